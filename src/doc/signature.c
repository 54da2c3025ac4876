/* The directive `ttd`: one to three signers side by side. */
#include "doc/directives.h"

enum { MAX_SIGNERS = 3 };

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
    Place place;
} SignerPlan;

typedef struct SignaturePlan {
    SignerPlan *signers;
    size_t count;
} SignaturePlan;

static void compile_signer(const Compiler *compiler, const Record *record, SignerPlan *signer)
{
    enum { SPACE = 70866 }; /* 25 mm */
    const List *office = record_list(record, "jabatan");
    signer->place = record_place(record, NULL);
    signer->space = length_of(compiler->diags, record, "ruang", SPACE);
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

void signature_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const SignaturePlan *plan = part->directive.plan;
    Block *block = sink_add(builder, sink, BLOCK_SIGNATURE, part->place);
    if (block == NULL)
        return;
    block->signature.style = &builder->styles->signature;
    block->signature.signer_count = plan->count;
    block->signature.signers =
        arena_array(builder->arena, plan->count, sizeof *block->signature.signers);
    for (size_t i = 0; i < plan->count; i++) {
        const SignerPlan *signer = &plan->signers[i];
        block->signature.signers[i] = (Signer){
            .above = fill_lines(builder, signer->above, signer->above_count, scope, true),
            .space = signer->space,
            .below = fill_lines(builder, signer->below, 3, scope, false),
        };
    }
}
