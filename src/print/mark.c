/* The mark of a copy, as a document of one line. */
#include "print/mark.h"

#include "update/update.h"

enum {
    POINT = 1000,
    SIZE = 9 * POINT,
    WIDTH = 240 * POINT, /* more than the line of the 9999th copy of 9999 */
    HEIGHT = 40 * POINT, /* the least that a page may have room for */
};

static Span *add_span(Arena *arena, Span *before, uint8_t style, Str text)
{
    Span *span = arena_alloc(arena, sizeof *span);
    *span = (Span){.kind = SPAN_TEXT, .style = style, .text = text};
    if (before != NULL)
        before->next = span;
    return span;
}

static Doc *make_doc(Arena *arena, uint32_t number, uint32_t of)
{
    PageStyle *page = arena_alloc(arena, sizeof *page);
    *page = (PageStyle){.width = WIDTH, .height = HEIGHT};
    TextStyle *style = arena_alloc(arena, sizeof *style);
    *style = (TextStyle){.family = STR("Liberation Sans"),
                         .size = SIZE,
                         .leading = SIZE * 11 / 10,
                         .align = ALIGN_RIGHT};
    Span *first = add_span(arena, NULL, TEXT_BOLD, STR("SALINAN"));
    if (of > 1)
        add_span(arena, first, 0, str_format(arena, " · Salinan ke-%u dari %u", number, of));
    Block *text = arena_alloc(arena, sizeof *text);
    *text = (Block){.kind = BLOCK_TEXT, .style = style, .text = first};
    Block *begin = arena_alloc(arena, sizeof *begin);
    *begin = (Block){.kind = BLOCK_PAGE, .next = text, .page = {.style = page}};
    Doc *doc = arena_alloc(arena, sizeof *doc);
    *doc = (Doc){.first = begin};
    return doc;
}

bool mark_make(Arena *arena, Diags *diags, Fonts *fonts, uint32_t number, uint32_t of, Mark *mark)
{
    const Doc *doc = make_doc(arena, number, of);
    Layout *layout = layout_build(arena, diags, fonts, NULL, doc);
    if (layout == NULL)
        return false;
    const Page *page = &layout->pages[0];
    Len left = WIDTH;
    Len baseline = HEIGHT;
    for (size_t i = 0; i < page->item_count; i++) {
        left = page->items[i].x < left ? page->items[i].x : left;
        baseline = page->items[i].y;
    }
    *mark = (Mark){
        .file = overlay_open(arena, diags, layout),
        .page = WIDTH,
        .width = WIDTH - left,
        .below = HEIGHT - baseline,
        .rise = SIZE * 3 / 4,
        .descent = SIZE / 4,
    };
    return mark->file != NULL;
}
