/* The directive `tabel`: captions, notes and the styles of the whole. */
#include "doc/table/table.h"

const void *table_compile(const Compiler *compiler, const Record *body)
{
    TablePlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    plan->styles = compiler->styles;
    plan->style = compiler->styles->table;
    table_style_apply(compiler->arena, compiler->diags, &plan->style, body);
    plan->place = record_place(body, NULL);
    plan->caption = field_compile(compiler, body, "judul");
    plan->note = field_compile(compiler, body, "sumber");
    plan->empty = field_compile(compiler, body, "kosong");
    plan->label = field_compile(compiler, body, "label");
    plan->label_place = record_place(body, "label");
    if (plan->label != NULL && plan->caption == NULL)
        diag(compiler->diags, SEVERITY_ERROR, plan->label_place, "give it a 'judul'",
             "a table without caption has no number to refer to");
    (void)header_compile(compiler, body, plan);
    plan->bridge = bridge_compile(compiler, body, plan);
    if (plan->bridge != NULL && plan->condition_count > 0)
        diag(compiler->diags, SEVERITY_ERROR, plan->conditions[0].place,
             "remove 'pindahan', or the condition",
             "a table with 'pindahan' has all of its columns");
    (void)rows_compile(compiler, body, plan);
    return diags_count(compiler->diags, SEVERITY_ERROR) > errors ? NULL : plan;
}

void table_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const TablePlan *plan = part->directive.plan;
    Block *block = sink_add(builder, sink, BLOCK_TABLE, part->place);
    if (block == NULL)
        return;
    Table *table = arena_alloc(builder->arena, sizeof *table);
    block->table = table;
    table->style = &plan->style.cell;
    table->caption_style = &plan->style.caption;
    table->note_style = &plan->style.note;
    table->padding_x = plan->style.padding_x;
    table->padding_y = plan->style.padding_y;
    table->border = plan->style.border;
    table->rules = plan->style.rules;
    table->border_colour = plan->style.border_colour;
    table->width = plan->style.width;
    table->smallest = plan->style.smallest;
    const TextStyle *paragraph = &builder->styles->paragraph[sink->region][VARIANT_NONE];
    table->left = paragraph->left;
    table->right = paragraph->right;
    table->indents = paragraph->indents;
    table->columns = plan->columns;
    table->column_count = plan->column_count;
    if (plan->style.repeats)
        table->repeat_word =
            spans_from_text(builder->arena, plan->style.repeat_word, 0, plan->place);
    SpanOptions options = {.absence = ABSENCE_WARNS};
    if (plan->caption != NULL) {
        table->number =
            number_caption(builder->arena, &builder->numbering, CAPTION_TABLE, plan->style.word);
        options.notes = NOTES_PRINTED;
        table->caption = spans_fill(builder, plan->caption, scope, options);
        options.notes = NOTES_REFUSED;
        if (plan->style.captioned)
            table->caption_again =
                spans_from_text(builder->arena,
                                str_format(builder->arena, "%.*s %.*s", STR_ARG(table->number),
                                           STR_ARG(plan->style.repeat_word)),
                                0, plan->place);
    }
    block->label = spans_fill_text(builder, plan->label, scope, options);
    label_add(builder, block->label, table->number, plan->label_place);
    const size_t *shown = columns_shown(builder, plan, scope);
    header_emit(builder, plan, shown, scope, table);
    rows_emit(builder, plan, scope, table);
    columns_hide(builder, shown, table);
    options = (SpanOptions){.absence = ABSENCE_DASH, .notes = NOTES_PRINTED};
    table->note = spans_fill(builder, plan->note, scope, options);
}
