/* Picture files: which kind they are, and what is wrong with them. */
#include "picture/code.h"

#include <string.h>

/* How files of a kind begin, whatever their names. */
typedef struct Kind {
    const char *name;
    size_t at, size; /* of the sign */
    const char *sign;
    void (*read)(PictureTask *task); /* NULL for what is refused */
} Kind;

static const Kind kinds[] = {
    {"a PNG picture", 0, 8, "\x89PNG\r\n\x1A\n", picture_read_png},
    {"a JPEG picture", 0, 3, "\xFF\xD8\xFF", picture_read_jpeg},
    {"a WebP picture", 8, 4, "WEBP", NULL},
    {"a GIF picture", 0, 4, "GIF8", NULL},
    {"a BMP picture", 0, 2, "BM", NULL},
    {"a TIFF picture", 0, 4, "II*\0", NULL},
    {"a TIFF picture", 0, 4, "MM\0*", NULL},
    {"a HEIC picture", 4, 7, "ftyphei", NULL},
    {"a HEIC picture", 4, 8, "ftypmif1", NULL},
    {"an AVIF picture", 4, 8, "ftypavif", NULL},
    {"a JPEG 2000 picture", 4, 4, "jP  ", NULL},
    {"a Photoshop file", 0, 4, "8BPS", NULL},
    {"a PDF file", 0, 5, "%PDF-", NULL},
    {"an SVG picture", 0, 4, "<svg", NULL},
};

static const Kind *find_kind(Str file)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Kind *kind = &kinds[i];
        if (file.size >= kind->at + kind->size &&
            memcmp(file.at + kind->at, kind->sign, kind->size) == 0)
            return kind;
    }
    return NULL;
}

bool picture_set_size(PictureTask *task, uint32_t width, uint32_t height, int most)
{
    task->picture.width = width;
    task->picture.height = height;
    if ((uint64_t)width * height <= (uint64_t)most)
        return true;
    task->most_pixels = most;
    task->fault = FAULT_PIXELS;
    return false;
}

void picture_set_density(Picture *picture, uint64_t per_metre)
{
    enum { LEAST = 400, MOST = 400 * 1000 }; /* 10 and 10,000 an inch: all else is a slip */
    if (per_metre >= LEAST && per_metre <= MOST)
        picture->density = (uint32_t)per_metre;
}

bool picture_sideways(const Picture *picture)
{
    return picture->orientation >= 5;
}

/* --- Reading --------------------------------------------------------------------------------- */

/* What is asked for: a file's bytes, or its path. */
typedef struct Wanted {
    PictureTask task;
    Diags *diags;
    const char *name;
    Place from;
    bool named; /* the file is still to be read */
    bool good;
} Wanted;

static void report_kind(const Wanted *wanted, const Kind *kind)
{
    static const char hint[] = "save it as PNG or JPEG";
    if (wanted->task.file.size == 0)
        diag(wanted->diags, SEVERITY_ERROR, wanted->from, "copy it again", "'%s' is empty",
             wanted->name);
    else if (kind == NULL)
        diag(wanted->diags, SEVERITY_ERROR, wanted->from, hint, "'%s' is no picture", wanted->name);
    else
        diag(wanted->diags, SEVERITY_ERROR, wanted->from, hint, "'%s' is %s", wanted->name,
             kind->name);
}

static void report_fault(const Wanted *wanted, const Kind *kind)
{
    const Picture *picture = &wanted->task.picture;
    switch (wanted->task.fault) {
    case FAULT_NONE:
        break;
    case FAULT_DAMAGED:
        diag(wanted->diags, SEVERITY_ERROR, wanted->from,
             "copy it again from where it comes, or save it anew",
             "'%s' begins as %s, but is damaged or not whole", wanted->name, kind->name);
        break;
    case FAULT_UNUSUAL:
        diag(wanted->diags, SEVERITY_ERROR, wanted->from, "save it as an ordinary JPEG or as PNG",
             "'%s' is %s of a kind that is not in use", wanted->name, kind->name);
        break;
    case FAULT_PIXELS:
        diag(wanted->diags, SEVERITY_ERROR, wanted->from,
             wanted->task.way != NULL ? wanted->task.way : "make it smaller",
             "'%s' has %u x %u pixels; the limit is %d million", wanted->name, picture->width,
             picture->height, wanted->task.most_pixels / 1000000);
        break;
    }
}

static void read_wanted(void *context)
{
    Wanted *wanted = context;
    PictureTask *task = &wanted->task;
    if (wanted->named) {
        const Source *source =
            file_read(task->scratch, wanted->diags, wanted->name, PICTURE_MAX_BYTES, wanted->from);
        if (source == NULL)
            return;
        task->file = source->text;
    }
    const Kind *kind = find_kind(task->file);
    if (kind == NULL || kind->read == NULL) {
        report_kind(wanted, kind);
        return;
    }
    task->picture.orientation = 1;
    kind->read(task);
    report_fault(wanted, kind);
    wanted->good = task->fault == FAULT_NONE;
}

static const Picture *read_all(Arena *arena, Wanted *wanted)
{
    Memory *memory = arena_memory(arena);
    wanted->task.arena = arena;
    wanted->task.scratch = arena_new(memory);
    bool enough = arena_try(memory, read_wanted, wanted);
    arena_drop(wanted->task.scratch);
    if (!enough)
        memory_fail(memory);
    if (!wanted->good)
        return NULL;
    Picture *picture = arena_alloc(arena, sizeof *picture);
    *picture = wanted->task.picture;
    return picture;
}

const Picture *picture_read(Arena *arena, Diags *diags, const char *path, Place from)
{
    Wanted wanted = {.diags = diags, .name = path, .from = from, .named = true};
    return read_all(arena, &wanted);
}

const Picture *picture_decode(Arena *arena, Diags *diags, Str file, const char *name, Place from)
{
    Wanted wanted = {.diags = diags, .name = name, .from = from};
    wanted.task.file = file;
    return read_all(arena, &wanted);
}
