/*
 * The anchor that a service looks for in the text of a PDF: whether it stands there, and once. What
 * a string shows is told by the map of its font (ISO 32000-1, 9.10.3); of fonts without one, and of
 * what cannot be read, nothing is claimed.
 */
#include "bsre/bsre.h"

enum {
    MOST_FORMS = 8, /* in each other */
    MOST_DRAWN = 100000,
    MOST_CODES = 64, /* of one font that show the anchor */
    LARGEST_CONTENT = 64 * 1024 * 1024,
};

/* The codes of a font that show the anchor. */
typedef struct Font {
    struct Font *next;
    const PdfValue *dict;
    size_t bytes; /* of a code */
    uint32_t codes[MOST_CODES];
    size_t count;
} Font;

typedef struct Search {
    Arena *arena;
    PdfFile *pdf;
    Str plain; /* the anchor in UTF-8, */
    Str wide;  /* and in UTF-16, as maps tell it */
    Font *fonts;
    size_t found, drawn;
    int forms;
    bool unsure;
} Search;

typedef struct Stream {
    Search *search;
    const PdfValue *resources;
    const Font *font;
} Stream;

/* --- Fonts ------------------------------------------------------------------------------------ */

static uint32_t number_of(Str bytes)
{
    uint32_t number = 0;
    for (size_t i = 0; i < bytes.size && i < sizeof number; i++)
        number = number << 8 | (unsigned char)bytes.at[i];
    return number;
}

static void add_code(Font *font, uint32_t code)
{
    if (font->count < MOST_CODES)
        font->codes[font->count++] = code;
}

/* <from> <to> <first>, or <from> <to> [<first> <second> ...] */
static void take_range(const Search *search, Font *font, const PdfValue *range)
{
    uint32_t from = number_of(range[0].text);
    uint32_t to = number_of(range[1].text);
    if (range[2].kind == PDF_ARRAY) {
        for (size_t i = 0; i < range[2].count && i <= (size_t)to - from; i++)
            if (range[2].items[i].kind == PDF_STRING &&
                str_equal(range[2].items[i].text, search->wide))
                add_code(font, from + (uint32_t)i);
        return;
    }
    if (range[2].kind != PDF_STRING || range[2].text.size != search->wide.size)
        return;
    uint32_t first = number_of(range[2].text);
    uint32_t wanted = number_of(search->wide);
    if (to >= from && wanted >= first && wanted - first <= to - from)
        add_code(font, from + (wanted - first));
}

typedef struct Mapping {
    const Search *search;
    Font *font;
} Mapping;

static bool take_map(void *context, Str word, const PdfValue *operands, size_t count)
{
    const Mapping *mapping = context;
    bool ranges = str_is(word, "endbfrange");
    size_t step = ranges ? 3 : 2;
    if (!ranges && !str_is(word, "endbfchar"))
        return true;
    for (size_t i = 0; i + step <= count; i += step) {
        const PdfValue *entry = &operands[i];
        if (entry[0].kind != PDF_STRING || entry[1].kind != PDF_STRING)
            continue;
        if (ranges)
            take_range(mapping->search, mapping->font, entry);
        else if (str_equal(entry[1].text, mapping->search->wide))
            add_code(mapping->font, number_of(entry[0].text));
    }
    return true;
}

static void read_font(Search *search, Font *font)
{
    const PdfValue *map = pdf_get(search->pdf, font->dict, "ToUnicode");
    bool pairs = pdf_is_name(pdf_get(search->pdf, font->dict, "Subtype"), "Type0");
    Mapping mapping = {search, font};
    Str text;
    font->bytes = pairs ? 2 : 1;
    if (map->kind == PDF_STREAM) {
        if (!pdf_decode(search->pdf, map, search->arena, LARGEST_CONTENT, &text) ||
            !pdf_operators(search->pdf, text, take_map, &mapping))
            search->unsure = true;
    } else if (!pairs && search->plain.size == 1) {
        add_code(font, number_of(search->plain));
    } else {
        search->unsure = true;
    }
}

static const Font *font_of(Search *search, const PdfValue *dict)
{
    for (const Font *font = search->fonts; font != NULL; font = font->next)
        if (font->dict == dict)
            return font;
    Font *font = arena_alloc(search->arena, sizeof *font);
    *font = (Font){.next = search->fonts, .dict = dict};
    read_font(search, font);
    search->fonts = font;
    return font;
}

/* --- Text ------------------------------------------------------------------------------------- */

static void look_through(Stream *stream, Str text)
{
    const Font *font = stream->font;
    if (font == NULL)
        return;
    for (size_t at = 0; at + font->bytes <= text.size; at += font->bytes) {
        uint32_t code = number_of(str_slice(text, at, at + font->bytes));
        for (size_t i = 0; i < font->count; i++)
            stream->search->found += font->codes[i] == code ? 1 : 0;
    }
}

static void walk_content(Search *search, Str content, const PdfValue *resources);

/* A resource of the stream by its name. */
static const PdfValue *resource(Stream *stream, const char *kind, const PdfValue *name)
{
    const PdfValue *all = pdf_get(stream->search->pdf, stream->resources, kind);
    return pdf_get(stream->search->pdf, all, str_c(stream->search->arena, name->text));
}

static void draw(Stream *stream, const PdfValue *name)
{
    Search *search = stream->search;
    const PdfValue *form = resource(stream, "XObject", name);
    Str content;
    if (form->kind != PDF_STREAM || !pdf_is_name(pdf_get(search->pdf, form, "Subtype"), "Form"))
        return;
    if (search->forms >= MOST_FORMS || search->drawn++ >= MOST_DRAWN ||
        !pdf_decode(search->pdf, form, search->arena, LARGEST_CONTENT, &content)) {
        search->unsure = true;
        return;
    }
    const PdfValue *own = pdf_get(search->pdf, form, "Resources");
    search->forms++;
    walk_content(search, content, own->kind == PDF_DICT ? own : stream->resources);
    search->forms--;
}

static bool operate(void *context, Str word, const PdfValue *operands, size_t count)
{
    Stream *stream = context;
    const PdfValue *last = count > 0 ? &operands[count - 1] : NULL;
    if (last == NULL)
        return true;
    if (str_is(word, "Tf") && operands[0].kind == PDF_NAME)
        stream->font = font_of(stream->search, resource(stream, "Font", &operands[0]));
    else if (str_is(word, "Do") && last->kind == PDF_NAME)
        draw(stream, last);
    else if ((str_is(word, "Tj") || str_is(word, "'") || str_is(word, "\"")) &&
             last->kind == PDF_STRING)
        look_through(stream, last->text);
    for (size_t i = 0; str_is(word, "TJ") && last->kind == PDF_ARRAY && i < last->count; i++)
        if (last->items[i].kind == PDF_STRING)
            look_through(stream, last->items[i].text);
    return true;
}

static void walk_content(Search *search, Str content, const PdfValue *resources)
{
    Stream stream = {search, resources, NULL};
    if (!pdf_operators(search->pdf, content, operate, &stream))
        search->unsure = true;
}

/* The page's streams are one (7.8.2). */
static void walk_page(Search *search, const PdfPage *page)
{
    const PdfValue *streams = pdf_get(search->pdf, page->dict, "Contents");
    Buf content = {.arena = search->arena};
    size_t count = streams->kind == PDF_ARRAY ? streams->count : 1;
    for (size_t i = 0; i < count; i++) {
        const PdfValue *stream =
            streams->kind == PDF_ARRAY ? pdf_item(search->pdf, streams, i) : streams;
        Str bytes;
        if (stream->kind != PDF_STREAM)
            continue;
        if (pdf_decode(search->pdf, stream, search->arena, LARGEST_CONTENT, &bytes))
            buf_add(&content, bytes);
        else
            search->unsure = true;
        buf_byte(&content, '\n');
    }
    walk_content(search, buf_str(&content), page->resources);
}

/* --- The check -------------------------------------------------------------------------------- */

static Str utf16(Arena *arena, Str text)
{
    Buf out = {.arena = arena};
    for (size_t at = 0; at < text.size;) {
        uint32_t character = utf8_next(text, &at);
        bool pair = character >= 0x10000;
        uint32_t units[2] = {pair ? 0xD800 + ((character - 0x10000) >> 10) : character,
                             0xDC00 + ((character - 0x10000) & 0x3FF)};
        for (size_t i = 0; i < (pair ? 2U : 1U); i++) {
            buf_byte(&out, (char)(units[i] >> 8));
            buf_byte(&out, (char)(units[i] & 0xFF));
        }
    }
    return buf_str(&out);
}

bool bsre_check_anchor(Arena *arena, Diags *diags, const BsreConfig *config, PdfFile *pdf)
{
    Search search = {.arena = arena, .pdf = pdf, .plain = config->anchor};
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    size_t page_count = 0;
    const PdfPage *pages = pdf_pages(pdf, &page_count);
    search.wide = utf16(arena, config->anchor);
    for (size_t i = 0; pages != NULL && i < page_count; i++)
        walk_page(&search, &pages[i]);
    /* What is damaged has been told. */
    if (pages == NULL || diags_count(diags, SEVERITY_ERROR) > errors)
        return false;
    if (search.found == 1 || (search.found == 0 && search.unsure))
        return true;
    Place place = record_place(config->record, "jangkar");
    if (search.found == 0)
        diag(diags, SEVERITY_ERROR, place,
             "a signer of a job has one by 'tanda_tangan: {NAME: {jangkar: ...}}'",
             "the PDF has no '%.*s'", STR_ARG(config->anchor));
    else
        diag(diags, SEVERITY_ERROR, place, "take a character that nothing else in it needs",
             "'%.*s' stands in the PDF %zu times: where to sign is not certain",
             STR_ARG(config->anchor), search.found);
    return false;
}
