/* Objects of another PDF, with all that they refer to, under new numbers. */
#include "update/write.h"

struct Import {
    Update *update;
    PdfFile *from;
    uint32_t *numbers; /* the new ones by the old; 0 not imported yet */
    uint32_t count;
    uint32_t *waiting; /* old numbers that have a new one, but no body yet */
    size_t waiting_count, waiting_capacity;
};

Import *import_new(Update *update, PdfFile *from)
{
    Import *import = arena_alloc(update->arena, sizeof *import);
    import->update = update;
    import->from = from;
    import->count = pdf_next_number(from);
    import->numbers = arena_array(update->arena, import->count, sizeof *import->numbers);
    return import;
}

/* The new number of an object, whose body follows later. 0 for what is not there. */
static uint32_t new_number(Import *import, uint32_t old)
{
    if (old >= import->count)
        return 0;
    if (import->numbers[old] != 0)
        return import->numbers[old];
    import->numbers[old] = update_number(import->update);
    uint32_t *slot = arena_push(import->update->arena, &import->waiting, &import->waiting_capacity,
                                import->waiting_count, sizeof *slot);
    *slot = old;
    import->waiting_count++;
    return import->numbers[old];
}

static void copy_entries(Import *import, Buf *out, const PdfValue *dict);

static void copy_value(Import *import, Buf *out, const PdfValue *value)
{
    uint32_t number = 0;
    switch (value->kind) {
    case PDF_ARRAY:
        buf_byte(out, '[');
        for (size_t i = 0; i < value->count; i++) {
            if (i > 0)
                buf_byte(out, ' ');
            copy_value(import, out, &value->items[i]);
        }
        buf_byte(out, ']');
        break;
    case PDF_DICT:
        buf_text(out, "<<");
        copy_entries(import, out, value);
        buf_text(out, ">>");
        break;
    case PDF_REFERENCE:
        number = new_number(import, value->number);
        if (number != 0)
            append_reference(out, number);
        else
            buf_text(out, "null");
        break;
    default:
        append_value(out, value);
        break;
    }
}

static void copy_entries(Import *import, Buf *out, const PdfValue *dict)
{
    for (size_t i = 0; i < dict->count; i++) {
        /* Said anew of a stream's own bytes. */
        if (dict->kind == PDF_STREAM && str_is(dict->entries[i].key, "Length"))
            continue;
        append_name(out, dict->entries[i].key);
        buf_byte(out, ' ');
        copy_value(import, out, &dict->entries[i].value);
        buf_byte(out, '\n');
    }
}

static Str copy_object(Import *import, const PdfValue *value)
{
    Buf out = {.arena = import->update->arena};
    if (value->kind != PDF_STREAM) {
        copy_value(import, &out, value);
        return buf_str(&out);
    }
    buf_text(&out, "<<");
    copy_entries(import, &out, value);
    buf_format(&out, "/Length %zu>>\nstream\n", value->raw.size);
    buf_add(&out, value->raw);
    buf_text(&out, "\nendstream");
    return buf_str(&out);
}

/* Puts the bodies of all that has a number by now, and of what these refer to. */
static bool copy_waiting(Import *import)
{
    while (import->waiting_count > 0) {
        uint32_t old = import->waiting[--import->waiting_count];
        const PdfObject *object = pdf_object(import->from, old);
        size_t before = diags_count(import->update->diags, SEVERITY_ERROR);
        /* A reference to an object that is not there is null (7.3.10). */
        Str body = object != NULL ? copy_object(import, &object->value) : STR("null");
        if (diags_count(import->update->diags, SEVERITY_ERROR) > before)
            return false;
        update_put(import->update, import->numbers[old], body);
    }
    return true;
}

uint32_t import_object(Import *import, uint32_t number)
{
    size_t before = diags_count(import->update->diags, SEVERITY_ERROR);
    uint32_t new = new_number(import, number);
    bool good = new != 0 && copy_waiting(import);
    return good && diags_count(import->update->diags, SEVERITY_ERROR) == before ? new : 0;
}

/* --- Pages ------------------------------------------------------------------------------------ */

static bool take_content(void *context, Str content)
{
    buf_add(context, content);
    return true;
}

/* What brings the visible box, turned upright, to 0, 0. */
static void put_upright(Buf *out, const PdfPage *page)
{
    const int64_t *box = page->crop;
    const struct {
        int rotate;
        const char *turn;
        int64_t x, y;
    } ways[] = {
        {0, "1 0 0 1", -box[0], -box[1]},
        {90, "0 -1 1 0", -box[1], box[2]},
        {180, "-1 0 0 -1", box[2], box[3]},
        {270, "0 1 -1 0", box[3], -box[0]},
    };
    size_t way = 0;
    while (way < 3 && ways[way].rotate != page->rotate)
        way++;
    buf_format(out, "/Matrix [%s ", ways[way].turn);
    append_thousandths(out, ways[way].x);
    buf_byte(out, ' ');
    append_thousandths(out, ways[way].y);
    buf_text(out, "]\n");
}

bool import_page(Import *import, size_t index, ImportedPage *imported)
{
    Update *update = import->update;
    size_t count = 0;
    const PdfPage *pages = pdf_pages(import->from, &count);
    if (pages == NULL)
        return false;
    if (index >= count) {
        diag(update->diags, SEVERITY_ERROR, (Place){0}, NULL, "there is no page %zu; it has %zu",
             index + 1, count);
        return false;
    }
    const PdfPage *page = &pages[index];
    Buf content = {.arena = update->arena};
    PdfRoom room = pdf_page_room;
    if (!pdf_content(import->from, page->dict, &room, take_content, &content))
        return false;
    Buf entries = {.arena = update->arena};
    buf_text(&entries, "/Type /XObject\n/Subtype /Form\n/BBox ");
    append_box(&entries, page->crop);
    buf_byte(&entries, '\n');
    put_upright(&entries, page);
    buf_text(&entries, "/Resources <<");
    if (page->resources->kind == PDF_DICT)
        copy_entries(import, &entries, page->resources);
    buf_text(&entries, ">>\n");
    if (!copy_waiting(import))
        return false;
    bool across = page->rotate == 90 || page->rotate == 270;
    int64_t width = page->crop[2] - page->crop[0];
    int64_t height = page->crop[3] - page->crop[1];
    imported->form = update_add_stream(update, buf_str(&entries), buf_str(&content));
    imported->width = across ? height : width;
    imported->height = across ? width : height;
    return true;
}
