/* Elements of the document's structure, as they come into being. */
#include "layout/tag.h"

#include "layout/flow.h"

#include <string.h>

/* --- Elements -------------------------------------------------------------------------------- */

static Element *add_element(Tags *tags)
{
    Layout *layout = tags->layout;
    Element *element = arena_push(tags->arena, &layout->elements, &tags->element_capacity,
                                  layout->element_count, sizeof *element);
    layout->element_count++;
    return element;
}

void tags_restart(Tags *tags)
{
    tags->layout->element_count = tags->layout->shown_count = 0;
    *add_element(tags) = (Element){.role = ROLE_DOCUMENT};
    tags->turn++;
    tags->chunk = NULL;
    tags->level_count = 0;
    tags->table.box = NULL;
    tags->link.lead = NULL;
    if (tags->reference_count > 0)
        memset(tags->references, 0, tags->reference_count * sizeof *tags->references);
}

Tags *tags_new(Arena *arena, Layout *layout, bool table_parts)
{
    Tags *tags = arena_alloc(arena, sizeof *tags);
    tags->arena = arena;
    tags->layout = layout;
    tags->table_parts = table_parts;
    tags_restart(tags);
    return tags;
}

bool tag_is_read(uint32_t tag)
{
    return tag != TAG_ARTIFACT && tag != TAG_PAGINATION;
}

uint32_t tag_add(Setter *setter, Role role, uint32_t parent)
{
    Tags *tags = setter->tags;
    if (tags == NULL)
        return TAG_ARTIFACT;
    if (tags->layout->element_count >= TAG_PAGINATION)
        memory_fail(arena_memory(tags->arena));
    *add_element(tags) = (Element){.parent = parent, .role = (uint8_t)role};
    return (uint32_t)tags->layout->element_count - 1;
}

/* What leads to a footnote, by its index + 1; 0: nothing that is read. */
static uint32_t find_reference(const Tags *tags, uint32_t note)
{
    return note > 0 && note <= tags->reference_count ? tags->references[note - 1] : 0;
}

static void note_reference(Tags *tags, size_t note, uint32_t reference)
{
    if (note >= tags->reference_count) {
        size_t count = 2 * note + 16;
        size_t size = sizeof *tags->references;
        tags->references =
            arena_grow(tags->arena, tags->references, tags->reference_count * size, count * size);
        tags->reference_count = count;
    }
    if (tags->references[note] == 0)
        tags->references[note] = reference;
}

uint32_t tag_group(Setter *setter, Group *group)
{
    Tags *tags = setter->tags;
    if (tags == NULL || group == NULL)
        return 0;
    if (group->turn == tags->turn)
        return group->element;
    uint32_t reference = find_reference(tags, group->note);
    uint32_t parent = reference != 0 ? tags->layout->elements[reference].parent
                                     : tag_group(setter, group->parent);
    group->element = tag_add(setter, (Role)group->role, parent);
    tags->layout->elements[group->element].sort = group->marks;
    if (group->role == ROLE_NOTE)
        tags->layout->elements[group->element].reference = reference;
    group->turn = tags->turn;
    return group->element;
}

/* --- What is seen ---------------------------------------------------------------------------- */

uint32_t tag_shown(Setter *setter, Role role, uint32_t parent, Str alt)
{
    Tags *tags = setter->tags;
    if (tags == NULL)
        return TAG_ARTIFACT;
    Layout *layout = tags->layout;
    uint32_t tag = tag_add(setter, role, parent);
    Shown *shown = arena_push(tags->arena, &layout->shown, &tags->shown_capacity,
                              layout->shown_count, sizeof *shown);
    *shown = (Shown){.alt = alt.size > 0 ? alt : STR("Gambar")};
    layout->elements[tag].shown = (uint32_t)layout->shown_count++;
    return tag;
}

void tag_area(Setter *setter, uint32_t tag, const Item *area)
{
    const Tags *tags = setter->tags;
    if (tags == NULL || !tag_is_read(tag))
        return;
    Shown *shown = &tags->layout->shown[tags->layout->elements[tag].shown];
    if (!shown->placed) {
        shown->placed = true;
        shown->page = tags->page;
        shown->x = area->x;
        shown->y = area->y;
        shown->width = area->width;
        shown->height = area->height;
    } else if (shown->page == tags->page) {
        Len right = len_max(shown->x + shown->width, area->x + area->width);
        Len bottom = len_max(shown->y + shown->height, area->y + area->height);
        shown->x = shown->x < area->x ? shown->x : area->x;
        shown->y = shown->y < area->y ? shown->y : area->y;
        shown->width = right - shown->x;
        shown->height = bottom - shown->y;
    }
}

void tag_shift(Setter *setter, Len by)
{
    const Tags *tags = setter->tags;
    if (tags == NULL)
        return;
    for (size_t i = tags->layout->shown_count; i-- > 0;) {
        Shown *shown = &tags->layout->shown[i];
        if (!shown->placed || shown->page != tags->page)
            return;
        shown->x += by;
    }
}

/* --- Links ----------------------------------------------------------------------------------- */

uint32_t tag_link(Setter *setter, const Lead *lead)
{
    Tags *tags = setter->tags;
    if (tags == NULL || !tag_is_read(setter->tag))
        return setter->tag;
    TagLink *link = &tags->link;
    if (lead == NULL) {
        link->lead = NULL;
        return setter->tag;
    }
    if (link->lead != NULL && link->parent == setter->tag && lead_equal(link->lead, lead))
        return link->element;
    uint32_t parent = setter->tag;
    if (lead->note != NULL) {
        parent = tag_add(setter, ROLE_REFERENCE, parent);
        note_reference(tags, lead->note->index, parent);
    }
    *link = (TagLink){lead, setter->tag, tag_add(setter, ROLE_LINK, parent)};
    return link->element;
}

uint32_t tag_link_area(Setter *setter, uint32_t runs)
{
    bool apart = setter->tags != NULL && runs == TAG_PAGINATION;
    return apart ? tag_add(setter, ROLE_LINK, 0) : runs;
}

/* --- Blocks ---------------------------------------------------------------------------------- */

/* True for figures of which more is said than one text, so that they stand together with it. */
static bool has_parts(const Figure *figure)
{
    if (figure->number.size > 0 || figure->caption != NULL || figure->note != NULL)
        return true;
    return figure->kind == FIGURE_PICTURES &&
           (figure->pictures->count > 1 || figure->pictures->photos->caption != NULL);
}

static uint32_t add_block(Setter *setter, const Chunk *chunk)
{
    const Block *block = chunk->block;
    uint32_t group = tag_group(setter, chunk->group);
    if (block->kind == BLOCK_TABLE)
        return tag_add(setter, ROLE_TABLE, group);
    if (block->kind == BLOCK_EQUATION)
        return tag_shown(setter, ROLE_FORMULA, group, block->equation->alt);
    if (block->kind == BLOCK_SIGNATURE || (block->kind == BLOCK_FIGURE && has_parts(block->figure)))
        return tag_add(setter, ROLE_DIVISION, group);
    return group;
}

static void begin_chunk(Tags *tags, const Slab *slab)
{
    if (tags->chunk == slab->chunk)
        return;
    tags->chunk = slab->chunk;
    tags->begun = false;
    tags->drawing = TAG_ARTIFACT;
    tags->box = NULL;
    tags->entry_count = 0;
}

uint32_t tag_block(Setter *setter, const Slab *slab)
{
    Tags *tags = setter->tags;
    if (tags == NULL)
        return TAG_ARTIFACT;
    begin_chunk(tags, slab);
    if (!tags->begun)
        tags->block = add_block(setter, slab->chunk);
    tags->begun = true;
    return tags->block;
}

/* --- Texts ----------------------------------------------------------------------------------- */

/* The role of a heading: below the nearest before it of a smaller level. */
static Role heading_role(Tags *tags, int level)
{
    while (tags->level_count > 0 && tags->levels[tags->level_count - 1] >= level)
        tags->level_count--;
    if (tags->level_count < TAG_HEADINGS)
        tags->levels[tags->level_count++] = level;
    Role role = ROLE_HEADING_1 + (Role)tags->level_count - 1;
    return role < ROLE_HEADING_6 ? role : ROLE_HEADING_6;
}

/* An entry of contents: those of deeper levels are in the one above. */
static void begin_entry(Setter *setter, const Slab *slab)
{
    Tags *tags = setter->tags;
    int level = slab->text->level;
    while (tags->entry_count > 1 && tags->entries[tags->entry_count - 2].level >= level)
        tags->entry_count--;
    TagEntry *last = tags->entry_count > 0 ? &tags->entries[tags->entry_count - 1] : NULL;
    if (last != NULL && last->level > level)
        last->level = level; /* those before have left out a level */
    if (last == NULL || (last->level < level && tags->entry_count < TAG_HEADINGS)) {
        uint32_t parent = last != NULL ? last->entry : tag_block(setter, slab);
        last = &tags->entries[tags->entry_count++];
        *last = (TagEntry){.level = level, .contents = tag_add(setter, ROLE_CONTENTS, parent)};
    }
    last->entry = tag_add(setter, ROLE_ENTRY, last->contents);
}

static void begin_text(Setter *setter, const Slab *slab)
{
    Tags *tags = setter->tags;
    begin_chunk(tags, slab);
    if (tags->box == slab->text)
        return;
    tags->box = slab->text;
    tags->text = TAG_ARTIFACT;
    if (slab->text->role == TEXT_ENTRY)
        begin_entry(setter, slab);
}

uint32_t tag_label(Setter *setter, const Slab *slab, const Aside *aside)
{
    Tags *tags = setter->tags;
    if (tags == NULL)
        return TAG_ARTIFACT;
    begin_text(setter, slab);
    return tag_add(setter, ROLE_LABEL, tag_group(setter, aside->item));
}

static uint32_t add_text(Setter *setter, const Slab *slab)
{
    Tags *tags = setter->tags;
    const Block *block = slab->chunk->block;
    switch ((TextRole)slab->text->role) {
    case TEXT_CAPTION:
        return tag_add(setter, ROLE_CAPTION, tag_block(setter, slab));
    case TEXT_SOURCE:
        if (block->kind == BLOCK_FIGURE)
            return tag_add(setter, ROLE_PARAGRAPH, tag_block(setter, slab));
        break;
    case TEXT_ENTRY: {
        uint32_t entry = tags->entries[tags->entry_count - 1].entry;
        return tag_add(setter, ROLE_LINK, tag_add(setter, ROLE_REFERENCE, entry));
    }
    case TEXT_BODY:
        break;
    }
    if (slab->chunk->alone && block->kind == BLOCK_TEXT)
        return tag_group(setter, slab->chunk->group);
    Role role = ROLE_PARAGRAPH;
    if (block->kind == BLOCK_HEADING)
        role = heading_role(tags, block->heading.level);
    return tag_add(setter, role, tag_group(setter, slab->chunk->group));
}

uint32_t tag_line(Setter *setter, const Slab *slab)
{
    Tags *tags = setter->tags;
    if (tags == NULL)
        return TAG_ARTIFACT;
    begin_text(setter, slab);
    if (tags->text == TAG_ARTIFACT && slab->text->text != NULL)
        tags->text = add_text(setter, slab);
    return tags->text;
}

/* --- Boxes ----------------------------------------------------------------------------------- */

uint32_t tag_drawing(Setter *setter, const Slab *slab)
{
    Tags *tags = setter->tags;
    const Block *block = slab->chunk->block;
    if (tags == NULL)
        return TAG_ARTIFACT;
    if (block->kind == BLOCK_EQUATION)
        return tag_block(setter, slab);
    if (block->kind != BLOCK_FIGURE || block->figure->kind == FIGURE_PICTURES)
        return TAG_ARTIFACT;
    uint32_t parent = tag_block(setter, slab);
    if (tags->drawing == TAG_ARTIFACT)
        tags->drawing = tag_shown(setter, ROLE_FIGURE, parent, block->figure->alt);
    return tags->drawing;
}

uint32_t tag_part(Setter *setter, const Slab *slab)
{
    uint32_t drawing = tag_drawing(setter, slab);
    return drawing != TAG_ARTIFACT ? drawing
                                   : tag_add(setter, ROLE_PARAGRAPH, tag_block(setter, slab));
}

uint32_t tag_picture(Setter *setter, const Slab *slab, Str alt)
{
    return tag_shown(setter, ROLE_FIGURE, tag_block(setter, slab), alt);
}

uint32_t tag_field(Setter *setter, const Slab *slab)
{
    return tag_add(setter, ROLE_FORM, tag_block(setter, slab));
}
