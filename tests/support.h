/*
 * tests/support.h - what every suite includes: cmocka with its prerequisites, and an arena that a
 * test's setup makes.
 */
#ifndef LAKIPDF_TESTS_SUPPORT_H
#define LAKIPDF_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"

/* As cmocka's own, which do not tell compilers and analyzers that nothing behind them is reached
   after a failure; fail_msg uses fail. */
#undef fail
#define fail() support_fail(__FILE__, __LINE__)
#undef assert_non_null
#define assert_non_null(pointer)                                                                   \
    ((pointer) != NULL ? (void)0 : support_absent(#pointer, __FILE__, __LINE__))

static inline _Noreturn void support_fail(const char *file, int line)
{
    _fail(file, line);
    abort(); /* not reached */
}

static inline _Noreturn void support_absent(const char *pointer, const char *file, int line)
{
    _assert_true(0, pointer, file, line);
    abort(); /* not reached */
}

/* The state of each test: memory, an arena and an empty list of messages. */
typedef struct Fixture {
    Memory *memory;
    Arena *arena;
    Diags *diags;
} Fixture;

static inline int fixture_setup(void **state)
{
    Fixture *fixture = calloc(1, sizeof *fixture);
    num_init();
    fixture->memory = memory_new(0);
    fixture->arena = arena_new(fixture->memory);
    fixture->diags = diags_new(fixture->arena);
    *state = fixture;
    return 0;
}

static inline int fixture_teardown(void **state)
{
    Fixture *fixture = *state;
    arena_drop(fixture->arena);
    memory_drop(fixture->memory);
    free(fixture);
    return 0;
}

/* A test with a fixture. */
#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

/* Fails unless the slice holds exactly the text. */
#define assert_str(slice, text) assert_string_equal(support_c((slice)), (text))

static inline const char *support_c(Str s)
{
    static char text[4][8192];
    static unsigned turn;
    char *out = text[turn++ % 4];
    size_t size = s.size < sizeof text[0] - 1 ? s.size : sizeof text[0] - 1;
    if (size > 0)
        memcpy(out, s.at, size);
    out[size] = '\0';
    return out;
}

/* All messages as diags_print writes them. */
static inline const char *support_messages(Fixture *fixture)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    diags_print(fixture->diags, to);
    fclose(to);
    char *kept = arena_alloc(fixture->arena, size + 1);
    memcpy(kept, text, size);
    free(text);
    return kept;
}

/* A source of the given text, named "test.yaml" or as given. */
static inline const Source *support_source(Fixture *fixture, const char *name, const char *text)
{
    Source *source = arena_alloc(fixture->arena, sizeof *source);
    *source = (Source){str_from(name), str_from(text)};
    return source;
}

#endif
