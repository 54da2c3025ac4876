/* The directive `sampul`: a page with texts and pictures at its top, in its middle and at its foot.
 */
#include "doc/directives.h"

typedef struct CoverLine {
    const Piece *text;
    const void *picture; /* a plan of pictures, instead of the text; or NULL */
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

/* A line is either a text or a picture, which has no caption. */
static void compile_content(const Compiler *compiler, const Record *record, CoverLine *line)
{
    const Record *picture = record_record(record, "gambar");
    bool text = record_get(record, "isi").kind != VALUE_MISSING;
    if (text == (picture != NULL))
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, text ? "gambar" : NULL),
             "write the text by 'isi', or name a picture by 'gambar'",
             text ? "a line of a cover is either text or a picture"
                  : "a line of a cover holds nothing");
    line->text = field_compile(compiler, record, "isi");
    if (picture == NULL)
        return;
    if (record_text(picture, "judul").size > 0 || record_text(picture, "sumber").size > 0)
        diag(compiler->diags, SEVERITY_ERROR, record_place(picture, NULL),
             "write a line of text below it",
             "a picture on a cover has no 'judul' and no 'sumber'");
    line->picture = pictures_compile(compiler, picture);
}

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
        compile_content(compiler, record, line);
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

static void add_text(Builder *builder, Sink *sink, const CoverLine *line, const Scope *scope)
{
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    const Span *text = spans_fill(builder, line->text, scope, options);
    Block *block = text == NULL ? NULL : sink_add(builder, sink, BLOCK_TEXT, line->place);
    if (block != NULL)
        block->text = text;
}

static void add_picture(Builder *builder, Sink *sink, const CoverLine *line, const Scope *scope)
{
    Part part = {.place = line->place};
    part.directive.plan = line->picture;
    pictures_emit(builder, sink, &part, scope);
}

static Block *fill_group(Builder *builder, const CoverGroup *group, const Scope *scope)
{
    Sink sink;
    sink_begin(&sink, REGION_BODY, 0);
    for (size_t i = 0; i < group->count; i++) {
        const CoverLine *line = &group->lines[i];
        Block **added = sink.tail;
        (line->picture != NULL ? add_picture : add_text)(builder, &sink, line, scope);
        if (*added != NULL)
            (*added)->style = &line->style;
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
