/* unique.c -- which attributes name something that may exist only once in a document, so that they
 * must differ when their element is repeated.
 *
 *     <wp:docPr id="7"/> in a row       id="7", id="1000000001", id="1000000002" ...
 *     <text:bookmark-start name="b"/>   "b", "b_2" ...; its end says the same as its start
 *     <text:list xml:id="l"/>           "l", "l_2" ...; continue-list="l" means the last of them
 *
 * ECMA-376-1 §17.13.6, §20.4.2.5; ODF 1.3 part 3 §19.808 (text:name), §19.914 (xml:id), §19.772
 * (text:continue-list).
 */
#include "template/program_internal.h"

static enum hat_unique docx_unique(enum hat_xml_name element, enum hat_xml_name attribute)
{
    switch (attribute) {
    case HAT_W14_paraId:
    case HAT_W14_textId:
        return HAT_UNIQUE_DROP; /* Word makes new ones */
    case HAT_NONE_id:
        return element == HAT_WP_docPr ? HAT_UNIQUE_NUMBER : HAT_UNIQUE_NOT;
    case HAT_W_name:
        return element == HAT_W_bookmarkStart ? HAT_UNIQUE_NAME : HAT_UNIQUE_NOT;
    case HAT_W_id:
        return element == HAT_W_bookmarkStart ? HAT_UNIQUE_NUMBER
               : element == HAT_W_bookmarkEnd ? HAT_UNIQUE_SAME
                                              : HAT_UNIQUE_NOT;
    default:
        return HAT_UNIQUE_NOT;
    }
}

static enum hat_unique odt_unique(enum hat_xml_name element, enum hat_xml_name attribute)
{
    switch (attribute) {
    case HAT_XML_id: /* of a list: others may say that they go on with it */
        return element == HAT_TEXT_list ? HAT_UNIQUE_NAME : HAT_UNIQUE_DROP;
    case HAT_TEXT_continue_list:
        return HAT_UNIQUE_SAME;
    case HAT_TABLE_name:
        return element == HAT_TABLE_table ? HAT_UNIQUE_NAME : HAT_UNIQUE_NOT;
    case HAT_DRAW_name:
        return element == HAT_DRAW_frame ? HAT_UNIQUE_NAME : HAT_UNIQUE_NOT;
    case HAT_TEXT_name:
        return element == HAT_TEXT_bookmark_end ? HAT_UNIQUE_SAME
               : element == HAT_TEXT_bookmark || element == HAT_TEXT_bookmark_start ||
                       element == HAT_TEXT_section
                   ? HAT_UNIQUE_NAME
                   : HAT_UNIQUE_NOT;
    default:
        return HAT_UNIQUE_NOT;
    }
}

enum hat_unique hat_unique_kind(enum hat_format format, enum hat_xml_name element,
                                enum hat_xml_name attribute)
{
    return format == HAT_FORMAT_DOCX ? docx_unique(element, attribute)
                                     : odt_unique(element, attribute);
}
