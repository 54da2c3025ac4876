/* The watermark of drafts: `tanda_air` of a page style, the job or the manifest. */
#include "doc/page.h"

enum {
    PALE = 0xDDDDDD,
    LARGEST = 200 * PT,
};

const Watermark *watermark_build(Builder *builder, const Compiler *compiler, const Record *record,
                                 const Scope *scope)
{
    const Source *source = record_place(record, NULL).source;
    if (record == NULL)
        return NULL;
    Compiler own = *compiler;
    own.page_line = false;
    if (source != NULL && (own.lines == NULL || own.lines->source != source))
        own.lines = lines_new(compiler->arena, source);
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    Watermark *mark = arena_alloc(builder->arena, sizeof *mark);
    mark->text = spans_fill(builder, field_compile(&own, record, "teks"), scope, options);
    mark->style = builder->styles->page_line;
    mark->style.style = TEXT_BOLD;
    mark->style.colour = PALE;
    (void)colour_of(compiler->diags, record, "warna", &mark->style.colour);
    mark->style.size = size_of(compiler->diags, record, LARGEST);
    mark->style.leading = leading_of(mark->style.size, 100);
    Value covers = record_get(record, "sampul");
    mark->covers = covers.kind != VALUE_BOOL || covers.flag;
    return mark->text == NULL ? NULL : mark;
}
