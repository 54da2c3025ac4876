/* ^superscript^ and ++underline++, which Markdown has not: where they begin and end among the
 * children of one node. */
#include "doc/markdown/markdown.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* A search over the children in order. */
typedef struct Search {
    Arena *arena;
    Toggles *toggles;
    bool space_before; /* what comes before is white space or the parent's start */
    size_t open_super; /* index of a mark that waits for its end, or SIZE_MAX */
    size_t open_underline;
} Search;

static void add_toggle(Search *search, Toggle toggle, size_t *open, bool opens, bool closes)
{
    Toggles *toggles = search->toggles;
    if (!(*open != SIZE_MAX && closes) && !opens)
        return;
    Toggle *slot = arena_push(search->arena, &toggles->items, &toggles->capacity, toggles->count,
                              sizeof *slot);
    *slot = toggle;
    slot->partner = SIZE_MAX;
    if (*open != SIZE_MAX && closes) {
        slot->partner = *open;
        toggles->items[*open].partner = toggles->count;
        *open = SIZE_MAX;
    } else {
        *open = toggles->count;
    }
    toggles->count++;
}

/* What search_text does to a text without marks, which most texts are. */
static void pass_text(Search *search, const char *text, size_t size)
{
    if (search->open_super != SIZE_MAX && strpbrk(text, " \t\n") != NULL)
        search->open_super = SIZE_MAX;
    if (size > 0)
        search->space_before = is_space(text[size - 1]);
}

static void search_text(Search *search, cmark_node *node)
{
    const char *text = cmark_node_get_literal(node);
    size_t size = strlen(text);
    if (memchr(text, '^', size) == NULL && memchr(text, '+', size) == NULL) {
        pass_text(search, text, size);
        return;
    }
    cmark_node *next = cmark_node_next(node);
    bool space_behind = next == NULL || cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK ||
                        cmark_node_get_type(next) == CMARK_NODE_LINEBREAK;
    for (size_t at = 0; at < size;) {
        size_t run = 1;
        while (at + run < size && text[at] == '+' && text[at + run] == '+')
            run++;
        bool before = at == 0 ? search->space_before : is_space(text[at - 1]);
        bool behind = at + run == size ? space_behind : is_space(text[at + run]);
        if (text[at] == '^')
            add_toggle(search, (Toggle){node, at, 1, TEXT_SUPERSCRIPT, 0}, &search->open_super,
                       !behind, !before);
        else if (text[at] == '+' && run == 2)
            add_toggle(search, (Toggle){node, at, 2, TEXT_UNDERLINE, 0}, &search->open_underline,
                       !behind, !before);
        else if (is_space(text[at]))
            search->open_super = SIZE_MAX; /* a superscript is one word */
        at += run;
    }
    if (size > 0)
        search->space_before = is_space(text[size - 1]);
}

void toggles_find(Arena *arena, cmark_node *parent, Toggles *toggles)
{
    Search search = {.arena = arena,
                     .toggles = toggles,
                     .space_before = true,
                     .open_super = SIZE_MAX,
                     .open_underline = SIZE_MAX};
    for (cmark_node *node = cmark_node_first_child(parent); node != NULL;
         node = cmark_node_next(node)) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
            search_text(&search, node);
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            search.space_before = true;
            search.open_super = SIZE_MAX;
            break;
        default:
            search.space_before = false;
            break;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < toggles->count; i++)
        if (toggles->items[i].partner != SIZE_MAX)
            toggles->items[kept++] = toggles->items[i];
    toggles->count = kept;
}
