/* The tree: building it, finding members, comparing. */
#include "data/tree.h"

#include <string.h>

enum { FEW_MEMBERS = 8 }; /* as many are looked through one by one */

const char *node_kind_name(NodeKind kind)
{
    static const char *const names[] = {"nothing", "a single value", "a list", "a map"};
    return names[kind];
}

/* --- Members --------------------------------------------------------------------------------- */

static size_t member_position(const Node *map, Str key, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(map->members[i].key, key))
            return i;
    return SIZE_MAX;
}

const Node *node_member(const Node *map, Str key)
{
    if (map == NULL || map->kind != NODE_MAP)
        return NULL;
    size_t at =
        map->index != NULL ? names_find(map->index, key) : member_position(map, key, map->count);
    return at != SIZE_MAX ? map->members[at].value : NULL;
}

static void report_repeat(Diags *diags, Arena *arena, const Member *again, const Member *first,
                          const char *advice)
{
    Str hint = str_format(arena, "the first one stands in line %u%s", first->key_place.line,
                          advice != NULL ? advice : "");
    diag(diags, SEVERITY_ERROR, again->key_place, hint.at, "'%.*s' is given twice",
         STR_ARG(again->key));
}

void tree_index(Arena *arena, Diags *diags, Node *map, const char *repeat_advice)
{
    NameIndex *index = NULL;
    if (map->count > FEW_MEMBERS) {
        index = arena_alloc(arena, sizeof *index);
        names_reserve(arena, index, map->count);
    }
    for (size_t i = 0; i < map->count; i++) {
        const Member *member = &map->members[i];
        size_t first = index != NULL ? names_add(arena, index, member->key, i)
                                     : member_position(map, member->key, i);
        if (first != SIZE_MAX)
            report_repeat(diags, arena, member, &map->members[first], repeat_advice);
    }
    map->index = index;
}

bool node_equal(const Node *a, const Node *b)
{
    if (a->kind != b->kind || a->count != b->count || !str_equal(a->text, b->text))
        return false;
    for (size_t i = 0; i < a->count; i++) {
        bool same = a->kind == NODE_LIST ? node_equal(a->items[i], b->items[i])
                                         : str_equal(a->members[i].key, b->members[i].key) &&
                                               node_equal(a->members[i].value, b->members[i].value);
        if (!same)
            return false;
    }
    return true;
}

/* --- Building -------------------------------------------------------------------------------- */

Open *tree_top(Builder *builder)
{
    return builder->depth > 0 ? &builder->open[builder->depth - 1] : NULL;
}

static void stop(Builder *builder, Place place, const char *hint, const char *what, size_t limit)
{
    if (!builder->stopped)
        diag(builder->diags, SEVERITY_ERROR, place, hint, "more than %zu %s", limit, what);
    builder->stopped = true;
}

/* Counts nodes against the limit. */
static bool count_nodes(Builder *builder, size_t nodes, Place place)
{
    if (nodes > DATA_MAX_NODES - builder->nodes) {
        stop(builder, place, "split the data into several files; the limit of one is fixed",
             "values in one file", DATA_MAX_NODES);
        return false;
    }
    builder->nodes += nodes;
    return true;
}

size_t tree_weight(Str text)
{
    enum { BYTES = 64 };
    return 1 + text.size / BYTES;
}

static Node *new_node(Builder *builder, NodeKind kind, Place place)
{
    Node *node = arena_alloc(builder->arena, sizeof *node);
    node->kind = kind;
    node->place = place;
    return node;
}

/* Puts a finished node into what holds it. */
static void add_child(Builder *builder, Node *node, size_t height)
{
    Open *top = tree_top(builder);
    if (top == NULL) {
        builder->root = node;
        return;
    }
    Member *child = arena_push(builder->arena, &builder->children, &builder->child_capacity,
                               builder->child_count, sizeof *child);
    builder->child_count++;
    *child = (Member){.key = top->key, .key_place = top->key_place, .value = node};
    top->has_key = false;
    if (height > top->height)
        top->height = height;
}

void tree_scalar(Builder *builder, NodeKind kind, Str text, Place place)
{
    if (builder->stopped || !count_nodes(builder, tree_weight(text), place))
        return;
    Node *node = new_node(builder, kind, place);
    node->text = text;
    add_child(builder, node, 0);
}

void tree_key(Builder *builder, Str key, Place place)
{
    Open *top = tree_top(builder);
    if (builder->child_count - top->first >= DATA_MAX_KEYS)
        stop(builder, place, "the limit is fixed: what there is much of is a list", "keys in a map",
             DATA_MAX_KEYS);
    top->key = key;
    top->key_place = place;
    top->has_key = true;
}

static void stop_too_deep(Builder *builder, Place place)
{
    stop(builder, place, "the limit is fixed: no data of a report nest as deep",
         "lists and maps within each other", DATA_MAX_DEPTH);
}

Open *tree_open(Builder *builder, NodeKind kind, Place place)
{
    if (builder->depth >= DATA_MAX_DEPTH)
        stop_too_deep(builder, place);
    size_t before = builder->nodes;
    (void)count_nodes(builder, 1, place);
    Open *open = arena_push(builder->arena, &builder->open, &builder->open_capacity, builder->depth,
                            sizeof *open);
    *open = (Open){.node = new_node(builder, kind, place),
                   .first = builder->child_count,
                   .nodes_before = before};
    builder->depth++;
    return open;
}

Node *tree_close(Builder *builder)
{
    const Open *open = tree_top(builder);
    Node *node = open->node;
    node->count = builder->child_count - open->first;
    const Member *children = node->count > 0 ? builder->children + open->first : NULL;
    if (node->kind == NODE_MAP) {
        node->members = arena_array(builder->arena, node->count, sizeof *node->members);
        if (node->count > 0)
            memcpy(node->members, children, node->count * sizeof *children);
        tree_index(builder->arena, builder->diags, node, builder->repeat_advice);
    } else {
        node->items = arena_array(builder->arena, node->count, sizeof(Node *));
        for (size_t i = 0; i < node->count; i++)
            node->items[i] = children[i].value;
    }
    builder->child_count = open->first;
    builder->depth--;
    add_child(builder, node, open->height + 1);
    return node;
}

void tree_share(Builder *builder, Node *node, size_t nodes, size_t height, Place place)
{
    if (builder->stopped || !count_nodes(builder, nodes, place))
        return;
    builder->shared += nodes;
    if (builder->shared > DATA_MAX_SHARED) {
        stop(builder, place,
             "write the values themselves; the limit is fixed, so that no small file stands for a "
             "large one",
             "values that aliases stand for", DATA_MAX_SHARED);
        return;
    }
    if (builder->depth + height > DATA_MAX_DEPTH) {
        stop_too_deep(builder, place);
        return;
    }
    add_child(builder, node, height);
}
