/* dump.c -- a program as text, for tests and for support (hatshy check --program).
 *
 *     part word/document.xml
 *        0 text "<w:p><w:r><w:t>"
 *        1 value name
 *        2 text "</w:t></w:r></w:p>"
 *        3 end
 */
#include "template/program_internal.h"

static void put_quoted(struct hat_str text, struct hat_buf *buf)
{
    hat_buf_put(buf, "\"", 1);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            hat_buf_put(buf, "\\n", 2);
        } else if (text.ptr[i] == '\r') {
            hat_buf_put(buf, "\\r", 2);
        } else {
            hat_buf_put(buf, text.ptr + i, 1);
        }
    }
    hat_buf_put(buf, "\"", 1);
}

static void put_address(const struct hat_address *address, struct hat_buf *buf)
{
    for (uint32_t i = 0; i < address->count; i++) {
        hat_buf_put(buf, " ", i > 0);
        if (address->pieces[i].expr == NULL) {
            put_quoted(address->pieces[i].text, buf);
        } else {
            hat_expr_put(address->pieces[i].expr, buf);
        }
    }
}

static void put_operands(const struct hat_program *program, const struct hat_op *op,
                         struct hat_buf *buf)
{
    const struct hat_tag *tag = op->a < program->tag_count ? &program->tags[op->a] : NULL;
    switch (op->code) {
    case HAT_OP_TEXT:
    case HAT_OP_HOLD:
    case HAT_OP_RELEASE:
    case HAT_OP_ENSURE:
        hat_buf_put(buf, " ", 1);
        put_quoted((struct hat_str){program->text.data + op->a, op->b}, buf);
        break;
    case HAT_OP_VALUE:
        hat_buf_put(buf, " ", 1);
        hat_expr_put(tag->own_link ? tag->text_expr : tag->expr, buf);
        break;
    case HAT_OP_EACH:
    case HAT_OP_IF:
    case HAT_OP_UNLESS:
    case HAT_OP_LINK:
        hat_buf_put(buf, " ", 1);
        hat_expr_put(tag->expr, buf);
        hat_buf_printf(buf, " -> %u", (unsigned)op->to);
        if (op->code == HAT_OP_LINK) {
            hat_buf_put(buf, " ", 1);
            put_quoted(tag->link->open, buf);
        }
        break;
    case HAT_OP_PICTURE:
        hat_buf_put(buf, " ", 1);
        hat_expr_put(tag->expr, buf);
        hat_buf_printf(buf, " -> %u", (unsigned)op->to);
        break;
    case HAT_OP_FACT:
        hat_buf_printf(buf, " %u", (unsigned)op->a);
        break;
    case HAT_OP_NEXT:
    case HAT_OP_JUMP:
    case HAT_OP_VECTOR:
        hat_buf_printf(buf, " -> %u", (unsigned)op->to);
        break;
    case HAT_OP_ADDRESS:
        hat_buf_put(buf, " ", 1);
        put_address(&program->addresses[op->a], buf);
        break;
    case HAT_OP_UNIQUE:
        hat_buf_put(buf, " ", 1);
        put_quoted(program->names[op->a].text, buf);
        hat_buf_printf(buf, "%s", op->b != 0 ? " again" : "");
        break;
    case HAT_OP_MARK:
    case HAT_OP_END:
        break;
    }
}

void hat_program_dump(const struct hat_program *program, struct hat_buf *buf)
{
    static const char *const names[] = {"text",   "value", "each",    "next", "if",     "unless",
                                        "jump",   "link",  "picture", "fact", "vector", "address",
                                        "unique", "hold",  "release", "mark", "ensure", "end"};
    hat_buf_printf(buf, "part %s\n", program->part);
    for (size_t i = 0; i < program->count; i++) {
        hat_buf_printf(buf, "%4zu %s", i, names[program->ops[i].code]);
        put_operands(program, &program->ops[i], buf);
        hat_buf_put(buf, "\n", 1);
    }
}
