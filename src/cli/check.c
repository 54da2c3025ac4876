/* lakipdf check: everything that build does, but no file; a finding is an error. */
#include "cli/cli.h"

static void run(Session *session, int argc, char **argv)
{
    const Option options[] = {{"allow-outside", 0, NULL, &session->allow_outside}};
    if (!options_parse(session, &command_check, argc, argv, options,
                       sizeof options / sizeof *options, &session->config, 1))
        return;
    const Doc *doc = NULL;
    Layout *layout = session_calculate(session) ? session_layout(session, &doc) : NULL;
    for (size_t i = 0; layout != NULL && i < layout->page_count; i++)
        (void)layout_page(layout, i);
    size_t findings = diags_count(session->diags, SEVERITY_WARNING);
    size_t errors = diags_count(session->diags, SEVERITY_ERROR);
    if (findings == 0)
        printf("%s: no errors, no findings\n", session->config);
    else if (errors == 0)
        /* The messages themselves are warnings; the command's exit status shall tell of them. */
        diag(session->diags, SEVERITY_ERROR, (Place){0}, NULL, "%s: %zu finding%s", session->config,
             findings, findings == 1 ? "" : "s");
}

const Command command_check = {
    .name = "check",
    .summary = "report all errors and findings of a job, writing nothing",
    .usage = "check CONFIG [--allow-outside]\n"
             "\n"
             "  CONFIG           the job's YAML file\n"
             "  --allow-outside  let the job name files outside of its own folder\n"
             "\n"
             "Reports what is wrong in the files, and where the data contradict themselves\n"
             "(lakipdf-audit(7)). Exits 1 where there is an error or a finding.",
    .run = run,
};
