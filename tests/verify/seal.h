/*
 * tests/verify/seal.h - signs the document of paper.h as any program might, well or badly, and
 * verifies it.
 */
#ifndef LAKIPDF_TESTS_VERIFY_SEAL_H
#define LAKIPDF_TESTS_VERIFY_SEAL_H

#include "pki.h"
#include "verify/paper.h"

#include "verify/verify.h"

#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>

enum { SEAL_ROOM = 16 * 1024 }; /* hexadecimal digits of /Contents */

/* How a signature is made; what is not set is as it should be. */
typedef struct Seal {
    const char *who;  /* of tests/pki.h */
    size_t field;     /* of the paper; 0: a new one, object `number` + 1 */
    const char *rect; /* of a new field */
    size_t number;    /* of the signature dictionary: two objects from there on are free */
    const char *subfilter;
    const char *entries; /* of the dictionary, more */
    const char *lock;    /* of the field: "/Lock <<...>>" */
    const char *catalog; /* entries that the catalog gets */
    const EVP_MD *digest;
    unsigned flags; /* of CMS_sign, more */
    bool plain;     /* without the attribute signing-certificate-v2 */
    bool pss;
    bool stamped;     /* with a timestamp of the test's authority */
    bool token;       /* it is a timestamp itself */
    X509 *other_cert; /* in place of the signer's own */
    EVP_PKEY *other_key;
    X509 *more_cert;                                            /* to put beside them */
    void (*change)(CMS_ContentInfo *cms, CMS_SignerInfo *info); /* before it is signed */
    void (*spoil)(CMS_ContentInfo *cms, CMS_SignerInfo *info);  /* after that */
} Seal;

typedef struct World {
    Arena *arena;
    Fixture *fixture;
    const char *folder;
    const Source *root;   /* what is trusted */
    const char *messages; /* of the last file that was verified */
} World;

static inline World world_begin(void **state)
{
    Fixture *fixture = *state;
    World world = {.arena = fixture->arena, .fixture = fixture};
    world.folder = folder_make(world.arena);
    world.root = file_read(world.arena, fixture->diags, pki_file(world.arena, "root.pem"), 100000,
                           (Place){0});
    assert_non_null(world.root);
    return world;
}

static inline void world_end(World *world)
{
    folder_remove(world->folder);
}

/* --- Keys and certificates -------------------------------------------------------------------- */

static inline X509 *seal_cert(World *world, const char *file)
{
    FILE *from = fopen(pki_file(world->arena, file), "rb");
    assert_non_null(from);
    X509 *cert = PEM_read_X509(from, NULL, NULL, NULL);
    fclose(from);
    assert_non_null(cert);
    return cert;
}

static inline EVP_PKEY *seal_key(World *world, const char *who)
{
    FILE *from =
        fopen(pki_file(world->arena, str_format(world->arena, "%s.key.pem", who).at), "rb");
    assert_non_null(from);
    EVP_PKEY *key = PEM_read_PrivateKey(from, NULL, NULL, NULL);
    fclose(from);
    assert_non_null(key);
    return key;
}

/* --- Files ------------------------------------------------------------------------------------ */

static inline const char *world_write(World *world, const char *name, Str bytes)
{
    const char *path = path_in(world->arena, world->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    if (bytes.size > 0)
        assert_int_equal(fwrite(bytes.at, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline Str world_read(World *world, const char *name)
{
    size_t size = 0;
    char *text = file_text(world->arena, path_in(world->arena, world->folder, name), &size);
    assert_non_null(text);
    return (Str){text, size};
}

/* Runs a script of sh in the world's folder; "$1" is the folder of keys. */
static inline Ended world_shell(World *world, const char *script)
{
    const char *const command[] = {"sh", "-c", script, "sh", pki_folder(world->arena), NULL};
    return run_command(world->arena, world->folder, command);
}

/* --- CMS -------------------------------------------------------------------------------------- */

/* A token of the test's authority over the bytes. */
static inline Str seal_token(World *world, Str bytes)
{
    world_write(world, "stamped", bytes);
    Ended ended = world_shell(
        world, "here=$PWD; openssl ts -query -data stamped -sha256 -cert -out query 2>&1 && "
               "cd \"$1\" && openssl ts -reply -config ca.cnf -section stamp -queryfile "
               "\"$here/query\" -token_out -out \"$here/token\" 2>&1");
    if (ended.status != 0)
        fail_msg("%s", ended.out);
    return world_read(world, "token");
}

static inline void seal_stamp(World *world, CMS_SignerInfo *info)
{
    const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature(info);
    Str token = seal_token(world, (Str){(const char *)ASN1_STRING_get0_data(value),
                                        (size_t)ASN1_STRING_length(value)});
    assert_int_equal(CMS_unsigned_add1_attr_by_NID(info, NID_id_smime_aa_timeStampToken,
                                                   V_ASN1_SEQUENCE, token.at, (int)token.size),
                     1);
}

enum { SEAL_MOST_ATTRIBUTES = 16, SEAL_LARGEST_ATTRIBUTE = 1000 };

typedef struct SealAttribute {
    int size;
    unsigned char der[SEAL_LARGEST_ATTRIBUTE];
} SealAttribute;

static inline int seal_compare(const void *left, const void *right)
{
    const SealAttribute *a = left;
    const SealAttribute *b = right;
    int least = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->der, b->der, (size_t)least);
    return order != 0 ? order : a->size - b->size;
}

/* Signs the attributes as they are: OpenSSL refuses where one of them is missing. */
static inline void seal_attributes(CMS_SignerInfo *info, EVP_PKEY *key)
{
    static SealAttribute attributes[SEAL_MOST_ATTRIBUTES];
    unsigned char all[SEAL_MOST_ATTRIBUTES * SEAL_LARGEST_ATTRIBUTE];
    unsigned char value[1000];
    size_t size = 4;
    size_t value_size = sizeof value;
    int count = CMS_signed_get_attr_count(info);
    for (int i = 0; i < count; i++) {
        unsigned char *at = attributes[i].der;
        attributes[i].size = i2d_X509_ATTRIBUTE(CMS_signed_get_attr(info, i), &at);
    }
    qsort(attributes, (size_t)count, sizeof *attributes, seal_compare);
    for (int i = 0; i < count; i++) {
        memcpy(all + size, attributes[i].der, (size_t)attributes[i].size);
        size += (size_t)attributes[i].size;
    }
    /* SET OF, with its length in one byte or in two. */
    size_t head = size - 4 < 256 ? 1 : 0;
    all[head] = 0x31;
    all[head + 1] = head == 1 ? 0x81 : 0x82;
    all[head + 2] = (unsigned char)(head == 1 ? size - 4 : (size - 4) >> 8);
    if (head == 0)
        all[3] = (unsigned char)(size - 4);
    assert_true(size - 4 >= 128);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    assert_int_equal(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key), 1);
    assert_int_equal(EVP_DigestSign(context, value, &value_size, all + head, size - head), 1);
    EVP_MD_CTX_free(context);
    ASN1_OCTET_STRING_set(CMS_SignerInfo_get0_signature(info), value, (int)value_size);
}

/* The CMS in DER, in the arena. */
static inline Str seal_der(World *world, CMS_ContentInfo *cms)
{
    unsigned char *der = NULL;
    int size = i2d_CMS_ContentInfo(cms, &der);
    assert_true(size > 0);
    Str copy = str_copy(world->arena, (Str){(const char *)der, (size_t)size});
    OPENSSL_free(der);
    return copy;
}

/* The signature of the bytes. */
static inline Str seal_sign(World *world, const Seal *seal, Str bytes)
{
    unsigned flags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP | seal->flags;
    flags |= seal->flags & CMS_STREAM ? 0 : CMS_DETACHED;
    flags |= seal->plain ? 0 : CMS_CADES;
    flags |= seal->pss ? CMS_KEY_PARAM : 0;
    X509 *cert = seal_cert(world, str_format(world->arena, "%s.pem", seal->who).at);
    X509 *inter = seal_cert(world, "inter.pem");
    EVP_PKEY *key = seal_key(world, seal->who);
    BIO *content = BIO_new_mem_buf(bytes.at, (int)bytes.size);
    CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, flags);
    CMS_SignerInfo *info =
        CMS_add1_signer(cms, seal->other_cert != NULL ? seal->other_cert : cert,
                        seal->other_key != NULL ? seal->other_key : key, seal->digest, flags);
    assert_non_null(info);
    if (seal->pss)
        assert_true(EVP_PKEY_CTX_set_rsa_padding(CMS_SignerInfo_get0_pkey_ctx(info),
                                                 RSA_PKCS1_PSS_PADDING) > 0);
    CMS_add1_cert(cms, inter);
    if (seal->more_cert != NULL)
        CMS_add1_cert(cms, seal->more_cert);
    assert_int_equal(CMS_final(cms, content, NULL, flags), 1);
    if (seal->change != NULL) {
        seal->change(cms, info);
        seal_attributes(info, key);
    }
    if (seal->stamped)
        seal_stamp(world, info);
    if (seal->spoil != NULL)
        seal->spoil(cms, info);
    Str der = seal_der(world, cms);
    CMS_ContentInfo_free(cms);
    BIO_free(content);
    EVP_PKEY_free(key);
    X509_free(cert);
    X509_free(inter);
    return der;
}

/* --- Signing ---------------------------------------------------------------------------------- */

#define SEAL_RANGE "/ByteRange [0 0000000000 0000000000 0000000000]"

/* Where the newest signature's /Contents stands. */
typedef struct Gap {
    size_t from, to;
} Gap;

static inline Gap seal_gap(Str file)
{
    size_t last = SIZE_MAX;
    for (size_t at = 0; (at = str_find(file, "/Contents <", at)) != SIZE_MAX; at++)
        last = at;
    assert_true(last != SIZE_MAX);
    size_t from = last + sizeof "/Contents " - 1;
    return (Gap){from, str_find(file, ">", from) + 1};
}

/* The bytes but for the gap. */
static inline Str seal_bytes(World *world, Str file, Gap gap)
{
    return bytes_joined(world->arena, str_slice(file, 0, gap.from),
                        str_slice(file, gap.to, file.size));
}

/* What is in the gap, zeros behind it too. */
static inline Str seal_value(World *world, Str file, Gap gap)
{
    Buf der = {.arena = world->arena};
    for (size_t at = gap.from; at + 1 < gap.to; at += 2) {
        unsigned byte = 0;
        at += file.at[at] == '<';
        if (sscanf(file.at + at, "%2x", &byte) != 1)
            break;
        buf_byte(&der, (char)byte);
    }
    return buf_str(&der);
}

/* A copy with this signature in the gap. */
static inline Str seal_put(World *world, Str file, Gap gap, Str der)
{
    static const char digits[] = "0123456789abcdef";
    char *copy = str_c(world->arena, file);
    assert_true(der.size * 2 <= gap.to - gap.from - 2);
    memset(copy + gap.from + 1, '0', gap.to - gap.from - 2);
    for (size_t i = 0; i < der.size; i++) {
        unsigned char byte = (unsigned char)der.at[i];
        copy[gap.from + 1 + i * 2] = digits[byte >> 4];
        copy[gap.from + 2 + i * 2] = digits[byte & 15];
    }
    return (Str){copy, file.size};
}

/* A copy with this range in place of the one that waits for it. */
static inline Str seal_range(World *world, Str file, Gap gap)
{
    char text[sizeof SEAL_RANGE];
    snprintf(text, sizeof text, "/ByteRange [0 %010zu %010zu %010zu]", gap.from, gap.to,
             file.size - gap.to);
    return bytes_replaced(world->arena, file, SEAL_RANGE, text, 0);
}

static inline const char *seal_dictionary(World *world, const Seal *seal)
{
    char *zeros = arena_alloc(world->arena, SEAL_ROOM + 1);
    memset(zeros, '0', SEAL_ROOM);
    const char *subfilter = seal->token ? "ETSI.RFC3161" : "ETSI.CAdES.detached";
    return str_format(world->arena,
                      "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /M "
                      "(D:20260102030405+07'00') %s " SEAL_RANGE " /Contents <%s>>>",
                      seal->subfilter != NULL ? seal->subfilter : subfilter,
                      seal->entries != NULL ? seal->entries : "", zeros)
        .at;
}

/* The new field of the signature, in the form and on page 1. */
static inline void seal_new_field(World *world, Tail *tail, const Seal *seal, const char *more)
{
    Arena *arena = world->arena;
    size_t field = seal->number + 1;
    const char *reference = str_format(arena, "%zu 0 R", field).at;
    tail_object(tail, field,
                str_format(arena,
                           "<</Type /Annot /Subtype /Widget /FT /Sig /T (baru-%zu) /F 4 "
                           "/P 3 0 R /Rect %s %s>>",
                           field, seal->rect != NULL ? seal->rect : "[0 0 0 0]", more)
                    .at);
    tail_object(tail, PAPER_FORM, paper_form(arena, reference));
    tail_object(
        tail, PAPER_PAGE_1,
        paper_page(arena, str_format(arena, "21 0 R 22 0 R 23 0 R %s", reference).at, "5 0 R"));
}

/* The file with a signature that waits for its range and its value. */
static inline Str seal_prepare(World *world, Str file, Seal *seal)
{
    Tail tail = tail_begin(world->arena, file);
    seal->number = seal->number != 0 ? seal->number : PAPER_FREE;
    const char *more = str_format(world->arena, "/V %zu 0 R %s", seal->number,
                                  seal->lock != NULL ? seal->lock : "")
                           .at;
    tail_object(&tail, seal->number, seal_dictionary(world, seal));
    if (seal->field != 0)
        tail_object(&tail, seal->field, paper_field(world->arena, seal->field, more));
    else
        seal_new_field(world, &tail, seal, more);
    if (seal->catalog != NULL)
        tail_object(&tail, PAPER_CATALOG, paper_catalog(world->arena, "-", seal->catalog));
    return tail_end(&tail);
}

/* The file with one more signature. */
static inline Str seal_file(World *world, Str file, Seal seal)
{
    Str waiting = seal_prepare(world, file, &seal);
    Gap gap = seal_gap(waiting);
    Str ranged = seal_range(world, waiting, gap);
    Str bytes = seal_bytes(world, ranged, gap);
    Str der = seal.token ? seal_token(world, bytes) : seal_sign(world, &seal, bytes);
    return seal_put(world, ranged, gap, der);
}

/* The paper, signed by kepala. */
static inline Str seal_good(World *world)
{
    return seal_file(world, paper_make(world->arena),
                     (Seal){.who = "kepala", .field = PAPER_KEPALA});
}

/* The paper, certified: DocMDP of this level. */
static inline Str seal_certified(World *world, int level)
{
    const char *reference =
        str_format(world->arena,
                   "/Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams "
                   "<</Type /TransformParams /P %d /V /1.2>>>>]",
                   level)
            .at;
    return seal_file(world, paper_make(world->arena),
                     (Seal){.who = "kepala",
                            .field = PAPER_KEPALA,
                            .entries = reference,
                            .catalog = "/Perms <</DocMDP 40 0 R>>"});
}

/* --- Verifying -------------------------------------------------------------------------------- */

static inline const VerifyReport *world_verify_with(World *world, Str bytes, VerifyOptions options)
{
    Source *pdf = arena_alloc(world->arena, sizeof *pdf);
    const Source **trusted = arena_alloc(world->arena, sizeof *trusted);
    /* An allocation of just its size, so that the sanitizer sees what is read behind it. */
    char *copy = malloc(bytes.size > 0 ? bytes.size : 1);
    assert_non_null(copy);
    if (bytes.size > 0)
        memcpy(copy, bytes.at, bytes.size);
    *pdf = (Source){STR("uji.pdf"), {copy, bytes.size}};
    trusted[0] = world->root;
    if (options.trusted_count == 0) {
        options.trusted = trusted;
        options.trusted_count = 1;
    }
    world->fixture->diags = diags_new(world->arena);
    const VerifyReport *report = verify_file(world->arena, world->fixture->diags, pdf, &options);
    Buf text = {.arena = world->arena};
    if (report != NULL) {
        verify_print_text(report, &text);
        verify_print_json(report, &text);
    }
    world->messages = support_messages(world->fixture);
    free(copy);
    return report;
}

static inline const VerifyReport *world_verify(World *world, Str bytes)
{
    return world_verify_with(world, bytes, (VerifyOptions){0});
}

/* All that is wrong, a line for each: "1 digest: ...", "1 refused content: ...". */
static inline const char *world_told(World *world, const VerifyReport *report)
{
    Buf out = {.arena = world->arena};
    if (report == NULL)
        return world->messages;
    if (report->signature_count == 0)
        return "not signed\n";
    for (size_t i = 0; i < report->signature_count; i++) {
        const SignatureReport *signature = &report->signatures[i];
        for (size_t k = 0; k < signature->problem_count; k++)
            buf_format(&out, "%zu %s: %.*s\n", i + 1, problem_word(signature->problems[k].code),
                       STR_ARG(signature->problems[k].text));
        for (size_t k = 0; k < signature->change_count; k++) {
            const JudgedChange *judged = &signature->changes[k];
            buf_format(&out, "%zu %s %s: %.*s%s (object %u)\n", i + 1,
                       judged->allowed ? "allowed" : "refused", change_word(judged->change->kind),
                       STR_ARG(judged->change->text), judged->change->hidden ? " (hidden)" : "",
                       judged->change->object);
        }
    }
    return str_c(world->arena, buf_str(&out));
}

#endif
