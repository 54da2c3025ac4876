/* Whatever the bytes are: no crash, no signature that is good where a signed byte was changed, and
 * bounded time. */
#include "light.h"
#include "verify/shadow.h"

/* Numbers that look random, the same in each run. */
static uint32_t next_number(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Every byte but those of the newest /Contents, in which some mean nothing. */
static void no_byte_may_change(void **state)
{
    World world = world_begin(state);
    Str file = seal_file(&world, seal_good(&world),
                         (Seal){.who = "gubernur", .field = PAPER_SEKRETARIS, .number = 60});
    Gap gap = seal_gap(file);
    assert_true(world_verify(&world, file)->good);
    char *copy = str_c(world.arena, file);
    for (size_t at = 0; at < file.size; at += 19) {
        if (at >= gap.from && at < gap.to)
            continue;
        copy[at] ^= 1;
        const VerifyReport *report = world_verify(&world, (Str){copy, file.size});
        if (report != NULL && report->good)
            fail_msg("byte %zu may change", at);
        copy[at] ^= 1;
    }
    world_end(&world);
}

/* Cut anywhere. */
static void no_part_is_good(void **state)
{
    World world = world_begin(state);
    Str file = seal_good(&world);
    for (size_t size = 0; size < file.size; size += 41) {
        const VerifyReport *report = world_verify(&world, str_slice(file, 0, size));
        assert_false(report != NULL && report->good);
    }
    world_end(&world);
}

/* Bytes changed, moved and repeated at many places at once, in files with many revisions. */
static void nothing_crashes(void **state)
{
    enum { ROUNDS = 1500, MOST_EDITS = 6 };
    World world = world_begin(state);
    uint32_t seed = 2017;
    Str files[] = {seal_good(&world),       seal_certified(&world, 2),
                   shadow_both_row(&world), evil_annotation(&world),
                   hybrid(&world),          sneaky_signature(&world)};
    for (size_t round = 0; round < ROUNDS; round++) {
        Str file = files[round % (sizeof files / sizeof *files)];
        char *copy = str_c(world.arena, file);
        for (size_t i = next_number(&seed) % MOST_EDITS + 1; i > 0; i--) {
            size_t at = next_number(&seed) % file.size;
            size_t from = next_number(&seed) % file.size;
            size_t size = next_number(&seed) % 40;
            if (size > file.size - at)
                size = file.size - at;
            if (size > file.size - from)
                size = file.size - from;
            if (next_number(&seed) % 2 == 0)
                copy[at] = (char)next_number(&seed);
            else
                memmove(copy + at, copy + from, size);
        }
        (void)world_verify(&world, (Str){copy, file.size});
    }
    world_end(&world);
}

/* --- Time ------------------------------------------------------------------------------------- */

static void assert_refused_soon(World *world, Str file)
{
    enum { MOST_SECONDS = 10 };
    clock_t began = clock();
    const VerifyReport *report = world_verify(world, file);
    assert_false(report != NULL && report->good);
    light_assert_since(began, MOST_SECONDS);
}

/* Lists that name the same large dictionary, page or field again and again. */
static void files_that_lead_in_circles(void **state)
{
    enum { MANY = 60000 };
    World world = world_begin(state);
    Buf kids = {.arena = world.arena};
    Buf keys = {.arena = world.arena};
    for (size_t i = 0; i < MANY; i++) {
        buf_text(&kids, "60 0 R ");
        buf_format(&keys, "/K%zu 60 0 R ", i);
    }
    const char *list = str_c(world.arena, buf_str(&kids));
    const char *body = str_format(world.arena, "<<%s /Kids [%s] /Parent 60 0 R /T (a) >>",
                                  str_c(world.arena, buf_str(&keys)), list)
                           .at;
    /* As fields, as pages, as annotations; before the signature and after it. */
    for (size_t i = 0; i < 6; i++) {
        bool before = i % 2 == 0;
        Str file = before ? paper_make(world.arena) : seal_good(&world);
        Tail tail = tail_begin(world.arena, file);
        tail_object(&tail, 60, body);
        if (i / 2 == 0)
            tail_object(&tail, PAPER_FORM, paper_form(world.arena, list));
        else if (i / 2 == 1)
            tail_object(&tail, PAPER_PAGES,
                        str_format(world.arena, "<</Type /Pages /Kids [3 0 R %s]>>", list).at);
        else
            tail_object(&tail, PAPER_PAGE_2, paper_page(world.arena, list, "7 0 R"));
        file = tail_end(&tail);
        if (before) {
            file = seal_file(&world, file, (Seal){.who = "kepala", .number = 70});
            file = paper_with(world.arena, file, PAPER_FONT, "null");
        }
        assert_refused_soon(&world, file);
    }
    world_end(&world);
}

/* What a page draws again and again, of which little or nothing comes out, or which stands among
   many others. */
static void pages_that_take_long(void **state)
{
    enum { EMPTY = 100000, TIMES = 200000, KEYS = 50000, GLYPHS = 300000 };
    World world = world_begin(state);
    Arena *arena = world.arena;
    Buf blocks = {.arena = arena};
    Buf keys = {.arena = arena};
    Buf forms = {.arena = arena};
    Buf fonts = {.arena = arena};
    Buf text = {.arena = arena};
    buf_text(&blocks, "789c");
    for (int i = 0; i < EMPTY; i++)
        buf_text(&blocks, "000000ffff");
    buf_text(&blocks, "010000ffff00000001>");
    for (int i = 0; i < KEYS; i++)
        buf_format(&keys, "/K%d 1 ", i);
    for (int i = 0; i < TIMES; i++) {
        buf_text(&forms, "/X1 Do ");
        buf_text(&fonts, "/F1 1 Tf ");
    }
    buf_text(&text, "BT /F1 1 Tf <");
    for (int i = 0; i < GLYPHS; i++)
        buf_text(&text, "0041");
    buf_text(&text, "> Tj ET");
    const char *many = str_c(arena, buf_str(&keys));
    const char *composite =
        str_format(arena,
                   "<</Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<<%s /DW "
                   "10>>]>>",
                   many)
            .at;
    const struct {
        Buf *content;
        const char *filter, *form, *font;
    } cases[] = {
        {&forms, "/Filter [/ASCIIHexDecode /FlateDecode] ", str_c(arena, buf_str(&blocks)), "null"},
        {&forms, "", "q Q", "null"},
        {&text, "", "", composite},
        {&fonts, "", "", PAPER_FONT_BODY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Tail tail = tail_begin(arena, paper_make(arena));
        tail_stream(&tail, PAPER_CONTENT_1, "", str_c(arena, buf_str(cases[i].content)));
        tail_stream(&tail, PAPER_BOX,
                    str_format(arena, "/Subtype /Form /Resources <<>> %s", cases[i].filter).at,
                    cases[i].form);
        tail_object(&tail, PAPER_FONT, cases[i].font);
        tail_object(
            &tail, PAPER_RESOURCES,
            str_format(arena, "<</Font <<%s /F1 8 0 R>> /XObject <</X1 10 0 R>>>>", many).at);
        Str file =
            seal_file(&world, tail_end(&tail), (Seal){.who = "kepala", .field = PAPER_SEKRETARIS});
        assert_refused_soon(&world, paper_with(arena, file, PAPER_CATATAN, paper_text(arena, "y")));
    }
    world_end(&world);
}

static void many_revisions(void **state)
{
    World world = world_begin(state);
    Str file = seal_good(&world);
    Buf all = {.arena = world.arena};
    buf_add(&all, file);
    size_t previous = paper_xref(file);
    for (size_t i = 0; i < 1000; i++) {
        size_t at = all.size;
        buf_format(&all,
                   "xref\n0 0\ntrailer\n<</Size 200 /Root 1 0 R /Info 15 0 R /Prev %zu>>\n"
                   "startxref\n%zu\n%%%%EOF\n",
                   previous, at);
        previous = at;
    }
    assert_refused_soon(&world, buf_str(&all));
    assert_non_null(strstr(world_told(&world, world_verify(&world, buf_str(&all))),
                           "there are too many revisions to be compared"));
    world_end(&world);
}

static void many_signatures(void **state)
{
    World world = world_begin(state);
    Buf fields = {.arena = world.arena};
    Tail tail = tail_begin(world.arena, paper_make(world.arena));
    for (size_t i = 0; i < 150; i++) {
        buf_format(&fields, "%zu 0 R ", 40 + i);
        tail_object(&tail, 40 + i,
                    "<</FT /Sig /V <</Type /Sig /ByteRange [0 1 2 3] /Contents <00>>>>>");
    }
    tail_object(&tail, PAPER_FORM, paper_form(world.arena, str_c(world.arena, buf_str(&fields))));
    assert_null(world_verify(&world, tail_end(&tail)));
    assert_non_null(strstr(world.messages, "it has more than 100 signatures"));
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_byte_may_change),   TEST(no_part_is_good),
        TEST(nothing_crashes),      TEST(files_that_lead_in_circles),
        TEST(pages_that_take_long), TEST(many_revisions),
        TEST(many_signatures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
