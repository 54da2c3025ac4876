/*
 * tests/doc/dump.h - a document's blocks as indented text, for comparison.
 */
#ifndef LAKIPDF_TESTS_DOC_DUMP_H
#define LAKIPDF_TESTS_DOC_DUMP_H

#include "doc/doc.h"

static inline void dump_spans(Buf *out, const Span *first)
{
    static const char flags[] = "biu^m";
    for (const Span *span = first; span != NULL; span = span->next) {
        static const char *const marks[] = {
            [SPAN_BREAK] = " / ",
            [SPAN_PAGE] = "{halaman}",
            [SPAN_PAGES] = "{jumlah}",
            [SPAN_CHAPTER] = "{bab}",
            [SPAN_PAGE_OF] = "{ke}",
            [SPAN_LAST_PAGE] = "{terakhir}",
            [SPAN_CHAPTER_NUMBER] = "{nomor_bab}",
            [SPAN_SECTION] = "{subbab}",
            [SPAN_SECTION_NUMBER] = "{nomor_subbab}",
        };
        if (span->kind == SPAN_NOTE) {
            buf_format(out, "[%.*s|%.*s: ", STR_ARG(span->text), STR_ARG(span->lead->note->number));
            dump_spans(out, span->lead->note->text);
            buf_byte(out, ']');
            continue;
        }
        if (span->kind != SPAN_TEXT) {
            buf_text(out, marks[span->kind]);
            continue;
        }
        bool plain = span->style == 0 && span->lead == NULL;
        if (!plain)
            buf_byte(out, '<');
        for (size_t i = 0; i < 5; i++)
            if (span->style & (1U << i))
                buf_byte(out, flags[i]);
        if (span->lead != NULL && span->lead->url.size > 0)
            buf_format(out, " %.*s", STR_ARG(span->lead->url));
        if (span->lead != NULL && span->lead->target.size > 0)
            buf_format(out, "@%.*s", STR_ARG(span->lead->target));
        if (!plain)
            buf_byte(out, ':');
        buf_add(out, span->text);
        if (!plain)
            buf_byte(out, '>');
    }
}

static inline void dump_rows(Buf *out, int depth, const char *name, const Row *rows, size_t count)
{
    static const char aligns[] = "<=>|,";
    static const char kinds[] = "-gst";
    for (size_t i = 0; i < count; i++) {
        buf_format(out, "%*s%s %c%s", depth * 2, "", name, kinds[rows[i].kind],
                   rows[i].whole ? "!" : "");
        for (size_t k = 0; k < rows[i].cell_count; k++) {
            const Cell *cell = &rows[i].cells[k];
            buf_format(out, " [%u", cell->column);
            if (cell->columns > 1)
                buf_format(out, "+%u", cell->columns);
            if (cell->rows > 1)
                buf_format(out, "x%u", cell->rows);
            buf_byte(out, aligns[cell->align]);
            if (cell->valign != VALIGN_TOP && str_is(str_from(name), "row"))
                buf_byte(out, cell->valign == VALIGN_MIDDLE ? '-' : '_');
            if (cell->style & TEXT_BOLD)
                buf_byte(out, 'b');
            if (cell->filled)
                buf_format(out, "#%06X", (unsigned)cell->fill);
            buf_byte(out, ' ');
            dump_spans(out, cell->text);
            buf_byte(out, ']');
        }
        buf_byte(out, '\n');
    }
}

static inline void dump_blocks(Buf *out, const Block *first, int depth);

static inline void dump_table(Buf *out, const Table *table, int depth)
{
    buf_format(out, "table %.*s: ", STR_ARG(table->number));
    dump_spans(out, table->caption);
    buf_byte(out, '\n');
    buf_format(out, "%*scolumns", depth * 2 + 2, "");
    for (size_t i = 0; i < table->column_count; i++) {
        static const char *const kinds[] = {"", "fr", "auto"};
        const Column *column = &table->columns[i];
        buf_byte(out, ' ');
        if (column->kind != WIDTH_AUTO)
            buf_format(out, "%d", column->width);
        buf_text(out, kinds[column->kind]);
    }
    buf_byte(out, '\n');
    dump_rows(out, depth + 1, "head", table->header, table->header_count);
    dump_rows(out, depth + 1, "row", table->rows, table->row_count);
    if (table->bridge != NULL) {
        dump_rows(out, depth + 1, "carried", &table->bridge->end, 1);
        dump_rows(out, depth + 1, "brought", &table->bridge->start, 1);
    }
    if (table->note != NULL) {
        buf_format(out, "%*snote ", depth * 2 + 2, "");
        dump_spans(out, table->note);
        buf_byte(out, '\n');
    }
}

static inline void dump_heading(Buf *out, const Heading *heading)
{
    buf_format(out, "heading %d%s%s%s (%.*s) ", heading->level, heading->number_above ? "^" : "",
               heading->in_contents ? "" : " unlisted", heading->new_page ? " new" : "",
               STR_ARG(heading->number));
    dump_spans(out, heading->text);
    buf_byte(out, '\n');
}

static inline void dump_text(Buf *out, const Block *block)
{
    static const char *const aligns[] = {"left", "centre", "right", "justify"};
    buf_format(out, "text %s", aligns[block->style->align]);
    if (block->style->first_indent > 0)
        buf_text(out, " indent");
    if (block->style->left > 0)
        buf_text(out, " quote");
    buf_text(out, ": ");
    dump_spans(out, block->text);
    buf_byte(out, '\n');
}

static inline void dump_list(Buf *out, const ItemList *list, int depth)
{
    buf_text(out, "list\n");
    for (const ListItem *item = list->first; item != NULL; item = item->next) {
        buf_format(out, "%*sitem %.*s\n", depth * 2 + 2, "", STR_ARG(item->marker));
        dump_blocks(out, item->first, depth + 2);
    }
}

/* Each line ended by " / ", what stands before an office in brackets. */
static inline void dump_lines(Buf *out, const Signer *signer)
{
    if (signer->above != NULL) {
        dump_spans(out, signer->above);
        buf_text(out, " / ");
    }
    for (size_t i = 0; i < signer->office_count; i++) {
        if (signer->offices[i].prefix != NULL) {
            buf_byte(out, '[');
            dump_spans(out, signer->offices[i].prefix);
            buf_text(out, "] ");
        }
        dump_spans(out, signer->offices[i].text);
        buf_text(out, " / ");
    }
}

/* What stands in the room behind its height. */
static inline void dump_room(Buf *out, const Signer *signer)
{
    buf_format(out, "(%d", signer->space);
    if (signer->field.name.size > 0)
        buf_format(out, " %.*s: %.*s", STR_ARG(signer->field.name), STR_ARG(signer->field.purpose));
    if (signer->ink != NULL)
        buf_format(out, "; ink %u %.*s", signer->ink->picture, STR_ARG(signer->ink->alt));
    const struct {
        const char *name;
        const Span *text;
    } texts[] = {{"duty", signer->duty}, {"anchor", signer->anchor}, {"beside", signer->beside}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].text == NULL)
            continue;
        buf_format(out, "; %s ", texts[i].name);
        dump_spans(out, texts[i].text);
    }
    if (signer->code != NULL)
        buf_format(out, "; %.*s, %d", STR_ARG(signer->code_alt), signer->code_size);
    buf_text(out, ") ");
}

static inline void dump_signature(Buf *out, const Signature *signature, int depth)
{
    buf_text(out, "signature\n");
    for (size_t i = 0; i < signature->signer_count; i++) {
        buf_format(out, "%*ssigner ", depth * 2 + 2, "");
        dump_lines(out, &signature->signers[i]);
        dump_room(out, &signature->signers[i]);
        dump_spans(out, signature->signers[i].below);
        buf_byte(out, '\n');
    }
}

static inline void dump_line(Buf *out, const char *name, const PageLine *line)
{
    buf_text(out, name);
    dump_spans(out, line->left);
    buf_byte(out, '|');
    dump_spans(out, line->centre);
    buf_byte(out, '|');
    dump_spans(out, line->right);
}

static inline void dump_page(Buf *out, const PageSwitch *page)
{
    if (page->style == NULL) {
        buf_format(out, "page restart %lld\n", (long long)page->restart);
        return;
    }
    const PageStyle *style = page->style;
    static const char *const numberings[] = {"none",  "arabic",  "roman",
                                             "ROMAN", "letters", "LETTERS"};
    buf_format(out, "page %dx%d %s", style->width / 1000, style->height / 1000,
               numberings[style->numbering]);
    if (style->by_chapter)
        buf_text(out, " by chapter");
    if (style->number_form.size > 0)
        buf_format(out, " \"%.*s\"", STR_ARG(style->number_form));
    if (style->mirrored)
        buf_format(out, " mirrored%s%s", style->header.mirrored ? " head" : "",
                   style->footer.mirrored ? " foot" : "");
    if (style->openings_right)
        buf_text(out, " openings right");
    buf_format(out, " restart %lld", (long long)page->restart);
    dump_line(out, " head ", &style->header);
    dump_line(out, " foot ", &style->footer);
    if (style->opening_header != NULL)
        dump_line(out, " opening head ", style->opening_header);
    if (style->opening_footer != NULL)
        dump_line(out, " opening foot ", style->opening_footer);
    buf_byte(out, '\n');
}

static inline void dump_cover(Buf *out, const Cover *cover, int depth)
{
    buf_text(out, "cover\n");
    dump_blocks(out, cover->top, depth + 1);
    buf_format(out, "%*s--\n", depth * 2 + 2, "");
    dump_blocks(out, cover->middle, depth + 1);
    buf_format(out, "%*s--\n", depth * 2 + 2, "");
    dump_blocks(out, cover->bottom, depth + 1);
}

/* Mathematics as one line: {above / below}, (inner), sqrt(inner), sum(below; above), base_{}^{}. */
static inline void dump_math(Buf *out, const Math *math)
{
    static const char *const marks[][4] = {
        [MATH_FRACTION] = {"{", " / ", "}", ""}, [MATH_BRACKETS] = {"(", ")", "", ""},
        [MATH_ROOT] = {"sqrt(", ")", "", ""},    [MATH_SUM] = {"sum(", "; ", ")", ""},
        [MATH_SCRIPT] = {"", "_[", "]^[", "]"},
    };
    if (math == NULL)
        return;
    if (math->kind <= MATH_RELATION) {
        dump_spans(out, math->text);
        return;
    }
    for (size_t i = 0; i < math->count; i++) {
        if (math->kind == MATH_ROW && i > 0)
            buf_byte(out, ' ');
        if (math->kind != MATH_ROW)
            buf_text(out, marks[math->kind][i]);
        dump_math(out, math->parts[i]);
    }
    if (math->kind != MATH_ROW)
        buf_text(out, marks[math->kind][math->count]);
}

static inline void dump_equation(Buf *out, const Equation *equation, int depth)
{
    buf_format(out, "equation%s%.*s\n", equation->number.size > 0 ? " " : "",
               STR_ARG(equation->number));
    for (size_t i = 0; i < equation->line_count; i++) {
        buf_format(out, "%*s", depth * 2 + 2, "");
        dump_math(out, equation->lines[i]);
        buf_byte(out, '\n');
    }
}

static inline void dump_tree(Buf *out, const TreeNode *first, int depth)
{
    static const char *const sides[] = {"", "< ", "> "};
    for (const TreeNode *node = first; node != NULL; node = node->next) {
        buf_format(out, "%*s%s%s", depth * 2, "", sides[node->side], node->dashed ? "~ " : "");
        dump_spans(out, node->text);
        buf_byte(out, '\n');
        dump_tree(out, node->first, depth + 1);
    }
}

static inline void dump_pictures(Buf *out, const Pictures *pictures, int depth)
{
    buf_format(out, "%*s%u columns %d %d %d %d\n", depth * 2, "", pictures->columns,
               pictures->width, pictures->share, pictures->height, pictures->frame);
    for (size_t i = 0; i < pictures->count; i++) {
        const Photo *photo = &pictures->photos[i];
        buf_format(out, "%*s%u: %ux%u [%.*s] ", depth * 2, "", photo->index, photo->picture->width,
                   photo->picture->height, STR_ARG(photo->alt));
        dump_spans(out, photo->caption);
        buf_byte(out, '\n');
    }
}

static inline void dump_chart_name(Buf *out, const ChartName *name)
{
    buf_format(out, "%.*s", STR_ARG(name->text));
    if (name->coloured)
        buf_format(out, " #%06X", (unsigned)name->colour);
}

static inline void dump_chart(Buf *out, const Chart *chart, Str alt, int depth)
{
    static const char *const kinds[] = {"bars",  "stacked", "across", "across stacked",
                                        "lines", "pie",     "gauge"};
    static const char legends[] = "-vr";
    buf_format(out, "%*s%s %c%s%s", depth * 2, "", kinds[chart->kind], legends[chart->legend],
               chart->labels ? " labels" : "", chart->table ? " table" : "");
    buf_format(out, " [%.*s] [%.*s]", STR_ARG(chart->title_x), STR_ARG(chart->title_y));
    if (chart->target.given)
        buf_format(out, " target %.*s", STR_ARG(chart->target_name));
    for (size_t i = 0; i < chart->band_count; i++)
        buf_format(out, " %.*s", STR_ARG(chart->bands[i].label));
    buf_byte(out, '\n');
    for (size_t s = 0; s < chart->series_count; s++) {
        buf_format(out, "%*s", depth * 2 + 2, "");
        dump_chart_name(out, &chart->series[s]);
        buf_byte(out, ':');
        for (size_t c = 0; c < chart->category_count; c++) {
            const ChartValue *value = &chart->values[s * chart->category_count + c];
            buf_byte(out, ' ');
            dump_chart_name(out, &chart->categories[c]);
            buf_byte(out, '=');
            buf_add(out, value->given ? chart_number(out->arena, &chart->format, value->number)
                                      : STR("-"));
        }
        buf_byte(out, '\n');
    }
    buf_format(out, "%*salt %.*s\n", depth * 2, "", STR_ARG(alt));
}

static inline void dump_figure(Buf *out, const Figure *figure, int depth)
{
    buf_format(out, "figure %.*s: ", STR_ARG(figure->number));
    dump_spans(out, figure->caption);
    buf_byte(out, '\n');
    if (figure->kind == FIGURE_TREE)
        dump_tree(out, figure->tree->root, depth + 1);
    else if (figure->kind == FIGURE_PICTURES)
        dump_pictures(out, figure->pictures, depth + 1);
    else
        dump_chart(out, figure->chart, figure->alt, depth + 1);
}

static inline void dump_blocks(Buf *out, const Block *first, int depth)
{
    for (const Block *block = first; block != NULL; block = block->next) {
        buf_format(out, "%*s", depth * 2, "");
        if (block->label.size > 0)
            buf_format(out, "#%.*s ", STR_ARG(block->label));
        switch (block->kind) {
        case BLOCK_TEXT:
            dump_text(out, block);
            break;
        case BLOCK_HEADING:
            dump_heading(out, &block->heading);
            break;
        case BLOCK_QUOTE:
            buf_text(out, "quote\n");
            dump_blocks(out, block->quote.first, depth + 1);
            break;
        case BLOCK_LIST:
            dump_list(out, &block->list, depth);
            break;
        case BLOCK_TABLE:
            dump_table(out, block->table, depth);
            break;
        case BLOCK_SIGNATURE:
            dump_signature(out, &block->signature, depth);
            break;
        case BLOCK_COVER:
            dump_cover(out, &block->cover, depth);
            break;
        case BLOCK_CONTENTS:
            buf_format(out, "contents %d depth %d\n", block->contents.kind, block->contents.depth);
            break;
        case BLOCK_PAGE:
            dump_page(out, &block->page);
            break;
        case BLOCK_EQUATION:
            dump_equation(out, block->equation, depth);
            break;
        case BLOCK_FIGURE:
            dump_figure(out, block->figure, depth);
            break;
        }
    }
}

#endif
