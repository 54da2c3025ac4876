/*
 * Signatures: a file is verified and the report printed. What is good was signed with the key of
 * the one certificate that is trusted here, so that no input that the fuzzer makes can be: but for
 * those that are signed, in the corpus, with what is added to them.
 */
#include "fuzz.h"

#include "verify/verify.h"

#include <string.h>

enum { NOW = 1767225600 }; /* 2026-01-01 */

static void check(const VerifyReport *report, size_t size)
{
    for (size_t i = 0; i < report->signature_count; i++) {
        const SignatureReport *signature = &report->signatures[i];
        FUZZ_HOLDS(!report->good || signature->good);
        FUZZ_HOLDS(!signature->good || (signature->intact && signature->trust.trusted));
        FUZZ_HOLDS(!signature->good || signature->problem_count == 0);
        FUZZ_HOLDS(!signature->intact || signature->signed_to <= size);
        FUZZ_HOLDS(!signature->whole_file || signature->signed_to == size);
        for (size_t k = 0; k < signature->change_count; k++)
            FUZZ_HOLDS(!signature->good || signature->changes[k].allowed);
        for (size_t k = 0; k < signature->problem_count; k++)
            FUZZ_HOLDS(strlen(problem_word(signature->problems[k].code)) > 0);
    }
    FUZZ_HOLDS(!report->good || report->signature_count > 0);
}

static void run(Fuzz *fuzz, Str input)
{
    const Source *root =
        file_read(fuzz->arena, fuzz->diags, "tests/fuzz/home/percaya.pem", SIZE_MAX, (Place){0});
    FUZZ_HOLDS(root != NULL);
    VerifyOptions options = {.trusted = &root, .trusted_count = 1, .now = NOW};
    const VerifyReport *report =
        verify_file(fuzz->arena, fuzz->diags, fuzz_source(fuzz, "uji.pdf", input), &options);
    FUZZ_HOLDS(report != NULL || diags_failed(fuzz->diags));
    if (report == NULL)
        return;
    FUZZ_HOLDS(!report->good || !diags_failed(fuzz->diags));
    check(report, input.size);
    Buf out = {.arena = fuzz->arena};
    verify_print_text(report, &out);
    verify_print_json(report, &out);
}

const FuzzTarget fuzz_target = {.milliseconds = 4000, .megabytes = 100, .run = run};
