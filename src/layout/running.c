/* Headers and footers. */
#include "layout/flow.h"

#include "layout/text/span.h"

enum {
    LEFT,
    CENTRE,
    RIGHT,
    TEXTS,
    RULE_GAP = 2000, /* between the rule and the line */
};

/* The texts of a line, set. */
typedef struct Running {
    const PageLine *line;
    Len left, width; /* of the page's text */
    const Paragraph *texts[TEXTS];
    Len xs[TEXTS];
    size_t lines; /* of the highest */
} Running;

/* Two texts that do not fit beside each other: a short one keeps its width. */
static void share_sides(Len *widths, Len room)
{
    for (int i = 0; i < TEXTS; i += RIGHT) {
        Len *one = &widths[i];
        Len *other = &widths[RIGHT - i];
        if (*one > room / 2)
            *one = *other <= room / 2 ? room - *other : room / 2;
    }
}

/* Each text gets the width it needs; where they do not fit beside each other, an even share. */
static void share_width(Running *running, const Span *const *spans, Len *widths)
{
    Len gap = running->line->style->size;
    Len columns = widths[CENTRE] > 0 ? 3 : (widths[LEFT] > 0) + (widths[RIGHT] > 0);
    Len sides = widths[CENTRE] > 0 ? 2 * len_max(widths[LEFT], widths[RIGHT])
                                   : widths[LEFT] + widths[RIGHT];
    bool alone = widths[LEFT] == 0 && widths[RIGHT] == 0;
    Len share =
        alone || columns < 2 ? running->width : (running->width - (columns - 1) * gap) / columns;
    bool fits = sides + widths[CENTRE] + (columns - 1) * gap <= running->width;
    if (!fits && columns == 2)
        share_sides(widths, running->width - gap);
    for (int i = 0; i < TEXTS; i++) {
        if (!fits && columns != 2 && !span_empty(spans[i]))
            widths[i] = share;
        running->xs[i] = running->left + (running->width - widths[i]) * i / 2;
    }
}

static Running set_running(Flow *flow, const PageLine *line, const Sheet *sheet)
{
    static const Align ALIGNS[TEXTS] = {ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT};
    const PageStyle *page = sheet->style;
    bool swapped = sheet->left && line->mirrored;
    Running running = {.line = line,
                       .left = sheet->left ? page->right : page->left,
                       .width = page->width - page->left - page->right};
    const Span *const spans[TEXTS] = {swapped ? line->right : line->left, line->centre,
                                      swapped ? line->left : line->right};
    Len widths[TEXTS] = {0};
    if (line->style == NULL)
        return running;
    TextStyle style = style_flush(line->style);
    for (int i = 0; i < TEXTS; i++)
        if (!span_empty(spans[i]))
            widths[i] = flow_natural(flow, spans[i], &style);
    share_width(&running, spans, widths);
    for (int i = 0; i < TEXTS; i++) {
        if (span_empty(spans[i]))
            continue;
        running.texts[i] = text_set(flow->setter, spans[i], &style, 0, ALIGNS[i], widths[i]);
        if (running.texts[i]->line_count > running.lines)
            running.lines = running.texts[i]->line_count;
    }
    return running;
}

/* `baseline`: of the first line. */
static void place_running(Flow *flow, Page *page, const Running *running, int64_t baseline)
{
    for (int i = 0; i < TEXTS; i++) {
        const Paragraph *text = running->texts[i];
        if (text != NULL)
            ship_paragraph(flow->setter, page, text, running->xs[i],
                           (Len)(baseline - text->ascent));
    }
}

static void place_rule(Flow *flow, Page *page, const Running *running, int64_t y)
{
    Item *rule = page_add(flow->setter, page, ITEM_RECT);
    rule->x = running->left;
    rule->y = (Len)y;
    rule->width = running->width;
    rule->height = running->line->rule;
}

/* Says that a header or footer has more lines than there is room for; not for each page anew. */
static void report_room(Flow *flow, const Running *running, const char *what)
{
    const Span *spans[TEXTS] = {running->line->left, running->line->centre, running->line->right};
    if (flow->crowded == running->line)
        return;
    flow->crowded = running->line;
    for (int i = 0; i < TEXTS; i++)
        if (spans[i] != NULL)
            diag(flow->setter->diags, SEVERITY_WARNING, spans[i]->place,
                 "shorten it, or make the page's margin larger",
                 "the %s reaches into the text; lines that have no room are left out", what);
}

/* Leaves out the lines behind the first `most`. */
static void cut_lines(Flow *flow, Running *running, size_t most)
{
    running->lines = most;
    for (int i = 0; i < TEXTS; i++) {
        if (running->texts[i] == NULL || running->texts[i]->line_count <= most)
            continue;
        Paragraph *cut = arena_alloc(flow->scratch, sizeof *cut);
        *cut = *running->texts[i];
        cut->line_count = most;
        running->texts[i] = cut;
    }
}

/* The style says how far from the page's edge the outermost baseline is; the rule lies between the
   lines and the text. */
static void ship_line(Flow *flow, Page *page, const Sheet *sheet, const PageLine *line, bool header)
{
    const PageStyle *style = sheet->style;
    Running running = set_running(flow, line, sheet);
    if (running.lines == 0)
        return;
    Len ascent = 0;
    Len descent = 0;
    text_metrics(flow->setter, line->style, &ascent, &descent);
    Len leading = ascent + descent;
    int64_t inner = header ? descent : ascent; /* of the innermost line, with the rule */
    if (line->rule > 0)
        inner += RULE_GAP + line->rule;
    int64_t spare = (header ? style->top : style->bottom) - line->distance - inner;
    size_t most = spare > 0 && leading > 0 ? (size_t)(spare / leading) + 1 : 1;
    if (spare < 0 || running.lines > most)
        report_room(flow, &running, header ? "header" : "footer");
    if (running.lines > most)
        cut_lines(flow, &running, most);
    int64_t last = line->distance + ((int64_t)running.lines - 1) * leading;
    int64_t reach = last + inner;
    if (header)
        place_running(flow, page, &running, line->distance);
    if (line->rule > 0)
        place_rule(flow, page, &running, header ? reach - line->rule : style->height - reach);
    if (!header)
        place_running(flow, page, &running, style->height - last);
}

void running_header(Flow *flow, Page *page, const Sheet *sheet)
{
    const PageStyle *style = sheet->style;
    bool opens = sheet->opening && style->opening_header != NULL;
    ship_line(flow, page, sheet, opens ? style->opening_header : &style->header, true);
}

void running_footer(Flow *flow, Page *page, const Sheet *sheet)
{
    const PageStyle *style = sheet->style;
    bool opens = sheet->opening && style->opening_footer != NULL;
    ship_line(flow, page, sheet, opens ? style->opening_footer : &style->footer, false);
}
