/* Text that can be read on a fill: contrast as the WCAG define it (2.1, "relative luminance"), with
 * squares in place of the sRGB curve. */
#include "layout/contrast.h"

enum {
    WHITE = 0xFFFFFF,
    BLACK = 0,
    FULL = 255 * 255,    /* luminance of white, but for the weights */
    FLARE = FULL / 20,   /* added to both luminances */
    GOOD_CONTRAST = 300, /* in percent */
};

static int64_t luminance(uint32_t colour)
{
    int64_t red = colour >> 16 & 0xFF;
    int64_t green = colour >> 8 & 0xFF;
    int64_t blue = colour & 0xFF;
    return (2126 * red * red + 7152 * green * green + 722 * blue * blue) / 10000;
}

static int64_t contrast(uint32_t one, uint32_t other)
{
    int64_t a = luminance(one) + FLARE;
    int64_t b = luminance(other) + FLARE;
    return a > b ? a * 100 / b : b * 100 / a;
}

uint32_t readable_colour(uint32_t own, uint32_t fill)
{
    if (own != BLACK && contrast(own, fill) >= GOOD_CONTRAST)
        return own;
    return contrast(WHITE, fill) > contrast(BLACK, fill) ? WHITE : BLACK;
}
