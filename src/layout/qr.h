/*
 * layout/qr.h - a QR code as a path; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_QR_H
#define LAKIPDF_LAYOUT_QR_H

#include "layout/layout.h"
#include "picture/qr.h"

/* The dark modules of the code in a square of `size` at x, y, which holds the quiet zone too: one
   path of rectangles that nowhere touch by a side that a renderer could let light through. Its
   points are in the arena. */
Item qr_item(Arena *arena, const QrCode *code, Len x, Len y, Len size);

#endif
