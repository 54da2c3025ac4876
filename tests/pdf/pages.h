/*
 * tests/pdf/pages.h - layouts made by hand, and what other programs read out of the files.
 */
#ifndef LAKIPDF_TESTS_PDF_PAGES_H
#define LAKIPDF_TESTS_PDF_PAGES_H

#include "process.h"

#include "pdf/pdf.h"

#define FONTS "/usr/share/fonts/truetype/liberation2/"

enum {
    A4_WIDTH = 595276,
    A4_HEIGHT = 841890,
};

enum {
    FACE_SERIF,
    FACE_BOLD,
    FACE_MONO,
    FACE_SYMBOLS,
    FACES,
};

static const Face test_faces[FACES] = {
    {FONTS "LiberationSerif-Regular.ttf", {"LiberationSerif", 15}},
    {FONTS "LiberationSerif-Bold.ttf", {"LiberationSerif-Bold", 20}},
    {FONTS "LiberationMono-Regular.ttf", {"LiberationMono", 14}},
    {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", {"DejaVuSans", 10}},
};

/* A layout of empty A4 pages without labels. */
static inline Layout *pages_make(Arena *arena, size_t count)
{
    Layout *layout = arena_alloc(arena, sizeof *layout);
    layout->faces = test_faces;
    layout->face_count = FACES;
    layout->pages = arena_array(arena, count, sizeof *layout->pages);
    layout->page_count = count;
    for (size_t i = 0; i < count; i++) {
        layout->pages[i].width = A4_WIDTH;
        layout->pages[i].height = A4_HEIGHT;
    }
    return layout;
}

static inline Item *pages_item(Arena *arena, Page *page, Item item)
{
    Item *place = arena_push(arena, &page->items, &page->item_capacity, page->item_count,
                             sizeof *page->items);
    page->item_count++;
    *place = item;
    return place;
}

/* A run of UTF-8 text in 12 pt at x, y. */
static inline Item *pages_text(Arena *arena, Page *page, uint16_t face, Len x, Len y,
                               const char *text)
{
    Str s = str_from(text);
    uint16_t *codes = arena_array(arena, s.size, sizeof *codes);
    uint32_t count = 0;
    for (size_t at = 0; at < s.size;)
        codes[count++] = (uint16_t)utf8_next(s, &at);
    Item item = {.kind = ITEM_RUN, .x = x, .y = y};
    item.run.face = face;
    item.run.size = 12000;
    item.run.codes = codes;
    item.run.count = count;
    return pages_item(arena, page, item);
}

static inline Item *pages_rect(Arena *arena, Page *page, Len x, Len y, Len width, Len height,
                               uint32_t colour)
{
    Item item = {
        .kind = ITEM_RECT, .x = x, .y = y, .width = width, .height = height, .colour = colour};
    return pages_item(arena, page, item);
}

/* The information of most tests: a title, no date. */
static inline PdfInfo pages_info(void)
{
    return (PdfInfo){.title = STR("Laporan"), .producer = STR("lakipdf"), .epoch = -1};
}

/* Writes the layout to folder/name; true when that is done. */
static inline bool pages_write(Fixture *fixture, Layout *layout, const PdfInfo *info,
                               const char *path)
{
    OutFile *out = out_open(fixture->arena, fixture->diags, path);
    assert_non_null(out);
    if (!pdf_write(fixture->arena, fixture->diags, layout, info, out)) {
        out_abandon(out);
        return false;
    }
    return out_commit(out);
}

/* What a command prints; it must succeed and complain of nothing. */
static inline const char *pages_command(Arena *arena, const char *folder,
                                        const char *const *command)
{
    Ended ended = run_command(arena, folder, command);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    return ended.out;
}

#define COMMAND(arena, folder, ...)                                                                \
    pages_command((arena), (folder), (const char *const[]){__VA_ARGS__, NULL})

#endif
