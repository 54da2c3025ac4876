/*
 * lakipdf fields: the data that a template reads, told from its formulas.
 */
#include "process.h"

static const char manifest_text[] =
    "nama: uji\n"
    "judul: \"{{instansi.nama}}\"\n"
    "hitungan: [h.yaml]\n"
    "halaman: {utama: {kaki: \"{{visi}} {{halaman}}\"}}\n"
    "bagian:\n"
    "  - {id: a, berkas: a.md, halaman: utama}\n"
    "  - {id: b, berkas: b.md, bila: hitung(prestasi) > 0, tanpa_data: \"{{renstra.mulai}}\"}\n";

static const char rules_text[] = "laporan:\n"
                                 "  bayar: jumlah(program.terbayar)\n"
                                 "  tak_dibaca: jumlah(pendapatan.realisasi)\n"
                                 "program:\n"
                                 "  terbayar: jumlah(kegiatan.dibayar)\n"
                                 "kegiatan:\n"
                                 "  dibayar: jika(dihapus, 0, jumlah(sub_kegiatan.realisasi))\n";

static const char chapter_text[] = "# Isi\n"
                                   "\n"
                                   "{{bayar | rupiah}} pada tahun {{tahun}}.\n"
                                   "\n"
                                   "```tabel\n"
                                   "kolom: [{judul: A}]\n"
                                   "baris:\n"
                                   "  - {untuk: permasalahan, sel: [\"{{masalah}}\"]}\n"
                                   "```\n";

static const char *make_home(Arena *arena, const char *chapter)
{
    const char *folder = folder_make(arena);
    folder_write(folder, "home/templates/uji/manifest.yaml", manifest_text);
    folder_write(folder, "home/templates/uji/h.yaml", rules_text);
    folder_write(folder, "home/templates/uji/a.md", chapter);
    folder_write(folder, "home/templates/uji/b.md",
                 "# Prestasi\n\n{{#prestasi}}\n{{pemberi}}\n{{/}}\n");
    folder_link_home(arena, folder);
    return folder;
}

static Ended fields_of(Arena *arena, const char *folder, const char *template_)
{
    Limits limits = {.environment = str_format(arena, "LAKIPDF_HOME=%s/home", folder).at};
    const char *const arguments[] = {"fields", template_, NULL};
    return run_program(arena, folder, &limits, arguments);
}

/* The lines about a record type; "" where there are none. */
static const char *type_of(Arena *arena, const char *text, const char *type)
{
    const char *start = strstr(text, str_format(arena, "\n%s: ", type).at);
    if (start == NULL)
        return "";
    const char *end = strstr(start + 1, "\n\n");
    size_t size = end != NULL ? (size_t)(end - start) : strlen(start);
    return str_c(arena, (Str){start, size});
}

static void assert_field(Arena *arena, const char *text, const char *type, const char *field,
                         bool there)
{
    const char *lines = type_of(arena, text, type);
    if ((strstr(lines, str_format(arena, "\n  %s ", field).at) != NULL) != there)
        fail_msg("%s.%s is %s in:\n%s", type, field, there ? "not" : "", lines);
}

static void what_chapters_and_rules_read_is_listed(void **state)
{
    static const char *const listed[][2] = {
        {"laporan", "instansi"},      {"laporan", "program"},        {"laporan", "permasalahan"},
        {"laporan", "prestasi"},      {"laporan", "visi"},           {"laporan", "renstra"},
        {"laporan", "kepala"},        {"program", "kegiatan"},       {"kegiatan", "dihapus"},
        {"kegiatan", "sub_kegiatan"}, {"sub_kegiatan", "realisasi"}, {"permasalahan", "masalah"},
        {"permasalahan", "solusi"},   {"prestasi", "pemberi"},       {"periode", "mulai"},
    };
    static const char *const unlisted[][2] = {
        {"laporan", "tahun"},        {"laporan", "sasaran"},  {"laporan", "pendapatan"},
        {"laporan", "memuat_bab"},   {"laporan", "bayar"},    {"program", "terbayar"},
        {"prestasi", "penerima"},    {"indikator", "target"}, {"pendapatan", "realisasi"},
        {"instansi", "dasar_tugas"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_home(arena, chapter_text);
    Ended ended = fields_of(arena, folder, "uji");
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    const char *text = str_format(arena, "\n%s", ended.out).at;
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        assert_field(arena, text, listed[i][0], listed[i][1], true);
    for (size_t i = 0; i < sizeof unlisted / sizeof *unlisted; i++)
        assert_field(arena, text, unlisted[i][0], unlisted[i][1], false);
    assert_non_null(strstr(text, "\npermasalahan: Permasalahan dan solusinya\n"
                                 "  masalah  teks, wajib  Permasalahan sebagai kalimat lengkap\n"));
    assert_non_null(strstr(text, "  prestasi      daftar prestasi      Penghargaan yang diraih\n"));
    folder_remove(folder);
}

static void columns_stay_apart_behind_a_long_kind(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *const arguments[] = {"fields", "lakip", NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 0);
    assert_non_null(strstr(ended.out, " daftar rincian_perkembangan, wajib  Deret angkanya\n"));
}

static void what_is_wrong_is_told(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_home(arena, "# Isi\n\n{{bayra}}\n");
    Ended ended = fields_of(arena, folder, "uji");
    assert_int_equal(ended.status, 1);
    assert_non_null(strstr(ended.err, "a.md:3:3: error: unknown name 'bayra'"));
    assert_string_equal(ended.out, "");
    ended = fields_of(arena, folder, "uij");
    assert_int_equal(ended.status, 2);
    assert_non_null(strstr(ended.err, "hint: did you mean 'uji'?"));
    ended = fields_of(arena, folder, NULL);
    assert_int_equal(ended.status, 2);
    assert_non_null(strstr(ended.err, "an argument is missing"));
    folder_remove(folder);
}

/* Each template that ships can be asked, and reads what its documents are of. */
static void the_templates_that_ship_read_their_data(void **state)
{
    static const char script[] = "for name in $(\"$LAKIPDF\" new | cut -d ' ' -f 1); do\n"
                                 "    \"$LAKIPDF\" fields $name >fields || echo $name\n"
                                 "    grep -q '^instansi: ' fields || echo \"$name: instansi\"\n"
                                 "done\n";
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    assert_script(arena, folder, script);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_chapters_and_rules_read_is_listed),
        TEST(columns_stay_apart_behind_a_long_kind),
        TEST(what_is_wrong_is_told),
        TEST(the_templates_that_ship_read_their_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
