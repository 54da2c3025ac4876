/* Certificates: what they say, and the chain that leads to one that is trusted. */
#include "sign/sign.h"
#include "verify/work.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

/* --- Describing ------------------------------------------------------------------------------- */

static Str bio_text(Work *work, BIO *bio)
{
    char *at = NULL;
    long size = BIO_get_mem_data(bio, &at);
    Str text = str_copy(work->arena, (Str){at, size > 0 ? (size_t)size : 0});
    BIO_free(bio);
    return text;
}

/* As RFC 2253 writes it, in UTF-8, control characters escaped. */
static Str name_text(Work *work, const X509_NAME *name)
{
    BIO *bio = BIO_new(BIO_s_mem());
    if (bio == NULL)
        memory_fail(arena_memory(work->arena));
    unsigned long flags = (XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB & ~XN_FLAG_SPC_EQ);
    X509_NAME_print_ex(bio, name, 0, flags);
    return bio_text(work, bio);
}

static Str common_name(Work *work, X509_NAME *name)
{
    int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0)
        return name_text(work, name);
    unsigned char *text = NULL;
    int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    ERR_clear_error();
    if (size < 0)
        return name_text(work, name);
    Str copy = str_copy(work->arena, (Str){(const char *)text, (size_t)size});
    OPENSSL_free(text);
    return copy;
}

static Str hex_text(Work *work, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char *out = arena_alloc(work->arena, size * 2 + 1);
    for (size_t i = 0; i < size; i++) {
        out[i * 2] = digits[bytes[i] >> 4];
        out[i * 2 + 1] = digits[bytes[i] & 15];
    }
    return (Str){out, size * 2};
}

int64_t seconds_of(const ASN1_TIME *time)
{
    struct tm parts;
    if (time == NULL || ASN1_TIME_to_tm(time, &parts) != 1) {
        ERR_clear_error();
        return 0;
    }
    return (int64_t)timegm(&parts);
}

Certificate describe_certificate(Work *work, X509 *cert)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    const ASN1_INTEGER *serial = X509_get0_serialNumber(cert);
    if (X509_digest(cert, EVP_sha256(), hash, &size) != 1)
        size = 0;
    return (Certificate){
        .name = common_name(work, X509_get_subject_name(cert)),
        .subject = name_text(work, X509_get_subject_name(cert)),
        .issuer = name_text(work, X509_get_issuer_name(cert)),
        .serial = hex_text(work, ASN1_STRING_get0_data(serial), (size_t)ASN1_STRING_length(serial)),
        .sha256 = hex_text(work, hash, size),
        .from = seconds_of(X509_get0_notBefore(cert)),
        .to = seconds_of(X509_get0_notAfter(cert)),
    };
}

/* --- What it may be used for ------------------------------------------------------------------ */

/* A time stamp authority's: this usage only, and critical (RFC 3161, 2.3). */
static bool suits_stamps(X509 *cert)
{
    int critical = 0;
    EXTENDED_KEY_USAGE *list = X509_get_ext_d2i(cert, NID_ext_key_usage, &critical, NULL);
    bool fits = list != NULL && critical == 1 && sk_ASN1_OBJECT_num(list) == 1 &&
                OBJ_obj2nid(sk_ASN1_OBJECT_value(list, 0)) == NID_time_stamp;
    EXTENDED_KEY_USAGE_free(list);
    return fits;
}

/* Where the certificate of an authority names usages, it issues certificates for no others. */
static void check_issuer_usage(Work *work, Problems *problems, X509 *cert, Purpose purpose)
{
    bool limited = (X509_get_extension_flags(cert) & EXFLAG_XKUSAGE) != 0;
    bool fits =
        !limited || (purpose == PURPOSE_SIGN
                         ? sign_suits_documents(cert)
                         : (X509_get_extended_key_usage(cert) & (XKU_TIMESTAMP | XKU_ANYEKU)) != 0);
    if (!fits)
        problem(work, problems, PROBLEM_USAGE,
                "the authority '%.*s' issues certificates for other purposes (its extended key "
                "usage)",
                STR_ARG(describe_certificate(work, cert).name));
    ERR_clear_error();
}

static void check_usage(Work *work, Problems *problems, X509 *cert, Purpose purpose)
{
    uint32_t usage = X509_get_key_usage(cert);
    if ((usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
        problem(work, problems, PROBLEM_USAGE,
                "the certificate is not one to sign with (its key usage)");
    bool fits = purpose == PURPOSE_SIGN ? sign_suits_documents(cert) : suits_stamps(cert);
    if (!fits)
        problem(work, problems, PROBLEM_USAGE,
                purpose == PURPOSE_SIGN
                    ? "the certificate is not one to sign documents with (its extended key usage)"
                    : "the certificate is not one for timestamps (its extended key usage)");
    if ((X509_get_extension_flags(cert) & EXFLAG_INVALID) != 0)
        problem(work, problems, PROBLEM_USAGE, "the certificate's extensions are malformed");
    ERR_clear_error();
}

/* --- The chain -------------------------------------------------------------------------------- */

typedef struct Walk {
    Work *work;
    Problems *problems;
    int64_t at;
    bool expired;
} Walk;

/* An expired certificate is told, and the chain looked at further. */
static int on_problem(int good, X509_STORE_CTX *context)
{
    Walk *walk = X509_STORE_CTX_get_app_data(context);
    int error = X509_STORE_CTX_get_error(context);
    if (good == 1)
        return 1;
    if (error != X509_V_ERR_CERT_HAS_EXPIRED && error != X509_V_ERR_CERT_NOT_YET_VALID)
        return 0;
    walk->expired = true;
    return 1;
}

static void tell_expired(Work *work, Problems *problems, X509 *cert, int64_t at, bool proven)
{
    Certificate about = describe_certificate(work, cert);
    const char *when = proven ? "at the time of the timestamp" : "now";
    if (at > about.to)
        problem(work, problems, PROBLEM_EXPIRED,
                "the certificate '%.*s' was valid until %.*s, not %s%s", STR_ARG(about.name),
                STR_ARG(time_text(work->arena, about.to)), when,
                proven ? "" : ", and no timestamp proves that it was signed before");
    else if (at < about.from)
        problem(work, problems, PROBLEM_EXPIRED,
                "the certificate '%.*s' is valid from %.*s, not %s", STR_ARG(about.name),
                STR_ARG(time_text(work->arena, about.from)), when);
}

/* Certificates that chains may be built with: the signature's own and the file's. */
static STACK_OF(X509) * untrusted(Work *work, const Checked *checked)
{
    STACK_OF(X509) *all = work_need(work, sk_X509_new_null(), drop_certs);
    X509_add_certs(all, checked->certs, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP);
    if (work->material.certs != NULL)
        X509_add_certs(all, work->material.certs, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP);
    return all;
}

static void drop_context(void *context)
{
    X509_STORE_CTX_free(context);
}

static void tell_chain(Work *work, STACK_OF(X509) * chain, Trust *trust)
{
    int count = chain != NULL ? sk_X509_num(chain) : 0;
    Str *names = arena_array(work->arena, (size_t)count, sizeof *names);
    for (int i = 0; i < count; i++)
        names[i] = describe_certificate(work, sk_X509_value(chain, i)).name;
    trust->chain = names;
    trust->chain_count = (size_t)count;
}

/* Each certificate but the trusted one that the chain ends with. */
static void check_chain_revocation(Work *work, Problems *problems, const Checked *checked,
                                   STACK_OF(X509) * chain, bool proven, Trust *trust)
{
    int count = sk_X509_num(chain);
    trust->revocation = count > 1 ? REVOCATION_GOOD : REVOCATION_UNKNOWN;
    trust->revocation_text = STR("its certificate is trusted itself");
    for (int i = 0; i + 1 < count; i++) {
        X509 *cert = sk_X509_value(chain, i);
        Standing standing =
            check_revocation(work, checked, cert, sk_X509_value(chain, i + 1), trust->at, proven);
        bool worse = standing.state == REVOCATION_REVOKED ||
                     (standing.state == REVOCATION_UNKNOWN && trust->revocation == REVOCATION_GOOD);
        if (i > 0 && worse && standing.state == REVOCATION_UNKNOWN)
            standing.text = str_format(work->arena, "the signer's certificate is %.*s, but %.*s",
                                       STR_ARG(trust->revocation_text), STR_ARG(standing.text));
        if (i == 0 || worse) {
            trust->revocation = standing.state;
            trust->revocation_text = standing.text;
        }
        if (standing.state == REVOCATION_REVOKED) {
            problem(work, problems, PROBLEM_REVOKED, "%.*s", STR_ARG(standing.text));
            return;
        }
    }
}

static void tell_untrusted(Work *work, Problems *problems, STACK_OF(X509) * chain, int error)
{
    static const char tells[] = "no chain leads to a trusted certificate";
    int count = chain != NULL ? sk_X509_num(chain) : 0;
    X509 *last = count > 0 ? sk_X509_value(chain, count - 1) : NULL;
    Str name = last != NULL ? describe_certificate(work, last).name : (Str){NULL, 0};
    switch (last != NULL ? error : X509_V_ERR_UNSPECIFIED) {
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        problem(work, problems, PROBLEM_UNTRUSTED,
                "%s: it ends with '%.*s', which this machine does not know (give that to --trust, "
                "where you have it from its holder)",
                tells, STR_ARG(name));
        break;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        problem(work, problems, PROBLEM_UNTRUSTED,
                "%s: the certificate of who issued '%.*s' is not at hand (give it to --trust)",
                tells, STR_ARG(name));
        break;
    default:
        problem(work, problems, PROBLEM_UNTRUSTED, "%s (%s)", tells,
                X509_verify_cert_error_string(error));
    }
}

void check_trust(Work *work, Problems *problems, const Checked *checked, Purpose purpose,
                 int64_t proven, Trust *trust)
{
    Walk walk = {.work = work, .problems = problems};
    size_t before = problems->count;
    trust->at = proven != 0 ? proven : work->now;
    trust->revocation_text = STR("no chain to check");
    check_usage(work, problems, checked->signer, purpose);
    X509_STORE_CTX *context = work_need(work, X509_STORE_CTX_new(), drop_context);
    if (X509_STORE_CTX_init(context, work->store, checked->signer, untrusted(work, checked)) != 1)
        memory_fail(arena_memory(work->arena));
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(rules, (time_t)trust->at);
    X509_STORE_CTX_set_app_data(context, &walk);
    X509_STORE_CTX_set_verify_cb(context, on_problem);
    bool good = X509_verify_cert(context) == 1;
    ERR_clear_error();
    STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(context);
    tell_chain(work, chain, trust);
    if (!good) {
        tell_untrusted(work, problems, chain, X509_STORE_CTX_get_error(context));
        return;
    }
    int count = sk_X509_num(chain);
    for (int i = 0; i < count; i++) {
        if (walk.expired)
            tell_expired(work, problems, sk_X509_value(chain, i), trust->at, proven != 0);
        check_strength(work, problems, sk_X509_value(chain, i), i + 1 == count);
        /* What the trusted one at the end is for, the user has said. */
        if (i > 0 && i + 1 < count)
            check_issuer_usage(work, problems, sk_X509_value(chain, i), purpose);
    }
    check_chain_revocation(work, problems, checked, chain, proven != 0, trust);
    trust->trusted = problems->count == before;
}
