#include "document.h"

/* --- Making ----------------------------------------------------------------------------------- */

char *pdf_text(Arena *arena, const char *pdf)
{
    const char *const command[] = {"pdftotext", "-layout", pdf, "-", NULL};
    Ended ended = run_command(arena, ".", command);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    return ended.out;
}

Ended document_built(Arena *arena, const char *config)
{
    const char *folder = folder_make(arena);
    const char *path = path_in(arena, folder, "a.pdf");
    const char *const arguments[] = {"build", config, "-o", path, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    if (ended.status != 0 || strstr(ended.err, "error: ") != NULL)
        fail_msg("%s", ended.err);
    ended.out = pdf_text(arena, path);
    ended.out_size = strlen(ended.out);
    folder_remove(folder);
    assert_lacks(ended.out, "{{");
    return ended;
}

char *document_text(Arena *arena, const char *config)
{
    return document_built(arena, config).out;
}

char *document_changed(Arena *arena, const char *folder, const char *script)
{
    const char *own = folder_copied(arena, folder);
    assert_script(arena, own, script);
    char *text = document_text(arena, path_in(arena, own, "lakipdf.yaml"));
    folder_remove(own);
    return text;
}

char *document_edited(Arena *arena, const char *folder, Edit edit)
{
    const char *own = folder_copied(arena, folder);
    const char *text = file_text(arena, path_in(arena, own, edit.file), NULL);
    assert_non_null(text);
    if (text_count(text, edit.from) != 1)
        fail_msg("'%s' stands in '%s' %zu times", edit.from, edit.file,
                 text_count(text, edit.from));
    const char *at = strstr(text, edit.from);
    Str edited =
        str_format(arena, "%.*s%s%s", (int)(at - text), text, edit.to, at + strlen(edit.from));
    folder_write(own, edit.file, edited.at);
    char *document = document_text(arena, path_in(arena, own, "lakipdf.yaml"));
    folder_remove(own);
    return document;
}

/* --- Its text --------------------------------------------------------------------------------- */

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

void assert_has_all(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_has(text, parts[i]);
}

void assert_lacks_all(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_lacks(text, parts[i]);
}

void assert_has_in_order(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *at = strstr(text, parts[i]);
        if (at == NULL)
            fail_msg("'%s' is not in its place", parts[i]);
        text = at;
    }
}

void assert_changes(Arena *arena, const char *folder, Edit edit, const Change *changes,
                    size_t count)
{
    const char *config = path_in(arena, folder, "lakipdf.yaml");
    const char *before = text_running(arena, document_text(arena, config));
    const char *after = text_running(arena, document_edited(arena, folder, edit));
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

/* --- The job ---------------------------------------------------------------------------------- */

/* The lines that tell of a finding, without the lines of the data that they show. */
static char *findings_of(Arena *arena, const char *err)
{
    Buf found = {.arena = arena};
    for (const char *end; (end = strchr(err, '\n')) != NULL; err = end + 1) {
        const char *warning = strstr(err, ": warning: ");
        if (warning != NULL && warning < end)
            buf_add(&found, (Str){err, (size_t)(end + 1 - err)});
    }
    return str_c(arena, buf_str(&found));
}

void assert_findings(Arena *arena, const char *config, const char *reference)
{
    const char *const arguments[] = {"check", config, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 1);
    assert_reference(arena, reference, findings_of(arena, ended.err));
}

void assert_parts_can_be_left_out(Arena *arena, const char *folder)
{
    static const char script[] =
        "manifest=\"$1/templates/$(sed -n 's/^templat: *//p' lakipdf.yaml)/manifest.yaml\"\n"
        "ids=$(sed -n 's/^  - {id: \\([a-z0-9-]*\\),.*/\\1/p' \"$manifest\")\n"
        "[ $(echo $ids | wc -w) = $(grep -c 'berkas: ' \"$manifest\") ]\n"
        "for out in $ids; do\n"
        "    cp lakipdf.yaml kurang.yaml\n"
        "    echo \"urutan: [$(echo $ids | tr ' ' '\\n' | grep -vx $out | paste -sd ,)]\" >> "
        "kurang.yaml\n"
        "    \"$LAKIPDF\" check kurang.yaml > /dev/null || echo \"without $out\"\n"
        "done\n";
    const char *own = folder_copied(arena, folder);
    assert_script(arena, own, script);
    folder_remove(own);
}
