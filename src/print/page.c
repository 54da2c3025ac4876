/* What pages are called and how large they are. Labels (ISO 32000-1, 12.4.2) are a number tree of
 * ranges, each with a style, a prefix and a first number. */
#include "print/print.h"

enum {
    MOST_STEPS = 1024 * 1024, /* a tree may lead in circles */
    MOST_LETTERS = 64,        /* of a label in letters: page 1664 */
};

typedef struct Labels {
    Arena *arena;
    PdfFile *file;
    Str *labels;
    const PdfValue **starts; /* by page: the dictionary of the range that begins there */
    size_t pages;
    size_t steps;
} Labels;

/* --- Numbers ---------------------------------------------------------------------------------- */

static void put_roman(Buf *out, int64_t number, bool capital)
{
    static const struct {
        int64_t value;
        const char *text[2];
    } digits[] = {{1000, {"m", "M"}}, {900, {"cm", "CM"}}, {500, {"d", "D"}}, {400, {"cd", "CD"}},
                  {100, {"c", "C"}},  {90, {"xc", "XC"}},  {50, {"l", "L"}},  {40, {"xl", "XL"}},
                  {10, {"x", "X"}},   {9, {"ix", "IX"}},   {5, {"v", "V"}},   {4, {"iv", "IV"}},
                  {1, {"i", "I"}}};
    enum { MOST_ROMAN = 100000 };
    number = number < MOST_ROMAN ? number : MOST_ROMAN;
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        for (; number >= digits[i].value; number -= digits[i].value)
            buf_text(out, digits[i].text[capital]);
}

/* a to z, aa to zz, aaa to zzz ... */
static void put_letters(Buf *out, int64_t number, char first)
{
    int64_t letters = (number - 1) / 26 + 1;
    for (int64_t i = 0; i < letters && i < MOST_LETTERS; i++)
        buf_byte(out, (char)(first + (number - 1) % 26));
}

static Str make_label(const Labels *labels, const PdfValue *range, int64_t from_start)
{
    Buf out = {.arena = labels->arena};
    buf_add(&out, pdf_utf8(labels->arena, pdf_get(labels->file, range, "P")));
    int64_t first = pdf_integer(pdf_get(labels->file, range, "St"), 1);
    int64_t number = (first > 0 && first < INT32_MAX ? first : 1) + from_start;
    const PdfValue *style = pdf_get(labels->file, range, "S");
    if (pdf_is_name(style, "D"))
        buf_format(&out, "%lld", (long long)number);
    else if (pdf_is_name(style, "R") || pdf_is_name(style, "r"))
        put_roman(&out, number, pdf_is_name(style, "R"));
    else if (pdf_is_name(style, "A") || pdf_is_name(style, "a"))
        put_letters(&out, number, style->text.at[0]);
    return buf_str(&out);
}

/* --- The tree --------------------------------------------------------------------------------- */

static void read_node(Labels *labels, const PdfValue *node, int depth)
{
    const PdfValue *numbers = pdf_get(labels->file, node, "Nums");
    const PdfValue *kids = pdf_get(labels->file, node, "Kids");
    if (depth > PDF_MAX_DEPTH)
        return;
    for (size_t i = 0; numbers->kind == PDF_ARRAY && i + 1 < numbers->count; i += 2) {
        int64_t page = pdf_integer(pdf_item(labels->file, numbers, i), -1);
        if (++labels->steps > MOST_STEPS)
            return;
        if (page >= 0 && (uint64_t)page < labels->pages)
            labels->starts[page] = pdf_item(labels->file, numbers, i + 1);
    }
    for (size_t i = 0; kids->kind == PDF_ARRAY && i < kids->count; i++)
        if (++labels->steps <= MOST_STEPS)
            read_node(labels, pdf_item(labels->file, kids, i), depth + 1);
}

const Str *page_labels(Arena *arena, PdfFile *file, size_t pages)
{
    const PdfValue *catalog = pdf_get(file, pdf_trailer(file), "Root");
    const PdfValue *tree = pdf_get(file, catalog, "PageLabels");
    if (tree->kind != PDF_DICT)
        return NULL;
    Labels labels = {.arena = arena, .file = file, .pages = pages};
    labels.labels = arena_array(arena, pages, sizeof *labels.labels);
    labels.starts = arena_array(arena, pages, sizeof(PdfValue *));
    read_node(&labels, tree, 0);
    size_t start = 0;
    for (size_t i = 0; i < pages; i++) {
        start = labels.starts[i] != NULL ? i : start;
        if (labels.starts[start] != NULL)
            labels.labels[i] = make_label(&labels, labels.starts[start], (int64_t)(i - start));
    }
    return labels.labels;
}

/* --- Sizes ------------------------------------------------------------------------------------ */

int64_t page_unit(PdfFile *file, const PdfPage *page)
{
    enum { ONE = 1000, LARGEST_UNIT = 1000 * ONE };
    int64_t unit = ONE;
    bool said = pdf_thousandths(pdf_get(file, page->dict, "UserUnit"), &unit);
    return said && unit > 0 && unit <= LARGEST_UNIT ? unit : ONE;
}

/* Thousandths of a point on paper; what is beyond any sheet is cut off. */
static int64_t on_paper(int64_t from, int64_t to, int64_t unit)
{
    static const int64_t largest = INT64_C(1000000000);
    int64_t size = from < -largest || to > largest ? largest : to - from;
    size = size * unit / 1000;
    return size < 0 ? 0 : size < largest ? size : largest;
}

void page_size(PdfFile *file, const PdfPage *page, int64_t *width, int64_t *height)
{
    int64_t unit = page_unit(file, page);
    bool across = page->rotate == 90 || page->rotate == 270;
    int64_t x = on_paper(page->crop[0], page->crop[2], unit);
    int64_t y = on_paper(page->crop[1], page->crop[3], unit);
    *width = across ? y : x;
    *height = across ? x : y;
}
