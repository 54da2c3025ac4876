/* What a failed exchange means, in words. */
#include "http/curl.h"

#include <errno.h>
#include <string.h>

/* What went wrong by libcurl's code: the words stand behind the host's name. */
typedef struct Failure {
    CURLcode code;
    Severity severity;
    const char *words;
    const char *hint;
} Failure;

static const char look_at_address[] =
    "look at the address; a browser on this machine should reach it";
static const char try_again[] =
    "try again; look also whether the address begins rightly, with http or https";
static const char look_at_ca[] =
    "give the certificate of the authority that issued the server's, where it is not one that this "
    "system knows";

static const Failure failures[] = {
    {CURLE_URL_MALFORMAT, SEVERITY_ERROR, "the address is not one", "write https://HOST/PATH"},
    {CURLE_UNSUPPORTED_PROTOCOL, SEVERITY_SYSTEM, "it does not speak HTTP", look_at_address},
    {CURLE_WEIRD_SERVER_REPLY, SEVERITY_SYSTEM, "it does not speak HTTP", look_at_address},
    {CURLE_COULDNT_RESOLVE_HOST, SEVERITY_SYSTEM, "no such host is known",
     "look at the spelling of the address, and whether this machine has a network"},
    {CURLE_COULDNT_RESOLVE_PROXY, SEVERITY_SYSTEM, "the proxy's name is not known",
     "look at the proxy's address"},
    {CURLE_GOT_NOTHING, SEVERITY_SYSTEM, "it closed the connection without an answer",
     "https and http are different: the address may begin with the wrong one"},
    {CURLE_PARTIAL_FILE, SEVERITY_SYSTEM, "the reply was cut off", "try again"},
    {CURLE_SEND_ERROR, SEVERITY_SYSTEM, "the connection broke while sending", try_again},
    {CURLE_RECV_ERROR, SEVERITY_SYSTEM, "the connection broke while receiving", try_again},
    {CURLE_SSL_CONNECT_ERROR, SEVERITY_SYSTEM, "no secure connection comes about",
     "https and http are different: the address may begin with the wrong one"},
    {CURLE_PEER_FAILED_VERIFICATION, SEVERITY_SYSTEM, "its certificate is not accepted",
     look_at_ca},
    {CURLE_SSL_CACERT_BADFILE, SEVERITY_ERROR, "the file of trusted certificates cannot be used",
     "give a PEM file; the system's own is in Debian's package ca-certificates"},
};

/* The library's own words, in brackets. */
static const char *in_detail(Exchange *exchange, CURLcode code)
{
    const char *said = exchange->about;
    switch (code) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return said[0] != '\0' ? str_format(exchange->arena, " (%s)", said).at : "";
    default:
        return "";
    }
}

static void could_not_connect(Exchange *exchange, Str host)
{
    long error = 0;
    exchange->curl.easy_getinfo(exchange->handle, CURLINFO_OS_ERRNO, &error);
    bool refused = error == ECONNREFUSED;
    diag(exchange->diags, SEVERITY_SYSTEM, exchange->request->place,
         refused ? "look at the address and its port, and whether the service runs"
                 : "look at the address, and whether this machine has a network",
         "%.*s: %s%s", STR_ARG(host), refused ? "the connection is refused" : "cannot be reached",
         refused || error == 0 ? ""
                               : str_format(exchange->arena, " (%s)", strerror((int)error)).at);
}

void exchange_explain(Exchange *exchange, CURLcode code)
{
    const HttpRequest *request = exchange->request;
    Str host = http_host(str_from(request->address));
    if (exchange->too_large || code == CURLE_FILESIZE_EXCEEDED) {
        diag(exchange->diags, SEVERITY_SYSTEM, request->place, NULL,
             "%.*s: the reply has more than %zu bytes", STR_ARG(host), request->reply_bytes);
        return;
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        diag(exchange->diags, SEVERITY_SYSTEM, request->place, "try again, or give it more time",
             "%.*s: no answer within the time (%u seconds, %u to connect)", STR_ARG(host),
             request->seconds, request->connect_seconds);
        return;
    }
    if (code == CURLE_COULDNT_CONNECT) {
        could_not_connect(exchange, host);
        return;
    }
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        if (failures[i].code != code)
            continue;
        diag(exchange->diags, failures[i].severity, request->place, failures[i].hint, "%.*s: %s%s",
             STR_ARG(host), failures[i].words, in_detail(exchange, code));
        return;
    }
    diag(exchange->diags, SEVERITY_SYSTEM, request->place, NULL, "%.*s: the request failed: %s",
         STR_ARG(host),
         exchange->about[0] != '\0' ? exchange->about : exchange->curl.easy_strerror(code));
}

/* --- Statuses --------------------------------------------------------------------------------- */

static const struct {
    unsigned status;
    const char *text;
    const char *hint;
} statuses[] = {
    {301, "moved", NULL},
    {302, "moved", NULL},
    {303, "moved", NULL},
    {307, "moved", NULL},
    {308, "moved", NULL},
    {400, "the request is not understood", NULL},
    {401, "user or password is not accepted", "look at the user's name and password"},
    {403, "forbidden", "ask the service for the right to use it"},
    {404, "not found", "look at the path of the address"},
    {405, "not possible at this address", "look at the path of the address"},
    {407, "the proxy wants a user and a password", NULL},
    {408, "it took too long", "try again"},
    {413, "the file is too large for the service", "make the file smaller"},
    {415, "the form of the request is not accepted", NULL},
    {429, "too many requests", "wait, then try again"},
    {500, "the service failed", "try again later"},
    {501, "the service cannot do it", NULL},
    {502, "the service behind the server does not answer", "try again later"},
    {503, "the service is not available", "try again later"},
    {504, "the service behind the server takes too long", "try again later"},
};

const char *http_status_text(unsigned status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i].status == status)
            return statuses[i].text;
    return status >= 500 ? "the service failed" : "the request is refused";
}

void exchange_refused(Exchange *exchange, const HttpReply *reply)
{
    const HttpRequest *request = exchange->request;
    const char *hint = NULL;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i].status == reply->status)
            hint = statuses[i].hint;
    Str to = http_header(reply, "Location");
    if (reply->status >= 300 && reply->status < 400 && to.size > 0)
        hint = str_format(exchange->arena,
                          "if you trust it, give the address that it leads to: %.*s", STR_ARG(to))
                   .at;
    bool ours = reply->status >= 300 && reply->status < 500;
    diag(exchange->diags, ours ? SEVERITY_ERROR : SEVERITY_SYSTEM, request->place, hint,
         "%.*s: status %u: %s", STR_ARG(http_host(str_from(request->address))), reply->status,
         http_status_text(reply->status));
}
