/* What stands behind a signed revision. Programs that do not find their way by the cross-reference,
 * or stumble anywhere, look for objects in all bytes: so every byte must belong to what the
 * cross-reference leads to, none may look like another object, and nobody may stumble. */
#include "verify/work.h"

#include <string.h>

typedef struct Tail {
    Work *work;
    const State *old, *newer;
    Changes *changes;
    Str text;
    size_t at;
    size_t xref; /* where the newest section begins */
} Tail;

static void tell(Tail *tail, uint32_t object, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void tell(Tail *tail, uint32_t object, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(tail->work->arena, format, args);
    va_end(args);
    add_change(tail->work, tail->changes,
               (Change){.kind = CHANGE_BYTES,
                        .revision = tail->newer->revision,
                        .object = object,
                        .text = text});
}

static bool is_blank(char byte)
{
    return byte == '\0' || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' ||
           byte == ' ';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* White space and comments; the marks of an end are comments. */
static void skip(Tail *tail)
{
    while (tail->at < tail->text.size) {
        char byte = tail->text.at[tail->at];
        if (byte == '%')
            while (tail->at < tail->text.size && tail->text.at[tail->at] != '\n' &&
                   tail->text.at[tail->at] != '\r')
                tail->at++;
        else if (is_blank(byte))
            tail->at++;
        else
            return;
    }
}

/* The number at *at; moves *at behind it and the white space that follows. */
static bool take_number(Str text, size_t *at, uint64_t *number)
{
    size_t from = *at;
    *number = 0;
    for (; *at < text.size && is_digit(text.at[*at]) && *at - from < 10; ++*at)
        *number = *number * 10 + (uint64_t)(text.at[*at] - '0');
    size_t behind = *at;
    while (*at < text.size && is_blank(text.at[*at]))
        ++*at;
    return behind > from && *at > behind;
}

/* --- What looks like an object ---------------------------------------------------------------- */

/* Where what ends at `at` begins, going back over bytes of the kind; `from` at most. */
static size_t back_over(Str text, size_t from, size_t at, bool (*kind)(char byte))
{
    while (at > from && kind(text.at[at - 1]))
        at--;
    return at;
}

/* "4 0 obj" or the like, of which the last word begins at `at`. */
static bool is_head(Str text, size_t from, size_t at)
{
    size_t generation_end = back_over(text, from, at, is_blank);
    size_t generation = back_over(text, from, generation_end, is_digit);
    size_t number_end = back_over(text, from, generation, is_blank);
    size_t number = back_over(text, from, number_end, is_digit);
    return generation < generation_end && number_end < generation && number < number_end;
}

/* "trailer <<", where that word begins at `at`. */
static bool is_trailer(Str text, size_t at)
{
    at += sizeof "trailer" - 1;
    while (at < text.size && is_blank(text.at[at]))
        at++;
    return str_starts(str_slice(text, at, text.size), "<<");
}

/* What programs that look through all bytes would take, of these: in strings, streams, comments. */
static void check_inside(Tail *tail, uint32_t object, size_t from, size_t to)
{
    Str text = str_slice(tail->text, 0, to);
    for (size_t at = from; (at = str_find(text, "obj", at)) != SIZE_MAX; at++)
        if (is_head(text, from, at)) {
            tell(tail, object, "what looks like another object stands inside, at byte %zu", at);
            return;
        }
    for (size_t at = from; (at = str_find(text, "trailer", at)) != SIZE_MAX; at++)
        if (is_trailer(text, at)) {
            tell(tail, object, "what looks like a trailer stands inside, at byte %zu", at);
            return;
        }
}

/* --- Objects ---------------------------------------------------------------------------------- */

/* An object that the cross-reference leads to just here; moves behind it. */
static bool take_object(Tail *tail)
{
    PdfPlace place;
    size_t at = tail->at;
    uint64_t number = 0;
    uint64_t generation = 0;
    if (!take_number(tail->text, &at, &number) || !take_number(tail->text, &at, &generation) ||
        !str_starts(str_slice(tail->text, at, tail->text.size), "obj"))
        return false;
    bool led = number <= PDF_MAX_OBJECTS &&
               pdf_place(tail->newer->file, (uint32_t)number, &place) && place.holder == 0 &&
               place.at == tail->at;
    const PdfObject *object = led ? pdf_object(tail->newer->file, (uint32_t)number) : NULL;
    if (object == NULL) {
        tell(tail, (uint32_t)number,
             "an object stands at byte %zu that no cross-reference leads to", tail->at);
        return false;
    }
    check_inside(tail, (uint32_t)number, at + 3, object->to);
    tail->at = object->to;
    return true;
}

/* Some programs stumble over a reference whose generation is not the object's, or end a name at a
   zero byte. */
static bool leads_well(Tail *tail, const PdfValue *value)
{
    PdfPlace place;
    if (value->kind == PDF_REFERENCE)
        return !pdf_place(tail->newer->file, value->number, &place) ||
               value->generation == (place.holder == 0 ? place.rest : 0);
    for (uint32_t i = 0; i < value->count; i++) {
        bool array = value->kind == PDF_ARRAY;
        if (!leads_well(tail, array ? &value->items[i] : &value->entries[i].value) ||
            (!array && memchr(value->entries[i].key.at, '\0', value->entries[i].key.size) != NULL))
            return false;
    }
    return true;
}

static bool stands_as_before(Tail *tail, uint32_t number, const PdfPlace *place)
{
    PdfPlace before;
    return pdf_place(tail->old->file, number, &before) && before.at == place->at &&
           before.holder == place->holder && before.rest == place->rest;
}

/* All that the cross-reference names must stand there, and stand there newly. */
static void check_rows(Tail *tail)
{
    PdfFile *file = tail->newer->file;
    size_t at = 0;
    for (uint32_t number = 0; pdf_newest(file, &at, &number);) {
        PdfPlace place;
        if (!pdf_place(file, number, &place) || stands_as_before(tail, number, &place))
            continue;
        const PdfObject *object = pdf_object(file, number);
        if (object == NULL)
            tell(tail, number, "the cross-reference names an object that cannot be read");
        else if (object->from < tail->old->end)
            tell(tail, number, "the cross-reference leads to another object of what was signed");
        else if (place.holder == 0 && object->generation != place.rest)
            tell(tail, number, "the cross-reference names another generation than the object");
        else if (!leads_well(tail, &object->value))
            tell(tail, number,
                 "programs stumble over it: a reference to another generation, or a name with a "
                 "zero");
    }
}

/* --- The cross-reference ---------------------------------------------------------------------- */

/* Two ways to find objects in one section: which one counts depends on the program. */
static void check_section(Tail *tail, const PdfRevision *revision)
{
    if (!revision->stream && pdf_entry(revision->trailer, "XRefStm") != NULL)
        tell(tail, 0,
             "the cross-reference has a second one beside it: programs differ in which "
             "one they read");
    if (revision->merged)
        tell(tail, 0, "the cross-reference leads to one behind it, which hides what is between");
    if (revision->odd != NULL)
        tell(tail, 0, "programs differ in how they read the cross-reference: %s", revision->odd);
    if (!leads_well(tail, revision->trailer))
        tell(tail, 0,
             "programs stumble over the trailer: a reference to another generation, or a name "
             "with a zero");
    size_t from = tail->xref;
    /* A stream is an object itself; a table has a trailer. */
    size_t head = revision->stream ? str_find(tail->text, "obj", from)
                                   : str_find(tail->text, "trailer", from);
    if (head == SIZE_MAX || head > revision->end)
        return;
    check_inside(tail, 0, head + 3, revision->end);
}

void check_tail(Work *work, const State *old, const State *newer, Changes *changes)
{
    size_t count = 0;
    const PdfRevision *revisions = pdf_revisions(newer->file, &count);
    const PdfRevision *last = &revisions[count - 1];
    Tail tail = {work, old, newer, changes, newer->source->text, old->end, 0};
    /* Offsets in the file count from its header. */
    tail.xref = last->xref + pdf_start(newer->file);
    check_section(&tail, last);
    check_rows(&tail);
    for (skip(&tail); tail.at < newer->end; skip(&tail)) {
        if (tail.at == tail.xref) {
            tail.at = last->end;
        } else if (!take_object(&tail)) {
            tell(&tail, 0, "bytes from %zu on belong to no object", tail.at);
            return;
        }
    }
}
