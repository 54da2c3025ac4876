/* Queues: finding the one that is meant, what it can do, and the list of all. */
#include "print/cups.h"

#include <string.h>

/* --- What a queue says ------------------------------------------------------------------------ */

static const char *dest_says(const Visit *visit, const cups_dest_t *dest, const char *attribute)
{
    return visit->cups.get_option(attribute, dest->num_options, dest->options);
}

const char *queue_says(const Visit *visit, const char *attribute)
{
    return dest_says(visit, visit->dest, attribute);
}

bool queue_ask(Visit *visit)
{
    visit->cups.free_info(visit->info);
    visit->info = visit->cups.copy_info(visit->http, visit->dest);
    if (visit->info != NULL)
        return true;
    return visit_failed(
        visit,
        str_format(visit->arena, "printer '%s' does not say what it can do", visit->dest->name).at);
}

/* The scheduler gives such queues this name; they have no list of paper. */
bool queue_is_raw(const Visit *visit)
{
    const char *model = queue_says(visit, "printer-make-and-model");
    return model != NULL && strstr(model, "Raw Printer") != NULL &&
           visit->cups.find_supported(visit->http, visit->dest, visit->info, "media") == NULL;
}

bool queue_is_duplex(const Visit *visit)
{
    return visit->cups.is_supported(visit->http, visit->dest, visit->info, CUPS_SIDES,
                                    CUPS_SIDES_TWO_SIDED_PORTRAIT) != 0;
}

/* --- Finding one ------------------------------------------------------------------------------ */

/* The names of all queues, each once: a queue may have several sets of options. */
static const Str *all_names(const Visit *visit, size_t *count)
{
    Str *names = arena_array(visit->arena, (size_t)visit->dest_count, sizeof *names);
    *count = 0;
    for (int i = 0; i < visit->dest_count; i++)
        if (visit->dests[i].instance == NULL)
            names[(*count)++] = str_from(visit->dests[i].name);
    return names;
}

/* "--printer NAME, of: a, b, c" */
static const char *name_one(const Visit *visit, const Str *names, size_t count)
{
    enum { MOST_NAMED = 20 };
    Buf out = {.arena = visit->arena};
    buf_text(&out, "name one with --printer: ");
    for (size_t i = 0; i < count && i < MOST_NAMED; i++)
        buf_format(&out, "%s%.*s", i > 0 ? ", " : "", STR_ARG(names[i]));
    buf_text(&out, count > MOST_NAMED ? ", ..." : "");
    return str_c(visit->arena, buf_str(&out));
}

static bool report_no_printer(Visit *visit)
{
    diag(visit->diags, SEVERITY_SYSTEM, (Place){0},
         "set one up there (lpadmin, or the system's settings), or name another server: --server",
         "the print server %.*s has no printer", STR_ARG(visit->server));
    return false;
}

/* Gets all queues of the server. False after adding a message: it fails or has none. */
static bool get_all(Visit *visit)
{
    visit->cups.free_dests(visit->dest_count, visit->dests);
    visit->dests = NULL;
    visit->dest_count = visit->cups.get_dests(visit->http, &visit->dests);
    if (visit->dest_count > 0)
        return true;
    visit->dest_count = 0;
    int status = (int)visit->cups.last_error();
    if (status > IPP_STATUS_OK_EVENTS_COMPLETE && status != IPP_STATUS_ERROR_NOT_FOUND)
        return visit_failed(visit, "the print server does not answer as one");
    return report_no_printer(visit);
}

/* No queue was found: why, unless there is only one to choose from. */
static bool find_other(Visit *visit, const char *name)
{
    if (!get_all(visit))
        return false;
    size_t count = 0;
    const Str *names = all_names(visit, &count);
    if (name != NULL) {
        diag(
            visit->diags, SEVERITY_USAGE, (Place){0},
            hint_nearest(visit->arena, str_from(name), names, count, name_one(visit, names, count)),
            "there is no printer '%s' at %.*s", name, STR_ARG(visit->server));
        return false;
    }
    if (count == 1) {
        for (int i = 0; i < visit->dest_count; i++)
            if (visit->dests[i].instance == NULL)
                visit->dest = &visit->dests[i];
        return true;
    }
    diag(visit->diags, SEVERITY_USAGE, (Place){0}, name_one(visit, names, count),
         "no printer is named, and none of the %zu at %.*s is the default", count,
         STR_ARG(visit->server));
    return false;
}

/* A printer that takes no jobs is told; one that is stopped keeps them until it goes on. */
static bool takes_jobs(Visit *visit)
{
    const char *accepting = queue_says(visit, "printer-is-accepting-jobs");
    if (accepting != NULL && strcmp(accepting, "false") == 0) {
        diag(visit->diags, SEVERITY_SYSTEM, (Place){0},
             str_format(visit->arena, "cupsaccept %s, by who keeps it, lets it take them again",
                        visit->dest->name)
                 .at,
             "printer '%s' takes no jobs now", visit->dest->name);
        return false;
    }
    const char *state = queue_says(visit, "printer-state");
    if (state != NULL && strcmp(state, "5") == 0)
        diag(visit->diags, SEVERITY_WARNING, (Place){0},
             str_format(visit->arena, "cupsenable %s starts it", visit->dest->name).at,
             "printer '%s' is stopped: the job waits until it is started", visit->dest->name);
    return true;
}

bool queue_find(Visit *visit, const char *name)
{
    char *queue = name != NULL ? str_c(visit->arena, str_from(name)) : NULL;
    char *instance = queue != NULL ? strchr(queue, '/') : NULL;
    if (instance != NULL)
        *instance++ = '\0';
    visit->dests = visit->cups.get_named_dest(visit->http, queue, instance);
    visit->dest_count = visit->dests != NULL ? 1 : 0;
    visit->dest = visit->dests;
    if (visit->dest == NULL && !find_other(visit, name))
        return false;
    return takes_jobs(visit) && queue_ask(visit);
}

/* --- The list --------------------------------------------------------------------------------- */

static const char *state_word(const Visit *visit)
{
    static const struct {
        const char *state;
        const char *word;
    } words[] = {{"3", "idle"}, {"4", "printing"}, {"5", "stopped"}};
    const char *accepting = queue_says(visit, "printer-is-accepting-jobs");
    if (accepting != NULL && strcmp(accepting, "false") == 0)
        return "takes no jobs";
    const char *state = queue_says(visit, "printer-state");
    for (size_t i = 0; state != NULL && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].state, state) == 0)
            return words[i].word;
    return "unknown";
}

static void list_one(Visit *visit, Buf *out)
{
    const char *about = visit_plain(visit, queue_says(visit, "printer-info"));
    buf_format(out, "%s%s: %s\n", visit->dest->name, visit->dest->is_default ? " (default)" : "",
               state_word(visit));
    if (about[0] != '\0' && strcmp(about, visit->dest->name) != 0)
        buf_format(out, "  %s\n", about);
    if (!queue_ask(visit))
        return;
    if (queue_is_raw(visit)) {
        buf_text(out, "  hands files to the printer as they are: paper, sides and pages cannot be "
                      "chosen\n");
        return;
    }
    cups_size_t size;
    if (paper_default(visit, &size))
        buf_format(out, "  paper: %.*s",
                   STR_ARG(paper_name(visit->arena, size.width, size.length)));
    else
        buf_text(out, "  paper: unknown");
    buf_format(out, "; it has %.*s\n", STR_ARG(paper_all(visit)));
    buf_format(out, "  sides: %s\n", queue_is_duplex(visit) ? "one or both" : "one");
}

static bool list_all(Visit *visit, void *context)
{
    if (!get_all(visit))
        return false;
    bool has_default = false;
    for (int i = 0; i < visit->dest_count; i++) {
        visit->dest = &visit->dests[i];
        has_default = has_default || visit->dest->is_default;
        if (visit->dest->instance == NULL)
            list_one(visit, context);
    }
    if (!has_default && visit->dest_count > 1)
        buf_text(context, "None is the default: name one with --printer.\n");
    return true;
}

bool print_list(Arena *arena, Diags *diags, const char *server, Buf *out)
{
    return visit_server(arena, diags, server, list_all, out);
}
