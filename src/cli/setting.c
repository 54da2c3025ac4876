/* What commands that do not make a document need of the program all the same: the time, fonts. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>

bool session_epoch(Session *session, int64_t *epoch)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    *epoch = -1;
    if (text == NULL || text[0] == '\0')
        return true;
    char *end = NULL;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    /* PDF writes years with four digits. */
    bool is_number = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
    if (!is_number || value > 253402300799) {
        diag(session->diags, SEVERITY_USAGE, (Place){0}, "correct the environment, or unset it",
             "SOURCE_DATE_EPOCH is '%s', not a number of seconds since 1970", text);
        return false;
    }
    *epoch = value;
    return true;
}

Fonts *session_fonts(Session *session)
{
    Arena *arena = session->arena;
    if (!session_find_home(session))
        return NULL;
    const char *types =
        str_c(arena, path_join(arena, session->home, STR("config/skema/huruf.yaml")));
    const char *catalogue =
        str_c(arena, path_join(arena, session->home, STR("fonts/katalog.yaml")));
    Schema *schema = schema_new(arena, session->diags);
    const Node *tree = data_load_file(arena, session->diags, types, (Place){0});
    if (tree == NULL || !schema_add(schema, tree) || !schema_resolve(schema))
        return NULL;
    return fonts_load(arena, session->diags, schema, catalogue);
}
