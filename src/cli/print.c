/* lakipdf print, and printers: any PDF to a printer, through CUPS. */
#include "print/print.h"
#include "cli/cli.h"
#include "pdfread/pdfread.h"

#include <string.h>

enum { LARGEST_PDF = 1024 * 1024 * 1024 };

/* What a run of `print` is about. */
typedef struct Printing {
    Session *session;
    const char *path;
    const char *title;  /* of the job */
    const char *copies; /* as written */
    const char *wanted; /* pages, as written; or NULL: all */
    const Source *source;
    PdfFile *file;
    const PdfPage *pages;
    size_t page_count;
    const Str *labels; /* or NULL */
    PageRanges ranges;
    bool marked;        /* --salinan */
    const char *folder; /* -o: where the marked copies are written to instead; or NULL */
    Copies *made;       /* or NULL */
    PrintOrder order;
} Printing;

/* --- What is asked for ------------------------------------------------------------------------ */

static bool read_copies(Printing *printing)
{
    const char *text = printing->copies != NULL ? printing->copies : "1";
    uint32_t count = 0;
    for (const char *at = text; *at != '\0' && count <= PRINT_MOST_COPIES; at++) {
        if (*at < '0' || *at > '9') {
            count = 0;
            break;
        }
        count = count * 10 + (uint32_t)(*at - '0');
    }
    printing->order.copies = count;
    if (count >= 1 && count <= PRINT_MOST_COPIES)
        return true;
    diag(printing->session->diags, SEVERITY_USAGE, (Place){0}, NULL,
         "--copies is '%s', not a number from 1 to %d", text, PRINT_MOST_COPIES);
    return false;
}

/* The file without its folders, for who looks at the printer's queue. */
static const char *title_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool open_pdf(Printing *printing)
{
    Session *session = printing->session;
    printing->source =
        file_read(session->arena, session->diags, printing->path, LARGEST_PDF, (Place){0});
    if (printing->source == NULL)
        return false;
    printing->file = pdf_open(session->arena, session->diags, printing->source);
    if (printing->file == NULL)
        return false;
    printing->pages = pdf_pages(printing->file, &printing->page_count);
    if (printing->pages == NULL)
        return false;
    printing->labels = page_labels(session->arena, printing->file, printing->page_count);
    return !diags_failed(session->diags);
}

static bool choose_pages(Printing *printing)
{
    Session *session = printing->session;
    if (printing->wanted != NULL) {
        if (!page_ranges(session->arena, session->diags, str_from(printing->wanted),
                         printing->labels, printing->page_count, &printing->ranges))
            return false;
        printing->order.pages = &printing->ranges;
    }
    size_t first = printing->wanted != NULL ? printing->ranges.at[0].first - 1 : 0;
    page_size(printing->file, &printing->pages[first], &printing->order.width,
              &printing->order.height);
    return true;
}

/* --- Printing --------------------------------------------------------------------------------- */

static bool whole_file(void *context, uint32_t index, const char **title, Str *bytes)
{
    const Printing *printing = context;
    (void)index;
    *title = printing->title;
    *bytes = printing->source->text;
    return true;
}

/* " (III-1 to III-4)", where viewers show other numbers. */
static void put_labels(const Printing *printing, Buf *out, PageRange range)
{
    if (printing->labels == NULL)
        return;
    Str first = printing->labels[range.first - 1];
    Str last = printing->labels[range.last - 1];
    Str number = str_format(printing->session->arena, "%u", range.first);
    if (first.size == 0 || last.size == 0 || str_equal(first, number))
        return;
    buf_format(out, " (%.*s", STR_ARG(first));
    if (range.last != range.first)
        buf_format(out, " to %.*s", STR_ARG(last));
    buf_byte(out, ')');
}

/* "laporan.pdf, pages 1-4 (i to iv) of 76" */
static Str describe(const Printing *printing)
{
    Arena *arena = printing->session->arena;
    Buf out = {.arena = arena};
    buf_format(&out, "%s, ", printing->title);
    const PageRanges *ranges = printing->order.pages;
    if (ranges == NULL)
        buf_format(&out, "%zu page%s", printing->page_count, printing->page_count == 1 ? "" : "s");
    for (size_t i = 0; ranges != NULL && i < ranges->count; i++) {
        PageRange range = ranges->at[i];
        PageRanges one = {&range, 1, 0};
        buf_format(&out, "%s%.*s",
                   i > 0                ? ", "
                   : ranges->pages == 1 ? "page "
                                        : "pages ",
                   STR_ARG(page_ranges_text(arena, &one)));
        put_labels(printing, &out, range);
    }
    if (ranges != NULL)
        buf_format(&out, " of %zu", printing->page_count);
    return buf_str(&out);
}

/* A line for each job: "kantor-12: laporan.pdf, 76 pages, 2 copies". */
static void report_jobs(const Printing *printing, const PrintedJobs *jobs)
{
    const PrintOrder *order = &printing->order;
    Buf out = {.arena = printing->session->arena};
    Str about = describe(printing);
    for (uint32_t i = 0; i < order->documents; i++) {
        buf_format(&out, "%.*s-%d: %.*s", STR_ARG(jobs->printer), jobs->ids[i], STR_ARG(about));
        if (order->copies > 1)
            buf_format(&out, ", %u copies", order->copies);
        if (printing->marked)
            buf_format(&out, ", copy %u of %u", i + 1, order->documents);
        buf_byte(&out, '\n');
    }
    output_write_text(printing->session, "-", "", "", &out);
}

static void print_documents(Printing *printing)
{
    Session *session = printing->session;
    PrintedJobs jobs;
    printing->order.context = printing;
    if (print_send(session->arena, session->diags, &printing->order, &jobs))
        report_jobs(printing, &jobs);
}

/* As it is: the server is told how many. */
static void print_plain(Printing *printing)
{
    printing->order.documents = 1;
    printing->order.document = whole_file;
    print_documents(printing);
}

/* --- Marked copies ---------------------------------------------------------------------------- */

static bool marked_copy(void *context, uint32_t index, const char **title, Str *bytes)
{
    const Printing *printing = context;
    uint32_t of = printing->order.documents;
    *title = of == 1 ? printing->title
                     : str_format(printing->session->arena, "%s, salinan %u/%u", printing->title,
                                  index + 1, of)
                           .at;
    return copies_make(printing->made, index + 1, bytes);
}

static void print_marked(Printing *printing)
{
    printing->order.documents = printing->order.copies;
    printing->order.copies = 1;
    printing->order.document = marked_copy;
    print_documents(printing);
}

/* "laporan-salinan-2.pdf"; "laporan-salinan.pdf" where there is only one. */
static Str name_of_copy(const Printing *printing, uint32_t number)
{
    Arena *arena = printing->session->arena;
    Str name = str_from(printing->title);
    if (str_ends(name, ".pdf") || str_ends(name, ".PDF"))
        name.size -= 4;
    if (printing->order.copies == 1)
        return str_format(arena, "%.*s-salinan.pdf", STR_ARG(name));
    return str_format(arena, "%.*s-salinan-%u.pdf", STR_ARG(name), number);
}

/* Writes them into the folder, all or none, and prints their paths. */
static void write_marked(Printing *printing)
{
    Session *session = printing->session;
    uint32_t count = printing->order.copies;
    FolderFile *files = arena_array(session->arena, count, sizeof *files);
    Buf out = {.arena = session->arena};
    size_t left = LARGEST_PDF;
    for (uint32_t i = 0; i < count; i++) {
        Str bytes;
        if (!copies_make(printing->made, i + 1, &bytes))
            return;
        if (bytes.size > left) {
            diag(session->diags, SEVERITY_USAGE, (Place){0}, "write fewer copies",
                 "the copies would be larger than 1 GiB together");
            return;
        }
        left -= bytes.size;
        files[i] = (FolderFile){name_of_copy(printing, i + 1), str_copy(session->arena, bytes)};
        Str path = path_join(session->arena, str_from(printing->folder), files[i].name);
        buf_format(&out, "%.*s\n", STR_ARG(path));
    }
    if (folder_fill(session->arena, session->diags, printing->folder, files, count))
        output_write_text(session, "-", "", "", &out);
}

static void run_marked(Printing *printing)
{
    Session *session = printing->session;
    Fonts *fonts = session_fonts(session);
    if (fonts == NULL)
        return;
    session->data = arena_new(arena_memory(session->arena));
    printing->made = copies_begin(session->arena, session->data, session->diags, fonts,
                                  printing->file, printing->source, printing->order.copies);
    if (printing->made == NULL)
        return;
    if (printing->folder != NULL)
        write_marked(printing);
    else
        print_marked(printing);
}

/* --- The command ------------------------------------------------------------------------------ */

/* -o goes with --salinan, and with nothing that says how to print. */
static bool check_folder(const Printing *printing)
{
    const PrintOrder *order = &printing->order;
    if (printing->folder == NULL)
        return true;
    bool prints = order->printer != NULL || order->paper != NULL || order->server != NULL ||
                  order->duplex || printing->wanted != NULL;
    const char *wrong = printing->folder[0] == '\0' ? "the name of the folder is empty"
                        : !printing->marked ? "-o writes marked copies: it goes with --salinan"
                        : prints ? "with -o nothing is printed: only --copies goes with it"
                                 : NULL;
    if (wrong != NULL)
        diag(printing->session->diags, SEVERITY_USAGE, (Place){0}, NULL, "%s", wrong);
    return wrong == NULL;
}

static void run(Session *session, int argc, char **argv)
{
    Printing printing = {.session = session};
    PrintOrder *order = &printing.order;
    const Option options[] = {
        {"printer", 'p', &order->printer, NULL}, {"copies", 'n', &printing.copies, NULL},
        {"duplex", 0, NULL, &order->duplex},     {"pages", 0, &printing.wanted, NULL},
        {"paper", 0, &order->paper, NULL},       {"server", 0, &order->server, NULL},
        {"salinan", 0, NULL, &printing.marked},  {"output", 'o', &printing.folder, NULL},
    };
    if (!options_parse(session, &command_print, argc, argv, options,
                       sizeof options / sizeof *options, &printing.path, 1))
        return;
    printing.title = title_of(printing.path);
    if (!read_copies(&printing) || !check_folder(&printing) || !open_pdf(&printing) ||
        !choose_pages(&printing))
        return;
    if (printing.marked)
        run_marked(&printing);
    else
        print_plain(&printing);
}

const Command command_print = {
    .name = "print",
    .summary = "print a PDF",
    .usage =
        "print FILE.pdf [--printer P] [--copies N] [--duplex] [--pages 1-4,7] [--paper F4]\n"
        "               [--salinan [-o DIR]]\n"
        "\n"
        "  -p, --printer P  the printer; without it the default one, or the only one\n"
        "  -n, --copies N   so many of the whole, 1 to 9999\n"
        "  --duplex         on both sides of the sheet, turned on the long edge\n"
        "  --pages RANGES   1-4,7 and 5- count the pages of the file; iii-v and III-37 are labels\n"
        "  --paper PAPER    A4, F4, Legal, ..., or 215x330 in mm; without it as the printer is "
        "set\n"
        "  --server SERVER  HOST:PORT of the print server; without it as for all programs of CUPS\n"
        "  --salinan        mark each page as that of a copy, and number the copies\n"
        "  -o, --output DIR write the marked copies there instead of printing them\n"
        "\n"
        "FILE.pdf is never changed. Ends once the print server has accepted the job, and prints "
        "the job's name.\n"
        "lakipdf printers lists the printers.",
    .run = run,
};

/* --- The list of printers --------------------------------------------------------------------- */

static void run_printers(Session *session, int argc, char **argv)
{
    const char *server = NULL;
    const Option options[] = {{"server", 0, &server, NULL}};
    Buf out = {.arena = session->arena};
    if (!options_parse(session, &command_printers, argc, argv, options, 1, NULL, 0))
        return;
    if (print_list(session->arena, session->diags, server, &out))
        output_write_text(session, "-", "", "", &out);
}

const Command command_printers = {
    .name = "printers",
    .summary = "list the printers, their paper and sides",
    .usage = "printers [--server HOST:PORT]\n"
             "\n"
             "  --server SERVER  HOST:PORT of the print server; without it as for all programs of\n"
             "                   CUPS: $CUPS_SERVER, client.conf, this machine",
    .run = run_printers,
};
