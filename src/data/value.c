/* value.c */
#include "hatshy.h"
