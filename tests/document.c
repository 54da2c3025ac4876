#include "document.h"

char *document_text(Arena *arena, const char *config)
{
    const char *folder = folder_make(arena);
    const char *path = path_in(arena, folder, "a.pdf");
    const char *const arguments[] = {"build", config, "-o", path, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_null(strstr(ended.err, "error: "));
    assert_int_equal(ended.status, 0);
    const char *const command[] = {"pdftotext", "-layout", path, "-", NULL};
    Ended text = run_command(arena, ".", command);
    assert_int_equal(text.status, 0);
    assert_string_equal(text.err, "");
    folder_remove(folder);
    assert_null(strstr(text.out, "{{"));
    return text.out;
}

char *document_changed(Arena *arena, const char *folder, const char *script)
{
    const char *own = folder_make(arena);
    const char *from = path_in(arena, folder, ".");
    const char *const copy[] = {"cp", "-R", from, own, NULL};
    assert_int_equal(run_command(arena, ".", copy).status, 0);
    const char *const change[] = {"sh", "-e", "-c", script, NULL};
    Ended ended = run_command(arena, own, change);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    char *text = document_text(arena, path_in(arena, own, "lakipdf.yaml"));
    folder_remove(own);
    return text;
}

char *text_running(Arena *arena, const char *text)
{
    static const char soft[] = "\xc2\xad";
    char *out = arena_alloc(arena, strlen(text) + 1);
    size_t size = 0;
    for (const char *at = text; *at != '\0';) {
        if (strncmp(at, soft, 2) == 0) {
            at += 2 + strspn(at + 2, " \n");
        } else if (*at == ' ' || *at == '\n' || *at == '\f') {
            at += strspn(at, " \n\f");
            out[size++] = ' ';
        } else {
            out[size++] = *at++;
        }
    }
    out[size] = '\0';
    return out;
}

size_t text_count(const char *text, const char *part)
{
    size_t found = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        found++;
    return found;
}

void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("'%s' is not in the document", part);
}

void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        fail_msg("'%s' is in the document", part);
}

void assert_changes(const char *before, const char *after, const Change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Change *change = &changes[i];
        assert_has(before, change->from);
        assert_lacks(before, change->to);
        assert_lacks(after, change->from);
        if (text_count(after, change->to) != text_count(before, change->from))
            fail_msg("%s stands in %zu places, %s stood in %zu", change->to,
                     text_count(after, change->to), change->from, text_count(before, change->from));
    }
}
