/* A signature itself: CMS SignedData of one signer (RFC 5652, 5), over bytes beside it or in it. */
#include "verify/work.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>

size_t digest_of(Work *work, const EVP_MD *algorithm, SignedBytes bytes, unsigned char *out)
{
    unsigned size = 0;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL)
        memory_fail(arena_memory(work->arena));
    bool good = EVP_DigestInit_ex(context, algorithm, NULL) == 1;
    for (size_t i = 0; i < sizeof bytes.parts / sizeof *bytes.parts; i++)
        good = good && EVP_DigestUpdate(context, bytes.parts[i].at, bytes.parts[i].size) == 1;
    good = good && EVP_DigestFinal_ex(context, out, &size) == 1;
    EVP_MD_CTX_free(context);
    return good ? size : 0;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static bool read_info(Work *work, Problems *problems, Checked *checked)
{
    STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(checked->cms);
    int count = infos != NULL ? sk_CMS_SignerInfo_num(infos) : 0;
    if (count != 1)
        return problem(work, problems, PROBLEM_CMS, "it has %d signers instead of one", count);
    checked->info = sk_CMS_SignerInfo_value(infos, 0);
    checked->attributes = CMS_signed_get_attr_count(checked->info) > 0;
    X509_ALGOR *digest = NULL;
    CMS_SignerInfo_get0_algs(checked->info, NULL, NULL, &digest, NULL);
    const ASN1_OBJECT *algorithm = NULL;
    X509_ALGOR_get0(&algorithm, NULL, NULL, digest);
    checked->digest = EVP_get_digestbyobj(algorithm);
    if (checked->digest == NULL)
        return problem(work, problems, PROBLEM_ALGORITHM,
                       "its digest is of a kind that is not supported");
    return true;
}

/* Of several that fit, the one that the signed attributes name. */
static void find_signer(Checked *checked)
{
    for (int i = 0; i < sk_X509_num(checked->certs); i++) {
        X509 *cert = sk_X509_value(checked->certs, i);
        if (CMS_SignerInfo_cert_cmp(checked->info, cert) != 0)
            continue;
        if (checked->signer == NULL || names_certificate(checked, cert))
            checked->signer = cert;
    }
    if (checked->signer != NULL)
        CMS_SignerInfo_set1_signer_cert(checked->info, checked->signer);
}

static bool read_certificates(Work *work, Problems *problems, Checked *checked)
{
    STACK_OF(X509) *certs = CMS_get1_certs(checked->cms);
    checked->certs = work_need(work, certs != NULL ? certs : sk_X509_new_null(), drop_certs);
    if (sk_X509_num(checked->certs) > MOST_CERTIFICATES)
        return problem(work, problems, PROBLEM_CMS, "it holds more than %d certificates",
                       MOST_CERTIFICATES);
    find_signer(checked);
    STACK_OF(X509_CRL) *crls = CMS_get1_crls(checked->cms);
    checked->material.crls =
        work_need(work, crls != NULL ? crls : sk_X509_CRL_new_null(), drop_crls);
    if (sk_X509_CRL_num(checked->material.crls) > MOST_REVOCATIONS)
        return problem(work, problems, PROBLEM_CMS, "it holds more than %d revocation lists",
                       MOST_REVOCATIONS);
    return true;
}

static bool read_content(Work *work, Problems *problems, const CmsRules *rules, Checked *checked)
{
    ASN1_OCTET_STRING **content = CMS_get0_content(checked->cms);
    bool carries = content != NULL && *content != NULL;
    if (OBJ_obj2nid(CMS_get0_eContentType(checked->cms)) != rules->content_type)
        return problem(work, problems, PROBLEM_CMS, "what it signs is of another kind: not '%s'",
                       OBJ_nid2sn(rules->content_type));
    if (carries != rules->carries)
        return problem(work, problems, PROBLEM_CMS,
                       carries ? "it signs bytes that it carries itself, not those of the file"
                               : "it does not carry what it signs");
    if (carries)
        checked->content = (Str){(const char *)ASN1_STRING_get0_data(*content),
                                 (size_t)ASN1_STRING_length(*content)};
    return true;
}

bool cms_read(Work *work, Problems *problems, Str bytes, const CmsRules *rules, Checked *checked,
              size_t *used)
{
    *checked = (Checked){0};
    const unsigned char *at = (const unsigned char *)bytes.at;
    CMS_ContentInfo *cms =
        bytes.size <= LONG_MAX ? d2i_CMS_ContentInfo(NULL, &at, (long)bytes.size) : NULL;
    ERR_clear_error();
    if (cms == NULL)
        return problem(work, problems, PROBLEM_CMS, "it is no CMS");
    checked->cms = work_hold(work, cms, drop_cms);
    *used = (size_t)(at - (const unsigned char *)bytes.at);
    if (OBJ_obj2nid(CMS_get0_type(cms)) != NID_pkcs7_signed)
        return problem(work, problems, PROBLEM_CMS, "it is a CMS of another kind than SignedData");
    bool good = read_info(work, problems, checked) && read_content(work, problems, rules, checked);
    good = good && read_certificates(work, problems, checked);
    ERR_clear_error();
    if (!good)
        return false;
    read_revocation_attribute(work, checked);
    return checked->signer != NULL ||
           problem(work, problems, PROBLEM_CERTIFICATE, "it lacks the certificate of its signer");
}

/* --- Verifying -------------------------------------------------------------------------------- */

/* The message digest among the signed attributes is that of the bytes. */
static bool check_digest(Work *work, Problems *problems, const Checked *checked, SignedBytes bytes)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t size = digest_of(work, checked->digest, bytes, digest);
    const ASN1_OBJECT *name = OBJ_nid2obj(NID_pkcs9_messageDigest);
    const ASN1_OCTET_STRING *said =
        CMS_signed_get0_data_by_OBJ(checked->info, name, -3, V_ASN1_OCTET_STRING);
    if (said == NULL)
        return problem(work, problems, PROBLEM_ATTRIBUTES,
                       "the signed attribute message-digest is missing, repeated or malformed");
    if (size == 0 || (size_t)ASN1_STRING_length(said) != size ||
        memcmp(ASN1_STRING_get0_data(said), digest, size) != 0)
        return problem(work, problems, PROBLEM_DIGEST, "the signed bytes were changed");
    return true;
}

static bool check_content_type(Work *work, Problems *problems, const Checked *checked)
{
    const ASN1_OBJECT *name = OBJ_nid2obj(NID_pkcs9_contentType);
    const ASN1_OBJECT *said = CMS_signed_get0_data_by_OBJ(checked->info, name, -3, V_ASN1_OBJECT);
    if (said == NULL)
        return problem(work, problems, PROBLEM_ATTRIBUTES,
                       "the signed attribute content-type is missing, repeated or malformed");
    if (OBJ_cmp(said, CMS_get0_eContentType(checked->cms)) != 0)
        return problem(work, problems, PROBLEM_ATTRIBUTES,
                       "the signed attribute content-type names another kind of content");
    return true;
}

/* Without signed attributes the signature is over the bytes themselves. */
static bool verify_plain(Work *work, const Checked *checked, EVP_PKEY *key, SignedBytes bytes)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t size = digest_of(work, checked->digest, bytes, digest);
    const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature(checked->info);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    bool good = context != NULL && EVP_PKEY_verify_init(context) > 0 &&
                EVP_PKEY_CTX_set_signature_md(context, checked->digest) > 0 &&
                EVP_PKEY_verify(context, ASN1_STRING_get0_data(value),
                                (size_t)ASN1_STRING_length(value), digest, size) == 1;
    EVP_PKEY_CTX_free(context);
    return good;
}

/* Of the keys that are supported; others are a problem. */
static bool verify_value(Work *work, Problems *problems, const Checked *checked, EVP_PKEY *key,
                         SignedBytes bytes, bool *digest_good)
{
    if (checked->attributes) {
        *digest_good = check_digest(work, problems, checked, bytes);
        bool typed = check_content_type(work, problems, checked);
        if (CMS_SignerInfo_verify(checked->info) == 1)
            return typed;
        return problem(work, problems, PROBLEM_SIGNATURE,
                       "the key of the certificate did not make this signature");
    }
    *digest_good = verify_plain(work, checked, key, bytes);
    return *digest_good || problem(work, problems, PROBLEM_DIGEST,
                                   "the signed bytes were changed, or the key of the certificate "
                                   "did not make this signature");
}

void cms_check(Work *work, Problems *problems, const CmsRules *rules, SignedBytes bytes,
               Checked *checked)
{
    EVP_PKEY *key = X509_get0_pubkey(checked->signer);
    if (key == NULL) {
        problem(work, problems, PROBLEM_ALGORITHM,
                "the certificate's key is of a kind that is not supported");
        return;
    }
    size_t before = problems->count;
    checked->algorithm = describe_algorithm(work, problems, checked->info, checked->digest, key);
    /* What is too weak is verified all the same, so that all is told. */
    for (size_t i = before; i < problems->count; i++)
        if (problems->items[i].code == PROBLEM_ALGORITHM)
            return;
    bool digest_good = false;
    bool good = verify_value(work, problems, checked, key, bytes, &digest_good);
    good = check_certificate_attribute(work, problems, rules, checked) && good;
    ERR_clear_error();
    checked->intact = good && digest_good;
}
