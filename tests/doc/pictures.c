/* The directive `gambar` and Markdown's images: which files they show, and what is wrong with
 * them. */
#include "pictures.h"
#include "world.h"

static const char schema[] = "laporan:\n"
                             "  isian:\n"
                             "    tahun: {jenis: tahun}\n"
                             "    logo: {jenis: teks}\n"
                             "    foto: {jenis: daftar dokumentasi}\n"
                             "dokumentasi:\n"
                             "  isian:\n"
                             "    berkas: {jenis: teks}\n"
                             "    keterangan: {jenis: teks}\n";

static const char data[] = "tahun: 2017\n"
                           "foto:\n"
                           "  - {berkas: a.png, keterangan: Rapat}\n"
                           "  - {keterangan: Tanpa foto}\n"
                           "  - {berkas: foto/b.jpg}\n"
                           "  - {berkas: a.png, keterangan: Penutupan}\n";

/* The picture files of the world: in its folder, and one in the template's. */
static const char *const files[] = {"a.png", "foto/b.jpg", "templates/uji/lambang.png", "rusak.png",
                                    "lain.png"};

static void write_pictures(const Stage *stage)
{
    Arena *arena = stage->fixture->arena;
    const PngKind png = {.type = PNG_COLOR_TYPE_RGB, .depth = 8};
    const JpegKind jpeg = {.colours = JPEG_YCC};
    assert_int_equal(mkdir(stage_path(stage, "foto"), 0700), 0);
    write_file(stage_path(stage, files[0]), make_png(arena, 40, 30, &png));
    write_file(stage_path(stage, files[1]), make_jpeg(arena, 60, 80, &jpeg));
    write_file(stage_path(stage, files[2]), make_png(arena, 8, 8, &png));
    write_file(stage_path(stage, files[3]), str_slice(make_png(arena, 40, 30, &png), 0, 500));
    write_file(stage_path(stage, files[4]), STR("GIF89a......"));
}

/* The document of a chapter in a world with pictures; NULL after errors. */
static const Doc *build(Fixture *fixture, const char *chapter)
{
    Stage stage = {.fixture = fixture};
    World world = {.schema = schema, .data = data, .rules = "laporan: {}\n", .chapter = chapter};
    stage_files_write(&stage, &world);
    write_pictures(&stage);
    stage_load(&stage, &world);
    const Doc *doc = stage_build(&stage);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        (void)unlink(stage_path(&stage, files[i]));
    (void)rmdir(stage_path(&stage, "foto"));
    stage_remove(&stage);
    return doc;
}

/* The messages without the folder that files stand in. */
static const char *messages(Fixture *fixture)
{
    enum { FOLDER = 24 }; /* /tmp/lakipdf-doc-XXXXXX/ */
    Str text = str_from(support_messages(fixture));
    Buf out = {.arena = fixture->arena};
    for (size_t at = 0; at < text.size;) {
        Str rest = str_slice(text, at, text.size);
        if (str_starts(rest, "/tmp/lakipdf-doc-")) {
            at += FOLDER;
            rest = str_slice(text, at, text.size);
            if (str_starts(rest, "templates/uji/isi.md"))
                at += strlen("templates/uji/");
            continue;
        }
        buf_byte(&out, text.at[at++]);
    }
    buf_byte(&out, '\0');
    return out.at;
}

/* The blocks as text; the messages where there are any. */
static const char *shown(Fixture *fixture, const char *chapter)
{
    const Doc *doc = build(fixture, chapter);
    const char *told = messages(fixture);
    if (doc == NULL || *told != '\0')
        return told;
    Buf out = {.arena = fixture->arena};
    dump_blocks(&out, doc->first->next, 0);
    buf_byte(&out, '\0');
    return out.at;
}

static void one_picture_has_a_size_a_caption_and_a_number(void **state)
{
    assert_string_equal(shown(*state, "Lihat {@logo}.\n\n```gambar\n"
                                      "berkas: a.png\n"
                                      "lebar: 6cm\n"
                                      "tinggi: 10mm\n"
                                      "garis: 0.5pt\n"
                                      "judul: Lambang {{tahun}}\n"
                                      "label: logo\n"
                                      "uraian: Sebuah bintang\n"
                                      "```\n"),
                        "text justify indent: Lihat <@logo:Gambar 1>.\n"
                        "#logo figure Gambar 1: Lambang 2017\n"
                        "  0 columns 170079 0 28346 500\n"
                        "  0: 40x30 [Sebuah bintang] \n");
}

static void a_width_is_a_share_of_the_column(void **state)
{
    assert_string_equal(shown(*state, "```gambar\nberkas: a.png\nlebar: 62.5%\n```\n"),
                        "figure : \n  0 columns 0 625 0 0\n  0: 40x30 [] \n");
}

static void a_grid_runs_over_the_data_and_passes_over_what_has_no_file(void **state)
{
    assert_string_equal(shown(*state,
                              "```gambar\n"
                              "judul: Kegiatan\n"
                              "kolom: 3\n"
                              "foto:\n"
                              "  - foto/b.jpg\n"
                              "  - untuk: foto\n"
                              "    berkas: \"{{berkas}}\"\n"
                              "    keterangan: \"{{keterangan}}\"\n"
                              "  - {untuk: foto, jika: pertama, berkas: a.png, uraian: Pertama}\n"
                              "```\n"),
                        "figure Gambar 1: Kegiatan\n"
                        "  3 columns 0 0 0 0\n"
                        "  0: 60x80 [] \n"
                        "  1: 40x30 [Rapat] Rapat\n"
                        "  0: 60x80 [] \n"
                        "  1: 40x30 [Penutupan] Penutupan\n"
                        "  1: 40x30 [Pertama] \n");
}

static void each_file_is_read_once(void **state)
{
    Fixture *fixture = *state;
    const Doc *doc = build(fixture, "![x](a.png)\n\n![y](a.png)\n\n![z](foto/b.jpg)\n");
    assert_non_null(doc);
    assert_int_equal(doc->picture_count, 2);
}

static void a_grid_without_photos_is_left_out_with_its_number(void **state)
{
    assert_string_equal(
        shown(*state, "```gambar\njudul: Satu\nfoto: [{untuk: \"foto[berkas == 'z']\", berkas: "
                      "\"{{berkas}}\"}]\n```\n\n```gambar\njudul: Dua\nberkas: a.png\n```\n"),
        "figure Gambar 1: Dua\n  0 columns 0 0 0 0\n  0: 40x30 [Dua] \n");
}

static void a_picture_without_value_is_told_and_left_out(void **state)
{
    assert_string_equal(shown(*state, "```gambar\nberkas: \"{{logo}}\"\n```\n"),
                        "isi.md:2:10: warning: this has no value; the picture is left out\n"
                        "    2 | berkas: \"{{logo}}\"\n"
                        "      |          ^~~~~~~~\n"
                        "  hint: give the data, or put the picture into a section\n");
}

static void what_the_job_lacks_is_looked_for_in_the_template(void **state)
{
    assert_string_equal(shown(*state, "![Lambang](lambang.png)\n"),
                        "figure : \n  0 columns 0 0 0 0\n  0: 8x8 [Lambang] \n");
}

static void a_markdown_image_alone_is_a_picture(void **state)
{
    assert_string_equal(shown(*state, "![Rapat **awal** {{tahun}}](a.png)\n\n"
                                      "1. Butir\n\n   ![](foto/b.jpg)\n\n"
                                      "{{#foto}}\n{{#berkas}}\n![{{keterangan}}]({{berkas}})\n"
                                      "{{/berkas}}\n{{/foto}}\n"),
                        "figure : \n  0 columns 0 0 0 0\n  0: 40x30 [Rapat awal 2017] \n"
                        "list\n"
                        "  item 1.\n"
                        "    text justify: Butir\n"
                        "    figure : \n      0 columns 0 0 0 0\n      1: 60x80 [] \n"
                        "figure : \n  0 columns 0 0 0 0\n  0: 40x30 [Rapat] \n"
                        "figure : \n  0 columns 0 0 0 0\n  1: 60x80 [] \n"
                        "figure : \n  0 columns 0 0 0 0\n  0: 40x30 [Penutupan] \n");
}

static void images_in_other_places_are_told(void **state)
{
    static const struct {
        const char *chapter, *message;
    } cases[] = {
        {"Teks ![x](a.png)\n",
         "isi.md:1:6: error: an image cannot stand within text\n"
         "    1 | Teks ![x](a.png)\n"
         "      |      ^\n"
         "  hint: put it into a paragraph of its own, or use the directive 'gambar'\n"},
        {"![x](a.png \"Judul\")\n", "isi.md:1:1: error: an image has no title\n"
                                    "    1 | ![x](a.png \"Judul\")\n"
                                    "      | ^\n"
                                    "  hint: use the directive 'gambar' with 'judul'\n"},
        {"![x]()\n", "isi.md:1:1: error: an image names no file\n"
                     "    1 | ![x]()\n"
                     "      | ^\n"
                     "  hint: write ![what it shows](file.png)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture *fixture = *state;
        fixture->diags = diags_new(fixture->arena);
        assert_string_equal(shown(fixture, cases[i].chapter), cases[i].message);
    }
}

static void all_wrong_files_are_told_in_one_run(void **state)
{
    assert_string_equal(
        shown(*state, "Lihat {@f}.\n\n```gambar\n"
                      "judul: Foto\n"
                      "label: f\n"
                      "foto:\n"
                      "  - rusak.png\n"
                      "  - lain.png\n"
                      "  - foto/B.JPG\n"
                      "  - ../a.png\n"
                      "  - /etc/passwd\n"
                      "  - foto\n"
                      "```\n\n![x](tidakada/x.png)\n"),
        "isi.md:7:5: error: 'rusak.png' begins as a PNG picture, but is damaged or not whole\n"
        "    7 |   - rusak.png\n"
        "      |     ^~~~~~~~~\n"
        "  hint: copy it again from where it comes, or save it anew\n"
        "isi.md:8:5: error: 'lain.png' is a GIF picture\n"
        "    8 |   - lain.png\n"
        "      |     ^~~~~~~~\n"
        "  hint: save it as PNG or JPEG\n"
        "isi.md:9:5: error: there is no file 'foto/B.JPG'\n"
        "    9 |   - foto/B.JPG\n"
        "      |     ^~~~~~~~~~\n"
        "  hint: did you mean 'foto/b.jpg'?\n"
        "isi.md:10:5: error: '../a.png' leads out of the job's folder\n"
        "   10 |   - ../a.png\n"
        "      |     ^~~~~~~~\n"
        "  hint: put the file into the job's folder, or allow it by --allow-outside\n"
        "isi.md:11:5: error: '/etc/passwd' leads out of the job's folder\n"
        "   11 |   - /etc/passwd\n"
        "      |     ^~~~~~~~~~~\n"
        "  hint: put the file into the job's folder, or allow it by --allow-outside\n"
        "isi.md:12:5: error: 'foto' is a folder\n"
        "   12 |   - foto\n"
        "      |     ^~~~\n"
        "  hint: name a file\n"
        "isi.md:15:1: error: there is no file 'tidakada/x.png'\n"
        "   15 | ![x](tidakada/x.png)\n"
        "      | ^\n"
        "  hint: the names of pictures count from the job's folder\n");
}

static void wrong_fields_are_told(void **state)
{
    static const struct {
        const char *body, *message;
    } cases[] = {
        {"judul: A", "a picture has no file\n"},
        {"berkas: a.png\nfoto: [a.png]", "a picture is either one file or several photos\n"},
        {"berkas: a.png\nkolom: 2", "one picture has no columns\n"},
        {"foto: [a.png]\nkolom: 7", "1 to 6 photos stand beside each other, not 7\n"},
        {"foto: [a.png]\nkolom: 0", "1 to 6 photos stand beside each other, not 0\n"},
        {"berkas: a.png\nlebar: 101%", "'101%' is not a width\n"},
        {"berkas: a.png\nlebar: 0cm", "'0cm' is not a width\n"},
        {"berkas: a.png\nlebar: lebar", "'lebar' is not a width\n"},
        {"berkas: a.png\nlabel: x", "a figure without caption has no number to refer to\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture *fixture = *state;
        fixture->diags = diags_new(fixture->arena);
        Str chapter = str_format(fixture->arena, "```gambar\n%s\n```\n", cases[i].body);
        assert_non_null(strstr(shown(fixture, chapter.at), cases[i].message));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_picture_has_a_size_a_caption_and_a_number),
        TEST(a_width_is_a_share_of_the_column),
        TEST(a_grid_runs_over_the_data_and_passes_over_what_has_no_file),
        TEST(each_file_is_read_once),
        TEST(a_grid_without_photos_is_left_out_with_its_number),
        TEST(a_picture_without_value_is_told_and_left_out),
        TEST(what_the_job_lacks_is_looked_for_in_the_template),
        TEST(a_markdown_image_alone_is_a_picture),
        TEST(images_in_other_places_are_told),
        TEST(all_wrong_files_are_told_in_one_run),
        TEST(wrong_fields_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
