/* Algorithms and keys: their names, and which ones can be forged today. */
#include "verify/work.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

enum {
    LEAST_RSA = 2048,
    LEAST_EC = 224,
};

static const struct {
    const char *name;
    int nid;
    bool weak;
} digests[] = {
    {"MD5", NID_md5, true},
    {"SHA-1", NID_sha1, true},
    {"RIPEMD-160", NID_ripemd160, true},
    {"SHA-224", NID_sha224, false},
    {"SHA-256", NID_sha256, false},
    {"SHA-384", NID_sha384, false},
    {"SHA-512", NID_sha512, false},
    {"SHA-512/256", NID_sha512_256, false},
    {"SHA3-256", NID_sha3_256, false},
    {"SHA3-384", NID_sha3_384, false},
    {"SHA3-512", NID_sha3_512, false},
};

/* NULL for what is not known: too old or too odd. */
static const char *digest_name(int nid, bool *weak)
{
    *weak = true;
    for (size_t i = 0; i < sizeof digests / sizeof *digests; i++) {
        if (digests[i].nid != nid)
            continue;
        *weak = digests[i].weak;
        return digests[i].name;
    }
    return NULL;
}

static bool is_rsa(EVP_PKEY *key)
{
    int kind = EVP_PKEY_get_base_id(key);
    return kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
}

/* Curves that somebody wrote into the key themselves are not trusted. */
static bool is_named_curve(EVP_PKEY *key)
{
    char name[64];
    char encoding[32];
    size_t size = 0;
    if (EVP_PKEY_get_group_name(key, name, sizeof name, &size) != 1)
        return false;
    return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_EC_ENCODING, encoding,
                                          sizeof encoding, &size) != 1 ||
           !str_is(str_from(encoding), OSSL_PKEY_EC_ENCODING_EXPLICIT);
}

static Str describe_key(Work *work, EVP_PKEY *key, bool pss)
{
    char name[64] = "";
    size_t size = 0;
    if (is_rsa(key))
        return str_format(work->arena, "RSA%s %d", pss ? "-PSS" : "", EVP_PKEY_get_bits(key));
    (void)EVP_PKEY_get_group_name(key, name, sizeof name, &size);
    int nid = OBJ_txt2nid(name);
    const char *nist = nid != NID_undef ? EC_curve_nid2nist(nid) : NULL;
    return str_format(work->arena, "ECDSA %s", nist != NULL ? nist : name);
}

static bool is_weak_key(EVP_PKEY *key)
{
    return EVP_PKEY_get_bits(key) < (is_rsa(key) ? LEAST_RSA : LEAST_EC);
}

static bool check_key(Work *work, Problems *problems, EVP_PKEY *key)
{
    bool elliptic = EVP_PKEY_get_base_id(key) == EVP_PKEY_EC;
    if (!elliptic && !is_rsa(key))
        return problem(work, problems, PROBLEM_ALGORITHM,
                       "the key is neither of RSA nor of ECDSA: that is not supported");
    if (elliptic && !is_named_curve(key))
        return problem(work, problems, PROBLEM_ALGORITHM,
                       "the key is on a curve of its own: that is not supported");
    return true;
}

Str describe_algorithm(Work *work, Problems *problems, CMS_SignerInfo *info, const EVP_MD *digest,
                       EVP_PKEY *key)
{
    bool weak = false;
    const char *name = digest_name(EVP_MD_get_type(digest), &weak);
    X509_ALGOR *signs = NULL;
    const ASN1_OBJECT *algorithm = NULL;
    CMS_SignerInfo_get0_algs(info, NULL, NULL, NULL, &signs);
    X509_ALGOR_get0(&algorithm, NULL, NULL, signs);
    bool pss = OBJ_obj2nid(algorithm) == NID_rsassaPss;
    if (name == NULL) {
        problem(work, problems, PROBLEM_ALGORITHM,
                "its digest is of a kind that is not supported: '%s'", EVP_MD_get0_name(digest));
        return (Str){0};
    }
    if (!check_key(work, problems, key))
        return str_from(name);
    Str text = describe_key(work, key, pss);
    if (weak)
        problem(work, problems, PROBLEM_WEAK, "it is made with %s, which can be forged", name);
    if (is_weak_key(key))
        problem(work, problems, PROBLEM_WEAK, "its key, %.*s, is too short", STR_ARG(text));
    return str_format(work->arena, "%s, %.*s", name, STR_ARG(text));
}

void check_strength(Work *work, Problems *problems, X509 *cert, bool is_anchor)
{
    int nid = NID_undef;
    bool weak = false;
    EVP_PKEY *key = X509_get0_pubkey(cert);
    Str name = describe_certificate(work, cert).name;
    bool supported = key != NULL && check_key(work, problems, key);
    if (supported && is_weak_key(key))
        problem(work, problems, PROBLEM_WEAK,
                "the key of the certificate '%.*s' is too short: %.*s", STR_ARG(name),
                STR_ARG(describe_key(work, key, false)));
    if (is_anchor)
        return;
    X509_get_signature_info(cert, &nid, NULL, NULL, NULL);
    const char *digest = digest_name(nid, &weak);
    if (weak)
        problem(work, problems, PROBLEM_WEAK,
                "the certificate '%.*s' is signed with %s, which can be forged", STR_ARG(name),
                digest != NULL ? digest : "an unknown digest");
}
