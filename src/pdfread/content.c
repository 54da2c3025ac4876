/* Content streams: operators and what stands before each (ISO 32000-1, 7.8.2). */
#include "pdfread/file.h"

#include <string.h>

enum { MOST_OPERANDS = 64 };

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
    PdfValue operands[MOST_OPERANDS];
    size_t count;
    bool whole;
} Walk;

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
            /* What is too much is of no operator. */
            if (walk->count == MOST_OPERANDS)
                drop_operands(walk);
            if (!scan_value(scan, &walk->operands[walk->count++]))
                return false;
        }
    }
    return true;
}

static void work(void *context)
{
    Walk *walk = context;
    walk->whole = walk_content(walk);
}

bool pdf_operators(PdfFile *file, Str content, PdfTakeOperator *take, void *context)
{
    Memory *memory = arena_memory(file->arena);
    Walk walk = {.take = take, .context = context};
    walk.scan = (Scan){.file = file, .text = content, .operands = arena_new(memory)};
    file->operand_count = 0;
    bool done = arena_try(memory, work, &walk);
    arena_drop(walk.scan.operands);
    if (!done)
        memory_fail(memory);
    return walk.whole;
}
