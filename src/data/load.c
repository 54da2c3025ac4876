/* Loading a data file in the spelling that its name tells. */
#include "base/folder.h"
#include "data/data.h"

static const struct Format {
    const char *ending;
    const Node *(*load)(Arena *arena, Diags *diags, const Source *source);
} formats[] = {
    {".yaml", data_load_yaml},
    {".yml", data_load_yaml},
    {".xml", data_load_xml},
};

/* A folder may hold the job that is meant. */
static void report_folder(Arena *arena, Diags *diags, const char *path, Place from)
{
    const char *inner = str_c(arena, path_join(arena, str_from(path), STR("lakipdf.yaml")));
    const char *hint = file_exists(arena, inner) ? str_format(arena, "did you mean '%s'?", inner).at
                                                 : "name a file in it";
    diag(diags, SEVERITY_ERROR, from, hint, "'%s' is a folder", path);
}

const Node *data_load_file(Arena *arena, Diags *diags, const char *path, Place from)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!str_ends(str_from(path), formats[i].ending))
            continue;
        const Source *source = file_read(diags_arena(diags), diags, path, DATA_MAX_BYTES, from);
        return source != NULL ? formats[i].load(arena, diags, source) : NULL;
    }
    if (is_folder(path)) {
        report_folder(arena, diags, path, from);
        return NULL;
    }
    diag(diags, SEVERITY_ERROR, from, "data files end in .yaml, .yml or .xml",
         "the name of '%s' does not tell its format", path);
    return NULL;
}
