/* The attributes of XML: what <isi kunci="...">, kosong, jenis and xml:space say of an element. */
#include "data/xml.h"

#include <string.h>

enum { MOST_ATTRIBUTES = 100 }; /* looked at in one tag; with as many there are errors enough */

Place xml_attribute_place(const Tag *tag, const char *name, bool of_value)
{
    Cursor cursor = tag->start;
    Str text = str_slice(cursor.source->text, 0, tag->end);
    size_t size = strlen(name);
    size_t at = str_find(text, name, cursor.at + 1 + strlen(tag->name));
    if (at == SIZE_MAX)
        return cursor_to_byte(&cursor, cursor.at, 1);
    if (!of_value)
        return cursor_to_byte(&cursor, at, size);
    at += size;
    while (at < text.size && text.at[at] != '"' && text.at[at] != '\'')
        at++;
    size_t end = at + 1;
    while (end < text.size && text.at[end] != text.at[at])
        end++;
    size_t length = end < text.size ? utf8_length(str_slice(text, at + 1, end)) : 0;
    return cursor_to_byte(&cursor, at + 1, length);
}

static void attribute_key(Tag *tag, Str value)
{
    if (strcmp(tag->name, "isi") != 0) {
        diag(tag->diags, SEVERITY_ERROR, xml_attribute_place(tag, "kunci", false),
             "write <isi kunci=\"...\">", "'kunci' stands on <isi> only, not on <%s>", tag->name);
        return;
    }
    tag->has_key = true;
    tag->key = str_copy(tag->arena, value);
    tag->key_place = xml_attribute_place(tag, "kunci", true);
    source_check_escaped(tag->diags, value, tag->key_place);
}

static void attribute_empty(Tag *tag, Str value)
{
    tag->element.empty = str_is(value, "ya");
    if (!tag->element.empty)
        diag(tag->diags, SEVERITY_ERROR, xml_attribute_place(tag, "kosong", true),
             "write kosong=\"ya\", or leave it out", "kosong: '%.*s' is not 'ya'", STR_ARG(value));
}

static void attribute_kind(Tag *tag, Str value)
{
    bool list = str_is(value, "daftar");
    tag->element.has_kind = list || str_is(value, "peta");
    tag->element.kind = list ? NODE_LIST : NODE_MAP;
    if (!tag->element.has_kind)
        diag(tag->diags, SEVERITY_ERROR, xml_attribute_place(tag, "jenis", true),
             "jenis=\"daftar\" is a list, jenis=\"peta\" a map",
             "jenis: '%.*s' is neither 'daftar' nor 'peta'", STR_ARG(value));
}

static void attribute_space(Tag *tag, Str value)
{
    tag->element.preserve = str_is(value, "preserve");
    if (!tag->element.preserve && !str_is(value, "default"))
        diag(tag->diags, SEVERITY_ERROR, xml_attribute_place(tag, "xml:space", true),
             "write xml:space=\"preserve\", or leave it out",
             "xml:space: '%.*s' is neither 'preserve' nor 'default'", STR_ARG(value));
}

static const struct Attribute {
    const char *prefix;
    const char *name;
    void (*take)(Tag *tag, Str value);
} known_attributes[] = {
    {NULL, "kunci", attribute_key},
    {NULL, "kosong", attribute_empty},
    {NULL, "jenis", attribute_kind},
    {"xml", "space", attribute_space},
};

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void take_attribute(Tag *tag, const xmlChar **attribute)
{
    const char *name = (const char *)attribute[0];
    const char *prefix = (const char *)attribute[1];
    Str value = {(const char *)attribute[3], (size_t)(attribute[4] - attribute[3])};
    for (size_t i = 0; i < sizeof known_attributes / sizeof *known_attributes; i++) {
        const struct Attribute *known = &known_attributes[i];
        if (strcmp(known->name, name) == 0 && same_text(known->prefix, prefix)) {
            known->take(tag, value);
            return;
        }
    }
    Str hint = str_format(tag->arena,
                          "data stand in elements: <%s>%.*s</%s>; attributes are kunci, kosong, "
                          "jenis and xml:space",
                          name, (int)(value.size < 40 ? value.size : 0), value.at, name);
    diag(tag->diags, SEVERITY_ERROR, xml_attribute_place(tag, name, false), hint.at,
         "the attribute '%s%s%s' is not allowed", prefix != NULL ? prefix : "",
         prefix != NULL ? ":" : "", name);
}

void xml_take_attributes(Tag *tag)
{
    Cursor cursor = tag->start;
    if (tag->prefix != NULL || strchr(tag->name, ':') != NULL)
        diag(tag->diags, SEVERITY_ERROR,
             cursor_to_byte(&cursor, cursor.at + 1, utf8_length(str_from(tag->name))),
             "write the name without ':'", "'%s%s%s' has a prefix",
             tag->prefix != NULL ? tag->prefix : "", tag->prefix != NULL ? ":" : "", tag->name);
    if (tag->namespace_count > 0)
        diag(tag->diags, SEVERITY_ERROR, xml_attribute_place(tag, "xmlns", false),
             "remove it: names have no prefixes here", "the attribute 'xmlns' is not allowed");
    for (size_t i = 0; i < tag->attribute_count && i < MOST_ATTRIBUTES; i++)
        take_attribute(tag, tag->attributes + 5 * i);
}
