/*
 * pdf/writer.h - what the parts of this stage share while a file is made; inside pdf/ only.
 *
 * libharu's objects are used in two ways: some streams as libharu makes them; everything else as a
 * dictionary whose content a function of ours prints when the file is written (libharu's own
 * dictionaries take a kilobyte and floating point for what we know exactly).
 *
 * libharu allocates from the writer's arena and holds nothing else. So an allocation that fails may
 * jump out of it, and dropping the arena frees all, however far it got. Errors of libharu stay in
 * doc->error, where writer_ok finds them; after one its functions do nothing or return NULL.
 */
#ifndef LAKIPDF_PDF_WRITER_H
#define LAKIPDF_PDF_WRITER_H

#include "pdf/content.h"
#include "pdf/flate.h"
#include "pdf/pdf.h"
#include "pdf/sink.h"

#include <hpdf.h>

#define PDF_LANGUAGE "id-ID"

typedef struct Writer {
    Arena *arena; /* as long as the file is made */
    Diags *diags;
    Layout *layout;
    const PdfInfo *info;
    HPDF_Doc doc;
    HPDF_Dict empty; /* writer.c's own */
    Flate *flate;
    CodeSet *used; /* by face: */
    size_t face_count;
    uint32_t *fonts;     /* by face: the number of the font object, 0 where not used */
    uint32_t *pictures;  /* by index: the number of the image object */
    uint32_t *pages;     /* by index: the number of the page object */
    uint32_t resources;  /* of all pages */
    uint32_t font_names; /* of all fonts */
    struct Furniture *furniture;
    uint32_t *fields; /* the numbers of signature fields, in the document's order */
    size_t field_count, field_capacity;
    uint32_t last_action; /* of the last link that has one, and where that leads: annotation.c's */
    Str last_address;
    struct Structure *structure; /* NULL: the file is not tagged */
    Buf scratch;                 /* for what is printed at once */
    Sink *sink;
} Writer;

/* Prints the entries of a dictionary. */
typedef void Print(Writer *writer, const void *what, Buf *out);

/* False after an error of libharu. */
bool writer_ok(const Writer *writer);
/* The number that references name an object by. */
uint32_t object_number(const void *object);
/* Writes "12 0 R". */
void put_reference(Buf *out, uint32_t number);
/* Writes "[12 0 R 13 0 R]". */
void put_references(Buf *out, const uint32_t *numbers, size_t count);

/* Writes the /Dest entry that leads to a place of a page (index), `y` from its top. */
void put_destination(Writer *writer, uint32_t page, Len y, Buf *out);

/* A new object, a dictionary that `print` prints when the file is written; returns its number. */
uint32_t object_add(Writer *writer, Print *print, const void *what);
/* Makes `print` print the rest of a dictionary of libharu's that has no use for its attr. */
void object_print(Writer *writer, HPDF_Dict dict, Print *print, const void *what);

/* Prints the entries of the nth of many dictionaries. */
typedef void PrintNth(Writer *writer, const void *what, size_t nth, Buf *out);

/* `count` new objects with numbers that follow each other, the first of which is returned;
   dictionaries that `print` prints in this order. They take next to no memory. */
uint32_t objects_add(Writer *writer, PrintNth *print, const void *what, size_t count);

/* A new stream object with these bytes compressed; its number, 0 after an error. */
uint32_t content_add(Writer *writer, Str plain);
/* The same with more entries of its dictionary. */
uint32_t stream_print(Writer *writer, Print *print, const void *what, Str plain);
/* A new stream object with these bytes as they are, which stay where they are until the file is
   written; `print` also prints the filter that they need. */
uint32_t stream_store(Writer *writer, Print *print, const void *what, Str bytes);

/* --- The parts: each adds its objects -------------------------------------------------------- */

/* Adds all pages with their content and annotations; knows afterwards which characters are used.
   False also after an error of the layout. */
bool add_pages(Writer *writer);
/* Adds the annotations of a page (index), whose numbers it returns, *added of them; notes the
   fields among them. Links that lead nowhere are left out. */
const uint32_t *add_annotations(Writer *writer, uint32_t index, const Page *page, size_t *added);
/* Adds the interactive form of the fields, when all pages are added; its number, 0 where there are
   none. */
uint32_t add_form(Writer *writer);
/* Begins to collect what the elements of the layout consist of. */
void begin_structure(Writer *writer);
/* Takes the marks of a page (index). */
void structure_marks(Writer *writer, uint32_t page, const uint32_t *marks, size_t count);
/* Takes those of a piece of a page that is a form (the number of the object), which pieces are
   asked for in their order. Returns its index. */
size_t structure_piece(Writer *writer, uint32_t page, uint32_t form, const uint32_t *marks,
                       size_t count);
/* The key of that piece in the tree of parents, known when all pages are added. */
size_t structure_piece_key(const Writer *writer, size_t piece);
/* Takes an annotation on that page: its number, and what it belongs to. Returns its key in the tree
   of parents. */
uint32_t structure_annotation(Writer *writer, uint32_t page, uint32_t annotation, uint32_t tag);
/* Adds all elements, when all pages are added; the number of their root. */
uint32_t add_structure(Writer *writer);
/* Adds an image object for each picture of the layout. */
bool add_pictures(Writer *writer);
/* Prints their names for the resources of all pages: /P0, /P1, ... */
void put_picture_names(const Writer *writer, Buf *out);
/* Embeds the faces that are used. False after adding a message. */
bool add_fonts(Writer *writer);
/* Adds the stream with the colours' profile; its number, 0 after an error. */
uint32_t add_profile(Writer *writer);
/* Writes the catalog's /OutputIntents: what the document's colours are, by that profile. */
void put_output_intent(Buf *out, uint32_t profile);
/* Adds the outline; returns its number, 0 where the document has no headings. */
uint32_t add_outline(Writer *writer);
/* Adds the page labels; returns the number of their tree. */
uint32_t add_labels(Writer *writer);
/* Adds the metadata stream and fills the Info dictionary alike; returns the stream's number. */
uint32_t add_metadata(Writer *writer);
/* Writes the entry of a date, of the document's, where that has one. */
void put_date(Buf *out, const char *key, const PdfInfo *info);
/* Adds the embedded files; NULL where there are none and after an error. */
struct Embeds *add_embeds(Writer *writer);
/* Writes the catalog's /AF and /Names for them. */
void put_embeds(const struct Embeds *embeds, Buf *out);

/* --- Saving ----------------------------------------------------------------------------------- */

/* Writes the file to the sink. False after a failed write or an error of libharu. */
bool save_file(Writer *writer);

#endif
