/* The few fields of Exif that say how a picture is to be shown. */
#include "picture/code.h"

/* A TIFF structure; all offsets count from its start. */
typedef struct Tiff {
    Str bytes;
    bool big; /* the most significant byte comes first */
} Tiff;

enum {
    TAG_ORIENTATION = 0x0112,
    TAG_X_RESOLUTION = 0x011A,
    TAG_RESOLUTION_UNIT = 0x0128,
    TYPE_SHORT = 3,
    TYPE_RATIONAL = 5,
    FIELD_SIZE = 12,
    UNIT_INCH = 2,
    UNIT_CENTIMETRE = 3,
};

/* An unsigned number of `size` bytes; 0 where the structure ends before. */
static uint32_t number_at(const Tiff *tiff, uint64_t at, unsigned size)
{
    uint32_t value = 0;
    if (at > tiff->bytes.size || tiff->bytes.size - at < size)
        return 0;
    for (unsigned i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)tiff->bytes.at[at + i];
        value |= (uint32_t)byte << 8 * (tiff->big ? size - 1 - i : i);
    }
    return value;
}

static bool tiff_begin(Tiff *tiff, Str bytes)
{
    tiff->bytes = bytes;
    tiff->big = str_starts(bytes, "MM");
    return (tiff->big || str_starts(bytes, "II")) && number_at(tiff, 2, 2) == 42;
}

/* Pixels per metre of a rational number per unit. */
static uint64_t density(const Tiff *tiff, uint32_t at, uint32_t unit)
{
    uint64_t above = number_at(tiff, at, 4);
    uint64_t below = number_at(tiff, (uint64_t)at + 4, 4);
    if (below == 0)
        return 0;
    if (unit == UNIT_CENTIMETRE)
        return above * 100 / below;
    return unit == UNIT_INCH ? above * 10000 / (below * 254) : 0;
}

void picture_read_exif(Picture *picture, Str bytes)
{
    Tiff tiff;
    if (!tiff_begin(&tiff, bytes))
        return;
    uint64_t at = number_at(&tiff, 4, 4);
    uint32_t count = number_at(&tiff, at, 2);
    uint32_t resolution = 0;
    uint32_t unit = UNIT_INCH;
    at += 2;
    for (; count > 0 && at + FIELD_SIZE <= bytes.size; count--, at += FIELD_SIZE) {
        uint32_t tag = number_at(&tiff, at, 2);
        uint32_t type = number_at(&tiff, at + 2, 2);
        uint32_t value = number_at(&tiff, at + 8, type == TYPE_SHORT ? 2 : 4);
        if (tag == TAG_ORIENTATION && type == TYPE_SHORT && value >= 1 && value <= 8)
            picture->orientation = (uint8_t)value;
        else if (tag == TAG_X_RESOLUTION && type == TYPE_RATIONAL)
            resolution = value;
        else if (tag == TAG_RESOLUTION_UNIT && type == TYPE_SHORT)
            unit = value;
    }
    if (picture->density == 0 && resolution > 0)
        picture_set_density(picture, density(&tiff, resolution, unit));
}
