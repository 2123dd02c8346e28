/* links.c -- a link to a post of Instagram: found in a cell, made canonical, looked at.
 *
 *     "Сілтеме: instagram.com/balapan/reels/DU79xX6EkoE/?igsh=bHpS..., рахмет"
 *  -> https://www.instagram.com/reel/DU79xX6EkoE/  key DU79xX6EkoE  L03 L08 L09 L17 L18 L21
 *
 * Steps (kazakh-office 1.6): clean the text; find where links begin; join a code that white space
 * tore; take off what is around; add the scheme; unwrap a redirect; read host, path and query.
 * The code of a post is the base64url of a 64-bit number that holds its time (1.3, 4):
 *
 *     milliseconds since 1970 = (number >> 23) + 1314220021721
 */
#include "base/utf8.h"
#include "entries/entries.h"
#include "entries/entries_internal.h"

enum { CODE_LEN = 11, PRIVATE_CODE_MAX = 64, LINKS_SHOWN = 8 };

static const int64_t epoch_ms = 1314220021721, first_second = 1285891200; /* 2010-10-01 */
static const int64_t zone_seconds = 5 * 3600, day_seconds = 86400;

int64_t hat_link_day(int64_t seconds)
{
    return (seconds + zone_seconds) / day_seconds;
}

/* ---- small text helpers ---- */

static struct hat_str part(struct hat_str text, size_t from, size_t to)
{
    return (struct hat_str){text.ptr + from, to - from};
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts(struct hat_str text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i < len; i++) {
        if (i >= text.len || lower(text.ptr[i]) != word[i]) {
            return false;
        }
    }
    return true;
}

static bool same(struct hat_str text, const char *word)
{
    return text.len == strlen(word) && starts(text, word);
}

static size_t find(struct hat_str text, char c)
{
    const char *at = text.len > 0 ? memchr(text.ptr, c, text.len) : NULL;
    return at != NULL ? (size_t)(at - text.ptr) : text.len;
}

static int digit64(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '-' || c == '+' ? 62 : c == '_' || c == '/' ? 63 : -1;
}

static bool is_code(struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool other = text.ptr[i] == '+' || text.ptr[i] == '/';
        if (other || digit64(text.ptr[i]) < 0) {
            return false;
        }
    }
    return text.len > 0;
}

/* ---- where links begin ---- */

/* Does a link begin here? Inside another one, only with a scheme of its own. */
static bool begins(struct hat_str text, size_t at, bool inside)
{
    struct hat_str rest = part(text, at, text.len);
    char first = lower(text.ptr[at]), before = at > 0 ? text.ptr[at - 1] : ' ';
    if (first != 'h' &&
        (inside || (first != 'w' && first != 'i' && first != 'm' && first != 'l'))) {
        return false; /* most characters */
    }
    if (starts(rest, "http://") || starts(rest, "https://")) {
        return !inside || (before != '=' && before != '?' && before != '&');
    }
    static const char *const hosts[] = {"www.", "instagram.com", "m.instagram.com",
                                        "l.instagram.com", "instagr.am"};
    bool word = lower(before) >= 'a' && lower(before) <= 'z';
    for (size_t i = 0; !inside && !word && i < sizeof hosts / sizeof hosts[0]; i++) {
        if (starts(rest, hosts[i])) {
            return true;
        }
    }
    return false;
}

static size_t token_end(struct hat_str text, size_t from)
{
    size_t at = from + 1;
    while (at < text.len && text.ptr[at] != ' ' &&
           !(lower(text.ptr[at]) == 'h' && begins(text, at, true))) {
        at++;
    }
    return at;
}

/* Finds up to LINKS_SHOWN links; returns how many there are. */
static size_t find_links(struct hat_str text, struct hat_str links[LINKS_SHOWN])
{
    size_t count = 0;
    for (size_t at = 0; at < text.len;) {
        if (!begins(text, at, false)) {
            at++;
            continue;
        }
        size_t end = token_end(text, at);
        if (count < LINKS_SHOWN) {
            links[count] = part(text, at, end);
        }
        count++;
        at = end;
    }
    return count;
}

/* ---- the code ---- */

/* The last segment of a path that has the form of a code, as far as it goes. */
static struct hat_str last_code(struct hat_str link)
{
    size_t begin = link.len;
    while (begin > 0 && digit64(link.ptr[begin - 1]) >= 0 && link.ptr[begin - 1] != '/') {
        begin--;
    }
    bool segment = begin > 0 && link.ptr[begin - 1] == '/';
    return segment ? part(link, begin, link.len) : (struct hat_str){link.ptr, 0};
}

/* "…/reel/DUz0Emf" before "ktzU/?igsh=…": how much of `rest` (behind the gap) belongs to it? */
static size_t torn_tail(struct hat_str link, struct hat_str rest)
{
    struct hat_str head = last_code(link);
    size_t more = 0;
    while (more < rest.len && rest.ptr[more] != '/' && digit64(rest.ptr[more]) >= 0) {
        more++;
    }
    bool joins = head.len > 0 && head.len < CODE_LEN && head.len + more == CODE_LEN &&
                 (more == rest.len || rest.ptr[more] == '/' || rest.ptr[more] == '?' ||
                  rest.ptr[more] == ' ');
    return joins ? find(rest, ' ') : 0;
}

static void decode_time(struct hat_str key, int64_t today, struct hat_link *link)
{
    uint64_t id = 0;
    for (size_t i = 0; i < CODE_LEN; i++) { /* 66 bits: the first two are 0 in real codes */
        id = (id << 6) | (uint64_t)digit64(key.ptr[i]);
    }
    int64_t seconds = ((int64_t)(id >> 23) + epoch_ms) / 1000;
    bool future = today > 0 && hat_link_day(seconds) > today + 1;
    if (digit64(key.ptr[0]) >= 16 || seconds < first_second || future) {
        link->found |= HAT_BIT(20);
        return;
    }
    link->dated = true;
    link->published = seconds;
}

/* igsh values are base64 of 12 or 13 letters and digits; a lost character shows. */
static bool igsh_decodes(struct hat_str value)
{
    size_t data = value.len;
    while (data > 0 && value.ptr[data - 1] == '=') {
        data--;
    }
    uint32_t bits = 0;
    size_t bytes = 0, have = 0;
    for (size_t i = 0; i < data; i++) {
        int digit = digit64(value.ptr[i]);
        if (digit < 0) {
            return false;
        }
        bits = (bits << 6 | (uint32_t)digit) & 0xFFFF;
        have += 6;
        if (have >= 8) {
            have -= 8;
            char c = (char)(bits >> have & 0xFF);
            if (!((c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'))) {
                return false;
            }
            bytes++;
        }
    }
    return data % 4 != 1 && bytes >= 10 && bytes <= 16 && (value.len - data) <= 2;
}

/* ---- the parts of an address ---- */

struct address {
    struct hat_str host, path, query;
};

/* "%3A" becomes ":"; in the arena. */
static enum hat_status unescape(struct hat_arena *arena, struct hat_str text, struct hat_str *out)
{
    static const char hex[] = "0123456789abcdef";
    char *plain = hat_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    if (plain == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < text.len; i++) {
        const char *high = NULL, *low = NULL;
        if (text.ptr[i] == '%' && i + 2 < text.len) {
            high = memchr(hex, lower(text.ptr[i + 1]), 16);
            low = memchr(hex, lower(text.ptr[i + 2]), 16);
        }
        bool escaped = high != NULL && low != NULL && (high > hex + 1); /* no control characters */
        plain[len++] = escaped ? (char)((high - hex) * 16 + (low - hex)) : text.ptr[i];
        i += escaped ? 2 : 0;
    }
    *out = (struct hat_str){plain, len};
    return HAT_OK;
}

/* Value of a parameter of a query; .len 0 when it is not there. */
static struct hat_str parameter(struct hat_str query, const char *name)
{
    size_t len = strlen(name);
    for (size_t at = 0; at < query.len;) {
        struct hat_str rest = part(query, at, query.len);
        struct hat_str item = part(rest, 0, find(rest, '&'));
        if (item.len > len && item.ptr[len] == '=' && memcmp(item.ptr, name, len) == 0) {
            return part(item, len + 1, item.len);
        }
        at += item.len + 1;
    }
    return (struct hat_str){query.ptr, 0};
}

/* Splits what stands behind the scheme. */
static struct address split(struct hat_str rest)
{
    struct address address;
    size_t end = 0;
    while (end < rest.len && rest.ptr[end] != '/' && rest.ptr[end] != '?' && rest.ptr[end] != '#') {
        end++;
    }
    address.host = part(rest, 0, end);
    rest = part(rest, end, rest.len);
    size_t mark = find(rest, '?'), hash = find(rest, '#');
    address.path = part(rest, 0, mark < hash ? mark : hash);
    address.query = mark < rest.len ? part(rest, mark + 1, rest.len) : part(rest, 0, 0);
    return address;
}

static struct hat_str next_segment(struct hat_str *path)
{
    while (path->len > 0 && path->ptr[0] == '/') {
        *path = part(*path, 1, path->len);
    }
    struct hat_str segment = part(*path, 0, find(*path, '/'));
    *path = part(*path, segment.len, path->len);
    return segment;
}

/* The parameter of a redirecting page that holds the address; NULL: it is no such page. */
static const char *redirect_parameter(struct hat_str host)
{
    static const char *const pages[][2] = {{"l.instagram.com", "u"}, {"l.facebook.com", "u"},
                                           {"lm.facebook.com", "u"}, {"www.google.com", "q"},
                                           {"google.com", "q"},      {"www.google.kz", "q"},
                                           {"away.vk.com", "to"}};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (same(host, pages[i][0])) {
            return pages[i][1];
        }
    }
    return NULL;
}

static bool known_host(struct hat_str host)
{
    return same(host, "instagram.com") || same(host, "www.instagram.com") ||
           same(host, "m.instagram.com") || same(host, "instagr.am") ||
           same(host, "www.instagr.am");
}

/* ---- what the path says ---- */

static enum hat_status make_url(struct hat_arena *arena, const char *kind, struct hat_str code,
                                struct hat_str *url)
{
    static const char site[] = "https://www.instagram.com/";
    size_t site_len = sizeof site - 1, kind_len = strlen(kind);
    char *made = hat_arena_alloc(arena, site_len + kind_len + code.len + 2);
    if (made == NULL) {
        return HAT_ERR_NOMEM;
    }
    char *at = made;
    memcpy(at, site, site_len);
    memcpy(at += site_len, kind, kind_len);
    *(at += kind_len) = '/';
    memcpy(++at, code.ptr, code.len);
    *(at += code.len) = '/';
    *url = (struct hat_str){made, (size_t)(at + 1 - made)};
    return HAT_OK;
}

/* A code that is none: perhaps it was typed with Cyrillic letters. */
static enum hat_status wrong_code(struct hat_arena *arena, struct hat_str code,
                                  struct hat_link *link)
{
    struct hat_str latin;
    enum hat_status st = hat_text_to_latin(arena, code, &latin);
    link->found |= HAT_BIT(11);
    if (st == HAT_OK && latin.len == CODE_LEN && is_code(latin)) {
        st = make_url(arena, "reel", latin, &link->proposal);
    }
    return st;
}

static enum hat_status read_code(struct hat_arena *arena, struct hat_str code, int64_t today,
                                 struct hat_link *link)
{
    if (!is_code(code) || code.len < CODE_LEN || code.len > PRIVATE_CODE_MAX) {
        return wrong_code(arena, code, link);
    }
    enum hat_status st = make_url(arena, "reel", code, &link->url);
    link->key = part(code, 0, CODE_LEN);
    link->found |= code.len > CODE_LEN ? HAT_BIT(19) : 0;
    decode_time(link->key, today, link);
    return st;
}

static enum hat_status read_share(struct hat_arena *arena, struct hat_str path,
                                  struct hat_link *link)
{
    struct hat_str token = next_segment(&path);
    const char *kind = "share";
    if (same(token, "reel") || same(token, "p")) {
        kind = same(token, "p") ? "share/p" : "share/reel";
        token = next_segment(&path);
    }
    link->found |= HAT_BIT(7);
    return is_code(token) ? make_url(arena, kind, token, &link->url) : HAT_OK;
}

static bool is_kind(struct hat_str segment, struct hat_link *link)
{
    bool other = same(segment, "reels") || same(segment, "tv");
    if (!other && !same(segment, "reel") && !same(segment, "p")) {
        return false;
    }
    link->found |= other ? HAT_BIT(8) : 0;
    return true;
}

static enum hat_status read_path(struct hat_arena *arena, struct hat_str path, int64_t today,
                                 struct hat_link *link)
{
    struct hat_str first = next_segment(&path);
    if (same(first, "share")) {
        return read_share(arena, path, link);
    }
    if (!is_kind(first, link)) {
        struct hat_str second = next_segment(&path);
        if (!is_kind(second, link)) {
            link->found |= HAT_BIT(6);
            return HAT_OK;
        }
        link->found |= HAT_BIT(21);
    }
    struct hat_str code = next_segment(&path);
    if (code.len == 0 || same(code, "audio") || same(code, "explore")) {
        link->found |= HAT_BIT(6); /* lists of posts */
        return HAT_OK;
    }
    return read_code(arena, code, today, link);
}

static void read_query(struct hat_str query, struct hat_link *link)
{
    struct hat_str igsh = parameter(query, "igsh");
    link->found |= query.len > 0 ? HAT_BIT(9) : 0;
    link->found |= igsh.len > 0 && !igsh_decodes(igsh) ? HAT_BIT(10) : 0;
}

/* Another host, perhaps Instagram's typed with Cyrillic letters: then its post is proposed. */
static enum hat_status propose_host(struct hat_arena *arena, const struct address *address,
                                    int64_t today, struct hat_link *link)
{
    struct hat_str latin;
    struct hat_link meant = {.found = 0};
    enum hat_status st = hat_text_to_latin(arena, address->host, &latin);
    if (st == HAT_OK && known_host(latin)) {
        st = read_path(arena, address->path, today, &meant);
        link->proposal = meant.key.len > 0 ? meant.url : link->proposal;
    }
    return st;
}

/* An address without its scheme. */
static enum hat_status read_address(struct hat_arena *arena, struct hat_str rest, int64_t today,
                                    struct hat_link *link)
{
    struct address address = split(rest);
    const char *redirect = redirect_parameter(address.host);
    if (redirect != NULL) {
        struct hat_str inner;
        enum hat_status st = unescape(arena, parameter(address.query, redirect), &inner);
        if (st != HAT_OK) {
            return st;
        }
        link->found |= inner.len > 0 ? HAT_BIT(5) : 0;
        size_t scheme = starts(inner, "https://") ? 8 : starts(inner, "http://") ? 7 : 0;
        address = split(part(inner, scheme, inner.len));
    }
    if (!known_host(address.host)) {
        link->found |= HAT_BIT(4);
        return propose_host(arena, &address, today, link);
    }
    read_query(address.query, link);
    return read_path(arena, address.path, today, link);
}

/* ---- one link of a cell ---- */

/* Bytes at the end that belong to the sentence, not to the link. */
static size_t trailing(struct hat_str link)
{
    static const char *const marks[] = {",", ".",  ";", ":", "!", "?", ")", "]",
                                        ">", "\"", "'", "»", "”", "…", "*"};
    size_t len = link.len;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (hat_str_ends(part(link, 0, len), marks[i])) {
            len -= strlen(marks[i]);
            i = (size_t)-1; /* again from the first */
        }
    }
    return link.len - len;
}

static enum hat_status read_link(struct hat_arena *arena, struct hat_str text, int64_t today,
                                 struct hat_link *link)
{
    size_t extra = trailing(text);
    struct hat_str url = part(text, 0, text.len - extra);
    size_t scheme = starts(url, "https://") ? 8 : starts(url, "http://") ? 7 : 0;
    link->found |= extra > 0 ? HAT_BIT(18) : 0;
    link->found |= scheme != 8 ? HAT_BIT(3) : 0;
    link->url = url;
    return read_address(arena, part(url, scheme, url.len), today, link);
}

/* The tail of a torn link is moved to it. *text and *first receive the cell with the gap closed
 * and the link in it. */
static enum hat_status join_torn(struct hat_arena *arena, struct hat_str *first,
                                 struct hat_str *text, struct hat_link *link)
{
    size_t begin = (size_t)(first->ptr - text->ptr), end = begin + first->len;
    if (end >= text->len || torn_tail(*first, part(*text, end + 1, text->len)) == 0) {
        return HAT_OK;
    }
    char *joined = hat_arena_alloc(arena, text->len);
    if (joined == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(joined, text->ptr, end);
    memcpy(joined + end, text->ptr + end + 1, text->len - end - 1);
    *text = (struct hat_str){joined, text->len - 1};
    *first = part(*text, begin, token_end(*text, begin));
    link->found |= HAT_BIT(12);
    return HAT_OK;
}

/* Several links: all canonical ones are proposed, a line each in the list. */
static enum hat_status read_several(struct hat_arena *arena, const struct hat_str *links,
                                    size_t count, int64_t today, struct hat_link *link)
{
    struct hat_buf all = {0};
    struct hat_str cell = link->url;
    enum hat_status st = HAT_OK;
    bool repeated = true;
    for (size_t i = 0; i < count && i < LINKS_SHOWN && st == HAT_OK; i++) {
        struct hat_link one = {.found = 0};
        st = read_link(arena, links[i], today, &one);
        hat_buf_put(&all, " ", i > 0 ? 1 : 0);
        hat_buf_put(&all, one.url.ptr, one.url.len);
        if (i == 0) {
            *link = (struct hat_link){.url = one.url,
                                      .key = one.key,
                                      .found = link->found | one.found,
                                      .dated = one.dated,
                                      .published = one.published};
        }
        repeated = repeated && one.key.len > 0 && hat_str_equal(one.key, link->key);
    }
    link->found |= repeated ? HAT_BIT(17) : HAT_BIT(13);
    if (st == HAT_OK && !repeated) { /* which one is meant is not known: the cell stays */
        link->url = cell;
        link->key.len = 0;
        link->dated = false;
        link->proposal = hat_arena_str(arena, (struct hat_str){all.data, all.len});
        st = hat_buf_failed(&all) || link->proposal.ptr == NULL ? HAT_ERR_NOMEM : HAT_OK;
    }
    hat_buf_fini(&all);
    return st;
}

/* Behind "htpps://" or "https//" a link begins that has no scheme by its letters. */
static bool is_scheme_rest(struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = lower(text.ptr[i]);
        if (!(c >= 'a' && c <= 'z') && c != ':' && c != '/' && c != ';') {
            return false;
        }
    }
    return text.len > 2 && text.len <= 10 && text.ptr[text.len - 1] == '/';
}

static enum hat_status read_one(struct hat_arena *arena, struct hat_str text, struct hat_str first,
                                int64_t today, struct hat_link *out)
{
    enum hat_status st = join_torn(arena, &first, &text, out);
    if (st == HAT_OK) {
        struct hat_str before = part(text, 0, (size_t)(first.ptr - text.ptr));
        bool around =
            before.len + first.len < text.len || (before.len > 0 && !is_scheme_rest(before));
        out->found |= around ? HAT_BIT(17) : 0;
        st = read_link(arena, first, today, out);
    }
    return st;
}

/* A link that was not understood, or whose igsh is damaged: is it whole without its spaces? */
static enum hat_status squeeze(struct hat_arena *arena, struct hat_str text, int64_t today,
                               struct hat_link *out)
{
    struct hat_str links[LINKS_SHOWN];
    struct hat_link link = {.found = HAT_BIT(12)};
    char *tight = hat_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    if (tight == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < text.len; i++) {
        tight[len] = text.ptr[i];
        len += text.ptr[i] != ' ';
    }
    struct hat_str squeezed = {tight, len};
    link.url = squeezed;
    if (find_links(squeezed, links) != 1) {
        return HAT_OK;
    }
    enum hat_status st = read_one(arena, squeezed, links[0], today, &link);
    uint32_t doubts = HAT_BIT(10) | HAT_BIT(17) | HAT_BIT(19) | HAT_BIT(20);
    if (st == HAT_OK && link.key.len > 0 && (link.found & doubts) == 0) {
        *out = link;
    }
    return st;
}

/* What is no link: "-", "@name", a bare code. */
static enum hat_status read_no_link(struct hat_arena *arena, struct hat_str text, int64_t today,
                                    struct hat_link *out)
{
    struct hat_link meant = {.found = 0};
    if (text.len == 0 || hat_str_is(text, "-") || hat_str_is(text, "–") || hat_str_is(text, "—")) {
        out->found |= HAT_BIT(1);
        return HAT_OK;
    }
    out->found |= text.ptr[0] == '@' ? HAT_BIT(6) : HAT_BIT(2);
    if (text.len != CODE_LEN || !is_code(text)) {
        return HAT_OK;
    }
    enum hat_status st = read_code(arena, text, today, &meant);
    out->proposal = meant.dated ? meant.url : out->proposal;
    return st;
}

enum hat_status hat_link_read(struct hat_arena *arena, struct hat_str raw, int64_t today,
                              struct hat_link *out)
{
    struct hat_clean_text clean;
    struct hat_str links[LINKS_SHOWN];
    *out = (struct hat_link){.url = raw};
    enum hat_status st = hat_text_clean(arena, raw, false, &clean);
    if (st != HAT_OK) {
        return st;
    }
    struct hat_str text = clean.text;
    out->url = text;
    out->found |= clean.invisible ? HAT_BIT(12) : 0;
    size_t count = find_links(text, links);
    if (count == 0) {
        return read_no_link(arena, text, today, out);
    }
    st = count > 1 ? read_several(arena, links, count, today, out)
                   : read_one(arena, text, links[0], today, out);
    bool doubtful = out->key.len == 0 || (out->found & HAT_BIT(10)) != 0;
    if (st == HAT_OK && doubtful && memchr(text.ptr, ' ', text.len) != NULL) {
        st = squeeze(arena, text, today, out);
    }
    return st;
}
