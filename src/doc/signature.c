/* The directive `ttd`: one to three signers side by side. */
#include "doc/directives.h"

enum {
    MAX_SIGNERS = 3,
    ROOM = 70866,      /* 25 mm, for a signature and a stamp on paper */
    CODE_SIZE = 62362, /* 22 mm */
};

/* A line of a signer's block. */
typedef struct SignerLine {
    const Piece *text;
    uint8_t style;
    bool upper;
} SignerLine;

typedef struct SignerPlan {
    SignerLine *above;
    size_t above_count;
    SignerLine below[3]; /* name, rank, NIP */
    Len space;
    const Piece *field;
    Place field_place;
    const Piece *code;
    Len code_size;
    Place code_place;
} SignerPlan;

typedef struct SignaturePlan {
    SignerPlan *signers;
    size_t count;
} SignaturePlan;

static void compile_signer(const Compiler *compiler, const Record *record, SignerPlan *signer)
{
    const List *office = record_list(record, "jabatan");
    signer->space = length_of(compiler->diags, record, "ruang", ROOM);
    signer->field = field_compile(compiler, record, "bidang");
    signer->field_place = record_place(record, "bidang");
    signer->code = field_compile(compiler, record, "qr");
    signer->code_size = length_of(compiler->diags, record, "ukuran_qr", CODE_SIZE);
    signer->code_place = record_place(record, "qr");
    signer->above = arena_array(compiler->arena, office->count + 1, sizeof *signer->above);
    signer->above_count = office->count + 1;
    signer->above[0].text = field_compile(compiler, record, "tempat_tanggal");
    for (size_t i = 0; i < office->count; i++)
        signer->above[i + 1] =
            (SignerLine){.text = item_compile(compiler, record, "jabatan", i), .upper = true};
    signer->below[0] = (SignerLine){.text = field_compile(compiler, record, "nama"),
                                    .style = TEXT_BOLD | TEXT_UNDERLINE};
    signer->below[1].text = field_compile(compiler, record, "pangkat");
    signer->below[2].text = field_compile(compiler, record, "nip");
}

const void *signature_compile(const Compiler *compiler, const Record *body)
{
    const List *list = record_list(body, "penanda_tangan");
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    SignaturePlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    if (list->count == 0 || list->count > MAX_SIGNERS) {
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, "penanda_tangan"), NULL,
             "one to three sign side by side, not %zu", list->count);
        return NULL;
    }
    plan->count = list->count;
    plan->signers = arena_array(compiler->arena, list->count, sizeof *plan->signers);
    for (size_t i = 0; i < list->count; i++)
        compile_signer(compiler, list->items[i].record, &plan->signers[i]);
    return diags_count(compiler->diags, SEVERITY_ERROR) > errors ? NULL : plan;
}

/* The lines as one chain, each but the last (or, where `ended`, each) ended by a break. What the
   data have no value for is left out. */
static const Span *fill_lines(Builder *builder, const SignerLine *lines, size_t count,
                              const Scope *scope, bool ended)
{
    Span *first = NULL;
    Span **tail = &first;
    size_t printed = 0;
    for (size_t i = 0; i < count; i++) {
        SpanOptions options = {
            .absence = ABSENCE_LEAVES, .add_style = lines[i].style, .upper = lines[i].upper};
        Span *line = spans_fill(builder, lines[i].text, scope, options);
        if (line == NULL)
            continue;
        if (printed++ > 0 && !ended)
            tail = spans_add_break(builder->arena, tail, line->place);
        *tail = line;
        tail = spans_end(tail);
        if (ended)
            tail = spans_add_break(builder->arena, tail, line->place);
    }
    return first;
}

/* --- Fields ----------------------------------------------------------------------------------- */

static bool is_field_name(Str name)
{
    for (size_t i = 0; i < name.size; i++)
        if (!(name.at[i] >= 'a' && name.at[i] <= 'z') &&
            !(name.at[i] >= '0' && name.at[i] <= '9') && name.at[i] != '_' && name.at[i] != '-')
            return false;
    return name.size > 0;
}

/* Notes the name; false after the error that it is wrong, or that another field has it. */
static bool take_name(Builder *builder, Str name, Place place)
{
    if (!is_field_name(name)) {
        diag(builder->diags, SEVERITY_ERROR, place,
             "write small letters, digits, '_' and '-', such as kepala",
             "'%.*s' is no name of a signature field", STR_ARG(name));
        return false;
    }
    for (size_t i = 0; i < builder->field_count; i++) {
        const NamedField *other = &builder->fields[i];
        if (!str_equal(other->name, name))
            continue;
        diag(builder->diags, SEVERITY_ERROR, place, "give each signer another name",
             "a signature field named '%.*s' stands at %.*s:%u, too", STR_ARG(name),
             STR_ARG(other->place.source->name), other->place.line);
        return false;
    }
    *(NamedField *)arena_push(builder->arena, &builder->fields, &builder->field_capacity,
                              builder->field_count, sizeof *builder->fields) =
        (NamedField){name, place};
    builder->field_count++;
    return true;
}

/* "Tanda tangan NAMA, JABATAN": the office is what stands above but for place and date. */
static Str purpose_of(Builder *builder, const SignerPlan *plan, const Scope *scope)
{
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    Buf text = {.arena = builder->arena};
    buf_text(&text, "Tanda tangan");
    Str name = spans_fill_text(builder, plan->below[0].text, scope, options);
    buf_format(&text, " %.*s", STR_ARG(name));
    for (size_t i = 1; i < plan->above_count; i++) {
        Str line = spans_fill_text(builder, plan->above[i].text, scope, options);
        if (line.size > 0)
            buf_format(&text, "%s %.*s", i == 1 ? "," : "", STR_ARG(line));
    }
    Str all = buf_str(&text);
    return str_ends(all, ",") ? str_slice(all, 0, all.size - 1) : all;
}

static void fill_field(Builder *builder, const SignerPlan *plan, const Scope *scope, Signer *signer)
{
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    if (plan->field == NULL)
        return;
    Str name = spans_fill_text(builder, plan->field, scope, options);
    if (take_name(builder, name, plan->field_place))
        signer->field = (SignField){name, purpose_of(builder, plan, scope)};
}

/* --- Codes ------------------------------------------------------------------------------------ */

static void fill_code(Builder *builder, const SignerPlan *plan, const Scope *scope, Signer *signer)
{
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    Str text = spans_fill_text(builder, plan->code, scope, options);
    if (text.size == 0)
        return;
    signer->code =
        qr_encode(builder->arena, builder->diags, text, plan->code_size, plan->code_place);
    signer->code_size = plan->code_size;
    signer->code_alt = str_format(builder->arena, "Kode QR: %.*s", STR_ARG(text));
}

/* --- Emitting --------------------------------------------------------------------------------- */

void signature_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const SignaturePlan *plan = part->directive.plan;
    Block *block = sink_add(builder, sink, BLOCK_SIGNATURE, part->place);
    if (block == NULL)
        return;
    block->signature.style = &builder->styles->signature;
    block->signature.small = &builder->styles->signature_small;
    block->signature.signer_count = plan->count;
    block->signature.signers =
        arena_array(builder->arena, plan->count, sizeof *block->signature.signers);
    for (size_t i = 0; i < plan->count; i++) {
        const SignerPlan *from = &plan->signers[i];
        Signer *signer = &block->signature.signers[i];
        *signer = (Signer){
            .above = fill_lines(builder, from->above, from->above_count, scope, true),
            .space = from->space,
            .below = fill_lines(builder, from->below, 3, scope, false),
        };
        fill_field(builder, from, scope, signer);
        fill_code(builder, from, scope, signer);
    }
}
