/* lakipdf verify: the electronic signatures of a PDF, any PDF. */
#include "verify/verify.h"
#include "cli/cli.h"

enum {
    LARGEST_PDF = 1024 * 1024 * 1024,
    LARGEST_GIVEN = 64 * 1024 * 1024, /* a file of certificates or revocation data */
};

/* The files that an option names. */
typedef struct Given {
    const char *const *paths;
    const Source **files;
    size_t count;
} Given;

static bool read_given(Session *session, Given *given)
{
    bool good = true;
    given->files = arena_array(session->arena, given->count, sizeof *given->files);
    for (size_t i = 0; i < given->count; i++) {
        given->files[i] =
            file_read(session->arena, session->diags, given->paths[i], LARGEST_GIVEN, (Place){0});
        good = given->files[i] != NULL && good;
    }
    return good;
}

/* One line for who looks at the exit status only. */
static void tell_result(Session *session, const VerifyReport *report, const Source *pdf)
{
    size_t bad = 0;
    for (size_t i = 0; i < report->signature_count; i++)
        bad += !report->signatures[i].good;
    if (report->signature_count == 0)
        diag(session->diags, SEVERITY_ERROR, (Place){.source = pdf}, NULL, "it is not signed");
    else if (bad > 0 && report->signature_count == 1)
        diag(session->diags, SEVERITY_ERROR, (Place){.source = pdf}, NULL,
             "the signature is not good");
    else if (bad > 0)
        diag(session->diags, SEVERITY_ERROR, (Place){.source = pdf}, NULL,
             "%zu of %zu signatures %s not good", bad, report->signature_count,
             bad == 1 ? "is" : "are");
}

static void run(Session *session, int argc, char **argv)
{
    static const char *const names[] = {"trust", "crl", "ocsp"};
    enum { TRUSTED, CRLS, OCSPS, KINDS };
    Given given[KINDS];
    const char *unused = NULL;
    bool json = false;
    const Option options[] = {
        {names[TRUSTED], 0, &unused, NULL},
        {names[CRLS], 0, &unused, NULL},
        {names[OCSPS], 0, &unused, NULL},
        {"json", 0, NULL, &json},
    };
    const char *path = NULL;
    openssl_begin(arena_memory(session->arena));
    for (size_t i = 0; i < KINDS; i++)
        given[i].count = options_take(session, &argc, argv, names[i], &given[i].paths);
    if (!options_parse(session, &command_verify, argc, argv, options,
                       sizeof options / sizeof *options, &path, 1))
        return;
    bool good = true;
    for (size_t i = 0; i < KINDS; i++)
        good = read_given(session, &given[i]) && good;
    const VerifyOptions chosen = {
        .trusted = given[TRUSTED].files,
        .trusted_count = given[TRUSTED].count,
        .crls = given[CRLS].files,
        .crl_count = given[CRLS].count,
        .ocsps = given[OCSPS].files,
        .ocsp_count = given[OCSPS].count,
    };
    const Source *pdf =
        good ? file_read(session->arena, session->diags, path, LARGEST_PDF, (Place){0}) : NULL;
    const VerifyReport *report =
        pdf != NULL ? verify_file(session->arena, session->diags, pdf, &chosen) : NULL;
    if (report == NULL)
        return;
    Buf out = {.arena = session->arena};
    if (json)
        verify_print_json(report, &out);
    else
        verify_print_text(report, &out);
    output_write_text(session, "-", "", "", &out);
    tell_result(session, report, pdf);
}

const Command command_verify = {
    .name = "verify",
    .summary = "tell who signed a PDF, and whether that can be trusted",
    .usage = "verify FILE.pdf [--trust CA.pem]... [--crl FILE]... [--ocsp FILE]... [--json]\n"
             "\n"
             "  --trust CA.pem   trust these certificates (PEM or DER) instead of the system's\n"
             "                   own, /etc/ssl/certs\n"
             "  --crl FILE       a certificate revocation list (PEM or DER)\n"
             "  --ocsp FILE      an answer of an OCSP responder (DER)\n"
             "  --json           for programs\n"
             "\n"
             "Exit status: 0 there are signatures and all are good, 1 otherwise.",
    .run = run,
};
