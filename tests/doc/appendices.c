/* Appendices and lists: numbers of their own, chapters without entries left out, references. */
#include "world.h"

#define HEAD "nama: uji\njudul: x\nhalaman:\n  utama: {nomor: bab}\n"
#define TABLE(name)                                                                                \
    "```tabel\njudul: " name "\nlabel: t-" name "\nkolom: [A]\nbaris: [{sel: [x]}]\n```\n\n"

/* The blocks behind the first page switch, or the messages. */
static const char *built(Fixture *fixture, World world)
{
    const Doc *doc = world_build(fixture, &world);
    if (doc == NULL)
        return support_messages(fixture);
    Buf out = {.arena = fixture->arena};
    for (const Block *block = doc->first->next; block != NULL; block = block->next) {
        if (block->kind == BLOCK_HEADING)
            buf_format(&out, "%.*s%s(%.*s) ", STR_ARG(block->heading.number),
                       block->heading.appendix ? "*" : "", STR_ARG(block->heading.page_mark));
        else if (block->kind == BLOCK_TABLE)
            buf_format(&out, "%.*s ", STR_ARG(block->table->number));
        else if (block->kind == BLOCK_TEXT)
            dump_spans(&out, block->text);
        else
            dump_blocks(&out, &(Block){.kind = block->kind, .contents = block->contents}, 0);
    }
    buf_byte(&out, '\0');
    return out.at;
}

static void appendices_have_numbers_of_their_own(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = HEAD "bagian:\n"
                                               "  - {id: isi, berkas: isi.md}\n"
                                               "  - {id: lain, berkas: lain.md, lampiran: ya}\n",
                              .chapter = "# A\n\n" TABLE("a"),
                              .second = "# L\n\n## M\n\n### N\n\n" TABLE("b")
                                  TABLE("c") "# O\n\n" TABLE("d") "# P {-}\n\n" TABLE("e")}),
        "BAB I(I) Tabel 1.1 Lampiran 1*(L1) L1.1() L1.1.1() Tabel L1.1 Tabel L1.2 "
        "Lampiran 2*(L2) Tabel L2.1 *() Tabel 1 ");
}

static void chapters_behind_appendices_go_on_counting(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = HEAD "bagian:\n"
                                               "  - {id: lain, berkas: lain.md, lampiran: ya}\n"
                                               "  - {id: isi, berkas: isi.md}\n",
                              .chapter = "# A\n\n## B\n\n" TABLE("a"),
                              .second = "# L\n\n" TABLE("b")}),
        "Lampiran 1*(L1) Tabel L1.1 BAB I(I) 1.1() Tabel 1.1 ");
}

static void appendices_are_written_as_their_style_says(void **state)
{
    static const struct {
        const char *style, *built;
    } cases[] = {
        {"nomor: \"LAMPIRAN {1A}\"", "LAMPIRAN A*(LA) LA.1() Tabel LA.1 "},
        {"nomor: \"LAMPIRAN {1I}\", nomor_halaman: \"Lamp. {1}\"",
         "LAMPIRAN I*(Lamp. 1) Lamp. 1.1() Tabel Lamp. 1.1 "},
        {"nomor: \"\"", "*() () Tabel 1 "},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *manifest = str_format(fixture->arena,
                                          "%sgaya: {lampiran: {%s}}\nbagian:\n"
                                          "  - {id: isi, berkas: isi.md, lampiran: ya}\n",
                                          HEAD, cases[i].style)
                                   .at;
        assert_string_equal(
            built(fixture, (World){.manifest = manifest, .chapter = "# A\n\n## B\n\n" TABLE("a")}),
            cases[i].built);
    }
}

static void references_name_appendices_and_their_tables(void **state)
{
    assert_string_equal(
        built(*state, (World){.manifest = HEAD "bagian:\n"
                                               "  - {id: lain, berkas: lain.md}\n"
                                               "  - {id: isi, berkas: isi.md, lampiran: ya}\n",
                              .second = "{@bab-isi} dan {@t-a}\n",
                              .chapter = "# A\n\n" TABLE("a")}),
        "<@bab-isi:Lampiran 1> dan <@t-a:Tabel L1.1>Lampiran 1*(L1) Tabel L1.1 ");
}

static void a_job_names_its_own_appendices(void **state)
{
    static const char job[] = "templat: uji\ntahun: 2017\ndata: [data.yaml]\n"
                              "bab: {tambahan: sendiri.md}\n"
                              "urutan: [isi, tambahan]\n";
    Fixture *fixture = *state;
    World world = {.chapter = "# A\n"};
    world.job = str_format(fixture->arena, "%slampiran: [tambahan]\n", job).at;
    assert_string_equal(built(fixture, world), "BAB I(I) Lampiran 1*(L1) ");
    world.job = str_format(fixture->arena, "%slampiran: [tambhan]\n", job).at;
    const char *messages = built(fixture, world);
    assert_non_null(strstr(messages, "job.yaml:6:12: error: there is no chapter 'tambhan'"));
    assert_non_null(strstr(messages, "did you mean 'tambahan'?"));
}

/* --- Lists ----------------------------------------------------------------------------------- */

static const char lists[] = HEAD "bagian:\n"
                                 "  - {id: lain, berkas: lain.md, bab: tidak, lewati_kosong: ya}\n"
                                 "  - {id: isi, berkas: isi.md}\n";

static void a_chapter_of_empty_lists_is_left_out_where_asked(void **state)
{
    static const char *const kinds[] = {"gambar", "grafik", "lampiran", "tabel"};
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *second =
            str_format(fixture->arena, "# Daftar {#d}\n\n```daftar\njenis: %s\n```\n", kinds[i]).at;
        assert_string_equal(
            built(fixture, (World){.manifest = lists, .second = second, .chapter = "# A\n"}),
            "BAB I(I) ");
    }
    const char *messages =
        built(fixture, (World){.manifest = lists,
                               .second = "# D {#d}\n\n```daftar\njenis: tabel\n```\n",
                               .chapter = "# A\n\nlihat {@d}\n"});
    assert_non_null(strstr(messages, "there is no label 'd'"));
}

static void a_chapter_of_lists_with_entries_stays(void **state)
{
    static const char second[] = "# D\n\n```daftar\njenis: gambar\n```\n\n"
                                 "```daftar\njenis: tabel\n```\n";
    assert_string_equal(
        built(*state,
              (World){.manifest = lists, .second = second, .chapter = "# A\n\n" TABLE("a")}),
        "() contents 2 depth 3\ncontents 1 depth 3\nBAB I(I) Tabel 1.1 ");
}

/* Those behind it would miss its number. */
static void a_chapter_that_may_be_left_out_has_no_number(void **state)
{
    static const char numbered[] = HEAD "bagian:\n"
                                        "  - {id: lain, berkas: lain.md, lewati_kosong: ya}\n"
                                        "  - {id: isi, berkas: isi.md}\n";
    Fixture *fixture = *state;
    World world = {.manifest = numbered,
                   .second = "# D {-}\n\n```daftar\njenis: tabel\n```\n",
                   .chapter = "# A\n"};
    assert_string_equal(built(fixture, world), "BAB I(I) ");
    world.second = "# D\n\n```daftar\njenis: tabel\n```\n";
    assert_non_null(strstr(built(fixture, world),
                           "lain.md:1:1: error: a chapter with 'lewati_kosong' has a number"));
}

static const char *empty_of(Fixture *fixture, const char *field)
{
    const char *chapter = str_format(fixture->arena, "```daftar\njenis: grafik\n%s```\n", field).at;
    const Doc *doc = world_build(fixture, &(World){.chapter = chapter});
    assert_non_null(doc);
    const Span *empty = doc->first->next->contents.empty;
    return empty == NULL ? "-" : support_c(empty->text);
}

static void an_empty_list_says_so(void **state)
{
    assert_string_equal(empty_of(*state, ""), "Tidak ada grafik.");
    assert_string_equal(empty_of(*state, "kosong: \"{{nama}}\"\n"), "Dinas <b>Uji</b>");
    assert_string_equal(empty_of(*state, "kosong: \"\"\n"), "-");
}

/* --- Pages of labels ------------------------------------------------------------------------- */

static void a_reference_prints_the_page_of_its_label(void **state)
{
    const Doc *doc = world_build(
        *state, &(World){.chapter = "# A {#a}\n\nlihat {@a} halaman {@a halaman}\n\n"
                                    "```tabel\nkolom: [A]\nbaris: [{sel: [\"{@a  halaman}\"]}]\n"
                                    "```\n"});
    assert_non_null(doc);
    const Span *page = doc->first->next->next->text;
    for (; page->next != NULL; page = page->next)
        ;
    assert_int_equal(page->kind, SPAN_PAGE_OF);
    assert_str(page->lead->target, "a");
    const Span *cell = doc->first->next->next->next->table->rows[0].cells[0].text;
    assert_int_equal(cell->kind, SPAN_PAGE_OF);
    assert_str(cell->lead->target, "a");
}

static void the_page_of_no_label_is_an_error(void **state)
{
    assert_string_equal(messages_of(*state, "# Satu {#satu}\n\nlihat {@sato halaman}\n"),
                        "isi.md:3:7: error: there is no label 'sato'\n"
                        "    3 | lihat {@sato halaman}\n"
                        "      |       ^~~~~~~~~~~~~~~\n"
                        "  hint: did you mean 'satu'?\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(appendices_have_numbers_of_their_own),
        TEST(chapters_behind_appendices_go_on_counting),
        TEST(appendices_are_written_as_their_style_says),
        TEST(references_name_appendices_and_their_tables),
        TEST(a_job_names_its_own_appendices),
        TEST(a_chapter_of_empty_lists_is_left_out_where_asked),
        TEST(a_chapter_of_lists_with_entries_stays),
        TEST(a_chapter_that_may_be_left_out_has_no_number),
        TEST(an_empty_list_says_so),
        TEST(a_reference_prints_the_page_of_its_label),
        TEST(the_page_of_no_label_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
