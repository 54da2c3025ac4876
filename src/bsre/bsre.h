/*
 * bsre/bsre.h - signing by a service: the E-Sign Client Service of BSrE, the certification
 * authority of the Indonesian government (Balai Sertifikasi Elektronik, BSSN).
 *
 * An agency runs the service in its own network. It holds no keys: it sends the hash of a PDF to
 * BSrE, which signs it with the key of the person whose NIK and passphrase came along, and puts
 * what returns into the PDF. Two versions of its interface are in use. What is relied on here, from
 * the service's manual (Petunjuk Teknis Penggunaan API Esign Client Service, version 2.0 of January
 * 2024), and where that is silent or wrong, from what public client packages send and expect:
 *
 * - Both: basic authentication (RFC 7617) with an API credential, which the service accepts from
 *   one network address alone.
 *
 * - Version 1, POST /api/sign/pdf, multipart/form-data. Always: file, nik, passphrase, tampilan
 *   (visible or invisible). Visible: image (true: the file imageTTD, PNG or JPEG; false: the
 * service draws a QR code of linkQR), and either page, xAxis, yAxis, width, height or tag_koordinat
 * (one character that stands in the PDF), width, height. Optional: reason, location. Reply: 200 and
 * the PDF, its number in the header id_dokumen; or JSON with the PDF in base64_signed_file (where
 * jenis_response asked for it, or an older service does so by itself). GET
 * /api/sign/download/{id_dokumen} gives the PDF again, once. Coordinates: points, the origin is the
 * page's lower left corner. The manual calls width and height a size in its text, but draws the
 * rectangle by two corners, (llx, lly) and (urx, ury), and clients send corners: so that is what is
 * sent, unless the config says otherwise. With tag_koordinat they are a size. Only whole numbers,
 * which is all that some clients let through.
 *
 * - Version 2, POST /api/v2/sign/pdf, JSON: nik or email; passphrase or totp; signatureProperties,
 *   one object or one for each file: tampilan (VISIBLE or INVISIBLE), imageBase64, page, originX,
 *   originY, width, height, location, reason, contactInfo, pdfPassword; file: the PDFs in base64.
 *   The anchor is called tag in the manual's text and tag_koordinat in its examples; clients send
 *   either; the service ignores what it does not know: so both are sent.
 *   Reply: 200 and {"time": milliseconds, "file": [base64, ...]}.
 *   Coordinates: points, the origin is the page's upper left corner, and originX, originY is the
 *   upper left corner of the rectangle; width and height are its size.
 *   POST /api/v2/sign/get/totp {"nik" or "email", "data": number of files} sends a code by e-mail.
 *
 * - Status of a signer: GET /api/user/status/{nik}; version 2: POST /api/v2/user/check/status
 *   {"nik" or "email"}. Reply: JSON whose status is ISSUE where the signer can sign, else one of
 *   EXPIRED, RENEW, WAITING_FOR_VERIFICATION, NEW, NO_CERTIFICATE, NOT_REGISTERED, SUSPEND, REVOKE.
 *
 * - Errors: JSON with error and status_code (2011 the signer is not registered, 2031 the passphrase
 *   is wrong), often with HTTP status 400; or what the server's framework makes: timestamp, status,
 *   error, message, path. A status of 200 does not mean that there is a file.
 */
#ifndef LAKIPDF_BSRE_BSRE_H
#define LAKIPDF_BSRE_BSRE_H

#include "data/data.h"
#include "http/http.h"
#include "pdfread/pdfread.h"

enum {
    BSRE_MAX_PDF = 256 * 1024 * 1024,
    BSRE_MAX_IMAGE = 8 * 1024 * 1024,
    BSRE_MAX_SECONDS = 3600,
};

/* --- The config (config.c) -------------------------------------------------------------------- */

typedef struct BsreConfig {
    const Record *record; /* of type `bsre`: for the places of its fields */
    const char *path;
    const char *address;
    const char *user;
    Str password_variable; /* one of these says where the password is, the other is empty */
    Str password_file;     /* relative to where the program runs */
    Str nik, email;        /* one of them, the other is empty */
    Str reason, location, contact;
    const char *ca_file;
    const char *proxy;
    unsigned seconds;
    int version; /* 1 or 2 */
    bool totp;
    bool check;                          /* ask for the signer's status first */
    bool visible;                        /* what follows is only where it is */
    bool sized;                          /* width and height are given */
    bool placed;                         /* page, left and bottom too */
    bool corners;                        /* version 1: how it reads width and height */
    bool jpeg;                           /* the image is one */
    int64_t page;                        /* from 1 */
    int64_t left, bottom, width, height; /* thousandths of a point */
    Str anchor;                          /* one character, or empty */
    Str image;                           /* the bytes of a PNG or JPEG file; or empty */
    uint32_t image_width, image_height;
    Str qr; /* where there is no image */
} BsreConfig;

/*
 * Reads the config; `schema` is the path of the schema of type `bsre`. All problems are told with
 * their places; a secret that stands in the file is refused without being shown. NULL after adding
 * an error.
 */
const BsreConfig *bsre_config(Arena *arena, Diags *diags, const char *schema, const char *path);

/* Reads the password of the API credential from where the config says; the variable is wiped and
   gone from the environment then. False after adding a message. */
bool bsre_password(Arena *arena, Diags *diags, const BsreConfig *config, Secret *password);

/* --- The place (spot.c) ----------------------------------------------------------------------- */

/* Where the signature shows. */
typedef struct BsreSpot {
    bool shown;
    Str anchor;     /* then only a size */
    int64_t page;   /* from 1 */
    int64_t box[4]; /* thousandths of a point: left, bottom, right, top, as in /Rect */
    int64_t top;    /* of the page, to count from above */
    int64_t start;  /* its left side */
} BsreSpot;

/* A signature field of a PDF (ISO 32000-1, 12.7.4.5). */
typedef struct BsreField {
    Str name; /* its full name, UTF-8 */
    bool is_signed;
    bool taken;  /* our own writer says that something is seen in its place already */
    size_t page; /* from 1; 0 where it is on none */
    int64_t box[4];
} BsreField;

/* All signature fields, in the order of the form; *count of them. */
const BsreField *bsre_fields(Arena *arena, PdfFile *pdf, size_t *count);

/*
 * The place for the signature: what the config says, for the rest the field called `signer`; where
 * `signer` is NULL, the only field that is not signed. In a field an image keeps its proportions.
 * False after adding a message: no such field, signed already, no place, outside of the page.
 */
bool bsre_spot(Arena *arena, Diags *diags, const BsreConfig *config, PdfFile *pdf,
               const char *signer, BsreSpot *spot);

/* Whether the anchor stands in the text of the PDF, once (anchor.c). False after adding a message;
   what cannot be read, such as text of fonts that do not tell their characters, is no error. */
bool bsre_check_anchor(Arena *arena, Diags *diags, const BsreConfig *config, PdfFile *pdf);

/* --- Asking the service (ask.c, refuse.c) ----------------------------------------------------- */

typedef struct Bsre {
    Arena *arena;
    Diags *diags;
    const BsreConfig *config;
    const Secret *password;
} Bsre;

/* Asks for the status of the signer. False after adding a message: the signer cannot sign, or the
   service cannot be used. A service that does not answer this question is no error. */
bool bsre_check_signer(const Bsre *bsre);

/* Has a code sent to the signer. False after adding a message. */
bool bsre_send_totp(const Bsre *bsre);

/*
 * Has the PDF signed. `passphrase` is the signer's, or the code. What returned is checked: a PDF
 * that can be read, which begins with the bytes that were sent (a note where the service wrote it
 * anew, an error where that broke signatures) and has one signature more. It is in the arena.
 * False after adding a message; none holds passphrase or password, even where the service tells it.
 */
bool bsre_sign(const Bsre *bsre, const Source *pdf, const BsreSpot *spot, const Secret *passphrase,
               Str *result);

#endif
