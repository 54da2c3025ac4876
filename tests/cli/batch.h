/*
 * cli/batch.h - jobs for `lakipdf batch`, running it, and reading what it says of them.
 */
#ifndef LAKIPDF_TESTS_CLI_BATCH_H
#define LAKIPDF_TESTS_CLI_BATCH_H

#include "process.h"

enum { JOBS = 6 };

static const char job_text[] = "templat: lakip\n"
                               "tahun: 2020\n"
                               "judul: \"Laporan %d\"\n"
                               "data: [data.yaml]\n"
                               "urutan: [uji]\n"
                               "bab: {uji: uji.md}\n";

static const char data_text[] =
    "instansi: {nama: Dinas Contoh, singkatan: DC, wilayah: Kota,\n"
    "  kedudukan: Kota, bidang: percontohan, kepala_daerah: Wali Kota}\n"
    "kepala: {jabatan: Kepala Dinas, nama: NAMA}\n";

static inline void write_job(Arena *arena, const char *folder, int number, int sections)
{
    Buf chapter = {.arena = arena};
    const char *job = str_format(arena, "jobs/dinas-%d", number).at;
    buf_text(&chapter, "# Uji\n\n");
    for (int i = 0; i < sections; i++)
        buf_format(&chapter, "## Pasal %d\n\nKinerja tahun ini diukur dengan %d indikator.\n\n", i,
                   i * 7);
    folder_write(folder, path_in(arena, job, "lakipdf.yaml"),
                 str_format(arena, job_text, number).at);
    folder_write(folder, path_in(arena, job, "data.yaml"), data_text);
    folder_write(folder, path_in(arena, job, "uji.md"), str_c(arena, buf_str(&chapter)));
}

/* A folder with jobs/dinas-1 to dinas-JOBS. */
static inline const char *make_jobs(Arena *arena, int sections)
{
    const char *folder = folder_make(arena);
    for (int i = 1; i <= JOBS; i++)
        write_job(arena, folder, i, sections);
    return folder;
}

static inline Ended batch(Arena *arena, const char *folder, const char *options)
{
    const char *const command[] = {
        "sh", "-c",
        str_format(arena, "exec \"$LAKIPDF\" batch jobs -o out --jobs 2 %s", options).at, NULL};
    return run_command(arena, folder, command);
}

/* How often `part` stands in the text. */
static inline size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part))
        count++;
    return count;
}

static inline size_t built(const char *summary)
{
    return count_of(summary, "built      out/");
}

static inline size_t current(const char *summary)
{
    return count_of(summary, "current    out/");
}

#endif
