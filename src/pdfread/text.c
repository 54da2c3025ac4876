/* Text strings (ISO 32000-1, 7.9.2.2): UTF-16, UTF-8 or PDFDocEncoding (annex D.2). */
#include "pdfread/file.h"

/* What differs from Latin 1; 0 is no character. */
static const uint16_t low[] = {0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC};
static const uint16_t high[] = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0,      0x20AC,
};

enum {
    LOW = 0x18,
    HIGH = 0x80,
    REPLACEMENT = 0xFFFD,
};

static uint32_t from_latin(unsigned char byte)
{
    uint32_t character = byte;
    if (byte >= LOW && byte < LOW + sizeof low / sizeof *low)
        character = low[byte - LOW];
    else if (byte >= HIGH && byte < HIGH + sizeof high / sizeof *high)
        character = high[byte - HIGH];
    else if (byte == 0x7F || byte == 0xAD)
        character = 0;
    return character != 0 ? character : REPLACEMENT;
}

static uint32_t unit_at(Str bytes, size_t at, bool big)
{
    unsigned char first = (unsigned char)bytes.at[at];
    unsigned char second = (unsigned char)bytes.at[at + 1];
    return big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

static void put_utf16(Buf *out, Str bytes, bool big)
{
    for (size_t at = 2; bytes.size - at >= 2; at += 2) {
        uint32_t unit = unit_at(bytes, at, big);
        bool pair = unit >= 0xD800 && unit < 0xDC00 && bytes.size - at >= 4;
        uint32_t next = pair ? unit_at(bytes, at + 2, big) : 0;
        if (next >= 0xDC00 && next < 0xE000) {
            buf_char(out, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
            at += 2;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            buf_char(out, REPLACEMENT);
        } else {
            buf_char(out, unit);
        }
    }
}

static void put_utf8(Buf *out, Str bytes)
{
    for (size_t at = 3; at < bytes.size;) {
        uint32_t character = utf8_next(bytes, &at);
        buf_char(out, character == UTF8_BAD ? REPLACEMENT : character);
    }
}

Str pdf_utf8(Arena *arena, const PdfValue *value)
{
    Buf out = {.arena = arena};
    if (value->kind == PDF_NAME)
        return str_copy(arena, value->text);
    if (value->kind != PDF_STRING)
        return (Str){0};
    Str bytes = value->text;
    if (str_starts(bytes, "\xFE\xFF") || str_starts(bytes, "\xFF\xFE")) {
        put_utf16(&out, bytes, bytes.at[0] == (char)0xFE);
    } else if (str_starts(bytes, "\xEF\xBB\xBF")) {
        put_utf8(&out, bytes);
    } else {
        for (size_t i = 0; i < bytes.size; i++)
            buf_char(&out, from_latin((unsigned char)bytes.at[i]));
    }
    return buf_str(&out);
}
