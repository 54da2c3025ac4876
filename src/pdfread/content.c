/* Content streams: operators and what stands before each (ISO 32000-1, 7.8.2). */
#include "pdfread/file.h"

#include <string.h>

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
