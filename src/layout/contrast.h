/*
 * layout/contrast.h - text that can be read on a fill; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_CONTRAST_H
#define LAKIPDF_LAYOUT_CONTRAST_H

#include <stdint.h>

/* The colour of a text on a fill: `own` where its contrast with the fill is at least three to one
   (WCAG 2.1, success criterion 1.4.3, as for large text) and it is not black; else black or white,
   whichever has more. */
uint32_t readable_colour(uint32_t own, uint32_t fill);

#endif
