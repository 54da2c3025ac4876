/*
 * pdfread/file.h - what the parts of this stage share; inside pdfread/ only.
 */
#ifndef LAKIPDF_PDFREAD_FILE_H
#define LAKIPDF_PDFREAD_FILE_H

#include "pdfread/pdfread.h"

/* --- The table of all objects ----------------------------------------------------------------- */

typedef enum EntryKind {
    ENTRY_FREE,
    ENTRY_PLAIN,
    ENTRY_PACKED,
} EntryKind;

/* Where an object stands. */
typedef struct XrefEntry {
    uint64_t place;  /* its offset; or the number of the object stream that holds it */
    uint32_t rest;   /* its generation; or its index in the object stream */
    uint32_t number; /* the table is sorted by it */
    uint32_t order;  /* in which the entries were found: those of newer sections first */
    uint16_t section;
    uint8_t kind; /* EntryKind */
} XrefEntry;

/* An object stream, decoded. */
typedef struct Holder {
    Str text;
    size_t first; /* where the objects begin */
    uint32_t count;
    const uint32_t *pairs;           /* number and offset of each */
    const struct HeldNumber *sorted; /* by number; NULL until it is needed */
} Holder;

/* What has been read of an object. */
typedef struct Slot {
    const PdfObject *object;
    Holder *holder;
    enum { SLOT_UNREAD, SLOT_BUSY, SLOT_READ, SLOT_BROKEN } state;
    enum { HOLDER_UNREAD, HOLDER_BUSY, HOLDER_READ, HOLDER_BROKEN } holder_state;
} Slot;

/* A cross-reference section. */
typedef struct Section {
    size_t at, end;
    bool stream;
    bool ends; /* as it must */
    uint32_t revision;
    const PdfValue *trailer;
    const char *odd; /* why programs may read it in different ways; or NULL */
} Section;

struct PdfFile {
    Arena *arena;
    Diags *diags;
    const Source *source;
    size_t start; /* of the header: offsets in the file count from here */
    Section *sections;
    size_t section_count, section_capacity; /* the newest first */
    XrefEntry *entries;
    size_t entry_count, entry_capacity;
    size_t operand_count; /* values before the operator, in the content of a page */
    size_t held_size;     /* bytes of all object streams, decoded */
    size_t filtered_size; /* bytes that filters took and gave */
    size_t read_size;     /* bytes that were gone through for objects and sections */
    Slot *slots;          /* by index of the entry; NULL while the sections are read */
    PdfRevision *revisions;
    size_t revision_count;
    size_t value_count; /* of all values that were read */
    size_t misfits;     /* see pdf_misfits */
    size_t damages;     /* see pdf_damages */
    PdfValue *stack;    /* of arrays and dictionaries under way */
    size_t stack_count, stack_capacity;
    int depth;                  /* of objects that need others to be read */
    struct z_stream_s *inflate; /* flate.c's own; or NULL */
};

/* What is packed may become a thousand times as large: these bound it by the size of the file. Real
   files stay far below. */
size_t most_values(const PdfFile *file); /* of all objects */
size_t most_held(const PdfFile *file);   /* bytes of object streams */
size_t most_read(const PdfFile *file);   /* bytes that are gone through for objects and sections */
/* Whether more may be gone through: each object is read once, so that what is far more than the
   file are objects that lie over each other. False after adding a message. */
bool may_read(PdfFile *file);

/* --- Scanning --------------------------------------------------------------------------------- */

/* A position in the file, or in an object stream. */
typedef struct Scan {
    PdfFile *file;
    Str text;
    size_t at;
    uint32_t holder; /* the number of the object stream; 0 in the file itself */
    Arena *operands; /* for what is read of a page's content; NULL for anything else */
} Scan;

/* Adds a message about what stands at `at`; always false. */
bool scan_damaged(const Scan *scan, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Adds a message about the file as a whole; always false. */
bool file_damaged(PdfFile *file, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The hint of a limit that only files reach which are damaged, or made to do harm. */
extern const char *const hint_of_limit;

/* The next byte, -1 at the end. */
int scan_peek(const Scan *scan);
/* Skip white space; and comments too. */
void scan_blanks(Scan *scan);
void scan_skip(Scan *scan);
/* Skips what scan_skip does and takes the keyword, if it stands there. */
bool scan_word(Scan *scan, const char *word);
/* Skips the same and takes an integer without sign, at most `most`. */
bool scan_number(Scan *scan, uint64_t most, uint64_t *number);
/* Skips the same and takes a value of any kind but a stream. False after adding a message. */
bool scan_value(Scan *scan, PdfValue *value);

/* White space of a PDF; -1 is none. */
bool is_white(int byte);
/* 0 to 15; -1 for what is no hexadecimal digit. */
int hex_digit(int byte);

/* --- Parts ------------------------------------------------------------------------------------ */

/* Reads the object that begins at the scan's position, which stands in the file itself; where
   `wanted` is not UINT32_MAX, it must have that number. False after adding a message. */
bool read_object(Scan *scan, uint32_t wanted, PdfObject *object);
/* Reads all sections from the newest on, which begins at the scan's position: their entries, not
   sorted. False after adding a message. */
bool read_sections(PdfFile *file, Scan *scan);

/* Undo a filter: the bytes in the arena, at most `limit`. False after adding a message. */
typedef struct Decoding {
    PdfFile *file;
    const PdfValue *stream;
    Arena *arena;
    size_t limit;
    const PdfRoom *room; /* that the limit is of; or NULL */
} Decoding;

bool decoding_damaged(const Decoding *decoding, const char *what);
bool decode_flate(const Decoding *decoding, Str packed, Str *plain);
bool decode_lzw(const Decoding *decoding, Str packed, bool early, Str *plain);
/* Undoes the predictor that the parameters name, if any. */
bool undo_predictor(const Decoding *decoding, const PdfValue *parameters, Str *bytes);

/* Strict readings (strict.c). Whether the rows of the table that begins at `at` are as they must
   be; whether an end with "startxref" stands there, and the place that it names; what is wrong with
   a trailer, or NULL. */
bool strict_table(Str text, size_t at);
bool strict_end(Str text, size_t at, uint64_t *place);
const char *strict_trailer(const PdfValue *trailer);

extern const PdfValue pdf_null;

#endif
