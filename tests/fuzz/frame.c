/* Objects, and the cross-reference that leads to them. */
#include "frame.h"

#include "update/update.h"

#include <string.h>
#include <zlib.h>

enum { MOST_ROWS = 1000, LARGEST_NUMBER = 20000 };

/* An object, and where it stands. */
typedef struct Led {
    uint64_t number;
    uint64_t place; /* its offset; or the number of the object stream */
    uint64_t rest;
    bool packed;
} Led;

typedef struct Frame {
    Fuzz *fuzz;
    unsigned options;
    Str old;
    PdfFile *old_file; /* or NULL */
    Buf out;           /* behind the old bytes */
    Led rows[MOST_ROWS];
    size_t count;
    uint64_t next;    /* one more than the highest number */
    uint64_t catalog; /* its number; 0 where there is none */
} Frame;

/* --- Reading what the input holds ------------------------------------------------------------- */

static bool take_number(Str text, size_t *at, uint64_t *number)
{
    size_t from = *at;
    for (*number = 0; *at < text.size && text.at[*at] >= '0' && text.at[*at] <= '9'; ++*at)
        *number =
            *number < LARGEST_NUMBER ? *number * 10 + (uint64_t)(text.at[*at] - '0') : *number;
    return *at > from;
}

/* "12 0 obj" at `at`. */
static bool is_head(Str text, size_t at, uint64_t *number, uint64_t *generation)
{
    bool starts = at == 0 || text.at[at - 1] == '\n';
    if (!starts || !take_number(text, &at, number) || at == text.size || text.at[at++] != ' ' ||
        !take_number(text, &at, generation))
        return false;
    return str_starts(str_slice(text, at, text.size), " obj");
}

static size_t next_head(Str text, size_t at)
{
    uint64_t number = 0;
    uint64_t generation = 0;
    while (at < text.size && !is_head(text, at, &number, &generation))
        at++;
    return at;
}

/* The digits behind a key of a dictionary: their place; SIZE_MAX where there are none. */
static size_t digits_of(Str dict, const char *key)
{
    size_t at = str_find(dict, key, 0);
    if (at == SIZE_MAX)
        return SIZE_MAX;
    at += strlen(key);
    return at < dict.size && dict.at[at] >= '0' && dict.at[at] <= '9' ? at : SIZE_MAX;
}

/* --- Streams ---------------------------------------------------------------------------------- */

/* The dictionary with another number behind the key. */
static Str with_number(Frame *frame, Str dict, const char *key, size_t value)
{
    uint64_t old = 0;
    size_t at = digits_of(dict, key);
    size_t behind = at;
    if (at == SIZE_MAX || !take_number(dict, &behind, &old))
        return dict;
    Str before = str_slice(dict, 0, at);
    Str after = str_slice(dict, behind, dict.size);
    return str_format(frame->fuzz->arena, "%.*s%zu%.*s", STR_ARG(before), value, STR_ARG(after));
}

static Str deflated(Frame *frame, Str plain)
{
    uLong room = compressBound(plain.size);
    unsigned char *packed = arena_alloc(frame->fuzz->arena, room);
    const unsigned char *from = (const unsigned char *)(plain.size > 0 ? plain.at : "");
    FUZZ_HOLDS(compress2(packed, &room, from, plain.size, 1) == Z_OK);
    return (Str){(const char *)packed, room};
}

static void add_row(Frame *frame, Led row)
{
    if (frame->count == MOST_ROWS || row.number >= LARGEST_NUMBER)
        return;
    frame->rows[frame->count++] = row;
    if (row.number >= frame->next)
        frame->next = row.number + 1;
}

/* The numbers and offsets at the beginning of what an object stream holds; the rows that lead
   there. */
static size_t add_packed(Frame *frame, uint64_t holder, Str bytes, size_t *first)
{
    size_t at = 0;
    size_t count = 0;
    for (*first = 0;; count++) {
        uint64_t number = 0;
        uint64_t offset = 0;
        if (!take_number(bytes, &at, &number) || at == bytes.size || bytes.at[at++] != ' ' ||
            !take_number(bytes, &at, &offset) || at == bytes.size ||
            (bytes.at[at] != ' ' && bytes.at[at] != '\n'))
            return count;
        *first = ++at;
        add_row(frame, (Led){number, holder, count, true});
    }
}

/* A stream: its dictionary with numbers that are right, its bytes. */
static void put_stream(Frame *frame, uint64_t number, Str dict, Str bytes)
{
    bool fits = (frame->options & FRAME_AS_WRITTEN) == 0;
    if (str_find(dict, "/ObjStm", 0) != SIZE_MAX) {
        size_t first = 0;
        size_t count = add_packed(frame, number, bytes, &first);
        dict = fits ? with_number(frame, dict, "/First ", first) : dict;
        dict = fits ? with_number(frame, dict, "/N ", count) : dict;
    }
    if (str_find(dict, "/FlateDecode", 0) != SIZE_MAX && (frame->options & FRAME_PLAIN) == 0)
        bytes = deflated(frame, bytes);
    buf_add(&frame->out, fits ? with_number(frame, dict, "/Length ", bytes.size) : dict);
    buf_text(&frame->out, "stream\n");
    buf_add(&frame->out, bytes);
    buf_text(&frame->out, "\nendstream\nendobj\n");
}

/* An object with its head. */
static void put_object(Frame *frame, Str text)
{
    uint64_t number = 0;
    uint64_t generation = 0;
    (void)is_head(text, 0, &number, &generation);
    add_row(frame, (Led){number, frame->old.size + frame->out.size, generation, false});
    size_t begin = str_find(text, "stream\n", 0);
    size_t from = begin != SIZE_MAX ? begin + sizeof "stream\n" - 1 : 0;
    size_t to = begin != SIZE_MAX ? str_find(text, "\nendstream", from > 0 ? from - 1 : 0) : 0;
    if (begin != SIZE_MAX && to != SIZE_MAX) {
        to = to < from ? from : to;
        put_stream(frame, number, str_slice(text, 0, begin), str_slice(text, from, to));
        return;
    }
    if (frame->catalog == 0 && str_find(text, "/Catalog", 0) != SIZE_MAX)
        frame->catalog = number;
    buf_add(&frame->out, text);
    if (str_find(text, "endobj", 0) == SIZE_MAX && (frame->options & FRAME_UNPADDED) == 0)
        buf_text(&frame->out, "\nendobj");
    buf_byte(&frame->out, '\n');
}

/* --- The cross-reference ---------------------------------------------------------------------- */

static void put_trailer(Frame *frame, Str entries)
{
    Buf *out = &frame->out;
    buf_format(out, "/Size %llu", (unsigned long long)frame->next);
    if (frame->old_file == NULL) {
        buf_format(out, "/Root %llu 0 R", (unsigned long long)frame->catalog);
    } else {
        static const char *const own[] = {"Size", "Prev",   "XRefStm",     "W",      "Index",
                                          "Type", "Length", "DecodeParms", "Filter", NULL};
        size_t count = 0;
        const PdfRevision *revisions = pdf_revisions(frame->old_file, &count);
        append_entries(out, pdf_trailer(frame->old_file), own);
        buf_format(out, "/Prev %zu", revisions[count - 1].xref);
    }
    buf_add(out, entries);
}

static void put_bytes(Buf *out, uint64_t value, int size)
{
    while (size-- > 0)
        buf_byte(out, (char)(value >> (8 * size) & 0xFF));
}

/* A cross-reference stream of the rows that are packed, or of all; returns where it begins. */
static size_t put_stream_section(Frame *frame, bool only_packed, Str entries)
{
    Buf index = {.arena = frame->fuzz->arena};
    Buf rows = {.arena = frame->fuzz->arena};
    size_t place = frame->old.size + frame->out.size;
    uint64_t number = frame->next;
    add_row(frame, (Led){number, place, 0, false});
    for (size_t i = 0; i < frame->count; i++) {
        const Led *row = &frame->rows[i];
        if (only_packed && !row->packed)
            continue;
        buf_format(&index, "%llu 1 ", (unsigned long long)row->number);
        put_bytes(&rows, row->packed ? 2 : 1, 1);
        put_bytes(&rows, row->place, 4);
        put_bytes(&rows, row->rest, 2);
    }
    Str packed = deflated(frame, buf_str(&rows));
    buf_format(&frame->out, "%llu 0 obj\n<</Type /XRef/W [1 4 2]/Index [",
               (unsigned long long)number);
    buf_add(&frame->out, buf_str(&index));
    buf_byte(&frame->out, ']');
    put_trailer(frame, only_packed ? STR("") : entries);
    buf_format(&frame->out, "/Filter /FlateDecode/Length %zu>>\nstream\n", packed.size);
    buf_add(&frame->out, packed);
    buf_text(&frame->out, "\nendstream\nendobj\n");
    return place;
}

static size_t put_table(Frame *frame, size_t beside, Str entries)
{
    size_t place = frame->old.size + frame->out.size;
    buf_text(&frame->out, "xref\n");
    for (size_t i = 0; i < frame->count; i++)
        if (!frame->rows[i].packed)
            buf_format(&frame->out, "%llu 1\n%010llu %05llu n \n",
                       (unsigned long long)frame->rows[i].number,
                       (unsigned long long)frame->rows[i].place,
                       (unsigned long long)frame->rows[i].rest);
    buf_text(&frame->out, "trailer\n<<");
    if (beside != 0)
        buf_format(&frame->out, "/XRefStm %zu", beside);
    put_trailer(frame, entries);
    buf_text(&frame->out, ">>\n");
    return place;
}

static Str frame_objects(Frame *frame, Str input)
{
    if (input.size > 0)
        frame->options = (unsigned char)input.at[0];
    Str text = str_slice(input, input.size > 0, input.size);
    size_t at = next_head(text, 0);
    Str entries = str_slice(text, 0, at);
    while (at < text.size) {
        size_t next = next_head(text, at + 1);
        put_object(frame, str_slice(text, at, next));
        at = next;
    }
    size_t place = 0;
    if ((frame->options & FRAME_BESIDE) != 0)
        place = put_table(frame, put_stream_section(frame, true, entries), entries);
    else if ((frame->options & FRAME_STREAM) != 0)
        place = put_stream_section(frame, false, entries);
    else
        place = put_table(frame, 0, entries);
    buf_format(&frame->out, "startxref\n%zu\n%%%%EOF\n", place);
    Buf whole = {.arena = frame->fuzz->arena};
    buf_add(&whole, frame->old);
    buf_add(&whole, buf_str(&frame->out));
    return buf_str(&whole);
}

Str frame_file(Fuzz *fuzz, Str input)
{
    Frame *frame = arena_alloc(fuzz->arena, sizeof *frame);
    frame->fuzz = fuzz;
    frame->out.arena = fuzz->arena;
    frame->next = 1;
    frame->old = STR("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    return frame_objects(frame, input);
}

Str frame_update(Fuzz *fuzz, Str old, PdfFile *old_file, Str input)
{
    Frame *frame = arena_alloc(fuzz->arena, sizeof *frame);
    frame->fuzz = fuzz;
    frame->out.arena = fuzz->arena;
    frame->old = old;
    frame->old_file = old_file;
    frame->next = pdf_next_number(old_file);
    return frame_objects(frame, input);
}
