/* Loading a data file in the spelling that its name tells. */
#include "data/data.h"

static const struct Format {
    const char *ending;
    const Node *(*load)(Arena *arena, Diags *diags, const Source *source);
} formats[] = {
    {".yaml", data_load_yaml},
    {".yml", data_load_yaml},
    {".xml", data_load_xml},
};

const Node *data_load_file(Arena *arena, Diags *diags, const char *path, Place from)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!str_ends(str_from(path), formats[i].ending))
            continue;
        const Source *source = file_read(diags_arena(diags), diags, path, DATA_MAX_BYTES, from);
        return source != NULL ? formats[i].load(arena, diags, source) : NULL;
    }
    diag(diags, SEVERITY_ERROR, from, "data files end in .yaml, .yml or .xml",
         "the name of '%s' does not tell its format", path);
    return NULL;
}
