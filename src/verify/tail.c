/* What stands behind a signed revision: programs that do not go by the cross-reference find objects
 * by looking through the file, so every byte must belong to what the cross-reference leads to. */
#include "verify/work.h"

typedef struct Tail {
    Work *work;
    const State *old, *newer;
    Changes *changes;
    Str text;
    size_t at;
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
    for (; *at < text.size && text.at[*at] >= '0' && text.at[*at] <= '9' && *at - from < 10; ++*at)
        *number = *number * 10 + (uint64_t)(text.at[*at] - '0');
    size_t behind = *at;
    while (*at < text.size && is_blank(text.at[*at]))
        ++*at;
    return behind > from && *at > behind;
}

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
    tail->at = object->to;
    return true;
}

/* Two ways to find objects in one section: which one counts depends on the program. */
static void check_hybrid(Tail *tail, const PdfRevision *revision)
{
    if (!revision->stream && pdf_entry(revision->trailer, "XRefStm") != NULL)
        tell(tail, 0,
             "the cross-reference has a second one beside it: programs differ in which "
             "one they read");
}

void check_tail(Work *work, const State *old, const State *newer, Changes *changes)
{
    size_t count = 0;
    const PdfRevision *revisions = pdf_revisions(newer->file, &count);
    const PdfRevision *last = &revisions[count - 1];
    Tail tail = {work, old, newer, changes, newer->source->text, old->end};
    check_hybrid(&tail, last);
    for (skip(&tail); tail.at < newer->end; skip(&tail)) {
        if (tail.at == last->xref) {
            tail.at = last->end;
        } else if (!take_object(&tail)) {
            tell(&tail, 0, "bytes from %zu on belong to no object", tail.at);
            return;
        }
    }
}
