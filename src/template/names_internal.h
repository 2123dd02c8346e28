/* names_internal.h -- the names that a template uses, one visit each. */
#ifndef HAT_TEMPLATE_NAMES_INTERNAL_H
#define HAT_TEMPLATE_NAMES_INTERNAL_H

#include "template/plan_internal.h"

enum hat_use {
    HAT_USE_TEXT,
    HAT_USE_LIST,
    HAT_USE_CONDITION,
    HAT_USE_LINK,
    HAT_USE_PICTURE,
    HAT_USE_PARTIAL /* the name of a sub-template, as `literal` */
};

/* One name, or one text given to a filter (`path` NULL): "region" of where: "region". */
struct hat_name_use {
    const struct hat_tag *tag;
    const struct hat_path *path;
    struct hat_str literal;
    enum hat_use use;
};

typedef bool hat_name_visit(void *ctx, const struct hat_name_use *use);

/* Visits the names of all tags in the order of the document; stops when `visit` says false. */
bool hat_names_visit(const struct hat_template *tmpl, hat_name_visit *visit, void *ctx);

/* Warns of fields that the template does not use, and of names that are empty in all of the data.
 * HAT_OK or HAT_ERR_NOMEM. usage.c */
enum hat_status hat_names_compare(const struct hat_template *tmpl, const hat_data *data,
                                  hat_diags *diags);

#endif
