/* The texts of footnotes at the feet of pages: set, shared out while pages are cut, and placed. */
#include "layout/notes.h"

#include "layout/table/table.h"
#include "layout/text/span.h"

enum {
    RULE_GAP = 3000,               /* between the rule and the first note */
    LEAST_LINES = 2,               /* of a note on each side of a page's end, */
    SPLIT_LINES = 2 * LEAST_LINES, /* so that one of fewer does not go on */
    MOST_FOOT = 2,                 /* of what is left from the sheet before, in ... */
    MOST_FOOT_PARTS = 3,           /* ... of a page that also has text */
};

/* --- Heights --------------------------------------------------------------------------------- */

static void set_note(Flow *flow, FootNote *item, Len width)
{
    if (item->width == width)
        return;
    TextStyle style = flow->notes->style->text;
    Span *number = span_text(flow->scratch, item->note->number);
    number->style = TEXT_SUPERSCRIPT;
    number->place = item->place;
    TextStyle flush = style_flush(&style);
    Len natural = flow_natural(flow, number, &flush);
    Len column = style.size * 5 / 4;
    if (column < natural + style.size / 4)
        column = natural + style.size / 4;
    item->number = text_set(flow->setter, number, &flush, 0, ALIGN_LEFT, natural);
    style.left += column;
    item->text = text_set(flow->setter, item->note->text, &style, 0, style.align, width);
    item->width = width;
}

/* The note in the order of the texts, set for the page. */
static FootNote *note_at(Flow *flow, const PageStyle *style, size_t at)
{
    FootNote *item = flow->notes->order[at];
    set_note(flow, item, style->width - style->left - style->right);
    return item;
}

/* What the first note on a page adds to its own height; what each other one does. */
static int64_t space_above(const Notes *notes)
{
    return (int64_t)notes->style->text.before + notes->style->rule + RULE_GAP;
}

/* Lines of what is left of a note that must stand on the page where it begins. */
static size_t least_lines(size_t left)
{
    return left < SPLIT_LINES ? left : LEAST_LINES;
}

static void add_height(Flow *flow, const PageStyle *style, Foot *foot, size_t at)
{
    const FootNote *item = note_at(flow, style, at);
    size_t taken = at == foot->from.note ? foot->from.line : 0;
    size_t left = item->text->line_count - taken;
    foot->whole += foot->whole == 0 ? space_above(flow->notes) : flow->notes->style->text.after;
    foot->least = foot->whole + (int64_t)least_lines(left) * item->text->leading;
    foot->whole += (int64_t)left * item->text->leading;
}

Foot foot_begin(Flow *flow, const PageStyle *style, NoteCut from, size_t to)
{
    Foot foot = {.from = from, .to = from.note};
    if (flow->notes == NULL)
        return foot;
    foot_add(flow, style, &foot, to);
    int64_t most = (int64_t)page_room(style) * MOST_FOOT / MOST_FOOT_PARTS;
    foot.closed = foot.whole > most;
    foot.least = foot.closed ? most : foot.whole;
    return foot;
}

void foot_add(Flow *flow, const PageStyle *style, Foot *foot, size_t to)
{
    for (; foot->to < to; foot->to++)
        add_height(flow, style, foot, foot->to);
    if (foot->closed)
        foot->least = page_room(style);
}

/* True when the line with the mark stands behind the cut. */
static bool is_behind(const FootNote *item, const TableCut *cut)
{
    const Carry *carry = item->cell == NULL ? NULL : cut_carry(cut, item->cell);
    return carry != NULL && carry->text == item->cell_text && item->line >= carry->taken;
}

Foot foot_before(Flow *flow, const PageStyle *style, const Foot *foot, size_t to,
                 const TableCut *cut)
{
    Foot out = *foot;
    for (size_t at = foot->to; at < to; at++)
        if (!is_behind(flow->notes->order[at], cut))
            add_height(flow, style, &out, at);
    if (out.closed && out.whole > foot->whole)
        out.least = page_room(style);
    return out;
}

/* --- Ending a sheet -------------------------------------------------------------------------- */

void foot_sort(Flow *flow, const PageStyle *style, Foot *foot, const TableCut *cut, size_t next)
{
    Notes *notes = flow->notes;
    size_t from = foot->from.note + (foot->from.line > 0);
    if (notes == NULL || from >= foot->to)
        return;
    FootNote **late = arena_array(flow->scratch, foot->to - from, sizeof(FootNote *));
    size_t late_count = 0;
    size_t kept = from;
    for (size_t at = from; at < foot->to; at++) {
        if (is_behind(notes->order[at], cut))
            late[late_count++] = notes->order[at];
        else
            notes->order[kept++] = notes->order[at];
    }
    for (size_t i = 0; i < late_count; i++) {
        notes->order[kept + i] = late[i];
        late[i]->behind = (uint32_t)next;
    }
    if (late_count == 0)
        return;
    Foot sorted = {.from = foot->from, .to = foot->from.note, .closed = foot->closed};
    foot_add(flow, style, &sorted, kept);
    *foot = sorted;
}

/* How many of `left` lines of a note stand in the room, so that none stands alone. */
static size_t lines_in(int64_t room, Len leading, size_t left)
{
    size_t fit = room <= 0 ? 0 : (size_t)(room / leading);
    if (fit >= left)
        return left;
    if (left - fit < LEAST_LINES)
        fit = left > LEAST_LINES ? left - LEAST_LINES : 0;
    return fit >= LEAST_LINES ? fit : 0;
}

void foot_end(Flow *flow, Sheet *sheet, const Foot *foot, int64_t room, bool must)
{
    sheet->notes = sheet->notes_end = foot->from;
    if (flow->notes == NULL)
        return;
    NoteCut *end = &sheet->notes_end;
    for (int64_t used = 0; end->note < foot->to; end->note++, end->line = 0) {
        const FootNote *item = note_at(flow, sheet->style, end->note);
        int64_t above = used == 0 ? space_above(flow->notes) : flow->notes->style->text.after;
        size_t left = item->text->line_count - end->line;
        size_t fit = lines_in(room - used - above, item->text->leading, left);
        if (fit == 0 && used == 0 && must && left > 0)
            fit = 1;
        if (fit > 0 || left == 0)
            used += above + (int64_t)fit * item->text->leading;
        sheet->foot = used;
        if (fit < left) {
            end->line += (uint32_t)fit;
            return;
        }
    }
}

/* --- Places ---------------------------------------------------------------------------------- */

/* Lines [from, to) of a note on a sheet, y from the page's top. */
typedef struct Stand {
    FootNote *item;
    size_t from, to;
    int64_t y;
} Stand;

/* The walk over the notes of a sheet. */
typedef struct Walk {
    Flow *flow;
    const Sheet *sheet;
    NoteCut at;
    int64_t y; /* of the end of what has been passed */
} Walk;

static Walk walk_notes(Flow *flow, const Sheet *sheet)
{
    int64_t bottom = (int64_t)sheet->style->height - sheet->style->bottom;
    return (Walk){flow, sheet, sheet->notes, bottom - sheet->foot};
}

static bool next_stand(Walk *walk, Stand *out)
{
    const Sheet *sheet = walk->sheet;
    NoteCut end = sheet->notes_end;
    bool last = walk->at.note == end.note;
    if (walk->at.note > end.note || (last && walk->at.line >= end.line))
        return false;
    bool first = walk->at.note == sheet->notes.note;
    *out = (Stand){.item = note_at(walk->flow, sheet->style, walk->at.note), .from = walk->at.line};
    out->to = last ? end.line : out->item->text->line_count;
    out->y =
        walk->y + (first ? space_above(walk->flow->notes) : walk->flow->notes->style->text.after);
    walk->y = out->y + (int64_t)(out->to - out->from) * out->item->text->leading;
    walk->at = (NoteCut){walk->at.note + 1, 0};
    return true;
}

void foot_place(Flow *flow, uint32_t page)
{
    Walk walk = walk_notes(flow, &flow->sheets[page]);
    Stand stand;
    while (next_stand(&walk, &stand)) {
        if (stand.from > 0)
            continue;
        stand.item->page = page;
        stand.item->y = (Len)stand.y;
    }
}

/* The rule is as wide as the text where a note goes on from the page before. */
static void ship_rule(Flow *flow, Page *page, const Sheet *sheet)
{
    const NoteStyle *style = flow->notes->style;
    Len width = sheet->style->width - sheet->style->left - sheet->style->right;
    if (style->rule <= 0)
        return;
    Item *rule = page_add(flow->setter, page, ITEM_RECT);
    rule->x = sheet->style->left;
    rule->y = sheet->style->height - sheet->style->bottom - (Len)sheet->foot + style->text.before;
    rule->width = sheet->notes.line > 0 || style->width > width ? width : style->width;
    rule->height = style->rule;
}

static void ship_number(Flow *flow, Page *page, const Stand *stand, Len x)
{
    const FootNote *item = stand->item;
    if (item->number->line_count == 0)
        return;
    const Line *line = &item->number->lines[0];
    Setter *setter = flow->setter;
    uint32_t label = tag_add(setter, ROLE_LABEL, setter->tag);
    uint32_t outer = setter->tag;
    setter->tag = tag_add(setter, ROLE_LINK, label);
    text_place(setter, page, line, x, (Len)stand->y + item->text->ascent);
    Item *back = page_add(setter, page, ITEM_LINK);
    setter->tag = outer;
    back->x = x;
    back->y = (Len)stand->y;
    back->width = line->width;
    back->height = item->text->leading;
    back->link.page = item->mark_page;
    back->link.to_y = item->mark_y;
}

void foot_ship(Flow *flow, Page *page, const Sheet *sheet)
{
    if (sheet->foot == 0)
        return;
    Walk walk = walk_notes(flow, sheet);
    Stand stand;
    ship_rule(flow, page, sheet);
    while (next_stand(&walk, &stand)) {
        const Paragraph *text = stand.item->text;
        Len x = sheet->style->left;
        flow->setter->tag = tag_group(flow->setter, &stand.item->element);
        if (stand.from == 0)
            ship_number(flow, page, &stand, x + flow->notes->style->text.left);
        for (size_t i = stand.from; i < stand.to; i++)
            text_place(flow->setter, page, &text->lines[i], x,
                       (Len)stand.y + text->ascent + (Len)(i - stand.from) * text->leading);
    }
    flow->setter->tag = TAG_ARTIFACT;
}
