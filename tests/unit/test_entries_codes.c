/* test_entries_codes.c -- every code of docs/entries.md that is said of a list: one list that has
 * the fault and one that has not. The codes of letters (T04 to T11, F09) are in test_prose.c, those
 * that the readers say (F06, and others under other names) in the tests of the readers.
 */
#include "unit/unit.h"

#include <stdio.h>

#include "base/date.h"
#include "base/file.h"
#include "entries/entries.h"

#define NAME  "Абай облысы «Балапан» балабақшасы КМҚК"
#define POST  "https://www.instagram.com/reel/DU79xX6EkoE/"
#define OTHER "https://www.instagram.com/reel/DVI6bJAkoUg/"
/* rows of one organisation or one link */
#define ORG(name)  "no;org;link\n1;" name ";" POST "\n"
#define LINK(link) "no;org;link\n1;" NAME ";" link "\n"
/* a column besides them, and one of a schema */
#define WITH(head, cell)      "no;org;link;" head "\n1;" NAME ";" POST ";" cell "\n"
#define SCHEMA(constraints)   "{\"fields\": [{\"name\": \"x\", " constraints "}]}"
#define TWO(name, link, cell) "2;" name ";" link ";" cell "\n"

static const struct {
    const char *code, *wrong, *right, *schema;
} cases[] = {
    {"F01", ORG("?бай облысы «Бал?пан» балаба?шасы"), ORG("Абай облысы, «Балапан?»"), NULL},
    {"F02", ORG("Ќызылорда облысыныѕ «Кїн» бґбекжайы"), ORG(NAME), NULL},
    {"F03", ORG("РђР±Р°Р№ РѕР±Р»С‹СЃС‹ В«РќТ±СЂВ»"), ORG("Абай облысы «Нұр»"), NULL},
    {"F04", "no;org\n1;" NAME "\n", ORG(NAME), NULL},
    {"F05", WITH("Ұйым атауы", NAME), WITH("Ескерту", NAME), NULL},
    {"O01", ORG(""), ORG(NAME), NULL},
    {"O02",
     "no;org;link\n1;«Абай облысының білім;https://www.instagram.com/reel/DU79\n"
     ";басқармасының «Нұр» КМҚК;xX6EkoE/\n",
     LINK(POST) TWO(NAME, OTHER, ""), NULL},
    {"O03", ORG("«Абай облысы «Балапан» КМҚК"), ORG(NAME), NULL},
    {"O04", ORG("Абай облысы “Балапан” КМҚК"), ORG(NAME), NULL},
    {"O05", ORG("«Балапан» коммуналдық мемлекеттік мекемесі КММ"), ORG("«Балапан» КММ"), NULL},
    {"O06", ORG("«Балапан» коммуналдық мемлекеттік мекемесі"), ORG("«Балапан» КММ"), NULL},
    {"O07", ORG("№7 «Балапан» КММ"), ORG("№ 7 «Балапан» КММ"), NULL},
    {"O08", ORG("«Нұр» бөбекжай –бақшасы"), ORG("«Нұр» бөбекжай-бақшасы"), NULL},
    {"O09", ORG("Aбaй облысы «Нұр» КММ"), ORG("Абай облысы «Nur» КММ"), NULL},
    {"O10", ORG("«Балапан» балабақшасы"), ORG(NAME), NULL},
    {"O10", ORG("Абай ауданы «Балапан»"), ORG("Бейнеу ауданы «Балапан»"), NULL},
    {"O10", ORG("Абай облысы Бейнеу ауданы «Нұр»"), ORG("Маңғыстау облысы Бейнеу ауданы"), NULL},
    {"O10", ORG("Қарғанды облысы «Нұр»"), ORG("Қарағанды облысы «Нұр»"), NULL},
    {"O11", LINK(POST) "2;" NAME ";" OTHER "\n",
     LINK(POST) "2;Абай облысы «Ақбота» КМҚК;" OTHER "\n", NULL},
    {"O12", LINK(POST) "2;Абай облысы «Бала пан» балабақшасы КМҚК;" OTHER "\n",
     LINK(POST) "2;Абай облысы «Ақбота» КМҚК;" OTHER "\n", NULL},
    {"O13", ORG("Абай облысы «Бала\u200Bпан» КММ"), ORG(NAME), NULL},
    {"O14", ORG("АБАЙ ОБЛЫСЫ «БАЛАПАН»"), ORG("Абай облысы «БАЛАПАН»"), NULL},
    {"O15", ORG("12345"), ORG("№ 12 балабақша"), NULL},
    {"O16", ORG("Абай облысы «Балапан»"), ORG(NAME), NULL},
    {"L01", LINK("-"), LINK(POST), NULL},
    {"L02", LINK("сілтеме жоқ"), LINK(POST), NULL},
    {"L03", LINK("www.instagram.com/reel/DU79xX6EkoE"), LINK(POST), NULL},
    {"L04", LINK("https://youtu.be/dQw4w9WgXcQ"), LINK(POST), NULL},
    {"L05", LINK("https://l.instagram.com/?u=https%3A%2F%2Finstagram.com%2Fp%2FDU79xX6EkoE%2F"),
     LINK(POST), NULL},
    {"L06", LINK("https://www.instagram.com/balapan/"), LINK(POST), NULL},
    {"L07", LINK("https://www.instagram.com/share/reel/BAHt3xQ_9z"), LINK(POST), NULL},
    {"L08", LINK("https://www.instagram.com/reels/DU79xX6EkoE/"), LINK(POST), NULL},
    {"L09", LINK(POST "?utm_source=ig_web_copy_link"), LINK(POST), NULL},
    {"L10", LINK(POST "?igsh=MTlkXZocHd1bXp5Ng=="), LINK(POST "?igsh=bHpScWt6b3lwemZn"), NULL},
    {"L11", LINK("https://www.instagram.com/reel/DU79хX6EkoE/"), LINK(POST), NULL},
    {"L12", LINK("https://www.instagram.com/reel/DU79 xX6EkoE/"), LINK(POST), NULL},
    {"L13", LINK(POST " " OTHER), LINK(POST " " POST), NULL},
    {"L14", LINK(POST) "2;Абай облысы «Ақбота» КМҚК;https://instagram.com/p/DU79xX6EkoE\n",
     LINK(POST) "2;Абай облысы «Ақбота» КМҚК;" OTHER "\n", NULL},
    {"L15", LINK("https://www.instagram.com/reel/DVlh7MJEln9/"), LINK(POST), NULL},
    {"L17", LINK("Сілтеме: " POST), LINK(POST), NULL},
    {"L18", LINK(POST ","), LINK(POST), NULL},
    {"L19", LINK("https://www.instagram.com/p/DU79xX6EkoEabcdefghijklmnopqrst/"), LINK(POST), NULL},
    {"L20", LINK("https://www.instagram.com/reel/zzzzzzzzzzz/"), LINK(POST), NULL},
    {"L21", LINK("https://www.instagram.com/balapan/reel/DU79xX6EkoE/"), LINK(POST), NULL},
    {"P01", WITH("Хэштег", "#2025Рақмет"), WITH("Хэштег", "#2026рақмет #балабақша"), NULL},
    {"P02", WITH("Ұзақтығы", "1:15"), WITH("Ұзақтығы", "1 мин"), NULL},
    {"P03", WITH("Күні", "27.02.2026"), WITH("Күні", "24 ақпан 2026"), NULL},
    {"P04", WITH("Күні", "02/03/2026"), WITH("Күні", "02.02.2026"), NULL},
    {"P05", WITH("Баланың аты-жөні", "А. А."), WITH("Тәрбиеші", "А. А."), NULL},
    {"P06", WITH("Телефон", "7700"), WITH("Топ", "7700"), NULL},
    {"P07", WITH("Күні", "кеше"), WITH("Күні", "24.02.2026"), NULL},
    {"S01", WITH("x", ""), WITH("x", "1"), SCHEMA("\"constraints\": {\"required\": true}")},
    {"S02", WITH("x", "бір"), WITH("x", "1"), SCHEMA("\"type\": \"integer\"")},
    {"S03", WITH("x", "7"), WITH("x", "3"),
     SCHEMA("\"type\": \"integer\", \"constraints\": {\"maximum\": 5}")},
    {"S04", WITH("x", "C"), WITH("x", "B"), SCHEMA("\"constraints\": {\"enum\": [\"A\", \"B\"]}")},
    {"S05", WITH("x", "A") TWO(NAME, OTHER, "A"), WITH("x", "A") TWO(NAME, OTHER, "B"),
     SCHEMA("\"constraints\": {\"unique\": true}")},
    {"S06", WITH("x", "АБ"), WITH("x", "12"), SCHEMA("\"constraints\": {\"pattern\": \"[0-9]+\"}")},
};
enum { COUNT = sizeof cases / sizeof cases[0] };

static void put_file(const char *path, const char *text)
{
    struct hat_output *file = NULL;
    assert_int_equal(hat_output_open(path, NULL, &file), HAT_OK);
    hat_output_write(file, text, strlen(text));
    assert_int_equal(hat_output_finish(file, NULL), HAT_OK);
    assert_int_equal(hat_output_commit(file, NULL), HAT_OK);
    hat_output_free(file);
}

static enum hat_status read_schema(const char *text, struct hat_arena *arena,
                                   struct hat_schema **schema)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_data_source source = {.name = "s.json", .limits = &limits, .arena = arena};
    return hat_schema_read(hat_str_from(text), &source, schema);
}

static int64_t day(int year, int month, int number)
{
    return hat_date_days((struct hat_date){year, month, number});
}

/* Is the code found in the list? */
static bool has_code(const char *csv, const char *schema, const char *code)
{
    struct hat_arena arena = {0};
    struct hat_entry_list list = {0};
    struct hat_schema *read = NULL;
    hat_data *data = NULL;
    hat_diags *diags = hat_diags_new();
    bool found = false;
    struct hat_entries_rules rules = {.period = {true, day(2026, 2, 11), day(2026, 2, 25)},
                                      .today = day(2026, 3, 10),
                                      .hashtag = HAT_STR("#2026Рақмет"),
                                      .most_seconds = 60};
    put_file("test_codes.csv", csv);
    assert_int_equal(hat_data_new(&data), HAT_OK);
    hat_data_leave_texts(data);
    assert_int_equal(hat_data_add_entries(data, "e", "test_codes.csv", NULL, diags), HAT_OK);
    if (schema != NULL) {
        assert_int_equal(read_schema(schema, &arena, &read), HAT_OK);
        rules.schema = read;
    }
    const struct hat_value *rows = hat_value_member(hat_data_root(data), HAT_STR("e"));
    assert_int_equal(hat_entry_list_check(data, rows, 1, &rules, &arena, &list), HAT_OK);
    for (size_t i = 0; i < list.finding_count; i++) {
        found = found || strcmp(hat_message_name(list.findings[i].code), code) == 0;
    }
    hat_entry_list_fini(&list);
    hat_arena_fini(&arena);
    hat_data_free(data);
    hat_diags_free(diags);
    remove("test_codes.csv");
    return found;
}

static void each_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        if (!has_code(cases[i].wrong, cases[i].schema, cases[i].code)) {
            fail_msg("%s is not found in\n%s", cases[i].code, cases[i].wrong);
        }
        if (has_code(cases[i].right, cases[i].schema, cases[i].code)) {
            fail_msg("%s is found in\n%s", cases[i].code, cases[i].right);
        }
    }
}

/* What a schema says of one cell: is it good? */
static void schema_values(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *cell, *code;
    } values[] = {
        {"\"type\": \"number\"", "12,5", NULL},
        {"\"type\": \"number\"", "12.", "S02"},
        {"\"type\": \"number\", \"decimalChar\": \",\"", "12,5", NULL},
        {"\"type\": \"number\", \"decimalChar\": \",\"", "12.5", "S02"},
        {"\"type\": \"number\", \"groupChar\": \" \"", "1 234.5", NULL},
        {"\"type\": \"number\"", "1 234.5", "S02"},
        {"\"type\": \"number\", \"bareNumber\": false", "95 %", NULL},
        {"\"type\": \"number\"", "95 %", "S02"},
        {"\"type\": \"number\", \"constraints\": {\"maximum\": 5}", "5.5", "S03"},
        {"\"type\": \"number\", \"constraints\": {\"maximum\": 5.5}", "5.5", NULL},
        {"\"type\": \"number\", \"constraints\": {\"minimum\": -2}", "-2.000001", "S03"},
        {"\"type\": \"number\"", "99999999999999999999", "S02"},
        {"\"type\": \"integer\"", "-7", NULL},
        {"\"type\": \"integer\"", "7.5", "S02"},
        {"\"type\": \"boolean\"", "true", NULL},
        {"\"type\": \"boolean\"", "иә", "S02"},
        {"\"type\": \"boolean\", \"trueValues\": [\"иә\"], \"falseValues\": [\"жоқ\"]", "жоқ",
         NULL},
        {"\"type\": \"boolean\", \"trueValues\": [\"иә\"]", "true", "S02"},
        {"\"type\": \"year\"", "2026", NULL},
        {"\"type\": \"year\"", "26", "S02"},
        {"\"type\": \"year\", \"constraints\": {\"minimum\": 2026}", "2025", "S03"},
        {"\"type\": \"date\"", "24.02.2026", NULL},
        {"\"type\": \"date\", \"format\": \"any\"", "24 ақпан 2026", NULL},
        {"\"type\": \"date\", \"format\": \"default\"", "2026-02-24", NULL},
        {"\"type\": \"date\", \"format\": \"default\"", "24.02.2026", "S02"},
        {"\"type\": \"date\", \"format\": \"%d/%m/%Y\"", "24/02/2026", NULL},
        {"\"type\": \"date\", \"format\": \"%d/%m/%Y\"", "02/24/2026", "S02"},
        {"\"type\": \"date\", \"format\": \"%d.%m.%y %H:%M\"", "24.02.26 10:00", NULL},
        {"\"type\": \"date\", \"constraints\": {\"maximum\": \"2026-02-25\"}", "26.02.2026", "S03"},
        {"\"type\": \"any\"", "?", NULL},
        {"\"constraints\": {\"minLength\": 3}", "Қаз", NULL},
        {"\"constraints\": {\"minLength\": 4}", "Қаз", "S03"},
        {"\"constraints\": {\"maxLength\": 2}", "Қаз", "S03"},
        {"\"constraints\": {\"required\": true}, \"missingValues\": [\"жоқ\"]", "жоқ", "S01"},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char csv[512], schema[512];
        snprintf(csv, sizeof csv, "no;org;link;x\n1;%s;%s;\"%s\"\n", NAME, POST, values[i].cell);
        snprintf(schema, sizeof schema, "{\"fields\": [{\"name\": \"x\", %s}]}", values[i].schema);
        for (const char *code = "123456"; *code != '\0'; code++) {
            char name[4] = {'S', '0', *code, '\0'};
            bool want = values[i].code != NULL && strcmp(values[i].code, name) == 0;
            if (has_code(csv, schema, name) != want) {
                fail_msg("%s: %s in %s", name, values[i].cell, schema);
            }
        }
    }
}

/* Keys of several columns; a required column that is not there is told once. */
static void schema_keys(void **state)
{
    (void)state;
    static const char *const key =
        "{\"fields\": [{\"name\": \"no\"}, {\"name\": \"x\"}], \"primaryKey\": [\"no\", \"x\"]}";
    assert_true(has_code(WITH("x", "A") "1;" NAME ";" OTHER ";A\n", key, "S05"));
    assert_false(has_code(WITH("x", "A") TWO(NAME, OTHER, "A"), key, "S05"));
    assert_true(has_code(ORG(NAME), key, "F04"));
    assert_false(has_code(ORG(NAME), key, "S01"));
}

/* A schema that says something impossible is told before any list is looked at. */
static void wrong_schemas(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *code;
    } wrong[] = {
        {"[]", "schema-fields"},
        {"{\"fields\": {}}", "schema-fields"},
        {"{\"fields\": [1]}", "schema-fields"},
        {"{\"fields\": [{\"title\": \"x\"}]}", "schema-fields"},
        {"{\"fields\": [{\"name\": \"x\"}], \"primaryKey\": \"y\"}", "schema-key"},
        {SCHEMA("\"constraints\": {\"pattern\": \"(\"}"), "schema-pattern"},
        {SCHEMA("\"constraints\": {\"minimum\": 1}"), "schema-bound"},
        {SCHEMA("\"type\": \"date\", \"constraints\": {\"minimum\": \"кеше\"}"), "schema-bound"},
        {SCHEMA("\"constraints\": {\"maxLength\": \"көп\"}"), "schema-bound"},
        {SCHEMA("\"constraints\": {\"enum\": 1}"), "schema-bound"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct hat_arena arena = {0};
        struct hat_limits limits = HAT_LIMITS_DEFAULT;
        struct hat_schema *schema = NULL;
        hat_diags *diags = hat_diags_new();
        struct hat_data_source source = {
            .name = "s.json", .limits = &limits, .diags = diags, .arena = &arena};
        assert_int_equal(hat_schema_read(hat_str_from(wrong[i].schema), &source, &schema),
                         HAT_ERR_DATA);
        assert_int_equal(hat_diags_count(diags), 1);
        assert_string_equal(hat_diags_code(diags, 0), wrong[i].code);
        hat_diags_free(diags);
        hat_arena_fini(&arena);
    }
}

/* No code of lists is forgotten above. */
static void all_codes(void **state)
{
    (void)state;
    for (int i = 0; i < HAT_MESSAGE_COUNT; i++) {
        const char *name = hat_message_name((enum hat_message)i);
        bool code = strlen(name) == 3 && strchr("FOLPS", name[0]) != NULL && name[1] <= '9';
        bool found = !code || strcmp(name, "F09") == 0 || strcmp(name, "F06") == 0;
        for (size_t k = 0; k < COUNT && !found; k++) {
            found = strcmp(cases[k].code, name) == 0;
        }
        if (!found) {
            fail_msg("%s has no example", name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_code), cmocka_unit_test(schema_values), cmocka_unit_test(schema_keys),
        cmocka_unit_test(wrong_schemas), cmocka_unit_test(all_codes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
