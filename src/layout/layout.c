/* The document is set, cut into pages until their numbers settle, and placed. */
#include "layout/layout.h"

#include "layout/notes.h"
#include "layout/planner.h"
#include "layout/text/hyphen.h"
#include "layout/text/shape.h"

struct LayoutWork {
    Arena *arena; /* holds this and all that is neither of the layout nor of one page */
    Arena *page;  /* of the page's items; NULL where all pages keep theirs */
    Setter setter;
    Flow flow;
    Shipper *shipper;
};

/* Making a layout. */
typedef struct Task {
    Arena *arena; /* of the layout */
    Diags *diags;
    Fonts *fonts;
    const Typography *typography;
    const Doc *doc;
    bool keeps; /* all pages keep their items */
    Arena *scratch;
    struct LayoutWork *work; /* in scratch */
    Layout *layout;          /* NULL after an error */
} Task;

static bool has_failed(const Flow *flow, size_t errors_before)
{
    return diags_count(flow->setter->diags, SEVERITY_ERROR) > errors_before;
}

/* Contents and references print page numbers, which may change what stands on which page. */
static void set_until_settled(Flow *flow, size_t errors_before)
{
    for (flow->pass = 1;; flow->pass++) {
        flow_set(flow);
        if (has_failed(flow, errors_before))
            return;
        if (flow->pass == 1)
            notes_check(flow);
        bool settled = flow_paginate(flow) || !flow->varies;
        bool widens = flow_widens(flow);
        if ((settled && !widens) || has_failed(flow, errors_before))
            return;
        if (flow->pass == LAYOUT_MAX_PASSES) {
            diag(flow->setter->diags, SEVERITY_WARNING, (Place){0},
                 "a small change of the text moves the pages enough to settle them",
                 "page numbers did not settle in %d passes: the contents may be wrong",
                 LAYOUT_MAX_PASSES);
            return;
        }
    }
}

/* --- What lives while pages are placed -------------------------------------------------------- */

static void make_work(void *context)
{
    Task *task = context;
    Arena *arena = task->scratch = arena_new(arena_memory(task->arena));
    struct LayoutWork *work = task->work = arena_alloc(arena, sizeof *work);
    work->arena = arena;
    work->setter = (Setter){.arena = task->keeps ? task->arena : arena,
                            .diags = task->diags,
                            .fonts = task->fonts,
                            .typography = task->typography,
                            .page_of = marks_page_of,
                            .pages = &work->flow.marks};
    work->flow =
        (Flow){.setter = &work->setter, .scratch = arena, .note_style = task->doc->note_style};
    work->flow.slab_arena = arena_new(arena_memory(arena));
    (void)text_shape(&work->setter); /* lives longer than a page */
    if (!task->keeps)
        work->page = arena_new(arena_memory(arena));
}

static void drop_work(struct LayoutWork *work)
{
    planner_end(work->flow.planner);
    hyphen_drop(work->setter.hyphenator);
    arena_drop(work->flow.slab_arena);
    arena_drop(work->flow.joined_slabs);
    arena_drop(work->page);
    arena_drop(work->arena);
}

void layout_end(Layout *layout)
{
    if (layout == NULL || layout->work == NULL)
        return;
    drop_work(layout->work);
    layout->work = NULL;
}

/* --- Making a layout -------------------------------------------------------------------------- */

static void note_faces(Layout *layout, const Fonts *fonts)
{
    layout->faces = fonts_faces(fonts, &layout->face_count);
}

static void build(void *context)
{
    Task *task = context;
    Flow *flow = &task->work->flow;
    size_t errors = diags_count(task->diags, SEVERITY_ERROR);
    if (task->typography != NULL)
        flow->setter->hyphenator =
            hyphen_for(flow->scratch, task->diags, task->typography, task->doc);
    flow_collect(flow, task->doc);
    if (has_failed(flow, errors))
        return;
    flow->planner = planner_begin(flow->scratch, flow, task->doc);
    set_until_settled(flow, errors);
    if (has_failed(flow, errors))
        return;
    Layout *layout = arena_alloc(task->arena, sizeof *layout);
    layout->pictures = task->doc->pictures;
    layout->picture_count = task->doc->picture_count;
    layout->passes = flow->pass;
    task->work->shipper = ship_new(flow, task->arena, layout);
    if (task->keeps)
        ship_all(task->work->shipper);
    note_faces(layout, task->fonts);
    if (!has_failed(flow, errors))
        task->layout = layout;
}

static Layout *run(Task *task)
{
    Memory *memory = arena_memory(task->arena);
    bool enough = arena_try(memory, make_work, task) && arena_try(memory, build, task);
    if (task->layout != NULL && !task->keeps)
        task->layout->work = task->work;
    else if (task->work != NULL)
        drop_work(task->work);
    else
        arena_drop(task->scratch);
    if (!enough)
        memory_fail(memory);
    return task->layout;
}

Layout *layout_begin(Arena *arena, Diags *diags, Fonts *fonts, const Typography *typography,
                     const Doc *doc)
{
    return run(&(Task){arena, diags, fonts, typography, doc, .keeps = false});
}

Layout *layout_build(Arena *arena, Diags *diags, Fonts *fonts, const Typography *typography,
                     const Doc *doc)
{
    return run(&(Task){arena, diags, fonts, typography, doc, .keeps = true});
}

void layout_tag(Layout *layout, bool table_parts)
{
    if (layout->work != NULL)
        ship_tag(layout->work->shipper, layout->work->arena, table_parts);
}

const Page *layout_page(Layout *layout, size_t index)
{
    struct LayoutWork *work = layout->work;
    if (work == NULL)
        return &layout->pages[index];
    arena_reset(work->page);
    Arena *outer = work->setter.arena;
    work->setter.arena = work->page;
    const Page *page = ship_page(work->shipper, index);
    work->setter.arena = outer;
    note_faces(layout, work->setter.fonts);
    return page;
}
