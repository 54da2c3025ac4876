/*
 * doc/signature/signature.h - who signs, and what stands in the room for the signature; inside doc/
 * only.
 *
 * signature.c makes the block, lines.c what is printed above and below the room, room.c what stands
 * in it, ink.c the scanned signature and the stamp, names.c keeps the names of signers, to which
 * the job may add.
 */
#ifndef LAKIPDF_DOC_SIGNATURE_SIGNATURE_H
#define LAKIPDF_DOC_SIGNATURE_SIGNATURE_H

#include "doc/directives.h"

enum {
    SIGN_ROOM = 70866, /* 25 mm, for a signature and a stamp on paper */
};

/* A text in a field, and where that stands. */
typedef struct SignText {
    const Piece *text; /* NULL: not given */
    Place place;
} SignText;

/* What may stand in the room, in a directive or the job's `tanda_tangan`; "tidak" is nothing. */
typedef struct SignOptions {
    SignText scan, stamp; /* files */
    SignText code, duty, anchor, certifier;
    Len scan_width, stamp_width, code_size; /* 0: not given */
    Len space;                              /* the same */
    Place space_place;
} SignOptions;

/* Compiles the fields of a record that has them. */
void sign_options_compile(const Compiler *compiler, const Record *record, SignOptions *options);
/* What is given in `own`, and else in `base`. */
SignOptions sign_options_join(const SignOptions *base, const SignOptions *own);
/* The text of one; empty where it is not given, or is "tidak". */
Str sign_text(Builder *builder, const SignText *text, const Scope *scope);
/* Fills the room of a signer of that name. */
void sign_room_fill(Builder *builder, const SignOptions *options, Str name, const Scope *scope,
                    Signer *signer);
/* The picture of signature and stamp; may make the room higher. */
void sign_ink_fill(Builder *builder, const SignOptions *options, Str name, const Scope *scope,
                   Signer *signer);

/* --- Lines ------------------------------------------------------------------------------------ */

/* What is printed of a signer above and below the room. */
typedef struct SignLines {
    const Piece *date, *name, *rank, *number;
    const Piece **opening; /* "Mengetahui," */
    size_t opening_count;
    const Piece **offices;
    size_t office_count;
} SignLines;

/* A signer whose lines come from an official's record, as far as they are not given. */
typedef struct SignOfficial {
    const Expression *record; /* NULL: there is none */
    Place place;              /* of its formula */
    SignLines lines;          /* within it */
    const Piece *vacant;      /* the office, where the official is not known */
} SignOfficial;

typedef struct SignerPlan {
    SignLines lines;
    SignOfficial official;
    SignText field;
    SignOptions options;
} SignerPlan;

void sign_lines_compile(const Compiler *compiler, const Record *record, SignerPlan *plan);
/* Prints them. Returns the name, and the office in one line behind it: "NAMA, JABATAN". */
Str sign_lines_fill(Builder *builder, const SignerPlan *plan, const Scope *scope, Signer *signer,
                    Str *name);

/* --- Names ------------------------------------------------------------------------------------ */

/* What the job says of a signer. */
typedef struct JobSigner {
    Str name;
    Place place;
    SignOptions options;
    bool used;
} JobSigner;

typedef struct NamedField {
    Str name;
    Place place;
} NamedField;

typedef struct Signers {
    JobSigner *items;
    size_t count;
    NamedField *fields; /* of the document so far */
    size_t field_count, field_capacity;
    NamedField *anchors; /* the same */
    size_t anchor_count, anchor_capacity;
} Signers;

/* Reads the job's `tanda_tangan`. */
Signers *signers_new(const Compiler *compiler, const Record *job);
/* Takes a name for the document; false after the error that it is wrong or taken. *options, unless
   NULL: what the job says of it. */
bool signers_take(Builder *builder, Str name, Place place, const SignOptions **options);
/* Takes a sign that a signing service looks for; false after the error that another has it. */
bool signers_take_anchor(Builder *builder, Str anchor, Place place);
/* Errors, once all blocks are made: the job names a signer that there is none of. */
void signers_check(Builder *builder);

#endif
