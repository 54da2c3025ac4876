/* The files of a job that travel inside its PDF: `arsip: pdfa-3a`. */
#include "cli/cli.h"

enum { LARGEST = 256 * 1024 * 1024 };

typedef struct Gathering {
    Session *session;
    PdfEmbed *files;
    size_t count, capacity;
    bool good;
} Gathering;

/* The path as others write it too: no "." and "..", no doubled slash. It is inside. */
static Str plain_path(Arena *arena, Str path)
{
    Buf out = {.arena = arena};
    for (size_t from = 0; from < path.size;) {
        size_t end = str_find(path, "/", from);
        end = end == SIZE_MAX ? path.size : end;
        Str part = str_slice(path, from, end);
        from = end + 1;
        if (part.size == 0 || str_is(part, "."))
            continue;
        if (str_is(part, "..")) {
            while (out.size > 0 && out.at[--out.size] != '/')
                continue;
            continue;
        }
        if (out.size > 0)
            buf_byte(&out, '/');
        buf_add(&out, part);
    }
    return buf_str(&out);
}

static void gather(Gathering *gathering, Str name, const char *path, Str description, bool data)
{
    Session *session = gathering->session;
    for (size_t i = 0; i < gathering->count; i++)
        if (str_equal(gathering->files[i].name, name))
            return;
    const Source *source = file_read(session->arena, session->diags, path, LARGEST, (Place){0});
    if (source == NULL) {
        gathering->good = false;
        return;
    }
    PdfEmbed *slot = arena_push(session->arena, &gathering->files, &gathering->capacity,
                                gathering->count, sizeof *slot);
    *slot = (PdfEmbed){name, description, source->text, data};
    gathering->count++;
}

static bool is_data(const Job *job, Str path)
{
    const List *list = record_list(job->config, "data");
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].text, path))
            return true;
    return false;
}

static void gather_named(Gathering *gathering, Str path)
{
    Session *session = gathering->session;
    const Job *job = session->job;
    const char *file = str_c(session->arena, path_join(session->arena, job->folder, path));
    bool data = is_data(job, path);
    if (!path_is_inside(path)) {
        diag(session->diags, SEVERITY_WARNING, (Place){0},
             "put it into the job's folder: what is attached must not lead out of a folder",
             "'%.*s' is not attached to the PDF", STR_ARG(path));
        return;
    }
    /* A picture may be the template's own. */
    if (file_exists(session->arena, file))
        gather(gathering, plain_path(session->arena, path), file,
               data ? STR("Data yang menjadi dasar dokumen") : STR("Bahan dokumen"), data);
}

bool session_embed(Session *session, PdfInfo *info)
{
    const Job *job = session->job;
    Gathering gathering = {.session = session, .good = true};
    size_t folder = job->path.size;
    while (folder > 0 && job->path.at[folder - 1] != '/')
        folder--;
    gather(&gathering, str_slice(job->path, folder, job->path.size),
           str_c(session->arena, job->path), STR("Konfigurasi pekerjaan"), false);
    for (size_t i = 0; i < job->files->count; i++)
        gather_named(&gathering, job->files->paths[i]);
    info->embeds = gathering.files;
    info->embed_count = gathering.count;
    return gathering.good;
}
