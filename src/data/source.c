/* Checking a file's text before it is parsed, and places in it. */
#include "data/source.h"

enum { MOST_CONTROL_ERRORS = 100 }; /* a binary file needs no more to be told as one */

const char scalar_hint[] = "make a list or a chapter of it; the limit is fixed";

size_t source_mark_size(const Source *source)
{
    return str_starts(source->text, "\xEF\xBB\xBF") ? 3 : 0;
}

bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

size_t skip_blank(Str text, size_t at)
{
    while (at < text.size && is_blank(text.at[at]))
        at++;
    return at < text.size ? at : text.size;
}

bool data_can_hold(uint32_t character)
{
    if (utf8_turns(character))
        return false;
    if (character < 0x20)
        return character == '\t' || character == '\n' || character == '\r';
    return character != 0xFFFE && character != 0xFFFF;
}

static uint32_t first_unholdable(Str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t character = utf8_next(text, &at);
        if (!data_can_hold(character))
            return character;
    }
    return UTF8_BAD;
}

static bool is_allowed(uint32_t character, TextRule rule)
{
    if (rule == TEXT_OF_YAML && character >= 0x7F && character <= 0x9F)
        return character == 0x85;
    return data_can_hold(character);
}

/* True after an error when the text is UTF-16, as Notepad's "Unicode" writes it. */
static bool is_wide(Diags *diags, const Source *source)
{
    Str text = source->text;
    bool marked = str_starts(text, "\xFF\xFE") || str_starts(text, "\xFE\xFF");
    bool zeros = text.size >= 2 && (text.at[0] == '\0') != (text.at[1] == '\0');
    if (!marked && !zeros)
        return false;
    diag(diags, SEVERITY_ERROR, (Place){source, 1, 1, 1},
         "save the file as UTF-8; editors offer it as 'Encoding' or 'Save as'",
         "the file is UTF-16, not UTF-8");
    return true;
}

static void report_bad_byte(Diags *diags, const Source *source, size_t at)
{
    diag(diags, SEVERITY_ERROR, place_at(source, at, 1),
         "save the file as UTF-8; editors offer it as 'Encoding' or 'Save as'",
         "the file is not UTF-8: byte 0x%02X belongs to no character",
         (unsigned)(unsigned char)source->text.at[at]);
}

static void report_control(Diags *diags, const Source *source, size_t at, uint32_t character)
{
    bool escapable = data_can_hold(character);
    diag(diags, SEVERITY_ERROR, place_at(source, at, 1),
         escapable ? "remove it, or write it as an escape such as \"\\x7F\"" : "remove it",
         "the control character U+%04X is not allowed", character);
}

void source_check_escaped(Diags *diags, Str text, Place place)
{
    uint32_t bad = first_unholdable(text);
    if (bad != UTF8_BAD)
        diag(diags, SEVERITY_ERROR, place, "remove it",
             "the control character U+%04X is not allowed", bad);
}

bool source_check(Diags *diags, const Source *source, TextRule rule)
{
    Str text = source->text;
    if (str_trim(str_slice(text, source_mark_size(source), text.size)).size == 0) {
        diag(diags, SEVERITY_ERROR, (Place){.source = source},
             "write the data into it, or do not name it", "the file is empty");
        return false;
    }
    if (is_wide(diags, source))
        return false;
    size_t errors = 0;
    for (size_t at = 0; at < text.size && errors < MOST_CONTROL_ERRORS;) {
        unsigned char byte = (unsigned char)text.at[at];
        if ((byte >= 0x20 && byte < 0x7F) || byte == '\n') {
            at++;
            continue;
        }
        size_t start = at;
        uint32_t character = utf8_next(text, &at);
        if (character == UTF8_BAD) {
            report_bad_byte(diags, source, start);
            return false;
        }
        if (!is_allowed(character, rule)) {
            report_control(diags, source, start, character);
            errors++;
        }
    }
    return errors == 0;
}

/* --- Places ---------------------------------------------------------------------------------- */

Cursor cursor_start(const Source *source)
{
    return (Cursor){.source = source, .at = source_mark_size(source), .line = 1, .column = 1};
}

/* Over one character. Continuation bytes count as nothing: the text is known to be UTF-8. */
static void cursor_step(Cursor *cursor)
{
    Str text = cursor->source->text;
    if (text.at[cursor->at] == '\n') {
        cursor->line++;
        cursor->column = 1;
    } else {
        cursor->column++;
    }
    cursor->characters++;
    cursor->at++;
    while (cursor->at < text.size && ((unsigned char)text.at[cursor->at] & 0xC0u) == 0x80)
        cursor->at++;
}

/* Back over one character. The column is left as it is when that is the end of a line. */
static bool cursor_step_back(Cursor *cursor)
{
    Str text = cursor->source->text;
    do
        cursor->at--;
    while (((unsigned char)text.at[cursor->at] & 0xC0u) == 0x80);
    cursor->characters--;
    if (text.at[cursor->at] != '\n') {
        cursor->column--;
        return true;
    }
    cursor->line--;
    return false;
}

/* Finds the column anew, from the start of the line. */
static void cursor_find_column(Cursor *cursor)
{
    Str text = cursor->source->text;
    size_t mark = source_mark_size(cursor->source);
    size_t line = cursor->at;
    while (line > mark && text.at[line - 1] != '\n')
        line--;
    cursor->column = 1 + (uint32_t)utf8_length(str_slice(text, line, cursor->at));
}

static Place cursor_place(const Cursor *cursor, size_t length)
{
    return (Place){cursor->source, cursor->line, cursor->column,
                   length < UINT32_MAX ? (uint32_t)length : UINT32_MAX};
}

Place cursor_to_byte(Cursor *cursor, size_t at, size_t length)
{
    size_t mark = source_mark_size(cursor->source);
    bool same_line = true;
    while (cursor->at > at && cursor->at > mark)
        same_line = cursor_step_back(cursor) && same_line;
    if (!same_line)
        cursor_find_column(cursor);
    while (cursor->at < at && cursor->at < cursor->source->text.size)
        cursor_step(cursor);
    return cursor_place(cursor, length);
}

Place cursor_to_character(Cursor *cursor, size_t index, size_t length)
{
    bool same_line = true;
    while (cursor->characters > index)
        same_line = cursor_step_back(cursor) && same_line;
    if (!same_line)
        cursor_find_column(cursor);
    while (cursor->characters < index && cursor->at < cursor->source->text.size)
        cursor_step(cursor);
    return cursor_place(cursor, length);
}
