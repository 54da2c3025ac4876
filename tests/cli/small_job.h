/*
 * tests/cli/small_job.h - jobs of one chapter with a signature block, and scripts on them.
 */
#ifndef LAKIPDF_TESTS_CLI_SMALL_JOB_H
#define LAKIPDF_TESTS_CLI_SMALL_JOB_H

#include "pki.h"
#include "process.h"

static const char small_job_text[] =
    "templat: lakip\ntahun: 2020\ndata: [data.yaml]\nurutan: [uji]\nbab: {uji: uji.md}\n";

static const char small_data_text[] =
    "instansi: {nama: Dinas Contoh, singkatan: DC, wilayah: Kota,\n"
    "  kedudukan: Kota, bidang: percontohan, kepala_daerah: Wali Kota}\n"
    "kepala: {jabatan: Kepala Dinas, nama: NAMA}\n";

/* Writes the job of that folder. */
static inline void write_job(Arena *arena, const char *folder, const char *job)
{
    folder_write(folder, path_in(arena, job, "lakipdf.yaml"), small_job_text);
    folder_write(folder, path_in(arena, job, "data.yaml"), small_data_text);
    folder_write(folder, path_in(arena, job, "uji.md"),
                 "# Uji\n\n```ttd\npenanda_tangan:\n  - {pejabat: kepala, bidang: kepala}\n```\n");
}

/* Runs a script (sh) in the folder; $PKI is the folder of pki.h. */
static inline Ended script(Arena *arena, const char *folder, const char *text)
{
    setenv("PKI", pki_folder(arena), 1);
    const char *const command[] = {"sh", "-c", text, NULL};
    return run_command(arena, folder, command);
}

/* Fails unless it ends with that status and says this. */
static inline void assert_ends(Arena *arena, const char *folder, const char *text, int status,
                               const char *part)
{
    Ended ended = script(arena, folder, text);
    if (ended.status != status || strstr(ended.err, part) == NULL)
        fail_msg("%s: status %d: %s%s", text, ended.status, ended.err, ended.out);
}

#endif
