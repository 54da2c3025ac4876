/* What the service says where it does not sign, told with what can be done about it. */
#include "bsre/ask.h"

#include <string.h>

/* What is known by a code of the service, or by a word of its message in small letters. */
typedef struct Cause {
    const char *code; /* status_code; or NULL */
    const char *word;
    const char *field; /* of the config, whose place is told; or NULL */
    const char *hint;
} Cause;

static const char renew[] =
    "the signer's certificate must be valid: it is renewed in the portal of BSrE";
static const char not_known[] =
    "look at the NIK (or e-mail address); the signer must be registered at BSrE, and with this "
    "service's environment (development or production)";
static const char look_at_passphrase[] =
    "type the signer's passphrase again; after some wrong ones BSrE locks it";

/* The first that fits counts. */
static const Cause causes[] = {
    {"2031", NULL, NULL, look_at_passphrase},
    {"2011", NULL, "nik", not_known},
    {NULL, "totp", NULL, "codes are valid for a short time and once: ask for a new one"},
    {NULL, "otp", NULL, "codes are valid for a short time and once: ask for a new one"},
    {NULL, "passphrase", NULL, look_at_passphrase},
    {NULL, "kuota", NULL, "ask who runs the service, or BSrE, for more signatures"},
    {NULL, "quota", NULL, "ask who runs the service, or BSrE, for more signatures"},
    {NULL, "expired", "nik", renew},
    {NULL, "kadaluarsa", "nik", renew},
    {NULL, "kedaluwarsa", "nik", renew},
    {NULL, "kadaluwarsa", "nik", renew},
    {NULL, "masa berlaku", "nik", renew},
    {NULL, "revoke", "nik", "the signer's certificate has been revoked: a new one is needed"},
    {NULL, "dicabut", "nik", "the signer's certificate has been revoked: a new one is needed"},
    {NULL, "suspend", "nik", "ask BSrE why the signer is suspended"},
    {NULL, "belum terdaftar", "nik", not_known},
    {NULL, "tidak terdaftar", "nik", not_known},
    {NULL, "not registered", "nik", not_known},
    {NULL, "tidak ditemukan", "nik", not_known},
    {NULL, "nik", "nik", not_known},
    {NULL, "tag", "jangkar", "the character must stand in the PDF as text, once"},
    {NULL, "koordinat", "posisi", "look at page and place of the signature"},
    {NULL, "linkqr", "qr", NULL},
    {NULL, "image", "gambar", "a PNG or JPEG file without transparency may do"},
    {NULL, "size", NULL, "make the file smaller, or ask who runs the service for a higher limit"},
};

static const Cause *find_cause(Arena *arena, Str code, Str text)
{
    Str small = utf8_lower(arena, text);
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
        const Cause *cause = &causes[i];
        if (cause->code != NULL ? str_is(code, cause->code)
                                : str_find(small, cause->word, 0) != SIZE_MAX)
            return cause;
    }
    return NULL;
}

/* --- Texts ------------------------------------------------------------------------------------ */

/* The text with "***" in place of the secret, and of what was overwritten before: how long it was
   is nobody's business. */
static Str without(Arena *arena, Str text, const Secret *secret)
{
    static const char stars[] = "***";
    Str hidden = secret != NULL ? secret_str(secret) : (Str){NULL, 0};
    Buf out = {.arena = arena};
    for (size_t at = 0; at < text.size;) {
        bool here = hidden.size > 0 && text.size - at >= hidden.size &&
                    memcmp(text.at + at, hidden.at, hidden.size) == 0;
        bool more = text.at[at] == '*' && str_ends(buf_str(&out), stars);
        if (here)
            buf_text(&out, stars);
        else if (!more)
            buf_byte(&out, text.at[at]);
        at += here ? hidden.size : 1;
    }
    return buf_str(&out);
}

/* What a reply says: error and message, where they differ both. */
static Str told_text(Arena *arena, const Json *told)
{
    static const char *const names[] = {"error", "message", "msg", "errors", "detail"};
    Buf out = {.arena = arena};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const Json *member = json_get(told, names[i]);
        if (member != NULL && member->kind == JSON_LIST && member->count > 0)
            member = &member->items[0];
        Str text = member != NULL && member->kind == JSON_TEXT ? str_trim(member->text)
                   : member != NULL                            ? json_get_text(member, "message")
                                                               : (Str){NULL, 0};
        if (text.size == 0 || str_find(buf_str(&out), str_c(arena, text), 0) != SIZE_MAX)
            continue;
        buf_text(&out, out.size > 0 ? ": " : "");
        buf_add(&out, text);
    }
    return buf_str(&out);
}

/* --- Messages --------------------------------------------------------------------------------- */

static Place place_of(const Bsre *bsre, const char *field)
{
    const Record *record = bsre->config->record;
    if (field == NULL || record_get(record, field).kind == VALUE_MISSING)
        return (Place){0};
    return record_place(record, field);
}

/* By the status alone. */
static void refused_by_status(const Bsre *bsre, const HttpReply *reply)
{
    static const struct {
        unsigned status;
        const char *field;
        const char *hint;
    } known[] = {
        {401, "pengguna",
         "look at 'pengguna' and its password, and whether the service's admin page allows this "
         "machine's address"},
        {403, "pengguna", "the service's admin page must allow this machine's address"},
        {404, "alamat", "look at the address, and whether the service speaks this 'versi'"},
        {405, "alamat", "look at the address, and whether the service speaks this 'versi'"},
        {413, NULL, "make the file smaller, or ask who runs the service for a higher limit"},
    };
    const char *field = NULL;
    const char *hint = reply->status >= 500 ? "try again later, or ask who runs the service"
                                            : "look at the address";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].status != reply->status)
            continue;
        field = known[i].field;
        hint = known[i].hint;
    }
    Str to = http_header(reply, "Location");
    if (reply->status >= 300 && reply->status < 400 && to.size > 0) {
        field = "alamat";
        hint = str_format(bsre->arena, "if you trust it, give the address that it leads to: %.*s",
                          STR_ARG(to))
                   .at;
    }
    diag(bsre->diags, reply->status >= 500 ? SEVERITY_SYSTEM : SEVERITY_ERROR,
         place_of(bsre, field), hint, "%.*s: status %u: %s", STR_ARG(service_host(bsre)),
         reply->status, http_status_text(reply->status));
}

static void refused_with_text(const Bsre *bsre, const HttpReply *reply, Str code, Str text)
{
    const Cause *cause = find_cause(bsre->arena, code, text);
    Buf status = {.arena = bsre->arena};
    if (code.size > 0)
        buf_format(&status, "code %.*s, ", STR_ARG(code));
    buf_format(&status, "status %u", reply->status);
    bool failed = cause == NULL && reply->status >= 500;
    const char *hint = cause != NULL ? cause->hint
                       : failed      ? "try again later, or ask who runs the service"
                                     : NULL;
    diag(bsre->diags, failed ? SEVERITY_SYSTEM : SEVERITY_ERROR,
         place_of(bsre, cause != NULL ? cause->field : NULL), hint,
         "%.*s: the service says: %.*s (%.*s)", STR_ARG(service_host(bsre)), STR_ARG(text),
         STR_ARG(buf_str(&status)));
}

void service_refused(const Bsre *bsre, const HttpReply *reply, const Secret *passphrase)
{
    Arena *arena = bsre->arena;
    const Json *told = json_read(arena, reply->body);
    Str text = without(arena, without(arena, told_text(arena, told), passphrase), bsre->password);
    Str code = json_get_text(told, "status_code");
    /* Some statuses say more than their text does. */
    bool by_status = code.size == 0 && (reply->status == 401 || reply->status == 403 ||
                                        reply->status == 404 || reply->status == 405);
    bool success = reply->status >= 200 && reply->status < 300;
    if (text.size > 0 && !by_status)
        refused_with_text(bsre, reply, code, text);
    else if (!success)
        refused_by_status(bsre, reply);
    else if (told != NULL)
        diag(bsre->diags, SEVERITY_SYSTEM, place_of(bsre, "alamat"),
             "look at 'alamat' and 'versi', or ask who runs the service",
             "%.*s: the reply holds no PDF", STR_ARG(service_host(bsre)));
    else
        diag(bsre->diags, SEVERITY_SYSTEM, place_of(bsre, "alamat"),
             "look at 'alamat' and 'versi': another program may answer there",
             "%.*s: this is no E-Sign Client Service: it answers with '%.*s'",
             STR_ARG(service_host(bsre)), STR_ARG(reply->type));
}
