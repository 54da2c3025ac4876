/* Where the signature shows: what the config says, or a signature field of the PDF. */
#include "bsre/bsre.h"

#include <string.h>

enum {
    MOST_FIELDS = 10000,
    MOST_STEPS = 100000,
    FARTHEST = 1000 * 1000 * 1000, /* thousandths of a point from the origin */
};

static bool is_near(const int64_t box[4])
{
    for (size_t i = 0; i < 4; i++)
        if (box[i] < -FARTHEST || box[i] > FARTHEST)
            return false;
    return true;
}

/* --- The fields of a PDF ---------------------------------------------------------------------- */

typedef struct Search {
    Arena *arena;
    PdfFile *pdf;
    const PdfPage *pages;
    size_t page_count;
    BsreField *fields;
    size_t count, capacity;
    size_t steps; /* a file may lead in circles */
} Search;

/* What a field or a widget inherits (12.7.3.1). */
typedef struct Inherited {
    Str name;
    const PdfValue *type, *value;
} Inherited;

/* The page, from 1, that lists the annotation; 0 where none does. */
static size_t page_with(Search *search, uint32_t number)
{
    for (size_t i = 0; number > 0 && i < search->page_count; i++) {
        const PdfValue *annotations = pdf_get(search->pdf, search->pages[i].dict, "Annots");
        for (size_t k = 0; annotations->kind == PDF_ARRAY && k < annotations->count; k++)
            if (annotations->items[k].kind == PDF_REFERENCE &&
                annotations->items[k].number == number)
                return i + 1;
    }
    return 0;
}

static void add_field(Search *search, const PdfValue *dict, uint32_t number, const Inherited *from)
{
    if (search->count == MOST_FIELDS)
        return;
    BsreField *slot =
        arena_push(search->arena, &search->fields, &search->capacity, search->count, sizeof *slot);
    search->count++;
    const PdfValue *taken = pdf_get(search->pdf, dict, "XXRoomTaken");
    *slot = (BsreField){.name = from->name,
                        .is_signed = from->value->kind == PDF_DICT,
                        .taken = taken->kind == PDF_BOOL && taken->truth};
    if (pdf_rectangle(search->pdf, pdf_get(search->pdf, dict, "Rect"), slot->box) &&
        is_near(slot->box))
        slot->page = page_with(search, number);
}

static void walk(Search *search, const PdfValue *node, Inherited from, int depth)
{
    const PdfValue *dict = pdf_resolve(search->pdf, node);
    if (dict->kind != PDF_DICT || depth > PDF_MAX_DEPTH || ++search->steps > MOST_STEPS)
        return;
    const PdfValue *part = pdf_get(search->pdf, dict, "T");
    const PdfValue *type = pdf_get(search->pdf, dict, "FT");
    const PdfValue *value = pdf_get(search->pdf, dict, "V");
    if (part->kind == PDF_STRING) {
        Str own = pdf_utf8(search->arena, part);
        from.name = from.name.size == 0
                        ? own
                        : str_format(search->arena, "%.*s.%.*s", STR_ARG(from.name), STR_ARG(own));
    }
    from.type = type->kind != PDF_NULL ? type : from.type;
    from.value = value->kind != PDF_NULL ? value : from.value;
    const PdfValue *kids = pdf_get(search->pdf, dict, "Kids");
    if (kids->kind == PDF_ARRAY && kids->count > 0) {
        for (size_t i = 0; i < kids->count; i++)
            walk(search, &kids->items[i], from, depth + 1);
        return;
    }
    if (pdf_is_name(from.type, "Sig"))
        add_field(search, dict, node->kind == PDF_REFERENCE ? node->number : 0, &from);
}

const BsreField *bsre_fields(Arena *arena, PdfFile *pdf, size_t *count)
{
    static const PdfValue none = {.kind = PDF_NULL};
    Search search = {.arena = arena, .pdf = pdf};
    search.pages = pdf_pages(pdf, &search.page_count);
    const PdfValue *form = pdf_get(pdf, pdf_get(pdf, pdf_trailer(pdf), "Root"), "AcroForm");
    const PdfValue *fields = pdf_get(pdf, form, "Fields");
    for (size_t i = 0; fields->kind == PDF_ARRAY && i < fields->count; i++)
        walk(&search, &fields->items[i], (Inherited){.type = &none, .value = &none}, 0);
    *count = search.count;
    return search.fields;
}

/* --- Choosing one ----------------------------------------------------------------------------- */

/* The names of those that can be signed. */
static const char *list_open(Arena *arena, const BsreField *fields, size_t count)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        if (!fields[i].is_signed)
            buf_format(&out, "%s%.*s",
                       out.size > 0 ? ", " : "its fields are: ", STR_ARG(fields[i].name));
    return out.size > 0 ? str_c(arena, buf_str(&out))
                        : "name the place in the config: 'halaman' and 'posisi', or 'jangkar'";
}

static const BsreField *named_field(Arena *arena, Diags *diags, const BsreField *fields,
                                    size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (!str_is(fields[i].name, name))
            continue;
        if (!fields[i].is_signed)
            return &fields[i];
        diag(diags, SEVERITY_ERROR, (Place){0}, list_open(arena, fields, count),
             "the field '%s' is signed already", name);
        return NULL;
    }
    diag(diags, SEVERITY_ERROR, (Place){0}, list_open(arena, fields, count),
         "the PDF has no signature field '%s'", name);
    return NULL;
}

static const BsreField *only_field(Arena *arena, Diags *diags, const BsreField *fields,
                                   size_t count)
{
    const BsreField *found = NULL;
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        if (fields[i].is_signed)
            continue;
        found = &fields[i];
        open++;
    }
    if (open == 1)
        return found;
    const char *hint = list_open(arena, fields, count);
    if (open > 1)
        diag(diags, SEVERITY_ERROR, (Place){0},
             str_format(arena, "say which by --signer; %s", hint).at,
             "the PDF has %zu fields that can be signed", open);
    else
        diag(diags, SEVERITY_ERROR, (Place){0}, hint,
             "the PDF has no signature field that is not signed yet");
    return NULL;
}

/* --- The place -------------------------------------------------------------------------------- */

/* What shows keeps its proportions: the largest box of them, in the middle of this one. */
static void fit(int64_t box[4], uint64_t wide, uint64_t high)
{
    int64_t width = box[2] - box[0];
    int64_t height = box[3] - box[1];
    int64_t fitting_width = (int64_t)((uint64_t)height * wide / high);
    int64_t fitting_height = (int64_t)((uint64_t)width * high / wide);
    if (fitting_width <= width) {
        box[0] += (width - fitting_width) / 2;
        box[2] = box[0] + fitting_width;
    } else {
        box[1] += (height - fitting_height) / 2;
        box[3] = box[1] + fitting_height;
    }
}

/* Where the config says. */
static void spot_of_config(const BsreConfig *config, const PdfPage *page, BsreSpot *spot)
{
    spot->page = config->page;
    spot->box[0] = page->crop[0] + config->left;
    spot->box[1] = page->crop[1] + config->bottom;
    spot->box[2] = spot->box[0] + config->width;
    spot->box[3] = spot->box[1] + config->height;
}

/* Where the field is. */
static bool spot_of_field(Diags *diags, const BsreConfig *config, const BsreField *field,
                          BsreSpot *spot)
{
    if (field->page == 0 || field->box[0] >= field->box[2] || field->box[1] >= field->box[3]) {
        diag(diags, SEVERITY_ERROR, (Place){0},
             "name the place in the config: 'halaman' and 'posisi', or 'jangkar'",
             "the field '%.*s' shows on no page", STR_ARG(field->name));
        return false;
    }
    if (field->taken)
        diag(diags, SEVERITY_WARNING, (Place){0},
             "leave picture, stamp, code and text out of the job, or write tampilan: tersembunyi",
             "the document shows something in the field '%.*s': the service draws over it",
             STR_ARG(field->name));
    spot->page = (int64_t)field->page;
    memcpy(spot->box, field->box, sizeof spot->box);
    bool image = config->image.size > 0;
    fit(spot->box, image ? config->image_width : 1, image ? config->image_height : 1);
    return true;
}

/* Puts it into the page's coordinates; false where it does not lie on the page. */
static bool settle(Diags *diags, const BsreConfig *config, const PdfPage *page, BsreSpot *spot)
{
    spot->start = page->media[0];
    spot->top = page->media[3];
    bool inside = is_near(page->media) && spot->box[0] >= page->media[0] &&
                  spot->box[1] >= page->media[1] && spot->box[2] <= page->media[2] &&
                  spot->box[3] <= page->media[3];
    if (!inside)
        diag(diags, SEVERITY_ERROR, record_place(config->record, config->placed ? "posisi" : NULL),
             "measure from the page's lower left corner",
             "the place of the signature reaches out of page %jd", (intmax_t)spot->page);
    else if (page->rotate != 0)
        diag(diags, SEVERITY_ERROR, (Place){0},
             "name the place by 'jangkar', or make the PDF without a turned page",
             "page %jd is turned: where the service would put the signature is not certain",
             (intmax_t)spot->page);
    return inside && page->rotate == 0;
}

bool bsre_spot(Arena *arena, Diags *diags, const BsreConfig *config, PdfFile *pdf,
               const char *signer, BsreSpot *spot)
{
    size_t count = 0;
    size_t page_count = 0;
    *spot = (BsreSpot){.shown = config->visible, .anchor = config->anchor};
    const PdfPage *pages = pdf_pages(pdf, &page_count);
    if (pages == NULL)
        return false;
    const BsreField *fields = bsre_fields(arena, pdf, &count);
    const BsreField *field = NULL;
    if (signer != NULL)
        field = named_field(arena, diags, fields, count, signer);
    else if (config->visible && !config->sized)
        field = only_field(arena, diags, fields, count);
    if (field == NULL && (signer != NULL || (config->visible && !config->sized)))
        return false;
    if (!config->visible)
        return true;
    if (config->anchor.size > 0) {
        spot->box[2] = config->width;
        spot->box[3] = config->height;
        return true;
    }
    if (config->placed && config->page > (int64_t)page_count) {
        diag(diags, SEVERITY_ERROR, record_place(config->record, "halaman"), NULL,
             "halaman: the PDF has %zu pages", page_count);
        return false;
    }
    if (config->placed) {
        spot_of_config(config, &pages[config->page - 1], spot);
    } else if (field == NULL || !spot_of_field(diags, config, field, spot)) {
        return false;
    }
    return settle(diags, config, &pages[spot->page - 1], spot);
}
