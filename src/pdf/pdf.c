/* The file as a whole: libharu's document around our parts, its catalog. */
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

/* --- Catalog --------------------------------------------------------------------------------- */

typedef struct Catalog {
    uint32_t outline; /* object numbers; 0 where there is none */
    uint32_t labels;
    uint32_t metadata;
    uint32_t profile;
    uint32_t structure;
    uint32_t form;
    struct Embeds *embeds;
} Catalog;

static void print_catalog(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Catalog *catalog = what;
    buf_text(out, "/Lang(" PDF_LANGUAGE ")/ViewerPreferences<</DisplayDocTitle true>>"
                  "/PageLabels ");
    put_reference(out, catalog->labels);
    buf_text(out, "/Metadata ");
    put_reference(out, catalog->metadata);
    if (catalog->structure != 0) {
        buf_text(out, "/MarkInfo<</Marked true>>/StructTreeRoot ");
        put_reference(out, catalog->structure);
    }
    if (catalog->form != 0) {
        buf_text(out, "/AcroForm ");
        put_reference(out, catalog->form);
    }
    if (catalog->profile != 0)
        put_output_intent(out, catalog->profile);
    if (catalog->embeds != NULL)
        put_embeds(catalog->embeds, out);
    if (catalog->outline != 0) {
        buf_text(out, "/PageMode/UseOutlines/Outlines ");
        put_reference(out, catalog->outline);
    }
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
    if (writer->structure != NULL)
        catalog->structure = add_structure(writer);
    catalog->form = add_form(writer);
    catalog->embeds = add_embeds(writer);
    object_print(writer, doc->catalog, print_catalog, catalog);
}

/* --- The whole ------------------------------------------------------------------------------- */

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
    if (!flate_settle(writer->flate))
        HPDF_SetError(&writer->doc->error, HPDF_ZLIB_ERROR, 0);
    return writer_ok(writer) && save_file(writer);
}

static void do_work(void *context)
{
    Work *work = context;
    Writer *writer = &work->writer;
    const Layout *layout = writer->layout;
    writer->pages = arena_array(writer->arena, layout->page_count, sizeof *writer->pages);
    writer->scratch.arena = writer->arena;
    if (writer->info->tagged) {
        /* ISO 19005-1, 6.8.3.4 with PDF 1.4, 9.7.4: its roles are those of the standard. */
        layout_tag(writer->layout, writer->info->archive != ARCHIVE_A1);
        begin_structure(writer);
    }
    writer->flate = flate_new(writer->arena);
    writer->sink = arena_alloc(writer->arena, sizeof *writer->sink);
    writer->sink->out = work->out;
    work->done = make_document(writer);
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
    flate_drop(work.writer.flate);
    arena_drop(haru_arena);
    haru_arena = outer;
    if (!enough)
        memory_fail(memory);
    return work.done;
}
