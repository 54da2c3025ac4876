/* Secrets: kept whole while they grow, gone from memory when they are let go. */
#include "support.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* What is looked for is never in memory itself: only each byte turned. */
enum { WORD_SIZE = 24, TURN = 0x5A, SMALL = 3 * WORD_SIZE, LARGE = 5000 * WORD_SIZE };

static const char turned[] = "\x08\x3B\x32\x3B\x29\x33\x3B\x77\x16\x3B\x31\x33\x2A\x77\x68\x6A\x6B"
                             "\x6D\x77\x38\x3F\x34\x3B\x28";

static void put_word(char word[WORD_SIZE])
{
    for (size_t i = 0; i < WORD_SIZE; i++)
        word[i] = (char)(turned[i] ^ TURN);
}

static bool is_word(const char *at)
{
    size_t i = 0;
    while (i < WORD_SIZE && (at[i] ^ TURN) == turned[i])
        i++;
    return i == WORD_SIZE;
}

static size_t count_in(const char *from, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i + WORD_SIZE <= size; i++)
        count += is_word(from + i) ? 1 : 0;
    return count;
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void a_secret_grows_and_is_cut(void **state)
{
    Fixture *fixture = *state;
    Secret *secret = secret_new(fixture->memory, 0);
    Buf same = {.arena = fixture->arena};
    for (int i = 0; i < 5000; i++) {
        char text[16];
        int size = snprintf(text, sizeof text, "%d,", i);
        secret_add(secret, text, (size_t)size);
        buf_add(&same, (Str){text, (size_t)size});
    }
    assert_true(str_equal(secret_str(secret), buf_str(&same)));
    secret_cut(secret, 4);
    assert_str(secret_str(secret), "0,1,");
    assert_int_equal(secret_str(secret).at[4], '\0');
    secret_cut(secret, 100);
    assert_str(secret_str(secret), "0,1,");
    secret_add(secret, NULL, 0);
    secret_drop(secret);
    secret_drop(NULL);
}

static void what_is_cut_is_wiped(void **state)
{
    Fixture *fixture = *state;
    char word[WORD_SIZE];
    put_word(word);
    Secret *secret = secret_new(fixture->memory, 2 * sizeof word);
    secret_add(secret, word, sizeof word);
    secret_wipe(word, sizeof word);
    Str text = secret_str(secret);
    assert_int_equal(count_in(text.at, text.size), 1);
    assert_int_equal(count_in(word, sizeof word), 0);
    secret_cut(secret, 1);
    assert_int_equal(count_in(text.at, text.size), 0);
    for (size_t i = 1; i < sizeof word; i++)
        assert_int_equal(text.at[i], 0);
    secret_drop(secret);
}

/* The pages that /proc/self/smaps says this of. */
static void a_secret_is_kept_out_of_core_files(void **state)
{
    Fixture *fixture = *state;
    Secret *secret = secret_new(fixture->memory, 0);
    char start[32];
    char line[512];
    bool here = false;
    bool excluded = false;
    snprintf(start, sizeof start, "%lx-", (unsigned long)(uintptr_t)secret_str(secret).at);
    FILE *maps = fopen("/proc/self/smaps", "r");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps) != NULL) {
        if (strchr(line, '-') != NULL && strchr(line, ' ') > strchr(line, '-'))
            here = strncmp(line, start, strlen(start)) == 0;
        if (here && strncmp(line, "VmFlags:", 8) == 0)
            excluded = strstr(line, " dd") != NULL;
    }
    fclose(maps);
    secret_drop(secret);
    assert_true(excluded);
}

static void freed_memory_is_wiped(void **state)
{
    (void)state;
    char *first = secret_malloc(SMALL);
    assert_non_null(first);
    put_word(first);
    char *second = secret_realloc(first, LARGE);
    assert_non_null(second);
    assert_true(is_word(second));
    second[WORD_SIZE] = '\0';
    char *third = secret_strdup(second);
    secret_free(second);
    assert_non_null(third);
    assert_true(is_word(third));
    secret_free(third);
    int *zeros = secret_calloc(7, sizeof *zeros);
    assert_non_null(zeros);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(zeros[i], 0);
    secret_free(zeros);
    secret_free(NULL);
    assert_null(secret_calloc(SIZE_MAX / 2, 3));
    assert_null(secret_malloc(SIZE_MAX));
}

static void a_small_stack_is_wiped_too(void **state)
{
    (void)state;
    const struct rlimit small = {64UL * 1024, 64UL * 1024};
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (setrlimit(RLIMIT_STACK, &small) == 0)
            secret_wipe_stack();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* The last: it holds for the process from then on. */
static void the_process_is_closed(void **state)
{
    (void)state;
    struct rlimit limit;
    assert_true(secret_begin());
    assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
    assert_int_equal(limit.rlim_cur, 0);
    assert_int_equal(limit.rlim_max, 0);
    assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
    char *bytes = OPENSSL_malloc(100);
    assert_non_null(bytes);
    bytes = OPENSSL_realloc(bytes, 1000);
    assert_non_null(bytes);
    OPENSSL_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_secret_grows_and_is_cut),          TEST(what_is_cut_is_wiped),
        TEST(a_secret_is_kept_out_of_core_files), TEST(freed_memory_is_wiped),
        TEST(a_small_stack_is_wiped_too),         TEST(the_process_is_closed),
    };
    return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
