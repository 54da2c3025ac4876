/* Whether a certificate was revoked: revocation lists (RFC 5280, 5) and answers of OCSP (RFC 6960)
 * that somebody signed who may. */
#include "verify/work.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

typedef struct Question {
    Work *work;
    const Checked *checked;
    X509 *cert;
    X509 *issuer;
    int64_t at;
    bool proven;
    Str name;
    Standing standing; /* what is known so far */
    Str stale;         /* what would have answered at another time; or empty */
} Question;

/* Revoked is worse than good, good is better than nothing. */
static void learn_revoked(Question *question, int64_t revoked, const char *source)
{
    Arena *arena = question->work->arena;
    Str when = time_text(arena, revoked);
    bool before = !question->proven || revoked <= question->at;
    if (question->standing.state == REVOCATION_REVOKED)
        return;
    question->standing.state = before ? REVOCATION_REVOKED : REVOCATION_GOOD;
    question->standing.revoked = revoked;
    question->standing.text = str_format(
        arena, "the certificate '%.*s' was revoked at %.*s%s (%s)", STR_ARG(question->name),
        STR_ARG(when), before ? "" : ", after the time that a timestamp proves", source);
}

/* What was known at `from` and holds until `to` (0: not told) answers where the time that counts is
   before its end. */
static void learn_good(Question *question, int64_t from, int64_t to, const char *source)
{
    enum { DAY = 24 * 60 * 60 };
    int64_t end = to != 0 ? to : from + DAY;
    /* Where a time is proven, what was told later is as good. */
    bool fresh = end >= question->at && (question->proven || from <= question->at + DAY);
    if (question->standing.state != REVOCATION_UNKNOWN)
        return;
    if (!fresh) {
        Arena *arena = question->work->arena;
        question->stale =
            str_format(arena, " (the %s of %.*s held until %.*s only)", source,
                       STR_ARG(time_text(arena, from)), STR_ARG(time_text(arena, end)));
        return;
    }
    question->standing.state = REVOCATION_GOOD;
    question->standing.text = str_format(question->work->arena, "not revoked (%s of %.*s)", source,
                                         STR_ARG(time_text(question->work->arena, from)));
}

/* --- Lists ------------------------------------------------------------------------------------ */

/* False for a list that speaks of other certificates, or in a way that is not supported. */
static bool covers(const X509_CRL *crl, X509 *cert)
{
    int critical = 0;
    ISSUING_DIST_POINT *scope =
        X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, &critical, NULL);
    bool authority = X509_check_ca(cert) != 0;
    bool fits =
        critical != -2 &&
        (scope == NULL ||
         (scope->indirectCRL <= 0 && scope->onlyattr <= 0 && scope->onlysomereasons == NULL &&
          (scope->onlyuser <= 0 || !authority) && (scope->onlyCA <= 0 || authority)));
    ISSUING_DIST_POINT_free(scope);
    for (int i = 0; i < X509_CRL_get_ext_count(crl); i++) {
        X509_EXTENSION *extension = X509_CRL_get_ext(crl, i);
        int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
        if (X509_EXTENSION_get_critical(extension) && nid != NID_issuing_distribution_point)
            fits = false;
    }
    return fits;
}

static void ask_list(Question *question, X509_CRL *crl)
{
    EVP_PKEY *key = X509_get0_pubkey(question->issuer);
    if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_issuer_name(question->cert)) != 0 ||
        key == NULL || (X509_get_key_usage(question->issuer) & KU_CRL_SIGN) == 0 ||
        !covers(crl, question->cert) || X509_CRL_verify(crl, key) != 1)
        return;
    X509_REVOKED *entry = NULL;
    int state = X509_CRL_get0_by_cert(crl, &entry, question->cert);
    if (state == 1)
        learn_revoked(question, seconds_of(X509_REVOKED_get0_revocationDate(entry)),
                      "revocation list");
    else if (state == 0)
        learn_good(question, seconds_of(X509_CRL_get0_lastUpdate(crl)),
                   seconds_of(X509_CRL_get0_nextUpdate(crl)), "revocation list");
}

static void ask_lists(Question *question, STACK_OF(X509_CRL) * crls)
{
    for (int i = 0; crls != NULL && i < sk_X509_CRL_num(crls); i++)
        ask_list(question, sk_X509_CRL_value(crls, i));
}

/* --- Answers ---------------------------------------------------------------------------------- */

/* The issuer itself, or whom it has made a certificate for just that (RFC 6960, 4.2.2.2). */
static bool may_answer(const Question *question, X509 *signer, int64_t when)
{
    if (X509_cmp(signer, question->issuer) == 0)
        return true;
    return X509_NAME_cmp(X509_get_issuer_name(signer), X509_get_subject_name(question->issuer)) ==
               0 &&
           (X509_get_extension_flags(signer) & EXFLAG_XKUSAGE) != 0 &&
           (X509_get_extended_key_usage(signer) & XKU_OCSP_SIGN) != 0 &&
           X509_verify(signer, X509_get0_pubkey(question->issuer)) == 1 &&
           when >= seconds_of(X509_get0_notBefore(signer)) &&
           when <= seconds_of(X509_get0_notAfter(signer));
}

static bool is_signed(const Question *question, OCSP_BASICRESP *answer)
{
    X509 *signer = NULL;
    STACK_OF(X509) *more = sk_X509_new_null();
    bool good = more != NULL && sk_X509_push(more, question->issuer) > 0 &&
                OCSP_resp_get0_signer(answer, &signer, more) == 1 &&
                may_answer(question, signer, seconds_of(OCSP_resp_get0_produced_at(answer))) &&
                OCSP_basic_verify(answer, more, question->work->store, OCSP_NOVERIFY) == 1;
    sk_X509_free(more);
    return good;
}

/* Whether the answer is about this certificate. */
static bool is_about(const Question *question, const OCSP_SINGLERESP *single)
{
    ASN1_OBJECT *algorithm = NULL;
    OCSP_CERTID *said = OCSP_CERTID_dup(OCSP_SINGLERESP_get0_id(single));
    if (said == NULL)
        return false;
    OCSP_id_get0_info(NULL, &algorithm, NULL, NULL, said);
    const EVP_MD *digest = EVP_get_digestbyobj(algorithm);
    OCSP_CERTID *own =
        digest != NULL ? OCSP_cert_to_id(digest, question->cert, question->issuer) : NULL;
    bool same = own != NULL && OCSP_id_cmp(own, said) == 0;
    OCSP_CERTID_free(own);
    OCSP_CERTID_free(said);
    return same;
}

static void ask_answer(Question *question, OCSP_BASICRESP *answer)
{
    int checked = -1; /* its signature: not yet */
    for (int i = 0; i < OCSP_resp_count(answer) && i < MOST_REVOCATIONS && checked != 0; i++) {
        OCSP_SINGLERESP *single = OCSP_resp_get0(answer, i);
        ASN1_GENERALIZEDTIME *revoked = NULL;
        ASN1_GENERALIZEDTIME *from = NULL;
        ASN1_GENERALIZEDTIME *to = NULL;
        int reason = 0;
        if (!is_about(question, single))
            continue;
        if (checked < 0)
            checked = is_signed(question, answer);
        int state = OCSP_single_get0_status(single, &reason, &revoked, &from, &to);
        if (checked == 1 && state == V_OCSP_CERTSTATUS_REVOKED)
            learn_revoked(question, seconds_of(revoked), "OCSP answer");
        else if (checked == 1 && state == V_OCSP_CERTSTATUS_GOOD)
            learn_good(question, seconds_of(from), seconds_of(to), "OCSP answer");
    }
}

static void ask_answers(Question *question, const Material *material)
{
    for (size_t i = 0; i < material->answer_count; i++)
        ask_answer(question, material->answers[i]);
}

Standing check_revocation(Work *work, const Checked *checked, X509 *cert, X509 *issuer, int64_t at,
                          bool proven)
{
    Question question = {
        .work = work,
        .checked = checked,
        .cert = cert,
        .issuer = issuer,
        .at = at,
        .proven = proven,
        .name = describe_certificate(work, cert).name,
    };
    question.standing.text = str_format(
        work->arena, "no list and no answer that holds tells of '%.*s'", STR_ARG(question.name));
    ask_lists(&question, work->material.crls);
    ask_lists(&question, checked->material.crls);
    ask_answers(&question, &work->material);
    ask_answers(&question, &checked->material);
    ERR_clear_error();
    if (question.standing.state == REVOCATION_UNKNOWN)
        question.standing.text = str_format(
            work->arena, "%.*s%.*s", STR_ARG(question.standing.text), STR_ARG(question.stale));
    return question.standing;
}
