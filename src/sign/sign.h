/*
 * sign/sign.h - electronic signatures in PDFs: PAdES B-B, and B-T with a time stamp.
 *
 * A signature is a CMS SignedData (RFC 5652) over all bytes of the file but its own place, with the
 * attributes that ETSI EN 319 142-1 asks for, appended as an incremental update: what was signed
 * before stays valid. Knows base/, http/, layout/, pdf/, pdfread/ and update/.
 */
#ifndef LAKIPDF_SIGN_SIGN_H
#define LAKIPDF_SIGN_SIGN_H

#include "update/update.h"

/* --- Keys ------------------------------------------------------------------------------------- */

/* A private key, wherever it is, with its certificate and what vouches for that. It holds what no
   arena frees: whoever makes one drops it in all ways out. */
typedef struct SignKey SignKey;

/* An empty one, in the arena. */
SignKey *sign_key_new(Arena *arena, Diags *diags);
/* Wipes it, logs out of its token. NULL is allowed. */
void sign_key_drop(SignKey *key);

typedef enum KeyLoad {
    KEY_LOADED,
    KEY_ASKS,   /* a passphrase is needed, and none was given */
    KEY_FAILED, /* after adding a message */
} KeyLoad;

/* From a PKCS#12 file (RFC 7292). Without passphrase (NULL) those open that have an empty one. */
KeyLoad sign_key_p12(SignKey *key, const char *path, const Secret *passphrase);
/* From a PKCS#11 token, by a URI (RFC 7512): "pkcs11:token=...;object=...?module-path=...". The
   passphrase is the PIN; tokens with a keyboard of their own need none. */
KeyLoad sign_key_pkcs11(SignKey *key, const char *uri, const Secret *pin);
/* Adds certificates of a PEM file to those that vouch for the key's own. False after a message. */
bool sign_key_chain(SignKey *key, const char *path);

/* What the certificate says of its holder, UTF-8: empty where it says nothing. */
Str sign_key_name(const SignKey *key);
Str sign_key_title(const SignKey *key);

struct x509_st; /* OpenSSL's X509 */
/* False where the certificate's extended key usage (RFC 5280, 4.2.1.12; RFC 9336) names only other
   purposes than signing documents. */
bool sign_suits_documents(struct x509_st *certificate);

/* --- Signing ---------------------------------------------------------------------------------- */

/* What may be done with a document after it is certified (ISO 32000-1, 12.8.2.2). */
typedef enum Certify {
    CERTIFY_NOT,
    CERTIFY_NOTHING,  /* no change at all */
    CERTIFY_FORMS,    /* forms filled, signatures added */
    CERTIFY_COMMENTS, /* comments too */
} Certify;

/* How the signature is seen in its field. */
typedef struct SignLook {
    Str name;   /* empty: what the certificate says */
    Str office; /* empty: what the field says, else the certificate */
    Str qr;     /* text of a QR code; empty: none */
    bool none;  /* nothing is seen */
} SignLook;

/* A new, empty field for one who signs later. */
typedef struct SignRoom {
    Str name;
    size_t page;    /* from 1 */
    int64_t box[4]; /* as SignRequest's */
} SignRoom;

typedef struct SignRequest {
    SignKey *key;
    bool pss;      /* RSA as RSASSA-PSS (RFC 8017), not PKCS #1 v1.5 */
    int64_t epoch; /* seconds since 1970: when it is signed */
    Str field;     /* which; empty: the only one that waits for a signature */
    bool adds;   /* a new field, of that name or of any; else only in a PDF that has none to sign */
    size_t page; /* of a new field, from 1 */
    bool visible;   /* a new field is seen, in: */
    int64_t box[4]; /* left, top, width, height; thousandths of a point, from the upper left corner
                       of the page as it is seen */
    const SignRoom *rooms; /* made together with this signature, the first of the document */
    size_t room_count;
    SignLook look;
    Fonts *fonts; /* of the look; not needed where nothing is seen */
    Certify certify;
    bool lock;          /* no field may be changed after, none be signed */
    Str reason, place;  /* /Reason, /Location; or empty */
    const char *tsa;    /* address of a time stamp authority (RFC 3161); NULL: none */
    const char *tsa_ca; /* PEM: whom its https is trusted by; NULL: the system's */
} SignRequest;

/* Signs the file that `source` holds: *tail is to be written behind its bytes. False after adding
   messages. */
bool sign_pdf(Arena *arena, Diags *diags, const Source *source, const SignRequest *request,
              Str *tail);

#endif
