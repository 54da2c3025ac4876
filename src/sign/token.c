/*
 * Keys on PKCS#11 tokens: the key never leaves them. The token's library is loaded when it is
 * needed.
 */
#include "sign/key.h"
#include "sign/uri.h"

#include <openssl/err.h>

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <string.h>

#define DEFAULT_MODULE "libp11-kit.so.0" /* which offers the tokens of all that it knows */

enum {
    MOST_SLOTS = 64,
    MOST_OBJECTS = 256,
    LARGEST_VALUE = 64 * 1024, /* bytes of a certificate */
    LARGEST_LABEL = 256,
};

struct Token {
    const SignKey *key; /* for messages */
    void *library;
    CK_FUNCTION_LIST *calls;
    bool begun, opened, logged_in;
    CK_SESSION_HANDLE session;
    CK_OBJECT_HANDLE object; /* the private key */
    bool asks_each_time;     /* the PIN is needed again for each signature */
    const Secret *pin;
};

/* --- Messages --------------------------------------------------------------------------------- */

/* What the library's codes mean (PKCS #11 v2.40, 5.1). */
static const char *meaning(CK_RV code)
{
    static const struct {
        CK_RV code;
        const char *text;
    } meanings[] = {
        {CKR_HOST_MEMORY, "out of memory"},
        {CKR_FUNCTION_FAILED, "it failed"},
        {CKR_ARGUMENTS_BAD, "wrong arguments"},
        {CKR_DEVICE_ERROR, "the device has a fault"},
        {CKR_DEVICE_REMOVED, "the device was taken out"},
        {CKR_TOKEN_NOT_PRESENT, "the token is not there"},
        {CKR_TOKEN_NOT_RECOGNIZED, "the token is of an unknown kind"},
        {CKR_USER_PIN_NOT_INITIALIZED, "no PIN was ever set"},
        {CKR_MECHANISM_INVALID, "it cannot sign in this way"},
        {CKR_KEY_FUNCTION_NOT_PERMITTED, "the key may not sign"},
        {CKR_FUNCTION_CANCELED, "it was cancelled"},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (meanings[i].code == code)
            return meanings[i].text;
    return NULL;
}

static bool failed(const Token *token, const char *what, CK_RV code)
{
    const char *text = meaning(code);
    Str number = str_format(token->key->arena, "error 0x%08lX", (unsigned long)code);
    key_error(token->key, NULL, "the token %s: %s", what,
              text != NULL ? text : str_c(token->key->arena, number));
    return false;
}

/* --- The library ------------------------------------------------------------------------------ */

static bool open_library(Token *token, const TokenUri *uri)
{
    const char *path =
        uri->module.size > 0 ? str_c(token->key->arena, uri->module) : DEFAULT_MODULE;
    token->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (token->library == NULL) {
        key_error(token->key,
                  uri->module.size > 0 ? "name the library that came with the token"
                                       : "name the token's library: ...?module-path=FILE",
                  "cannot load '%s': %s", path, dlerror());
        return false;
    }
    CK_C_GetFunctionList list = NULL;
    void *symbol = dlsym(token->library, "C_GetFunctionList");
    memcpy(&list, &symbol, sizeof list);
    if (list == NULL || list(&token->calls) != CKR_OK || token->calls == NULL) {
        key_error(token->key, "name the library that came with the token",
                  "'%s' is no PKCS#11 library", path);
        return false;
    }
    CK_C_INITIALIZE_ARGS arguments = {.flags = CKF_OS_LOCKING_OK};
    CK_RV code = token->calls->C_Initialize(&arguments);
    token->begun = code == CKR_OK;
    return token->begun || code == CKR_CRYPTOKI_ALREADY_INITIALIZED ||
           failed(token, "cannot be reached", code);
}

/* --- Tokens ----------------------------------------------------------------------------------- */

/* A text of fixed length, filled up with spaces. */
static Str padded(const CK_UTF8CHAR *text, size_t size)
{
    while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\0'))
        size--;
    return (Str){(const char *)text, size};
}

static bool agrees(Str wanted, const CK_UTF8CHAR *text, size_t size)
{
    return wanted.size == 0 || str_equal(wanted, padded(text, size));
}

static bool is_wanted(Arena *arena, const TokenUri *uri, CK_SLOT_ID slot, const CK_TOKEN_INFO *info)
{
    Str number = str_format(arena, "%lu", (unsigned long)slot);
    return agrees(uri->token, info->label, sizeof info->label) &&
           agrees(uri->serial, info->serialNumber, sizeof info->serialNumber) &&
           agrees(uri->model, info->model, sizeof info->model) &&
           agrees(uri->manufacturer, info->manufacturerID, sizeof info->manufacturerID) &&
           (uri->slot.size == 0 || str_equal(uri->slot, number));
}

/* The one token that the URI means. */
static bool find_token(Token *token, const TokenUri *uri, CK_SLOT_ID *slot, CK_TOKEN_INFO *info)
{
    Arena *arena = token->key->arena;
    CK_SLOT_ID slots[MOST_SLOTS];
    CK_ULONG count = MOST_SLOTS;
    CK_RV code = token->calls->C_GetSlotList(CK_TRUE, slots, &count);
    if (code != CKR_OK)
        return failed(token, "cannot be reached", code);
    Buf names = {.arena = arena};
    size_t found = 0;
    for (CK_ULONG i = 0; i < count; i++) {
        CK_TOKEN_INFO next;
        if (token->calls->C_GetTokenInfo(slots[i], &next) != CKR_OK ||
            (next.flags & CKF_TOKEN_INITIALIZED) == 0)
            continue;
        buf_format(&names, "%s'%.*s'", names.size > 0 ? ", " : "",
                   STR_ARG(padded(next.label, sizeof next.label)));
        if (!is_wanted(arena, uri, slots[i], &next))
            continue;
        *slot = slots[i];
        *info = next;
        found++;
    }
    if (found == 1)
        return true;
    Str there =
        str_format(arena, "there are %.*s; token=NAME says which", STR_ARG(buf_str(&names)));
    key_error(token->key, names.size > 0 ? str_c(arena, there) : "put the token in", "%s",
              found > 1 ? "the URI agrees with several tokens" : "there is no such token");
    return false;
}

static bool report_login(const Token *token, CK_RV code, const CK_TOKEN_INFO *info)
{
    const char *hint =
        (info->flags & CKF_USER_PIN_FINAL_TRY) != 0 || (info->flags & CKF_USER_PIN_COUNT_LOW) != 0
            ? "few tries are left before the token locks itself"
            : "type it again";
    if (code == CKR_PIN_LOCKED) {
        key_error(token->key, "unlock it with the program that came with it",
                  "the token is locked after too many wrong PINs");
        return false;
    }
    if (code != CKR_PIN_INCORRECT && code != CKR_PIN_INVALID && code != CKR_PIN_LEN_RANGE &&
        code != CKR_ARGUMENTS_BAD)
        return failed(token, "lets nobody in", code);
    key_error(token->key, hint, "the PIN of the token '%.*s' is wrong",
              STR_ARG(padded(info->label, sizeof info->label)));
    return false;
}

/* The PIN, as PKCS#11 takes it; a pointer that it does not write to. */
static CK_RV log_in(const Token *token, CK_USER_TYPE as)
{
    if (token->pin == NULL)
        return token->calls->C_Login(token->session, as, NULL, 0);
    Str pin = secret_str(token->pin);
    CK_UTF8CHAR *bytes = NULL;
    memcpy(&bytes, &pin.at, sizeof bytes);
    return token->calls->C_Login(token->session, as, bytes, pin.size);
}

static bool open_session(Token *token, CK_SLOT_ID slot, const CK_TOKEN_INFO *info)
{
    CK_RV code = token->calls->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &token->session);
    token->opened = code == CKR_OK;
    if (!token->opened)
        return failed(token, "cannot be opened", code);
    if ((info->flags & CKF_LOGIN_REQUIRED) == 0)
        return true;
    code = log_in(token, CKU_USER);
    token->logged_in = code == CKR_OK || code == CKR_USER_ALREADY_LOGGED_IN;
    return token->logged_in || report_login(token, code, info);
}

/* --- Objects ---------------------------------------------------------------------------------- */

static bool find_objects(const Token *token, CK_ATTRIBUTE *pattern, CK_ULONG parts,
                         CK_OBJECT_HANDLE found[MOST_OBJECTS], CK_ULONG *count)
{
    CK_RV code = token->calls->C_FindObjectsInit(token->session, pattern, parts);
    if (code != CKR_OK)
        return failed(token, "cannot be searched", code);
    code = token->calls->C_FindObjects(token->session, found, MOST_OBJECTS, count);
    (void)token->calls->C_FindObjectsFinal(token->session);
    return code == CKR_OK || failed(token, "cannot be searched", code);
}

/* The value of an object's attribute, in the arena; empty where it has none. */
static Str attribute(const Token *token, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
    CK_ATTRIBUTE wanted = {type, NULL, 0};
    if (token->calls->C_GetAttributeValue(token->session, object, &wanted, 1) != CKR_OK ||
        wanted.ulValueLen == 0 || wanted.ulValueLen > LARGEST_VALUE)
        return (Str){NULL, 0};
    size_t size = wanted.ulValueLen;
    wanted.pValue = arena_alloc(token->key->arena, size);
    if (token->calls->C_GetAttributeValue(token->session, object, &wanted, 1) != CKR_OK ||
        wanted.ulValueLen > size)
        return (Str){NULL, 0};
    return (Str){wanted.pValue, wanted.ulValueLen};
}

static void *bytes_of(Arena *arena, Str text)
{
    void *copy = arena_alloc(arena, text.size);
    if (text.size > 0)
        memcpy(copy, text.at, text.size);
    return copy;
}

static bool find_key(Token *token, const TokenUri *uri)
{
    Arena *arena = token->key->arena;
    CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
    CK_ATTRIBUTE pattern[3] = {{CKA_CLASS, &class, sizeof class}};
    CK_ULONG parts = 1;
    if (uri->object.size > 0)
        pattern[parts++] =
            (CK_ATTRIBUTE){CKA_LABEL, bytes_of(arena, uri->object), uri->object.size};
    if (uri->id.size > 0)
        pattern[parts++] = (CK_ATTRIBUTE){CKA_ID, bytes_of(arena, uri->id), uri->id.size};
    CK_OBJECT_HANDLE found[MOST_OBJECTS];
    CK_ULONG count = 0;
    if (!find_objects(token, pattern, parts, found, &count))
        return false;
    if (count == 1) {
        token->object = found[0];
        Str always = attribute(token, found[0], CKA_ALWAYS_AUTHENTICATE);
        token->asks_each_time = always.size > 0 && always.at[0] != 0;
        return true;
    }
    if (count == 0 && parts > 1 && !find_objects(token, pattern, 1, found, &count))
        return false;
    Buf names = {.arena = arena};
    for (CK_ULONG i = 0; i < count; i++)
        buf_format(&names, "%s'%.*s'", i > 0 ? ", " : "",
                   STR_ARG(attribute(token, found[i], CKA_LABEL)));
    Str hint =
        str_format(arena, "its keys are %.*s; object=NAME says which", STR_ARG(buf_str(&names)));
    key_error(
        token->key, count > 0 ? str_c(arena, hint) : "put a key on it, with its certificate", "%s",
        count == 0 ? "the token holds no private key" : "the URI names no single key of the token");
    return false;
}

/* Reads all certificates; the one that has the key's number, or name, is its own. */
static bool take_certificates(Token *token, SignKey *key)
{
    CK_OBJECT_CLASS class = CKO_CERTIFICATE;
    CK_ATTRIBUTE pattern[] = {{CKA_CLASS, &class, sizeof class}};
    CK_OBJECT_HANDLE found[MOST_OBJECTS];
    CK_ULONG count = 0;
    if (!find_objects(token, pattern, 1, found, &count))
        return false;
    Str id = attribute(token, token->object, CKA_ID);
    Str label = attribute(token, token->object, CKA_LABEL);
    key->others = sk_X509_new_null();
    for (CK_ULONG i = 0; i < count && key->others != NULL; i++) {
        Str value = attribute(token, found[i], CKA_VALUE);
        Str own_id = attribute(token, found[i], CKA_ID);
        Str own_label = attribute(token, found[i], CKA_LABEL);
        bool own = id.size > 0 ? str_equal(id, own_id) : str_equal(label, own_label);
        const unsigned char *at = (const unsigned char *)value.at;
        X509 *next = value.size > 0 ? d2i_X509(NULL, &at, (long)value.size) : NULL;
        if (next != NULL && own && key->certificate == NULL)
            key->certificate = next;
        else if (next != NULL && sk_X509_push(key->others, next) <= 0)
            X509_free(next);
    }
    ERR_clear_error();
    if (key->certificate == NULL)
        key_error(key, "put it there, under the key's label and id",
                  "the token holds the key '%.*s', but not its certificate", STR_ARG(label));
    return key->certificate != NULL;
}

KeyLoad sign_key_pkcs11(SignKey *key, const char *text, const Secret *pin)
{
    TokenUri uri = {0};
    if (!token_uri_parse(key->arena, key->diags, text, &uri))
        return KEY_FAILED;
    Token *token = key->token;
    if (token == NULL) {
        token = key->token = arena_alloc(key->arena, sizeof *token);
        token->key = key;
        if (!open_library(token, &uri))
            return KEY_FAILED;
    }
    CK_SLOT_ID slot = 0;
    CK_TOKEN_INFO info;
    if (!find_token(token, &uri, &slot, &info))
        return KEY_FAILED;
    bool asks_itself = (info.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
    token->pin = asks_itself ? NULL : pin;
    if (pin == NULL && !asks_itself && (info.flags & CKF_LOGIN_REQUIRED) != 0)
        return KEY_ASKS;
    return open_session(token, slot, &info) && find_key(token, &uri) &&
                   take_certificates(token, key)
               ? KEY_LOADED
               : KEY_FAILED;
}

void token_drop(Token *token)
{
    if (token == NULL)
        return;
    if (token->logged_in)
        (void)token->calls->C_Logout(token->session);
    if (token->opened)
        (void)token->calls->C_CloseSession(token->session);
    if (token->begun)
        (void)token->calls->C_Finalize(NULL);
    if (token->library != NULL)
        dlclose(token->library);
    token->logged_in = token->opened = token->begun = false;
    token->library = NULL;
}

/* --- Signing ---------------------------------------------------------------------------------- */

/* How PKCS#11 calls a digest. */
typedef struct TokenDigest {
    int digest;
    CK_MECHANISM_TYPE hash;
    CK_RSA_PKCS_MGF_TYPE mask;
    /* DigestInfo up to the digest (RFC 8017, 9.2 note 1). */
    unsigned char head[19];
} TokenDigest;

static const TokenDigest token_digests[] = {
    {NID_sha256,
     CKM_SHA256,
     CKG_MGF1_SHA256,
     {0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
      0x05, 0x00, 0x04, 0x20}},
    {NID_sha384,
     CKM_SHA384,
     CKG_MGF1_SHA384,
     {0x30, 0x41, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02,
      0x05, 0x00, 0x04, 0x30}},
    {NID_sha512,
     CKM_SHA512,
     CKG_MGF1_SHA512,
     {0x30, 0x51, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03,
      0x05, 0x00, 0x04, 0x40}},
};

bool token_sign(const SignKey *key, const Scheme *scheme, const unsigned char *digest, size_t count,
                unsigned char to[KEY_MOST_SIGNATURE], size_t *size)
{
    const Token *token = key->token;
    const TokenDigest *known = token_digests;
    while (known->digest != scheme->digest)
        known++;
    unsigned char input[sizeof known->head + KEY_MOST_DIGEST];
    CK_RSA_PKCS_PSS_PARAMS salted = {known->hash, known->mask, count};
    CK_MECHANISM mechanism = {CKM_RSA_PKCS, NULL, 0};
    size_t head = 0;
    if (scheme->kind == EVP_PKEY_EC) {
        mechanism.mechanism = CKM_ECDSA;
    } else if (scheme->pss) {
        mechanism = (CK_MECHANISM){CKM_RSA_PKCS_PSS, &salted, sizeof salted};
    } else {
        head = sizeof known->head;
        memcpy(input, known->head, head);
    }
    memcpy(input + head, digest, count);
    CK_ULONG made = KEY_MOST_SIGNATURE;
    CK_RV code = token->calls->C_SignInit(token->session, &mechanism, token->object);
    if (code == CKR_OK && token->asks_each_time)
        code = log_in(token, CKU_CONTEXT_SPECIFIC);
    if (code == CKR_OK)
        code = token->calls->C_Sign(token->session, input, head + count, to, &made);
    *size = made;
    return code == CKR_OK || failed(token, "does not sign", code);
}
