/* Text divided into lines: where they end, how they fill their width, and that nothing is lost. */
#include "process.h"
#include "typeset.h"

static const char SAMPLE[] =
    "Rencana kerja perangkat daerah disusun setiap tahun sebagai penjabaran rencana strategis. "
    "Penyusunannya dimulai dari evaluasi atas hasil tahun sebelumnya, dilanjutkan dengan penetapan "
    "sasaran, indikator, dan target, lalu diakhiri dengan pembagian pagu kepada setiap kegiatan. "
    "Capaian pada triwulan ketiga sebesar 87,45% menunjukkan bahwa undang-undang, peraturan, dan "
    "kebijakan 2017–2022 telah dilaksanakan; sisanya, Rp1.250.000.000,00, diselesaikan pada akhir "
    "tahun anggaran. Pertanggungjawabannya disampaikan kepada gubernur.";

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
    assert_reference(fixture->arena, "tests/layout/text.txt", str_c(fixture->arena, buf_str(&out)));
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
    const Paragraph *natural = typeset_set(setter, typeset_spans(fixture, "anggaran induk sebesar"),
                                           ALIGN_LEFT, 300 * POINT);
    for (Len spare = 1 * POINT; spare < 40 * POINT; spare += POINT / 2) {
        Len width = natural->width + spare;
        const Paragraph *paragraph =
            typeset_set(setter, typeset_spans(fixture, text), ALIGN_JUSTIFY, width);
        assert_non_null(strstr(typeset_text(fixture, paragraph), "anggaran induk sebesar|Rp1."));
        Len wide = spare <= 12 * POINT ? spare : 6 * POINT;
        assert_int_equal(paragraph->lines[0].width, natural->width + wide);
    }
}

static void last_lines_are_not_stretched(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Paragraph *paragraph = typeset_set(setter, typeset_spans(fixture, "satu dua\ntiga empat"),
                                             ALIGN_JUSTIFY, 300 * POINT);
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
        assert_string_equal(typeset_text(fixture, typeset_set(setter, spans, ALIGN_LEFT, minimal)),
                            cases[i].lines);
    }
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void soft_hyphens_show_only_where_a_line_ends(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const char *word = "per\u00ADtang\u00ADgung\u00ADja\u00ADwab\u00ADan";
    assert_string_equal(typeset_set_text(fixture, setter, word, ALIGN_LEFT, 200 * POINT),
                        "pertanggungjawaban|");
    const char *lines = typeset_set_text(fixture, setter, word, ALIGN_LEFT, 66 * POINT);
    assert_string_equal(lines, "pertanggung\u00AD|jawaban|");
    /* At the end of a word it is nothing. */
    assert_string_equal(
        typeset_set_text(fixture, setter, "kata\u00AD kata", ALIGN_LEFT, 30 * POINT), "kata|kata|");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void words_wider_than_the_line_are_divided(void **state)
{
    Fixture *fixture = *state;
    Setter *setter = typeset_setter(fixture);
    const Paragraph *paragraph = typeset_set(
        setter, typeset_spans(fixture, "Pertanggungjawabannya"), ALIGN_LEFT, 40 * POINT);
    Buf joined = {.arena = fixture->arena};
    for (size_t i = 0; i < paragraph->line_count; i++) {
        assert_true(paragraph->lines[i].width <= 40 * POINT);
        typeset_run_text(&paragraph->lines[i].runs[0], &joined);
    }
    assert_str(buf_str(&joined), "Pertanggungjawabannya");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 1);
    assert_non_null(strstr(support_messages(fixture), "'Pertanggungjawabannya' is wider"));
    /* Where not even a letter fits, each line has one. */
    assert_string_equal(typeset_set_text(fixture, setter, "ab c", ALIGN_JUSTIFY, 1), "a|b|c|");
    assert_string_equal(typeset_set_text(fixture, setter, "ab", ALIGN_CENTRE, -500), "a|b|");
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
    assert_string_equal(typeset_set_text(fixture, setter, "a\nb", ALIGN_LEFT, wide), "a|b|");
    assert_string_equal(typeset_set_text(fixture, setter, "a\n\nb", ALIGN_LEFT, wide), "a||b|");
    assert_string_equal(typeset_set_text(fixture, setter, "a\n", ALIGN_LEFT, wide), "a|");
    assert_string_equal(typeset_set_text(fixture, setter, "\na", ALIGN_LEFT, wide), "|a|");
    assert_string_equal(typeset_set_text(fixture, setter, "", ALIGN_LEFT, wide), "");
    assert_string_equal(typeset_set_text(fixture, setter, "   ", ALIGN_LEFT, wide), "");
    assert_int_equal(typeset_set(setter, NULL, ALIGN_LEFT, wide)->line_count, 0);
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
        TEST(nothing_is_lost_and_nothing_juts_out),
        TEST(absurd_sizes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
