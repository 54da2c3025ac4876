/* Compiled parts become blocks, once for each record that a section runs over. */
#include "doc/builder.h"

/* --- Blocks ----------------------------------------------------------------------------------- */

void sink_begin(Sink *sink, Region region, int bullet_depth)
{
    *sink = (Sink){.region = region, .bullet_depth = bullet_depth};
    sink->tail = &sink->first;
}

bool builder_count(Builder *builder, Place place)
{
    if (builder->evaluator.stopped)
        return false;
    if (++builder->blocks <= DOC_MAX_REPEATED)
        return true;
    size_t records = calc_record_count(builder->evaluator.calc);
    size_t most = DOC_MAX_REPEATED + records * DOC_MAX_RECORD;
    most = most > DOC_MAX_BLOCKS ? DOC_MAX_BLOCKS : most;
    if (builder->blocks <= most)
        return true;
    builder->evaluator.stopped = true;
    diag(builder->diags, SEVERITY_ERROR, place,
         "repeat sections over fewer records, or make several documents of it",
         "the document of %zu records has more than %zu blocks and rows", records, most);
    return false;
}

Block *sink_add(Builder *builder, Sink *sink, BlockKind kind, Place place)
{
    if (!builder_count(builder, place))
        return NULL;
    Block *block = arena_alloc(builder->arena, sizeof *block);
    block->kind = kind;
    block->place = place;
    *sink->tail = block;
    sink->tail = &block->next;
    sink->last = block;
    sink->list = NULL;
    return block;
}

/* --- Parts ------------------------------------------------------------------------------------ */

static void text_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    SpanOptions options = {.absence = ABSENCE_WARNS, .notes = NOTES_PRINTED};
    const Span *text = spans_fill(builder, part->text, scope, options);
    bool below = sink->last != NULL && sink->last->kind == BLOCK_HEADING;
    Block *block = text == NULL ? NULL : sink_add(builder, sink, BLOCK_TEXT, part->place);
    if (block == NULL)
        return;
    Variant variant = part->variant;
    if (below && variant == VARIANT_NONE && !builder->styles->indent_first)
        variant = VARIANT_NO_INDENT;
    block->style = &builder->styles->paragraph[sink->region][variant];
    block->text = text;
}

/* The heading's own label, or, for the first of a chapter's file, of whatever level, the chapter's.
 */
static Str heading_label(Builder *builder, const Part *part)
{
    Str label = part->label.size > 0 ? part->label : builder->chapter_label;
    builder->chapter_label = (Str){NULL, 0};
    return label;
}

static void heading_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const HeadingPart *heading = &part->heading;
    bool appendix = heading->level == 1 && builder->numbering.appendix;
    const HeadingStyle *style =
        appendix ? &builder->styles->appendix : &builder->styles->heading[heading->level - 1];
    Block *block = sink_add(builder, sink, BLOCK_HEADING, part->place);
    if (block == NULL)
        return;
    if (heading->level == 1 && builder->styles->notes_by_chapter)
        builder->note_number = 0;
    SpanOptions options = {
        .absence = ABSENCE_WARNS, .upper = style->capitals, .notes = NOTES_PRINTED};
    const Span *text = spans_fill(builder, heading->text, scope, options);
    bool numbered = !heading->unnumbered && (heading->level > 1 || builder->chapters_numbered);
    Str label = heading_label(builder, part);
    Str number = {NULL, 0};
    Str reference = {NULL, 0};
    if (!number_heading(builder->arena, &builder->numbering, builder->styles, heading->level,
                        numbered, &number, &reference)) {
        options = (SpanOptions){.absence = ABSENCE_DASH, .notes = NOTES_LEFT_OUT};
        reference =
            label.size == 0
                ? number
                : spans_text(builder->arena, spans_fill(builder, heading->text, scope, options));
    }
    block->style = &style->text;
    block->label = label;
    block->heading = (Heading){
        .level = heading->level,
        .number = number,
        .number_above = number.size > 0 && style->number_above,
        .in_contents = !heading->unlisted,
        .new_page = style->new_page,
        .text = text,
        .appendix = appendix,
    };
    builder->listed_appendices += appendix && !heading->unlisted;
    if (heading->level == 1 && number.size > 0)
        block->heading.page_mark =
            number_page_mark(builder->arena, &builder->numbering, builder->styles);
    label_add(builder, label, reference, part->label.size > 0 ? part->label_place : part->place);
}

static void quote_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    Sink inside;
    sink_begin(&inside, REGION_QUOTE, sink->bullet_depth);
    parts_emit(builder, &inside, part->quote, scope);
    Block *block = inside.first == NULL ? NULL : sink_add(builder, sink, BLOCK_QUOTE, part->place);
    if (block != NULL)
        block->quote = (Quote){inside.first, builder->styles->quote_left,
                               builder->styles->quote_right, builder->styles->quote_indents};
}

static void section_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const SectionPart *section = &part->section;
    if (section->expression == NULL)
        return;
    Loop loop = loop_begin(&builder->evaluator, section->expression, section->inverse, scope);
    while (loop_next(&loop))
        parts_emit(builder, sink, section->first, &loop.scope);
}

static void directive_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    part->directive.kind->emit(builder, sink, part, scope);
}

void parts_emit(Builder *builder, Sink *sink, const Part *first, const Scope *scope)
{
    static void (*const emitters[])(Builder *, Sink *, const Part *, const Scope *) = {
        [PART_TEXT] = text_emit,   [PART_HEADING] = heading_emit, [PART_LIST] = list_emit,
        [PART_QUOTE] = quote_emit, [PART_SECTION] = section_emit, [PART_DIRECTIVE] = directive_emit,
    };
    for (const Part *part = first; part != NULL && !builder->evaluator.stopped; part = part->next)
        emitters[part->kind](builder, sink, part, scope);
}
