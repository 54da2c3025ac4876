/* Writing a tree as YAML. */
#include "data/data.h"

/* The longest key, in bytes as written, that YAML takes without a leading '?'. libyaml's limit is
   1,024 characters. */
enum { LONGEST_SIMPLE_KEY = 1000 };

/* True for characters that mean themselves wherever text may stand. */
static bool is_printable(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return false;
    return c != 0x2028 && c != 0x2029 && c != 0xFEFF;
}

static bool may_begin(uint32_t c)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '(' || c == '_' || c == '/' || c >= 0xC0;
}

/* True when the text stands for itself without quotes, as key or value. */
static bool is_plain(Str text)
{
    if (text.size == 0 || str_is(text, "null"))
        return false;
    uint32_t before = 0;
    for (size_t at = 0; at < text.size;) {
        bool first = at == 0;
        uint32_t c = utf8_next(text, &at);
        if (!is_printable(c) || (c == '#' && before == ' ') || (c == ' ' && before == ':'))
            return false;
        /* A sign may begin a number, nothing else. */
        bool sign = first && c == '-' && at < text.size && text.at[at] >= '0' && text.at[at] <= '9';
        if (first && !may_begin(c) && !sign)
            return false;
        before = c;
    }
    return before != ' ' && before != ':';
}

/* True when the text reads better as a block of lines, and loads as it was. */
static bool is_block(Str text)
{
    if (str_find(text, "\n", 0) == SIZE_MAX || str_ends(text, "\n\n"))
        return false;
    if (!may_begin((unsigned char)text.at[0]))
        return false;
    bool line_start = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = utf8_next(text, &at);
        if (c != '\n' && (!is_printable(c) || (line_start && c == ' ')))
            return false;
        line_start = c == '\n';
    }
    return true;
}

static void write_escaped(Buf *out, uint32_t c)
{
    static const struct {
        uint32_t character;
        const char *written;
    } escapes[] = {{'\n', "\\n"}, {'\r', "\\r"}, {'\t', "\\t"}, {'"', "\\\""}, {'\\', "\\\\"}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i].character == c) {
            buf_text(out, escapes[i].written);
            return;
        }
    }
    if (is_printable(c))
        buf_char(out, c);
    else
        buf_format(out, c < 0x100 ? "\\x%02X" : "\\u%04X", c);
}

static void write_quoted(Buf *out, Str text)
{
    buf_byte(out, '"');
    for (size_t at = 0; at < text.size;)
        write_escaped(out, utf8_next(text, &at));
    buf_byte(out, '"');
}

static void indent(Buf *out, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        buf_byte(out, ' ');
}

static void write_block(Buf *out, Str text, size_t column)
{
    bool ended = str_ends(text, "\n");
    buf_text(out, ended ? "|\n" : "|-\n");
    Str rest = ended ? str_slice(text, 0, text.size - 1) : text;
    for (size_t from = 0; from <= rest.size;) {
        size_t end = str_find(rest, "\n", from);
        end = end == SIZE_MAX ? rest.size : end;
        if (end > from)
            indent(out, column);
        buf_add(out, str_slice(rest, from, end));
        buf_byte(out, '\n');
        from = end + 1;
    }
}

static void write_node(Buf *out, const Node *node, size_t column);

/* A value that stands in the line of its key or dash. */
static void write_inline(Buf *out, const Node *node, size_t column)
{
    if (node->kind == NODE_TEXT && is_block(node->text)) {
        write_block(out, node->text, column);
        return;
    }
    if (node->kind == NODE_TEXT && is_plain(node->text))
        buf_add(out, node->text);
    else if (node->kind == NODE_TEXT)
        write_quoted(out, node->text);
    else
        buf_text(out, node->kind == NODE_NULL ? "null" : node->kind == NODE_LIST ? "[]" : "{}");
    buf_byte(out, '\n');
}

static bool is_nested(const Node *node)
{
    return node->count > 0;
}

static void write_member(Buf *out, const Member *member, size_t column)
{
    size_t start = out->size;
    if (is_plain(member->key))
        buf_add(out, member->key);
    else
        write_quoted(out, member->key);
    if (out->size - start > LONGEST_SIMPLE_KEY) {
        out->size = start;
        buf_text(out, "? ");
        write_quoted(out, member->key);
        buf_byte(out, '\n');
        indent(out, column);
    }
    buf_byte(out, ':');
    if (is_nested(member->value)) {
        buf_byte(out, '\n');
        indent(out, column + 2);
        write_node(out, member->value, column + 2);
    } else {
        buf_byte(out, ' ');
        write_inline(out, member->value, column + 2);
    }
}

/* The node from the current column on, which is `column`; ends with a line end. */
static void write_node(Buf *out, const Node *node, size_t column)
{
    if (!is_nested(node)) {
        write_inline(out, node, column);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0)
            indent(out, column);
        if (node->kind == NODE_MAP) {
            write_member(out, &node->members[i], column);
        } else {
            buf_text(out, "- ");
            write_node(out, node->items[i], column + 2);
        }
    }
}

void node_write_yaml(Buf *out, const Node *node)
{
    if (is_nested(node))
        write_node(out, node, 0);
    else
        write_inline(out, node, 2);
}
