/* hash.c -- SHA-256 by nettle, behind base/hash.h.
 *
 *     "abc" -> ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad
 */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <string.h>
#include <unistd.h>

enum { READ_CHUNK = 1 << 16 };

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(struct hat_hasher), "nettle's state fits");
_Static_assert(SHA256_DIGEST_SIZE == HAT_HASH_BYTES, "the hash is nettle's");

static struct sha256_ctx *context(struct hat_hasher *hasher)
{
    return (struct sha256_ctx *)(void *)hasher->state;
}

void hat_hasher_init(struct hat_hasher *hasher)
{
    *hasher = (struct hat_hasher){{0}};
    sha256_init(context(hasher));
}

void hat_hasher_add(struct hat_hasher *hasher, const void *bytes, size_t len)
{
    if (len > 0) {
        sha256_update(context(hasher), len, bytes);
    }
}

void hat_hasher_add_number(struct hat_hasher *hasher, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)(number >> (8 * i));
    }
    hat_hasher_add(hasher, bytes, sizeof bytes);
}

void hat_hasher_add_str(struct hat_hasher *hasher, struct hat_str text)
{
    hat_hasher_add_number(hasher, text.len);
    hat_hasher_add(hasher, text.ptr, text.len);
}

struct hat_hash hat_hasher_end(struct hat_hasher *hasher)
{
    struct hat_hash hash;
    sha256_digest(context(hasher), sizeof hash.bytes, hash.bytes);
    return hash;
}

bool hat_hash_equal(const struct hat_hash *a, const struct hat_hash *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void hat_hash_text(const struct hat_hash *hash, char text[HAT_HASH_DIGITS + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < HAT_HASH_BYTES; i++) {
        text[2 * i] = digits[hash->bytes[i] >> 4];
        text[2 * i + 1] = digits[hash->bytes[i] & 15];
    }
    text[HAT_HASH_DIGITS] = '\0';
}

static int digit_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hat_hash_parse(struct hat_str text, struct hat_hash *hash)
{
    if (text.len != HAT_HASH_DIGITS) {
        return false;
    }
    for (int i = 0; i < HAT_HASH_BYTES; i++) {
        int high = digit_value(text.ptr[2 * i]), low = digit_value(text.ptr[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        hash->bytes[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

hat_status hat_hash_file(const char *path, struct hat_hash *hash, uint64_t *size)
{
    unsigned char chunk[READ_CHUNK];
    struct hat_hasher hasher;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return errno == ENOENT || errno == ENOTDIR ? HAT_ERR_INPUT : HAT_ERR_IO;
    }
    hat_hasher_init(&hasher);
    *size = 0;
    ssize_t got;
    while ((got = read(fd, chunk, sizeof chunk)) > 0 || (got < 0 && errno == EINTR)) {
        if (got > 0) {
            hat_hasher_add(&hasher, chunk, (size_t)got);
            *size += (uint64_t)got;
        }
    }
    close(fd);
    *hash = hat_hasher_end(&hasher);
    return got == 0 ? HAT_OK : HAT_ERR_IO;
}
