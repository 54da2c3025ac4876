/* Arenas: memory that is zero, aligned, counted, and whose failure jumps. */
#include "support.h"

#include <dlfcn.h>
#include <stdalign.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void assert_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        assert_int_equal(bytes[i], 0);
}

static long told_pages; /* 0: what the system tells */

/* In the place of the system's. */
long sysconf(int name)
{
    static long (*next)(int);
    if (next == NULL)
        *(void **)&next = dlsym(RTLD_NEXT, "sysconf");
    return name == _SC_PHYS_PAGES && told_pages != 0 ? told_pages : next(name);
}

/* --- Allocation ------------------------------------------------------------------------------ */

static void allocations_are_zero_aligned_and_apart(void **state)
{
    Fixture *fixture = *state;
    static const size_t sizes[] = {1, 7, 16, 100, 5000, 20000, 600000, 3, 2000000, 40};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    char *blocks[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        blocks[i] = arena_alloc(fixture->arena, sizes[i]);
        assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        assert_zero(blocks[i], sizes[i]);
        memset(blocks[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(blocks[i][0], i + 1);
        assert_int_equal(blocks[i][sizes[i] - 1], i + 1);
    }
}

static void a_reset_arena_gives_zero_again_and_counts_less(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 5000, 20000, 600000, 3, 2000000, 40};
    Memory *memory = memory_new((size_t)8 << 20);
    Arena *arena = arena_new(memory);
    arena_reset(arena);
    for (int turn = 0; turn < 100; turn++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char *block = arena_alloc(arena, sizes[i]);
            assert_zero(block, sizes[i] < 100 ? sizes[i] : 100);
            memset(block, 'x', sizes[i]);
        }
        arena_reset(arena);
    }
    assert_zero(arena_alloc(arena, 10000), 10000);
    arena_drop(arena);
    memory_drop(memory);
}

/* More than a region of huge pages, by several arenas of which one goes first. */
static void what_another_arena_gave_back_is_zero_again(void **state)
{
    (void)state;
    enum { PIECE = 1000, COUNT = 9000 };
    Memory *memory = memory_new(0);
    Arena *kept = arena_new(memory);
    char *before = NULL;
    for (int turn = 0; turn < 3; turn++) {
        Arena *arena = arena_new(memory);
        for (int i = 0; i < COUNT; i++) {
            Arena *from = i % 3 == 0 ? kept : arena;
            char *piece = arena_alloc(from, PIECE);
            assert_zero(piece, PIECE);
            memset(piece, 'x', PIECE);
            if (from == kept) {
                assert_true(before == NULL || before[PIECE - 1] == 'x');
                before = piece;
            }
        }
        arena_drop(arena);
    }
    arena_drop(kept);
    memory_drop(memory);
}

static void the_last_allocation_can_be_given_back(void **state)
{
    Fixture *fixture = *state;
    char *first = arena_alloc(fixture->arena, 40);
    char *second = arena_alloc(fixture->arena, 40);
    memset(first, 'a', 40);
    memset(second, 'b', 40);
    arena_undo(fixture->arena, first); /* not the last */
    arena_undo(fixture->arena, NULL);
    arena_undo(fixture->arena, second);
    char *again = arena_alloc(fixture->arena, 10);
    assert_ptr_equal(again, second);
    assert_zero(again, 10);
    assert_zero(arena_alloc(fixture->arena, 40), 40);
    assert_int_equal(first[39], 'a');
}

/* An account of 8 MB has no room for a block of 5 MB beside what it was before. */
static void a_large_block_grows_without_a_copy(void **state)
{
    (void)state;
    Memory *memory = memory_new((size_t)8 << 20);
    Arena *arena = arena_new(memory);
    char *small = arena_alloc(arena, 10);
    size_t size = (size_t)1 << 20;
    char *block = arena_regrow(arena, NULL, 0, size);
    memset(block, 'a', size);
    for (size_t grown = size + 100; grown <= (size_t)5 << 20; grown += size) {
        block = arena_regrow(arena, block, size, grown);
        assert_int_equal(block[size - 1], 'a');
        assert_zero(block + size, 100);
        assert_int_equal(block[grown - 1], 0);
    }
    /* One that is not the newest becomes another. */
    char *other = arena_alloc(arena, size);
    assert_ptr_not_equal(arena_regrow(arena, block, size, size + 10), other);
    memset(small, 'b', 10);
    arena_drop(arena);
    memory_drop(memory);
}

static void a_large_block_can_be_given_back(void **state)
{
    (void)state;
    Memory *memory = memory_new((size_t)4 << 20);
    Arena *arena = arena_new(memory);
    (void)arena_alloc(arena, 10);
    for (int i = 0; i < 20; i++)
        arena_undo(arena, arena_alloc(arena, (size_t)2 << 20));
    arena_drop(arena);
    memory_drop(memory);
}

static void a_block_grows_with_what_it_holds(void **state)
{
    Fixture *fixture = *state;
    char *block = arena_alloc(fixture->arena, 10);
    memset(block, 'a', 10);
    char *in_place = arena_grow(fixture->arena, block, 10, 100);
    assert_ptr_equal(in_place, block);
    assert_memory_equal(in_place, "aaaaaaaaaa", 10);
    assert_zero(in_place + 10, 90);
    char *between = arena_alloc(fixture->arena, 10);
    memset(between, 'b', 10);
    char *moved = arena_grow(fixture->arena, in_place, 100, 200);
    assert_ptr_not_equal(moved, block);
    assert_memory_equal(moved, "aaaaaaaaaa", 10);
    assert_zero(moved + 10, 190);
    assert_memory_equal(between, "bbbbbbbbbb", 10);
    char *large = arena_grow(fixture->arena, moved, 200, 3000000);
    assert_memory_equal(large, "aaaaaaaaaa", 10);
    assert_zero(large + 10, 3000000 - 10);
}

static void a_block_grows_from_nothing(void **state)
{
    Fixture *fixture = *state;
    char *block = arena_grow(fixture->arena, NULL, 0, 50);
    assert_zero(block, 50);
    /* An empty allocation may share its address with the next one, but not its memory. */
    char *empty = arena_alloc(fixture->arena, 0);
    char *next = arena_alloc(fixture->arena, 16);
    memset(next, 'n', 16);
    char *grown = arena_grow(fixture->arena, empty, 0, 16);
    memset(grown, 'g', 16);
    assert_int_equal(next[0], 'n');
}

static void pushed_elements_keep_their_order(void **state)
{
    Fixture *fixture = *state;
    int *items = NULL;
    size_t capacity = 0;
    for (size_t count = 0; count < 1000; count++) {
        int *item = arena_push(fixture->arena, &items, &capacity, count, sizeof *items);
        assert_ptr_equal(item, &items[count]);
        assert_int_equal(*item, 0);
        *item = (int)count;
    }
    assert_true(capacity >= 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
}

/* --- Failure --------------------------------------------------------------------------------- */

typedef struct Attempt {
    Memory *memory;
    Arena *arena;
    size_t count;
    size_t size;
    int reached;
} Attempt;

static void allocate_array(void *context)
{
    Attempt *attempt = context;
    attempt->reached = 1;
    arena_array(attempt->arena, attempt->count, attempt->size);
    attempt->reached = 2;
}

static void an_allocation_beyond_the_limit_jumps(void **state)
{
    (void)state;
    Memory *memory = memory_new(1000000);
    Arena *arena = arena_new(memory);
    Attempt attempt = {memory, arena, 1, 900000, 0};
    assert_true(arena_try(memory, allocate_array, &attempt));
    assert_int_equal(attempt.reached, 2);
    assert_false(arena_try(memory, allocate_array, &attempt));
    assert_int_equal(attempt.reached, 1);
    arena_drop(arena);
    memory_drop(memory);
}

static void the_limit_counts_all_arenas_until_they_are_dropped(void **state)
{
    (void)state;
    Memory *memory = memory_new(1000000);
    Arena *first = arena_new(memory);
    Arena *second = arena_new(memory);
    Attempt attempt = {memory, first, 1, 700000, 0};
    assert_true(arena_try(memory, allocate_array, &attempt));
    attempt.arena = second;
    assert_false(arena_try(memory, allocate_array, &attempt));
    arena_drop(first);
    assert_true(arena_try(memory, allocate_array, &attempt));
    arena_drop(second);
    memory_drop(memory);
}

static void a_size_that_overflows_is_out_of_memory(void **state)
{
    Fixture *fixture = *state;
    Attempt attempt = {fixture->memory, fixture->arena, SIZE_MAX / 2, 3, 0};
    assert_false(arena_try(fixture->memory, allocate_array, &attempt));
    attempt = (Attempt){fixture->memory, fixture->arena, 1, SIZE_MAX, 0};
    assert_false(arena_try(fixture->memory, allocate_array, &attempt));
    attempt = (Attempt){fixture->memory, fixture->arena, 1, SIZE_MAX - 8, 0};
    assert_false(arena_try(fixture->memory, allocate_array, &attempt));
    attempt = (Attempt){fixture->memory, fixture->arena, 10, 10, 0};
    assert_true(arena_try(fixture->memory, allocate_array, &attempt));
}

static void try_inner(void *context)
{
    Attempt *attempt = context;
    Attempt inner = {attempt->memory, attempt->arena, SIZE_MAX, 2, 0};
    assert_false(arena_try(attempt->memory, allocate_array, &inner));
    attempt->reached = 1;
    memory_fail(attempt->memory);
}

static void the_innermost_try_catches(void **state)
{
    Fixture *fixture = *state;
    Attempt outer = {fixture->memory, fixture->arena, 0, 0, 0};
    assert_false(arena_try(fixture->memory, try_inner, &outer));
    assert_int_equal(outer.reached, 1);
}

static void without_a_try_the_program_ends_with_status_3(void **state)
{
    Fixture *fixture = *state;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(1);
        /* Not exit: that would run what the parent has registered. */
        fclose(stdout);
        memory_fail(fixture->memory);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
}

static void nothing_may_be_dropped(void **state)
{
    (void)state;
    arena_drop(NULL);
    memory_drop(NULL);
}

static void a_share_of_the_machine_is_a_limit(void **state)
{
    (void)state;
    told_pages = 4000;
    assert_int_equal(memory_share(), 3000 * (size_t)sysconf(_SC_PAGE_SIZE));
    told_pages = -1;
    assert_int_equal(memory_share(), 0);
    told_pages = 0;
    assert_true(memory_share() > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(allocations_are_zero_aligned_and_apart),
        TEST(a_reset_arena_gives_zero_again_and_counts_less),
        TEST(what_another_arena_gave_back_is_zero_again),
        TEST(the_last_allocation_can_be_given_back),
        TEST(a_large_block_grows_without_a_copy),
        TEST(a_large_block_can_be_given_back),
        TEST(a_block_grows_with_what_it_holds),
        TEST(a_block_grows_from_nothing),
        TEST(pushed_elements_keep_their_order),
        TEST(an_allocation_beyond_the_limit_jumps),
        TEST(the_limit_counts_all_arenas_until_they_are_dropped),
        TEST(a_size_that_overflows_is_out_of_memory),
        TEST(the_innermost_try_catches),
        TEST(without_a_try_the_program_ends_with_status_3),
        TEST(nothing_may_be_dropped),
        TEST(a_share_of_the_machine_is_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
