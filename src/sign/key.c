/* What a key and its certificate are good for. */
#include "sign/key.h"

#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <string.h>
#include <time.h>

enum {
    LARGEST_CHAIN = 1024 * 1024,
    LEAST_RSA = 2048, /* bits that are still trusted (ETSI TS 119 312) */
    LEAST_EC = 224,
};

SignKey *sign_key_new(Arena *arena, Diags *diags)
{
    SignKey *key = arena_alloc(arena, sizeof *key);
    key->arena = arena;
    key->diags = diags;
    return key;
}

void key_forget(SignKey *key)
{
    EVP_PKEY_free(key->private_key);
    PKCS12_free(key->file);
    key->private_key = NULL;
    key->file = NULL;
    ERR_clear_error();
    secret_wipe_stack();
}

void sign_key_drop(SignKey *key)
{
    if (key == NULL)
        return;
    X509_free(key->certificate);
    sk_X509_pop_free(key->others, X509_free);
    token_drop(key->token);
    key->certificate = NULL;
    key->others = NULL;
    key->token = NULL;
    key_forget(key);
}

void key_error(const SignKey *key, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(key->arena, format, args);
    va_end(args);
    diag(key->diags, SEVERITY_ERROR, (Place){0}, hint, "%.*s", STR_ARG(text));
}

/* --- The certificate -------------------------------------------------------------------------- */

/* A part of the holder's name as UTF-8; of those that stand there more than once the last. */
static Str name_part(const SignKey *key, int nid)
{
    X509_NAME *name = X509_get_subject_name(key->certificate);
    int at = -1;
    for (int next = -1; (next = X509_NAME_get_index_by_NID(name, nid, next)) >= 0;)
        at = next;
    const X509_NAME_ENTRY *entry = at >= 0 ? X509_NAME_get_entry(name, at) : NULL;
    unsigned char *text = NULL;
    int size = entry != NULL ? ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry)) : -1;
    char part[512];
    size_t kept = size > 0 && (size_t)size < sizeof part ? (size_t)size : 0;
    if (kept > 0)
        memcpy(part, text, kept);
    OPENSSL_free(text);
    return str_trim(str_copy(key->arena, (Str){part, kept}));
}

Str sign_key_name(const SignKey *key)
{
    Str name = name_part(key, NID_commonName);
    return name.size > 0 ? name : name_part(key, NID_organizationName);
}

Str sign_key_title(const SignKey *key)
{
    return name_part(key, NID_title);
}

Str key_der(Arena *arena, X509 *certificate)
{
    int size = i2d_X509(certificate, NULL);
    if (size <= 0)
        memory_fail(arena_memory(arena));
    unsigned char *bytes = arena_alloc(arena, (size_t)size);
    unsigned char *end = bytes;
    (void)i2d_X509(certificate, &end);
    return (Str){(const char *)bytes, (size_t)size};
}

static X509 *find_issuer(const SignKey *key, X509 *of)
{
    for (int i = 0; i < sk_X509_num(key->others); i++) {
        X509 *other = sk_X509_value(key->others, i);
        if (X509_check_issued(other, of) == X509_V_OK)
            return other;
    }
    return NULL;
}

static bool is_own_issuer(X509 *certificate)
{
    return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) ==
           0;
}

void key_path(const SignKey *key, X509 *chain[KEY_MOST_CHAIN], size_t *count)
{
    X509 *next = key->certificate;
    *count = 0;
    while (next != NULL && *count < KEY_MOST_CHAIN) {
        chain[(*count)++] = next;
        next = is_own_issuer(next) ? NULL : find_issuer(key, next);
    }
}

/* "21 November 2026" of one of the two times. */
static Str time_text(const SignKey *key, const ASN1_TIME *when)
{
    struct tm parts;
    if (ASN1_TIME_to_tm(when, &parts) != 1)
        return STR("an unreadable date");
    Date date = {(int16_t)(parts.tm_year + 1900), (uint8_t)(parts.tm_mon + 1),
                 (uint8_t)parts.tm_mday};
    return str_format(key->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* At the time that the signature tells, which may be set, and now: whoever verifies it goes by the
   clock, or by a time stamp. */
static bool check_time(const SignKey *key, int64_t epoch)
{
    time_t now = (time_t)epoch;
    const ASN1_TIME *from = X509_get0_notBefore(key->certificate);
    const ASN1_TIME *to = X509_get0_notAfter(key->certificate);
    if (X509_cmp_time(from, &now) > 0)
        key_error(key, "check this machine's clock, or wait",
                  "the certificate is valid from %.*s on", STR_ARG(time_text(key, from)));
    else if (X509_cmp_time(to, &now) < 0 || X509_cmp_current_time(to) < 0)
        key_error(key, "renew it: what it signs now is not accepted",
                  "the certificate has expired on %.*s", STR_ARG(time_text(key, to)));
    else
        return true;
    return false;
}

static void check_usage(const SignKey *key)
{
    uint32_t usage = X509_get_key_usage(key->certificate);
    if (usage == UINT32_MAX || (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0)
        return;
    diag(
        key->diags, SEVERITY_WARNING, (Place){0}, "programs may not accept it; ask for one that is",
        "the certificate is not meant for signing documents (keyUsage has neither digitalSignature "
        "nor nonRepudiation)");
}

bool sign_suits_documents(X509 *certificate)
{
    /* Documents, Adobe's and Microsoft's own of that, mail, any; clientAuth, which certificates of
       persons mostly have, those of servers too. */
    static const char *const usages[] = {
        "1.3.6.1.5.5.7.3.36", "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12",
        "1.3.6.1.5.5.7.3.4",  "2.5.29.37.0",
    };
    EXTENDED_KEY_USAGE *list = X509_get_ext_d2i(certificate, NID_ext_key_usage, NULL, NULL);
    bool found = list == NULL && X509_get_ext_by_NID(certificate, NID_ext_key_usage, -1) < 0;
    bool person = false;
    bool server = false;
    for (int i = 0; list != NULL && i < sk_ASN1_OBJECT_num(list); i++) {
        char text[64];
        const ASN1_OBJECT *usage = sk_ASN1_OBJECT_value(list, i);
        person = person || OBJ_obj2nid(usage) == NID_client_auth;
        server = server || OBJ_obj2nid(usage) == NID_server_auth;
        OBJ_obj2txt(text, sizeof text, usage, 1);
        for (size_t k = 0; k < sizeof usages / sizeof *usages; k++)
            found = found || strcmp(text, usages[k]) == 0;
    }
    EXTENDED_KEY_USAGE_free(list);
    ERR_clear_error();
    return found || (person && !server);
}

static void check_extended_usage(const SignKey *key)
{
    if (!sign_suits_documents(key->certificate))
        diag(key->diags, SEVERITY_WARNING, (Place){0},
             "programs may not accept it, 'lakipdf verify' does not; ask for one that is",
             "the certificate is not meant for signing documents (extendedKeyUsage names other "
             "purposes)");
}

static void check_path(const SignKey *key)
{
    X509 *chain[KEY_MOST_CHAIN] = {NULL};
    size_t count = 0;
    key_path(key, chain, &count);
    if (count == 0 || is_own_issuer(chain[count - 1]))
        return;
    char issuer[256] = "";
    X509_NAME_get_text_by_NID(X509_get_issuer_name(chain[count - 1]), NID_commonName, issuer,
                              sizeof issuer);
    diag(key->diags, SEVERITY_WARNING, (Place){0},
         "add it with --chain FILE.pem, so that readers need not look for it",
         "the certificate of the issuer '%s' is not at hand: the chain ends before its root",
         issuer);
}

static bool check_kind(const SignKey *key, int kind)
{
    if (kind == EVP_PKEY_EC || kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS)
        return true;
    key_error(key, "it must be RSA, or on an elliptic curve such as P-256",
              "keys of the kind %s cannot sign PDFs", OBJ_nid2sn(kind));
    return false;
}

bool key_check(const SignKey *key, int64_t epoch)
{
    const EVP_PKEY *public_key = X509_get0_pubkey(key->certificate);
    if (public_key == NULL) {
        key_error(key, NULL, "the certificate's key cannot be read");
        return false;
    }
    if (!check_kind(key, EVP_PKEY_get_base_id(public_key)))
        return false;
    int least = EVP_PKEY_get_base_id(public_key) == EVP_PKEY_EC ? LEAST_EC : LEAST_RSA;
    if (EVP_PKEY_get_bits(public_key) < least) {
        key_error(key, "ask for a certificate with a stronger one",
                  "a key of %d bits is too weak: %d are the least", EVP_PKEY_get_bits(public_key),
                  least);
        return false;
    }
    if (!check_time(key, epoch))
        return false;
    check_usage(key);
    check_extended_usage(key);
    check_path(key);
    return true;
}

/* --- More of the chain ------------------------------------------------------------------------ */

bool sign_key_chain(SignKey *key, const char *path)
{
    const Source *source = file_read(key->arena, key->diags, path, LARGEST_CHAIN, (Place){0});
    if (source == NULL)
        return false;
    BIO *bio = BIO_new_mem_buf(source->text.at, (int)source->text.size);
    size_t count = 0;
    X509 *next = NULL;
    if (key->others == NULL)
        key->others = sk_X509_new_null();
    while (bio != NULL && (next = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL) {
        if (sk_X509_push(key->others, next) <= 0)
            X509_free(next);
        count++;
    }
    BIO_free(bio);
    ERR_clear_error();
    if (count == 0)
        key_error(key, "certificates in it stand between BEGIN and END CERTIFICATE",
                  "'%s' holds no certificate in PEM", path);
    return count > 0;
}

/* --- Signing ---------------------------------------------------------------------------------- */

bool key_scheme(const SignKey *key, bool pss, Scheme *scheme)
{
    enum { STRONG = 128, STRONGER = 192 }; /* bits of security that a digest is enough for */
    static const struct {
        int most; /* bits of security */
        int digest, rsa, ecdsa;
    } digests[] = {
        {STRONG, NID_sha256, NID_sha256WithRSAEncryption, NID_ecdsa_with_SHA256},
        {STRONGER, NID_sha384, NID_sha384WithRSAEncryption, NID_ecdsa_with_SHA384},
        {INT32_MAX, NID_sha512, NID_sha512WithRSAEncryption, NID_ecdsa_with_SHA512},
    };
    const EVP_PKEY *public_key = X509_get0_pubkey(key->certificate);
    int bits = EVP_PKEY_get_security_bits(public_key);
    size_t at = 0;
    while (bits > digests[at].most)
        at++;
    *scheme = (Scheme){.digest = digests[at].digest, .kind = EVP_PKEY_get_base_id(public_key)};
    scheme->md = EVP_get_digestbynid(scheme->digest);
    int most = EVP_PKEY_get_size(public_key);
    scheme->most = most > 0 ? (size_t)most : 0;
    if (scheme->kind == EVP_PKEY_EC) {
        if (pss) {
            key_error(key, "leave --pss out", "--pss is for RSA; this key is an elliptic curve's");
            return false;
        }
        scheme->signature = digests[at].ecdsa;
    } else {
        scheme->pss = pss || scheme->kind == EVP_PKEY_RSA_PSS;
        scheme->signature = scheme->pss ? NID_rsassaPss : digests[at].rsa;
    }
    if (scheme->md == NULL || scheme->most == 0 || scheme->most > KEY_MOST_SIGNATURE) {
        key_error(key, NULL, "a key of %d bits cannot be used", EVP_PKEY_get_bits(public_key));
        return false;
    }
    return true;
}

static bool set_padding(EVP_PKEY_CTX *context, const Scheme *scheme)
{
    return !scheme->pss || (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
                            EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0);
}

static bool sign_here(const SignKey *key, const Scheme *scheme, Str bytes, unsigned char *to,
                      size_t *size)
{
    EVP_PKEY_CTX *padding = NULL; /* the context's own */
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    *size = KEY_MOST_SIGNATURE;
    bool good = context != NULL &&
                EVP_DigestSignInit(context, &padding, scheme->md, NULL, key->private_key) == 1 &&
                set_padding(padding, scheme) &&
                EVP_DigestSign(context, to, size, (const unsigned char *)bytes.at, bytes.size) == 1;
    EVP_MD_CTX_free(context);
    secret_wipe_stack();
    if (!good)
        key_error(key, NULL, "the key cannot sign: %s",
                  ERR_reason_error_string(ERR_peek_last_error()));
    return good;
}

/* r and s as ECDSA-Sig-Value (RFC 5480 and 3279). */
static bool join_halves(unsigned char *bytes, size_t *size)
{
    ECDSA_SIG *pair = ECDSA_SIG_new();
    size_t half = *size / 2;
    BIGNUM *r = BN_bin2bn(bytes, (int)half, NULL);
    BIGNUM *s = BN_bin2bn(bytes + half, (int)half, NULL);
    if (pair == NULL || r == NULL || s == NULL || ECDSA_SIG_set0(pair, r, s) != 1) {
        BN_free(r);
        BN_free(s);
        ECDSA_SIG_free(pair);
        return false;
    }
    int count = i2d_ECDSA_SIG(pair, NULL);
    bool fits = count > 0 && count <= KEY_MOST_SIGNATURE;
    if (fits)
        *size = (size_t)i2d_ECDSA_SIG(pair, &bytes);
    ECDSA_SIG_free(pair);
    return fits;
}

static bool sign_there(const SignKey *key, const Scheme *scheme, Str bytes, unsigned char *to,
                       size_t *size)
{
    unsigned char digest[KEY_MOST_DIGEST];
    unsigned count = 0;
    if (EVP_Digest(bytes.at, bytes.size, digest, &count, scheme->md, NULL) != 1) {
        key_error(key, NULL, "the digest cannot be computed");
        return false;
    }
    if (!token_sign(key, scheme, digest, count, to, size))
        return false;
    if (scheme->kind == EVP_PKEY_EC && !join_halves(to, size)) {
        key_error(key, NULL, "the token gives no signature that can be read");
        return false;
    }
    return true;
}

static bool verifies(const SignKey *key, const Scheme *scheme, Str bytes, const unsigned char *made,
                     size_t size)
{
    EVP_PKEY_CTX *padding = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY *public_key = X509_get0_pubkey(key->certificate);
    bool good =
        context != NULL &&
        EVP_DigestVerifyInit(context, &padding, scheme->md, NULL, public_key) == 1 &&
        set_padding(padding, scheme) &&
        EVP_DigestVerify(context, made, size, (const unsigned char *)bytes.at, bytes.size) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return good;
}

bool key_sign(const SignKey *key, const Scheme *scheme, Str bytes,
              unsigned char to[KEY_MOST_SIGNATURE], size_t *size)
{
    bool done = key->token != NULL ? sign_there(key, scheme, bytes, to, size)
                                   : sign_here(key, scheme, bytes, to, size);
    if (done && !verifies(key, scheme, bytes, to, *size)) {
        key_error(key, "the certificate may be another key's",
                  "what the key signed does not agree with the certificate");
        return false;
    }
    return done;
}
