/*
 * layout/text/linebreak.c - breaking a paragraph as a whole, after Knuth and Plass.
 *
 * Every piece may end a line. The best way to end one after piece b is the best over all active
 * nodes (the ends of the line before), so one walk over the pieces finds the best way for all.
 * Ratios are in 1/1024 and badness grows with their cube, as in TeX, but is cut at a far higher
 * value: where a paragraph has no good lines the less bad ones still count, and no emergency
 * stretch is needed.
 */
#include "layout/text/linebreak.h"

#include <stdlib.h>

enum {
    RATIO_ONE = 1024,
    RATIO_MAX = 32 * RATIO_ONE,
    LINE_PENALTY = 10,
    HYPHENS_IN_A_ROW = 30000,   /* demerits of two lines that end in hyphens, */
    HYPHEN_BEFORE_LAST = 30000, /* of a hyphen at the end of the last line but one, */
    UNLIKE_NEIGHBOURS = 10000,  /* of a tight line next to a loose one, */
    MANY_HYPHENS = 1000000,     /* of more than MOST_HYPHENS lines in a row that end in hyphens, */
    SHORT_LAST_LINE = 10000,    /* of a last line that fills less than 1/SHORT_PART, */
    LONE_FRAGMENT = 10000000, /* of one that is the rest of a divided word, less than 1/REST_PART */
    LONE_WORD = 500000,       /* of a ragged text's last line of one word, less than 1/WORD_PART, */
    RAGGED_JOINT = 700000,    /* of a ragged line that ends within a word, as behind '/', */
    RAGGED_HYPHEN = 2000000,  /* and in a hyphen, which is to save a line, not to fill it */
    MOST_HYPHENS = 2,
    SHORT_PART = 8,
    REST_PART = 4,
    WORD_PART = 3,
    STRETCH_PARTS = 3, /* a space gives three fifths of its width, as Times does in TeX, */
    STRETCH_OF = 5,
    SHRINK_PART = 3, /* and takes at most a third away */
};

/* Demerits of a ragged line whatever its length: more than any sum of the rest, so that fewer
   lines always win. */
#define RAGGED_LINE (INT64_C(1) << 40)
/* Demerits of a line that ends within a tie: in justified text as much as spaces of three times
   their width; in ragged text more lines are better, as long as there is another way. */
#define JUSTIFIED_TIE (INT64_C(10000) * 10000)
#define RAGGED_TIE    (RAGGED_LINE * 16)
#define WORST         INT64_MAX
/* A line has fewer places to begin at, of those before an end: more are not looked at, but for the
   last one, or a line as wide as a long text would take time with its square. */
enum { MOST_ACTIVE = 1000 };
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
    uint32_t line;    /* how many lines there are up to here */
    uint8_t fitness;  /* of the line that ends here */
    uint8_t hyphens;  /* how many lines in a row up to here end in hyphens */
};

/* A run over the pieces. */
typedef struct Pass {
    Breaker *breaker;
    const Piece *pieces;
    uint32_t from, to;
    const BreakStyle *style;
    BreakPass pass;
    int64_t tolerance; /* the badness that a line may have, */
    int64_t widest;    /* and the largest ratio that has no more; RATIO_MAX for any */
    int looseness;     /* where not 0, ways of different numbers of lines are told apart */
    size_t node_count;
    size_t active_count;
    size_t last_node; /* the nodes from here on end at the last piece that ended a line */
} Pass;

/* A line from a node to a piece. */
typedef struct Trial {
    Fine slack;  /* what the line lacks; negative where it is too long */
    Fine spring; /* width of its spaces */
    Fine width;
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

/* The largest ratio that is no worse than that. */
static int64_t ratio_for(int64_t worst)
{
    int64_t low = 0;
    int64_t high = RATIO_MAX;
    while (low < high) {
        int64_t middle = (low + high + 1) / 2;
        if (badness(middle) <= worst)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* True where the pass does not tolerate so loose a line: it ends too near to its node. */
static bool is_too_short(const Pass *pass, const Trial *trial)
{
    Fine room = trial->spring * STRETCH_PARTS / STRETCH_OF;
    return !trial->last && pass->widest < RATIO_MAX &&
           trial->slack * RATIO_ONE >= (pass->widest + 1) * room && trial->slack > 0;
}

/* What lines that end in hyphens cost together. */
static int64_t rate_hyphens(const Trial *trial, const Piece *end, const BreakNode *node)
{
    if (node->hyphens == 0 || (!trial->last && !end->hyphenated))
        return 0;
    if (trial->last)
        return HYPHEN_BEFORE_LAST;
    return HYPHENS_IN_A_ROW + (node->hyphens >= MOST_HYPHENS ? MANY_HYPHENS : 0);
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
        r = ratio(trial->slack, trial->spring * STRETCH_PARTS / STRETCH_OF);
    *fitness = fitness_of(shrunk, r);
    int64_t bad = badness(r);
    bool fragment = trial->last && node->hyphens > 0 && trial->spring == 0 &&
                    trial->slack > trial->width - trial->width / REST_PART;
    if (bad > pass->tolerance || (fragment && pass->pass != PASS_ANY))
        return WORST;
    int64_t demerits = (fragment ? LONE_FRAGMENT : 0) +
                       (LINE_PENALTY + bad) * (LINE_PENALTY + bad) +
                       (int64_t)end->penalty * end->penalty;
    demerits += rate_hyphens(trial, end, node);
    if (end->since == PASS_ANY && !end->hyphenated)
        demerits += JUSTIFIED_TIE;
    if (trial->last && trial->slack > trial->width - trial->width / SHORT_PART)
        demerits += SHORT_LAST_LINE;
    int apart = (int)*fitness - (int)node->fitness;
    if (apart > 1 || apart < -1)
        demerits += UNLIKE_NEIGHBOURS;
    return demerits;
}

/* Lines that are filled one after the other leave as little as can be for the last one: what each
   lacks counts alike, of the first ones a little more. */
static int64_t rate_filled(const Trial *trial, const Piece *end, uint32_t line)
{
    if (trial->last) {
        bool lone = trial->spring == 0 && trial->slack > trial->width - trial->width / WORD_PART;
        return line > 0 && lone ? LONE_WORD : 0;
    }
    int64_t r = trial->slack > 0 ? trial->slack * RATIO_ONE / trial->width : 0;
    return r * (RATIO_ONE + RATIO_ONE / (2 + (int64_t)line)) +
           (end->hyphenated ? RAGGED_HYPHEN : 0);
}

static int64_t rate_ragged(const Pass *pass, const Trial *trial, const Piece *end, uint32_t line)
{
    int64_t rate = 0;
    if (pass->style->aim != AIM_BALANCED) {
        rate = rate_filled(trial, end, line);
    } else if (trial->slack > 0) {
        rate = trial->slack * RATIO_ONE / trial->width;
        rate *= rate;
    }
    int64_t tie = end->since == PASS_ANY ? RAGGED_TIE : 0;
    return RAGGED_LINE + tie + rate + (int64_t)end->penalty * end->penalty;
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
    if (pass->active_count == MOST_ACTIVE)
        pass->active_count--;
    *(uint32_t *)arena_push(pass->breaker->arena, &pass->breaker->active,
                            &pass->breaker->active_capacity, pass->active_count, sizeof(uint32_t)) =
        node;
    pass->active_count++;
}

static uint8_t count_hyphens(const BreakNode *before, const Piece *end)
{
    if (!end->hyphenated)
        return 0;
    return (uint8_t)(before->hyphens < MOST_HYPHENS ? before->hyphens + 1 : before->hyphens);
}

static const uint32_t ANY_LINE = UINT32_MAX;

/* The best lines to end after piece `b`, by their fitness, from the nodes that end line `line`.
   Drops nodes that are too far back. */
static void try_ends(Pass *pass, uint32_t b, uint32_t line, BreakNode best[FIT_COUNT])
{
    Breaker *breaker = pass->breaker;
    const Piece *end = &pass->pieces[b];
    bool justified = pass->style->aim == AIM_JUSTIFIED;
    size_t kept = 0;
    for (size_t i = 0; i < FIT_COUNT; i++)
        best[i].demerits = WORST;
    for (size_t i = 0; i < pass->active_count; i++) {
        const BreakNode *node = &breaker->nodes[breaker->active[i]];
        const Piece *start = &pass->pieces[node->next];
        Trial trial = {.spring = end->spring_end - start->spring, .last = b + 1 == pass->to};
        trial.width = node->next == pass->from ? pass->style->first : pass->style->rest;
        Fine shrink = justified ? trial.spring / SHRINK_PART : 0;
        Fine excess = end->end - start->start - trial.width;
        trial.slack = -excess - (trial.last ? 0 : end->hyphen);
        if (justified && node->next != pass->from && is_too_short(pass, &trial)) {
            /* So are those from the nodes that follow, which begin no earlier. */
            for (; i < pass->active_count; i++)
                breaker->active[kept++] = breaker->active[i];
            break;
        }
        bool alone = node->next == b && pass->pass == PASS_ANY;
        Fitness fitness = FIT_DECENT;
        int64_t demerits = WORST;
        if (line != ANY_LINE && node->line != line)
            demerits = WORST;
        else if (trial.slack + shrink >= 0 && justified)
            demerits = rate_justified(pass, &trial, end, node, &fitness);
        else if ((trial.slack + shrink >= 0 || alone) &&
                 node->demerits + RAGGED_LINE < best[fitness].demerits)
            demerits = rate_ragged(pass, &trial, end, node->line);
        if (demerits != WORST)
            demerits = least(node->demerits + demerits, CEILING);
        if (demerits < best[fitness].demerits)
            best[fitness] = (BreakNode){.demerits = demerits,
                                        .next = b + 1,
                                        .before = breaker->active[i],
                                        .line = node->line + 1,
                                        .fitness = (uint8_t)fitness,
                                        .hyphens = count_hyphens(node, end)};
        if (excess <= shrink)
            breaker->active[kept++] = breaker->active[i];
    }
    pass->active_count = kept;
}

/* Nodes for the best lines. */
static void add_best(Pass *pass, const BreakNode best[FIT_COUNT])
{
    size_t first = 0;
    for (size_t i = 1; i < FIT_COUNT; i++)
        first = best[i].demerits < best[first].demerits ? i : first;
    if (best[first].demerits == WORST)
        return;
    activate(pass, add_node(pass, best[first]));
    /* Another fitness is worth keeping only where the next line can make up for it. */
    for (size_t i = 0; i < FIT_COUNT; i++) {
        if (i != first && best[i].demerits != WORST && pass->active_count < MOST_ACTIVE &&
            best[i].demerits < best[first].demerits + UNLIKE_NEIGHBOURS)
            activate(pass, add_node(pass, best[i]));
    }
}

/* Ends lines after piece `b`, where all ways to get there are alike but for their demerits. */
static void end_lines(Pass *pass, uint32_t b)
{
    BreakNode best[FIT_COUNT];
    try_ends(pass, b, ANY_LINE, best);
    pass->last_node = pass->node_count;
    add_best(pass, best);
}

/* The same, where ways of different numbers of lines are kept apart. */
static void end_lines_by_number(Pass *pass, uint32_t b)
{
    const Breaker *breaker = pass->breaker;
    uint32_t low = UINT32_MAX;
    uint32_t high = 0;
    for (size_t i = 0; i < pass->active_count; i++) {
        uint32_t line = breaker->nodes[breaker->active[i]].line;
        low = line < low ? line : low;
        high = line > high ? line : high;
    }
    size_t begin = pass->node_count;
    for (uint32_t line = low; line <= high; line++) {
        BreakNode best[FIT_COUNT];
        try_ends(pass, b, line, best);
        add_best(pass, best);
    }
    pass->last_node = begin;
}

/* The node to end with: of those with the number of lines nearest to what is wanted, the best. */
static uint32_t choose_last(const Pass *pass)
{
    const BreakNode *nodes = pass->breaker->nodes;
    size_t best = pass->last_node;
    for (size_t i = best + 1; i < pass->node_count; i++)
        best = nodes[i].demerits < nodes[best].demerits ? i : best;
    int64_t wanted = (int64_t)nodes[best].line + pass->looseness;
    size_t chosen = best;
    for (size_t i = pass->last_node; i < pass->node_count; i++) {
        int64_t off = llabs(wanted - (int64_t)nodes[i].line);
        int64_t least_off = llabs(wanted - (int64_t)nodes[chosen].line);
        if (off < least_off || (off == least_off && nodes[i].demerits < nodes[chosen].demerits))
            chosen = i;
    }
    if (pass->pass == PASS_PLAIN && (int64_t)nodes[chosen].line != wanted)
        return UINT32_MAX;
    return (uint32_t)chosen;
}

/* Walks over all pieces. The node of the end; UINT32_MAX when there is none. */
static uint32_t run_pass(Pass *pass)
{
    activate(pass, add_node(pass, (BreakNode){.next = pass->from, .fitness = FIT_DECENT}));
    for (uint32_t b = pass->from; b < pass->to; b++) {
        if (pass->pieces[b].since > pass->pass)
            continue;
        if (pass->looseness == 0)
            end_lines(pass, b);
        else
            end_lines_by_number(pass, b);
        if (pass->active_count == 0)
            return UINT32_MAX;
    }
    bool ended = pass->last_node < pass->node_count &&
                 pass->breaker->nodes[pass->last_node].next == pass->to;
    return ended ? choose_last(pass) : UINT32_MAX;
}

bool break_lines(Breaker *breaker, const Piece *pieces, uint32_t from, uint32_t to,
                 const BreakStyle *style, BreakPass number)
{
    bool loosened = number != PASS_ANY && to - from <= LOOSENESS_PIECES;
    Pass pass = {.breaker = breaker,
                 .pieces = pieces,
                 .from = from,
                 .to = to,
                 .style = style,
                 .pass = number,
                 .tolerance = number == PASS_ANY ? INT64_MAX : style->tolerance,
                 .widest = number == PASS_ANY ? RATIO_MAX : ratio_for(style->tolerance),
                 .looseness = loosened ? style->looseness : 0};
    uint32_t node = run_pass(&pass);
    if (node == UINT32_MAX)
        return false;
    size_t count = breaker->nodes[node].line;
    for (size_t k = 0; k < count; k++)
        arena_push(breaker->arena, &breaker->ends, &breaker->end_capacity, breaker->end_count + k,
                   sizeof *breaker->ends);
    breaker->end_count += count;
    uint32_t *ends = breaker->ends + breaker->end_count;
    for (uint32_t n = node; n != 0; n = breaker->nodes[n].before)
        *--ends = breaker->nodes[n].next - 1;
    return true;
}
