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

bool pdf_operators(PdfFile *file, Str content, PdfTakeOperator *take, void *context)
{
    PdfValue operands[MOST_OPERANDS];
    size_t count = 0;
    Scan scan = {.file = file, .text = content, .content = true};
    for (scan_skip(&scan); scan_peek(&scan) != -1; scan_skip(&scan)) {
        Scan ahead = scan;
        Str word = take_operator(&ahead);
        if (word.size > 0 && !is_value(word)) {
            scan.at = ahead.at;
            if (str_is(word, "ID"))
                skip_image(&scan);
            if (!take(context, word, operands, count))
                return false;
            count = 0;
        } else {
            /* What is too much is of no operator. */
            if (count == MOST_OPERANDS)
                count = 0;
            if (!scan_value(&scan, &operands[count++]))
                return false;
        }
    }
    return true;
}
