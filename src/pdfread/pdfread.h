/*
 * pdfread/pdfread.h - reads any PDF from its bytes.
 *
 * Files of all versions, as ISO 32000-1 describes them: cross-reference tables and streams, both in
 * one file (hybrid), many revisions behind each other, object streams. Objects are parsed when they
 * are asked for, and kept. What is damaged is told with its offset, not repaired; encrypted files
 * are refused. Nothing crashes, loops or eats all memory, whatever the bytes are.
 *
 * Everything that is handed out lives as long as the arena that pdf_open got and the bytes of the
 * source. Values are never changed. Knows base/ only.
 */
#ifndef LAKIPDF_PDFREAD_PDFREAD_H
#define LAKIPDF_PDFREAD_PDFREAD_H

#include "base/base.h"

enum {
    PDF_MAX_DEPTH = 64,                   /* of arrays and dictionaries in each other */
    PDF_MAX_VALUES = 32 * 1024 * 1024,    /* of all objects; of small files less */
    PDF_MAX_OPERANDS = 256 * 1024,        /* values before an operator of a page */
    PDF_MAX_OBJECTS = 8388607,            /* ISO 32000-1, annex C.2 */
    PDF_MAX_SECTIONS = 4096,              /* cross-reference sections */
    PDF_MAX_DECODED = 1024 * 1024 * 1024, /* bytes of one stream, and of all that hold objects */
    PDF_MAX_HELD = 16 * 1024 * 1024,      /* bytes of all object streams of a small file, */
    PDF_HELD_PER_BYTE = 32,               /* and more of them for each of the file */
    PDF_MAX_READ = 16 * 1024 * 1024,      /* bytes that are gone through for objects, */
    PDF_READ_PER_BYTE = 4,                /* and more of them for each of the file */
    PDF_MAX_CONTENT = 64 * 1024 * 1024,   /* bytes that a page draws, its forms each time */
    PDF_MAX_DRAWN = 128 * 1024 * 1024,    /* bytes that all pages draw, */
    PDF_DRAWN_PER_BYTE = 32,              /* and more of them for each of the file */
    PDF_MAX_ATTACHMENTS = 10000,
    PDF_MAX_ATTACHED = 1024 * 1024 * 1024, /* bytes of all of them, for who takes them out */
    PDF_MAX_SEARCHED = 4 * 1024 * 1024,    /* places that are searched for them */
};

/* --- Values ----------------------------------------------------------------------------------- */

typedef enum PdfKind {
    PDF_NULL,
    PDF_BOOL,
    PDF_INTEGER,
    PDF_REAL,
    PDF_STRING,
    PDF_NAME,
    PDF_ARRAY,
    PDF_DICT,
    PDF_STREAM, /* a dictionary with bytes; only an object as a whole is one */
    PDF_REFERENCE,
} PdfKind;

typedef struct PdfEntry PdfEntry;
typedef struct PdfValue PdfValue;

struct PdfValue {
    PdfKind kind;
    uint32_t count; /* of items or entries */
    /* Where it stands, in bytes from the start of the file, to sign and to verify; in an object
       that comes out of an object stream, from the start of that, decoded. */
    size_t from, to;
    union {
        bool truth;
        struct {
            union {
                int64_t integer;
                int64_t millionths; /* of a real: what exceeds that is cut off */
            };
            const char *written; /* of both: the bytes `from` to `to`; or NULL */
        };
        Str text; /* of a string or a name: its bytes, escapes resolved */
        const PdfValue *items;
        struct {
            const PdfEntry *entries; /* of a dictionary or stream */
            Str raw;                 /* of a stream: its bytes as they stand in the file */
        };
        struct {
            uint32_t number;
            uint32_t generation;
        };
    };
};

struct PdfEntry {
    Str key;
    PdfValue value;
};

/* --- The file --------------------------------------------------------------------------------- */

typedef struct PdfFile PdfFile;

/* An indirect object. */
typedef struct PdfObject {
    PdfValue value;
    uint32_t number;
    uint32_t generation;
    uint32_t revision; /* index: the one that it was written by */
    uint32_t holder; /* the number of the object stream that it stands in; 0 where it stands in the
                        file itself */
    size_t from, to; /* from "12 0 obj" to behind "endobj"; those of the holder where it has one */
} PdfObject;

/* A state of the file: what it was before others were added to its end. */
typedef struct PdfRevision {
    size_t xref; /* where its cross-reference section begins: the /Prev of the next revision */
    size_t end;  /* behind its %%EOF: the file was these bytes */
    bool stream; /* its section is a stream, not a table */
    const PdfValue *trailer; /* a dictionary or the stream's */
    bool merged;             /* two sections: as of a linearized file */
    const char *odd; /* why programs may read its sections in different ways, and look for objects
                        in all bytes instead: "its trailer has no /Size"; NULL where they should
                        not */
} PdfRevision;

/* Reads the header, the cross-reference sections and their trailers. NULL after adding messages: no
   PDF, damaged, encrypted. */
PdfFile *pdf_open(Arena *arena, Diags *diags, const Source *source);

/* All revisions, the oldest first; at least one. The two sections of a linearized file are one
   revision. */
const PdfRevision *pdf_revisions(const PdfFile *file, size_t *count);
/* The newest trailer: /Root, /Info, /ID, /Size. */
const PdfValue *pdf_trailer(const PdfFile *file);
/* One more than the highest number of an object, free ones too: the number of the next. */
uint32_t pdf_next_number(const PdfFile *file);

/* Where the header stands, which offsets in the file count from: 0 unless something was put before
   it. */
size_t pdf_start(const PdfFile *file);

/* The object of that number in the newest revision. NULL where there is none, and after adding a
   message, once, where it is damaged. */
const PdfObject *pdf_object(PdfFile *file, uint32_t number);

/* Where an object stands, told without reading it. */
typedef struct PdfPlace {
    uint64_t at;     /* from the start of the file; 0 where an object stream holds it */
    uint32_t holder; /* the number of that; or 0 */
    uint32_t rest;   /* its index in that; or its generation */
} PdfPlace;

/* The place in the newest revision; false where there is no such object. */
bool pdf_place(const PdfFile *file, uint32_t number, PdfPlace *place);

/* The next object that the newest section names, free ones too: *at counts on from 0. False behind
   the last one. */
bool pdf_newest(const PdfFile *file, size_t *at, uint32_t *number);

/* How often something did not fit that was read so far, so that programs may find different
   objects: a reference whose generation is not the object's, a reference to a reference, an object
   whose generation is not the one that the cross-reference tells. */
size_t pdf_misfits(const PdfFile *file);

/* How many messages were added by now about what is damaged in the file, or beyond a limit. */
size_t pdf_damages(const PdfFile *file);

/* What a reference leads to, by any number of references; any other value is itself. Never NULL: a
   null value where there is no such object or it is damaged. */
const PdfValue *pdf_resolve(PdfFile *file, const PdfValue *value);
/* The entry of a dictionary or a stream, the item of an array: resolved. A null value where there
   is none. */
const PdfValue *pdf_get(PdfFile *file, const PdfValue *dict, const char *key);
const PdfValue *pdf_item(PdfFile *file, const PdfValue *array, size_t index);
/* The same unresolved. NULL where there is none. */
const PdfValue *pdf_entry(const PdfValue *dict, const char *key);

bool pdf_is_name(const PdfValue *value, const char *name);
/* The integer, or `otherwise` where it is none. */
int64_t pdf_integer(const PdfValue *value, int64_t otherwise);
/* An integer or a real in thousandths, cut off; at most 10^15, so that some can be added up. False
   for anything else. */
bool pdf_thousandths(const PdfValue *value, int64_t *thousandths);
/* A text string (7.9.2.2) as UTF-8, in the arena; of anything but a string and a name, empty. What
   is no character becomes U+FFFD. */
Str pdf_utf8(Arena *arena, const PdfValue *value);

/* The same by a key that no zero byte ends. */
const PdfValue *pdf_named(PdfFile *file, const PdfValue *dict, Str key);

/* The bytes of a stream with all its filters undone, at most `limit`, in the arena: Flate and LZW
   with their predictors, ASCIIHex, ASCII85, RunLength. False after adding a message: damaged, too
   large, another filter. */
bool pdf_decode(PdfFile *file, const PdfValue *stream, Arena *arena, size_t limit, Str *bytes);

/* How much several streams may have together. */
typedef struct PdfRoom {
    size_t left;      /* bytes that the next one may have */
    size_t most;      /* what that was at first: messages name it */
    const char *what; /* has that many: "what a page draws has" */
} PdfRoom;

/* The same with at most room->left bytes, which are then taken off it, and some for what the
   filters had to do; nothing is decoded where none is left. */
bool pdf_decode_in(PdfFile *file, const PdfValue *stream, Arena *arena, PdfRoom *room, Str *bytes);

/* --- Pages ------------------------------------------------------------------------------------ */

/* A page with what it inherits (7.7.3.4). */
typedef struct PdfPage {
    uint32_t number, generation; /* of its object */
    const PdfValue *dict;
    const PdfValue *resources; /* or a null value */
    int64_t media[4]; /* thousandths: left, bottom, right, top; A4 where the file does not say */
    int64_t crop[4];  /* the part that is shown, inside of it */
    int rotate;       /* 0, 90, 180 or 270, clockwise */
} PdfPage;

/* All pages in their order; *count of them. NULL after adding a message: the tree is damaged. */
const PdfPage *pdf_pages(PdfFile *file, size_t *count);
/* A rectangle (7.9.5) in thousandths: left, bottom, right, top. False where it is none. */
bool pdf_rectangle(PdfFile *file, const PdfValue *array, int64_t box[4]);

/* What a page may draw: with its forms, which count each time that they are drawn. */
extern const PdfRoom pdf_page_room;
/* Bytes that all pages of the file may draw together before whoever looks at them should end: far
   more than real files do. */
size_t pdf_most_drawn(const PdfFile *file);

/* Is called with what a page or a form draws, decoded, which is gone afterwards. */
typedef bool PdfTakeContent(void *context, Str content);

/*
 * Calls `take` with the content of a page, given by its dictionary: all its streams as one (7.8.2),
 * a line break behind each where there are several; or with that of a form, given by its stream.
 * What is no stream is passed over. The bytes are taken off the room, which starts as
 * pdf_page_room, and their memory is given back whatever happens. False where `take` returned that,
 * and after adding a message: damaged, or no room is left. Jumps where memory runs out, or where
 * `take` does.
 */
bool pdf_content(PdfFile *file, const PdfValue *drawn, PdfRoom *room, PdfTakeContent *take,
                 void *context);

/* Is called for each operator of a content stream with all values that stand before it, in their
   order; they are gone afterwards. Operators take the last ones. False ends the walk; it may jump,
   as a failed allocation does. */
typedef bool PdfTakeOperator(void *context, Str word, const PdfValue *operands, size_t count);

/* Walks through a decoded content stream; also through the map of a font's characters, which is
   written alike (9.10.3). False where `take` ended it, and after adding a message where it is
   damaged or more than PDF_MAX_OPERANDS values, those in arrays and dictionaries too, stand before
   an operator. Jumps where memory runs out, or where `take` does. */
bool pdf_operators(PdfFile *file, Str content, PdfTakeOperator *take, void *context);

/* --- Attachments ------------------------------------------------------------------------------ */

typedef struct PdfAttachment {
    Str name; /* UTF-8, as the file says it: it may hold slashes and anything else */
    Str description;
    Str relationship; /* /AFRelationship: "Data", "Source", ...; or empty */
    Str type;         /* MIME; or empty */
    const PdfValue *stream;
} PdfAttachment;

/* The embedded files of the catalog's name tree, of associated files and of annotations, each once,
   in that order; *count of them. NULL where there are none, and after adding a message: there are
   more than PDF_MAX_ATTACHMENTS, or more than PDF_MAX_SEARCHED places or trees deeper than
   PDF_MAX_DEPTH to search for them. What is damaged has a message too, and is passed over. */
const PdfAttachment *pdf_attachments(PdfFile *file, size_t *count);

#endif
