/* Content streams: those of a page as one, operators and what stands before each (ISO 32000-1,
 * 7.8.2). */
#include "pdfread/file.h"

#include <string.h>

/* --- Bytes ------------------------------------------------------------------------------------ */

const PdfRoom pdf_page_room = {PDF_MAX_CONTENT, PDF_MAX_CONTENT, "what a page draws has"};

size_t pdf_most_drawn(const PdfFile *file)
{
    return PDF_MAX_DRAWN + PDF_DRAWN_PER_BYTE * file->source->text.size;
}

typedef struct Drawing {
    PdfFile *file;
    const PdfValue *drawn;
    PdfRoom *room;
    PdfTakeContent *take;
    void *context;
    Arena *whole, *part; /* memory: of all; of one of several streams, or NULL */
    bool done;
} Drawing;

/* Appends the bytes and a line break. What is grown is neither kept beside nor much too large. */
static void append(Buf *out, Str bytes)
{
    enum { SOME = 1024, PART = 8 };
    size_t wanted = out->size + bytes.size + 1;
    if (wanted > out->capacity) {
        wanted += wanted / PART + SOME;
        out->at = arena_regrow(out->arena, out->at, out->capacity, wanted);
        out->capacity = wanted;
    }
    buf_add(out, bytes);
    buf_byte(out, '\n');
}

/* Appends one of several streams; what the first one is decoded into grows. */
static bool add_stream(Drawing *drawing, const PdfValue *stream, Buf *out)
{
    static const Str nothing;
    Str bytes;
    bool first = out->size == 0;
    if (stream->kind != PDF_STREAM)
        return true;
    if (!first)
        drawing->part = arena_new(arena_memory(out->arena));
    if (!pdf_decode_in(drawing->file, stream, first ? out->arena : drawing->part, drawing->room,
                       &bytes))
        return false;
    if (first) {
        /* What it is in is grown before anything is written to it: what else holds it is copied. */
        memcpy(&out->at, &bytes.at, sizeof out->at);
        out->size = out->capacity = bytes.size;
    }
    append(out, first ? nothing : bytes);
    arena_drop(drawing->part);
    drawing->part = NULL;
    return true;
}

static bool join_streams(Drawing *drawing, const PdfValue *streams, Str *content)
{
    Buf out = {.arena = drawing->whole};
    /* A large block only grows in place behind a small one. */
    (void)arena_alloc(out.arena, 1);
    for (size_t i = 0; i < streams->count; i++)
        if (!add_stream(drawing, pdf_item(drawing->file, streams, i), &out))
            return false;
    *content = buf_str(&out);
    return true;
}

static bool draw(Drawing *drawing)
{
    PdfFile *file = drawing->file;
    const PdfValue *streams = drawing->drawn;
    Str content = {0};
    if (streams->kind != PDF_STREAM)
        streams = pdf_get(file, streams, "Contents");
    if (streams->kind == PDF_ARRAY && streams->count == 1)
        streams = pdf_item(file, streams, 0);
    if (streams->kind == PDF_STREAM &&
        !pdf_decode_in(file, streams, drawing->whole, drawing->room, &content))
        return false;
    if (streams->kind == PDF_ARRAY && !join_streams(drawing, streams, &content))
        return false;
    return drawing->take(drawing->context, content);
}

static void work_on(void *context)
{
    Drawing *drawing = context;
    drawing->whole = arena_new(arena_memory(drawing->file->arena));
    drawing->done = draw(drawing);
}

bool pdf_content(PdfFile *file, const PdfValue *drawn, PdfRoom *room, PdfTakeContent *take,
                 void *context)
{
    Memory *memory = arena_memory(file->arena);
    Drawing drawing = {
        .file = file, .drawn = drawn, .room = room, .take = take, .context = context};
    bool done = arena_try(memory, work_on, &drawing);
    arena_drop(drawing.part);
    arena_drop(drawing.whole);
    if (!done)
        memory_fail(memory);
    return drawing.done;
}

/* --- Operators -------------------------------------------------------------------------------- */

static bool begins_operator(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '\'' ||
           byte == '"';
}

static Str take_operator(Scan *scan)
{
    size_t from = scan->at;
    for (int byte; begins_operator(byte = scan_peek(scan)) || byte == '*' ||
                   (scan->at > from && byte >= '0' && byte <= '9');)
        scan->at++;
    return str_slice(scan->text, from, scan->at);
}

/* The bytes of an inline image end with "EI" between white space. */
static void skip_image(Scan *scan)
{
    size_t at = scan->at;
    while ((at = str_find(scan->text, "EI", at)) != SIZE_MAX) {
        size_t behind = at + 2;
        bool after = behind == scan->text.size || is_white((unsigned char)scan->text.at[behind]);
        if (after && at > 0 && is_white((unsigned char)scan->text.at[at - 1]))
            break;
        at++;
    }
    scan->at = at != SIZE_MAX ? at + 2 : scan->text.size;
}

static bool is_value(Str word)
{
    return str_is(word, "true") || str_is(word, "false") || str_is(word, "null");
}

typedef struct Walk {
    Scan scan;
    PdfTakeOperator *take;
    void *context;
    PdfValue *operands;
    size_t count, capacity;
    Arena *own; /* of the operands themselves, which come again behind each operator */
    bool whole;
} Walk;

/* The room of the next one: scan_value sees to it that there are no more than PDF_MAX_OPERANDS. */
static PdfValue *next_operand(Walk *walk)
{
    enum { FIRST = 64 };
    if (walk->count == walk->capacity) {
        size_t size = sizeof *walk->operands;
        size_t capacity = walk->capacity > 0 ? walk->capacity * 2 : FIRST;
        walk->operands =
            arena_regrow(walk->own, walk->operands, walk->capacity * size, capacity * size);
        walk->capacity = capacity;
    }
    return &walk->operands[walk->count];
}

/* They are of no use behind their operator: a content may have many more than memory holds. */
static void drop_operands(Walk *walk)
{
    walk->count = 0;
    walk->scan.file->operand_count = 0;
    arena_reset(walk->scan.operands);
}

static bool walk_content(Walk *walk)
{
    Scan *scan = &walk->scan;
    for (scan_skip(scan); scan_peek(scan) != -1; scan_skip(scan)) {
        Scan ahead = *scan;
        Str word = take_operator(&ahead);
        if (word.size > 0 && !is_value(word)) {
            scan->at = ahead.at;
            if (str_is(word, "ID"))
                skip_image(scan);
            if (!walk->take(walk->context, word, walk->operands, walk->count))
                return false;
            drop_operands(walk);
        } else {
            if (!scan_value(scan, next_operand(walk)))
                return false;
            walk->count++;
        }
    }
    return true;
}

static void work(void *context)
{
    Walk *walk = context;
    Memory *memory = arena_memory(walk->scan.file->arena);
    walk->own = arena_new(memory);
    walk->scan.operands = arena_new(memory);
    (void)next_operand(walk); /* `operands` is an array where there are none, too */
    walk->whole = walk_content(walk);
}

bool pdf_operators(PdfFile *file, Str content, PdfTakeOperator *take, void *context)
{
    Memory *memory = arena_memory(file->arena);
    Walk walk = {.take = take, .context = context};
    walk.scan = (Scan){.file = file, .text = content};
    file->operand_count = 0;
    bool done = arena_try(memory, work, &walk);
    arena_drop(walk.scan.operands);
    arena_drop(walk.own);
    if (!done)
        memory_fail(memory);
    return walk.whole;
}
