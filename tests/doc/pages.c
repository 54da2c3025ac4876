/* Page styles: paper, numbering, mirrored margins, headers and footers of chapters. */
#include "world.h"

#define CHAPTER "bagian:\n  - {id: isi, berkas: isi.md}\n"

/* The first line of the dump under a page style, or the messages. */
static const char *page_of(Fixture *fixture, const char *style)
{
    const char *manifest = str_format(fixture->arena,
                                      "nama: uji\njudul: \"Laporan {{tahun}}\"\nhalaman:\n"
                                      "  utama: {%s}\n" CHAPTER,
                                      style)
                               .at;
    const Doc *doc = world_build(fixture, &(World){.manifest = manifest, .chapter = "# A\n"});
    if (doc == NULL)
        return support_messages(fixture);
    Buf out = {.arena = fixture->arena};
    dump_page(&out, &doc->first->page);
    buf_byte(&out, '\0');
    return out.at;
}

static void assert_page(void **state, const char *style, const char *expected)
{
    assert_string_equal(page_of(*state, style), expected);
}

static void assert_error(void **state, const char *style, const char *message)
{
    const char *messages = page_of(*state, style);
    if (strstr(messages, message) == NULL)
        assert_string_equal(messages, message);
}

/* Where the manifest has no page styles, those of the job do not change its chapters. */
static void a_style_of_the_job_is_for_those_that_name_it(void **state)
{
    const Doc *doc =
        world_build(*state, &(World){.job = "templat: uji\ntahun: 2017\ndata: [data.yaml]\n"
                                            "halaman: {lebar: {arah: mendatar}}\n",
                                     .chapter = "# A\n\n```halaman\ngaya: lebar\n```\n"});
    assert_non_null(doc);
    Fixture *fixture = *state;
    Buf out = {.arena = fixture->arena};
    dump_page(&out, &doc->first->page);
    dump_page(&out, &doc->first->next->next->page);
    assert_string_equal(str_c(fixture->arena, buf_str(&out)),
                        "page 595x841 arabic restart 0 head || foot |{halaman}|\n"
                        "page 841x595 arabic restart 0 head || foot ||\n");
}

static void paper_has_a_name_or_a_size(void **state)
{
    assert_page(state, "kertas: legal", "page 612x1008 arabic restart 0 head || foot ||\n");
    assert_page(state, "kertas: A3, arah: mendatar",
                "page 1190x841 arabic restart 0 head || foot ||\n");
    assert_page(state, "kertas: 215mm x 330mm", "page 609x935 arabic restart 0 head || foot ||\n");
    assert_page(state, "kertas: 20cmx10cm, arah: mendatar, atas: 1cm, bawah: 1cm",
                "page 566x283 arabic restart 0 head || foot ||\n");
}

static void paper_that_there_is_none_of_is_an_error(void **state)
{
    assert_error(state, "kertas: A44", "there is no paper 'A44'\n");
    assert_error(state, "kertas: legl", "did you mean 'legal'?");
    assert_error(state, "kertas: 215mm x", "'215mm x' is no size of paper");
    assert_error(state, "kertas: 20mm x 900mm", "'20mm x 900mm' is no size of paper");
    assert_error(state, "kertas: 900cm x 900cm", "each side is 50mm to 10000pt");
}

static void margins_that_leave_no_room_are_told_where_they_are_given(void **state)
{
    assert_error(state, "kiri: 10.4cm, kanan: 10.4cm",
                 "'kiri' and 'kanan' together leave no room for text on the page\n");
    assert_error(state, "atas: 14.7cm, bawah: 14.5cm",
                 "'atas' and 'bawah' together leave no room for text on the page\n");
}

static void pages_are_numbered_in_every_style(void **state)
{
    static const struct {
        const char *name, *dumped;
    } cases[] = {
        {"tidak", "none"},
        {"angka", "arabic"},
        {"romawi", "roman"},
        {"romawi_besar", "ROMAN"},
        {"huruf", "letters"},
        {"huruf_besar", "LETTERS"},
        {"bab", "arabic by chapter \"{bab}-{halaman}\""},
        {"bab, bentuk_nomor: \"{bab}–{halaman}\"", "arabic by chapter \"{bab}–{halaman}\""},
        {"angka, bentuk_nomor: \"- {halaman} -\"", "arabic \"- {halaman} -\""},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_page(state, str_format(fixture->arena, "nomor: %s", cases[i].name).at,
                    str_format(fixture->arena, "page 595x841 %s restart 0 head || foot ||\n",
                               cases[i].dumped)
                        .at);
}

static void a_form_without_the_number_is_an_error(void **state)
{
    static const char *const forms[] = {"{bab}", "hal", "{halaman}{hal}", "{halaman}{halaman}",
                                        "{halaman}}"};
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_error(state, str_format(fixture->arena, "bentuk_nomor: \"%s\"", forms[i]).at,
                     "is not a form of page numbers");
}

static void mirrored_pages_swap_the_texts_of_their_lines_unless_told_not_to(void **state)
{
    assert_page(state, "cermin: ya, bab_di_kanan: ya, kaki: {tengah: x, cermin: tidak}",
                "page 595x841 arabic mirrored head openings right restart 0 head || foot |x|\n");
}

static void a_chapters_first_page_may_differ(void **state)
{
    assert_page(state, "kepala: K, kepala_bab: {}, kaki_bab: \"{{halaman}}\"",
                "page 595x841 arabic restart 0 head |K| foot || opening head || opening foot "
                "|{halaman}|\n");
}

static void lines_hold_fields_of_document_chapter_and_page(void **state)
{
    assert_page(state,
                "kepala: {kiri: \"{{judul_dokumen}}\", tengah: \"{{nomor_bab}} {{judul_bab}}\", "
                "kanan: \"{{nomor_subbab}} {{judul_subbab}}\"}, "
                "kaki: \"Halaman {{halaman}} dari {{halaman_terakhir}}\"",
                "page 595x841 arabic restart 0 head Laporan 2017|{nomor_bab} {bab}|"
                "{nomor_subbab} {subbab} foot |Halaman {halaman} dari {terakhir}|\n");
}

static const char *mark_under(Fixture *fixture, const char *style)
{
    const char *manifest =
        str_format(fixture->arena, "nama: uji\njudul: x\ngaya: {judul: {\"1\": {%s}}}\n" CHAPTER,
                   style)
            .at;
    const Doc *doc =
        world_build(fixture, &(World){.manifest = manifest, .chapter = "# A\n\n# B {-}\n\n# C\n"});
    assert_non_null(doc);
    const Block *first = doc->first->next;
    assert_str(first->next->heading.page_mark, "");
    return support_c(first->next->next->heading.page_mark);
}

static void pages_bear_the_chapters_number_as_its_heading_writes_it(void **state)
{
    assert_string_equal(mark_under(*state, ""), "II");
    assert_string_equal(mark_under(*state, "nomor: \"Bab {1}\""), "2");
    assert_string_equal(mark_under(*state, "nomor: \"Bab {1}\", nomor_halaman: \"{1A}\""), "B");
    assert_string_equal(mark_under(*state, "nomor: \"\""), "");
}

/* The first line of the dump, the job and the manifest having these page styles; the chapter is in
   the style "utama". */
static const char *page_with(Fixture *fixture, const char *job, const char *manifest)
{
    World world = {
        .manifest =
            str_format(fixture->arena,
                       "nama: uji\n%sbagian:\n  - {id: isi, berkas: isi.md, halaman: utama}\n",
                       manifest)
                .at,
        .job =
            str_format(fixture->arena, "templat: uji\ntahun: 2017\ndata: [data.yaml]\n%s", job).at,
        .chapter = "# A\n"};
    const Doc *doc = world_build(fixture, &world);
    if (doc == NULL)
        return support_messages(fixture);
    Buf out = {.arena = fixture->arena};
    dump_page(&out, &doc->first->page);
    buf_byte(&out, '\0');
    return out.at;
}

static void a_job_adds_page_styles_and_changes_the_manifests(void **state)
{
    Fixture *fixture = *state;
    const char *manifest =
        "halaman:\n  utama: {kertas: legal, nomor: romawi, kepala: \"A {{tahun}}\"}\n";
    assert_string_equal(page_with(fixture, "halaman: {lain: {kertas: A5}}\n", manifest),
                        "page 612x1008 roman restart 0 head |A 2017| foot ||\n");
    assert_string_equal(
        page_with(fixture, "halaman: {utama: {kertas: F4, arah: mendatar}}\n", manifest),
        "page 935x609 roman restart 0 head |A 2017| foot ||\n");
    assert_string_equal(
        page_with(fixture, "halaman: {utama: {kertas: A5, kaki: \"B {{nama}}\"}}\n", ""),
        "page 419x595 arabic restart 0 head || foot |B Dinas <b>Uji</b>|\n");
    const char *message =
        page_with(fixture, "halaman: {utama: {kepala: \"A {{nma}}\"}}\n", manifest);
    if (strstr(message, "job.yaml:4:") == NULL)
        assert_string_equal(message, "");
}

/* The text of the watermark of a document's first page; "-" where it has none. */
static const char *watermark_of(Fixture *fixture, const char *job, const char *manifest,
                                const char *style)
{
    World world = {.chapter = "# A\n"};
    world.manifest =
        str_format(fixture->arena,
                   "nama: uji\njudul: x\n%shalaman:\n  utama: {nomor: tidak%s}\n" CHAPTER, manifest,
                   style)
            .at;
    world.job =
        str_format(fixture->arena, "templat: uji\ntahun: 2017\ndata: [data.yaml]\n%s", job).at;
    const Doc *doc = world_build(fixture, &world);
    if (doc == NULL)
        return support_messages(fixture);
    const Watermark *mark = doc->first->page.style->watermark;
    return mark == NULL ? "-" : support_c(mark->text->text);
}

static void the_watermark_is_the_page_styles_the_jobs_or_the_manifests(void **state)
{
    Fixture *fixture = *state;
    const char *manifest = "tanda_air: DRAF {{tahun}}\n";
    assert_string_equal(watermark_of(fixture, "", "", ""), "-");
    assert_string_equal(watermark_of(fixture, "", manifest, ""), "DRAF ");
    assert_string_equal(watermark_of(fixture, "tanda_air: \"{{nama}}\"\n", manifest, ""),
                        "Dinas <b>Uji</b>");
    assert_string_equal(watermark_of(fixture, "tanda_air: A\n", manifest, ", tanda_air: B"), "B");
    assert_string_equal(watermark_of(fixture, "tanda_air: A\n", manifest, ", tanda_air: {}"), "-");
    assert_string_equal(watermark_of(fixture, "tanda_air: {}\n", manifest, ""), "-");
}

static void a_watermark_without_value_is_none(void **state)
{
    Fixture *fixture = *state;
    assert_string_equal(watermark_of(fixture, "tanda_air: \"{{kosong_saja}}\"\n", "", ""), "-");
    assert_string_equal(support_messages(fixture), "");
    const char *wrong = watermark_of(fixture, "tanda_air: {teks: a, warna: merah}\n", "", "");
    assert_non_null(strstr(wrong, "job.yaml:4:29: error: 'merah' is not a colour"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_style_of_the_job_is_for_those_that_name_it),
        TEST(paper_has_a_name_or_a_size),
        TEST(paper_that_there_is_none_of_is_an_error),
        TEST(margins_that_leave_no_room_are_told_where_they_are_given),
        TEST(pages_are_numbered_in_every_style),
        TEST(a_form_without_the_number_is_an_error),
        TEST(mirrored_pages_swap_the_texts_of_their_lines_unless_told_not_to),
        TEST(a_chapters_first_page_may_differ),
        TEST(lines_hold_fields_of_document_chapter_and_page),
        TEST(pages_bear_the_chapters_number_as_its_heading_writes_it),
        TEST(a_job_adds_page_styles_and_changes_the_manifests),
        TEST(the_watermark_is_the_page_styles_the_jobs_or_the_manifests),
        TEST(a_watermark_without_value_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
