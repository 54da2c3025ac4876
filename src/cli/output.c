/* Writing what a command made: whole or not at all, and never over a file of another kind, over
 * signatures, or over what cannot be looked at. */
#include "base/write.h"
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- What is there --------------------------------------------------------------------------- */

/* An older file in the place of what shall be written. */
typedef struct Older {
    int fd;
    bool other_kind; /* it does not begin as what shall replace it */
    bool is_signed;
    int error; /* that kept it from being read whole; 0 for none */
} Older;

/* What kind it is and, where that `matters`, whether it holds the key of a dictionary that only
   signatures have. That stands in the file as it is, in no stream, since a signature's own place in
   the file must be found (ISO 32000-1, 12.8.1 and 7.5.7). */
static void look_at(Older *older, const char *begins, bool matters)
{
    static const char key[] = "/ByteRange";
    enum { KEY = sizeof key - 1, BLOCK = 32 * 1024 };
    char bytes[KEY + BLOCK];
    size_t start = strlen(begins);
    size_t kept = 0; /* the end of what was read before: the key may begin there */
    ssize_t got = 0;
    for (bool first = true; (got = read_full(older->fd, bytes + kept, BLOCK)) > 0; first = false) {
        size_t size = kept + (size_t)got;
        if (first)
            older->other_kind = size < start || memcmp(bytes, begins, start) != 0;
        older->is_signed = matters && memmem(bytes, size, key, KEY) != NULL;
        if (older->is_signed || older->other_kind || !matters)
            return;
        kept = size < KEY - 1 ? size : KEY - 1;
        memmove(bytes, bytes + size - kept, kept);
    }
    older->error = got < 0 ? errno : 0;
}

/* True where it is the file that is read, which is to be replaced by what comes of it. */
static bool is_input(const Output *output, const struct stat *about)
{
    struct stat input;
    return output->input != NULL && stat(output->input, &input) == 0 &&
           input.st_dev == about->st_dev && input.st_ino == about->st_ino;
}

/* Adds a message where the older file shall stay. */
static bool may_go(const Session *session, const Output *output, const Older *older)
{
    if (older->error != 0) {
        diag(session->diags, SEVERITY_SYSTEM, (Place){0},
             older->error == EACCES ? "give yourself the right to read it, or name another file"
                                    : NULL,
             "'%s' cannot be read: what it holds would be lost: %s", output->path,
             strerror(older->error));
    } else if (older->is_signed) {
        diag(session->diags, SEVERITY_USAGE, (Place){0},
             "name another file by -o, or say --replace-signed",
             "'%s' is signed: its signatures would be lost", output->path);
    } else if (older->other_kind) {
        diag(session->diags, SEVERITY_USAGE, (Place){0},
             "name another file, or remove this one first", "'%s' is not %s: it would be lost",
             output->path, output->kind);
    } else {
        return true;
    }
    return false;
}

bool output_may_replace(Session *session, Output *output)
{
    struct stat about;
    if (strcmp(output->path, "-") == 0)
        return true;
    if (stat(output->path, &about) != 0) {
        int error = errno;
        if (error != ENOENT)
            diag(session->diags, SEVERITY_SYSTEM, (Place){0}, write_hint(error),
                 "cannot write '%s': %s", output->path, strerror(error));
        return error == ENOENT;
    }
    /* What is no file is told by out_open; to open a pipe would wait for its other end. */
    if (!S_ISREG(about.st_mode))
        return true;
    FileStamp stamp = file_stamp(&about);
    if (output->looked && file_stamp_same(&stamp, &output->stamp))
        return true;
    Older older = {.fd = open(output->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
    if (older.fd < 0) {
        older.error = errno;
    } else {
        look_at(&older, output->begins, output->keeps_signed && !is_input(output, &about));
        close(older.fd);
    }
    output->looked = may_go(session, output, &older);
    output->stamp = stamp;
    return output->looked;
}

/* --- Writing --------------------------------------------------------------------------------- */

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

void output_write(Session *session, Output *output)
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
    Output output = {
        .path = path, .kind = kind, .begins = begins, .write = write_text, .context = text};
    output_write(session, &output);
}
