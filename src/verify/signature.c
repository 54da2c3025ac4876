/* One signature: its kind, its CMS, its certificate. */
#include "verify/work.h"

#include <openssl/evp.h>
#include <string.h>

/* Kinds of signatures (ISO 32000-1, 12.8.3.1; EN 319 142-1, 6.3). */
typedef enum Form {
    FORM_DETACHED,
    FORM_CADES,
    FORM_SHA1,  /* over the SHA-1 of the bytes, which the CMS carries */
    FORM_RAW,   /* no CMS */
    FORM_TOKEN, /* a timestamp */
    FORM_UNKNOWN,
} Form;

static Form form_of(Str subfilter)
{
    static const struct {
        const char *name;
        Form form;
    } forms[] = {
        {"ETSI.CAdES.detached", FORM_CADES}, {"adbe.pkcs7.detached", FORM_DETACHED},
        {"adbe.pkcs7.sha1", FORM_SHA1},      {"adbe.x509.rsa_sha1", FORM_RAW},
        {"ETSI.RFC3161", FORM_TOKEN},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_is(subfilter, forms[i].name))
            return forms[i].form;
    return FORM_UNKNOWN;
}

/* The room for the signature is filled with zeros behind it. */
static void check_padding(Work *work, Found *found, Str contents, size_t used)
{
    for (size_t i = used; i < contents.size; i++) {
        if (contents.at[i] == 0)
            continue;
        problem(work, &found->problems, PROBLEM_PADDING,
                "something stands in /Contents behind the signature, which is not signed");
        return;
    }
}

static void check_token(Work *work, Found *found, Str contents, int64_t proven)
{
    SignatureReport *signature = found->signature;
    check_stamp(work, contents, found_bytes(work, found), proven, &signature->stamp);
    signature->kind = SIGNATURE_STAMP;
    signature->intact = signature->stamp.intact;
    signature->signer = signature->stamp.signer;
    signature->has_signer = signature->signer.subject.size > 0;
    signature->trust = signature->stamp.trust;
    signature->algorithm = signature->stamp.algorithm;
    for (size_t i = 0; i < signature->stamp.problem_count; i++)
        problem(work, &found->problems, signature->stamp.problems[i].code, "%.*s",
                STR_ARG(signature->stamp.problems[i].text));
}

/* The CMS carries the SHA-1 of the file's bytes. */
static bool check_carried(Work *work, Found *found, const Checked *checked)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t size = digest_of(work, EVP_sha1(), found_bytes(work, found), digest);
    problem(work, &found->problems, PROBLEM_WEAK, "it is made with SHA-1, which can be forged");
    if (size == 0 || checked->content.size != size ||
        memcmp(checked->content.at, digest, size) != 0)
        return problem(work, &found->problems, PROBLEM_DIGEST, "the signed bytes were changed");
    return true;
}

/* The timestamp in the signature: over its value. */
static void check_own_stamp(Work *work, Found *found, const Checked *checked, int64_t proven)
{
    Str token;
    Stamp *stamp = &found->signature->stamp;
    if (!find_token(checked, &token)) {
        problem(work, &found->problems, PROBLEM_TIMESTAMP,
                "its timestamp is repeated or malformed");
        return;
    }
    if (token.size == 0)
        return;
    const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature(checked->info);
    Str bytes = {(const char *)ASN1_STRING_get0_data(value), (size_t)ASN1_STRING_length(value)};
    check_stamp(work, token, (SignedBytes){{bytes, {0}}}, proven, stamp);
    if (!stamp->good)
        problem(work, &found->problems, PROBLEM_TIMESTAMP, "its timestamp is not good: %.*s",
                STR_ARG(stamp->problem_count > 0 ? stamp->problems[0].text : STR("not intact")));
}

static void check_form(Work *work, Found *found, Form form, Str contents, int64_t proven)
{
    const CmsRules rules = {
        .content_type = NID_pkcs7_data,
        .carries = form == FORM_SHA1,
        .needs_certificate_attribute = form == FORM_CADES,
        .needs_second = form == FORM_CADES,
    };
    SignatureReport *signature = found->signature;
    Problems *problems = &found->problems;
    Checked checked;
    size_t used = 0;
    bool readable = cms_read(work, problems, contents, &rules, &checked, &used);
    if (used > 0)
        check_padding(work, found, contents, used);
    if (!readable)
        return;
    signature->has_signer = true;
    signature->signer = describe_certificate(work, checked.signer);
    bool same = form != FORM_SHA1 || check_carried(work, found, &checked);
    SignedBytes bytes =
        form == FORM_SHA1 ? (SignedBytes){{checked.content, {0}}} : found_bytes(work, found);
    cms_check(work, problems, &rules, bytes, &checked);
    signature->intact = same && checked.intact;
    signature->algorithm = checked.algorithm;
    check_own_stamp(work, found, &checked, proven);
    if (signature->stamp.good)
        proven = signature->stamp.time;
    check_trust(work, problems, &checked, PURPOSE_SIGN, proven, &signature->trust);
}

void check_signature(Work *work, Found *found, int64_t proven)
{
    Str subfilter = found->signature->subfilter;
    Form form = form_of(subfilter);
    if (form == FORM_UNKNOWN)
        problem(work, &found->problems, PROBLEM_SUBFILTER,
                "the kind of signature is not known: '%.*s'", STR_ARG(subfilter));
    if (form == FORM_RAW)
        problem(work, &found->problems, PROBLEM_SUBFILTER,
                "the kind of signature, %.*s, is not supported: it is made with SHA-1, which can "
                "be forged",
                STR_ARG(subfilter));
    if (form == FORM_UNKNOWN || form == FORM_RAW || !found->has_range)
        return;
    Str contents = pdf_entry(found->dict, "Contents")->text;
    if (form == FORM_TOKEN)
        check_token(work, found, contents, proven);
    else
        check_form(work, found, form, contents, proven);
    /* Bytes that are no longer all that was signed cannot be intact. */
    if (has_problem(&found->problems, PROBLEM_PADDING))
        found->signature->intact = false;
}
