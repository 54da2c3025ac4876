/* The marks of footnotes: found in the flow, and where they stand. */
#include "layout/notes.h"

#include "layout/table/table.h"

/* For Setter.note_of: page and height of the note's text. */
static void find_text(const Setter *setter, const Note *note, uint32_t *page, Len *y)
{
    const Notes *notes = setter->notes;
    *page = notes->items[note->index].page;
    *y = notes->items[note->index].y;
}

void notes_watch(Flow *flow, const Span *span)
{
    if (flow->notes == NULL) {
        flow->notes = arena_alloc(flow->scratch, sizeof *flow->notes);
        flow->notes->style = flow->note_style;
        flow->setter->notes = flow->notes;
        flow->setter->note_of = find_text;
    }
    Notes *notes = flow->notes;
    while (notes->count <= span->lead->note->index) {
        *(FootNote *)arena_push(flow->scratch, &notes->items, &notes->capacity, notes->count,
                                sizeof(FootNote)) = (FootNote){0};
        notes->count++;
    }
    FootNote *item = &notes->items[span->lead->note->index];
    *item = (FootNote){.note = span->lead->note, .place = span->place};
    item->element.role = ROLE_NOTE;
    item->element.note = (uint32_t)span->lead->note->index + 1;
    for (const Span *text = span->lead->note->text; text != NULL; text = text->next)
        item->varies = item->varies || text->kind == SPAN_PAGE_OF;
}

void notes_reset(Flow *flow)
{
    Notes *notes = flow->notes;
    if (notes == NULL)
        return;
    notes->order_count = 0;
    for (size_t i = 0; i < notes->count; i++) {
        notes->items[i].behind = 0;
        notes->items[i].cell = NULL;
        if (notes->items[i].varies)
            notes->items[i].width = 0;
    }
}

static void add_mark(Flow *flow, const Note *note, const Cell *cell, const Paragraph *text,
                     uint32_t line)
{
    Notes *notes = flow->notes;
    FootNote *item = &notes->items[note->index];
    size_t at = notes->order_count;
    if (at > 0 && notes->order[at - 1] == item)
        return; /* a mark in two faces */
    item->cell = cell;
    item->cell_text = text;
    item->line = line;
    *(FootNote **)arena_push(flow->scratch, &notes->marks, &notes->marks_capacity, at,
                             sizeof(FootNote *)) = item;
    *(FootNote **)arena_push(flow->scratch, &notes->order, &notes->order_capacity, at,
                             sizeof(FootNote *)) = item;
    notes->order_count++;
}

static void add_line(Flow *flow, const Paragraph *text, uint32_t line, const Cell *cell)
{
    const Line *at = &text->lines[line];
    for (size_t i = 0; i < at->run_count; i++) {
        const Lead *lead = at->runs[i].look->lead;
        if (lead != NULL && lead->note != NULL)
            add_mark(flow, lead->note, cell, text, line);
    }
}

static void add_row(Flow *flow, const Row *row, const TableRow *set)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (set->texts[i] != NULL && set->texts[i]->noted)
            for (uint32_t line = 0; line < set->texts[i]->line_count; line++)
                add_line(flow, set->texts[i], line, &row->cells[i]);
}

void notes_line_up(Flow *flow, Slab *slab)
{
    if (slab->kind == SLAB_LINE) {
        const Paragraph *text = slab->text->text;
        if (text != NULL && text->noted && slab->index < text->line_count)
            add_line(flow, text, slab->index, NULL);
    } else if (slab->kind == SLAB_ROW) {
        add_row(flow, &slab->table->table->rows[slab->index], &slab->table->rows[slab->index]);
    } else if (slab->kind == SLAB_HEADER) {
        for (size_t r = 0; r < slab->table->table->header_count; r++)
            add_row(flow, &slab->table->table->header[r], &slab->table->header[r]);
    }
    slab->note_end = flow->notes->order_count;
}

void notes_check(const Flow *flow)
{
    const Notes *notes = flow->notes;
    if (notes == NULL)
        return;
    bool *found = arena_array(flow->scratch, notes->count, sizeof *found);
    for (size_t i = 0; i < notes->order_count; i++)
        found[notes->order[i] - notes->items] = true;
    for (size_t i = 0; i < notes->count; i++)
        if (notes->items[i].note != NULL && !found[i])
            diag(flow->setter->diags, SEVERITY_ERROR, notes->items[i].place,
                 "notes stand in paragraphs, headings, and the texts of tables",
                 "a note cannot stand here");
}

void notes_place_marks(Flow *flow, size_t at, uint32_t page, Len y)
{
    const Notes *notes = flow->notes;
    size_t from = at == 0 ? 0 : flow->slabs[at - 1].note_end;
    for (size_t i = from; i < flow->slabs[at].note_end; i++) {
        FootNote *mark = notes->marks[i];
        bool later = mark->behind > page;
        mark->mark_page = later ? mark->behind : page;
        mark->mark_y = later ? flow->sheets[page].style->top : y;
    }
}
