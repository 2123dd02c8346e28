/* parser.c */
#include "hatshy.h"
