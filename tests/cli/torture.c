/*
 * Chapters that use every feature of the pages at its extremes (tests/jobs/siksa), each set as a
 * document of its own, then all of them together: nothing stands outside of its page or on anything
 * else, and messages and pages are those of the references in tests/golden/siksa.
 */
#include "dumped.h"
#include "process.h"

#include <stdio.h>

static const char job_folder[] = "tests/jobs/siksa";

enum { MOST_FAULTS = 10 };

/* A copy of the job's folder. */
static const char *copy_job(Arena *arena)
{
    const char *folder = folder_make(arena);
    const char *const copy[] = {"cp", "-R", str_c(arena, str_format(arena, "%s/.", job_folder)),
                                folder, NULL};
    assert_int_equal(run_command(arena, ".", copy).status, 0);
    return folder;
}

/* The job with this chapter alone; the chapters are the last that it says. */
static void choose_chapter(Arena *arena, const char *folder, const char *chapter)
{
    Str job = str_from(file_text(arena, path_in(arena, folder, "lakipdf.yaml"), NULL));
    size_t chapters = str_find(job, "\nbab:", 0);
    assert_int_not_equal(chapters, SIZE_MAX);
    Buf out = {.arena = arena};
    buf_format(&out, "%.*s\nbab: {%s: bab/%s.md}\nurutan: [%s]\n", (int)chapters, job.at, chapter,
               chapter, chapter);
    if (strncmp(chapter, "lampiran", strlen("lampiran")) == 0)
        buf_format(&out, "lampiran: [%s]\n", chapter);
    folder_write(folder, "lakipdf.yaml", str_c(arena, buf_str(&out)));
}

static Ended build(Arena *arena, const char *folder)
{
    const char *const arguments[] = {"build", "lakipdf.yaml", "--format", "layout", "-o", "-",
                                     NULL};
    Ended ended = run_program(arena, folder, NULL, arguments);
    if (ended.status != 0)
        fail_msg("%s", ended.err);
    return ended;
}

static const Dumped *read_sound(Arena *arena, const Ended *ended)
{
    const Dumped *dumped = dumped_read(arena, (Str){ended->out, ended->out_size});
    assert_non_null(dumped);
    assert_str(dumped_faults(arena, dumped, MOST_FAULTS), "");
    return dumped;
}

static void check_chapter(Arena *arena, const char *chapter)
{
    const char *folder = copy_job(arena);
    choose_chapter(arena, folder, chapter);
    Ended ended = build(arena, folder);
    (void)read_sound(arena, &ended);
    const char *reference = str_format(arena, "tests/golden/siksa/%s.layout", chapter).at;
    assert_reference(arena, reference, str_format(arena, "%s%s", ended.err, ended.out).at);
    folder_remove(folder);
}

static void each_chapter_is_as_before(void **state)
{
    static const char *const chapters[] = {
        "sampul-uji",  "teks",         "daftar",       "catatan-kaki", "judul",  "halaman",
        "tabel-lebar", "tabel-gabung", "tabel-jumlah", "tabel-rupa",   "gambar", "grafik",
        "bagan",       "rumus",        "ttd",          "lampiran-uji",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof chapters / sizeof *chapters; i++)
        check_chapter(arena, chapters[i]);
}

/* The outline tells the numbers of all headings and where they stand. */
static void all_chapters_together_are_as_before(void **state)
{
    enum { CONTENTS = 9 };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = copy_job(arena);
    Ended ended = build(arena, folder);
    const Dumped *dumped = read_sound(arena, &ended);
    assert_true(dumped->count > CONTENTS);
    Buf out = {.arena = arena};
    buf_format(&out, "%zu pages\n", dumped->count);
    for (size_t i = 1; i < CONTENTS; i++)
        buf_format(&out, "page \"%.*s\"\n%.*s", STR_ARG(dumped->pages[i].label),
                   STR_ARG(dumped->pages[i].text));
    buf_add(&out, dumped->outline);
    assert_reference(arena, "tests/golden/siksa/semua.layout", str_c(arena, buf_str(&out)));
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_chapter_is_as_before),
        TEST(all_chapters_together_are_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
