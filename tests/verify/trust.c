/* Chains, timestamps, revocation: whom a signature can be trusted for, and for which time. */
#include "verify/forged.h"

#include <openssl/x509v3.h>

static const int64_t day = 86400;

static const Source *given(World *world, const char *name)
{
    const Source *source = file_read(world->arena, world->fixture->diags,
                                     pki_file(world->arena, name), 100000, (Place){0});
    assert_non_null(source);
    return source;
}

static Str signed_by(World *world, Seal seal)
{
    seal.field = PAPER_KEPALA;
    return seal_file(world, paper_make(world->arena), seal);
}

/* The only signature, verified with this revocation list or answer, of a file of the keys' folder
   or a source; either may be NULL. */
static const SignatureReport *verified(World *world, Str file, const Source *crl,
                                       const Source *ocsp, int64_t now)
{
    const Source *const crls[] = {crl};
    const Source *const ocsps[] = {ocsp};
    const VerifyReport *report = world_verify_with(world, file,
                                                   (VerifyOptions){.crls = crls,
                                                                   .crl_count = crl != NULL,
                                                                   .ocsps = ocsps,
                                                                   .ocsp_count = ocsp != NULL,
                                                                   .now = now});
    if (report == NULL)
        fail_msg("%s", world_told(world, report));
    assert_true(report->signature_count > 0);
    return &report->signatures[0];
}

static bool has(const SignatureReport *signature, ProblemCode code)
{
    for (size_t i = 0; i < signature->problem_count; i++)
        if (signature->problems[i].code == code)
            return true;
    return false;
}

/* A list of inter's: the certificate (or none) was revoked then; both times from now on. */
static const Source *list_of(World *world, const char *who, int64_t revoked, int64_t until)
{
    X509_CRL *crl = X509_CRL_new();
    X509 *inter = seal_cert(world, "inter.pem");
    EVP_PKEY *key = seal_key(world, "inter");
    ASN1_TIME *when = ASN1_TIME_new();
    X509_CRL_set_version(crl, 1);
    X509_CRL_set_issuer_name(crl, X509_get_subject_name(inter));
    X509_CRL_set1_lastUpdate(crl, X509_gmtime_adj(when, 0));
    X509_CRL_set1_nextUpdate(crl, X509_gmtime_adj(when, (long)until));
    if (who != NULL) {
        X509 *cert = seal_cert(world, who);
        X509_REVOKED *entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(cert));
        X509_REVOKED_set_revocationDate(entry, X509_gmtime_adj(when, (long)revoked));
        X509_CRL_add0_revoked(crl, entry);
        X509_free(cert);
    }
    assert_true(X509_CRL_sign(crl, key, EVP_sha256()) > 0);
    unsigned char *der = NULL;
    int size = i2d_X509_CRL(crl, &der);
    Source *source = arena_alloc(world->arena, sizeof *source);
    *source =
        (Source){STR("uji.crl"), str_copy(world->arena, (Str){(const char *)der, (size_t)size})};
    OPENSSL_free(der);
    ASN1_TIME_free(when);
    X509_CRL_free(crl);
    X509_free(inter);
    EVP_PKEY_free(key);
    return source;
}

/* --- Chains ----------------------------------------------------------------------------------- */

static void any_certificate_of_the_chain_may_be_trusted(void **state)
{
    static const char *const files[] = {"root.pem", "inter.pem", "chain.pem", "kepala.pem"};
    World world = world_begin(state);
    Str file = seal_good(&world);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const Source *const trusted[] = {given(&world, files[i])};
        const VerifyReport *report = world_verify_with(
            &world, file, (VerifyOptions){.trusted = trusted, .trusted_count = 1});
        assert_true(report->good);
    }
    /* Others are not: not even one that is trusted by the system. */
    const Source *const others[] = {given(&world, "asing.pem"), given(&world, "tsa.pem")};
    const VerifyReport *report =
        world_verify_with(&world, file, (VerifyOptions){.trusted = others, .trusted_count = 2});
    assert_false(report->good);
    assert_true(has(&report->signatures[0], PROBLEM_UNTRUSTED));
    assert_true(report->signatures[0].intact);
    world_end(&world);
}

static void what_is_expired_is_not_trusted(void **state)
{
    World world = world_begin(state);
    Str file = seal_good(&world);
    const Certificate about = verified(&world, file, NULL, NULL, 0)->signer;
    const SignatureReport *later = verified(&world, file, NULL, NULL, about.to + day);
    assert_false(later->good);
    assert_true(has(later, PROBLEM_EXPIRED));
    assert_false(has(later, PROBLEM_UNTRUSTED));
    assert_true(has(verified(&world, file, NULL, NULL, about.from - day), PROBLEM_EXPIRED));
    world_end(&world);
}

/* --- Timestamps ------------------------------------------------------------------------------- */

static void a_timestamp_tells_when(void **state)
{
    World world = world_begin(state);
    const int64_t now = time(NULL);
    const SignatureReport *signature = verified(
        &world, signed_by(&world, (Seal){.who = "kepala", .stamped = true}), NULL, NULL, 0);
    assert_true(signature->good);
    assert_true(signature->stamp.good);
    assert_true(signature->stamp.time >= now - 10 && signature->stamp.time <= now + 100);
    assert_true(signature->trust.at == signature->stamp.time);
    assert_str(signature->stamp.signer.name, "Penanda Waktu Uji");
    world_end(&world);
}

/* The signer's certificate has expired since, but the signature was there before; so long as the
   authority's own is valid. */
static void a_timestamp_holds_what_has_expired(void **state)
{
    const long hour = 3600;
    World world = world_begin(state);
    EVP_PKEY *key = seal_key(&world, "kepala");
    X509 *cert = twin(&world, "kepala", key, hour);
    const int64_t now = time(NULL);
    Str plain = signed_by(&world, (Seal){.who = "kepala", .other_cert = cert});
    Str stamped = signed_by(&world, (Seal){.who = "kepala", .other_cert = cert, .stamped = true});
    assert_true(has(verified(&world, plain, NULL, NULL, now + hour + hour), PROBLEM_EXPIRED));
    assert_true(verified(&world, stamped, NULL, NULL, now + hour + hour)->good);
    const SignatureReport *later = verified(&world, stamped, NULL, NULL, now + day * 365 * 30);
    assert_false(later->good);
    assert_true(later->stamp.intact);
    assert_true(has(later, PROBLEM_TIMESTAMP));
    X509_free(cert);
    EVP_PKEY_free(key);
    world_end(&world);
}

static void a_document_timestamp_is_a_signature(void **state)
{
    World world = world_begin(state);
    Str file = seal_file(&world, seal_good(&world), (Seal){.token = true, .number = 60});
    const VerifyReport *report = world_verify(&world, file);
    if (!report->good)
        fail_msg("%s", world_told(&world, report));
    assert_int_equal(report->signature_count, 2);
    assert_int_equal(report->signatures[1].kind, SIGNATURE_STAMP);
    assert_str(report->signatures[1].signer.name, "Penanda Waktu Uji");
    assert_int_equal(report->signatures[0].changes[0].change->kind, CHANGE_STAMP);
    /* What it covers was there then. */
    assert_true(report->signatures[0].trust.at == report->signatures[1].stamp.time);
    /* Also after a certification that lets nothing be changed. */
    file = seal_file(&world, seal_certified(&world, 1), (Seal){.token = true, .number = 60});
    assert_true(world_verify(&world, file)->good);
    world_end(&world);
}

/* --- Revocation ------------------------------------------------------------------------------- */

static void lists_and_answers(void **state)
{
    static const struct {
        const char *who, *crl, *ocsp;
        Revocation told;
    } cases[] = {
        {"kepala", NULL, NULL, REVOCATION_UNKNOWN},
        {"kepala", "crl.pem", NULL, REVOCATION_GOOD},
        {"kepala", "inter.crl", NULL, REVOCATION_UNKNOWN},
        {"dicabut", NULL, NULL, REVOCATION_UNKNOWN},
        {"dicabut", "crl.pem", NULL, REVOCATION_REVOKED},
        {"dicabut", "inter.crl", NULL, REVOCATION_REVOKED},
        {"dicabut", NULL, "dicabut.ocsp", REVOCATION_REVOKED},
        {"dicabut", "root.crl", "kepala.ocsp", REVOCATION_UNKNOWN},
        {"gubernur", "root.crl", "gubernur.ocsp", REVOCATION_GOOD},
    };
    World world = world_begin(state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str file = signed_by(&world, (Seal){.who = cases[i].who});
        const Source *crl = cases[i].crl != NULL ? given(&world, cases[i].crl) : NULL;
        const Source *ocsp = cases[i].ocsp != NULL ? given(&world, cases[i].ocsp) : NULL;
        const SignatureReport *signature = verified(&world, file, crl, ocsp, 0);
        if (signature->trust.revocation != cases[i].told)
            fail_msg("case %zu: %s", i, support_c(signature->trust.revocation_text));
        assert_int_equal(signature->good, cases[i].told != REVOCATION_REVOKED);
        assert_int_equal(has(signature, PROBLEM_REVOKED), cases[i].told == REVOCATION_REVOKED);
    }
    world_end(&world);
}

/* Revoked before counts; after the time that a timestamp proves it does not. */
static void the_time_of_revocation_counts(void **state)
{
    World world = world_begin(state);
    Str plain = signed_by(&world, (Seal){.who = "kepala"});
    Str stamped = signed_by(&world, (Seal){.who = "kepala", .stamped = true});
    const Source *before = list_of(&world, "kepala.pem", -100, day);
    const Source *after = list_of(&world, "kepala.pem", 1000, day);
    assert_true(has(verified(&world, plain, before, NULL, 0), PROBLEM_REVOKED));
    assert_true(has(verified(&world, stamped, before, NULL, 0), PROBLEM_REVOKED));
    assert_true(has(verified(&world, plain, after, NULL, 0), PROBLEM_REVOKED));
    assert_false(has(verified(&world, stamped, after, NULL, 0), PROBLEM_REVOKED));
    world_end(&world);
}

/* Neither a list that nobody signed who may, nor one that is too old. */
static void lists_that_do_not_count(void **state)
{
    World world = world_begin(state);
    const int64_t now = time(NULL);
    Str file = signed_by(&world, (Seal){.who = "dicabut"});
    const Source *crl = list_of(&world, "dicabut.pem", -100, day);
    assert_true(has(verified(&world, file, crl, NULL, 0), PROBLEM_REVOKED));
    char *bytes = str_c(world.arena, crl->text);
    bytes[crl->text.size - 5] ^= 1;
    const Source forged = {STR("x"), {bytes, crl->text.size}};
    assert_int_equal(verified(&world, file, &forged, NULL, 0)->trust.revocation,
                     REVOCATION_UNKNOWN);
    Str good = signed_by(&world, (Seal){.who = "kepala"});
    const Source *none = list_of(&world, NULL, 0, day);
    /* Of the issuer's certificate its own list would tell. */
    const char *told = support_c(verified(&world, good, none, NULL, 0)->trust.revocation_text);
    assert_null(strstr(told, "Budi"));
    assert_non_null(strstr(told, "the signer's certificate is not revoked (revocation list of 20"));
    assert_non_null(strstr(told, ", but no list and no answer that holds tells of 'Penerbit Uji'"));
    told = support_c(verified(&world, good, none, NULL, now + 5 * day)->trust.revocation_text);
    assert_non_null(strstr(told, "tells of 'Budi"));
    assert_non_null(strstr(told, " (the revocation list of 20"));
    assert_non_null(strstr(told, " UTC only)"));
    world_end(&world);
}

/* The store of the file itself. */
static void data_in_the_file(void **state)
{
    World world = world_begin(state);
    Str file = signed_by(&world, (Seal){.who = "dicabut"});
    Str crl = given(&world, "inter.crl")->text;
    Tail tail = tail_begin(world.arena, file);
    Buf hex = {.arena = world.arena};
    for (size_t i = 0; i < crl.size; i++)
        buf_format(&hex, "%02x", (unsigned char)crl.at[i]);
    buf_byte(&hex, '>');
    tail_stream(&tail, 60, "/Filter /ASCIIHexDecode ", str_c(world.arena, buf_str(&hex)));
    tail_object(&tail, PAPER_CATALOG,
                paper_catalog(world.arena, "-", "/DSS <</CRLs [60 0 R] /Certs [] /OCSPs []>>"));
    const SignatureReport *signature = verified(&world, tail_end(&tail), NULL, NULL, 0);
    assert_true(has(signature, PROBLEM_REVOKED));
    assert_false(has(signature, PROBLEM_CHANGED));
    assert_int_equal(signature->changes[0].change->kind, CHANGE_DSS);
    world_end(&world);
}

static Str archival_list;

static void add_archival(CMS_ContentInfo *cms, CMS_SignerInfo *info)
{
    /* SEQUENCE { [0] { SEQUENCE { list } } } */
    unsigned char der[4096];
    size_t size = archival_list.size;
    const size_t heads[] = {size + 8, size + 4, size};
    static const unsigned char tags[] = {0x30, 0xA0, 0x30};
    size_t at = 0;
    (void)cms;
    assert_true(size < 4000 && size > 255);
    for (size_t i = 0; i < 3; i++) {
        der[at++] = tags[i];
        der[at++] = 0x82;
        der[at++] = (unsigned char)(heads[i] >> 8);
        der[at++] = (unsigned char)heads[i];
    }
    memcpy(der + at, archival_list.at, size);
    ASN1_OBJECT *name = OBJ_txt2obj("1.2.840.113583.1.1.8", 1);
    CMS_signed_add1_attr_by_OBJ(info, name, V_ASN1_SEQUENCE, der, (int)(at + size));
    ASN1_OBJECT_free(name);
}

/* adbe-revocationInfoArchival. */
static void data_in_the_signature(void **state)
{
    World world = world_begin(state);
    archival_list = given(&world, "inter.crl")->text;
    Str file = signed_by(&world, (Seal){.who = "kepala", .change = add_archival});
    const SignatureReport *signature = verified(&world, file, given(&world, "root.crl"), NULL, 0);
    assert_true(signature->good);
    assert_int_equal(signature->trust.revocation, REVOCATION_GOOD);
    world_end(&world);
}

static void add_usage(X509 *cert, const char *usage)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, NID_ext_key_usage, usage);
    assert_non_null(extension);
    assert_int_equal(X509_add_ext(cert, extension, -1), 1);
    X509_EXTENSION_free(extension);
}

/* Signed below an intermediate authority of a name of its own, each with a usage or with none. */
static Str signed_for(World *world, const char *authority, const char *signer)
{
    EVP_PKEY *root = seal_key(world, "root");
    EVP_PKEY *key = seal_key(world, "inter");
    X509 *above = seal_cert(world, "inter.pem");
    X509 *cert = seal_cert(world, "kepala.pem");
    X509_NAME *name = X509_NAME_dup(X509_get_subject_name(above));
    X509_NAME_add_entry_by_txt(name, "OU", MBSTRING_UTF8, (const unsigned char *)"lain", -1, -1, 0);
    X509_set_subject_name(above, name);
    X509_set_issuer_name(cert, name);
    if (authority != NULL)
        add_usage(above, authority);
    if (signer != NULL)
        add_usage(cert, signer);
    assert_true(X509_sign(above, root, EVP_sha256()) > 0);
    assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
    Str file = signed_by(world, (Seal){.who = "kepala", .other_cert = cert, .more_cert = above});
    X509_NAME_free(name);
    X509_free(above);
    X509_free(cert);
    EVP_PKEY_free(key);
    EVP_PKEY_free(root);
    return file;
}

static void usages_are_those_of_documents(void **state)
{
    static const struct {
        const char *authority, *signer;
        bool good;
    } cases[] = {
        {NULL, NULL, true},
        {NULL, "emailProtection", true},
        {NULL, "clientAuth", true},
        {"emailProtection", "emailProtection", true},
        {"anyExtendedKeyUsage", NULL, true},
        /* Of a server, and for servers only. */
        {NULL, "serverAuth,clientAuth", false},
        {NULL, "serverAuth,clientAuth,emailProtection", true},
        {"serverAuth", NULL, false},
        {"serverAuth,clientAuth", "emailProtection", false},
        {"timeStamping", "emailProtection", false},
    };
    World world = world_begin(state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str file = signed_for(&world, cases[i].authority, cases[i].signer);
        const SignatureReport *signature = verified(&world, file, NULL, NULL, 0);
        if (signature->good != cases[i].good || has(signature, PROBLEM_USAGE) == cases[i].good)
            fail_msg("case %zu: good %d, should be %d", i, signature->good, cases[i].good);
    }
    world_end(&world);
}

static void a_wrong_file_is_told(void **state)
{
    World world = world_begin(state);
    Str file = seal_good(&world);
    const Source *const wrong[] = {given(&world, "ca.cnf")};
    const VerifyOptions options[] = {
        {.trusted = wrong, .trusted_count = 1},
        {.crls = wrong, .crl_count = 1},
        {.ocsps = wrong, .ocsp_count = 1},
    };
    for (size_t i = 0; i < 3; i++) {
        assert_null(world_verify_with(&world, file, options[i]));
        assert_non_null(strstr(world.messages, "ca.cnf: error: it holds no "));
    }
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_certificate_of_the_chain_may_be_trusted),
        TEST(what_is_expired_is_not_trusted),
        TEST(a_timestamp_tells_when),
        TEST(a_timestamp_holds_what_has_expired),
        TEST(a_document_timestamp_is_a_signature),
        TEST(lists_and_answers),
        TEST(the_time_of_revocation_counts),
        TEST(lists_that_do_not_count),
        TEST(data_in_the_file),
        TEST(data_in_the_signature),
        TEST(usages_are_those_of_documents),
        TEST(a_wrong_file_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
