/* The directive `ttd`: one to three signers side by side. */
#include "doc/signature/signature.h"

enum { MAX_SIGNERS = 3 };

typedef struct SignaturePlan {
    SignerPlan *signers;
    size_t count;
} SignaturePlan;

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
    for (size_t i = 0; i < list->count; i++) {
        const Record *record = list->items[i].record;
        SignerPlan *signer = &plan->signers[i];
        sign_lines_compile(compiler, record, signer);
        sign_options_compile(compiler, record, &signer->options);
        signer->field =
            (SignText){field_compile(compiler, record, "bidang"), record_place(record, "bidang")};
    }
    return diags_count(compiler->diags, SEVERITY_ERROR) > errors ? NULL : plan;
}

static void fill_signer(Builder *builder, const SignerPlan *plan, const Scope *scope,
                        Signer *signer)
{
    const SignOptions *job = NULL;
    Str name = {0};
    Str title = sign_lines_fill(builder, plan, scope, signer, &name);
    if (plan->field.text != NULL) {
        Str field = sign_text(builder, &plan->field, scope);
        if (signers_take(builder, field, plan->field.place, &job))
            signer->field = (SignField){
                field, str_format(builder->arena, "Tanda tangan %.*s", STR_ARG(title)), false};
    }
    SignOptions options = job != NULL ? sign_options_join(&plan->options, job) : plan->options;
    sign_room_fill(builder, &options, name, scope, signer);
}

void signature_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const SignaturePlan *plan = part->directive.plan;
    Block *block = sink_add(builder, sink, BLOCK_SIGNATURE, part->place);
    if (block == NULL)
        return;
    Signature *signature = &block->signature;
    signature->style = &builder->styles->signature;
    signature->small = &builder->styles->signature_small;
    signature->signer_count = plan->count;
    signature->signers = arena_array(builder->arena, plan->count, sizeof *signature->signers);
    for (size_t i = 0; i < plan->count; i++)
        fill_signer(builder, &plan->signers[i], scope, &signature->signers[i]);
}
