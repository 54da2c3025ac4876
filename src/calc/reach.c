/*
 * Which record types a name can reach: a record's own and those of all records that can hold it.
 */
#include "calc/state.h"

static bool holds(const RecordType *const *types, size_t count, const RecordType *type)
{
    for (size_t i = 0; i < count; i++)
        if (types[i] == type)
            return true;
    return false;
}

const RecordType **types_in_reach(Calc *calc, const RecordType *type, size_t *count)
{
    const RecordType **types = NULL;
    size_t capacity = 0;
    *count = 0;
    *(const RecordType **)arena_push(calc->arena, &types, &capacity, (*count)++, sizeof *types) =
        type;
    for (size_t i = 0; i < *count; i++) {
        for (size_t k = 0; k < types[i]->holder_count; k++) {
            const RecordType *owner = types[i]->holders[k]->owner;
            if (holds(types, *count, owner))
                continue;
            const RecordType **slot =
                arena_push(calc->arena, &types, &capacity, *count, sizeof *types);
            *slot = owner;
            (*count)++;
        }
    }
    return types;
}

bool name_in_reach(Calc *calc, Symbol *name, const RecordType *scope)
{
    size_t count;
    const RecordType **types = types_in_reach(calc, scope, &count);
    for (size_t i = 0; i < count; i++)
        if (symbol_field(calc, name, types[i]) != NULL)
            return true;
    return false;
}
