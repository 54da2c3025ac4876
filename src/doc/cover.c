/* The directive `sampul`: a page with text at its top, in its middle and at its foot. */
#include "doc/directives.h"

typedef struct CoverLine {
    const Piece *text;
    TextStyle style;
    Place place;
} CoverLine;

typedef struct CoverGroup {
    CoverLine *lines;
    size_t count;
} CoverGroup;

enum { GROUPS = 3 };

typedef struct CoverPlan {
    CoverGroup groups[GROUPS]; /* top, middle, foot */
} CoverPlan;

static void compile_group(const Compiler *compiler, const Record *body, const char *field,
                          CoverGroup *group)
{
    const List *list = record_list(body, field);
    group->lines = arena_array(compiler->arena, list->count, sizeof *group->lines);
    group->count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        const Record *record = list->items[i].record;
        CoverLine *line = &group->lines[i];
        TextStyle *style = &line->style;
        *style = compiler->styles->cover;
        Len size = size_of(compiler->diags, record, style->size);
        style->leading = (Len)((int64_t)style->leading * size / style->size);
        style->size = size;
        style->before = length_of(compiler->diags, record, "sebelum", style->before);
        if (record_flag(record, "tebal"))
            style->style |= TEXT_BOLD;
        line->text = field_compile(compiler, record, "isi");
        line->place = record_place(record, NULL);
    }
}

const void *cover_compile(const Compiler *compiler, const Record *body)
{
    static const char *const fields[GROUPS] = {"atas", "tengah", "bawah"};
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    CoverPlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    for (size_t i = 0; i < GROUPS; i++)
        compile_group(compiler, body, fields[i], &plan->groups[i]);
    return diags_count(compiler->diags, SEVERITY_ERROR) > errors ? NULL : plan;
}

static Block *fill_group(Builder *builder, const CoverGroup *group, const Scope *scope)
{
    Sink sink;
    sink_begin(&sink, REGION_BODY, 0);
    for (size_t i = 0; i < group->count; i++) {
        SpanOptions options = {.absence = ABSENCE_LEAVES};
        const Span *text = spans_fill(builder, group->lines[i].text, scope, options);
        Block *block =
            text == NULL ? NULL : sink_add(builder, &sink, BLOCK_TEXT, group->lines[i].place);
        if (block == NULL)
            continue;
        block->style = &group->lines[i].style;
        block->text = text;
    }
    return sink.first;
}

void cover_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const CoverPlan *plan = part->directive.plan;
    Block *block = sink_add(builder, sink, BLOCK_COVER, part->place);
    if (block == NULL)
        return;
    block->cover = (Cover){
        .top = fill_group(builder, &plan->groups[0], scope),
        .middle = fill_group(builder, &plan->groups[1], scope),
        .bottom = fill_group(builder, &plan->groups[2], scope),
    };
}
