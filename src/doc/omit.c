/* Chapters that hold nothing but lists without entries are left out, where the manifest says so. */
#include "doc/builder.h"

static bool is_empty(const Builder *builder, ContentsKind kind)
{
    const Numbering *numbering = &builder->numbering;
    switch (kind) {
    case CONTENTS_TABLES:
        return numbering->all[CAPTION_TABLE] == 0;
    case CONTENTS_FIGURES:
        return numbering->all[CAPTION_FIGURE] == 0;
    case CONTENTS_CHARTS:
        return numbering->all[CAPTION_CHART] == 0;
    case CONTENTS_APPENDICES:
        return builder->listed_appendices == 0;
    case CONTENTS_HEADINGS:
        break;
    }
    return false;
}

/* True when the blocks hold lists, and all of them are empty. */
static bool all_empty(const Builder *builder, const Block *first, const Block *end)
{
    size_t lists = 0;
    for (const Block *block = first; block != end; block = block->next) {
        if (block->kind != BLOCK_CONTENTS)
            continue;
        if (!is_empty(builder, block->contents.kind))
            return false;
        lists++;
    }
    return lists > 0;
}

/* Chapters behind one that is left out would miss its number. */
static void check_numbers(const Builder *builder, const Block *first, const Block *end)
{
    for (const Block *block = first; block != end; block = block->next)
        if (block->kind == BLOCK_HEADING && block->heading.number.size > 0) {
            diag(builder->diags, SEVERITY_ERROR, block->place,
                 "write {-} behind its heading, or bab: tidak into the manifest",
                 "a chapter with 'lewati_kosong' has a number");
            return;
        }
}

void chapters_omit(Builder *builder, const ChapterRange *chapters, size_t count)
{
    /* From the end, so that the places before stay right. */
    for (size_t i = count; i-- > 0;) {
        const ChapterRange *chapter = &chapters[i];
        Labels *labels = &builder->labels;
        check_numbers(builder, *chapter->first, *chapter->end);
        if (!all_empty(builder, *chapter->first, *chapter->end))
            continue;
        *chapter->first = *chapter->end;
        for (size_t from = chapter->labels_end; from < labels->count; from++)
            labels->items[from - (chapter->labels_end - chapter->labels)] = labels->items[from];
        labels->count -= chapter->labels_end - chapter->labels;
    }
}
