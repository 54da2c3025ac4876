/* The outline: a tree of the headings. Chapters show, what is below them opens on a click. */
#include "pdf/syntax.h"
#include "pdf/writer.h"

/* A mark; siblings are linked both ways. Indices count from 1, 0 is none (and, as a parent, the
   root, which is marks[0]). */
typedef struct Mark {
    const OutlineEntry *entry;
    uint32_t number;
    size_t parent, first, last, previous, next;
    size_t child_count;
} Mark;

typedef struct MarkPlace {
    const Mark *marks;
    size_t at;
} MarkPlace;

static void put_mark(Buf *out, const char *key, const Mark *marks, size_t at)
{
    if (at == 0)
        return;
    buf_text(out, key);
    put_reference(out, marks[at].number);
}

static void print_root(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Mark *marks = what;
    buf_text(out, "/Type/Outlines");
    put_mark(out, "/First ", marks, marks->first);
    put_mark(out, "/Last ", marks, marks->last);
    buf_text(out, "/Count ");
    put_integer(out, (int64_t)marks->child_count);
}

static void print_mark(Writer *writer, const void *what, Buf *out)
{
    const MarkPlace *place = what;
    const Mark *marks = place->marks;
    const Mark *mark = &marks[place->at];
    buf_text(out, "/Title");
    put_text(out, mark->entry->title);
    buf_text(out, "/Parent ");
    put_reference(out, marks[mark->parent].number);
    put_mark(out, "/Prev ", marks, mark->previous);
    put_mark(out, "/Next ", marks, mark->next);
    if (mark->child_count > 0) {
        put_mark(out, "/First ", marks, mark->first);
        put_mark(out, "/Last ", marks, mark->last);
        buf_text(out, "/Count ");
        put_integer(out, -(int64_t)mark->child_count);
    }
    put_destination(writer, mark->entry->page, mark->entry->y, out);
}

/* Hangs a mark under the nearest before it of a smaller level; levels may be skipped. */
static void hang_mark(Mark *marks, size_t at)
{
    size_t parent = at - 1;
    while (parent != 0 && marks[parent].entry->level >= marks[at].entry->level)
        parent = marks[parent].parent;
    Mark *above = &marks[parent];
    marks[at].parent = parent;
    marks[at].previous = above->last;
    if (above->last != 0)
        marks[above->last].next = at;
    else
        above->first = at;
    above->last = at;
    above->child_count++;
}

uint32_t add_outline(Writer *writer)
{
    const Layout *layout = writer->layout;
    Mark *marks = arena_array(writer->arena, layout->outline_count + 1, sizeof *marks);
    size_t count = 0;
    for (size_t i = 0; i < layout->outline_count; i++) {
        if (layout->outline[i].page >= layout->page_count)
            continue;
        marks[++count].entry = &layout->outline[i];
        hang_mark(marks, count);
    }
    if (count == 0)
        return 0;
    marks->number = object_add(writer, print_root, marks);
    MarkPlace *places = arena_array(writer->arena, count + 1, sizeof *places);
    for (size_t i = 1; i <= count; i++) {
        places[i] = (MarkPlace){marks, i};
        marks[i].number = object_add(writer, print_mark, &places[i]);
    }
    return marks->number;
}
