/*
 * sign/uri.h - PKCS#11 URIs (RFC 7512); inside sign/ only.
 */
#ifndef LAKIPDF_SIGN_URI_H
#define LAKIPDF_SIGN_URI_H

#include "base/base.h"

/* What a URI says; what it does not say is empty. */
typedef struct TokenUri {
    Str token, manufacturer, serial, model;
    Str object, id;
    Str slot;   /* decimal */
    Str module; /* path of the library */
} TokenUri;

/* False after adding a message: no such URI, an attribute that is not known, a PIN in it. */
bool token_uri_parse(Arena *arena, Diags *diags, const char *text, TokenUri *uri);

#endif
