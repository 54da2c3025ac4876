/*
 * verify/work.h - what the parts of this stage share; inside verify/ only.
 */
#ifndef LAKIPDF_VERIFY_WORK_H
#define LAKIPDF_VERIFY_WORK_H

#include "verify/verify.h"

#include <openssl/cms.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>

/* --- What OpenSSL allocates ------------------------------------------------------------------- */

/* Ends an object of OpenSSL, whichever that is. */
typedef void Drop(void *object);

/* What must be let go of when the work ends, however it ends: arenas do not free it. */
typedef struct Held {
    struct HeldObject *objects;
    size_t count, capacity;
} Held;

/* Takes the object, which may be NULL, to be ended with `drop` later; returns it. Jumps when memory
   runs out. */
void *hold(Held *held, Memory *memory, void *object, Drop *drop);
void held_drop(Held *held);

/* --- Work ------------------------------------------------------------------------------------- */

enum {
    MOST_CERTIFICATES = 500,          /* of one signature, and of the file's store */
    MOST_REVOCATIONS = 500,           /* lists and answers, likewise */
    MOST_MATERIAL = 64 * 1024 * 1024, /* bytes of all of the file's store */
};

/* Certificates and revocation data of one origin. */
typedef struct Material {
    STACK_OF(X509) * certs;
    STACK_OF(X509_CRL) * crls;
    OCSP_BASICRESP **answers;
    size_t answer_count, answer_capacity;
} Material;

typedef struct Work {
    Arena *arena; /* of the report */
    Arena *page;  /* of the page whose text is looked for; NULL where nothing is compared */
    Diags *diags;
    const VerifyOptions *options;
    const Source *source;
    PdfFile *file; /* the newest revision */
    int64_t now;
    Held held;
    X509_STORE *store;
    STACK_OF(X509) * anchors; /* what the user trusts; NULL where that is the system's store */
    Material material;        /* of the command line and of the file's /DSS */
    const struct FoundList *judged; /* the signatures of the report */
} Work;

void *work_hold(Work *work, void *object, Drop *drop);
/* As work_hold, but NULL is out of memory. */
void *work_need(Work *work, void *object, Drop *drop);

void drop_cert(void *cert);
void drop_certs(void *certs);
void drop_crls(void *crls);
void drop_cms(void *cms);
void drop_md_context(void *context);

/* --- Problems --------------------------------------------------------------------------------- */

typedef struct Problems {
    Problem *items;
    size_t count, capacity;
} Problems;

/* Adds a problem unless it is there already; always false. */
bool problem(Work *work, Problems *problems, ProblemCode code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool has_problem(const Problems *problems, ProblemCode code);

/* --- Bytes ------------------------------------------------------------------------------------ */

/* What is signed: two parts of the file, or one. */
typedef struct SignedBytes {
    Str parts[2];
} SignedBytes;

/* The digest into out[EVP_MAX_MD_SIZE]; returns its size. */
size_t digest_of(Work *work, const EVP_MD *algorithm, SignedBytes bytes, unsigned char *out);

/* A signature of the file under verification. */
typedef struct Found {
    uint32_t number;      /* of the object that holds the dictionary, or of the field */
    const PdfValue *dict; /* the signature dictionary */
    const PdfValue *field;
    uint32_t field_number;   /* 0 where it is no object of its own */
    Str name;                /* of the field, full */
    size_t gap_from, gap_to; /* the bytes that are not signed */
    size_t signed_to;
    bool has_range; /* these are known */
    Problems problems;
    SignatureReport *signature;
} Found;

/* The bytes that a signature with a range signs. */
SignedBytes found_bytes(const Work *work, const Found *found);

/* Verifies the signature, but for what later revisions did; proven: as for check_trust. */
void check_signature(Work *work, Found *found, int64_t proven);

/* Reads /ByteRange and compares it with where /Contents stands; false after adding problems. */
bool range_read(Work *work, Found *found, uint32_t holder);

/* --- Signatures in the file ------------------------------------------------------------------- */

typedef struct FoundList {
    Found *items;
    size_t count, capacity;
} FoundList;

/* All signed fields that the catalog of `file` leads to. False where there are too many. */
bool find_signatures(Work *work, Arena *scratch, PdfFile *file, FoundList *list);

/* --- CMS -------------------------------------------------------------------------------------- */

/* A CMS of one signer, taken apart. */
typedef struct Checked {
    CMS_ContentInfo *cms;
    CMS_SignerInfo *info;
    X509 *signer; /* NULL where its certificate is missing */
    STACK_OF(X509) * certs;
    Material material; /* of revocation, that it carries */
    const EVP_MD *digest;
    Str content; /* that it carries itself */
    Str algorithm;
    bool attributes; /* there are signed ones */
    bool intact;
} Checked;

typedef struct CmsRules {
    int content_type;                 /* NID of the content */
    bool carries;                     /* the content is in it, else it is detached */
    bool needs_certificate_attribute; /* signing-certificate must be there */
    bool needs_second;                /* and be signing-certificate-v2, as PAdES wants it */
} CmsRules;

/* Reads the CMS; *used: how many of the bytes are it. False after adding problems. */
bool cms_read(Work *work, Problems *problems, Str bytes, const CmsRules *rules, Checked *checked,
              size_t *used);
/* Compares the digest of the bytes and verifies the signature: sets checked->intact. */
void cms_check(Work *work, Problems *problems, const CmsRules *rules, SignedBytes bytes,
               Checked *checked);
/* Whether the signed attributes name the certificate; false after adding problems. */
bool check_certificate_attribute(Work *work, Problems *problems, const CmsRules *rules,
                                 const Checked *checked);
/* True when an attribute names the certificate by its digest. */
bool names_certificate(const Checked *checked, X509 *cert);
/* The revocation data that the signed attributes carry. */
void read_revocation_attribute(Work *work, Checked *checked);

/* "SHA-256, RSA 2048"; adds problems for what is weak or not supported. */
Str describe_algorithm(Work *work, Problems *problems, CMS_SignerInfo *info, const EVP_MD *digest,
                       EVP_PKEY *key);
/* Adds a problem where a certificate is signed with, or holds, what is weak. */
void check_strength(Work *work, Problems *problems, X509 *cert, bool is_anchor);

/* --- Certificates ----------------------------------------------------------------------------- */

Certificate describe_certificate(Work *work, X509 *cert);
int64_t seconds_of(const ASN1_TIME *time);

typedef enum Purpose {
    PURPOSE_SIGN,
    PURPOSE_STAMP,
} Purpose;

/* Loads what is trusted and what the options give; false after adding messages. */
bool material_load(Work *work);
/* Adds what the file's /DSS holds. */
void material_load_dss(Work *work);
void material_add_cert(Work *work, Material *material, X509 *cert);
/* Take the DER of a list or of an answer; what cannot be read is left out. False then. */
bool material_add_crl(Work *work, Material *material, Str der);
bool material_add_ocsp(Work *work, Material *material, Str der);

/* The chain of the certificate at a time that is proven, or now where `proven` is 0. */
void check_trust(Work *work, Problems *problems, const Checked *checked, Purpose purpose,
                 int64_t proven, Trust *trust);

/* What is known of one certificate's revocation. */
typedef struct Standing {
    Revocation state;
    int64_t revoked; /* when */
    Str text;
} Standing;

Standing check_revocation(Work *work, const Checked *checked, X509 *cert, X509 *issuer, int64_t at,
                          bool proven);

/* --- Timestamps ------------------------------------------------------------------------------- */

/* Verifies the token over the bytes; proven: as for check_trust. */
void check_stamp(Work *work, Str token, SignedBytes bytes, int64_t proven, Stamp *stamp);
/* The token in the signature's unsigned attributes; empty where there is none. False where there
   are several. */
bool find_token(const Checked *checked, Str *token);

/* --- Times ------------------------------------------------------------------------------------ */

/* "2026-11-21 09:05:02 UTC". */
Str time_text(Arena *arena, int64_t time);
/* "2026-11-21T09:05:02Z". */
Str time_iso(Arena *arena, int64_t time);
/* A date of a PDF as ISO 8601; empty where it is none. */
Str pdf_date_iso(Arena *arena, const PdfValue *value);

/* --- Changes ---------------------------------------------------------------------------------- */

typedef struct Changes {
    Change *items;
    size_t count, capacity;
    bool too_many;
    Change spare;      /* for those that are too many */
    size_t steps;      /* of comparing, against files that lead in circles */
    size_t page_steps; /* of looking for text on pages */
} Changes;

/* A state of the file: its bytes up to the end of a revision. */
typedef struct State {
    PdfFile *file;
    const Source *source; /* these bytes */
    Diags *diags;         /* what is damaged */
    size_t end;
    uint32_t revision; /* counted from 1 */
} State;

/* What the newer state has that the older one has not: to be told in changes. scratch may be reset
   afterwards. */
void compare_states(Work *work, Arena *scratch, const State *old, const State *newer,
                    Changes *changes);
/* The bytes between the ends of both: each must belong to what the newer state reads. */
void check_tail(Work *work, const State *old, const State *newer, Changes *changes);
/* Never NULL. */
Change *add_change(Work *work, Changes *changes, Change change);

/* --- Permissions ------------------------------------------------------------------------------ */

/* Fields that may not be changed any more: all, those named, or all but those. */
typedef struct Lock {
    bool all, but;
    Str *fields;
    size_t field_count;
} Lock;

/* What a signature lets be changed. */
typedef struct Permission {
    int level;   /* DocMDP: 1 nothing, 2 forms and signatures, 3 annotations too; 0 not said */
    Lock *locks; /* each holds */
    size_t lock_count, lock_capacity;
} Permission;

/* Of a signature, in the state of the file that it signed. Nothing where that cannot be read, which
   is added to the signature's problems. */
Permission permission_of(Work *work, const State *state, Found *found);
bool permission_allows(const Permission *permission, const Change *change);
Str describe_locks(Arena *arena, const Permission *permission);

#endif
