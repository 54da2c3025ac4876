/* A file from its header and the end of its last revision. */
#include "pdfread/file.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEADER_WITHIN = 1024, /* bytes from the start of the file: readers have always allowed that */
    TRAILER_WITHIN = 4096,
};

static bool find_header(PdfFile *file)
{
    Str text = file->source->text;
    size_t within = text.size < HEADER_WITHIN ? text.size : HEADER_WITHIN;
    size_t at = str_find(str_slice(text, 0, within), "%PDF-", 0);
    if (at == SIZE_MAX)
        return file_damaged(file, "name a PDF file", "it is no PDF");
    file->start = at;
    return true;
}

/* Where the newest section begins, by the last "startxref". */
static bool find_last_section(PdfFile *file, uint64_t *offset)
{
    Str text = file->source->text;
    size_t last = SIZE_MAX;
    size_t from = text.size < TRAILER_WITHIN ? 0 : text.size - TRAILER_WITHIN;
    for (size_t at = from; (at = str_find(text, "startxref", at)) != SIZE_MAX; at++)
        last = at;
    Scan scan = {.file = file, .text = text, .at = last};
    if (last == SIZE_MAX)
        return file_damaged(file, "its end is missing: get it anew",
                            "no 'startxref' stands in the last %zu bytes", text.size - from);
    if (!scan_word(&scan, "startxref") || !scan_number(&scan, SIZE_MAX, offset))
        return scan_damaged(&scan, last, "'startxref' names no place");
    return true;
}

static int compare_entries(const void *left, const void *right)
{
    const XrefEntry *a = left;
    const XrefEntry *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Sorts the entries and leaves of each number the newest. */
static void sort_entries(PdfFile *file)
{
    XrefEntry *entries = file->entries;
    if (file->entry_count > 1)
        qsort(entries, file->entry_count, sizeof *entries, compare_entries);
    size_t kept = 0;
    uint16_t before = 0; /* the section of the entry before */
    for (size_t i = 0; i < file->entry_count; i++) {
        Section *section = &file->sections[entries[i].section];
        bool other = kept == 0 || entries[kept - 1].number != entries[i].number;
        /* Programs differ in which one they take. What stands beside a table may say it again. */
        if (!other && before == entries[i].section &&
            pdf_entry(section->trailer, "XRefStm") == NULL)
            section->odd = "it names an object twice";
        before = entries[i].section;
        if (other)
            entries[kept++] = entries[i];
    }
    file->entry_count = kept;
    file->slots = arena_array(file->arena, kept, sizeof *file->slots);
}

/* Objects that have no place in /Size are none to some programs. */
static void check_size(PdfFile *file)
{
    const PdfValue *size = pdf_entry(file->sections[0].trailer, "Size");
    uint32_t highest = file->entry_count > 0 ? file->entries[file->entry_count - 1].number : 0;
    if (size == NULL || pdf_integer(size, 0) <= highest || pdf_integer(size, 0) > PDF_MAX_OBJECTS)
        file->sections[0].odd = "its /Size is wrong";
}

/* A section whose previous one stands behind it is the first part of a linearized file (annex F):
   both are one revision. */
static void count_revisions(PdfFile *file)
{
    Section *sections = file->sections;
    file->revisions = arena_array(file->arena, file->section_count, sizeof *file->revisions);
    for (size_t i = file->section_count; i-- > 0;) {
        bool same = i + 1 < file->section_count && sections[i + 1].at > sections[i].at;
        if (!same)
            file->revision_count++;
        PdfRevision *revision = &file->revisions[file->revision_count - 1];
        /* That of the first part needs no end. */
        if (!same && !sections[i].ends && sections[i].odd == NULL)
            sections[i].odd = "it does not end as it must";
        size_t end = same && revision->end > sections[i].end ? revision->end : sections[i].end;
        *revision = (PdfRevision){
            .xref = sections[i].at - file->start,
            .end = end,
            .stream = sections[i].stream,
            .trailer = sections[i].trailer,
            .merged = same,
            .odd = same && revision->odd != NULL ? revision->odd : sections[i].odd,
        };
        sections[i].revision = (uint32_t)file->revision_count - 1;
    }
}

/* True where a cross-reference section, or an object that may be one, begins with this very byte.
 */
static bool begins_section(PdfFile *file, uint64_t at)
{
    Str text = file->source->text;
    uint64_t number = 0;
    /* The rest of a number is no number: 2 0 obj stands within 12 0 obj. */
    if (at >= text.size || (at > 0 && !is_white(text.at[at - 1])))
        return false;
    if (str_starts(str_slice(text, (size_t)at, text.size), "xref"))
        return true;
    Scan scan = {.file = file, .text = text, .at = (size_t)at};
    return !is_white(scan_peek(&scan)) && scan_number(&scan, UINT32_MAX, &number) &&
           scan_number(&scan, UINT32_MAX, &number) && scan_word(&scan, "obj");
}

/* Offsets count from the header, unless whoever put something before it has corrected them. */
static bool read_table(PdfFile *file)
{
    uint64_t offset = 0;
    if (!find_last_section(file, &offset))
        return false;
    Str text = file->source->text;
    Scan scan = {.file = file, .text = text};
    if (file->start > 0 && offset < text.size && !begins_section(file, file->start + offset) &&
        begins_section(file, offset))
        file->start = 0;
    if (offset > text.size - file->start)
        return file_damaged(file, "the PDF is damaged; get it anew",
                            "'startxref' names byte %llu, behind the end",
                            (unsigned long long)offset);
    scan.at = file->start + (size_t)offset;
    return read_sections(file, &scan);
}

PdfFile *pdf_open(Arena *arena, Diags *diags, const Source *source)
{
    PdfFile *file = arena_alloc(arena, sizeof *file);
    file->arena = arena;
    file->diags = diags;
    file->source = source;
    if (!find_header(file) || !read_table(file))
        return NULL;
    sort_entries(file);
    check_size(file);
    count_revisions(file);
    const PdfValue *trailer = pdf_trailer(file);
    if (pdf_entry(trailer, "Encrypt") != NULL) {
        file_damaged(file, "take its password off first: qpdf --decrypt", "it is encrypted");
        return NULL;
    }
    if (pdf_get(file, trailer, "Root")->kind != PDF_DICT) {
        file_damaged(file, "the PDF is damaged; get it anew", "it has no catalog");
        return NULL;
    }
    return file;
}

const PdfRevision *pdf_revisions(const PdfFile *file, size_t *count)
{
    *count = file->revision_count;
    return file->revisions;
}

const PdfValue *pdf_trailer(const PdfFile *file)
{
    return file->sections[0].trailer;
}

size_t pdf_start(const PdfFile *file)
{
    return file->start;
}

uint32_t pdf_next_number(const PdfFile *file)
{
    uint32_t next = 1;
    if (file->entry_count > 0)
        next = file->entries[file->entry_count - 1].number + 1;
    const PdfValue *said = pdf_entry(pdf_trailer(file), "Size");
    int64_t size = said != NULL ? pdf_integer(said, 0) : 0;
    return size > next && size <= PDF_MAX_OBJECTS ? (uint32_t)size : next;
}
