/*
 * Which fields of the data formulas read, by way of rules too: told from the formulas alone.
 */
#include "calc/state.h"

#include <string.h>

typedef struct Reads {
    const Field **fields; /* each once */
    size_t count, capacity;
} Reads;

void calc_note_reads(Calc *calc)
{
    calc->reads = arena_alloc(calc->arena, sizeof *calc->reads);
    memset(calc->reads, 0, sizeof *calc->reads);
}

void reads_note(Calc *calc, const Field *field)
{
    Reads *reads = calc->reads;
    if (reads == NULL)
        return;
    for (size_t i = 0; i < reads->count; i++)
        if (reads->fields[i] == field)
            return;
    const Field **slot = arena_push(calc->arena, &reads->fields, &reads->capacity, reads->count,
                                    sizeof(const Field *));
    *slot = field;
    reads->count++;
}

const Field *const *calc_reads(Calc *calc, size_t *count)
{
    Reads *reads = calc->reads;
    /* Rules add to the fields while these are gone through. */
    for (size_t i = 0; i < reads->count; i++) {
        const Field *field = reads->fields[i];
        const Rule *rule = field->computed ? field->user : NULL;
        if (rule != NULL && rule->formula != NULL)
            (void)expr_static(calc, rule->formula, rule->formula->root, field->owner);
    }
    const Field **given = arena_array(calc->arena, reads->count, sizeof(const Field *));
    *count = 0;
    for (size_t i = 0; i < reads->count; i++) {
        const Field *field = reads->fields[i];
        const Rule *rule = field->computed ? field->user : NULL;
        if (!field->computed || (rule != NULL && rule->or_given))
            given[(*count)++] = field;
    }
    return given;
}
