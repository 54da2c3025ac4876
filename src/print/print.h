/*
 * print/print.h - printing a PDF through CUPS, and the mark that tells a copy from the original.
 *
 * libcups (CUPS 2.4) is loaded when a command first needs it, since loading it takes longer than
 * many a run; a machine without it gets a message. Which server: the one named; else as for all
 * programs of CUPS, CUPS_SERVER, then client.conf, then this machine's own.
 *
 * What a queue cannot do is told before anything is sent: a server drops in silence what it does
 * not know.
 */
#ifndef LAKIPDF_PRINT_PRINT_H
#define LAKIPDF_PRINT_PRINT_H

#include "pdf/pdf.h"
#include "pdfread/pdfread.h"

enum {
    PRINT_MOST_COPIES = 9999,
    PRINT_MOST_STATES = 100000, /* graphics states that a page leaves open, to be copied */
};

/* --- Which pages ------------------------------------------------------------------------------ */

/* Pages from `first` to `last`, counted from 1. */
typedef struct PageRange {
    uint32_t first, last;
} PageRange;

typedef struct PageRanges {
    const PageRange *at; /* in the order of the document, apart from each other */
    size_t count;
    uint32_t pages; /* of all together */
} PageRanges;

/* The labels that viewers show for the pages (ISO 32000-1, 12.4.2), in the arena; NULL where the
   file has none. */
const Str *page_labels(Arena *arena, PdfFile *file, size_t pages);

/* The size of a page as it is seen, turned and with its own unit (ISO 32000-1, 7.7.3.3, UserUnit):
   in thousandths of a point. */
void page_size(PdfFile *file, const PdfPage *page, int64_t *width, int64_t *height);
/* That unit, in thousandths of a point: 1000 where the page does not say. */
int64_t page_unit(PdfFile *file, const PdfPage *page);

/*
 * Reads "1-4,7", "5-", "-3", "iii-v", "III-37-III-40": numbers count the pages of the file,
 * anything else is a label, as it is written, else whatever its case, which only one page may have.
 * `labels` may be NULL. False after a message of SEVERITY_USAGE: no such page, a label of several
 * pages, a range that runs backwards.
 */
bool page_ranges(Arena *arena, Diags *diags, Str text, const Str *labels, size_t pages,
                 PageRanges *ranges);

/* "1-4,7" again. */
Str page_ranges_text(Arena *arena, const PageRanges *ranges);

/* --- Copies ----------------------------------------------------------------------------------- */

/* Copies of a file that bear a mark on each page, in its margin, where nothing is printed:
   "SALINAN", and where there are several "SALINAN · Salinan ke-2 dari 5". */
typedef struct Copies Copies;

/* Looks for the place of the mark on the pages of the file, which was read from `source`. `scratch`
   is an empty arena, which the copies have for themselves. A note tells of pages that have no free
   place. NULL after adding a message: a page is damaged. */
Copies *copies_begin(Arena *arena, Arena *scratch, Diags *diags, Fonts *fonts, PdfFile *file,
                     const Source *source, uint32_t of);
/* The number-th copy, from 1: the bytes of the source and an update behind them (ISO 32000-1,
   7.5.6), valid until the next one is made. False after adding a message. */
bool copies_make(Copies *copies, uint32_t number, Str *bytes);

/* --- Printers --------------------------------------------------------------------------------- */

/* Writes what printers there are: name, default or not, state, paper, sides. False after adding a
   message: no library, no server, no printer. A printer that does not answer is told, too. */
bool print_list(Arena *arena, Diags *diags, const char *server, Buf *out);

/* --- Jobs ------------------------------------------------------------------------------------- */

/* What is printed and how. */
typedef struct PrintOrder {
    const char *server;  /* "HOST:PORT" or the path of a socket; NULL: see above */
    const char *printer; /* NULL: the user's or the server's default, or the only one there is */
    const char *paper;   /* "A4", "F4", "215x330", a name of the queue's own; NULL: as the queue
                            has it */
    uint32_t copies;     /* of each document, 1 to PRINT_MOST_COPIES */
    bool duplex;         /* both sides, turned on the long edge */
    const PageRanges *pages; /* NULL: all */
    int64_t width, height;   /* of the first page that is printed, in thousandths of a point; 0
                                unknown */
    /* The documents, each a job of its own: not all printers take several in one. `document` gives
       the title and the bytes of the index-th, valid until it is called again; false after adding a
       message: then nothing is printed. */
    uint32_t documents;
    bool (*document)(void *context, uint32_t index, const char **title, Str *bytes);
    void *context;
} PrintOrder;

/* What became of it. */
typedef struct PrintedJobs {
    Str printer;
    const int *ids; /* of each document: its job is "PRINTER-ID" to all programs of CUPS */
} PrintedJobs;

/*
 * Sends the jobs and waits until the server has accepted them. False after adding a message:
 * SEVERITY_USAGE for what the order names and there is not (printer, paper, sides),
 * SEVERITY_SYSTEM where library, server or queue fail. Jobs that were sent by then are taken back.
 */
bool print_send(Arena *arena, Diags *diags, const PrintOrder *order, PrintedJobs *jobs);

#endif
