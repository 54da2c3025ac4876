/* Values as they are written in a PDF (ISO 32000-1, 7.2 and 7.3). */
#include "pdfread/file.h"

#include <string.h>

const PdfValue pdf_null = {.kind = PDF_NULL};
const char *const hint_of_limit = "real files have far less: have it written anew by who made it";

/* --- Messages --------------------------------------------------------------------------------- */

static bool damaged(PdfFile *file, const char *hint, Str where, const char *format, va_list args)
{
    Str text = str_vformat(file->arena, format, args);
    file->damages++;
    diag(file->diags, SEVERITY_ERROR, (Place){.source = file->source}, hint, "%.*s%.*s",
         STR_ARG(text), STR_ARG(where));
    return false;
}

bool scan_damaged(const Scan *scan, size_t at, const char *format, ...)
{
    Arena *arena = scan->file->arena;
    Str where = str_format(arena, " at byte %zu", at);
    if (scan->holder != 0)
        where = str_format(arena, "%.*s of object stream %u", STR_ARG(where), scan->holder);
    va_list args;
    va_start(args, format);
    damaged(scan->file, "the PDF is damaged; get it anew", where, format, args);
    va_end(args);
    return false;
}

bool file_damaged(PdfFile *file, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    damaged(file, hint, (Str){0}, format, args);
    va_end(args);
    return false;
}

static Arena *arena_of(const Scan *scan)
{
    return scan->operands != NULL ? scan->operands : scan->file->arena;
}

/* --- Characters ------------------------------------------------------------------------------- */

bool is_white(int byte)
{
    return byte == 0 || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' || byte == ' ';
}

static bool is_regular(int byte)
{
    return byte > ' ' ? strchr("()<>[]{}/%", byte) == NULL : byte >= 0 && !is_white(byte);
}

static bool is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

int hex_digit(int byte)
{
    if (is_digit(byte))
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

int scan_peek(const Scan *scan)
{
    return scan->at < scan->text.size ? (unsigned char)scan->text.at[scan->at] : -1;
}

static int peek_after(const Scan *scan, size_t further)
{
    size_t left = scan->text.size - scan->at;
    return further < left ? (unsigned char)scan->text.at[scan->at + further] : -1;
}

void scan_blanks(Scan *scan)
{
    while (is_white(scan_peek(scan)))
        scan->at++;
}

void scan_skip(Scan *scan)
{
    for (scan_blanks(scan); scan_peek(scan) == '%'; scan_blanks(scan)) {
        int byte;
        while ((byte = scan_peek(scan)) != -1 && byte != '\n' && byte != '\r')
            scan->at++;
    }
}

bool scan_word(Scan *scan, const char *word)
{
    scan_skip(scan);
    size_t size = strlen(word);
    if (scan->text.size - scan->at < size || memcmp(scan->text.at + scan->at, word, size) != 0 ||
        is_regular(peek_after(scan, size)))
        return false;
    scan->at += size;
    return true;
}

bool scan_number(Scan *scan, uint64_t most, uint64_t *number)
{
    scan_skip(scan);
    size_t start = scan->at;
    uint64_t value = 0;
    for (int byte; is_digit(byte = scan_peek(scan)); scan->at++) {
        uint64_t digit = (uint64_t)(byte - '0');
        if (value > (UINT64_MAX - digit) / 10) {
            scan->at = start;
            return false;
        }
        value = value * 10 + digit;
    }
    if (scan->at == start || value > most || is_regular(scan_peek(scan))) {
        scan->at = start;
        return false;
    }
    *number = value;
    return true;
}

/* --- Numbers ---------------------------------------------------------------------------------- */

/* The reference "12 0 R" whose first number has been taken, if it is one. */
static bool take_reference(Scan *scan, PdfValue *value)
{
    Scan ahead = *scan;
    uint64_t generation = 0;
    if (value->integer < 0 || value->integer > UINT32_MAX)
        return false;
    if (!is_white(scan_peek(&ahead)) || !scan_number(&ahead, UINT16_MAX, &generation) ||
        !scan_word(&ahead, "R"))
        return false;
    scan->at = ahead.at;
    value->kind = PDF_REFERENCE;
    value->number = (uint32_t)value->integer;
    value->generation = (uint32_t)generation;
    return true;
}

static bool take_number(Scan *scan, PdfValue *value)
{
    enum { DECIMALS = 6 };
    const int64_t most = INT64_MAX / 10 - 1;
    size_t start = scan->at;
    bool negative = scan_peek(scan) == '-';
    if (negative || scan_peek(scan) == '+')
        scan->at++;
    int64_t number = 0;
    size_t digits = 0;
    for (int byte; is_digit(byte = scan_peek(scan)); scan->at++, digits++)
        number = number < most ? number * 10 + byte - '0' : most;
    bool real = scan_peek(scan) == '.';
    if (real) {
        const int64_t million = 1000000;
        int decimals = 0;
        number = number < most / million ? number * million : most;
        scan->at++;
        int64_t unit = million;
        for (int byte; is_digit(byte = scan_peek(scan)); scan->at++, digits++) {
            if (decimals++ < DECIMALS && number < most) {
                unit /= 10;
                number += unit * (byte - '0');
            }
        }
    }
    if (digits == 0 || is_regular(scan_peek(scan)))
        return scan_damaged(scan, start, "a number is not one");
    value->kind = real ? PDF_REAL : PDF_INTEGER;
    value->integer = negative ? -number : number;
    value->written = scan->text.at + start;
    if (!real && !negative)
        take_reference(scan, value);
    return true;
}

/* --- Names and strings ------------------------------------------------------------------------ */

static bool take_name(Scan *scan, Str *name)
{
    size_t start = ++scan->at;
    bool plain = true;
    for (int byte; is_regular(byte = scan_peek(scan)); scan->at++)
        plain = plain && byte != '#';
    *name = str_slice(scan->text, start, scan->at);
    if (plain)
        return true;
    char *out = arena_alloc(arena_of(scan), name->size);
    size_t size = 0;
    for (size_t i = 0; i < name->size; i++) {
        bool escape = name->at[i] == '#' && name->size - i > 2;
        int high = escape ? hex_digit((unsigned char)name->at[i + 1]) : -1;
        int low = escape ? hex_digit((unsigned char)name->at[i + 2]) : -1;
        bool good = high >= 0 && low >= 0;
        if (good)
            out[size++] = (char)(high * 16 + low);
        else
            out[size++] = name->at[i];
        i += good ? 2 : 0;
    }
    *name = (Str){out, size};
    return true;
}

/* Behind the parenthesis that closes the string; false where none does. */
static bool find_string_end(Scan *scan, bool *plain)
{
    size_t open = 1;
    for (; scan->at < scan->text.size; scan->at++) {
        char byte = scan->text.at[scan->at];
        if (byte == '\\') {
            *plain = false;
            scan->at++;
        } else if (byte == '\r') {
            *plain = false;
        } else if (byte == '(') {
            open++;
        } else if (byte == ')' && --open == 0) {
            scan->at++;
            return true;
        }
    }
    return false;
}

/* The bytes of an escape behind its backslash (7.3.4.2); moves *at behind it. */
static size_t unescape(Str raw, size_t *at, char *out)
{
    static const char letters[] = "nrtbf";
    static const char meant[] = "\n\r\t\b\f";
    char byte = raw.at[(*at)++];
    const char *letter = byte != '\0' ? strchr(letters, byte) : NULL;
    if (letter != NULL) {
        *out = meant[letter - letters];
        return 1;
    }
    if (byte == '\r' || byte == '\n') {
        if (byte == '\r' && *at < raw.size && raw.at[*at] == '\n')
            (*at)++;
        return 0;
    }
    if (byte < '0' || byte > '7') {
        *out = byte;
        return 1;
    }
    int value = byte - '0';
    for (int i = 0; i < 2 && *at < raw.size && raw.at[*at] >= '0' && raw.at[*at] <= '7'; i++)
        value = value * 8 + raw.at[(*at)++] - '0';
    *out = (char)(value & 0xFF);
    return 1;
}

static bool take_literal(Scan *scan, Str *text)
{
    size_t start = scan->at++;
    bool plain = true;
    if (!find_string_end(scan, &plain)) {
        scan->at = scan->text.size;
        return scan_damaged(scan, start, "a string does not end");
    }
    Str raw = str_slice(scan->text, start + 1, scan->at - 1);
    *text = raw;
    if (plain)
        return true;
    char *out = arena_alloc(arena_of(scan), raw.size);
    size_t size = 0;
    for (size_t i = 0; i < raw.size;) {
        char byte = raw.at[i++];
        if (byte == '\\' && i < raw.size) {
            size += unescape(raw, &i, out + size);
        } else if (byte == '\r') {
            i += i < raw.size && raw.at[i] == '\n';
            out[size++] = '\n';
        } else {
            out[size++] = byte;
        }
    }
    *text = (Str){out, size};
    return true;
}

static bool take_hex(Scan *scan, Str *text)
{
    size_t start = scan->at++;
    size_t end = scan->at;
    while (end < scan->text.size && scan->text.at[end] != '>')
        end++;
    if (end == scan->text.size) {
        scan->at = end;
        return scan_damaged(scan, start, "a string does not end");
    }
    char *out = arena_alloc(arena_of(scan), (end - start) / 2 + 1);
    size_t digits = 0;
    for (; scan->at < end; scan->at++) {
        int byte = scan_peek(scan);
        int digit = hex_digit(byte);
        if (is_white(byte))
            continue;
        if (digit < 0)
            return scan_damaged(scan, scan->at, "a string holds what is no hexadecimal digit");
        int before = digits % 2 == 0 ? 0 : (unsigned char)out[digits / 2];
        out[digits / 2] = (char)(digits % 2 == 0 ? digit * 16 : before + digit);
        digits++;
    }
    scan->at = end + 1;
    *text = (Str){out, (digits + 1) / 2};
    return true;
}

/* --- Arrays and dictionaries ------------------------------------------------------------------ */

static bool take_value(Scan *scan, int depth, PdfValue *value);

static void push(PdfFile *file, PdfValue value)
{
    PdfValue *slot = arena_push(file->arena, &file->stack, &file->stack_capacity, file->stack_count,
                                sizeof *slot);
    *slot = value;
    file->stack_count++;
}

static bool take_array(Scan *scan, int depth, PdfValue *array)
{
    PdfFile *file = scan->file;
    size_t bottom = file->stack_count;
    size_t start = scan->at++;
    for (scan_skip(scan); scan_peek(scan) != ']'; scan_skip(scan)) {
        PdfValue item;
        if (scan_peek(scan) == -1)
            return scan_damaged(scan, start, "an array does not end");
        if (!take_value(scan, depth + 1, &item))
            return false;
        push(file, item);
    }
    scan->at++;
    size_t count = file->stack_count - bottom;
    PdfValue *items = arena_array(arena_of(scan), count, sizeof *items);
    if (count > 0)
        memcpy(items, file->stack + bottom, count * sizeof *items);
    file->stack_count = bottom;
    array->kind = PDF_ARRAY;
    array->count = (uint32_t)count;
    array->items = items;
    return true;
}

static bool take_dict(Scan *scan, int depth, PdfValue *dict)
{
    PdfFile *file = scan->file;
    size_t bottom = file->stack_count;
    size_t start = scan->at;
    scan->at += 2;
    for (scan_skip(scan); scan_peek(scan) != '>' || peek_after(scan, 1) != '>'; scan_skip(scan)) {
        PdfValue key;
        PdfValue value;
        if (scan_peek(scan) == -1)
            return scan_damaged(scan, start, "a dictionary does not end");
        if (scan_peek(scan) != '/')
            return scan_damaged(scan, scan->at, "a key of a dictionary is no name");
        if (!take_value(scan, depth + 1, &key) || !take_value(scan, depth + 1, &value))
            return false;
        push(file, key);
        push(file, value);
    }
    scan->at += 2;
    size_t count = (file->stack_count - bottom) / 2;
    PdfEntry *entries = arena_array(arena_of(scan), count, sizeof *entries);
    for (size_t i = 0; i < count; i++)
        entries[i] = (PdfEntry){file->stack[bottom + i * 2].text, file->stack[bottom + i * 2 + 1]};
    file->stack_count = bottom;
    dict->kind = PDF_DICT;
    dict->count = (uint32_t)count;
    dict->entries = entries;
    return true;
}

/* --- Any value -------------------------------------------------------------------------------- */

static bool take_keyword(Scan *scan, PdfValue *value)
{
    static const struct {
        const char *word;
        PdfKind kind;
        bool truth;
    } words[] = {{"true", PDF_BOOL, true}, {"false", PDF_BOOL, false}, {"null", PDF_NULL, false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (scan_word(scan, words[i].word)) {
            value->kind = words[i].kind;
            value->truth = words[i].truth;
            return true;
        }
    }
    return scan_damaged(scan, scan->at, "no value stands");
}

static bool take_any(Scan *scan, int depth, PdfValue *value)
{
    int byte = scan_peek(scan);
    if (is_digit(byte) || byte == '-' || byte == '+' || byte == '.')
        return take_number(scan, value);
    if (byte == '/') {
        value->kind = PDF_NAME;
        return take_name(scan, &value->text);
    }
    if (byte == '[')
        return take_array(scan, depth, value);
    if (byte == '<' && peek_after(scan, 1) == '<')
        return take_dict(scan, depth, value);
    if (byte != '(' && byte != '<')
        return take_keyword(scan, value);
    value->kind = PDF_STRING;
    return byte == '(' ? take_literal(scan, &value->text) : take_hex(scan, &value->text);
}

static bool take_value(Scan *scan, int depth, PdfValue *value)
{
    scan_skip(scan);
    *value = (PdfValue){.from = scan->at};
    if (depth > PDF_MAX_DEPTH)
        return scan_damaged(scan, scan->at, "values are nested deeper than %d", PDF_MAX_DEPTH);
    PdfFile *file = scan->file;
    bool operand = scan->operands != NULL;
    size_t most = operand ? PDF_MAX_OPERANDS : most_values(file);
    if (++*(operand ? &file->operand_count : &file->value_count) > most)
        return scan_damaged(scan, scan->at,
                            operand ? "more than %zu values before an operator of a page stand"
                                    : "there are more than %zu values",
                            most);
    if (!take_any(scan, depth, value))
        return false;
    value->to = scan->at;
    return true;
}

bool scan_value(Scan *scan, PdfValue *value)
{
    size_t bottom = scan->file->stack_count;
    bool good = take_value(scan, 0, value);
    scan->file->stack_count = bottom;
    return good;
}
