/* page.c */
#include "hatshy.h"
