/* TrueType files: one that layout takes is embedded, reduced to a few glyphs, by the library that
 * writes the PDF, which looks at nothing itself; what it wrote can be read. */
#include "fuzz.h"

#include "layout/font/font.h"
#include "pdf/pdf.h"
#include "pdfread/pdfread.h"

#include <stdlib.h>
#include <string.h>

/* --- Changes ---------------------------------------------------------------------------------- */

enum { HEAD = 12, ENTRY = 16, MOST_TABLES = 32 };

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed);

static size_t get(const uint8_t *bytes, size_t size)
{
    size_t number = 0;
    for (size_t i = 0; i < size; i++)
        number = number << 8 | bytes[i];
    return number;
}

static void put_long(uint8_t *bytes, size_t number)
{
    for (size_t i = 4; i-- > 0; number >>= 8)
        bytes[i] = (uint8_t)(number & 0xFF);
}

/* Changes one table, and makes the directory right for those behind it: bytes that are changed
   anywhere mostly move all that follows, and the reader gets no further than the directory. Some
   changes are made anywhere all the same. */
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed)
{
    enum { ANYWHERE = 8 };
    size_t count = size >= HEAD ? get(bytes + 4, 2) : 0;
    if (seed % ANYWHERE == 0 || count == 0 || count > MOST_TABLES || size < HEAD + count * ENTRY)
        return LLVMFuzzerMutate(bytes, size, most);
    uint8_t *entry = bytes + HEAD + seed / ANYWHERE % count * ENTRY;
    size_t from = get(entry + 8, 4);
    size_t length = get(entry + 12, 4);
    if (from > size || length > size - from || from < HEAD + count * ENTRY ||
        most - size + length == 0)
        return LLVMFuzzerMutate(bytes, size, most);
    size_t behind = size - from - length;
    uint8_t *table = malloc(most);
    uint8_t *rest = malloc(most);
    FUZZ_HOLDS(table != NULL && rest != NULL);
    memcpy(table, bytes + from, length);
    memcpy(rest, bytes + from + length, behind);
    size_t changed = LLVMFuzzerMutate(table, length, most - from - behind);
    memcpy(bytes + from, table, changed);
    memcpy(bytes + from + changed, rest, behind);
    free(table);
    free(rest);
    put_long(entry + 12, changed);
    for (size_t i = 0; i < count; i++) {
        uint8_t *other = bytes + HEAD + i * ENTRY;
        size_t at = get(other + 8, 4);
        if (at >= from + length && other != entry)
            put_long(other + 8, at - length + changed);
    }
    return from + changed + behind;
}

/* --- A page ----------------------------------------------------------------------------------- */

/* Runs of characters that the font has: the first of them, and some that fonts often have. */
static void add_run(Fuzz *fuzz, const Font *font, Page *page)
{
    enum { MOST = 200 };
    uint16_t *codes = arena_array(fuzz->arena, MOST, sizeof *codes);
    uint32_t count = 0;
    for (uint32_t code = ' '; code < UINT16_MAX && count < MOST; code++)
        if (font_glyph(font, (uint16_t)code).index != 0)
            codes[count++] = (uint16_t)code;
    for (uint32_t i = 1; i < count; i++)
        (void)font_kern(font, codes[i - 1], codes[i]);
    Item item = {.kind = ITEM_RUN, .x = 72000, .y = 72000};
    item.run.size = 12000;
    item.run.codes = codes;
    item.run.count = count;
    *(Item *)arena_push(fuzz->arena, &page->items, &page->item_capacity, page->item_count,
                        sizeof *page->items) = item;
    page->item_count++;
}

/* A page in the font, as a file. NULL after a message. */
static const char *write_page(Fuzz *fuzz, const Font *font, const Face *face)
{
    Page page = {.width = 595276, .height = 841890};
    Layout layout = {.pages = &page, .page_count = 1, .faces = face, .face_count = 1};
    PdfInfo info = {.producer = STR("lakipdf"), .epoch = -1, .profile = STR("profil")};
    info.archive = ARCHIVE_A1;
    add_run(fuzz, font, &page);
    const char *path = fuzz_path(fuzz, "out.pdf");
    OutFile *out = out_open(fuzz->arena, fuzz->diags, path);
    if (out == NULL)
        return NULL;
    if (pdf_write(fuzz->arena, fuzz->diags, &layout, &info, out))
        return out_commit(out) ? path : NULL;
    out_abandon(out);
    return NULL;
}

static void run(Fuzz *fuzz, Str input)
{
    const char *path = fuzz_write(fuzz, STR("uji.ttf"), input);
    const Source *source = fuzz_source(fuzz, "uji.ttf", input);
    const Font *font = font_read(fuzz->arena, fuzz->diags, source->text, source->name, (Place){0});
    FUZZ_HOLDS((font == NULL) == diags_failed(fuzz->diags));
    if (font == NULL)
        return;
    Face face = {path, font->name};
    const char *written = write_page(fuzz, font, &face);
    FUZZ_HOLDS((written == NULL) == diags_failed(fuzz->diags));
    if (written == NULL)
        return;
    const Source *bytes = file_read(fuzz->arena, fuzz->diags, written, SIZE_MAX, (Place){0});
    PdfFile *file = pdf_open(fuzz->arena, fuzz->diags, bytes);
    FUZZ_HOLDS(file != NULL);
    for (uint32_t i = 1; i < pdf_next_number(file); i++)
        (void)pdf_object(file, i);
    FUZZ_HOLDS(!diags_failed(fuzz->diags));
}

const FuzzTarget fuzz_target = {.milliseconds = 3000, .megabytes = 100, .run = run};
