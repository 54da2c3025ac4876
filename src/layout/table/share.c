/* Columns of text share the width so that the rows of the table get low: width goes, step by step,
 * from the column that loses least to the one that gains most, as long as the rows get lower. */
#include "layout/table/table.h"

enum {
    LINE = 1024,       /* the height of a line in the sums */
    FIRST_STEP = 8,    /* the first step is such a part of all width, */
    LAST_STEP = 256,   /* the last one such a part */
    STEPS = 6,         /* so many of each size */
    PAGE = 20,         /* rows on a page: the header stands above so many */
    RAGGED_TENTHS = 8, /* of an em: what a line leaves empty at its end */
};

typedef struct Share {
    const Samples *samples;
    Need *needs;
    const bool *sharing;
    Len padding, size;
    int64_t *gains; /* by column: what the rows get lower for each unit of width */
} Share;

/* Lines that a text of that natural width takes in so much width, in parts of a line. */
static int64_t lines_of(const Share *share, int64_t width, Len natural)
{
    int64_t inner = width - 2 * (int64_t)share->padding;
    if (natural <= inner)
        return LINE;
    int64_t used = inner - share->size * RAGGED_TENTHS / 10;
    if (used < inner / 2)
        used = inner / 2;
    return LINE + (natural - used) * LINE / (used > 0 ? used : 1);
}

static int64_t width_of(const Share *share, const WideSample *wide)
{
    int64_t width = 0;
    for (size_t c = wide->from; c < wide->to; c++)
        width += share->needs[c].width;
    return width;
}

/* What makes a row high: a column, or several below a cell of the header. */
typedef struct Highest {
    int64_t lines;
    size_t from, to; /* columns; none: to is 0 */
} Highest;

static Highest highest_of(const Share *share, size_t row, size_t *wide)
{
    const Samples *samples = share->samples;
    const Len *widths = samples->widths + row * samples->columns;
    Highest highest = {.lines = LINE};
    for (size_t c = 0; c < samples->columns; c++) {
        if (!share->sharing[c])
            continue;
        int64_t lines = lines_of(share, share->needs[c].width, widths[c]);
        if (lines > highest.lines)
            highest = (Highest){lines, c, c + 1};
    }
    for (; *wide < samples->wide_count && samples->wide[*wide].row == row; ++*wide) {
        const WideSample *at = &samples->wide[*wide];
        int64_t lines = lines_of(share, width_of(share, at), at->width);
        if (lines > highest.lines)
            highest = (Highest){lines, at->from, at->to};
    }
    return highest;
}

/* The height of all sampled rows; the gains of the columns that make them high. */
static int64_t height_of(const Share *share)
{
    const Samples *samples = share->samples;
    int64_t pages = (int64_t)((samples->rows - samples->header) / PAGE) + 1;
    int64_t height = 0;
    size_t wide = 0;
    for (size_t c = 0; c < samples->columns; c++)
        share->gains[c] = 0;
    for (size_t r = 0; r < samples->rows; r++) {
        Highest highest = highest_of(share, r, &wide);
        WideSample at = {.from = highest.from, .to = highest.to};
        int64_t width = width_of(share, &at);
        if (r < samples->header)
            highest.lines *= pages;
        height += highest.lines;
        for (size_t c = at.from; c < at.to; c++)
            share->gains[c] += highest.lines * LINE / (width > 0 ? width : 1);
    }
    return height;
}

/* The column that may give `step` and loses least, and the one that may take it and gains most. */
static bool choose(const Share *share, Len step, size_t *giver, size_t *taker)
{
    size_t none = share->samples->columns;
    *giver = *taker = none;
    for (size_t c = 0; c < none; c++) {
        const Need *need = &share->needs[c];
        if (!share->sharing[c])
            continue;
        if (need->width + step <= need->limit &&
            (*taker == none || share->gains[c] > share->gains[*taker]))
            *taker = c;
    }
    for (size_t c = 0; c < none; c++)
        if (share->sharing[c] && c != *taker &&
            share->needs[c].width - step >= share->needs[c].whole &&
            (*giver == none || share->gains[c] < share->gains[*giver]))
            *giver = c;
    return *giver != none && *taker != none && share->gains[*taker] > share->gains[*giver];
}

void table_share(Arena *arena, const Samples *samples, Need *needs, const bool *sharing,
                 Len padding, Len size)
{
    Share share = {samples, needs, sharing, padding, size, NULL};
    int64_t total = 0;
    size_t giver = 0;
    size_t taker = 0;
    share.gains = arena_array(arena, samples->columns, sizeof *share.gains);
    for (size_t c = 0; c < samples->columns; c++)
        total += sharing[c] ? needs[c].width : 0;
    int64_t height = height_of(&share);
    for (int64_t part = FIRST_STEP; part <= LAST_STEP; part *= 2) {
        Len step = (Len)(total / part);
        for (int i = 0; i < STEPS && choose(&share, step, &giver, &taker); i++) {
            needs[taker].width += step;
            needs[giver].width -= step;
            int64_t now = height_of(&share);
            if (now < height) {
                height = now;
                continue;
            }
            needs[taker].width -= step;
            needs[giver].width += step;
            (void)height_of(&share); /* the gains of what holds */
            break;
        }
    }
}
