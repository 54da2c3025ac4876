/*
 * tests/verify/read.h - additions to a signed document that programs read in different ways: what
 * one shows and another one overlooks.
 */
#ifndef LAKIPDF_TESTS_VERIFY_READ_H
#define LAKIPDF_TESTS_VERIFY_READ_H

#include "verify/shadow.h"

#define READ_FAKE "BT /F1 12 Tf 20 150 Td (Pagu Rp5.000.000) Tj ET"
#define READ_LOOK "/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources 6 0 R "

/* --- Annotations and fields ------------------------------------------------------------------- */

/* Page 1 gets the annotation 60, whose look may be 61. */
static inline Str read_annotated(World *world, Str file, const char *annotation)
{
    Tail tail = tail_begin(world->arena, file);
    tail_object(&tail, 60, annotation);
    tail_stream(&tail, 61, READ_LOOK, READ_FAKE);
    tail_object(&tail, PAPER_PAGE_1,
                paper_page(world->arena, "21 0 R 22 0 R 23 0 R 60 0 R", "5 0 R"));
    return tail_end(&tail);
}

static inline Str annotation_is_a_stream(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_stream(&tail, 60,
                "/Type /Annot /Subtype /Stamp /F 4 /Rect [0 0 300 200] /AP <</N 61 0 R>> ", "");
    tail_stream(&tail, 61, READ_LOOK, READ_FAKE);
    tail_object(&tail, PAPER_PAGE_1,
                paper_page(world->arena, "21 0 R 22 0 R 23 0 R 60 0 R", "5 0 R"));
    return tail_end(&tail);
}

/* A widget of a signature that the form does not lead to, so that nobody verifies it. */
static inline Str signature_outside_form(World *world)
{
    return read_annotated(world, seal_good(world),
                          "<</Type /Annot /Subtype /Widget /FT /Sig /T (x) /F 4 /V <</Type /Sig>> "
                          "/Rect [-10000000000000000 0 10000000000000000 200] /AP <</N 61 0 R>>>>");
}

static inline Str signature_with_script(World *world)
{
    return read_annotated(world, seal_good(world),
                          "<</Type /Annot /Subtype /Widget /FT /Sig /T (x) /V <</Type /Sig>> /Rect "
                          "[0 0 0 0] /AA <</PO <</S /JavaScript /JS (app.alert\\(1\\))>>>>>>");
}

/* One more widget of a field that was signed. */
static inline Str signature_seen_twice(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_object(&tail, 60, "<</Type /Annot /Subtype /Widget /Parent 21 0 R /F 4 /Rect [0 0 0 0]>>");
    tail_object(&tail, PAPER_KEPALA,
                paper_field(world->arena, PAPER_KEPALA, "/V 40 0 R /Kids [60 0 R]"));
    return tail_end(&tail);
}

static inline Str note_with_action(World *world)
{
    return read_annotated(world, seal_certified(world, 3),
                          "<</Type /Annot /Subtype /Text /Rect [200 20 220 40] /A <</S /Launch /F "
                          "(x)>>>>");
}

static inline Str note_with_file(World *world)
{
    return read_annotated(world, seal_certified(world, 3),
                          "<</Type /Annot /Subtype /FileAttachment /F 2 /Rect [0 0 0 0] /FS "
                          "<</Type /Filespec /F (x)>>>>");
}

static inline Str note_large(World *world)
{
    return read_annotated(world, seal_certified(world, 3),
                          "<</Type /Annot /Subtype /Text /F 4 /Rect [0 0 300 200]>>");
}

static inline Str border_wide(World *world)
{
    return read_annotated(world, seal_certified(world, 3),
                          "<</Type /Annot /Subtype /Link /F 4 /Rect [0 0 300 200] /C [1 1 1] "
                          "/Border [0 0 400]>>");
}

static inline Str mark_black(World *world)
{
    return read_annotated(world, seal_certified(world, 3),
                          "<</Type /Annot /Subtype /Highlight /F 4 /Rect [0 0 300 200] /C [0 0 0] "
                          "/QuadPoints [0 200 300 200 0 0 300 0]>>");
}

static inline Str annotation_of_another_generation(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_PAGE_2,
                      paper_page(world->arena, "25 5 R", "7 0 R"));
}

static inline Str form_is_a_stream(World *world)
{
    Tail before = tail_begin(world->arena, seal_good(world));
    tail_stream(&before, PAPER_FORM, "/Fields [21 0 R 22 0 R 23 0 R] /SigFlags 3 ", "");
    return tail_end(&before);
}

/* What the form says for all fields is what one without a look is drawn with. */
static inline Str form_gets_a_default(World *world)
{
    Tail before = tail_begin(world->arena, paper_make(world->arena));
    tail_object(&before, PAPER_CATATAN,
                "<</Type /Annot /Subtype /Widget /FT /Tx /T (catatan) /F 4 /P 3 0 R "
                "/Rect [20 70 280 90] /V (setuju)>>");
    Str file = seal_file(world, tail_end(&before), (Seal){.who = "kepala", .field = 21});
    return paper_with(world->arena, file, PAPER_FORM,
                      "<</Fields [21 0 R 22 0 R 23 0 R] /SigFlags 3 /DA (1 g /F1 90 Tf)>>");
}

/* --- Locks ------------------------------------------------------------------------------------ */

#define READ_LOCK(names)                                                                           \
    "<</TransformMethod /FieldMDP /TransformParams <</Action /Include /Fields [" names "]>>>>"

static inline Str read_filled(World *world, Str file)
{
    return paper_with(world->arena, file, PAPER_CATATAN, paper_text(world->arena, "ditolak"));
}

static inline Str locked_by_the_first_of_two(World *world)
{
    return read_filled(
        world, seal_with(world, (Seal){.entries = "/Reference [<</TransformMethod /DocMDP "
                                                  "/TransformParams <</P 2>>>> " READ_LOCK(
                                                      "(catatan)") READ_LOCK("(lain)") "]"}));
}

static inline Str name_of_field_too_long(World *world)
{
    char *name = arena_alloc(world->arena, 2001);
    memset(name, 'a', 2000);
    const char *body = str_format(world->arena,
                                  "<</Type /Annot /Subtype /Widget /FT /Tx /T (%s) /P 3 0 R /Rect "
                                  "[20 70 280 90] /V (",
                                  name)
                           .at;
    Str before = paper_with(world->arena, paper_make(world->arena), PAPER_CATATAN,
                            str_format(world->arena, "%ssetuju)>>", body).at);
    const char *lock = str_format(world->arena,
                                  "/Lock <</Type /SigFieldLock /Action /Include /Fields [(%s)] /P "
                                  "2>>",
                                  name)
                           .at;
    Str file = seal_file(world, before, (Seal){.who = "kepala", .field = 21, .lock = lock});
    return paper_with(world->arena, file, PAPER_CATATAN,
                      str_format(world->arena, "%sditolak)>>", body).at);
}

/* --- Pages ------------------------------------------------------------------------------------ */

static inline Str parent_swapped(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_object(&tail, 60,
                "<</Type /Pages /Count 1 /Kids [3 0 R] /Parent 2 0 R /CropBox [0 0 300 100]>>");
    tail_object(&tail, PAPER_PAGE_1,
                bytes_replaced(world->arena,
                               str_from(paper_page(world->arena, "21 0 R 22 0 R 23 0 R", "5 0 R")),
                               "/Parent 2 0 R", "/Parent 60 0 R", 0)
                    .at);
    return tail_end(&tail);
}

/* A signed document whose tree of pages is this, in which the object 50 is changed later. */
static inline Str read_tree(World *world, const char *tree, const char *old, const char *newer)
{
    Tail before = tail_begin(world->arena, paper_make(world->arena));
    tail_object(&before, PAPER_PAGES, tree);
    tail_object(&before, 50, old);
    tail_object(&before, 51,
                "<</Type /Page /Parent 2 0 R /Kids [] /MediaBox [0 0 300 200] /Resources 6 0 R "
                "/Contents 50 0 R>>");
    Str file = seal_file(world, tail_end(&before), (Seal){.who = "kepala", .field = 21});
    return paper_with(world->arena, file, 50, newer);
}

static inline Str pages_counted_elsewhere(World *world)
{
    return read_tree(world, "<</Type /Pages /Count 50 0 R /Kids [3 0 R 4 0 R]>>", "2", "1");
}

/* A page that is a list of pages too. */
static inline Str page_with_kids(World *world)
{
    return read_tree(world, "<</Type /Pages /Count 2 /Kids [3 0 R 51 0 R 4 0 R]>>", "null",
                     "<</Length 0>>");
}

static inline Str page_of_another_generation(World *world)
{
    return read_tree(world, "<</Type /Pages /Count 3 /Kids [3 0 R 4 0 R 14 3 R]>>", "null", "1");
}

/* --- Values ----------------------------------------------------------------------------------- */

/* A form that is drawn as nothing, and later large; both numbers are the same in six decimals. */
static inline Str read_scaled(World *world, const char *old, const char *newer)
{
    const char *format = READ_LOOK "/Matrix [%s 0 0 %s 0 0]";
    Str before = paper_with_stream(world->arena, paper_make(world->arena), PAPER_BOX,
                                   str_format(world->arena, format, old, old).at, READ_FAKE);
    Str file = seal_file(world, before, (Seal){.who = "kepala", .field = 21});
    return paper_with_stream(world->arena, file, PAPER_BOX,
                             str_format(world->arena, format, newer, newer).at, READ_FAKE);
}

static inline Str number_of_many_decimals(World *world)
{
    return read_scaled(world, "0.0000000000001", "0.0000009");
}

static inline Str number_too_large(World *world)
{
    return read_scaled(world, "88888888888888888888", "99999999999999999999");
}

/* Read aloud in place of what stands there. */
static inline Str structure_with_text(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_object(&tail, PAPER_STRUCTURE,
                "<</Type /StructTreeRoot /K [27 0 R 70 0 R] /ParentTreeNextKey 1>>");
    tail_object(&tail, 70,
                "<</Type /StructElem /S /Form /P 26 0 R /ActualText (Rp5.000.000) /K <</Type /OBJR "
                "/Obj 22 0 R>>>>");
    return tail_end(&tail);
}

/* The list of layers is a field of a signature too. */
static inline Str layers_are_a_field(World *world)
{
    const char *other = "/OCProperties <</OCGs [17 0 R] /D 22 0 R>>";
    Str before = paper_with(world->arena, paper_make(world->arena), PAPER_CATALOG,
                            paper_catalog(world->arena, "/OCProperties", other));
    Str file = seal_file(world, before, (Seal){.who = "kepala", .field = 21});
    return seal_file(
        world, file,
        (Seal){.who = "sekretaris", .field = 22, .number = 60, .lock = "/AS [<</Event /View>>]"});
}

/* --- Bytes ------------------------------------------------------------------------------------ */

static inline Str blanks_behind_the_end(World *world)
{
    char *blanks = arena_alloc(world->arena, 1100);
    memset(blanks, ' ', 1100);
    return bytes_joined(world->arena, seal_good(world), (Str){blanks, 1100});
}

/* The last cross-reference leads to one behind it: what stands between is no object to us. */
static inline Str reference_leads_forward(World *world)
{
    Arena *arena = world->arena;
    Str file = seal_good(world);
    Str first = {0};
    for (size_t i = 0, behind = 0; i < 2; i++, behind = first.size) {
        Buf out = {.arena = arena};
        buf_add(&out, file);
        buf_format(&out, "xref\n0 0\ntrailer\n<</Size 200 /Root 1 0 R /Prev %010zu>>\n", behind);
        buf_text(&out, "5 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n");
        first = buf_str(&out);
    }
    Buf out = {.arena = arena};
    buf_add(&out, first);
    buf_format(&out,
               "xref\n0 0\ntrailer\n<</Size 200 /Root 1 0 R /Prev %zu>>\nstartxref\n%zu\n%%%%EOF\n",
               paper_xref(file), file.size);
    return buf_str(&out);
}

/* An empty revision, in which something of the end is another. */
static inline Str read_ended(World *world, const char *from, const char *to)
{
    Str file = seal_good(world);
    Tail tail = tail_begin(world->arena, file);
    tail_object(&tail, 60, "null");
    Str ended = tail_end(&tail);
    Str behind = bytes_replaced(world->arena, str_slice(ended, file.size, ended.size), from, to, 0);
    return bytes_joined(world->arena, file, behind);
}

static inline Str trailer_without_size(World *world)
{
    return read_ended(world, "/Size 200 ", "");
}

static inline Str trailer_with_small_size(World *world)
{
    return read_ended(world, "/Size 200 ", "/Size 20 ");
}

static inline Str trailer_with_two_roots(World *world)
{
    return read_ended(world, "/Root 1 0 R", "/Root 13 0 R /Root 1 0 R");
}

static inline Str trailer_with_strange_key(World *world)
{
    return read_ended(world, "/Root 1 0 R", "/Prev#00 7 /Root 1 0 R");
}

static inline Str row_of_another_generation(World *world)
{
    return read_ended(world, " 00000 n ", " 00007 n ");
}

static inline Str row_too_short(World *world)
{
    return read_ended(world, " 00000 n \n", " 00000 n\n");
}

static inline Str end_with_a_comment(World *world)
{
    return read_ended(world, "startxref\n", "startxref % 0\n");
}

static inline Str entry_of_a_wrong_kind(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_CATALOG,
                      paper_catalog(world->arena, "-", "/Version 1 7 R"));
}

/* Programs that look through all bytes find the object that the certificate is. */
/* Some programs do not open what says that it is no catalog. */
static inline Str catalog_of_another_type(World *world)
{
    const char *catalog = paper_catalog(world->arena, "-", "");
    return paper_with(
        world->arena, seal_good(world), PAPER_CATALOG,
        bytes_replaced(world->arena, str_from(catalog), "/Catalog", "/Catalgo", 0).at);
}

static inline Str object_in_a_stream(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_stream(&tail, 60, "",
                "x\nendstream\nendobj\n5 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n");
    tail_object(&tail, PAPER_CATALOG, paper_catalog(world->arena, "-", "/DSS <</Certs [60 0 R]>>"));
    return tail_end(&tail);
}

/* Another signature in place of this one, behind many revisions that look as if they had some. */
static inline Str removed_behind_many(World *world)
{
    Str file = paper_make(world->arena);
    for (size_t i = 0; i < 34; i++)
        file = paper_with(world->arena, file, 60, "<</ByteRange [0 1 2 3]>>");
    file = seal_file(world, file, (Seal){.who = "kepala", .field = 21});
    Tail tail = tail_begin(world->arena, file);
    tail_object(&tail, PAPER_KEPALA, paper_field(world->arena, PAPER_KEPALA, ""));
    tail_stream(&tail, PAPER_CONTENT_1, "", READ_FAKE);
    return seal_file(world, tail_end(&tail),
                     (Seal){.who = "sekretaris", .field = PAPER_SEKRETARIS, .number = 70});
}

#endif
