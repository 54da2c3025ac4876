/* Page styles of the manifest, and the directive `halaman` that switches between them. */
#include "doc/page.h"

/* --- Page styles ------------------------------------------------------------------------------ */

enum {
    MILLIMETRE_X10 = 28346, /* ten millimetres */
    DISTANCE = 42520,       /* 1.5 cm: of header and footer from the paper's edge */
};

/* Width and height of paper, upright, in 1/1000 pt. */
static const struct {
    const char *name;
    Len width, height;
} papers[] = {
    {"A4", 595276, 841890},     /* 210 x 297 mm */
    {"F4", 609449, 935433},     /* 215 x 330 mm */
    {"legal", 612000, 1008000}, /* 8.5 x 14 in */
    {"letter", 612000, 792000}, /* 8.5 x 11 in */
    {"A3", 841890, 1190551},    {"A5", 419528, 595276},
};

enum { PAPERS = sizeof papers / sizeof *papers };

/* True for what begins as a size does, not a name. */
static bool is_size(Str text)
{
    return text.size > 0 && text.at[0] >= '0' && text.at[0] <= '9' &&
           str_find(text, "x", 0) != SIZE_MAX;
}

/* Reads "215mm x 330mm". */
static bool paper_read(Arena *arena, Str text, Len *width, Len *height)
{
    size_t sign = str_find(text, "x", 0);
    return sign != SIZE_MAX && length_read(arena, str_trim(str_slice(text, 0, sign)), width) &&
           length_read(arena, str_trim(str_slice(text, sign + 1, text.size)), height);
}

static void unknown_paper(const Compiler *compiler, Str name, Place place)
{
    Str names[PAPERS];
    for (size_t i = 0; i < PAPERS; i++)
        names[i] = str_from(papers[i].name);
    const char *hint =
        hint_nearest(compiler->arena, name, names, PAPERS,
                     "paper is A3, A4, A5, F4, legal, letter, or a size like 215mm x 330mm");
    diag(compiler->diags, SEVERITY_ERROR, place, hint, "there is no paper '%.*s'", STR_ARG(name));
}

/* Width and height of the field `kertas`, upright or as they are written. */
static void find_paper(const Compiler *compiler, const Record *record, Len *width, Len *height)
{
    enum { MIN = 50 * MILLIMETRE_X10 / 10 };
    Str name = record_text(record, "kertas");
    *width = papers[0].width;
    *height = papers[0].height;
    Len own[2];
    for (size_t i = 0; i < PAPERS; i++) {
        if (!str_is(name, papers[i].name))
            continue;
        *width = papers[i].width;
        *height = papers[i].height;
        return;
    }
    if (name.size == 0)
        return;
    bool read = paper_read(compiler->arena, name, &own[0], &own[1]);
    if (!read && !is_size(name)) {
        unknown_paper(compiler, name, record_place(record, "kertas"));
        return;
    }
    if (!read || own[0] < MIN || own[1] < MIN) {
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, "kertas"),
             "write it like 215mm x 330mm; each side is 50mm to 10000pt",
             "'%.*s' is no size of paper", STR_ARG(name));
        return;
    }
    *width = own[0];
    *height = own[1];
}

static void set_paper(const Compiler *compiler, PageStyle *style, const Record *record)
{
    find_paper(compiler, record, &style->width, &style->height);
    bool landscape = str_is(record_text(record, "arah"), "mendatar");
    bool lying = style->width > style->height;
    if (!landscape || lying)
        return;
    Len width = style->width;
    style->width = style->height;
    style->height = width;
}

/* {halaman} once, {bab} at most once, no other braces. */
static bool form_check(Str form)
{
    size_t braces = 0;
    for (size_t i = 0; i < form.size; i++)
        braces += form.at[i] == '{' || form.at[i] == '}';
    size_t of_chapter = str_find(form, "{bab}", 0) != SIZE_MAX;
    bool of_page = str_find(form, "{halaman}", 0) != SIZE_MAX;
    return of_page && braces == 2 + 2 * of_chapter;
}

static void set_numbering(const Compiler *compiler, PageStyle *style, const Record *record)
{
    static const struct {
        const char *name;
        PageNumbering numbering;
    } names[] = {
        {"tidak", NUMBERING_NONE},
        {"romawi", NUMBERING_ROMAN},
        {"romawi_besar", NUMBERING_ROMAN_UPPER},
        {"huruf", NUMBERING_LETTERS},
        {"huruf_besar", NUMBERING_LETTERS_UPPER},
    };
    Str name = record_text(record, "nomor");
    style->numbering = NUMBERING_ARABIC;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i].name))
            style->numbering = names[i].numbering;
    style->by_chapter = str_is(name, "bab");
    style->number_form = record_text(record, "bentuk_nomor");
    if (style->number_form.size == 0 && style->by_chapter)
        style->number_form = STR("{bab}-{halaman}");
    else if (style->number_form.size > 0 && !form_check(style->number_form))
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, "bentuk_nomor"),
             "write {halaman}, and {bab} for the chapter's number, with text around them",
             "'%.*s' is not a form of page numbers", STR_ARG(style->number_form));
}

static const Span *line_part(Builder *builder, const Compiler *compiler, const Record *record,
                             const char *field, const Scope *scope)
{
    SpanOptions options = {.absence = ABSENCE_DASH};
    return spans_fill(builder, field_compile(compiler, record, field), scope, options);
}

/* A margin or another distance from the edge, smaller than half the paper. */
static Len margin(const Compiler *compiler, const Record *record, const char *field, Len otherwise,
                  Len paper)
{
    Len length = length_of(compiler->diags, record, field, otherwise);
    if (length < paper / 2)
        return length;
    diag(compiler->diags, SEVERITY_ERROR, record_place(record, field), "make it smaller",
         "'%s' takes half of the paper or more", field);
    return otherwise;
}

static PageLine page_line(Builder *builder, const Compiler *compiler, const Record *record,
                          const Scope *scope, Len paper)
{
    Compiler own = *compiler;
    const Source *source =
        record_place(record, NULL).source; /* the manifest, or the job's config */
    if (source != NULL && source != own.lines->source)
        own.lines = lines_new(compiler->arena, source);
    PageLine line = {
        .style = &builder->styles->page_line,
        .left = line_part(builder, &own, record, "kiri", scope),
        .centre = line_part(builder, &own, record, "tengah", scope),
        .right = line_part(builder, &own, record, "kanan", scope),
        .distance = margin(compiler, record, "jarak", DISTANCE, paper),
    };
    bool text = line.left != NULL || line.centre != NULL || line.right != NULL;
    line.rule = thickness_of(compiler->diags, record, "garis", text ? PT / 2 : 0);
    Value mirrored = record_get(record, "cermin");
    line.mirrored = mirrored.kind != VALUE_BOOL || mirrored.flag;
    return line;
}

/* The line of a chapter's first page; NULL where it is as on other pages. */
static const PageLine *opening_line(Builder *builder, const Compiler *compiler,
                                    const Record *record, const Scope *scope, Len paper)
{
    if (record == NULL)
        return NULL;
    PageLine *line = arena_alloc(builder->arena, sizeof *line);
    *line = page_line(builder, compiler, record, scope, paper);
    return line;
}

/* Adds an error where two margins leave less than LEAST between them, at the one that is given. */
static void check_room(const Compiler *compiler, const Record *record, const char *one,
                       const char *other, Len room)
{
    enum { LEAST = 36 * PT }; /* half an inch */
    if (room >= LEAST)
        return;
    const char *given = record_get(record, other).kind == VALUE_NUMBER ? other : one;
    diag(compiler->diags, SEVERITY_ERROR, record_place(record, given), "make one of them smaller",
         "'%s' and '%s' together leave no room for text on the page", one, other);
}

/* `watermark`: where the style says nothing of it. */
static const PageStyle *make_style(Builder *builder, const Compiler *compiler, const Record *record,
                                   const Watermark *watermark, const Scope *scope)
{
    PageStyle *style = arena_alloc(builder->arena, sizeof *style);
    set_paper(compiler, style, record);
    style->top = margin(compiler, record, "atas", 3 * MILLIMETRE_X10, style->height);
    style->bottom = margin(compiler, record, "bawah", 5 * MILLIMETRE_X10 / 2, style->height);
    style->left = margin(compiler, record, "kiri", 3 * MILLIMETRE_X10, style->width);
    style->right = margin(compiler, record, "kanan", 5 * MILLIMETRE_X10 / 2, style->width);
    check_room(compiler, record, "atas", "bawah", style->height - style->top - style->bottom);
    check_room(compiler, record, "kiri", "kanan", style->width - style->left - style->right);
    style->mirrored = record_flag(record, "cermin");
    style->openings_right = record_flag(record, "bab_di_kanan");
    set_numbering(compiler, style, record);
    style->header =
        page_line(builder, compiler, record_record(record, "kepala"), scope, style->height);
    style->footer =
        page_line(builder, compiler, record_record(record, "kaki"), scope, style->height);
    style->opening_header =
        opening_line(builder, compiler, record_record(record, "kepala_bab"), scope, style->height);
    style->opening_footer =
        opening_line(builder, compiler, record_record(record, "kaki_bab"), scope, style->height);
    const Record *mark = record_record(record, "tanda_air");
    style->watermark = mark == NULL ? watermark : watermark_build(builder, compiler, mark, scope);
    return style;
}

/* A page for a manifest that declares none: A4, the number in the middle of the foot. */
static const PageStyle *default_style(Builder *builder, const Compiler *compiler,
                                      const Watermark *watermark, const Scope *scope)
{
    PageStyle *style = arena_alloc(builder->arena, sizeof *style);
    *style = *make_style(builder, compiler, NULL, watermark, scope);
    Span *number = arena_alloc(builder->arena, sizeof *number);
    number->kind = SPAN_PAGE;
    style->footer.centre = number;
    return style;
}

void pages_build(Builder *builder, const Compiler *compiler, const Record *job, const Scope *scope)
{
    Compiler own = *compiler;
    own.page_line = true;
    own.lines = lines_new(compiler->arena, record_place(compiler->manifest, NULL).source);
    Value value = record_get(compiler->manifest, "halaman");
    size_t declared = value.kind == VALUE_MAP ? value.map->count : 0;
    const Record *mark = record_record(job, "tanda_air");
    if (mark == NULL)
        mark = record_record(compiler->manifest, "tanda_air");
    const Watermark *watermark = watermark_build(builder, &own, mark, scope);
    NamedPage *pages = arena_array(builder->arena, declared + 1, sizeof *pages);
    size_t count = 0;
    /* Those of the job alone are for the chapters that name them. */
    if (node_member(compiler->manifest->node, STR("halaman")) == NULL)
        pages[count++].style = default_style(builder, &own, watermark, scope);
    for (size_t i = 0; i < declared; i++) {
        const Entry *entry = &value.map->entries[i];
        pages[count++] = (NamedPage){
            entry->key, make_style(builder, &own, entry->value.record, watermark, scope)};
    }
    builder->pages = pages;
    builder->page_count = count;
}

const PageStyle *page_style(const Builder *builder, Str name)
{
    for (size_t i = 0; i < builder->page_count; i++)
        if (str_equal(builder->pages[i].name, name))
            return builder->pages[i].style;
    return NULL;
}

bool page_name_check(Arena *arena, Diags *diags, const Record *manifest, Str name, Place place)
{
    Value value = record_get(manifest, "halaman");
    size_t count = value.kind == VALUE_MAP ? value.map->count : 0;
    Str *names = arena_array(arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = value.map->entries[i].key;
        if (str_equal(names[i], name))
            return true;
    }
    const char *hint = hint_nearest(arena, name, names, count,
                                    "the manifest and the job declare page styles in 'halaman'");
    diag(diags, SEVERITY_ERROR, place, hint, "there is no page style '%.*s'", STR_ARG(name));
    return false;
}

/* --- Switching -------------------------------------------------------------------------------- */

typedef struct PagePlan {
    Str name; /* empty: the style stays */
    int64_t restart;
} PagePlan;

int64_t page_number_of(Diags *diags, const Record *record)
{
    enum { MAX_NUMBER = 99999 };
    int64_t number = record_int(record, "mulai", 0);
    if (record_get(record, "mulai").kind != VALUE_NUMBER || (number >= 1 && number <= MAX_NUMBER))
        return number;
    diag(diags, SEVERITY_ERROR, record_place(record, "mulai"), "pages are numbered from 1",
         "no page can have this number");
    return 0;
}

const void *page_compile(const Compiler *compiler, const Record *body)
{
    PagePlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    plan->name = record_text(body, "gaya");
    plan->restart = page_number_of(compiler->diags, body);
    if (plan->name.size > 0 &&
        !page_name_check(compiler->arena, compiler->diags, compiler->manifest, plan->name,
                         record_place(body, "gaya")))
        return NULL;
    return plan;
}

void page_switch(Builder *builder, Sink *sink, const PageStyle *style, int64_t restart, Place place)
{
    Block *block = sink_add(builder, sink, BLOCK_PAGE, place);
    if (block == NULL)
        return;
    block->page = (PageSwitch){style, restart};
    if (style != NULL)
        builder->page = style;
}

void page_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    (void)scope;
    const PagePlan *plan = part->directive.plan;
    const PageStyle *style = plan->name.size > 0 ? page_style(builder, plan->name) : NULL;
    page_switch(builder, sink, style, plan->restart, part->place);
}
