/* Where lines end, for pieces of made-up widths. */
#include "support.h"

#include "layout/text/linebreak.h"

enum {
    SPACE = 250,
    MANY = 20000,
};

typedef struct Text {
    Piece pieces[MANY];
    uint32_t count;
    Breaker breaker;
} Text;

static Text *text_new(Fixture *fixture)
{
    Text *text = arena_alloc(fixture->arena, sizeof *text);
    text->breaker.arena = fixture->arena;
    return text;
}

/* Adds a word; between words stands a space. */
static Piece *add_word(Text *text, Fine width)
{
    Piece *piece = &text->pieces[text->count];
    *piece = (Piece){.from = text->count, .to = text->count + 1};
    if (text->count > 0) {
        piece->start = piece[-1].end + SPACE;
        piece->spring = piece[-1].spring_end + SPACE;
    }
    piece->end = piece->start + width;
    piece->spring_end = piece->spring;
    text->count++;
    return piece;
}

/* Adds a part of the word before: no space lies between. */
static Piece *add_syllable(Text *text, Fine width, Fine hyphen, int32_t penalty)
{
    Piece *piece = add_word(text, width);
    piece[-1].hyphen = hyphen;
    piece[-1].hyphenated = hyphen > 0;
    piece[-1].penalty = penalty;
    piece->start -= SPACE;
    piece->end -= SPACE;
    piece->spring -= SPACE;
    piece->spring_end -= SPACE;
    return piece;
}

/* As text is broken: with good lines, else with any. */
static void break_as(Text *text, const BreakStyle *style)
{
    text->breaker.end_count = 0;
    if (style->aim != AIM_JUSTIFIED ||
        !break_lines(&text->breaker, text->pieces, 0, text->count, style, PASS_PLAIN))
        assert_true(break_lines(&text->breaker, text->pieces, 0, text->count, style, PASS_ANY));
}

static void break_text(Text *text, Fine width, BreakAim aim)
{
    BreakStyle style = {.first = width, .rest = width, .aim = aim, .tolerance = 200};
    break_as(text, &style);
    assert_true(text->breaker.end_count > 0);
    assert_int_equal(text->breaker.ends[text->breaker.end_count - 1], text->count - 1);
}

static Fine natural_width(const Text *text, size_t line)
{
    uint32_t from = line == 0 ? 0 : text->breaker.ends[line - 1] + 1;
    uint32_t to = text->breaker.ends[line];
    Fine hyphen = to + 1 < text->count ? text->pieces[to].hyphen : 0;
    return text->pieces[to].end - text->pieces[from].start + hyphen;
}

static Fine spaces_width(const Text *text, size_t line)
{
    uint32_t from = line == 0 ? 0 : text->breaker.ends[line - 1] + 1;
    return text->pieces[text->breaker.ends[line]].spring_end - text->pieces[from].spring;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void fill_randomly(Text *text, uint32_t *seed, size_t words, uint32_t widest)
{
    text->count = 0;
    for (size_t i = 0; i < words; i++)
        add_word(text, 200 + next_random(seed) % widest);
}

/* How many lines there are when each takes what it can. */
static size_t greedy_lines(const Text *text, Fine width)
{
    size_t lines = 1;
    Fine start = 0;
    for (uint32_t i = 0; i < text->count; i++) {
        if (text->pieces[i].end - start > width) {
            start = text->pieces[i].start;
            lines++;
        }
    }
    return lines;
}

static void ragged_text_takes_the_fewest_lines(void **state)
{
    Text *text = text_new(*state);
    uint32_t seed = 7;
    for (size_t i = 0; i < 200; i++) {
        fill_randomly(text, &seed, 1 + next_random(&seed) % 120, 4000);
        Fine width = 4200 + next_random(&seed) % 20000;
        BreakAim aim = i % 2 == 0 ? AIM_RAGGED : AIM_BALANCED;
        break_text(text, width, aim);
        assert_int_equal(text->breaker.end_count, greedy_lines(text, width));
        for (size_t line = 0; line < text->breaker.end_count; line++)
            assert_true(natural_width(text, line) <= width);
    }
}

static void ragged_lines_are_filled_one_after_the_other(void **state)
{
    Text *text = text_new(*state);
    for (size_t i = 0; i < 4; i++)
        add_word(text, 3000);
    add_word(text, 8000);
    break_text(text, 10000, AIM_RAGGED); /* 3+3+3 | 3 | 8 */
    assert_int_equal(text->breaker.end_count, 3);
    assert_int_equal(text->breaker.ends[0], 2);
    assert_int_equal(text->breaker.ends[1], 3);
}

static void ragged_text_leaves_no_short_word_alone(void **state)
{
    Text *text = text_new(*state);
    for (size_t i = 0; i < 3; i++)
        add_word(text, 2800);
    add_word(text, 2000);
    break_text(text, 10000, AIM_RAGGED);
    assert_int_equal(text->breaker.end_count, 2);
    assert_int_equal(text->breaker.ends[0], 1);
}

static void balanced_text_counts_the_last_line(void **state)
{
    Text *text = text_new(*state);
    for (size_t i = 0; i < 6; i++)
        add_word(text, 1750);
    break_text(text, 10000, AIM_BALANCED); /* five would fit on the first line */
    assert_int_equal(text->breaker.end_count, 2);
    assert_int_equal(text->breaker.ends[0], 2);
}

static void justified_lines_can_be_shrunk_or_stretched_to_fit(void **state)
{
    Text *text = text_new(*state);
    uint32_t seed = 42;
    for (size_t i = 0; i < 200; i++) {
        fill_randomly(text, &seed, 1 + next_random(&seed) % 300, 3000);
        Fine width = 3300 + next_random(&seed) % 40000;
        break_text(text, width, AIM_JUSTIFIED);
        for (size_t line = 0; line < text->breaker.end_count; line++)
            assert_true(natural_width(text, line) - spaces_width(text, line) / 3 <= width);
    }
}

/* The sum of squared badness of all lines but the last, of a greedy or of our breaking. */
static int64_t ugliness(const Text *text, Fine width)
{
    int64_t sum = 0;
    for (size_t line = 0; line + 1 < text->breaker.end_count; line++) {
        Fine slack = width - natural_width(text, line);
        Fine room = slack < 0 ? spaces_width(text, line) / 3 : spaces_width(text, line) / 2;
        int64_t r = room > 0 ? slack * 100 / room : 1000;
        sum += r * r * (r < 0 ? -r : r) / 1000;
    }
    return sum;
}

static void end_line(Text *text, uint32_t piece)
{
    Breaker *breaker = &text->breaker;
    *(uint32_t *)arena_push(breaker->arena, &breaker->ends, &breaker->end_capacity,
                            breaker->end_count, sizeof *breaker->ends) = piece;
    breaker->end_count++;
}

static void whole_paragraphs_look_better_than_line_by_line(void **state)
{
    Text *text = text_new(*state);
    uint32_t seed = 99;
    size_t better = 0;
    for (size_t i = 0; i < 100; i++) {
        fill_randomly(text, &seed, 100, 2500);
        Fine width = 20000;
        break_text(text, width, AIM_JUSTIFIED);
        int64_t ours = ugliness(text, width);
        text->breaker.end_count = 0;
        Fine start = 0;
        for (uint32_t k = 0; k < text->count; k++) {
            if (text->pieces[k].end - start > width) {
                end_line(text, k - 1);
                start = text->pieces[k].start;
            }
        }
        end_line(text, text->count - 1);
        better += ours <= ugliness(text, width);
    }
    assert_true(better >= 95);
}

static void first_line_may_be_narrower(void **state)
{
    Text *text = text_new(*state);
    for (size_t i = 0; i < 40; i++)
        add_word(text, 1750);
    BreakStyle style = {.first = 9750, .rest = 19750, .aim = AIM_JUSTIFIED, .tolerance = 200};
    break_as(text, &style);
    assert_int_equal(text->breaker.ends[0], 4);  /* five words are 9750 wide */
    assert_int_equal(text->breaker.ends[1], 14); /* ten are 19750 */
}

static void syllables_part_only_where_that_helps(void **state)
{
    Text *text = text_new(*state);
    for (size_t i = 0; i < 4; i++)
        add_word(text, 1750);
    add_word(text, 1000);
    add_syllable(text, 3000, 333, 50);
    for (size_t i = 0; i < 4; i++)
        add_word(text, 1750);
    /* Four words, a space, the syllable and its hyphen: the line is exactly full. */
    break_text(text, 4 * 2000 + 1000 + 333, AIM_JUSTIFIED);
    assert_int_equal(text->breaker.ends[0], 4);
    /* Four words alone fill this line: the word stays whole. */
    break_text(text, 4 * 2000 - 250, AIM_JUSTIFIED);
    assert_int_equal(text->breaker.ends[0], 3);
}

static void a_piece_too_wide_stands_alone(void **state)
{
    static const BreakAim aims[] = {AIM_JUSTIFIED, AIM_RAGGED, AIM_BALANCED};
    for (size_t i = 0; i < 3; i++) {
        Text *text = text_new(*state);
        add_word(text, 900);
        add_word(text, 50000);
        add_word(text, 900);
        break_text(text, 5000, aims[i]);
        assert_int_equal(text->breaker.end_count, 3);
        text->count = 1;
        break_text(text, 1, aims[i]);
        assert_int_equal(text->breaker.end_count, 1);
    }
}

static void hopeless_columns_are_broken_all_the_same(void **state)
{
    Text *text = text_new(*state);
    uint32_t seed = 5;
    fill_randomly(text, &seed, 3000, 9000);
    break_text(text, 1, AIM_JUSTIFIED);
    assert_int_equal(text->breaker.end_count, 3000);
    break_text(text, 1, AIM_RAGGED);
    assert_int_equal(text->breaker.end_count, 3000);
}

static void the_rest_of_a_divided_word_is_no_last_line(void **state)
{
    /* With the first part of the last word the line would be full. */
    Text *text = text_new(*state);
    for (int i = 0; i < 8; i++)
        add_word(text, 500);
    add_syllable(text, 500, 200, 50);
    add_syllable(text, 400, 200, 50);
    break_text(text, 6000, AIM_JUSTIFIED);
    assert_int_equal(text->breaker.end_count, 2);
    assert_int_equal(text->breaker.ends[0], 6);
}

static void long_paragraphs_take_linear_time(void **state)
{
    Text *text = text_new(*state);
    uint32_t seed = 11;
    fill_randomly(text, &seed, MANY, 3000);
    break_text(text, 40000, AIM_JUSTIFIED);
    assert_in_range(text->breaker.end_count, 800, 1100);
}

static void extreme_widths_do_not_overflow(void **state)
{
    Text *text = text_new(*state);
    for (size_t i = 0; i < 2000; i++)
        add_word(text, INT64_C(1) << 45);
    break_text(text, INT64_C(1) << 48, AIM_JUSTIFIED);
    assert_int_equal(text->breaker.end_count, 286); /* seven a line: spaces are as nothing */
    break_text(text, INT64_C(1) << 48, AIM_RAGGED);
    assert_int_equal(text->breaker.end_count, 286);
}

/* --- Passes ---------------------------------------------------------------------------------- */

/* Words that fill lines of ten, eleven with little and nine with more space; `width` of those. */
static Fine even_words(Text *text, size_t words)
{
    for (size_t i = 0; i < words; i++)
        add_word(text, 2250);
    return 10 * 2500 - SPACE;
}

static size_t lines_with(Text *text, Fine width, int looseness, int tolerance, BreakPass pass)
{
    BreakStyle style = {.first = width,
                        .rest = width,
                        .aim = AIM_JUSTIFIED,
                        .tolerance = tolerance,
                        .looseness = looseness};
    text->breaker.end_count = 0;
    bool found = break_lines(&text->breaker, text->pieces, 0, text->count, &style, pass);
    assert_int_equal(found, text->breaker.end_count > 0);
    return text->breaker.end_count;
}

static void looseness_makes_paragraphs_longer_and_shorter(void **state)
{
    Text *text = text_new(*state);
    uint32_t seed = 31;
    fill_randomly(text, &seed, 400, 1500);
    Fine width = 25000;
    size_t best = lines_with(text, width, 0, 200, PASS_PLAIN);
    assert_true(best > 10);
    assert_int_equal(lines_with(text, width, 1, 200, PASS_PLAIN), best + 1);
    assert_int_equal(lines_with(text, width, -1, 200, PASS_PLAIN), best - 1);
    for (size_t line = 0; line < text->breaker.end_count; line++)
        assert_true(natural_width(text, line) - spaces_width(text, line) / 3 <= width);
    /* As far as it can: the first pass gives up, the second takes what there is. */
    assert_int_equal(lines_with(text, width, 9, 200, PASS_PLAIN), 0);
    size_t most = lines_with(text, width, 9, 200, PASS_HYPHENS);
    assert_in_range(most, best + 1, best + 8);
    size_t least = lines_with(text, width, -9, 200, PASS_HYPHENS);
    assert_in_range(least, best - 8, best - 1);
    assert_int_equal(lines_with(text, width, 9, 200, PASS_ANY), best);
}

static void looseness_is_asked_of_some_pages_at_most(void **state)
{
    Text *text = text_new(*state);
    uint32_t seed = 31;
    fill_randomly(text, &seed, LOOSENESS_PIECES, 1500);
    Fine width = 25000;
    size_t best = lines_with(text, width, 0, 200, PASS_PLAIN);
    assert_int_equal(lines_with(text, width, 1, 200, PASS_PLAIN), best + 1);
    add_word(text, 1000);
    best = lines_with(text, width, 0, 200, PASS_PLAIN);
    assert_int_equal(lines_with(text, width, 1, 200, PASS_PLAIN), best);
}

static void tolerance_decides_what_the_first_passes_take(void **state)
{
    Text *text = text_new(*state);
    Fine width = even_words(text, 20) + 900; /* nine spaces stretched by a tenth of 1000 each */
    assert_int_equal(lines_with(text, width, 0, 200, PASS_PLAIN), 2);
    assert_int_equal(lines_with(text, width, 0, 10, PASS_PLAIN), 0);
    assert_int_equal(lines_with(text, width, 0, 10, PASS_HYPHENS), 0);
    assert_int_equal(lines_with(text, width, 0, 10, PASS_ANY), 2);
}

static void pieces_end_lines_only_since_their_pass(void **state)
{
    static const struct {
        BreakPass since;
        size_t plain, hyphens;
    } cases[] = {{PASS_PLAIN, 2, 2}, {PASS_HYPHENS, 0, 2}, {PASS_ANY, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Text *text = text_new(*state);
        for (size_t k = 0; k < 4; k++)
            add_word(text, 1750);
        add_word(text, 1000);
        add_syllable(text, 3000, 333, 50);
        text->pieces[4].since = (uint8_t)cases[i].since;
        Fine width = 4 * 2000 + 1000 + 333;
        assert_int_equal(lines_with(text, width, 0, 200, PASS_PLAIN), cases[i].plain);
        assert_int_equal(lines_with(text, width, 0, 200, PASS_HYPHENS), cases[i].hyphens);
        assert_int_equal(lines_with(text, width, 0, 200, PASS_ANY), 2);
        assert_int_equal(text->breaker.ends[0], 4);
    }
}

static void a_tie_parts_only_rather_than_to_leave_a_gaping_line(void **state)
{
    for (int tied = 0; tied <= 1; tied++) {
        Text *text = text_new(*state);
        for (size_t i = 0; i < 10; i++)
            add_word(text, 1000);
        text->pieces[4].since = tied != 0 ? PASS_ANY : PASS_PLAIN;
        /* Five words fill the line; without the fifth its spaces grow to double. */
        lines_with(text, 5 * 1250 - SPACE, 0, 200, PASS_ANY);
        assert_int_equal(text->breaker.ends[0], tied != 0 ? 3 : 4);
    }
    Text *text = text_new(*state);
    for (size_t i = 0; i < 4; i++)
        add_word(text, 4000);
    text->pieces[1].since = PASS_ANY;
    /* Two words fill the line; one alone cannot. */
    lines_with(text, 2 * 4250 - SPACE, 0, 200, PASS_ANY);
    assert_int_equal(text->breaker.ends[0], 1);
    lines_with(text, 2 * 4250 - SPACE, 0, 200, PASS_PLAIN);
    break_text(text, 2 * 4250 - SPACE, AIM_RAGGED);
    assert_int_equal(text->breaker.ends[0], 0); /* ragged text takes a line more */
    assert_int_equal(text->breaker.ends[1], 2);
}

static void no_more_than_two_hyphens_stand_below_each_other(void **state)
{
    Text *text = text_new(*state);
    /* Each line would be exactly full with a hyphen, and is a little loose without. */
    for (size_t line = 0; line < 3; line++) {
        for (size_t i = line == 0 ? 0 : 1; i < 9; i++) /* else it begins with a syllable */
            add_word(text, 1750);
        add_word(text, 1500);
        add_syllable(text, 1750, 300, 120);
    }
    for (size_t i = 0; i < 5; i++)
        add_word(text, 1750);
    Fine width = 9 * 2000 + 1800;
    lines_with(text, width, 0, 10000, PASS_HYPHENS);
    size_t hyphens = 0;
    assert_int_equal(text->breaker.end_count, 4);
    for (size_t line = 0; line < 3; line++)
        hyphens += text->pieces[text->breaker.ends[line]].hyphenated;
    assert_in_range(hyphens, 0, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ragged_text_takes_the_fewest_lines),
        TEST(ragged_lines_are_filled_one_after_the_other),
        TEST(ragged_text_leaves_no_short_word_alone),
        TEST(balanced_text_counts_the_last_line),
        TEST(justified_lines_can_be_shrunk_or_stretched_to_fit),
        TEST(whole_paragraphs_look_better_than_line_by_line),
        TEST(first_line_may_be_narrower),
        TEST(syllables_part_only_where_that_helps),
        TEST(a_piece_too_wide_stands_alone),
        TEST(hopeless_columns_are_broken_all_the_same),
        TEST(the_rest_of_a_divided_word_is_no_last_line),
        TEST(long_paragraphs_take_linear_time),
        TEST(extreme_widths_do_not_overflow),
        TEST(looseness_makes_paragraphs_longer_and_shorter),
        TEST(looseness_is_asked_of_some_pages_at_most),
        TEST(tolerance_decides_what_the_first_passes_take),
        TEST(pieces_end_lines_only_since_their_pass),
        TEST(a_tie_parts_only_rather_than_to_leave_a_gaping_line),
        TEST(no_more_than_two_hyphens_stand_below_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
