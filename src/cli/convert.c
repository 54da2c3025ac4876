/* lakipdf convert: a data file in the other spelling, YAML to XML or XML to YAML. */
#include "cli/cli.h"

#include <string.h>

/* The first line of the YAML that is written; what a hand wrote is not replaced by it. */
#define YAML_START "# by convert"

/* The name that is written says what is in it, so that it loads again. */
static bool check_name(Session *session, const char *from, const char *path)
{
    bool to_yaml = str_ends(str_from(from), ".xml");
    bool named_xml = str_ends(str_from(path), ".xml");
    if (strcmp(path, "-") == 0 || to_yaml != named_xml)
        return true;
    usage_error(session, &command_convert, "'%s' becomes %s, which '%s' does not say", from,
                to_yaml ? "YAML" : "XML", path);
    return false;
}

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
    if (!check_name(session, from, path))
        return;
    const Node *tree = data_load_file(session->arena, session->diags, from, (Place){0});
    if (tree == NULL)
        return;
    bool to_yaml = str_ends(str_from(from), ".xml");
    Buf text = {.arena = session->arena};
    if (to_yaml) {
        buf_text(&text, YAML_START "\n");
        node_write_yaml(&text, tree);
    } else {
        node_write_xml(&text, tree, "data");
    }
    output_write_text(session, path, to_yaml ? "YAML that convert wrote" : "XML",
                      to_yaml ? YAML_START : "<?xml", &text);
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
