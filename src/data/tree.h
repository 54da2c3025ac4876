/*
 * data/tree.h - building a tree from the events of a parser; inside data/ only.
 */
#ifndef LAKIPDF_DATA_TREE_H
#define LAKIPDF_DATA_TREE_H

#include "data/data.h"
#include "data/names.h"

/* A list or map whose end has not come yet. */
typedef struct Open {
    Node *node;
    size_t first;        /* its first child among the builder's */
    size_t nodes_before; /* what was counted when it began */
    size_t height;       /* of its highest child */
    bool has_key;        /* a map's: the key of the next child is known */
    Str key;
    Place key_place;
} Open;

/* Starts with arena and diags set, all else zero. */
typedef struct Builder {
    Arena *arena;
    Diags *diags;
    const char *repeat_advice; /* added to the hint on a repeated key */
    Node *root;
    Open *open; /* from the root inwards */
    size_t depth;
    size_t open_capacity;
    Member *children; /* of all that is open; those of the innermost last */
    size_t child_count;
    size_t child_capacity;
    size_t nodes;  /* aliases counted as what they stand for */
    size_t shared; /* of them those that aliases stand for */
    bool stopped;  /* a limit was passed: nothing more is added */
} Builder;

/* What a scalar counts as: a long one is more than one value, or aliases could make gigabytes of
   text of it. */
size_t tree_weight(Str text);
/* A scalar; NODE_NULL or NODE_TEXT. The text must live as long as the tree. */
void tree_scalar(Builder *builder, NodeKind kind, Str text, Place place);
/* Names the next child of the innermost map. */
void tree_key(Builder *builder, Str key, Place place);
/* Begins a list or a map. The kind may be changed until the first child is added. */
Open *tree_open(Builder *builder, NodeKind kind, Place place);
/* Ends the innermost list or map and gives it; repeated keys are errors. */
Node *tree_close(Builder *builder);
/* A node that exists, `nodes` and `height` counted all in all. */
void tree_share(Builder *builder, Node *node, size_t nodes, size_t height, Place place);
/* The innermost list or map; NULL outside of all. */
Open *tree_top(Builder *builder);

/* Makes the members of a map quick to find, once it has all of them. Adds an error for each key
   that stands there a second time. */
void tree_index(Arena *arena, Diags *diags, Node *map, const char *repeat_advice);

/* "null", "text", "a list", "a map", for messages. */
const char *node_kind_name(NodeKind kind);

#endif
