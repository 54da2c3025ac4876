/*
 * bsre/ask.h - what the parts that talk with the service share; inside bsre/ only.
 */
#ifndef LAKIPDF_BSRE_ASK_H
#define LAKIPDF_BSRE_ASK_H

#include "bsre/bsre.h"
#include "bsre/json.h"

/* The service's host, for messages. */
Str service_host(const Bsre *bsre);

/* --- Requests (ask.c) ------------------------------------------------------------------------- */

/* A request to a path of the service, with what all have. */
HttpRequest service_request(const Bsre *bsre, const char *path);

/* --- What is sent (form.c, body.c) ------------------------------------------------------------ */

/* The parts of a form of version 1; *count of them. Texts are in the arena, the passphrase where it
   is. */
const HttpPart *make_form(const Bsre *bsre, const Source *pdf, const BsreSpot *spot,
                          const Secret *passphrase, size_t *count);

/* The JSON of version 2 in pieces; `escaped` holds the passphrase as JSON and must outlive them. */
HttpBytes make_body(const Bsre *bsre, const Source *pdf, const BsreSpot *spot,
                    const Secret *escaped);

/* What the signature shows, as a PNG or JPEG file. Empty after adding a message. */
Str make_image(const Bsre *bsre, const BsreSpot *spot);

/* --- What returns (result.c) ------------------------------------------------------------------ */

/* The PDF of a reply that tells of success: false where there is none in it. */
bool take_pdf(const Bsre *bsre, const HttpReply *reply, Str *pdf);

/* Compares what was signed with what was sent. False after adding an error. */
bool check_result(const Bsre *bsre, const Source *sent, Str returned);

/* --- What goes wrong (refuse.c) --------------------------------------------------------------- */

/* Adds the message for a reply that has no PDF. Neither secret is told; `passphrase` may be NULL.
 */
void service_refused(const Bsre *bsre, const HttpReply *reply, const Secret *passphrase);

#endif
