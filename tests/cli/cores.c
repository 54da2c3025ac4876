/*
 * One core or several: what is made and what is said are the same.
 */
#include "cores.h"
#include "process.h"

enum { PARAGRAPHS = 400 };

static const char job_text[] = "templat: lakip\n"
                               "tahun: 2020\n"
                               "tanggal: 2021-01-29\n"
                               "data: [data.yaml]\n"
                               "urutan: [uji]\n"
                               "bab: {uji: uji.md}\n";

static const char data_text[] =
    "instansi: {nama: Dinas, singkatan: D, wilayah: W, kedudukan: K, bidang: b, kepala_daerah: "
    "Bupati}\n"
    "kepala: {jabatan: Kepala Dinas, nama: NAMA}\n"
    "sasaran: []\n";

/* A folder with a job of many paragraphs; the first holds `first`, the last but ten `last`. */
static const char *make_job(Arena *arena, const char *data, const char *first, const char *last)
{
    static const char *const words[] = {"pertanggungjawaban", "kinerja", "instansi", "dan",
                                        "penyelenggaraan",    "yang",    "terukur",  "anggaran"};
    Buf chapter = {.arena = arena};
    buf_format(&chapter, "# Uji\n\n%s\n\n", first);
    uint32_t state = 1;
    for (int i = 0; i < PARAGRAPHS; i++) {
        for (int k = 0; k < 60; k++) {
            state = state * 1664525 + 1013904223;
            buf_format(&chapter, "%s ", words[state >> 29]);
        }
        buf_format(&chapter, "%s.\n\n", i == PARAGRAPHS - 10 ? last : "selesai");
    }
    const char *folder = folder_make(arena);
    folder_write(folder, "lakipdf.yaml", job_text);
    folder_write(folder, "data.yaml", data);
    folder_write(folder, "uji.md", str_c(arena, buf_str(&chapter)));
    return folder;
}

static Ended build(Arena *arena, const char *folder)
{
    static const char *const arguments[] = {"build", "lakipdf.yaml", "-o", "-", NULL};
    return run_program(arena, folder, NULL, arguments);
}

static Ended build_on_one_core(Arena *arena, const char *folder)
{
    cpu_set_t before;
    cores_one(&before);
    Ended ended = build(arena, folder);
    cores_restore(&before);
    return ended;
}

/* Builds the job with all cores several times, since who does what is a matter of time. */
static void assert_same(Arena *arena, const char *folder, int status)
{
    Ended one = build_on_one_core(arena, folder);
    assert_int_equal(one.status, status);
    for (int i = 0; i < 4; i++) {
        Ended all = build(arena, folder);
        assert_int_equal(all.status, one.status);
        assert_string_equal(all.err, one.err);
        assert_int_equal(all.out_size, one.out_size);
        assert_memory_equal(all.out, one.out, one.out_size);
    }
    folder_remove(folder);
}

static void a_document_has_the_same_bytes(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_same(arena, make_job(arena, data_text, "Awal.", "akhir"), 0);
    assert_same(arena, folder_copied(arena, "tests/jobs/siksa"), 0);
}

static void messages_of_the_text_are_the_same(void **state)
{
    static char wide[201];
    Arena *arena = ((Fixture *)*state)->arena;
    memset(wide, 'x', sizeof wide - 1);
    /* The same character is told once, where it stands first. */
    assert_same(arena, make_job(arena, data_text, "Awal \u2713.", "akhir \u2713 \u4e00"), 1);
    assert_same(arena, make_job(arena, data_text, "Awal.", wide), 0);
    assert_same(arena, make_job(arena, data_text, wide, wide), 0);
}

static void messages_of_the_data_are_the_same(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    assert_same(arena, make_job(arena, "instansi: [\n", "Awal.", "akhir"), 1);
    assert_same(arena, make_job(arena, "instansi: {nama: !!x Dinas}\nlain: 1\n", "Awal.", "akhir"),
                1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_document_has_the_same_bytes),
        TEST(messages_of_the_text_are_the_same),
        TEST(messages_of_the_data_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
