/* What the XML loader makes of XML: the same trees as YAML, with their places. */
#include "data/data.h"
#include "support.h"

static const Node *load(void **state, const char *text)
{
    Fixture *fixture = *state;
    const Node *tree =
        data_load_xml(fixture->arena, fixture->diags, support_source(fixture, "test.xml", text));
    if (tree == NULL)
        fail_msg("%s", support_messages(fixture));
    return tree;
}

static void assert_same_as_yaml(void **state, const char *xml, const char *yaml)
{
    Fixture *fixture = *state;
    const Node *other =
        data_load_yaml(fixture->arena, fixture->diags, support_source(fixture, "test.yaml", yaml));
    assert_non_null(other);
    assert_true(node_equal(load(state, xml), other));
}

static const Node *member(const Node *map, const char *key)
{
    const Node *node = node_member(map, str_from(key));
    assert_non_null(node);
    return node;
}

static void assert_place(Place place, uint32_t line, uint32_t column, uint32_t length)
{
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_int_equal(place.length, length);
}

static void both_spellings_give_one_tree(void **state)
{
    assert_same_as_yaml(
        state,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<!-- budget -->\n"
        "<data>\n"
        "  <instansi><nama>Dinas A &amp; B</nama></instansi>\n"
        "  <pagu><isi kunci=\"2016\">10</isi><isi kunci=\"2017\">12.5</isi></pagu>\n"
        "  <program>\n"
        "    <butir><kode>2.17.01</kode><nama> X </nama><catatan kosong=\"ya\"/>\n"
        "    </butir>\n"
        "    <butir>bebas<!-- not data --> sekali</butir>\n"
        "    <butir><butir/></butir>\n"
        "  </program>\n"
        "  <tujuan jenis=\"daftar\"/><misi jenis=\"peta\"> </misi>\n"
        "</data>\n",
        "instansi: {nama: Dinas A & B}\n"
        "pagu: {2016: 10, 2017: 12.5}\n"
        "program:\n"
        "  - {kode: 2.17.01, nama: X, catatan: null}\n"
        "  - bebas sekali\n"
        "  - ['']\n"
        "tujuan: []\n"
        "misi: {}\n");
}

static void the_root_may_be_anything(void **state)
{
    assert_same_as_yaml(state, "<x>teks</x>", "teks");
    assert_same_as_yaml(state, "<x kosong='ya'/>", "null");
    assert_same_as_yaml(state, "<x><butir>1</butir></x>", "[1]");
    assert_same_as_yaml(state, "<x jenis='daftar'/>", "[]");
    assert_same_as_yaml(state, "<x/>", "''");
}

static void white_space_counts_where_it_is_preserved(void **state)
{
    assert_same_as_yaml(state,
                        "<d xml:space='preserve'><a> x\n</a><b xml:space='default'> y </b>\n"
                        "<c> </c><e></e></d>",
                        "{a: \" x\\n\", b: y, c: ' ', e: ''}");
    assert_same_as_yaml(state, "<d>\r\n<a>\r\n x\r\ny\t</a></d>", "a: \"x\\ny\"");
    assert_same_as_yaml(state, "<d><a><![CDATA[ <b> & ]]></a></d>", "a: <b> &");
}

static void any_text_may_be_a_key(void **state)
{
    assert_same_as_yaml(state,
                        "<d><isi>1</isi><isi kunci='butir'>2</isi><isi kunci=''>3</isi>"
                        "<isi kunci='a&#10;&amp;b'>4</isi><nilai-akhir.x_1>5</nilai-akhir.x_1></d>",
                        "{isi: 1, butir: 2, '': 3, \"a\\n&b\": 4, nilai-akhir.x_1: 5}");
}

static void agreeing_jenis_is_allowed(void **state)
{
    assert_same_as_yaml(
        state,
        "<d jenis='peta'><a jenis='daftar'><butir>1</butir></a><b jenis=\"peta\"><c/></b></d>",
        "{a: [1], b: {c: ''}}");
}

static void every_node_has_its_place(void **state)
{
    const Node *tree = load(state, "<data>\n"
                                   "  <nama>Dinas é</nama>\n"
                                   "  <é\n"
                                   "    xml:space='default'>\n"
                                   "    é√ x\n"
                                   "    y</é><z/>\n"
                                   "  <l><butir>  a</butir><butir\n"
                                   "  ><isi kunci='2017'>1</isi></butir></l>\n"
                                   "  <n kosong='ya'/>\n"
                                   "</data>");
    assert_place(tree->place, 1, 1, 5);
    assert_place(tree->members[0].key_place, 2, 4, 4);
    assert_place(tree->members[0].value->place, 2, 9, 7);
    assert_place(tree->members[1].key_place, 3, 4, 1);
    assert_place(tree->members[1].value->place, 5, 5, 4);
    assert_place(tree->members[2].value->place, 6, 14, 0);
    const Node *list = member(tree, "l");
    assert_place(list->place, 7, 3, 2);
    assert_place(list->items[0]->place, 7, 15, 1);
    assert_place(list->items[1]->place, 7, 24, 6);
    assert_place(list->items[1]->members[0].key_place, 8, 16, 4);
    assert_place(list->items[1]->members[0].value->place, 8, 22, 1);
    assert_place(member(tree, "n")->place, 9, 3, 2);
}

static void lines_count_on_beyond_65535(void **state)
{
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    buf_text(&text, "<data>");
    for (int i = 0; i < 70000; i++)
        buf_byte(&text, '\n');
    buf_text(&text, "  <a>x</a> <a>y</a></data>");
    Source source = {STR("test.xml"), buf_str(&text)};
    assert_null(data_load_xml(fixture->arena, fixture->diags, &source));
    assert_string_equal(
        support_messages(fixture),
        "test.xml:70001:13: error: 'a' is given twice\n"
        "70001 |   <a>x</a> <a>y</a></data>\n"
        "      |             ^\n"
        "  hint: the first one stands in line 70001; what there are several of is a list of "
        "<butir>\n");
}

static void an_empty_element_is_placed_behind_its_tag(void **state)
{
    assert_place(member(load(state, "<d><a></a></d>"), "a")->place, 1, 7, 0);
}

static void the_longest_text_loads(void **state)
{
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    buf_text(&text, "<d>");
    for (size_t i = 0; i < DATA_MAX_SCALAR; i++)
        buf_byte(&text, 'x');
    buf_text(&text, "</d>");
    assert_int_equal(load(state, str_c(fixture->arena, buf_str(&text)))->text.size,
                     DATA_MAX_SCALAR);
    text.size -= 4;
    buf_text(&text, "x</d>");
    Source source = {STR("test.xml"), buf_str(&text)};
    assert_null(data_load_xml(fixture->arena, fixture->diags, &source));
    assert_non_null(strstr(support_messages(fixture),
                           "test.xml:1:1: error: a text of more than 1048576 bytes\n"));
}

static void a_byte_order_mark_is_no_column(void **state)
{
    const Node *tree = load(state, "\xEF\xBB\xBF<data><nama>x</nama></data>");
    assert_place(tree->members[0].value->place, 1, 13, 1);
}

/* What looks like many attributes in a comment, in text, in an instruction or in a value is none.
 */
static void only_attributes_of_tags_are_counted(void **state)
{
    enum { MANY = 1500 };
    Fixture *fixture = *state;
    static const char *const frames[][2] = {
        {"<data><!--<a", "--></data>"},
        {"<data><a><![CDATA[<a", "]]></a></data>"},
        {"<data><?a <a", "?></data>"},
        {"<data><a>a", "</a></data>"},
        {"<data><isi kunci='a", "'>b</isi></data>"},
    };
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        Buf text = {.arena = fixture->arena};
        buf_text(&text, frames[i][0]);
        for (int k = 0; k < MANY; k++)
            buf_text(&text, " a=1");
        buf_text(&text, frames[i][1]);
        const Source *source =
            support_source(fixture, "test.xml", str_c(fixture->arena, buf_str(&text)));
        if (data_load_xml(fixture->arena, fixture->diags, source) == NULL)
            fail_msg("%s: %s", frames[i][0], support_messages(fixture));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_attributes_of_tags_are_counted),
        TEST(both_spellings_give_one_tree),
        TEST(the_root_may_be_anything),
        TEST(white_space_counts_where_it_is_preserved),
        TEST(any_text_may_be_a_key),
        TEST(agreeing_jenis_is_allowed),
        TEST(every_node_has_its_place),
        TEST(lines_count_on_beyond_65535),
        TEST(an_empty_element_is_placed_behind_its_tag),
        TEST(the_longest_text_loads),
        TEST(a_byte_order_mark_is_no_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
