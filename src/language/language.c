/* language.c -- names of languages and their smallest words. */
#include "language/language.h"

#include <stdbool.h>

static bool names(struct hat_str tag, const char *code)
{
    return hat_str_starts(tag, code) &&
           (tag.len == 2 || tag.ptr[2] == '-' || tag.ptr[2] == '_' || tag.ptr[2] == '.');
}

enum hat_lang hat_lang_from(struct hat_str tag)
{
    return names(tag, "kk")   ? HAT_LANG_KK
           : names(tag, "ru") ? HAT_LANG_RU
           : names(tag, "en") ? HAT_LANG_EN
                              : HAT_LANG_NONE;
}

const char *hat_lang_tag(enum hat_lang lang)
{
    static const char *const tags[] = {"", "kk", "ru", "en"};
    return tags[lang];
}

const char *hat_lang_bool(enum hat_lang lang, bool value)
{
    static const char *const words[][2] = {
        {"жоқ", "иә"}, {"жоқ", "иә"}, {"нет", "да"}, {"no", "yes"}};
    return words[lang][value];
}
