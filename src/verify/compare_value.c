/* Objects and values of two states of a document. */
#include "verify/compare.h"

#include <string.h>

enum {
    MOST_DEPTH = 32, /* of object streams that need each other */
    PLACE_SAME = 1,
    PLACE_OTHER = 2,
};

static const PdfValue none = {.kind = PDF_NULL};

bool spend(Comparison *c, size_t steps)
{
    c->changes->steps += steps;
    return c->changes->steps < MOST_STEPS;
}

uint32_t reference_number(const Comparison *c, const PdfValue *value)
{
    bool fits = value != NULL && value->kind == PDF_REFERENCE && value->number < c->limit;
    return fits ? value->number : 0;
}

const PdfValue *old_value(Comparison *c, uint32_t number)
{
    const PdfObject *object = pdf_object(c->old, number);
    return object != NULL ? &object->value : &none;
}

const PdfValue *new_value(Comparison *c, uint32_t number)
{
    const PdfObject *object = pdf_object(c->newer, number);
    return object != NULL ? &object->value : &none;
}

/* --- The same object -------------------------------------------------------------------------- */

static bool refers_to_same(Comparison *c, const PdfValue *value)
{
    if (value->kind == PDF_REFERENCE)
        return same_object(c, value->number);
    if (!spend(c, 1 + value->count))
        return false;
    for (uint32_t i = 0; i < value->count; i++) {
        bool array = value->kind == PDF_ARRAY;
        bool dict = value->kind == PDF_DICT || value->kind == PDF_STREAM;
        if ((array && !refers_to_same(c, &value->items[i])) ||
            (dict && !refers_to_same(c, &value->entries[i].value)))
            return false;
    }
    return true;
}

/* The bytes of an object stream depend on what its dictionary refers to: its length, its filter. */
static bool same_holder(Comparison *c, uint32_t holder)
{
    if (c->depth == MOST_DEPTH)
        return false;
    c->depth++;
    bool same = same_object(c, holder) && refers_to_same(c, old_value(c, holder));
    c->depth--;
    return same;
}

static bool same_place(Comparison *c, uint32_t number)
{
    PdfPlace a;
    PdfPlace b;
    bool in_old = pdf_place(c->old, number, &a);
    bool in_new = pdf_place(c->newer, number, &b);
    if (!in_old || !in_new)
        return !in_old && !in_new;
    if (a.holder != b.holder || a.at != b.at || a.rest != b.rest)
        return false;
    if (a.holder == 0)
        return a.at < c->before->end;
    return a.holder < c->limit && a.holder != number && same_holder(c, a.holder);
}

bool same_object(Comparison *c, uint32_t number)
{
    if (number >= c->limit)
        return true;
    if (c->same[number] == 0) {
        /* While it is looked at: an object stream that needs itself is none. */
        c->same[number] = PLACE_OTHER;
        c->same[number] = same_place(c, number) ? PLACE_SAME : PLACE_OTHER;
    }
    return c->same[number] == PLACE_SAME;
}

/* --- Equal values ----------------------------------------------------------------------------- */

static bool equal_in(Comparison *c, const PdfValue *a, const PdfValue *b, int depth);

static bool is_length(Str key)
{
    return str_is(key, "Length");
}

/* Each key in the same place. */
static bool equal_in_order(Comparison *c, const PdfValue *a, const PdfValue *b, int depth)
{
    bool stream = a->kind == PDF_STREAM;
    for (uint32_t i = 0; i < a->count; i++) {
        if (!str_equal(a->entries[i].key, b->entries[i].key))
            return false;
        if (stream && is_length(a->entries[i].key))
            continue;
        if (!equal_in(c, &a->entries[i].value, &b->entries[i].value, depth + 1))
            return false;
    }
    return true;
}

static const PdfValue *entry_of(const PdfValue *dict, Str key, uint32_t *times)
{
    const PdfValue *found = &none;
    *times = 0;
    for (uint32_t i = 0; i < dict->count; i++) {
        if (!str_equal(dict->entries[i].key, key))
            continue;
        found = &dict->entries[i].value;
        ++*times;
    }
    return found;
}

static bool has_each(Comparison *c, const PdfValue *a, const PdfValue *b, int depth)
{
    for (uint32_t i = 0; i < a->count; i++) {
        uint32_t times = 0;
        Str key = a->entries[i].key;
        if (a->kind == PDF_STREAM && is_length(key))
            continue;
        const PdfValue *other = entry_of(b, key, &times);
        if (!spend(c, b->count) || times > 1 ||
            !equal_in(c, &a->entries[i].value, other, depth + 1))
            return false;
    }
    return true;
}

static bool equal_dicts(Comparison *c, const PdfValue *a, const PdfValue *b, int depth)
{
    if (a->count == b->count && equal_in_order(c, a, b, depth))
        return true;
    if (a->count > MOST_KEYS || b->count > MOST_KEYS)
        return false;
    return has_each(c, a, b, depth) && has_each(c, b, a, depth);
}

/* A number without its sign, zeros before it and zeros behind its decimals. */
static Str bare(Str number)
{
    bool real = str_find(number, ".", 0) != SIZE_MAX;
    size_t from = 0;
    size_t to = number.size;
    while (from < to &&
           (number.at[from] == '-' || number.at[from] == '+' || number.at[from] == '0'))
        from++;
    while (real && to > from && number.at[to - 1] == '0')
        to--;
    if (real && to > from && number.at[to - 1] == '.')
        to--;
    return str_slice(number, from, to);
}

/* By their digits: programs read further than ours. */
static bool equal_numbers(const PdfValue *a, const PdfValue *b)
{
    if (a->integer != b->integer || a->written == NULL || b->written == NULL)
        return a->integer == b->integer && a->written == b->written;
    return str_equal(bare((Str){a->written, a->to - a->from}),
                     bare((Str){b->written, b->to - b->from})) &&
           (a->written[0] == '-') == (b->written[0] == '-');
}

static bool equal_text(Str a, Str b)
{
    /* Most are the same bytes of the same file. */
    return a.size == b.size && (a.at == b.at || str_equal(a, b));
}

static bool equal_in(Comparison *c, const PdfValue *a, const PdfValue *b, int depth)
{
    if (depth > PDF_MAX_DEPTH || !spend(c, 1))
        return false;
    bool both = a->kind == PDF_REFERENCE && b->kind == PDF_REFERENCE;
    if (both)
        return a->number == b->number && a->generation == b->generation;
    /* A value may have become an object of its own, or the other way round. */
    if (a->kind == PDF_REFERENCE)
        a = pdf_resolve(c->old, a);
    if (b->kind == PDF_REFERENCE)
        b = pdf_resolve(c->newer, b);
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case PDF_NULL:
        return true;
    case PDF_BOOL:
        return a->truth == b->truth;
    case PDF_INTEGER:
    case PDF_REAL:
        return equal_numbers(a, b);
    case PDF_STRING:
    case PDF_NAME:
        return equal_text(a->text, b->text);
    case PDF_ARRAY:
        for (uint32_t i = 0; i < a->count && a->count == b->count; i++)
            if (!equal_in(c, &a->items[i], &b->items[i], depth + 1))
                return false;
        return a->count == b->count;
    case PDF_STREAM:
        return equal_text(a->raw, b->raw) && equal_dicts(c, a, b, depth);
    default:
        return equal_dicts(c, a, b, depth);
    }
}

bool equal_values(Comparison *c, const PdfValue *a, const PdfValue *b)
{
    return equal_in(c, a, b, 0);
}

bool equal_entries(Comparison *c, const PdfValue *a, const PdfValue *b, const char *key)
{
    const PdfValue *left = pdf_entry(a, key);
    const PdfValue *right = pdf_entry(b, key);
    return equal_in(c, left != NULL ? left : &none, right != NULL ? right : &none, 0);
}

/* --- Walking ---------------------------------------------------------------------------------- */

/* Where something else than what a page draws refers to a page, an annotation or a field, those are
   compared in their own place. What is drawn refers to none of these; where it does, the object is
   compared as what it is used as. */
static bool stops(const Comparison *c, uint32_t number, Origin origin)
{
    bool drawn = origin.way == WAY_LOOK || origin.way == WAY_FORM || origin.way == WAY_COMMENT;
    /* Layers, permissions and attachments have nothing to do with fields: an object that is both
       must not change as either. */
    bool apart = origin.kind == CHANGE_LAYER || origin.kind == CHANGE_PERMISSION ||
                 origin.kind == CHANGE_ATTACHMENT;
    int roles = apart ? ROLE_PAGE | ROLE_CATALOG : ROLE_PAGE | ROLE_OLD_NODE | ROLE_CATALOG;
    return !drawn && (c->roles[number] & roles) != 0;
}

/* A reference to another generation than the object's leads nowhere for some programs only. */
static void check_generation(Comparison *c, const PdfValue *reference)
{
    PdfPlace place;
    if (pdf_place(c->old, reference->number, &place) &&
        reference->generation != (place.holder == 0 ? place.rest : 0))
        distrust(c, reference->number, "a reference names another generation of the object");
}

/* What a key tells of that it leads to. */
static Origin refine(Origin origin, Str key)
{
    if (origin.way != WAY_LOOK)
        return origin;
    if (origin.kind == CHANGE_PICTURE && str_is(key, "Font")) {
        origin.kind = CHANGE_FONT;
        origin.what = "a font";
    } else if (str_is(key, "OC") || str_is(key, "OCGs") || str_is(key, "Properties")) {
        origin.kind = CHANGE_LAYER;
        origin.what = "a layer";
    }
    return origin;
}

void follow(Comparison *c, const PdfValue *value, Origin origin)
{
    uint32_t number = reference_number(c, value);
    if (!spend(c, 1))
        return;
    if (number != 0) {
        check_generation(c, value);
        unsigned bit = 1U << origin.way;
        if ((c->seen[number] & bit) != 0 || stops(c, number, origin))
            return;
        c->seen[number] = (unsigned char)(c->seen[number] | bit);
        Step *step =
            arena_push(c->scratch, &c->steps, &c->step_capacity, c->step_count, sizeof *step);
        *step = (Step){number, origin};
        c->step_count++;
    } else if (value->kind == PDF_ARRAY) {
        for (uint32_t i = 0; i < value->count; i++)
            follow(c, &value->items[i], origin);
    } else if (value->kind == PDF_DICT || value->kind == PDF_STREAM) {
        for (uint32_t i = 0; i < value->count; i++)
            follow(c, &value->entries[i].value, refine(origin, value->entries[i].key));
    }
}

void follow_entry(Comparison *c, const PdfValue *dict, const char *key, Origin origin)
{
    const PdfValue *value = pdf_entry(dict, key);
    if (value != NULL)
        follow(c, value, origin);
}

static void compare_object(Comparison *c, const Step *step)
{
    const PdfValue *a = old_value(c, step->number);
    if (same_object(c, step->number)) {
        follow(c, a, step->origin);
        return;
    }
    const PdfValue *b = new_value(c, step->number);
    if (!equal_values(c, a, b)) {
        Change *change = NULL;
        bool grew = step->origin.way == WAY_STRUCTURE && structure_grew(c, a, b);
        if (b->kind == PDF_NULL)
            report(c, step->origin, step->number, "%s is gone", step->origin.what);
        else
            change = report(c, step->origin, step->number, "%s %s", step->origin.what,
                            grew ? "grew by what was added" : "is another one");
        if (change != NULL) {
            change->minor = grew;
            change->draws = step->origin.way == WAY_COMMENT;
        }
    }
    follow(c, a, step->origin);
}

void run_steps(Comparison *c)
{
    while (c->step_count > 0) {
        Step step = c->steps[--c->step_count];
        compare_object(c, &step);
    }
}

/* --- Telling ---------------------------------------------------------------------------------- */

/* The object stands where it stood before, but nothing led there. */
static bool was_hidden(Comparison *c, uint32_t number)
{
    PdfPlace place;
    if (number == 0 || !pdf_place(c->newer, number, &place) || same_object(c, number))
        return false;
    if (place.holder != 0 && !pdf_place(c->newer, place.holder, &place))
        return false;
    return place.holder == 0 && place.at < c->before->end;
}

Change *report(Comparison *c, Origin origin, uint32_t number, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(c->work->arena, format, args);
    va_end(args);
    return add_change(c->work, c->changes,
                      (Change){
                          .kind = origin.kind,
                          .revision = c->after->revision,
                          .object = number,
                          .page = origin.page,
                          .field = str_copy(c->work->arena, origin.field),
                          .text = text,
                          .hidden = was_hidden(c, number),
                      });
}

void distrust(Comparison *c, uint32_t number, const char *why)
{
    if (c->distrusted)
        return;
    c->distrusted = true;
    const Origin origin = {.kind = CHANGE_UNREADABLE};
    report(c, origin, number, "programs may read it in different ways: %s", why);
}

bool repeats_keys(Comparison *c, const PdfValue *dict)
{
    if (!spend(c, (size_t)dict->count * dict->count / 8))
        return true;
    for (uint32_t i = 0; i < dict->count && dict->count <= MOST_KEYS; i++)
        for (uint32_t k = i + 1; k < dict->count; k++)
            if (str_equal(dict->entries[i].key, dict->entries[k].key))
                return true;
    return dict->count > MOST_KEYS;
}

void for_keys(Comparison *c, const PdfValue *a, const PdfValue *b, Origin origin, uint32_t number,
              EachKey *each, void *context)
{
    /* Readers differ in which one of a repeated key they take. */
    if (repeats_keys(c, b)) {
        origin.kind = CHANGE_UNREADABLE;
        report(c, origin, number,
               "%s has a key twice, or too many: readers differ in what they show", origin.what);
    }
    /* Each key is looked for among all, some times; real dictionaries have few. */
    enum { FEW = 64 };
    size_t steps = (size_t)a->count * (a->count + b->count);
    if (a->count > MOST_KEYS || b->count > MOST_KEYS ||
        !spend(c, a->count <= FEW ? steps / 4 : steps * 2))
        return;
    for (uint32_t i = 0; i < a->count; i++)
        each(c, a, b, str_c(c->scratch, a->entries[i].key), context);
    for (uint32_t i = 0; i < b->count; i++) {
        Str name = b->entries[i].key;
        if (i < a->count && str_equal(a->entries[i].key, name))
            continue;
        const char *key = str_c(c->scratch, name);
        if (pdf_entry(a, key) == NULL)
            each(c, a, b, key, context);
    }
}
