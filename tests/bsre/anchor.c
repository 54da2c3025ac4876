/* The anchor that a service looks for is found in the text of a PDF, whoever wrote it. */
#include "bsre/bsre.h"

#include "forms.h"

enum { FIRST_CODE = 0x20 };

/* A config in which nothing stands; what it lacks is not told. */
static const Record *empty_record(Fixture *fixture)
{
    Diags *diags = diags_new(fixture->arena);
    Schema *schema = schema_new(fixture->arena, diags);
    const char *path = "config/skema/layanan/bsre.yaml";
    assert_true(schema_add(schema, data_load_file(fixture->arena, diags, path, (Place){0})));
    assert_true(schema_resolve(schema));
    const Node *tree =
        data_load_yaml(fixture->arena, diags, support_source(fixture, "bsre.yaml", "{}"));
    return data_bind(fixture->arena, schema, schema_type(schema, STR("bsre")), tree, 0);
}

/* Whether "#" stands once in the PDF; what is said of it. */
static bool check(Fixture *fixture, Str bytes, const char **said)
{
    Fixture own = {fixture->memory, fixture->arena, diags_new(fixture->arena)};
    BsreConfig config = {.anchor = STR("#"), .record = empty_record(fixture)};
    PdfFile *pdf = made_open(&own, bytes);
    assert_non_null(pdf);
    bool good = bsre_check_anchor(own.arena, own.diags, &config, pdf);
    *said = support_messages(&own);
    return good;
}

/* A page with this content and a font F with this map. */
static Str page_with(Arena *arena, Str content, Str map)
{
    Made made = made_begin(arena);
    made_object(&made, 1, "<</Type/Catalog/Pages 2 0 R>>");
    made_object(&made, 2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>");
    made_object(&made, 3,
                "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
                "/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>>>>>>>");
    made_stream(&made, 4, "", content);
    made_stream(&made, 5, "", map);
    made_table(&made, "");
    return buf_str(&made.bytes);
}

/* A map of `count` codes in one block, of which that of index `at` shows "#". */
static Str map_of(Arena *arena, int count, int at, bool ranges)
{
    Buf map = {.arena = arena};
    const char *kind = ranges ? "bfrange" : "bfchar";
    buf_format(&map, "begincmap 1 begincodespacerange <00><FF> endcodespacerange %d begin%s\n",
               count, kind);
    for (int i = 0; i < count; i++) {
        buf_format(&map, "<%02X> ", FIRST_CODE + i);
        if (ranges)
            buf_format(&map, "<%02X> ", FIRST_CODE + i);
        buf_format(&map, "<%04X>\n", i == at ? '#' : 'A' + i);
    }
    buf_format(&map, "end%s endcmap", kind);
    return buf_str(&map);
}

/* One that knows a block of a hundred, as fonts have them (9.10.3). */
static void the_whole_map_of_a_font_counts(void **state)
{
    static const int counts[] = {1, 20, 33, 64, 100};
    Fixture *fixture = *state;
    for (size_t i = 0; i < 4 * sizeof counts / sizeof *counts; i++) {
        int count = counts[i / 4];
        int at = i % 2 == 0 ? 0 : count - 1;
        Str map = map_of(fixture->arena, count, at, i % 4 >= 2);
        Str text =
            str_format(fixture->arena, "BT /F 12 Tf 100 600 Td <%02X> Tj ET", FIRST_CODE + at);
        const char *said = NULL;
        if (!check(fixture, page_with(fixture->arena, text, map), &said))
            fail_msg("%d codes, of which %d: %s", count, at, said);
        Str other =
            str_format(fixture->arena, "BT /F 12 Tf 100 600 Td <%02X> Tj ET", FIRST_CODE + at + 1);
        assert_false(check(fixture, page_with(fixture->arena, other, map), &said));
        assert_non_null(strstr(said, "error: the PDF has no '#'\n"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_whole_map_of_a_font_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
