/* The directive `bagan`: an organisation chart, from boxes that are written out and boxes that
 * repeat over records. */
#include "doc/directives.h"

typedef struct NodePlan {
    const Expression *each;  /* untuk, or NULL */
    const Expression *below; /* turunan, or NULL: records in the same form */
    const Piece *text, *side;
    uint8_t style; /* of the text; not of turunan's */
    bool dashed;
    struct NodePlan *inner; /* bawahan */
    size_t inner_count;
    Place place, side_place;
} NodePlan;

typedef struct TreePlan {
    FigurePlan figure;
    TextStyle style;
    Len box_width;
    NodePlan root;
} TreePlan;

/* --- Compiling -------------------------------------------------------------------------------- */

static void compile_node(const Compiler *compiler, const Record *record, NodePlan *plan, int depth)
{
    const List *inner = record_list(record, "bawahan");
    plan->place = record_place(record, NULL);
    plan->each = field_formula(compiler, record, "untuk");
    Compiler own = *compiler;
    if (plan->each != NULL)
        own = compiler_within(compiler, plan->each, false);
    plan->text = field_compile(&own, record, "isi");
    plan->side = field_compile(&own, record, "letak");
    plan->side_place = record_place(record, "letak");
    plan->below = field_formula(&own, record, "turunan");
    if (plan->below != NULL && !expression_may_be_records(&own, plan->below))
        diag(compiler->diags, SEVERITY_ERROR, plan->below->place,
             "name a field of the box's record that holds records", "'turunan' gives no records");
    plan->style = record_flag(record, "tebal") ? TEXT_BOLD : 0;
    plan->dashed = str_is(record_text(record, "garis"), "putus");
    if (depth == TREE_MAX_DEPTH) {
        diag(compiler->diags, SEVERITY_ERROR, plan->place,
             "draw a part of it as a chart of its own",
             "a chart has at most %d boxes below each other", TREE_MAX_DEPTH);
        return;
    }
    plan->inner = arena_array(compiler->arena, inner->count, sizeof *plan->inner);
    plan->inner_count = inner->count;
    for (size_t i = 0; i < inner->count; i++)
        compile_node(&own, inner->items[i].record, &plan->inner[i], depth + 1);
}

const void *tree_compile(const Compiler *compiler, const Record *body)
{
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    TreePlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    figure_compile(compiler, body, &plan->figure);
    plan->style = compiler->styles->figure.text;
    Len size = size_of(compiler->diags, body, plan->style.size);
    plan->style.leading = (Len)((int64_t)plan->style.leading * size / plan->style.size);
    plan->style.size = size;
    plan->box_width = length_of(compiler->diags, body, "lebar_kotak", 0);
    const Record *root = record_record(body, "pohon");
    if (root == NULL)
        return NULL; /* the schema demands it */
    if (record_text(root, "untuk").size > 0)
        diag(compiler->diags, SEVERITY_ERROR, record_place(root, "untuk"),
             "put what repeats into its 'bawahan'", "a chart has one box at its top");
    if (record_text(root, "letak").size > 0)
        diag(compiler->diags, SEVERITY_ERROR, record_place(root, "letak"), "remove it",
             "the top of a chart stands beside nothing");
    compile_node(compiler, root, &plan->root, 1);
    return diags_count(compiler->diags, SEVERITY_ERROR) > errors ? NULL : plan;
}

/* --- Filling ---------------------------------------------------------------------------------- */

typedef struct Grove {
    Builder *builder;
    size_t count; /* of boxes */
    bool full;    /* there are too many; the error is added */
} Grove;

static TreeSide side_of(Grove *grove, const NodePlan *plan, const Scope *scope)
{
    static const struct {
        const char *name;
        TreeSide side;
    } sides[] = {{"bawah", TREE_BELOW}, {"kiri", TREE_LEFT}, {"kanan", TREE_RIGHT}};
    Builder *builder = grove->builder;
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    if (plan->side == NULL)
        return TREE_BELOW;
    Str name = spans_fill_text(builder, plan->side, scope, options);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        if (str_is(name, sides[i].name))
            return sides[i].side;
    if (name.size > 0)
        diag(builder->diags, SEVERITY_ERROR, plan->side_place, "write bawah, kiri or kanan",
             "'%.*s' is no side of a box", STR_ARG(name));
    return TREE_BELOW;
}

static TreeNode **fill_node(Grove *grove, const NodePlan *plan, const Scope *scope, TreeNode **tail,
                            int depth);

/* Fills a box; one whose text is too long is an error. */
static const Span *fill_text(Grove *grove, const NodePlan *plan, const Scope *scope, uint8_t style)
{
    Builder *builder = grove->builder;
    SpanOptions options = {.absence = ABSENCE_DASH, .add_style = style};
    const Span *text = spans_fill(builder, plan->text, scope, options);
    size_t bytes = 0;
    for (const Span *span = text; span != NULL; span = span->next)
        bytes += span->text.size;
    if (bytes <= TREE_MAX_TEXT || grove->full)
        return text;
    grove->full = true;
    diag(builder->diags, SEVERITY_ERROR, plan->place, "the limit is fixed: shorten it",
         "a box of a chart has more than %d bytes of text", TREE_MAX_TEXT);
    return text;
}

/* A box with text; NULL when there are too many. */
static TreeNode *add_node(Grove *grove, const NodePlan *plan, const Scope *scope, TreeNode **slot,
                          int depth, uint8_t style)
{
    Builder *builder = grove->builder;
    if (grove->full)
        return NULL;
    if (++grove->count > TREE_MAX_BOXES || depth > TREE_MAX_DEPTH) {
        grove->full = true;
        diag(builder->diags, SEVERITY_ERROR, plan->place, "draw parts of it as charts of their own",
             "a chart has at most %d boxes, %d below each other", TREE_MAX_BOXES, TREE_MAX_DEPTH);
        return NULL;
    }
    TreeNode *node = arena_alloc(builder->arena, sizeof *node);
    node->text = fill_text(grove, plan, scope, style);
    *slot = node;
    return node;
}

/* The boxes of turunan, in the same form. */
static TreeNode **fill_below(Grove *grove, const NodePlan *plan, const Scope *scope,
                             TreeNode **tail, int depth)
{
    if (plan->below == NULL)
        return tail;
    Loop loop = loop_begin(&grove->builder->evaluator, plan->below, false, scope);
    while (loop_next(&loop)) {
        /* A record without that field finds it in those that hold it: these are not its own. */
        if (loop.scope.record->parent != scope->record)
            break;
        TreeNode *node = add_node(grove, plan, &loop.scope, tail, depth, 0);
        if (node == NULL)
            continue;
        tail = &node->next;
        (void)fill_below(grove, plan, &loop.scope, &node->first, depth + 1);
    }
    return tail;
}

/* The boxes of `bawahan`. */
static void fill_inner(Grove *grove, const NodePlan *plan, const Scope *scope, TreeNode **tail,
                       int depth)
{
    for (size_t i = 0; i < plan->inner_count; i++) {
        const NodePlan *inner = &plan->inner[i];
        if (inner->each == NULL) {
            tail = fill_node(grove, inner, scope, tail, depth);
            continue;
        }
        Loop loop = loop_begin(&grove->builder->evaluator, inner->each, false, scope);
        while (loop_next(&loop))
            tail = fill_node(grove, inner, &loop.scope, tail, depth);
    }
}

/* Returns where the next box goes. */
static TreeNode **fill_node(Grove *grove, const NodePlan *plan, const Scope *scope, TreeNode **tail,
                            int depth)
{
    TreeNode *node = add_node(grove, plan, scope, tail, depth, plan->style);
    if (node == NULL)
        return tail;
    node->side = side_of(grove, plan, scope);
    node->dashed = plan->dashed;
    TreeNode **below = fill_below(grove, plan, scope, &node->first, depth + 1);
    fill_inner(grove, plan, scope, below, depth + 1);
    return &node->next;
}

/* "Kepala Dinas. Sekretariat, di bawah Kepala Dinas. ...": for those who cannot see the chart. */
static void describe(Buf *out, Arena *arena, const TreeNode *first, Str above)
{
    for (const TreeNode *node = first; node != NULL; node = node->next) {
        Str unit = spans_text(arena, node->text);
        buf_byte(out, ' ');
        buf_add(out, unit);
        if (above.size > 0)
            buf_format(out, ", di bawah %.*s", STR_ARG(above));
        buf_byte(out, '.');
        describe(out, arena, node->first, unit);
    }
}

void tree_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const TreePlan *plan = part->directive.plan;
    Figure *figure = figure_emit(builder, sink, part, &plan->figure, FIGURE_TREE, scope);
    if (figure == NULL)
        return;
    Grove grove = {.builder = builder};
    TreeNode *root = NULL;
    (void)fill_node(&grove, &plan->root, scope, &root, 1);
    TreeChart *tree = arena_alloc(builder->arena, sizeof *tree);
    *tree = (TreeChart){.root = root, .box_width = plan->box_width};
    figure->tree = tree;
    figure->style = &plan->style;
    if (figure->alt.size > 0)
        return;
    Buf alt = {.arena = builder->arena};
    buf_text(&alt, "Bagan");
    if (figure->caption != NULL)
        buf_format(&alt, ": %.*s", STR_ARG(spans_text(builder->arena, figure->caption)));
    buf_byte(&alt, '.');
    describe(&alt, builder->arena, root, (Str){0});
    figure->alt = buf_str(&alt);
}
