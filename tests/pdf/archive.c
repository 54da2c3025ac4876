/* What an archival file has that others lack. Whether it is one, Apache Preflight says: see
 * .ci/run. */
#include "pages.h"
#include "pictures.h"

enum { SIDE = 100000 };

/* The profile that a config names; empty after an error. */
static Str load_profile(Fixture *fixture, const char *config)
{
    Str profile = {0};
    Schema *schema = schema_new(fixture->arena, fixture->diags);
    const Node *tree =
        data_load_file(fixture->arena, fixture->diags, "config/skema/arsip.yaml", (Place){0});
    assert_true(tree != NULL && schema_add(schema, tree) && schema_resolve(schema));
    if (!pdf_profile_load(fixture->arena, fixture->diags, schema, config, &profile))
        return (Str){0};
    return profile;
}

/* Writes x.pdf into the folder; its bytes. */
static const char *write_layout(Fixture *fixture, Layout *layout, Archive archive,
                                const char *folder)
{
    PdfInfo info = pages_info();
    info.archive = archive;
    info.profile = load_profile(fixture, "config/arsip.yaml");
    assert_true(info.profile.size > 0);
    const char *path = path_in(fixture->arena, folder, "x.pdf");
    assert_true(pages_write(fixture, layout, &info, path));
    return file_text(fixture->arena, path, NULL);
}

/* The objects of the file as text. */
static const char *objects_of(Fixture *fixture, Layout *layout, Archive archive)
{
    const char *folder = folder_make(fixture->arena);
    write_layout(fixture, layout, archive, folder);
    const char *text =
        COMMAND(fixture->arena, folder, "sh", "-c",
                "qpdf --qdf --object-streams=disable x.pdf x.qdf && tr -d '\\000' <x.qdf");
    folder_remove(folder);
    return text;
}

static void an_archival_file_says_so_and_tells_its_colours(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    pages_text(fixture->arena, layout->pages, FACE_SERIF, 72000, 100000, "Laporan");
    const char *archival = objects_of(fixture, layout, ARCHIVE_A1);
    assert_non_null(strstr(archival, "<pdfaid:part>1</pdfaid:part>"));
    assert_non_null(strstr(archival, "<pdfaid:conformance>B</pdfaid:conformance>"));
    assert_non_null(strstr(archival, "/GTS_PDFA1"));
    assert_non_null(strstr(archival, "/CIDSet"));
    const char *plain = objects_of(fixture, layout, ARCHIVE_NONE);
    assert_null(strstr(plain, "<pdfaid"));
    assert_null(strstr(plain, "/OutputIntent"));
    assert_null(strstr(plain, "/CIDSet"));
}

/* --- Fonts ------------------------------------------------------------------------------------ */

/* The bytes of the stream that an entry of a dictionary names, in a file that qpdf has spread. */
static Str stream_of(Arena *arena, Str file, const char *key)
{
    const char *end = file.at + file.size;
    const char *entry = memmem(file.at, file.size, key, strlen(key));
    assert_non_null(entry);
    long number = strtol(entry + strlen(key), NULL, 10);
    Str object = str_format(arena, "\n%ld 0 obj\n", number);
    const char *at = memmem(file.at, file.size, object.at, object.size);
    assert_non_null(at);
    at = memmem(at, (size_t)(end - at), "\nstream\n", 8);
    assert_non_null(at);
    at += 8;
    const char *to = memmem(at, (size_t)(end - at), "\nendstream", 10);
    assert_non_null(to);
    return (Str){at, (size_t)(to - at)};
}

static unsigned number_at(Str bytes, size_t at)
{
    return (unsigned)(unsigned char)bytes.at[at] << 8 | (unsigned char)bytes.at[at + 1];
}

/* ISO 14289-1, 7.21.4.2: the set of CIDs has all glyphs that the font program holds, also those
   that others are made of. The program has no instructions. */
static void the_set_of_codes_is_what_the_font_holds(void **state)
{
    static const char *const wanted[] = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"};
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    Layout *layout = pages_make(arena, 1);
    /* With accents that hang on letters. */
    pages_text(arena, layout->pages, FACE_SYMBOLS, 72000, 100000,
               "Laporan \xC7\x96\xE1\xBB\x9F\xC7\xA1 \xC2\xAD-");
    const char *folder = folder_make(arena);
    write_layout(fixture, layout, ARCHIVE_A1, folder);
    COMMAND(arena, folder, "qpdf", "--qdf", "--object-streams=disable", "x.pdf", "x.qdf");
    size_t size = 0;
    const char *text = file_text(arena, path_in(arena, folder, "x.qdf"), &size);
    Str program = stream_of(arena, (Str){text, size}, "/FontFile2 ");
    Str set = stream_of(arena, (Str){text, size}, "/CIDSet ");
    unsigned tables = number_at(program, 4);
    assert_int_equal(tables, sizeof wanted / sizeof *wanted);
    unsigned glyphs = 0;
    for (unsigned i = 0; i < tables; i++) {
        size_t record = 12 + (size_t)16 * i;
        assert_memory_equal(program.at + record, wanted[i], 4);
        size_t offset =
            (size_t)number_at(program, record + 8) << 16 | number_at(program, record + 10);
        if (strcmp(wanted[i], "maxp") == 0)
            glyphs = number_at(program, offset + 4);
    }
    assert_in_range(glyphs, 13 + 3, 40);
    assert_int_equal(set.size, (glyphs + 7) / 8);
    for (unsigned i = 0; i < set.size * 8; i++)
        assert_int_equal((unsigned char)set.at[i / 8] >> (7 - i % 8) & 1, i < glyphs);
    folder_remove(folder);
}

/* What an archival level allows and asks for. */
static void each_part_of_the_standard_has_its_own_form(void **state)
{
    static const struct {
        const char *header, *part;
        Archive archive;
        bool transparent, together, code_set;
    } cases[] = {
        {"%PDF-1.5\n", NULL, ARCHIVE_NONE, true, true, false},
        {"%PDF-1.4\n", "<pdfaid:part>1</pdfaid:part>", ARCHIVE_A1, false, false, true},
        {"%PDF-1.7\n", "<pdfaid:part>2</pdfaid:part>", ARCHIVE_A2, true, true, false},
        {"%PDF-1.7\n", "<pdfaid:part>3</pdfaid:part>", ARCHIVE_A3, true, true, false},
    };
    Fixture *fixture = *state;
    static const PngKind kind = {.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8};
    Str png = make_png(fixture->arena, 37, 29, &kind);
    const Picture *picture = picture_decode(fixture->arena, fixture->diags, png, "", (Place){0});
    Layout *layout = pages_make(fixture->arena, 1);
    layout->pictures = &picture;
    layout->picture_count = 1;
    pages_text(fixture->arena, layout->pages, FACE_SERIF, 72000, 100000, "Laporan");
    pages_item(fixture->arena, layout->pages,
               (Item){.kind = ITEM_PICTURE, .width = SIDE, .height = SIDE});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = folder_make(fixture->arena);
        const char *bytes = write_layout(fixture, layout, cases[i].archive, folder);
        assert_memory_equal(bytes, cases[i].header, strlen(cases[i].header));
        const char *objects = objects_of(fixture, layout, cases[i].archive);
        assert_int_equal(strstr(objects, "/SMask ") != NULL, cases[i].transparent);
        assert_int_equal(strstr(objects, "/CIDSet ") != NULL, cases[i].code_set);
        const char *inside = COMMAND(fixture->arena, folder, "qpdf", "--show-xref", "x.pdf");
        assert_int_equal(strstr(inside, ": compressed;") != NULL, cases[i].together);
        if (cases[i].part != NULL)
            assert_non_null(strstr(objects, cases[i].part));
        else
            assert_null(strstr(objects, "<pdfaid"));
        folder_remove(folder);
    }
}

/* More objects than one object stream holds. */
static void objects_that_are_compressed_together_are_all_found(void **state)
{
    enum { PAGES = 450 };
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, PAGES);
    for (size_t i = 0; i < PAGES; i++)
        pages_text(fixture->arena, &layout->pages[i], FACE_SERIF, 72000, 100000,
                   str_format(fixture->arena, "Halaman ke-%zu", i).at);
    static const Archive archives[] = {ARCHIVE_A1, ARCHIVE_A2};
    const char *texts[2];
    for (size_t i = 0; i < 2; i++) {
        const char *folder = folder_make(fixture->arena);
        write_layout(fixture, layout, archives[i], folder);
        texts[i] = COMMAND(fixture->arena, folder, "pdftotext", "x.pdf", "-");
        COMMAND(fixture->arena, folder, "qpdf", "--check", "x.pdf");
        COMMAND(fixture->arena, folder, "mutool", "info", "-F", "x.pdf");
        folder_remove(folder);
    }
    assert_non_null(strstr(texts[0], "Halaman ke-449"));
    assert_string_equal(texts[0], texts[1]);
}

static void a_profile_that_is_none_is_an_error_where_it_is_named(void **state)
{
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    folder_write(folder, "teks.icc",
                 "not a profile, but longer than the header of one would be: "
                 "............................................................"
                 "............................................................");
    folder_write(folder, "arsip.yaml", "profil_warna: teks.icc\n");
    Str profile = load_profile(fixture, path_in(fixture->arena, folder, "arsip.yaml"));
    assert_int_equal(profile.size, 0);
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "arsip.yaml:1:15: error: "));
    assert_non_null(strstr(messages, "teks.icc' is no ICC profile of version 2 for RGB"));
    folder_remove(folder);
}

/* Opaque, half and wholly transparent pixels of a colour. */
static void transparent_pictures_are_put_on_white(void **state)
{
    Fixture *fixture = *state;
    static const PngKind kinds[] = {
        {.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8},
        {.type = PNG_COLOR_TYPE_GRAY_ALPHA, .depth = 16, .interlaced = true},
        {.type = PNG_COLOR_TYPE_PALETTE, .depth = 4, .transparent = true},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Str file = make_png(fixture->arena, 37, 29, &kinds[i]);
        const Picture *picture =
            picture_decode(fixture->arena, fixture->diags, file, "", (Place){0});
        assert_true(picture != NULL && picture->alpha.size > 0);
        const Picture *flat = picture_flatten(fixture->arena, picture);
        assert_int_equal(flat->alpha.size, 0);
        Layout *layout = pages_make(fixture->arena, 1);
        layout->pictures = &flat;
        layout->picture_count = 1;
        pages_item(fixture->arena, layout->pages,
                   (Item){.kind = ITEM_PICTURE, .width = SIDE, .height = SIDE});
        const char *folder = folder_make(fixture->arena);
        PdfInfo info = pages_info();
        assert_true(pages_write(fixture, layout, &info, path_in(fixture->arena, folder, "x.pdf")));
        COMMAND(fixture->arena, folder, "pdfimages", "-png", "x.pdf", "i");
        uint32_t width = 0;
        uint32_t height = 0;
        size_t size = 0;
        const char *bytes =
            file_text(fixture->arena, path_in(fixture->arena, folder, "i-000.png"), &size);
        assert_non_null(bytes);
        const Colour *pixels = png_pixels(fixture->arena, (Str){bytes, size}, &width, &height);
        assert_non_null(pixels);
        for (uint32_t y = 0; y < height; y++) {
            for (uint32_t x = 0; x < width; x++) {
                Colour was = png_colour(&kinds[i], x, y);
                int wanted = (was.green * was.alpha + 255 * (255 - was.alpha) + 127) / 255;
                assert_int_equal(pixels[(size_t)y * width + x].green, wanted);
            }
        }
        folder_remove(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_archival_file_says_so_and_tells_its_colours),
        TEST(the_set_of_codes_is_what_the_font_holds),
        TEST(each_part_of_the_standard_has_its_own_form),
        TEST(objects_that_are_compressed_together_are_all_found),
        TEST(a_profile_that_is_none_is_an_error_where_it_is_named),
        TEST(transparent_pictures_are_put_on_white),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
