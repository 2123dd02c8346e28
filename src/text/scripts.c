/* scripts.c -- scripts in three kinds, as word processors sort them for fonts. */
#include "text/scripts.h"

#include <hb.h>

enum hat_script_kind hat_script_kind(uint32_t cp)
{
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), cp);
    switch ((int)script) {
    case HB_SCRIPT_COMMON:
    case HB_SCRIPT_INHERITED:
    case HB_SCRIPT_UNKNOWN:
        return HAT_SCRIPT_WEAK;
    case HB_SCRIPT_HAN:
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
    case HB_SCRIPT_HANGUL:
    case HB_SCRIPT_BOPOMOFO:
    case HB_SCRIPT_YI:
        return HAT_SCRIPT_EAST_ASIAN;
    case HB_SCRIPT_DEVANAGARI:
    case HB_SCRIPT_BENGALI:
    case HB_SCRIPT_GURMUKHI:
    case HB_SCRIPT_GUJARATI:
    case HB_SCRIPT_ORIYA:
    case HB_SCRIPT_TAMIL:
    case HB_SCRIPT_TELUGU:
    case HB_SCRIPT_KANNADA:
    case HB_SCRIPT_MALAYALAM:
    case HB_SCRIPT_SINHALA:
    case HB_SCRIPT_THAI:
    case HB_SCRIPT_LAO:
    case HB_SCRIPT_TIBETAN:
    case HB_SCRIPT_MYANMAR:
    case HB_SCRIPT_KHMER:
        return HAT_SCRIPT_COMPLEX;
    default:
        return hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL ? HAT_SCRIPT_COMPLEX
                                                                              : HAT_SCRIPT_WESTERN;
    }
}
