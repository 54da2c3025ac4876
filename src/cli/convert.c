/* lakipdf convert: a data file in the other spelling, YAML to XML or XML to YAML. */
#include "cli/cli.h"

static void run(Session *session, int argc, char **argv)
{
    const char *path = NULL;
    const char *from = NULL;
    const Option options[] = {{"output", 'o', &path, NULL}};
    if (!options_parse(session, &command_convert, argc, argv, options,
                       sizeof options / sizeof *options, &from, 1))
        return;
    if (path == NULL) {
        usage_error(session, &command_convert, "no output file given; -o - is standard output");
        return;
    }
    const Node *tree = data_load_file(session->arena, session->diags, from, (Place){0});
    if (tree == NULL)
        return;
    Buf text = {.arena = session->arena};
    if (str_ends(str_from(from), ".xml"))
        node_write_yaml(&text, tree);
    else
        node_write_xml(&text, tree, "data");
    OutFile *out = out_open(session->arena, session->diags, path);
    if (out == NULL)
        return;
    if (out_write(out, text.at, text.size))
        out_commit(out);
    else
        out_abandon(out);
}

const Command command_convert = {
    .name = "convert",
    .summary = "write a data file in the other spelling: YAML as XML, XML as YAML",
    .usage = "convert FILE -o FILE\n"
             "\n"
             "  FILE             a data file; .xml is XML, anything else YAML\n"
             "  -o, --output     the file to write; - is standard output",
    .run = run,
};
