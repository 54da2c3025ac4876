/* Marked copies of a file: where on each page nothing is printed, and the update that draws the
 * mark there. */
#include "print/ink.h"
#include "print/mark.h"
#include "update/update.h"

#include <string.h>

enum {
    MILLIMETRE = 2835, /* in thousandths of a point */
    SIDE = 15 * MILLIMETRE,
    LEAST_SIDE = 5 * MILLIMETRE, /* what printers cannot reach */
    CLEAR = 1500,                /* between the mark and what is printed */
    ROWS = 4,
    PLACES = 3 * ROWS,
};

/* Where the baseline stands, from the top or the foot of the page: in the upper margin, then
   between a header and the text, then above it, then below the footer. */
static const struct Line {
    int millimetres;
    bool foot;
} rows[ROWS] = {
    {10, false},
    {17, false},
    {7, false},
    {6, true},
};

/* How the mark stands on a page: in thousandths of a point on paper. */
typedef struct Stand {
    int64_t width, height; /* of the page */
    int64_t unit;          /* of the page, in thousandths of a point */
    int64_t scale;         /* of the mark, in thousandths: less where a page is narrow */
    uint32_t place;        /* index: three in each row, right, middle, left */
    uint32_t open;         /* states that the page's content leaves open */
} Stand;

struct Copies {
    Arena *arena;
    Arena *scratch;
    Diags *diags;
    Fonts *fonts;
    PdfFile *file;
    const Source *source;
    uint32_t of;
    const PdfPage *pages;
    size_t page_count;
    Stand *stands; /* by page */
};

/* --- Places ----------------------------------------------------------------------------------- */

static int64_t scaled(int64_t length, const Stand *stand)
{
    return length * stand->scale / 1000;
}

/* Where the text begins and its baseline stands. */
static void find_text(const Stand *stand, const Mark *mark, size_t place, int64_t *x, int64_t *y)
{
    const struct Line *row = &rows[place / 3];
    int64_t width = scaled(mark->width, stand);
    int64_t side = stand->width >= width + 2 * (int64_t)SIDE ? SIDE : LEAST_SIDE;
    const int64_t lefts[] = {stand->width - side - width, (stand->width - width) / 2, side};
    *x = lefts[place % 3];
    int64_t distance = (int64_t)row->millimetres * MILLIMETRE;
    *y = row->foot ? distance : stand->height - distance;
}

/* The room that the mark needs there. */
static InkBox room_of(const Stand *stand, const Mark *mark, size_t place)
{
    int64_t x = 0;
    int64_t y = 0;
    find_text(stand, mark, place, &x, &y);
    int64_t grain = INK_ONE / 1000;
    return (InkBox){
        .left = (x - CLEAR) * grain,
        .bottom = (y - scaled(mark->descent, stand) - CLEAR) * grain,
        .right = (x + scaled(mark->width, stand) + CLEAR) * grain,
        .top = (y + scaled(mark->rise, stand) + CLEAR) * grain,
    };
}

/* Measures the page, and finds what of its places is free. */
static bool look_at(const Copies *copies, const Mark *mark, size_t index, InkRoom *left, Ink *ink)
{
    Stand *stand = &copies->stands[index];
    const PdfPage *page = &copies->pages[index];
    InkBox boxes[PLACES];
    page_size(copies->file, page, &stand->width, &stand->height);
    stand->unit = page_unit(copies->file, page);
    int64_t room = stand->width - 2 * (int64_t)LEAST_SIDE;
    stand->scale = room >= mark->width ? 1000 : room > 0 ? room * 1000 / mark->width : 1;
    stand->scale = stand->scale > 0 ? stand->scale : 1;
    for (size_t i = 0; i < PLACES; i++)
        boxes[i] = room_of(stand, mark, i);
    if (!ink_look(copies->file, page, boxes, PLACES, left, ink))
        return false;
    stand->open = ink->open;
    if (stand->open <= PRINT_MOST_STATES)
        return true;
    diag(copies->diags, SEVERITY_ERROR, (Place){.source = copies->source},
         "real files have far less: have it written anew by who made it",
         "page %zu leaves more than %d graphics states open", index + 1, PRINT_MOST_STATES);
    return false;
}

/* The first place of the set; that in the upper right where it is empty. */
static uint32_t first_place(uint32_t places)
{
    uint32_t place = 0;
    while (place < PLACES && (places >> place & 1U) == 0)
        place++;
    return place < PLACES ? place : 0;
}

/* Pages of which something is told. */
typedef struct Told {
    size_t count, first;
} Told;

static void add_page(Told *told, size_t index)
{
    if (told->count++ == 0)
        told->first = index + 1;
}

static void tell(const Copies *copies, const Told *full, const Told *part)
{
    Place place = {.source = copies->source};
    if (full->count > 0)
        diag(copies->diags, SEVERITY_NOTE, place, NULL,
             "the mark of the copy stands over what is printed on %zu page%s, the first is page "
             "%zu",
             full->count, full->count == 1 ? "" : "s", full->first);
    if (part->count > 0)
        diag(copies->diags, SEVERITY_NOTE, place, "look whether the mark can be read there",
             "more is drawn than is looked at on %zu page%s, the first is page %zu: the mark of "
             "the copy may stand over it",
             part->count, part->count == 1 ? "" : "s", part->first);
}

/* The same place on all pages where one is free on all; else what each page has. */
static bool choose_places(Copies *copies, const Mark *mark)
{
    uint32_t common = (1U << PLACES) - 1;
    InkRoom left = ink_room(copies->file);
    Told full = {0};
    Told part = {0};
    for (size_t i = 0; i < copies->page_count; i++) {
        Ink ink;
        if (!look_at(copies, mark, i, &left, &ink))
            return false;
        copies->stands[i].place = first_place(ink.free);
        if (ink.part)
            add_page(&part, i);
        if (ink.free == 0)
            add_page(&full, i);
        else
            common &= ink.free;
    }
    for (size_t i = 0; common != 0 && i < copies->page_count; i++)
        copies->stands[i].place = first_place(common);
    tell(copies, &full, &part);
    return true;
}

/* --- Drawing ---------------------------------------------------------------------------------- */

/* The mark, made larger or smaller: in the page's own unit, narrower where the page is. */
typedef struct Sized {
    int64_t factor; /* millionths */
    uint32_t form;
} Sized;

typedef struct Drawing {
    Update *update;
    const Mark *mark;
    ImportedPage imported;
    Sized *sized;
    size_t count, capacity;
} Drawing;

static int64_t factor_of(const Stand *stand)
{
    return stand->scale * 1000 * 1000 / stand->unit;
}

/* "0.5" of millionths. */
static void put_factor(Buf *out, int64_t millionths)
{
    buf_format(out, "%lld.%06lld", (long long)(millionths / 1000000),
               (long long)(millionths % 1000000));
}

static uint32_t sized_form(Drawing *drawing, Arena *arena, int64_t factor)
{
    if (factor == 1000000)
        return drawing->imported.form;
    for (size_t i = 0; i < drawing->count; i++)
        if (drawing->sized[i].factor == factor)
            return drawing->sized[i].form;
    Buf entries = {.arena = arena};
    buf_text(&entries, "/Type /XObject\n/Subtype /Form\n/BBox ");
    append_box(&entries,
               (const int64_t[4]){0, 0, drawing->imported.width, drawing->imported.height});
    buf_text(&entries, "\n/Matrix [");
    put_factor(&entries, factor);
    buf_text(&entries, " 0 0 ");
    put_factor(&entries, factor);
    buf_text(&entries, " 0 0]\n/Resources <</XObject <</Mark ");
    append_reference(&entries, drawing->imported.form);
    buf_text(&entries, ">>>>\n");
    Sized *slot =
        arena_push(arena, &drawing->sized, &drawing->capacity, drawing->count++, sizeof *slot);
    *slot = (Sized){factor, update_add_stream(drawing->update, buf_str(&entries), STR("/Mark Do"))};
    return slot->form;
}

static void draw_on(const Copies *copies, Drawing *drawing, size_t index)
{
    const Stand *stand = &copies->stands[index];
    const Mark *mark = drawing->mark;
    int64_t x = 0;
    int64_t y = 0;
    find_text(stand, mark, stand->place, &x, &y);
    x -= scaled(mark->page - mark->width, stand);
    y -= scaled(mark->below, stand);
    PageChange change = {
        .form = sized_form(drawing, copies->scratch, factor_of(stand)),
        .x = x * 1000 / stand->unit,
        .y = y * 1000 / stand->unit,
        .tag = "Artifact",
        .open = stand->open,
    };
    update_page(drawing->update, &copies->pages[index], &change);
}

/* --- Copies ----------------------------------------------------------------------------------- */

Copies *copies_begin(Arena *arena, Arena *scratch, Diags *diags, Fonts *fonts, PdfFile *file,
                     const Source *source, uint32_t of)
{
    Copies *copies = arena_alloc(arena, sizeof *copies);
    *copies = (Copies){arena, scratch, diags, fonts, file, source, of, NULL, 0, NULL};
    copies->pages = pdf_pages(file, &copies->page_count);
    if (copies->pages == NULL)
        return NULL;
    copies->stands = arena_array(arena, copies->page_count, sizeof *copies->stands);
    Mark widest;
    if (!mark_make(arena, diags, fonts, of, of, &widest) || !choose_places(copies, &widest))
        return NULL;
    return copies;
}

bool copies_make(Copies *copies, uint32_t number, Str *bytes)
{
    Mark mark;
    Arena *scratch = copies->scratch;
    arena_reset(scratch);
    if (!mark_make(scratch, copies->diags, copies->fonts, number, copies->of, &mark))
        return false;
    Drawing drawing = {.mark = &mark};
    drawing.update = update_new(scratch, copies->diags, copies->file, copies->source);
    Import *import = import_new(drawing.update, mark.file);
    if (!import_page(import, 0, &drawing.imported))
        return false;
    for (size_t i = 0; i < copies->page_count; i++)
        draw_on(copies, &drawing, i);
    Str tail = update_finish(drawing.update);
    if (tail.size == 0)
        return false;
    Buf out = {.arena = scratch};
    buf_add(&out, copies->source->text);
    buf_add(&out, tail);
    *bytes = buf_str(&out);
    return true;
}
