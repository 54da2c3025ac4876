/*
 * update/update.h - adds to the end of any PDF, so that all that was there stays as it was.
 *
 * An incremental update (ISO 32000-1, 7.5.6) appends new objects and new versions of old ones, then
 * a cross-reference section of the kind that the file's newest one is. What it shows is typeset by
 * the stages before this one, read back, and imported: with its embedded fonts and without what an
 * archival PDF must not hold.
 *
 * All that is handed out lives in the arena of the Update. Knows base/, layout/, pdf/ and pdfread/.
 */
#ifndef LAKIPDF_UPDATE_UPDATE_H
#define LAKIPDF_UPDATE_UPDATE_H

#include "pdf/pdf.h"
#include "pdfread/pdfread.h"

/* --- The update ------------------------------------------------------------------------------- */

typedef struct Update Update;

/* Begins one; `source` is what the file was read from. */
Update *update_new(Arena *arena, Diags *diags, PdfFile *file, const Source *source);

/* A number for a new object. */
uint32_t update_number(Update *update);
/* What stands between "N G obj" and "endobj": of a new number, or of an object of the file, whose
   new version it is. The last one that is put for a number counts. It is not copied. */
void update_put(Update *update, uint32_t number, Str body);
/* The same under a new number, which is returned. */
uint32_t update_add(Update *update, Str body);
/* A stream, deflated: `entries` of its dictionary besides /Length and /Filter ("/Type /XObject
   ..."). */
void update_put_stream(Update *update, uint32_t number, Str entries, Str bytes);
uint32_t update_add_stream(Update *update, Str entries, Str bytes);

/* What stands under the number by now: the newest body that was put, empty where none was. */
Str update_body(const Update *update, uint32_t number);

/*
 * The bytes to write behind those of the source. The trailer is the file's newest one with its
 * /Size, /Prev and /ID, whose first half stays; nothing can be put from then on. An empty slice
 * where a message tells why: an error since update_new, damage that was met in the file at any
 * time, or the file grew too large for its kind of table. Errors of anything else, from before, do
 * not count.
 */
Str update_finish(Update *update);
/* After update_finish: where the body of an object that was put begins, from the start of the
   source. */
size_t update_place(const Update *update, uint32_t number);

/* --- Writing values --------------------------------------------------------------------------- */

/* "12 0 R" */
void append_reference(Buf *out, uint32_t number);
/* An integer; thousandths with as many decimals as they need. */
void append_integer(Buf *out, int64_t value);
void append_thousandths(Buf *out, int64_t thousandths);
/* "[x1 y1 x2 y2]" of thousandths. */
void append_box(Buf *out, const int64_t box[4]);
/* Bytes as a literal string; as a hexadecimal one. */
void append_string(Buf *out, Str bytes);
void append_hex(Buf *out, Str bytes);
/* UTF-8 as a text string (7.9.2.2): ASCII as it is, anything else in UTF-16. */
void append_text(Buf *out, Str text);
/* "/Name", what a name cannot hold escaped. */
void append_name(Buf *out, Str name);
/* Any value that was read but a stream, with its references as they are. Reals have at most six
   decimals. */
void append_value(Buf *out, const PdfValue *value);
/* The entries of a dictionary or stream without its brackets and without the keys in `except`,
   which a NULL ends. */
void append_entries(Buf *out, const PdfValue *dict, const char *const *except);

/* --- Changing a page -------------------------------------------------------------------------- */

/* What a page gets; any part may be absent. */
typedef struct PageChange {
    const uint32_t *annotations; /* objects that its /Annots gets at their end */
    size_t annotation_count;
    uint32_t form; /* a form XObject to draw on top of all; 0 none */
    int64_t x, y;  /* where its lower left corner comes: thousandths, from the lower left corner of
                      the page as it is seen */
    const char *tag; /* what its content is marked as: "Artifact", as in tagged files what is no
                        part of the text must be; NULL: not marked */
    uint32_t open;   /* graphics states that the page's content leaves open (q without Q) */
} PageChange;

/* Puts the new version of a page; once for each page in an update. */
void update_page(Update *update, const PdfPage *page, const PageChange *change);

/* --- Importing -------------------------------------------------------------------------------- */

/* From another PDF; what is imported twice comes once. */
typedef struct Import Import;

Import *import_new(Update *update, PdfFile *from);
/* The object with all that it refers to; its new number. 0 after adding a message: it is damaged.
 */
uint32_t import_object(Import *import, uint32_t number);

/* A page as a form XObject: what it shows, with its resources, in its visible box, upright. */
typedef struct ImportedPage {
    uint32_t form;
    int64_t width, height; /* thousandths; its lower left corner is 0, 0 */
} ImportedPage;

/* False after adding a message: there is no such page (from 0), or it is damaged. */
bool import_page(Import *import, size_t index, ImportedPage *page);

/* --- Overlays --------------------------------------------------------------------------------- */

/* A layout made into a PDF that is read at once, for import_page: what archival PDF of all parts
   allows, not tagged. NULL after adding a message. */
PdfFile *overlay_open(Arena *arena, Diags *diags, Layout *layout);

#endif
