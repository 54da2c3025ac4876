/*
 * layout/typeset.h - for suites that set text: fonts of the catalogue, spans from strings, lines as
 * text.
 */
#ifndef LAKIPDF_TESTS_LAYOUT_TYPESET_H
#define LAKIPDF_TESTS_LAYOUT_TYPESET_H

#include "support.h"

#include "layout/font/fonts.h"

#define POINT 1000

static inline Schema *typeset_schema(Fixture *fixture, const char *path)
{
    Schema *schema = schema_new(fixture->arena, fixture->diags);
    const Node *tree = data_load_file(fixture->arena, fixture->diags, path, (Place){0});
    assert_non_null(tree);
    assert_true(schema_add(schema, tree));
    assert_true(schema_resolve(schema));
    return schema;
}

static inline Fonts *typeset_fonts(Fixture *fixture, const char *catalogue)
{
    Schema *schema = typeset_schema(fixture, "config/skema/huruf.yaml");
    return fonts_load(fixture->arena, fixture->diags, schema, catalogue);
}

static inline const Typography *typeset_typography(Fixture *fixture, const char *path)
{
    Schema *schema = typeset_schema(fixture, "config/skema/tipografi.yaml");
    return typography_load(fixture->arena, fixture->diags, schema, path);
}

static inline Setter *typeset_setter(Fixture *fixture)
{
    Setter *setter = arena_alloc(fixture->arena, sizeof *setter);
    setter->arena = fixture->arena;
    setter->diags = fixture->diags;
    setter->fonts = typeset_fonts(fixture, "fonts/katalog.yaml");
    assert_non_null(setter->fonts);
    return setter;
}

/* 12 pt on 15 pt, black, without indents. */
static inline TextStyle typeset_style(void)
{
    return (TextStyle){
        .family = STR("Liberation Serif"), .size = 12 * POINT, .leading = 15 * POINT};
}

/* Appends a span to a list that may be empty. */
static inline Span *typeset_add(Fixture *fixture, Span **first, uint8_t style, const char *text)
{
    Span *span = arena_alloc(fixture->arena, sizeof *span);
    *span = (Span){
        .kind = text != NULL ? SPAN_TEXT : SPAN_BREAK, .style = style, .text = str_from(text)};
    while (*first != NULL)
        first = &(*first)->next;
    *first = span;
    return span;
}

/* The spans of one text; a line feed in it is a SPAN_BREAK. */
static inline Span *typeset_spans(Fixture *fixture, const char *text)
{
    Span *first = NULL;
    Str rest = str_from(text);
    for (;;) {
        size_t end = str_find(rest, "\n", 0);
        Str line = str_slice(rest, 0, end == SIZE_MAX ? rest.size : end);
        typeset_add(fixture, &first, 0, str_c(fixture->arena, line));
        if (end == SIZE_MAX)
            return first;
        typeset_add(fixture, &first, 0, NULL);
        rest = str_slice(rest, end + 1, rest.size);
    }
}

static inline void typeset_run_text(const LineRun *run, Buf *out)
{
    for (uint32_t i = 0; i < run->count; i++)
        buf_char(out, run->codes[i]);
}

/* The text of all lines, each ended by '|'. */
static inline const char *typeset_text(Fixture *fixture, const Paragraph *paragraph)
{
    Buf out = {.arena = fixture->arena};
    for (size_t i = 0; i < paragraph->line_count; i++) {
        for (size_t k = 0; k < paragraph->lines[i].run_count; k++)
            typeset_run_text(&paragraph->lines[i].runs[k], &out);
        buf_byte(&out, '|');
    }
    return str_c(fixture->arena, buf_str(&out));
}

/* Spans in lines of typeset_style(). */
static inline const Paragraph *typeset_set(Setter *setter, const Span *spans, Align align,
                                           Len width)
{
    TextStyle style = typeset_style();
    return text_set(setter, spans, &style, 0, align, width);
}

/* A text in such lines, as the text of these. */
static inline const char *typeset_set_text(Fixture *fixture, Setter *setter, const char *text,
                                           Align align, Len width)
{
    return typeset_text(fixture, typeset_set(setter, typeset_spans(fixture, text), align, width));
}

/* Where the glyphs of a run end, from its start, in millionths of a point's thousandth. */
static inline int64_t typeset_run_end(const Fonts *fonts, const LineRun *run)
{
    int64_t end = 0;
    for (uint32_t i = 0; i < run->count; i++)
        end += (int64_t)font_glyph(fonts_font(fonts, run->look->face), run->codes[i]).advance *
               run->look->size;
    for (uint32_t i = 0; i < run->adjust_count; i++)
        end += (int64_t)run->adjusts[i].extra * 1000 * 1000;
    return end;
}

/* A number that looks like chance but is the same each time; *seed is not 0. */
static inline uint32_t typeset_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

#endif
