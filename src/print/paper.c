/* Paper: names that people use, sizes, and what a queue has of them. */
#include "print/cups.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    TOLERANCE = 100,   /* drivers round sizes to points or to tenths of inches */
    MOST_LISTED = 30,  /* in a message */
    LARGEST = 1000000, /* 10 m */
};

/* What a name means: its own size first, then those that are sold or set up under it. */
static const struct Named {
    const char *name;
    struct {
        int width, length;
    } sizes[3];
} named[] = {
    {"A3", {{29700, 42000}}},
    {"A4", {{21000, 29700}}},
    {"A5", {{14800, 21000}}},
    {"A6", {{10500, 14800}}},
    {"F4", {{21500, 33000}, {21590, 33020}, {21000, 33000}}},
    {"Folio", {{21590, 33020}, {21500, 33000}, {21000, 33000}}},
    {"Legal", {{21590, 35560}}},
    {"Letter", {{21590, 27940}}},
    {"Kuarto", {{21590, 27940}, {21500, 27500}}},
    {"Executive", {{18415, 26670}}},
    {"B4", {{25000, 35300}, {25700, 36400}}},
    {"B5", {{17600, 25000}, {18200, 25700}}},
};

enum { NAMED_COUNT = sizeof named / sizeof *named, SIZES = 3 };

/* --- Sizes and names -------------------------------------------------------------------------- */

static bool is_near(int width, int length, int other_width, int other_length)
{
    return abs(width - other_width) <= TOLERANCE && abs(length - other_length) <= TOLERANCE;
}

bool paper_same(int width, int length, int other_width, int other_length)
{
    return is_near(width, length, other_width, other_length) ||
           is_near(length, width, other_width, other_length);
}

/* Tenths of a millimetre: "215.9", "330". */
static void put_millimetres(Buf *out, int hundredths)
{
    int tenths = (hundredths + 5) / 10;
    buf_format(out, "%d", tenths / 10);
    if (tenths % 10 != 0)
        buf_format(out, ".%d", tenths % 10);
}

static Str dimensions(Arena *arena, int width, int length)
{
    Buf out = {.arena = arena};
    put_millimetres(&out, width);
    buf_text(&out, " x ");
    put_millimetres(&out, length);
    buf_text(&out, " mm");
    return buf_str(&out);
}

Str paper_name(Arena *arena, int width, int length)
{
    for (size_t i = 0; i < NAMED_COUNT; i++)
        if (is_near(width, length, named[i].sizes[0].width, named[i].sizes[0].length))
            return str_from(named[i].name);
    return dimensions(arena, width, length);
}

/* --- What the queue has ----------------------------------------------------------------------- */

static bool is_borderless(const cups_size_t *size)
{
    return size->left == 0 && size->right == 0 && size->top == 0 && size->bottom == 0;
}

/* The nearest of the sizes that the queue lists; of equal ones that with margins, which needs no
   larger sheet. */
static bool find_listed(Visit *visit, int width, int length, cups_size_t *size)
{
    const Cups *cups = &visit->cups;
    int best = 2 * (2 * TOLERANCE + 1);
    int count = cups->media_count(visit->http, visit->dest, visit->info, CUPS_MEDIA_FLAGS_DEFAULT);
    for (int i = 0; i < count; i++) {
        cups_size_t listed;
        if (!cups->media_at(visit->http, visit->dest, visit->info, i, CUPS_MEDIA_FLAGS_DEFAULT,
                            &listed) ||
            !is_near(width, length, listed.width, listed.length))
            continue;
        int apart = 2 * (abs(width - listed.width) + abs(length - listed.length)) +
                    (is_borderless(&listed) ? 1 : 0);
        if (apart >= best)
            continue;
        best = apart;
        *size = listed;
    }
    return best < 2 * (2 * TOLERANCE + 1);
}

/* A size of one's own, where the queue takes such. */
static bool find_custom(Visit *visit, int width, int length, cups_size_t *size)
{
    return visit->cups.media_by_size(visit->http, visit->dest, visit->info, width, length,
                                     CUPS_MEDIA_FLAGS_EXACT, size) != 0;
}

bool paper_of_size(Visit *visit, int width, int length, cups_size_t *size)
{
    int narrow = width < length ? width : length;
    int wide = width < length ? length : width;
    return find_listed(visit, narrow, wide, size) || find_custom(visit, narrow, wide, size);
}

/* The size that ends the range of free ones at this side. */
static bool find_end(Visit *visit, ipp_attribute_t *media, const char *prefix, pwg_media_t *end)
{
    for (int i = 0; media != NULL && i < visit->cups.value_count(media); i++) {
        const char *value = visit->cups.value_text(media, i, NULL);
        const pwg_media_t *found = value != NULL && strncmp(value, prefix, strlen(prefix)) == 0
                                       ? visit->cups.media_named(value)
                                       : NULL;
        if (found == NULL)
            continue;
        *end = *found; /* the library has one place for all sizes that it has no name for */
        return true;
    }
    return false;
}

bool paper_default(Visit *visit, cups_size_t *size)
{
    const char *name = queue_says(visit, CUPS_MEDIA);
    if (queue_says(visit, "PageSize") != NULL)
        return false; /* a driver's own word */
    ipp_attribute_t *set =
        name == NULL ? visit->cups.find_default(visit->http, visit->dest, visit->info, CUPS_MEDIA)
                     : NULL;
    if (set != NULL)
        name = visit->cups.value_text(set, 0, NULL);
    return name != NULL && visit->cups.media_by_name(visit->http, visit->dest, visit->info, name,
                                                     CUPS_MEDIA_FLAGS_DEFAULT, size);
}

/* The range of sizes that may be chosen freely, if there is one. */
static void put_free(Visit *visit, Buf *out)
{
    ipp_attribute_t *media =
        visit->cups.find_supported(visit->http, visit->dest, visit->info, CUPS_MEDIA);
    pwg_media_t least;
    pwg_media_t most;
    if (find_end(visit, media, "custom_min_", &least) &&
        find_end(visit, media, "custom_max_", &most))
        buf_format(out, "%sany size from %.*s to %.*s", out->size > 0 ? ", " : "",
                   STR_ARG(dimensions(visit->arena, least.width, least.length)),
                   STR_ARG(dimensions(visit->arena, most.width, most.length)));
}

static bool has_name(const Str *names, size_t count, Str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(names[i], name))
            return true;
    return false;
}

Str paper_all(Visit *visit)
{
    const Cups *cups = &visit->cups;
    int count = cups->media_count(visit->http, visit->dest, visit->info, CUPS_MEDIA_FLAGS_DEFAULT);
    Str *names = arena_array(visit->arena, (size_t)count, sizeof *names);
    size_t found = 0;
    for (int i = 0; i < count; i++) {
        cups_size_t size;
        if (!cups->media_at(visit->http, visit->dest, visit->info, i, CUPS_MEDIA_FLAGS_DEFAULT,
                            &size))
            continue;
        Str name = paper_name(visit->arena, size.width, size.length);
        if (!has_name(names, found, name))
            names[found++] = name;
    }
    Buf out = {.arena = visit->arena};
    /* Names first, then sizes without one. */
    for (int digits = 0; digits < 2; digits++)
        for (size_t i = 0; i < found && i < MOST_LISTED; i++)
            if ((names[i].at[0] >= '0' && names[i].at[0] <= '9') == (digits == 1))
                buf_format(&out, "%s%.*s", out.size > 0 ? ", " : "", STR_ARG(names[i]));
    buf_text(&out, found > MOST_LISTED ? ", ..." : "");
    put_free(visit, &out);
    return buf_str(&out);
}

/* --- What is meant ---------------------------------------------------------------------------- */

/* "215", "215.9", "215,9" in hundredths of a millimetre; -1 for anything else. */
static int read_millimetres(Str text)
{
    int value = 0;
    int decimals = -1;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if ((c == '.' || c == ',') && decimals < 0 && i > 0 && i + 1 < text.size) {
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9' || value > LARGEST || decimals == 2)
            return -1;
        value = value * 10 + (c - '0');
        decimals += decimals >= 0 ? 1 : 0;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
        value *= 10;
    return text.size > 0 && value > 0 && value <= LARGEST ? value : -1;
}

/* "215x330", "215 x 330 mm". */
static bool read_dimensions(Str text, int *width, int *length)
{
    text = str_trim(text);
    if (str_ends(text, "mm"))
        text = str_trim(str_slice(text, 0, text.size - 2));
    size_t by = str_find(text, "x", 0);
    if (by == SIZE_MAX)
        return false;
    *width = read_millimetres(str_trim(str_slice(text, 0, by)));
    *length = read_millimetres(str_trim(str_slice(text, by + 1, text.size)));
    return *width > 0 && *length > 0;
}

static bool report_absent(Visit *visit, const char *text)
{
    Str all = paper_all(visit);
    diag(visit->diags, SEVERITY_USAGE, (Place){0},
         all.size > 0 ? str_format(visit->arena, "it has %.*s", STR_ARG(all)).at : NULL,
         "printer '%s' has no paper '%s'", visit->dest->name, text);
    return false;
}

static bool find_named(Visit *visit, const struct Named *meant, cups_size_t *size)
{
    if (paper_of_size(visit, meant->sizes[0].width, meant->sizes[0].length, size))
        return true;
    for (size_t i = 1; i < SIZES && meant->sizes[i].width > 0; i++) {
        if (!find_listed(visit, meant->sizes[i].width, meant->sizes[i].length, size))
            continue;
        diag(visit->diags, SEVERITY_NOTE, (Place){0}, NULL, "%s at printer '%s' is %.*s",
             meant->name, visit->dest->name,
             STR_ARG(dimensions(visit->arena, size->width, size->length)));
        return true;
    }
    return report_absent(visit, meant->name);
}

bool paper_find(Visit *visit, const char *text, cups_size_t *size)
{
    Str names[NAMED_COUNT];
    for (size_t i = 0; i < NAMED_COUNT; i++) {
        names[i] = str_from(named[i].name);
        if (strcasecmp(text, named[i].name) == 0)
            return find_named(visit, &named[i], size);
    }
    int width = 0;
    int length = 0;
    if (read_dimensions(str_from(text), &width, &length))
        return paper_of_size(visit, width, length, size) || report_absent(visit, text);
    if (visit->cups.is_supported(visit->http, visit->dest, visit->info, CUPS_MEDIA, text) &&
        visit->cups.media_by_name(visit->http, visit->dest, visit->info, text,
                                  CUPS_MEDIA_FLAGS_DEFAULT, size))
        return true;
    diag(visit->diags, SEVERITY_USAGE, (Place){0},
         hint_nearest(visit->arena, str_from(text), names, NAMED_COUNT,
                      str_format(visit->arena, "write A4, F4, 215x330 (mm); the printer has %.*s",
                                 STR_ARG(paper_all(visit)))
                          .at),
         "there is no paper '%s'", text);
    return false;
}
