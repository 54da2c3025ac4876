/* Cross-reference sections: tables, streams, both (ISO 32000-1, 7.5.4 and 7.5.8). */
#include "pdfread/file.h"

/* --- Entries ---------------------------------------------------------------------------------- */

/* A file has no more objects than its bytes can hold: what is packed well takes some of them. */
static size_t most_entries(const PdfFile *file)
{
    enum { LEAST = 65536, BYTES_EACH = 4 };
    size_t most = LEAST + file->source->text.size / BYTES_EACH;
    return most < PDF_MAX_OBJECTS ? most : PDF_MAX_OBJECTS;
}

static bool add_entry(const Scan *scan, size_t at, XrefEntry entry)
{
    PdfFile *file = scan->file;
    if (file->entry_count >= most_entries(file) || entry.number > PDF_MAX_OBJECTS)
        return scan_damaged(scan, at, "there are more than %zu objects", most_entries(file));
    XrefEntry *slot = arena_push(file->arena, &file->entries, &file->entry_capacity,
                                 file->entry_count, sizeof *slot);
    *slot = entry;
    slot->order = (uint32_t)file->entry_count;
    slot->section = (uint16_t)file->section_count;
    file->entry_count++;
    return true;
}

/* --- Tables ----------------------------------------------------------------------------------- */

static bool read_subsection(Scan *scan, uint64_t first, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        uint64_t place = 0;
        uint64_t generation = 0;
        scan_blanks(scan);
        size_t at = scan->at;
        if (!scan_number(scan, UINT64_MAX, &place) || !scan_number(scan, UINT32_MAX, &generation))
            return scan_damaged(scan, at, "no entry of the cross-reference table stands");
        bool used = scan_word(scan, "n");
        if (!used && !scan_word(scan, "f"))
            return scan_damaged(scan, at, "no entry of the cross-reference table stands");
        XrefEntry entry = {
            .place = place,
            .rest = (uint32_t)generation,
            .number = first + i > PDF_MAX_OBJECTS ? UINT32_MAX : (uint32_t)(first + i),
            .kind = used ? ENTRY_PLAIN : ENTRY_FREE,
        };
        if (!add_entry(scan, at, entry))
            return false;
    }
    return true;
}

static bool read_xref_stream(Scan *scan, Section *section);

/* The cross-reference stream that stands beside the table, for programs that know of such
   (7.5.8.4): what it tells comes before what the table tells. */
static bool read_beside(const Scan *scan, Section *section)
{
    const PdfValue *place = pdf_entry(section->trailer, "XRefStm");
    if (place == NULL)
        return true;
    PdfFile *file = scan->file;
    Section beside = {0};
    Scan other = *scan;
    int64_t offset = pdf_integer(place, -1);
    if (offset < 0 || (uint64_t)offset > scan->text.size - file->start)
        return scan_damaged(scan, place->from, "a place that there is not stands");
    other.at = file->start + (size_t)offset;
    size_t before = other.at;
    bool good = read_xref_stream(&other, &beside);
    file->read_size += other.at - before;
    section->odd = beside.odd;
    return good;
}

/* The subsections only: false where one is damaged. */
static bool read_rows(Scan *scan)
{
    while (!scan_word(scan, "trailer")) {
        uint64_t first = 0;
        uint64_t count = 0;
        size_t at = scan->at;
        if (!scan_number(scan, UINT32_MAX, &first) || !scan_number(scan, UINT32_MAX, &count))
            return scan_damaged(scan, at, "neither a subsection nor a trailer stands");
        if (!read_subsection(scan, first, count))
            return false;
    }
    return true;
}

static bool read_xref_table(Scan *scan, Section *section)
{
    PdfFile *file = scan->file;
    size_t before = file->entry_count;
    if (!read_rows(scan))
        return false;
    size_t rows = file->entry_count - before;
    PdfValue *trailer = arena_alloc(file->arena, sizeof *trailer);
    size_t at = scan->at;
    if (!scan_value(scan, trailer))
        return false;
    if (trailer->kind != PDF_DICT)
        return scan_damaged(scan, at, "the trailer is no dictionary");
    section->trailer = trailer;
    if (!read_beside(scan, section))
        return false;
    /* What was read beside comes first. */
    uint32_t more = (uint32_t)(file->entry_count - before - rows);
    for (size_t i = before; i < file->entry_count; i++)
        file->entries[i].order += i < before + rows ? more : 0U - (uint32_t)rows;
    return true;
}

/* --- Streams ---------------------------------------------------------------------------------- */

enum { FIELDS = 3, LARGEST_FIELD = 8 };

/* The rows of a decoded stream. */
typedef struct Rows {
    Scan *scan;
    const PdfValue *dict;
    size_t at; /* of the object in the file */
    Str bytes;
    size_t done;
    size_t widths[FIELDS];
    bool odd; /* a row is of a kind that nobody knows */
} Rows;

static uint64_t take_field(Rows *rows, size_t width)
{
    uint64_t value = 0;
    for (size_t i = 0; i < width; i++)
        value = value << 8 | (unsigned char)rows->bytes.at[rows->done++];
    return value;
}

/* `count` rows, of the objects from `first` on. */
static bool take_rows(Rows *rows, int64_t first, int64_t count)
{
    size_t width = rows->widths[0] + rows->widths[1] + rows->widths[2];
    if (first < 0 || count < 0 || first > PDF_MAX_OBJECTS)
        return scan_damaged(rows->scan, rows->at, "a wrong /Index stands");
    for (int64_t i = 0; i < count; i++) {
        if (rows->bytes.size - rows->done < width)
            return scan_damaged(rows->scan, rows->at, "too short a cross-reference stream stands");
        uint64_t kind = rows->widths[0] > 0 ? take_field(rows, rows->widths[0]) : ENTRY_PLAIN;
        XrefEntry entry = {.number = (uint32_t)(first + i)};
        entry.place = take_field(rows, rows->widths[1]);
        uint64_t rest = take_field(rows, rows->widths[2]);
        entry.rest = rest < UINT32_MAX ? (uint32_t)rest : UINT32_MAX;
        /* Kinds that nobody knows are no objects (7.5.8.3). */
        bool known = kind == ENTRY_PLAIN || kind == ENTRY_PACKED;
        entry.kind = known ? (uint8_t)kind : ENTRY_FREE;
        if (kind > ENTRY_PACKED)
            rows->odd = true;
        if (kind == ENTRY_PACKED && entry.place > UINT32_MAX)
            entry.kind = ENTRY_FREE;
        if (!add_entry(rows->scan, rows->at, entry))
            return false;
    }
    return true;
}

static bool take_widths(Rows *rows)
{
    const PdfValue *widths = pdf_get(rows->scan->file, rows->dict, "W");
    for (size_t i = 0; i < FIELDS; i++) {
        int64_t width = pdf_integer(pdf_item(rows->scan->file, widths, i), -1);
        if (width < 0 || width > LARGEST_FIELD)
            return scan_damaged(rows->scan, rows->at, "a cross-reference stream without /W stands");
        rows->widths[i] = (size_t)width;
    }
    if (rows->widths[1] == 0)
        return scan_damaged(rows->scan, rows->at, "a cross-reference stream without places stands");
    return true;
}

static bool take_all_rows(Rows *rows)
{
    PdfFile *file = rows->scan->file;
    const PdfValue *index = pdf_get(file, rows->dict, "Index");
    if (index->kind != PDF_ARRAY)
        return take_rows(rows, 0, pdf_integer(pdf_get(file, rows->dict, "Size"), -1));
    for (size_t i = 0; i + 1 < index->count; i += 2)
        if (!take_rows(rows, pdf_integer(pdf_item(file, index, i), -1),
                       pdf_integer(pdf_item(file, index, i + 1), -1)))
            return false;
    return true;
}

/* How many rows the dictionary tells of; SIZE_MAX where that is wrong. */
static size_t said_rows(const Rows *rows)
{
    PdfFile *file = rows->scan->file;
    const PdfValue *index = pdf_get(file, rows->dict, "Index");
    int64_t size = pdf_integer(pdf_get(file, rows->dict, "Size"), -1);
    size_t all = 0;
    if (index->kind != PDF_ARRAY)
        return size >= 0 ? (size_t)size : SIZE_MAX;
    for (size_t i = 0; i + 1 < index->count; i += 2) {
        int64_t count = pdf_integer(pdf_item(file, index, i + 1), -1);
        if (count < 0 || count > PDF_MAX_OBJECTS || all > PDF_MAX_OBJECTS)
            return SIZE_MAX;
        all += (size_t)count;
    }
    return all;
}

/* No more is decoded than the rows need: each may have a byte for a predictor, and something may
   stand behind them. */
static bool decode_rows(Rows *rows)
{
    enum { BEHIND = 4096 };
    PdfFile *file = rows->scan->file;
    size_t width = rows->widths[0] + rows->widths[1] + rows->widths[2] + 1;
    size_t count = said_rows(rows);
    if (count > most_entries(file) - file->entry_count)
        return scan_damaged(rows->scan, rows->at, "there are more than %zu objects",
                            most_entries(file));
    return pdf_decode(file, rows->dict, file->arena, 2 * width * count + BEHIND, &rows->bytes);
}

static bool read_xref_stream(Scan *scan, Section *section)
{
    PdfFile *file = scan->file;
    PdfObject *object = arena_alloc(file->arena, sizeof *object);
    size_t at = scan->at;
    if (!read_object(scan, UINT32_MAX, object))
        return false;
    if (object->value.kind != PDF_STREAM ||
        !pdf_is_name(pdf_get(file, &object->value, "Type"), "XRef"))
        return scan_damaged(scan, at, "no cross-reference section stands");
    Rows rows = {.scan = scan, .dict = &object->value, .at = object->from};
    section->trailer = &object->value;
    section->stream = true;
    if (!take_widths(&rows) || !decode_rows(&rows) || !take_all_rows(&rows))
        return false;
    if (rows.odd)
        section->odd = "a row is of an unknown kind";
    return true;
}

/* --- The chain of sections -------------------------------------------------------------------- */

/* Behind the "%%EOF" and its line end, where the section ends with one as it should. */
static size_t find_end(Scan scan)
{
    uint64_t offset = 0;
    size_t end = scan.at;
    if (!scan_word(&scan, "startxref") || !scan_number(&scan, UINT64_MAX, &offset))
        return end;
    scan_blanks(&scan);
    if (!str_starts(str_slice(scan.text, scan.at, scan.text.size), "%%EOF"))
        return scan.at;
    scan.at += sizeof "%%EOF" - 1;
    if (scan_peek(&scan) == '\r')
        scan.at++;
    if (scan_peek(&scan) == '\n')
        scan.at++;
    return scan.at;
}

/* What programs may read in different ways. The places that a linearized file's sections name are
   others than their own. */
static void check_section(const Scan *scan, Section *section)
{
    uint64_t place = 0;
    const char *trailer = strict_trailer(section->trailer);
    if (trailer != NULL)
        section->odd = trailer;
    else if (!section->stream && !strict_table(scan->text, section->at))
        section->odd = "its rows are written in another way than they must be";
    section->ends = strict_end(scan->text, scan->at, &place);
}

static bool is_known(const PdfFile *file, size_t at)
{
    for (size_t i = 0; i < file->section_count; i++)
        if (file->sections[i].at == at)
            return true;
    return false;
}

static bool read_section(Scan *scan)
{
    PdfFile *file = scan->file;
    Section section = {.at = scan->at};
    if (is_known(file, scan->at))
        return scan_damaged(scan, scan->at,
                            "the cross-reference sections lead in a circle, to that");
    if (file->section_count == PDF_MAX_SECTIONS)
        return scan_damaged(scan, scan->at, "more than %d cross-reference sections stand",
                            PDF_MAX_SECTIONS);
    size_t before = scan->at;
    bool good = scan_word(scan, "xref") ? read_xref_table(scan, &section)
                                        : read_xref_stream(scan, &section);
    file->read_size += scan->at - before;
    if (!good || !may_read(file))
        return false;
    section.end = find_end(*scan);
    check_section(scan, &section);
    Section *slot = arena_push(file->arena, &file->sections, &file->section_capacity,
                               file->section_count, sizeof *slot);
    *slot = section;
    file->section_count++;
    return true;
}

bool read_sections(PdfFile *file, Scan *scan)
{
    while (read_section(scan)) {
        const PdfValue *previous =
            pdf_entry(file->sections[file->section_count - 1].trailer, "Prev");
        if (previous == NULL)
            return true;
        int64_t offset = pdf_integer(previous, -1);
        if (offset < 0 || (uint64_t)offset > scan->text.size - file->start)
            return scan_damaged(scan, previous->from, "a /Prev that leads nowhere stands");
        scan->at = file->start + (size_t)offset;
    }
    return false;
}
