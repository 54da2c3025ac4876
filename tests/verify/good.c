/* Signatures that are good, and files that were added to in a way that is allowed. */
#include "verify/seal.h"

static void assert_good(World *world, Str file, size_t signatures)
{
    const VerifyReport *report = world_verify(world, file);
    if (report == NULL || !report->good || report->signature_count != signatures)
        fail_msg("%s", world_told(world, report));
}

static void each_key_and_digest(void **state)
{
    static const struct {
        const char *who;
        const EVP_MD *(*digest)(void);
        bool pss;
        const char *algorithm;
    } cases[] = {
        {"kepala", EVP_sha256, false, "SHA-256, RSA 2048"},
        {"kepala", EVP_sha512, false, "SHA-512, RSA 2048"},
        {"kepala", EVP_sha256, true, "SHA-256, RSA-PSS 2048"},
        {"sekretaris", EVP_sha384, false, "SHA-384, RSA 3072"},
        {"gubernur", EVP_sha256, false, "SHA-256, ECDSA P-256"},
        {"auditor", EVP_sha384, false, "SHA-384, ECDSA P-384"},
    };
    World world = world_begin(state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str file = seal_file(&world, paper_make(world.arena),
                             (Seal){.who = cases[i].who,
                                    .field = PAPER_KEPALA,
                                    .digest = cases[i].digest(),
                                    .pss = cases[i].pss});
        assert_good(&world, file, 1);
        const SignatureReport *signature = &world_verify(&world, file)->signatures[0];
        assert_str(signature->algorithm, cases[i].algorithm);
        assert_str(signature->field, "kepala");
        assert_str(signature->claimed, "2026-01-02T03:04:05+07:00");
        assert_true(signature->whole_file);
        assert_int_equal(signature->revision, 2);
    }
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_key_and_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
