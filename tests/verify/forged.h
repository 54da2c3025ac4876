/*
 * tests/verify/forged.h - signatures, certificates and timestamps that are not what they should be.
 */
#ifndef LAKIPDF_TESTS_VERIFY_FORGED_H
#define LAKIPDF_TESTS_VERIFY_FORGED_H

#include "verify/seal.h"

/* --- The CMS ---------------------------------------------------------------------------------- */

static inline Str seal_with(World *world, Seal seal)
{
    seal.who = seal.who != NULL ? seal.who : "kepala";
    seal.field = PAPER_KEPALA;
    return seal_file(world, paper_make(world->arena), seal);
}

/* The signature of another file, which is good there. */
static inline Str cms_of_another(World *world)
{
    Str other = seal_with(world, (Seal){.entries = "/Reason (lain)"});
    Str file = seal_good(world);
    Gap from = seal_gap(other);
    Gap gap = seal_gap(file);
    char *copy = str_c(world->arena, file);
    memcpy(copy + gap.from, other.at + from.from, gap.to - gap.from);
    return (Str){copy, file.size};
}

static inline void drop_content_type(CMS_ContentInfo *cms, CMS_SignerInfo *info)
{
    (void)cms;
    int at = CMS_signed_get_attr_by_NID(info, NID_pkcs9_contentType, -1);
    X509_ATTRIBUTE_free(CMS_signed_delete_attr(info, at));
}

static inline void drop_digest(CMS_ContentInfo *cms, CMS_SignerInfo *info)
{
    (void)cms;
    int at = CMS_signed_get_attr_by_NID(info, NID_pkcs9_messageDigest, -1);
    X509_ATTRIBUTE_free(CMS_signed_delete_attr(info, at));
}

static inline void change_content_type(CMS_ContentInfo *cms, CMS_SignerInfo *info)
{
    drop_content_type(cms, info);
    CMS_signed_add1_attr_by_NID(info, NID_pkcs9_contentType, V_ASN1_OBJECT,
                                OBJ_nid2obj(NID_pkcs7_encrypted), -1);
}

static inline void change_digest(CMS_ContentInfo *cms, CMS_SignerInfo *info)
{
    static const unsigned char zeros[32];
    drop_digest(cms, info);
    CMS_signed_add1_attr_by_NID(info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, zeros,
                                sizeof zeros);
}

static inline Str cms_no_content_type(World *world)
{
    return seal_with(world, (Seal){.change = drop_content_type});
}

static inline Str cms_other_content_type(World *world)
{
    return seal_with(world, (Seal){.change = change_content_type});
}

static inline Str cms_no_digest(World *world)
{
    return seal_with(world, (Seal){.change = drop_digest});
}

static inline Str cms_other_digest(World *world)
{
    return seal_with(world, (Seal){.change = change_digest});
}

static inline Str cms_no_certificate_attribute(World *world)
{
    return seal_with(world, (Seal){.plain = true});
}

static inline Str cms_no_certificate(World *world)
{
    return seal_with(world, (Seal){.flags = CMS_NOCERTS});
}

static inline Str cms_no_attributes(World *world)
{
    return seal_with(world, (Seal){.flags = CMS_NOATTR, .plain = true});
}

/* What it signs is in it: not the file's bytes. */
static inline Str cms_attached(World *world)
{
    return seal_with(world, (Seal){.flags = CMS_STREAM});
}

/* A certificate of the same name, number and issuer, but of this key, for so many seconds. */
static inline X509 *twin(World *world, const char *who, EVP_PKEY *key, long seconds)
{
    X509 *cert = seal_cert(world, str_format(world->arena, "%s.pem", who).at);
    EVP_PKEY *issuer = seal_key(world, "inter");
    X509_set_pubkey(cert, key);
    X509_gmtime_adj(X509_getm_notAfter(cert), seconds);
    assert_true(X509_sign(cert, issuer, EVP_sha256()) > 0);
    EVP_PKEY_free(issuer);
    return cert;
}

static inline Str with_twin(World *world, const char *key_of)
{
    EVP_PKEY *key = seal_key(world, key_of);
    X509 *cert = twin(world, "kepala", key, 1000000);
    Str file = seal_good(world);
    Gap gap = seal_gap(file);
    Str bytes = seal_bytes(world, file, gap);
    /* The right signature without its certificate, and the twin instead. */
    Str der =
        seal_sign(world, &(Seal){.who = "kepala", .flags = CMS_NOCERTS, .more_cert = cert}, bytes);
    X509_free(cert);
    EVP_PKEY_free(key);
    return seal_put(world, file, gap, der);
}

static inline Str cert_of_another_key(World *world)
{
    return with_twin(world, "sekretaris");
}

/* The same key in another certificate: only the signed attribute tells. */
static inline Str cert_of_the_same_key(World *world)
{
    EVP_PKEY *key = seal_key(world, "kepala");
    X509 *cert = twin(world, "kepala", key, 1000000);
    Str file = seal_with(world, (Seal){.flags = CMS_NOCERTS, .more_cert = cert});
    X509_free(cert);
    EVP_PKEY_free(key);
    return file;
}

/* A certificate that the attacker made, with the signer's name, by an issuer of the same name. */
static inline Str cert_forged(World *world)
{
    EVP_PKEY *key = seal_key(world, "asing");
    X509 *cert = seal_cert(world, "kepala.pem");
    X509_set_pubkey(cert, key);
    assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
    Str file = seal_with(world, (Seal){.other_cert = cert, .other_key = key});
    X509_free(cert);
    EVP_PKEY_free(key);
    return file;
}

static inline Str signer_unknown(World *world)
{
    return seal_with(world, (Seal){.who = "asing"});
}

static inline Str signer_expired(World *world)
{
    return seal_with(world, (Seal){.who = "kedaluwarsa"});
}

static inline Str signer_not_yet(World *world)
{
    return seal_with(world, (Seal){.who = "mendatang"});
}

static inline Str signer_wrong_usage(World *world)
{
    return seal_with(world, (Seal){.who = "bukan"});
}

static inline Str signer_stamps_only(World *world)
{
    return seal_with(world, (Seal){.who = "tsa"});
}

static inline Str digest_sha1(World *world)
{
    return seal_with(
        world, (Seal){.digest = EVP_sha1(), .plain = true, .subfilter = "adbe.pkcs7.detached"});
}

static inline Str digest_md5(World *world)
{
    return seal_with(
        world, (Seal){.digest = EVP_md5(), .plain = true, .subfilter = "adbe.pkcs7.detached"});
}

static inline Str key_short(World *world)
{
    EVP_PKEY *key = EVP_RSA_gen(1024);
    X509 *cert = twin(world, "kepala", key, 1000000);
    Str file = seal_with(world, (Seal){.other_cert = cert, .other_key = key});
    X509_free(cert);
    EVP_PKEY_free(key);
    return file;
}

static inline Str subfilter_unknown(World *world)
{
    return seal_with(world, (Seal){.subfilter = "Contoh.detached"});
}

static inline Str subfilter_raw(World *world)
{
    return seal_with(world, (Seal){.subfilter = "adbe.x509.rsa_sha1"});
}

/* --- Timestamps ------------------------------------------------------------------------------- */

static inline Str stamp_of_another(World *world)
{
    Str other = seal_with(world, (Seal){.token = true, .entries = "/Reason (lain)"});
    Str file = seal_with(world, (Seal){.token = true});
    Gap from = seal_gap(other);
    Gap gap = seal_gap(file);
    char *copy = str_c(world->arena, file);
    memcpy(copy + gap.from, other.at + from.from, gap.to - gap.from);
    return (Str){copy, file.size};
}

static inline void stamp_nothing(CMS_ContentInfo *cms, CMS_SignerInfo *info)
{
    (void)cms;
    CMS_unsigned_add1_attr_by_NID(info, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                  "\x30\x03\x02\x01\x01", 5);
}

static inline Str stamp_is_none(World *world)
{
    return seal_with(world, (Seal){.spoil = stamp_nothing});
}

#endif
