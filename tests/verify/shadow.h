/*
 * tests/verify/shadow.h - what attackers add to a signed document: incremental saving, signature
 * wrapping, shadow attacks, attacks on certification.
 */
#ifndef LAKIPDF_TESTS_VERIFY_SHADOW_H
#define LAKIPDF_TESTS_VERIFY_SHADOW_H

#include "verify/forged.h"

/* --- Incremental saving ----------------------------------------------------------------------- */

static inline Str isa_update(World *world)
{
    return paper_with_stream(world->arena, seal_good(world), PAPER_CONTENT_1, "",
                             "BT /F1 12 Tf 20 150 Td (Pagu Rp5.000.000) Tj ET");
}

/* Objects without a cross-reference: programs that repair take them. */
static inline Str isa_without_table(World *world)
{
    return bytes_joined(world->arena, seal_good(world),
                        STR("5 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n"));
}

/* With a trailer, but the cross-reference leads elsewhere. */
static inline Str isa_without_rows(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    buf_text(&tail.bytes, "5 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n");
    tail_object(&tail, 60, "null");
    return tail_end(&tail);
}

/* A copy of the signature behind the change. */
static inline Str isa_with_copy(World *world)
{
    Arena *arena = world->arena;
    Str file = seal_good(world);
    size_t from = str_find(file, "40 0 obj", 0);
    size_t to = str_find(file, "endobj", from);
    Tail tail = tail_begin(arena, file);
    tail_stream(&tail, PAPER_CONTENT_1, "", "BT /F1 12 Tf 20 150 Td (Pagu Rp5.000.000) Tj ET");
    tail_object(&tail, 40, str_c(arena, str_slice(file, from + 9, to)));
    return tail_end(&tail);
}

/* The table of the new revision does not build on the signed one, but on the one before. */
static inline Str isa_skips_signed(World *world)
{
    Str file = seal_good(world);
    Str first = str_slice(file, 0, str_find(file, "%%EOF\n", 0) + 6);
    Tail tail = tail_begin(world->arena, file);
    tail.previous = paper_xref(first);
    tail_row(&tail, 40, str_find(file, "40 0 obj", 0), 'n');
    tail_object(&tail, PAPER_KEPALA, paper_field(world->arena, PAPER_KEPALA, "/V 40 0 R"));
    tail_stream(&tail, PAPER_CONTENT_1, "", "BT /F1 12 Tf 20 150 Td (Pagu Rp5.000.000) Tj ET");
    return tail_end(&tail);
}

static inline Str signature_removed(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_KEPALA,
                      paper_field(world->arena, PAPER_KEPALA, ""));
}

static inline Str signature_out_of_form(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_FORM,
                      "<</Fields [22 0 R 23 0 R] /SigFlags 3>>");
}

/* --- Signature wrapping ----------------------------------------------------------------------- */

/* The second part is signed where it has been moved to; something else stands in its place. */
static inline Str wrapped(World *world)
{
    Arena *arena = world->arena;
    Str file = seal_good(world);
    Gap gap = seal_gap(file);
    Str behind = str_slice(file, gap.to, file.size);
    Buf out = {.arena = arena};
    buf_add(&out, str_slice(file, 0, gap.to));
    buf_text(&out, " /Wrapped (");
    size_t moved = out.size;
    buf_add(&out, behind);
    buf_text(&out, ")>>\nendobj\n");
    Str all = buf_str(&out);
    char range[sizeof SEAL_RANGE];
    char old[sizeof SEAL_RANGE];
    snprintf(old, sizeof old, "/ByteRange [0 %010zu %010zu %010zu]", gap.from, gap.to, behind.size);
    snprintf(range, sizeof range, "/ByteRange [0 %010zu %010zu %010zu]", gap.from, moved,
             behind.size);
    all = bytes_replaced(arena, all, old, range, 0);
    Tail tail = tail_begin(arena, all);
    tail.previous = paper_xref(str_slice(file, 0, str_find(file, "%%EOF\n", 0) + 6));
    tail_stream(&tail, PAPER_CONTENT_1, "", "BT /F1 12 Tf 20 150 Td (Pagu Rp5.000.000) Tj ET");
    tail_object(&tail, PAPER_KEPALA, paper_field(arena, PAPER_KEPALA, "/V 40 0 R"));
    tail_row(&tail, 40, str_find(all, "40 0 obj", 0), 'n');
    return tail_end(&tail);
}

/* --- Shadow attacks --------------------------------------------------------------------------- */

/* Hide: what covered a line draws nothing any more. */
static inline Str shadow_hide(World *world)
{
    return paper_with_stream(world->arena, seal_good(world), PAPER_BOX,
                             "/Type /XObject /Subtype /Form /BBox [0 0 300 200]", "");
}

/* Hide: what covered a line is no object any more. */
static inline Str shadow_hide_freed(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_row(&tail, PAPER_BOX, 0, 'f');
    return tail_end(&tail);
}

/* Replace: a form over the content shows something else. */
static inline Str shadow_replace_form(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_object(&tail, PAPER_CATATAN, paper_text(world->arena, "ditolak"));
    tail_stream(&tail, PAPER_LOOK, PAPER_LOOK_ENTRIES, "BT /F1 12 Tf 2 2 Td (ditolak) Tj ET");
    return tail_end(&tail);
}

/* Replace: what the form shows, but not its value. */
static inline Str shadow_replace_look(World *world)
{
    return paper_with_stream(world->arena, seal_good(world), PAPER_LOOK, PAPER_LOOK_ENTRIES,
                             "BT /F1 12 Tf 2 2 Td (ditolak) Tj ET");
}

/* Replace: digits look like others. */
static inline Str shadow_replace_font(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_FONT,
                      "<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>");
}

static inline Str shadow_replace_encoding(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_ENCODING,
                      "<</Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [49 /nine]>>");
}

/* Hide and replace: the catalog is another one, which was signed but led to by nothing. */
static inline Str shadow_both_catalog(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_object(&tail, 60, "null");
    return tail_end_with(&tail, PAPER_HIDDEN_CATALOG, "");
}

/* Hide and replace: the cross-reference leads to the other object of the same number. */
static inline Str shadow_both_row(World *world)
{
    Str file = seal_good(world);
    Tail tail = tail_begin(world->arena, file);
    tail_row(&tail, PAPER_CONTENT_1, str_find(file, "5 0 obj", 0), 'n');
    return tail_end(&tail);
}

static inline Str shadow_both_pages(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_CATALOG,
                      bytes_replaced(world->arena, str_from(paper_catalog(world->arena, "-", "")),
                                     "/Pages 2 0 R", "/Pages 12 0 R", 0)
                          .at);
}

static inline Str shadow_both_content(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_PAGE_1,
                      paper_page(world->arena, "21 0 R 22 0 R 23 0 R", "11 0 R"));
}

/* --- Other changes ---------------------------------------------------------------------------- */

static inline Str page_removed(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_PAGES,
                      "<</Type /Pages /Count 1 /Kids [3 0 R]>>");
}

static inline Str page_added(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_object(&tail, PAPER_PAGES, "<</Type /Pages /Count 3 /Kids [3 0 R 60 0 R 4 0 R]>>");
    tail_object(&tail, 60, paper_page(world->arena, "", "7 0 R"));
    return tail_end(&tail);
}

static inline Str pages_swapped(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_PAGES,
                      "<</Type /Pages /Count 2 /Kids [4 0 R 3 0 R]>>");
}

static inline Str page_cropped(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_PAGES,
                      "<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R] /CropBox [0 0 300 100]>>");
}

static inline Str annotation_added(World *world)
{
    Tail tail = tail_begin(world->arena, seal_good(world));
    tail_object(&tail, 60,
                "<</Type /Annot /Subtype /FreeText /F 4 /Rect [20 140 200 165] /DA (/F1 12 Tf) "
                "/Contents (Pagu Rp5.000.000)>>");
    tail_object(&tail, PAPER_PAGE_1,
                paper_page(world->arena, "21 0 R 22 0 R 23 0 R 60 0 R", "5 0 R"));
    return tail_end(&tail);
}

static inline Str annotation_removed(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_PAGE_2,
                      paper_page(world->arena, "", "7 0 R"));
}

static inline Str field_moved(World *world)
{
    Str body = str_from(paper_field(world->arena, PAPER_SEKRETARIS, ""));
    return paper_with(world->arena, seal_good(world), PAPER_SEKRETARIS,
                      bytes_replaced(world->arena, body, "160 20 280 60", "0 140 300 200", 0).at);
}

static inline Str layer_hidden(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_CATALOG,
                      paper_catalog(world->arena, "/OCProperties",
                                    "/OCProperties <</OCGs [17 0 R] /D <</OFF [17 0 R]>>>>"));
}

static inline Str action_added(World *world)
{
    return paper_with(
        world->arena, seal_good(world), PAPER_CATALOG,
        paper_catalog(world->arena, "-", "/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"));
}

static inline Str attachment_added(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_CATALOG,
                      paper_catalog(world->arena, "-", "/Names <</EmbeddedFiles <</Names []>>>>"));
}

static inline Str title_changed(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_INFO, "<</Title (Lain)>>");
}

static inline Str xmp_changed(World *world)
{
    return paper_with_stream(world->arena, seal_good(world), PAPER_METADATA,
                             "/Type /Metadata /Subtype /XML",
                             "<x:xmpmeta><xmp:ModifyDate>2026-01-01</xmp:ModifyDate>"
                             "<dc:title>Lain</dc:title></x:xmpmeta>");
}

static inline Str structure_changed(World *world)
{
    return paper_with(world->arena, seal_good(world), PAPER_ELEMENT,
                      "<</Type /StructElem /S /P /P 26 0 R /Pg 3 0 R /ActualText (lain) /K 0>>");
}

static inline Str key_repeated(World *world)
{
    return paper_with(
        world->arena, seal_good(world), PAPER_PAGE_1,
        bytes_replaced(world->arena,
                       str_from(paper_page(world->arena, "21 0 R 22 0 R 23 0 R", "5 0 R")),
                       "/Type /Page", "/Contents 11 0 R /Type /Page", 0)
            .at);
}

/* Readers that know of cross-reference streams find something else than others. */
static inline Str hybrid(World *world)
{
    Arena *arena = world->arena;
    Tail tail = tail_begin(arena, seal_good(world));
    size_t content = tail.bytes.size;
    buf_text(&tail.bytes, "5 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n");
    size_t stream = tail.bytes.size;
    buf_format(&tail.bytes,
               "61 0 obj\n<</Type /XRef /Size 200 /W [1 4 1] /Index [5 1] /Filter /ASCIIHexDecode "
               "/Length 13>>\nstream\n01%08zx00>\nendstream\nendobj\n",
               content);
    tail_row(&tail, 61, stream, 'n');
    return tail_end_with(&tail, PAPER_CATALOG, str_format(arena, "/XRefStm %zu", stream).at);
}

/* A stream whose length is told elsewhere ends elsewhere. */
static inline Str length_changed(World *world)
{
    Arena *arena = world->arena;
    Str paper = paper_make(arena);
    Tail before = tail_begin(arena, paper);
    tail_object(&before, 50, "40");
    tail_row(&before, PAPER_CONTENT_2, before.bytes.size, 'n');
    buf_text(&before.bytes, "7 0 obj\n<</Length 50 0 R>>\nstream\n"
                            "BT /F1 12 Tf 20 150 Td (Lampiran) Tj ET \nendstream\nendobj\n");
    Str file = seal_file(world, tail_end(&before), (Seal){.who = "kepala", .field = 21});
    return paper_with(arena, file, 50, "39");
}

/* --- Certification ---------------------------------------------------------------------------- */

static inline Str certified_filled(World *world, int level, bool locked)
{
    Str file = locked ? seal_with(world, (Seal){.lock = "/Lock <</Type /SigFieldLock /Action "
                                                        "/Include /Fields [(catatan)] /P 2>>"})
                      : seal_certified(world, level);
    Tail tail = tail_begin(world->arena, file);
    tail_object(&tail, PAPER_CATATAN, paper_text(world->arena, "ditolak"));
    tail_stream(&tail, PAPER_LOOK, PAPER_LOOK_ENTRIES, "BT /F1 12 Tf 2 2 Td (ditolak) Tj ET");
    return tail_end(&tail);
}

static inline Str certified_1_filled(World *world)
{
    return certified_filled(world, 1, false);
}

static inline Str locked_filled(World *world)
{
    return certified_filled(world, 2, true);
}

static inline Str certified_1_signed(World *world)
{
    return seal_file(world, seal_certified(world, 1),
                     (Seal){.who = "sekretaris", .field = PAPER_SEKRETARIS, .number = 60});
}

static inline Str all_locked_signed(World *world)
{
    Str file = seal_with(world, (Seal){.lock = "/Lock <</Type /SigFieldLock /Action /All>>"});
    return seal_file(world, file,
                     (Seal){.who = "sekretaris", .field = PAPER_SEKRETARIS, .number = 60});
}

/* Evil annotation: what may be added covers what was certified. */
static inline Str certified_annotated(World *world, int level)
{
    Tail tail = tail_begin(world->arena, seal_certified(world, level));
    tail_object(&tail, 60,
                "<</Type /Annot /Subtype /FreeText /F 4 /Rect [20 140 200 165] /DA (/F1 12 Tf) "
                "/Contents (Pagu Rp5.000.000)>>");
    tail_object(&tail, PAPER_PAGE_1,
                paper_page(world->arena, "21 0 R 22 0 R 23 0 R 60 0 R", "5 0 R"));
    return tail_end(&tail);
}

static inline Str evil_annotation(World *world)
{
    return certified_annotated(world, 3);
}

static inline Str certified_2_annotated(World *world)
{
    return certified_annotated(world, 2);
}

/* Sneaky signature: the look of a further one covers what was certified. */
static inline Str sneaky_signature(World *world)
{
    return seal_file(world, seal_certified(world, 2),
                     (Seal){.who = "sekretaris", .number = 60, .rect = "[20 140 200 165]"});
}

static inline Str certification_dropped(World *world)
{
    return paper_with(world->arena, seal_certified(world, 1), PAPER_CATALOG,
                      paper_catalog(world->arena, "-", ""));
}

static inline Str certified_later(World *world)
{
    return seal_file(world, seal_good(world),
                     (Seal){.who = "sekretaris",
                            .field = PAPER_SEKRETARIS,
                            .number = 60,
                            .entries = "/Reference [<</TransformMethod /DocMDP /TransformParams "
                                       "<</P 3>>>>]",
                            .catalog = "/Perms <</DocMDP 60 0 R>>"});
}

#endif
