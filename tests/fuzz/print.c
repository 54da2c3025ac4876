/* What is printed: the pages that are asked for, and what a page's content leaves free for a mark.
 * The input: the pages, "====", the content. */
#include "fuzz.h"

#include "print/ink.h"
#include "print/print.h"

enum { PAGES = 40 };

static void read_pages(Fuzz *fuzz, Str text)
{
    static const Str labels[PAGES] = {{"i", 1},   {"ii", 2},  {"III-1", 5}, {"III-2", 5},
                                      {"III", 3}, {"A-1", 3}, {"x", 1},     {"x", 1}};
    PageRanges ranges;
    if (!page_ranges(fuzz->arena, fuzz->diags, text, labels, PAGES, &ranges)) {
        FUZZ_HOLDS(diags_failed(fuzz->diags));
        return;
    }
    uint32_t pages = 0;
    for (size_t i = 0; i < ranges.count; i++) {
        FUZZ_HOLDS(ranges.at[i].first >= 1 && ranges.at[i].last <= PAGES);
        FUZZ_HOLDS(ranges.at[i].first <= ranges.at[i].last);
        FUZZ_HOLDS(i == 0 || ranges.at[i].first > ranges.at[i - 1].last + 1);
        pages += ranges.at[i].last - ranges.at[i].first + 1;
    }
    FUZZ_HOLDS(pages == ranges.pages && pages > 0);
    PageRanges again;
    Str written = page_ranges_text(fuzz->arena, &ranges);
    FUZZ_HOLDS(page_ranges(fuzz->arena, fuzz->diags, written, NULL, PAGES, &again));
    FUZZ_HOLDS(again.count == ranges.count && again.pages == ranges.pages);
}

/* A page with that content, which may draw itself. */
static const Source *make_page(Fuzz *fuzz, Str content)
{
    Buf out = {.arena = fuzz->arena};
    buf_text(&out, "%PDF-1.7\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj\n");
    size_t page = out.size;
    buf_text(&out, "3 0 obj<</Type/Page/Contents 4 0 R/MediaBox[0 0 595 842]/UserUnit 1.5/Rotate 90"
                   "/Resources<</XObject<</F 4 0 R/I 5 0 R>>/Font<</F 6 0 R>>>>>>endobj\n");
    size_t stream = out.size;
    buf_format(&out, "4 0 obj<</Subtype/Form/Matrix[.5 0 0 .5 9 9]/Length %zu>>stream\n",
               content.size);
    buf_add(&out, content);
    buf_text(&out, "\nendstream endobj\n");
    size_t picture = out.size;
    buf_text(&out, "5 0 obj<</Subtype/Image/Length 0>>stream\n\nendstream endobj\n");
    size_t font = out.size;
    buf_text(&out, "6 0 obj<</Subtype/Type0>>endobj\n");
    size_t xref = out.size;
    buf_text(&out, "xref\n0 7\n0000000000 65535 f \n0000000009 00000 n \n0000000039 00000 n \n");
    buf_format(&out, "%010zu 00000 n \n%010zu 00000 n \n%010zu 00000 n \n%010zu 00000 n \n", page,
               stream, picture, font);
    buf_format(&out, "trailer<</Size 7/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", xref);
    return fuzz_source(fuzz, "uji.pdf", buf_str(&out));
}

static void read_content(Fuzz *fuzz, Str content)
{
    static const InkBox boxes[] = {{0, 0, 900000, 200000}, {4000000, 8000000, 5500000, 8200000}};
    PdfFile *file = pdf_open(fuzz->arena, fuzz->diags, make_page(fuzz, content));
    size_t count = 0;
    const PdfPage *pages = file != NULL ? pdf_pages(file, &count) : NULL;
    FUZZ_HOLDS(pages != NULL && count == 1);
    InkRoom left = ink_room(file);
    Ink ink;
    if (ink_look(file, pages, boxes, 2, &left, &ink))
        FUZZ_HOLDS(ink.free < 4 && ink.open <= content.size);
}

static void run(Fuzz *fuzz, Str input)
{
    Str rest = input;
    read_pages(fuzz, fuzz_part(&rest));
    size_t at = 0;
    for (size_t before = 0; content_token(rest, &at).kind != TOKEN_END; before = at)
        FUZZ_HOLDS(at > before && at <= rest.size);
    read_content(fuzz, rest);
}

const FuzzTarget fuzz_target = {.milliseconds = 3000, .megabytes = 100, .run = run};
