/* A thread that breaks paragraphs from the document's end on. */
#include "layout/planner.h"

#include "base/thread.h"
#include "layout/font/fonts.h"
#include "layout/text/hyphen.h"

enum { FEWEST = 64 }; /* paragraphs: fewer are broken before the thread has read the fonts */

/* A text that can be broken before its page is known. */
typedef struct Candidate {
    const Span *spans;
    const TextStyle *style;
    Len width;
    const Paragraph *text; /* the thread's */
} Candidate;

struct Planner {
    Memory *memory; /* the thread's, until it has ended */
    Arena *arena;   /* of that memory */
    Setter setter;  /* likewise */
    const Fonts *fonts;
    const Typography *typography;
    const Doc *doc;
    Candidate *candidates; /* in the document's order */
    size_t count, capacity;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* Under the lock. */
    size_t claimed; /* those below are the caller's, */
    size_t planned; /* those from here on the thread's */
    bool ended;     /* the thread has met the caller, or given up: */
    bool good;      /* then what it has made is of no use */
};

/* --- What can be broken ahead ----------------------------------------------------------------- */

/* True for a text that prints no page numbers and has no footnotes. */
static bool is_plain(const Span *spans)
{
    for (const Span *span = spans; span != NULL; span = span->next) {
        bool text = span->kind == SPAN_TEXT || span->kind == SPAN_BREAK;
        if (!text || (span->lead != NULL && span->lead->note != NULL))
            return false;
    }
    return spans != NULL;
}

static void find_candidates(Planner *planner, Arena *arena, const Flow *flow)
{
    for (Chunk *chunk = flow->first; chunk != NULL; chunk = chunk->next) {
        const Block *block = chunk->block;
        if (block->kind != BLOCK_TEXT || !is_plain(block->text))
            continue;
        Candidate *candidate = arena_push(arena, &planner->candidates, &planner->capacity,
                                          planner->count++, sizeof *candidate);
        *candidate = (Candidate){block->text, block->style, chunk->width, NULL};
        chunk->candidate = planner->count;
    }
}

/* --- The thread ------------------------------------------------------------------------------- */

/* The next candidate, backwards; NULL where the caller has come as far. */
static Candidate *claim(Planner *planner)
{
    Candidate *candidate = NULL;
    pthread_mutex_lock(&planner->lock);
    if (planner->planned > planner->claimed)
        candidate = &planner->candidates[--planner->planned];
    pthread_mutex_unlock(&planner->lock);
    return candidate;
}

static void plan_all(void *context)
{
    Planner *planner = context;
    Setter *setter = &planner->setter;
    setter->arena = planner->arena = arena_new(planner->memory);
    setter->diags = diags_new(setter->arena);
    setter->fonts = fonts_copy(setter->arena, setter->diags, planner->fonts);
    setter->typography = planner->typography;
    if (setter->typography != NULL)
        setter->hyphenator =
            hyphen_for(setter->arena, setter->diags, setter->typography, planner->doc);
    for (Candidate *at = claim(planner); at != NULL; at = claim(planner)) {
        const Paragraph *text = text_plan(setter, at->spans, at->style, at->width);
        /* Lines that are set already name faces of the thread's own fonts. */
        if (text->plan != NULL)
            at->text = text;
        if (diags_count(setter->diags, SEVERITY_NOTE) > 0)
            return;
    }
    planner->good = true;
}

static void *work(void *context)
{
    Planner *planner = context;
    (void)arena_try(planner->memory, plan_all, planner);
    pthread_mutex_lock(&planner->lock);
    planner->ended = true;
    pthread_cond_signal(&planner->changed);
    pthread_mutex_unlock(&planner->lock);
    return NULL;
}

/* --- For the first thread --------------------------------------------------------------------- */

Planner *planner_begin(Arena *arena, const Flow *flow, const Doc *doc)
{
    Planner *planner = arena_alloc(arena, sizeof *planner);
    planner->fonts = flow->setter->fonts;
    planner->typography = flow->setter->typography;
    planner->doc = doc;
    find_candidates(planner, arena, flow);
    planner->planned = planner->count;
    if (planner->count < FEWEST)
        return NULL;
    planner->memory = memory_new(0);
    if (planner->memory == NULL)
        return NULL;
    pthread_mutex_init(&planner->lock, NULL);
    pthread_cond_init(&planner->changed, NULL);
    planner->has_thread = thread_begin(&planner->thread, work, planner);
    if (planner->has_thread)
        return planner;
    planner_end(planner);
    return NULL;
}

const Paragraph *planner_take(Planner *planner, const Chunk *chunk)
{
    if (planner == NULL || chunk->candidate == 0)
        return NULL;
    size_t at = chunk->candidate - 1;
    pthread_mutex_lock(&planner->lock);
    bool own = at < planner->planned;
    if (own)
        planner->claimed = at + 1;
    while (!own && !planner->ended)
        pthread_cond_wait(&planner->changed, &planner->lock);
    bool good = !own && planner->good;
    pthread_mutex_unlock(&planner->lock);
    return good ? planner->candidates[at].text : NULL;
}

void planner_end(Planner *planner)
{
    if (planner == NULL)
        return;
    if (planner->has_thread) {
        pthread_mutex_lock(&planner->lock);
        planner->claimed = planner->count;
        pthread_mutex_unlock(&planner->lock);
        pthread_join(planner->thread, NULL);
    }
    hyphen_drop(planner->setter.hyphenator);
    arena_drop(planner->arena);
    pthread_cond_destroy(&planner->changed);
    pthread_mutex_destroy(&planner->lock);
    memory_drop(planner->memory);
}
