/* The table from names to positions: open addressing, at most half full. */
#include "data/names.h"

static Str name_of(const NameSlot *slot)
{
    return (Str){slot->name, slot->size};
}

/* The slot that holds the name, or the free one where it belongs. The table has a free slot. */
static NameSlot *slot_of(const NameIndex *index, Str name)
{
    size_t mask = index->capacity - 1;
    size_t at = (size_t)str_hash(name) & mask;
    while (index->slots[at].position != 0 && !str_equal(name_of(&index->slots[at]), name))
        at = (at + 1) & mask;
    return &index->slots[at];
}

void names_reserve(Arena *arena, NameIndex *index, size_t count)
{
    size_t capacity = index->capacity > 0 ? index->capacity : 16;
    while (capacity / 2 < count)
        capacity *= 2;
    if (capacity == index->capacity)
        return;
    NameIndex grown = {.capacity = capacity, .count = index->count};
    grown.slots = arena_array(arena, capacity, sizeof *grown.slots);
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].position != 0)
            *slot_of(&grown, name_of(&index->slots[i])) = index->slots[i];
    *index = grown;
}

size_t names_add(Arena *arena, NameIndex *index, Str name, size_t position)
{
    names_reserve(arena, index, index->count + 1);
    NameSlot *slot = slot_of(index, name);
    if (slot->position != 0)
        return slot->position - 1;
    *slot = (NameSlot){name.at, (uint32_t)name.size, (uint32_t)position + 1};
    index->count++;
    return SIZE_MAX;
}

size_t names_find(const NameIndex *index, Str name)
{
    if (index->count == 0)
        return SIZE_MAX;
    const NameSlot *slot = slot_of(index, name);
    return slot->position != 0 ? (size_t)slot->position - 1 : SIZE_MAX;
}
