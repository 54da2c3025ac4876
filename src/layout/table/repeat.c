/* Cells over several rows whose text is repeated on the page where they go on. */
#include "layout/table/table.h"

#include "layout/text/span.h"

enum {
    MOST_GROWN = 3, /* lines by which a row grows for a repetition */
};

bool table_has_letter(const Span *spans)
{
    for (const Span *span = spans; span != NULL; span = span->next)
        for (size_t i = 0; i < span->text.size; i++) {
            unsigned char c = (unsigned char)span->text.at[i];
            if (c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
                return true;
        }
    return false;
}

/* A copy without marks of footnotes, which stand on the page before. */
static Span *without_notes(Arena *arena, const Span *spans)
{
    Span *first = NULL;
    Span **tail = &first;
    for (; spans != NULL; spans = spans->next) {
        if (spans->kind == SPAN_NOTE)
            continue;
        Span *copy = arena_alloc(arena, sizeof *copy);
        *copy = *spans;
        copy->next = NULL;
        *tail = copy;
        tail = &copy->next;
    }
    return first;
}

/* The cell's text with the word behind it; alone where the word has no room or no meaning: a number
   needs none. */
static const Paragraph *set_repetition(Flow *flow, const TableBox *box, const Cell *cell)
{
    Span *text = without_notes(flow->scratch, cell->text);
    if (table_has_letter(cell->text) && cell_width(box, cell) >= box->word_width) {
        text = span_before(flow->scratch, text, span_text(flow->scratch, STR(" ")));
        text = span_before(flow->scratch, text, box->table->repeat_word);
    }
    return cell_set(flow, box, cell, text);
}

/* What the cell shows behind the cut: all of its text where that is not half a page high and a few
   lines more in the last row make room for it, or where it is higher and the rows have room for it
   anyway; else the word alone. */
static const Paragraph *choose_repetition(Flow *flow, const TableCut *cut, Carry *carry)
{
    const TableBox *box = cut->box;
    int64_t room = cut_height(cut, carry->end);
    if (carry->repetition == NULL)
        carry->repetition = set_repetition(flow, box, carry->cell);
    const Paragraph *text = carry->repetition;
    int64_t height = cell_height(box, text, cell_lines(text));
    int64_t grown = room + (int64_t)MOST_GROWN * box->styles[TEXT_OWN].leading;
    int64_t page = table_room(box);
    if (height <= (height <= room ? page * 3 / 4 : page / 2) && height <= grown)
        return text;
    if (cell_width(box, carry->cell) < box->word_width)
        return NULL;
    return cell_set(flow, box, carry->cell, box->table->repeat_word);
}

void cut_repeat(Flow *flow, TableCut *cut)
{
    if (cut->box->table->repeat_word == NULL)
        return;
    for (size_t i = 0; i < cut->carry_count; i++) {
        Carry *each = &cut->carries[i];
        if (each->cell->rows < 2 || each->cell->once || span_empty(each->cell->text) ||
            each->taken < cell_lines(each->text))
            continue;
        each->text = choose_repetition(flow, cut, each);
        each->taken = 0;
        each->again = true;
    }
}
