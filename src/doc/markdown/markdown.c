/* cmark-gfm with memory from an arena. Its hooks take no context, so the arena in use is noted per
 * thread while a text is parsed. */
#include "doc/markdown/markdown.h"

#include <string.h>

static _Thread_local Arena *parsing;
static _Thread_local size_t room_left; /* bytes that the parse may still take */

/* What stands before each block, since cmark's realloc does not say how large a block was. */
typedef struct Header {
    _Alignas(max_align_t) size_t size;
} Header;

/* cmark copies the address of a link wherever the link stands: a small chapter may ask for much. */
static void count_bytes(size_t bytes)
{
    bool enough = bytes <= room_left;
    room_left = enough ? room_left - bytes : 0;
    if (!enough)
        memory_fail(arena_memory(parsing));
}

static void *hook_calloc(size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes) ||
        __builtin_add_overflow(bytes, sizeof(Header), &bytes))
        memory_fail(arena_memory(parsing));
    count_bytes(bytes);
    Header *header = arena_alloc(parsing, bytes);
    header->size = bytes - sizeof(Header);
    return header + 1;
}

static void *hook_realloc(void *old, size_t size)
{
    if (old == NULL)
        return hook_calloc(1, size);
    Header *header = (Header *)old - 1;
    if (size <= header->size)
        return old;
    size_t bytes = 0;
    if (__builtin_add_overflow(size, sizeof(Header), &bytes))
        memory_fail(arena_memory(parsing));
    count_bytes(size - header->size);
    header = arena_grow(parsing, header, sizeof(Header) + header->size, bytes);
    header->size = size;
    return header + 1;
}

static void hook_free(void *block)
{
    (void)block; /* the arena frees all at once */
}

typedef struct Parse {
    Str text;
    void (*use)(void *context, cmark_node *root);
    void *context;
} Parse;

/* Quotes and dashes of the template's own text become typographic ones (CMARK_OPT_SMART); what tags
   expand to comes later and stays as the data have it. */
static void run_parse(void *context)
{
    static cmark_mem hooks = {hook_calloc, hook_realloc, hook_free};
    const Parse *parse = context;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_SMART | CMARK_OPT_FOOTNOTES, &hooks);
    cmark_parser_feed(parser, parse->text.at, parse->text.size);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_consolidate_text_nodes(root);
    parse->use(parse->context, root);
}

bool markdown_parse(Memory *memory, Str text, void (*use)(void *context, cmark_node *root),
                    void *context)
{
    Parse parse = {text, use, context};
    Arena *outer = parsing;
    size_t outer_room = room_left;
    Arena *arena = arena_new(memory);
    parsing = arena;
    room_left = MARKDOWN_ROOM + MARKDOWN_ROOM_PER_BYTE * text.size;
    bool done = arena_try(memory, run_parse, &parse);
    bool too_much = !done && room_left == 0;
    parsing = outer;
    room_left = outer_room;
    arena_drop(arena);
    if (!done && !too_much)
        memory_fail(memory);
    return done;
}

bool markdown_depth_fits(cmark_node *root, cmark_node **at)
{
    int depth = 0;
    cmark_node *node = root;
    while (node != NULL) {
        if (depth > MARKDOWN_MAX_DEPTH) {
            *at = node;
            return false;
        }
        cmark_node *next = cmark_node_first_child(node);
        if (next != NULL) {
            depth++;
            node = next;
            continue;
        }
        while (node != root && cmark_node_next(node) == NULL) {
            node = cmark_node_parent(node);
            depth--;
        }
        node = node == root ? NULL : cmark_node_next(node);
    }
    return true;
}
