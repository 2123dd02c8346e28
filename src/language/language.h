/* language.h -- the three languages of the office. */
#ifndef HAT_LANGUAGE_LANGUAGE_H
#define HAT_LANGUAGE_LANGUAGE_H

#include "base/str.h"

enum hat_lang { HAT_LANG_NONE, HAT_LANG_KK, HAT_LANG_RU, HAT_LANG_EN };

/* "kk", "kk-KZ", "ru_RU.UTF-8" ...; HAT_LANG_NONE for any other language. */
enum hat_lang hat_lang_from(struct hat_str tag);

/* "kk", "ru", "en"; "" for none. */
const char *hat_lang_tag(enum hat_lang lang);

/* The words that true and false print: иә / жоқ, да / нет, yes / no. */
const char *hat_lang_bool(enum hat_lang lang, _Bool value);

#endif
