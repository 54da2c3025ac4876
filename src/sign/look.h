/*
 * sign/look.h - what is seen of a signature; inside sign/ only.
 */
#ifndef LAKIPDF_SIGN_LOOK_H
#define LAKIPDF_SIGN_LOOK_H

#include "sign/sign.h"

typedef struct LookPlan {
    Str name, office, qr;
    Str date;          /* "21 November 2026, 16.30 WIB" */
    Len width, height; /* as it is seen */
    Fonts *fonts;
} LookPlan;

typedef enum LookFit {
    LOOK_FITS,
    LOOK_WITHOUT_CODE, /* a code is asked for, but it could not be read */
    LOOK_EMPTY,        /* there is no room for a name */
} LookFit;

typedef struct LookSize {
    Len width, height;
} LookSize;

/* The look as a PDF of one page of that size: all of it where there is room, else less of it, down
   to the name. NULL where there is no room at all (LOOK_EMPTY), and after adding a message. Of
   LOOK_WITHOUT_CODE *needed tells a size that would do. */
PdfFile *look_typeset(Arena *arena, Diags *diags, const LookPlan *plan, LookFit *fits,
                      LookSize *needed);

/* The office in "Tanda tangan NAMA, JABATAN", as our fields say it; empty where there is none. */
Str look_office(Arena *arena, Str purpose, Str name);

#endif
