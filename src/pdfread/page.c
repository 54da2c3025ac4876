/* The tree of pages (ISO 32000-1, 7.7.3). */
#include "pdfread/file.h"

#include <string.h>

static const int64_t a4[4] = {0, 0, 595276, 841890};

typedef struct Walk {
    PdfFile *file;
    PdfPage *pages;
    size_t count, capacity;
    bool *seen; /* by number: a node that stands twice in the tree is damage */
    uint32_t numbers;
} Walk;

bool pdf_rectangle(PdfFile *file, const PdfValue *array, int64_t box[4])
{
    int64_t sides[4];
    if (array->kind != PDF_ARRAY || array->count != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (!pdf_thousandths(pdf_item(file, array, i), &sides[i]))
            return false;
    for (size_t i = 0; i < 2; i++) {
        bool turned = sides[i] > sides[i + 2];
        box[i] = turned ? sides[i + 2] : sides[i];
        box[i + 2] = turned ? sides[i] : sides[i + 2];
    }
    return true;
}

/* Makes `crop` end where `media` does; all of it where nothing is left. */
static void cut_to(int64_t crop[4], const int64_t media[4])
{
    for (size_t i = 0; i < 2; i++) {
        crop[i] = crop[i] < media[i] ? media[i] : crop[i];
        crop[i + 2] = crop[i + 2] > media[i + 2] ? media[i + 2] : crop[i + 2];
    }
    if (crop[0] >= crop[2] || crop[1] >= crop[3])
        memcpy(crop, media, sizeof a4);
}

/* What a node of the tree says for itself and the pages below. */
static void inherit(Walk *walk, PdfPage *page, bool *cropped)
{
    enum { RIGHT_ANGLE = 90, FULL_TURN = 360 };
    PdfFile *file = walk->file;
    const PdfValue *resources = pdf_get(file, page->dict, "Resources");
    if (resources->kind == PDF_DICT)
        page->resources = resources;
    int64_t box[4];
    if (pdf_rectangle(file, pdf_get(file, page->dict, "MediaBox"), box) && box[0] < box[2] &&
        box[1] < box[3])
        memcpy(page->media, box, sizeof box);
    *cropped = pdf_rectangle(file, pdf_get(file, page->dict, "CropBox"), page->crop) || *cropped;
    int64_t rotate = pdf_integer(pdf_get(file, page->dict, "Rotate"), page->rotate);
    if (rotate % RIGHT_ANGLE == 0)
        page->rotate = (int)((rotate % FULL_TURN + FULL_TURN) % FULL_TURN);
}

static bool walk_node(Walk *walk, const PdfValue *reference, PdfPage page, bool cropped, int depth)
{
    PdfFile *file = walk->file;
    const PdfObject *object =
        reference->kind == PDF_REFERENCE ? pdf_object(file, reference->number) : NULL;
    if (object == NULL || object->value.kind != PDF_DICT || depth > PDF_MAX_DEPTH ||
        reference->number >= walk->numbers || walk->seen[reference->number])
        return file_damaged(file, "the PDF is damaged; get it anew", "its tree of pages is broken");
    walk->seen[reference->number] = true;
    page.dict = &object->value;
    page.number = object->number;
    page.generation = object->generation;
    inherit(walk, &page, &cropped);
    const PdfValue *kids = pdf_get(file, page.dict, "Kids");
    bool is_node =
        kids->kind == PDF_ARRAY && !pdf_is_name(pdf_get(file, page.dict, "Type"), "Page");
    if (is_node) {
        for (size_t i = 0; i < kids->count; i++)
            if (!walk_node(walk, &kids->items[i], page, cropped, depth + 1))
                return false;
        return true;
    }
    if (!cropped)
        memcpy(page.crop, page.media, sizeof page.crop);
    cut_to(page.crop, page.media);
    PdfPage *slot =
        arena_push(file->arena, &walk->pages, &walk->capacity, walk->count, sizeof *slot);
    *slot = page;
    walk->count++;
    return true;
}

const PdfPage *pdf_pages(PdfFile *file, size_t *count)
{
    Walk walk = {.file = file, .numbers = pdf_next_number(file)};
    walk.seen = arena_array(file->arena, walk.numbers, sizeof *walk.seen);
    PdfPage root = {.resources = &pdf_null};
    memcpy(root.media, a4, sizeof a4);
    const PdfValue *tree = pdf_entry(pdf_get(file, pdf_trailer(file), "Root"), "Pages");
    *count = 0;
    if (!walk_node(&walk, tree != NULL ? tree : &pdf_null, root, false, 0))
        return NULL;
    if (walk.count == 0) {
        file_damaged(file, "the PDF is damaged; get it anew", "it has no pages");
        return NULL;
    }
    *count = walk.count;
    return walk.pages;
}
