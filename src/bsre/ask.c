/* Asking the service: for a signer's status, for a code, for a signature. */
#include "bsre/ask.h"

#include <string.h>

enum { REPLY_ROOM = 16 * 1024 * 1024, SHORT_SECONDS = 30 };

Str service_host(const Bsre *bsre)
{
    return http_host(str_from(bsre->config->address));
}

HttpRequest service_request(const Bsre *bsre, const char *path)
{
    static const char *const headers[] = {"Accept: */*", NULL};
    const BsreConfig *config = bsre->config;
    return (HttpRequest){
        .address = http_join(bsre->arena, config->address, path),
        .headers = headers,
        .user = config->user,
        .password = secret_str(bsre->password).at,
        .ca_file = config->ca_file,
        .proxy = config->proxy,
        .seconds = config->seconds < SHORT_SECONDS ? config->seconds : SHORT_SECONDS,
        .any_status = true,
        .place = record_place(config->record, "alamat"),
    };
}

/* {"nik":"..."} or {"email":"..."}, and what follows. */
static Str signer_json(const Bsre *bsre, const char *rest)
{
    const BsreConfig *config = bsre->config;
    bool by_nik = config->nik.size > 0;
    Buf out = {.arena = bsre->arena};
    buf_format(&out, "{\"%s\":", by_nik ? "nik" : "email");
    json_put(&out, by_nik ? config->nik : config->email);
    buf_format(&out, "%s}", rest);
    return buf_str(&out);
}

/* Posts JSON. */
static bool post_json(const Bsre *bsre, const char *path, Str json, HttpReply *reply)
{
    HttpRequest request = service_request(bsre, path);
    request.body = (HttpBytes){&json, 1};
    request.type = "application/json";
    return http_post(bsre->arena, bsre->diags, &request, reply);
}

/* --- The signer's status ---------------------------------------------------------------------- */

static const struct {
    const char *status;
    const char *meaning;
    const char *hint;
} statuses[] = {
    {"EXPIRED", "the signer's certificate has expired", "it is renewed in the portal of BSrE"},
    {"RENEW", "the signer's certificate is being renewed", "wait until BSrE has issued it"},
    {"WAITING_FOR_VERIFICATION", "the signer's certificate is being verified",
     "wait until BSrE has verified it"},
    {"NEW", "the signer has not activated the certificate yet",
     "it is activated by the link in the e-mail of BSrE"},
    {"NO_CERTIFICATE", "the signer is registered, but has no certificate", "apply for it at BSrE"},
    {"NOT_REGISTERED", "the signer is not registered at BSrE",
     "look at the NIK (or e-mail address)"},
    {"SUSPEND", "the signer is suspended", "ask BSrE why"},
    {"REVOKE", "the signer's certificate has been revoked", "apply for a new one at BSrE"},
};

/* False after telling that a signer of this status cannot sign. */
static bool can_sign(const Bsre *bsre, const HttpReply *reply)
{
    Str status = json_get_text(json_read(bsre->arena, reply->body), "status");
    const char *field = bsre->config->nik.size > 0 ? "nik" : "email";
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (!str_is(status, statuses[i].status))
            continue;
        diag(bsre->diags, SEVERITY_ERROR, record_place(bsre->config->record, field),
             statuses[i].hint, "%.*s: %s (%s)", STR_ARG(service_host(bsre)), statuses[i].meaning,
             statuses[i].status);
        return false;
    }
    return true;
}

bool bsre_check_signer(const Bsre *bsre)
{
    HttpReply reply;
    bool asked = false;
    if (bsre->config->version == 1) {
        Str nik = http_encode(bsre->arena, bsre->config->nik);
        Str path = str_format(bsre->arena, "api/user/status/%.*s", STR_ARG(nik));
        HttpRequest request = service_request(bsre, path.at);
        asked = http_get(bsre->arena, bsre->diags, &request, &reply);
    } else {
        asked = post_json(bsre, "api/v2/user/check/status", signer_json(bsre, ""), &reply);
    }
    if (!asked)
        return false;
    if (reply.status == 401 || reply.status == 403) {
        service_refused(bsre, &reply, NULL);
        return false;
    }
    return can_sign(bsre, &reply);
}

bool bsre_send_totp(const Bsre *bsre)
{
    HttpReply reply;
    if (!post_json(bsre, "api/v2/sign/get/totp", signer_json(bsre, ",\"data\":1"), &reply))
        return false;
    if (reply.status >= 200 && reply.status < 300)
        return true;
    service_refused(bsre, &reply, NULL);
    return false;
}

/* --- The signature ---------------------------------------------------------------------------- */

typedef struct Signing {
    const Bsre *bsre;
    const Source *pdf;
    const BsreSpot *spot;
    const Secret *passphrase;
    Secret *escaped; /* in JSON */
    Str *result;
    bool done;
} Signing;

/* Version 1 keeps what it signed until it is fetched, once. True where it could be. */
static bool fetch_again(const Bsre *bsre, const HttpReply *first, HttpReply *reply)
{
    Str number = http_header(first, "id_dokumen");
    if (bsre->config->version != 1 || number.size == 0)
        return false;
    Str path = str_format(bsre->arena, "api/sign/download/%.*s",
                          STR_ARG(http_encode(bsre->arena, number)));
    HttpRequest request = service_request(bsre, path.at);
    request.seconds = bsre->config->seconds;
    request.reply_bytes = BSRE_MAX_PDF + REPLY_ROOM;
    return http_get(bsre->arena, bsre->diags, &request, reply);
}

static bool send(Signing *signing, HttpReply *reply)
{
    const Bsre *bsre = signing->bsre;
    bool first = bsre->config->version == 1;
    HttpRequest request = service_request(bsre, first ? "api/sign/pdf" : "api/v2/sign/pdf");
    request.seconds = bsre->config->seconds;
    request.reply_bytes = signing->pdf->text.size * 2 + REPLY_ROOM;
    request.cut_too = first;
    Str passphrase = secret_str(signing->passphrase);
    signing->escaped = secret_new(arena_memory(bsre->arena), passphrase.size * 6 + 1);
    json_put_secret(signing->escaped, passphrase);
    if (first) {
        request.parts =
            make_form(bsre, signing->pdf, signing->spot, signing->passphrase, &request.part_count);
    } else {
        request.body = make_body(bsre, signing->pdf, signing->spot, signing->escaped);
        request.type = "application/json";
        if (request.body.count == 0)
            return false;
    }
    if (http_post(bsre->arena, bsre->diags, &request, reply))
        return true;
    diag(bsre->diags, SEVERITY_NOTE, (Place){0},
         "sign again, unless the service's own record shows that it was done",
         "nothing is stored; if the service had begun to sign, that signature is lost");
    return false;
}

/* Overwrites a secret where it stands in what came back. */
static void hide(const HttpReply *reply, Str secret)
{
    char *from = reply->bytes;
    size_t left = secret.size > 0 ? reply->body.size : 0;
    for (char *found = NULL;
         left > 0 && (found = memmem(from, left, secret.at, secret.size)) != NULL;) {
        memset(found, '*', secret.size);
        left -= (size_t)(found - from) + secret.size;
        from = found + secret.size;
    }
}

static void sign(void *context)
{
    Signing *signing = context;
    const Bsre *bsre = signing->bsre;
    HttpReply reply;
    HttpReply again;
    if (!send(signing, &reply))
        return;
    bool success = reply.status >= 200 && reply.status < 300;
    bool taken = success && !reply.is_cut && take_pdf(bsre, &reply, signing->result);
    if (!taken && success && fetch_again(bsre, &reply, &again) && again.status == 200)
        taken = take_pdf(bsre, &again, signing->result);
    if (taken) {
        signing->done = check_result(bsre, signing->pdf, *signing->result);
        return;
    }
    hide(&reply, secret_str(signing->passphrase));
    hide(&reply, secret_str(signing->escaped));
    hide(&reply, secret_str(bsre->password));
    if (!reply.is_cut)
        service_refused(bsre, &reply, signing->passphrase);
    else
        diag(bsre->diags, SEVERITY_SYSTEM, record_place(bsre->config->record, "alamat"),
             "nothing is stored; try again", "%.*s: the reply was cut off",
             STR_ARG(service_host(bsre)));
}

bool bsre_sign(const Bsre *bsre, const Source *pdf, const BsreSpot *spot, const Secret *passphrase,
               Str *result)
{
    Signing signing = {
        .bsre = bsre, .pdf = pdf, .spot = spot, .passphrase = passphrase, .result = result};
    bool kept = arena_try(arena_memory(bsre->arena), sign, &signing);
    secret_drop(signing.escaped);
    if (!kept)
        memory_fail(arena_memory(bsre->arena));
    return signing.done;
}
