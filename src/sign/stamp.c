/*
 * Time stamps (RFC 3161): the digest of the signature goes to an authority, which signs it with the
 * time. Its answer is believed only where it is about this very digest and this very question, and
 * its signature holds; whether the authority itself is trusted is for those who verify.
 */
#include "sign/cms.h"
#include "sign/der.h"

#include "http/http.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/ts.h>

#include <string.h>

enum {
    NONCE_SIZE = 8,
    LARGEST_REPLY = 256 * 1024,
};

/* What OpenSSL holds of a reply. */
typedef struct Reply {
    TS_RESP *response;
    CMS_ContentInfo *token;
} Reply;

typedef struct Asking {
    const StampRequest *request;
    Str digest;
    unsigned char nonce[NONCE_SIZE];
    Str body;
    Reply *reply;
    Str token;
    bool good;
} Asking;

static bool refuse(const StampRequest *request, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool refuse(const StampRequest *request, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(request->arena, format, args);
    va_end(args);
    diag(request->diags, SEVERITY_ERROR, (Place){0},
         "try again, or another authority; without --tsa the signature has no time stamp",
         "the time stamp authority %.*s: %.*s", STR_ARG(http_host(str_from(request->address))),
         STR_ARG(text));
    return false;
}

/* TimeStampReq (2.4.1). */
static Str make_question(const Asking *asking)
{
    Arena *arena = asking->request->arena;
    static const char yes = (char)0xFF;
    enum { DER_BOOLEAN = 0x01 };
    const Str imprint[] = {
        der_algorithm(arena, asking->request->digest, der_wrap(arena, DER_NULL, (Str){NULL, 0})),
        der_wrap(arena, DER_OCTETS, asking->digest),
    };
    const Str parts[] = {
        der_small(arena, 1),
        der_join(arena, DER_SEQUENCE, imprint, 2),
        der_wrap(arena, DER_INTEGER, (Str){(const char *)asking->nonce, NONCE_SIZE}),
        der_wrap(arena, DER_BOOLEAN, (Str){&yes, 1}),
    };
    return der_join(arena, DER_SEQUENCE, parts, 4);
}

/* --- The reply -------------------------------------------------------------------------------- */

/* 0 granted, 1 granted with changes (2.4.2). */
static bool check_status(const Asking *asking)
{
    const TS_STATUS_INFO *status = TS_RESP_get_status_info(asking->reply->response);
    const ASN1_INTEGER *number = TS_STATUS_INFO_get0_status(status);
    long value = ASN1_INTEGER_get(number);
    if (value == 0 || value == 1)
        return true;
    const STACK_OF(ASN1_UTF8STRING) *texts = TS_STATUS_INFO_get0_text(status);
    const ASN1_UTF8STRING *text = texts != NULL && sk_ASN1_UTF8STRING_num(texts) > 0
                                      ? sk_ASN1_UTF8STRING_value(texts, 0)
                                      : NULL;
    if (text == NULL)
        return refuse(asking->request, "it gives no time stamp (status %ld)", value);
    return refuse(asking->request, "it gives no time stamp: %.*s", ASN1_STRING_length(text),
                  (const char *)ASN1_STRING_get0_data(text));
}

static bool check_info(const Asking *asking, TS_TST_INFO *info)
{
    TS_MSG_IMPRINT *imprint = info != NULL ? TS_TST_INFO_get_msg_imprint(info) : NULL;
    if (imprint == NULL)
        return refuse(asking->request, "what it sends is no time stamp");
    const ASN1_OCTET_STRING *digest = TS_MSG_IMPRINT_get_msg(imprint);
    const X509_ALGOR *algorithm = TS_MSG_IMPRINT_get_algo(imprint);
    const ASN1_OBJECT *object = NULL;
    X509_ALGOR_get0(&object, NULL, NULL, algorithm);
    if (OBJ_obj2nid(object) != asking->request->digest ||
        (size_t)ASN1_STRING_length(digest) != asking->digest.size ||
        memcmp(ASN1_STRING_get0_data(digest), asking->digest.at, asking->digest.size) != 0)
        return refuse(asking->request, "its time stamp is for something else");
    const ASN1_INTEGER *nonce = TS_TST_INFO_get_nonce(info);
    if (nonce == NULL || ASN1_STRING_length(nonce) != NONCE_SIZE ||
        memcmp(ASN1_STRING_get0_data(nonce), asking->nonce, NONCE_SIZE) != 0)
        return refuse(asking->request, "its time stamp answers another question");
    return true;
}

/* The token's own signature, by the certificate in it. */
static bool check_signature(const Asking *asking, Str token)
{
    const unsigned char *at = (const unsigned char *)token.at;
    asking->reply->token = d2i_CMS_ContentInfo(NULL, &at, (long)token.size);
    bool good =
        asking->reply->token != NULL && CMS_verify(asking->reply->token, NULL, NULL, NULL, NULL,
                                                   CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
    ERR_clear_error();
    return good || refuse(asking->request, "the signature of its time stamp does not hold");
}

static bool check_reply(const Asking *asking, Str token)
{
    return check_status(asking) &&
           check_info(asking, TS_RESP_get_tst_info(asking->reply->response)) &&
           check_signature(asking, token);
}

/* TimeStampResp ::= SEQUENCE { status, timeStampToken }: the token's bytes as they came. */
static Str find_token(Str reply)
{
    unsigned char tag = 0;
    size_t at = 0;
    Str whole;
    Str contents;
    Str token = {NULL, 0};
    if (!der_next(reply, &at, &tag, &whole, &contents))
        return token;
    at = 0;
    for (int i = 0; i < 2; i++) {
        Str unused;
        if (!der_next(contents, &at, &tag, &whole, &unused))
            return token;
    }
    return whole;
}

static bool take_reply(Asking *asking, const HttpReply *reply)
{
    if (!http_is_type(reply, "application/timestamp-reply"))
        return refuse(asking->request, "it answers with '%.*s', not with a time stamp",
                      STR_ARG(reply->type));
    const unsigned char *at = (const unsigned char *)reply->body.at;
    asking->reply->response = d2i_TS_RESP(NULL, &at, (long)reply->body.size);
    ERR_clear_error();
    if (asking->reply->response == NULL)
        return refuse(asking->request, "what it sends is no time stamp");
    Str token = find_token(reply->body);
    if (!check_reply(asking, token))
        return false;
    asking->token = str_copy(asking->request->arena, token);
    return true;
}

static void ask(void *context)
{
    Asking *asking = context;
    const StampRequest *request = asking->request;
    const HttpRequest question = {
        .address = request->address,
        .body = {&asking->body, 1},
        .type = "application/timestamp-query",
        .ca_file = request->ca_file,
        .reply_bytes = LARGEST_REPLY,
    };
    HttpReply reply;
    asking->good =
        http_post(request->arena, request->diags, &question, &reply) && take_reply(asking, &reply);
}

bool stamp_fetch(const StampRequest *request, Str value, Str *token)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    Reply reply = {0};
    Asking asking = {.request = request, .reply = &reply};
    if (EVP_Digest(value.at, value.size, digest, &size, EVP_get_digestbynid(request->digest),
                   NULL) != 1 ||
        RAND_bytes(asking.nonce, NONCE_SIZE) != 1)
        memory_fail(arena_memory(request->arena));
    /* Positive, and of that size in DER. */
    asking.nonce[0] = (unsigned char)((asking.nonce[0] & 0x7F) | 0x40);
    asking.digest = (Str){(const char *)digest, size};
    asking.body = make_question(&asking);
    bool kept = arena_try(arena_memory(request->arena), ask, &asking);
    TS_RESP_free(reply.response);
    CMS_ContentInfo_free(reply.token);
    if (!kept)
        memory_fail(arena_memory(request->arena));
    *token = asking.token;
    return asking.good;
}
