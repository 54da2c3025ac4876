/*
 * Which parts of a template a document has: by the data (bila, tanpa_data), by the regulation and
 * the stage that the job names, and the chapters that the job puts between them.
 */
#include "process.h"

/* A template of its own and a job for it; NULL stands for what is in `usual`. */
typedef struct World {
    const char *parts; /* of the manifest */
    const char *rules;
    const char *job;  /* lines added */
    const char *data; /* lines added */
} World;

static const char data_text[] =
    "instansi: {nama: Dinas Uji, singkatan: DU, wilayah: Kabupaten Uji, "
    "kedudukan: Kota, bidang: uji, kepala_daerah: Bupati}\n"
    "kepala: {nama: NAMA, jabatan: Kepala}\n";

static const char usual_parts[] =
    "regulasi: {lama: Peraturan lama, baru: Peraturan baru}\n"
    "tahap: {rancangan: Rancangan, penetapan: Penetapan}\n"
    "tanda_air: {teks: \"{{cap}}\"}\n"
    "bagian:\n"
    "  - {id: satu, berkas: satu.md}\n"
    "  - {id: dua, berkas: dua.md, bila: \"hitung(prestasi) > 0\"}\n"
    "  - {id: tiga, berkas: tiga.md, bila: regulasi == 'baru', tanpa_data: \"Nihil {{tahun}}.\"}\n"
    "  - {id: empat, berkas: empat.md, bila: memuat_dua}\n";

static const char usual_rules[] = "laporan:\n"
                                  "  memuat_dua: memuat_bab['dua']\n"
                                  "  cap: \"jika(tahap == 'rancangan', 'CAP')\"\n";

#define PRIZES   "prestasi: [{nama: A}]\n"
#define MANIFEST "nama: uji\njudul: Uji\nhitungan: [h.yaml]\n"

static void write_world(Arena *arena, const char *folder, World world)
{
    const char *parts = world.parts != NULL ? world.parts : usual_parts;
    const char *job = world.job != NULL ? world.job : "";
    folder_write(folder, "home/templates/uji/manifest.yaml",
                 str_format(arena, MANIFEST "%s", parts).at);
    folder_write(folder, "home/templates/uji/h.yaml",
                 world.rules != NULL ? world.rules : usual_rules);
    folder_write(folder, "home/templates/uji/satu.md",
                 "# Satu\n\n{{#memuat_bab['dua']}}\nAda dua.\n{{/}}\n\n"
                 "{{#memuat_bab}}{{#ini}}{{kunci}}, {{/}}{{/}}{{regulasi}}, {{tahap}}.\n");
    folder_write(folder, "home/templates/uji/dua.md", "# Dua\n\nIsi dua.\n");
    folder_write(folder, "home/templates/uji/tiga.md", "Awal.\n\n# Tiga\n\nIsi tiga.\n");
    folder_write(folder, "home/templates/uji/empat.md", "# Empat\n\nIsi empat.\n");
    folder_write(folder, "home/templates/uji/rujuk.md", "# Rujuk\n\nLihat {@isi-dua}.\n");
    folder_write(folder, "home/templates/uji/label.md", "# Label\n\n## Isi {#isi-dua}\n\nIsi.\n");
    folder_write(folder, "home/templates/uji/tanpa.md", "Tanpa judul.\n");
    folder_write(folder, "sendiri.md", "# Sendiri\n\nIsi sendiri.\n");
    folder_write(folder, "lain.md", "# Lain\n\nIsi lain.\n");
    folder_write(folder, "data.yaml",
                 str_format(arena, "%s%s", data_text, world.data != NULL ? world.data : "").at);
    folder_write(folder, "job.yaml",
                 str_format(arena, "templat: uji\ntahun: 2020\ndata: [data.yaml]\n%s", job).at);
    folder_link_home(arena, folder);
}

static Ended run_world(Arena *arena, const char *folder, World world)
{
    write_world(arena, folder, world);
    Limits limits = {.environment = str_format(arena, "LAKIPDF_HOME=%s/home", folder).at};
    const char *const arguments[] = {"build", "job.yaml", "-o", "a.pdf", NULL};
    return run_program(arena, folder, &limits, arguments);
}

/* The words of the document, a space between each. */
static const char *document(Arena *arena, World world)
{
    const char *folder = folder_make(arena);
    Ended ended = run_world(arena, folder, world);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    const char *const command[] = {"pdftotext", "-raw", "a.pdf", "-", NULL};
    ended = run_command(arena, folder, command);
    folder_remove(folder);
    Buf out = {.arena = arena};
    for (const char *at = ended.out; *at != '\0'; at++) {
        bool space = *at == '\n' || *at == ' ' || *at == '\f';
        if (!space)
            buf_byte(&out, *at);
        else if (out.size > 0 && out.at[out.size - 1] != ' ')
            buf_byte(&out, ' ');
    }
    return str_c(arena, str_trim(buf_str(&out)));
}

/* What a world that has errors is told. */
static const char *told(Arena *arena, World world)
{
    const char *folder = folder_make(arena);
    Ended ended = run_world(arena, folder, world);
    assert_int_equal(ended.status, 1);
    folder_remove(folder);
    return ended.err;
}

static void assert_told(Arena *arena, World world, const char *message, const char *hint)
{
    const char *text = told(arena, world);
    if (strstr(text, message) == NULL || (hint != NULL && strstr(text, hint) == NULL))
        fail_msg("not told '%s' with '%s', but:\n%s", message, hint != NULL ? hint : "", text);
}

/* --- Conditions ------------------------------------------------------------------------------ */

#define SATU(words) "BAB I SATU " words " 1 "

static void a_part_without_data_is_left_out_or_says_so(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_string_equal(document(arena, (World){0}),
                        SATU("satu, tiga, lama, penetapan.") "BAB II TIGA Nihil 2020. 2");
    assert_string_equal(
        document(arena, (World){.data = PRIZES, .job = "regulasi: baru\n"}),
        SATU("Ada dua. satu, dua, tiga, empat, baru, penetapan.") "BAB II DUA Isi dua. Awal. 2 "
                                                                  "BAB III TIGA Isi tiga. 3 "
                                                                  "BAB IV EMPAT Isi empat. 4");
}

static void a_part_that_the_job_replaces_needs_no_data(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_string_equal(
        document(arena, (World){.job = "bab: {dua: sendiri.md, tiga: lain.md}\n"}),
        SATU("Ada dua. satu, dua, tiga, empat, lama, penetapan.") "BAB II SENDIRI Isi sendiri. 2 "
                                                                  "BAB III LAIN "
                                                                  "Isi lain. 3 BAB IV EMPAT Isi "
                                                                  "empat. 4");
}

static void a_part_that_the_job_names_needs_data_all_the_same(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_string_equal(document(arena, (World){.job = "urutan: [tiga, dua, satu]\n"}),
                        "BAB I TIGA Nihil 2020. 1 BAB II SATU satu, tiga, lama, penetapan. 2");
    assert_string_equal(document(arena, (World){.data = PRIZES, .job = "urutan: [satu, empat]\n"}),
                        "BAB I SATU satu, lama, penetapan. 1");
}

static void rules_see_which_parts_there_are_in_any_order(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char rules[] = "laporan:\n"
                                "  cap: kosong\n"
                                "  dua_ada: memuat_bab['dua']\n"
                                "  memuat_dua: dua_ada dan memuat_bab.tiga\n";
    assert_string_equal(
        document(arena, (World){.rules = rules, .data = PRIZES}),
        SATU("Ada dua. satu, dua, tiga, empat, lama, penetapan.") "BAB II DUA Isi dua. 2 BAB "
                                                                  "III TIGA Nihil 2020. 3 "
                                                                  "BAB IV EMPAT Isi empat. 4");
}

static void parts_that_wait_for_each_other_are_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_told(
        arena,
        (World){.rules = "laporan: {cap: kosong, memuat_dua: \"bukan memuat_bab['empat']\"}\n"},
        "manifest.yaml:11:41: error: a cycle: laporan.memuat_dua -> "
        "laporan.memuat_bab['empat'] -> laporan.memuat_dua",
        "a field cannot be computed from itself");
    assert_told(arena,
                (World){.rules = "laporan: {cap: kosong, memuat_dua: hitung(memuat_bab) > 3}\n"},
                "error: a cycle: laporan.memuat_dua -> laporan.memuat_bab['empat'] -> "
                "laporan.memuat_dua",
                NULL);
}

static void wrong_conditions_are_told_at_their_place(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const struct {
        const char *part, *message, *hint;
    } cases[] = {
        {"bila: prestsi", "manifest.yaml:5:37: error: unknown name 'prestsi'", "'prestasi'"},
        {"bila: \"hitung(prestasi\"", "manifest.yaml:5:53: error: ", NULL},
        {"bila: hitung(prestasi)", "'bila' needs a formula that gives ya or tidak", "compare it"},
        {"bila: \"1 / hitung(prestasi) > 0\"", "division by zero", NULL},
        {"tanpa_data: Nihil.", "'tanpa_data' stands without 'bila'", "by 'bila'"},
        {"bila: tidak, tanpa_data: \"{{tahn}}\"", "manifest.yaml:5:", "'tahun'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_told(
            arena,
            (World){.parts = str_format(arena, "bagian:\n  - {id: dua, berkas: dua.md, %s}\n",
                                        cases[i].part)
                                 .at},
            cases[i].message, cases[i].hint);
    assert_told(
        arena,
        (World){.parts = "bagian:\n  - {id: x, berkas: tanpa.md, bila: ya, tanpa_data: N.}\n"},
        "tanpa.md:1:1: error: the chapter has no heading", "above 'tanpa_data'");
}

static void references_to_parts_without_data_are_explained(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_told(arena,
                (World){.parts = "bagian:\n  - {id: r, berkas: rujuk.md}\n"
                                 "  - {id: x, berkas: label.md, bila: ada(visi)}\n"},
                "label 'isi-dua' stands in chapter 'x', which is not in the document",
                "hint: put the text into a section {{#memuat_bab['x']}}");
    assert_told(arena,
                (World){.parts =
                            "bagian:\n  - {id: r, berkas: rujuk.md}\n"
                            "  - {id: x, berkas: label.md, bila: ada(visi), tanpa_data: N.}\n"},
                "label 'isi-dua' stands in chapter 'x', which has no data",
                "hint: put the text into a section {{#ada(visi)}}");
}

/* --- Regulation and stage -------------------------------------------------------------------- */

static void the_stage_of_the_job_is_its_watermark(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = document(arena, (World){.job = "tahap: rancangan\nurutan: [satu]\n"});
    assert_non_null(strstr(text, "satu, lama, rancangan."));
    assert_non_null(strstr(text, "A P") != NULL ? strstr(text, "A P") : strstr(text, "CAP"));
    text = document(arena,
                    (World){.job = "tahap: rancangan\nurutan: [satu]\ntanda_air: {teks: \"\"}\n"});
    assert_null(strstr(text, "C"));
}

static void an_unknown_regulation_or_stage_is_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_told(arena, (World){.job = "regulasi: bru\n"},
                "job.yaml:4:11: error: regulasi: there is no 'bru'", "did you mean 'baru'?");
    assert_told(arena, (World){.job = "tahap: akhir\n"},
                "job.yaml:4:8: error: tahap: there is no 'akhir'",
                "the template has rancangan, penetapan");
    assert_told(arena,
                (World){.parts = "bagian: [{id: dua, berkas: dua.md}]\n", .job = "tahap: akhir\n"},
                "template 'uji' has no 'tahap' to choose", "leave it out");
    assert_told(arena, (World){.data = "regulasi: lama\n"}, "data.yaml:3:", NULL);
}

/* --- Chapters of the job's own --------------------------------------------------------------- */

static const char plain_parts[] =
    "halaman:\n"
    "  muka: {nomor: romawi, kaki: \"({{halaman}})\"}\n"
    "  utama: {kaki: \"({{halaman}})\"}\n"
    "bagian:\n"
    "  - {id: satu, berkas: empat.md, halaman: muka, mulai: 1, bab: tidak}\n"
    "  - {id: dua, berkas: dua.md, halaman: utama, mulai: 1}\n"
    "  - {id: tiga, berkas: label.md, bila: ada(visi)}\n";

static void own_chapters_stand_where_they_say(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_string_equal(
        document(arena, (World){.parts = plain_parts,
                                .job = "bab:\n"
                                       "  a: {berkas: sendiri.md, sesudah: dua}\n"
                                       "  b: {berkas: lain.md, sesudah: dua}\n"
                                       "  c: {berkas: sendiri.md, sebelum: dua}\n"
                                       "  d: {berkas: lain.md, sebelum: dua}\n"
                                       "  e: {berkas: sendiri.md, sesudah: tiga}\n"}),
        "EMPAT Isi empat. (i) BAB I SENDIRI Isi sendiri. (1) BAB II LAIN Isi lain. (2) "
        "BAB III DUA Isi dua. (3) BAB IV SENDIRI Isi sendiri. (4) BAB V LAIN Isi lain. (5) "
        "BAB VI SENDIRI Isi sendiri. (6)");
    assert_string_equal(
        document(arena, (World){.parts = plain_parts,
                                .job = "urutan: [dua, x]\n"
                                       "bab:\n"
                                       "  x: sendiri.md\n"
                                       "  y: {berkas: lain.md, sesudah: x, halaman: muka}\n"}),
        "BAB I DUA Isi dua. (1) BAB II SENDIRI Isi sendiri. (2) BAB III LAIN Isi lain. (i)");
}

static void the_document_says_that_it_has_an_own_chapter(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char parts[] = "bagian:\n"
                                "  - {id: dua, berkas: dua.md}\n"
                                "  - {id: empat, berkas: empat.md, bila: memuat_bab.x}\n";
    assert_string_equal(
        document(arena,
                 (World){.parts = parts, .job = "bab: {x: {berkas: lain.md, sesudah: dua}}\n"}),
        "BAB I DUA Isi dua. 1 BAB II LAIN Isi lain. 2 BAB III EMPAT Isi empat. 3");
    assert_string_equal(document(arena, (World){.parts = parts}), "BAB I DUA Isi dua. 1");
}

static void own_chapters_without_a_place_are_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const struct {
        const char *job, *message, *hint;
    } cases[] = {
        {"bab: {x: {berkas: lain.md, sesudah: dau}}\n",
         "job.yaml:4:37: error: there is no chapter 'dau'", "did you mean 'dua'?"},
        {"bab: {x: {berkas: lain.md, sesudah: dua, sebelum: satu}}\n",
         "chapter 'x' is given two places", "leave 'sesudah' or 'sebelum' out"},
        {"bab: {x: {berkas: lain.md, sesudah: dua}}\nurutan: [x, dua]\n",
         "chapter 'x' is given two places", "'urutan' says already"},
        {"bab: {dua: {berkas: lain.md, sesudah: satu}}\n", "chapter 'dua' is given two places",
         "whose order 'urutan' changes"},
        {"bab: {x: {berkas: lain.md, sesudah: satu}}\nurutan: [dua]\n",
         "chapter 'satu' is not in the document", "name it in 'urutan'"},
        {"bab: {x: {berkas: lain.md, sesudah: y}, y: {berkas: lain.md, sesudah: x}}\n",
         "chapter 'y' has no place of its own", "name one of the template's"},
        {"bab: {x: {berkas: lain.md, sesudah: x}}\n", "chapter 'x' has no place of its own", NULL},
        {"bab: {x: lain.md}\n", "chapter 'x' has no place in the document",
         "say by 'sesudah' or 'sebelum'"},
        {"bab: {x: {berkas: hilang.md, sesudah: dua}}\n", "hilang.md", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_told(arena, (World){.job = cases[i].job}, cases[i].message, cases[i].hint);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_part_without_data_is_left_out_or_says_so),
        TEST(a_part_that_the_job_replaces_needs_no_data),
        TEST(a_part_that_the_job_names_needs_data_all_the_same),
        TEST(rules_see_which_parts_there_are_in_any_order),
        TEST(parts_that_wait_for_each_other_are_told),
        TEST(wrong_conditions_are_told_at_their_place),
        TEST(references_to_parts_without_data_are_explained),
        TEST(the_stage_of_the_job_is_its_watermark),
        TEST(an_unknown_regulation_or_stage_is_told),
        TEST(own_chapters_stand_where_they_say),
        TEST(the_document_says_that_it_has_an_own_chapter),
        TEST(own_chapters_without_a_place_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
