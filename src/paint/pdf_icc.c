/* pdf_icc.c -- the sRGB colour space as an ICC profile, for the output intent (PDF/A-2 6.2.3).
 *
 * A version 2 matrix profile (ICC.1:2001-04), built here from figures of IEC 61966-2-1:
 *
 *     header 128 bytes | table of 9 tags | desc cprt wtpt | rXYZ gXYZ bXYZ | one curve for all
 *
 *     matrix   primaries (0.64 0.33) (0.30 0.60) (0.15 0.06), white D65 (0.3127 0.3290), adapted
 *              to D50 by Bradford's method, as 16.16 fixed point
 *     curve    v <= 0.04045: v / 12.92, else ((v + 0.055) / 1.055) ^ 2.4, at v = i / 255,
 *              times 65535
 *
 * The unit test computes both again.
 */
#include "paint/pdf_internal.h"

enum { TAGS = 9, HEADER = 128, TABLE = 4 + 12 * TAGS, CURVE_POINTS = 256 };

/* clang-format off */
static const uint16_t CURVE[CURVE_POINTS] = {
    0, 20, 40, 60, 80, 99, 119, 139, 159, 179, 199, 219, 241, 264, 288, 313, 340, 367, 396, 427,
    458, 491, 526, 562, 599, 637, 677, 718, 761, 805, 851, 898, 947, 997, 1048, 1101, 1156, 1212,
    1270, 1330, 1391, 1453, 1517, 1583, 1651, 1720, 1790, 1863, 1937, 2013, 2090, 2170, 2250,
    2333, 2418, 2504, 2592, 2681, 2773, 2866, 2961, 3058, 3157, 3258, 3360, 3464, 3570, 3678,
    3788, 3900, 4014, 4129, 4247, 4366, 4488, 4611, 4736, 4864, 4993, 5124, 5257, 5392, 5530,
    5669, 5810, 5953, 6099, 6246, 6395, 6547, 6700, 6856, 7014, 7174, 7335, 7500, 7666, 7834,
    8004, 8177, 8352, 8528, 8708, 8889, 9072, 9258, 9445, 9635, 9828, 10022, 10219, 10417, 10619,
    10822, 11028, 11235, 11446, 11658, 11873, 12090, 12309, 12530, 12754, 12980, 13209, 13440,
    13673, 13909, 14146, 14387, 14629, 14874, 15122, 15371, 15623, 15878, 16135, 16394, 16656,
    16920, 17187, 17456, 17727, 18001, 18277, 18556, 18837, 19121, 19407, 19696, 19987, 20281,
    20577, 20876, 21177, 21481, 21787, 22096, 22407, 22721, 23038, 23357, 23678, 24002, 24329,
    24658, 24990, 25325, 25662, 26001, 26344, 26688, 27036, 27386, 27739, 28094, 28452, 28813,
    29176, 29542, 29911, 30282, 30656, 31033, 31412, 31794, 32179, 32567, 32957, 33350, 33745,
    34143, 34544, 34948, 35355, 35764, 36176, 36591, 37008, 37429, 37852, 38278, 38706, 39138,
    39572, 40009, 40449, 40891, 41337, 41785, 42236, 42690, 43147, 43606, 44069, 44534, 45002,
    45473, 45947, 46423, 46903, 47385, 47871, 48359, 48850, 49344, 49841, 50341, 50844, 51349,
    51858, 52369, 52884, 53401, 53921, 54445, 54971, 55500, 56032, 56567, 57105, 57646, 58190,
    58737, 59287, 59840, 60396, 60955, 61517, 62082, 62650, 63221, 63795, 64372, 64952, 65535,
};
/* clang-format on */

static void put16(struct hat_buf *buf, unsigned value)
{
    const char bytes[2] = {(char)(value >> 8 & 0xFF), (char)(value & 0xFF)};
    hat_buf_put(buf, bytes, sizeof bytes);
}

static void put32(struct hat_buf *buf, uint32_t value)
{
    put16(buf, value >> 16);
    put16(buf, value & 0xFFFF);
}

static void put_zeros(struct hat_buf *buf, size_t count)
{
    while (count-- > 0) {
        hat_buf_put(buf, "", 1);
    }
}

/* ---- the parts ---- */

static const char NAME[] = "sRGB IEC61966-2.1";
static const char RIGHTS[] = "No copyright, use freely";

/* textDescriptionType: ASCII, then empty Unicode and Macintosh texts. */
static void put_description(struct hat_buf *buf)
{
    hat_buf_put(buf, "desc\0\0\0\0", 8);
    put32(buf, sizeof NAME);
    hat_buf_put(buf, NAME, sizeof NAME);
    put_zeros(buf, 4 + 4 + 2 + 1 + 67);
}

static void put_rights(struct hat_buf *buf)
{
    hat_buf_put(buf, "text\0\0\0\0", 8);
    hat_buf_put(buf, RIGHTS, sizeof RIGHTS);
}

static void put_xyz(struct hat_buf *buf, const uint32_t xyz[3])
{
    hat_buf_put(buf, "XYZ \0\0\0\0", 8);
    for (int i = 0; i < 3; i++) {
        put32(buf, xyz[i]);
    }
}

static void put_curve(struct hat_buf *buf)
{
    hat_buf_put(buf, "curv\0\0\0\0", 8);
    put32(buf, CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++) {
        put16(buf, CURVE[i]);
    }
}

static const uint32_t WHITE_D50[3] = {0xF6D6, 0x10000, 0xD32D};
static const uint32_t COLORANTS[3][3] = {
    {0x6FA0, 0x38F5, 0x0390}, {0x6297, 0xB787, 0x18D9}, {0x249F, 0x0F84, 0xB6C3}};

/* ---- the whole ---- */

/* Where a part begins and ends in the data behind the tag table. */
struct part {
    size_t offset, len;
};

/* Every part begins at a multiple of 4. */
static struct part end_part(struct hat_buf *data, size_t begin)
{
    struct part part = {begin, data->len - begin};
    put_zeros(data, (4 - data->len % 4) % 4);
    return part;
}

static void put_header(struct hat_buf *buf, size_t size)
{
    put32(buf, (uint32_t)size);
    put32(buf, 0);          /* no preferred method */
    put32(buf, 0x02100000); /* version 2.1 */
    hat_buf_put(buf, "mntrRGB XYZ ", 12);
    const unsigned date[6] = {2024, 1, 1, 0, 0, 0};
    for (int i = 0; i < 6; i++) {
        put16(buf, date[i]);
    }
    hat_buf_put(buf, "acsp", 4);
    put_zeros(buf, 68 - 40);
    for (int i = 0; i < 3; i++) {
        put32(buf, WHITE_D50[i]); /* illuminant of the connection space */
    }
    put_zeros(buf, HEADER - 80);
}

static void put_table(struct hat_buf *buf, const struct part parts[7])
{
    static const char *const NAMES[TAGS] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ",
                                            "bXYZ", "rTRC", "gTRC", "bTRC"};
    put32(buf, TAGS);
    for (int i = 0; i < TAGS; i++) {
        const struct part *part = &parts[i < 6 ? i : 6];
        hat_buf_put(buf, NAMES[i], 4);
        put32(buf, (uint32_t)(HEADER + TABLE + part->offset));
        put32(buf, (uint32_t)part->len);
    }
}

void hat_pdf_put_srgb(struct hat_buf *buf)
{
    struct hat_buf data = {0};
    struct part parts[7];
    put_description(&data);
    parts[0] = end_part(&data, 0);
    size_t begin = data.len;
    put_rights(&data);
    parts[1] = end_part(&data, begin);
    begin = data.len;
    put_xyz(&data, WHITE_D50);
    parts[2] = end_part(&data, begin);
    for (int i = 0; i < 3; i++) {
        begin = data.len;
        put_xyz(&data, COLORANTS[i]);
        parts[3 + i] = end_part(&data, begin);
    }
    begin = data.len;
    put_curve(&data);
    parts[6] = end_part(&data, begin);
    put_header(buf, HEADER + TABLE + data.len);
    put_table(buf, parts);
    hat_buf_put(buf, data.data, data.len);
    buf->failed = buf->failed || hat_buf_failed(&data);
    hat_buf_fini(&data);
}
