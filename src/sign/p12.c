/* Keys from PKCS#12 files (RFC 7292). */
#include "sign/key.h"

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

enum { LARGEST_P12 = 1024 * 1024 };

static PKCS12 *read_file(const SignKey *key, const char *path)
{
    const Source *source = file_read(key->arena, key->diags, path, LARGEST_P12, (Place){0});
    if (source == NULL)
        return NULL;
    const unsigned char *at = (const unsigned char *)source->text.at;
    PKCS12 *file = d2i_PKCS12(NULL, &at, (long)source->text.size);
    ERR_clear_error();
    if (file != NULL)
        return file;
    bool pem = str_find(str_slice(source->text, 0, source->text.size), "-----BEGIN", 0) != SIZE_MAX;
    key_error(
        key,
        pem ? "openssl pkcs12 -export -inkey KEY.pem -in CERTIFICATE.pem -out KEY.p12 makes one"
            : "name a .p12 or .pfx file",
        "'%s' is no PKCS#12 file", path);
    return NULL;
}

/* Whether the passphrase is right; an empty one stands for none, too. */
static bool opens(PKCS12 *file, const char *text)
{
    if (PKCS12_mac_present(file) != 1)
        return true;
    return PKCS12_verify_mac(file, text, -1) == 1 ||
           (text[0] == '\0' && PKCS12_verify_mac(file, NULL, 0) == 1);
}

static bool parse(SignKey *key, PKCS12 *file, const char *text)
{
    return PKCS12_parse(file, text, &key->private_key, &key->certificate, &key->others) == 1;
}

/* Old files are encrypted as OpenSSL's default provider no longer does. */
static bool parse_old(SignKey *key, PKCS12 *file, const char *text)
{
    OSSL_PROVIDER *legacy = OSSL_PROVIDER_try_load(NULL, "legacy", 1);
    ERR_clear_error();
    bool good = legacy != NULL && parse(key, file, text);
    if (legacy != NULL)
        (void)OSSL_PROVIDER_unload(legacy);
    return good;
}

/* A key without certificate, or the reverse, is left as it is: told here. */
static bool check_parts(const SignKey *key, const char *path)
{
    if (key->private_key == NULL)
        key_error(key, "export the certificate together with its private key",
                  "'%s' holds no private key", path);
    else if (key->certificate == NULL)
        key_error(key, "export the key together with its certificate",
                  "'%s' holds a key, but not its certificate", path);
    else if (X509_check_private_key(key->certificate, key->private_key) != 1)
        key_error(key, "export the key together with its own certificate",
                  "the certificate in '%s' is not that of its key", path);
    else
        return true;
    return false;
}

static KeyLoad load(SignKey *key, PKCS12 *file, const char *path, const Secret *passphrase)
{
    const char *text = passphrase != NULL ? secret_str(passphrase).at : "";
    if (!opens(file, text)) {
        if (passphrase == NULL)
            return KEY_ASKS;
        key_error(key, "type it again; capital and small letters differ",
                  "the passphrase of '%s' is wrong", path);
        return KEY_FAILED;
    }
    if (!parse(key, file, text) && !parse_old(key, file, text)) {
        if (passphrase == NULL && PKCS12_mac_present(file) != 1)
            return KEY_ASKS;
        key_error(key, "export it again, encrypted with AES", "'%s' cannot be opened: %s", path,
                  ERR_reason_error_string(ERR_peek_last_error()));
        return KEY_FAILED;
    }
    return check_parts(key, path) ? KEY_LOADED : KEY_FAILED;
}

KeyLoad sign_key_p12(SignKey *key, const char *path, const Secret *passphrase)
{
    key->file = read_file(key, path);
    if (key->file == NULL)
        return KEY_FAILED;
    KeyLoad result = load(key, key->file, path, passphrase);
    PKCS12_free(key->file);
    key->file = NULL;
    ERR_clear_error();
    secret_wipe_stack();
    return result;
}
