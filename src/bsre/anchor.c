/*
 * The anchor that a service looks for in the text of a PDF: whether it stands there, and once. What
 * a string shows is told by the map of its font (ISO 32000-1, 9.10.3); of fonts without one, of
 * what cannot be read, and of more than real files draw, nothing is claimed.
 */
#include "bsre/bsre.h"

enum {
    MOST_FORMS = 8, /* in each other */
    MOST_DRAWN = 100000,
    MOST_CODES = 64, /* of one font that show the anchor */
    A_STEP = 8,      /* bytes that are decoded in the time of an operator, a key, a font */
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
    size_t left;  /* bytes that may still be drawn, or steps in their time */
    PdfRoom room; /* of the page with its forms and maps */
    bool unsure;
} Search;

typedef struct Stream {
    Search *search;
    const PdfValue *resources;
    const Font *font;
} Stream;

/* So much more time. False where there is none: then nothing is claimed. */
static bool spend(Search *search, size_t bytes)
{
    if (bytes >= search->left)
        search->unsure = true;
    search->left -= bytes < search->left ? bytes : search->left;
    return search->left > 0;
}

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

static bool read_map(void *context, Str content)
{
    const Mapping *mapping = context;
    return pdf_operators(mapping->search->pdf, content, take_map, context);
}

static void read_font(Search *search, Font *font)
{
    const PdfValue *map = pdf_get(search->pdf, font->dict, "ToUnicode");
    bool pairs = pdf_is_name(pdf_get(search->pdf, font->dict, "Subtype"), "Type0");
    Mapping mapping = {search, font};
    font->bytes = pairs ? 2 : 1;
    if (map->kind == PDF_STREAM) {
        if (!pdf_content(search->pdf, map, &search->room, read_map, &mapping))
            search->unsure = true;
    } else if (!pairs && search->plain.size == 1) {
        add_code(font, number_of(search->plain));
    } else {
        search->unsure = true;
    }
}

static const Font *font_of(Search *search, const PdfValue *dict)
{
    for (const Font *font = search->fonts; font != NULL && spend(search, A_STEP); font = font->next)
        if (font->dict == dict)
            return font;
    if (search->left == 0)
        return NULL;
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
    if (font == NULL || !spend(stream->search, text.size / font->bytes * font->count))
        return;
    for (size_t at = 0; at + font->bytes <= text.size; at += font->bytes) {
        uint32_t code = number_of(str_slice(text, at, at + font->bytes));
        for (size_t i = 0; i < font->count; i++)
            stream->search->found += font->codes[i] == code ? 1 : 0;
    }
}

static bool walk_content(void *context, Str content);

/* A resource of the stream by its name. All keys are looked through each time. */
static const PdfValue *resource(Stream *stream, const char *kind, const PdfValue *name)
{
    Search *search = stream->search;
    const PdfValue *all = pdf_get(search->pdf, stream->resources, kind);
    const PdfValue *found = pdf_named(search->pdf, all, name->text);
    spend(search, A_STEP * ((size_t)stream->resources->count + all->count + found->count));
    return found;
}

/* A page or a form. */
static void walk(Search *search, const PdfValue *drawn, const PdfValue *resources)
{
    Stream stream = {search, resources, NULL};
    if (!pdf_content(search->pdf, drawn, &search->room, walk_content, &stream))
        search->unsure = true;
}

static void draw(Stream *stream, const PdfValue *name)
{
    Search *search = stream->search;
    const PdfValue *form = resource(stream, "XObject", name);
    if (form->kind != PDF_STREAM || !pdf_is_name(pdf_get(search->pdf, form, "Subtype"), "Form"))
        return;
    if (search->forms >= MOST_FORMS || search->drawn++ >= MOST_DRAWN) {
        search->unsure = true;
        return;
    }
    const PdfValue *own = pdf_get(search->pdf, form, "Resources");
    search->forms++;
    walk(search, form, own->kind == PDF_DICT ? own : stream->resources);
    search->forms--;
}

static bool operate(void *context, Str word, const PdfValue *operands, size_t count)
{
    Stream *stream = context;
    const PdfValue *last = count > 0 ? &operands[count - 1] : NULL;
    if (!spend(stream->search, A_STEP))
        return false;
    if (last == NULL)
        return true;
    if (str_is(word, "Tf") && count > 1 && operands[count - 2].kind == PDF_NAME)
        stream->font = font_of(stream->search, resource(stream, "Font", &operands[count - 2]));
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

static bool walk_content(void *context, Str content)
{
    Stream *stream = context;
    return pdf_operators(stream->search->pdf, content, operate, stream);
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
    search.left = pdf_most_drawn(pdf);
    for (size_t i = 0; pages != NULL && i < page_count && search.left > 0; i++) {
        search.room = pdf_page_room;
        walk(&search, pages[i].dict, pages[i].resources);
        spend(&search, search.room.most - search.room.left);
    }
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
