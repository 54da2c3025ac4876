/* libcups: loaded by its name; a connection to a server and what comes of it. */
#include "print/cups.h"

#include <dlfcn.h>
#include <netdb.h>
#include <string.h>

enum { CONNECT_MILLISECONDS = 15000, ANSWER_SECONDS = 30 };

/* --- Loading ---------------------------------------------------------------------------------- */

#define NAMED(member, name)                                                                        \
    {                                                                                              \
        offsetof(Cups, member), name                                                               \
    }

static const struct {
    size_t at; /* in Cups */
    const char *name;
} functions[] = {
    NAMED(server, "cupsServer"),
    NAMED(set_server, "cupsSetServer"),
    NAMED(port, "ippPort"),
    NAMED(encryption, "cupsEncryption"),
    NAMED(connect, "httpConnect2"),
    NAMED(set_timeout, "httpSetTimeout"),
    NAMED(close, "httpClose"),
    NAMED(last_error, "cupsLastError"),
    NAMED(last_error_text, "cupsLastErrorString"),
    NAMED(get_dests, "cupsGetDests2"),
    NAMED(get_named_dest, "cupsGetNamedDest"),
    NAMED(free_dests, "cupsFreeDests"),
    NAMED(copy_info, "cupsCopyDestInfo"),
    NAMED(free_info, "cupsFreeDestInfo"),
    NAMED(is_supported, "cupsCheckDestSupported"),
    NAMED(find_supported, "cupsFindDestSupported"),
    NAMED(find_default, "cupsFindDestDefault"),
    NAMED(media_count, "cupsGetDestMediaCount"),
    NAMED(media_at, "cupsGetDestMediaByIndex"),
    NAMED(media_by_size, "cupsGetDestMediaBySize"),
    NAMED(media_by_name, "cupsGetDestMediaByName"),
    NAMED(add_media, "cupsAddDestMediaOptions"),
    NAMED(get_option, "cupsGetOption"),
    NAMED(add_option, "cupsAddOption"),
    NAMED(remove_option, "cupsRemoveOption"),
    NAMED(free_options, "cupsFreeOptions"),
    NAMED(create_job, "cupsCreateDestJob"),
    NAMED(cancel_job, "cupsCancelDestJob"),
    NAMED(start_document, "cupsStartDestDocument"),
    NAMED(write_data, "cupsWriteRequestData"),
    NAMED(finish_document, "cupsFinishDestDocument"),
    NAMED(value_count, "ippGetCount"),
    NAMED(value_range, "ippGetRange"),
    NAMED(value_text, "ippGetString"),
    NAMED(media_named, "pwgMediaForPWG"),
};

/* The library stays loaded: it keeps memory of its own for each thread. */
static bool load(Diags *diags, Cups *cups)
{
    static const char *const name = "libcups.so.2";
    static const char *const hint = "install Debian's package libcups2";
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        diag(diags, SEVERITY_SYSTEM, (Place){0}, hint, "cannot load the library that prints: %s",
             dlerror());
        return false;
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *found = dlsym(library, functions[i].name);
        if (found == NULL) {
            diag(diags, SEVERITY_SYSTEM, (Place){0}, hint, "%s has no %s", name, functions[i].name);
            return false;
        }
        memcpy((char *)cups + functions[i].at, &found, sizeof found);
    }
    return true;
}

/* --- Messages --------------------------------------------------------------------------------- */

const char *visit_plain(const Visit *visit, const char *said)
{
    enum { MOST_SAID = 300 };
    Buf out = {.arena = visit->arena};
    Str text = str_trim(str_from(said));
    for (size_t at = 0; at < text.size && out.size < MOST_SAID;) {
        uint32_t character = utf8_next(text, &at);
        bool plain =
            character >= ' ' && character != UTF8_BAD && (character < 0x7F || character >= 0xA0);
        buf_char(&out, plain ? character : ' ');
    }
    return str_c(visit->arena, buf_str(&out));
}

bool visit_failed(Visit *visit, const char *what)
{
    static const struct {
        ipp_status_t status;
        const char *hint;
    } hints[] = {
        {IPP_STATUS_ERROR_FORBIDDEN, "ask who keeps the server for the right to print there"},
        {IPP_STATUS_ERROR_NOT_AUTHENTICATED, "it wants a name and a password"},
        {IPP_STATUS_ERROR_NOT_AUTHORIZED, "ask who keeps the server for the right to print there"},
        {IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED, "it wants a name and a password"},
    };
    const char *hint = "see that it is a print server of CUPS, and what its error log tells";
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (visit->cups.last_error() == hints[i].status)
            hint = hints[i].hint;
    /* Where a server keeps silent, the library has no word for it. */
    const char *reason = visit_plain(visit, visit->cups.last_error_text());
    bool silent = reason[0] == '\0' || strcmp(reason, strerror(0)) == 0;
    diag(visit->diags, SEVERITY_SYSTEM, (Place){0}, hint, "%s: %.*s: %s", what,
         STR_ARG(visit->server), silent ? "no answer" : reason);
    return false;
}

/* --- The connection --------------------------------------------------------------------------- */

/* What a user would write for the server that is asked. */
static Str server_name(const Visit *visit)
{
    const char *host = visit->cups.server();
    if (host[0] == '/')
        return str_copy(visit->arena, str_from(host));
    return str_format(visit->arena, "%s:%d", host, visit->cups.port());
}

/* Why no address is known of a host; NULL where one is. */
static const char *why_unknown(const char *host)
{
    struct addrinfo *found = NULL;
    if (host[0] == '/')
        return NULL;
    int error = getaddrinfo(host, NULL, NULL, &found);
    if (error == 0)
        freeaddrinfo(found);
    return error != 0 ? gai_strerror(error) : NULL;
}

static bool connect_server(Visit *visit, const char *server)
{
    const Cups *cups = &visit->cups;
    if (server != NULL)
        cups->set_server(server);
    visit->server = server_name(visit);
    visit->http = cups->connect(cups->server(), cups->port(), NULL, AF_UNSPEC, cups->encryption(),
                                1, CONNECT_MILLISECONDS, NULL);
    if (visit->http != NULL) {
        cups->set_timeout(visit->http, ANSWER_SECONDS, NULL, NULL);
        return true;
    }
    const char *unknown = why_unknown(cups->server());
    if (unknown != NULL) {
        diag(visit->diags, SEVERITY_SYSTEM, (Place){0},
             "look at the spelling of the server's name, and whether this machine has a network",
             "no print server answers at %.*s: %s", STR_ARG(visit->server), unknown);
        return false;
    }
    diag(visit->diags, SEVERITY_SYSTEM, (Place){0},
         "start CUPS on this machine (Debian's package cups), or name a server: --server HOST:PORT",
         "no print server answers at %.*s", STR_ARG(visit->server));
    return false;
}

typedef struct Walk {
    Visit visit;
    const char *server;
    bool (*body)(Visit *visit, void *context);
    void *context;
    bool good;
} Walk;

static void walk(void *context)
{
    Walk *under_way = context;
    Visit *visit = &under_way->visit;
    under_way->good =
        connect_server(visit, under_way->server) && under_way->body(visit, under_way->context);
}

bool visit_server(Arena *arena, Diags *diags, const char *server,
                  bool (*body)(Visit *visit, void *context), void *context)
{
    Walk under_way = {.visit = {.arena = arena, .diags = diags},
                      .server = server,
                      .body = body,
                      .context = context};
    Visit *visit = &under_way.visit;
    if (!load(diags, &visit->cups))
        return false;
    bool kept = arena_try(arena_memory(arena), walk, &under_way);
    visit->cups.free_options(visit->option_count, visit->options);
    visit->cups.free_info(visit->info);
    visit->cups.free_dests(visit->dest_count, visit->dests);
    if (visit->http != NULL)
        visit->cups.close(visit->http);
    if (!kept)
        memory_fail(arena_memory(arena));
    return under_way.good;
}
