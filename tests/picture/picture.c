/* Picture files: every kind of PNG and JPEG keeps its pixels and loses its metadata; whatever else
 * is told as what it is. */
#include "pictures.h"

#include "picture/picture.h"

#include <unistd.h>
#include <zlib.h>

static const Picture *decode(Fixture *fixture, Str file)
{
    return picture_decode(fixture->arena, fixture->diags, file, "foto.x", (Place){0});
}

/* --- Rows ------------------------------------------------------------------------------------ */

static void put_chunk(Buf *out, const char *name, Str data)
{
    size_t start = out->size + 4;
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_byte(out, (char)(data.size >> shift));
    buf_text(out, name);
    buf_add(out, data);
    uLong sum = crc32(0, (const Bytef *)out->at + start, (uInt)(out->size - start));
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_byte(out, (char)(sum >> shift));
}

/* The rows as a PNG file again: whatever reads IDAT chunks reads them. */
static Str wrap(Arena *arena, const Picture *picture, bool alpha)
{
    bool palette = !alpha && picture->palette.size > 0;
    const uint32_t sizes[] = {picture->width, picture->height};
    Buf head = {.arena = arena};
    Buf out = {.arena = arena};
    for (int i = 0; i < 8; i++)
        buf_byte(&head, (char)(sizes[i / 4] >> 8 * (3 - i % 4)));
    buf_byte(&head, (char)(alpha ? 8 : picture->bits));
    buf_byte(&head, (char)(palette ? 3 : alpha || picture->components == 1 ? 0 : 2));
    buf_add(&head, (Str){"\0\0", 3});
    buf_add(&out, (Str){"\x89PNG\r\n\x1A\n", 8});
    put_chunk(&out, "IHDR", buf_str(&head));
    if (palette)
        put_chunk(&out, "PLTE", picture->palette);
    put_chunk(&out, "IDAT", alpha ? picture->alpha : picture->bytes);
    put_chunk(&out, "IEND", (Str){NULL, 0});
    return buf_str(&out);
}

static void check_pixels(Fixture *fixture, const Picture *picture, const PngKind *kind)
{
    uint32_t width = 0;
    uint32_t height = 0;
    const Colour *colours =
        png_pixels(fixture->arena, wrap(fixture->arena, picture, false), &width, &height);
    const Colour *alphas = NULL;
    assert_non_null(colours);
    if (picture->alpha.size > 0) {
        alphas = png_pixels(fixture->arena, wrap(fixture->arena, picture, true), &width, &height);
        assert_non_null(alphas);
    }
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            Colour wanted = png_colour(kind, x, y);
            const Colour *found = &colours[(size_t)y * width + x];
            assert_int_equal(alphas != NULL ? alphas[(size_t)y * width + x].red : 255,
                             wanted.alpha);
            assert_int_equal(found->red, wanted.red);
            assert_int_equal(found->green, wanted.green);
            assert_int_equal(found->blue, wanted.blue);
        }
    }
}

/* Every colour type and depth, interlaced or not, with or without transparency. */
static void all_kinds_of_png_keep_their_pixels(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        int type, depths[6];
    } types[] = {{PNG_COLOR_TYPE_GRAY, {1, 2, 4, 8, 16}},
                 {PNG_COLOR_TYPE_PALETTE, {1, 2, 4, 8}},
                 {PNG_COLOR_TYPE_RGB, {8, 16}},
                 {PNG_COLOR_TYPE_GRAY_ALPHA, {8, 16}},
                 {PNG_COLOR_TYPE_RGB_ALPHA, {8, 16}}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        for (const int *depth = types[i].depths; *depth > 0; depth++) {
            for (int flags = 0; flags < 8; flags++) {
                bool has_alpha = (types[i].type & PNG_COLOR_MASK_ALPHA) != 0;
                PngKind kind = {.type = types[i].type,
                                .depth = *depth,
                                .interlaced = (flags & 1) != 0,
                                .transparent = (flags & 2) != 0 && !has_alpha,
                                .opaque = (flags & 4) != 0};
                const Picture *picture = decode(fixture, make_png(fixture->arena, 19, 23, &kind));
                assert_non_null(picture);
                assert_int_equal(picture->width, 19);
                assert_int_equal(picture->height, 23);
                check_pixels(fixture, picture, &kind);
            }
        }
    }
}

static void what_pdf_can_hold_stays_as_it_is(void **state)
{
    Fixture *fixture = *state;
    const PngKind palette = {.type = PNG_COLOR_TYPE_PALETTE, .depth = 4};
    const Picture *picture = decode(fixture, make_png(fixture->arena, 40, 10, &palette));
    assert_int_equal(picture->bits, 4);
    assert_int_equal(picture->palette.size, 16 * 3);
    const PngKind wide = {.type = PNG_COLOR_TYPE_RGB, .depth = 16};
    picture = decode(fixture, make_png(fixture->arena, 40, 10, &wide));
    assert_int_equal(picture->bits, 8);
    assert_int_equal(picture->components, 3);
}

static void alpha_that_hides_nothing_is_dropped(void **state)
{
    Fixture *fixture = *state;
    PngKind kind = {.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8, .opaque = true};
    assert_int_equal(decode(fixture, make_png(fixture->arena, 9, 9, &kind))->alpha.size, 0);
    kind.opaque = false;
    assert_int_not_equal(decode(fixture, make_png(fixture->arena, 9, 9, &kind))->alpha.size, 0);
}

/* --- JPEG ------------------------------------------------------------------------------------ */

static void assert_near(Colour found, int red, int green, int blue)
{
    const int wanted[] = {red, green, blue};
    const int values[] = {found.red, found.green, found.blue};
    for (int i = 0; i < 3; i++)
        assert_in_range(values[i] + 256, wanted[i] + 256 - 12, wanted[i] + 256 + 12);
}

static void jpeg_stays_as_it_is_but_for_its_metadata(void **state)
{
    Fixture *fixture = *state;
    static const JpegKind kinds[] = {
        {.colours = JPEG_YCC, .orientation = 6, .comment = "rahasia"},
        {.colours = JPEG_YCC, .progressive = true, .orientation = 3, .big_endian = true},
        {.colours = JPEG_GREY, .comment = "rahasia"},
        {.colours = JPEG_RGB, .orientation = 1},
        {.colours = JPEG_YCC, .no_jfif = true, .orientation = 8},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Str file = make_jpeg(fixture->arena, 61, 47, &kinds[i]);
        const Picture *picture = decode(fixture, file);
        assert_non_null(picture);
        assert_int_equal(picture->code, PICTURE_JPEG);
        assert_int_equal(picture->plain_rgb, kinds[i].colours == JPEG_RGB);
        assert_int_equal(picture->components, kinds[i].colours == JPEG_GREY ? 1 : 3);
        assert_null(memmem(picture->bytes.at, picture->bytes.size, "GPS", 3));
        assert_null(memmem(picture->bytes.at, picture->bytes.size, "rahasia", 7));
        uint32_t width = 0;
        uint32_t height = 0;
        const Colour *before = jpeg_pixels(fixture->arena, file, &width, &height);
        const Colour *after = jpeg_pixels(fixture->arena, picture->bytes, &width, &height);
        assert_int_equal(width, 61);
        assert_memory_equal(before, after, (size_t)width * height * sizeof *before);
    }
}

static void rare_kinds_of_jpeg_become_rows(void **state)
{
    Fixture *fixture = *state;
    static const JpegKind kinds[] = {
        {.colours = JPEG_CMYK}, {.colours = JPEG_YCCK}, {.colours = JPEG_YCC, .arithmetic = true}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Picture *picture = decode(fixture, make_jpeg(fixture->arena, 64, 48, &kinds[i]));
        assert_non_null(picture);
        assert_int_equal(picture->code, PICTURE_ROWS);
        uint32_t width = 0;
        uint32_t height = 0;
        const Colour *pixels =
            png_pixels(fixture->arena, wrap(fixture->arena, picture, false), &width, &height);
        assert_non_null(pixels);
        assert_near(pixels[10 * 64 + 10], 255, 0, 0);
        assert_near(pixels[10 * 64 + 50], 0, 255, 0);
        assert_near(pixels[40 * 64 + 10], 0, 0, 255);
        assert_near(pixels[40 * 64 + 50], 255, 255, 255);
    }
}

static void what_follows_the_end_of_a_jpeg_is_left_behind(void **state)
{
    Fixture *fixture = *state;
    const JpegKind kind = {.colours = JPEG_YCC};
    Str file = make_jpeg(fixture->arena, 30, 30, &kind);
    Buf longer = {.arena = fixture->arena};
    buf_add(&longer, file);
    buf_text(&longer, "ftypmp4 of a moving photo \xFF\xD8\xFF\xE1");
    const Picture *plain = decode(fixture, file);
    const Picture *picture = decode(fixture, buf_str(&longer));
    assert_non_null(picture);
    assert_true(str_equal(picture->bytes, plain->bytes));
}

/* --- Orientation and density -------------------------------------------------------------------
 */

static void the_orientation_of_exif_is_noted(void **state)
{
    Fixture *fixture = *state;
    for (int orientation = 1; orientation <= 9; orientation++) {
        JpegKind kind = {.colours = JPEG_YCC, .orientation = orientation};
        kind.big_endian = orientation % 2 == 0;
        const Picture *picture = decode(fixture, make_jpeg(fixture->arena, 20, 10, &kind));
        assert_int_equal(picture->orientation, orientation <= 8 ? orientation : 1);
        assert_int_equal(picture_sideways(picture), orientation >= 5 && orientation <= 8);
        PngKind png = {.type = PNG_COLOR_TYPE_GRAY, .depth = 8, .orientation = orientation};
        picture = decode(fixture, make_png(fixture->arena, 20, 10, &png));
        assert_int_equal(picture->orientation, orientation <= 8 ? orientation : 1);
    }
}

static void the_density_is_that_of_the_file(void **state)
{
    Fixture *fixture = *state;
    JpegKind jpeg = {.colours = JPEG_YCC, .dots_per_inch = 150};
    assert_int_equal(decode(fixture, make_jpeg(fixture->arena, 9, 9, &jpeg))->density, 5905);
    jpeg = (JpegKind){.colours = JPEG_YCC, .no_jfif = true, .orientation = 1};
    assert_int_equal(decode(fixture, make_jpeg(fixture->arena, 9, 9, &jpeg))->density, 11811);
    jpeg = (JpegKind){.colours = JPEG_YCC};
    assert_int_equal(decode(fixture, make_jpeg(fixture->arena, 9, 9, &jpeg))->density, 0);
    PngKind png = {.type = PNG_COLOR_TYPE_GRAY, .depth = 8, .density = 3780};
    assert_int_equal(decode(fixture, make_png(fixture->arena, 9, 9, &png))->density, 3780);
    png.density = 1; /* a metre a pixel is a slip */
    assert_int_equal(decode(fixture, make_png(fixture->arena, 9, 9, &png))->density, 0);
}

/* --- What is wrong -----------------------------------------------------------------------------
 */

static void other_kinds_are_told_by_what_they_are(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        const char *bytes;
        size_t size;
        const char *message;
    } cases[] = {
        {"RIFF\x10\0\0\0WEBPVP8 ", 16, "'foto.x' is a WebP picture"},
        {"GIF89a\1\0\1\0", 10, "'foto.x' is a GIF picture"},
        {"BM\x46\0\0\0", 6, "'foto.x' is a BMP picture"},
        {"II*\0\x08\0\0\0", 8, "'foto.x' is a TIFF picture"},
        {"\0\0\0\x18"
         "ftypheic\0\0",
         14, "'foto.x' is a HEIC picture"},
        {"%PDF-1.4\n", 9, "'foto.x' is a PDF file"},
        {"Bukan gambar", 12, "'foto.x' is no picture"},
        {"", 0, "'foto.x' is empty"},
        {"\x89PNG\r\n\x1A\n", 8, "'foto.x' begins as a PNG picture, but is damaged or not whole"},
        {"\xFF\xD8\xFF\xE0", 4, "'foto.x' begins as a JPEG picture, but is damaged or not whole"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture->diags = diags_new(fixture->arena);
        assert_null(decode(fixture, (Str){cases[i].bytes, cases[i].size}));
        assert_non_null(strstr(support_messages(fixture), cases[i].message));
        assert_non_null(strstr(support_messages(fixture), "  hint: "));
    }
}

/* A head that promises 20,000 x 20,000 pixels. */
static void too_many_pixels_are_refused_before_they_are_read(void **state)
{
    Fixture *fixture = *state;
    const PngKind kind = {.type = PNG_COLOR_TYPE_GRAY, .depth = 8};
    Str file = make_png(fixture->arena, 10, 10, &kind);
    const Picture large = {.width = 20000, .height = 20000, .bits = 8, .components = 1};
    Str head = wrap(fixture->arena, &large, false);
    char *bytes = str_c(fixture->arena, file);
    memcpy(bytes, head.at, 33);
    assert_null(decode(fixture, (Str){bytes, file.size}));
    assert_string_equal(
        support_messages(fixture),
        "lakipdf: error: 'foto.x' has 20000 x 20000 pixels; the limit is 120 million\n"
        "  hint: make it smaller\n");
}

/* A JPEG file whose frame says another size. */
static Str jpeg_of_size(Arena *arena, const JpegKind *kind, unsigned size)
{
    Str file = make_jpeg(arena, 16, 16, kind);
    char *bytes = str_c(arena, file);
    for (size_t at = 2; at + 9 < file.size; at++) {
        unsigned marker = (unsigned char)bytes[at + 1];
        if ((unsigned char)bytes[at] != 0xFF || marker < 0xC0 || marker > 0xCA || marker == 0xC4)
            continue;
        bytes[at + 5] = bytes[at + 7] = (char)(size >> 8);
        bytes[at + 6] = bytes[at + 8] = (char)size;
        break;
    }
    return (Str){bytes, file.size};
}

/* Their files may be as small as one likes. */
static void pictures_that_are_kept_whole_may_have_fewer_pixels(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        JpegKind kind;
        unsigned size;
        const char *message;
    } cases[] = {
        {{.colours = JPEG_YCC, .progressive = true},
         7000,
         "'foto.x' has 7000 x 7000 pixels; the limit is 40 million"},
        {{.colours = JPEG_CMYK, .arithmetic = true},
         2001,
         "'foto.x' has 2001 x 2001 pixels; the limit is 4 million"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture->diags = diags_new(fixture->arena);
        assert_null(decode(fixture, jpeg_of_size(fixture->arena, &cases[i].kind, cases[i].size)));
        const char *messages = support_messages(fixture);
        assert_non_null(strstr(messages, cases[i].message));
        assert_non_null(strstr(messages, "save it as an ordinary JPEG"));
    }
    PngKind png = {.type = PNG_COLOR_TYPE_GRAY, .depth = 8, .interlaced = true};
    char *bytes = str_c(fixture->arena, make_png(fixture->arena, 10, 10, &png));
    const Picture large = {.width = 7000, .height = 7000, .bits = 8, .components = 1};
    Str head = wrap(fixture->arena, &large, false);
    png_byte *frame = (png_byte *)bytes;
    memcpy(frame + 16, head.at + 16, 8);
    png_save_uint_32(frame + 29, (png_uint_32)crc32(0, frame + 12, 17));
    assert_null(decode(fixture, (Str){bytes, 200}));
    assert_non_null(strstr(support_messages(fixture), "save it without interlacing"));
}

static void a_file_that_ends_early_is_damaged(void **state)
{
    Fixture *fixture = *state;
    const PngKind png = {.type = PNG_COLOR_TYPE_RGB, .depth = 8};
    const JpegKind jpeg = {.colours = JPEG_YCC};
    const JpegKind progressive = {.colours = JPEG_YCC, .progressive = true};
    const Str files[] = {make_png(fixture->arena, 64, 64, &png),
                         make_jpeg(fixture->arena, 64, 64, &jpeg),
                         make_jpeg(fixture->arena, 64, 64, &progressive)};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        for (size_t size = 16; size < files[i].size - 24; size += 7)
            assert_null(decode(fixture, str_slice(files[i], 0, size)));
}

/* A small generator, so that a failure can be had again. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* What is read from mutated files is of no consequence; that reading ends is. */
static void no_damage_does_harm(void **state)
{
    Fixture *fixture = *state;
    enum { KINDS = 7, ROUNDS = 400 };
    const PngKind pngs[] = {{.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 16, .interlaced = true},
                            {.type = PNG_COLOR_TYPE_PALETTE, .depth = 2, .transparent = true},
                            {.type = PNG_COLOR_TYPE_RGB, .depth = 8, .orientation = 6}};
    const JpegKind jpegs[] = {{.colours = JPEG_YCC, .orientation = 6, .comment = "x"},
                              {.colours = JPEG_YCC, .progressive = true},
                              {.colours = JPEG_YCCK},
                              {.colours = JPEG_GREY, .arithmetic = true}};
    uint32_t seed = 2017;
    for (size_t i = 0; i < KINDS; i++) {
        Str file = i < 3 ? make_png(fixture->arena, 33, 17, &pngs[i])
                         : make_jpeg(fixture->arena, 33, 17, &jpegs[i - 3]);
        for (int round = 0; round < ROUNDS; round++) {
            Fixture own = {.memory = fixture->memory, .arena = arena_new(fixture->memory)};
            own.diags = diags_new(own.arena);
            char *bytes = str_c(own.arena, file);
            size_t size = round % 4 == 0 ? next_random(&seed) % file.size : file.size;
            for (uint32_t changes = next_random(&seed) % 8; changes > 0 && size > 0; changes--)
                bytes[next_random(&seed) % size] = (char)next_random(&seed);
            (void)decode(&own, (Str){bytes, size});
            arena_drop(own.arena);
        }
    }
}

static void what_stands_behind_the_end_of_a_png_is_left_out(void **state)
{
    Fixture *fixture = *state;
    const PngKind kind = {.type = PNG_COLOR_TYPE_RGB, .depth = 8};
    Str file = make_png(fixture->arena, 33, 17, &kind);
    Buf out = {.arena = fixture->arena};
    buf_add(&out, file);
    put_chunk(&out, "IDAT", STR("more"));
    const Picture *alone = decode(fixture, file);
    const Picture *longer = decode(fixture, buf_str(&out));
    assert_non_null(alone);
    assert_non_null(longer);
    assert_true(str_equal(alone->bytes, longer->bytes));
}

/* PNG files guard their chunks by sums: with those mended, damage gets to the rows. */
static void no_damage_behind_right_sums_does_harm(void **state)
{
    Fixture *fixture = *state;
    enum { ROUNDS = 400, SIGNATURE = 8 };
    const PngKind kind = {.type = PNG_COLOR_TYPE_RGB, .depth = 8, .orientation = 6};
    Str file = make_png(fixture->arena, 33, 17, &kind);
    uint32_t seed = 1997;
    for (int round = 0; round < ROUNDS; round++) {
        Fixture own = {.memory = fixture->memory, .arena = arena_new(fixture->memory)};
        own.diags = diags_new(own.arena);
        Buf out = {.arena = own.arena};
        buf_add(&out, str_slice(file, 0, SIGNATURE));
        for (size_t at = SIGNATURE; at < file.size;) {
            const unsigned char *head = (const unsigned char *)file.at + at;
            size_t size = (size_t)head[2] << 8 | head[3];
            const char name[] = {file.at[at + 4], file.at[at + 5], file.at[at + 6], file.at[at + 7],
                                 '\0'};
            char *data = str_c(own.arena, str_slice(file, at + 8, at + 8 + size));
            if (size > 0 && next_random(&seed) % 2 == 0)
                data[next_random(&seed) % size] = (char)next_random(&seed);
            put_chunk(&out, name, (Str){data, size});
            at += 12 + size;
        }
        (void)decode(&own, buf_str(&out));
        arena_drop(own.arena);
    }
}

typedef struct Attempt {
    Fixture fixture;
    Str file;
    const Picture *picture;
} Attempt;

static void attempt(void *context)
{
    Attempt *self = context;
    self->fixture.arena = arena_new(self->fixture.memory);
    self->fixture.diags = diags_new(self->fixture.arena);
    self->picture = decode(&self->fixture, self->file);
}

/* Whatever the limit, the libraries' memory is freed: leak checkers see it. */
static void too_little_memory_is_told(void **state)
{
    enum { STEP = 16 * 1024 };
    Fixture *fixture = *state;
    const JpegKind jpeg = {.colours = JPEG_CMYK};
    const PngKind png = {.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8, .interlaced = true};
    const Str files[] = {make_jpeg(fixture->arena, 100, 80, &jpeg),
                         make_png(fixture->arena, 100, 80, &png)};
    for (size_t i = 0; i < 2; i++) {
        size_t failed = 0;
        bool done = false;
        for (size_t limit = STEP; !done; limit += STEP) {
            Attempt self = {.fixture.memory = memory_new(limit), .file = files[i]};
            done = arena_try(self.fixture.memory, attempt, &self);
            failed += !done;
            assert_true(!done || self.picture != NULL);
            arena_drop(self.fixture.arena);
            memory_drop(self.fixture.memory);
        }
        assert_in_range(failed, 3, 500);
    }
}

static void a_file_is_named_by_its_path(void **state)
{
    Fixture *fixture = *state;
    char folder[] = "/tmp/lakipdf-picture-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = str_format(fixture->arena, "%s/salah.png", folder).at;
    const JpegKind kind = {.colours = JPEG_YCC};
    Place place = {0};
    assert_null(picture_read(fixture->arena, fixture->diags, path, place));
    assert_null(picture_read(fixture->arena, fixture->diags, folder, place));
    write_file(path, make_jpeg(fixture->arena, 30, 20, &kind));
    /* Its contents say that it is a JPEG, whatever its name. */
    const Picture *picture = picture_read(fixture->arena, fixture->diags, path, place);
    assert_non_null(picture);
    assert_int_equal(picture->code, PICTURE_JPEG);
    (void)unlink(path);
    (void)rmdir(folder);
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "salah.png': No such file or directory"));
    assert_non_null(strstr(messages, "' is a folder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_kinds_of_png_keep_their_pixels),
        TEST(what_pdf_can_hold_stays_as_it_is),
        TEST(alpha_that_hides_nothing_is_dropped),
        TEST(jpeg_stays_as_it_is_but_for_its_metadata),
        TEST(rare_kinds_of_jpeg_become_rows),
        TEST(what_follows_the_end_of_a_jpeg_is_left_behind),
        TEST(the_orientation_of_exif_is_noted),
        TEST(the_density_is_that_of_the_file),
        TEST(other_kinds_are_told_by_what_they_are),
        TEST(too_many_pixels_are_refused_before_they_are_read),
        TEST(pictures_that_are_kept_whole_may_have_fewer_pixels),
        TEST(a_file_that_ends_early_is_damaged),
        TEST(no_damage_does_harm),
        TEST(what_stands_behind_the_end_of_a_png_is_left_out),
        TEST(no_damage_behind_right_sums_does_harm),
        TEST(too_little_memory_is_told),
        TEST(a_file_is_named_by_its_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
