/* Dumped pages, read back and checked. */
#include "dumped.h"

#include <stdlib.h>
#include <string.h>

/* --- Reading --------------------------------------------------------------------------------- */

typedef struct Reader {
    Str text;
    size_t at;
} Reader;

/* Dumps have millions of lines: AddressSanitizer looks at all that memmem, and with it str_find,
   may read, but only at what memchr does. */
static Str read_line(Reader *reader)
{
    const char *line_end =
        memchr(reader->text.at + reader->at, '\n', reader->text.size - reader->at);
    size_t end = line_end != NULL ? (size_t)(line_end - reader->text.at) : reader->text.size;
    Str line = str_slice(reader->text, reader->at, end);
    reader->at = end + 1;
    return line;
}

static bool skip_words(Str *line, int count)
{
    for (int i = 0; i < count; i++) {
        size_t end = str_find(*line, " ", 0);
        if (end == SIZE_MAX)
            return false;
        *line = str_slice(*line, end + 1, line->size);
    }
    return true;
}

/* Points with three decimals. */
static bool read_length(Str *line, int64_t *value)
{
    bool minus = line->size > 0 && line->at[0] == '-';
    size_t at = minus ? 1 : 0;
    *value = 0;
    size_t digits = 0;
    for (; at < line->size && line->at[at] != ' '; at++) {
        if (line->at[at] == '.')
            continue;
        if (line->at[at] < '0' || line->at[at] > '9')
            return false;
        *value = *value * 10 + (line->at[at] - '0');
        digits++;
    }
    *value = minus ? -*value : *value;
    *line = str_slice(*line, at < line->size ? at + 1 : at, line->size);
    return digits > 3;
}

static bool read_quoted(Str line, Str *text)
{
    size_t from = str_find(line, "\"", 0);
    if (from == SIZE_MAX || line.size < from + 2 || line.at[line.size - 1] != '"')
        return false;
    *text = str_slice(line, from + 1, line.size - 1);
    return true;
}

static bool read_run(Str line, DumpedItem *item)
{
    if (!read_length(&line, &item->x) || !read_length(&line, &item->y) ||
        !read_length(&line, &item->width) || !skip_words(&line, 1) ||
        !read_length(&line, &item->height) || !read_quoted(line, &item->text))
        return false;
    size_t turned = str_find(line, "turned ", 0);
    item->turned = turned < str_find(line, "\"", 0);
    return true;
}

static bool read_box(Str line, DumpedItem *item)
{
    return read_length(&line, &item->x) && read_length(&line, &item->y) &&
           read_length(&line, &item->width) && read_length(&line, &item->height);
}

static bool read_item(Str line, DumpedItem *item)
{
    Str rest = line;
    if (!skip_words(&rest, 1))
        return false;
    if (str_starts(line, "run ")) {
        item->kind = DUMPED_RUN;
        return read_run(rest, item);
    }
    item->coloured = str_find(line, " #", 0) != SIZE_MAX;
    item->kind = str_starts(line, "rect ")   ? DUMPED_RECT
                 : str_starts(line, "path ") ? DUMPED_PATH
                                             : DUMPED_OTHER;
    return read_box(rest, item);
}

static bool read_page(Arena *arena, Reader *reader, Str line, DumpedPage *page)
{
    if (!skip_words(&line, 2) || !read_length(&line, &page->width) ||
        !read_length(&line, &page->height) || !read_quoted(line, &page->label))
        return false;
    size_t from = reader->at;
    size_t count = 0;
    for (Reader ahead = *reader; ahead.at < ahead.text.size; count++) {
        Str next = read_line(&ahead);
        if (str_starts(next, "page ") || str_starts(next, "outline "))
            break;
    }
    page->items = arena_array(arena, count, sizeof *page->items);
    for (; page->count < count; page->count++)
        if (!read_item(read_line(reader), &page->items[page->count]))
            return false;
    page->text = str_slice(reader->text, from, reader->at);
    return true;
}

static size_t count_pages(Str text)
{
    size_t count = 0;
    for (Reader reader = {text, 0}; reader.at < text.size;)
        count += str_starts(read_line(&reader), "page ");
    return count;
}

Dumped *dumped_read(Arena *arena, Str text)
{
    Dumped *dumped = arena_alloc(arena, sizeof *dumped);
    dumped->pages = arena_array(arena, count_pages(text), sizeof *dumped->pages);
    Reader reader = {text, 0};
    while (reader.at < text.size) {
        size_t from = reader.at;
        Str line = read_line(&reader);
        if (str_starts(line, "outline ")) {
            dumped->outline = str_slice(text, from, text.size);
            return dumped;
        }
        if (!read_page(arena, &reader, line, &dumped->pages[dumped->count]))
            return NULL;
        dumped->count++;
    }
    return dumped;
}

/* --- Checking -------------------------------------------------------------------------------- */

enum {
    SLACK = 20,  /* of rounding */
    TOUCH = 400, /* so far may boxes reach into each other */
    THIN = 2000, /* no thicker rectangle is a rule */
};

typedef struct Check {
    Buf out;
    size_t faults, most;
    const Dumped *dumped;
    size_t page; /* index */
} Check;

/* What letters cover: from the height of capitals down to half of the descenders, since the lines
   of a dense text share some of their room. */
typedef struct Box {
    int64_t left, top, right, bottom;
    const DumpedItem *item;
} Box;

static Box box_of(const DumpedItem *item)
{
    Box box = {item->x, item->y, item->x + item->width, item->y + item->height, item};
    if (item->kind == DUMPED_RUN) {
        box.top = item->y - item->height * 65 / 100;
        box.bottom = item->y + item->height / 10;
    }
    return box;
}

static void fault(Check *check, const char *what, const DumpedItem *item, const DumpedItem *other)
{
    if (check->faults++ >= check->most)
        return;
    buf_format(&check->out, "page %zu: %s:", check->page + 1, what);
    const DumpedItem *items[] = {item, other};
    for (size_t i = 0; i < 2 && items[i] != NULL; i++) {
        buf_format(&check->out, " (%lld %lld %lld %lld", (long long)items[i]->x,
                   (long long)items[i]->y, (long long)items[i]->width, (long long)items[i]->height);
        buf_format(&check->out, " \"%.*s\")", STR_ARG(items[i]->text));
    }
    buf_byte(&check->out, '\n');
}

static void check_inside(Check *check, const DumpedPage *page, const DumpedItem *item)
{
    Box box = box_of(item);
    if (item->turned)
        return;
    if (box.left < -SLACK || box.top < -SLACK || box.right > page->width + SLACK ||
        box.bottom > page->height + SLACK)
        fault(check, "outside of the page", item, NULL);
}

static int by_top(const void *a, const void *b)
{
    const Box *one = a;
    const Box *other = b;
    if (one->top != other->top)
        return one->top < other->top ? -1 : 1;
    return (one->left > other->left) - (one->left < other->left);
}

/* Coloured ones may be a chart's grid, which stands behind its labels. */
static bool is_rule(const DumpedItem *item)
{
    return item->kind == DUMPED_RECT && !item->coloured &&
           (item->width <= THIN || item->height <= THIN);
}

/* Both boxes are in the order of their tops. */
static bool boxes_meet(const Box *a, const Box *b)
{
    return a->left + TOUCH < b->right && b->left + TOUCH < a->right && a->top + TOUCH < b->bottom &&
           b->top + TOUCH < a->bottom;
}

static void check_pair(Check *check, const Box *a, const Box *b)
{
    bool rule = a->item->kind == DUMPED_RECT || b->item->kind == DUMPED_RECT;
    if (a->item->kind == DUMPED_RECT && b->item->kind == DUMPED_RECT)
        return;
    if (boxes_meet(a, b))
        fault(check, rule ? "text on a rule" : "text on text", a->item, b->item);
}

/* A rule as a line in its middle, thick enough that a text that it runs through meets it. */
static Box line_of(const DumpedItem *item)
{
    Box box = box_of(item);
    if (item->width <= THIN) {
        int64_t middle = (box.left + box.right) / 2;
        box.left = middle - TOUCH / 2 - 1;
        box.right = middle + TOUCH / 2 + 1;
    } else {
        int64_t middle = (box.top + box.bottom) / 2;
        box.top = middle - TOUCH / 2;
        box.bottom = middle + TOUCH / 2 + 1;
    }
    return box;
}

static void check_overlaps(Check *check, Arena *arena, const DumpedPage *page)
{
    Box *boxes = arena_array(arena, page->count, sizeof *boxes);
    size_t count = 0;
    for (size_t i = 0; i < page->count; i++) {
        const DumpedItem *item = &page->items[i];
        if (item->kind == DUMPED_RUN && !item->turned && item->width > 0)
            boxes[count++] = box_of(item);
        else if (is_rule(item))
            boxes[count++] = line_of(item);
    }
    if (count > 0)
        qsort(boxes, count, sizeof *boxes, by_top);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && boxes[k].top < boxes[i].bottom; k++)
            check_pair(check, &boxes[i], &boxes[k]);
}

static bool whole_number(Str label, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < label.size; i++) {
        if (label.at[i] < '0' || label.at[i] > '9')
            return false;
        *number = *number * 10 + (uint64_t)(label.at[i] - '0');
    }
    return label.size > 0 && label.size < 12;
}

static void check_labels(Check *check)
{
    uint64_t before = 0;
    for (check->page = 0; check->page < check->dumped->count; check->page++) {
        uint64_t number = 0;
        bool counted = whole_number(check->dumped->pages[check->page].label, &number);
        if (counted && before > 0 && number != before + 1 && number != 1)
            fault(check, "its number does not go on", NULL, NULL);
        before = counted ? number : 0;
    }
}

Str dumped_faults(Arena *arena, const Dumped *dumped, size_t most)
{
    Check check = {.out = {.arena = arena}, .most = most, .dumped = dumped};
    for (check.page = 0; check.page < dumped->count; check.page++) {
        const DumpedPage *page = &dumped->pages[check.page];
        for (size_t i = 0; i < page->count; i++)
            check_inside(&check, page, &page->items[i]);
        check_overlaps(&check, arena, page);
    }
    check_labels(&check);
    return buf_str(&check.out);
}

/* --- Counting -------------------------------------------------------------------------------- */

static void add_letters(Letters *letters, Str text, uint64_t times)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            letters->count[c] += times;
    }
}

void letters_add(Letters *letters, const char *text, uint64_t times)
{
    add_letters(letters, str_from(text), times);
}

Letters dumped_letters(const Dumped *dumped)
{
    Letters letters = {{0}};
    for (size_t p = 0; p < dumped->count; p++)
        for (size_t i = 0; i < dumped->pages[p].count; i++)
            if (dumped->pages[p].items[i].kind == DUMPED_RUN && !dumped->pages[p].items[i].turned)
                add_letters(&letters, dumped->pages[p].items[i].text, 1);
    return letters;
}

uint64_t dumped_hash(Str text)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < text.size; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001B3u;
    return hash;
}
