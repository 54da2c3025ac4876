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

/* Any name as a path that stays inside of the folder that it is written to. */
static Str safe_name(Arena *arena, Str name)
{
    Buf out = {.arena = arena};
    for (size_t from = 0; from < name.size;) {
        size_t end = str_find(name, "/", from);
        end = end == SIZE_MAX ? name.size : end;
        Str part = str_slice(name, from, end);
        from = end + 1;
        if (part.size == 0 || str_is(part, ".") || is_drive(part))
            continue;
        if (out.size > 0)
            buf_byte(&out, '/');
        add_part(&out, part);
    }
    return out.size > 0 ? buf_str(&out) : STR("lampiran");
}

/* A name that a file has, and the number that the next one of that name tries. */
typedef struct Taken {
    Str name;
    size_t next;
} Taken;

/* A table by hash, at most half full. */
typedef struct Names {
    Arena *arena;
    Taken *slots;
    size_t size; /* a power of two */
} Names;

static Names names_for(Arena *arena, size_t count)
{
    Names names = {.arena = arena, .size = 2};
    while (names.size < 2 * count)
        names.size *= 2;
    names.slots = arena_array(arena, names.size, sizeof *names.slots);
    return names;
}

/* The slot of the name; one without a name where nobody has it. */
static Taken *find_slot(const Names *names, Str name)
{
    size_t at = (size_t)str_hash(name);
    Taken *slot = &names->slots[at & (names->size - 1)];
    while (slot->next != 0 && !str_equal(slot->name, name))
        slot = &names->slots[++at & (names->size - 1)];
    return slot;
}

static size_t ending_of(Str name)
{
    for (size_t i = name.size; i-- > 0 && name.at[i] != '/';)
        if (name.at[i] == '.')
            return i;
    return name.size;
}

/* The name, or where others have it, with a number before its ending: "data-2.yaml". */
static Str own_name(const Names *names, Str name)
{
    Taken *first = find_slot(names, name);
    Taken *slot = first;
    size_t dot = ending_of(name);
    Str own = name;
    while (slot->next != 0) {
        own = str_format(names->arena, "%.*s-%zu%.*s", (int)dot, name.at, first->next++,
                         (int)(name.size - dot), name.at + dot);
        slot = find_slot(names, own);
    }
    *slot = (Taken){own, 2};
    return own;
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
    Names names = names_for(session->arena, *count);
    PdfRoom room = {PDF_MAX_ATTACHED, PDF_MAX_ATTACHED, "its attachments have"};
    for (size_t i = 0; i < *count; i++) {
        Str bytes;
        if (!pdf_decode_in(pdf, found[i].stream, session->arena, &room, &bytes))
            return NULL;
        check_sum(session, pdf, &found[i], bytes);
        Str name = safe_name(session->arena, found[i].name);
        files[i] = (FolderFile){own_name(&names, name), bytes};
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
