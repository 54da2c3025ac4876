/*
 * Files that somebody tampered with: none is good, each for its own reason, told as such. What
 * poppler's pdfsig and openssl say of the same files is in the table too, and why they say no less
 * or less.
 */
#include "verify/forged.h"
#include "verify/led.h"
#include "verify/read.h"
#include "verify/shadow.h"
#include "verify/spoilt.h"

/* --- The table -------------------------------------------------------------------------------- */

/* What another program says of the file. */
typedef enum Verdict {
    NO,   /* it says no, or cannot read it */
    PART, /* the signature is valid, but not of the whole file: it leaves it to the reader */
    YES,  /* it says yes */
} Verdict;

/* Why it says less than we. */
typedef enum Why {
    LIKE_US,
    ANY_RANGE, /* it verifies the bytes that /ByteRange names, wherever those are */
    REVISIONS, /* it does not compare revisions: the signed bytes are as they were */
    REPEATED,  /* it takes one of the repeated keys */
    PADDING,   /* it skips what stands behind the CMS */
    PROFILE,   /* it does not ask for the attributes that PAdES demands, nor for the kind */
    NAMED,     /* it does not compare the certificate with signing-certificate-v2 */
    STRENGTH,  /* it allows digests and keys that can be forged */
    USAGE,     /* it was asked for any purpose */
    STAMPS,    /* it does not look at timestamps */
    CARRIED,   /* it verifies what the CMS carries, not the file */
} Why;

typedef struct Case {
    const char *name;
    Str (*make)(World *world);
    const char *says; /* a line that we tell */
    Verdict pdfsig, openssl;
    Why pdfsig_why, openssl_why;
} Case;

static const Case cases[] = {
#define CASE(name, says, pdfsig, openssl, pdfsig_why, openssl_why)                                 \
    {                                                                                              \
#name, name, says, pdfsig, openssl, pdfsig_why, openssl_why                                \
    }
#include "tampered.inc"
#undef CASE
};

/* --- Others ----------------------------------------------------------------------------------- */

static Verdict ask_pdfsig(World *world)
{
    const char *said = world_shell(world, "pdfsig -nssdir sql:nss t.pdf 2>&1").out;
    size_t valid = 0;
    size_t all = 0;
    size_t trusted = 0;
    for (const char *at = said; (at = strstr(at, "field is not signed")) != NULL; at++)
        all--;
    for (const char *at = said; (at = strstr(at, "Signature #")) != NULL; at++)
        all++;
    for (const char *at = said; (at = strstr(at, "Signature is Valid.")) != NULL; at++)
        valid++;
    for (const char *at = said; (at = strstr(at, "Certificate is Trusted.")) != NULL; at++)
        trusted++;
    if (all == 0 || valid < all || trusted < all)
        return NO;
    return strstr(said, "Total document signed") != NULL ? YES : PART;
}

/* The bytes that the last /ByteRange names, as a program in a hurry would take them. */
static Verdict ask_openssl(World *world, Str file)
{
    size_t last = SIZE_MAX;
    for (size_t at = 0; (at = str_find(file, "/ByteRange", at)) != SIZE_MAX; at++)
        last = at;
    unsigned long long n[4] = {0};
    if (last == SIZE_MAX ||
        sscanf(file.at + last, "/ByteRange [%llu %llu %llu %llu]", &n[0], &n[1], &n[2], &n[3]) != 4)
        return NO;
    if (n[0] > file.size || n[1] > file.size - n[0] || n[2] > file.size ||
        n[3] > file.size - n[2] || n[2] < n[0] + n[1])
        return NO;
    world_write(world, "bytes",
                bytes_joined(world->arena, str_slice(file, n[0], n[0] + n[1]),
                             str_slice(file, n[2], n[2] + n[3])));
    world_write(world, "cms", seal_value(world, file, (Gap){n[0] + n[1], n[2]}));
    Ended ended = world_shell(world, "openssl cms -verify -binary -inform DER -in cms -content "
                                     "bytes -CAfile \"$1/root.pem\" -purpose any -out /dev/null");
    bool whole = n[0] == 0 && n[2] + n[3] == file.size;
    if (ended.status != 0)
        return NO;
    return whole ? YES : PART;
}

static void make_nss(World *world)
{
    Ended ended = world_shell(world, "mkdir nss && certutil -N -d sql:nss --empty-password && "
                                     "certutil -A -d sql:nss -n akar -t CT,C,C -i \"$1/root.pem\"");
    if (ended.status != 0)
        fail_msg("%s%s", ended.out, ended.err);
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void none_is_good_each_for_its_reason(void **state)
{
    World world = world_begin(state);
    size_t wrong = 0;
    assert_true(sizeof cases / sizeof *cases >= 50);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const VerifyReport *report = world_verify(&world, cases[i].make(&world));
        const char *told = world_told(&world, report);
        bool good = report != NULL && report->good;
        if (!good && strstr(told, cases[i].says) != NULL)
            continue;
        wrong++;
        print_message("%s: %s, '%s' is not told:\n%s", cases[i].name, good ? "good" : "not good",
                      cases[i].says, told);
    }
    assert_int_equal(wrong, 0);
    world_end(&world);
}

static void others_say_so_too_or_it_is_known_why_not(void **state)
{
    static const char *const words[] = {"NO", "PART", "YES"};
    World world = world_begin(state);
    size_t wrong = 0;
    make_nss(&world);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Case *c = &cases[i];
        Str file = c->make(&world);
        world_write(&world, "t.pdf", file);
        Verdict pdfsig = ask_pdfsig(&world);
        Verdict openssl = ask_openssl(&world, file);
        bool explained = (pdfsig == NO) == (c->pdfsig_why == LIKE_US) &&
                         (openssl == NO) == (c->openssl_why == LIKE_US);
        if (pdfsig == c->pdfsig && openssl == c->openssl && explained)
            continue;
        wrong++;
        print_message("%s: pdfsig says %s, openssl %s\n", c->name, words[pdfsig], words[openssl]);
    }
    assert_int_equal(wrong, 0);
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(none_is_good_each_for_its_reason),
        TEST(others_say_so_too_or_it_is_known_why_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
