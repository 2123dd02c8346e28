/* job.c */
#include "hatshy.h"
