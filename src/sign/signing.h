/*
 * sign/signing.h - one signature under way; inside sign/ only.
 */
#ifndef LAKIPDF_SIGN_SIGNING_H
#define LAKIPDF_SIGN_SIGNING_H

#include "sign/cms.h"
#include "sign/form.h"

#include <time.h>

enum {
    RANGE_DIGITS = 10, /* of a number of /ByteRange */
};

typedef struct Signing {
    Arena *arena;
    Diags *diags;
    const Source *source;
    const SignRequest *request;
    Form form;
    const FormField *field; /* NULL: a new one */
    Str name;               /* of the field */
    const PdfPage *page;    /* of a new field */
    int64_t box[4];         /* of the widget */
    PdfFile *look;          /* NULL: nothing is seen */
    struct tm when;
    CmsPlan plan;
    Update *update;
    uint32_t dictionary;          /* the signature's object */
    size_t range_at, contents_at; /* in its body */
    size_t room;                  /* bytes for the SignedData */
} Signing;

/* Puts all objects into an update; its tail has room for /ByteRange and /Contents. False after
   adding a message. */
bool signing_update(Signing *signing, Str *tail);

/* Makes the widget, an object of the update, an element of the document's structure, where it has
   one that nobody has signed yet. The widget's key in the tree of parents; -1 where it gets none.
 */
int64_t signing_tag(Signing *signing, uint32_t widget);

#endif
