/* The signed fields of a file: those that the catalog's form leads to (ISO 32000-1, 12.7.2). */
#include "verify/work.h"

#include <limits.h>

enum {
    MOST_STEPS = 16 * 1024 * 1024,
    MOST_DEPTH = 32,  /* of fields in fields */
    MOST_NAME = 1000, /* bytes of a name that is shown */
};

/* A field and those that it stands in. */
typedef struct Path {
    const struct Path *parent;
    const PdfValue *field;
} Path;

typedef struct Finder {
    Work *work;
    PdfFile *file;
    FoundList *list;
    size_t steps;
    unsigned char *visited; /* two bits for each object */
    uint32_t limit;         /* all numbers are less */
} Finder;

static Str full_name(Finder *finder, const Path *path)
{
    Arena *arena = finder->work->arena;
    Str name = {0};
    for (; path != NULL; path = path->parent) {
        Str partial = pdf_utf8(arena, pdf_get(finder->file, path->field, "T"));
        if (partial.size > MOST_NAME)
            partial.size = MOST_NAME;
        if (partial.size > 0 && name.size > 0)
            name = str_format(arena, "%.*s.%.*s", STR_ARG(partial), STR_ARG(name));
        else if (partial.size > 0)
            name = partial;
    }
    return name;
}

static bool is_known(const Finder *finder, const PdfValue *dict)
{
    for (size_t i = 0; i < finder->list->count; i++)
        if (finder->list->items[i].dict == dict)
            return true;
    return false;
}

static bool add(Finder *finder, const PdfValue *reference, const Path *path)
{
    FoundList *list = finder->list;
    const PdfValue *value = pdf_entry(path->field, "V");
    const PdfValue *dict = pdf_resolve(finder->file, value);
    if (dict->kind != PDF_DICT || is_known(finder, dict))
        return true;
    if (list->count == VERIFY_MOST_SIGNATURES)
        return false;
    Found *slot =
        arena_push(finder->work->arena, &list->items, &list->capacity, list->count, sizeof *slot);
    list->count++;
    *slot = (Found){.dict = dict, .field = path->field, .name = full_name(finder, path)};
    if (reference->kind == PDF_REFERENCE)
        slot->field_number = reference->number;
    slot->number = value->kind == PDF_REFERENCE ? value->number : slot->field_number;
    return true;
}

/* A field that stands in several places is looked at once, and once more where it inherits that it
   is a signature's: comparing tells that. */
static bool visit_once(Finder *finder, const PdfValue *reference, bool signs)
{
    enum { EACH = 2 };
    if (reference->kind != PDF_REFERENCE || reference->number >= finder->limit)
        return true;
    size_t at = (size_t)reference->number * EACH + signs;
    unsigned char bit = (unsigned char)(1U << at % CHAR_BIT);
    unsigned char *byte = &finder->visited[at / CHAR_BIT];
    bool first = (*byte & bit) == 0;
    *byte |= bit;
    return first;
}

/* A field and those below it; the kind is inherited. */
static bool visit(Finder *finder, const PdfValue *reference, const Path *parent, bool signs,
                  int depth)
{
    if (depth > MOST_DEPTH || finder->steps++ >= MOST_STEPS)
        return false;
    if (!visit_once(finder, reference, signs))
        return true;
    const Path path = {parent, pdf_resolve(finder->file, reference)};
    if (path.field->kind != PDF_DICT)
        return true;
    /* Its keys are looked through. */
    finder->steps += path.field->count;
    const PdfValue *type = pdf_get(finder->file, path.field, "FT");
    if (type->kind == PDF_NAME)
        signs = str_is(type->text, "Sig");
    if (signs && pdf_entry(path.field, "V") != NULL && !add(finder, reference, &path))
        return false;
    const PdfValue *kids = pdf_get(finder->file, path.field, "Kids");
    for (size_t i = 0; kids->kind == PDF_ARRAY && i < kids->count; i++)
        if (!visit(finder, &kids->items[i], &path, signs, depth + 1))
            return false;
    return true;
}

bool find_signatures(Work *work, Arena *scratch, PdfFile *file, FoundList *list)
{
    Finder finder = {.work = work, .file = file, .list = list, .limit = pdf_next_number(file)};
    finder.visited = arena_alloc(scratch, finder.limit / 4 + 1);
    const PdfValue *catalog = pdf_get(file, pdf_trailer(file), "Root");
    const PdfValue *fields = pdf_get(file, pdf_get(file, catalog, "AcroForm"), "Fields");
    for (size_t i = 0; fields->kind == PDF_ARRAY && i < fields->count; i++)
        if (!visit(&finder, &fields->items[i], NULL, false, 0))
            return false;
    return true;
}
