/* After it was used, neither the passphrase nor a number of the key is anywhere in memory. */
#include "memory.h"
#include "pki.h"

#include "sign/sign.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>

#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LIMIT = 1024 * 1024,
    PART = 24, /* bytes of a number that are looked for */
    MOST_NUMBERS = 16,
};

/* A part of a private number, as it is written and with its words turned, as OpenSSL has it. */
typedef struct Numbers {
    Veiled parts[MOST_NUMBERS];
    size_t count;
} Numbers;

/* --- The numbers ------------------------------------------------------------------------------ */

/* In a process of its own, so that this one never holds them: writes the first part, both ways. */
static void tell_number(int to, const BIGNUM *number)
{
    unsigned char bytes[1024];
    char part[2][PART];
    if (BN_num_bytes(number) < PART || BN_num_bytes(number) > (int)sizeof bytes ||
        BN_bn2lebinpad(number, bytes, BN_num_bytes(number)) <= 0)
        _exit(1);
    for (size_t i = 0; i < PART; i++) {
        part[0][i] = (char)bytes[i];
        part[1][PART - 1 - i] = part[0][i];
    }
    for (size_t i = 0; i < 2; i++) {
        Veiled veiled = memory_veil_bytes(part[i], PART);
        if (write(to, &veiled, sizeof veiled) != sizeof veiled)
            _exit(1);
    }
}

static void tell_numbers(int to, const char *path)
{
    /* Each search goes through all of the memory: these two of RSA are enough. */
    static const char *const names[] = {OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_FACTOR1,
                                        OSSL_PKEY_PARAM_PRIV_KEY};
    FILE *file = fopen(path, "r");
    EVP_PKEY *key = file != NULL ? PEM_read_PrivateKey(file, NULL, NULL, NULL) : NULL;
    for (size_t i = 0; key != NULL && i < sizeof names / sizeof *names; i++) {
        BIGNUM *number = NULL;
        if (EVP_PKEY_get_bn_param(key, names[i], &number) == 1)
            tell_number(to, number);
        BN_free(number);
    }
    _exit(key != NULL ? 0 : 1);
}

static Numbers read_numbers(Arena *arena, const char *name)
{
    Numbers numbers = {.count = 0};
    int from[2];
    const char *path = pki_file(arena, str_format(arena, "%s.key.pem", name).at);
    assert_int_equal(pipe(from), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        tell_numbers(from[1], path);
    close(from[1]);
    while (numbers.count < MOST_NUMBERS &&
           read(from[0], &numbers.parts[numbers.count], sizeof(Veiled)) == sizeof(Veiled))
        numbers.count++;
    close(from[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(numbers.count >= 2);
    return numbers;
}

static bool finds_numbers(const Numbers *numbers)
{
    size_t i = 0;
    while (i < numbers->count && memory_count(&numbers->parts[i]) == 0)
        i++;
    return i < numbers->count;
}

/* --- Signing ---------------------------------------------------------------------------------- */

/* A PDF of one page without content. */
static const Source *make_pdf(Arena *arena)
{
    Buf text = {.arena = arena};
    buf_text(&text, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 400 400]>>endobj\n"
                    "3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n");
    size_t at = text.size;
    buf_format(
        &text,
        "xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n%010d 00000 n \n%010d 00000 n \n"
        "trailer<</Size 4/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
        52, 123, at);
    Source *source = arena_alloc(arena, sizeof *source);
    *source = (Source){STR("a.pdf"), buf_str(&text)};
    return source;
}

/* With the address of a time stamp authority that is not there, or NULL: what comes after the use
   of the key, such as waiting for it, finds no key any more. */
static void sign_and_look(Fixture *fixture, const char *name, const char *tsa)
{
    Numbers numbers = read_numbers(fixture->arena, name);
    Veiled passphrase = memory_veil(PKI_PASSPHRASE);
    const char *path = pki_file(fixture->arena, str_format(fixture->arena, "%s.p12", name).at);
    const Source *source = make_pdf(fixture->arena);

    SignKey *key = sign_key_new(fixture->arena, fixture->diags);
    Secret *secret = secret_new(fixture->memory, sizeof PKI_PASSPHRASE);
    secret_add(secret, PKI_PASSPHRASE, sizeof PKI_PASSPHRASE - 1);
    assert_int_equal(sign_key_p12(key, path, NULL), KEY_ASKS);
    assert_int_equal(sign_key_p12(key, path, secret), KEY_LOADED);
    assert_int_equal(memory_count(&passphrase), 1);
    secret_drop(secret);
    assert_true(finds_numbers(&numbers));

    Str tail;
    const SignRequest request = {.key = key, .epoch = 1795264200, .tsa = tsa};
    bool done = sign_pdf(fixture->arena, fixture->diags, source, &request, &tail);
    assert_int_equal(done, tsa == NULL);
    assert_true(tsa != NULL || tail.size > 1000);
    assert_int_equal(strstr(support_messages(fixture), "127.0.0.1") != NULL, tsa != NULL);
    assert_false(finds_numbers(&numbers));
    sign_key_drop(key);
    assert_int_equal(memory_count(&passphrase), 0);
    assert_false(finds_numbers(&numbers));
}

static void nothing_is_left_of_an_rsa_key(void **state)
{
    sign_and_look(*state, "kepala", NULL);
    sign_and_look(*state, "kepala", "http://127.0.0.1:1/");
}

static void nothing_is_left_of_a_key_on_a_curve(void **state)
{
    sign_and_look(*state, "gubernur", NULL);
    sign_and_look(*state, "auditor", NULL);
}

static void nothing_is_left_of_a_wrong_passphrase(void **state)
{
    Fixture *fixture = *state;
    Veiled passphrase = memory_veil("Bukan-rahasia 2");
    SignKey *key = sign_key_new(fixture->arena, fixture->diags);
    Secret *secret = secret_new(fixture->memory, 64);
    secret_add(secret, "Bukan-rahasia 2", 15);
    assert_int_equal(sign_key_p12(key, pki_file(fixture->arena, "kepala.p12"), secret), KEY_FAILED);
    secret_drop(secret);
    sign_key_drop(key);
    assert_int_equal(memory_count(&passphrase), 0);
    assert_null(strstr(support_messages(fixture), "Bukan"));
}

/* However much the user allows. */
static void the_program_leaves_no_core_file(void **state)
{
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    const char *path = pki_file(fixture->arena, "kepala.p12");
    char file[4096];
    folder_write(folder, "a.pdf", make_pdf(fixture->arena)->text.at);
    snprintf(file, sizeof file, "%s/a.pdf", folder);
    int waits[2];
    const char *program = getenv("LAKIPDF");
    assert_non_null(program);
    assert_int_equal(pipe(waits), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct rlimit limit;
        getrlimit(RLIMIT_CORE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_CORE, &limit);
        dup2(waits[0], STDIN_FILENO);
        close(waits[1]);
        if (chdir(folder) == 0)
            execl(program, "lakipdf", "sign", "--p12", path, "--passphrase-fd", "0", file, "-o",
                  "b.pdf", (char *)NULL);
        _exit(127);
    }
    close(waits[0]);
    /* It has begun when it has taken the first letters, and waits for the line's end. */
    assert_int_equal(write(waits[1], "Rahasia", 7), 7);
    for (int left = 7; left > 0;)
        assert_int_equal(ioctl(waits[1], FIONREAD, &left), 0);
    assert_int_equal(kill(child, SIGABRT), 0);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_false(WCOREDUMP(status));
    close(waits[1]);
    folder_remove(folder);
}

int main(void)
{
    if (!secret_begin())
        return 1;
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_left_of_an_rsa_key),
        TEST(nothing_is_left_of_a_key_on_a_curve),
        TEST(nothing_is_left_of_a_wrong_passphrase),
        TEST(the_program_leaves_no_core_file),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
