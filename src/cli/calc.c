/* lakipdf calc: prints the data with all computed values. */
#include "cli/cli.h"

static void run(Session *session, int argc, char **argv)
{
    bool json = false;
    const Option options[] = {
        {"json", 0, NULL, &json},
        {"allow-outside", 0, NULL, &session->allow_outside},
    };
    if (!options_parse(session, &command_calc, argc, argv, options,
                       sizeof options / sizeof *options, &session->config, 1))
        return;
    if (!session_calculate(session) || diags_failed(session->diags))
        return;
    Buf text = {.arena = session->arena};
    if (json)
        calc_print_json(session->report, &text);
    else
        calc_print_text(session->report, &text);
    output_write_text(session, "-", "", "", &text);
}

const Command command_calc = {
    .name = "calc",
    .summary = "print a job's data with all computed values",
    .usage = "calc CONFIG [--json] [--allow-outside]\n"
             "\n"
             "  CONFIG           the job's YAML file\n"
             "  --json           as JSON, numbers exact\n"
             "  --allow-outside  let the job name files outside of its own folder",
    .run = run,
};
