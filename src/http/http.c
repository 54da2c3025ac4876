/* One request and its reply. What libcurl holds is let go of in all ways out, also where memory
 * runs out: no jump leaves a callback. */
#include "http/curl.h"

#include <string.h>
#include <sys/types.h>

/* --- What is sent ----------------------------------------------------------------------------- */

/* How far pieces have been read. */
typedef struct Feed {
    const Str *pieces;
    size_t count;
    size_t piece; /* the next to read from */
    size_t at;    /* in it */
} Feed;

static size_t read_feed(char *to, size_t size, size_t count, void *context)
{
    Feed *feed = context;
    size_t room = size * count;
    size_t done = 0;
    while (done < room && feed->piece < feed->count) {
        Str rest = str_slice(feed->pieces[feed->piece], feed->at, feed->pieces[feed->piece].size);
        size_t part = rest.size < room - done ? rest.size : room - done;
        if (part > 0)
            memcpy(to + done, rest.at, part);
        done += part;
        feed->at += part;
        if (part == rest.size) {
            feed->piece++;
            feed->at = 0;
        }
    }
    return done;
}

/* Only ever back to the begin, to send it all again on a new connection. */
static int seek_feed(void *context, curl_off_t offset, int origin)
{
    Feed *feed = context;
    if (offset != 0 || origin != SEEK_SET)
        return CURL_SEEKFUNC_CANTSEEK;
    feed->piece = 0;
    feed->at = 0;
    return CURL_SEEKFUNC_OK;
}

static curl_off_t feed_size(const Feed *feed)
{
    size_t size = 0;
    for (size_t i = 0; i < feed->count; i++)
        size += feed->pieces[i].size;
    return (curl_off_t)size;
}

/* --- What is received ------------------------------------------------------------------------- */

/* A part of a reply, added where memory allows. */
typedef struct Taking {
    Buf *to;
    Str part;
} Taking;

static void take_part(void *context)
{
    Taking *taking = context;
    buf_add(taking->to, taking->part);
}

/* Less than the part's size ends the exchange. */
static size_t take(Exchange *exchange, Buf *to, Str part, size_t limit)
{
    exchange->too_large = part.size > limit - to->size;
    if (exchange->too_large)
        return CURL_WRITEFUNC_ERROR;
    Taking taking = {to, part};
    exchange->no_memory = !arena_try(arena_memory(exchange->arena), take_part, &taking);
    return exchange->no_memory ? CURL_WRITEFUNC_ERROR : part.size;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the library's type */
static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    Exchange *exchange = context;
    return take(exchange, &exchange->received, (Str){bytes, size * count},
                exchange->request->reply_bytes);
}

/* Where there are several replies ("100 Continue"), the last one's lines are kept.
   NOLINTNEXTLINE(readability-non-const-parameter): the library's type */
static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    Exchange *exchange = context;
    Str line = {bytes, size * count};
    if (str_starts(line, "HTTP/"))
        exchange->lines.size = 0;
    return take(exchange, &exchange->lines, line, HTTP_HEADER_BYTES);
}

/* --- Setting up ------------------------------------------------------------------------------- */

/* What the library answers to an option: the options are right, so only memory can be wanting. */
static void set(const Exchange *exchange, CURLcode answer)
{
    if (answer != CURLE_OK)
        memory_fail(arena_memory(exchange->arena));
}

static void set_number(const Exchange *exchange, CURLoption option, long value)
{
    set(exchange, exchange->curl.easy_setopt(exchange->handle, option, value));
}

static void set_text(const Exchange *exchange, CURLoption option, const char *value)
{
    set(exchange, exchange->curl.easy_setopt(exchange->handle, option, value));
}

static void set_pointer(const Exchange *exchange, CURLoption option, void *value)
{
    set(exchange, exchange->curl.easy_setopt(exchange->handle, option, value));
}

static void set_size(const Exchange *exchange, CURLoption option, curl_off_t value)
{
    set(exchange, exchange->curl.easy_setopt(exchange->handle, option, value));
}

static void add_header(Exchange *exchange, const char *line)
{
    struct curl_slist *longer = exchange->curl.slist_append(exchange->headers, line);
    if (longer == NULL)
        memory_fail(arena_memory(exchange->arena));
    exchange->headers = longer;
}

/* To whom, by which way, how long. */
static void set_way(Exchange *exchange)
{
    const HttpRequest *request = exchange->request;
    set_text(exchange, CURLOPT_URL, request->address);
    set_text(exchange, CURLOPT_PROTOCOLS_STR, "http,https");
    set_number(exchange, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    set_text(exchange, CURLOPT_PROXY, request->proxy != NULL ? request->proxy : "");
    set_text(exchange, CURLOPT_NOPROXY, "");
    set_number(exchange, CURLOPT_NOSIGNAL, 1);
    set_number(exchange, CURLOPT_TIMEOUT, (long)request->seconds);
    set_number(exchange, CURLOPT_CONNECTTIMEOUT, (long)request->connect_seconds);
    set_number(exchange, CURLOPT_SSL_VERIFYPEER, 1);
    set_number(exchange, CURLOPT_SSL_VERIFYHOST, 2);
    set_number(exchange, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    if (request->ca_file != NULL) {
        set_text(exchange, CURLOPT_CAINFO, request->ca_file);
        set_text(exchange, CURLOPT_CAPATH, NULL);
    }
    if (request->user != NULL) {
        set_number(exchange, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        set_text(exchange, CURLOPT_USERNAME, request->user);
        set_text(exchange, CURLOPT_PASSWORD, request->password != NULL ? request->password : "");
    }
}

static void set_reply(Exchange *exchange)
{
    set_pointer(exchange, CURLOPT_ERRORBUFFER, exchange->about);
    set_pointer(exchange, CURLOPT_WRITEDATA, exchange);
    set_pointer(exchange, CURLOPT_HEADERDATA, exchange);
    set_size(exchange, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)exchange->request->reply_bytes);
    curl_write_callback take_bytes = take_body;
    curl_write_callback take_line = take_header;
    set(exchange, exchange->curl.easy_setopt(exchange->handle, CURLOPT_WRITEFUNCTION, take_bytes));
    set(exchange, exchange->curl.easy_setopt(exchange->handle, CURLOPT_HEADERFUNCTION, take_line));
}

static void set_headers(Exchange *exchange)
{
    const HttpRequest *request = exchange->request;
    /* Else a server that does not know it keeps a large body waiting. */
    add_header(exchange, "Expect:");
    for (size_t i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
        add_header(exchange, request->headers[i]);
    if (request->body.count > 0)
        add_header(exchange,
                   str_format(exchange->arena, "Content-Type: %s",
                              request->type != NULL ? request->type : "application/octet-stream")
                       .at);
    set_text(exchange, CURLOPT_USERAGENT, "lakipdf/" LAKIPDF_VERSION);
    set_pointer(exchange, CURLOPT_HTTPHEADER, exchange->headers);
}

static void set_body(Exchange *exchange)
{
    const HttpRequest *request = exchange->request;
    Feed *feed = arena_alloc(exchange->arena, sizeof *feed);
    *feed = (Feed){.pieces = request->body.pieces, .count = request->body.count};
    curl_read_callback reads = read_feed;
    curl_seek_callback seeks = seek_feed;
    set_number(exchange, CURLOPT_POST, 1);
    set_size(exchange, CURLOPT_POSTFIELDSIZE_LARGE, feed_size(feed));
    set_pointer(exchange, CURLOPT_READDATA, feed);
    set_pointer(exchange, CURLOPT_SEEKDATA, feed);
    set(exchange, exchange->curl.easy_setopt(exchange->handle, CURLOPT_READFUNCTION, reads));
    set(exchange, exchange->curl.easy_setopt(exchange->handle, CURLOPT_SEEKFUNCTION, seeks));
}

static void add_part(Exchange *exchange, const HttpPart *part)
{
    const Curl *curl = &exchange->curl;
    curl_mimepart *made = curl->mime_addpart(exchange->form);
    if (made == NULL)
        memory_fail(arena_memory(exchange->arena));
    Feed *feed = arena_alloc(exchange->arena, sizeof *feed);
    *feed = (Feed){.pieces = &part->bytes, .count = 1};
    set(exchange, curl->mime_name(made, part->name));
    set(exchange, curl->mime_data_cb(made, feed_size(feed), read_feed, seek_feed, NULL, feed));
    if (part->file_name != NULL)
        set(exchange, curl->mime_filename(made, part->file_name));
    if (part->type != NULL)
        set(exchange, curl->mime_type(made, part->type));
}

static void set_form(Exchange *exchange)
{
    exchange->form = exchange->curl.mime_init(exchange->handle);
    if (exchange->form == NULL)
        memory_fail(arena_memory(exchange->arena));
    for (size_t i = 0; i < exchange->request->part_count; i++)
        add_part(exchange, &exchange->request->parts[i]);
    set_pointer(exchange, CURLOPT_MIMEPOST, exchange->form);
}

/* --- The exchange ----------------------------------------------------------------------------- */

/* What can be seen of an address before it is used. */
static bool check_address(Diags *diags, const HttpRequest *request)
{
    Str address = str_from(request->address);
    Str host = http_host(address);
    const char *wrong = NULL;
    const char *hint = "write https://HOST/PATH";
    for (size_t i = 0; i < address.size && wrong == NULL; i++)
        if ((unsigned char)address.at[i] <= ' ' || address.at[i] == 0x7F)
            wrong = "the address has a space or a control character in it";
    if (wrong == NULL && host.size == 0) {
        wrong = "the address does not begin with http:// or https:// and a host's name";
    } else if (wrong == NULL && host.at > address.at && host.at[-1] == '@') {
        wrong = "the address has a user's name in it";
        hint = "give user and password apart from the address";
    }
    if (wrong != NULL)
        diag(diags, SEVERITY_ERROR, request->place, hint, "%s", wrong);
    return wrong == NULL;
}

/* What is asked, by which method. */
typedef struct Asking {
    Exchange exchange;
    HttpRequest request; /* with its defaults filled in */
    bool post;
    HttpReply *reply;
    bool done;
} Asking;

static void fill_reply(Exchange *exchange, HttpReply *reply)
{
    long status = 0;
    exchange->curl.easy_getinfo(exchange->handle, CURLINFO_RESPONSE_CODE, &status);
    *reply = (HttpReply){.status = (unsigned)status,
                         .headers = buf_str(&exchange->lines),
                         .body = buf_str(&exchange->received),
                         .bytes = exchange->received.at};
    reply->type = http_header(reply, "Content-Type");
}

static bool is_cut(CURLcode code)
{
    return code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
}

static void ask(void *context)
{
    Asking *asking = context;
    Exchange *exchange = &asking->exchange;
    exchange->handle = exchange->curl.easy_init();
    if (exchange->handle == NULL)
        memory_fail(arena_memory(exchange->arena));
    set_way(exchange);
    set_reply(exchange);
    set_headers(exchange);
    if (asking->post && exchange->request->parts != NULL)
        set_form(exchange);
    else if (asking->post)
        set_body(exchange);
    CURLcode code = exchange->curl.easy_perform(exchange->handle);
    if (exchange->no_memory || code == CURLE_OUT_OF_MEMORY)
        memory_fail(arena_memory(exchange->arena));
    fill_reply(exchange, asking->reply);
    asking->reply->is_cut = is_cut(code) && asking->reply->status > 0;
    if (code != CURLE_OK && !(asking->request.cut_too && asking->reply->is_cut)) {
        exchange_explain(exchange, code);
        return;
    }
    asking->done =
        asking->request.any_status || (asking->reply->status >= 200 && asking->reply->status < 300);
    if (!asking->done)
        exchange_refused(exchange, asking->reply);
}

/* Whatever happened, also where memory ran out. */
static void end_exchange(Exchange *exchange)
{
    if (exchange->handle != NULL)
        exchange->curl.easy_cleanup(exchange->handle);
    exchange->curl.mime_free(exchange->form);
    exchange->curl.slist_free_all(exchange->headers);
    exchange->curl.global_cleanup();
}

static bool exchange_make(Arena *arena, Diags *diags, const HttpRequest *request, bool post,
                          HttpReply *reply)
{
    Asking asking = {.request = *request, .post = post, .reply = reply};
    HttpRequest *own = &asking.request;
    own->seconds = request->seconds > 0 ? request->seconds : HTTP_SECONDS;
    own->connect_seconds =
        request->connect_seconds > 0 ? request->connect_seconds : HTTP_CONNECT_SECONDS;
    own->reply_bytes = request->reply_bytes > 0 ? request->reply_bytes : HTTP_REPLY_BYTES;
    Exchange *exchange = &asking.exchange;
    *exchange = (Exchange){.arena = arena,
                           .diags = diags,
                           .request = own,
                           .received = {.arena = arena},
                           .lines = {.arena = arena}};
    if (!check_address(diags, request) || !curl_load(diags, request->place, &exchange->curl))
        return false;
    bool kept = arena_try(arena_memory(arena), ask, &asking);
    end_exchange(exchange);
    if (!kept)
        memory_fail(arena_memory(arena));
    return asking.done;
}

bool http_get(Arena *arena, Diags *diags, const HttpRequest *request, HttpReply *reply)
{
    return exchange_make(arena, diags, request, false, reply);
}

bool http_post(Arena *arena, Diags *diags, const HttpRequest *request, HttpReply *reply)
{
    return exchange_make(arena, diags, request, true, reply);
}
