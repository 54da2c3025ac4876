/* Organisation charts on pages: boxes apart, lines that do not cross them, all within the page. */
#include "pages.h"

static const TextStyle chart_style = {.family = {"Liberation Serif", 16},
                                      .size = 8000,
                                      .leading = 9200,
                                      .align = ALIGN_LEFT,
                                      .before = 6000,
                                      .after = 6000};

static TreeNode *make_node(Arena *arena, TreeNode *above, const char *text, TreeSide side)
{
    TreeNode *node = arena_alloc(arena, sizeof *node);
    *node = (TreeNode){.text = make_span(arena, text), .side = side};
    if (above == NULL)
        return node;
    TreeNode **slot = &above->first;
    while (*slot != NULL)
        slot = &(*slot)->next;
    *slot = node;
    return node;
}

static TreeChart *make_chart(Maker *maker, const TreeNode *root)
{
    Block *block = make_block(maker, BLOCK_FIGURE, NULL);
    Figure *figure = arena_alloc(maker->arena, sizeof *figure);
    TreeChart *tree = arena_alloc(maker->arena, sizeof *tree);
    tree->root = root;
    *figure = (Figure){.kind = FIGURE_TREE, .style = &chart_style};
    figure->tree = tree;
    block->figure = figure;
    return tree;
}

/* Boxes are closed paths of five steps, lines have two. */
static bool is_box(const Item *item)
{
    return item->kind == ITEM_PATH && item->path.count == 5;
}

static bool overlap(const Item *a, const Item *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

/* Boxes stand apart, no line runs through one, all is on the page; returns the count of boxes. */
static size_t check_chart(const Layout *layout)
{
    const Page *page = &layout->pages[0];
    size_t boxes = 0;
    assert_int_equal(layout->page_count, 1);
    assert_inside(layout);
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind != ITEM_PATH)
            continue;
        boxes += is_box(item);
        for (size_t k = 0; k < page->item_count; k++) {
            const Item *other = &page->items[k];
            if (k == i || !is_box(other))
                continue;
            Item line = *item;
            line.width += line.width == 0;
            line.height += line.height == 0;
            if (overlap(&line, other))
                fail_msg("items %zu and %zu overlap", i, k);
        }
    }
    return boxes;
}

static const Item *box_of(const Layout *layout, const char *text)
{
    const Item *run = run_of(layout, text);
    for (size_t i = 0; i < layout->pages[0].item_count; i++) {
        const Item *item = &layout->pages[0].items[i];
        if (is_box(item) && run->x >= item->x && run->x <= item->x + item->width &&
            run->y >= item->y && run->y <= item->y + item->height)
            return item;
    }
    fail_msg("no box around %s", text);
    return NULL;
}

static Len middle_of(const Item *box)
{
    return box->x + box->width / 2;
}

static void a_box_stands_over_the_middle_of_those_below_it(void **state)
{
    Maker *maker = maker_new(*state);
    TreeNode *root = make_node(maker->arena, NULL, "puncak", TREE_BELOW);
    make_node(maker->arena, root, "kiri", TREE_BELOW);
    make_node(maker->arena, root, "kanan", TREE_BELOW);
    make_chart(maker, root);
    Layout *layout = make_pages(maker);
    assert_int_equal(check_chart(layout), 3);
    const Item *left = box_of(layout, "kiri");
    const Item *right = box_of(layout, "kanan");
    assert_int_equal(left->y, right->y);
    assert_in_range(middle_of(box_of(layout, "puncak")) - (middle_of(left) + middle_of(right)) / 2,
                    0, 1);
}

static void boxes_beside_the_trunk_stand_above_the_row(void **state)
{
    Maker *maker = maker_new(*state);
    TreeNode *root = make_node(maker->arena, NULL, "puncak", TREE_BELOW);
    make_node(maker->arena, root, "bidang", TREE_BELOW);
    make_node(maker->arena, root, "staf", TREE_RIGHT);
    make_node(maker->arena, root, "ahli", TREE_LEFT);
    make_chart(maker, root);
    Layout *layout = make_pages(maker);
    assert_int_equal(check_chart(layout), 4);
    Len trunk = middle_of(box_of(layout, "puncak"));
    const Item *row = box_of(layout, "bidang");
    const Item *right = box_of(layout, "staf");
    const Item *left = box_of(layout, "ahli");
    assert_true(right->x > trunk && left->x + left->width < trunk);
    assert_true(right->y + right->height < row->y && left->y + left->height < row->y);
}

static void the_last_level_stands_along_a_rail(void **state)
{
    Maker *maker = maker_new(*state);
    TreeNode *root = make_node(maker->arena, NULL, "puncak", TREE_BELOW);
    TreeNode *unit = make_node(maker->arena, root, "bidang", TREE_BELOW);
    make_node(maker->arena, unit, "satu", TREE_BELOW);
    make_node(maker->arena, unit, "dua", TREE_BELOW);
    make_chart(maker, root);
    Layout *layout = make_pages(maker);
    assert_int_equal(check_chart(layout), 4);
    const Item *first = box_of(layout, "satu");
    const Item *second = box_of(layout, "dua");
    assert_int_equal(first->x, second->x);
    assert_true(second->y > first->y + first->height);
}

/* Numbers that are the same on every machine (Numerical Recipes' generator). */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 16;
}

static size_t grow_random(Arena *arena, TreeNode *above, int depth, uint32_t *seed)
{
    size_t count = 0;
    uint32_t branches = next_random(seed) % (depth == 0 ? 6 : 4);
    for (uint32_t i = 0; i < branches; i++) {
        TreeSide side = next_random(seed) % 4 == 0 ? TREE_LEFT + next_random(seed) % 2 : TREE_BELOW;
        const char *texts[] = {"a", "Subbagian Umum", "Seksi Keanggotaan dan Penerapan Peraturan"};
        TreeNode *node = make_node(arena, above, texts[next_random(seed) % 3], side);
        count += 1 + (depth < 3 ? grow_random(arena, node, depth + 1, seed) : 0);
    }
    return count;
}

static void no_tree_has_boxes_or_lines_over_each_other(void **state)
{
    uint32_t seed = 20171107;
    for (int round = 0; round < 60; round++) {
        Maker *maker = maker_new(*state);
        TreeNode *root = make_node(maker->arena, NULL, "Kepala Dinas", TREE_BELOW);
        size_t count = 1 + grow_random(maker->arena, root, 0, &seed);
        make_chart(maker, root);
        assert_int_equal(check_chart(make_layout(maker)), count);
    }
}

static void a_chart_that_is_too_large_is_told_and_stays_on_the_page(void **state)
{
    Maker *maker = maker_new(*state);
    TreeNode *root = make_node(maker->arena, NULL, "Kepala", TREE_BELOW);
    for (int i = 0; i < 40; i++) {
        TreeNode *unit = make_node(maker->arena, root, "Bidang Pelayanan", TREE_BELOW);
        make_node(maker->arena, unit, "Seksi Satu", TREE_BELOW);
        make_node(maker->arena, unit, "Seksi Dua", TREE_BELOW);
    }
    make_chart(maker, root);
    assert_int_equal(check_chart(make_layout(maker)), 121);
    assert_int_equal(diags_count(maker->fixture->diags, SEVERITY_WARNING), 1);
}

static void a_thousand_boxes_of_any_width_stay_on_the_page(void **state)
{
    enum { BOXES = 999 };
    Maker *maker = maker_new(*state);
    TreeNode *root = make_node(maker->arena, NULL, "puncak", TREE_BELOW);
    TreeNode *above = root;
    for (int i = 0; i < BOXES; i++)
        above = make_node(maker->arena, i % 2 == 0 ? root : above, "x", TREE_BELOW);
    make_chart(maker, root)->box_width = 10 * 1000 * 1000;
    const Layout *layout = make_layout(maker);
    assert_non_null(strstr(support_messages(*state), "'lebar_kotak' is wider than the column"));
    if (layout == NULL) {
        assert_non_null(strstr(support_messages(*state), "does not fit on the page"));
        return;
    }
    assert_inside(layout);
    assert_non_null(strstr(support_messages(*state), "too large for the page"));
}

/* Units that have no room beside each other stand in two rows of readable letters, the line down
   between them; they used to become a ladder. */
static void many_units_stand_in_rows_around_the_trunk(void **state)
{
    Maker *maker = maker_new(*state);
    TreeNode *root = make_node(maker->arena, NULL, "Kepala", TREE_BELOW);
    for (int i = 1; i <= 4; i++) {
        const char *name = str_format(maker->arena, "Bidang%d", i).at;
        TreeNode *unit = make_node(maker->arena, root, name, TREE_BELOW);
        make_node(maker->arena, unit, "Seksi Penatalaksanaan", TREE_BELOW);
        make_node(maker->arena, unit, "Seksi Kepegawaian", TREE_BELOW);
    }
    make_chart(maker, root)->box_width = 85000;
    Layout *layout = make_pages(maker);
    assert_int_equal(check_chart(layout), 13);
    const Item *boxes[4] = {box_of(layout, "Bidang1"), box_of(layout, "Bidang2"),
                            box_of(layout, "Bidang3"), box_of(layout, "Bidang4")};
    Len trunk = middle_of(box_of(layout, "Kepala"));
    assert_int_equal(boxes[0]->y, boxes[1]->y);
    assert_int_equal(boxes[2]->y, boxes[3]->y);
    assert_true(boxes[2]->y > boxes[0]->y + boxes[0]->height);
    assert_int_equal(boxes[0]->x, boxes[2]->x);
    assert_int_equal(boxes[1]->x, boxes[3]->x);
    assert_true(boxes[0]->x + boxes[0]->width < trunk && trunk < boxes[1]->x);
    assert_true(run_of(layout, "Bidang1")->run.size >= 6000);
}

static void what_its_author_made_too_large_is_named(void **state)
{
    Fixture *fixture = *state;
    TextStyle huge = chart_style;
    huge.size = 40000;
    huge.leading = 46000;
    Maker *maker = maker_new(fixture);
    TreeNode *root = make_node(maker->arena, NULL, "Kepala", TREE_BELOW);
    for (int i = 0; i < 4; i++)
        make_node(maker->arena, root, "Bidang Umum", TREE_BELOW);
    make_chart(maker, root);
    Block *block = (Block *)((char *)maker->tail - offsetof(Block, next));
    Figure *figure = arena_alloc(maker->arena, sizeof *figure);
    *figure = *block->figure;
    figure->style = &huge;
    block->figure = figure;
    assert_int_equal(check_chart(make_layout(maker)), 5);
    assert_non_null(strstr(support_messages(fixture), "('ukuran')"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_thousand_boxes_of_any_width_stay_on_the_page),
        TEST(a_box_stands_over_the_middle_of_those_below_it),
        TEST(boxes_beside_the_trunk_stand_above_the_row),
        TEST(the_last_level_stands_along_a_rail),
        TEST(no_tree_has_boxes_or_lines_over_each_other),
        TEST(many_units_stand_in_rows_around_the_trunk),
        TEST(what_its_author_made_too_large_is_named),
        TEST(a_chart_that_is_too_large_is_told_and_stays_on_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
