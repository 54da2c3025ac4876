/* All signatures of a file: each by itself, and what later revisions did to what it signed. */
#include "verify/work.h"

#include <openssl/err.h>
#include <stdlib.h>
#include <time.h>

enum {
    MOST_LOST = 8,                   /* revisions with signatures that the newest one has lost */
    MOST_SEARCHED = 32,              /* for such */
    MOST_OBJECTS = 32 * 1024 * 1024, /* of all revisions that are compared */
};

typedef struct Run {
    Work work;
    FoundList found; /* in the order of what they sign */
    Permission *permissions;
    Changes changes;
    const PdfRevision *revisions;
    size_t revision_count;
    Arena *arenas[4]; /* of two states, of comparing them, and of a page of them */
    Arena *lost[MOST_LOST];
    VerifyReport *report;
} Run;

/* --- Which signatures there are --------------------------------------------------------------- */

static bool overlaps(const FoundList *list, size_t at)
{
    for (size_t i = 0; i < list->count; i++)
        if (at >= list->items[i].dict->from && at < list->items[i].dict->to)
            return true;
    return false;
}

static Source *prefix_source(const Work *work, Arena *arena, size_t end)
{
    Source *source = arena_alloc(arena, sizeof *source);
    *source = (Source){work->source->name, str_slice(work->source->text, 0, end)};
    return source;
}

/* Adds what the file of the bytes up to `end` has and `list` has not; false where that is nothing:
   then nothing of the arena is needed. */
static bool add_lost(Run *run, Arena *arena, size_t end)
{
    Work *work = &run->work;
    FoundList older = {0};
    size_t before = run->found.count;
    /* What is damaged there is of no concern to the newest revision. */
    Diags *diags = diags_new(arena);
    PdfFile *file = pdf_open(arena, diags, prefix_source(work, arena, end));
    if (file == NULL || !find_signatures(work, arena, file, &older))
        return false;
    for (size_t i = 0; i < older.count; i++) {
        Found *lost = &older.items[i];
        if (overlaps(&run->found, lost->dict->from) || run->found.count == VERIFY_MOST_SIGNATURES)
            continue;
        const PdfObject *object = pdf_object(file, lost->number);
        if (range_read(work, lost, object != NULL ? object->holder : 1))
            problem(work, &lost->problems, PROBLEM_REMOVED,
                    "the newest revision of the file has lost this signature");
        Found *slot = arena_push(work->arena, &run->found.items, &run->found.capacity,
                                 run->found.count, sizeof *slot);
        *slot = *lost;
        run->found.count++;
    }
    return run->found.count > before;
}

/* What could be a signature's dictionary stands between, and in none that is known. */
static bool may_sign(const Run *run, size_t from, size_t to)
{
    Str text = str_slice(run->work.source->text, 0, to);
    for (size_t at = from; (at = str_find(text, "/ByteRange", at)) != SIZE_MAX; at++)
        if (!overlaps(&run->found, at))
            return true;
    return false;
}

/* Signatures that an older revision had: those whose bytes stand somewhere. The latest first: what
   was signed last is what was shown last. What is too much to be searched may be anything. */
static void find_lost(Run *run)
{
    size_t kept = 0;
    size_t opened = 0;
    for (size_t i = run->revision_count - 1; i-- > 0;) {
        size_t end = run->revisions[i].end;
        if (!may_sign(run, i > 0 ? run->revisions[i - 1].end : 0, end))
            continue;
        if (opened++ == MOST_SEARCHED || kept == MOST_LOST) {
            for (size_t k = 0; k < run->found.count; k++)
                problem(&run->work, &run->found.items[k].problems, PROBLEM_REMOVED,
                        "there are too many older revisions that may have had other signatures");
            return;
        }
        if (run->lost[kept] == NULL)
            run->lost[kept] = arena_new(arena_memory(run->work.arena));
        if (add_lost(run, run->lost[kept], end))
            kept++;
        else
            arena_reset(run->lost[kept]);
    }
}

static int compare_found(const void *left, const void *right)
{
    const Found *a = left;
    const Found *b = right;
    if (a->signed_to != b->signed_to)
        return a->signed_to < b->signed_to ? -1 : 1;
    return a->dict->from < b->dict->from ? -1 : a->dict->from > b->dict->from;
}

static bool find_all(Run *run)
{
    Work *work = &run->work;
    if (!find_signatures(work, work->arena, work->file, &run->found)) {
        diag(work->diags, SEVERITY_ERROR, (Place){.source = work->source}, NULL,
             run->found.count == VERIFY_MOST_SIGNATURES
                 ? "it has more than %d signatures"
                 : "its fields are too many or stand too deep in each other to find the %d "
                   "signatures that it may have",
             VERIFY_MOST_SIGNATURES);
        return false;
    }
    work->judged = &run->found;
    for (size_t i = 0; i < run->found.count; i++) {
        Found *found = &run->found.items[i];
        const PdfObject *object = pdf_object(work->file, found->number);
        if (found->number == 0 || object == NULL)
            problem(work, &found->problems, PROBLEM_DICTIONARY,
                    "the signature's field is no object of its own");
        else
            range_read(work, found, object->holder);
    }
    find_lost(run);
    if (run->found.count > 1)
        qsort(run->found.items, run->found.count, sizeof *run->found.items, compare_found);
    return true;
}

/* --- What each signs -------------------------------------------------------------------------- */

static bool is_white(Str text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (text.at[i] != '\r' && text.at[i] != '\n' && text.at[i] != ' ')
            return false;
    return true;
}

/* The revision that ends where the signed bytes end, but for white space; SIZE_MAX for none. */
static size_t revision_ending(const Run *run, size_t end)
{
    Str text = run->work.source->text;
    for (size_t i = 0; i < run->revision_count; i++) {
        size_t other = run->revisions[i].end;
        size_t from = end < other ? end : other;
        size_t to = end < other ? other : end;
        /* Lines may end in two bytes. */
        if (to - from <= 2 && is_white(text, from, to))
            return i;
    }
    /* What stands behind the newest revision may have been signed with it. */
    bool all = end == text.size && run->revisions[run->revision_count - 1].end <= end;
    return all ? run->revision_count - 1 : SIZE_MAX;
}

static void place_signature(Run *run, Found *found)
{
    SignatureReport *signature = found->signature;
    signature->whole_file = found->has_range && found->signed_to == run->work.source->text.size;
    signature->signed_to = found->signed_to;
    if (!found->has_range)
        return;
    size_t revision = revision_ending(run, found->signed_to);
    if (revision == SIZE_MAX)
        problem(&run->work, &found->problems, PROBLEM_REVISION,
                "the signed bytes, up to %zu, are no revision of the file", found->signed_to);
    else
        signature->revision = (uint32_t)revision + 1;
}

/* --- States ----------------------------------------------------------------------------------- */

/* The file as it was at the end of the revision (counted from 0). False where it cannot be read as
   the newest revision says it was. */
static bool open_state(Run *run, Arena *arena, size_t revision, State *state)
{
    Work *work = &run->work;
    const PdfRevision *about = &run->revisions[revision];
    *state = (State){.end = about->end, .revision = (uint32_t)revision + 1};
    state->source = prefix_source(work, arena, about->end);
    state->diags = diags_new(arena);
    state->file = pdf_open(arena, state->diags, state->source);
    if (state->file == NULL)
        return false;
    size_t count = 0;
    const PdfRevision *own = pdf_revisions(state->file, &count);
    return own[count - 1].xref == about->xref && pdf_start(state->file) == pdf_start(work->file);
}

/* The signature must be what the signed revision has as such: `list` is what that has. */
static void check_in_state(Run *run, size_t index, const State *state, const FoundList *list)
{
    Work *work = &run->work;
    Found *found = &run->found.items[index];
    for (size_t i = 0; i < list->count; i++) {
        Found *same = &list->items[i];
        if (same->dict->from != found->dict->from || same->dict->to != found->dict->to)
            continue;
        same->signature = found->signature;
        same->problems = found->problems;
        run->permissions[index] = permission_of(work, state, same);
        found->problems = same->problems;
        found->signature->locks = describe_locks(work->arena, &run->permissions[index]);
        return;
    }
    problem(work, &found->problems, PROBLEM_REVISION,
            "the signed revision does not have this signature: a later one made it visible");
    run->permissions[index].level = 1;
}

static void look_at_state(Run *run, const State *state)
{
    FoundList list = {0};
    bool searched = false;
    for (size_t i = 0; i < run->found.count; i++) {
        if (run->found.items[i].signature->revision != state->revision)
            continue;
        if (!searched)
            find_signatures(&run->work, run->arenas[2], state->file, &list);
        searched = true;
        check_in_state(run, i, state, &list);
    }
}

static void unreadable(Run *run, uint32_t revision, const char *text)
{
    add_change(&run->work, &run->changes,
               (Change){.kind = CHANGE_UNREADABLE, .revision = revision, .text = str_from(text)});
}

static void no_state(Run *run, size_t revision)
{
    unreadable(run, (uint32_t)revision + 1, "the revision cannot be read by itself");
    for (size_t i = 0; i < run->found.count; i++)
        if (run->found.items[i].signature->revision == revision + 1)
            problem(&run->work, &run->found.items[i].problems, PROBLEM_REVISION,
                    "the signed bytes are no PDF by themselves");
}

/* Cross-references of what was signed that programs may read in different ways, told where the file
   was added to: programs may find what was added, or other objects. */
static void check_signed(Run *run, const State *state)
{
    size_t count = 0;
    const PdfRevision *revisions = pdf_revisions(state->file, &count);
    for (size_t i = 0; i < count; i++) {
        const char *why = revisions[i].odd;
        if (why == NULL && i > 0 && revisions[i].merged)
            why = "it leads to one behind it";
        if (why == NULL)
            continue;
        Str text = str_format(run->work.arena,
                              "programs differ in how they read the cross-reference of revision "
                              "%zu: %s",
                              i + 1, why);
        add_change(
            &run->work, &run->changes,
            (Change){.kind = CHANGE_UNREADABLE, .revision = state->revision + 1, .text = text});
        return;
    }
}

/* From the first signed revision to the newest: what each changed. */
static void compare_all(Run *run, size_t first)
{
    Memory *memory = arena_memory(run->work.arena);
    for (size_t i = 0; i < 4; i++)
        run->arenas[i] = arena_new(memory);
    run->work.page = run->arenas[3];
    State states[2];
    bool readable = open_state(run, run->arenas[0], first, &states[0]);
    if (readable)
        look_at_state(run, &states[0]);
    else
        no_state(run, first);
    if (readable && first + 1 < run->revision_count)
        check_signed(run, &states[0]);
    size_t objects = 0; /* of all states: opening them takes time */
    for (size_t i = first + 1; i < run->revision_count; i++) {
        size_t turn = (i - first) % 2;
        State *old = &states[1 - turn];
        bool was_readable = readable;
        objects += was_readable ? pdf_next_number(old->file) : 0;
        if (i - first >= VERIFY_MOST_REVISIONS || objects > MOST_OBJECTS) {
            unreadable(run, (uint32_t)i + 1, "there are too many revisions to be compared");
            return;
        }
        arena_reset(run->arenas[turn]);
        readable = open_state(run, run->arenas[turn], i, &states[turn]);
        if (!readable) {
            no_state(run, i);
            continue;
        }
        look_at_state(run, &states[turn]);
        if (!was_readable)
            continue;
        compare_states(&run->work, run->arenas[2], old, &states[turn], &run->changes);
        check_tail(&run->work, old, &states[turn], &run->changes);
        arena_reset(run->arenas[2]);
    }
}

/* What stands behind the newest revision and is not signed: at most the end of a line, since
   programs look for the end of the file in its last bytes only. */
static void check_end(Run *run)
{
    Str text = run->work.source->text;
    size_t end = run->revisions[run->revision_count - 1].end;
    for (size_t i = 0; i < run->found.count; i++)
        if (run->found.items[i].signed_to > end)
            end = run->found.items[i].signed_to;
    if (text.size - end > 2 || !is_white(text, end, text.size))
        add_change(
            &run->work, &run->changes,
            (Change){.kind = CHANGE_BYTES,
                     .revision = (uint32_t)run->revision_count + 1,
                     .text = str_format(run->work.arena, "%zu bytes stand behind the file's end",
                                        text.size - end)});
}

static void find_changes(Run *run)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < run->found.count; i++) {
        uint32_t revision = run->found.items[i].signature->revision;
        if (revision != 0 && revision - 1 < first)
            first = revision - 1;
    }
    if (first == SIZE_MAX)
        return;
    compare_all(run, first);
    check_end(run);
}

/* --- Judging ---------------------------------------------------------------------------------- */

static void judge_changes(Run *run, size_t index)
{
    Work *work = &run->work;
    Found *found = &run->found.items[index];
    SignatureReport *signature = found->signature;
    size_t refused = 0;
    JudgedChange *judged = arena_array(work->arena, run->changes.count, sizeof *judged);
    for (size_t i = 0; signature->revision != 0 && i < run->changes.count; i++) {
        const Change *change = &run->changes.items[i];
        if (change->revision <= signature->revision)
            continue;
        bool allowed = permission_allows(&run->permissions[index], change);
        judged[signature->change_count++] = (JudgedChange){change, allowed};
        refused += !allowed;
    }
    signature->changes = judged;
    if (refused > 0 || (run->changes.too_many && signature->change_count > 0))
        problem(work, &found->problems, PROBLEM_CHANGED,
                "the document was changed later in a way that is not allowed");
}

static void fill_in(Run *run, Found *found)
{
    Arena *arena = run->work.arena;
    PdfFile *file = run->work.file;
    SignatureReport *signature = found->signature;
    signature->field = found->name;
    signature->subfilter = pdf_utf8(arena, pdf_get(file, found->dict, "SubFilter"));
    signature->name = pdf_utf8(arena, pdf_get(file, found->dict, "Name"));
    signature->reason = pdf_utf8(arena, pdf_get(file, found->dict, "Reason"));
    signature->location = pdf_utf8(arena, pdf_get(file, found->dict, "Location"));
    signature->claimed = pdf_date_iso(arena, pdf_get(file, found->dict, "M"));
}

/* The latest first: a good timestamp of the document proves when what it signs was there. */
static void check_each(Run *run)
{
    int64_t proven = 0;
    for (size_t i = run->found.count; i-- > 0;) {
        Found *found = &run->found.items[i];
        check_signature(&run->work, found, proven);
        judge_changes(run, i);
        SignatureReport *signature = found->signature;
        signature->good =
            signature->intact && signature->trust.trusted && found->problems.count == 0;
        signature->problems = found->problems.items;
        signature->problem_count = found->problems.count;
        if (signature->kind == SIGNATURE_STAMP && signature->good)
            proven = signature->stamp.time;
    }
}

static void verify_all(Run *run)
{
    Work *work = &run->work;
    run->revisions = pdf_revisions(work->file, &run->revision_count);
    if (!material_load(work) || !find_all(run))
        return;
    material_load_dss(work);
    size_t count = run->found.count;
    SignatureReport *signatures = arena_array(work->arena, count, sizeof *signatures);
    run->permissions = arena_array(work->arena, count, sizeof *run->permissions);
    for (size_t i = 0; i < count; i++) {
        run->found.items[i].signature = &signatures[i];
        fill_in(run, &run->found.items[i]);
        place_signature(run, &run->found.items[i]);
    }
    find_changes(run);
    check_each(run);
    VerifyReport *report = arena_alloc(work->arena, sizeof *report);
    *report = (VerifyReport){
        .file = work->source->name,
        .size = work->source->text.size,
        .revisions = (uint32_t)run->revision_count,
        .signatures = signatures,
        .signature_count = count,
        .good = count > 0 && !diags_failed(work->diags),
    };
    for (size_t i = 0; i < count; i++)
        report->good = report->good && signatures[i].good;
    run->report = report;
}

static void body(void *context)
{
    verify_all(context);
}

const VerifyReport *verify_file(Arena *arena, Diags *diags, const Source *pdf,
                                const VerifyOptions *options)
{
    Memory *memory = arena_memory(arena);
    Run run = {.work = {.arena = arena, .diags = diags, .options = options, .source = pdf}};
    run.work.file = pdf_open(arena, diags, pdf);
    if (run.work.file == NULL)
        return NULL;
    run.work.now = options->now != 0 ? options->now : (int64_t)time(NULL);
    bool finished = arena_try(memory, body, &run);
    held_drop(&run.work.held);
    ERR_clear_error();
    for (size_t i = 0; i < 4; i++)
        arena_drop(run.arenas[i]);
    for (size_t i = 0; i < MOST_LOST; i++)
        arena_drop(run.lost[i]);
    /* Else what OpenSSL had no memory for would be told as a signature that is wrong. */
    if (!finished || openssl_ran_out())
        memory_fail(memory);
    return run.report;
}
