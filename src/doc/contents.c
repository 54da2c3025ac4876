/* The directive `daftar`: the contents, or the list of tables. */
#include "doc/directives.h"

typedef struct ContentsPlan {
    Contents contents;
} ContentsPlan;

const void *contents_compile(const Compiler *compiler, const Record *body)
{
    ContentsPlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    int64_t depth = record_int(body, "kedalaman", 3);
    if (depth < 1 || depth > LEVELS) {
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, "kedalaman"),
             "headings have levels 1 to 4", "contents cannot go down to level %lld",
             (long long)depth);
        return NULL;
    }
    bool tables = str_is(record_text(body, "jenis"), "tabel");
    plan->contents = (Contents){
        .kind = tables ? CONTENTS_TABLES : CONTENTS_HEADINGS,
        .depth = (int)depth,
        .styles = tables ? &compiler->styles->table_contents : compiler->styles->contents,
        .level_count = tables ? 1 : LEVELS,
    };
    return plan;
}

void contents_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    (void)scope;
    const ContentsPlan *plan = part->directive.plan;
    Block *block = sink_add(builder, sink, BLOCK_CONTENTS, part->place);
    if (block != NULL)
        block->contents = plan->contents;
}
