/* A job: what is asked for is held against what the queue can do, then sent. */
#include "print/cups.h"

#include <string.h>

typedef struct Sending {
    Visit *visit;
    const PrintOrder *order;
    PrintedJobs *jobs;
    int *ids;
    uint32_t sent; /* jobs that there are at the server */
    bool good;
} Sending;

/* --- Options ---------------------------------------------------------------------------------- */

static void add_option(Visit *visit, const char *name, const char *value)
{
    visit->option_count = visit->cups.add_option(name, value, visit->option_count, &visit->options);
}

static bool refuse(Visit *visit, const char *hint, const char *what)
{
    diag(visit->diags, SEVERITY_USAGE, (Place){0}, hint, "printer '%s' %s", visit->dest->name,
         what);
    return false;
}

/* What the user has set for this printer (lpoptions), besides what describes it. */
static void add_own(Visit *visit)
{
    static const char *const about[] = {"printer-", "marker-",   "device-uri", "auth-info",
                                        "copies",   "number-up", "page-ranges"};
    for (int i = 0; i < visit->dest->num_options; i++) {
        const cups_option_t *option = &visit->dest->options[i];
        bool describes = false;
        for (size_t k = 0; k < sizeof about / sizeof *about; k++)
            describes = describes || strncmp(option->name, about[k], strlen(about[k])) == 0;
        if (!describes)
            add_option(visit, option->name, option->value);
    }
}

static void remove_options(Visit *visit, const char *const *names)
{
    for (; *names != NULL; names++)
        visit->option_count =
            visit->cups.remove_option(*names, visit->option_count, &visit->options);
}

static bool add_copies(Visit *visit, const PrintOrder *order)
{
    static const char *const sets = "separate-documents-collated-copies";
    if (order->copies <= 1)
        return true;
    const char *value = str_format(visit->arena, "%u", order->copies).at;
    if (!visit->cups.is_supported(visit->http, visit->dest, visit->info, CUPS_COPIES, value)) {
        ipp_attribute_t *range =
            visit->cups.find_supported(visit->http, visit->dest, visit->info, CUPS_COPIES);
        int most = 0;
        if (range != NULL)
            visit->cups.value_range(range, 0, &most);
        return refuse(visit,
                      most > 0 ? str_format(visit->arena, "it prints at most %d", most).at : NULL,
                      str_format(visit->arena, "does not print %s copies", value).at);
    }
    add_option(visit, CUPS_COPIES, value);
    if (visit->cups.is_supported(visit->http, visit->dest, visit->info,
                                 "multiple-document-handling", sets))
        add_option(visit, "multiple-document-handling", sets);
    return true;
}

static bool add_sides(Visit *visit, const PrintOrder *order)
{
    static const char *const others[] = {"Duplex", "sides", NULL};
    if (!order->duplex)
        return true;
    if (!queue_is_duplex(visit))
        return refuse(visit, "leave --duplex out", "prints on one side only");
    remove_options(visit, others);
    add_option(visit, CUPS_SIDES, CUPS_SIDES_TWO_SIDED_PORTRAIT);
    return true;
}

static bool add_pages(Visit *visit, const PrintOrder *order)
{
    if (order->pages == NULL)
        return true;
    Str text = page_ranges_text(visit->arena, order->pages);
    if (!visit->cups.is_supported(visit->http, visit->dest, visit->info, "page-ranges", text.at))
        return refuse(visit, "leave --pages out", "cannot print single pages");
    add_option(visit, "page-ranges", text.at);
    return true;
}

/* --- Paper ------------------------------------------------------------------------------------ */

static int to_hundredths(int64_t thousandths)
{
    return (int)(thousandths * 127 / 3600);
}

/* The document has another size than the paper that it will be printed on: it may be scaled or cut
   off. */
static void compare_paper(Visit *visit, const PrintOrder *order, const cups_size_t *paper)
{
    int width = to_hundredths(order->width);
    int height = to_hundredths(order->height);
    if (width <= 0 || paper_same(width, height, paper->width, paper->length))
        return;
    bool turned = width > height;
    Str own = paper_name(visit->arena, turned ? height : width, turned ? width : height);
    Str used = paper_name(visit->arena, paper->width, paper->length);
    cups_size_t fitting;
    const char *hint = paper_of_size(visit, width, height, &fitting)
                           ? str_format(visit->arena, "the printer has it: --paper %s",
                                        own.at[0] >= 'A' ? str_c(visit->arena, own) : fitting.media)
                                 .at
                           : NULL;
    diag(visit->diags, SEVERITY_NOTE, (Place){0}, hint,
         "the pages are %.*s, the paper is %.*s: the printer scales or cuts them", STR_ARG(own),
         STR_ARG(used));
}

static bool add_paper(Visit *visit, const PrintOrder *order)
{
    static const char *const others[] = {"PageSize", "PageRegion", "media", "media-col", NULL};
    const Cups *cups = &visit->cups;
    cups_size_t size;
    if (order->paper == NULL) {
        if (paper_default(visit, &size))
            compare_paper(visit, order, &size);
        return true;
    }
    if (!paper_find(visit, order->paper, &size))
        return false;
    compare_paper(visit, order, &size);
    remove_options(visit, others);
    if (cups->is_supported(visit->http, visit->dest, visit->info, CUPS_MEDIA, size.media))
        add_option(visit, CUPS_MEDIA, size.media);
    else
        visit->option_count =
            cups->add_media(visit->http, visit->dest, visit->info, CUPS_MEDIA_FLAGS_DEFAULT, &size,
                            visit->option_count, &visit->options);
    return true;
}

/* --- All together ----------------------------------------------------------------------------- */

static bool choose_options(Visit *visit, const PrintOrder *order)
{
    bool asks = order->paper != NULL || order->duplex || order->pages != NULL;
    if (queue_is_raw(visit) && asks)
        return refuse(visit, "leave --paper, --duplex and --pages out, or name another printer",
                      "hands files to the device as they are: paper, sides and pages cannot be "
                      "chosen");
    if (!queue_is_raw(visit))
        add_own(visit);
    /* Each is told that cannot be had. */
    bool good = add_copies(visit, order);
    good = add_sides(visit, order) && good;
    good = add_pages(visit, order) && good;
    return (queue_is_raw(visit) || add_paper(visit, order)) && good;
}

/* --- Sending ---------------------------------------------------------------------------------- */

static bool refused(Visit *visit)
{
    return visit_failed(
        visit, str_format(visit->arena, "printer '%s' refuses the job", visit->dest->name).at);
}

/* The server knows the job from here on. */
static bool create_job(Sending *sending, const char *title)
{
    Visit *visit = sending->visit;
    int *id = &sending->ids[sending->sent];
    ipp_status_t status = visit->cups.create_job(visit->http, visit->dest, visit->info, id, title,
                                                 visit->option_count, visit->options);
    if (*id <= 0)
        return refused(visit);
    sending->sent++;
    return status <= IPP_STATUS_OK_EVENTS_COMPLETE || refused(visit);
}

static bool send_document(Sending *sending, const char *title, Str bytes)
{
    enum { PART = 64 * 1024 };
    Visit *visit = sending->visit;
    const Cups *cups = &visit->cups;
    if (!create_job(sending, title))
        return false;
    http_status_t status =
        cups->start_document(visit->http, visit->dest, visit->info, sending->ids[sending->sent - 1],
                             title, CUPS_FORMAT_PDF, 0, NULL, 1);
    for (size_t at = 0; status == HTTP_STATUS_CONTINUE && at < bytes.size; at += PART) {
        size_t size = bytes.size - at < PART ? bytes.size - at : PART;
        status = cups->write_data(visit->http, bytes.at + at, size);
    }
    ipp_status_t ended = cups->finish_document(visit->http, visit->dest, visit->info);
    if (status == HTTP_STATUS_CONTINUE && ended <= IPP_STATUS_OK_EVENTS_COMPLETE)
        return true;
    return refused(visit);
}

static void send_documents(void *context)
{
    Sending *sending = context;
    const PrintOrder *order = sending->order;
    for (uint32_t i = 0; i < order->documents; i++) {
        const char *title = NULL;
        Str bytes;
        if (!order->document(order->context, i, &title, &bytes) ||
            !send_document(sending, title, bytes))
            return;
    }
    sending->good = true;
}

/* Where one cannot be sent, of memory too, those before are taken back. */
static bool send_jobs(Visit *visit, void *context)
{
    Sending *sending = context;
    const PrintOrder *order = sending->order;
    sending->visit = visit;
    if (!queue_find(visit, order->printer) || !choose_options(visit, order))
        return false;
    sending->ids = arena_array(visit->arena, order->documents, sizeof *sending->ids);
    bool kept = arena_try(arena_memory(visit->arena), send_documents, sending);
    for (uint32_t i = 0; !sending->good && i < sending->sent; i++)
        visit->cups.cancel_job(visit->http, visit->dest, sending->ids[i]);
    if (!kept)
        memory_fail(arena_memory(visit->arena));
    *sending->jobs =
        (PrintedJobs){str_copy(visit->arena, str_from(visit->dest->name)), sending->ids};
    return sending->good;
}

bool print_send(Arena *arena, Diags *diags, const PrintOrder *order, PrintedJobs *jobs)
{
    Sending sending = {.order = order, .jobs = jobs};
    return visit_server(arena, diags, order->server, send_jobs, &sending);
}
