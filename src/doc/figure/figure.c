/* What pictures, charts and organisation charts share: the caption with its number, the note, the
 * label. */
#include "doc/directives.h"

void figure_compile(const Compiler *compiler, const Record *body, FigurePlan *plan)
{
    plan->caption = field_compile(compiler, body, "judul");
    plan->note = field_compile(compiler, body, "sumber");
    plan->alt = field_compile(compiler, body, "uraian");
    plan->label = field_compile(compiler, body, "label");
    plan->label_place = record_place(body, "label");
    if (plan->label != NULL && plan->caption == NULL)
        diag(compiler->diags, SEVERITY_ERROR, plan->label_place, "give it a 'judul'",
             "a figure without caption has no number to refer to");
}

Figure *figure_emit(Builder *builder, Sink *sink, const Part *part, const FigurePlan *plan,
                    FigureKind kind, const Scope *scope)
{
    const FigureStyle *style = &builder->styles->figure;
    Block *block = sink_add(builder, sink, BLOCK_FIGURE, part->place);
    if (block == NULL)
        return NULL;
    Figure *figure = arena_alloc(builder->arena, sizeof *figure);
    block->figure = figure;
    figure->kind = kind;
    figure->style = &style->text;
    figure->caption_style = &style->caption;
    figure->note_style = &style->note;
    SpanOptions options = {.absence = ABSENCE_WARNS};
    if (plan->caption != NULL) {
        bool chart = kind == FIGURE_CHART;
        figure->number = number_caption(builder->arena, &builder->numbering,
                                        chart ? CAPTION_CHART : CAPTION_FIGURE,
                                        chart ? style->chart_word : style->word);
        options.notes = NOTES_PRINTED;
        figure->caption = spans_fill(builder, plan->caption, scope, options);
        options.notes = NOTES_REFUSED;
    }
    block->label = spans_fill_text(builder, plan->label, scope, options);
    label_add(builder, block->label, figure->number, plan->label_place);
    options.absence = ABSENCE_LEAVES;
    figure->alt = spans_fill_text(builder, plan->alt, scope, options);
    options = (SpanOptions){.absence = ABSENCE_DASH, .notes = NOTES_PRINTED};
    figure->note = spans_fill(builder, plan->note, scope, options);
    return figure;
}
