/* Keys on tokens: SoftHSM stands for the hardware. */
#include "signed.h"

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <sys/wait.h>
#include <unistd.h>

#define MODULE "/usr/lib/softhsm/libsofthsm2.so"
#define URI    "pkcs11:token=Kantor;object=%s?module-path=" MODULE

/* --- The token -------------------------------------------------------------------------------- */

static bool put_certificate(CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session, Str der,
                            const char *label, unsigned char id)
{
    CK_OBJECT_CLASS class = CKO_CERTIFICATE;
    CK_CERTIFICATE_TYPE type = CKC_X_509;
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    char name[32];
    char bytes[4096];
    snprintf(name, sizeof name, "%s", label);
    assert_true(der.size <= sizeof bytes);
    memcpy(bytes, der.at, der.size);
    CK_ATTRIBUTE parts[] = {
        {CKA_CLASS, &class, sizeof class},
        {CKA_CERTIFICATE_TYPE, &type, sizeof type},
        {CKA_TOKEN, &yes, sizeof yes},
        {CKA_PRIVATE, &no, sizeof no},
        {CKA_LABEL, name, strlen(name)},
        {CKA_ID, &id, 1},
        {CKA_SUBJECT, name, 1},
        {CKA_VALUE, bytes, der.size},
    };
    CK_OBJECT_HANDLE object = 0;
    return calls->C_CreateObject(session, parts, sizeof parts / sizeof *parts, &object) == CKR_OK;
}

/* The certificates 0.der, 1.der, ... under the names and numbers of their keys: Debian's program
   for SoftHSM puts only keys. */
static bool put_certificates(const Str *ders, const char *const *names, size_t count)
{
    void *library = dlopen(MODULE, RTLD_NOW);
    void *symbol = library != NULL ? dlsym(library, "C_GetFunctionList") : NULL;
    CK_C_GetFunctionList list = NULL;
    CK_FUNCTION_LIST *calls = NULL;
    CK_SLOT_ID slots[8];
    CK_ULONG slot_count = 8;
    CK_SESSION_HANDLE session = 0;
    CK_TOKEN_INFO info;
    CK_UTF8CHAR pin[] = PKI_PASSPHRASE;
    memcpy(&list, &symbol, sizeof list);
    if (list == NULL || list(&calls) != CKR_OK || calls->C_Initialize(NULL) != CKR_OK ||
        calls->C_GetSlotList(CK_TRUE, slots, &slot_count) != CKR_OK)
        return false;
    size_t at = 0;
    while (at < slot_count && (calls->C_GetTokenInfo(slots[at], &info) != CKR_OK ||
                               memcmp(info.label, "Kantor ", 7) != 0))
        at++;
    bool good = at < slot_count &&
                calls->C_OpenSession(slots[at], CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL,
                                     &session) == CKR_OK &&
                calls->C_Login(session, CKU_USER, pin, sizeof pin - 1) == CKR_OK;
    for (size_t i = 0; good && i < count; i++)
        good = put_certificate(calls, session, ders[i], names[i], (unsigned char)(i + 1));
    return good && calls->C_Finalize(NULL) == CKR_OK;
}

/* A token 'Kantor' with the keys and certificates of these, under their names, and an empty one. */
static World token_begin(void **state)
{
    World world = world_begin(state);
    static const char *const keys[] = {"kepala", "gubernur", "auditor"};
    folder_write(world.folder, "softhsm.conf",
                 str_format(world.arena, "directories.tokendir = %s/tokens\nlog.level = ERROR\n",
                            world.folder)
                     .at);
    folder_write(world.folder, "tokens/x", "");
    setenv("SOFTHSM2_CONF", path_in(world.arena, world.folder, "softhsm.conf"), 1);
    Buf script = {.arena = world.arena};
    buf_text(&script,
             "rm tokens/x; softhsm2-util --init-token --free --label Kantor --so-pin 12345678 "
             "--pin 'Rahasia-uji 1' >log 2>&1 || cat log\n"
             "softhsm2-util --init-token --free --label Kosong --so-pin 12345678 --pin 4321 "
             ">log 2>&1 || cat log\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        buf_format(&script,
                   "softhsm2-util --import $PKI/%s.key.pem --token Kantor --label %s --id 0%zu "
                   "--pin 'Rahasia-uji 1' >log 2>&1 || cat log\n"
                   "openssl x509 -in $PKI/%s.pem -outform DER -out %zu.der\n",
                   keys[i], keys[i], i + 1, keys[i], i);
    assert_says(&world, str_c(world.arena, buf_str(&script)), "");
    Str ders[sizeof keys / sizeof *keys];
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ders[i] = signed_get(&world, str_format(world.arena, "%zu.der", i).at);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(put_certificates(ders, keys, sizeof keys / sizeof *keys) ? 0 : 1);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    return world;
}

static const char *sign_by(World *world, const char *uri, const char *object, const char *options)
{
    Str name = str_from(object);
    Str whole = {.at = NULL};
    size_t percent = str_find(str_from(uri), "%s", 0);
    if (percent == SIZE_MAX)
        whole = str_from(uri);
    else
        whole = str_format(world->arena, "%.*s%.*s%s", (int)percent, uri, STR_ARG(name),
                           uri + percent + 2);
    return str_format(world->arena,
                      "$LAKIPDF sign --replace-signed --pkcs11 '%.*s' --chain $PKI/chain.pem "
                      "--signer kepala %s a.pdf "
                      "-o b.pdf",
                      STR_ARG(whole), options)
        .at;
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void keys_on_a_token_sign(void **state)
{
    World world = token_begin(state);
    static const struct {
        const char *key, *option;
    } cases[] = {{"kepala", ""}, {"kepala", "--pss"}, {"gubernur", ""}, {"auditor", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_says(&world, sign_by(&world, URI, cases[i].key, cases[i].option), "");
        assert_says(&world, COUNT_VALID("b.pdf"), "1\n");
        signed_extract(&world, "b.pdf", 0);
        assert_says(&world, VERIFY_CMS("b.pdf"), "CMS Verification successful\n");
    }
    world_end(&world);
}

static void a_uri_names_a_key_by_its_parts(void **state)
{
    World world = token_begin(state);
    assert_says(
        &world,
        sign_by(&world, "pkcs11:token=%4bantor;id=%02;type=private?module-path=" MODULE, "", ""),
        "");
    /* Without path by p11-kit, which knows SoftHSM. */
    assert_says(&world, sign_by(&world, "pkcs11:token=Kantor;object=%s", "gubernur", ""), "");
    static const struct {
        const char *uri;
        int status;
        const char *says;
    } cases[] = {
        {"pkcs11:token=Kantro?module-path=" MODULE, 1,
         "error: there is no such token\n  hint: there are '"},
        {"pkcs11:object=kepala?module-path=" MODULE, 1,
         "error: the URI agrees with several tokens\n"},
        {"pkcs11:token=Kantor;object=bupati?module-path=" MODULE, 1,
         "error: the URI names no single key of the token\n  hint: its keys are '"},
        {"pkcs11:token=Kantor?module-path=" MODULE, 1,
         "error: the URI names no single key of the token\n"},
        {"pkcs11:token=Kantor?module-path=/usr/lib/tiada.so", 1,
         "error: cannot load '/usr/lib/tiada.so'"},
        {"pkcs11:token=Kantor?module-path=libz.so.1", 1,
         "error: 'libz.so.1' is no PKCS#11 library\n"},
        {"pkcs11:tokn=Kantor", 2, "unknown attribute 'tokn'\n  hint: did you mean 'token'?"},
        {"pkcs11:token=%4", 2, "wrong escapes stand in 'token=%4'\n"},
        {"pkcs11:token=Kantor?pin-value=1234", 2, "there must be no 'pin-value'\n"},
        {"token=Kantor", 2, "no URI of a token is 'token=Kantor'\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fails(&world, cases[i].status, sign_by(&world, cases[i].uri, "", ""), cases[i].says);
    world_end(&world);
}

static void a_wrong_pin_is_told(void **state)
{
    World world = token_begin(state);
    Str line =
        str_format(world.arena, "LAKIPDF_PASSPHRASE=1234 %s", sign_by(&world, URI, "kepala", ""));
    assert_fails(&world, 1, line.at, "error: the PIN of the token 'Kantor' is wrong\n");
    Str empty = str_format(world.arena, "LAKIPDF_PASSPHRASE=4321 %s",
                           sign_by(&world, "pkcs11:token=Kosong?module-path=" MODULE, "", ""));
    assert_fails(&world, 1, empty.at, "error: the token holds no private key\n");
    assert_says(&world, "test ! -e b.pdf", "");
    world_end(&world);
}

static void a_key_without_certificate_is_told(void **state)
{
    World world = token_begin(state);
    assert_says(
        &world,
        "softhsm2-util --import $PKI/sekretaris.key.pem --token Kantor --label sekretaris --id 09 "
        "--pin 'Rahasia-uji 1' >log 2>&1 || cat log",
        "");
    assert_fails(&world, 1, sign_by(&world, URI, "sekretaris", ""),
                 "error: the token holds the key 'sekretaris', but not its certificate\n");
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(keys_on_a_token_sign),
        TEST(a_uri_names_a_key_by_its_parts),
        TEST(a_wrong_pin_is_told),
        TEST(a_key_without_certificate_is_told),
    };
    return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
