/* Marks: found by label, and what is printed of their places. */
#include "layout/marks.h"

#include "layout/text/span.h"

Str mark_number(const Block *block)
{
    if (block->kind == BLOCK_HEADING)
        return block->heading.number;
    if (block->kind == BLOCK_TABLE)
        return block->table->number;
    return block->kind == BLOCK_FIGURE ? block->figure->number : (Str){NULL, 0};
}

const Span *mark_text(const Block *block)
{
    if (block->kind == BLOCK_HEADING)
        return block->heading.text;
    if (block->kind == BLOCK_TABLE)
        return block->table->caption;
    return block->kind == BLOCK_FIGURE ? block->figure->caption : NULL;
}

void marks_add(Marks *marks, const Block *block)
{
    if (block->label.size == 0 && block->kind != BLOCK_HEADING && mark_number(block).size == 0)
        return;
    Mark *mark =
        arena_push(marks->arena, &marks->items, &marks->capacity, marks->count, sizeof *mark);
    mark->block = block;
    marks->count++;
}

/* The slot that holds the label, or the free one where it belongs. */
static size_t slot_of(const Marks *marks, Str label)
{
    size_t slot = str_hash(label) & (marks->slot_count - 1);
    while (marks->slots[slot] != 0 &&
           !str_equal(marks->items[marks->slots[slot] - 1].block->label, label))
        slot = (slot + 1) & (marks->slot_count - 1);
    return slot;
}

void marks_index(Marks *marks)
{
    marks->slot_count = 16;
    while (marks->slot_count < 2 * marks->count)
        marks->slot_count *= 2;
    marks->slots = arena_array(marks->arena, marks->slot_count, sizeof *marks->slots);
    for (size_t i = 0; i < marks->count; i++) {
        Str label = marks->items[i].block->label;
        if (label.size == 0)
            continue;
        size_t slot = slot_of(marks, label);
        if (marks->slots[slot] == 0)
            marks->slots[slot] = (uint32_t)i + 1;
    }
}

const Mark *marks_find(const Marks *marks, Str label)
{
    size_t slot = slot_of(marks, label);
    return marks->slots[slot] != 0 ? &marks->items[marks->slots[slot] - 1] : NULL;
}

void marks_unknown(const Marks *marks, Diags *diags, Str label, Place place)
{
    Str *labels = arena_array(marks->arena, marks->count, sizeof *labels);
    size_t count = 0;
    for (size_t i = 0; i < marks->count; i++)
        if (marks->items[i].block->label.size > 0)
            labels[count++] = marks->items[i].block->label;
    const char *hint = hint_nearest(marks->arena, label, labels, count,
                                    "give the heading or table that is meant this label");
    diag(diags, SEVERITY_ERROR, place, hint, "nothing has the label '%.*s'", STR_ARG(label));
}

Str marks_page_of(const Setter *setter, Str target)
{
    const Mark *mark = marks_find(setter->pages, target);
    if (mark == NULL)
        return (Str){0};
    /* Before the first pages are made: as wide as page numbers usually are. */
    return mark->placed ? mark->page_label : STR("00");
}

Str mark_title(Arena *arena, const Mark *mark)
{
    Str number = mark_number(mark->block);
    Str text = span_plain(arena, mark_text(mark->block));
    if (number.size == 0)
        return text;
    if (text.size == 0)
        return number;
    return str_format(arena, "%.*s %.*s", STR_ARG(number), STR_ARG(text));
}
