/* Indirect objects: in the file itself and in object streams (ISO 32000-1, 7.3.10 and 7.5.7). */
#include "pdfread/file.h"

#include <stdlib.h>

/* An object of an object stream, by its number. */
typedef struct HeldNumber {
    uint32_t number, index;
} HeldNumber;

/* --- In the file ------------------------------------------------------------------------------ */

/* The bytes between "stream" and "endstream": as many as /Length says. */
static bool take_stream(Scan *scan, PdfValue *value)
{
    size_t start = scan->at - 6;
    if (scan_peek(scan) == '\r')
        scan->at++;
    if (scan_peek(scan) == '\n')
        scan->at++;
    int64_t size = pdf_integer(pdf_get(scan->file, value, "Length"), -1);
    if (size < 0 || (uint64_t)size > scan->text.size - scan->at)
        return scan_damaged(scan, start, "a stream has no length, or a wrong one,");
    value->kind = PDF_STREAM;
    value->raw = str_slice(scan->text, scan->at, scan->at + (size_t)size);
    scan->at += (size_t)size;
    if (!scan_word(scan, "endstream"))
        return scan_damaged(scan, start, "a stream is longer or shorter than its /Length says");
    value->to = scan->at;
    return true;
}

bool read_object(Scan *scan, uint32_t wanted, PdfObject *object)
{
    uint64_t number = 0;
    uint64_t generation = 0;
    scan_blanks(scan);
    object->from = scan->at;
    if (!scan_number(scan, UINT32_MAX - 1, &number) ||
        !scan_number(scan, UINT16_MAX, &generation) || !scan_word(scan, "obj") ||
        (wanted != UINT32_MAX && number != wanted)) {
        if (wanted == UINT32_MAX)
            return scan_damaged(scan, object->from, "no object stands");
        return scan_damaged(scan, object->from, "object %u does not stand", wanted);
    }
    object->number = (uint32_t)number;
    object->generation = (uint32_t)generation;
    if (!scan_value(scan, &object->value))
        return false;
    if (object->value.kind == PDF_DICT && scan_word(scan, "stream") &&
        !take_stream(scan, &object->value))
        return false;
    /* Some programs forget it. */
    (void)scan_word(scan, "endobj");
    object->to = scan->at;
    return true;
}

/* --- In object streams ------------------------------------------------------------------------ */

static const XrefEntry *find_entry(const PdfFile *file, uint32_t number)
{
    size_t from = 0;
    size_t to = file->entry_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (file->entries[middle].number < number)
            from = middle + 1;
        else
            to = middle;
    }
    bool found = from < file->entry_count && file->entries[from].number == number;
    return found ? &file->entries[from] : NULL;
}

static Slot *slot_of(const PdfFile *file, const XrefEntry *entry)
{
    return &file->slots[entry - file->entries];
}

size_t most_values(const PdfFile *file)
{
    enum { LEAST = 1024 * 1024, TIMES = 2 };
    size_t size = file->source->text.size;
    return size < (PDF_MAX_VALUES - LEAST) / TIMES ? LEAST + size * TIMES : PDF_MAX_VALUES;
}

size_t most_held(const PdfFile *file)
{
    size_t size = file->source->text.size;
    bool small = size < (PDF_MAX_DECODED - PDF_MAX_HELD) / PDF_HELD_PER_BYTE;
    return small ? PDF_MAX_HELD + size * PDF_HELD_PER_BYTE : PDF_MAX_DECODED;
}

size_t most_read(const PdfFile *file)
{
    size_t size = file->source->text.size + file->held_size;
    bool small = size < (SIZE_MAX - PDF_MAX_READ) / PDF_READ_PER_BYTE;
    return small ? PDF_MAX_READ + size * PDF_READ_PER_BYTE : SIZE_MAX;
}

bool may_read(PdfFile *file)
{
    return file->read_size <= most_read(file) ||
           file_damaged(file, "the PDF is damaged; get it anew",
                        "its objects lie over each other: more than %zu bytes would be read",
                        most_read(file));
}

/* Decodes an object stream and reads where its objects stand. */
static Holder *read_holder(PdfFile *file, const PdfObject *object)
{
    enum { PART_LOST = 8 };
    const PdfValue *value = &object->value;
    Scan scan = {.file = file, .holder = object->number};
    int64_t count = pdf_integer(pdf_get(file, value, "N"), -1);
    int64_t first = pdf_integer(pdf_get(file, value, "First"), -1);
    if (value->kind != PDF_STREAM || !pdf_is_name(pdf_get(file, value, "Type"), "ObjStm")) {
        file_damaged(file, "the PDF is damaged; get it anew",
                     "object %u at byte %zu is no object stream", object->number, object->from);
        return NULL;
    }
    PdfRoom room = {most_held(file) - file->held_size, most_held(file), "its object streams have"};
    size_t most = room.left;
    if (!pdf_decode_in(file, value, file->arena, &room, &scan.text)) {
        /* What came out until then takes memory too. */
        file->held_size += most / PART_LOST;
        return NULL;
    }
    file->held_size += scan.text.size;
    /* Each needs two digits and two spaces. */
    if (count < 0 || first < 0 || (uint64_t)first > scan.text.size || count > first) {
        scan_damaged(&scan, 0, "a wrong number of objects stands");
        return NULL;
    }
    uint32_t *pairs = arena_array(file->arena, (size_t)count * 2, sizeof *pairs);
    for (int64_t i = 0; i < count * 2; i++) {
        uint64_t number = 0;
        if (!scan_number(&scan, UINT32_MAX - 1, &number)) {
            scan_damaged(&scan, scan.at, "no number of an object stands");
            return NULL;
        }
        pairs[i] = (uint32_t)number;
    }
    Holder *holder = arena_alloc(file->arena, sizeof *holder);
    *holder = (Holder){
        .text = scan.text, .first = (size_t)first, .count = (uint32_t)count, .pairs = pairs};
    return holder;
}

/* The object stream of that number, read once. NULL after adding a message. */
static Holder *find_holder(PdfFile *file, uint32_t number, const PdfObject **object)
{
    const XrefEntry *entry = find_entry(file, number);
    if (entry == NULL || entry->kind != ENTRY_PLAIN) {
        file_damaged(file, "the PDF is damaged; get it anew", "there is no object stream %u",
                     number);
        return NULL;
    }
    Slot *slot = slot_of(file, entry);
    *object = pdf_object(file, number);
    if (*object == NULL || slot->holder_state == HOLDER_BROKEN)
        return NULL;
    if (slot->holder_state == HOLDER_BUSY) {
        slot->holder_state = HOLDER_BROKEN;
        file_damaged(file, "the PDF is damaged; get it anew",
                     "object stream %u needs itself to be read", number);
        return NULL;
    }
    if (slot->holder_state == HOLDER_UNREAD) {
        slot->holder_state = HOLDER_BUSY;
        slot->holder = read_holder(file, *object);
        slot->holder_state = slot->holder != NULL ? HOLDER_READ : HOLDER_BROKEN;
    }
    return slot->holder;
}

static int compare_numbers(const void *left, const void *right)
{
    const HeldNumber *a = left;
    const HeldNumber *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static const HeldNumber *sort_numbers(PdfFile *file, const Holder *holder)
{
    HeldNumber *sorted = arena_array(file->arena, holder->count, sizeof *sorted);
    for (uint32_t i = 0; i < holder->count; i++)
        sorted[i] = (HeldNumber){holder->pairs[(size_t)i * 2], i};
    if (holder->count > 1)
        qsort(sorted, holder->count, sizeof *sorted, compare_numbers);
    return sorted;
}

/* The index is where programs look first, but the number is what counts: the first one of it. */
static bool find_in_holder(PdfFile *file, Holder *holder, const XrefEntry *entry, uint32_t *index)
{
    if (entry->rest < holder->count && holder->pairs[(size_t)entry->rest * 2] == entry->number) {
        *index = entry->rest;
        return true;
    }
    if (holder->sorted == NULL)
        holder->sorted = sort_numbers(file, holder);
    uint32_t from = 0;
    for (uint32_t to = holder->count; from < to;) {
        uint32_t middle = from + (to - from) / 2;
        if (holder->sorted[middle].number < entry->number)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == holder->count || holder->sorted[from].number != entry->number)
        return false;
    *index = holder->sorted[from].index;
    return true;
}

static bool read_packed(PdfFile *file, const XrefEntry *entry, PdfObject *object)
{
    const PdfObject *outer = NULL;
    uint32_t index = 0;
    uint32_t holder_number = (uint32_t)entry->place;
    Holder *holder = find_holder(file, holder_number, &outer);
    if (holder == NULL)
        return false;
    Scan scan = {.file = file, .text = holder->text, .holder = holder_number};
    if (!find_in_holder(file, holder, entry, &index))
        return scan_damaged(&scan, 0, "object %u does not stand", entry->number);
    size_t offset = holder->pairs[(size_t)index * 2 + 1];
    if (offset > holder->text.size - holder->first)
        return scan_damaged(&scan, holder->text.size, "object %u does not stand", entry->number);
    scan.at = holder->first + offset;
    object->number = entry->number;
    object->holder = holder_number;
    object->from = outer->from;
    object->to = outer->to;
    size_t before = scan.at;
    bool good = scan_value(&scan, &object->value);
    file->read_size += scan.at - before;
    return good;
}

/* --- Any object ------------------------------------------------------------------------------- */

static bool read_plain(PdfFile *file, const XrefEntry *entry, PdfObject *object)
{
    Scan scan = {.file = file, .text = file->source->text};
    if (entry->place > scan.text.size - file->start)
        return file_damaged(file, "the PDF is damaged; get it anew",
                            "object %u should stand at byte %llu, behind the end", entry->number,
                            (unsigned long long)entry->place);
    scan.at = file->start + (size_t)entry->place;
    size_t before = scan.at;
    bool good = read_object(&scan, entry->number, object);
    file->read_size += scan.at - before;
    if (!good)
        return false;
    file->misfits += object->generation != entry->rest;
    return true;
}

const PdfObject *pdf_object(PdfFile *file, uint32_t number)
{
    /* While the sections are read there is no table yet. */
    const XrefEntry *entry = file->slots != NULL ? find_entry(file, number) : NULL;
    if (entry == NULL || entry->kind == ENTRY_FREE)
        return NULL;
    Slot *slot = slot_of(file, entry);
    if (slot->state == SLOT_BUSY) {
        slot->state = SLOT_BROKEN;
        file_damaged(file, "the PDF is damaged; get it anew", "object %u needs itself to be read",
                     number);
    }
    if (slot->state != SLOT_UNREAD)
        return slot->object;
    if (!may_read(file)) {
        slot->state = SLOT_BROKEN;
        return NULL;
    }
    if (file->depth == PDF_MAX_DEPTH) {
        slot->state = SLOT_BROKEN;
        file_damaged(file, "the PDF is damaged; get it anew",
                     "object %u needs too many others to be read", number);
        return NULL;
    }
    file->depth++;
    slot->state = SLOT_BUSY;
    PdfObject *object = arena_alloc(file->arena, sizeof *object);
    bool good = entry->kind == ENTRY_PLAIN ? read_plain(file, entry, object)
                                           : read_packed(file, entry, object);
    file->depth--;
    object->revision = file->sections[entry->section].revision;
    if (good && slot->state == SLOT_BUSY) {
        slot->object = object;
        slot->state = SLOT_READ;
    } else {
        slot->state = SLOT_BROKEN;
    }
    return slot->object;
}

/* --- Values ----------------------------------------------------------------------------------- */

const PdfValue *pdf_resolve(PdfFile *file, const PdfValue *value)
{
    enum { MOST_STEPS = 32 };
    for (int i = 0; value->kind == PDF_REFERENCE; i++) {
        const PdfObject *object = i < MOST_STEPS ? pdf_object(file, value->number) : NULL;
        if (object != NULL && (i > 0 || object->generation != value->generation))
            file->misfits++;
        if (object == NULL || object->generation != value->generation)
            return &pdf_null;
        value = &object->value;
    }
    return value;
}

static const PdfValue *entry_of(const PdfValue *dict, Str key)
{
    bool has_entries = dict->kind == PDF_DICT || dict->kind == PDF_STREAM;
    /* Of a key that is repeated the last counts, as most programs have it. */
    for (size_t i = has_entries ? dict->count : 0; i-- > 0;)
        if (str_equal(dict->entries[i].key, key))
            return &dict->entries[i].value;
    return NULL;
}

const PdfValue *pdf_entry(const PdfValue *dict, const char *key)
{
    return entry_of(dict, str_from(key));
}

const PdfValue *pdf_named(PdfFile *file, const PdfValue *dict, Str key)
{
    const PdfValue *value = entry_of(dict, key);
    return value != NULL ? pdf_resolve(file, value) : &pdf_null;
}

const PdfValue *pdf_get(PdfFile *file, const PdfValue *dict, const char *key)
{
    const PdfValue *value = pdf_entry(dict, key);
    return value != NULL ? pdf_resolve(file, value) : &pdf_null;
}

const PdfValue *pdf_item(PdfFile *file, const PdfValue *array, size_t index)
{
    bool there = array->kind == PDF_ARRAY && index < array->count;
    return there ? pdf_resolve(file, &array->items[index]) : &pdf_null;
}

bool pdf_is_name(const PdfValue *value, const char *name)
{
    return value->kind == PDF_NAME && str_is(value->text, name);
}

int64_t pdf_integer(const PdfValue *value, int64_t otherwise)
{
    return value->kind == PDF_INTEGER ? value->integer : otherwise;
}

bool pdf_thousandths(const PdfValue *value, int64_t *thousandths)
{
    enum { THOUSAND = 1000 };
    const int64_t largest = 1000000000000; /* so that distances of any two can be reckoned with */
    if (value->kind == PDF_REAL)
        *thousandths = value->millionths / THOUSAND;
    else if (value->kind == PDF_INTEGER && value->integer <= largest && value->integer >= -largest)
        *thousandths = value->integer * THOUSAND;
    else
        return false;
    return true;
}
