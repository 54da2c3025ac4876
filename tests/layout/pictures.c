/* Pictures on pages: their size, their place, and where rows of them may part. The page's text is
 * 220 pt wide and 320 pt high. */
#include "pages.h"

/* 96 an inch: a pixel is 3/4 pt. */
enum { GAP = 11339 };

static const TextStyle caption_style = {.family = {"Liberation Serif", 16},
                                        .size = 10000,
                                        .leading = 12000,
                                        .align = ALIGN_CENTRE,
                                        .before = 4000};

/* A figure of `count` pictures of these sizes in pixels. */
static Pictures *make_pictures(Maker *maker, size_t count, const uint32_t (*sizes)[2])
{
    Pictures *pictures = arena_alloc(maker->arena, sizeof *pictures);
    Photo *photos = arena_array(maker->arena, count, sizeof *photos);
    Picture *files = arena_array(maker->arena, count, sizeof *files);
    const Picture **list = arena_array(maker->arena, count, sizeof *list);
    Figure *figure = arena_alloc(maker->arena, sizeof *figure);
    for (size_t i = 0; i < count; i++) {
        files[i] = (Picture){.width = sizes[i][0], .height = sizes[i][1], .orientation = 1};
        photos[i] = (Photo){.picture = &files[i], .index = (uint32_t)i};
        list[i] = &files[i];
    }
    *pictures = (Pictures){.photos = photos, .count = count, .style = &caption_style};
    *figure = (Figure){.kind = FIGURE_PICTURES,
                       .pictures = pictures,
                       .caption_style = &caption_style,
                       .note_style = &caption_style,
                       .style = &cell_style};
    maker->doc.pictures = list;
    maker->doc.picture_count = count;
    make_block(maker, BLOCK_FIGURE, NULL)->figure = figure;
    return pictures;
}

/* The pictures of a layout in order, as "page: x y width height" in whole points. */
static const char *places(Maker *maker, const Layout *layout)
{
    Buf out = {.arena = maker->arena};
    for (size_t p = 0; p < layout->page_count; p++) {
        const Page *page = &layout->pages[p];
        for (size_t i = 0; i < page->item_count; i++) {
            const Item *item = &page->items[i];
            if (item->kind == ITEM_PICTURE)
                buf_format(&out, "%zu: %d %d %d %d\n", p + 1, (item->x + 500) / 1000,
                           (item->y + 500) / 1000, (item->width + 500) / 1000,
                           (item->height + 500) / 1000);
        }
    }
    buf_byte(&out, '\0');
    return out.at;
}

static void a_picture_has_its_natural_size_in_the_middle(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{160, 80}};
    make_pictures(maker, 1, sizes);
    assert_string_equal(places(maker, make_pages(maker)), "1: 90 40 120 60\n");
}

static void the_density_of_the_file_counts(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{500, 250}};
    Pictures *pictures = make_pictures(maker, 1, sizes);
    Picture *file = arena_alloc(maker->arena, sizeof *file);
    *file = *pictures->photos->picture;
    file->density = 11811; /* 300 an inch */
    Photo photo = *pictures->photos;
    photo.picture = file;
    pictures->photos = &photo;
    assert_string_equal(places(maker, make_pages(maker)), "1: 90 40 120 60\n");
}

static void no_picture_is_larger_than_column_or_page(void **state)
{
    static const struct {
        uint32_t size[1][2];
        const char *place;
    } cases[] = {
        {{{1600, 800}}, "1: 40 40 220 110\n"},
        {{{100, 4000}}, "1: 146 40 8 320\n"},
        {{{120000000, 1}}, "1: 40 40 220 0\n"},
        {{{1, 120000000}}, "1: 150 40 0 320\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Maker *maker = maker_new(*state);
        make_pictures(maker, 1, cases[i].size);
        assert_string_equal(places(maker, make_pages(maker)), cases[i].place);
    }
}

/* A width too large is made smaller and told; a height keeps the shape. */
static void a_size_that_is_given_keeps_the_shape(void **state)
{
    static const struct {
        const char *place;
        Len width, height;
        int32_t share;
        bool told;
    } cases[] = {
        {"1: 100 40 100 50\n", 100000, 0, 0, false},    {"1: 70 40 160 80\n", 0, 80000, 0, false},
        {"1: 120 40 60 30\n", 100000, 30000, 0, false}, {"1: 123 40 55 28\n", 0, 0, 250, false},
        {"1: 40 40 220 110\n", 300000, 0, 0, true},     {"1: 40 40 220 110\n", 0, 900000, 0, false},
    };
    const uint32_t sizes[][2] = {{160, 80}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture *fixture = *state;
        fixture->diags = diags_new(fixture->arena);
        Maker *maker = maker_new(fixture);
        Pictures *pictures = make_pictures(maker, 1, sizes);
        pictures->width = cases[i].width;
        pictures->height = cases[i].height;
        pictures->share = cases[i].share;
        assert_string_equal(places(maker, make_layout(maker)), cases[i].place);
        assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), cases[i].told);
    }
}

static void a_picture_on_its_side_has_its_shape_turned(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{160, 80}};
    Pictures *pictures = make_pictures(maker, 1, sizes);
    Picture *file = arena_alloc(maker->arena, sizeof *file);
    *file = *pictures->photos->picture;
    file->orientation = 6;
    Photo photo = *pictures->photos;
    photo.picture = file;
    pictures->photos = &photo;
    assert_string_equal(places(maker, make_pages(maker)), "1: 120 40 60 120\n");
}

/* Two columns of 104 pt: portraits are no higher than what fills a column across, and a row that is
   not full stands in the middle. */
static void portraits_are_of_one_height(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{1000, 2000}, {1200, 1600}, {900, 900}};
    make_pictures(maker, 3, sizes)->columns = 2;
    assert_string_equal(places(maker, make_pages(maker)), "1: 73 40 39 78\n"
                                                          "1: 178 40 59 78\n"
                                                          "1: 111 126 78 78\n");
}

/* Both edges of the text are met, whatever the photos' shapes. */
static void a_full_row_fills_the_width(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{1600, 1200}, {1500, 1000}, {1000, 1000}};
    make_pictures(maker, 3, sizes)->columns = 3;
    assert_string_equal(places(maker, make_pages(maker)), "1: 40 40 69 51\n"
                                                          "1: 120 40 77 51\n"
                                                          "1: 209 40 51 51\n");
}

static void a_panorama_does_not_make_the_others_small(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{4000, 400}, {1600, 1200}};
    make_pictures(maker, 2, sizes)->columns = 2;
    assert_string_equal(places(maker, make_pages(maker)), "1: 40 82 104 10\n"
                                                          "1: 173 40 70 52\n");
}

static void texts_stand_below_their_photos(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{1600, 1200}, {1600, 1200}};
    Pictures *pictures = make_pictures(maker, 2, sizes);
    Photo photos[2] = {pictures->photos[0], pictures->photos[1]};
    photos[1].caption = make_span(maker->arena, "Rapat");
    pictures->photos = photos;
    pictures->columns = 2;
    pictures->frame = 500;
    make_text(maker, &body_style, "Sesudah");
    Layout *layout = make_pages(maker);
    const char *dump = dump_of(maker, layout);

    assert_non_null(strstr(dump, "picture 40.000 40.001 104.329 78.246 0: 1600x1200 \"\"\n"
                                 "path 40.000 40.001 104.329 78.246 stroke 0.500 #000000 m 0.000 "
                                 "0.000 l 104.329 0.000 l 104.329 78.246 l 0.000 78.246 h\n"));
    assert_non_null(strstr(dump, "run 196.170 130.622 23.325 LiberationSerif 10.000 \"Rapat\"\n"
                                 "run 40.000 145.297"));
}

/* Rows of 78 pt and 8 between: three on a page; the last stays with the caption. */
static void rows_part_at_the_ends_of_pages_and_none_splits(void **state)
{
    Maker *maker = maker_new(*state);
    uint32_t sizes[8][2];
    for (size_t i = 0; i < 8; i++)
        sizes[i][0] = 1600, sizes[i][1] = 1200;
    make_pictures(maker, 8, (const uint32_t(*)[2])sizes)->columns = 2;
    assert_string_equal(places(maker, make_pages(maker)),
                        "1: 40 40 104 78\n1: 156 40 104 78\n1: 40 126 104 78\n1: 156 126 104 78\n"
                        "1: 40 212 104 78\n1: 156 212 104 78\n2: 40 40 104 78\n2: 156 40 104 78\n");
}

static void the_last_row_stays_with_the_caption(void **state)
{
    Maker *maker = maker_new(*state);
    uint32_t sizes[4][2];
    for (size_t i = 0; i < 4; i++)
        sizes[i][0] = 1600, sizes[i][1] = 1200;
    make_fill(maker, 9); /* 144 of 320 pt: room for both rows, not for the caption */
    Pictures *pictures = make_pictures(maker, 4, (const uint32_t(*)[2])sizes);
    pictures->columns = 2;
    Block *block = (Block *)((char *)maker->tail - offsetof(Block, next));
    Figure *figure = arena_alloc(maker->arena, sizeof *figure);
    *figure = *block->figure;
    figure->caption = make_span(maker->arena, "Kegiatan");
    block->figure = figure;
    Layout *layout = make_pages(maker);
    assert_string_equal(places(maker, layout), "1: 40 184 104 78\n1: 156 184 104 78\n"
                                               "2: 40 40 104 78\n2: 156 40 104 78\n");
}

static void captions_take_from_the_picture_what_the_page_lacks(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{100, 1000}};
    make_pictures(maker, 1, sizes);
    Block *block = (Block *)((char *)maker->tail - offsetof(Block, next));
    Figure *figure = arena_alloc(maker->arena, sizeof *figure);
    *figure = *block->figure;
    figure->caption = make_span(maker->arena, "Menara");
    block->figure = figure;
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 1);
    assert_string_equal(places(maker, layout), "1: 135 40 30 304\n");
}

/* Headings and a text that leads on take from a picture as high as the page what they need. */
static void what_stands_with_a_picture_takes_from_its_height(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{100, 1000}};
    make_fill(maker, 3);
    make_heading(maker, 1, "", "Bab")->heading.new_page = true;
    make_heading(maker, 2, "", "Sub");
    make_text(maker, &body_style, "Menara itu:");
    make_pictures(maker, 1, sizes);
    Layout *layout = make_pages(maker);
    assert_int_equal(layout->page_count, 2);
    assert_string_equal(places(maker, layout), "2: 136 88 27 272\n");
}

/* What fills most of a page leaves too little beside it: the picture has a page of its own. */
static void much_that_stands_with_a_picture_leaves_it_a_page(void **state)
{
    Maker *maker = maker_new(*state);
    const uint32_t sizes[][2] = {{100, 1000}};
    for (int i = 0; i < 11; i++)
        make_heading(maker, 2, "", "Sub");
    make_pictures(maker, 1, sizes);
    assert_string_equal(places(maker, make_pages(maker)), "2: 134 40 32 320\n");
}

static void columns_that_leave_no_room_are_told(void **state)
{
    Fixture *fixture = *state;
    Maker *maker = maker_new(fixture);
    const uint32_t sizes[][2] = {{100, 100}};
    Pictures *pictures = make_pictures(maker, 1, sizes);
    pictures->columns = 6;
    pictures->width = 50000;
    assert_null(make_layout(maker));
    assert_non_null(strstr(support_messages(fixture), "6 columns leave no room for photos\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_picture_has_its_natural_size_in_the_middle),
        TEST(the_density_of_the_file_counts),
        TEST(no_picture_is_larger_than_column_or_page),
        TEST(a_size_that_is_given_keeps_the_shape),
        TEST(a_picture_on_its_side_has_its_shape_turned),
        TEST(portraits_are_of_one_height),
        TEST(a_full_row_fills_the_width),
        TEST(a_panorama_does_not_make_the_others_small),
        TEST(texts_stand_below_their_photos),
        TEST(rows_part_at_the_ends_of_pages_and_none_splits),
        TEST(the_last_row_stays_with_the_caption),
        TEST(captions_take_from_the_picture_what_the_page_lacks),
        TEST(what_stands_with_a_picture_takes_from_its_height),
        TEST(much_that_stands_with_a_picture_leaves_it_a_page),
        TEST(columns_that_leave_no_room_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
