/* The manifest, the order of chapters, page styles and text styles, and faults in them. */
#include "world.h"

/* A document as text; the messages, without folders, where there are errors. */
static const char *built(Fixture *fixture, World world)
{
    const Doc *doc = world_build(fixture, &world);
    Buf out = {.arena = fixture->arena};
    if (doc != NULL) {
        dump_blocks(&out, doc->first, 0);
    } else {
        Str text = str_from(support_messages(fixture));
        for (size_t at = 0; at < text.size;) {
            if (str_starts(str_slice(text, at, text.size), "/tmp/lakipdf-doc-"))
                at += strlen("/tmp/lakipdf-doc-XXXXXX/");
            else
                buf_byte(&out, text.at[at++]);
        }
    }
    buf_byte(&out, '\0');
    return out.at;
}

/* The lines of that which say what is wrong, without excerpts and hints. */
static const char *errors_of(Fixture *fixture, World world)
{
    Str text = str_from(built(fixture, world));
    Buf out = {.arena = fixture->arena};
    for (size_t at = 0; at < text.size;) {
        size_t end = str_find(text, "\n", at) + 1;
        Str line = str_slice(text, at, end);
        if (str_find(line, ": error: ", 0) != SIZE_MAX)
            buf_add(&out, line);
        at = end;
    }
    buf_byte(&out, '\0');
    return out.at;
}

#define JOB "templat: uji\ntahun: 2017\ndata: [data.yaml]\n"

static const char two_chapters[] =
    "nama: uji\n"
    "judul: \"Laporan {{nama}} {{tahun}}\"\n"
    "penulis: \"{{nama}}\"\n"
    "halaman:\n"
    "  muka: {nomor: romawi, kaki: \"{{halaman}}\"}\n"
    "  utama:\n"
    "    kertas: F4\n"
    "    arah: mendatar\n"
    "    kepala: {kiri: \"LAKIP {{tahun}}\", kanan: \"{{judul_bab}}\"}\n"
    "    kaki: {kanan: \"{{halaman}} dari {{jumlah_halaman}}\"}\n"
    "bagian:\n"
    "  - {id: isi, berkas: isi.md, halaman: muka, bab: tidak}\n"
    "  - {id: lain, berkas: lain.md, halaman: utama, mulai: 1}\n";

static void chapters_follow_the_manifest_in_their_page_styles(void **state)
{
    assert_string_equal(built(*state, (World){.manifest = two_chapters}),
                        "page 595x841 roman restart 0 head || foot |{halaman}|\n"
                        "#bab-isi heading 1 new () ISI\n"
                        "page 935x609 arabic restart 1 head LAKIP 2017||{bab} foot "
                        "||{halaman} dari {jumlah}\n"
                        "#bab-lain heading 1^ new (BAB I) LAIN\n");
}

static void the_job_changes_chapters_and_their_order(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = two_chapters, .job = JOB "bab: {isi: sendiri.md}\n"}),
        "page 595x841 roman restart 0 head || foot |{halaman}|\n"
        "#bab-isi heading 1 new () SENDIRI\n"
        "page 935x609 arabic restart 1 head LAKIP 2017||{bab} foot "
        "||{halaman} dari {jumlah}\n"
        "#bab-lain heading 1^ new (BAB I) LAIN\n");
    assert_string_equal(built(*state, (World){.manifest = two_chapters,
                                              .job = JOB "bab: {tambahan: sendiri.md}\n"
                                                         "urutan: [lain, tambahan]\n"}),
                        "page 935x609 arabic restart 1 head LAKIP 2017||{bab} foot "
                        "||{halaman} dari {jumlah}\n"
                        "#bab-lain heading 1^ new (BAB I) LAIN\n"
                        "#bab-tambahan heading 1^ new (BAB II) SENDIRI\n");
}

static void a_chapter_returns_to_its_page_style(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = "nama: uji\nhalaman:\n"
                                          "  utama: {nomor: tidak}\n"
                                          "  lebar: {arah: mendatar, nomor: tidak}\n"
                                          "bagian:\n"
                                          "  - {id: isi, berkas: isi.md}\n"
                                          "  - {id: lain, berkas: lain.md}\n",
                              .chapter = "# A\n\n```halaman\ngaya: lebar\n```\n"}),
        "page 595x841 none restart 0 head || foot ||\n"
        "#bab-isi heading 1^ new (BAB I) A\n"
        "page 841x595 none restart 0 head || foot ||\n"
        "page 595x841 none restart 0 head || foot ||\n"
        "#bab-lain heading 1^ new (BAB II) LAIN\n");
}

static const char four_parts[] = "nama: uji\n"
                                 "judul: L\n"
                                 "halaman:\n"
                                 "  muka: {nomor: romawi}\n"
                                 "  utama: {arah: mendatar}\n"
                                 "bagian:\n"
                                 "  - {id: sampul, berkas: isi.md, halaman: muka, bab: tidak}\n"
                                 "  - {id: kata, berkas: isi.md, mulai: 1, bab: tidak}\n"
                                 "  - {id: satu, berkas: isi.md, halaman: utama, mulai: 1}\n"
                                 "  - {id: dua, berkas: lain.md}\n";

#define PAGE_MUKA(number)  "page 595x841 roman restart " number " head || foot ||\n"
#define PAGE_UTAMA(number) "page 841x595 arabic restart " number " head || foot ||\n"

/* A part has the pages that it has in the manifest with all its parts. */
static void what_is_left_out_leaves_its_pages_to_the_next(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = four_parts, .job = JOB "urutan: [kata, dua]\n"}),
        PAGE_MUKA("1") "#bab-kata heading 1 new () ISI\n" PAGE_UTAMA(
            "1") "#bab-dua heading 1^ new (BAB I) LAIN\n");
    /* Counted from one beginning, once. */
    assert_string_equal(
        built(*state, (World){.manifest = four_parts, .job = JOB "urutan: [dua, satu, sampul]\n"}),
        PAGE_UTAMA("1") "#bab-dua heading 1^ new (BAB I) LAIN\n"
                        "#bab-satu heading 1^ new (BAB II) ISI\n" PAGE_MUKA(
                            "0") "#bab-sampul heading 1 new () ISI\n");
}

static void an_own_chapter_has_the_pages_of_the_main_text_or_those_it_names(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = four_parts,
                              .job = JOB "bab: {x: sendiri.md}\nurutan: [sampul, x, satu]\n"}),
        PAGE_MUKA("0") "#bab-sampul heading 1 new () ISI\n" PAGE_UTAMA(
            "1") "#bab-x heading 1^ new (BAB I) SENDIRI\n"
                 "#bab-satu heading 1^ new (BAB II) ISI\n");
    assert_string_equal(
        built(*state, (World){.manifest = four_parts,
                              .job = JOB "bab: {x: {berkas: sendiri.md, halaman: muka}}\n"
                                         "urutan: [x, satu]\n"}),
        PAGE_MUKA("0") "#bab-x heading 1^ new (BAB I) SENDIRI\n" PAGE_UTAMA(
            "1") "#bab-satu heading 1^ new (BAB II) ISI\n");
    assert_string_equal(
        errors_of(*state, (World){.manifest = four_parts,
                                  .job = JOB "bab: {dua: {berkas: sendiri.md, halaman: utma}}\n"}),
        "job.yaml:4:42: error: there is no page style 'utma'\n");
}

/* One run tells what does not hang on each other, and nothing that only follows. */
static void one_run_tells_the_faults_of_all_parts(void **state)
{
    assert_string_equal(
        errors_of(*state, (World){.chapter = "# Isi\n\n{@tidak-ada} {@tabel-a} {@b}\n\n"
                                             "```tabel\njudul: A\nlabel: tabel-a\n"
                                             "kolom: [{judul: A}]\n"
                                             "baris: [{sel: [a, b]}]\n```\n\n"
                                             "![x](hilang.png)\n\n"
                                             "{{#program}}{{salah}}{{/}}\n\n"
                                             "{{#tak_dikenal}}\n\n## Judul {#b}\n\n"
                                             "{{/}}\n"}),
        "templates/uji/isi.md:3:1: error: there is no label 'tidak-ada'\n"
        "templates/uji/isi.md:9:9: error: the row's cells cover 2 columns, the table has 1\n"
        "templates/uji/isi.md:12:1: error: there is no file 'hilang.png'\n"
        "templates/uji/isi.md:14:15: error: unknown name 'salah'\n"
        "templates/uji/isi.md:16:4: error: unknown name 'tak_dikenal'\n");
}

static void names_in_sections_that_do_not_match_are_not_looked_for(void **state)
{
    assert_string_equal(
        errors_of(*state, (World){.chapter = "# Isi\n\n{{#program}}\n\n{{pagu}} {@c}\n\n"
                                             "## C {#c}\n"}),
        "templates/uji/isi.md:3:1: error: '{{#program}}' is not closed\n");
}

static const char refers[] = "# Isi\n\n{@bab-lain} {@tabel-x}\n";
static const char referred[] = "# Lain\n\n## Sub {#tabel-x}\n";

static void the_label_of_a_chapter_left_out_is_explained(void **state)
{
    assert_string_equal(
        errors_of(*state, (World){.manifest = two_chapters,
                                  .chapter = refers,
                                  .second = referred,
                                  .job = JOB "urutan: [isi]\n"}),
        "templates/uji/isi.md:3:1: error: label 'bab-lain' stands in chapter 'lain', which is not "
        "in the document\n"
        "templates/uji/isi.md:3:13: error: label 'tabel-x' stands in chapter 'lain', which is not "
        "in the document\n");
}

static void the_label_of_a_chapter_replaced_is_explained(void **state)
{
    assert_string_equal(
        errors_of(*state, (World){.manifest = two_chapters,
                                  .chapter = refers,
                                  .second = referred,
                                  .job = JOB "bab: {lain: sendiri.md}\n"}),
        "templates/uji/isi.md:3:13: error: label 'tabel-x' stands in the template's chapter "
        "'lain', which the job replaces\n");
}

static void metadata_are_filled(void **state)
{
    World world = {.manifest = two_chapters};
    const Doc *doc = world_build(*state, &world);
    assert_non_null(doc);
    assert_str(doc->title, "Laporan Dinas <b>Uji</b> 2017");
    assert_str(doc->author, "Dinas <b>Uji</b>");
    assert_true(doc->has_date);
    assert_int_equal(doc->date.day, 15);
    world.job = JOB "judul: \"Judul {{tahun}}\"\n";
    doc = world_build(*state, &world);
    assert_non_null(doc);
    assert_str(doc->title, "Judul 2017");
    assert_false(doc->has_date);
}

static void styles_have_defaults(void **state)
{
    const Doc *doc = world_build(*state, &(World){.chapter = "# A\n\nTeks.\n"});
    assert_non_null(doc);
    const TextStyle *chapter = doc->first->next->style;
    assert_str(chapter->family, "Liberation Serif");
    assert_int_equal(chapter->size, 14000);
    assert_int_equal(chapter->align, ALIGN_CENTRE);
    assert_int_equal(chapter->style, TEXT_BOLD);
    assert_true(chapter->keep_with_next);
    const TextStyle *text = doc->first->next->next->style;
    assert_int_equal(text->size, 12000);
    assert_int_equal(text->leading, 17940);
    assert_int_equal(text->first_indent, 28346);
    assert_int_equal(text->align, ALIGN_JUSTIFY);
}

static void the_jobs_styles_win_over_the_manifests(void **state)
{
    World world = {
        .manifest = "nama: uji\n"
                    "gaya:\n"
                    "  huruf: DejaVu Sans\n"
                    "  ukuran: 10pt\n"
                    "  spasi: 100\n"
                    "  paragraf: {rata: kiri, warna: '#112233'}\n"
                    "  judul: {1: {nomor: 'Bagian {1A}', kapital: tidak, teks: {ukuran: 20pt}}}\n"
                    "  tabel: {ukuran: 8pt, garis: 1pt, sebutan: Daftar, latar_kepala: '#EEEEEE'}\n"
                    "bagian: [{id: isi, berkas: isi.md}]\n",
        .job = JOB "gaya: {ukuran: 11pt, judul: {1: {nomor_di_atas: tidak}}}\n",
        .chapter = "# Satu\n\nTeks.\n\n```tabel\njudul: T\nkolom: [a]\nbaris: [{sel: [x]}]\n```\n",
    };
    const Doc *doc = world_build(*state, &world);
    assert_non_null(doc);
    const Block *chapter = doc->first->next;
    assert_str(chapter->heading.number, "Bagian A");
    assert_false(chapter->heading.number_above);
    assert_str(chapter->heading.text->text, "Satu");
    assert_int_equal(chapter->style->size, 20000);
    const TextStyle *text = chapter->next->style;
    assert_str(text->family, "DejaVu Sans");
    assert_int_equal(text->size, 11000);
    assert_int_equal(text->leading, 12650);
    assert_int_equal(text->align, ALIGN_LEFT);
    assert_int_equal(text->colour, 0x112233);
    const Table *table = chapter->next->next->table;
    assert_str(table->number, "Daftar 1.1");
    assert_int_equal(table->style->size, 8000);
    assert_int_equal(table->border, 1000);
    assert_true(table->header[0].cells[0].filled);
}

static void styles_say_how_lines_are_broken(void **state)
{
    World world = {
        .manifest = "nama: uji\n"
                    "gaya:\n"
                    "  pemenggalan: {pengecualian: [tam-bahan, kata]}\n"
                    "  paragraf: {toleransi: 400, kelonggaran: -1}\n"
                    "bagian: [{id: isi, berkas: isi.md}]\n",
        .job = JOB "gaya: {pemenggalan: {pengecualian: [tambah-an]}, kutipan: {pemenggalan: "
                   "tidak}}\n",
        .chapter = "# Satu\n\nTeks.\n\n> Kutipan.\n",
    };
    const Doc *doc = world_build(*state, &world);
    assert_non_null(doc);
    const Block *heading = doc->first->next;
    assert_false(heading->style->hyphenate);
    const TextStyle *text = heading->next->style;
    assert_true(text->hyphenate);
    assert_int_equal(text->tolerance, 400);
    assert_int_equal(text->looseness, -1);
    assert_false(heading->next->next->quote.first->style->hyphenate);
    assert_int_equal(doc->divided_count, 3);
    assert_str(doc->divided[0].text, "tam-bahan");
    assert_str(doc->divided[2].text, "tambah-an");
    assert_int_equal(doc->divided[2].place.line, 4);
    world.job = JOB "gaya: {pemenggalan: tidak, kutipan: {pemenggalan: ya}}\n";
    doc = world_build(*state, &world);
    assert_non_null(doc);
    heading = doc->first->next;
    assert_false(heading->next->style->hyphenate);
    assert_true(heading->next->next->quote.first->style->hyphenate);
}

static void wrong_line_styles_are_told(void **state)
{
    assert_string_equal(
        built(*state, (World){.job = JOB "gaya:\n  paragraf: {toleransi: 0, kelonggaran: 1.5}\n"
                                         "  kutipan: {toleransi: 10001, kelonggaran: -10}\n"}),
        "job.yaml:5:25: error: 'toleransi' is out of range\n"
        "    5 |   paragraf: {toleransi: 0, kelonggaran: 1.5}\n"
        "      |                         ^\n"
        "  hint: write a whole number from 1 to 10000\n"
        "job.yaml:5:41: error: 'kelonggaran' is out of range\n"
        "    5 |   paragraf: {toleransi: 0, kelonggaran: 1.5}\n"
        "      |                                         ^~~\n"
        "  hint: write a whole number from -9 to 9\n"
        "job.yaml:6:24: error: 'toleransi' is out of range\n"
        "    6 |   kutipan: {toleransi: 10001, kelonggaran: -10}\n"
        "      |                        ^~~~~\n"
        "  hint: write a whole number from 1 to 10000\n"
        "job.yaml:6:44: error: 'kelonggaran' is out of range\n"
        "    6 |   kutipan: {toleransi: 10001, kelonggaran: -10}\n"
        "      |                                            ^~~\n"
        "  hint: write a whole number from -9 to 9\n");
}

static void wrong_styles_are_told(void **state)
{
    assert_string_equal(
        built(*state, (World){.job = JOB "gaya:\n  ukuran: 1pt\n  spasi: 20\n"
                                         "  paragraf: {warna: merah}\n"
                                         "  judul: {5: {kapital: ya}, 1: {nomor: '{9}'}}\n"}),
        "job.yaml:5:11: error: no text can be of this size\n"
        "    5 |   ukuran: 1pt\n"
        "      |           ^~~\n"
        "  hint: sizes are 2pt to 200pt\n"
        "job.yaml:6:10: error: 'spasi' is out of range\n"
        "    6 |   spasi: 20\n"
        "      |          ^~\n"
        "  hint: write percent of single spacing, 50 to 500\n"
        "job.yaml:7:21: error: 'merah' is not a colour\n"
        "    7 |   paragraf: {warna: merah}\n"
        "      |                     ^~~~~\n"
        "  hint: write it as \"#RRGGBB\"\n"
        "job.yaml:8:14: error: 'judul' has no level '5'\n"
        "    8 |   judul: {5: {kapital: ya}, 1: {nomor: '{9}'}}\n"
        "      |              ^\n"
        "  hint: levels are 1 to 4\n"
        "job.yaml:8:41: error: '{9}' is not a form of numbers\n"
        "    8 |   judul: {5: {kapital: ya}, 1: {nomor: '{9}'}}\n"
        "      |                                         ^~~\n"
        "  hint: a number is {1} to {4}, with I, i, A or a behind the digit for another "
        "spelling\n");
}

static void an_unknown_template_gets_a_suggestion(void **state)
{
    assert_string_equal(
        built(*state, (World){.job = "templat: ujii\ntahun: 2017\ndata: [x.yaml]\n"}),
        "job.yaml:1:10: error: there is no template 'ujii'\n"
        "    1 | templat: ujii\n"
        "      |          ^~~~\n"
        "  hint: did you mean 'uji'?\n");
    assert_non_null(
        strstr(built(*state, (World){.job = "templat: ../uji\ntahun: 2017\ndata: [x.yaml]\n"}),
               "there is no template '../uji'\n"));
}

static void faults_of_the_manifest_are_told_at_once(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = "nama: uji\nhalaman: {utama: {}}\nhitungan: [../x.yaml]\n"
                                          "bagian:\n"
                                          "  - {id: isi, berkas: isi.md, halaman: utma}\n"
                                          "  - {id: isi, berkas: /etc/passwd}\n"}),
        "templates/uji/manifest.yaml:3:12: error: '../x.yaml' is outside of the template\n"
        "    3 | hitungan: [../x.yaml]\n"
        "      |            ^~~~~~~~~\n"
        "  hint: files of a template stand in its folder\n"
        "templates/uji/manifest.yaml:5:40: error: there is no page style 'utma'\n"
        "    5 |   - {id: isi, berkas: isi.md, halaman: utma}\n"
        "      |                                        ^~~~\n"
        "  hint: did you mean 'utama'?\n"
        "templates/uji/manifest.yaml:6:10: error: there are two chapters 'isi'\n"
        "    6 |   - {id: isi, berkas: /etc/passwd}\n"
        "      |          ^~~\n"
        "  hint: choose another id\n"
        "templates/uji/manifest.yaml:6:23: error: '/etc/passwd' is outside of the template\n"
        "    6 |   - {id: isi, berkas: /etc/passwd}\n"
        "      |                       ^~~~~~~~~~~\n"
        "  hint: files of a template stand in its folder\n");
}

static void wrong_tags_of_headers_are_told_in_the_manifest(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = "nama: uji\njudul: \"{{nma}}\"\n"
                                          "halaman: {utama: {kepala: \"{{judul_bb}}\"}}\n"
                                          "bagian: [{id: isi, berkas: isi.md}]\n"}),
        "templates/uji/manifest.yaml:2:11: error: unknown name 'nma'\n"
        "    2 | judul: \"{{nma}}\"\n"
        "      |           ^~~\n"
        "  hint: did you mean 'nama'?\n"
        "templates/uji/manifest.yaml:3:30: error: unknown name 'judul_bb'\n"
        "    3 | halaman: {utama: {kepala: \"{{judul_bb}}\"}}\n"
        "      |                              ^~~~~~~~\n"
        "  hint: it is no field of 'laporan' nor of what holds that; fields stand in "
        "config/skema/, computed ones in config/hitungan/\n");
}

static void chapters_that_there_are_none_of_are_told(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = two_chapters,
                              .job = JOB "bab: {x: sendiri.md}\nurutan: [isi, lian, isi]\n"}),
        "job.yaml:4:7: error: chapter 'x' has no place in the document\n"
        "    4 | bab: {x: sendiri.md}\n"
        "      |       ^\n"
        "  hint: name it in 'urutan'\n"
        "job.yaml:5:15: error: there is no chapter 'lian'\n"
        "    5 | urutan: [isi, lian, isi]\n"
        "      |               ^~~~\n"
        "  hint: did you mean 'lain'?\n"
        "job.yaml:5:21: error: chapter 'isi' is named twice\n"
        "    5 | urutan: [isi, lian, isi]\n"
        "      |                     ^~~\n"
        "  hint: name each chapter once\n");
}

static void missing_and_empty_chapters_are_told(void **state)
{
    assert_non_null(strstr(built(*state, (World){.job = JOB "bab: {isi: hilang.md}\n"}),
                           "job.yaml:4:12: error: "));
    assert_non_null(strstr(built(*state, (World){.job = JOB "bab: {isi: ../isi.md}\n"}),
                           "job.yaml:4:12: error: "));
    assert_non_null(strstr(built(*state, (World){.chapter = " \n\n"}),
                           "templates/uji/isi.md: error: the chapter is empty\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(chapters_follow_the_manifest_in_their_page_styles),
        TEST(the_job_changes_chapters_and_their_order),
        TEST(a_chapter_returns_to_its_page_style),
        TEST(what_is_left_out_leaves_its_pages_to_the_next),
        TEST(an_own_chapter_has_the_pages_of_the_main_text_or_those_it_names),
        TEST(one_run_tells_the_faults_of_all_parts),
        TEST(names_in_sections_that_do_not_match_are_not_looked_for),
        TEST(the_label_of_a_chapter_left_out_is_explained),
        TEST(the_label_of_a_chapter_replaced_is_explained),
        TEST(metadata_are_filled),
        TEST(styles_have_defaults),
        TEST(the_jobs_styles_win_over_the_manifests),
        TEST(styles_say_how_lines_are_broken),
        TEST(wrong_line_styles_are_told),
        TEST(wrong_styles_are_told),
        TEST(an_unknown_template_gets_a_suggestion),
        TEST(faults_of_the_manifest_are_told_at_once),
        TEST(wrong_tags_of_headers_are_told_in_the_manifest),
        TEST(chapters_that_there_are_none_of_are_told),
        TEST(missing_and_empty_chapters_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
