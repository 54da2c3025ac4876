/* Lists: markers, and adjacent lists of one kind that go on as one. */
#include "doc/builder.h"

static Str marker_text(Arena *arena, const Styles *styles, const Marker *marker, int64_t number,
                       int depth)
{
    if (marker->bullet) {
        size_t last = styles->list.mark_count - 1;
        return styles->list.marks[(size_t)depth < last ? (size_t)depth : last];
    }
    Str count = count_text(arena, marker->count, number);
    return str_format(arena, "%s%.*s%s", marker->before, STR_ARG(count), marker->after);
}

static bool same_marker(const Marker *a, const Marker *b)
{
    if (a->bullet || b->bullet)
        return a->bullet == b->bullet;
    return a->count == b->count && str_equal(str_from(a->before), str_from(b->before)) &&
           str_equal(str_from(a->after), str_from(b->after));
}

/* True when the part goes on with the list before it: it is of the same kind, or it says nothing
   about its numbers and that list has numbers, too. */
static bool joins(const OpenList *open, const ListPart *part)
{
    if (open == NULL)
        return false;
    if (!part->chosen && !part->marker.bullet && !open->marker.bullet)
        return true;
    return same_marker(&open->marker, &part->marker);
}

/* The count of the list before that the part goes on with; NULL when there is none. */
static ListCount *earlier_count(const Sink *sink, const ListPart *part)
{
    for (ListCount *count = sink->counts; count != NULL; count = count->next)
        if (!part->chosen || same_marker(&count->marker, &part->marker))
            return count;
    return NULL;
}

/* Moves the count to the front, where there is none of the kind a new one. */
static ListCount *take_count(Builder *builder, Sink *sink, const Marker *marker)
{
    ListCount **at = &sink->counts;
    while (*at != NULL && !same_marker(&(*at)->marker, marker))
        at = &(*at)->next;
    ListCount *count = *at;
    if (count == NULL) {
        count = arena_alloc(builder->arena, sizeof *count);
        count->marker = *marker;
    } else {
        *at = count->next;
    }
    count->next = sink->counts;
    sink->counts = count;
    return count;
}

static void begin_count(Builder *builder, Sink *sink, OpenList *open, const ListPart *part)
{
    const ListCount *earlier = part->goes_on ? earlier_count(sink, part) : NULL;
    int64_t number = part->start;
    open->marker = part->marker;
    if (part->marker.bullet && earlier == NULL)
        return;
    if (earlier != NULL) {
        open->marker = earlier->marker;
        number = earlier->number;
        if (earlier->block->list.group == 0)
            earlier->block->list.group = ++builder->list_groups;
        open->block->list.group = earlier->block->list.group;
    }
    open->count = take_count(builder, sink, &open->marker);
    open->count->block = open->block;
    open->count->number = number;
}

static ListMarks list_marks(const Marker *marker)
{
    static const ListMarks marks[] = {
        [COUNT_DIGITS] = MARKS_DIGITS,
        [COUNT_LOWER] = MARKS_LOWER,
        [COUNT_UPPER] = MARKS_UPPER,
        [COUNT_ROMAN_LOWER] = MARKS_ROMAN_LOWER,
        [COUNT_ROMAN_UPPER] = MARKS_ROMAN_UPPER,
    };
    return marker->bullet ? MARKS_BULLETS : marks[marker->count];
}

/* Begins a list at the end of the sink; false when the document has too many blocks. */
static bool begin_list(Builder *builder, Sink *sink, const Part *part)
{
    const ListStyle *style = &builder->styles->list;
    Block *block = sink_add(builder, sink, BLOCK_LIST, part->place);
    if (block == NULL)
        return false;
    OpenList *open = arena_alloc(builder->arena, sizeof *open);
    open->block = block;
    open->tail = &open->first;
    begin_count(builder, sink, open, &part->list);
    block->list.marks = list_marks(&open->marker);
    sink->list = open;
    block->list.left = style->left;
    block->list.marker_width = style->width;
    block->list.gap = style->gap;
    if (sink->region != REGION_ITEM)
        block->list.after = builder->styles->paragraph[sink->region][VARIANT_NONE].after;
    if (part->list.loose)
        block->list.gap += builder->styles->paragraph[REGION_ITEM][VARIANT_NONE].after;
    return true;
}

static void add_item(Builder *builder, Sink *sink, Block *content)
{
    OpenList *open = sink->list;
    ItemList *list = &open->block->list;
    ListItem *item = arena_alloc(builder->arena, sizeof *item);
    int64_t number = open->count != NULL ? open->count->number++ : 0;
    item->marker =
        marker_text(builder->arena, builder->styles, &open->marker, number, sink->bullet_depth);
    item->first = content;
    *open->tail = item;
    open->tail = &item->next;
    list->first = open->first;
}

/* An item without content, as a section that does not run leaves it, is left out. */
void list_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    bool begun = joins(sink->list, &part->list);
    for (const PartItem *item = part->list.first; item != NULL; item = item->next) {
        Sink inside;
        sink_begin(&inside, REGION_ITEM, sink->bullet_depth + part->list.marker.bullet);
        parts_emit(builder, &inside, item->first, scope);
        if (inside.first == NULL)
            continue;
        begun = begun || begin_list(builder, sink, part);
        if (!begun)
            return;
        add_item(builder, sink, inside.first);
    }
}
