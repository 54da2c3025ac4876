/* Labels in chapters that are not in the document, or not all of which is: a reference to one is no
 * second fault where a limit ended the document or the chapter has faults of its own, and is
 * explained where the job leaves the chapter out. */
#include "doc/builder.h"

static bool goes_on(Str text, size_t at)
{
    if (at >= text.size)
        return false;
    char c = text.at[at];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

/* True when the chapter gives that label, as far as its text tells. */
static bool gives(Arena *arena, Str text, Str label)
{
    static const char *const before[] = {"{#", "label: ", "label: \"", "label: '"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        Str given = str_format(arena, "%s%.*s", before[i], STR_ARG(label));
        size_t at = str_find(text, given.at, 0);
        while (at != SIZE_MAX && goes_on(text, at + given.size))
            at = str_find(text, given.at, at + 1);
        if (at != SIZE_MAX)
            return true;
    }
    return false;
}

/* True for the label that a chapter's first heading has by itself. */
static bool is_chapters(Str id, Str label)
{
    return str_starts(label, "bab-") && str_equal(str_slice(label, 4, label.size), id);
}

/* A label with a tag in it may turn out to be any. */
static bool may_give(Arena *arena, Str text, Str label)
{
    return gives(arena, text, label) || str_find(text, "label: \"{{", 0) != SIZE_MAX ||
           str_find(text, "label: '{{", 0) != SIZE_MAX;
}

bool label_is_lost(const Builder *builder, Str label)
{
    const Lost *lost = builder->lost;
    if (builder->evaluator.stopped)
        return true;
    for (size_t i = 0; i < lost->faulty_count; i++) {
        const FaultyChapter *chapter = &lost->faulty[i];
        if (chapter->source == NULL || is_chapters(chapter->id, label) ||
            may_give(builder->arena, chapter->source->text, label))
            return true;
    }
    return false;
}

/* True when the chapter, which the document does not have, gives the label. */
static bool absent_gives(const Builder *builder, const ChapterFile *chapter, Str label)
{
    if (!chapter->replaced && !chapter->reduced && is_chapters(chapter->id, label))
        return true;
    /* What is wrong with its file is of no matter here. */
    Diags *unheard = diags_new(builder->arena);
    const Source *source =
        file_read(builder->arena, unheard, chapter->path, CHAPTER_MAX_BYTES, (Place){0});
    return source != NULL && gives(builder->arena, source->text, label);
}

/* What to do about a reference to a label in that chapter. */
static Str absence_hint(Arena *arena, const ChapterFile *chapter)
{
    Str id = chapter->id;
    if (chapter->replaced)
        return str_format(arena, "give a heading or table of the job's own '%.*s' this label",
                          STR_ARG(id));
    Str condition = record_text(chapter->part, "bila");
    if (chapter->reduced)
        return str_format(arena, "put the text into a section {{#%.*s}}", STR_ARG(condition));
    return str_format(arena, "%sput the text into a section {{#memuat_bab['%.*s']}}",
                      condition.size > 0 ? "" : "name the chapter in 'urutan', or ", STR_ARG(id));
}

bool label_explain_absence(const Builder *builder, Str label, Place place)
{
    const Lost *lost = builder->lost;
    for (size_t i = 0; i < lost->absent_count; i++) {
        const ChapterFile *chapter = &lost->absent[i];
        if (!absent_gives(builder, chapter, label))
            continue;
        Str id = chapter->id;
        const char *message = "label '%.*s' stands in chapter '%.*s', which is not in the document";
        if (chapter->replaced)
            message =
                "label '%.*s' stands in the template's chapter '%.*s', which the job replaces";
        else if (chapter->reduced)
            message = "label '%.*s' stands in chapter '%.*s', which has no data";
        diag(builder->diags, SEVERITY_ERROR, place, absence_hint(builder->arena, chapter).at,
             message, STR_ARG(label), STR_ARG(id));
        return true;
    }
    return false;
}
