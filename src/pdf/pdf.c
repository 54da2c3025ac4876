/* The file as a whole: libharu's document around our parts, its catalog and trailer, the saving. */
#include "pdf/pdf.h"

#include "pdf/syntax.h"
#include "pdf/writer.h"

/* --- Memory ---------------------------------------------------------------------------------- */

/* libharu's allocator is told nothing but the size, so the arena stands here while a file is made;
   each thread has its own. */
static _Thread_local Arena *haru_arena;

/* Jumps when memory runs out: see pdf/writer.h. */
static void *take(HPDF_UINT size)
{
    return arena_alloc(haru_arena, size);
}

/* The arena frees all at once. */
static void give_back(void *memory)
{
    (void)memory;
}

/* --- Catalog and trailer --------------------------------------------------------------------- */

typedef struct Catalog {
    uint32_t outline; /* object numbers; 0 where there is none */
    uint32_t labels;
    uint32_t metadata;
    uint32_t profile;
} Catalog;

static void print_catalog(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Catalog *catalog = what;
    buf_text(out, "/Lang (" PDF_LANGUAGE ")\n/ViewerPreferences <</DisplayDocTitle true>>\n"
                  "/PageLabels ");
    put_reference(out, catalog->labels);
    buf_text(out, "\n/Metadata ");
    put_reference(out, catalog->metadata);
    buf_byte(out, '\n');
    if (catalog->profile != 0)
        put_output_intent(out, catalog->profile);
    if (catalog->outline != 0) {
        buf_text(out, "/PageMode /UseOutlines\n/Outlines ");
        put_reference(out, catalog->outline);
        buf_byte(out, '\n');
    }
}

/* The ID: twice the hash of all that was written before. */
static void print_trailer(Writer *writer, const void *what, Buf *out)
{
    (void)what;
    unsigned char hash[HASH_SIZE];
    sink_hash(writer->sink, hash);
    buf_text(out, "/ID [");
    for (int twice = 0; twice < 2; twice++) {
        buf_byte(out, '<');
        for (size_t i = 0; i < HASH_SIZE; i++)
            buf_format(out, "%02X", hash[i]);
        buf_byte(out, '>');
    }
    buf_text(out, "]\n");
}

static void finish_document(Writer *writer)
{
    HPDF_Doc doc = writer->doc;
    Catalog *catalog = arena_alloc(writer->arena, sizeof *catalog);
    catalog->outline = add_outline(writer);
    catalog->labels = add_labels(writer);
    catalog->metadata = add_metadata(writer);
    if (writer->info->archive != ARCHIVE_NONE)
        catalog->profile = add_profile(writer);
    object_print(writer, doc->catalog, print_catalog, catalog);
    HPDF_Dict_Add(doc->trailer, "Root", doc->catalog);
    HPDF_Dict_Add(doc->trailer, "Info", doc->info);
    object_print(writer, doc->trailer, print_trailer, NULL);
}

/* --- Saving ---------------------------------------------------------------------------------- */

static HPDF_STATUS write_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    if (!sink_write(stream->attr, bytes, size))
        return HPDF_SetError(stream->error, HPDF_FILE_IO_ERROR, 0);
    return HPDF_OK;
}

static bool save(Writer *writer)
{
    /* The bytes over 127 tell programs that the file is not text. */
    static const char header[] = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
    HPDF_Doc doc = writer->doc;
    HPDF_Stream stream = HPDF_CallbackWriter_New(doc->mmgr, write_bytes, writer->sink);
    return stream != NULL && HPDF_Stream_WriteStr(stream, header) == HPDF_OK &&
           HPDF_Xref_WriteToStream(doc->xref, stream, NULL) == HPDF_OK && writer_ok(writer) &&
           sink_flush(writer->sink);
}

typedef struct Work {
    Writer writer;
    OutFile *out;
    bool done;
} Work;

static bool make_document(Writer *writer)
{
    writer->doc = HPDF_NewEx(NULL, take, give_back, 0, NULL);
    if (writer->doc == NULL || !add_pages(writer) || !add_pictures(writer) || !add_fonts(writer))
        return false;
    finish_document(writer);
    return writer_ok(writer) && save(writer);
}

static void do_work(void *context)
{
    Work *work = context;
    Writer *writer = &work->writer;
    const Layout *layout = writer->layout;
    writer->pages = arena_array(writer->arena, layout->page_count, sizeof *writer->pages);
    writer->scratch.arena = writer->arena;
    writer->flate = flate_new(writer->arena);
    writer->sink = arena_alloc(writer->arena, sizeof *writer->sink);
    writer->sink->out = work->out;
    work->done = writer->flate != NULL && make_document(writer);
    if (!work->done && !writer->sink->failed && (writer->doc == NULL || !writer_ok(writer))) {
        unsigned long code = writer->doc != NULL ? writer->doc->error.error_no : 0;
        diag(writer->diags, SEVERITY_SYSTEM, (Place){0}, NULL,
             "the PDF library failed (error 0x%04lX)", code);
    }
}

bool pdf_write(Arena *arena, Diags *diags, Layout *layout, const PdfInfo *info, OutFile *out)
{
    if (layout->page_count == 0) {
        diag(diags, SEVERITY_ERROR, (Place){0}, NULL, "the document has no pages");
        return false;
    }
    Memory *memory = arena_memory(arena);
    Work work = {
        .writer = {.diags = diags, .layout = layout, .info = info},
        .out = out,
    };
    Arena *outer = haru_arena;
    haru_arena = work.writer.arena = arena_new(memory);
    bool enough = arena_try(memory, do_work, &work);
    arena_drop(haru_arena);
    haru_arena = outer;
    if (!enough)
        memory_fail(memory);
    return work.done;
}
