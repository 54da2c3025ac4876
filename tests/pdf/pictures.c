/* Pictures in the file: their pixels are those of the files, each is there once, and they stand
 * upright. */
#include "pictures.h"
#include "pages.h"

enum { SIDE = 100000 };

/* A page of one picture, as a layout. */
static Layout *make_layout(Fixture *fixture, Str file)
{
    Arena *arena = fixture->arena;
    Layout *layout = pages_make(arena, 1);
    const Picture **pictures = arena_alloc(arena, sizeof *pictures);
    *pictures = picture_decode(arena, fixture->diags, file, "foto", (Place){0});
    assert_non_null(*pictures);
    layout->pictures = pictures;
    layout->picture_count = 1;
    layout->pages->width = layout->pages->height = SIDE;
    pages_item(arena, layout->pages, (Item){.kind = ITEM_PICTURE, .width = SIDE, .height = SIDE});
    return layout;
}

static void write_pdf(Fixture *fixture, Layout *layout, const char *folder)
{
    PdfInfo info = pages_info();
    assert_true(pages_write(fixture, layout, &info, path_in(fixture->arena, folder, "x.pdf")));
    COMMAND(fixture->arena, folder, "qpdf", "--check", "x.pdf");
}

static Colour *read_png(Fixture *fixture, const char *folder, const char *name, uint32_t *width,
                        uint32_t *height)
{
    size_t size = 0;
    const char *bytes = file_text(fixture->arena, path_in(fixture->arena, folder, name), &size);
    assert_non_null(bytes);
    Colour *pixels = png_pixels(fixture->arena, (Str){bytes, size}, width, height);
    assert_non_null(pixels);
    return pixels;
}

static void the_pixels_of_png_files_are_in_the_document(void **state)
{
    Fixture *fixture = *state;
    static const PngKind kinds[] = {
        {.type = PNG_COLOR_TYPE_GRAY, .depth = 1},
        {.type = PNG_COLOR_TYPE_GRAY, .depth = 4},
        {.type = PNG_COLOR_TYPE_GRAY, .depth = 16},
        {.type = PNG_COLOR_TYPE_PALETTE, .depth = 2},
        {.type = PNG_COLOR_TYPE_PALETTE, .depth = 8},
        {.type = PNG_COLOR_TYPE_PALETTE, .depth = 4, .transparent = true},
        {.type = PNG_COLOR_TYPE_RGB, .depth = 8},
        {.type = PNG_COLOR_TYPE_RGB, .depth = 8, .interlaced = true},
        {.type = PNG_COLOR_TYPE_RGB, .depth = 16, .transparent = true},
        {.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8},
        {.type = PNG_COLOR_TYPE_GRAY_ALPHA, .depth = 16, .interlaced = true},
        {.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8, .opaque = true},
    };
    const char *folder = folder_make(fixture->arena);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Str file = make_png(fixture->arena, 37, 29, &kinds[i]);
        Layout *layout = make_layout(fixture, file);
        write_pdf(fixture, layout, folder);
        COMMAND(fixture->arena, folder, "pdfimages", "-png", "x.pdf", "i");
        uint32_t width = 0;
        uint32_t height = 0;
        const Colour *colours = read_png(fixture, folder, "i-000.png", &width, &height);
        const Colour *alphas = NULL;
        if ((*layout->pictures)->alpha.size > 0)
            alphas = read_png(fixture, folder, "i-001.png", &width, &height);
        assert_int_equal(width, 37);
        assert_int_equal(height, 29);
        for (uint32_t y = 0; y < height; y++) {
            for (uint32_t x = 0; x < width; x++) {
                Colour wanted = png_colour(&kinds[i], x, y);
                const Colour *found = &colours[(size_t)y * width + x];
                assert_int_equal(found->red, wanted.red);
                assert_int_equal(found->green, wanted.green);
                assert_int_equal(found->blue, wanted.blue);
                assert_int_equal(alphas != NULL ? alphas[(size_t)y * width + x].red : 255,
                                 wanted.alpha);
            }
        }
    }
    folder_remove(folder);
}

/* The page as a viewer shows it: the colour in the middle of each quarter, a letter each. */
static const char *quarters(Fixture *fixture, Layout *layout, const char *folder)
{
    write_pdf(fixture, layout, folder);
    COMMAND(fixture->arena, folder, "pdftoppm", "-r", "72", "-png", "-singlefile", "x.pdf", "p");
    uint32_t width = 0;
    uint32_t height = 0;
    const Colour *pixels = read_png(fixture, folder, "p.png", &width, &height);
    Buf out = {.arena = fixture->arena};
    for (uint32_t y = height / 4; y < height; y += height / 2) {
        for (uint32_t x = width / 4; x < width; x += width / 2) {
            Colour c = pixels[(size_t)y * width + x];
            bool red = c.red > 200;
            bool green = c.green > 200;
            bool blue = c.blue > 200;
            buf_text(&out, red && green && blue ? "w" : red ? "r" : green ? "g" : blue ? "b" : "-");
        }
    }
    buf_byte(&out, '\0');
    return out.at;
}

/* The areas of the file, upright by the first row and column that Exif 2.32, 4.6.4 A, gives. */
static void pictures_are_turned_upright(void **state)
{
    static const char *const wanted[] = {"rgbw", "grwb", "wbgr", "bwrg",
                                         "rbgw", "brwg", "wgbr", "gwrb"};
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    for (int orientation = 1; orientation <= 8; orientation++) {
        JpegKind kind = {.colours = JPEG_YCC, .orientation = orientation};
        Str file = make_jpeg(fixture->arena, 64, 48, &kind);
        assert_string_equal(quarters(fixture, make_layout(fixture, file), folder),
                            wanted[orientation - 1]);
    }
    folder_remove(folder);
}

static void jpeg_files_show_their_colours(void **state)
{
    static const JpegKind kinds[] = {
        {.colours = JPEG_RGB},  {.colours = JPEG_YCC, .progressive = true},
        {.colours = JPEG_CMYK}, {.colours = JPEG_YCC, .no_jfif = true},
        {.colours = JPEG_YCCK}, {.colours = JPEG_YCC, .arithmetic = true}};
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Str file = make_jpeg(fixture->arena, 64, 48, &kinds[i]);
        assert_string_equal(quarters(fixture, make_layout(fixture, file), folder), "rgbw");
    }
    const JpegKind grey = {.colours = JPEG_GREY};
    Str file = make_jpeg(fixture->arena, 64, 48, &grey);
    assert_string_equal(quarters(fixture, make_layout(fixture, file), folder), "---w");
    folder_remove(folder);
}

/* What is behind a transparent picture shows. */
static void alpha_lets_through_what_is_behind(void **state)
{
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    const PngKind kind = {.type = PNG_COLOR_TYPE_PALETTE, .depth = 1, .transparent = true};
    /* The palette's first colour is transparent, its second green with little blue. */
    Layout *layout = make_layout(fixture, make_png(fixture->arena, 1, 1, &kind));
    Item picture = layout->pages->items[0];
    layout->pages->item_count = 0;
    pages_rect(fixture->arena, layout->pages, 0, 0, SIDE, SIDE, 0xFF0000);
    pages_item(fixture->arena, layout->pages, picture);
    assert_string_equal(quarters(fixture, layout, folder), "rrrr");
    folder_remove(folder);
}

static void a_picture_on_many_pages_is_there_once(void **state)
{
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    const JpegKind kind = {.colours = JPEG_YCC};
    Str file = make_jpeg(fixture->arena, 400, 300, &kind);
    Layout *one = make_layout(fixture, file);
    Layout *many = pages_make(fixture->arena, 20);
    many->pictures = one->pictures;
    many->picture_count = 1;
    for (size_t i = 0; i < many->page_count; i++)
        pages_item(fixture->arena, &many->pages[i], one->pages->items[0]);
    write_pdf(fixture, many, folder);
    const char *path = path_in(fixture->arena, folder, "x.pdf");
    size_t size = 0;
    const char *first = file_text(fixture->arena, path, &size);
    const char *found = memmem(first, size, "/DCTDecode", 10);
    assert_non_null(found);
    assert_null(memmem(found + 1, size - (size_t)(found + 1 - first), "/DCTDecode", 10));
    /* The same again gives the same bytes. */
    write_pdf(fixture, many, folder);
    size_t again = 0;
    const char *second = file_text(fixture->arena, path, &again);
    assert_int_equal(size, again);
    assert_memory_equal(first, second, size);
    folder_remove(folder);
}

/* Two files of the same bytes, one of which is shown on its side, and a third of others. */
static void equal_pictures_share_an_object(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    static const PngKind kind = {.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8};
    const Picture *pictures[3];
    for (size_t i = 0; i < 3; i++) {
        Str file = make_png(arena, i < 2 ? 40 : 41, 30, &kind);
        Picture *own = arena_alloc(arena, sizeof *own);
        *own = *picture_decode(arena, fixture->diags, file, "foto", (Place){0});
        own->orientation = i == 1 ? 6 : 1;
        pictures[i] = own;
    }
    Layout *layout = pages_make(arena, 1);
    layout->pictures = pictures;
    layout->picture_count = 3;
    for (uint32_t i = 0; i < 3; i++)
        pages_item(arena, layout->pages,
                   (Item){.kind = ITEM_PICTURE,
                          .y = (Len)i * SIDE,
                          .width = SIDE,
                          .height = SIDE,
                          .picture = {.picture = i}});
    const char *folder = folder_make(arena);
    write_pdf(fixture, layout, folder);
    const char *listed = COMMAND(arena, folder, "pdfimages", "-list", "x.pdf");
    size_t lines = 0;
    for (const char *at = listed; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    assert_int_equal(lines, 2 + 2 * 3); /* all six are drawn: each with its alpha */
    const char *objects = COMMAND(arena, folder, "sh", "-c",
                                  "qpdf --qdf --object-streams=disable x.pdf - |"
                                  "grep -ac '/Subtype /Image'");
    assert_string_equal(objects, "4\n"); /* two, and their alphas */
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_pixels_of_png_files_are_in_the_document),
        TEST(pictures_are_turned_upright),
        TEST(jpeg_files_show_their_colours),
        TEST(alpha_lets_through_what_is_behind),
        TEST(a_picture_on_many_pages_is_there_once),
        TEST(equal_pictures_share_an_object),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
