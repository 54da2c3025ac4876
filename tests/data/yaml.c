/* What the YAML loader makes of YAML: kinds, texts and places. */
#include "data/data.h"
#include "support.h"

static const Node *load(void **state, const char *text)
{
    Fixture *fixture = *state;
    const Node *tree =
        data_load_yaml(fixture->arena, fixture->diags, support_source(fixture, "test.yaml", text));
    if (tree == NULL)
        fail_msg("%s", support_messages(fixture));
    return tree;
}

static const Node *member(const Node *map, const char *key)
{
    const Node *node = node_member(map, str_from(key));
    assert_non_null(node);
    return node;
}

static void assert_place(const Node *node, uint32_t line, uint32_t column, uint32_t length)
{
    assert_int_equal(node->place.line, line);
    assert_int_equal(node->place.column, column);
    assert_int_equal(node->place.length, length);
}

static void scalars_stay_text(void **state)
{
    const Node *tree = load(state, "a: No\nb: 2.17.01\nc: 1.50\nd: 0x1F\ne: 2017-01-01\nf: yes\n");
    const char *const texts[] = {"No", "2.17.01", "1.50", "0x1F", "2017-01-01", "yes"};
    assert_int_equal(tree->count, 6);
    for (size_t i = 0; i < tree->count; i++) {
        assert_int_equal(tree->members[i].value->kind, NODE_TEXT);
        assert_str(tree->members[i].value->text, texts[i]);
    }
}

static void nothing_is_written_in_three_ways(void **state)
{
    const Node *tree = load(state, "- null\n- ~\n-\n- \"null\"\n- '~'\n- ''\n- Null\n- NULL\n");
    const NodeKind kinds[] = {NODE_NULL, NODE_NULL, NODE_NULL, NODE_TEXT,
                              NODE_TEXT, NODE_TEXT, NODE_TEXT, NODE_TEXT};
    assert_int_equal(tree->count, 8);
    for (size_t i = 0; i < tree->count; i++)
        assert_int_equal(tree->items[i]->kind, kinds[i]);
    assert_str(tree->items[5]->text, "");
}

static void keys_are_texts(void **state)
{
    const Node *tree = load(state, "2017: a\nnull: b\n\"\": c\n'<<': d\n~: e\n");
    const char *const keys[] = {"2017", "null", "", "<<", "~"};
    assert_int_equal(tree->count, 5);
    for (size_t i = 0; i < tree->count; i++)
        assert_str(tree->members[i].key, keys[i]);
}

static void every_node_has_its_place(void **state)
{
    const Node *tree = load(state, "# data\n"
                                   "nama: Dinas\n"
                                   "\"é√\": \"é b\"\n"
                                   "list:\n"
                                   "  - a: 'x'\n"
                                   "    b:\n"
                                   "  - {c: &n 12}\n"
                                   "text: |\n"
                                   "\n"
                                   "  baris satu\n"
                                   "  baris dua\n"
                                   "plain: satu\n"
                                   "  dua\n"
                                   "alias: *n\n");
    assert_place(tree, 2, 1, 1);
    assert_place(member(tree, "nama"), 2, 7, 5);
    assert_int_equal(tree->members[1].key_place.column, 2);
    assert_int_equal(tree->members[1].key_place.length, 2);
    assert_place(member(tree, "é√"), 3, 8, 3);
    const Node *list = member(tree, "list");
    assert_place(list, 5, 3, 1);
    assert_place(list->items[0], 5, 5, 1);
    assert_place(member(list->items[0], "a"), 5, 9, 1);
    assert_place(member(list->items[0], "b"), 6, 7, 0);
    assert_place(list->items[1], 7, 5, 1);
    assert_place(member(list->items[1], "c"), 7, 12, 2);
    assert_place(member(tree, "text"), 10, 3, 10);
    assert_place(member(tree, "plain"), 12, 8, 4);
    assert_ptr_equal(member(tree, "alias"), member(list->items[1], "c"));
}

static void what_has_no_text_stands_where_it_begins(void **state)
{
    const Node *tree = load(state, "a: &x\nb: |\nc: |+\n\n\nd: &y \n  teks\ne: *x\n");
    assert_place(member(tree, "a"), 1, 4, 0);
    assert_int_equal(member(tree, "a")->kind, NODE_NULL);
    assert_place(member(tree, "b"), 2, 4, 0);
    assert_place(member(tree, "c"), 3, 4, 0);
    assert_str(member(tree, "c")->text, "\n\n");
    assert_place(member(tree, "d"), 7, 3, 4);
}

static void lines_join_as_yaml_says(void **state)
{
    const Node *tree =
        load(state, "a: satu\n  dua\r\nb: |\r\n  x\r\n  y\nc: >-\n  x\n  y\n\n  z\n");
    assert_str(member(tree, "a")->text, "satu dua");
    assert_str(member(tree, "b")->text, "x\ny\n");
    assert_str(member(tree, "c")->text, "x y\nz");
}

static void empty_lists_and_maps_are_told_apart(void **state)
{
    const Node *tree = load(state, "a: []\nb: {}\n");
    assert_int_equal(member(tree, "a")->kind, NODE_LIST);
    assert_int_equal(member(tree, "b")->kind, NODE_MAP);
}

static void a_key_behind_a_number_and_its_comma_is_a_key(void **state)
{
    Fixture *fixture = *state;
    const Source *source =
        support_source(fixture, "test.yaml", "- {2019: 80,2020: }\n- {2019: 80,2020 : ,2021: }\n");
    const Node *root = data_load_yaml(fixture->arena, fixture->diags, source);
    assert_string_equal(support_messages(fixture), "");
    assert_int_equal(root->items[0]->count, 2);
    assert_int_equal(node_member(root->items[0], STR("2020"))->kind, NODE_NULL);
    assert_int_equal(root->items[1]->count, 3);
    assert_int_equal(node_member(root->items[1], STR("2021"))->kind, NODE_NULL);
}

static void no_break_spaces_are_text_where_text_stands(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "test.yaml",
                                          "a: Rp\xC2\xA0"
                                          "5:\xC2\xA0x\nb: {c: \xC2\xA0"
                                          "1, \"d:\xC2\xA0x\": , e: \"\xC2\xA0\"}\n");
    assert_non_null(data_load_yaml(fixture->arena, fixture->diags, source));
    assert_string_equal(support_messages(fixture), "");
}

static void a_large_map_finds_its_members(void **state)
{
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < 1000; i++)
        buf_format(&text, "kunci %d: nilai %d\n", i, i);
    const Node *tree = load(state, str_c(fixture->arena, buf_str(&text)));
    for (int i = 0; i < 1000; i++) {
        Str key = str_format(fixture->arena, "kunci %d", i);
        const Node *found = node_member(tree, key);
        assert_ptr_equal(found, tree->members[i].value);
    }
    assert_null(node_member(tree, STR("kunci 1000")));
    assert_null(node_member(tree->members[0].value, STR("x")));
}

static void the_longest_text_loads(void **state)
{
    Fixture *fixture = *state;
    char *text = arena_alloc(fixture->arena, DATA_MAX_SCALAR + 1);
    memset(text, 'x', DATA_MAX_SCALAR);
    assert_int_equal(load(state, text)->text.size, DATA_MAX_SCALAR);
}

static void a_byte_order_mark_is_no_column(void **state)
{
    const Node *tree = load(state, "\xEF\xBB\xBFnama: x\n");
    assert_str(tree->members[0].key, "nama");
    assert_place(tree->members[0].value, 1, 7, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(scalars_stay_text),
        TEST(nothing_is_written_in_three_ways),
        TEST(keys_are_texts),
        TEST(every_node_has_its_place),
        TEST(what_has_no_text_stands_where_it_begins),
        TEST(lines_join_as_yaml_says),
        TEST(empty_lists_and_maps_are_told_apart),
        TEST(a_key_behind_a_number_and_its_comma_is_a_key),
        TEST(no_break_spaces_are_text_where_text_stands),
        TEST(a_large_map_finds_its_members),
        TEST(the_longest_text_loads),
        TEST(a_byte_order_mark_is_no_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
