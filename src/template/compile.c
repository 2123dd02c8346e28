/* compile.c */
#include "hatshy.h"
