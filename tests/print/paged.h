/*
 * tests/print/paged.h - small PDFs whose pages say which they are: "Halaman 3".
 */
#ifndef LAKIPDF_TESTS_PRINT_PAGED_H
#define LAKIPDF_TESTS_PRINT_PAGED_H

#include "process.h"

#include <stdio.h>

enum { MOST_PAGED = 64 };

typedef struct Paged {
    int pages;
    const char *page;     /* entries of each page: "/MediaBox [...]"; NULL: A4 */
    const char *catalog;  /* entries of the catalog: "/PageLabels <<...>>"; NULL: none */
    const char *text;     /* the content of each page instead of "Halaman N"; or NULL */
    const char *contents; /* /Contents instead of a reference to that stream; or NULL */
} Paged;

/* Writes it as FOLDER/NAME. Objects: 1 catalog, 2 tree, 3 font, then each page and its content. */
static inline void paged_write(Arena *arena, const char *folder, const char *name, Paged paged)
{
    size_t places[2 * MOST_PAGED + 4];
    size_t count = 1;
    Buf out = {.arena = arena};
    buf_text(&out, "%PDF-1.7\n");
    places[count++] = out.size;
    buf_format(&out, "1 0 obj\n<</Type /Catalog/Pages 2 0 R%s>>\nendobj\n",
               paged.catalog != NULL ? paged.catalog : "");
    places[count++] = out.size;
    buf_text(&out, "2 0 obj\n<</Type /Pages/Resources <</Font <</F 3 0 R>>>>/Kids [");
    for (int i = 0; i < paged.pages; i++)
        buf_format(&out, "%d 0 R ", 4 + 2 * i);
    buf_format(&out, "]/Count %d>>\nendobj\n", paged.pages);
    places[count++] = out.size;
    buf_text(&out, "3 0 obj\n<</Type /Font/Subtype /Type1/BaseFont /Helvetica>>\nendobj\n");
    for (int i = 0; i < paged.pages; i++) {
        Str text = paged.text != NULL
                       ? str_from(paged.text)
                       : str_format(arena, "BT /F 20 Tf 72 600 Td (Halaman %d) Tj ET", i + 1);
        places[count++] = out.size;
        buf_format(&out, "%d 0 obj\n<</Type /Page/Parent 2 0 R%s/Contents ", 4 + 2 * i,
                   paged.page != NULL ? paged.page : "/MediaBox [0 0 595.276 841.89]");
        if (paged.contents != NULL)
            buf_text(&out, paged.contents);
        else
            buf_format(&out, "%d 0 R", 5 + 2 * i);
        buf_text(&out, ">>\nendobj\n");
        places[count++] = out.size;
        buf_format(&out, "%d 0 obj\n<</Length %zu>>\nstream\n%.*s\nendstream\nendobj\n", 5 + 2 * i,
                   text.size, STR_ARG(text));
    }
    size_t xref = out.size;
    buf_format(&out, "xref\n0 %zu\n0000000000 65535 f \n", count);
    for (size_t i = 1; i < count; i++)
        buf_format(&out, "%010zu 00000 n \n", places[i]);
    buf_format(&out, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", count, xref);
    folder_write(folder, name, str_c(arena, buf_str(&out)));
}

#endif
