/* Fields over text: whatever way the text came to its place. */
#include "verify/shadow.h"

/* What the page shows, and whether a field at [100 100 150 120] lies over more than a glyph of it.
   The glyphs of the font are half as wide as high. */
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
    {"0 0 300 200 re f", false},
    /* What cannot be read may be anything. */
    {"BT /F1 10 Tf (abc Tj ET", true},
    {"99999999999999999 0 0 1 0 0 cm 99999999999999 0 0 1 0 0 cm BT (a) Tj ET", true},
    {"Td", true},
    {"BI /W 1 /H 1 /BPC 8 /CS /G ID (abc) Tj EI BT /F1 10 Tf 0 5 Td (abc) Tj ET", true},
    {"/X2 Do", true},
    {"BT /F2 10 Tf 0 5 Td ET", true},
    {"BT 0 5 Td (a) Tj ET", true},
    {"/G2 gs", true},
    /* Codes without a width; a space that is none. */
    {"BT /F1 10 Tf 0 5 Td (\\200) Tj ET", true},
    {"BT /F1 10 Tf 0 5 Td (\\037) Tj ET", true},
    /* What programs take in different ways. */
    {"BT /F1 10 Tf 0 5 Td q (a) Tj Q ET", true},
    {"BT /F1 10 Tf BT 0 5 Td (a) Tj ET ET", true},
    {"/F1 10 Tf 0 5 Td (a) Tj", true},
    {"BT /F1 10 Tf ET (a) Tj", true},
    {"BT /F1 10 Tf 1 0 5 Td (a) Tj ET", true},
    {"BT /F1 10 Tf 8 Tr 0 5 Td (a) Tj ET", true},
    {"BT /F1 10 Tf 3.0 Tr 0 5 Td (a) Tj ET", true},
    {"BT /F1 10 Tf 0 5 Td /X1 Do ET", true},
    {"Q BT /F1 10 Tf 0 5 Td (a) Tj ET", false},
    /* What is cut off is made large again: exactly where it may be, else anywhere. */
    {"0.0000001 0 0 0.0000001 0 0 cm 10000000 0 0 10000000 0 0 cm BT /F1 10 Tf 100 105 Td (abc) "
     "Tj ET",
     true},
    {"BT /F1 100000000 Tf 0.0000001 0 0 0.0000001 60 105 Tm (abcdefghijkl) Tj ET", true},
    {"BT /F1 0.0000001 Tf 100000000 0 0 100000000 60 105 Tm (abcdefghijkl) Tj ET", true},
    {"1 0 0 1 999999999999999999999.5 0 cm 1 0 0 1 -999999999999999999999.5 0 cm BT /F1 10 Tf "
     "0 5 Td (a) Tj ET",
     true},
    {"0.24 0 0 0.24 0 0 cm 1 0 0 1 0.123456 0.5 cm BT /F1 50 Tf 0 20 Td (a) Tj ET", false},
    {".23999999 0 0 -.23999999 0 200 cm BT /F1 50 Tf 1 0 0 -1 900 800 Tm (abcd) Tj ET", false},
    {".23999999 0 0 -.23999999 0 200 cm BT /F1 50 Tf 1 0 0 -1 420 400 Tm (abcd) Tj ET", true},
    {"1 0 0 1 100.5 5 cm 1 0 0 1 -100.5 -5 cm 1 0 0 1 0 5 cm BT /F1 10 Tf (abc) Tj ET", false},
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

static const Seal certifying = {
    .who = "gubernur",
    .field = PAPER_KEPALA,
    .entries = "/Reference [<</TransformMethod /DocMDP /TransformParams <</P 2>>>>]",
    .catalog = "/Perms <</DocMDP 40 0 R>>",
};

/* The report of the paper, certified, whose field is filled in. */
static const VerifyReport *filled(World *world, Str paper)
{
    Arena *arena = world->arena;
    Str body = bytes_replaced(arena, str_from(paper_text(arena, "y")), "20 70 280 90",
                              "100 100 150 120", 0);
    return world_verify(
        world, paper_with(arena, seal_file(world, paper, certifying), PAPER_CATATAN, body.at));
}

static void fields_over_text(void **state)
{
    World world = world_begin(state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const VerifyReport *report = filled(&world, with_content(&world, cases[i].content));
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
        "<</Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 97 /LastChar 97 /Widths "
        "[900000000000000000]>>",
        PAPER_FONT_BODY,
        PAPER_FONT_BODY,
    };
    const char *const contents[] = {"BT /F1 10 Tf 0 5 Td (a) Tj ET", str_c(arena, buf_str(&often)),
                                    "/X1 Do"};
    for (size_t i = 0; i < 3; i++) {
        Str file = seal_file(&world, with_much(&world, fonts[i], contents[i]), certifying);
        const VerifyReport *report =
            world_verify(&world, paper_with(arena, file, PAPER_CATATAN, paper_text(arena, "y")));
        assert_non_null(report);
        assert_int_equal(report->good, i == 2);
    }
    world_end(&world);
}

/* What the page has beside its content, and how a string of it is told. */
static const struct {
    const char *font;      /* of the page */
    const char *resources; /* the entries beside /Font */
    const char *content;
    bool over;
} resources[] = {
#define WIDTHS "/FirstChar 97 /LastChar 99 /Widths "
#define SIMPLE "<</Type /Font /Subtype /TrueType " WIDTHS
#define TEXT   "BT /F1 10 Tf 50 105 Td (aaaaaaaaaa) Tj ET"
#define BLANKS "BT /F1 10 Tf 100 105 Td (   ) Tj ET"
#define SPACES(subtype, entries)                                                                   \
    "<</Type /Font /Subtype /" subtype " /FirstChar 32 /LastChar 32 /Widths [500] " entries ">>"
#define WINANSI(differences)                                                                       \
    "/Encoding <</BaseEncoding /WinAnsiEncoding /Differences [" differences "]>>"
    {SIMPLE "[500 500 500]>>", "", TEXT, false},
    {SIMPLE "[499.5 500.0 1]>>", "", TEXT, false},
    /* Ten glyphs of 6 reach further than the 50 before the field. */
    {SIMPLE "[600 600 600]>>", "", TEXT, true},
    {SIMPLE "[600.0 600 600]>>", "", TEXT, true},
    {SIMPLE "[600.4 0 0]>>", "", TEXT, true},
    /* No width, or none that all programs take. */
    {SIMPLE "[]>>", "", TEXT, true},
    {SIMPLE "[-500]>>", "", TEXT, true},
    {SIMPLE "[/a]>>", "", TEXT, true},
    {SIMPLE "500>>", "", TEXT, true},
    {SIMPLE "[500] /Widths [400]>>", "", TEXT, true},
    {"<</Type /Font /Subtype /TrueType /FirstChar 97 /Widths [500]>>", "", TEXT, true},
    {"<</Type /Font /Subtype /TrueType /FirstChar 97 /LastChar 96 /Widths [500]>>", "", TEXT, true},
    {"<</Type /Font /Subtype /Type1 /BaseFont /Courier>>", "", TEXT, true},
    {"<</Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] " WIDTHS "[500]>>", "", TEXT,
     true},
    {"<</Type /Font " WIDTHS "[500]>>", "", TEXT, true},
    /* The code of the space may be another glyph, but where /Encoding says that it is the space. */
    {SPACES("Type1", ""), "", BLANKS, true},
    {SPACES("TrueType", ""), "", BLANKS, true},
    {SPACES("Type1", "/Encoding /WinAnsiEncoding"), "", BLANKS, false},
    {SPACES("TrueType", "/Encoding /MacRomanEncoding"), "", BLANKS, false},
    {SPACES("Type1", "/Encoding /StandardEncoding"), "", BLANKS, false},
    {SPACES("Type1", "/Encoding /Identity-H"), "", BLANKS, true},
    {SPACES("Type1", "/Encoding <<>>"), "", BLANKS, true},
    {SPACES("Type1", "/Encoding <</BaseEncoding /Lain>>"), "", BLANKS, true},
    {SPACES("Type1", "/Encoding <</BaseEncoding /WinAnsiEncoding>>"), "", BLANKS, false},
    {SPACES("Type1", "/Encoding <</Differences [33 /a]>>"), "", BLANKS, true},
    {SPACES("Type1", "/Encoding <</Differences [31 /a /R]>>"), "", BLANKS, true},
    {SPACES("Type1", "/Encoding <</Differences [31 /a /space]>>"), "", BLANKS, false},
    {SPACES("Type1", "/Encoding <</Differences [32 /a 32 /space]>>"), "", BLANKS, true},
    {SPACES("Type1", "/Encoding <</Differences [32 /space (a)]>>"), "", BLANKS, true},
    {SPACES("Type1", "/Encoding <</Differences 32>>"), "", BLANKS, true},
    {SPACES("Type1", WINANSI("33 /a")), "", BLANKS, false},
    {SPACES("Type1", WINANSI("32 /a")), "", BLANKS, true},
    {SPACES("Type1", WINANSI("32 /space")), "", BLANKS, false},
    /* That of a symbolic TrueType font is not looked at. */
    {SPACES("TrueType", "/Encoding /WinAnsiEncoding /FontDescriptor <</Flags 4>>"), "", BLANKS,
     true},
    {SPACES("TrueType", "/Encoding /WinAnsiEncoding /FontDescriptor <</Flags 32>>"), "", BLANKS,
     false},
    {SPACES("Type1", "/Encoding /WinAnsiEncoding /FontDescriptor <</Flags 4>>"), "", BLANKS, false},
#define AMID(operators) "BT /F1 10 Tf 100 105 Td " operators " (abc) Tj ET"
/* Composite ones. */
#define COMPOSITE(encoding, below)                                                                 \
    "<</Type /Font /Subtype /Type0 /Encoding /" encoding " /DescendantFonts [<<" below ">>]>>"
#define CODES "BT /F1 10 Tf 50 105 Td <0001000200030001000200030001> Tj ET"
    {COMPOSITE("Identity-H", ""), "", CODES, true},
    {COMPOSITE("Identity-H", "/DW 800"), "", CODES, false},
    {COMPOSITE("Identity-H", "/DW 800.5 /W [1 [700] 2 3 900.0]"), "", CODES, false},
    {COMPOSITE("Identity-H", "/DW 100 /W [1 [1000 1000.0] 3 3 1000]"), "", CODES, true},
    {COMPOSITE("Identity-H", "/DW 800 /W [1 [800] 1 1 700]"), "", CODES, true},
    {COMPOSITE("Identity-H", "/DW 800 /W [1 [800] 1 1 800]"), "", CODES, false},
    {COMPOSITE("Identity-H", "/DW 800 /W [1 65536 800]"), "", CODES, true},
    {COMPOSITE("Identity-H", "/DW 800 /W [1 0 800]"), "", CODES, true},
    {COMPOSITE("Identity-H", "/DW 800 /W [1 [/a]]"), "", CODES, true},
    {COMPOSITE("Identity-H", "/DW /a"), "", CODES, true},
    {COMPOSITE("Identity-V", "/DW 800"), "", CODES, true},
    {COMPOSITE("UniGB-UCS2-H", "/DW 800"), "", CODES, true},
    {COMPOSITE("Identity-H", "/DW 800"), "", "BT /F1 10 Tf 50 5 Td <000100> Tj ET", true},
    /* A state that has a font, or a mask in which something is drawn. */
    {PAPER_FONT_BODY, "/ExtGState <</G <</ca 0.5 /SMask /None>>>>", "/G gs", false},
    {PAPER_FONT_BODY, "/ExtGState <</G <</Font [8 0 R 10]>>>>", "/G gs", true},
    {PAPER_FONT_BODY, "/ExtGState <</G <</SMask <</S /Luminosity /G 10 0 R>>>>>>", "/G gs", false},
    {PAPER_FONT_BODY, "/ExtGState <</G <</SMask <</S /Luminosity /G 10 0 R>>>>>>",
     "1 0 0 1 100 5 cm /G gs", true},
    /* A pattern with text, one without. */
    {PAPER_FONT_BODY, "/Pattern <</P 10 0 R>>", "/Pattern cs /P scn", true},
    {PAPER_FONT_BODY, "/Pattern <</P 50 0 R>>", "/Pattern CS /P SCN", false},
    {PAPER_FONT_BODY, "/Pattern <</P <</PatternType 2>>>>", "/Pattern cs /P scn", false},
    {PAPER_FONT_BODY, "", "0.5 scn", false},
    /* What is drawn amid text has a place of its own, and leaves that of the text alone. */
    {PAPER_FONT_BODY, "/Pattern <</P 51 0 R>>", AMID("/Pattern cs /P scn"), true},
    {PAPER_FONT_BODY, "/Pattern <</P 51 0 R>>", AMID("/Pattern CS /P SCN"), true},
    {PAPER_FONT_BODY, "/Pattern <</P 51 0 R>>", "BT /F1 10 Tf 0 5 Td /P scn 100 100 Td (abc) Tj ET",
     true},
    {PAPER_FONT_BODY, "/ExtGState <</G <</SMask <</S /Alpha /G 51 0 R>>>>>>", AMID("/G gs"), true},
    {PAPER_FONT_BODY, "/ExtGState <</G <</SMask <</S /Alpha /G 51 0 R>>>>>>",
     "BT /F1 10 Tf 0 5 Td /G gs (abc) Tj ET", false},
    {PAPER_FONT_BODY, "/Font <<>>", "", false},
    {PAPER_FONT_BODY, "/Font <<>>", TEXT, true},
};

static Str with_resources(World *world, size_t i)
{
    Arena *arena = world->arena;
    Str before = with_content(world, resources[i].content);
    Tail tail = tail_begin(arena, before);
    tail_object(&tail, PAPER_FONT, resources[i].font);
    tail_stream(&tail, 50, "/PatternType 1 /Resources <<>>", "0 0 9 9 re f");
    tail_stream(&tail, 51, "/PatternType 1 /Resources <<>>", "BT 1 0 0 1 5000 5000 Tm ET");
    tail_object(&tail, PAPER_RESOURCES,
                str_format(arena, "<</Font <</F1 8 0 R>> /XObject <</X1 10 0 R>> %s>>",
                           resources[i].resources)
                    .at);
    return tail_end(&tail);
}

static void fonts_and_other_resources(void **state)
{
    World world = world_begin(state);
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        const VerifyReport *report = filled(&world, with_resources(&world, i));
        if (report == NULL || report->good == resources[i].over)
            fail_msg("%s %s %s: %s", resources[i].font, resources[i].resources,
                     resources[i].content, world_told(&world, report));
    }
    world_end(&world);
}

/* What does not turn with the page stands elsewhere; what stands on two pages covers both. */
static void fields_that_are_elsewhere(void **state)
{
    static const struct {
        const char *flags;
        const char *annotations; /* of page 2 */
        const char *told;
    } fields[] = {
        {"/F 4", "25 0 R", NULL},
        {"/F 12", "25 0 R", "refused form"},
        {"/F 20", "25 0 R", "refused form"},
        {"/F 4", "25 0 R 23 0 R", "refused unreadable"},
    };
    World world = world_begin(state);
    Arena *arena = world.arena;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *now = paper_text(arena, "x");
        const char *later = paper_text(arena, "y");
        now = bytes_replaced(arena, str_from(now), "/F 4", fields[i].flags, 0).at;
        later = bytes_replaced(arena, str_from(later), "/F 4", fields[i].flags, 0).at;
        Tail tail = tail_begin(arena, paper_make(arena));
        tail_object(&tail, PAPER_CATATAN, now);
        tail_object(&tail, PAPER_PAGE_2, paper_page(arena, fields[i].annotations, "7 0 R"));
        Str file = seal_file(&world, tail_end(&tail), certifying);
        const VerifyReport *report =
            world_verify(&world, paper_with(arena, file, PAPER_CATATAN, later));
        const char *told = world_told(&world, report);
        assert_int_equal(report->good, fields[i].told == NULL);
        if (fields[i].told != NULL && strstr(told, fields[i].told) == NULL)
            fail_msg("%s: %s", fields[i].told, told);
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
        TEST(fonts_and_other_resources),
        TEST(fields_that_are_elsewhere),
        TEST(a_signature_over_text_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
