/*
 * print/cups.h - libcups, loaded when it is needed, and a connection to a server; inside print/
 * only.
 */
#ifndef LAKIPDF_PRINT_CUPS_H
#define LAKIPDF_PRINT_CUPS_H

#include "print/print.h"

#include <cups/cups.h>

/* The functions of libcups that are used, of the types that its headers declare. */
typedef struct Cups {
    __typeof__(&cupsServer) server;
    __typeof__(&cupsSetServer) set_server;
    __typeof__(&ippPort) port;
    __typeof__(&cupsEncryption) encryption;
    __typeof__(&httpConnect2) connect;
    __typeof__(&httpSetTimeout) set_timeout;
    __typeof__(&httpClose) close;
    __typeof__(&cupsLastError) last_error;
    __typeof__(&cupsLastErrorString) last_error_text;
    __typeof__(&cupsGetDests2) get_dests;
    __typeof__(&cupsGetNamedDest) get_named_dest;
    __typeof__(&cupsFreeDests) free_dests;
    __typeof__(&cupsCopyDestInfo) copy_info;
    __typeof__(&cupsFreeDestInfo) free_info;
    __typeof__(&cupsCheckDestSupported) is_supported;
    __typeof__(&cupsFindDestSupported) find_supported;
    __typeof__(&cupsFindDestDefault) find_default;
    __typeof__(&cupsGetDestMediaCount) media_count;
    __typeof__(&cupsGetDestMediaByIndex) media_at;
    __typeof__(&cupsGetDestMediaBySize) media_by_size;
    __typeof__(&cupsGetDestMediaByName) media_by_name;
    __typeof__(&cupsAddDestMediaOptions) add_media;
    __typeof__(&cupsGetOption) get_option;
    __typeof__(&cupsAddOption) add_option;
    __typeof__(&cupsRemoveOption) remove_option;
    __typeof__(&cupsFreeOptions) free_options;
    __typeof__(&cupsCreateDestJob) create_job;
    __typeof__(&cupsCancelDestJob) cancel_job;
    __typeof__(&cupsStartDestDocument) start_document;
    __typeof__(&cupsWriteRequestData) write_data;
    __typeof__(&cupsFinishDestDocument) finish_document;
    __typeof__(&ippGetCount) value_count;
    __typeof__(&ippGetRange) value_range;
    __typeof__(&ippGetString) value_text;
    __typeof__(&pwgMediaForPWG) media_named;
} Cups;

/* One visit to a server. What libcups made is let go of at its end, whatever happened. */
typedef struct Visit {
    Arena *arena;
    Diags *diags;
    Cups cups;
    Str server; /* for messages: "localhost:631" */
    http_t *http;
    cups_dest_t *dests; /* all printers, or the one that is printed on; or NULL */
    int dest_count;
    cups_dest_t *dest;  /* one of them */
    cups_dinfo_t *info; /* what it can do; or NULL */
    cups_option_t *options;
    int option_count;
} Visit;

/* Loads the library, connects to the server and runs body(visit, context). False after adding a
   message, and where body returns it. */
bool visit_server(Arena *arena, Diags *diags, const char *server,
                  bool (*body)(Visit *visit, void *context), void *context);

/* What a server said, fit to be printed: one line of at most 300 bytes without control characters,
   in the arena. NULL gives "". */
const char *visit_plain(const Visit *visit, const char *said);
/* Adds the message for a request that failed: the server does not answer, or what it says. Always
   false. */
bool visit_failed(Visit *visit, const char *what);

/* --- Queues (queue.c) ------------------------------------------------------------------------- */

/* Finds the queue and what it can do: `name`, else the default, else the only one. False after
   adding a message. */
bool queue_find(Visit *visit, const char *name);
/* The value of an attribute of the printer as the server lists it; NULL where there is none. */
const char *queue_says(const Visit *visit, const char *attribute);
/* Asks what visit->dest can do. False after adding a message. */
bool queue_ask(Visit *visit);
/* True for a queue that hands files to the printer as they are: no paper, sides or pages there. */
bool queue_is_raw(const Visit *visit);
/* True where it can print on both sides of the sheet. */
bool queue_is_duplex(const Visit *visit);

/* --- Paper (paper.c): sizes are in hundredths of a millimetre --------------------------------- */

/* The paper that the text names, as the queue has it. False after adding a message: there is no
   such paper, or the queue does not have it. */
bool paper_find(Visit *visit, const char *text, cups_size_t *size);
/* The paper that is used where none is asked for: the user's own setting, or the queue's. False
   where it is not known. */
bool paper_default(Visit *visit, cups_size_t *size);
/* The paper of that size, turned or not, that the queue has; false where it has none. */
bool paper_of_size(Visit *visit, int width, int length, cups_size_t *size);
/* "A4", "F4", or "210 x 330 mm" where it has no name: in the arena. */
Str paper_name(Arena *arena, int width, int length);
/* True for what counts as one size: up to a millimetre apart, turned or not. */
bool paper_same(int width, int length, int other_width, int other_length);
/* All that the queue has: "A4, Legal, 210 x 330 mm, any from 76 x 127 to 216 x 356 mm". */
Str paper_all(Visit *visit);

#endif
