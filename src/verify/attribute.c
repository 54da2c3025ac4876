/* Attributes of a signature: signing-certificate (RFC 5035), the revocation data that Adobe's
 * programs add, the timestamp. */
#include "verify/work.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <string.h>

/* --- DER -------------------------------------------------------------------------------------- */

/* Takes the element that `in` begins with: its content, and of the whole its bytes. */
static bool take(Str *in, int tag, int class, Str *content, Str *whole)
{
    const unsigned char *at = (const unsigned char *)in->at;
    long size = 0;
    int found_tag = 0;
    int found_class = 0;
    if (in->size == 0 || in->size > LONG_MAX)
        return false;
    int result = ASN1_get_object(&at, &size, &found_tag, &found_class, (long)in->size);
    ERR_clear_error();
    /* Neither damaged nor of a length that is not told. */
    if ((result & 0x80) != 0 || (result & 0x01) != 0 || found_tag != tag || found_class != class)
        return false;
    size_t head = (size_t)(at - (const unsigned char *)in->at);
    *content = str_slice(*in, head, head + (size_t)size);
    if (whole != NULL)
        *whole = str_slice(*in, 0, head + (size_t)size);
    *in = str_slice(*in, head + (size_t)size, in->size);
    return true;
}

static Str of_string(const ASN1_STRING *string)
{
    return (Str){(const char *)ASN1_STRING_get0_data(string), (size_t)ASN1_STRING_length(string)};
}

/* --- signing-certificate ---------------------------------------------------------------------- */

/* The first certificate that the attribute names: the signer's. */
typedef struct Named {
    const EVP_MD *digest;
    Str hash;
    Str issuer; /* IssuerSerial's content; or empty */
} Named;

static const EVP_MD *read_digest(Str algorithm)
{
    const unsigned char *at = (const unsigned char *)algorithm.at;
    ASN1_OBJECT *object = d2i_ASN1_OBJECT(NULL, &at, (long)algorithm.size);
    const EVP_MD *digest = object != NULL ? EVP_get_digestbyobj(object) : NULL;
    ASN1_OBJECT_free(object);
    ERR_clear_error();
    return digest;
}

static bool read_named(Str attribute, bool second, Named *named)
{
    Str all;
    Str list;
    Str first;
    Str algorithm;
    if (!take(&attribute, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &all, NULL) ||
        !take(&all, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &list, NULL) ||
        !take(&list, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &first, NULL))
        return false;
    named->digest = second ? EVP_sha256() : EVP_sha1();
    if (second && take(&first, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &algorithm, NULL))
        named->digest = read_digest(algorithm);
    named->issuer = (Str){0};
    if (!take(&first, V_ASN1_OCTET_STRING, V_ASN1_UNIVERSAL, &named->hash, NULL))
        return false;
    return first.size == 0 || take(&first, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &named->issuer, NULL);
}

/* 1 it names one, 0 it is not there, -1 it is malformed or repeated. */
static int find_named(const Checked *checked, bool second, Named *named)
{
    int nid = second ? NID_id_smime_aa_signingCertificateV2 : NID_id_smime_aa_signingCertificate;
    if (CMS_signed_get_attr_by_NID(checked->info, nid, -1) < 0)
        return 0;
    const ASN1_STRING *value =
        CMS_signed_get0_data_by_OBJ(checked->info, OBJ_nid2obj(nid), -3, V_ASN1_SEQUENCE);
    if (value == NULL || !read_named(of_string(value), second, named) || named->digest == NULL)
        return -1;
    return 1;
}

static bool hash_fits(const Named *named, const X509 *cert)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    return X509_digest(cert, named->digest, hash, &size) == 1 && size == named->hash.size &&
           memcmp(hash, named->hash.at, size) == 0;
}

/* IssuerSerial: names, of which one is the issuer's, and the serial number. */
static bool issuer_fits(const Named *named, const X509 *cert)
{
    Str rest = named->issuer;
    Str content;
    Str whole;
    if (rest.size == 0)
        return true;
    if (!take(&rest, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &content, &whole))
        return false;
    const unsigned char *at = (const unsigned char *)whole.at;
    GENERAL_NAMES *names = d2i_GENERAL_NAMES(NULL, &at, (long)whole.size);
    at = (const unsigned char *)rest.at;
    ASN1_INTEGER *serial = d2i_ASN1_INTEGER(NULL, &at, (long)rest.size);
    bool same_name = false;
    for (int i = 0; names != NULL && i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        same_name = same_name || (name->type == GEN_DIRNAME &&
                                  X509_NAME_cmp(name->d.dirn, X509_get_issuer_name(cert)) == 0);
    }
    bool fits =
        same_name && serial != NULL && ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(cert)) == 0;
    GENERAL_NAMES_free(names);
    ASN1_INTEGER_free(serial);
    ERR_clear_error();
    return fits;
}

bool names_certificate(const Checked *checked, X509 *cert)
{
    Named named;
    return (find_named(checked, true, &named) == 1 || find_named(checked, false, &named) == 1) &&
           hash_fits(&named, cert);
}

bool check_certificate_attribute(Work *work, Problems *problems, const CmsRules *rules,
                                 const Checked *checked)
{
    static const char *const names[] = {"signing-certificate", "signing-certificate-v2"};
    bool found = false;
    for (int second = 0; second < 2; second++) {
        Named named;
        int state = find_named(checked, second == 1, &named);
        if (state < 0)
            return problem(work, problems, PROBLEM_ATTRIBUTES,
                           "the signed attribute %s is repeated or malformed", names[second]);
        if (state > 0 &&
            (!hash_fits(&named, checked->signer) || !issuer_fits(&named, checked->signer)))
            return problem(work, problems, PROBLEM_CERTIFICATE,
                           "the certificate is not the one that the signer signed with "
                           "(%s names another)",
                           names[second]);
        found = found || (state > 0 && (second == 1 || !rules->needs_second));
    }
    if (!found && rules->needs_certificate_attribute)
        return problem(work, problems, PROBLEM_ATTRIBUTES, "the signed attribute %s is missing",
                       names[rules->needs_second ? 1 : 0]);
    return true;
}

/* --- Revocation data -------------------------------------------------------------------------- */

enum { LISTS = 0, ANSWERS = 1 };

static void take_each(Work *work, Checked *checked, Str list, int kind)
{
    Str content;
    Str whole;
    while (take(&list, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &content, &whole)) {
        if (kind == LISTS)
            material_add_crl(work, &checked->material, whole);
        else
            material_add_ocsp(work, &checked->material, whole);
    }
}

/* adbe-revocationInfoArchival (ISO 32000-1, 12.8.3.3.2): lists, answers. */
void read_revocation_attribute(Work *work, Checked *checked)
{
    ASN1_OBJECT *name = OBJ_txt2obj("1.2.840.113583.1.1.8", 1);
    const ASN1_STRING *value =
        name != NULL ? CMS_signed_get0_data_by_OBJ(checked->info, name, -3, V_ASN1_SEQUENCE) : NULL;
    ASN1_OBJECT_free(name);
    ERR_clear_error();
    if (value == NULL)
        return;
    Str whole = of_string(value);
    Str all;
    if (!take(&whole, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &all, NULL))
        return;
    for (int kind = LISTS; kind <= ANSWERS; kind++) {
        Str tagged;
        Str list;
        if (take(&all, kind, V_ASN1_CONTEXT_SPECIFIC, &tagged, NULL) &&
            take(&tagged, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &list, NULL))
            take_each(work, checked, list, kind);
    }
}

/* --- The timestamp ---------------------------------------------------------------------------- */

bool find_token(const Checked *checked, Str *token)
{
    *token = (Str){0};
    const int nid = NID_id_smime_aa_timeStampToken;
    if (CMS_unsigned_get_attr_by_NID(checked->info, nid, -1) < 0)
        return true;
    const ASN1_STRING *value =
        CMS_unsigned_get0_data_by_OBJ(checked->info, OBJ_nid2obj(nid), -3, V_ASN1_SEQUENCE);
    ERR_clear_error();
    if (value == NULL)
        return false;
    *token = of_string(value);
    return true;
}
