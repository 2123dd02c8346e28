/* fonts.c */
#include "hatshy.h"
