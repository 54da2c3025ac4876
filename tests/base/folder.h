/*
 * tests/base/folder.h - a folder of its own for each test.
 */
#ifndef LAKIPDF_TESTS_BASE_FOLDER_H
#define LAKIPDF_TESTS_BASE_FOLDER_H

#include "support.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static inline int folder_setup(void **state)
{
    strcpy(folder, "/tmp/lakipdf-test.XXXXXX");
    return mkdtemp(folder) != NULL ? fixture_setup(state) : -1;
}

static inline int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline int folder_teardown(void **state)
{
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    return fixture_teardown(state);
}

#define FOLDER_TEST(function)                                                                      \
    cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

static inline const char *in_folder(Fixture *fixture, const char *name)
{
    return str_format(fixture->arena, "%s/%s", folder, name).at;
}

static inline void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

#endif
