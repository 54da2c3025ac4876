/* Timestamps (RFC 3161): a token that an authority has signed, over the digest of some bytes. */
#include "verify/work.h"

#include <openssl/err.h>
#include <openssl/ts.h>
#include <string.h>

/* What the token says of the bytes. */
static bool check_imprint(Work *work, Problems *problems, TS_TST_INFO *info, SignedBytes bytes)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT *name = NULL;
    X509_ALGOR_get0(&name, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
    const EVP_MD *algorithm = EVP_get_digestbyobj(name);
    if (algorithm == NULL)
        return problem(work, problems, PROBLEM_ALGORITHM,
                       "the timestamp's digest is of a kind that is not supported");
    int kind = EVP_MD_get_type(algorithm);
    if (kind == NID_sha1 || kind == NID_md5)
        problem(work, problems, PROBLEM_WEAK, "the timestamp is made with %s, which can be forged",
                kind == NID_sha1 ? "SHA-1" : "MD5");
    const ASN1_OCTET_STRING *said = TS_MSG_IMPRINT_get_msg(imprint);
    size_t size = digest_of(work, algorithm, bytes, digest);
    if (size == 0 || (size_t)ASN1_STRING_length(said) != size ||
        memcmp(ASN1_STRING_get0_data(said), digest, size) != 0)
        return problem(work, problems, PROBLEM_DIGEST,
                       "the timestamp was made for other bytes than these");
    return true;
}

/* What is in the token, as far as it can be read. */
static bool check_info(Work *work, Problems *problems, Str content, SignedBytes bytes, Stamp *stamp)
{
    const unsigned char *at = (const unsigned char *)content.at;
    enum { DAY = 24 * 60 * 60 };
    TS_TST_INFO *info = d2i_TS_TST_INFO(NULL, &at, (long)content.size);
    ERR_clear_error();
    if (info == NULL)
        return problem(work, problems, PROBLEM_CMS, "the timestamp cannot be read");
    bool good = check_imprint(work, problems, info, bytes);
    stamp->time = seconds_of(TS_TST_INFO_get_time(info));
    TS_TST_INFO_free(info);
    if (stamp->time == 0)
        return problem(work, problems, PROBLEM_CMS, "the timestamp tells no time");
    if (stamp->time > work->now + DAY)
        return problem(work, problems, PROBLEM_TIMESTAMP, "the timestamp's time is yet to come");
    return good;
}

void check_stamp(Work *work, Str token, SignedBytes bytes, int64_t proven, Stamp *stamp)
{
    static const CmsRules rules = {
        .content_type = NID_id_smime_ct_TSTInfo,
        .carries = true,
        .needs_certificate_attribute = true,
    };
    Problems problems = {0};
    Checked checked;
    size_t used = 0;
    stamp->there = true;
    if (cms_read(work, &problems, token, &rules, &checked, &used)) {
        stamp->signer = describe_certificate(work, checked.signer);
        bool fits = check_info(work, &problems, checked.content, bytes, stamp);
        cms_check(work, &problems, &rules, (SignedBytes){{checked.content, {0}}}, &checked);
        stamp->algorithm = checked.algorithm;
        stamp->intact = fits && checked.intact;
        for (size_t i = used; i < token.size; i++)
            if (token.at[i] != 0)
                stamp->intact = problem(work, &problems, PROBLEM_PADDING,
                                        "something stands behind the timestamp");
        check_trust(work, &problems, &checked, PURPOSE_STAMP, proven, &stamp->trust);
    }
    stamp->good = stamp->intact && problems.count == 0;
    stamp->problems = problems.items;
    stamp->problem_count = problems.count;
}
