/* Writing what a command made: whole or not at all, and never over a file of another kind or over
 * signatures. */
#include "cli/cli.h"

#include <string.h>
#include <sys/stat.h>

typedef struct Writing {
    const Output *output;
    OutFile *file;
    bool good;
} Writing;

static void write_body(void *context)
{
    Writing *writing = context;
    writing->good = writing->output->write(writing->output->context, writing->file);
}

/* The key of a dictionary that only signatures have. It stands in the file as it is, in no stream,
   since a signature's own place in the file must be found (ISO 32000-1, 12.8.1 and 7.5.7). */
static bool is_signed(FILE *file)
{
    static const char key[] = "/ByteRange";
    enum { KEY = sizeof key - 1, BLOCK = 32 * 1024 };
    char bytes[KEY + BLOCK];
    size_t kept = 0; /* the end of what was read before: the key may begin there */
    for (size_t got; (got = fread(bytes + kept, 1, BLOCK, file)) > 0;) {
        size_t size = kept + got;
        if (memmem(bytes, size, key, KEY) != NULL)
            return true;
        kept = size < KEY - 1 ? size : KEY - 1;
        memmove(bytes, bytes + size - kept, kept);
    }
    return false;
}

bool output_may_replace(Session *session, const Output *output)
{
    char start[16];
    size_t size = strlen(output->begins);
    struct stat about;
    /* What is no file is told by out_open; to open a pipe would wait for its other end. */
    bool is_file =
        strcmp(output->path, "-") != 0 && stat(output->path, &about) == 0 && S_ISREG(about.st_mode);
    FILE *file = is_file ? fopen(output->path, "rb") : NULL;
    if (file == NULL)
        return true;
    size_t got = fread(start, 1, size, file);
    bool loses = got > 0 && output->keeps_signed && is_signed(file);
    fclose(file);
    if (loses) {
        diag(session->diags, SEVERITY_USAGE, (Place){0},
             "name another file by -o, or say --replace-signed",
             "'%s' is signed: its signatures would be lost", output->path);
        return false;
    }
    if (got == 0 || (got == size && memcmp(start, output->begins, size) == 0))
        return true;
    diag(session->diags, SEVERITY_USAGE, (Place){0}, "name another file, or remove this one first",
         "'%s' is not %s: it would be lost", output->path, output->kind);
    return false;
}

void output_write(Session *session, const Output *output)
{
    if (!output_may_replace(session, output))
        return;
    Writing writing = {.output = output};
    writing.file = out_open(session->arena, session->diags, output->path);
    if (writing.file == NULL)
        return;
    bool kept = arena_try(arena_memory(session->arena), write_body, &writing);
    if (kept && writing.good)
        out_commit(writing.file);
    else
        out_abandon(writing.file);
    if (!kept)
        memory_fail(arena_memory(session->arena));
}

static bool write_text(void *context, OutFile *file)
{
    const Buf *text = context;
    return out_write(file, text->at, text->size);
}

void output_write_text(Session *session, const char *path, const char *kind, const char *begins,
                       Buf *text)
{
    Output output = {path, kind, begins, write_text, text, false};
    output_write(session, &output);
}
