/* Embedded files (ISO 32000-1, 7.11): those of the catalog's name tree, those that the catalog and
 * its pages are associated with (ISO 32000-2, 14.13), and those of annotations. */
#include "pdfread/file.h"

enum {
    FEW_KEYS = 16,  /* looked through are a step */
    FEW_FOUND = 64, /* likewise */
    FEW_BYTES = 16, /* copied, likewise */
};

typedef struct Search {
    PdfFile *file;
    PdfAttachment *found;
    size_t count, capacity;
    size_t steps;
    bool failed;            /* which has been told */
    unsigned char *visited; /* a bit for each object: trees may lead in circles */
} Search;

static void fail(Search *search, const char *format, int limit)
{
    if (!search->failed)
        file_damaged(search->file, hint_of_limit, format, limit);
    search->failed = true;
}

/* So many places more. False where that is too much, or something else was. */
static bool spend(Search *search, size_t steps)
{
    search->steps += steps;
    if (search->steps > PDF_MAX_SEARCHED)
        fail(search, "more than %d places would be searched for attachments", PDF_MAX_SEARCHED);
    return !search->failed;
}

/* The next one: a dictionary, whose keys are looked through several times. */
static bool step(Search *search, const PdfValue *value)
{
    enum { TIMES = 5 };
    bool has_keys = value->kind == PDF_DICT || value->kind == PDF_STREAM;
    return spend(search, 1 + (has_keys ? value->count / FEW_KEYS * TIMES : 0));
}

static bool is_too_deep(Search *search, int depth)
{
    if (depth > PDF_MAX_DEPTH)
        fail(search, "a tree of attachments or pages is deeper than %d", PDF_MAX_DEPTH);
    return search->failed;
}

/* The node of a tree; a null value where it has been visited before. */
static const PdfValue *visit(Search *search, const PdfValue *value)
{
    if (value == NULL || value->kind != PDF_REFERENCE)
        return value != NULL ? value : &pdf_null;
    if (value->number >= pdf_next_number(search->file))
        return &pdf_null;
    unsigned bit = 1U << value->number % 8;
    unsigned char *byte = &search->visited[value->number / 8];
    if ((*byte & bit) != 0)
        return &pdf_null;
    *byte = (unsigned char)(*byte | bit);
    return pdf_resolve(search->file, value);
}

static void forget_visits(Search *search)
{
    search->visited = arena_alloc(search->file->arena, pdf_next_number(search->file) / 8 + 1);
}

/* --- One file --------------------------------------------------------------------------------- */

static bool is_found(const Search *search, const PdfValue *stream)
{
    for (size_t i = 0; i < search->count; i++)
        if (search->found[i].stream == stream)
            return true;
    return false;
}

/* The first of the entries that there is. */
static const PdfValue *first_of(PdfFile *file, const PdfValue *dict, PdfKind kind)
{
    static const char *const keys[] = {"UF", "F", "Unix", "Mac", "DOS"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const PdfValue *value = pdf_get(file, dict, keys[i]);
        if (value->kind == kind)
            return value;
    }
    return &pdf_null;
}

/* A text of the file, which may be said again and again. */
static Str text_of(Search *search, const PdfValue *value)
{
    bool has_text = value->kind == PDF_STRING || value->kind == PDF_NAME;
    if (!has_text || !spend(search, value->text.size / FEW_BYTES))
        return (Str){0};
    return pdf_utf8(search->file->arena, value);
}

/* Adds the file that a specification embeds, if it does. */
static void add_file(Search *search, const PdfValue *specification, const PdfValue *name)
{
    PdfFile *file = search->file;
    if (!step(search, specification))
        return;
    const PdfValue *embedded = pdf_get(file, specification, "EF");
    if (!step(search, embedded) || !spend(search, search->count / FEW_FOUND))
        return;
    const PdfValue *stream = first_of(file, embedded, PDF_STREAM);
    if (stream->kind != PDF_STREAM || is_found(search, stream))
        return;
    if (search->count == PDF_MAX_ATTACHMENTS) {
        fail(search, "it has more than %d attachments", PDF_MAX_ATTACHMENTS);
        return;
    }
    const PdfValue *named = first_of(file, specification, PDF_STRING);
    PdfAttachment *slot =
        arena_push(file->arena, &search->found, &search->capacity, search->count, sizeof *slot);
    search->count++;
    *slot = (PdfAttachment){
        .name = text_of(search, named->kind == PDF_STRING ? named : name),
        .description = text_of(search, pdf_get(file, specification, "Desc")),
        .relationship = text_of(search, pdf_get(file, specification, "AFRelationship")),
        .type = text_of(search, pdf_get(file, stream, "Subtype")),
        .stream = stream,
    };
}

/* --- Where they are --------------------------------------------------------------------------- */

static void search_names(Search *search, const PdfValue *node, int depth)
{
    PdfFile *file = search->file;
    if (is_too_deep(search, depth) || !step(search, node))
        return;
    const PdfValue *names = pdf_get(file, node, "Names");
    const PdfValue *kids = pdf_get(file, node, "Kids");
    for (size_t i = 0; names->kind == PDF_ARRAY && i + 1 < names->count && !search->failed; i += 2)
        add_file(search, pdf_item(file, names, i + 1), pdf_item(file, names, i));
    for (size_t i = 0; kids->kind == PDF_ARRAY && i < kids->count && !search->failed; i++)
        search_names(search, visit(search, &kids->items[i]), depth + 1);
}

static void search_associated(Search *search, const PdfValue *holder)
{
    const PdfValue *files = pdf_get(search->file, holder, "AF");
    if (files->kind == PDF_DICT)
        add_file(search, files, &pdf_null);
    for (size_t i = 0; files->kind == PDF_ARRAY && i < files->count && !search->failed; i++)
        add_file(search, pdf_item(search->file, files, i), &pdf_null);
}

static void search_annotations(Search *search, const PdfValue *page)
{
    PdfFile *file = search->file;
    const PdfValue *annotations = pdf_get(file, page, "Annots");
    for (size_t i = 0; annotations->kind == PDF_ARRAY && i < annotations->count; i++) {
        const PdfValue *annotation = pdf_item(file, annotations, i);
        if (!step(search, annotation))
            return;
        if (pdf_is_name(pdf_get(file, annotation, "Subtype"), "FileAttachment"))
            add_file(search, pdf_get(file, annotation, "FS"), &pdf_null);
    }
}

static void search_pages(Search *search, const PdfValue *node, int depth)
{
    if (is_too_deep(search, depth) || !step(search, node))
        return;
    const PdfValue *kids = pdf_get(search->file, node, "Kids");
    search_associated(search, node);
    search_annotations(search, node);
    for (size_t i = 0; kids->kind == PDF_ARRAY && i < kids->count && !search->failed; i++)
        search_pages(search, visit(search, &kids->items[i]), depth + 1);
}

const PdfAttachment *pdf_attachments(PdfFile *file, size_t *count)
{
    Search search = {.file = file};
    forget_visits(&search);
    const PdfValue *catalog = pdf_get(file, pdf_trailer(file), "Root");
    const PdfValue *names = pdf_get(file, catalog, "Names");
    search_names(&search, visit(&search, pdf_entry(names, "EmbeddedFiles")), 0);
    forget_visits(&search);
    search_associated(&search, catalog);
    search_pages(&search, visit(&search, pdf_entry(catalog, "Pages")), 0);
    *count = search.failed ? 0 : search.count;
    return search.failed ? NULL : search.found;
}
