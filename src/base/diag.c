/* Messages for the user: collected, then sorted and printed with an excerpt of the line. */
#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_KEPT = 10000,   /* warnings of one run; more are only counted */
    EXCERPT_BEFORE = 60, /* characters of a long line shown before the place */
    EXCERPT_WIDTH = 100, /* and in all */
    TEXT_BEGIN = 300,    /* characters shown of a long message's begin */
    TEXT_END = 100,      /* and of its end */
    TEXT_LONGEST = 2000, /* bytes of a message or a hint that is kept whole */
    TAB_WIDTH = 4,
};

typedef struct Message {
    Severity severity;
    Place place;
    Str text;
    Str hint;
    size_t source_order; /* order of the source among all; SIZE_MAX where there is none */
    size_t order;
} Message;

struct Diags {
    Arena *arena;
    Message *messages;
    size_t count;
    size_t capacity;
    size_t by_severity[SEVERITY_SYSTEM + 1];
    bool stopped; /* after DIAGS_MAX_ERRORS */
};

Arena *diags_arena(const Diags *diags)
{
    return diags->arena;
}

Diags *diags_new(Arena *arena)
{
    Diags *diags = arena_alloc(arena, sizeof *diags);
    diags->arena = arena;
    return diags;
}

/* The number of the source in the order of their first messages. */
static size_t source_order(const Diags *diags, const Source *source)
{
    if (source == NULL)
        return SIZE_MAX;
    size_t next = 0;
    for (size_t i = 0; i < diags->count; i++) {
        const Message *message = &diags->messages[i];
        if (message->place.source == source)
            return message->source_order;
        if (message->place.source != NULL && message->source_order >= next)
            next = message->source_order + 1;
    }
    return next;
}

static bool continues_character(char byte)
{
    return ((unsigned char)byte & 0xC0u) == 0x80;
}

/* A message and its hint may quote a text of any length, and there may be many that do: only begin
   and end of a long one are kept, of a message more than what is shown. */
static Str kept_text(Str text, char parts[static TEXT_LONGEST])
{
    enum { BEGIN = 4 * TEXT_BEGIN + 16, DOTS = 3, END = 4 * TEXT_END };
    _Static_assert(BEGIN + DOTS + END <= TEXT_LONGEST, "what is kept of a long text is short");
    if (text.size <= TEXT_LONGEST)
        return text;
    size_t begin = BEGIN;
    size_t end = END;
    while (begin > 0 && continues_character(text.at[begin]))
        begin--;
    while (end > 0 && continues_character(text.at[text.size - end]))
        end--;
    memcpy(parts, text.at, begin);
    memcpy(parts + begin, "...", DOTS);
    memcpy(parts + begin + DOTS, text.at + text.size - end, end);
    return (Str){parts, begin + DOTS + end};
}

static Str kept_hint(Arena *arena, const char *hint)
{
    char parts[TEXT_LONGEST];
    if (hint == NULL)
        return (Str){NULL, 0};
    return str_copy(arena, kept_text(str_from(hint), parts));
}

static Str kept_message(Arena *arena, const char *format, va_list args)
{
    char parts[TEXT_LONGEST];
    Str text = str_vformat(arena, format, args);
    Str kept = kept_text(text, parts);
    if (kept.at == text.at)
        return text;
    arena_undo(arena, text.at);
    return str_copy(arena, kept);
}

void diag(Diags *diags, Severity severity, Place place, const char *hint, const char *format, ...)
{
    diags->by_severity[severity]++;
    bool is_error = severity >= SEVERITY_ERROR;
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    if (!is_error && diags_count(diags, SEVERITY_NOTE) - errors > MOST_KEPT)
        return;
    size_t order = source_order(diags, place.source);
    Message *message =
        arena_push(diags->arena, &diags->messages, &diags->capacity, diags->count, sizeof *message);
    va_list args;
    va_start(args, format);
    message->text = kept_message(diags->arena, format, args);
    va_end(args);
    message->severity = severity;
    message->place = place_settled(place);
    message->hint = kept_hint(diags->arena, hint);
    message->source_order = order;
    message->order = diags->count++;
    if (!is_error || errors <= DIAGS_MAX_ERRORS)
        return;
    diags->stopped = true;
    memory_stop(arena_memory(diags->arena));
}

const char *hint_nearest(Arena *arena, Str word, const Str *names, size_t count,
                         const char *otherwise)
{
    Str nearest = str_nearest(word, names, count);
    if (nearest.size == 0)
        return otherwise;
    return str_format(arena, "did you mean '%.*s'?", STR_ARG(nearest)).at;
}

size_t diags_count(const Diags *diags, Severity at_least)
{
    size_t count = 0;
    for (size_t i = at_least; i <= SEVERITY_SYSTEM; i++)
        count += diags->by_severity[i];
    return count;
}

bool diags_failed(const Diags *diags)
{
    return diags_count(diags, SEVERITY_ERROR) > 0;
}

int diags_exit_status(const Diags *diags)
{
    static const struct {
        Severity severity;
        int status;
    } statuses[] = {{SEVERITY_SYSTEM, 3}, {SEVERITY_USAGE, 2}, {SEVERITY_ERROR, 1}};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (diags->by_severity[statuses[i].severity] > 0)
            return statuses[i].status;
    return 0;
}

/* --- Lines ----------------------------------------------------------------------------------- */

/* The text of a line, without its end; empty where the source has no such line. */
static Str line_text(Str text, uint32_t line)
{
    size_t from = 0;
    for (uint32_t i = 1; i < line; i++) {
        size_t end = str_find(text, "\n", from);
        if (end == SIZE_MAX)
            return (Str){NULL, 0};
        from = end + 1;
    }
    size_t to = str_find(text, "\n", from);
    Str found = str_slice(text, from, to == SIZE_MAX ? text.size : to);
    if (found.size > 0 && found.at[found.size - 1] == '\r')
        found.size--;
    return found;
}

/* --- Printing -------------------------------------------------------------------------------- */

/* How a character shows in an excerpt: control and bidirectional characters and bad bytes as
 * U+FFFD. */
static uint32_t shown(uint32_t c)
{
    bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    bool private_use = c >= 0xF0000;
    return c == UTF8_BAD || control || utf8_turns(c) || private_use ? 0xFFFD : c;
}

void buf_shown(Buf *out, Str text)
{
    for (size_t at = 0; at < text.size;)
        buf_char(out, shown(utf8_next(text, &at)));
}

static void print_char(uint32_t c, FILE *to)
{
    char bytes[4] = {0};
    size_t size = utf8_encode(c, bytes);
    fwrite(bytes, 1, size, to);
}

/* Prints text that may hold what the user wrote. */
static void print_safe(Str text, FILE *to)
{
    for (size_t at = 0; at < text.size;)
        print_char(shown(utf8_next(text, &at)), to);
}

/* Prints a message in one line. One that quotes a very long word is cut in its middle. */
static void print_text(Str text, FILE *to)
{
    size_t length = utf8_length(text);
    size_t count = 0;
    for (size_t at = 0; at < text.size; count++) {
        uint32_t c = utf8_next(text, &at);
        if (count < TEXT_BEGIN || count + TEXT_END >= length)
            print_char(shown(c), to);
        else if (count == TEXT_BEGIN)
            fputs("...", to);
    }
}

/* Hints may have several lines. */
static void print_hint(Str hint, FILE *to)
{
    fputs("  hint: ", to);
    for (size_t at = 0; at < hint.size;) {
        uint32_t c = utf8_next(hint, &at);
        print_char(c == '\n' ? c : shown(c), to);
    }
    fputc('\n', to);
}

/* The line with a caret under the place; a long line is cut to a window around it. */
static void print_excerpt(Place place, FILE *to)
{
    Str line = line_text(place.source->text, place.line);
    if (place.line == 0 || str_trim(line).size == 0)
        return;
    uint32_t first = place.column > EXCERPT_BEFORE ? place.column - EXCERPT_BEFORE : 1;
    uint32_t caret = 0; /* columns printed before the place */
    uint32_t under = 0; /* columns printed of the place */
    uint32_t column = 1;
    fprintf(to, "%5u | ", place.line);
    for (size_t at = 0; at < line.size && column < first + EXCERPT_WIDTH; column++) {
        uint32_t c = utf8_next(line, &at);
        if (column < first)
            continue;
        uint32_t width = c == '\t' ? TAB_WIDTH : 1;
        for (uint32_t i = 0; i < width; i++)
            print_char(c == '\t' ? ' ' : shown(c), to);
        if (column < place.column)
            caret += width;
        else if (column < place.column + place.length)
            under += width;
    }
    fprintf(to, "\n      | %*s^", (int)caret, "");
    for (uint32_t i = 1; i < under; i++)
        fputc('~', to);
    fputc('\n', to);
}

const char *severity_name(Severity severity)
{
    static const char *const names[] = {"note", "warning", "error", "error", "error"};
    return names[severity];
}

static void print_message(const Message *message, FILE *to)
{
    Place place = message->place;
    if (place.source != NULL) {
        print_safe(place.source->name, to);
        if (place.line > 0)
            fprintf(to, ":%u:%u", place.line, place.column);
    } else {
        fputs("lakipdf", to);
    }
    fprintf(to, ": %s: ", severity_name(message->severity));
    print_text(message->text, to);
    fputc('\n', to);
    if (place.source != NULL)
        print_excerpt(place, to);
    if (message->hint.size > 0)
        print_hint(message->hint, to);
}

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_messages(const void *left, const void *right)
{
    const Message *a = left;
    const Message *b = right;
    int order = compare_numbers(a->source_order, b->source_order);
    if (order == 0)
        order = compare_numbers(a->place.line, b->place.line);
    if (order == 0)
        order = compare_numbers(a->place.column, b->place.column);
    return order != 0 ? order : compare_numbers(a->order, b->order);
}

static bool same_message(const Message *a, const Message *b)
{
    return a->source_order == b->source_order && a->place.line == b->place.line &&
           a->place.column == b->place.column && a->severity == b->severity &&
           str_equal(a->text, b->text);
}

/* True when one of the messages before `at` at the same place is the same. */
static bool is_repeated(const Message *messages, size_t at)
{
    for (size_t i = at; i-- > 0;) {
        if (messages[i].source_order != messages[at].source_order ||
            messages[i].place.line != messages[at].place.line ||
            messages[i].place.column != messages[at].place.column)
            return false;
        if (same_message(&messages[i], &messages[at]))
            return true;
    }
    return false;
}

static void sort(const Diags *diags)
{
    if (diags->count > 0)
        qsort(diags->messages, diags->count, sizeof *diags->messages, compare_messages);
}

const DiagView *diags_list(const Diags *diags, Arena *arena, size_t *count)
{
    DiagView *views = arena_array(arena, diags->count, sizeof *views);
    *count = 0;
    sort(diags);
    for (size_t i = 0; i < diags->count; i++) {
        const Message *message = &diags->messages[i];
        if (!is_repeated(diags->messages, i))
            views[(*count)++] =
                (DiagView){message->severity, message->place, message->text, message->hint};
    }
    return views;
}

void diags_print(const Diags *diags, FILE *to)
{
    sort(diags);
    size_t printed = 0; /* of the current source */
    for (size_t i = 0; i < diags->count; i++) {
        const Message *message = &diags->messages[i];
        if (i > 0 && message->source_order != message[-1].source_order)
            printed = 0;
        if (is_repeated(diags->messages, i))
            continue;
        if (printed < DIAGS_MAX_PRINTED)
            print_message(message, to);
        printed++;
        bool last = i + 1 == diags->count || message[1].source_order != message->source_order;
        if (last && printed > DIAGS_MAX_PRINTED)
            fprintf(to, "... and %zu more in this file\n", printed - DIAGS_MAX_PRINTED);
    }
    size_t not_kept = diags_count(diags, SEVERITY_NOTE) - diags->count;
    if (not_kept > 0)
        fprintf(to, "... and %zu more messages\n", not_kept);
    if (diags->stopped)
        fprintf(to, "lakipdf: error: more than %d errors: what else is wrong was not looked for\n",
                DIAGS_MAX_ERRORS);
}
