/* buf.c -- the growing buffer. */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* Grows by half, so that appends are amortised O(1). */
bool hat_buf_enlarge(struct hat_buf *buf, size_t more)
{
    if (buf->failed || more >= SIZE_MAX / 2 - buf->len) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->len + more + 1;
    size_t cap = need + need / 2;
    char *data = hat_mem_realloc(buf->data, cap, 1);
    if (data == NULL) {
        buf->failed = true;
        return false;
    }
    buf->data = data;
    buf->cap = cap;
    return true;
}

void hat_buf_printf(struct hat_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int need = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (need < 0 || hat_buf_reserve(buf, (size_t)need) == NULL) {
        buf->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(buf->data + buf->len, (size_t)need + 1, format, args);
    va_end(args);
    buf->len += (size_t)need;
}

bool hat_buf_failed(const struct hat_buf *buf)
{
    return buf->failed;
}

void hat_buf_fini(struct hat_buf *buf)
{
    hat_mem_free(buf->data);
    *buf = (struct hat_buf){0};
}

size_t hat_buf_copy_out(const struct hat_buf *buf, char *out, size_t cap)
{
    if (cap > 0) {
        size_t n = buf->len < cap - 1 ? buf->len : cap - 1;
        if (n > 0) {
            memcpy(out, buf->data, n);
        }
        out[n] = '\0';
    }
    return buf->len;
}
