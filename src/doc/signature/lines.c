/* What is printed of a signer: place and date, the office by the forms of official letters, name,
 * rank and NIP; as the directive gives it, or as an official's record does. */
#include "doc/signature/signature.h"

/* --- Compiling -------------------------------------------------------------------------------- */

static const Piece **compile_list(const Compiler *compiler, const Record *record, const char *field,
                                  size_t *count)
{
    *count = record_list(record, field)->count;
    const Piece **pieces = arena_array(compiler->arena, *count, sizeof *pieces);
    for (size_t i = 0; i < *count; i++)
        pieces[i] = item_compile(compiler, record, field, i);
    return pieces;
}

/* What an official's record prints: in whose name it is signed, the office, and one's own where
   that is another. */
static const char *const official_offices[] = {
    "{{#ada(atas_nama)}}a.n. {{atas_nama_lengkap}}{{/}}",
    "{{#ada(untuk_beliau)}}{{untuk_beliau_pokok}}{{/}}",
    "{{#ada(untuk_beliau)}}u.b.{{/}}",
    "{{jabatan_lengkap}}",
    "{{tempat_jabatan}}",
    "{{#ada(jabatan_asal)}}{{jabatan_asal_pokok}}{{/}}",
};

enum { OFFICIAL_OFFICES = sizeof official_offices / sizeof *official_offices };

static void compile_official(const Compiler *compiler, const Record *record, SignOfficial *official)
{
    Place place = record_place(record, "pejabat");
    official->record = field_formula(compiler, record, "pejabat");
    official->place = place;
    official->vacant = field_compile(compiler, record, "bila_kosong");
    if (official->record == NULL)
        return;
    Compiler inner = compiler_within(compiler, official->record, false);
    if (!expression_may_be_records(compiler, official->record) ||
        (inner.scope != NULL && !str_is(inner.scope->name, "pejabat"))) {
        diag(compiler->diags, SEVERITY_ERROR, place, "name one, such as kepala",
             "this is no official, a record of type 'pejabat'");
        return;
    }
    SignLines *lines = &official->lines;
    lines->offices = arena_array(compiler->arena, OFFICIAL_OFFICES, sizeof *lines->offices);
    lines->office_count = OFFICIAL_OFFICES;
    for (size_t i = 0; i < OFFICIAL_OFFICES; i++)
        lines->offices[i] = piece_compile(&inner, str_from(official_offices[i]), place);
    lines->name = piece_compile(&inner, STR("{{nama}}"), place);
    lines->rank = piece_compile(&inner, STR("{{#ada(pangkat)}}{{pangkat}}{{/}}"), place);
    lines->number = piece_compile(&inner, STR("{{#ada(nip)}}NIP {{nip | nip}}{{/}}"), place);
}

void sign_lines_compile(const Compiler *compiler, const Record *record, SignerPlan *plan)
{
    SignLines *lines = &plan->lines;
    lines->date = field_compile(compiler, record, "tempat_tanggal");
    lines->opening = compile_list(compiler, record, "pembuka", &lines->opening_count);
    lines->offices = compile_list(compiler, record, "jabatan", &lines->office_count);
    lines->name = field_compile(compiler, record, "nama");
    lines->rank = field_compile(compiler, record, "pangkat");
    lines->number = field_compile(compiler, record, "nip");
    compile_official(compiler, record, &plan->official);
    if (lines->name == NULL && plan->official.record == NULL)
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, NULL),
             "write 'nama', or name an official by 'pejabat'", "a signer has no name");
}

/* --- Filling ---------------------------------------------------------------------------------- */

static const SpanOptions left_out = {.absence = ABSENCE_LEAVES};

/* Adds the text as a line of its own; nothing where the data have no value for it. */
static void add_line(Builder *builder, Span **first, const Piece *text, const Scope *scope,
                     uint8_t style)
{
    SpanOptions options = left_out;
    options.add_style = style;
    Span *line = spans_fill(builder, text, scope, options);
    if (line == NULL)
        return;
    Span **tail = spans_end(first);
    if (*first != NULL)
        tail = spans_add_break(builder->arena, tail, line->place);
    *tail = line;
}

/* The last office is followed by a comma, where it does not end in one or in a point. */
static void end_offices(Builder *builder, Span *last)
{
    if (last == NULL)
        return;
    while (last->next != NULL)
        last = last->next;
    if (last->kind == SPAN_TEXT && !str_ends(last->text, ",") && !str_ends(last->text, "."))
        last->text = str_format(builder->arena, "%.*s,", STR_ARG(last->text));
}

/* Parts "a.n." from the office behind it; one that stands alone, as "u.b." does, is an office. */
static SignOffice part_office(Builder *builder, Span *line)
{
    SignOffice office = {.text = line};
    OfficeTitle parts = {{0}, {0}};
    if (line->kind == SPAN_TEXT)
        parts = office_part(line->text);
    if (parts.form.size == 0)
        return office;
    /* What the data give may have it again. */
    Str title = parts.title;
    while (str_equal(office_part(title).form, parts.form))
        title = office_part(title).title;
    if (title.size == 0 && line->next == NULL) {
        line->text = parts.form;
        return office;
    }
    office.prefix = spans_from_text(builder->arena, parts.form, line->style, line->place);
    if (title.size == 0)
        office.text = line->next;
    else
        line->text = str_slice(line->text, (size_t)(title.at - line->text.at), line->text.size);
    return office;
}

static void fill_offices(Builder *builder, const Piece *const *lines, size_t count,
                         const Scope *scope, Signer *signer)
{
    SpanOptions options = left_out;
    SignOffice *offices = arena_array(builder->arena, count, sizeof *offices);
    size_t printed = 0;
    Span *last = NULL;
    options.upper = true;
    for (size_t i = 0; i < count; i++) {
        Span *line = spans_fill(builder, lines[i], scope, options);
        if (line == NULL)
            continue;
        offices[printed++] = part_office(builder, line);
        last = line;
    }
    end_offices(builder, last);
    signer->offices = offices;
    signer->office_count = printed;
}

/* A line to write the name on. */
static Span *blank_name(Builder *builder, Place place)
{
    enum { BLANKS = 44 };
    Buf text = {.arena = builder->arena};
    for (int i = 0; i < BLANKS; i++)
        buf_char(&text, 0xA0);
    return spans_from_text(builder->arena, buf_str(&text), TEXT_UNDERLINE, place);
}

/* The lines of two sources: what the directive gives, else what the official's record has. */
typedef struct Sources {
    const SignLines *own, *official; /* the second NULL: there is none, or it is not known */
    const Scope *scope, *within;
} Sources;

static void add_either(Builder *builder, Span **first, const Sources *from, const Piece *own,
                       const Piece *official, uint8_t style)
{
    add_line(builder, first, own != NULL ? own : official, own != NULL ? from->scope : from->within,
             style);
}

static void fill_below(Builder *builder, const Sources *from, const Place *blank, Signer *signer,
                       Str *name)
{
    static const SignLines none = {0};
    const SignLines *official = from->official != NULL ? from->official : &none;
    Span *below = NULL;
    add_either(builder, &below, from, from->own->name, official->name, TEXT_BOLD | TEXT_UNDERLINE);
    *name = spans_text(builder->arena, below);
    if (below == NULL && blank != NULL)
        below = blank_name(builder, *blank);
    add_either(builder, &below, from, from->own->rank, official->rank, 0);
    add_either(builder, &below, from, from->own->number, official->number, 0);
    signer->below = below;
}

static Str title_of(Builder *builder, const Signer *signer, Str name)
{
    Buf text = {.arena = builder->arena};
    buf_add(&text, name);
    for (size_t i = 0; i < signer->office_count; i++) {
        const SignOffice *office = &signer->offices[i];
        if (text.size > 0)
            buf_text(&text, i == 0 ? ", " : " ");
        if (office->prefix != NULL)
            buf_format(&text, "%.*s ", STR_ARG(office->prefix->text));
        buf_add(&text, spans_text(builder->arena, office->text));
    }
    Str all = buf_str(&text);
    return str_ends(all, ",") ? str_slice(all, 0, all.size - 1) : all;
}

Str sign_lines_fill(Builder *builder, const SignerPlan *plan, const Scope *scope, Signer *signer,
                    Str *name)
{
    const SignLines *own = &plan->lines;
    const SignOfficial *official = &plan->official;
    Span *above = NULL;
    add_line(builder, &above, own->date, scope, 0);
    for (size_t i = 0; i < own->opening_count; i++)
        add_line(builder, &above, own->opening[i], scope, 0);
    signer->above = above;
    Loop loop = {.scope = *scope};
    bool known = false;
    if (official->record != NULL) {
        loop = loop_begin(&builder->evaluator, official->record, false, scope);
        known = loop_next(&loop) && loop.scope.record != NULL &&
                record_text(loop.scope.record, "nama").size > 0;
    }
    const Sources from = {own, known ? &official->lines : NULL, scope, &loop.scope};
    if (own->office_count > 0)
        fill_offices(builder, own->offices, own->office_count, scope, signer);
    else if (known)
        fill_offices(builder, official->lines.offices, official->lines.office_count, from.within,
                     signer);
    else
        fill_offices(builder, &official->vacant, official->vacant != NULL, scope, signer);
    fill_below(builder, &from, official->record != NULL ? &official->place : NULL, signer, name);
    return title_of(builder, signer, *name);
}
