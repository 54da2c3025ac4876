/* Which pages are meant: "1-4,7", by their place in the file or by the labels printed on them. */
#include "print/print.h"

#include <stdlib.h>

typedef struct Reading {
    Arena *arena;
    Diags *diags;
    const Str *labels; /* or NULL */
    size_t pages;
    PageRange *ranges;
    size_t count, capacity;
} Reading;

static const char *const how = "write --pages 1-4,7: places in the file, counted from 1, or the "
                               "labels that viewers show, as iii or III-37";

static bool refuse(const Reading *reading, const char *hint, Str text, const char *what)
{
    diag(reading->diags, SEVERITY_USAGE, (Place){0}, hint, "--pages: '%.*s' %s", STR_ARG(text),
         what);
    return false;
}

/* --- One page --------------------------------------------------------------------------------- */

static bool is_number(Str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.size > 0;
}

/* The number; one that is too large for any document is larger than all. */
static uint32_t page_number(Str text)
{
    uint64_t number = 0;
    for (size_t i = 0; i < text.size && number < UINT32_MAX; i++)
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

/* How many pages have the label, whatever its case where not `exact`; *first of them. */
static size_t count_labels(const Reading *reading, Str text, bool exact, uint32_t *first)
{
    size_t count = 0;
    Str low = utf8_lower(reading->arena, text);
    for (size_t i = 0; reading->labels != NULL && i < reading->pages; i++) {
        Str label = reading->labels[i];
        if (label.size == 0 ||
            (exact ? !str_equal(label, text) : !str_equal(utf8_lower(reading->arena, label), low)))
            continue;
        if (count++ == 0)
            *first = (uint32_t)i + 1;
    }
    return count;
}

typedef enum Found { FOUND_NONE, FOUND_ONE, FOUND_MANY, FOUND_BEYOND } Found;

/* The page that is named. */
static Found find_page(const Reading *reading, Str text, uint32_t *page)
{
    text = str_trim(text);
    if (is_number(text)) {
        *page = page_number(text);
        return *page >= 1 && *page <= reading->pages ? FOUND_ONE : FOUND_BEYOND;
    }
    size_t count = text.size > 0 ? count_labels(reading, text, true, page) : 0;
    if (count == 0 && text.size > 0)
        count = count_labels(reading, text, false, page);
    return count == 0 ? FOUND_NONE : count == 1 ? FOUND_ONE : FOUND_MANY;
}

/* Tells why one end of a range, or a page, is none. */
static bool report_page(const Reading *reading, Str text, Found found)
{
    text = str_trim(text);
    if (found == FOUND_BEYOND)
        return refuse(reading,
                      str_format(reading->arena, "the file has %zu page%s", reading->pages,
                                 reading->pages == 1 ? "" : "s")
                          .at,
                      text, "is no page of the file");
    if (found == FOUND_MANY)
        return refuse(reading, "name its place in the file instead", text,
                      "is the label of several pages");
    return refuse(reading, how, text, "is neither a page nor a range of pages");
}

/* --- One range -------------------------------------------------------------------------------- */

static bool add_range(Reading *reading, Str text, uint32_t first, uint32_t last)
{
    if (first > last)
        return refuse(reading,
                      "name the lower page first: pages are printed in the order of the "
                      "document",
                      text, "runs backwards");
    PageRange *slot = arena_push(reading->arena, &reading->ranges, &reading->capacity,
                                 reading->count++, sizeof *slot);
    *slot = (PageRange){first, last};
    return true;
}

/* "A-B" at this dash; an end that is left out is that of the document. */
static bool split(const Reading *reading, Str text, size_t dash, Found found[2], uint32_t page[2])
{
    Str ends[2] = {str_trim(str_slice(text, 0, dash)),
                   str_trim(str_slice(text, dash + 1, text.size))};
    page[0] = 1;
    page[1] = (uint32_t)reading->pages;
    if (ends[0].size == 0 && ends[1].size == 0)
        return false;
    for (int i = 0; i < 2; i++)
        found[i] = ends[i].size > 0 ? find_page(reading, ends[i], &page[i]) : FOUND_ONE;
    return found[0] == FOUND_ONE && found[1] == FOUND_ONE;
}

/* Where no way to read it leads to pages: tells of the end that is wrong, where it is plain which.
 */
static bool report_range(const Reading *reading, Str text, Found whole)
{
    Found found[2] = {FOUND_NONE, FOUND_NONE};
    uint32_t page[2];
    size_t dash = str_find(text, "-", 0);
    bool one = dash != SIZE_MAX && str_find(text, "-", dash + 1) == SIZE_MAX && text.size > 1;
    if (one)
        split(reading, text, dash, found, page);
    if (!one || found[0] == FOUND_NONE || found[1] == FOUND_NONE)
        return report_page(reading, text, whole);
    if (found[0] != FOUND_ONE)
        return report_page(reading, str_slice(text, 0, dash), found[0]);
    return report_page(reading, str_slice(text, dash + 1, text.size), found[1]);
}

static bool read_range(Reading *reading, Str text)
{
    uint32_t page[2];
    Found whole = find_page(reading, text, &page[0]);
    if (whole == FOUND_ONE)
        return add_range(reading, text, page[0], page[0]);
    for (size_t dash = str_find(text, "-", 0); dash != SIZE_MAX;
         dash = str_find(text, "-", dash + 1)) {
        Found found[2];
        if (split(reading, text, dash, found, page))
            return add_range(reading, text, page[0], page[1]);
    }
    return report_range(reading, text, whole);
}

/* --- All of them ------------------------------------------------------------------------------ */

static int compare_ranges(const void *a, const void *b)
{
    const PageRange *x = a;
    const PageRange *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Into the order of the document; those that touch become one. */
static void join_ranges(Reading *reading)
{
    size_t kept = 0;
    qsort(reading->ranges, reading->count, sizeof *reading->ranges, compare_ranges);
    for (size_t i = 0; i < reading->count; i++) {
        PageRange range = reading->ranges[i];
        PageRange *before = kept > 0 ? &reading->ranges[kept - 1] : NULL;
        if (before == NULL || range.first > before->last + 1)
            reading->ranges[kept++] = range;
        else if (range.last > before->last)
            before->last = range.last;
    }
    reading->count = kept;
}

bool page_ranges(Arena *arena, Diags *diags, Str text, const Str *labels, size_t pages,
                 PageRanges *ranges)
{
    Reading reading = {.arena = arena, .diags = diags, .labels = labels, .pages = pages};
    bool good = true;
    for (size_t from = 0; from <= text.size;) {
        size_t end = str_find(text, ",", from);
        end = end == SIZE_MAX ? text.size : end;
        Str part = str_trim(str_slice(text, from, end));
        from = end + 1;
        good = (part.size > 0
                    ? read_range(&reading, part)
                    : refuse(&reading, how, text,
                             text.size > 0 ? "names no page beside a comma" : "names no page")) &&
               good;
    }
    if (!good)
        return false;
    join_ranges(&reading);
    *ranges = (PageRanges){.at = reading.ranges, .count = reading.count};
    for (size_t i = 0; i < reading.count; i++)
        ranges->pages += reading.ranges[i].last - reading.ranges[i].first + 1;
    return true;
}

Str page_ranges_text(Arena *arena, const PageRanges *ranges)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < ranges->count; i++) {
        PageRange range = ranges->at[i];
        buf_format(&out, "%s%u", i > 0 ? "," : "", range.first);
        if (range.last != range.first)
            buf_format(&out, "-%u", range.last);
    }
    return str_copy(arena, buf_str(&out));
}
