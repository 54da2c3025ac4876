/*
 * Names of formulas. Each spelling is one Symbol that remembers its field in every record type it
 * was looked up in, so that evaluation compares no text per record.
 */
#include "calc/state.h"

#include <string.h>

static const Str BUILTINS[] = {
    {"ini", 3}, {"atasan", 6}, {"luar", 4}, {"urutan", 6}, {"kunci", 5},
};

const Str *builtin_names(size_t *count)
{
    *count = sizeof BUILTINS / sizeof *BUILTINS;
    return BUILTINS;
}

static Builtin builtin_of(Str name)
{
    for (size_t i = 0; i < sizeof BUILTINS / sizeof *BUILTINS; i++)
        if (str_equal(name, BUILTINS[i]))
            return (Builtin)(BUILTIN_SELF + i);
    return BUILTIN_NONE;
}

/* The slot of the name, or the free one where it belongs. */
static Symbol **find_symbol(const Symbols *symbols, Str name)
{
    size_t at = str_hash(name) & (symbols->capacity - 1);
    while (symbols->slots[at] != NULL && !str_equal(symbols->slots[at]->name, name))
        at = (at + 1) & (symbols->capacity - 1);
    return &symbols->slots[at];
}

static void grow_symbols(Calc *calc)
{
    Symbols old = calc->symbols;
    calc->symbols.capacity = old.capacity > 0 ? old.capacity * 2 : 64;
    calc->symbols.slots = arena_array(calc->arena, calc->symbols.capacity, sizeof(Symbol *));
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i] != NULL)
            *find_symbol(&calc->symbols, old.slots[i]->name) = old.slots[i];
}

Symbol *symbol_intern(Calc *calc, Str name)
{
    if (calc->symbols.count * 2 >= calc->symbols.capacity)
        grow_symbols(calc);
    Symbol **slot = find_symbol(&calc->symbols, name);
    if (*slot == NULL) {
        *slot = arena_alloc(calc->arena, sizeof **slot);
        (*slot)->name = str_copy(calc->arena, name);
        (*slot)->builtin = builtin_of(name);
        calc->symbols.count++;
    }
    return *slot;
}

static FieldSlot *find_slot(const Symbol *symbol, const RecordType *type)
{
    uint64_t hash = (uint64_t)(uintptr_t)type * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(hash >> 32) & (symbol->slot_capacity - 1);
    while (symbol->slots[at].type != NULL && symbol->slots[at].type != type)
        at = (at + 1) & (symbol->slot_capacity - 1);
    return &symbol->slots[at];
}

static void grow_slots(Calc *calc, Symbol *symbol)
{
    FieldSlot *old = symbol->slots;
    size_t old_capacity = symbol->slot_capacity;
    symbol->slot_capacity = old_capacity > 0 ? old_capacity * 2 : 4;
    symbol->slots = arena_array(calc->arena, symbol->slot_capacity, sizeof *symbol->slots);
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].type != NULL)
            *find_slot(symbol, old[i].type) = old[i];
}

const Field *symbol_field(Calc *calc, Symbol *symbol, const RecordType *type)
{
    if (symbol->slot_count * 2 >= symbol->slot_capacity)
        grow_slots(calc, symbol);
    FieldSlot *slot = find_slot(symbol, type);
    if (slot->type == NULL) {
        slot->type = type;
        slot->field = schema_field(type, symbol->name);
        symbol->slot_count++;
    }
    return slot->field;
}

/* --- Reach ----------------------------------------------------------------------------------- */

static bool holds(const RecordType *const *types, size_t count, const RecordType *type)
{
    for (size_t i = 0; i < count; i++)
        if (types[i] == type)
            return true;
    return false;
}

const RecordType **types_in_reach(Calc *calc, const RecordType *type, size_t *count)
{
    const RecordType **types = arena_alloc(calc->arena, sizeof(const RecordType *));
    size_t capacity = 1;
    types[0] = type;
    *count = 1;
    for (size_t i = 0; i < *count; i++) {
        for (size_t k = 0; k < types[i]->holder_count; k++) {
            const RecordType *owner = types[i]->holders[k]->owner;
            if (holds(types, *count, owner))
                continue;
            const RecordType **slot =
                arena_push(calc->arena, &types, &capacity, *count, sizeof(const RecordType *));
            *slot = owner;
            (*count)++;
        }
    }
    return types;
}

bool symbol_in_reach(Calc *calc, Symbol *symbol, const RecordType *type)
{
    (void)symbol_field(calc, symbol, type);
    FieldSlot *slot = find_slot(symbol, type);
    if (slot->reach != REACH_UNKNOWN)
        return slot->reach == REACH_SOME;
    size_t count;
    const RecordType **types = types_in_reach(calc, type, &count);
    bool found = false;
    for (size_t i = 0; i < count && !found; i++)
        found = symbol_field(calc, symbol, types[i]) != NULL;
    /* The look-ups may have moved the slots. */
    find_slot(symbol, type)->reach = found ? REACH_SOME : REACH_NONE;
    return found;
}

void symbols_forget_fields(Calc *calc)
{
    for (size_t i = 0; i < calc->symbols.capacity; i++) {
        Symbol *symbol = calc->symbols.slots[i];
        if (symbol == NULL || symbol->slot_count == 0)
            continue;
        memset(symbol->slots, 0, symbol->slot_capacity * sizeof *symbol->slots);
        symbol->slot_count = 0;
    }
}

const Local *local_find(const Locals *locals, const Symbol *name, bool in_filter, bool in_first)
{
    Str wanted = name->name;
    if (in_filter && name->builtin == BUILTIN_SELF)
        return NULL;
    if (in_first && name->builtin == BUILTIN_OUTER)
        wanted = STR("ini");
    for (size_t i = 0; locals != NULL && i < locals->count; i++)
        if (str_equal(locals->items[i].name, wanted))
            return &locals->items[i];
    return NULL;
}
