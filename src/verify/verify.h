/*
 * verify/verify.h - the electronic signatures of a PDF: who signed, when, whether the bytes are
 * what was signed, what was changed after, and whether all of that can be trusted.
 *
 * Signatures are those of ISO 32000-1, 12.8, and PAdES (ETSI EN 319 142-1): CMS (RFC 5652) with RSA
 * or ECDSA, with timestamps (RFC 3161) in them or as signatures of their own. A signature is good
 * only where everything is: what cannot be read, is not known or is ambiguous is never taken for
 * good. The network is not used. Knows base/ and pdfread/ only.
 */
#ifndef LAKIPDF_VERIFY_VERIFY_H
#define LAKIPDF_VERIFY_VERIFY_H

#include "pdfread/pdfread.h"

enum {
    VERIFY_MOST_SIGNATURES = 100, /* of a file */
    VERIFY_MOST_REVISIONS = 100,  /* from the first signed one on */
    VERIFY_MOST_CHANGES = 1000,   /* that are told; more are not allowed */
    /* Of where pages have text: where there is more of it, it may be anywhere. */
    VERIFY_MOST_FONTS = 128,          /* of a page */
    VERIFY_MOST_GLYPHS = 1024 * 1024, /* of a page */
    VERIFY_MOST_STEPS = 100000000,    /* of all pages */
};

/* --- What is wrong with a signature ----------------------------------------------------------- */

/* Each makes a signature not good. */
typedef enum ProblemCode {
    PROBLEM_DICTIONARY,  /* the signature's dictionary is not as it must be */
    PROBLEM_RANGE,       /* /ByteRange is missing or wrong */
    PROBLEM_GAP,         /* what is not signed is more or less than /Contents */
    PROBLEM_PADDING,     /* something stands in /Contents behind the signature */
    PROBLEM_REVISION,    /* the signed bytes are no revision of the file, or lack this signature */
    PROBLEM_REMOVED,     /* the newest revision has lost the signature */
    PROBLEM_SUBFILTER,   /* a kind of signature that is not known or not supported */
    PROBLEM_CMS,         /* the signature cannot be read */
    PROBLEM_CERTIFICATE, /* the signer's certificate is missing, or is not the one that was signed
                            with */
    PROBLEM_ATTRIBUTES,  /* signed attributes are missing, repeated or wrong */
    PROBLEM_DIGEST,      /* the signed bytes were changed */
    PROBLEM_SIGNATURE,   /* the key of the certificate did not make this signature */
    PROBLEM_ALGORITHM,   /* an algorithm that is not supported */
    PROBLEM_WEAK,        /* an algorithm or a key that can be forged */
    PROBLEM_TIMESTAMP,   /* its timestamp is not good */
    PROBLEM_UNTRUSTED,   /* no chain leads to a trusted certificate */
    PROBLEM_EXPIRED,     /* a certificate had expired, or was not valid yet */
    PROBLEM_REVOKED,     /* a certificate had been revoked */
    PROBLEM_USAGE,       /* the certificate is not one to sign documents with */
    PROBLEM_PERMISSION,  /* what it permits to be changed later is told in a wrong way */
    PROBLEM_CHANGED,     /* something was changed later that may not be */
    PROBLEM_COUNT,
} ProblemCode;

typedef struct Problem {
    ProblemCode code;
    Str text; /* in plain words, without a full stop */
} Problem;

/* --- What was changed later ------------------------------------------------------------------- */

typedef enum ChangeKind {
    CHANGE_SIGNATURE,  /* a signature was added */
    CHANGE_STAMP,      /* a document timestamp was added */
    CHANGE_DSS,        /* certificates and revocation data were added */
    CHANGE_METADATA,   /* dates and programs of the metadata */
    CHANGE_STRUCTURE,  /* the structure that is read aloud */
    CHANGE_FORM,       /* a form was filled in */
    CHANGE_FIELD,      /* a field was added, altered or removed */
    CHANGE_ANNOTATION, /* an annotation was added, altered or removed */
    CHANGE_REMOVED,    /* a signature was replaced or removed */
    CHANGE_PAGES,      /* pages were added, replaced, moved, removed, turned or cut */
    CHANGE_CONTENT,    /* what stands on a page */
    CHANGE_FONT,       /* a font of a page */
    CHANGE_PICTURE,    /* a picture or form of a page, or another resource */
    CHANGE_LAYER,      /* layers that are shown or hidden */
    CHANGE_ACTION,     /* an action or a script */
    CHANGE_ATTACHMENT, /* attached files and other named objects */
    CHANGE_DOCUMENT,   /* anything else of the document as a whole */
    CHANGE_PERMISSION, /* what may be changed */
    CHANGE_BYTES,      /* bytes that belong to no object */
    CHANGE_UNREADABLE, /* what cannot be compared, or is read in two ways */
    CHANGE_KIND_COUNT,
} ChangeKind;

typedef struct Change {
    ChangeKind kind;
    uint32_t revision; /* counted from 1 */
    uint32_t object;   /* 0 where it is none */
    uint32_t page;     /* counted from 1; 0 where it is on none */
    Str field;         /* the name of the field; empty where it is none */
    Str text;          /* in plain words */
    bool draws;        /* it draws on a page, in a place that was not kept for it */
    bool covers;       /* it draws, or may draw, over text of the page, in its place */
    bool hidden;       /* the object stood hidden in what was signed */
    bool minor;        /* of a kind that goes with any addition: dates, structure of a new field */
} Change;

/* A change, and whether a signature permits it. */
typedef struct JudgedChange {
    const Change *change;
    bool allowed;
} JudgedChange;

/* --- A signature ------------------------------------------------------------------------------ */

typedef enum SignatureKind {
    SIGNATURE_APPROVAL,
    SIGNATURE_CERTIFICATION, /* says what may be changed later (DocMDP) */
    SIGNATURE_STAMP,         /* a timestamp of the document */
} SignatureKind;

typedef enum Revocation {
    REVOCATION_UNKNOWN, /* there are no data, or too old ones */
    REVOCATION_GOOD,
    REVOCATION_REVOKED,
} Revocation;

/* Times are seconds since 1970, UTC; 0 is none. */
typedef struct Certificate {
    Str name; /* the common name, or the whole subject */
    Str subject;
    Str issuer;
    Str serial; /* hexadecimal */
    Str sha256; /* of the certificate, hexadecimal */
    int64_t from, to;
} Certificate;

/* Whether a certificate can be trusted. */
typedef struct Trust {
    bool trusted;     /* a chain leads to a trusted certificate, and none in it is expired */
    const Str *chain; /* the names, from the signer's on */
    size_t chain_count;
    int64_t at; /* the time that counts: that of a timestamp, else now */
    Revocation revocation;
    Str revocation_text; /* what says so */
} Trust;

/* A timestamp: a token of RFC 3161. */
typedef struct Stamp {
    bool there;
    bool good;   /* it belongs to these bytes, its signature is right, its chain trusted */
    bool intact; /* the same, whatever the chain is */
    int64_t time;
    Certificate signer;
    Str algorithm;
    Trust trust;
    const Problem *problems;
    size_t problem_count;
} Stamp;

typedef struct SignatureReport {
    SignatureKind kind;
    Str field; /* its full name */
    Str subfilter;
    Str name, reason, location; /* what the dictionary says; anybody can write that */
    bool good;                  /* intact, trusted, and nothing was changed that may not be */
    bool intact; /* the signed bytes are what was signed, with the key of the certificate */
    bool has_signer;
    Certificate signer;
    Str algorithm; /* "SHA-256, RSA 2048" */
    Str claimed;   /* the time that the dictionary says (/M), as ISO 8601; or empty */
    Stamp stamp;   /* in the signature; of a SIGNATURE_STAMP, the signature itself */
    Trust trust;
    bool whole_file;   /* all bytes of the file are signed */
    uint32_t revision; /* that is signed, counted from 1; 0 where it is none */
    size_t signed_to;  /* where the signed bytes end */
    int permission;    /* DocMDP 1 to 3; 0 where it says nothing */
    Str locks;         /* the fields that it locks, in plain words; or empty */
    const Problem *problems;
    size_t problem_count;
    const JudgedChange *changes; /* in the order of revisions */
    size_t change_count;
} SignatureReport;

typedef struct VerifyReport {
    Str file;
    size_t size;
    uint32_t revisions;
    const SignatureReport *signatures; /* in the order in which they were made */
    size_t signature_count;
    bool good; /* there are signatures and all are good */
} VerifyReport;

/* --- Verifying -------------------------------------------------------------------------------- */

typedef struct VerifyOptions {
    const Source *const *trusted; /* files of certificates, PEM or DER */
    size_t trusted_count;         /* 0: the system's own, /etc/ssl/certs */
    const Source *const *crls;    /* files, PEM or DER */
    size_t crl_count;
    const Source *const *ocsps; /* files of OCSP responses, DER */
    size_t ocsp_count;
    int64_t now; /* 0: the clock's */
} VerifyOptions;

/* All signatures of the file. NULL after adding messages: no PDF, damaged or encrypted, or a file
   of the options is not what it should be. The report lives as long as the arena. */
const VerifyReport *verify_file(Arena *arena, Diags *diags, const Source *pdf,
                                const VerifyOptions *options);

/* The word of a problem and of a change in JSON. */
const char *problem_word(ProblemCode code);
const char *change_word(ChangeKind kind);

/* For people, and for programs. */
void verify_print_text(const VerifyReport *report, Buf *out);
void verify_print_json(const VerifyReport *report, Buf *out);

#endif
