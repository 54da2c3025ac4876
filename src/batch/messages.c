/* The messages of a job as texts. */
#include "batch/messages.h"

#include <stdlib.h>

void messages_brief(Buf *out, const DiagView *views, size_t count)
{
    enum { MOST = 20 };
    size_t told = 0;
    for (size_t i = 0; i < count; i++) {
        const DiagView *view = &views[i];
        if (view->severity < SEVERITY_ERROR || told++ >= MOST)
            continue;
        if (view->place.source != NULL) {
            buf_shown(out, view->place.source->name);
            if (view->place.line > 0)
                buf_format(out, ":%u:%u", view->place.line, view->place.column);
            buf_text(out, ": ");
        }
        buf_format(out, "%s: ", severity_name(view->severity));
        buf_shown(out, view->text);
        buf_byte(out, '\n');
    }
    if (told > MOST)
        buf_format(out, "... and %zu more\n", told - MOST);
}

Str messages_print(Arena *arena, const Diags *diags)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    bool good = false;
    if (to != NULL) {
        diags_print(diags, to);
        good = ferror(to) == 0;
        good = fclose(to) == 0 && good;
    }
    if (!good)
        memory_fail(arena_memory(arena));
    Str copy = str_copy(arena, (Str){text, size});
    free(text);
    return copy;
}
