/*
 * Lists that are asked again: the values of a field of all their elements, and where each text
 * stands among them.
 *
 * A formula that is evaluated for each record often goes through the same list each time. What the
 * list gives is kept from its second time on, so that a thousand records that look up a thousand
 * others take as many steps as these are together, not as there are pairs. Lists of the data and of
 * computed fields never change, nor does what a record of them holds once it is computed.
 */
#include "calc/known.h"

#include <string.h>

/* The slot of the list and the field, or the free one where they belong. */
static Known **find_slot(const Knowns *knowns, const List *of, const void *field)
{
    uint64_t hash =
        ((uint64_t)(uintptr_t)of ^ (uint64_t)(uintptr_t)field << 20) * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(hash >> 32) & (knowns->capacity - 1);
    while (knowns->slots[at] != NULL &&
           (knowns->slots[at]->of != of || knowns->slots[at]->field != field))
        at = (at + 1) & (knowns->capacity - 1);
    return &knowns->slots[at];
}

static void grow(Calc *calc)
{
    Knowns old = calc->knowns;
    calc->knowns.capacity = old.capacity > 0 ? old.capacity * 2 : 64;
    calc->knowns.slots = arena_array(calc->arena, calc->knowns.capacity, sizeof(Known *));
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i] != NULL)
            *find_slot(&calc->knowns, old.slots[i]->of, old.slots[i]->field) = old.slots[i];
}

const List *known_values(const Calc *calc, const List *of, const void *field)
{
    const Known *known = NULL;
    if (calc->knowns.count > 0)
        known = *find_slot(&calc->knowns, of, field);
    return known == NULL ? NULL : known->values;
}

Known *known_list(Calc *calc, const List *of, const void *field)
{
    if (calc->knowns.count * 2 >= calc->knowns.capacity)
        grow(calc);
    Known **slot = find_slot(&calc->knowns, of, field);
    if (*slot != NULL)
        return *slot;
    *slot = arena_alloc(calc->arena, sizeof **slot);
    **slot = (Known){.of = of, .field = field};
    calc->knowns.count++;
    return NULL;
}

Known *known_field(Calc *calc, const List *of, const void *field)
{
    Known *known = known_list(calc, of, field);
    return known != NULL ? known : known_list(calc, of, field);
}

/* --- Values of a field ------------------------------------------------------------------------ */

/* True where the field of all elements is what it is, whatever is asked for it. */
static bool is_fixed(Calc *calc, const List *list, Symbol *name)
{
    for (size_t i = 0; i < list->count; i++) {
        Value value = list->items[i];
        if (value.kind != VALUE_RECORD)
            return false;
        const Field *field = symbol_field(calc, name, value.record->type);
        if (field == NULL || field->shape == SHAPE_PER_YEAR)
            return false;
    }
    return true;
}

void known_keep(Calc *calc, const List *of, Symbol *name, const Value *values, size_t count)
{
    Known *known = known_list(calc, of, name);
    if (known == NULL || known->refused)
        return;
    known->refused = !is_fixed(calc, of, name);
    if (known->refused)
        return;
    List *list = arena_alloc(calc->arena, sizeof *list);
    list->count = count;
    list->items = arena_array(calc->arena, count, sizeof *list->items);
    if (count > 0)
        memcpy(list->items, values, count * sizeof *values);
    known->values = list;
}

/* --- Kinds ------------------------------------------------------------------------------------ */

/* An element, or a field of it or of what holds it, as it lies there; a list where there is none.
 */
static Value value_of(Calc *calc, Value value, size_t height, Symbol *name)
{
    if (name == NULL)
        return value;
    const Record *record = value.kind == VALUE_RECORD ? value.record : NULL;
    while (record != NULL && height-- > 0)
        record = record->parent;
    const Field *field = record == NULL ? NULL : symbol_field(calc, name, record->type);
    return field == NULL ? value_empty_list() : record->values[field->index];
}

/* True where something is computed when the value is asked for. */
static bool is_pending(Value value)
{
    bool pending = value.kind == VALUE_PENDING;
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count && !pending; i++)
        pending = value.map->entries[i].value.kind == VALUE_PENDING;
    return pending;
}

unsigned known_kinds(Env *env, Range range, Known *known, size_t height, Symbol *name)
{
    size_t from = known->settled;
    bool pending = false;
    while (known->settled < known->of->count) {
        Value value = value_of(env->calc, known->of->items[known->settled], height, name);
        pending = is_pending(value);
        if (pending)
            break;
        known->kinds |= KIND_BIT(value.kind);
        known->settled++;
    }
    pending = !charge(env, range, known->settled - from + 1) || pending;
    return known->kinds | (pending ? KIND_BIT(VALUE_PENDING) : 0);
}

/* --- Where texts stand ------------------------------------------------------------------------ */

bool known_index(Env *env, Range range, Known *known, Symbol *name)
{
    const unsigned texts = KIND_BIT(VALUE_TEXT) | KIND_BIT(VALUE_MISSING);
    Calc *calc = env->calc;
    if (known->heads != NULL)
        return true;
    size_t count = known->of->count;
    if (count < KNOWN_LEAST || count >= UINT32_MAX ||
        (name != NULL && (known_kinds(env, range, known, 0, name) & ~texts) != 0) ||
        !charge(env, range, count))
        return false;
    size_t capacity = KNOWN_LEAST;
    while (capacity < count)
        capacity *= 2;
    uint32_t *heads = arena_array(calc->arena, capacity, sizeof *heads);
    uint32_t *next = arena_array(calc->arena, count, sizeof *next);
    for (size_t i = count; i-- > 0;) {
        Value value = value_of(calc, known->of->items[i], 0, name);
        if (value.kind == VALUE_TEXT) {
            size_t at = str_hash(value.text) & (capacity - 1);
            next[i] = heads[at];
            heads[at] = (uint32_t)i + 1;
        } else if (value.kind == VALUE_MISSING) {
            next[i] = (uint32_t)known->without;
            known->without = i + 1;
        }
    }
    known->heads = heads;
    known->next = next;
    known->mask = capacity - 1;
    return true;
}

size_t known_find(Calc *calc, const Known *known, Symbol *name, Str text, size_t from)
{
    size_t at = from == KNOWN_NONE ? known->heads[str_hash(text) & known->mask] : known->next[from];
    while (at > 0 && !str_equal(value_of(calc, known->of->items[at - 1], 0, name).text, text))
        at = known->next[at - 1];
    return at > 0 ? at - 1 : KNOWN_NONE;
}
