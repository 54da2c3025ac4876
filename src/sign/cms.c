/*
 * SignedData (RFC 5652, 5) with the signed attributes of ETSI EN 319 142-1, 6.3: content type,
 * digest, and the certificate that is meant (RFC 5035). There is no signing time among them: the
 * PDF says it, in /M. OpenSSL's own CMS would add one.
 */
#include "sign/cms.h"

#include "sign/der.h"

#include <openssl/objects.h>

#include <string.h>

enum { ESS_DIGEST = 32 /* SHA-256 */ };

/* --- Parts ------------------------------------------------------------------------------------ */

static Str sequence(const CmsPlan *plan, const Str *parts, size_t count)
{
    return der_join(plan->arena, DER_SEQUENCE, parts, count);
}

/* Attribute ::= SEQUENCE { type, values SET } of one value. */
static Str attribute(const CmsPlan *plan, int type, Str value)
{
    const Str parts[] = {der_oid(plan->arena, type), der_wrap(plan->arena, DER_SET, value)};
    return sequence(plan, parts, 2);
}

/* SigningCertificateV2: SHA-256 is the default, and is not named then. */
static Str certificate_reference(const CmsPlan *plan)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(plan->own.at, plan->own.size, hash, &size, EVP_sha256(), NULL) != 1)
        memory_fail(arena_memory(plan->arena));
    Str octets = der_wrap(plan->arena, DER_OCTETS, (Str){(const char *)hash, ESS_DIGEST});
    Str id = sequence(plan, &octets, 1);
    Str ids = sequence(plan, &id, 1);
    return sequence(plan, &ids, 1);
}

static Str signed_attributes(const CmsPlan *plan, Str digest)
{
    Str parts[] = {
        attribute(plan, NID_pkcs9_contentType, der_oid(plan->arena, NID_pkcs7_data)),
        attribute(plan, NID_pkcs9_messageDigest, der_wrap(plan->arena, DER_OCTETS, digest)),
        attribute(plan, NID_id_smime_aa_signingCertificateV2, certificate_reference(plan)),
    };
    return der_sorted(plan->arena, DER_SET, parts, sizeof parts / sizeof *parts);
}

/* RSASSA-PSS-params (RFC 8017, A.2.3): the same digest throughout, a salt as long as it. */
static Str salted_parameters(const CmsPlan *plan)
{
    Arena *arena = plan->arena;
    Str null = der_wrap(arena, DER_NULL, (Str){NULL, 0});
    Str hash = der_algorithm(arena, plan->scheme.digest, null);
    Str mask = der_algorithm(arena, NID_mgf1, hash);
    Str salt = der_small(arena, (unsigned char)EVP_MD_get_size(plan->scheme.md));
    const Str parts[] = {
        der_wrap(arena, DER_CONTEXT, hash),
        der_wrap(arena, DER_CONTEXT + 1, mask),
        der_wrap(arena, DER_CONTEXT + 2, salt),
    };
    return sequence(plan, parts, 3);
}

static Str signature_algorithm(const CmsPlan *plan)
{
    const Scheme *scheme = &plan->scheme;
    Str parameters = {NULL, 0};
    if (scheme->pss)
        parameters = salted_parameters(plan);
    else if (scheme->kind != EVP_PKEY_EC)
        parameters = der_wrap(plan->arena, DER_NULL, (Str){NULL, 0});
    return der_algorithm(plan->arena, scheme->signature, parameters);
}

/* IssuerAndSerialNumber: the two elements as they stand in the certificate. */
static Str issuer_and_serial(const CmsPlan *plan)
{
    X509 *certificate = plan->key->certificate;
    const unsigned char *name = NULL;
    size_t name_size = 0;
    if (X509_NAME_get0_der(X509_get_issuer_name(certificate), &name, &name_size) != 1)
        memory_fail(arena_memory(plan->arena));
    ASN1_INTEGER *serial = X509_get_serialNumber(certificate);
    int size = i2d_ASN1_INTEGER(serial, NULL);
    unsigned char *bytes = arena_alloc(plan->arena, size > 0 ? (size_t)size : 0);
    unsigned char *end = bytes;
    (void)i2d_ASN1_INTEGER(serial, &end);
    const Str parts[] = {
        {(const char *)name, name_size},
        {(const char *)bytes, (size_t)(end - bytes)},
    };
    return sequence(plan, parts, 2);
}

/* --- The plan --------------------------------------------------------------------------------- */

bool cms_plan(Arena *arena, Diags *diags, const SignKey *key, bool pss, CmsPlan *plan)
{
    *plan = (CmsPlan){.arena = arena, .diags = diags, .key = key};
    if (!key_scheme(key, pss, &plan->scheme))
        return false;
    X509 *chain[KEY_MOST_CHAIN];
    Str parts[KEY_MOST_CHAIN] = {{NULL, 0}};
    size_t count = 0;
    key_path(key, chain, &count);
    for (size_t i = 0; i < count; i++)
        parts[i] = key_der(arena, chain[i]);
    plan->own = parts[0];
    plan->certificates = der_sorted(arena, DER_CONTEXT, parts, count);
    return true;
}

size_t cms_most(const CmsPlan *plan)
{
    char zeros[KEY_MOST_SIGNATURE] = {0};
    Str digest = {zeros, (size_t)EVP_MD_get_size(plan->scheme.md)};
    CmsSignature signature = {signed_attributes(plan, digest), {zeros, plan->scheme.most}};
    return cms_join(plan, &signature, (Str){NULL, 0}).size;
}

/* --- Signing ---------------------------------------------------------------------------------- */

bool cms_sign(const CmsPlan *plan, Str digest, CmsSignature *signature)
{
    unsigned char *value = arena_alloc(plan->arena, KEY_MOST_SIGNATURE);
    size_t size = 0;
    signature->attributes = signed_attributes(plan, digest);
    if (!key_sign(plan->key, &plan->scheme, signature->attributes, value, &size))
        return false;
    signature->value = (Str){(const char *)value, size};
    return true;
}

/* The attributes as they stand in a SignerInfo: [0] IMPLICIT in place of the SET's own tag. */
static Str implicit(const CmsPlan *plan, Str set)
{
    char *copy = str_c(plan->arena, set);
    copy[0] = (char)DER_CONTEXT;
    return (Str){copy, set.size};
}

Str cms_join(const CmsPlan *plan, const CmsSignature *signature, Str stamp)
{
    Arena *arena = plan->arena;
    Str unsigned_ = {NULL, 0};
    if (stamp.size > 0)
        unsigned_ = der_wrap(arena, DER_CONTEXT + 1,
                             attribute(plan, NID_id_smime_aa_timeStampToken, stamp));
    Str digest = der_algorithm(arena, plan->scheme.digest, (Str){NULL, 0});
    const Str info[] = {
        der_small(arena, 1),
        issuer_and_serial(plan),
        digest,
        implicit(plan, signature->attributes),
        signature_algorithm(plan),
        der_wrap(arena, DER_OCTETS, signature->value),
        unsigned_,
    };
    Str data = der_oid(arena, NID_pkcs7_data);
    const Str parts[] = {
        der_small(arena, 1),
        der_wrap(arena, DER_SET, digest),
        sequence(plan, &data, 1),
        plan->certificates,
        der_wrap(arena, DER_SET, sequence(plan, info, sizeof info / sizeof *info)),
    };
    Str whole = sequence(plan, parts, sizeof parts / sizeof *parts);
    const Str content[] = {
        der_oid(arena, NID_pkcs7_signed),
        der_wrap(arena, DER_CONTEXT, whole),
    };
    return sequence(plan, content, 2);
}
