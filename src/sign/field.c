/* New signature fields: where they stand, and what they are (ISO 32000-1, 12.5.6.19 and 12.7.4.5).
 */
#include "sign/signing.h"

#include <string.h>

enum {
    FLAGS_WIDGET = 132, /* printed, and not to be moved */
};

/* --- Places ----------------------------------------------------------------------------------- */

/* The box of a new field in the page's own units, from its upper left corner as it is seen. */
static void place_box(const PdfPage *page, const int64_t seen[4], int64_t box[4])
{
    const int64_t *crop = page->crop;
    int64_t left = seen[0];
    int64_t top = seen[1];
    int64_t right = left + seen[2];
    int64_t bottom = top + seen[3];
    const struct {
        int rotate;
        int64_t box[4];
    } ways[] = {
        {0, {crop[0] + left, crop[3] - bottom, crop[0] + right, crop[3] - top}},
        {90, {crop[0] + top, crop[1] + left, crop[0] + bottom, crop[1] + right}},
        {180, {crop[2] - right, crop[1] + top, crop[2] - left, crop[1] + bottom}},
        {270, {crop[2] - bottom, crop[3] - right, crop[2] - top, crop[3] - left}},
    };
    size_t way = 0;
    while (way < 3 && ways[way].rotate != page->rotate)
        way++;
    memcpy(box, ways[way].box, sizeof ways[way].box);
}

static bool is_inside(const int64_t box[4], const int64_t page[4])
{
    return box[0] >= page[0] && box[1] >= page[1] && box[2] <= page[2] && box[3] <= page[3];
}

static bool has_name(const Signing *signing, Str name)
{
    for (size_t i = 0; i < signing->form.count; i++)
        if (str_equal(signing->form.fields[i].name, name))
            return true;
    for (size_t i = 0; i < signing->added_count; i++)
        if (str_equal(signing->added[i].name, name))
            return true;
    return false;
}

/* Adds a field: `seen` is its box from the upper left corner, or NULL. False after adding a
 * message.
 */
static bool place_field(Signing *signing, Str name, size_t page, const int64_t *seen)
{
    const Form *form = &signing->form;
    Place place = {.source = signing->source};
    size_t index = page > 0 ? page - 1 : 0;
    if (index >= form->page_count) {
        diag(signing->diags, SEVERITY_ERROR, place, NULL, "there is no page %zu: the last is %zu",
             page, form->page_count);
        return false;
    }
    if (has_name(signing, name)) {
        diag(signing->diags, SEVERITY_ERROR, place, "choose another name",
             "there is a field '%.*s' already", STR_ARG(name));
        return false;
    }
    NewField *field = &signing->added[signing->added_count];
    *field = (NewField){.name = name, .page = &form->pages[index], .seen = seen != NULL, .key = -1};
    signing->added_count++;
    if (seen == NULL)
        return true;
    place_box(field->page, seen, field->box);
    if (is_inside(field->box, field->page->crop))
        return true;
    diag(signing->diags, SEVERITY_ERROR, place,
         "X and Y are millimetres from the page's upper left corner",
         "the field '%.*s' would stand outside of page %zu", STR_ARG(name), index + 1);
    return false;
}

bool signing_place(Signing *signing)
{
    const SignRequest *request = signing->request;
    Arena *arena = signing->arena;
    signing->added = arena_array(arena, request->room_count + 1, sizeof *signing->added);
    if (signing->field == NULL) {
        Str name = form_new_name(arena, &signing->form, request->field);
        if (!place_field(signing, name, request->page, request->visible ? request->box : NULL))
            return false;
        signing->added[0].purpose =
            str_format(arena, "Tanda tangan %.*s", STR_ARG(sign_key_name(request->key)));
    }
    for (size_t i = 0; i < request->room_count; i++) {
        const SignRoom *room = &request->rooms[i];
        if (!place_field(signing, room->name, room->page, room->box))
            return false;
        signing->added[signing->added_count - 1].purpose =
            str_format(arena, "Tanda tangan %.*s", STR_ARG(room->name));
    }
    return true;
}

/* --- Objects ---------------------------------------------------------------------------------- */

static void put_field(Signing *signing, const NewField *field, bool is_signed, uint32_t look)
{
    Buf out = {.arena = signing->arena};
    buf_text(&out, "<</Type /Annot\n/Subtype /Widget\n/FT /Sig\n/T ");
    append_text(&out, field->name);
    buf_text(&out, "\n/TU ");
    append_text(&out, field->purpose);
    buf_format(&out, "\n/F %d\n/P ", FLAGS_WIDGET);
    append_reference(&out, field->page->number);
    buf_text(&out, "\n/Rect ");
    append_box(&out, field->box);
    buf_byte(&out, '\n');
    if (is_signed)
        signing_put_value(signing, &out);
    signing_put_look(&out, is_signed ? look : signing_add_empty(signing));
    if (field->key >= 0) {
        buf_text(&out, "/StructParent ");
        append_integer(&out, field->key);
        buf_byte(&out, '\n');
    }
    buf_text(&out, ">>");
    update_put(signing->update, field->number, buf_str(&out));
}

/* All new fields of a page at once, when the first of them is met. */
static void change_page(const Signing *signing, size_t first)
{
    const PdfPage *page = signing->added[first].page;
    for (size_t i = 0; i < first; i++)
        if (signing->added[i].page == page)
            return;
    uint32_t *numbers = arena_array(signing->arena, signing->added_count, sizeof *numbers);
    size_t count = 0;
    for (size_t i = first; i < signing->added_count; i++)
        if (signing->added[i].page == page)
            numbers[count++] = signing->added[i].number;
    update_page(signing->update, page,
                &(PageChange){.annotations = numbers, .annotation_count = count});
}

void signing_add_fields(Signing *signing, uint32_t look)
{
    for (size_t i = 0; i < signing->added_count; i++)
        signing->added[i].number = update_number(signing->update);
    signing_tag(signing);
    for (size_t i = 0; i < signing->added_count; i++) {
        put_field(signing, &signing->added[i], signing->field == NULL && i == 0, look);
        change_page(signing, i);
    }
}
