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

/* A field that the PDF gets. */
typedef struct NewField {
    Str name, purpose;
    const PdfPage *page;
    int64_t box[4];
    bool seen;
    uint32_t number;
    int64_t key; /* in the tree of parents; -1: in none */
} NewField;

typedef struct Signing {
    Arena *arena;
    Diags *diags;
    const Source *source;
    const SignRequest *request;
    Form form;
    const FormField *field; /* NULL: the first of the new ones */
    NewField *added;
    size_t added_count;
    Str name;            /* of the field that is signed */
    const PdfPage *page; /* that it stands on; or NULL */
    int64_t box[4];      /* of the widget */
    PdfFile *look;       /* NULL: nothing is seen */
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

/* Finds places for the new fields. False after adding a message. */
bool signing_place(Signing *signing);
/* Puts the new fields on their pages; the first shows `look` where it is the one that is signed. */
void signing_add_fields(Signing *signing, uint32_t look);
/* "/V ...", "/Lock ..." where one is asked for, "/AP ..." */
void signing_put_value(Signing *signing, Buf *out);
void signing_put_look(Buf *out, uint32_t look);
/* A form that shows nothing. */
uint32_t signing_add_empty(const Signing *signing);

/* Makes the new fields that are seen elements of the document's structure, where it has one, and
   gives them their keys. */
void signing_tag(Signing *signing);

#endif
