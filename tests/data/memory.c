/* Wherever memory runs out while loading, that is an ordinary failure and nothing is lost. Run
 * under a leak checker. */
#include "data/data.h"
#include "support.h"

#include <libxml/parser.h>

typedef const Node *Loader(Arena *arena, Diags *diags, const Source *source);

typedef struct Attempt {
    Memory *memory;
    Arena *arena;
    Loader *load;
    const Source *source;
    const Node *tree;
} Attempt;

static void make_arena(void *context)
{
    Attempt *attempt = context;
    attempt->arena = arena_new(attempt->memory);
}

static void load(void *context)
{
    Attempt *attempt = context;
    attempt->tree = attempt->load(attempt->arena, diags_new(attempt->arena), attempt->source);
}

/* Loads with ever more memory until it is enough; gives how often it was not. */
static size_t load_with_more_and_more(Loader *loader, Str text)
{
    Source source = {STR("test"), text};
    for (size_t failures = 0;; failures++) {
        Attempt attempt = {.memory = memory_new(1000 + failures * 4096)};
        attempt.load = loader;
        attempt.source = &source;
        assert_non_null(attempt.memory);
        bool done = arena_try(attempt.memory, make_arena, &attempt) &&
                    arena_try(attempt.memory, load, &attempt);
        assert_int_equal(done, attempt.tree != NULL);
        arena_drop(attempt.arena);
        memory_drop(attempt.memory);
        if (done)
            return failures;
    }
}

static void a_loader_gives_way_when_memory_runs_out(void **state)
{
    Fixture *fixture = *state;
    Buf yaml = {.arena = fixture->arena};
    buf_text(&yaml, "awal: &n0 x\n");
    for (int i = 1; i < 300; i++)
        buf_format(&yaml, "kunci%d: &n%d\n  - \"nilai %d\"\n  - {a: *n0}\n", i, i, i);
    assert_true(load_with_more_and_more(data_load_yaml, buf_str(&yaml)) > 10);
}

static void the_xml_loader_too(void **state)
{
    Fixture *fixture = *state;
    Buf xml = {.arena = fixture->arena};
    buf_text(&xml, "<data>");
    for (int i = 0; i < 300; i++)
        buf_format(&xml, "<isi kunci=\"kunci %d\"><butir>nilai &amp; %d</butir></isi>\n", i, i);
    buf_text(&xml, "</data>");
    assert_true(load_with_more_and_more(data_load_xml, buf_str(&xml)) > 10);
}

/* --- The parser's own memory ------------------------------------------------------------------ */

static size_t allocations_left;

static void *scarce_malloc(size_t size)
{
    return allocations_left > 0 && --allocations_left == 0 ? NULL : malloc(size);
}

static void *scarce_realloc(void *old, size_t size)
{
    return allocations_left > 0 && --allocations_left == 0 ? NULL : realloc(old, size);
}

static void say_nothing(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

static void each_failure_of_the_xml_parser_is_one_of_memory(void **state)
{
    (void)state;
    Source source = {STR("test"), STR("<data><a>1</a></data>")};
    xmlInitParser();
    assert_int_equal(xmlMemSetup(free, scarce_malloc, scarce_realloc, strdup), 0);
    xmlSetGenericErrorFunc(NULL, say_nothing);
    for (size_t failing = 1; failing <= 40; failing++) {
        Attempt attempt = {.memory = memory_new(0), .load = data_load_xml, .source = &source};
        assert_true(arena_try(attempt.memory, make_arena, &attempt));
        allocations_left = failing;
        bool done = arena_try(attempt.memory, load, &attempt);
        allocations_left = 0;
        assert_int_equal(done, attempt.tree != NULL);
        arena_drop(attempt.arena);
        memory_drop(attempt.memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_loader_gives_way_when_memory_runs_out),
        TEST(the_xml_loader_too),
        TEST(each_failure_of_the_xml_parser_is_one_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
