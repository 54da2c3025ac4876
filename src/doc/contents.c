/* The directive `daftar`: the contents, or a list of tables, figures or appendices. */
#include "doc/directives.h"

typedef struct ContentsPlan {
    Contents contents;
    const Piece *empty;
} ContentsPlan;

static ContentsKind kind_of(const Record *body)
{
    static const struct {
        const char *name;
        ContentsKind kind;
    } kinds[] = {
        {"tabel", CONTENTS_TABLES},
        {"gambar", CONTENTS_FIGURES},
        {"grafik", CONTENTS_CHARTS},
        {"lampiran", CONTENTS_APPENDICES},
    };
    Str name = record_text(body, "jenis");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(name, kinds[i].name))
            return kinds[i].kind;
    return CONTENTS_HEADINGS;
}

static Str without_entries(ContentsKind kind)
{
    static const Str texts[] = {
        [CONTENTS_HEADINGS] = {"Tidak ada bab.", 14},
        [CONTENTS_TABLES] = {"Tidak ada tabel.", 16},
        [CONTENTS_FIGURES] = {"Tidak ada gambar.", 17},
        [CONTENTS_CHARTS] = {"Tidak ada grafik.", 17},
        [CONTENTS_APPENDICES] = {"Tidak ada lampiran.", 19},
    };
    return texts[kind];
}

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
    ContentsKind kind = kind_of(body);
    bool list = kind != CONTENTS_HEADINGS;
    plan->contents = (Contents){
        .kind = kind,
        .depth = (int)depth,
        .styles = list ? &compiler->styles->lists[kind] : compiler->styles->contents,
        .level_count = list ? 1 : LEVELS,
    };
    plan->empty = field_compile(compiler, body, "kosong");
    if (record_get(body, "kosong").kind != VALUE_TEXT) {
        Piece *text = arena_alloc(compiler->arena, sizeof *text);
        *text = (Piece){.kind = PIECE_TEXT, .text = without_entries(kind)};
        plan->empty = text;
    }
    return plan;
}

void contents_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const ContentsPlan *plan = part->directive.plan;
    Block *block = sink_add(builder, sink, BLOCK_CONTENTS, part->place);
    if (block == NULL)
        return;
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    block->contents = plan->contents;
    block->contents.empty = spans_fill(builder, plan->empty, scope, options);
}
