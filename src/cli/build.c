/* lakipdf build: from a job to a PDF, or to the text of its display list. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* SOURCE_DATE_EPOCH, or -1 where it is not set; an unreadable one is an error of usage. */
static bool read_epoch(Session *session, int64_t *epoch)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    *epoch = -1;
    if (text == NULL || text[0] == '\0')
        return true;
    char *end = NULL;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    /* PDF writes years with four digits. */
    if (errno != 0 || *end != '\0' || value < 0 || value > 253402300799) {
        usage_error(session, NULL, "SOURCE_DATE_EPOCH is '%s', not a number of seconds since 1970",
                    text);
        return false;
    }
    *epoch = value;
    return true;
}

static bool write_pdf(Session *session, const Layout *layout, const Doc *doc, OutFile *out)
{
    PdfInfo info = {
        .title = doc->title,
        .author = doc->author,
        .subject = doc->subject,
        .keywords = doc->keywords,
        .producer = STR("lakipdf " LAKIPDF_VERSION),
        .has_date = doc->has_date,
        .date = doc->date,
    };
    return read_epoch(session, &info.epoch) &&
           pdf_write(session->arena, session->diags, layout, &info, out);
}

static bool write_layout(Session *session, const Layout *layout, const Doc *doc, OutFile *out)
{
    (void)doc;
    Buf text = {.arena = session->arena};
    layout_dump(layout, &text);
    return out_write(out, text.at, text.size);
}

static const struct Format {
    const char *name;
    bool (*write)(Session *session, const Layout *layout, const Doc *doc, OutFile *out);
} formats[] = {{"pdf", write_pdf}, {"layout", write_layout}};

static const struct Format *find_format(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

typedef struct Writing {
    Session *session;
    const struct Format *format;
    const Layout *layout;
    const Doc *doc;
    OutFile *out;
    bool good;
} Writing;

static void write_body(void *context)
{
    Writing *writing = context;
    writing->good =
        writing->format->write(writing->session, writing->layout, writing->doc, writing->out);
}

/* Writes and commits; a failure, of memory too, leaves an older file as it was. */
static void write_output(Writing *writing, const char *path)
{
    Session *session = writing->session;
    writing->out = out_open(session->arena, session->diags, path);
    if (writing->out == NULL)
        return;
    bool kept = arena_try(arena_memory(session->arena), write_body, writing);
    if (kept && writing->good)
        out_commit(writing->out);
    else
        out_abandon(writing->out);
    if (!kept)
        memory_fail(arena_memory(session->arena));
}

static void run(Session *session, int argc, char **argv)
{
    const char *path = NULL;
    const char *format_name = "pdf";
    const Option options[] = {
        {"output", 'o', &path, NULL},
        {"format", 'f', &format_name, NULL},
        {"allow-outside", 0, NULL, &session->allow_outside},
    };
    if (!options_parse(session, &command_build, argc, argv, options,
                       sizeof options / sizeof *options, &session->config, 1))
        return;
    const struct Format *format = find_format(format_name);
    if (format == NULL)
        usage_error(session, &command_build, "unknown format '%s'; it is pdf or layout",
                    format_name);
    if (path == NULL)
        usage_error(session, &command_build, "no output file given; -o - is standard output");
    if (format == NULL || path == NULL || !session_calculate(session))
        return;
    Writing writing = {.session = session, .format = format};
    writing.layout = session_layout(session, &writing.doc);
    if (writing.layout != NULL)
        write_output(&writing, path);
}

const Command command_build = {
    .name = "build",
    .summary = "make the document of a job",
    .usage =
        "build CONFIG -o FILE [--format pdf|layout] [--allow-outside]\n"
        "\n"
        "  CONFIG           the job's YAML file\n"
        "  -o, --output     the file to write; - is standard output\n"
        "  -f, --format     pdf (the default), or layout: every line of text with its position\n"
        "  --allow-outside  let the job name files outside of its own folder",
    .run = run,
};
