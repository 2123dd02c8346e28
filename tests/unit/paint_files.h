/* paint_files.h -- outputs of src/paint for its tests: written to a file of the test's own, read
 * back, and a PDF spread out as text; pictures to put on pages. */
#ifndef HAT_TESTS_PAINT_FILES_H
#define HAT_TESTS_PAINT_FILES_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <zlib.h>

#include "paint/paint.h"
#include "paint/pdf_write_internal.h"

/* ---- outputs ---- */

struct written {
    char path[64];
    struct hat_output *output;
    struct hat_buf bytes;
};

static inline void written_open(struct written *written)
{
    *written = (struct written){0};
    snprintf(written->path, sizeof written->path, "/tmp/hat-paint-%ld", (long)getpid());
    assert_int_equal(hat_output_open(written->path, NULL, &written->output), HAT_OK);
}

static inline void written_read(struct written *written)
{
    assert_int_equal(hat_output_finish(written->output, NULL), HAT_OK);
    assert_int_equal(hat_output_commit(written->output, NULL), HAT_OK);
    assert_int_equal(hat_file_read(written->path, 1 << 28, NULL, &written->bytes), HAT_OK);
}

static inline void written_close(struct written *written)
{
    hat_output_free(written->output);
    hat_buf_fini(&written->bytes);
    unlink(written->path);
}

/* ---- a PDF of ours as text ---- */

static inline const char *find_bytes(const char *from, const char *end, const char *what)
{
    size_t len = strlen(what);
    for (; from + len <= end; from++) {
        if (memcmp(from, what, len) == 0) {
            return from;
        }
    }
    return NULL;
}

/* "12 0 35 40 <<...>> <<...>>" -> "12 0 obj <<...>> endobj\n" ... */
static inline void spread_group(const char *dict, const struct hat_buf *data, struct hat_buf *out)
{
    const char *first = strstr(dict, "/First "), *count = strstr(dict, "/N ");
    unsigned long offset = strtoul(first + 7, NULL, 10), members = strtoul(count + 3, NULL, 10);
    char *at = data->data;
    unsigned long id = strtoul(at, &at, 10), begin = strtoul(at, &at, 10);
    for (unsigned long i = 0; i < members; i++) {
        unsigned long next_id = strtoul(at, &at, 10), next = strtoul(at, &at, 10);
        unsigned long end = i + 1 < members ? next : data->len - offset;
        hat_buf_printf(out, "%lu 0 obj %.*s endobj\n", id, (int)(end - begin),
                       data->data + offset + begin);
        id = next_id;
        begin = next;
    }
}

/* Every object of a PDF that pdf_write.c made, as text: object streams spread out, other streams
 * unpacked. So tests can look for "<</S/TD" and for operators alike. */
static inline void spread(const struct hat_buf *pdf, struct hat_buf *out)
{
    const char *at = pdf->data, *end = pdf->data + pdf->len;
    const char *stream;
    while ((stream = find_bytes(at, end, ">>\nstream\n")) != NULL) {
        const char *begin = stream;
        while (begin > at && memcmp(begin, "\nendobj\n", 8) != 0) {
            begin--;
        }
        begin = begin > at ? begin + 8 : find_bytes(at, end, " 0 obj") - 2;
        struct hat_buf dict = {0}, data = {0};
        hat_buf_put(&dict, begin, (size_t)(stream - begin) + 2);
        const char *length = strstr(dict.data, "/Length ");
        while (strstr(length + 1, "/Length ") != NULL) {
            length = strstr(length + 1, "/Length ");
        }
        struct hat_str raw = {stream + 10, strtoul(length + 8, NULL, 10)};
        at = raw.ptr + raw.len;
        if (strstr(dict.data, "/FlateDecode") != NULL) {
            assert_int_equal(hat_inflate(raw, 1 << 28, &data), HAT_OK);
        } else {
            hat_buf_put(&data, raw.ptr, raw.len);
        }
        if (strstr(dict.data, "/Type/ObjStm") != NULL) {
            spread_group(dict.data, &data, out);
        } else {
            hat_buf_printf(out, "%s stream\n", dict.data);
            for (size_t i = 0; i < data.len; i++) { /* NUL would end the text */
                hat_buf_put(out, data.data[i] != '\0' ? &data.data[i] : "\1", 1);
            }
            hat_buf_printf(out, "\nendstream\n");
        }
        hat_buf_fini(&dict);
        hat_buf_fini(&data);
    }
}

static inline int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what)) {
        count++;
    }
    return count;
}

/* ---- pictures ---- */

static inline void put_chunk(struct hat_buf *png, const char *name, const void *data, size_t len)
{
    struct hat_buf body = {0};
    hat_buf_put(&body, name, 4);
    hat_buf_put(&body, data, len);
    unsigned long crc = crc32(0, (const unsigned char *)body.data, (unsigned)body.len);
    const unsigned long words[2] = {(unsigned long)len, crc};
    for (int word = 0; word < 2; word++) {
        if (word == 1) {
            hat_buf_put(png, body.data, body.len);
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            hat_buf_put(png, &(char){(char)(words[word] >> shift & 0xFF)}, 1);
        }
    }
    hat_buf_fini(&body);
}

/* A PNG of `width` x `height` whose rows (filter byte first) are all `row`. */
static inline void make_png(struct hat_buf *png, unsigned width, unsigned height, int depth,
                            int color, struct hat_str row)
{
    const unsigned char header[13] = {0,
                                      0,
                                      (unsigned char)(width >> 8),
                                      (unsigned char)width,
                                      0,
                                      0,
                                      (unsigned char)(height >> 8),
                                      (unsigned char)height,
                                      (unsigned char)depth,
                                      (unsigned char)color};
    struct hat_packer packer = {0};
    struct hat_buf rows = {0}, packed = {0};
    for (unsigned y = 0; y < height; y++) {
        hat_buf_put(&rows, row.ptr, row.len);
    }
    assert_int_equal(hat_deflate(&packer, (struct hat_str){rows.data, rows.len}, &packed), HAT_OK);
    hat_buf_put(png, "\x89PNG\r\n\x1a\n", 8);
    put_chunk(png, "IHDR", header, sizeof header);
    if (color == 3) {
        put_chunk(png, "PLTE", "\xFF\0\0\0\xFF\0", 6); /* red, green */
    }
    put_chunk(png, "IDAT", packed.data, packed.len);
    put_chunk(png, "IEND", "", 0);
    hat_packer_fini(&packer);
    hat_buf_fini(&rows);
    hat_buf_fini(&packed);
}

#endif
