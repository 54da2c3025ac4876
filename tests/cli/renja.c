/*
 * The plan of 2024 in examples/renja-2024: its sums come out, and all that its source states and
 * its own tables contradict is found.
 */
#include "document.h"

#include <stdio.h>

static const char job[] = "examples/renja-2024/lakipdf.yaml";

/* --- Sums ------------------------------------------------------------------------------------ */

/* What `lakipdf calc` prints below a field of the report, up to the next of them. */
static const char *field_of(Arena *arena, const char *text, const char *field)
{
    char head[64];
    (void)snprintf(head, sizeof head, "\n%s:\n", field);
    const char *from = strstr(text, head);
    if (from == NULL)
        fail_msg("there is no field '%s'", field);
    const char *to = from + strlen(head);
    while (*to == ' ') {
        to = strchr(to, '\n');
        assert_non_null(to);
        to++;
    }
    return str_c(arena, (Str){from, (size_t)(to - from)});
}

static void the_sums_of_the_source_come_out(void **state)
{
    static const struct {
        const char *field;
        const char *line; /* below it */
    } sums[] = {
        /* Tabel 4.1: the urusan, its programs, some kegiatan */
        {"urusan", "induk = 20.549.417.269\n"},
        {"urusan", "induk = 14.200.283.067\n"},
        {"urusan", "induk = 192.246.483\n"},
        {"urusan", "induk = 150.000.000\n"},
        {"urusan", "induk = 275.000.000\n"},
        {"urusan", "induk = 690.000.000\n"},
        {"urusan", "induk = 2.558.016.353\n"},
        {"urusan", "induk = 2.058.871.366\n"},
        {"urusan", "induk = 1.076.212.395\n"},
        {"urusan", "induk = 1.140.912.156\n"},
        {"urusan", "induk = 1.800.016.750\n"},
        {"urusan", "induk = 782.006.000\n"},
        {"urusan", "induk = 124.546.633\n"},
        {"urusan", "induk = 67.699.850\n"},
        {"total_langsung", "induk = 20.549.417.269\n"},
        /* Tabel 3.2, and its forward estimate */
        {"rkpd", "induk = 23.633.051.862\n"},
        {"rkpd", "induk = 13.633.250.262\n"},
        {"rkpd", "induk = 1.050.683.200\n"},
        {"rkpd", "induk = 1.210.000.000\n"},
        {"rkpd", "induk = 1.830.516.125\n"},
        {"rkpd", "induk = 728.211.528\n"},
        {"rkpd", "induk = 3.824.212.800\n"},
        {"rkpd", "induk = 1.312.239.600\n"},
        {"rkpd", "induk = 2.379.622.100\n"},
        {"rkpd", "induk = 2.198.727.100\n"},
        {"rkpd", "prakiraan_maju = 23.980.206.480\n"},
        {"rkpd", "prakiraan_maju = 13.150.993.680\n"},
        /* Tabel 3.3 to 3.6 */
        {"dukungan_kebijakan", "jumlah = 2.900.373.500\n"},
        {"dukungan_kebijakan", "jumlah = 4.108.879.792\n"},
        {"dukungan_kebijakan", "jumlah = 1.847.588.300\n"},
        {"dukungan_kebijakan", "jumlah = 652.426.900\n"},
        /* Tabel 2.1: pagu, realisasi, 14=6+12, means and grades */
        {"evaluasi", "anggaran = 22.312.585.924"},
        {"evaluasi", "realisasi = 16.524.057.351\n"},
        {"evaluasi", "realisasi_sd_ini = 22.084.448.552"},
        {"evaluasi", "realisasi_sd_ini = 148.331.900"},
        {"evaluasi", "realisasi_sd_ini = 222.619.800"},
        {"evaluasi", "realisasi_sd_ini = 4.653.895.052"},
        {"evaluasi", "realisasi_sd_ini = 392.945.900"},
        {"evaluasi", "realisasi_sd_ini = 1.387.912.210"},
        {"evaluasi", "realisasi_sd_ini = 3.841.627.781"},
        {"evaluasi", "realisasi_sd_ini = 32.731.781.195\n"},
        {"evaluasi", "rata_tingkat_anggaran = 89,65"},
        {"evaluasi", "rata_tingkat_anggaran = 76,69"},
        {"evaluasi", "rata_tingkat_kinerja = 24,72\n"},
        {"evaluasi", "rata_tingkat_kinerja = 10,62"},
        {"evaluasi", "serapan = 74,06\n"},
        /* Tabel 2.3 */
        {"reviu", "pagu = 13.633.250.262\n"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *const arguments[] = {"calc", job, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 0);
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (strstr(field_of(arena, ended.out, sums[i].field), sums[i].line) == NULL)
            fail_msg("%s: %s is not what is computed", sums[i].field, sums[i].line);
    assert_non_null(strstr(ended.out, "\npagu_reviu = 23.633.051.862\n"));
    assert_non_null(strstr(ended.out, "\nkebutuhan_reviu = 23.633.051.862\n"));
}

/* --- Print ----------------------------------------------------------------------------------- */

static void what_is_computed_is_printed_and_nothing_else(void **state)
{
    static const char *const figures[] = {
        "20.549.417.269",       "23.633.051.862", "23.980.206.480",     "2.900.373.500",
        "4.108.879.792",        "1.847.588.300",  "652.426.900",        "22.312.585.924",
        "16.524.057.351",       "32.731.781.195", "22.084.448.552",     "89,65",
        "27 (dua puluh tujuh)", "9 (sembilan)",   "18 (delapan belas)", "630.592.410",
        "51 (lima puluh satu)",
    };
    static const char *const claims[] = {
        "1.022.435.384", "16.368.222.737", "160.033.100",   "2.817.817.660",
        "285.191.800",   "923.239.800",    "1.457.816.100", "31.146.343.988",
    };
    const char *text = document_text(((Fixture *)*state)->arena, job);
    HAS_ALL(text, figures);
    LACKS_ALL(text, claims);
}

/* Where two tables of the source stand against each other, the document says so. */
static void what_stands_against_each_other_is_disclosed(void **state)
{
    static const char *const sentences[] = {
        "hanya 2 (dua) sub kegiatan tercantum di sana, dengan pagu yang lain.",
        "Produksi dan Pengolahan, Pemasaran, Sumber Daya Manusia, serta Desain dan Teknologi dan "
        "Rp895.001.800,00 bagi Menumbuhkembangkan UMKM",
        "Rp275.000.000,00 bagi Peningkatan Pemahaman",
        "Target 17 (tujuh belas) indikator dalam tabel itu lain dari target dalam rencana kerja",
        "(0,10% menurut analisis, 11% dalam rencana kerja)",
        "Rp23.980.206.480,00, sehingga jumlah dalam Renja ini lebih kecil Rp3.904.212.800,00 atau "
        "16,28%",
        "Rp100.000.000,00 dalam Renja ini, Rp3.849.212.800,00 dalam rancangan awal RKPD",
        "“Survei Kepuasan Pelayanan Internal” (0,9, dengan target 90) dan",
        "Rata-rata K setiap program dihitung dari tingkat capaian indikator program, tanpa "
        "indikator kegiatannya; rata-rata Rp dari",
        "Menurut DKUKM, pelaksanaan program dan kegiatan didorong",
        "Rp22.312.405.660,00, lebih kecil Rp180.264,00 daripada jumlah menurut program",
        "anggaran induk sebesar Rp14.711.072.921,00",
        "Pendapatan asli daerah ditargetkan Rp170.000.000,00 dan terealisasi Rp62.100.000,00 atau "
        "36,53%",
        "Kinerja pelayanan diukur dengan 10 (sepuluh) indikator.",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *text = text_running(arena, document_text(arena, job));
    HAS_ALL(text, sentences);
}

static void what_the_source_contradicts_is_found(void **state)
{
    assert_findings(((Fixture *)*state)->arena, job, "tests/golden/renja-2024.temuan");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_sums_of_the_source_come_out),
        TEST(what_is_computed_is_printed_and_nothing_else),
        TEST(what_stands_against_each_other_is_disclosed),
        TEST(what_the_source_contradicts_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
