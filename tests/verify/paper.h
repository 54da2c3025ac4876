/*
 * tests/verify/paper.h - a small document whose every object is known, and updates of it: right
 * ones and such as attackers write.
 *
 * Two pages; fields for two signatures and a text; a box that hides a line; objects that nothing
 * leads to; an object that is there twice. Objects 40 and up are free for updates.
 */
#ifndef LAKIPDF_TESTS_VERIFY_PAPER_H
#define LAKIPDF_TESTS_VERIFY_PAPER_H

#include "pdfread/made.h"

enum {
    PAPER_SIZE = 200, /* numbers of objects */
    PAPER_CATALOG = 1,
    PAPER_PAGES = 2,
    PAPER_PAGE_1 = 3,
    PAPER_PAGE_2 = 4,
    PAPER_CONTENT_1 = 5,
    PAPER_RESOURCES = 6,
    PAPER_CONTENT_2 = 7,
    PAPER_FONT = 8,
    PAPER_ENCODING = 9,
    PAPER_BOX = 10, /* a form that covers a line of page 1 */
    PAPER_HIDDEN_CONTENT = 11,
    PAPER_HIDDEN_PAGES = 12,
    PAPER_HIDDEN_CATALOG = 13,
    PAPER_HIDDEN_PAGE = 14,
    PAPER_INFO = 15,
    PAPER_METADATA = 16,
    PAPER_LAYER = 17,
    PAPER_WIDTHS = 18, /* of the font: each glyph is half as wide as high */
    PAPER_FORM = 20,
    PAPER_KEPALA = 21, /* signature fields with room on page 1 */
    PAPER_SEKRETARIS = 22,
    PAPER_CATATAN = 23, /* a text field on page 1 */
    PAPER_LOOK = 24,    /* what it shows */
    PAPER_NOTE = 25,    /* a note on page 2 */
    PAPER_STRUCTURE = 26,
    PAPER_ELEMENT = 27,
    PAPER_FREE = 40,
};

#define PAPER_FONT_BODY                                                                            \
    "<</Type /Font /Subtype /Type1 /BaseFont /Contoh /Encoding 9 0 R /FirstChar 32 /LastChar 126 " \
    "/Widths 18 0 R>>"
#define PAPER_XMP                                                                                  \
    "<x:xmpmeta><xmp:ModifyDate>2026-01-01</xmp:ModifyDate><dc:title>Uji</dc:title></x:xmpmeta>"

/* --- Bodies ----------------------------------------------------------------------------------- */

/* The catalog with other entries in place of some of its own, which are named by `but`. */
static inline const char *paper_catalog(Arena *arena, const char *but, const char *other)
{
    static const struct {
        const char *key, *value;
    } entries[] = {
        {"/Type", "/Catalog"},         {"/Pages", "2 0 R"},
        {"/AcroForm", "20 0 R"},       {"/Metadata", "16 0 R"},
        {"/StructTreeRoot", "26 0 R"}, {"/OCProperties", "<</OCGs [17 0 R] /D <</ON [17 0 R]>>>>"},
    };
    Buf out = {.arena = arena};
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        if (strstr(but, entries[i].key) == NULL)
            buf_format(&out, "%s %s ", entries[i].key, entries[i].value);
    return str_format(arena, "<<%.*s%s>>", STR_ARG(buf_str(&out)), other).at;
}

/* The same width for all codes of the font. */
static inline const char *paper_widths(Arena *arena, const char *width)
{
    Buf out = {.arena = arena};
    buf_text(&out, "[");
    for (int code = 32; code <= 126; code++)
        buf_format(&out, "%s ", width);
    buf_text(&out, "]");
    return str_c(arena, buf_str(&out));
}

/* Page 1 or 2, with these annotations and content. */
static inline const char *paper_page(Arena *arena, const char *annotations, const char *content)
{
    return str_format(arena,
                      "<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Resources 6 0 R "
                      "/Annots [%s] /Contents %s>>",
                      annotations, content)
        .at;
}

static inline const char *paper_form(Arena *arena, const char *more)
{
    return str_format(arena, "<</Fields [21 0 R 22 0 R 23 0 R %s] /SigFlags 3>>", more).at;
}

/* A signature field of the paper, with what signing adds. */
static inline const char *paper_field(Arena *arena, size_t number, const char *more)
{
    bool first = number == PAPER_KEPALA;
    return str_format(arena,
                      "<</Type /Annot /Subtype /Widget /FT /Sig /T (%s) /F 4 /P 3 0 R "
                      "/Rect [%d 20 %d 60] %s>>",
                      first ? "kepala" : "sekretaris", first ? 20 : 160, first ? 140 : 280, more)
        .at;
}

static inline const char *paper_text(Arena *arena, const char *value)
{
    return str_format(arena,
                      "<</Type /Annot /Subtype /Widget /FT /Tx /T (catatan) /F 4 /P 3 0 R "
                      "/Rect [20 70 280 90] /V (%s) /AP <</N 24 0 R>>>>",
                      value)
        .at;
}

#define PAPER_LOOK_ENTRIES "/Type /XObject /Subtype /Form /BBox [0 0 260 20] /Resources 6 0 R "

/* --- The document ----------------------------------------------------------------------------- */

static inline Str paper_make(Arena *arena)
{
    Made made = made_begin(arena);
    made_object(&made, 1, paper_catalog(arena, "-", ""));
    made_object(&made, 2, "<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R]>>");
    made_object(&made, 3, paper_page(arena, "21 0 R 22 0 R 23 0 R", "5 0 R"));
    made_object(&made, 4, paper_page(arena, "25 0 R", "7 0 R"));
    /* Of this number there are two; the cross-reference leads to the second. */
    made_stream(&made, 5, "", STR("BT /F1 12 Tf 20 150 Td (Pagu Rp9.000.000) Tj ET"));
    made_stream(&made, 5, "",
                STR("BT /F1 12 Tf 20 150 Td (Pagu Rp1.000.000) Tj 0 -30 Td (Disembunyikan) Tj ET "
                    "/X1 Do"));
    made_object(&made, 6, "<</Font <</F1 8 0 R>> /XObject <</X1 10 0 R>>>>");
    made_stream(&made, 7, "", STR("BT /F1 12 Tf 20 150 Td (Lampiran) Tj ET"));
    made_object(&made, 8, PAPER_FONT_BODY);
    made_object(&made, 9,
                "<</Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [49 /one]>>");
    made_stream(&made, 10, "/Type /XObject /Subtype /Form /BBox [0 0 300 200]",
                STR("1 g 10 110 200 30 re f"));
    made_stream(&made, 11, "", STR("BT /F1 12 Tf 20 150 Td (Pagu Rp7.000.000) Tj ET"));
    made_object(&made, 12, "<</Type /Pages /Count 1 /Kids [14 0 R]>>");
    made_object(&made, 13, "<</Type /Catalog /Pages 12 0 R /AcroForm 20 0 R>>");
    made_object(&made, 14,
                "<</Type /Page /Parent 12 0 R /MediaBox [0 0 300 200] /Resources 6 0 R "
                "/Annots [21 0 R 22 0 R 23 0 R] /Contents 11 0 R>>");
    made_object(&made, 15, "<</Title (Uji) /ModDate (D:20260101000000Z)>>");
    made_stream(&made, 16, "/Type /Metadata /Subtype /XML", STR(PAPER_XMP));
    made_object(&made, 17, "<</Type /OCG /Name (Lapisan)>>");
    made_object(&made, 18, paper_widths(arena, "500"));
    made_object(&made, 20, paper_form(arena, ""));
    made_object(&made, 21, paper_field(arena, 21, ""));
    made_object(&made, 22, paper_field(arena, 22, ""));
    made_object(&made, 23, paper_text(arena, "setuju"));
    made_stream(&made, 24, PAPER_LOOK_ENTRIES, STR("BT /F1 12 Tf 2 2 Td (setuju) Tj ET"));
    made_object(&made, 25,
                "<</Type /Annot /Subtype /Text /F 4 /P 4 0 R /Rect [20 20 40 40] /Contents (x)>>");
    made_object(&made, 26, "<</Type /StructTreeRoot /K [27 0 R] /ParentTreeNextKey 1>>");
    made_object(&made, 27, "<</Type /StructElem /S /P /P 26 0 R /Pg 3 0 R /K 0>>");
    made_table(&made, "/Info 15 0 R");
    return buf_str(&made.bytes);
}

/* --- Updates ---------------------------------------------------------------------------------- */

/* An update under construction, behind a file. */
typedef struct Tail {
    Arena *arena;
    Buf bytes;
    Buf rows;        /* of its table */
    size_t previous; /* where the table before it begins */
} Tail;

/* Where the file's newest cross-reference begins. */
static inline size_t paper_xref(Str file)
{
    size_t last = 0;
    for (size_t at = 0; (at = str_find(file, "startxref", at)) != SIZE_MAX; at++)
        last = at;
    return strtoul(file.at + last + sizeof "startxref", NULL, 10);
}

static inline Tail tail_begin(Arena *arena, Str file)
{
    Tail tail = {arena, {.arena = arena}, {.arena = arena}, paper_xref(file)};
    buf_add(&tail.bytes, file);
    return tail;
}

/* A row of the table; kind 'n' or 'f'. */
static inline void tail_row(Tail *tail, size_t number, size_t place, char kind)
{
    buf_format(&tail->rows, "%zu 1\n%010zu 00000 %c \n", number, place, kind);
}

static inline void tail_object(Tail *tail, size_t number, const char *body)
{
    tail_row(tail, number, tail->bytes.size, 'n');
    buf_format(&tail->bytes, "%zu 0 obj\n%s\nendobj\n", number, body);
}

static inline void tail_stream(Tail *tail, size_t number, const char *entries, const char *data)
{
    tail_row(tail, number, tail->bytes.size, 'n');
    buf_format(&tail->bytes, "%zu 0 obj\n<<%s/Length %zu>>\nstream\n%s\nendstream\nendobj\n",
               number, entries, strlen(data), data);
}

/* Ends it with a trailer that names this catalog and these other entries. */
static inline Str tail_end_with(Tail *tail, size_t catalog, const char *entries)
{
    size_t at = tail->bytes.size;
    buf_text(&tail->bytes, "xref\n");
    buf_add(&tail->bytes, buf_str(&tail->rows));
    buf_format(&tail->bytes,
               "trailer\n<</Size %d /Root %zu 0 R /Info 15 0 R /Prev %zu %s>>\nstartxref\n%zu\n"
               "%%%%EOF\n",
               PAPER_SIZE, catalog, tail->previous, entries, at);
    return buf_str(&tail->bytes);
}

static inline Str tail_end(Tail *tail)
{
    return tail_end_with(tail, PAPER_CATALOG, "");
}

/* One object added, or put in place of another. */
static inline Str paper_with(Arena *arena, Str file, size_t number, const char *body)
{
    Tail tail = tail_begin(arena, file);
    tail_object(&tail, number, body);
    return tail_end(&tail);
}

static inline Str paper_with_stream(Arena *arena, Str file, size_t number, const char *entries,
                                    const char *data)
{
    Tail tail = tail_begin(arena, file);
    tail_stream(&tail, number, entries, data);
    return tail_end(&tail);
}

/* --- Bytes ------------------------------------------------------------------------------------ */

/* A copy in which the text that stands there, the `nth` of its kind from 0, is another one. */
static inline Str bytes_replaced(Arena *arena, Str file, const char *from, const char *to,
                                 size_t nth)
{
    Buf out = {.arena = arena};
    size_t at = str_find(file, from, 0);
    for (; nth > 0 && at != SIZE_MAX; nth--)
        at = str_find(file, from, at + 1);
    if (at == SIZE_MAX)
        fail_msg("'%s' does not stand in the file", from);
    buf_add(&out, str_slice(file, 0, at));
    buf_text(&out, to);
    buf_add(&out, str_slice(file, at + strlen(from), file.size));
    return buf_str(&out);
}

/* A copy in which the byte `further` bytes behind where the text begins has one bit changed. */
static inline Str bytes_flipped(Arena *arena, Str file, const char *text, size_t further)
{
    size_t at = str_find(file, text, 0);
    if (at == SIZE_MAX)
        fail_msg("'%s' does not stand in the file", text);
    char *copy = str_c(arena, file);
    copy[at + further] = (char)(copy[at + further] ^ 1);
    return (Str){copy, file.size};
}

static inline Str bytes_joined(Arena *arena, Str a, Str b)
{
    Buf out = {.arena = arena};
    buf_add(&out, a);
    buf_add(&out, b);
    return buf_str(&out);
}

#endif
