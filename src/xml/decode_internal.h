/* decode_internal.h -- the bytes of an XML part as UTF-8. */
#ifndef HAT_XML_DECODE_INTERNAL_H
#define HAT_XML_DECODE_INTERNAL_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "hatshy.h"

/* A zeroed struct stands at the beginning of a part. */
struct hat_xml_decoder {
    enum {
        HAT_XML_ENCODING_SOUGHT, /* fewer than 4 bytes came yet */
        HAT_XML_ENCODING_UTF8,
        HAT_XML_ENCODING_UTF16_BE,
        HAT_XML_ENCODING_UTF16_LE
    } encoding;
    bool declared;        /* the XML declaration was read, or there is none */
    bool have_half;       /* a UTF-16 unit is cut: */
    unsigned char half;   /* its first byte */
    uint32_t high;        /* first half of a surrogate pair; 0 for none */
    struct hat_buf first; /* bytes kept until the encoding is known */
    struct hat_buf text;  /* what was converted by the last call */
    struct hat_buf head;  /* UTF-8 kept until the declaration is whole */
    /* what is wrong, after HAT_ERR_TEMPLATE: XML_ENCODING or XML_BYTES and its argument */
    enum hat_message problem;
    char name[32];
};

/* Gives in *utf8 (borrowed until the next call, maybe empty) what `bytes` add; `last`: no more
 * will come. HAT_OK, HAT_ERR_NOMEM, HAT_ERR_TEMPLATE. */
enum hat_status hat_xml_decode(struct hat_xml_decoder *decoder, struct hat_str bytes, bool last,
                               struct hat_str *utf8);
void hat_xml_decoder_fini(struct hat_xml_decoder *decoder);

#endif
