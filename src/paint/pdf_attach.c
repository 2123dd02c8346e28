/* pdf_attach.c -- files inside the document: what it was made of, for programs to read.
 *
 *     entries.csv  ->  31 0 obj <</Type/EmbeddedFile/Subtype/text#2Fcsv/Params<<...>> ...>> stream
 *                      32: <</Type/Filespec/F(entries.csv)/UF(entries.csv)
 *                            /AFRelationship/Source/EF<</F 31 0 R/UF 31 0 R>>>>
 *                      catalog: /AF[32 0 R]/Names<</EmbeddedFiles<</Names[(000000)32 0 R]>>>>
 *
 * Source: ISO 32000-1 7.11.3 and 7.11.4, ISO 19005-3 6.8 (type, relationship, both names, date).
 * The date is that of the document, not of the file: the same inputs give the same bytes.
 */
#include "base/mem.h"
#include "paint/pdf_internal.h"

/* "text/csv" as a name: text#2Fcsv (ISO 32000-1 7.3.5). */
static void put_type(struct hat_buf *buf, const char *type)
{
    for (; *type != '\0'; type++) {
        bool regular = *type > ' ' && *type <= '~' && strchr("()<>[]{}/%#", *type) == NULL;
        if (regular) {
            hat_buf_put(buf, type, 1);
        } else {
            hat_buf_printf(buf, "#%02X", (unsigned)(unsigned char)*type);
        }
    }
}

static uint32_t write_bytes(struct hat_pdf_finish *finish, const struct hat_pdf_attachment *file)
{
    struct hat_buf dict = {0};
    char date[HAT_PDF_DATE_MAX];
    uint32_t id = hat_pdf_reserve(&finish->out);
    hat_pdf_format_date(finish->pdf->date, date);
    hat_pdf_put(&dict, "/Type/EmbeddedFile/Subtype/");
    put_type(&dict, file->type);
    hat_pdf_put(&dict, "/Params<</Size ");
    hat_pdf_put_number(&dict, (int64_t)file->bytes.len);
    hat_pdf_put_entry(&dict, "/ModDate", date);
    hat_pdf_put(&dict, ">>");
    hat_buf_put(&dict, "", 1);
    finish->body.failed = finish->body.failed || hat_buf_failed(&dict);
    if (!finish->body.failed) {
        hat_pdf_stream(&finish->out, id, dict.data, file->bytes, HAT_PDF_DEFLATE);
    }
    hat_buf_fini(&dict);
    return id;
}

static void write_file(struct hat_pdf_finish *finish, size_t index)
{
    const struct hat_pdf_attachment *file = &finish->pdf->attachments[index];
    struct hat_buf *body = &finish->body;
    uint32_t bytes = write_bytes(finish, file);
    finish->file_ids[index] = hat_pdf_reserve(&finish->out);
    hat_pdf_put(body, "<</Type/Filespec/F");
    hat_pdf_put_text(body, file->name);
    hat_pdf_put(body, "/UF");
    hat_pdf_put_text(body, file->name);
    hat_pdf_put(body, "/AFRelationship/Source/EF<</F ");
    hat_pdf_put_ref(body, bytes);
    hat_pdf_put(body, "/UF ");
    hat_pdf_put_ref(body, bytes);
    hat_pdf_put(body, ">>>>");
    hat_pdf_object(&finish->out, finish->file_ids[index], body);
}

enum hat_status hat_pdf_write_attachments(struct hat_pdf_finish *finish)
{
    size_t count = finish->pdf->attachment_count;
    finish->file_ids = hat_arena_array(&finish->arena, count, sizeof *finish->file_ids);
    if (finish->file_ids == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        write_file(finish, i);
    }
    return finish->out.status;
}

/* The names of a name tree must be in order; they are made of numbers, whatever the files are
 * called, and readers show the names of the files. */
void hat_pdf_put_attachments(struct hat_pdf_finish *finish)
{
    struct hat_buf *body = &finish->body;
    size_t count = finish->pdf->attachment_count;
    if (count == 0) {
        return;
    }
    hat_pdf_put(body, "/AF[");
    for (size_t i = 0; i < count; i++) {
        hat_pdf_put_ref(body, finish->file_ids[i]);
        hat_pdf_put(body, " ");
    }
    hat_pdf_put(body, "]/Names<</EmbeddedFiles<</Names[");
    for (size_t i = 0; i < count; i++) {
        hat_buf_printf(body, "(%06lu)", (unsigned long)i);
        hat_pdf_put_ref(body, finish->file_ids[i]);
    }
    hat_pdf_put(body, "]>>>>");
}
