/* lakipdf extract: the files that travel inside a PDF, any PDF. */
#include "base/md5.h"
#include "cli/cli.h"
#include "pdfread/pdfread.h"

#include <string.h>

enum {
    LARGEST_PDF = 1024 * 1024 * 1024,
    MOST_IN_PART = 200, /* bytes of a name between slashes */
};

/* --- Names ------------------------------------------------------------------------------------ */

static bool is_drive(Str part)
{
    return part.size == 2 && part.at[1] == ':';
}

/* A part of a path that is neither special nor hidden, nor plays with who reads it. */
static void add_part(Buf *out, Str part)
{
    size_t start = out->size;
    for (size_t at = 0; at < part.size && out->size - start < MOST_IN_PART;) {
        uint32_t character = utf8_next(part, &at);
        bool odd = character < ' ' || character == '\\' || character == UTF8_BAD ||
                   (character >= 0x7F && character < 0xA0) ||
                   (character >= 0x200B && character <= 0x200F) ||
                   (character >= 0x2028 && character <= 0x202E) || character == 0xFEFF;
        bool hides = character == '.' && out->size == start;
        buf_char(out, odd || hides ? '_' : character);
    }
}

/* Any name as a path that stays inside of the folder that it is written to. Of folders deeper than
   FOLDER_MAX_DEPTH the outer ones stay. */
static Str safe_name(Arena *arena, Str name)
{
    Buf out = {.arena = arena};
    size_t parts = 0;
    size_t last = 0; /* where the last part starts */
    for (size_t from = 0; from < name.size;) {
        size_t end = str_find(name, "/", from);
        end = end == SIZE_MAX ? name.size : end;
        Str part = str_slice(name, from, end);
        from = end + 1;
        if (part.size == 0 || str_is(part, ".") || is_drive(part))
            continue;
        if (parts > FOLDER_MAX_DEPTH)
            out.size = last;
        else if (parts++ > 0)
            buf_byte(&out, '/');
        last = out.size;
        add_part(&out, part);
    }
    return out.size > 0 ? buf_str(&out) : STR("lampiran");
}

/* A name that a file or a folder has. */
typedef struct Taken {
    Str name;
    Str folder;  /* that name itself where it is a folder's; of a file's, the one that stands for it
                    in paths that name it as a folder, empty while there is none */
    size_t next; /* the number that the next one of that name tries; 0 in a free slot */
} Taken;

/* A table by hash, at most half full. */
typedef struct Names {
    Arena *arena;
    Taken *slots;
    size_t size; /* a power of two */
} Names;

static size_t parts_of(Str name)
{
    size_t count = 1;
    for (size_t i = 0; i < name.size; i++)
        count += name.at[i] == '/';
    return count;
}

static Names names_for(Arena *arena, const Str *paths, size_t count)
{
    Names names = {.arena = arena, .size = 2};
    size_t parts = 0;
    for (size_t i = 0; i < count; i++)
        parts += parts_of(paths[i]);
    while (names.size < 2 * parts)
        names.size *= 2;
    names.slots = arena_array(arena, names.size, sizeof *names.slots);
    return names;
}

/* The slot of the name; a free one where nobody has it. */
static Taken *find_slot(const Names *names, Str name)
{
    size_t at = (size_t)str_hash(name);
    Taken *slot = &names->slots[at & (names->size - 1)];
    while (slot->next != 0 && !str_equal(slot->name, name))
        slot = &names->slots[++at & (names->size - 1)];
    return slot;
}

static bool is_folder_slot(const Taken *slot)
{
    return slot->next != 0 && str_equal(slot->folder, slot->name);
}

static size_t ending_of(Str name)
{
    for (size_t i = name.size; i-- > 0 && name.at[i] != '/';)
        if (name.at[i] == '.')
            return i;
    return name.size;
}

/* The name, or where others have it, with a number before its ending: "data-2.yaml". A folder may
   be one that there is. */
static Str free_name(const Names *names, Str name, bool folder)
{
    Taken *first = find_slot(names, name);
    const Taken *slot = first;
    size_t dot = ending_of(name);
    Str own = name;
    while (slot->next != 0 && !(folder && is_folder_slot(slot))) {
        own = str_format(names->arena, "%.*s-%zu%.*s", (int)dot, name.at, first->next++,
                         (int)(name.size - dot), name.at + dot);
        slot = find_slot(names, own);
    }
    return own;
}

/* The folder in the place of one that may be another's file: the same for all that name it. */
static Str own_folder(const Names *names, Str name)
{
    Taken *slot = find_slot(names, name);
    if (slot->next == 0)
        return name;
    if (slot->folder.size == 0)
        slot->folder = free_name(names, name, true);
    return slot->folder;
}

/* The path is a file's from now on, and what is before its slashes are folders. */
static void take(const Names *names, Str path)
{
    for (size_t at = 0; (at = str_find(path, "/", at)) != SIZE_MAX; at++) {
        Str folder = str_slice(path, 0, at);
        Taken *slot = find_slot(names, folder);
        if (slot->next == 0)
            *slot = (Taken){folder, folder, 2};
    }
    *find_slot(names, path) = (Taken){path, {NULL, 0}, 2};
}

/* The path of a file that no other has, in folders that are nobody's file. */
static Str own_name(const Names *names, Str name)
{
    Buf own = {.arena = names->arena};
    size_t from = 0;
    for (size_t end = 0; (end = str_find(name, "/", from)) != SIZE_MAX; from = end + 1) {
        buf_add(&own, str_slice(name, from, end));
        Str folder = own_folder(names, buf_str(&own));
        if (!str_equal(folder, buf_str(&own))) {
            own.size = 0;
            buf_add(&own, folder);
        }
        buf_byte(&own, '/');
    }
    buf_add(&own, str_slice(name, from, name.size));
    Str path = free_name(names, buf_str(&own), false);
    take(names, path);
    return path;
}

/* --- Taking out ------------------------------------------------------------------------------- */

/* What the PDF says of the bytes is compared with them. */
static void check_sum(Session *session, PdfFile *pdf, const PdfAttachment *attachment, Str bytes)
{
    const PdfValue *parameters = pdf_get(pdf, attachment->stream, "Params");
    const PdfValue *said = pdf_get(pdf, parameters, "CheckSum");
    unsigned char sum[MD5_SIZE];
    md5(bytes, sum);
    if (said->kind == PDF_STRING && said->text.size == MD5_SIZE &&
        memcmp(said->text.at, sum, MD5_SIZE) != 0)
        diag(session->diags, SEVERITY_WARNING, (Place){0}, "compare it with the file that it was",
             "'%.*s' is not what was attached: its checksum differs", STR_ARG(attachment->name));
}

/* All attachments of the PDF, decoded; NULL after adding a message. */
static const FolderFile *read_attachments(Session *session, PdfFile *pdf, size_t *count)
{
    const PdfAttachment *found = pdf_attachments(pdf, count);
    FolderFile *files = arena_array(session->arena, *count, sizeof *files);
    Str *paths = arena_array(session->arena, *count, sizeof *paths);
    for (size_t i = 0; i < *count; i++)
        paths[i] = safe_name(session->arena, found[i].name);
    Names names = names_for(session->arena, paths, *count);
    PdfRoom room = {PDF_MAX_ATTACHED, PDF_MAX_ATTACHED, "its attachments have"};
    for (size_t i = 0; i < *count; i++) {
        Str bytes;
        if (!pdf_decode_in(pdf, found[i].stream, session->arena, &room, &bytes))
            return NULL;
        check_sum(session, pdf, &found[i], bytes);
        files[i] = (FolderFile){own_name(&names, paths[i]), bytes};
    }
    return files;
}

static void extract(Session *session, const char *from, const char *to)
{
    const Source *source = file_read(session->arena, session->diags, from, LARGEST_PDF, (Place){0});
    PdfFile *pdf = source != NULL ? pdf_open(session->arena, session->diags, source) : NULL;
    if (pdf == NULL)
        return;
    size_t count = 0;
    const FolderFile *files = read_attachments(session, pdf, &count);
    /* What could not be read may hold attachments. */
    if (files == NULL || diags_failed(session->diags))
        return;
    if (count == 0) {
        diag(session->diags, SEVERITY_ERROR, (Place){0},
             "'arsip: pdfa-3a' in a job puts its files into the PDF", "'%s' has no attachments",
             from);
        return;
    }
    if (!folder_fill(session->arena, session->diags, to, files, count))
        return;
    Buf out = {.arena = session->arena};
    for (size_t i = 0; i < count; i++)
        buf_format(&out, "%s\n",
                   str_c(session->arena, path_join(session->arena, str_from(to), files[i].name)));
    output_write_text(session, "-", "", "", &out);
}

static void run(Session *session, int argc, char **argv)
{
    const char *rest[2] = {NULL, NULL};
    if (!options_parse(session, &command_extract, argc, argv, NULL, 0, rest, 2))
        return;
    if (rest[1][0] == '\0') {
        usage_error(session, &command_extract, "the name of the folder is empty");
        return;
    }
    /* Without the slash that a shell completes it with. */
    size_t size = strlen(rest[1]);
    while (size > 1 && rest[1][size - 1] == '/')
        size--;
    extract(session, rest[0], str_c(session->arena, (Str){rest[1], size}));
}

const Command command_extract = {
    .name = "extract",
    .summary = "take the attachments of a PDF out of it",
    .usage =
        "extract FILE.pdf DIR\n"
        "\n"
        "  FILE.pdf         any PDF that is not encrypted\n"
        "  DIR              the folder, made where there is none; no file is written over\n"
        "\n"
        "Prints the paths of the files that were written. What a job with 'arsip: pdfa-3a'\n"
        "was made from comes out as it was, its config among it: they make the document again.",
    .run = run,
};
