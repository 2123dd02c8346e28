/* document.c */
#include "hatshy.h"
