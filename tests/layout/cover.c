/* Covers: texts and pictures in three groups, on a page of their own. */
#include "pages.h"

static Block *group_add(Maker *maker, Block **group, BlockKind kind, const TextStyle *style)
{
    Block *block = arena_alloc(maker->arena, sizeof *block);
    block->kind = kind;
    block->style = style;
    while (*group != NULL)
        group = &(*group)->next;
    *group = block;
    return block;
}

static void group_text(Maker *maker, Block **group, const char *text)
{
    group_add(maker, group, BLOCK_TEXT, &body_style)->text = make_span(maker->arena, text);
}

/* `count` pictures of 400 x 200 pixels, `height` high. */
static void group_pictures(Maker *maker, Block **group, const TextStyle *style, size_t count,
                           Len height)
{
    Picture *picture = arena_alloc(maker->arena, sizeof *picture);
    *picture = (Picture){.width = 400, .height = 200, .components = 3, .orientation = 1};
    Photo *photos = arena_array(maker->arena, count, sizeof *photos);
    for (size_t i = 0; i < count; i++)
        photos[i] = (Photo){.picture = picture, .caption = make_span(maker->arena, "foto")};
    Pictures *pictures = arena_alloc(maker->arena, sizeof *pictures);
    *pictures = (Pictures){.photos = photos,
                           .count = count,
                           .columns = count > 1 ? 2 : 0,
                           .height = height,
                           .style = &cell_style};
    Figure *figure = arena_alloc(maker->arena, sizeof *figure);
    *figure = (Figure){.kind = FIGURE_PICTURES, .pictures = pictures, .style = &body_style};
    group_add(maker, group, BLOCK_FIGURE, style)->figure = figure;
}

static const Item *nth_picture(const Layout *layout, size_t nth)
{
    const Page *page = &layout->pages[0];
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_PICTURE && nth-- == 0)
            return &page->items[i];
    fail_msg("there are fewer pictures");
    return NULL;
}

static void a_picture_stands_in_its_group_above_the_text(void **state)
{
    Maker *maker = maker_new(*state);
    Cover cover = {NULL, NULL, NULL};
    group_pictures(maker, &cover.top, &body_style, 1, 30000);
    group_text(maker, &cover.top, "instansi");
    group_text(maker, &cover.middle, "judul");
    group_pictures(maker, &cover.middle, &spaced_style, 1, 20000);
    group_text(maker, &cover.bottom, "tahun");
    group_pictures(maker, &cover.bottom, &body_style, 1, 40000);
    make_block(maker, BLOCK_COVER, NULL)->cover = cover;
    make_text(maker, &body_style, "isi");
    Layout *layout = make_pages(maker);
    Len first = run_of(layout, "isi")->y - TOP; /* from a line's top to its baseline */
    const Item *top = nth_picture(layout, 0);
    assert_int_equal(top->y, TOP);
    assert_int_equal(top->height, 30000);
    assert_int_equal(top->width, 60000);
    assert_int_equal(top->x, LEFT_EDGE + (TEXT_WIDTH - 60000) / 2);
    assert_int_equal(run_of(layout, "instansi")->y, TOP + 30000 + first);
    const Item *middle = nth_picture(layout, 1);
    assert_int_equal(middle->y, run_of(layout, "judul")->y - first + LEADING + 10000);
    const Item *bottom = nth_picture(layout, 2);
    assert_int_equal(bottom->y + bottom->height, 400000 - 40000);
    assert_int_equal(page_of(layout, "isi"), 2);
    assert_inside(layout);
}

static void pictures_beside_each_other_keep_their_texts(void **state)
{
    Maker *maker = maker_new(*state);
    Cover cover = {NULL, NULL, NULL};
    group_pictures(maker, &cover.middle, &body_style, 3, 30000);
    make_block(maker, BLOCK_COVER, NULL)->cover = cover;
    Layout *layout = make_pages(maker);
    assert_int_equal(count_runs(layout, "foto"), 3);
    assert_int_equal(nth_picture(layout, 0)->y, nth_picture(layout, 1)->y);
    assert_true(nth_picture(layout, 2)->y > run_of(layout, "foto")->y);
    assert_inside(layout);
}

static void a_cover_that_is_too_full_is_an_error(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    Cover cover = {NULL, NULL, NULL};
    group_pictures(maker, &cover.top, &body_style, 1, 110000);
    group_pictures(maker, &cover.middle, &body_style, 1, 110000);
    group_pictures(maker, &cover.bottom, &body_style, 1, 110000);
    make_block(maker, BLOCK_COVER, NULL)->cover = cover;
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(fixture), "error: the cover does not fit on one page"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_picture_stands_in_its_group_above_the_text),
        TEST(pictures_beside_each_other_keep_their_texts),
        TEST(a_cover_that_is_too_full_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
