/* The colours of charts, dark and light in turn: their greys lie 22 and more apart, those of
 * neighbours 50. */
#include "layout/chart/palette.h"

uint32_t palette_colour(size_t index)
{
    static const uint32_t COLOURS[PALETTE_COUNT] = {
        0x204A73, 0xED9C3C, 0x2F9A80, 0xF6E08C, 0x4D1330, 0xCC7590, 0xA34129, 0xA5CDE8,
    };
    return COLOURS[index % PALETTE_COUNT];
}

int palette_grey(uint32_t colour)
{
    int red = (int)(colour >> 16 & 0xFF);
    int green = (int)(colour >> 8 & 0xFF);
    int blue = (int)(colour & 0xFF);
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
}

uint32_t palette_darker(uint32_t colour, int grey)
{
    int now = palette_grey(colour);
    if (now <= grey)
        return colour;
    uint32_t out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t part = (colour >> shift & 0xFF) * (uint32_t)grey / (uint32_t)now;
        out |= part << shift;
    }
    return out;
}

uint32_t palette_ink(uint32_t colour)
{
    enum { LIGHTEST = 150 };
    return palette_darker(colour, LIGHTEST);
}

bool palette_pale(uint32_t colour)
{
    enum { PALE = 180 };
    return palette_grey(colour) > PALE;
}
