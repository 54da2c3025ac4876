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

/* The look as a PDF of one page of that size: all of it where there is room, else less of it, down
   to the name. NULL after adding a message, or where there is no room at all (*empty). */
PdfFile *look_typeset(Arena *arena, Diags *diags, const LookPlan *plan, bool *empty);

/* The office in "Tanda tangan NAMA, JABATAN", as our fields say it; empty where there is none. */
Str look_office(Arena *arena, Str purpose, Str name);

#endif
