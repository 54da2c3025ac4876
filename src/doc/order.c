/* Which chapters a document has, in which order: the manifest's, changed by the job's `bab` and
 * `urutan`. */
#include "doc/page.h"
#include "doc/template.h"

#include <string.h>

/* The list under construction. */
typedef struct Order {
    Arena *arena;
    Diags *diags;
    const Template *template_;
    const Job *job;
    ChapterFile *chapters;
    size_t count, capacity;
} Order;

static bool is_ordered(const List *ids, Str id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (str_equal(ids->items[i].text, id))
            return true;
    return false;
}

/* The manifest's chapter of that id, or NULL. */
static const Record *find_part(const Order *order, Str id)
{
    const List *parts = record_list(order->template_->manifest, "bagian");
    for (size_t i = 0; i < parts->count; i++)
        if (str_equal(record_text(parts->items[i].record, "id"), id))
            return parts->items[i].record;
    return NULL;
}

/* The map `bab` of the job; empty where it is not given. */
static const Map *own_chapters(const Order *order)
{
    static const Map none = {0, NULL};
    Value value = record_get(order->job->config, "bab");
    return value.kind == VALUE_MAP ? value.map : &none;
}

static const Entry *find_own(const Order *order, Str id)
{
    const Map *own = own_chapters(order);
    for (size_t i = 0; i < own->count; i++)
        if (str_equal(own->entries[i].key, id))
            return &own->entries[i];
    return NULL;
}

/* The chapter beside which the job puts one of its own; empty where it does not say. */
static Str own_place(const Record *own)
{
    Str after = record_text(own, "sesudah");
    return after.size > 0 ? after : record_text(own, "sebelum");
}

static bool is_appendix(const Order *order, Str id, const Record *part)
{
    const List *named = record_list(order->job->config, "lampiran");
    bool appendix = part != NULL && record_flag(part, "lampiran");
    for (size_t i = 0; i < named->count && !appendix; i++)
        appendix = str_equal(named->items[i].text, id);
    return appendix;
}

static const char *template_path(Arena *arena, const Template *template_, const Record *part)
{
    return str_c(arena, path_join(arena, template_->folder, record_text(part, "berkas")));
}

/* --- Pages ------------------------------------------------------------------------------------ */

/* Whether a chapter of the job's own takes the pages of that part, which are in the style `page`:
   those of the first that is in the style that it names, else those of the main text. */
static bool suits(const Record *part, Str page, Str wanted)
{
    if (wanted.size > 0)
        return str_equal(page, wanted);
    return record_flag(part, "bab") && !record_flag(part, "lampiran");
}

/* Style and count of the chapter's pages: what they are in the manifest with all its parts,
   whatever the job leaves out. */
static void set_pages(const Order *order, ChapterFile *chapter, Str wanted)
{
    const List *parts = record_list(order->template_->manifest, "bagian");
    Str page = {NULL, 0};
    size_t run = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const Record *part = parts->items[i].record;
        if (record_text(part, "halaman").size > 0)
            page = record_text(part, "halaman");
        if (record_get(part, "mulai").kind == VALUE_NUMBER)
            run = i + 1;
        if (chapter->part != NULL ? part != chapter->part : !suits(part, page, wanted))
            continue;
        chapter->page = page;
        chapter->run = run;
        if (run > 0)
            chapter->first_page = record_int(parts->items[run - 1].record, "mulai", 0);
        break;
    }
    if (wanted.size > 0)
        chapter->page = wanted;
}

/* --- The list --------------------------------------------------------------------------------- */

/* What the job says of a chapter: its file, and the page style where it names one. */
static void set_own(const Order *order, ChapterFile *chapter, const Record *own)
{
    Str page = record_text(own, "halaman");
    chapter->from = record_place(own, "berkas");
    chapter->path =
        job_path(order->arena, order->diags, order->job, record_text(own, "berkas"), chapter->from);
    if (page.size > 0 && !page_name_check(order->arena, order->diags, order->template_->manifest,
                                          page, record_place(own, "halaman")))
        page.size = 0;
    set_pages(order, chapter, page);
}

/* Adds the chapter: the job's own file where it has one, else the template's. */
static void add_chapter(Order *order, Str id, const Record *part, const Entry *own)
{
    ChapterFile chapter = {.id = id, .part = part, .appendix = is_appendix(order, id, part)};
    if (own != NULL) {
        chapter.own = true;
        set_own(order, &chapter, own->value.record);
    } else {
        chapter.from = record_place(part, "berkas");
        chapter.path = template_path(order->arena, order->template_, part);
        set_pages(order, &chapter, (Str){NULL, 0});
    }
    ChapterFile *slot =
        arena_push(order->arena, &order->chapters, &order->capacity, order->count, sizeof chapter);
    *slot = chapter;
    order->count++;
}

static void unknown_chapter(const Order *order, Str id, Place place)
{
    const List *parts = record_list(order->template_->manifest, "bagian");
    const Map *own = own_chapters(order);
    Str *names = arena_array(order->arena, parts->count + own->count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < parts->count; i++)
        names[count++] = record_text(parts->items[i].record, "id");
    for (size_t i = 0; i < own->count; i++)
        if (!str_equal(own->entries[i].key, id))
            names[count++] = own->entries[i].key;
    const char *hint = hint_nearest(order->arena, id, names, count,
                                    "chapters are those of the template's manifest and of 'bab'");
    diag(order->diags, SEVERITY_ERROR, place, hint, "there is no chapter '%.*s'", STR_ARG(id));
}

static void follow_job(Order *order, const List *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        Str id = ids->items[i].text;
        Place place = record_item_place(order->job->config, "urutan", i);
        const Record *part = find_part(order, id);
        const Entry *own = find_own(order, id);
        bool twice = false;
        for (size_t k = 0; k < i; k++)
            twice = twice || str_equal(ids->items[k].text, id);
        if (twice)
            diag(order->diags, SEVERITY_ERROR, place, "name each chapter once",
                 "chapter '%.*s' is named twice", STR_ARG(id));
        else if (part == NULL && own == NULL)
            unknown_chapter(order, id, place);
        else
            add_chapter(order, id, part, own);
    }
}

static void follow_manifest(Order *order)
{
    const List *parts = record_list(order->template_->manifest, "bagian");
    for (size_t i = 0; i < parts->count; i++) {
        const Record *part = parts->items[i].record;
        Str id = record_text(part, "id");
        add_chapter(order, id, part, find_own(order, id));
    }
}

/* --- Chapters of the job's own that say where they go ------------------------------------------
 */

/* The index of the chapter, one that has its place by itself; order->count where there is none. */
static size_t find_chapter(const Order *order, Str id)
{
    size_t at = 0;
    while (at < order->count &&
           (order->chapters[at].beside.size > 0 || !str_equal(order->chapters[at].id, id)))
        at++;
    return at;
}

/* False after the error that the chapter cannot be put beside another. */
static bool may_be_placed(const Order *order, Str id, const Record *own)
{
    Str after = record_text(own, "sesudah");
    Str before = record_text(own, "sebelum");
    Place place = record_place(own, after.size > 0 ? "sesudah" : "sebelum");
    const char *hint = NULL;
    if (after.size > 0 && before.size > 0)
        hint = "leave 'sesudah' or 'sebelum' out";
    else if (is_ordered(record_list(order->job->config, "urutan"), id))
        hint = "'urutan' says already where it stands";
    else if (find_part(order, id) != NULL)
        hint = "it is one of the template's, whose order 'urutan' changes";
    if (hint != NULL)
        diag(order->diags, SEVERITY_ERROR, place, hint, "chapter '%.*s' is given two places",
             STR_ARG(id));
    return hint == NULL;
}

static void no_such_neighbour(Order *order, Str neighbour, Place place)
{
    bool own = find_own(order, neighbour) != NULL;
    if (find_part(order, neighbour) == NULL && !own)
        unknown_chapter(order, neighbour, place);
    else
        diag(order->diags, SEVERITY_ERROR, place,
             own ? "name one of the template's or of 'urutan'" : "name it in 'urutan'",
             own ? "chapter '%.*s' has no place of its own"
                 : "chapter '%.*s' is not in the document",
             STR_ARG(neighbour));
}

/* Puts the last chapter of the list to `at`. */
static void move_last(Order *order, size_t at)
{
    ChapterFile last = order->chapters[order->count - 1];
    memmove(&order->chapters[at + 1], &order->chapters[at],
            (order->count - 1 - at) * sizeof *order->chapters);
    order->chapters[at] = last;
}

/* Puts the chapter beside the one that it names, behind others that the job put there before; it
   has that one's pages unless it names a page style. */
static void place_chapter(Order *order, const Entry *entry)
{
    const Record *own = entry->value.record;
    bool after = record_text(own, "sesudah").size > 0;
    Str neighbour = own_place(own);
    if (neighbour.size == 0 || !may_be_placed(order, entry->key, own))
        return;
    size_t at = find_chapter(order, neighbour);
    if (at == order->count || order->chapters == NULL) {
        no_such_neighbour(order, neighbour, record_place(own, after ? "sesudah" : "sebelum"));
        return;
    }
    ChapterFile beside = order->chapters[at];
    add_chapter(order, entry->key, NULL, entry);
    ChapterFile *chapter = &order->chapters[order->count - 1];
    chapter->beside = neighbour;
    chapter->behind = after;
    if (record_text(own, "halaman").size == 0) {
        chapter->page = beside.page;
        chapter->run = beside.run;
        chapter->first_page = beside.first_page;
    }
    at += after;
    while (after && at + 1 < order->count && order->chapters[at].part != NULL &&
           record_flag(order->chapters[at].part, "menyambung"))
        at++; /* the section that the neighbour begins is not over */
    while (after && at + 1 < order->count && order->chapters[at].behind &&
           str_equal(order->chapters[at].beside, neighbour))
        at++;
    move_last(order, at);
}

static void place_own(Order *order)
{
    const Map *own = own_chapters(order);
    for (size_t i = 0; i < own->count; i++)
        place_chapter(order, &own->entries[i]);
}

/* --- Checking --------------------------------------------------------------------------------- */

/* For the id of a chapter that is to replace one of the manifest's: the nearest of these, or NULL.
 */
static const char *nearest_part(const Order *order, Str id)
{
    const List *parts = record_list(order->template_->manifest, "bagian");
    Str *names = arena_array(order->arena, parts->count, sizeof *names);
    for (size_t i = 0; i < parts->count; i++)
        names[i] = record_text(parts->items[i].record, "id");
    return hint_nearest(order->arena, id, names, parts->count, NULL);
}

/* Every chapter of the job's own replaces one of the manifest, is named by `urutan`, or says itself
   where it goes. */
static void check_own(const Order *order, const List *ids)
{
    const Map *own = own_chapters(order);
    for (size_t i = 0; i < own->count; i++) {
        Str id = own->entries[i].key;
        if (is_ordered(ids, id) || (ids->count == 0 && find_part(order, id) != NULL) ||
            own_place(own->entries[i].value.record).size > 0)
            continue;
        Place place = record_key_place(order->job->config, "bab", i);
        const char *hint = ids->count == 0 ? nearest_part(order, id) : NULL;
        if (hint != NULL)
            diag(order->diags, SEVERITY_ERROR, place, hint, "there is no chapter '%.*s'",
                 STR_ARG(id));
        else
            diag(order->diags, SEVERITY_ERROR, place,
                 ids->count > 0 ? "name it in 'urutan'"
                                : "say by 'sesudah' or 'sebelum' which chapter it stands beside",
                 "chapter '%.*s' has no place in the document", STR_ARG(id));
    }
}

/* What the job calls an appendix is a chapter of the document. */
static void check_appendices(const Order *order)
{
    const List *named = record_list(order->job->config, "lampiran");
    for (size_t i = 0; i < named->count; i++) {
        Str id = named->items[i].text;
        bool found = false;
        for (size_t k = 0; k < order->count; k++)
            found = found || str_equal(order->chapters[k].id, id);
        if (!found && find_part(order, id) == NULL && find_own(order, id) == NULL)
            unknown_chapter(order, id, record_item_place(order->job->config, "lampiran", i));
    }
}

ChapterFile *chapters_list(Arena *arena, Diags *diags, const Template *template_, const Job *job,
                           size_t *count)
{
    Order order = {.arena = arena, .diags = diags, .template_ = template_, .job = job};
    const List *ids = record_list(job->config, "urutan");
    if (ids->count > 0)
        follow_job(&order, ids);
    else
        follow_manifest(&order);
    place_own(&order);
    check_own(&order, ids);
    check_appendices(&order);
    *count = order.count;
    return order.chapters;
}

const ChapterFile *chapters_absent(Arena *arena, const Template *template_,
                                   const ChapterFile *chapters, size_t count, size_t *absent)
{
    const List *parts = record_list(template_->manifest, "bagian");
    ChapterFile *out = arena_array(arena, parts->count, sizeof *out);
    *absent = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const Record *part = parts->items[i].record;
        ChapterFile chapter = {.id = record_text(part, "id"),
                               .path = template_path(arena, template_, part),
                               .part = part};
        bool there = false;
        for (size_t k = 0; k < count; k++) {
            if (chapters[k].part != part)
                continue;
            there = chapters[k].path != NULL && !chapters[k].reduced &&
                    str_is(str_from(chapters[k].path), chapter.path);
            chapter.reduced = chapters[k].reduced;
            chapter.replaced = !chapter.reduced;
        }
        if (!there)
            out[(*absent)++] = chapter;
    }
    return out;
}

bool part_is_ordered(const Record *part, const Job *job)
{
    const List *ids = record_list(job->config, "urutan");
    return ids->count == 0 || is_ordered(ids, record_text(part, "id"));
}

/* --- What there is ---------------------------------------------------------------------------- */

static void add_known(Order *order, Node *map, Str id, bool there)
{
    Node *answer = arena_alloc(order->arena, sizeof *answer);
    *answer = (Node){.kind = NODE_TEXT, .text = there ? STR("ya") : STR("tidak")};
    map->members[map->count++] = (Member){.key = id, .value = answer};
}

const Node *template_chapters(Arena *arena, const Template *template_, const Job *job)
{
    Order order = {.arena = arena, .template_ = template_, .job = job};
    const List *parts = record_list(template_->manifest, "bagian");
    const List *ids = record_list(job->config, "urutan");
    const Map *own = own_chapters(&order);
    Node *map = arena_alloc(arena, sizeof *map);
    *map = (Node){.kind = NODE_MAP};
    map->members = arena_array(arena, parts->count + own->count, sizeof *map->members);
    for (size_t i = 0; i < parts->count; i++) {
        Str id = record_text(parts->items[i].record, "id");
        add_known(&order, map, id, part_is_ordered(parts->items[i].record, job));
    }
    for (size_t i = 0; i < own->count; i++) {
        Str id = own->entries[i].key;
        if (find_part(&order, id) == NULL)
            add_known(&order, map, id,
                      is_ordered(ids, id) || own_place(own->entries[i].value.record).size > 0);
    }
    return map;
}
