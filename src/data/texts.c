/* Where the texts of data stand, for messages about what is printed. Most are a part of their
 * source, so that their address tells; the few that are copied are found in a table. */
#include "data/schema.h"

#include <stdint.h>

void schema_note_texts(Schema *schema, bool noted)
{
    if (noted)
        schema->texts = (TextPlaces){0};
    schema->texts.noted = noted;
}

void texts_note_source(Schema *schema, const Source *source)
{
    TextPlaces *texts = &schema->texts;
    for (size_t i = texts->source_count; i > 0; i--)
        if (texts->sources[i - 1] == source)
            return;
    const Source **slot = arena_push(schema->arena, &texts->sources, &texts->source_capacity,
                                     texts->source_count, sizeof *slot);
    *slot = source;
    texts->source_count++;
}

static CopiedText *slot_of(const TextPlaces *texts, const char *text)
{
    size_t mask = texts->copy_capacity - 1;
    size_t at = (size_t)(((uintptr_t)text * 0x9E3779B97F4A7C15u) >> 20) & mask;
    while (texts->copies[at].text != NULL && texts->copies[at].text != text)
        at = (at + 1) & mask;
    return &texts->copies[at];
}

static void grow(Schema *schema)
{
    TextPlaces *texts = &schema->texts;
    const TextPlaces old = *texts;
    texts->copy_capacity = old.copy_capacity > 0 ? 2 * old.copy_capacity : 64;
    texts->copies = arena_array(schema->arena, texts->copy_capacity, sizeof *texts->copies);
    for (size_t i = 0; i < old.copy_capacity; i++)
        if (old.copies[i].text != NULL)
            *slot_of(texts, old.copies[i].text) = old.copies[i];
}

void texts_note_copy(Schema *schema, const char *text, Place place)
{
    TextPlaces *texts = &schema->texts;
    if (2 * texts->copy_count >= texts->copy_capacity)
        grow(schema);
    *slot_of(texts, text) = (CopiedText){text, place};
    texts->copy_count++;
}

bool schema_text_place(const Schema *schema, Str text, Place *place)
{
    static const TextPlaces none;
    const TextPlaces *texts = schema != NULL ? &schema->texts : &none;
    for (size_t i = 0; text.size > 0 && i < texts->source_count; i++) {
        Str source = texts->sources[i]->text;
        if (text.at < source.at || text.at >= source.at + source.size)
            continue;
        *place = place_later(texts->sources[i], (size_t)(text.at - source.at), text.size);
        return true;
    }
    if (text.size == 0 || texts->copy_count == 0)
        return false;
    const CopiedText *copy = slot_of(texts, text.at);
    if (copy->text != NULL)
        *place = copy->place;
    return copy->text != NULL;
}
