/* lakipdf sign --bsre: the PDF goes to a signing service, and what it signed is stored. */
#include "bsre/bsre.h"
#include "cli/cli.h"

#include <stdlib.h>

typedef struct Run {
    Session *session;
    const Command *command;
    const SignBsre *asked;
    const BsreConfig *config;
    const Source *pdf;
    BsreSpot spot;
    Secret *password;
    Output output;
    Str result;
} Run;

/* The service adds a field to the page: who signed before did not see it there. */
static void warn_of_change(const Run *run, PdfFile *pdf)
{
    Session *session = run->session;
    size_t count = 0;
    const BsreField *fields = bsre_fields(session->arena, pdf, &count);
    bool was_signed = false;
    for (size_t i = 0; i < count; i++)
        was_signed = was_signed || fields[i].is_signed;
    if (was_signed && run->spot.shown)
        diag(session->diags, SEVERITY_WARNING, record_place(run->config->record, "tampilan"),
             "write tampilan: tersembunyi",
             "the PDF is signed already: what the service adds to a page is a change of it, which "
             "verifiers may not allow");
}

/* All that can be wrong before anybody is asked. */
static bool prepare(Run *run)
{
    Session *session = run->session;
    Str schema = path_join(session->arena, session->home, STR("config/skema/layanan/bsre.yaml"));
    run->config = bsre_config(session->arena, session->diags, str_c(session->arena, schema),
                              run->asked->config);
    run->pdf =
        file_read(session->arena, session->diags, run->asked->file, BSRE_MAX_PDF, (Place){0});
    PdfFile *pdf = run->pdf != NULL ? pdf_open(session->arena, session->diags, run->pdf) : NULL;
    if (run->config == NULL || pdf == NULL ||
        !bsre_spot(session->arena, session->diags, run->config, pdf, run->asked->signer,
                   &run->spot))
        return false;
    if (run->spot.anchor.size > 0 && run->spot.shown &&
        !bsre_check_anchor(session->arena, session->diags, run->config, pdf))
        return false;
    warn_of_change(run, pdf);
    return output_may_replace(session, &run->output) && !diags_failed(session->diags);
}

/* "Passphrase of NIK ...7062": enough to see whose it is. */
static const char *prompt_for(const Run *run)
{
    enum { SHOWN = 4 };
    const BsreConfig *config = run->config;
    const char *what = config->totp ? "Code sent to" : "Passphrase of";
    Str nik = config->nik;
    Str text = nik.size > SHOWN
                   ? str_format(run->session->arena, "%s NIK ...%.*s", what, SHOWN,
                                nik.at + nik.size - SHOWN)
                   : str_format(run->session->arena, "%s %.*s", what, STR_ARG(config->email));
    return text.at;
}

/* With the file open that the result goes to: what is signed and cannot be stored is lost. */
static bool write_result(void *context, OutFile *file)
{
    Run *run = context;
    Session *session = run->session;
    Bsre bsre = {session->arena, session->diags, run->config, run->password};
    return bsre_sign(&bsre, run->pdf, &run->spot, session->secret, &run->result) &&
           out_write(file, run->result.at, run->result.size);
}

static void sign(void *context)
{
    Run *run = context;
    Session *session = run->session;
    run->password = secret_new(arena_memory(session->arena), 1);
    Bsre bsre = {session->arena, session->diags, run->config, run->password};
    if (!bsre_password(session->arena, session->diags, run->config, run->password))
        return;
    if (run->config->check && !bsre_check_signer(&bsre))
        return;
    /* A code that is given has been sent before. */
    bool asks = run->asked->passphrase_fd == NULL && getenv("LAKIPDF_PASSPHRASE") == NULL;
    if (run->config->totp && asks && !bsre_send_totp(&bsre))
        return;
    if (!passphrase_read(session, run->command, run->asked->passphrase_fd, prompt_for(run)))
        return;
    output_write(session, &run->output);
}

void sign_bsre(Session *session, const Command *command, const SignBsre *asked)
{
    Run run = {.session = session, .command = command, .asked = asked};
    run.output = (Output){.path = asked->output,
                          .kind = "a PDF",
                          .begins = "%PDF-",
                          .write = write_result,
                          .context = &run,
                          .keeps_signed = !session->replace_signed,
                          .input = asked->file};
    if (!session_find_home(session) || !prepare(&run))
        return;
    bool kept = arena_try(arena_memory(session->arena), sign, &run);
    secret_drop(run.password);
    if (!kept)
        memory_fail(arena_memory(session->arena));
}
