/* Content streams: what is written, and that it is written only where it changes something. */
#include "pages.h"

#include "pdf/content.h"

/* The character that a code stands for; strings are of the face that was named last. */
static char character_of(const CodeSet *set, unsigned code)
{
    assert_in_range(code, 1, set->count);
    return (char)set->characters[code - 1];
}

/* Shows the string that begins at `at`; where it ends. */
static size_t show_string(Buf *shown, Str out, size_t at, const CodeSet *set)
{
    unsigned code = 0;
    int bytes = 0;
    buf_byte(shown, '(');
    for (at++; out.at[at] != ')'; at++) {
        bool escaped = out.at[at] == '\\';
        unsigned char byte = (unsigned char)out.at[at += escaped];
        code = code << 8 | (escaped && byte == 'r' ? '\r' : byte);
        if (++bytes % 2 == 0) {
            buf_byte(shown, character_of(set, code));
            code = 0;
        }
    }
    assert_int_equal(bytes % 2, 0);
    buf_byte(shown, ')');
    return at;
}

/* The page's stream, with characters in place of the codes in strings. */
static const char *content(Arena *arena, const Page *page, CodeSet *used)
{
    Buf out = {.arena = arena};
    content_write(&out, page, NULL, used, NULL, (PageForms){0});
    Buf shown = {.arena = arena};
    int face = 0;
    for (size_t i = 0; i < out.size; i++) {
        if (out.at[i] == 'F' && i > 0 && out.at[i - 1] == '/')
            face = out.at[i + 1] - '0';
        if (out.at[i] == '(')
            i = show_string(&shown, buf_str(&out), i, &used[face]);
        else
            buf_byte(&shown, out.at[i]);
    }
    return str_c(arena, buf_str(&shown));
}

static Page *page_new(Arena *arena)
{
    Page *page = arena_alloc(arena, sizeof *page);
    page->width = A4_WIDTH;
    page->height = 800000;
    return page;
}

static void lines_of_one_style_share_a_text_object(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    pages_text(arena, page, FACE_SERIF, 72000, 100000, "satu");
    pages_text(arena, page, FACE_SERIF, 72000, 114400, "dua");
    assert_string_equal(content(arena, page, used), "BT\n0 g\n/F0 12 Tf\n72 700 Td\n(satu)Tj\n"
                                                    "0 -14.4 Td\n(dua)Tj\nET\n");
}

/* The first of them always: a form begins with what its page has set. */
static void fonts_and_colours_are_set_when_they_change(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    pages_text(arena, page, FACE_SERIF, 0, 800000, "a");
    pages_text(arena, page, FACE_BOLD, 0, 800000, "b")->colour = 0xFF0000;
    pages_text(arena, page, FACE_BOLD, 0, 800000, "c")->colour = 0xFF0000;
    pages_text(arena, page, FACE_BOLD, 0, 800000, "d")->run.size = 9500;
    assert_string_equal(content(arena, page, used),
                        "BT\n0 g\n/F0 12 Tf\n0 0 Td\n(a)Tj\n"
                        "1 0 0 rg\n/F1 12 Tf\n0 0 Td\n(b)Tj\n0 0 Td\n(c)Tj\n"
                        "0 g\n/F1 9.5 Tf\n0 0 Td\n(d)Tj\nET\n");
}

static void rectangles_of_one_colour_are_one_path(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    pages_rect(arena, page, 1000, 2000, 100000, 500, 0);
    pages_rect(arena, page, 1000, 12000, 100000, 500, 0);
    pages_rect(arena, page, 0, 0, 10000, 10000, 0xEEEEEE);
    pages_text(arena, page, FACE_SERIF, 0, 0, "x")->colour = 0xEEEEEE;
    assert_string_equal(content(arena, page, used), "0 g\n1 797.5 100 .5 re\n1 787.5 100 .5 re\nf\n"
                                                    ".933 g\n0 790 10 10 re\nf\n"
                                                    "BT\n/F0 12 Tf\n0 800 Td\n(x)Tj\nET\n");
}

static void nothing_is_written_for_what_has_no_extent(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    pages_text(arena, page, FACE_SERIF, 0, 0, "");
    pages_text(arena, page, FACE_SERIF, 0, 0, "x")->run.size = 0;
    pages_rect(arena, page, 0, 0, 0, 10, 0);
    pages_rect(arena, page, 0, 0, 10, -1, 0);
    assert_string_equal(content(arena, page, used), "");
}

/* Of a hundred characters, some have codes with the bytes of a carriage return, '(', ')' and a
   backslash. */
static void special_bytes_of_codes_are_escaped(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    char text[95];
    for (size_t i = 0; i < 94; i++)
        text[i] = (char)('!' + i);
    text[94] = '\0';
    pages_text(arena, page, FACE_SERIF, 0, 800000, text);
    Buf out = {.arena = arena};
    content_write(&out, page, NULL, used, NULL, (PageForms){0});
    assert_non_null(memmem(out.at, out.size, "\0\\r\0\016", 5));
    assert_non_null(memmem(out.at, out.size, "\0'\0\\(\0\\)\0*", 10));
    assert_non_null(memmem(out.at, out.size, "\0[\0\\\\\0]", 7));
    CodeSet again[FACES] = {0};
    assert_string_equal(content(arena, page, again),
                        str_format(arena, "BT\n0 g\n/F0 12 Tf\n0 0 Td\n(%s)Tj\nET\n", text).at);
}

static void characters_get_codes_as_they_are_used(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    pages_text(arena, page, FACE_SERIF, 0, 0, "aZa\xE2\x89\xA5Z");
    content(arena, page, used);
    assert_int_equal(used[FACE_BOLD].count, 0);
    assert_int_equal(used[FACE_SERIF].count, 3);
    static const uint16_t expected[] = {'a', 'Z', 0x2265};
    assert_memory_equal(used[FACE_SERIF].characters, expected, sizeof expected);
    assert_int_equal(used[FACE_SERIF].codes[0]['Z'], 2);
}

static void space_before_a_run_moves_its_start(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    Item *item = pages_text(arena, page, FACE_SERIF, 10000, 800000, "ab");
    static const Adjust adjusts[] = {{0, 2500}, {1, 1200}, {2, 77}};
    item->run.adjusts = adjusts;
    item->run.adjust_count = 3;
    assert_string_equal(content(arena, page, used),
                        "BT\n0 g\n/F0 12 Tf\n12.5 0 Td\n[(a)-100(b)]TJ\nET\n");
}

/* Follows the numbers of a TJ array; at each string the sum must be what layout wants, to half a
   thousandth of the size. */
static void the_rounding_of_adjustments_does_not_add_up(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    enum { COUNT = 200 };
    for (Len size = 7000; size <= 14000; size += 777) {
        CodeSet used[FACES] = {0};
        Page *page = page_new(arena);
        Buf text = {.arena = arena};
        Adjust adjusts[COUNT];
        Len wanted[COUNT + 1] = {0};
        for (uint32_t i = 0; i < COUNT; i++) {
            buf_byte(&text, 'x');
            /* Always so that rounding each by itself errs to one side. */
            adjusts[i] = (Adjust){i, i == 0 ? 0 : size * 3 / 10000};
            wanted[i + 1] = wanted[i] + adjusts[i].extra;
        }
        Item *item = pages_text(arena, page, FACE_SERIF, 0, 0, str_c(arena, buf_str(&text)));
        item->run.size = size;
        item->run.adjusts = adjusts;
        item->run.adjust_count = COUNT;
        const char *at = strchr(content(arena, page, used), '[');
        int64_t sum = 0; /* thousandths of the size */
        size_t glyph = 0;
        while (*at != ']') {
            if (*at == 'x') {
                int64_t error = sum * size - (int64_t)wanted[glyph + 1] * 1000;
                assert_true(2 * (error < 0 ? -error : error) <= size);
                glyph++;
                at++;
            } else if (*at == '-' || (*at >= '0' && *at <= '9')) {
                char *end = NULL;
                sum -= strtol(at, &end, 10);
                at = end;
            } else {
                at++;
            }
        }
        assert_int_equal(glyph, COUNT);
    }
}

static void a_turned_run_has_a_matrix_and_leaves_others_upright(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    Item *turned = pages_text(arena, page, FACE_SERIF, 72000, 100000, "a");
    turned->run.turn_x = 600000;
    turned->run.turn_y = 800000;
    pages_text(arena, page, FACE_SERIF, 10000, 790000, "b");
    assert_string_equal(
        content(arena, page, used),
        "BT\n0 g\n/F0 12 Tf\n0.600000 0.800000 -0.800000 0.600000 72 700 Tm\n(a)Tj\nET\n"
        "BT\n10 10 Td\n(b)Tj\nET\n");
}

static Item *add_path(Arena *arena, Page *page, const PathPoint *points, uint32_t count)
{
    Item *item = pages_rect(arena, page, 10000, 100000, 0, 0, 0x808080);
    item->kind = ITEM_PATH;
    item->path.points = points;
    item->path.count = count;
    return item;
}

static void a_path_is_filled_and_drawn_in_its_own_colours(void **state)
{
    static const PathPoint corner[] = {
        {PATH_MOVE, 0, 0}, {PATH_LINE, 5000, 0}, {PATH_LINE, 5000, 5000}, {PATH_CLOSE, 0, 0}};
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    add_path(arena, page, corner, 4)->path.filled = true;
    Item *line = add_path(arena, page, corner, 2);
    line->path.stroke = 500;
    line->path.stroke_colour = 0xFF0000;
    line->path.dash = 2000;
    add_path(arena, page, corner, 4);
    assert_string_equal(content(arena, page, used),
                        ".502 g\n10 700 m\n15 700 l\n15 695 l\nh\nf\n"
                        "1 0 0 RG\n.5 w\n[2] 0 d\n10 700 m\n15 700 l\nS\n");
}

static void a_curve_has_one_operator_for_its_three_points(void **state)
{
    static const PathPoint arc[] = {{PATH_MOVE, 0, 0},
                                    {PATH_CURVE, 0, 1000},
                                    {PATH_CURVE, 1000, 2000},
                                    {PATH_CURVE, 2000, 2000}};
    Arena *arena = ((Fixture *)*state)->arena;
    CodeSet used[FACES] = {0};
    Page *page = page_new(arena);
    add_path(arena, page, arc, 4)->path.stroke = 1000;
    assert_string_equal(content(arena, page, used),
                        "0 G\n1 w\n[] 0 d\n10 700 m\n10 699 11 698 12 698 c\nS\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_of_one_style_share_a_text_object),
        TEST(fonts_and_colours_are_set_when_they_change),
        TEST(rectangles_of_one_colour_are_one_path),
        TEST(nothing_is_written_for_what_has_no_extent),
        TEST(special_bytes_of_codes_are_escaped),
        TEST(characters_get_codes_as_they_are_used),
        TEST(space_before_a_run_moves_its_start),
        TEST(the_rounding_of_adjustments_does_not_add_up),
        TEST(a_turned_run_has_a_matrix_and_leaves_others_upright),
        TEST(a_path_is_filled_and_drawn_in_its_own_colours),
        TEST(a_curve_has_one_operator_for_its_three_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
