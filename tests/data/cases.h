/*
 * tests/data/cases.h - tests that are rows of a table: an input, and all messages it must give.
 */
#ifndef LAKIPDF_TESTS_CASES_H
#define LAKIPDF_TESTS_CASES_H

#include "data/data.h"
#include "support.h"

typedef struct Case {
    const char *name;
    const char *input;
    size_t size; /* of an input that holds NUL; else 0 */
    const char *messages;
} Case;

/* A source named `name` of the case's input. */
static inline const Source *case_source(Fixture *fixture, const char *name, const Case *row)
{
    Source *source = arena_alloc(fixture->arena, sizeof *source);
    source->name = str_from(name);
    source->text = (Str){row->input, row->size > 0 ? row->size : strlen(row->input)};
    return source;
}

/* Runs a test for each row, with the row as its initial state. */
static inline int run_cases(const char *group, const Case *rows, size_t count,
                            void (*test)(void **state))
{
    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    union {
        const Case *row;
        void *state;
    } state;
    for (size_t i = 0; i < count; i++) {
        state.row = &rows[i];
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = test, .initial_state = state.state};
    }
    int failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    free(tests);
    return failed;
}

#endif
