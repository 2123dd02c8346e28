/* regions_internal.h -- the table of regions and of the names they go by. */
#ifndef HAT_ENTRIES_REGIONS_INTERNAL_H
#define HAT_ENTRIES_REGIONS_INTERNAL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "entries/entries.h"

struct hat_region {
    const char *iso; /* KZ-10 */
    const char *kk, *ru, *en;
};

extern const struct hat_region hat_regions[HAT_REGION_COUNT];

enum hat_region_level { HAT_LEVEL_REGION, HAT_LEVEL_CAPITAL, HAT_LEVEL_CITY, HAT_LEVEL_DISTRICT };

/* Where the name stands beside its class noun. */
enum hat_region_form {
    HAT_NAME_BEFORE,    /* Абай облысы */
    HAT_NAME_BEHIND,    /* область Абай, город Уральск */
    HAT_NAME_ADJECTIVE, /* Абайский район: the key ends before "ий" */
    HAT_NAME_ALONE      /* БҚО */
};

struct hat_region_name {
    const char *key; /* folded: see hat_plain_letter(); hyphens out */
    uint8_t level, form;
    uint32_t regions; /* a bit for each region that has one of this name */
};

extern const struct hat_region_name hat_region_names[];
extern const size_t hat_region_name_count;

enum { HAT_REGION_KEY = 96 }; /* bytes of the longest name looked up, with its NUL */

/* near.c: the regions of all names of `levels` that are one slip of the pen away. */
uint32_t hat_region_near(const char *text, size_t len, unsigned levels);

#endif
