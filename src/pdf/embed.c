/* Embedded files (ISO 32000-1, 7.11.4), associated with the document (ISO 19005-3, 6.8). */
#include "base/md5.h"
#include "pdf/syntax.h"
#include "pdf/writer.h"

#include <stdlib.h>

/* A file, what its dictionaries tell. */
typedef struct Embedded {
    const PdfEmbed *file;
    uint32_t stream; /* object numbers */
    uint32_t specification;
} Embedded;

struct Embeds {
    Embedded *files;
    size_t count;
};

/* --- What is told of a file ------------------------------------------------------------------- */

static const char *type_of(Str name)
{
    static const struct {
        const char *end, *type;
    } types[] = {
        {".yaml", "application#2Fyaml"}, {".yml", "application#2Fyaml"},
        {".xml", "application#2Fxml"},   {".md", "text#2Fmarkdown"},
        {".png", "image#2Fpng"},         {".jpg", "image#2Fjpeg"},
        {".jpeg", "image#2Fjpeg"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(name, types[i].end))
            return types[i].type;
    return "application#2Foctet-stream";
}

/* The stream's dictionary. */
static void print_stream(Writer *writer, const void *what, Buf *out)
{
    const Embedded *embedded = what;
    const PdfEmbed *file = embedded->file;
    unsigned char sum[MD5_SIZE];
    md5(file->bytes, sum);
    buf_format(out, "/Type/EmbeddedFile/Subtype/%s/Params<</Size ", type_of(file->name));
    put_integer(out, (int64_t)file->bytes.size);
    buf_text(out, "/CheckSum<");
    for (size_t i = 0; i < MD5_SIZE; i++)
        buf_format(out, "%02X", sum[i]);
    buf_text(out, ">\n");
    put_date(out, "ModDate", writer->info);
    buf_text(out, ">>");
}

static void print_specification(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Embedded *embedded = what;
    const PdfEmbed *file = embedded->file;
    buf_text(out, "/Type/Filespec/F");
    put_text(out, file->name);
    buf_text(out, "/UF");
    put_text(out, file->name);
    buf_text(out, "/Desc");
    put_text(out, file->description);
    buf_text(out, file->data ? "/AFRelationship/Data" : "/AFRelationship/Source");
    buf_text(out, "/EF<</F ");
    put_reference(out, embedded->stream);
    buf_text(out, " /UF ");
    put_reference(out, embedded->stream);
    buf_text(out, ">>");
}

/* --- All of them ------------------------------------------------------------------------------ */

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

/* The names in the order that their strings have in the file: UTF-16 begins with FE. */
static int compare_names(const void *left, const void *right)
{
    const Embedded *a = left;
    const Embedded *b = right;
    int wide = (int)!is_ascii(a->file->name) - (int)!is_ascii(b->file->name);
    return wide != 0 ? wide : str_compare(a->file->name, b->file->name);
}

struct Embeds *add_embeds(Writer *writer)
{
    const PdfInfo *info = writer->info;
    if (info->archive != ARCHIVE_A3 || info->embed_count == 0)
        return NULL;
    struct Embeds *embeds = arena_alloc(writer->arena, sizeof *embeds);
    embeds->count = info->embed_count;
    embeds->files = arena_array(writer->arena, embeds->count, sizeof *embeds->files);
    for (size_t i = 0; i < embeds->count; i++)
        embeds->files[i].file = &info->embeds[i];
    qsort(embeds->files, embeds->count, sizeof *embeds->files, compare_names);
    for (size_t i = 0; i < embeds->count; i++) {
        Embedded *embedded = &embeds->files[i];
        embedded->stream = stream_print(writer, print_stream, embedded, embedded->file->bytes);
        if (embedded->stream == 0)
            return NULL;
        embedded->specification = object_add(writer, print_specification, embedded);
    }
    return embeds;
}

void put_embeds(const struct Embeds *embeds, Buf *out)
{
    buf_text(out, "/AF[");
    for (size_t i = 0; i < embeds->count; i++) {
        put_reference(out, embeds->files[i].specification);
        buf_byte(out, '\n');
    }
    buf_text(out, "]/Names<</EmbeddedFiles<</Names[");
    for (size_t i = 0; i < embeds->count; i++) {
        put_text(out, embeds->files[i].file->name);
        put_reference(out, embeds->files[i].specification);
        buf_byte(out, '\n');
    }
    buf_text(out, "]>>>>");
}
