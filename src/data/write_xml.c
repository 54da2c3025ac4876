/* Writing a tree as XML. */
#include "data/data.h"

static void indent(Buf *out, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        buf_text(out, "  ");
}

/* Text with what XML would take for markup or would change written as references. In an attribute
   line ends and tabs too, which become spaces otherwise. */
static void write_text(Buf *out, Str text, bool in_attribute)
{
    static const struct {
        char byte;
        bool only_in_attribute;
        const char *written;
    } references[] = {
        {'&', false, "&amp;"}, {'<', false, "&lt;"},  {'>', false, "&gt;"}, {'\r', false, "&#13;"},
        {'"', true, "&quot;"}, {'\n', true, "&#10;"}, {'\t', true, "&#9;"},
    };
    size_t from = 0;
    for (size_t at = 0; at < text.size; at++) {
        for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
            if (text.at[at] != references[i].byte ||
                (references[i].only_in_attribute && !in_attribute))
                continue;
            buf_add(out, str_slice(text, from, at));
            buf_text(out, references[i].written);
            from = at + 1;
        }
    }
    buf_add(out, str_slice(text, from, text.size));
}

/* True for keys that can stand as an element's name. "butir" and "isi" mean something else. */
static bool is_name(Str key)
{
    if (key.size == 0 || str_is(key, "butir") || str_is(key, "isi"))
        return false;
    for (size_t i = 0; i < key.size; i++) {
        char c = key.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        bool later = (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (!letter && !(i > 0 && later))
            return false;
    }
    /* Names that begin with "xml" are reserved. */
    bool reserved = key.size >= 3 && (key.at[0] | 0x20) == 'x' && (key.at[1] | 0x20) == 'm' &&
                    (key.at[2] | 0x20) == 'l';
    return !reserved;
}

/* What begins an element: its name, or <isi> with the key. */
typedef struct Name {
    Str name;
    bool has_key;
    Str key;
} Name;

static void write_element(Buf *out, const Node *node, Name name, size_t depth);

static void write_children(Buf *out, const Node *node, size_t depth)
{
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == NODE_LIST) {
            write_element(out, node->items[i], (Name){.name = STR("butir")}, depth);
            continue;
        }
        const Member *member = &node->members[i];
        Name name = {.name = member->key};
        if (!is_name(member->key))
            name = (Name){.name = STR("isi"), .has_key = true, .key = member->key};
        write_element(out, member->value, name, depth);
    }
}

/* The attributes that tell what the content cannot. */
static void write_attributes(Buf *out, const Node *node)
{
    Str trimmed = str_trim(node->text);
    if (node->kind == NODE_NULL)
        buf_text(out, " kosong=\"ya\"");
    if (node->kind == NODE_TEXT && trimmed.size != node->text.size)
        buf_text(out, " xml:space=\"preserve\"");
    if (node->kind == NODE_LIST && node->count == 0)
        buf_text(out, " jenis=\"daftar\"");
    if (node->kind == NODE_MAP && node->count == 0)
        buf_text(out, " jenis=\"peta\"");
}

static void write_element(Buf *out, const Node *node, Name name, size_t depth)
{
    indent(out, depth);
    buf_byte(out, '<');
    buf_add(out, name.name);
    if (name.has_key) {
        buf_text(out, " kunci=\"");
        write_text(out, name.key, true);
        buf_byte(out, '"');
    }
    write_attributes(out, node);
    if (node->count == 0 && node->text.size == 0) {
        buf_text(out, "/>\n");
        return;
    }
    buf_byte(out, '>');
    if (node->kind == NODE_TEXT) {
        write_text(out, node->text, false);
    } else {
        buf_byte(out, '\n');
        write_children(out, node, depth + 1);
        indent(out, depth);
    }
    buf_text(out, "</");
    buf_add(out, name.name);
    buf_text(out, ">\n");
}

void node_write_xml(Buf *out, const Node *node, const char *root)
{
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_element(out, node, (Name){.name = str_from(root)}, 0);
}
