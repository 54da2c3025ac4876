/*
 * layout/chart/palette.h - the colours of charts; inside layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_CHART_PALETTE_H
#define LAKIPDF_LAYOUT_CHART_PALETTE_H

#include "layout/layout.h"

enum {
    PALETTE_COUNT = CHART_MAX_SERIES,
    PALETTE_TEXT = 0x262626,
    PALETTE_QUIET = 0x595959, /* titles and ticks */
    PALETTE_AXIS = 0x7F7F7F,
    PALETTE_GRID = 0xD9D9D9,
};

/* The n-th colour, from 0; after the last the first comes again. In grey print each is told from
   every other. */
uint32_t palette_colour(size_t index);
/* The same for lines and small marks on white, which pale colours do not serve. */
uint32_t palette_ink(uint32_t colour);
/* How light a colour is in grey print, 0 to 255 (ITU-R BT.601). */
int palette_grey(uint32_t colour);
/* Whether a filled area needs a line around it to be seen on white. */
bool palette_pale(uint32_t colour);
/* The colour mixed with black until it is so dark, or itself. */
uint32_t palette_darker(uint32_t colour, int grey);

#endif
