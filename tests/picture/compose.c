/* Pictures over each other: as inks on paper look, in their places, upright. */
#include "pictures.h"

#include "picture/code.h"

/* Pixel x, y of a picture that was composed: red, green, blue, opacity. */
static Colour pixel(Arena *arena, const Picture *picture, uint32_t x, uint32_t y)
{
    Unpacked *colours = picture_unpack(arena, picture->bytes, (size_t)picture->width * 3, 3);
    Unpacked *alpha = picture_unpack(arena, picture->alpha, picture->width, 1);
    const unsigned char *row = NULL;
    const unsigned char *opacity = NULL;
    for (uint32_t i = 0; i <= y; i++) {
        row = picture_unpack_row(colours);
        opacity = picture_unpack_row(alpha);
    }
    row += (size_t)x * 3;
    return (Colour){row[0], row[1], row[2], opacity[x]};
}

static void assert_colour(Colour found, Colour wanted)
{
    const int differences[] = {found.red - wanted.red, found.green - wanted.green,
                               found.blue - wanted.blue, found.alpha - wanted.alpha};
    for (size_t i = 0; i < 4; i++)
        if (differences[i] < -2 || differences[i] > 2)
            fail_msg("%d %d %d %d, not %d %d %d %d", found.red, found.green, found.blue,
                     found.alpha, wanted.red, wanted.green, wanted.blue, wanted.alpha);
}

/* A picture of one colour. */
static const Picture *plain(Arena *arena, uint32_t side, Colour colour)
{
    Picture *picture = arena_alloc(arena, sizeof *picture);
    PictureRows *rows = picture_rows_new(arena, (size_t)side * 3, 3);
    PictureRows *alpha = picture_rows_new(arena, side, 1);
    unsigned char *row = arena_array(arena, side, 3);
    unsigned char *opacity = arena_alloc(arena, side);
    for (uint32_t i = 0; i < side; i++) {
        row[(size_t)3 * i] = colour.red;
        row[(size_t)3 * i + 1] = colour.green;
        row[(size_t)3 * i + 2] = colour.blue;
        opacity[i] = colour.alpha;
    }
    for (uint32_t i = 0; i < side; i++) {
        picture_rows_add(rows, row);
        picture_rows_add(alpha, opacity);
    }
    *picture = (Picture){.code = PICTURE_ROWS,
                         .width = side,
                         .height = side,
                         .components = 3,
                         .bits = 8,
                         .orientation = 1};
    picture->bytes = picture_rows_end(rows, arena);
    if (colour.alpha < 255)
        picture->alpha = picture_rows_end(alpha, arena);
    return picture;
}

static void no_ink_hides_another(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const PictureLayer layers[] = {
        {plain(arena, 40, (Colour){255, 255, 0, 255}), 0, 0, 4000, 4000},
        {plain(arena, 40, (Colour){0, 255, 255, 255}), 2000, 2000, 4000, 4000},
    };
    const Picture *whole = picture_compose(arena, layers, 2, 10);
    assert_int_equal(whole->width, 60);
    assert_int_equal(whole->height, 60);
    assert_colour(pixel(arena, whole, 10, 10), (Colour){255, 255, 0, 255});
    assert_colour(pixel(arena, whole, 50, 50), (Colour){0, 255, 255, 255});
    assert_colour(pixel(arena, whole, 30, 30), (Colour){0, 255, 0, 255});
    assert_colour(pixel(arena, whole, 50, 10), (Colour){255, 255, 255, 0});
}

static void ink_that_lets_light_through_keeps_its_colour(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const PictureLayer layers[] = {
        {plain(arena, 10, (Colour){100, 0, 200, 128}), 0, 0, 1000, 1000},
        {plain(arena, 10, (Colour){100, 0, 200, 0}), 1000, 0, 1000, 1000},
    };
    const Picture *whole = picture_compose(arena, layers, 2, 10);
    assert_colour(pixel(arena, whole, 2, 2), (Colour){100, 0, 200, 128});
    assert_colour(pixel(arena, whole, 15, 2), (Colour){255, 255, 255, 0});
}

static void photos_are_turned_upright(void **state)
{
    /* The areas from the upper left along the rows. */
    static const char *const wanted[] = {"rgbw", "grwb", "wbgr", "bwrg",
                                         "rbgw", "brwg", "wgbr", "gwrb"};
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    for (int orientation = 1; orientation <= 8; orientation++) {
        JpegKind kind = {.colours = JPEG_YCC, .orientation = orientation};
        Str file = make_jpeg(arena, 64, 48, &kind);
        PictureLayer layer = {picture_decode(arena, fixture->diags, file, "x", (Place){0}), 0, 0,
                              orientation < 5 ? 64 : 48, orientation < 5 ? 48 : 64};
        const Picture *whole = picture_compose(arena, &layer, 1, 1);
        char found[5] = "";
        assert_int_equal(whole->width, layer.width);
        for (size_t i = 0; i < 4; i++) {
            uint32_t x = whole->width * (i % 2 * 2 + 1) / 4;
            uint32_t y = whole->height * (i / 2 * 2 + 1) / 4;
            Colour c = pixel(arena, whole, x, y);
            bool white = c.red > 200 && c.green > 200;
            const char *name = white ? "w" : c.red > 200 ? "r" : c.green > 200 ? "g" : "b";
            found[i] = name[0];
        }
        assert_string_equal(found, wanted[orientation - 1]);
    }
}

static void a_large_picture_is_made_smaller_by_the_mean(void **state)
{
    enum { SIDE = 4001 };
    Arena *arena = ((Fixture *)*state)->arena;
    PictureLayer layer = {plain(arena, SIDE, (Colour){10, 20, 30, 255}), 0, 0, 100000, 100000};
    const Picture *whole = picture_compose(arena, &layer, 1, 240);
    assert_int_equal(whole->width, 417);
    assert_colour(pixel(arena, whole, 416, 416), (Colour){10, 20, 30, 255});
}

/* Every kind of PNG, each shown pixel for pixel. */
static void every_kind_is_read(void **state)
{
    static const PngKind kinds[] = {
        {PNG_COLOR_TYPE_GRAY, 1, .orientation = 0},
        {PNG_COLOR_TYPE_GRAY, 2, .orientation = 0},
        {PNG_COLOR_TYPE_GRAY, 4, .orientation = 0},
        {PNG_COLOR_TYPE_GRAY, 8, .orientation = 0},
        {PNG_COLOR_TYPE_RGB, 8, .orientation = 0},
        {PNG_COLOR_TYPE_PALETTE, 4, .orientation = 0},
        {PNG_COLOR_TYPE_PALETTE, 8, .orientation = 0},
    };
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Str file = make_png(arena, 13, 7, &kinds[i]);
        PictureLayer layer = {picture_decode(arena, fixture->diags, file, "x", (Place){0}), 0, 0,
                              130, 70};
        const Picture *whole = picture_compose(arena, &layer, 1, 10);
        for (uint32_t y = 0; y < 7; y++) {
            for (uint32_t x = 0; x < 13; x++) {
                Colour wanted = png_colour(&kinds[i], x, y);
                wanted.alpha = 255;
                assert_colour(pixel(arena, whole, x, y), wanted);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_ink_hides_another),      TEST(ink_that_lets_light_through_keeps_its_colour),
        TEST(photos_are_turned_upright), TEST(a_large_picture_is_made_smaller_by_the_mean),
        TEST(every_kind_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
