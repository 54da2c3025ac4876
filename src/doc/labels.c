/* Labels and references: every label once, every reference to one that there is. */
#include "doc/builder.h"

#include <stdlib.h>

void label_add(Builder *builder, Str name, Str reference, Place place)
{
    Labels *labels = &builder->labels;
    if (name.size == 0)
        return;
    Label *label =
        arena_push(builder->arena, &labels->items, &labels->capacity, labels->count, sizeof *label);
    *label = (Label){name, reference, place};
    labels->count++;
}

void label_refer(Builder *builder, Span *span, Str label, bool print)
{
    Labels *labels = &builder->labels;
    Reference *reference =
        arena_push(builder->arena, &labels->references, &labels->reference_capacity,
                   labels->reference_count, sizeof *reference);
    *reference = (Reference){span, label, print};
    labels->reference_count++;
}

/* By name; of equal names the one first in its file comes first. */
static int compare_labels(const void *left, const void *right)
{
    const Label *a = left;
    const Label *b = right;
    int order = str_compare(a->name, b->name);
    if (order == 0 && a->place.source != NULL && b->place.source != NULL)
        order = str_compare(a->place.source->name, b->place.source->name);
    if (order == 0)
        order = (a->place.line > b->place.line) - (a->place.line < b->place.line);
    return order;
}

static int compare_name(const void *key, const void *item)
{
    const Str *name = key;
    const Label *label = item;
    return str_compare(*name, label->name);
}

static void check_unique(Builder *builder)
{
    const Labels *labels = &builder->labels;
    for (size_t i = 1; i < labels->count; i++) {
        const Label *label = &labels->items[i];
        const Label *before = &labels->items[i - 1];
        if (!str_equal(label->name, before->name))
            continue;
        if (label->place.source == before->place.source && label->place.line == before->place.line)
            diag(builder->diags, SEVERITY_ERROR, label->place,
                 "a label within a section that repeats holds a tag, or stands outside of it",
                 "label '%.*s' is given more than once", STR_ARG(label->name));
        else
            diag(builder->diags, SEVERITY_ERROR, label->place, "choose another name",
                 "label '%.*s' is also given at %.*s:%u", STR_ARG(label->name),
                 STR_ARG(before->place.source->name), before->place.line);
    }
}

static void report_unknown(Builder *builder, const Reference *reference)
{
    const Labels *labels = &builder->labels;
    if (label_is_lost(builder, reference->label) ||
        label_explain_absence(builder, reference->label, reference->span->place))
        return;
    Str *names = arena_array(builder->arena, labels->count, sizeof *names);
    for (size_t i = 0; i < labels->count; i++)
        names[i] = labels->items[i].name;
    const char *hint =
        hint_nearest(builder->arena, reference->label, names, labels->count,
                     "a heading gets a label by {#name} at its end, a table by 'label'");
    diag(builder->diags, SEVERITY_ERROR, reference->span->place, hint, "there is no label '%.*s'",
         STR_ARG(reference->label));
}

void labels_resolve(Builder *builder)
{
    enum { MAX_REPORTS = 100 };
    Labels *labels = &builder->labels;
    if (labels->count > 0)
        qsort(labels->items, labels->count, sizeof *labels->items, compare_labels);
    check_unique(builder);
    size_t reports = 0;
    for (size_t i = 0; i < labels->reference_count && reports < MAX_REPORTS; i++) {
        const Reference *reference = &labels->references[i];
        const Label *label = labels->count == 0
                                 ? NULL
                                 : bsearch(&reference->label, labels->items, labels->count,
                                           sizeof *labels->items, compare_name);
        if (label == NULL) {
            reports++;
            report_unknown(builder, reference);
        } else if (reference->print) {
            reference->span->text = label->reference;
        }
    }
}
