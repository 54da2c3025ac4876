/* Whole files, as other programs see them. */
#include "pages.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

/* A file written to a folder of its own. */
typedef struct Written {
    const char *folder;
    const char *path;
} Written;

static Written written(Fixture *fixture, Layout *layout, const PdfInfo *info)
{
    Written file = {.folder = folder_make(fixture->arena)};
    file.path = path_in(fixture->arena, file.folder, "out.pdf");
    assert_true(pages_write(fixture, layout, info, file.path));
    assert_string_equal(support_messages(fixture), "");
    return file;
}

static const char *text_of(Fixture *fixture, Written file)
{
    return COMMAND(fixture->arena, file.folder, "pdftotext", "-raw", "-nopgbrk", "out.pdf", "-");
}

static void assert_valid(Fixture *fixture, Written file)
{
    const char *said = COMMAND(fixture->arena, file.folder, "qpdf", "--check", "out.pdf");
    assert_non_null(strstr(said, "No syntax or stream encoding errors found"));
}

/* --- Text and fonts -------------------------------------------------------------------------- */

/* Among them two pairs that share a glyph in most fonts: ohm and omega, micro and mu. */
static const char all_kinds[] =
    "Sasaran (1): 95,02% \xE2\x80\x93 \xE2\x80\x9Ckoperasi\xE2\x80\x9D \\ Rp1.000,00 "
    "\xC3\xA9 \xCE\xA9\xE2\x84\xA6 \xC2\xB5\xCE\xBC";

static void text_comes_out_as_it_went_in(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    pages_text(fixture->arena, layout->pages, FACE_SERIF, 72000, 100000, all_kinds);
    pages_text(fixture->arena, layout->pages, FACE_SYMBOLS, 72000, 120000,
               "\xE2\x89\xA5 \xE2\x88\x9A \xE2\x9C\x93");
    PdfInfo info = pages_info();
    Written file = written(fixture, layout, &info);
    assert_valid(fixture, file);
    const char *expected =
        str_format(fixture->arena, "%s\n%s\n", all_kinds, "\xE2\x89\xA5 \xE2\x88\x9A \xE2\x9C\x93")
            .at;
    assert_string_equal(text_of(fixture, file), expected);
    folder_remove(file.folder);
}

static void fonts_in_use_are_embedded_as_subsets(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    pages_text(fixture->arena, layout->pages, FACE_BOLD, 72000, 100000, "BAB I");
    pages_text(fixture->arena, layout->pages, FACE_SYMBOLS, 72000, 120000, "\xE2\x9C\x93");
    PdfInfo info = pages_info();
    Written file = written(fixture, layout, &info);
    const char *fonts = COMMAND(fixture->arena, file.folder, "pdffonts", "out.pdf");
    assert_non_null(strstr(fonts, "+LiberationSerif-Bold "));
    assert_non_null(strstr(fonts, "+DejaVuSans "));
    assert_null(strstr(fonts, "LiberationMono"));
    size_t good = 0;
    for (const char *at = fonts; (at = strstr(at, "yes yes yes")) != NULL; at++)
        good++;
    assert_int_equal(good, 2);
    size_t size = 0;
    file_text(fixture->arena, file.path, &size);
    assert_in_range(size, 1000, 20000);
    folder_remove(file.folder);
}

/* Characters of the second part hang on accents that hang on others: all outlines must be there. */
static void composite_glyphs_keep_all_their_parts(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 2);
    for (size_t i = 0; i < 2; i++) {
        layout->pages[i].width = 100000;
        layout->pages[i].height = 40000;
        pages_text(fixture->arena, &layout->pages[i], FACE_SYMBOLS, 10000, 25000,
                   "\xC7\x96\xE1\xBB\x9F\xC7\xA1");
    }
    /* The second page makes sure of the base letters and accents. */
    pages_text(fixture->arena, &layout->pages[1], FACE_SYMBOLS, 200000, 25000,
               "u\xC3\xBC\xC6\xA1"
               "o\xC8\xA7"
               "a\xC2\xA8\xC2\xAF\xCB\x99\xCC\x84\xCC\x89\xCC\x9B\xCC\x87\xCC\x88");
    PdfInfo info = pages_info();
    Written both = written(fixture, layout, &info);
    layout->page_count = 1;
    Written alone = written(fixture, layout, &info);
    COMMAND(fixture->arena, both.folder, "pdftoppm", "-r", "300", "-f", "1", "-l", "1",
            "-singlefile", "out.pdf", "page");
    COMMAND(fixture->arena, alone.folder, "pdftoppm", "-r", "300", "-singlefile", "out.pdf",
            "page");
    size_t sizes[2];
    const char *images[2] = {
        file_text(fixture->arena, path_in(fixture->arena, both.folder, "page.ppm"), &sizes[0]),
        file_text(fixture->arena, path_in(fixture->arena, alone.folder, "page.ppm"), &sizes[1]),
    };
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(images[0], images[1], sizes[0]);
    folder_remove(both.folder);
    folder_remove(alone.folder);
}

/* 80 characters of 1229/2048 of 9 pt and one adjustment: the last word begins where that says. */
static void long_runs_end_where_layout_says(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    Item *item = pages_text(
        fixture->arena, layout->pages, FACE_MONO, 10000, 100000,
        "xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx akhir");
    static const Adjust adjust = {40, -3003};
    item->run.size = 9000;
    item->run.adjusts = &adjust;
    item->run.adjust_count = 1;
    PdfInfo info = pages_info();
    Written file = written(fixture, layout, &info);
    const char *boxes =
        COMMAND(fixture->arena, file.folder, "pdftotext", "-bbox", "out.pdf", "/dev/stdout");
    const char *word = strstr(boxes, ">akhir<");
    assert_non_null(word);
    while (strncmp(word, "xMin=\"", 6) != 0)
        word--;
    long points = 0;
    long millionths = 0;
    assert_int_equal(sscanf(word, "xMin=\"%ld.%6ld", &points, &millionths), 2);
    long expected = (10000 - 3003 + 80L * 9000 * 1229 / 2048) * 1000;
    assert_in_range(points * 1000000 + millionths, expected - 7000, expected + 7000);
    folder_remove(file.folder);
}

/* --- Metadata -------------------------------------------------------------------------------- */

static void info_and_xmp_say_the_same(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    PdfInfo info = {
        .title = STR("Laporan <Kinerja> & \xE2\x80\x9CHasil\xE2\x80\x9D"),
        .author = STR("Dinas Koperasi & UKM"),
        .subject = STR("LAKIP 2017"),
        .keywords = STR("lakip, kinerja"),
        .producer = STR("lakipdf 1"),
        .has_date = true,
        .date = {2018, 3, 15},
        .epoch = -1,
    };
    Written file = written(fixture, layout, &info);
    assert_valid(fixture, file);
    const char *said = COMMAND(fixture->arena, file.folder, "pdfinfo", "-rawdates", "out.pdf");
    static const char *const in_info[] = {
        "Laporan <Kinerja> & \xE2\x80\x9CHasil\xE2\x80\x9D\n",
        "Dinas Koperasi & UKM\n",
        "LAKIP 2017\n",
        "lakip, kinerja\n",
        "D:20180315000000+00'00'\n",
    };
    for (size_t i = 0; i < sizeof in_info / sizeof *in_info; i++)
        assert_non_null(strstr(said, in_info[i]));
    const char *packet = COMMAND(fixture->arena, file.folder, "pdfinfo", "-meta", "out.pdf");
    static const char *const in_xmp[] = {
        ">Laporan &lt;Kinerja&gt; &amp; \xE2\x80\x9CHasil\xE2\x80\x9D</rdf:li>",
        "<dc:creator><rdf:Seq><rdf:li>Dinas Koperasi &amp; UKM</rdf:li>",
        ">LAKIP 2017</rdf:li></rdf:Alt></dc:description>",
        "<pdf:Keywords>lakip, kinerja</pdf:Keywords>",
        "<pdf:Producer>lakipdf 1</pdf:Producer>",
        "<xmp:CreatorTool>lakipdf 1</xmp:CreatorTool>",
        "<xmp:CreateDate>2018-03-15T00:00:00+00:00</xmp:CreateDate>",
        "<xmp:ModifyDate>2018-03-15T00:00:00+00:00</xmp:ModifyDate>",
    };
    for (size_t i = 0; i < sizeof in_xmp / sizeof *in_xmp; i++)
        assert_non_null(strstr(packet, in_xmp[i]));
    folder_remove(file.folder);
}

static void assert_created(Fixture *fixture, int64_t epoch, const char *date)
{
    Layout *layout = pages_make(fixture->arena, 1);
    PdfInfo info = pages_info();
    info.epoch = epoch;
    Written file = written(fixture, layout, &info);
    const char *said = COMMAND(fixture->arena, file.folder, "pdfinfo", "-rawdates", "out.pdf");
    if (date != NULL)
        assert_non_null(strstr(said, date));
    else
        assert_null(strstr(said, "Date"));
    folder_remove(file.folder);
}

static void dates_come_from_the_caller_alone(void **state)
{
    assert_created(*state, -1, NULL);
    assert_created(*state, 0, "D:19700101000000+00'00'");
    assert_created(*state, 951782399, "D:20000228235959+00'00'");
    assert_created(*state, 951782400, "D:20000229000000+00'00'");
    assert_created(*state, INT64_C(253402300799), "D:99991231235959+00'00'");
}

static const char *id_of(Fixture *fixture, Written file)
{
    const char *trailer =
        COMMAND(fixture->arena, file.folder, "qpdf", "--show-object=trailer", "out.pdf");
    const char *id = strstr(trailer, "/ID [ <");
    assert_non_null(id);
    return str_c(fixture->arena, (Str){id + 7, 32});
}

static void the_same_pages_give_the_same_bytes(void **state)
{
    Fixture *fixture = *state;
    PdfInfo info = pages_info();
    Written files[3];
    char *bytes[3];
    size_t sizes[3];
    for (size_t i = 0; i < 3; i++) {
        Layout *layout = pages_make(fixture->arena, 2);
        pages_text(fixture->arena, layout->pages, FACE_SERIF, 72000, 100000,
                   i < 2 ? "sama" : "beda");
        files[i] = written(fixture, layout, &info);
        bytes[i] = file_text(fixture->arena, files[i].path, &sizes[i]);
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
    assert_string_not_equal(id_of(fixture, files[0]), id_of(fixture, files[2]));
    for (size_t i = 0; i < 3; i++)
        folder_remove(files[i].folder);
}

/* --- Navigation ------------------------------------------------------------------------------ */

static void links_lead_to_addresses_and_pages(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 3);
    Item web = {.kind = ITEM_LINK, .x = 72000, .y = 72000, .width = 50000, .height = 12000};
    web.link.url = STR("https://contoh.go.id/a b(\xC3\xA9)");
    pages_item(fixture->arena, layout->pages, web);
    Item inside = web;
    inside.link.url = (Str){0};
    inside.link.target = STR("tabel");
    inside.link.page = 2;
    inside.link.to_y = 100000;
    pages_item(fixture->arena, layout->pages, inside);
    PdfInfo info = pages_info();
    Written file = written(fixture, layout, &info);
    assert_valid(fixture, file);
    const char *urls = COMMAND(fixture->arena, file.folder, "pdfinfo", "-url", "out.pdf");
    assert_non_null(strstr(urls, "https://contoh.go.id/a%20b(%C3%A9)"));
    const char *objects = COMMAND(fixture->arena, file.folder, "qpdf", "--json=1",
                                  "--json-key=objects", "--json-key=pages", "out.pdf");
    const char *third = strstr(objects, "\"pageposfrom1\": 3");
    assert_non_null(third);
    long object = 0;
    while (strncmp(third, "\"object\": \"", 11) != 0)
        third--;
    assert_int_equal(sscanf(third, "\"object\": \"%ld", &object), 1);
    const char *destination = str_format(fixture->arena,
                                         "\"/Dest\": [\n        \"%ld 0 R\",\n"
                                         "        \"/XYZ\",\n        null,\n        741.89,\n",
                                         object)
                                  .at;
    assert_non_null(strstr(objects, destination));
    folder_remove(file.folder);
}

static void headings_become_an_outline(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 3);
    OutlineEntry entries[] = {
        {1, STR("BAB I PENDAHULUAN"), 0, 72000}, {2, STR("1.1 Latar Belakang"), 0, 100000},
        {4, STR("Umum \xE2\x80\x93 A"), 1, 0},   {2, STR("1.2 Dasar Hukum"), 1, 300000},
        {1, STR("BAB II PENUTUP"), 2, 72000},
    };
    layout->outline = entries;
    layout->outline_count = sizeof entries / sizeof *entries;
    PdfInfo info = pages_info();
    Written file = written(fixture, layout, &info);
    assert_valid(fixture, file);
    const char *json =
        COMMAND(fixture->arena, file.folder, "qpdf", "--json=1", "--json-key=outlines", "out.pdf");
    /* In the order in which qpdf prints a tree: kids first, then what they hang on. */
    static const char *const expected[] = {
        "\"destpageposfrom1\": 1",
        "\"kids\": [",
        "\"title\": \"Umum \xE2\x80\x93 A\"",
        "\"title\": \"1.1 Latar Belakang\"",
        "\"title\": \"1.2 Dasar Hukum\"",
        "\"title\": \"BAB I PENDAHULUAN\"",
        "\"destpageposfrom1\": 3",
        "\"title\": \"BAB II PENUTUP\"",
    };
    const char *at = json;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        at = strstr(at, expected[i]);
        assert_non_null(at);
    }
    folder_remove(file.folder);
}

static void pages_bear_the_labels_that_are_printed(void **state)
{
    Fixture *fixture = *state;
    static const char *const labels[] = {"", "i", "ii", "1", "2", "III-1", "III-2", "", ""};
    enum { COUNT = sizeof labels / sizeof *labels };
    Layout *layout = pages_make(fixture->arena, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        layout->pages[i].label = str_from(labels[i]);
    PdfInfo info = pages_info();
    Written file = written(fixture, layout, &info);
    assert_valid(fixture, file);
    const char *json = COMMAND(fixture->arena, file.folder, "qpdf", "--json=1",
                               "--json-key=pagelabels", "out.pdf");
    Buf flat = {.arena = fixture->arena};
    for (; *json != '\0'; json++) {
        if (*json != ' ' && *json != '\n')
            buf_byte(&flat, *json);
    }
    assert_non_null(strstr(
        str_c(fixture->arena, buf_str(&flat)),
        "[{\"index\":0,\"label\":{\"/St\":1}},{\"index\":1,\"label\":{\"/S\":\"/r\",\"/St\":1}},"
        "{\"index\":3,\"label\":{\"/S\":\"/D\",\"/St\":1}},"
        "{\"index\":5,\"label\":{\"/P\":\"III-\",\"/S\":\"/D\",\"/St\":1}},"
        "{\"index\":7,\"label\":{\"/St\":1}}]"));
    folder_remove(file.folder);
}

static void many_pages_and_label_ranges_make_trees(void **state)
{
    Fixture *fixture = *state;
    enum { COUNT = 2600 };
    Layout *layout = pages_make(fixture->arena, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        layout->pages[i].label = str_format(fixture->arena, "%zu", 2 * i + 1);
        pages_text(fixture->arena, &layout->pages[i], FACE_SERIF, 72000, 72000,
                   str_format(fixture->arena, "halaman %zu", i + 1).at);
    }
    PdfInfo info = pages_info();
    Written file = written(fixture, layout, &info);
    assert_valid(fixture, file);
    const char *text = text_of(fixture, file);
    for (size_t i = 0; i < COUNT; i++) {
        const char *line = str_format(fixture->arena, "halaman %zu\n", i + 1).at;
        assert_memory_equal(text, line, strlen(line));
        text += strlen(line);
    }
    const char *json = COMMAND(fixture->arena, file.folder, "qpdf", "--json=1",
                               "--json-key=pagelabels", "out.pdf");
    assert_non_null(strstr(json, "\"/St\": 5199"));
    folder_remove(file.folder);
}

/* --- What goes wrong ------------------------------------------------------------------------- */

static void assert_refused(Fixture *fixture, Layout *layout, const char *message)
{
    const char *folder = folder_make(fixture->arena);
    folder_write(folder, "out.pdf", "lama");
    const char *path = path_in(fixture->arena, folder, "out.pdf");
    PdfInfo info = pages_info();
    assert_false(pages_write(fixture, layout, &info, path));
    assert_non_null(strstr(support_messages(fixture), message));
    assert_string_equal(file_text(fixture->arena, path, NULL), "lama");
    folder_remove(folder);
}

static void a_font_that_is_missing_is_named(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    static const Face missing = {"/nowhere/huruf.ttf", {"Huruf", 5}};
    layout->faces = &missing;
    layout->face_count = 1;
    pages_text(fixture->arena, layout->pages, 0, 0, 0, "x");
    assert_refused(fixture, layout, "'/nowhere/huruf.ttf'");
    assert_int_equal(diags_exit_status(fixture->diags), 1);
}

static void a_file_that_is_no_font_is_named(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    static const Face wrong = {"/usr/bin/env", {"Huruf", 5}};
    layout->faces = &wrong;
    layout->face_count = 1;
    pages_text(fixture->arena, layout->pages, 0, 0, 0, "x");
    assert_refused(fixture, layout, "cannot embed the font '/usr/bin/env'");
}

static void a_character_without_glyph_is_an_error(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    pages_text(fixture->arena, layout->pages, FACE_SERIF, 0, 0, "\xE2\x9C\x93");
    assert_refused(fixture, layout, "has no glyph for U+2713");
}

static void a_document_without_pages_is_an_error(void **state)
{
    Fixture *fixture = *state;
    assert_refused(fixture, pages_make(fixture->arena, 0), "no pages");
}

static void a_write_that_fails_is_reported_once(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 2000);
    const struct rlimit small = {16384, RLIM_INFINITY};
    const struct rlimit large = {RLIM_INFINITY, RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_refused(fixture, layout, "out.pdf");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &large), 0);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 1);
    assert_int_equal(diags_exit_status(fixture->diags), 3);
}

typedef struct Starved {
    Memory *memory;
    Arena *arena;
    OutFile *out;
    const char *path;
    bool done;
} Starved;

static void write_starved(void *context)
{
    Starved *starved = context;
    starved->arena = arena_new(starved->memory);
    Diags *diags = diags_new(starved->arena);
    Layout *layout = pages_make(starved->arena, 3);
    pages_text(starved->arena, layout->pages, FACE_SERIF, 0, 0, "x");
    PdfInfo info = pages_info();
    starved->out = out_open(starved->arena, diags, starved->path);
    starved->done = pdf_write(starved->arena, diags, layout, &info, starved->out);
}

/* Wherever memory runs out, the caller's arena_try hears of it and nothing is left behind. */
static void memory_that_runs_out_is_given_back(void **state)
{
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    size_t failures = 0;
    for (size_t limit = 65536;; limit += limit / 50) {
        Starved starved = {
            .memory = memory_new(limit),
            .path = path_in(fixture->arena, folder, "out.pdf"),
        };
        bool enough = arena_try(starved.memory, write_starved, &starved);
        bool done = starved.done;
        out_abandon(starved.out);
        arena_drop(starved.arena);
        memory_drop(starved.memory);
        assert_int_equal(enough, done);
        if (done)
            break;
        failures++;
    }
    assert_true(failures > 20);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_comes_out_as_it_went_in),
        TEST(fonts_in_use_are_embedded_as_subsets),
        TEST(composite_glyphs_keep_all_their_parts),
        TEST(long_runs_end_where_layout_says),
        TEST(info_and_xmp_say_the_same),
        TEST(dates_come_from_the_caller_alone),
        TEST(the_same_pages_give_the_same_bytes),
        TEST(links_lead_to_addresses_and_pages),
        TEST(headings_become_an_outline),
        TEST(pages_bear_the_labels_that_are_printed),
        TEST(many_pages_and_label_ranges_make_trees),
        TEST(a_font_that_is_missing_is_named),
        TEST(a_file_that_is_no_font_is_named),
        TEST(a_character_without_glyph_is_an_error),
        TEST(a_document_without_pages_is_an_error),
        TEST(a_write_that_fails_is_reported_once),
        TEST(memory_that_runs_out_is_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
