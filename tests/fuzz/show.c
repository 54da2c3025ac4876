/* Values as text. */
#include "show.h"

#include "update/update.h"

#include <stdlib.h>

enum { DEEPEST = 10, MOST_TEXT = 200000 };

typedef struct Show {
    PdfFile *file;
    Buf out;
} Show;

static void show(Show *s, const PdfValue *value, int depth);

static int compare_keys(const void *left, const void *right)
{
    const PdfEntry *a = *(const PdfEntry *const *)left;
    const PdfEntry *b = *(const PdfEntry *const *)right;
    return str_compare(a->key, b->key);
}

static bool leads_back(Str key)
{
    return str_is(key, "Parent") || str_is(key, "P") || str_is(key, "Prev") ||
           str_is(key, "Length");
}

/* The keys in their order; of one that is repeated, what counts. */
static void show_entries(Show *s, const PdfValue *dict, int depth)
{
    const PdfEntry **sorted = arena_array(s->out.arena, dict->count, sizeof *sorted);
    for (uint32_t i = 0; i < dict->count; i++)
        sorted[i] = &dict->entries[i];
    if (dict->count > 1)
        qsort(sorted, dict->count, sizeof *sorted, compare_keys);
    buf_text(&s->out, "<<");
    for (uint32_t i = 0; i < dict->count && s->out.size < MOST_TEXT; i++) {
        Str key = sorted[i]->key;
        bool repeated = i > 0 && str_equal(sorted[i - 1]->key, key);
        const PdfValue *value = pdf_get(s->file, dict, str_c(s->out.arena, key));
        if (repeated || leads_back(key) || value->kind == PDF_NULL)
            continue;
        append_name(&s->out, key);
        buf_byte(&s->out, ' ');
        show(s, value, depth + 1);
        buf_byte(&s->out, '\n');
    }
    buf_text(&s->out, ">>");
}

/* What is shown for itself. */
static bool is_apart(Show *s, const PdfValue *dict)
{
    const PdfValue *type = pdf_get(s->file, dict, "Type");
    return pdf_is_name(type, "Page") || pdf_is_name(type, "Catalog");
}

static void show(Show *s, const PdfValue *value, int depth)
{
    if (depth > DEEPEST || s->out.size > MOST_TEXT) {
        buf_text(&s->out, "...");
        return;
    }
    value = pdf_resolve(s->file, value);
    switch (value->kind) {
    case PDF_ARRAY:
        buf_byte(&s->out, '[');
        for (uint32_t i = 0; i < value->count && s->out.size < MOST_TEXT; i++) {
            show(s, &value->items[i], depth + 1);
            buf_byte(&s->out, ' ');
        }
        buf_byte(&s->out, ']');
        break;
    case PDF_DICT:
    case PDF_STREAM:
        if (is_apart(s, value))
            buf_text(&s->out, "a page, or the catalog");
        else
            show_entries(s, value, depth);
        if (value->kind == PDF_STREAM)
            buf_add(&s->out, value->raw);
        break;
    default:
        append_value(&s->out, value);
        break;
    }
}

Str show_value(Fuzz *fuzz, PdfFile *file, const PdfValue *value)
{
    Show s = {.file = file, .out = {.arena = fuzz->arena}};
    show(&s, value, 0);
    return buf_str(&s.out);
}
