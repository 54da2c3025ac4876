/*
 * data/data.h - from the user's files to typed records.
 *
 * First stage of the pipeline. A loader (YAML or XML, two spellings of one tree) gives a tree of
 * nodes that remember their place. The schema, itself data in config/, says which records and
 * fields there are; binding a tree to a record type checks it and gives typed records. The job's
 * config is such a record, and so is everything else that users write.
 *
 * Knows base/ only. Everything returned lives in the arena given. All problems are added to the
 * Diags; a function that returns NULL or false has added at least one error.
 */
#ifndef LAKIPDF_DATA_DATA_H
#define LAKIPDF_DATA_DATA_H

#include "base/base.h"

/*
 * --- The tree (tree.c, yaml.c, xml.c, write_yaml.c, write_xml.c) ---
 *
 * Both spellings can say all that the other can:
 *
 *              YAML                         XML
 *   map        key: value                   <key>value</key>
 *              2017: value                  <isi kunci="2017">value</isi> (a key that is no name)
 *              {}                           jenis="peta" on an element without content
 *   list       - value                      <butir>value</butir>
 *              []                           jenis="daftar" on an element without content
 *   nothing    null, ~ or nothing at all    kosong="ya"
 *   text       value, "value", |            value; white space around it counts only where
 *                                           xml:space="preserve"; <key/> is the empty text
 *
 * An element that holds <butir> is a list, one that holds other elements a map; `jenis` may stand
 * on these too, if it agrees. The name of the root element means nothing.
 */

typedef enum NodeKind {
    NODE_NULL,
    NODE_TEXT, /* every scalar: it is the schema that makes it a number or a date */
    NODE_LIST,
    NODE_MAP,
} NodeKind;

typedef struct Node Node;

typedef struct Member {
    Str key;
    Place key_place;
    Node *value;
} Member;

struct Node {
    NodeKind kind;
    Place place; /* of its first character; for text its length too */
    Str text;    /* NODE_TEXT */
    size_t count;
    union {
        Node **items;    /* NODE_LIST */
        Member *members; /* NODE_MAP, in the order written, keys unique */
    };
    const struct NameIndex *index; /* of a map with many members, for node_member; or NULL */
};

/* Limits of one file; each is named in its message. */
enum {
    DATA_MAX_BYTES = 64 * 1024 * 1024,
    DATA_MAX_DEPTH = 64,
    DATA_MAX_NODES = 8 * 1000 * 1000, /* a text counts once more for each 64 bytes */
    DATA_MAX_KEYS = 100 * 1000,       /* of one map */
    DATA_MAX_SHARED = 100 * 1000,     /* of them those that aliases stand for */
    DATA_MAX_SCALAR = 1024 * 1024,
    DATA_MAX_ATTRIBUTES = 1000,    /* of an XML tag */
    DATA_MAX_NAMES = 100 * 1000,   /* of elements, different ones in an XML file */
    DATA_MAX_MADE_UP = 100 * 1000, /* records that are computed though no data give them, */
    DATA_MADE_UP_PER_RECORD = 100, /* and as many more for each that is given */
};

/* The tree of a source. An empty file, one that is not UTF-8 and one that is not YAML (not XML) are
   errors. All problems that can be found are added, not the first only. NULL when there was one. */
const Node *data_load_yaml(Arena *arena, Diags *diags, const Source *source);
const Node *data_load_xml(Arena *arena, Diags *diags, const Source *source);
/* Reads the file and loads it by the ending of its name: .yaml, .yml, .xml. `from` is the place
   that named the file. The source lives as long as the messages, the tree in the arena. */
const Node *data_load_file(Arena *arena, Diags *diags, const char *path, Place from);

/*
 * Data files that a second thread loads while the caller does something else (ahead.c). It is a
 * guess that they will be asked for and that nothing is wrong with them, which mostly holds: where
 * it does not, the caller loads the file as if there were no thread, and tells what is wrong in its
 * own order.
 */
typedef struct Ahead Ahead;

/* Begins to load the files in their order; XML files are left out. The Ahead is in the arena; what
   it holds besides is to be let go of by ahead_end. NULL, which the functions below take too, where
   there is nothing to load, no second core or no memory. */
Ahead *ahead_begin(Arena *arena, const char *const *paths, size_t count);
/* Waits for the file's tree, which lives until ahead_drop_trees; its source lives until ahead_end.
   NULL where the file is none of `paths`, or data_load_file has something to say of it. */
const Node *ahead_take(Ahead *ahead, const char *path);
void ahead_drop_trees(Ahead *ahead);
/* Waits for the thread and frees what it has loaded. */
void ahead_end(Ahead *ahead);

/* The member of a map; NULL when there is none or `map` is no map. */
const Node *node_member(const Node *map, Str key);
/* Equal kinds, texts, keys and order, whatever the places. */
bool node_equal(const Node *a, const Node *b);

/* The tree as YAML or as XML text that loads to an equal tree. `root` names the XML root element.
 */
void node_write_yaml(Buf *out, const Node *node);
void node_write_xml(Buf *out, const Node *node, const char *root);

/* --- Values and records (value.c) ------------------------------------------------------------ */

typedef enum ValueKind {
    VALUE_MISSING, /* nothing was given: propagates through arithmetic, prints "-" */
    VALUE_NUMBER,
    VALUE_TEXT,
    VALUE_BOOL,
    VALUE_DATE,
    VALUE_RECORD,
    VALUE_LIST,    /* of values of one kind, often records */
    VALUE_MAP,     /* values by key, in the order written; by year: in the order of years */
    VALUE_PENDING, /* a computed field that the calculation has not reached yet */
} ValueKind;

typedef struct Record Record;
typedef struct Field Field;
typedef struct RecordType RecordType;
typedef struct List List;
typedef struct Map Map;

typedef struct Value {
    ValueKind kind;
    union {
        Num number;
        Str text;
        bool flag;
        Date date;
        Record *record;
        const List *list;
        const Map *map;
    };
} Value;

struct List {
    size_t count;
    Value *items;
};

typedef struct Entry {
    Str key;
    int64_t year; /* the key as a number where the field is per year, else 0 */
    Value value;
} Entry;

struct Map {
    size_t count;
    Entry *entries;
};

/* A map of the data bound to its record type. */
struct Record {
    const RecordType *type;
    Record *parent;     /* the record that holds it; NULL for the root */
    const Field *field; /* the field of the parent that holds it; NULL for the root */
    int64_t position;   /* from 1, where that field is a list or a map; else 1 */
    bool made_up;       /* by binding: the user wrote nothing */
    Place place;        /* of what the user wrote */
    const Node *node;   /* that; NULL where made up, and after record_forget_nodes */
    Value *values; /* by Field.index: what is given; for computed fields PENDING, then the result */
    struct Stated *stated; /* what the data state for computed fields */
};

typedef struct Stated {
    struct Stated *next;
    const Field *field;
    Value value; /* not MISSING */
} Stated;

/* What the data state for a computed field; MISSING when nothing. */
Value record_stated(const Record *record, const Field *field);
/* The field's value; MISSING when the type has no such field. */
Value record_get(const Record *record, const char *name);
/* Shorthands of record_get: empty text, `otherwise`, an empty list when missing or of another kind.
 */
Str record_text(const Record *record, const char *name);
bool record_flag(const Record *record, const char *name);
int64_t record_int(const Record *record, const char *name, int64_t otherwise);
const List *record_list(const Record *record, const char *name);
Record *record_record(const Record *record, const char *name); /* NULL when missing */
/* Ends the record's use of the tree that it was bound from, and that of all that it holds: from
   then on fields have no places of their own. */
void record_forget_nodes(Record *root);
/* The place of the field's value; of the record itself when the field is not given or name is NULL.
 */
Place record_place(const Record *record, const char *name);
/* The place of item `index` (from 0) of a field that is a list or a map, and of its key in a map.
 */
Place record_item_place(const Record *record, const char *name, size_t index);
Place record_key_place(const Record *record, const char *name, size_t index);

/* --- The schema (schema.c, bind.c) ------------------------------------------------------------ */

typedef enum FieldKind {
    FIELD_TEXT,    /* teks */
    FIELD_NUMBER,  /* angka: any rational */
    FIELD_MONEY,   /* uang: rupiah, grouping read, "1.400" ambiguous */
    FIELD_COUNT,   /* cacah: a whole number, grouping read, "1.400" ambiguous */
    FIELD_YEAR,    /* tahun: 1900 to 2999 */
    FIELD_DATE,    /* tanggal */
    FIELD_BOOL,    /* ya_tidak: ya or tidak */
    FIELD_CHOICE,  /* pilihan: one of Field.choices; a VALUE_TEXT */
    FIELD_CODE,    /* kode: digits, letters, dots; a VALUE_TEXT */
    FIELD_NIP,     /* nip: a VALUE_TEXT; an audit finds a malformed one */
    FIELD_LENGTH,  /* ukuran: "8mm", "2.5cm", "11pt"; a VALUE_NUMBER in 1/1000 pt */
    FIELD_ANY,     /* bebas: a scalar as it stands, a VALUE_TEXT; also what a computed field may be
                      stated as that no schema declares */
    FIELD_FORMULA, /* rumus: a formula over named variables, which calc/ parses; a VALUE_TEXT */
    FIELD_RECORD,  /* the name of a record type */
} FieldKind;

typedef enum FieldShape {
    SHAPE_ONE,
    SHAPE_LIST,     /* "daftar KIND" */
    SHAPE_MAP,      /* "peta KIND": by key */
    SHAPE_PER_YEAR, /* "KIND per tahun": by year; a single value stands for the report's year */
} FieldShape;

struct Field {
    Str name;
    Str meaning;
    Str unit;
    const RecordType *owner;
    size_t index; /* in RecordType.fields and Record.values */
    FieldKind kind;
    FieldShape shape;
    RecordType *record; /* FIELD_RECORD */
    Str *choices;
    size_t choice_count;
    bool required;
    bool computed;    /* by a formula; a value in the data is only stated */
    Value otherwise;  /* the default, MISSING where there is none */
    const void *user; /* for the stage that declared it computed */
};

struct RecordType {
    Str name;
    Str meaning;
    Field **fields;
    size_t field_count;
    const Field *shorthand; /* a scalar in place of the record stands for this field; or NULL */
    /* The fields that hold records of this type: through them a formula's upward look-up goes. */
    const Field **holders;
    size_t holder_count;
};

typedef struct Schema Schema;

/* An empty schema. */
Schema *schema_new(Arena *arena, Diags *diags);
/* Adds the record types of a schema file's tree; a later file may add fields to a type that exists,
   not change one. */
bool schema_add(Schema *schema, const Node *tree);
/* After the last schema_add: resolves the names of record types and finds holders. Once more after
   further additions, which may not add fields to a type that data have been bound to. */
bool schema_resolve(Schema *schema);
RecordType *schema_type(const Schema *schema, Str name); /* NULL when there is none */
Field *schema_field(const RecordType *type, Str name);   /* NULL when there is none */
/* The field's kind in the words of a schema file, its choices behind it: "cacah per tahun". */
Str schema_kind_text(Arena *arena, const Field *field);
/* All names, for suggestions; *count of them, in the arena. */
const Str *schema_type_names(const Schema *schema, size_t *count);
const Str *schema_field_names(Arena *arena, const RecordType *type, size_t *count);

/*
 * Declares a computed field, after schema_resolve and before binding. `path` is "serapan" or, for a
 * field of a record that the type holds, "pagu.induk": the record type of `pagu` is then copied for
 * this holder, so that only there the field is computed. A field that does not exist is made, of
 * kind FIELD_ANY. Returns the field, whose `user`, `meaning` and, where it was made, `kind` and
 * `shape` the caller may set: with the next data_bind they hold for the copies of the type too,
 * where these do not declare the field themselves. So the order of declarations does not matter.
 * NULL after an error at `place`.
 */
Field *schema_declare_computed(Schema *schema, RecordType *type, Str path, Place place);

/*
 * Checks `tree` against the type and gives the record, `year` the report's year for single values
 * of fields per year (0 where there is none). The record is in the arena, its texts there or in the
 * source; the tree it uses for places only. Unknown keys ("did you mean"), missing required fields,
 * wrong kinds and unreadable values are errors, all of them in one run. A record-valued field that
 * is absent but whose type has computed fields is made up empty. NULL only when `tree` is no map;
 * check diags_failed.
 */
Record *data_bind(Arena *arena, Schema *schema, const RecordType *type, const Node *tree,
                  int64_t year);

/* The next trees are part of what they should be: data_bind tells of no required field that is
   missing. */
void schema_expect_part(Schema *schema);
/* From now on data_bind notes where the texts of records stand; what was noted before is forgotten.
   Or, not noted, it does no more. */
void schema_note_texts(Schema *schema, bool noted);
/* The place of a text that a record noted so gives, as place_later; false where it is none of them,
   such as one that a formula made. schema may be NULL. The places are known as long as the records
   live. */
bool schema_text_place(const Schema *schema, Str text, Place *place);

/* --- The job (job.c) ------------------------------------------------------------------------- */

/* Paths that the job's files name, as they are written, each once. */
typedef struct JobFiles {
    Arena *arena;
    Str *paths;
    size_t count, capacity;
} JobFiles;

/* The config that the user names on the command line, bound to record type `pekerjaan`. */
typedef struct Job {
    Str path;   /* of the config file, as given */
    Str folder; /* that its paths are relative to */
    const Record *config;
    int64_t year;
    bool allow_outside; /* the user allows paths out of the job's folder */
    bool faulty;        /* its `gaya` has errors, and nothing else */
    JobFiles *files;    /* that job_path was asked for; or NULL */
    Ahead *ahead;       /* loads the data files, after job_load_ahead; or NULL */
} Job;

/* NULL after errors but for those in `gaya`, which hide no others. The schema must hold
   `pekerjaan`. */
Job *job_load(Arena *arena, Diags *diags, Schema *schema, const char *path, bool allow_outside);
/* A path that the job's files name, checked to stay inside the job's folder (links followed), and
   noted in job->files; NULL after an error at `from`. */
const char *job_path(Arena *arena, Diags *diags, const Job *job, Str path, Place from);
/* Begins to load the job's data files, for job_load_data. The caller ends job->ahead: its trees
   when the tree of the data is not needed any more, all of it after the last message is printed. */
void job_load_ahead(Arena *arena, Job *job);
/* Loads the job's data files and joins them to one tree: maps are joined key by key, anything else
   given twice is an error that names both places. Adds the job's `tahun` and `tanggal` where the
   data lack them; another `tahun` is an error. `given` (or NULL) is a map of what the program
   knows: data that have it too are in error. NULL when a file could not be loaded; with `partial`
   (or NULL), which is then set, what the others hold, for schema_expect_part.
 */
const Node *job_load_data(Arena *arena, Diags *diags, const Job *job, const Node *given,
                          bool *partial);

#endif
