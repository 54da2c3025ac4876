/* A figure stands above its caption and note, on one page with them. */
#include "layout/figure/figure.h"

#include "layout/text/span.h"

/* By FigureKind. */
static FigureDraw *const DRAW[FIGURE_TREE + 1] = {
    [FIGURE_PICTURES] = draw_pictures,
    [FIGURE_TREE] = draw_tree,
    [FIGURE_CHART] = draw_chart,
};

static void fill_rows(Slab *slabs, const Drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++) {
        slabs[i].kind = SLAB_BOX;
        slabs[i].box = &drawing->rows[i].box;
        slabs[i].height = drawing->rows[i].height;
        slabs[i].before = i > 0 ? drawing->rows[i].gap : 0;
    }
}

static void keep_together(Slab *slabs, size_t from, size_t to)
{
    for (size_t i = from; i + 1 < to; i++)
        slabs[i].break_after = BREAK_NEVER;
}

/* The height that a page has for the figure beside what it may not part from; all of it where that
   would leave little. */
static int64_t room_beside(const Chunk *chunk)
{
    enum { LEAST_PART = 2 };
    int64_t kept = kept_height(&chunk->kept, chunk->block->figure->style->before) + chunk->extra;
    return kept < chunk->room / LEAST_PART ? chunk->room - kept : chunk->room;
}

void set_figure(Flow *flow, Chunk *chunk)
{
    const Figure *figure = chunk->block->figure;
    flow_watch(flow, chunk, figure->caption);
    flow_watch(flow, chunk, figure->note);
    const Span *title = caption_spans(flow, figure->number, figure->caption);
    TextBox *caption = caption_set(flow, chunk, title, figure->caption_style, TEXT_CAPTION);
    TextBox *note = caption_set(flow, chunk, figure->note, figure->note_style, TEXT_SOURCE);
    size_t below = caption->text != NULL ? caption->text->line_count : 0;
    size_t last = note->text != NULL ? note->text->line_count : 0;
    int64_t texts = paragraph_height(caption->text) + paragraph_height(note->text);
    if (below > 0)
        texts += figure->caption_style->before;
    if (last > 0)
        texts += figure->note_style->before;
    Drawing drawing = DRAW[figure->kind](flow, chunk, figure, room_beside(chunk) - texts);
    size_t count = drawing.count + below + last;
    Slab *slabs = flow_slabs(flow, chunk, count);
    if (count == 0)
        return;
    fill_rows(slabs, &drawing);
    if (below > 0)
        flow_lines(slabs + drawing.count, below, caption, figure->caption_style);
    if (below > 0 && last > 0) /* the caption's own space stands behind the note */
        slabs[drawing.count + below - 1].after = figure->note_style->before;
    if (last > 0)
        flow_lines(slabs + drawing.count + below, last, note, figure->note_style);
    keep_together(slabs, drawing.count > 0 ? drawing.count - 1 : 0, count);
    if (slabs[0].before < figure->style->before)
        slabs[0].before = figure->style->before;
    if (slabs[count - 1].after < figure->style->after)
        slabs[count - 1].after = figure->style->after;
}
