/*
 * http/http.h - asking a server over HTTP or HTTPS (RFC 9110), through libcurl.
 *
 * For the time stamps of signatures and for the signing service. One call is one request and its
 * reply: no redirect is followed (what was meant for one server goes to no other), no proxy is
 * taken from the environment, no cookie, .netrc or cache is used, HTTP/1.1 only. A server's
 * certificate is always verified, and its name.
 *
 * libcurl is loaded when the first request is made, since loading it takes longer than many a run;
 * a machine without it gets a message.
 *
 * Secrets: what a request points to is not copied by us. libcurl copies parts of it into memory
 * that is wiped when it is freed.
 */
#ifndef LAKIPDF_HTTP_HTTP_H
#define LAKIPDF_HTTP_HTTP_H

#include "base/base.h"

/* Bytes that are sent one piece behind the other, so that a secret among them need not be copied.
 */
typedef struct HttpBytes {
    const Str *pieces;
    size_t count;
} HttpBytes;

/* One part of a form (multipart/form-data, RFC 7578). */
typedef struct HttpPart {
    const char *name;
    const char *file_name; /* NULL for a plain field */
    const char *type;      /* its media type; NULL for that of a plain field */
    Str bytes;
} HttpPart;

enum {
    HTTP_SECONDS = 60,         /* for the whole exchange, unless told otherwise */
    HTTP_CONNECT_SECONDS = 15, /* of which for finding and reaching the server */
    HTTP_REPLY_BYTES = 64 * 1024 * 1024,
    HTTP_HEADER_BYTES = 64 * 1024,
};

typedef struct HttpRequest {
    const char *address;   /* http://... or https://... */
    HttpBytes body;        /* of http_post */
    const char *type;      /* the body's media type; NULL: application/octet-stream */
    const HttpPart *parts; /* a form instead of the body */
    size_t part_count;
    const char *const *headers; /* more header lines, "Name: value"; NULL at the end; or NULL */
    const char *user;           /* basic authentication (RFC 7617); NULL: none */
    const char *password;
    const char *ca_file; /* PEM: these certificates alone are trusted; NULL: the system's */
    const char *proxy;   /* an address, http://HOST:PORT; NULL: none */
    unsigned seconds, connect_seconds; /* 0: as above */
    size_t reply_bytes;                /* the largest reply that is taken; 0: as above */
    bool any_status; /* a reply is a success whatever its status; else only 200 to 299 are */
    bool cut_too;    /* so is one that is cut off behind its headers */
    Place place;     /* that named the address */
} HttpRequest;

typedef struct HttpReply {
    unsigned status;
    Str type;    /* its media type as the server wrote it; may be empty */
    Str headers; /* the lines, each ended by CR LF */
    Str body;
    char *bytes; /* the body's own, for who overwrites what is secret in it */
    bool is_cut; /* the body is not whole */
} HttpReply;

/*
 * Makes the request; the reply is in the arena. False after adding a message at request->place:
 * SEVERITY_ERROR for an address that can be none, or a status of 400 to 499 (unless any_status);
 * SEVERITY_SYSTEM where the server could not be reached or did not answer as it should. Messages
 * name the server's host alone, never the whole address.
 */
bool http_get(Arena *arena, Diags *diags, const HttpRequest *request, HttpReply *reply);
bool http_post(Arena *arena, Diags *diags, const HttpRequest *request, HttpReply *reply);

/* The value of a header, whatever the case of its name; empty where there is none. */
Str http_header(const HttpReply *reply, const char *name);
/* True where the reply's media type is this one, whatever stands behind it ("; charset=..."). */
bool http_is_type(const HttpReply *reply, const char *type);

/* The address with its path lengthened: http_join("http://h/a/", "b/c") is http://h/a/b/c. */
const char *http_join(Arena *arena, const char *address, const char *path);
/* The text as one part of a path: what is not unreserved (RFC 3986, 2.3) percent-encoded. */
Str http_encode(Arena *arena, Str text);
/* The host of an address, with its port where it names one; empty where it is none. */
Str http_host(Str address);
/* True where the address leads to this very machine. */
bool http_is_local(Str address);

/* What the status of a reply means, in a few words: "not found". */
const char *http_status_text(unsigned status);

#endif
