/*
 * layout/linebreak.c - breaking a paragraph as a whole, after Knuth and Plass.
 *
 * Every piece may end a line. The best way to end one after piece b is the best over all active
 * nodes (the ends of the line before), so one walk over the pieces finds the best way for all.
 * Ratios are in 1/1024 and badness grows with their cube, as in TeX, but is cut at a far higher
 * value: where a paragraph has no good lines the less bad ones still count, and no emergency
 * stretch is needed.
 */
#include "layout/linebreak.h"

enum {
    RATIO_ONE = 1024,
    RATIO_MAX = 32 * RATIO_ONE,
    LINE_PENALTY = 10,
    HYPHENS_IN_A_ROW = 10000,  /* demerits of two lines that end in hyphens, */
    HYPHEN_BEFORE_LAST = 5000, /* of a hyphen at the end of the last line but one, */
    UNLIKE_NEIGHBOURS = 10000, /* of a tight line next to a loose one */
    STRETCH_PART = 2,          /* a space gives up to a half of its width ... */
    SHRINK_PART = 3,           /* ... and takes at most a third away */
};

/* Demerits of a ragged line whatever its length: more than any sum of the rest, so that fewer
   lines always win. */
#define RAGGED_LINE (INT64_C(1) << 40)
#define WORST       INT64_MAX
/* Sums stop here: a paragraph of millions of lines is not broken well, but it is broken. */
#define CEILING (INT64_C(1) << 62)

typedef enum Fitness {
    FIT_TIGHT,
    FIT_DECENT,
    FIT_LOOSE,
    FIT_VERY_LOOSE,
    FIT_COUNT,
} Fitness;

struct BreakNode {
    int64_t demerits; /* of all lines up to here */
    uint32_t next;    /* the piece that begins the next line */
    uint32_t before;  /* the node that this line begins at */
    Fitness fitness;  /* of the line that ends here */
    bool hyphenated;
};

/* A run over the pieces with one tolerance. */
typedef struct Pass {
    Breaker *breaker;
    const Piece *pieces;
    uint32_t from, to;
    Fine first, rest;
    BreakAim aim;
    int64_t tolerance; /* the badness that a line may have */
    bool last_resort;  /* any line will do */
    size_t node_count;
    size_t active_count;
} Pass;

/* A line from a node to a piece. */
typedef struct Trial {
    Fine slack;  /* what the line lacks; negative where it is too long */
    Fine spring; /* width of its spaces */
    bool last;
} Trial;

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t ratio(Fine slack, Fine room)
{
    if (slack == 0)
        return 0;
    if (slack >= room * (RATIO_MAX / RATIO_ONE))
        return RATIO_MAX;
    return slack * RATIO_ONE / room;
}

/* Hundred for a ratio of one. */
static int64_t badness(int64_t r)
{
    return 100 * r * r * r / (INT64_C(1) << 30);
}

static Fitness fitness_of(bool shrunk, int64_t r)
{
    if (shrunk)
        return r > RATIO_ONE / 2 ? FIT_TIGHT : FIT_DECENT;
    if (r > RATIO_ONE)
        return FIT_VERY_LOOSE;
    return r > RATIO_ONE / 2 ? FIT_LOOSE : FIT_DECENT;
}

/* Demerits of a justified line; WORST where the pass does not tolerate it. */
static int64_t rate_justified(const Pass *pass, const Trial *trial, const Piece *end,
                              const BreakNode *node, Fitness *fitness)
{
    bool shrunk = trial->slack < 0;
    int64_t r = 0;
    if (shrunk)
        r = ratio(-trial->slack, trial->spring / SHRINK_PART);
    else if (!trial->last) /* the last line is as long as it is */
        r = ratio(trial->slack, trial->spring / STRETCH_PART);
    *fitness = fitness_of(shrunk, r);
    int64_t bad = badness(r);
    if (bad > pass->tolerance)
        return WORST;
    int64_t demerits =
        (LINE_PENALTY + bad) * (LINE_PENALTY + bad) + (int64_t)end->penalty * end->penalty;
    if (node->hyphenated && end->hyphenated && !trial->last)
        demerits += HYPHENS_IN_A_ROW;
    if (node->hyphenated && trial->last)
        demerits += HYPHEN_BEFORE_LAST;
    int apart = (int)*fitness - (int)node->fitness;
    if (apart > 1 || apart < -1)
        demerits += UNLIKE_NEIGHBOURS;
    return demerits;
}

static int64_t rate_ragged(const Pass *pass, const Trial *trial, const Piece *end, Fine width)
{
    int64_t r = 0;
    if (trial->slack > 0 && (!trial->last || pass->aim == AIM_BALANCED))
        r = trial->slack * RATIO_ONE / width;
    return RAGGED_LINE + r * r + (int64_t)end->penalty * end->penalty;
}

static uint32_t add_node(Pass *pass, BreakNode node)
{
    *(BreakNode *)arena_push(pass->breaker->arena, &pass->breaker->nodes,
                             &pass->breaker->node_capacity, pass->node_count, sizeof(BreakNode)) =
        node;
    return (uint32_t)pass->node_count++;
}

static void activate(Pass *pass, uint32_t node)
{
    *(uint32_t *)arena_push(pass->breaker->arena, &pass->breaker->active,
                            &pass->breaker->active_capacity, pass->active_count, sizeof(uint32_t)) =
        node;
    pass->active_count++;
}

/* The best line to end after piece `b`, by its fitness. Drops nodes that are too far back. */
static void try_ends(Pass *pass, uint32_t b, BreakNode best[FIT_COUNT])
{
    Breaker *breaker = pass->breaker;
    const Piece *end = &pass->pieces[b];
    size_t kept = 0;
    for (size_t i = 0; i < pass->active_count; i++) {
        const BreakNode *node = &breaker->nodes[breaker->active[i]];
        const Piece *start = &pass->pieces[node->next];
        Fine width = node->next == pass->from ? pass->first : pass->rest;
        Trial trial = {.spring = end->spring_end - start->spring, .last = b + 1 == pass->to};
        Fine shrink = pass->aim == AIM_JUSTIFIED ? trial.spring / SHRINK_PART : 0;
        Fine excess = end->end - start->start - width;
        trial.slack = -excess - (trial.last ? 0 : end->hyphen);
        bool alone = node->next == b && pass->last_resort;
        Fitness fitness = FIT_DECENT;
        int64_t demerits = WORST;
        if (trial.slack + shrink >= 0 && pass->aim == AIM_JUSTIFIED)
            demerits = rate_justified(pass, &trial, end, node, &fitness);
        else if (trial.slack + shrink >= 0 || alone)
            demerits = rate_ragged(pass, &trial, end, width);
        if (demerits != WORST)
            demerits = least(node->demerits + demerits, CEILING);
        if (demerits < best[fitness].demerits)
            best[fitness] = (BreakNode){.demerits = demerits,
                                        .next = b + 1,
                                        .before = breaker->active[i],
                                        .fitness = fitness,
                                        .hyphenated = end->hyphenated};
        if (excess <= shrink)
            breaker->active[kept++] = breaker->active[i];
    }
    pass->active_count = kept;
}

/* Walks over all pieces. The node of the end; UINT32_MAX when the tolerance is too strict. */
static uint32_t run_pass(Pass *pass)
{
    pass->node_count = 0;
    pass->active_count = 0;
    activate(pass, add_node(pass, (BreakNode){.next = pass->from, .fitness = FIT_DECENT}));
    uint32_t last = UINT32_MAX;
    for (uint32_t b = pass->from; b < pass->to; b++) {
        BreakNode best[FIT_COUNT];
        for (size_t i = 0; i < FIT_COUNT; i++)
            best[i].demerits = WORST;
        try_ends(pass, b, best);
        size_t first = 0;
        for (size_t i = 1; i < FIT_COUNT; i++)
            first = best[i].demerits < best[first].demerits ? i : first;
        if (best[first].demerits != WORST) {
            last = add_node(pass, best[first]);
            activate(pass, last);
        }
        /* Another fitness is worth keeping only where the next line can make up for it. */
        for (size_t i = 0; i < FIT_COUNT; i++) {
            if (i != first && best[i].demerits != WORST &&
                best[i].demerits < best[first].demerits + UNLIKE_NEIGHBOURS)
                activate(pass, add_node(pass, best[i]));
        }
        if (pass->active_count == 0)
            return UINT32_MAX;
    }
    return last != UINT32_MAX && pass->breaker->nodes[last].next == pass->to ? last : UINT32_MAX;
}

void break_lines(Breaker *breaker, const Piece *pieces, uint32_t from, uint32_t to, Fine first,
                 Fine rest, BreakAim aim)
{
    /* What a line may look like, from good to any. A pass with hyphens that a dictionary finds
       belongs between the two. */
    static const int64_t TOLERANCES[] = {200, INT64_MAX};
    Pass pass = {.breaker = breaker,
                 .pieces = pieces,
                 .from = from,
                 .to = to,
                 .first = first,
                 .rest = rest,
                 .aim = aim};
    uint32_t node = UINT32_MAX;
    /* Strict passes are in vain where only the last resort holds: ragged lines have no badness. */
    size_t i = aim == AIM_JUSTIFIED ? 0 : sizeof TOLERANCES / sizeof *TOLERANCES - 1;
    for (; i < sizeof TOLERANCES / sizeof *TOLERANCES && node == UINT32_MAX; i++) {
        pass.tolerance = TOLERANCES[i];
        pass.last_resort = TOLERANCES[i] == INT64_MAX;
        node = run_pass(&pass);
    }
    size_t count = 0;
    for (uint32_t n = node; n != 0; n = breaker->nodes[n].before)
        count++;
    for (size_t k = 0; k < count; k++)
        arena_push(breaker->arena, &breaker->ends, &breaker->end_capacity, breaker->end_count + k,
                   sizeof *breaker->ends);
    breaker->end_count += count;
    uint32_t *ends = breaker->ends + breaker->end_count;
    for (uint32_t n = node; n != 0; n = breaker->nodes[n].before)
        *--ends = breaker->nodes[n].next - 1;
}
