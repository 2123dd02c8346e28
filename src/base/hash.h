/* hash.h -- SHA-256 (FIPS 180-4), by which a file or what it was made of is known again. */
#ifndef HAT_BASE_HASH_H
#define HAT_BASE_HASH_H

#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

enum { HAT_HASH_BYTES = 32, HAT_HASH_DIGITS = 64 };

struct hat_hash {
    unsigned char bytes[HAT_HASH_BYTES];
};

/* The state of a calculation; may be copied, to go on from one beginning in several ways. */
struct hat_hasher {
    uint64_t state[16]; /* room for the library's own */
};

void hat_hasher_init(struct hat_hasher *hasher);
void hat_hasher_add(struct hat_hasher *hasher, const void *bytes, size_t len);
/* A text with its length, so that "ab", "c" differs from "a", "bc". */
void hat_hasher_add_str(struct hat_hasher *hasher, struct hat_str text);
void hat_hasher_add_number(struct hat_hasher *hasher, uint64_t number);
/* Ends the calculation. */
struct hat_hash hat_hasher_end(struct hat_hasher *hasher);

bool hat_hash_equal(const struct hat_hash *a, const struct hat_hash *b);
/* As 64 hexadecimal digits and a NUL; and back: false when `text` is no such thing. */
void hat_hash_text(const struct hat_hash *hash, char text[HAT_HASH_DIGITS + 1]);
bool hat_hash_parse(struct hat_str text, struct hat_hash *hash);

/* Of a file's bytes, which are *size. HAT_ERR_INPUT: no such file; HAT_ERR_IO. Tells nothing. */
hat_status hat_hash_file(const char *path, struct hat_hash *hash, uint64_t *size);

#endif
