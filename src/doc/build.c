/* The whole document: chapters are compiled and filled in order. What could be compiled is filled
 * even where there are errors, so that one run tells as much as it can. */
#include "doc/page.h"
#include "doc/signature/signature.h"
#include "doc/template.h"

/* A chapter that is compiled. */
typedef struct BuiltChapter {
    const ChapterFile *file;
    const Part *first;
    Place place;
    bool faulty; /* it has errors: not all of it is there */
} BuiltChapter;

/* --- Chapters --------------------------------------------------------------------------------- */

/* The piece of the manifest's or the job's text in a field of a record. */
static const Piece *compile_field(const Compiler *compiler, const Record *record, const char *field)
{
    Place place = record_place(record, field);
    Compiler own = *compiler;
    if (place.source != NULL)
        own.lines = lines_new(compiler->arena, place.source);
    return piece_compile(&own, record_text(record, field), place);
}

/* For a chapter that has `tanpa_data`: its first heading and that text. NULL after errors. */
static const Part *compile_reduced(const Compiler *compiler, const Record *part,
                                   const BuiltChapter *chapter)
{
    const Part *heading = chapter->first;
    while (heading != NULL && heading->kind != PART_HEADING)
        heading = heading->next;
    Part *text = arena_alloc(compiler->arena, sizeof *text);
    text->kind = PART_TEXT;
    text->place = record_place(part, "tanpa_data");
    text->text = compile_field(compiler, part, "tanpa_data");
    if (heading == NULL) {
        diag(compiler->diags, SEVERITY_ERROR, chapter->place,
             "it is what stands above 'tanpa_data'; write it outside of sections",
             "the chapter has no heading");
        return NULL;
    }
    Part *first = arena_alloc(compiler->arena, sizeof *first);
    *first = *heading;
    first->next = text;
    return first;
}

static void compile_chapter(const Compiler *compiler, const ChapterFile *file,
                            BuiltChapter *chapter)
{
    chapter->file = file;
    chapter->faulty = true;
    const Source *source = file->path == NULL
                               ? NULL
                               : file_read(compiler->arena, compiler->diags, file->path,
                                           CHAPTER_MAX_BYTES, file->from);
    if (source == NULL)
        return;
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    chapter->place = (Place){.source = source, .line = 1, .column = 1};
    if (str_trim(source->text).size == 0) {
        diag(compiler->diags, SEVERITY_ERROR, (Place){.source = source},
             "leave the chapter out by 'urutan', or write it", "the chapter is empty");
        return;
    }
    chapter->first = chapter_compile(compiler, source);
    const Record *part = file->part;
    if (chapter->first != NULL && part != NULL && !file->own &&
        record_text(part, "tanpa_data").size > 0) {
        const Part *reduced = compile_reduced(compiler, part, chapter);
        chapter->first = file->reduced ? reduced : chapter->first;
    }
    chapter->faulty = diags_count(compiler->diags, SEVERITY_ERROR) > errors;
}

/* The page style of a chapter and, for the first of those that are counted from one beginning, the
   number of its first page. */
static void begin_pages(Builder *builder, Sink *sink, const BuiltChapter *chapter, bool *begun)
{
    const ChapterFile *file = chapter->file;
    const PageStyle *page = file->page.size > 0 ? page_style(builder, file->page) : NULL;
    if (page == NULL)
        page = builder->pages[0].style;
    int64_t restart = begun[file->run] ? 0 : file->first_page;
    begun[file->run] = true;
    if (page != builder->page || restart > 0)
        page_switch(builder, sink, page, restart, chapter->place);
}

/* True when the chapter is left out if its lists are empty; *range is then what it is. */
static bool fill_chapter(Builder *builder, Sink *sink, const BuiltChapter *chapter, bool *begun,
                         const Scope *scope, ChapterRange *range)
{
    const Record *part = chapter->file->part;
    begin_pages(builder, sink, chapter, begun);
    builder->numbering.appendix = chapter->file->appendix;
    builder->chapters_numbered = part == NULL || record_flag(part, "bab");
    builder->chapter_own = chapter->file->own;
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
    size_t runs = 0;
    for (size_t i = 0; i < count; i++)
        runs = chapters[i].file->run > runs ? chapters[i].file->run : runs;
    bool *begun = arena_array(builder->arena, runs + 1, sizeof *begun);
    ChapterRange *ranges = arena_array(builder->arena, count, sizeof *ranges);
    size_t range_count = 0;
    for (size_t i = 0; i < count; i++)
        range_count +=
            fill_chapter(builder, sink, &chapters[i], begun, scope, &ranges[range_count]);
    chapters_omit(builder, ranges, range_count);
}

/* --- Metadata --------------------------------------------------------------------------------- */

/* A text of the job's or of the manifest's, filled. */
static Str fill_text(Builder *builder, const Compiler *compiler, const Record *record,
                     const char *field, const Scope *scope)
{
    const Piece *text = compile_field(compiler, record, field);
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
                                      const Job *job, const Record *report, Lost *lost,
                                      size_t *count)
{
    Arena *arena = compiler->arena;
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    ChapterFile *files = chapters_list(arena, compiler->diags, template_, job, count);
    *count = chapters_choose(compiler->calc, template_, report, files, *count);
    BuiltChapter *chapters = arena_array(arena, *count, sizeof *chapters);
    lost->faulty = arena_array(arena, *count + 1, sizeof *lost->faulty);
    /* A wrong list may lack any chapter. */
    if (diags_count(compiler->diags, SEVERITY_ERROR) > errors)
        lost->faulty[lost->faulty_count++] = (FaultyChapter){.source = NULL};
    for (size_t i = 0; i < *count; i++) {
        compile_chapter(compiler, &files[i], &chapters[i]);
        if (chapters[i].faulty)
            lost->faulty[lost->faulty_count++] =
                (FaultyChapter){files[i].id, chapters[i].place.source};
    }
    lost->absent = chapters_absent(arena, template_, files, *count, &lost->absent_count);
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
        .evaluator = {.arena = arena, .diags = diags, .calc = calc, .schema = schema},
        .arena = arena,
        .diags = diags,
        .styles = compiler.styles,
        .album = album_new(arena, diags, job, template_->folder),
    };
    Scope scope = {.record = report};
    Doc *doc = arena_alloc(arena, sizeof *doc);
    size_t count = 0;
    Lost lost = {0};
    const BuiltChapter *chapters =
        compile_chapters(&compiler, template_, job, report, &lost, &count);
    builder.lost = &lost;
    builder.evaluator.stopped = calc_exhausted(calc);
    builder.signers = signers_new(&compiler, job->config);
    set_metadata(&builder, &compiler, job, &scope, doc);
    compiler.title = doc->title;
    pages_build(&builder, &compiler, job->config, &scope);
    Sink sink;
    sink_begin(&sink, REGION_BODY, 0);
    fill_chapters(&builder, &sink, chapters, count, &scope);
    labels_resolve(&builder);
    if (lost.faulty_count == 0 && !builder.evaluator.stopped)
        signers_check(&builder);
    doc->first = sink.first;
    doc->list_groups = builder.list_groups;
    doc->note_style = &builder.styles->note;
    doc->pictures = album_pictures(builder.album, &doc->picture_count);
    return diags_count(diags, SEVERITY_ERROR) > errors ? NULL : doc;
}

/* --- The template alone ----------------------------------------------------------------------- */

static void compile_texts(const Compiler *compiler, const Record *record);

static void compile_value(const Compiler *compiler, const Record *record, const Field *field,
                          Value value)
{
    if (value.kind == VALUE_RECORD)
        compile_texts(compiler, value.record);
    else if (value.kind == VALUE_TEXT && str_find(value.text, "{{", 0) != SIZE_MAX)
        (void)compile_field(compiler, record, str_c(compiler->arena, field->name));
    for (size_t i = 0; value.kind == VALUE_LIST && i < value.list->count; i++)
        compile_value(compiler, record, field, value.list->items[i]);
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++)
        compile_value(compiler, record, field, value.map->entries[i].value);
}

/* The texts with tags of the manifest: its title, headers and footers, watermarks, `tanpa_data`. */
static void compile_texts(const Compiler *compiler, const Record *record)
{
    for (size_t i = 0; i < record->type->field_count; i++)
        compile_value(compiler, record, record->type->fields[i], record->values[i]);
}

void template_compile(Arena *arena, Diags *diags, Schema *schema, Calc *calc,
                      const Template *template_)
{
    Compiler compiler = {
        .arena = arena,
        .diags = diags,
        .schema = schema,
        .calc = calc,
        .styles = styles_new(arena, diags, record_record(template_->manifest, "gaya"), NULL),
        .manifest = template_->manifest,
        .scope = schema_type(schema, STR("laporan")),
    };
    size_t count = 0;
    const ChapterFile *parts = chapters_absent(arena, template_, NULL, 0, &count);
    for (size_t i = 0; i < count; i++) {
        BuiltChapter chapter = {0};
        compile_chapter(&compiler, &parts[i], &chapter);
        if (template_->conditions[i] != NULL)
            (void)calc_check(calc, template_->conditions[i], compiler.scope, NULL);
    }
    compiler.page_line = true;
    compile_texts(&compiler, template_->manifest);
}
