/* hatshy.c -- the public functions that no folder gives itself. */
#include "hatshy.h"
