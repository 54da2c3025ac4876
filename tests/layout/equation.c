/* Equations on pages: where their parts stand, and how those that are too wide are broken. */
#include "pages.h"

static const TextStyle equation_style = {.family = {"Liberation Serif", 16},
                                         .size = 12000,
                                         .leading = 14000,
                                         .align = ALIGN_CENTRE,
                                         .before = 6000,
                                         .after = 6000};

static const Math *text_math(Arena *arena, MathKind kind, const char *text)
{
    Math *math = arena_alloc(arena, sizeof *math);
    *math = (Math){.kind = kind, .text = make_span(arena, text)};
    return math;
}

static const Math *parts_math(Arena *arena, MathKind kind, const Math *a, const Math *b,
                              const Math *c)
{
    Math *math = arena_alloc(arena, sizeof *math);
    const Math **parts = arena_array(arena, 3, sizeof(const Math *));
    parts[0] = a;
    parts[1] = b;
    parts[2] = c;
    size_t count = kind == MATH_BRACKETS || kind == MATH_ROOT ? 1 : 2;
    *math = (Math){.kind = kind, .parts = parts, .count = kind >= MATH_SCRIPT || c ? 3 : count};
    return math;
}

/* "left = right". */
static Equation *make_equation(Maker *maker, const char *left, const Math *right)
{
    Arena *arena = maker->arena;
    Block *block = make_block(maker, BLOCK_EQUATION, NULL);
    Equation *equation = arena_alloc(arena, sizeof *equation);
    const Math **lines = arena_array(arena, 1, sizeof(const Math *));
    lines[0] = parts_math(arena, MATH_ROW, text_math(arena, MATH_TEXT, left),
                          text_math(arena, MATH_RELATION, "="), right);
    *equation = (Equation){.lines = lines, .line_count = 1, .style = &equation_style};
    block->equation = equation;
    return equation;
}

static const Math *fraction(Arena *arena, const char *above, const char *below)
{
    return parts_math(arena, MATH_FRACTION, text_math(arena, MATH_TEXT, above),
                      text_math(arena, MATH_TEXT, below), NULL);
}

static const Item *find_kind(const Layout *layout, ItemKind kind)
{
    for (size_t i = 0; i < layout->pages[0].item_count; i++)
        if (layout->pages[0].items[i].kind == kind)
            return &layout->pages[0].items[i];
    return NULL;
}

static void a_fraction_has_its_line_between_its_parts(void **state)
{
    Maker *maker = maker_new(*state);
    make_equation(maker, "x", fraction(maker->arena, "1234", "5"));
    Layout *layout = make_pages(maker);
    const Item *above = run_of(layout, "1234");
    const Item *below = run_of(layout, "5");
    const Item *line = find_kind(layout, ITEM_RECT);
    const Item *equals = run_of(layout, "=");
    assert_true(above->y < line->y && line->y + line->height < below->y - 7000);
    assert_true(line->x < above->x && line->x + line->width > above->x + above->width);
    assert_int_equal(2 * above->x + above->width, 2 * below->x + below->width);
    /* The line stands in the middle of the equals sign. */
    assert_in_range(equals->y - line->y, 2000, 4000);
}

static void an_equation_stands_in_the_middle_with_its_number_at_the_right(void **state)
{
    Maker *maker = maker_new(*state);
    Equation *equation = make_equation(maker, "xx", text_math(maker->arena, MATH_TEXT, "yy"));
    equation->number = STR("(3.1)");
    Layout *layout = make_pages(maker);
    const Item *left = run_of(layout, "xx");
    const Item *right = run_of(layout, "yy");
    const Item *number = run_of(layout, "(3.1)");
    Len before = left->x - LEFT_EDGE;
    Len behind = LEFT_EDGE + TEXT_WIDTH - right->x - right->width;
    assert_in_range(before - behind + 10, 0, 20);
    assert_int_equal(number->x + number->width, LEFT_EDGE + TEXT_WIDTH);
    assert_int_equal(number->y, right->y);
}

static void a_wide_equation_breaks_at_its_relations_which_stand_below_each_other(void **state)
{
    Maker *maker = maker_new(*state);
    Arena *arena = maker->arena;
    const Math *right = parts_math(
        arena, MATH_ROW, text_math(arena, MATH_TEXT, "satu dua tiga empat lima"),
        text_math(arena, MATH_RELATION, "="), text_math(arena, MATH_TEXT, "enam tujuh delapan"));
    Equation *equation = make_equation(maker, "kiri", right);
    /* Rows hold no rows. */
    Math *row = arena_alloc(arena, sizeof *row);
    const Math **parts = arena_array(arena, 5, sizeof(const Math *));
    for (size_t i = 0; i < 5; i++)
        parts[i] = i < 2 ? equation->lines[0]->parts[i] : right->parts[i - 2];
    *row = (Math){.kind = MATH_ROW, .parts = parts, .count = 5};
    equation->lines[0] = row;
    Layout *layout = make_pages(maker);
    size_t page = 0;
    const Item *first = find_run(layout, "=", 0, &page);
    const Item *second = find_run(layout, "=", 1, &page);
    assert_int_equal(first->x, second->x);
    assert_true(second->y > first->y);
    assert_inside(layout);
}

static void long_words_are_set_in_several_lines(void **state)
{
    Maker *maker = maker_new(*state);
    make_equation(maker, "Persentase",
                  fraction(maker->arena,
                           "jumlah usaha kecil dan menengah yang memperoleh pembinaan tahun ini",
                           "jumlah seluruh usaha kecil dan menengah yang terdaftar pada dinas"));
    Layout *layout = make_pages(maker);
    assert_inside(layout);
    assert_int_equal(diags_count(maker->fixture->diags, SEVERITY_WARNING), 0);
}

static void a_word_that_fits_in_no_way_is_divided_with_a_warning(void **state)
{
    Maker *maker = maker_new(*state);
    char word[301] = {0};
    memset(word, 'n', sizeof word - 1);
    make_equation(maker, "a", text_math(maker->arena, MATH_TEXT, word));
    Layout *layout = make_layout(maker);
    assert_true(diags_count(maker->fixture->diags, SEVERITY_WARNING) > 0);
    assert_inside(layout);
}

static void a_long_sum_goes_on_in_the_next_line(void **state)
{
    Maker *maker = maker_new(*state);
    enum { TERMS = 40, PARTS = 2 * TERMS };
    const Math **parts = arena_array(maker->arena, PARTS, sizeof(const Math *));
    for (size_t i = 0; i < TERMS; i++) {
        parts[2 * i] =
            text_math(maker->arena, i == 0 ? MATH_RELATION : MATH_OPERATOR, i == 0 ? "=" : "+");
        parts[2 * i + 1] = text_math(maker->arena, MATH_TEXT, "1000");
    }
    Equation *equation = make_equation(maker, "a", parts[1]);
    Math *row = arena_alloc(maker->arena, sizeof *row);
    *row = (Math){.kind = MATH_ROW, .parts = parts, .count = PARTS};
    equation->lines[0] = row;
    Layout *layout = make_pages(maker);
    assert_inside(layout);
    assert_int_equal(count_runs(layout, "1000"), TERMS);
}

static void a_long_sum_before_the_relation_is_split_as_well(void **state)
{
    Maker *maker = maker_new(*state);
    enum { TERMS = 40, PARTS = 2 * TERMS };
    const Math **parts = arena_array(maker->arena, PARTS, sizeof(const Math *));
    for (size_t i = 0; i < TERMS; i++) {
        parts[2 * i] = text_math(maker->arena, MATH_TEXT, "1000");
        parts[2 * i + 1] = text_math(maker->arena, i + 2 == TERMS ? MATH_RELATION : MATH_OPERATOR,
                                     i + 2 == TERMS ? "=" : "+");
    }
    Equation *equation = make_equation(maker, "a", parts[0]);
    Math *row = arena_alloc(maker->arena, sizeof *row);
    *row = (Math){.kind = MATH_ROW, .parts = parts, .count = PARTS - 1};
    equation->lines[0] = row;
    Layout *layout = make_pages(maker);
    assert_inside(layout);
    assert_int_equal(run_of(layout, "1000")->run.size, equation_style.size);
}

/* Inside a fraction or brackets it used to be set in one line of letters a point high. */
static void a_long_sum_in_something_else_stands_in_several_lines(void **state)
{
    enum { TERMS = 30, PARTS = 2 * TERMS };
    const MathKind kinds[] = {MATH_FRACTION, MATH_BRACKETS, MATH_ROOT};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        Maker *maker = maker_new(*state);
        const Math **parts = arena_array(maker->arena, PARTS, sizeof(const Math *));
        for (size_t i = 0; i < TERMS; i++) {
            parts[2 * i] = text_math(maker->arena, MATH_TEXT, "bobot");
            parts[2 * i + 1] = text_math(maker->arena, MATH_OPERATOR, "+");
        }
        Math *row = arena_alloc(maker->arena, sizeof *row);
        *row = (Math){.kind = MATH_ROW, .parts = parts, .count = PARTS - 1};
        const Math *below = text_math(maker->arena, MATH_TEXT, "30");
        make_equation(maker, "y", parts_math(maker->arena, kinds[k], row, below, NULL));
        Layout *layout = make_pages(maker);
        assert_inside(layout);
        assert_int_equal(count_runs(layout, "bobot"), TERMS);
        assert_true(run_of(layout, "bobot")->run.size >= 6000);
        /* The second line begins with the operator. */
        const Page *page = &layout->pages[0];
        const Item *first = run_of(layout, "bobot");
        size_t i = 0;
        while (i + 1 < page->item_count &&
               (page->items[i].kind != ITEM_RUN || page->items[i].y <= first->y ||
                run_is(&page->items[i], "=") || run_is(&page->items[i], "y")))
            i++;
        assert_true(run_is(&page->items[i], "+"));
    }
}

/* Roots in each other cannot be split: their words take fewer lines as they get smaller. */
static void what_cannot_be_split_is_set_smaller_until_it_fits(void **state)
{
    Maker *maker = maker_new(*state);
    const Math *math = fraction(maker->arena, "dan dihadapi dan mengatasinya strategis",
                                "pelaksanaan beserta kendala yang");
    for (int i = 0; i < 20; i++) {
        const Math *more = fraction(maker->arena, "Laporan strategis", "x");
        math = parts_math(maker->arena, MATH_ROOT,
                          parts_math(maker->arena, MATH_ROW, more, math, NULL), NULL, NULL);
    }
    make_equation(maker, "a", math);
    Layout *layout = make_layout(maker);
    assert_non_null(layout);
    assert_int_equal(diags_count(maker->fixture->diags, SEVERITY_WARNING), 1);
    for (size_t i = 0; i < layout->pages[0].item_count; i++) {
        const Item *item = &layout->pages[0].items[i];
        assert_in_range(item->x, LEFT_EDGE, LEFT_EDGE + TEXT_WIDTH);
        assert_in_range(item->x + item->width, LEFT_EDGE, LEFT_EDGE + TEXT_WIDTH);
    }
}

static void tall_content_has_drawn_brackets(void **state)
{
    Maker *maker = maker_new(*state);
    Arena *arena = maker->arena;
    make_equation(maker, "x",
                  parts_math(arena, MATH_BRACKETS, fraction(arena, "1", "2"), NULL, NULL));
    make_equation(maker, "y",
                  parts_math(arena, MATH_BRACKETS, text_math(arena, MATH_TEXT, "3"), NULL, NULL));
    Layout *layout = make_pages(maker);
    assert_non_null(find_kind(layout, ITEM_PATH));
    assert_int_equal(count_runs(layout, "("), 1);
    const Item *path = find_kind(layout, ITEM_PATH);
    const Item *above = run_of(layout, "1");
    assert_true(path->y < above->y - 8000 && path->y + path->height > run_of(layout, "2")->y);
}

static void a_formula_without_room_beside_its_number_is_told(void **state)
{
    Maker *maker = maker_new(*state);
    TextStyle narrow = equation_style;
    narrow.left = TEXT_WIDTH - 50000;
    Equation *equation = make_equation(maker, "x", text_math(maker->arena, MATH_TEXT, "pembilang"));
    equation->style = &narrow;
    equation->number = STR("(3.12)");
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(*state), "leave no room for this formula"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_fraction_has_its_line_between_its_parts),
        TEST(an_equation_stands_in_the_middle_with_its_number_at_the_right),
        TEST(a_wide_equation_breaks_at_its_relations_which_stand_below_each_other),
        TEST(long_words_are_set_in_several_lines),
        TEST(a_word_that_fits_in_no_way_is_divided_with_a_warning),
        TEST(a_long_sum_goes_on_in_the_next_line),
        TEST(a_long_sum_before_the_relation_is_split_as_well),
        TEST(a_long_sum_in_something_else_stands_in_several_lines),
        TEST(what_cannot_be_split_is_set_smaller_until_it_fits),
        TEST(tall_content_has_drawn_brackets),
        TEST(a_formula_without_room_beside_its_number_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
