/*
 * A signed PDF: which field, what is seen, and the signature over all of the file but its own place
 * (ISO 32000-1, 12.8.1; ETSI EN 319 142-1).
 */
#include "sign/look.h"
#include "sign/signing.h"

#include <openssl/err.h>

#include <string.h>

enum {
    STAMP_ROOM = 12 * 1024,     /* bytes that a time stamp takes, mostly */
    STAMP_LARGEST = 260 * 1024, /* more than a reply of an authority may have */
};

/* --- The field -------------------------------------------------------------------------------- */

static bool choose_field(Signing *signing)
{
    const SignRequest *request = signing->request;
    if (!form_choose(signing->arena, signing->diags, &signing->form, request, &signing->field) ||
        !form_permits(signing->arena, signing->diags, &signing->form, request, signing->field))
        return false;
    if (!signing_place(signing))
        return false;
    if (signing->field == NULL) {
        signing->name = signing->added[0].name;
        signing->page = signing->added[0].page;
        memcpy(signing->box, signing->added[0].box, sizeof signing->box);
        return true;
    }
    signing->name = signing->field->name;
    signing->page = signing->field->page;
    memcpy(signing->box, signing->field->box, sizeof signing->box);
    return true;
}

/* --- The look --------------------------------------------------------------------------------- */

static bool stands_across(const Signing *signing)
{
    return signing->page != NULL && (signing->page->rotate == 90 || signing->page->rotate == 270);
}

/* What the seed values of a field demand (12.7.4.5): of these only the format counts. */
static bool check_seed(const Signing *signing)
{
    PdfFile *file = signing->form.file;
    const PdfValue *seed =
        signing->field != NULL ? pdf_get(file, signing->field->dict, "SV") : &(PdfValue){0};
    const PdfValue *formats = pdf_get(file, seed, "SubFilter");
    bool demanded = (pdf_integer(pdf_get(file, seed, "Ff"), 0) & 2) != 0;
    for (size_t i = 0; formats->kind == PDF_ARRAY && i < formats->count; i++)
        if (pdf_is_name(pdf_item(file, formats, i), "ETSI.CAdES.detached"))
            return true;
    if (!demanded || formats->kind != PDF_ARRAY)
        return true;
    diag(signing->diags, SEVERITY_ERROR, (Place){.source = signing->source}, NULL,
         "the field '%.*s' demands signatures of another format than PAdES",
         STR_ARG(signing->name));
    return false;
}

/* "21 November 2026, 16.30 WIB" */
static Str seen_date(const Signing *signing)
{
    const struct tm *when = &signing->when;
    Date date = {(int16_t)(when->tm_year + 1900), (uint8_t)(when->tm_mon + 1),
                 (uint8_t)when->tm_mday};
    return str_format(signing->arena, "%.*s, %02d.%02d %s",
                      STR_ARG(format_date(signing->arena, date)), when->tm_hour, when->tm_min,
                      when->tm_zone);
}

/* Tells that nothing is seen, since it would hide what is there and be hidden itself. */
static void tell_taken(const Signing *signing)
{
    bool code = signing->request->look.qr.size > 0;
    diag(
        signing->diags, code ? SEVERITY_WARNING : SEVERITY_NOTE, (Place){.source = signing->source},
        "where the signature itself shall be seen, leave picture, stamp, code, text and anchor out "
        "of the job, or say --at",
        "the document shows something in the field '%.*s': the signature is made, but nothing "
        "is seen of it%s",
        STR_ARG(signing->name), code ? ", nor of the QR code" : "");
}

/* Rounded up. */
static int millimetres(Len length)
{
    enum { TENTHS = 254, POINTS = 72 * 10 * 1000 };
    return (int)(((int64_t)length * TENTHS + POINTS - 1) / POINTS);
}

static bool make_look(Signing *signing)
{
    enum { LARGEST = 5000 * 1000 };
    const SignRequest *request = signing->request;
    const SignLook *look = &request->look;
    bool seen = signing->field != NULL ? signing->field->seen : request->visible;
    int64_t sides[2] = {signing->box[2] - signing->box[0], signing->box[3] - signing->box[1]};
    if (!seen || look->none || sides[0] > LARGEST || sides[1] > LARGEST)
        return true;
    if (signing->field != NULL && signing->field->taken) {
        tell_taken(signing);
        return true;
    }
    Str purpose = signing->field != NULL ? signing->field->purpose : (Str){NULL, 0};
    LookPlan plan = {
        .name = look->name.size > 0 ? look->name : sign_key_name(request->key),
        .office = look->office,
        .qr = look->qr,
        .date = seen_date(signing),
        .width = (Len)sides[stands_across(signing) ? 1 : 0],
        .height = (Len)sides[stands_across(signing) ? 0 : 1],
        .fonts = request->fonts,
    };
    if (plan.office.size == 0)
        plan.office = look_office(signing->arena, purpose, plan.name);
    if (plan.office.size == 0)
        plan.office = sign_key_title(request->key);
    LookFit fits = LOOK_FITS;
    LookSize needed = {0, 0};
    signing->look = look_typeset(signing->arena, signing->diags, &plan, &fits, &needed);
    if (fits == LOOK_EMPTY)
        diag(signing->diags, SEVERITY_WARNING, (Place){.source = signing->source},
             "the signature is valid all the same",
             "the field '%.*s' is too small for a name: nothing is seen in it",
             STR_ARG(signing->name));
    if (fits == LOOK_WITHOUT_CODE)
        diag(signing->diags, SEVERITY_WARNING, (Place){.source = signing->source},
             str_format(signing->arena, "%d x %d mm have room for it; a shorter text needs less",
                        millimetres(needed.width), millimetres(needed.height))
                 .at,
             "the field '%.*s' is too small for the QR code: it is left out",
             STR_ARG(signing->name));
    return signing->look != NULL || fits == LOOK_EMPTY;
}

/* --- The signature ---------------------------------------------------------------------------- */

/* Where the bytes stand that are not signed, in the whole file. */
typedef struct Hole {
    size_t from, to;
} Hole;

static bool compute_digest(const Signing *signing, Str tail, Hole hole, unsigned char *digest,
                           unsigned *size)
{
    Str head = signing->source->text;
    size_t from = hole.from - head.size;
    size_t to = hole.to - head.size;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context != NULL && EVP_DigestInit_ex(context, signing->plan.scheme.md, NULL) == 1 &&
                EVP_DigestUpdate(context, head.at, head.size) == 1 &&
                EVP_DigestUpdate(context, tail.at, from) == 1 &&
                EVP_DigestUpdate(context, tail.at + to, tail.size - to) == 1 &&
                EVP_DigestFinal_ex(context, digest, size) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

static void fill_range(char *tail, size_t at, const size_t numbers[3])
{
    char text[3 * (RANGE_DIGITS + 1) + 1];
    size_t size = 0;
    for (size_t i = 0; i < 3; i++) {
        text[size++] = ' ';
        char digits[RANGE_DIGITS + 1];
        size_t left = numbers[i];
        for (size_t k = RANGE_DIGITS; k-- > 0; left /= 10) {
            digits[k] = ' ';
            if (left > 0 || k == RANGE_DIGITS - 1)
                digits[k] = "0123456789"[left % 10];
        }
        memcpy(text + size, digits, RANGE_DIGITS);
        size += RANGE_DIGITS;
    }
    memcpy(tail + at, text + 1, size - 1);
}

/* The signature in a place of some size. */
typedef struct Attempt {
    char *bytes; /* what is added to the file */
    size_t size;
    Hole hole;
    size_t room; /* bytes of a signature */
    CmsSignature signature;
} Attempt;

/* Signs with the key; what the time stamp needs is still to be asked for. */
static bool prepare(Signing *signing, size_t room, Attempt *attempt)
{
    Str tail;
    unsigned char digest[KEY_MOST_DIGEST];
    unsigned size = 0;
    signing->room = room;
    if (!signing_update(signing, &tail))
        return false;
    size_t before = signing->source->text.size;
    size_t all = before + tail.size;
    size_t body = update_place(signing->update, signing->dictionary);
    attempt->room = room;
    attempt->hole.from = body + signing->contents_at;
    attempt->hole.to = attempt->hole.from + 2 * room + 2;
    attempt->bytes = str_c(signing->arena, tail);
    attempt->size = tail.size;
    fill_range(attempt->bytes, body - before + signing->range_at,
               (const size_t[3]){attempt->hole.from, attempt->hole.to, all - attempt->hole.to});
    if (!compute_digest(signing, (Str){attempt->bytes, attempt->size}, attempt->hole, digest,
                        &size))
        memory_fail(arena_memory(signing->arena));
    return cms_sign(&signing->plan, (Str){(const char *)digest, size}, &attempt->signature);
}

/* Joins the signature and its time stamp; *fits: there was room for both. */
static bool finish(const Signing *signing, const Attempt *attempt, bool *fits)
{
    static const char digits[] = "0123456789ABCDEF";
    const SignRequest *request = signing->request;
    Str stamp = {NULL, 0};
    const StampRequest ask = {signing->arena, signing->diags, request->tsa, request->tsa_ca,
                              signing->plan.scheme.digest};
    if (request->tsa != NULL && !stamp_fetch(&ask, attempt->signature.value, &stamp))
        return false;
    Str contents = cms_join(&signing->plan, &attempt->signature, stamp);
    *fits = contents.size <= attempt->room;
    char *to = attempt->bytes + (attempt->hole.from - signing->source->text.size) + 1;
    for (size_t i = 0; *fits && i < contents.size; i++) {
        unsigned char byte = (unsigned char)contents.at[i];
        *to++ = digits[byte >> 4];
        *to++ = digits[byte & 15];
    }
    return true;
}

/* With a time stamp, first with room for a usual one, then for the largest. A key of a file signs
   both at once and is wiped before the authority is asked: it is not kept while the network is
   waited for. A token, which may ask its holder each time, signs the second when it is needed. */
static bool sign_with_room(Signing *signing, Str *tail)
{
    size_t most = cms_most(&signing->plan);
    bool stamped = signing->request->tsa != NULL;
    const size_t rooms[] = {stamped ? most + STAMP_ROOM : most, most + STAMP_LARGEST};
    size_t count = stamped ? 2 : 1;
    size_t ahead = signing->request->key->token == NULL ? count : 0;
    Attempt attempts[2] = {{.room = 0}};
    for (size_t i = 0; i < ahead; i++)
        if (!prepare(signing, rooms[i], &attempts[i]))
            return false;
    if (ahead > 0)
        key_forget(signing->request->key);
    for (size_t i = 0; i < count; i++) {
        bool fits = false;
        if ((ahead == 0 && !prepare(signing, rooms[i], &attempts[i])) ||
            !finish(signing, &attempts[i], &fits))
            return false;
        *tail = (Str){attempts[i].bytes, attempts[i].size};
        if (fits)
            return true;
    }
    diag(signing->diags, SEVERITY_ERROR, (Place){0}, NULL,
         "the signature and its time stamp are larger than any: there is no room for them");
    return false;
}

bool sign_pdf(Arena *arena, Diags *diags, const Source *source, const SignRequest *request,
              Str *tail)
{
    Signing signing = {.arena = arena, .diags = diags, .source = source, .request = request};
    time_t now = (time_t)request->epoch;
    PdfFile *file = pdf_open(arena, diags, source);
    if (file == NULL || !form_read(arena, diags, file, &signing.form))
        return false;
    if (signing.form.catalog_number == 0 || localtime_r(&now, &signing.when) == NULL) {
        diag(diags, SEVERITY_ERROR, (Place){.source = source}, NULL, "it cannot be signed");
        return false;
    }
    if (!choose_field(&signing) || !check_seed(&signing) ||
        !key_check(request->key, request->epoch) ||
        !cms_plan(arena, diags, request->key, request->pss, &signing.plan) || !make_look(&signing))
        return false;
    return sign_with_room(&signing, tail);
}
