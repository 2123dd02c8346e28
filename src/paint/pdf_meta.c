/* pdf_meta.c -- what the document says about itself: Info, XMP, output intent, catalog.
 *
 * Info and XMP say the same, letter for letter (PDF/A-2 6.6.4): both are written from texts that
 * were cleaned once. A title is needed (PDF/UA-1 7.1): the document's own, else its first heading,
 * else its first words, else "Document". Dates are UTC, from the caller, never from the clock.
 */
#include <stdio.h>

#include "base/date.h"
#include "base/utf8.h"
#include "paint/pdf_internal.h"

enum { SECONDS_A_DAY = 24 * 60 * 60 };

void hat_pdf_put_entry(struct hat_buf *buf, const char *key, const char *text)
{
    if (text != NULL && *text != '\0') {
        hat_pdf_put(buf, key);
        hat_pdf_put_text(buf, text);
    }
}

/* ---- cleaning ---- */

/* Copies text with blanks for white space and control characters, one for several, none at the
 * ends; what is not UTF-8 or not allowed in XML is left out. NULL when out of memory. */
static const char *clean(struct hat_arena *arena, struct hat_str text)
{
    char *out = hat_arena_strndup(arena, text.ptr, text.len);
    size_t len = 0;
    bool blank = false;
    for (size_t at = 0, used = 0; out != NULL && at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (cp <= 0x20 || cp == 0x7F || cp == 0xA0) {
            blank = len > 0;
        } else if (cp != HAT_UTF8_INVALID && hat_xml_char(cp) && !(cp >= 0x80 && cp < 0xA0)) {
            if (blank) {
                out[len++] = ' ';
                blank = false;
            }
            memcpy(out + len, text.ptr + at, used);
            len += used;
        }
    }
    if (out != NULL) {
        out[len] = '\0';
    }
    return out;
}

/* A language tag as BCP 47 writes it: kk_KZ -> kk-KZ; "und" when none is known. */
static const char *clean_lang(struct hat_arena *arena, const char *lang)
{
    char *out = hat_arena_strndup(arena, lang, strlen(lang));
    for (char *at = out; at != NULL && *at != '\0'; at++) {
        bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
        if (*at == '_') {
            *at = '-';
        } else if (!letter && !(*at >= '0' && *at <= '9') && *at != '-') {
            *out = '\0';
            break;
        }
    }
    return out != NULL && *out == '\0' ? "und" : out;
}

static const char *document_word(const char *lang)
{
    struct hat_str text = hat_str_from(lang);
    return hat_str_starts(text, "kk")   ? "Құжат"
           : hat_str_starts(text, "ru") ? "Документ"
                                        : "Document";
}

static const char *choose_title(struct hat_pdf_finish *finish)
{
    const struct hat_structure *structure = finish->structure;
    const struct hat_str candidates[3] = {
        hat_str_from(finish->pdf->meta.title),
        hat_str_from(structure->outline_count > 0 ? structure->outlines[0].title : ""),
        {finish->pdf->opening.data, finish->pdf->opening.len},
    };
    for (int i = 0; i < 3; i++) {
        const char *title = clean(&finish->arena, candidates[i]);
        if (title == NULL || *title != '\0') {
            return title;
        }
    }
    return document_word(finish->lang);
}

enum hat_status hat_pdf_clean_meta(struct hat_pdf_finish *finish)
{
    const struct hat_meta *meta = &finish->pdf->meta;
    struct hat_meta *out = &finish->meta;
    finish->lang = clean_lang(&finish->arena, meta->lang);
    if (finish->lang == NULL) {
        return HAT_ERR_NOMEM;
    }
    out->title = finish->title = choose_title(finish);
    out->author = clean(&finish->arena, hat_str_from(meta->author));
    out->subject = clean(&finish->arena, hat_str_from(meta->subject));
    out->keywords = clean(&finish->arena, hat_str_from(meta->keywords));
    return out->title != NULL && out->author != NULL && out->subject != NULL &&
                   out->keywords != NULL
               ? HAT_OK
               : HAT_ERR_NOMEM;
}

/* ---- dates ---- */

enum date_form { DATE_PDF, DATE_XMP };

/* D:20260302050000Z or 2026-03-02T05:00:00Z */
static void format_date(int64_t seconds, enum date_form form, char out[HAT_PDF_DATE_MAX])
{
    int64_t days = seconds / SECONDS_A_DAY, rest = seconds % SECONDS_A_DAY;
    if (rest < 0) {
        days--;
        rest += SECONDS_A_DAY;
    }
    const int64_t last_day = 2932896; /* 9999-12-31 */
    days = days < -719162 ? -719162 : days > last_day ? last_day : days;
    struct hat_date date = hat_date_from_days(days);
    snprintf(out, HAT_PDF_DATE_MAX,
             form == DATE_PDF ? "D:%04d%02d%02d%02d%02d%02dZ" : "%04d-%02d-%02dT%02d:%02d:%02dZ",
             date.year, date.month, date.day, (int)(rest / 3600), (int)(rest / 60 % 60),
             (int)(rest % 60));
}

void hat_pdf_format_date(int64_t seconds, char out[HAT_PDF_DATE_MAX])
{
    format_date(seconds, DATE_PDF, out);
}

/* ---- XMP ---- */

static void put_xml(struct hat_buf *buf, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            hat_pdf_put(buf, "&amp;");
            break;
        case '<':
            hat_pdf_put(buf, "&lt;");
            break;
        case '>':
            hat_pdf_put(buf, "&gt;");
            break;
        default:
            hat_buf_put(buf, text, 1);
        }
    }
}

/* An element with a text, unless the text is empty. */
static void put_element(struct hat_buf *buf, const char *open, const char *text, const char *close)
{
    if (*text != '\0') {
        hat_pdf_put(buf, open);
        put_xml(buf, text);
        hat_pdf_put(buf, close);
    }
}

static const char XMP_BEGIN[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"";

/* PDF/A-2 6.6.2.3: the PDF/UA identifier is not one of XMP's own names, so it is described. */
static const char XMP_UA_SCHEMA[] =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to"
    "</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    "</rdf:Description>\n";

static const char XMP_END[] = "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";

/* <pdfaid:part>2</pdfaid:part> ...: the standards that the file keeps. */
static void put_standards(struct hat_buf *xmp, const struct hat_pdf *pdf)
{
    if (pdf->tagged) {
        hat_pdf_put(xmp, " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"");
    }
    hat_pdf_put(xmp, ">\n<dc:format>application/pdf</dc:format><pdfaid:part>");
    hat_buf_put(xmp, &pdf->part, 1);
    hat_pdf_put(xmp, pdf->tagged ? "</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
                                   "<pdfuaid:part>1</pdfuaid:part>"
                                 : "</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>");
}

static void write_xmp(struct hat_pdf_finish *finish)
{
    const struct hat_meta *meta = &finish->meta;
    struct hat_buf xmp = {0};
    char date[HAT_PDF_DATE_MAX];
    format_date(finish->pdf->date, DATE_XMP, date);
    hat_pdf_put(&xmp, XMP_BEGIN);
    put_standards(&xmp, finish->pdf);
    put_element(&xmp, "<dc:language><rdf:Bag><rdf:li>", finish->lang,
                "</rdf:li></rdf:Bag></dc:language>");
    put_element(&xmp, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", meta->title,
                "</rdf:li></rdf:Alt></dc:title>");
    put_element(&xmp, "<dc:creator><rdf:Seq><rdf:li>", meta->author,
                "</rdf:li></rdf:Seq></dc:creator>");
    put_element(&xmp, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", meta->subject,
                "</rdf:li></rdf:Alt></dc:description>");
    put_element(&xmp, "<pdf:Keywords>", meta->keywords, "</pdf:Keywords>");
    put_element(&xmp, "<pdf:Producer>", finish->pdf->producer, "</pdf:Producer>");
    put_element(&xmp, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
    put_element(&xmp, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>");
    hat_pdf_put(&xmp, "\n</rdf:Description>\n");
    if (finish->pdf->tagged) {
        hat_pdf_put(&xmp, XMP_UA_SCHEMA);
    }
    hat_pdf_put(&xmp, XMP_END);
    finish->body.failed = finish->body.failed || hat_buf_failed(&xmp);
    hat_pdf_stream(&finish->out, finish->metadata, "/Type/Metadata/Subtype/XML",
                   (struct hat_str){xmp.data, xmp.len}, HAT_PDF_AS_IS);
    hat_buf_fini(&xmp);
}

/* ---- Info, profile, catalog ---- */

static void write_info(struct hat_pdf_finish *finish)
{
    const struct hat_meta *meta = &finish->meta;
    struct hat_buf *body = &finish->body;
    char date[HAT_PDF_DATE_MAX];
    format_date(finish->pdf->date, DATE_PDF, date);
    hat_pdf_put(body, "<<");
    hat_pdf_put_entry(body, "/Title", meta->title);
    hat_pdf_put_entry(body, "/Author", meta->author);
    hat_pdf_put_entry(body, "/Subject", meta->subject);
    hat_pdf_put_entry(body, "/Keywords", meta->keywords);
    hat_pdf_put_entry(body, "/Producer", finish->pdf->producer);
    hat_pdf_put_entry(body, "/CreationDate", date);
    hat_pdf_put_entry(body, "/ModDate", date);
    hat_pdf_put(body, ">>");
    hat_pdf_object(&finish->out, finish->info, body);
}

static void write_profile(struct hat_pdf_finish *finish)
{
    struct hat_buf profile = {0};
    hat_pdf_put_srgb(&profile);
    finish->body.failed = finish->body.failed || hat_buf_failed(&profile);
    hat_pdf_stream(&finish->out, finish->profile, "/N 3",
                   (struct hat_str){profile.data, profile.len}, HAT_PDF_DEFLATE);
    hat_buf_fini(&profile);
}

static void write_catalog(struct hat_pdf_finish *finish)
{
    struct hat_buf *body = &finish->body;
    hat_pdf_put(body, "<</Type/Catalog/Pages ");
    hat_pdf_put_ref(body, finish->pages);
    if (finish->pdf->tagged) {
        hat_pdf_put(body, "/MarkInfo<</Marked true>>/StructTreeRoot ");
        hat_pdf_put_ref(body, finish->tree_root);
    }
    if (finish->pdf->archived) {
        hat_pdf_put(body, "/Metadata ");
        hat_pdf_put_ref(body, finish->metadata);
        hat_pdf_put(body, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                          "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
                          "/DestOutputProfile ");
        hat_pdf_put_ref(body, finish->profile);
        hat_pdf_put(body, ">>]");
    }
    hat_pdf_put(body, "/ViewerPreferences<</DisplayDocTitle true>>");
    hat_pdf_put_attachments(finish);
    hat_pdf_put_entry(body, "/Lang", finish->lang);
    if (finish->outlines != 0) {
        hat_pdf_put(body, "/PageMode/UseOutlines/Outlines ");
        hat_pdf_put_ref(body, finish->outlines);
    }
    hat_pdf_put(body, ">>");
    hat_pdf_object(&finish->out, finish->catalog, body);
}

void hat_pdf_write_meta(struct hat_pdf_finish *finish)
{
    finish->info = hat_pdf_reserve(&finish->out);
    if (finish->pdf->archived) {
        finish->metadata = hat_pdf_reserve(&finish->out);
        finish->profile = hat_pdf_reserve(&finish->out);
        write_xmp(finish);
        write_profile(finish);
    }
    write_info(finish);
    write_catalog(finish);
}
