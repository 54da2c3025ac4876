/* Watermarks: text along the page's diagonal, behind everything else. */
#include "layout/watermark.h"

#include "layout/font/fonts.h"

#include <string.h>

enum {
    SHARE = 82,      /* percent of the diagonal that the text takes */
    HIGHEST = 8,     /* letters are at most this part of the diagonal */
    LOWEST = 50,     /* and at least that one, else the text is broken into lines */
    TINY = 8 * 1000, /* whose letters are no smaller than that */
    STEP = 2 * 1000,
    CAPITAL = 66,      /* percent of the size that capitals are high */
    MEASURED = 100000, /* the size that texts are measured in, */
    SMALL = 1000,      /* and very long ones, whose width is within what a Len holds */
};

/* The whole part of the square root. */
static int64_t square_root(int64_t value)
{
    int64_t root = value;
    int64_t next = (value + 1) / 2;
    while (next < root) {
        root = next;
        next = (root + value / root) / 2;
    }
    return root;
}

/* The direction of the page's diagonal, and its length. */
typedef struct Diagonal {
    int64_t length;
    int32_t right, up; /* in 1/TURN_ONE */
} Diagonal;

static Diagonal diagonal_of(const PageStyle *page)
{
    int64_t width = page->width;
    int64_t height = page->height;
    int64_t length = square_root(width * width + height * height);
    return (Diagonal){
        .length = length,
        .right = (int32_t)(width * TURN_ONE / length),
        .up = (int32_t)(height * TURN_ONE / length),
    };
}

/* How many lines the text itself has. */
static int64_t count_parts(const Watermark *mark)
{
    int64_t parts = 1;
    for (const Span *span = mark->text; span != NULL; span = span->next)
        parts += span->kind == SPAN_BREAK;
    return parts;
}

/* The size in which the text fits: a box of width w and height h that stands along the diagonal of
   a page with sides a <= b stays on the page while w + h * b / a <= diagonal. */
static Len fitting_size(Flow *flow, const Watermark *mark, const PageStyle *page, int64_t diagonal)
{
    int64_t longer = page->width > page->height ? page->width : page->height;
    int64_t shorter = page->width > page->height ? page->height : page->width;
    TextStyle style = style_flush(&mark->style);
    style.size = MEASURED;
    int64_t high = (int64_t)mark->style.leading * MEASURED / mark->style.size * count_parts(mark);
    int64_t along = flow_natural(flow, mark->text, &style) + high * longer / shorter;
    int64_t size = diagonal * SHARE / 100 * MEASURED / along;
    if (size > diagonal / HIGHEST)
        size = diagonal / HIGHEST;
    if (size > mark->style.size)
        size = mark->style.size;
    return size > 1 ? (Len)size : 1;
}

static void place_lines(Setter *setter, Page *out, const Paragraph *text, Len size, Diagonal line,
                        const PageStyle *page)
{
    int64_t count = (int64_t)text->line_count;
    for (int64_t i = 0; i < count; i++) {
        /* From the middle of the page: back along the diagonal, and upwards from it. */
        int64_t along = -(int64_t)text->lines[i].width / 2;
        int64_t above =
            (count - 1) * text->leading / 2 - i * text->leading - (int64_t)size * CAPITAL / 200;
        int64_t right = (along * line.right - above * line.up) / TURN_ONE;
        int64_t up = (along * line.up + above * line.right) / TURN_ONE;
        text_place_turned(setter, out, &text->lines[i], (Len)(page->width / 2 + right),
                          (Len)(page->height / 2 - up), line.right, line.up);
    }
}

static const Paragraph *set_lines(Flow *flow, const Watermark *mark, TextStyle *style, Len size,
                                  Len width)
{
    *style = style_flush(&mark->style);
    style->size = size;
    style->leading = (Len)((int64_t)mark->style.leading * size / mark->style.size);
    return text_set(flow->setter, mark->text, style, 0, ALIGN_LEFT, width);
}

/* Fewer lines than so many cannot hold a text that is so wide on one: at the end of each a space is
   left out, and kerning is rounded. */
static int64_t least_lines(int64_t natural, Len size, int64_t width)
{
    return natural * 99 / 100 / (width + size);
}

/* A text that is too long for its lines: broken into as few more as hold it, in the largest letters
   that do; NULL when none do. */
static const Paragraph *set_broken(Flow *flow, const Watermark *mark, TextStyle *style,
                                   const PageStyle *page, int64_t diagonal)
{
    int64_t longer = page->width > page->height ? page->width : page->height;
    int64_t shorter = page->width > page->height ? page->height : page->width;
    int64_t most = diagonal * SHARE / 100;
    int64_t parts = count_parts(mark);
    *style = style_flush(&mark->style);
    style->size = SMALL;
    int64_t measured = flow_natural(flow, mark->text, style);
    flow->setter->division_told = true;
    for (Len size = (Len)(diagonal / LOWEST); size >= TINY; size -= STEP) {
        int64_t high = (int64_t)mark->style.leading * size / mark->style.size * longer / shorter;
        int64_t natural = measured * size / SMALL;
        for (int64_t lines = 2; most - lines * high >= most / 3; lines++) {
            if (parts > lines || least_lines(natural, size, most - lines * high) > lines)
                continue;
            const Paragraph *text = set_lines(flow, mark, style, size, (Len)(most - lines * high));
            if ((int64_t)text->line_count > lines)
                continue;
            flow->setter->division_told = false;
            return text;
        }
    }
    flow->setter->division_told = false;
    return NULL;
}

/* Says so once, though several page styles show the text. */
static void tell_long(Flow *flow, Stamps *stamps, const Watermark *mark, const Paragraph *text,
                      Len size)
{
    Place place = mark->text->place;
    if (stamps->told && stamps->told_at.line == place.line &&
        stamps->told_at.column == place.column)
        return;
    stamps->told = true;
    stamps->told_at = place;
    if (text == NULL)
        diag(flow->setter->diags, SEVERITY_ERROR, place, "shorten it",
             "the watermark's text has no room on the page even in letters of %d pt", TINY / 1000);
    else
        diag(flow->setter->diags, SEVERITY_WARNING, place, "shorten it",
             "the watermark's text is too long for a line across the page: it stands in %u lines "
             "of %d pt",
             text->line_count, size / 1000);
}

static void make_stamp(Flow *flow, Stamps *stamps, Stamp *stamp, const PageStyle *page)
{
    const Watermark *mark = page->watermark;
    Diagonal line = diagonal_of(page);
    Page page_of_its_own = {.width = page->width, .height = page->height};
    Len size = fitting_size(flow, mark, page, line.length);
    TextStyle style = style_flush(&mark->style);
    style.size = size;
    const Paragraph *text = NULL;
    if (size >= line.length / LOWEST || size >= mark->style.size) {
        text = set_lines(flow, mark, &style, size, flow_natural(flow, mark->text, &style));
    } else {
        text = set_broken(flow, mark, &style, page, line.length);
        tell_long(flow, stamps, mark, text, style.size);
    }
    if (text != NULL)
        place_lines(flow->setter, &page_of_its_own, text, style.size, line, page);
    *stamp = (Stamp){page, page_of_its_own.items, page_of_its_own.item_count};
}

/* The items of a page style's watermark: made once, the latest used first. */
static const Stamp *stamp_of(Flow *flow, Stamps *stamps, const PageStyle *page)
{
    for (size_t i = stamps->count; i-- > 0;)
        if (stamps->items[i].style == page)
            return &stamps->items[i];
    Stamp *stamp =
        arena_push(stamps->arena, &stamps->items, &stamps->capacity, stamps->count, sizeof *stamp);
    Arena *outer = flow->setter->arena;
    flow->setter->arena = stamps->arena;
    make_stamp(flow, stamps, stamp, page);
    flow->setter->arena = outer;
    stamps->count++;
    return stamp;
}

void watermark_ship(Flow *flow, Stamps *stamps, Page *page, const PageStyle *style, bool cover)
{
    if (style->watermark == NULL || (cover && !style->watermark->covers))
        return;
    const Stamp *stamp = stamp_of(flow, stamps, style);
    for (size_t i = 0; i < stamp->count; i++)
        *page_add(flow->setter, page, ITEM_RUN) = stamp->items[i]; /* tags among it */
}
