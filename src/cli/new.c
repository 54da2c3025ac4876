/* lakipdf new: a starting job of a template, in a folder of its own. */
#include "cli/cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* --- Listing ---------------------------------------------------------------------------------- */

static void list_templates(Session *session)
{
    size_t count = 0;
    const Str *names = template_names(session->arena, session->diags, session->home, &count);
    Buf out = {.arena = session->arena};
    for (size_t i = 0; i < count; i++) {
        Str meaning = template_meaning(session->arena, session->diags, session->home, names[i]);
        buf_format(&out, "%-20.*s %.*s\n", STR_ARG(names[i]), STR_ARG(meaning));
    }
    output_write_text(session, "-", "", "", &out);
}

/* --- Copying ---------------------------------------------------------------------------------- */

/* The path as a shell takes it. */
static void add_quoted(Buf *out, Str path)
{
    static const char PLAIN[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
    bool plain = path.size > 0;
    for (size_t i = 0; i < path.size; i++)
        plain = plain && memchr(PLAIN, path.at[i], sizeof PLAIN - 1) != NULL;
    if (plain) {
        buf_add(out, path);
        return;
    }
    buf_byte(out, '\'');
    for (size_t i = 0; i < path.size; i++) {
        if (path.at[i] == '\'')
            buf_text(out, "'\\'");
        buf_byte(out, path.at[i]);
    }
    buf_byte(out, '\'');
}

static void tell_next(Session *session, Str name, Str folder, size_t count)
{
    Str config = path_join(session->arena, folder, STR("lakipdf.yaml"));
    Buf out = {.arena = session->arena};
    buf_count(&out, count, "file");
    buf_text(&out, count == 1 ? " is in " : " are in ");
    add_quoted(&out, folder);
    buf_text(&out, ". Put your own data into them; this makes the document:\n  lakipdf build ");
    add_quoted(&out, config);
    buf_format(&out, " -o %.*s.pdf\n", STR_ARG(name));
    output_write_text(session, "-", "", "", &out);
}

static void copy_start(Session *session, const char *name, const char *to)
{
    Arena *arena = session->arena;
    Str folder;
    if (to[0] == '\0') {
        usage_error(session, &command_new, "the name of the folder is empty");
        return;
    }
    if (!template_folder(arena, session->diags, session->home, str_from(name), (Place){0}, &folder))
        return;
    const char *start = str_c(arena, path_join(arena, folder, STR("awal")));
    const char *config = str_c(arena, path_join(arena, str_from(start), STR("lakipdf.yaml")));
    if (access(config, R_OK) != 0) {
        int error = errno;
        if (error == ENOENT || error == ENOTDIR)
            diag(session->diags, SEVERITY_USAGE, (Place){0},
                 "copy a job of examples/, or write one after lakipdf-data(7)",
                 "template '%s' has no starting job", name);
        else
            diag(session->diags, file_error_is_input(error) ? SEVERITY_ERROR : SEVERITY_SYSTEM,
                 (Place){0}, error == EACCES ? "give yourself the right to read it" : NULL,
                 "cannot read '%s': %s", config, strerror(error));
        return;
    }
    size_t count = 0;
    /* Without the slash that a shell completes it with. */
    Str target = str_from(to);
    while (target.size > 1 && target.at[target.size - 1] == '/')
        target.size--;
    if (folder_copy(arena, session->diags, start, str_c(arena, target), &count))
        tell_next(session, str_from(name), target, count);
}

static void run(Session *session, int argc, char **argv)
{
    const char *rest[2] = {NULL, NULL};
    bool list = argc == 1;
    if (!list && !options_parse(session, &command_new, argc, argv, NULL, 0, rest, 2))
        return;
    if (!session_find_home(session))
        return;
    if (list)
        list_templates(session);
    else
        copy_start(session, rest[0], rest[1]);
}

const Command command_new = {
    .name = "new",
    .summary = "begin a job: copy a template's starting job to a folder",
    .usage = "new [TEMPLATE DIR]\n"
             "\n"
             "  TEMPLATE         its name; without arguments all are listed\n"
             "  DIR              the folder, made where there is none; no file is written over",
    .run = run,
};
