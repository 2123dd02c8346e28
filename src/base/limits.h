/* limits.h -- what an input may cost. Every limit is a named constant with the default below;
 * a limit that is passed gives HAT_ERR_LIMIT and a diagnostic that names it.
 *
 * The figures are those of the safety rules in docs/safety.md.
 */
#ifndef HAT_BASE_LIMITS_H
#define HAT_BASE_LIMITS_H

#include <stdint.h>

struct hat_limits {
    uint64_t file_bytes;         /* a template or document */
    uint64_t entries_bytes;      /* an entries file, streamed */
    uint32_t package_parts;      /* entries in a ZIP container */
    uint64_t part_bytes;         /* one XML part, unpacked */
    uint64_t sheet_bytes;        /* the same of a workbook */
    uint64_t picture_bytes;      /* one picture, unpacked */
    uint64_t package_bytes;      /* all parts together, unpacked */
    uint32_t inflate_ratio;      /* unpacked / packed, looked at after inflate_free_bytes */
    uint64_t inflate_free_bytes; /* what a part may unpack to before the ratio counts */
    uint32_t xml_depth;
    uint32_t xml_start_tag_bytes;
    uint32_t xml_attributes; /* on one element */
    uint32_t columns;        /* of an entry table */
    uint64_t rows;
    uint64_t values;      /* cells, or values of a JSON text, in one data file */
    uint32_t field_bytes; /* one value */
    uint32_t link_bytes;
    uint32_t json_depth;
    uint32_t section_depth;  /* nested template sections */
    uint32_t spaces;         /* text:c and the like */
    uint32_t repeats;        /* rows- and columns-repeated on cells with text */
    uint32_t picture_pixels; /* width * height */
    uint32_t picture_side;   /* pixels */
    uint32_t style_chain;
    uint32_t list_levels;
    uint32_t table_depth;
    uint32_t pages;
    uint64_t output_bytes; /* what one merge may write, all parts together */
    uint64_t layout_work;  /* glyphs set in one letter */
    uint32_t warnings_a_kind;
};

#define HAT_LIMITS_DEFAULT                                                                         \
    ((struct hat_limits){                                                                          \
        .file_bytes = 64u << 20,                                                                   \
        .entries_bytes = 2ull << 30,                                                               \
        .package_parts = 2000,                                                                     \
        .part_bytes = 48u << 20,                                                                   \
        .sheet_bytes = 1u << 30,                                                                   \
        .picture_bytes = 64u << 20,                                                                \
        .package_bytes = 256u << 20,                                                               \
        .inflate_ratio = 200,                                                                      \
        .inflate_free_bytes = 4u << 20,                                                            \
        .xml_depth = 256,                                                                          \
        .xml_start_tag_bytes = 64u << 10,                                                          \
        .xml_attributes = 256,                                                                     \
        .columns = 512,                                                                            \
        .rows = 2000000,                                                                           \
        .values = 12000000,                                                                        \
        .field_bytes = 64u << 10,                                                                  \
        .link_bytes = 4u << 10,                                                                    \
        .json_depth = 64,                                                                          \
        .section_depth = 64,                                                                       \
        .spaces = 10000,                                                                           \
        .repeats = 4096,                                                                           \
        .picture_pixels = 64u << 20,                                                               \
        .picture_side = 32767,                                                                     \
        .style_chain = 256,                                                                        \
        .list_levels = 10,                                                                         \
        .table_depth = 16,                                                                         \
        .pages = 100000,                                                                           \
        .output_bytes = 2ull << 30,                                                                \
        .layout_work = 500u * 1000 * 1000,                                                         \
        .warnings_a_kind = 20,                                                                     \
    })

#endif
