/* Text set in lines: what stands where, and that nothing is lost. */
#include "typeset.h"

#include <stdio.h>

static const char SAMPLE[] =
    "Rencana kerja perangkat daerah disusun setiap tahun sebagai penjabaran rencana strategis. "
    "Penyusunannya dimulai dari evaluasi atas hasil tahun sebelumnya, dilanjutkan dengan penetapan "
    "sasaran, indikator, dan target, lalu diakhiri dengan pembagian pagu kepada setiap kegiatan. "
    "Capaian pada triwulan ketiga sebesar 87,45% menunjukkan bahwa undang-undang, peraturan, dan "
    "kebijakan 2017–2022 telah dilaksanakan; sisanya, Rp1.250.000.000,00, diselesaikan pada akhir "
    "tahun anggaran. Pertanggungjawabannya disampaikan kepada gubernur.";

static const Paragraph *set(Setter *setter, const Span *spans, Align align, Len width)
{
    TextStyle style = typeset_style();
    return text_set(setter, spans, &style, 0, align, width);
}

static const char *set_text(Fixture *fixture, Setter *setter, const char *text, Align align,
                            Len width)
{
    return typeset_text(fixture, set(setter, typeset_spans(fixture, text), align, width));
}

/* --- Against the reference ------------------------------------------------------------------- */

static void dump(const Paragraph *paragraph, const char *title, Buf *out)
{
    buf_format(out, "%s: leading %d, ascent %d, width %d\n", title, paragraph->leading,
               paragraph->ascent, paragraph->width);
    for (size_t i = 0; i < paragraph->line_count; i++) {
        const Line *line = &paragraph->lines[i];
        buf_format(out, "%7d %7d ", line->x, line->width);
        for (size_t k = 0; k < line->run_count; k++) {
            const LineRun *run = &line->runs[k];
            buf_format(out, " [%d f%d s%d", run->x, run->look->face, run->look->size);
            for (uint32_t a = 0; a < run->adjust_count; a++)
                buf_format(out, " %u:%d", run->adjusts[a].before, run->adjusts[a].extra);
            buf_text(out, "] ");
            typeset_run_text(run, out);
        }
        buf_byte(out, '\n');
    }
    buf_byte(out, '\n');
}

/* Compares with the file; with UPDATE_REFERENCES in the environment writes it. */
static void assert_reference(Fixture *fixture, Str text, const char *path)
{
    if (getenv("UPDATE_REFERENCES") != NULL) {
        OutFile *file = out_open(fixture->arena, fixture->diags, path);
        out_write(file, text.at, text.size);
        assert_true(out_commit(file));
    }
    const Source *source = file_read(fixture->arena, fixture->diags, path, 1 << 20, (Place){0});
    assert_non_null(source);
    size_t at = 0;
    while (at < text.size && at < source->text.size && text.at[at] == source->text.at[at])
        at++;
    if (at < text.size || at < source->text.size)
        fail_msg("%s differs in line %u: ...%.*s", path, place_at(source, at, 0).line,
                 (int)(text.size - at < 300 ? text.size - at : 300), text.at + at);
}

static void lines_are_those_of_the_reference(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    Span *spans = typeset_spans(fixture, SAMPLE);
    Buf out = {.arena = fixture->arena};
    style.first_indent = 36 * POINT;
    dump(text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, 450 * POINT), "justified, 450", &out);
    dump(text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, 230 * POINT), "justified, 230", &out);
    dump(text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, 130 * POINT), "justified, 130", &out);
    style.first_indent = 0;
    style.size = 9500;
    dump(text_set(setter, spans, &style, 0, ALIGN_LEFT, 95 * POINT), "left, 95, 9.5", &out);
    style.family = STR("Arial");
    dump(text_set(setter, spans, &style, TEXT_BOLD, ALIGN_CENTRE, 400 * POINT), "centred", &out);
    assert_reference(fixture, buf_str(&out), "tests/layout/text.txt");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

/* --- Justification --------------------------------------------------------------------------- */

static void justified_lines_fill_their_width_exactly(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = typeset_spans(fixture, SAMPLE);
    spans->text.size /= 2;
    Span *bold = typeset_add(fixture, &spans, TEXT_BOLD | TEXT_SUPERSCRIPT, "dan tebal ");
    bold->next = NULL;
    typeset_add(fixture, &spans, 0, SAMPLE + spans->text.size);
    TextStyle style = typeset_style();
    style.first_indent = 20 * POINT;
    style.left = 7 * POINT;
    style.right = 3333;
    size_t full = 0;
    for (Len width = 120 * POINT; width < 500 * POINT; width += 7777) {
        style.size = 9000 + width % 4001;
        const Paragraph *paragraph = text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, width);
        for (size_t i = 0; i + 1 < paragraph->line_count; i++) {
            Line *line = &paragraph->lines[i];
            if (strchr(typeset_text(fixture, &(Paragraph){.lines = line, .line_count = 1}), ' ') ==
                NULL)
                continue; /* nothing to stretch */
            assert_int_equal(line->x, style.left + (i == 0 ? style.first_indent : 0));
            Len missing = width - style.right - line->x - line->width;
            if (missing > style.size / 8) /* left ragged: lines_that_would_gape */
                continue;
            assert_int_equal(missing, 0);
            full++;
            const LineRun *last = &line->runs[line->run_count - 1];
            int64_t end = typeset_run_end(setter->fonts, last);
            int64_t wanted = (int64_t)(line->width - last->x) * 1000 * 1000;
            assert_in_range(end - wanted + 1500000, 0, 3000000);
        }
    }
    assert_true(full > 200);
}

/* With an amount that does not fit behind three words, whose spaces are 3 pt wide. */
static void lines_that_would_gape_are_left_ragged(void **state)
{
    static const char text[] = "anggaran induk sebesar Rp1.278.903.117,00 yang";
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Paragraph *natural =
        set(setter, typeset_spans(fixture, "anggaran induk sebesar"), ALIGN_LEFT, 300 * POINT);
    for (Len spare = 1 * POINT; spare < 40 * POINT; spare += POINT / 2) {
        Len width = natural->width + spare;
        const Paragraph *paragraph =
            set(setter, typeset_spans(fixture, text), ALIGN_JUSTIFY, width);
        assert_non_null(strstr(typeset_text(fixture, paragraph), "anggaran induk sebesar|Rp1."));
        Len wide = spare <= 12 * POINT ? spare : 6 * POINT;
        assert_int_equal(paragraph->lines[0].width, natural->width + wide);
    }
}

static void last_lines_are_not_stretched(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Paragraph *paragraph =
        set(setter, typeset_spans(fixture, "satu dua\ntiga empat"), ALIGN_JUSTIFY, 300 * POINT);
    assert_int_equal(paragraph->line_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(paragraph->lines[i].width < 100 * POINT);
        assert_int_equal(paragraph->lines[i].x, 0);
    }
}

/* --- Where lines may end --------------------------------------------------------------------- */

static void words_break_only_where_they_may(void **state)
{
    static const struct {
        const char *text;
        const char *lines; /* in a column that is too narrow for two words */
    } cases[] = {
        {"undang-undang", "undang-|undang|"},
        {"2017-2022", "2017-|2022|"},
        {"2017–2022", "2017–|2022|"},
        {"program/kegiatan", "program/|kegiatan|"},
        {"31-12-17", "31-12-17|"},
        {"s/d", "s/d|"},
        {"Rp1.250.000", "Rp1.250.000|"},
        {"1.000-2.000", "1.000-2.000|"},
        {"e-katalog", "e-katalog|"},
        {"Rp\u00A0500", "Rp 500|"},
        {"aaaaaaa bbbbbbb", "aaaaaaa|bbbbbbb|"},
        {"satu\u200Bduatiga", "satu|duatiga|"},
        {"  awal   akhirnya  ", "awal|akhirnya|"},
        {"(Dinas) \"Kop\"", "(Dinas)|\"Kop\"|"},
        {"kata -tanda", "kata|-tanda|"},
    };
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Span *spans = typeset_spans(fixture, cases[i].text);
        TextStyle style = typeset_style();
        Len natural = 0;
        Len minimal = 0;
        text_widths(setter, spans, &style, 0, &natural, &minimal);
        assert_string_equal(typeset_text(fixture, set(setter, spans, ALIGN_LEFT, minimal)),
                            cases[i].lines);
    }
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void soft_hyphens_show_only_where_a_line_ends(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const char *word = "per\u00ADtang\u00ADgung\u00ADja\u00ADwab\u00ADan";
    assert_string_equal(set_text(fixture, setter, word, ALIGN_LEFT, 200 * POINT),
                        "pertanggungjawaban|");
    const char *lines = set_text(fixture, setter, word, ALIGN_LEFT, 66 * POINT);
    assert_string_equal(lines, "pertanggung\u00AD|jawaban|");
    /* At the end of a word it is nothing. */
    assert_string_equal(set_text(fixture, setter, "kata\u00AD kata", ALIGN_LEFT, 30 * POINT),
                        "kata|kata|");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void words_wider_than_the_line_are_divided(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Paragraph *paragraph =
        set(setter, typeset_spans(fixture, "Pertanggungjawabannya"), ALIGN_LEFT, 40 * POINT);
    Buf joined = {.arena = fixture->arena};
    for (size_t i = 0; i < paragraph->line_count; i++) {
        assert_true(paragraph->lines[i].width <= 40 * POINT);
        typeset_run_text(&paragraph->lines[i].runs[0], &joined);
    }
    assert_str(buf_str(&joined), "Pertanggungjawabannya");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 1);
    assert_non_null(strstr(support_messages(fixture), "'Pertanggungjawabannya' is wider"));
    /* Where not even a letter fits, each line has one. */
    assert_string_equal(set_text(fixture, setter, "ab c", ALIGN_JUSTIFY, 1), "a|b|c|");
    assert_string_equal(set_text(fixture, setter, "ab", ALIGN_CENTRE, -500), "a|b|");
}

static void words_are_not_divided_for_an_indent_alone(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    style.first_indent = 60 * POINT;
    Span *spans = typeset_spans(fixture, "Pada penyelenggaraan itu");
    assert_string_equal(
        typeset_text(fixture, text_set(setter, spans, &style, 0, ALIGN_JUSTIFY, 90 * POINT)),
        "Pada|penyelenggaraan|itu|");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void breaks_end_lines(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Len wide = 400 * POINT;
    assert_string_equal(set_text(fixture, setter, "a\nb", ALIGN_LEFT, wide), "a|b|");
    assert_string_equal(set_text(fixture, setter, "a\n\nb", ALIGN_LEFT, wide), "a||b|");
    assert_string_equal(set_text(fixture, setter, "a\n", ALIGN_LEFT, wide), "a|");
    assert_string_equal(set_text(fixture, setter, "\na", ALIGN_LEFT, wide), "|a|");
    assert_string_equal(set_text(fixture, setter, "", ALIGN_LEFT, wide), "");
    assert_string_equal(set_text(fixture, setter, "   ", ALIGN_LEFT, wide), "");
    assert_int_equal(set(setter, NULL, ALIGN_LEFT, wide)->line_count, 0);
}

/* --- Places ---------------------------------------------------------------------------------- */

static void lines_are_aligned_within_the_indents(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    style.left = 10 * POINT;
    style.right = 20 * POINT;
    style.first_indent = -4 * POINT;
    Span *spans = typeset_spans(fixture, "mm\nmm");
    Len width = 100 * POINT;
    Len word = 2 * 9334;
    const struct {
        Align align;
        Len first, second;
    } cases[] = {
        {ALIGN_LEFT, 6 * POINT, 10 * POINT},
        {ALIGN_RIGHT, 80 * POINT - word, 80 * POINT - word},
        {ALIGN_CENTRE, 6 * POINT + (74 * POINT - word) / 2, 10 * POINT + (70 * POINT - word) / 2},
        {ALIGN_JUSTIFY, 6 * POINT, 10 * POINT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Paragraph *paragraph = text_set(setter, spans, &style, 0, cases[i].align, width);
        assert_int_equal(paragraph->lines[0].width, word);
        assert_int_equal(paragraph->lines[0].x, cases[i].first);
        assert_int_equal(paragraph->lines[1].x, cases[i].second);
    }
}

static void natural_width_is_just_enough_for_one_line(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    style.size = 10500;
    style.left = 3 * POINT;
    style.first_indent = 5 * POINT;
    Span *spans = typeset_spans(fixture, "Realisasi anggaran perangkat daerah");
    Len natural = 0;
    Len minimal = 0;
    text_widths(setter, spans, &style, TEXT_ITALIC, &natural, &minimal);
    const Paragraph *paragraph = text_set(setter, spans, &style, TEXT_ITALIC, ALIGN_LEFT, natural);
    assert_int_equal(paragraph->line_count, 1);
    assert_int_equal(
        text_set(setter, spans, &style, TEXT_ITALIC, ALIGN_LEFT, natural - 2)->line_count, 2);
    assert_true(minimal < natural / 2);
    text_set(setter, spans, &style, TEXT_ITALIC, ALIGN_LEFT, minimal);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 0);
    text_widths(setter, NULL, &style, 0, &natural, &minimal);
    assert_int_equal(natural, 0);
    assert_int_equal(minimal, 0);
}

static void text_of_one_style_is_one_run(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "Jumlah ");
    typeset_add(fixture, &spans, 0, "12 program");
    typeset_add(fixture, &spans, TEXT_BOLD, " tebal");
    const Paragraph *paragraph = set(setter, spans, ALIGN_LEFT, 400 * POINT);
    assert_int_equal(paragraph->line_count, 1);
    assert_int_equal(paragraph->lines[0].run_count, 2);
    Buf first = {.arena = fixture->arena};
    typeset_run_text(&paragraph->lines[0].runs[0], &first);
    assert_str(buf_str(&first), "Jumlah 12 program");
    const LineRun *runs = paragraph->lines[0].runs;
    assert_int_equal(runs[0].x + runs[0].width, runs[1].x);
    assert_int_equal(runs[1].x + runs[1].width, paragraph->lines[0].width);
    assert_true(runs[0].look->face != runs[1].look->face);
}

static void kerning_becomes_adjustments(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "nA");
    typeset_add(fixture, &spans, 0, "V A V"); /* not across spaces, but across spans */
    const Paragraph *paragraph = set(setter, spans, ALIGN_LEFT, 400 * POINT);
    const LineRun *run = &paragraph->lines[0].runs[0];
    assert_int_equal(run->adjust_count, 1);
    assert_int_equal(run->adjusts[0].before, 2);
    assert_int_equal(run->adjusts[0].extra, -1547); /* 264 of 2048 units, of 12 pt */
}

static void metrics_share_the_leading(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Paragraph *paragraph = set(setter, typeset_spans(fixture, "a"), ALIGN_LEFT, 400 * POINT);
    assert_int_equal(paragraph->leading, 15 * POINT);
    assert_int_equal(paragraph->ascent + paragraph->descent, 15 * POINT);
    assert_int_equal(paragraph->ascent, 10692 + (15 * POINT - 13284) / 2);
}

static void page_fields_are_filled_in(void **state)
{
    static const SpanKind kinds[] = {SPAN_CHAPTER, SPAN_PAGE, SPAN_PAGES, SPAN_PAGE_OF};
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    setter->chapter = STR("Penutup");
    setter->page_label = STR("iv");
    setter->page_count = STR("37");
    Span *spans = NULL;
    for (size_t i = 0; i < 4; i++) {
        typeset_add(fixture, &spans, 0, " ")->kind = kinds[i];
        typeset_add(fixture, &spans, 0, ",");
    }
    assert_string_equal(typeset_text(fixture, set(setter, spans, ALIGN_LEFT, 400 * POINT)),
                        "Penutup,iv,37,,|");
}

/* --- Items ----------------------------------------------------------------------------------- */

static void lines_are_placed_with_underlines_and_links(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "m");
    typeset_add(fixture, &spans, TEXT_SUPERSCRIPT, "2");
    typeset_add(fixture, &spans, TEXT_UNDERLINE, "garis");
    const Lead leads[] = {{.target = STR("tabel")}, {.target = STR("tabel")}};
    typeset_add(fixture, &spans, 0, "taut")->lead = &leads[0];
    typeset_add(fixture, &spans, TEXT_BOLD, "an")->lead = &leads[1];
    const Paragraph *paragraph = set(setter, spans, ALIGN_LEFT, 400 * POINT);
    Page page = {0};
    text_place(setter, &page, &paragraph->lines[0], 50 * POINT, 100 * POINT);
    static const ItemKind kinds[] = {ITEM_RUN, ITEM_RUN, ITEM_RUN, ITEM_RECT,
                                     ITEM_RUN, ITEM_RUN, ITEM_LINK};
    assert_int_equal(page.item_count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(page.items[i].kind, kinds[i]);
    assert_int_equal(page.items[0].x, 50 * POINT);
    assert_int_equal(page.items[0].y, 100 * POINT);
    assert_int_equal(page.items[1].run.size, 7800);
    assert_int_equal(page.items[1].y, 100 * POINT - 3996);
    const Item *underline = &page.items[3];
    assert_int_equal(underline->x, page.items[2].x);
    assert_int_equal(underline->width, page.items[2].width);
    assert_true(underline->y > 100 * POINT && underline->y < 102 * POINT);
    const Item *link = &page.items[6];
    assert_str(link->link.target, "tabel");
    assert_int_equal(link->x, page.items[4].x);
    assert_int_equal(link->x + link->width, page.items[5].x + page.items[5].width);
    assert_true(link->y < 100 * POINT && link->y + link->height > 100 * POINT);
}

/* A run of another font or size does not interrupt the line below, nor thin it. */
static void underlines_go_on_under_letters_of_all_looks(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "luas ");
    typeset_add(fixture, &spans, TEXT_UNDERLINE | TEXT_SUPERSCRIPT, "1");
    typeset_add(fixture, &spans, TEXT_UNDERLINE, "m ✓ ");
    typeset_add(fixture, &spans, TEXT_UNDERLINE | TEXT_BOLD, "tebal");
    typeset_add(fixture, &spans, 0, " lalu ");
    typeset_add(fixture, &spans, TEXT_UNDERLINE, "lagi");
    const Paragraph *paragraph = set(setter, spans, ALIGN_LEFT, 400 * POINT);
    const Line *line = &paragraph->lines[0];
    Page page = {0};
    text_place(setter, &page, line, 0, 100 * POINT);
    const Item *rects[2] = {NULL, NULL};
    size_t count = 0;
    for (size_t i = 0; i < page.item_count; i++)
        if (page.items[i].kind == ITEM_RECT && count++ < 2)
            rects[count - 1] = &page.items[i];
    assert_int_equal(count, 2);
    assert_non_null(rects[0]);
    assert_non_null(rects[1]);
    assert_int_equal(rects[0]->x, line->runs[1].x);
    assert_int_equal(rects[0]->x + rects[0]->width, line->runs[line->run_count - 2].x);
    assert_int_equal(rects[0]->y, rects[1]->y);
    assert_int_equal(rects[0]->height, rects[1]->height);
}

static void links_are_as_high_as_their_largest_letters(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Lead lead = {.target = STR("tabel")};
    Span *spans = NULL;
    typeset_add(fixture, &spans, 0, "alamat yang panjang")->lead = &lead;
    Len heights[2];
    for (size_t i = 0; i < 2; i++) {
        const Paragraph *paragraph = set(setter, spans, ALIGN_LEFT, 70 * POINT);
        assert_int_equal(paragraph->line_count, 2);
        for (size_t line = 0; line < 2; line++) { /* one area on each line */
            Page page = {0};
            text_place(setter, &page, &paragraph->lines[line], 0, 100 * POINT);
            const Item *link = &page.items[page.item_count - 1];
            assert_int_equal(link->kind, ITEM_LINK);
            assert_int_equal(link->width, paragraph->lines[line].width);
            heights[i] = link->height;
        }
        typeset_add(fixture, &spans, TEXT_SUPERSCRIPT, "1")->lead = &lead;
    }
    assert_int_equal(heights[0], heights[1]);
}

/* --- Anything at all ------------------------------------------------------------------------- */

enum {
    PAIR = 0xE000, /* stands for two letters that are kerned */
};

/* Spans of odd characters; what of them must be printed goes to `visible`. */
static Span *random_spans(Fixture *fixture, uint32_t *seed, Buf *visible)
{
    static const uint32_t alphabet[] = {'a',  'i',    'm',    'W',    '-',    '/',    '1',
                                        '.',  ' ',    ' ',    ' ',    0xA0,   0xAD,   0x2013,
                                        PAIR, 0x2713, 0x200B, 0x2060, 0x201C, 0x221A, 'f'};
    Span *first = NULL;
    for (uint32_t spans = typeset_random(seed) % 5; spans > 0; spans--) {
        Buf text = {.arena = fixture->arena};
        for (uint32_t i = typeset_random(seed) % 80; i > 0; i--) {
            uint32_t c = alphabet[typeset_random(seed) % (sizeof alphabet / sizeof *alphabet)];
            if (c == PAIR) {
                buf_text(&text, "AV");
                buf_text(visible, "AV");
                continue;
            }
            buf_char(&text, c);
            if (c != ' ' && c != 0xA0 && c != 0xAD && c != 0x200B && c != 0x2060)
                buf_char(visible, c);
        }
        const char *whole = str_c(fixture->arena, buf_str(&text));
        typeset_add(fixture, &first, typeset_random(seed) % 32, whole);
        if (typeset_random(seed) % 4 == 0)
            typeset_add(fixture, &first, 0, NULL);
    }
    return first;
}

static void nothing_is_lost_and_nothing_juts_out(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    TextStyle style = typeset_style();
    uint32_t seed = 314159;
    for (size_t round = 0; round < 400; round++) {
        Buf visible = {.arena = fixture->arena};
        Buf printed = {.arena = fixture->arena};
        buf_text(&visible, "");
        Span *spans = random_spans(fixture, &seed, &visible);
        Len width = 15 * POINT + (Len)(typeset_random(&seed) % (300 * POINT));
        const Paragraph *paragraph =
            text_set(setter, spans, &style, 0, (Align)(typeset_random(&seed) % 4), width);
        for (size_t i = 0; i < paragraph->line_count; i++) {
            Line *line = &paragraph->lines[i];
            assert_true(line->x >= 0 && line->x + line->width <= width);
            for (size_t k = 0; k < line->run_count; k++) {
                for (uint32_t c = 0; c < line->runs[k].count; c++) {
                    uint16_t code = line->runs[k].codes[c];
                    if (code != ' ' && code != 0xAD)
                        buf_char(&printed, code);
                }
            }
        }
        assert_true(str_equal(buf_str(&printed), buf_str(&visible)));
    }
}

static void absurd_sizes_do_no_harm(void **state)
{
    static const Len sizes[] = {INT32_MIN, -1, 0, 1, 12 * POINT, INT32_MAX};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    Span *spans = typeset_spans(fixture, "Dinas Koperasi\nAVAV AV 2017");
    typeset_add(fixture, &spans, TEXT_SUPERSCRIPT | TEXT_UNDERLINE, "2")->lead =
        &(const Lead){.url = STR("x")};
    for (size_t i = 0; i < (size_t)COUNT * COUNT * COUNT * COUNT; i++) {
        TextStyle style = typeset_style();
        style.size = sizes[i % COUNT];
        style.left = style.leading = sizes[i / COUNT % COUNT];
        style.right = style.first_indent = sizes[i / COUNT / COUNT % COUNT];
        Len width = sizes[i / COUNT / COUNT / COUNT];
        Len natural = 0;
        Len minimal = 0;
        text_widths(setter, spans, &style, 0, &natural, &minimal);
        const Paragraph *paragraph = text_set(setter, spans, &style, 0, (Align)(i % 4), width);
        assert_true(paragraph->line_count >= 2);
        Page page = {0};
        for (size_t k = 0; k < paragraph->line_count; k++)
            text_place(setter, &page, &paragraph->lines[k], 0, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_are_those_of_the_reference),
        TEST(justified_lines_fill_their_width_exactly),
        TEST(lines_that_would_gape_are_left_ragged),
        TEST(last_lines_are_not_stretched),
        TEST(words_break_only_where_they_may),
        TEST(soft_hyphens_show_only_where_a_line_ends),
        TEST(words_wider_than_the_line_are_divided),
        TEST(words_are_not_divided_for_an_indent_alone),
        TEST(breaks_end_lines),
        TEST(lines_are_aligned_within_the_indents),
        TEST(natural_width_is_just_enough_for_one_line),
        TEST(text_of_one_style_is_one_run),
        TEST(kerning_becomes_adjustments),
        TEST(metrics_share_the_leading),
        TEST(page_fields_are_filled_in),
        TEST(lines_are_placed_with_underlines_and_links),
        TEST(underlines_go_on_under_letters_of_all_looks),
        TEST(links_are_as_high_as_their_largest_letters),
        TEST(nothing_is_lost_and_nothing_juts_out),
        TEST(absurd_sizes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
