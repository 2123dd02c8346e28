/* painter.c */
#include "hatshy.h"
