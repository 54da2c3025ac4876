/* The document is set, cut into pages until their numbers settle, and placed. */
#include "layout/layout.h"

#include "layout/hyphen.h"
#include "layout/notes.h"

typedef struct Task {
    Flow flow;
    const Doc *doc;
    Layout *layout;
    bool done;
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
        bool settled = flow_paginate(flow);
        if (settled || !flow->varies || has_failed(flow, errors_before))
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

static void find_divisions(const Task *task)
{
    Setter *setter = task->flow.setter;
    const Doc *doc = task->doc;
    if (setter->typography == NULL)
        return;
    setter->hyphenator = hyphen_new(task->flow.scratch, setter->diags, setter->typography);
    for (size_t i = 0; i < doc->divided_count; i++)
        hyphen_except(setter->hyphenator, doc->divided[i].text, doc->divided[i].place);
}

static void build(void *context)
{
    Task *task = context;
    Flow *flow = &task->flow;
    Setter *setter = flow->setter;
    size_t errors = diags_count(setter->diags, SEVERITY_ERROR);
    flow->scratch = arena_new(arena_memory(setter->arena));
    find_divisions(task);
    flow_collect(flow, task->doc);
    if (has_failed(flow, errors))
        return;
    set_until_settled(flow, errors);
    if (has_failed(flow, errors))
        return;
    task->layout = arena_alloc(setter->arena, sizeof *task->layout);
    task->layout->pictures = task->doc->pictures;
    task->layout->picture_count = task->doc->picture_count;
    flow_ship(flow, task->layout);
    task->layout->passes = flow->pass;
    task->layout->faces = fonts_faces(setter->fonts, &task->layout->face_count);
    task->done = !has_failed(flow, errors);
}

Layout *layout_build(Arena *arena, Diags *diags, Fonts *fonts, const Typography *typography,
                     const Doc *doc)
{
    Setter setter = {.arena = arena,
                     .diags = diags,
                     .fonts = fonts,
                     .typography = typography,
                     .page_of = marks_page_of};
    Task task = {.flow = {.setter = &setter, .note_style = doc->note_style}, .doc = doc};
    setter.pages = &task.flow.marks;
    bool enough = arena_try(arena_memory(arena), build, &task);
    hyphen_drop(setter.hyphenator);
    arena_drop(task.flow.scratch);
    if (!enough)
        memory_fail(arena_memory(arena));
    return task.done ? task.layout : NULL;
}
