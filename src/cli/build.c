/* lakipdf build: from a job to a PDF, or to the text of its display list. */
#include "cli/cli.h"

#include <string.h>

typedef struct Result {
    Session *session;
    Layout *layout;
    const Doc *doc;
} Result;

/* What `tag` and `arsip` of the job say, with what that needs. */
static bool read_archive(Session *session, PdfInfo *info)
{
    static const struct {
        const char *name;
        Archive archive;
        bool tagged;
    } levels[] = {
        {"pdfa-1a", ARCHIVE_A1, true}, {"pdfa-1b", ARCHIVE_A1, false},
        {"pdfa-2a", ARCHIVE_A2, true}, {"pdfa-2b", ARCHIVE_A2, false},
        {"pdfa-3a", ARCHIVE_A3, true}, {"pdfa-3b", ARCHIVE_A3, false},
    };
    const Record *job = session->job->config;
    Str wanted = record_text(job, "arsip");
    info->tagged = record_flag(job, "tag");
    info->accessible = info->tagged;
    if (wanted.size == 0)
        info->archive = ARCHIVE_A1;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (!str_is(wanted, levels[i].name))
            continue;
        info->archive = levels[i].archive;
        info->accessible = levels[i].tagged;
    }
    if (info->archive == ARCHIVE_NONE)
        return true;
    if (info->accessible && !info->tagged) {
        diag(session->diags, SEVERITY_ERROR, record_place(job, "arsip"),
             "remove 'tag: tidak', or write 'b' for 'a'", "'%.*s' demands tags", STR_ARG(wanted));
        return false;
    }
    const char *config =
        str_c(session->arena, path_join(session->arena, session->home, STR("config/arsip.yaml")));
    return pdf_profile_load(session->arena, session->diags, session->schema, config,
                            &info->profile);
}

static bool write_pdf(void *context, OutFile *file)
{
    const Result *result = context;
    const Doc *doc = result->doc;
    PdfInfo info = {
        .title = doc->title,
        .author = doc->author,
        .subject = doc->subject,
        .keywords = doc->keywords,
        .producer = STR("lakipdf " LAKIPDF_VERSION),
        .has_date = doc->has_date,
        .date = doc->date,
    };
    return session_epoch(result->session, &info.epoch) && read_archive(result->session, &info) &&
           (info.archive != ARCHIVE_A3 || session_embed(result->session, &info)) &&
           pdf_write(result->session->arena, result->session->diags, result->layout, &info, file);
}

static bool write_layout(void *context, OutFile *file)
{
    const Result *result = context;
    Buf text = {.arena = result->session->arena};
    layout_dump(result->layout, &text);
    return !diags_failed(result->session->diags) && out_write(file, text.at, text.size);
}

static const struct Format {
    const char *name;
    Output output; /* but for the path and the context */
} formats[] = {
    {"pdf", {.kind = "a PDF", .begins = "%PDF-", .write = write_pdf}},
    {"layout", {.kind = "a layout", .begins = "page ", .write = write_layout}},
};

static const struct Format *find_format(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

void session_build(Session *session, const char *format, const char *path)
{
    Result result = {.session = session};
    Output output = find_format(format)->output;
    output.path = path;
    output.context = &result;
    output.keeps_signed = !session->replace_signed;
    if (!output_may_replace(session, &output) || !session_calculate(session))
        return;
    result.layout = session_layout(session, &result.doc);
    if (result.layout == NULL)
        return;
    output_write(session, &output);
}

static void run(Session *session, int argc, char **argv)
{
    const char *path = NULL;
    const char *format_name = "pdf";
    const Option options[] = {
        {"output", 'o', &path, NULL},
        {"format", 'f', &format_name, NULL},
        {"allow-outside", 0, NULL, &session->allow_outside},
        {"replace-signed", 0, NULL, &session->replace_signed},
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
    if (format != NULL && path != NULL)
        session_build(session, format_name, path);
}

const Command command_build = {
    .name = "build",
    .summary = "make the document of a job",
    .usage =
        "build CONFIG -o FILE [--format pdf|layout] [--allow-outside] [--replace-signed]\n"
        "\n"
        "  CONFIG            the job's YAML file\n"
        "  -o, --output      the file to write; - is standard output\n"
        "  -f, --format      pdf (the default), or layout: every line of text with its position\n"
        "  --allow-outside   let the job name files outside of its own folder\n"
        "  --replace-signed  write over a PDF that is signed: its signatures are lost",
    .run = run,
};
