/*
 * http/curl.h - libcurl, loaded when it is needed; inside http/ only.
 */
#ifndef LAKIPDF_HTTP_CURL_H
#define LAKIPDF_HTTP_CURL_H

#include "http/http.h"

#include <curl/curl.h>

/* The functions of libcurl that are used, of the types that its header declares. */
typedef struct Curl {
    __typeof__(&curl_global_init_mem) global_init_mem;
    __typeof__(&curl_global_cleanup) global_cleanup;
    __typeof__(&curl_easy_init) easy_init;
    __typeof__(&curl_easy_setopt) easy_setopt;
    __typeof__(&curl_easy_perform) easy_perform;
    __typeof__(&curl_easy_getinfo) easy_getinfo;
    __typeof__(&curl_easy_strerror) easy_strerror;
    __typeof__(&curl_easy_cleanup) easy_cleanup;
    __typeof__(&curl_slist_append) slist_append;
    __typeof__(&curl_slist_free_all) slist_free_all;
    __typeof__(&curl_mime_init) mime_init;
    __typeof__(&curl_mime_addpart) mime_addpart;
    __typeof__(&curl_mime_name) mime_name;
    __typeof__(&curl_mime_filename) mime_filename;
    __typeof__(&curl_mime_type) mime_type;
    __typeof__(&curl_mime_data_cb) mime_data_cb;
    __typeof__(&curl_mime_free) mime_free;
} Curl;

/* Loads the library and begins its use, with memory that is wiped when it is freed. False after
   adding a message. Ended by curl->global_cleanup; the library stays loaded. */
bool curl_load(Diags *diags, Place place, Curl *curl);

/* How one exchange went. */
typedef struct Exchange {
    Arena *arena;
    Diags *diags;
    const HttpRequest *request;
    Curl curl;
    CURL *handle;
    struct curl_slist *headers;
    curl_mime *form;
    Buf received, lines;         /* body and header lines of the reply */
    bool too_large;              /* the reply */
    bool no_memory;              /* while it was collected */
    char about[CURL_ERROR_SIZE]; /* what the library says of a failure */
} Exchange;

/* Adds the message for an exchange that failed so. */
void exchange_explain(Exchange *exchange, CURLcode code);
/* Adds the message for a reply with a status that is no success. */
void exchange_refused(Exchange *exchange, const HttpReply *reply);

#endif
