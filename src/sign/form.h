/*
 * sign/form.h - the signature fields of a PDF; inside sign/ only.
 */
#ifndef LAKIPDF_SIGN_FORM_H
#define LAKIPDF_SIGN_FORM_H

#include "sign/sign.h"

/* A signature field (ISO 32000-1, 12.7.4.5). */
typedef struct FormField {
    Str name;    /* in full, UTF-8 */
    Str purpose; /* /TU, or empty */
    uint32_t number;
    const PdfValue *dict;
    uint32_t widget;       /* the object that is seen: the field's own, or its first kid */
    const PdfValue *look;  /* its dictionary */
    const PdfValue *value; /* the signature; a null value where there is none */
    const PdfPage *page;   /* or NULL */
    int64_t box[4];        /* of the widget, thousandths */
    bool seen;             /* it has an area, and is not hidden */
    bool taken;            /* our own writer says that something is seen in its place already */
} FormField;

typedef struct Form {
    PdfFile *file;
    const PdfValue *catalog;
    uint32_t catalog_number;
    const PdfValue *dict; /* /AcroForm, or a null value */
    uint32_t number;      /* of its object; 0 where it stands in the catalog, or nowhere */
    const PdfPage *pages;
    size_t page_count;
    FormField *fields;
    size_t count, capacity;
} Form;

/* False after adding a message: the file is damaged. */
bool form_read(Arena *arena, Diags *diags, PdfFile *file, Form *form);

/* The field to sign, or NULL for a new one, in *field. False after adding a message. */
bool form_choose(Arena *arena, Diags *diags, const Form *form, const SignRequest *request,
                 const FormField **field);
/* A name that no field has: the one that is wanted, or one of ours. */
Str form_new_name(Arena *arena, const Form *form, Str wanted);

/* Whether earlier signatures allow what is asked for (12.8.2). False after adding a message. */
bool form_permits(Arena *arena, Diags *diags, const Form *form, const SignRequest *request,
                  const FormField *field);

#endif
