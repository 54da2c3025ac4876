/*
 * base/office.h - the short forms that stand before the title of an office in official letters.
 *
 * An office that is held for the time being ("Plt.", "Plh.", "Pj.", "Pjs.") and one in whose name
 * another signs ("a.n.", "u.b.", "u.p.") are spelled in one way in official letters (Permendagri
 * 1/2023, on official letters of local government), and in many by those who write them.
 */
#ifndef LAKIPDF_BASE_OFFICE_H
#define LAKIPDF_BASE_OFFICE_H

#include "base/str.h"

typedef struct OfficeTitle {
    Str form;  /* "Plt.", as official letters have it; empty: there is none */
    Str title; /* behind it, within the text; without white space and commas at its end */
} OfficeTitle;

/* Parts the short form at the beginning from the title, in any spelling: "PLT Kepala Dinas",
   "Pelaksana Tugas Kepala Dinas", "an. Bupati". */
OfficeTitle office_part(Str text);

#endif
