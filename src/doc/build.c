/* The whole document: chapters are compiled, all errors in them told, then filled in order. */
#include "doc/page.h"
#include "doc/template.h"

enum { MAX_CHAPTER = 1024 * 1024 };

/* A chapter that is compiled. */
typedef struct BuiltChapter {
    const ChapterFile *file;
    const Part *first;
    Place place;
} BuiltChapter;

/* --- Chapters --------------------------------------------------------------------------------- */

static void compile_chapter(const Compiler *compiler, const ChapterFile *file,
                            BuiltChapter *chapter)
{
    chapter->file = file;
    const Source *source =
        file_read(compiler->arena, compiler->diags, file->path, MAX_CHAPTER, file->from);
    if (source == NULL)
        return;
    chapter->place = (Place){.source = source, .line = 1, .column = 1};
    if (str_trim(source->text).size == 0) {
        diag(compiler->diags, SEVERITY_ERROR, (Place){.source = source},
             "leave the chapter out by 'urutan', or write it", "the chapter is empty");
        return;
    }
    chapter->first = chapter_compile(compiler, source);
}

/* The page style that a chapter asks for; NULL: that of the one before. */
static const PageStyle *chapter_page(const Builder *builder, const ChapterFile *file)
{
    Str name = file->part == NULL ? (Str){NULL, 0} : record_text(file->part, "halaman");
    return name.size > 0 ? page_style(builder, name) : NULL;
}

/* True when the chapter is left out if its lists are empty; *range is then what it is. */
static bool fill_chapter(Builder *builder, Sink *sink, const BuiltChapter *chapter,
                         const PageStyle **page, const Scope *scope, ChapterRange *range)
{
    const Record *part = chapter->file->part;
    int64_t restart = part == NULL ? 0 : page_number_of(builder->diags, part);
    const PageStyle *wanted = chapter_page(builder, chapter->file);
    *page = wanted != NULL ? wanted : *page;
    if (*page != builder->page || restart > 0)
        page_switch(builder, sink, *page, restart, chapter->place);
    builder->numbering.appendix = chapter->file->appendix;
    builder->chapters_numbered = part == NULL || record_flag(part, "bab");
    builder->chapter_label = str_format(builder->arena, "bab-%.*s", STR_ARG(chapter->file->id));
    sink->list = NULL;
    sink->counts = NULL;
    range->first = sink->tail;
    range->labels = builder->labels.count;
    parts_emit(builder, sink, chapter->first, scope);
    range->end = sink->tail;
    range->labels_end = builder->labels.count;
    return part != NULL && record_flag(part, "lewati_kosong");
}

static void fill_chapters(Builder *builder, Sink *sink, const BuiltChapter *chapters, size_t count,
                          const Scope *scope)
{
    const PageStyle *page = builder->pages[0].style;
    ChapterRange *ranges = arena_array(builder->arena, count, sizeof *ranges);
    size_t range_count = 0;
    for (size_t i = 0; i < count; i++)
        range_count +=
            fill_chapter(builder, sink, &chapters[i], &page, scope, &ranges[range_count]);
    chapters_omit(builder, ranges, range_count);
}

/* --- Metadata --------------------------------------------------------------------------------- */

/* A text of the job's or of the manifest's, filled. */
static Str fill_text(Builder *builder, const Compiler *compiler, const Record *record,
                     const char *field, const Scope *scope)
{
    Place place = record_place(record, field);
    Compiler own = *compiler;
    if (place.source != NULL)
        own.lines = lines_new(compiler->arena, place.source);
    const Piece *text = piece_compile(&own, record_text(record, field), place);
    SpanOptions options = {.absence = ABSENCE_WARNS};
    return spans_fill_text(builder, text, scope, options);
}

static void set_metadata(Builder *builder, const Compiler *compiler, const Job *job,
                         const Scope *scope, Doc *doc)
{
    const Record *manifest = compiler->manifest;
    bool own_title = record_text(job->config, "judul").size > 0;
    doc->title = fill_text(builder, compiler, own_title ? job->config : manifest, "judul", scope);
    doc->author = fill_text(builder, compiler, manifest, "penulis", scope);
    doc->subject = fill_text(builder, compiler, manifest, "subjek", scope);
    doc->keywords = fill_text(builder, compiler, manifest, "kata_kunci", scope);
    doc->divided = compiler->styles->divided;
    doc->divided_count = compiler->styles->divided_count;
    Value date = record_get(job->config, "tanggal");
    doc->has_date = date.kind == VALUE_DATE;
    if (doc->has_date)
        doc->date = date.date;
}

/* --- The document ----------------------------------------------------------------------------- */

static BuiltChapter *compile_chapters(const Compiler *compiler, const Template *template_,
                                      const Job *job, size_t *count)
{
    const ChapterFile *files =
        chapters_list(compiler->arena, compiler->diags, template_, job, count);
    BuiltChapter *chapters = arena_array(compiler->arena, *count, sizeof *chapters);
    for (size_t i = 0; i < *count; i++)
        compile_chapter(compiler, &files[i], &chapters[i]);
    return chapters;
}

Doc *doc_build(Arena *arena, Diags *diags, Schema *schema, Calc *calc, const Template *template_,
               const Job *job, const Record *report)
{
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    Compiler compiler = {
        .arena = arena,
        .diags = diags,
        .schema = schema,
        .calc = calc,
        .styles = styles_new(arena, diags, record_record(template_->manifest, "gaya"),
                             record_record(job->config, "gaya")),
        .manifest = template_->manifest,
        .scope = report->type,
    };
    Builder builder = {
        .evaluator = {.arena = arena, .diags = diags, .calc = calc},
        .arena = arena,
        .diags = diags,
        .styles = compiler.styles,
        .album = album_new(arena, diags, job, template_->folder),
    };
    Scope scope = {.record = report};
    Doc *doc = arena_alloc(arena, sizeof *doc);
    size_t count = 0;
    const BuiltChapter *chapters = compile_chapters(&compiler, template_, job, &count);
    set_metadata(&builder, &compiler, job, &scope, doc);
    compiler.title = doc->title;
    pages_build(&builder, &compiler, job->config, &scope);
    if (diags_count(diags, SEVERITY_ERROR) > errors)
        return NULL;
    Sink sink;
    sink_begin(&sink, REGION_BODY, 0);
    fill_chapters(&builder, &sink, chapters, count, &scope);
    labels_resolve(&builder);
    doc->first = sink.first;
    doc->list_groups = builder.list_groups;
    doc->note_style = &builder.styles->note;
    doc->pictures = album_pictures(builder.album, &doc->picture_count);
    return diags_count(diags, SEVERITY_ERROR) > errors ? NULL : doc;
}
