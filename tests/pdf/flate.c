/* Compression of streams: what comes out is what went in, in order, with a second core and without.
 */
#include "cores.h"
#include "support.h"

#include "pdf/flate.h"

#include <string.h>
#include <zlib.h>

enum { STREAMS = 200, LONGEST = 300 * 1000 };

/* The nth stream, in bytes: from nothing to LONGEST, of few kinds or of many. */
static Str make_plain(char *bytes, size_t n)
{
    static const size_t sizes[] = {0, 1, 70, 8000, 40000, LONGEST};
    size_t size = sizes[n % (sizeof sizes / sizeof *sizes)];
    uint32_t state = (uint32_t)n + 1;
    for (size_t i = 0; i < size; i++) {
        state = state * 1664525 + 1013904223;
        bytes[i] = (char)((state >> 24) % (n % 2 == 0 ? 256 : 7));
    }
    return (Str){bytes, size};
}

static void assert_unpacks(Arena *arena, Str packed, Str plain)
{
    uLongf size = LONGEST + 1;
    Bytef *bytes = arena_alloc(arena, size);
    assert_int_equal(uncompress(bytes, &size, (const Bytef *)packed.at, packed.size), Z_OK);
    assert_int_equal(size, plain.size);
    if (size > 0)
        assert_memory_equal(bytes, plain.at, size);
}

static void compress_many(Arena *arena)
{
    Str packed[STREAMS] = {0};
    char *bytes = arena_alloc(arena, LONGEST);
    Flate *flate = flate_new(arena);
    for (size_t i = 0; i < STREAMS; i++) {
        flate_later(flate, make_plain(bytes, i), &packed[i]);
        if (i % 50 == 7)
            assert_unpacks(arena, flate_compress(flate, STR("BT ET")), STR("BT ET"));
    }
    assert_true(flate_settle(flate));
    flate_drop(flate);
    for (size_t i = 0; i < STREAMS; i++)
        assert_unpacks(arena, packed[i], make_plain(bytes, i));
}

static void many_streams_keep_their_bytes_and_their_order(void **state)
{
    compress_many(((Fixture *)*state)->arena);
}

static void one_core_gives_the_same(void **state)
{
    cpu_set_t before;
    cores_one(&before);
    compress_many(((Fixture *)*state)->arena);
    cores_restore(&before);
}

static void what_is_not_waited_for_is_let_go_of(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    char *bytes = arena_alloc(arena, LONGEST);
    Str packed[STREAMS] = {0};
    Flate *flate = flate_new(arena);
    for (size_t i = 0; i < 20; i++)
        flate_later(flate, make_plain(bytes, i), &packed[i]);
    flate_drop(flate);
    flate_drop(NULL);
}

/* The plain bytes of 40 pictures are not all kept until the document ends. */
static void large_streams_take_the_room_of_a_few(void **state)
{
    enum { COUNT = 40, SIZE = 8 * 1024 * 1024, LIMIT = 64 * 1024 * 1024 };
    (void)state;
    Memory *memory = memory_new(LIMIT);
    Arena *arena = arena_new(memory);
    Str packed[COUNT] = {0};
    char *bytes = calloc(1, SIZE);
    assert_non_null(bytes);
    Flate *flate = flate_new(arena);
    for (size_t i = 0; i < COUNT; i++)
        flate_later(flate, (Str){bytes, SIZE - i}, &packed[i]);
    assert_true(flate_settle(flate));
    for (size_t i = 0; i < COUNT; i++)
        assert_true(packed[i].size > 0);
    flate_drop(flate);
    free(bytes);
    arena_drop(arena);
    memory_drop(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(many_streams_keep_their_bytes_and_their_order),
        TEST(one_core_gives_the_same),
        TEST(what_is_not_waited_for_is_let_go_of),
        TEST(large_streams_take_the_room_of_a_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
