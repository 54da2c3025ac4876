/* Fields over text: whatever way the text came to its place. */
#include "verify/shadow.h"

/* What the page shows, and whether a field at [100 100 150 120] lies over more than a glyph of it.
   The font is Courier without widths: glyphs are half as wide as high. */
static const struct {
    const char *content;
    bool over;
} cases[] = {
    {"", false},
    {"BT /F1 10 Tf 100 105 Td (abc) Tj ET", true},
    {"BT /F1 10 Tf 100 105 Td (a) Tj ET", false},
    {"BT /F1 10 Tf 100 105 Td (a b) Tj ET", true},
    {"BT /F1 10 Tf 100 105 Td (    a   ) Tj ET", false},
    /* Beside, below, above. */
    {"BT /F1 10 Tf 50 105 Td (abcdefghij) Tj ET", false},
    {"BT /F1 10 Tf 50 105 Td (abcdefghijkl) Tj ET", true},
    {"BT /F1 10 Tf 151 105 Td (abc) Tj ET", false},
    {"BT /F1 10 Tf 100 90 Td (abc) Tj ET", false},
    {"BT /F1 10 Tf 100 121 Td (abc) Tj ET", false},
    /* Spacing, scale, rise, leading. */
    {"BT /F1 10 Tf 40 Tc 60 105 Td (abc) Tj ET", false},
    {"BT /F1 10 Tf 20 Tc 60 105 Td (abcd) Tj ET", true},
    {"BT /F1 10 Tf 100 Tw 0 105 Td (a bc) Tj ET", true},
    {"BT /F1 10 Tf 300 Tz 60 105 Td (abcde) Tj ET", true},
    {"BT /F1 10 Tf 15 Ts 100 90 Td (abc) Tj ET", true},
    {"BT /F1 10 Tf 20 TL 100 125 Td T* (abc) Tj ET", true},
    {"BT /F1 10 Tf 20 TL 100 125 Td (abc) ' ET", true},
    {"BT /F1 10 Tf 20 TL 100 125 Td 0 1 (abc) \" ET", true},
    {"BT /F1 10 Tf 0 200 Td 100 -95 TD (abc) Tj ET", true},
    {"BT /F1 10 Tf 0 105 Td [(ab) -10000 (cd)] TJ ET", true},
    {"BT /F1 10 Tf 0 105 Td [(ab) -30000 (cd)] TJ ET", false},
    /* Moved, turned, made larger. */
    {"1 0 0 1 100 105 cm BT /F1 10 Tf (abc) Tj ET", true},
    {"q 1 0 0 1 100 105 cm Q BT /F1 10 Tf (abc) Tj ET", false},
    {"BT /F1 1 Tf 10 0 0 10 100 105 Tm (abc) Tj ET", true},
    {"BT /F1 10 Tf 0 1 -1 0 120 60 Tm (abcdefghijkl) Tj ET", true},
    {"2 0 0 2 0 0 cm BT /F1 5 Tf 50 52 Td (abc) Tj ET", true},
    /* In a form; below a picture; not seen; what looks like text. */
    {"q 1 0 0 1 100 5 cm /X1 Do Q", true},
    {"/X1 Do", false},
    {"BT /F1 10 Tf 3 Tr 100 105 Td (abc) Tj ET", false},
    {"BI /W 1 /H 1 /BPC 8 /CS /G ID (abc) Tj EI BT /F1 10 Tf 0 5 Td (abc) Tj ET", false},
    {"0 0 300 200 re f", false},
    /* What cannot be read may be anything. */
    {"BT /F1 10 Tf (abc Tj ET", true},
    {"99999999999999999 0 0 1 0 0 cm 99999999999999 0 0 1 0 0 cm BT (a) Tj ET", true},
    {"Td", true},
};

static Str with_content(World *world, const char *content)
{
    Arena *arena = world->arena;
    Tail tail = tail_begin(arena, paper_make(arena));
    tail_stream(&tail, PAPER_CONTENT_1, "", content);
    tail_stream(&tail, PAPER_BOX,
                "/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Matrix [1 0 0 1 0 50] "
                "/Resources 6 0 R ",
                "BT /F1 10 Tf 0 50 Td (abc) Tj ET");
    Str body = bytes_replaced(arena, str_from(paper_text(arena, "x")), "20 70 280 90",
                              "100 100 150 120", 0);
    tail_object(&tail, PAPER_CATATAN, body.at);
    return tail_end(&tail);
}

static void fields_over_text(void **state)
{
    World world = world_begin(state);
    Arena *arena = world.arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Seal seal = {.who = "gubernur",
                     .field = PAPER_KEPALA,
                     .entries = "/Reference [<</TransformMethod /DocMDP /TransformParams "
                                "<</P 2>>>>]",
                     .catalog = "/Perms <</DocMDP 40 0 R>>"};
        Str file = seal_file(&world, with_content(&world, cases[i].content), seal);
        Str body = bytes_replaced(arena, str_from(paper_text(arena, "y")), "20 70 280 90",
                                  "100 100 150 120", 0);
        const VerifyReport *report =
            world_verify(&world, paper_with(arena, file, PAPER_CATATAN, body.at));
        if (report == NULL || report->good == cases[i].over)
            fail_msg("%s: %s", cases[i].content, world_told(&world, report));
    }
    world_end(&world);
}

/* A glyph of an absurd width, and a form that is drawn so often that it cannot be looked at. */
static Str with_much(World *world, const char *font, const char *content)
{
    enum { LARGE = 4 * 1024 * 1024 };
    Arena *arena = world->arena;
    char *form = arena_alloc(arena, LARGE + 1);
    memset(form, '\n', LARGE);
    Tail tail = tail_begin(arena, paper_make(arena));
    tail_stream(&tail, PAPER_CONTENT_1, "", content);
    tail_stream(&tail, PAPER_BOX,
                "/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources 6 0 R ", form);
    tail_object(&tail, PAPER_FONT, font);
    return tail_end(&tail);
}

static void what_cannot_be_reckoned_with_may_lie_below(void **state)
{
    enum { TIMES = 1000 };
    World world = world_begin(state);
    Arena *arena = world.arena;
    Buf often = {.arena = arena};
    for (int i = 0; i < TIMES; i++)
        buf_text(&often, "/X1 Do ");
    const char *const fonts[] = {
        "<</Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 97 /Widths "
        "[900000000000000000]>>",
        PAPER_FONT_BODY,
        PAPER_FONT_BODY,
    };
    const char *const contents[] = {"BT /F1 10 Tf 0 5 Td (a) Tj ET", str_c(arena, buf_str(&often)),
                                    "/X1 Do"};
    for (size_t i = 0; i < 3; i++) {
        Seal seal = {.who = "gubernur",
                     .field = PAPER_KEPALA,
                     .entries = "/Reference [<</TransformMethod /DocMDP /TransformParams "
                                "<</P 2>>>>]",
                     .catalog = "/Perms <</DocMDP 40 0 R>>"};
        Str file = seal_file(&world, with_much(&world, fonts[i], contents[i]), seal);
        const VerifyReport *report =
            world_verify(&world, paper_with(arena, file, PAPER_CATATAN, paper_text(arena, "y")));
        assert_non_null(report);
        assert_int_equal(report->good, i == 2);
    }
    world_end(&world);
}

/* A second signature in a field that the document has, but that lies over a line. */
static Str signed_over_text(World *world)
{
    static const char room[] = "/Rect [160 20 280 60]";
    static const char over[] = "/Rect [10 140 99 160]";
    Arena *arena = world->arena;
    Str paper = bytes_replaced(arena, paper_make(arena), room, over, 0);
    Str file = seal_file(world, paper, (Seal){.who = "kepala", .field = PAPER_KEPALA});
    Seal seal = {.who = "auditor", .number = 60};
    Tail tail = tail_begin(arena, file);
    const char *field = paper_field(arena, PAPER_SEKRETARIS, "/V 60 0 R");
    tail_object(&tail, PAPER_SEKRETARIS, bytes_replaced(arena, str_from(field), room, over, 0).at);
    tail_object(&tail, 60, seal_dictionary(world, &seal));
    Str waiting = tail_end(&tail);
    Gap gap = seal_gap(waiting);
    Str ranged = seal_range(world, waiting, gap);
    return seal_put(world, ranged, gap, seal_sign(world, &seal, seal_bytes(world, ranged, gap)));
}

static void a_signature_over_text_is_told(void **state)
{
    World world = world_begin(state);
    const VerifyReport *report = world_verify(&world, signed_over_text(&world));
    assert_int_equal(report->signatures[0].change_count, 1);
    assert_true(report->signatures[0].changes[0].allowed);
    assert_true(report->signatures[0].changes[0].change->covers);
    assert_true(report->good);
    /* In its own room it does not. */
    Str beside = seal_file(&world, seal_good(&world),
                           (Seal){.who = "auditor", .field = PAPER_SEKRETARIS, .number = 60});
    report = world_verify(&world, beside);
    assert_false(report->signatures[0].changes[0].change->covers);
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fields_over_text),
        TEST(what_cannot_be_reckoned_with_may_lie_below),
        TEST(a_signature_over_text_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
