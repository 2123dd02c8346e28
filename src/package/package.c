/* package.c */
#include "hatshy.h"
