/* The widths of a font's glyphs (ISO 32000-1, 9.2.4): those that the file tells. Programs do not
 * agree on others, though there are fonts that they should know. */
#include "verify/ink.h"

enum {
    SIMPLE_CODES = 256,
    COMPOSITE_CODES = 65536,
    WIDEST = 1000 * ONE, /* a thousand times the size */
    UNKNOWN = -1,
    UNTOLD = -2,
    FILLED = 8, /* widths: a step of comparing */
};

const PdfValue *ink_entry(Ink *ink, const PdfValue *dict, Str key)
{
    enum { LOOKED_AT = 4 }; /* keys: a step of comparing */
    static const PdfValue none = {.kind = PDF_NULL};
    const PdfValue *found = NULL;
    bool has_entries = dict->kind == PDF_DICT || dict->kind == PDF_STREAM;
    if (!has_entries || !ink_spend(ink, 1 + dict->count / LOOKED_AT))
        return &none;
    for (uint32_t i = 0; i < dict->count; i++) {
        if (!str_equal(dict->entries[i].key, key))
            continue;
        ink->odd = ink->odd || found != NULL;
        found = &dict->entries[i].value;
    }
    return found != NULL ? pdf_resolve(ink->file, found) : &none;
}

static int32_t width_of(const PdfValue *value)
{
    int64_t width = 0;
    bool told = pdf_thousandths(value, &width) && width >= 0 && width <= WIDEST;
    return told ? (int32_t)width : UNKNOWN;
}

/* /Differences: what it names the code of the space is the space; where it does not, `base` is. */
static bool differs_to_blank(Ink *ink, const PdfValue *list, bool base)
{
    int64_t code = -1;
    bool other = false;
    for (uint32_t i = 0; i < list->count && ink_spend(ink, 1); i++) {
        const PdfValue *item = pdf_item(ink->file, list, i);
        if (item->kind == PDF_INTEGER && item->integer >= 0 && item->integer < SIMPLE_CODES) {
            code = item->integer;
        } else if (item->kind == PDF_NAME && code >= 0) {
            bool named = code++ == ' ';
            base = base || named;
            other = other || (named && !pdf_is_name(item, "space"));
        } else {
            return false;
        }
    }
    return base && !other;
}

/* Only /Encoding tells that the code of the space is one: the encoding of the font itself, which
   holds else, and always in a symbolic TrueType font, may give it any glyph (9.6.6). */
static bool has_blank(Ink *ink, const PdfValue *font)
{
    static const char *const bases[] = {"WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding"};
    enum { SYMBOLIC = 4 };
    const PdfValue *encoding = ink_entry(ink, font, STR("Encoding"));
    const PdfValue *list = ink_entry(ink, encoding, STR("Differences"));
    const PdfValue *flags =
        ink_entry(ink, ink_entry(ink, font, STR("FontDescriptor")), STR("Flags"));
    if (pdf_is_name(ink_entry(ink, font, STR("Subtype")), "TrueType") &&
        (pdf_integer(flags, 0) & SYMBOLIC) != 0)
        return false;
    if (encoding->kind == PDF_DICT)
        encoding = ink_entry(ink, encoding, STR("BaseEncoding"));
    bool blank = false;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        blank = blank || pdf_is_name(encoding, bases[i]);
    return list->kind == PDF_ARRAY ? differs_to_blank(ink, list, blank)
                                   : blank && list->kind == PDF_NULL;
}

/* Programs take /LastChar, or as many as there are. */
static bool read_simple(Ink *ink, const PdfValue *value, int32_t *widths)
{
    const PdfValue *list = ink_entry(ink, value, STR("Widths"));
    const PdfValue *first = ink_entry(ink, value, STR("FirstChar"));
    const PdfValue *last = ink_entry(ink, value, STR("LastChar"));
    int64_t from = pdf_integer(first, -1);
    int64_t to = pdf_integer(last, -1);
    if (list->kind != PDF_ARRAY || from < 0 || to >= SIMPLE_CODES || !ink_spend(ink, SIMPLE_CODES))
        return false;
    for (int64_t code = from; code <= to && code - from < list->count; code++)
        widths[code] = width_of(pdf_item(ink->file, list, (size_t)(code - from)));
    return true;
}

/* Of a code that is told twice, programs take either. */
static void tell(int32_t *widths, int64_t code, int32_t width)
{
    bool again = widths[code] != UNTOLD && widths[code] != width;
    widths[code] = again ? UNKNOWN : width;
}

/* /W (9.7.4.3): "code [width ...]" and "from to width". */
static bool read_list(Ink *ink, const PdfValue *list, int32_t *widths)
{
    for (uint32_t i = 0; i < list->count;) {
        const PdfValue *second = pdf_item(ink->file, list, i + 1);
        int64_t from = pdf_integer(pdf_item(ink->file, list, i), -1);
        bool each = second->kind == PDF_ARRAY;
        int64_t to = each ? from + second->count - 1 : pdf_integer(second, -1);
        if (from < 0 || from >= COMPOSITE_CODES || to >= COMPOSITE_CODES || (!each && to < from) ||
            !ink_spend(ink, 1 + (size_t)(to - from + 1) / (each ? 1 : FILLED)))
            return false;
        int32_t width = each ? 0 : width_of(pdf_item(ink->file, list, i + 2));
        for (int64_t code = from; code <= to; code++)
            tell(widths, code,
                 each ? width_of(pdf_item(ink->file, second, (size_t)(code - from))) : width);
        i += each ? 2 : 3;
    }
    return true;
}

/* Codes of two bytes, which are the numbers of the glyphs, written from left to right. */
static bool read_composite(Ink *ink, const PdfValue *value, int32_t *widths)
{
    const PdfValue *encoding = ink_entry(ink, value, STR("Encoding"));
    const PdfValue *below = ink_entry(ink, value, STR("DescendantFonts"));
    if (!pdf_is_name(encoding, "Identity-H") || below->kind != PDF_ARRAY || below->count != 1 ||
        !ink_spend(ink, COMPOSITE_CODES / FILLED))
        return false;
    below = pdf_item(ink->file, below, 0);
    const PdfValue *list = ink_entry(ink, below, STR("W"));
    const PdfValue *other = ink_entry(ink, below, STR("DW"));
    int32_t rest = other->kind == PDF_NULL ? ONE : width_of(other);
    for (size_t code = 0; code < COMPOSITE_CODES; code++)
        widths[code] = UNTOLD;
    if (below->kind != PDF_DICT || (list->kind != PDF_ARRAY && list->kind != PDF_NULL) ||
        (list->kind == PDF_ARRAY && !read_list(ink, list, widths)))
        return false;
    for (size_t code = 0; code < COMPOSITE_CODES; code++)
        if (widths[code] == UNTOLD)
            widths[code] = rest;
    return true;
}

static Font *read_font(Ink *ink, const PdfValue *value)
{
    static const char *const simple[] = {"Type1", "TrueType", "MMType1"};
    Font *font = arena_alloc(ink->own, sizeof *font);
    *font = (Font){.value = value};
    const PdfValue *subtype = ink_entry(ink, value, STR("Subtype"));
    font->composite = pdf_is_name(subtype, "Type0");
    int32_t *widths =
        arena_array(ink->own, font->composite ? COMPOSITE_CODES : SIMPLE_CODES, sizeof *widths);
    font->widths = widths;
    if (font->composite) {
        font->known = read_composite(ink, value, widths);
        return font;
    }
    for (size_t code = 0; code < SIMPLE_CODES; code++)
        widths[code] = UNKNOWN;
    /* Glyphs of Type3 are contents that may draw anything. */
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
        if (pdf_is_name(subtype, simple[i]))
            font->known = read_simple(ink, value, widths);
    font->blank = has_blank(ink, value);
    return font;
}

const Font *ink_font(Ink *ink, const PdfValue *value)
{
    for (size_t i = 0; i < ink->font_count && ink_spend(ink, 1); i++)
        if (ink->fonts[i]->value == value)
            return ink->fonts[i];
    if (ink->font_count == VERIFY_MOST_FONTS || value->kind != PDF_DICT) {
        ink->odd = true;
        return NULL;
    }
    const Font *font = read_font(ink, value);
    ink->fonts[ink->font_count++] = font;
    return font;
}
