/* The YAML loader: what it takes is the same tree when it is written, as YAML or XML, and read
 * again. */
#include "fuzz.h"

#include "data/data.h"

static void loads_again(Fuzz *fuzz, const Node *tree,
                        const Node *(*load)(Arena *, Diags *, const Source *), Buf *text)
{
    const Source *source = fuzz_source(fuzz, "again", buf_str(text));
    const Node *again = load(fuzz->arena, fuzz->diags, source);
    FUZZ_HOLDS(again != NULL);
    FUZZ_HOLDS(node_equal(tree, again));
}

static void run(Fuzz *fuzz, Str input)
{
    enum { LARGE = 100 * 1000 };
    const Node *tree =
        data_load_yaml(fuzz->arena, fuzz->diags, fuzz_source(fuzz, "uji.yaml", input));
    FUZZ_HOLDS((tree == NULL) == diags_failed(fuzz->diags));
    if (tree == NULL)
        return;
    Buf text = {.arena = fuzz->arena};
    node_write_yaml(&text, tree);
    /* Aliases may stand for much. */
    if (text.size > LARGE)
        return;
    loads_again(fuzz, tree, data_load_yaml, &text);
    text.size = 0;
    node_write_xml(&text, tree, "data");
    loads_again(fuzz, tree, data_load_xml, &text);
}

const FuzzTarget fuzz_target = {.milliseconds = 1000, .megabytes = 64, .run = run};
