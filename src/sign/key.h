/*
 * sign/key.h - keys and certificates as the parts of this stage see them; inside sign/ only.
 */
#ifndef LAKIPDF_SIGN_KEY_H
#define LAKIPDF_SIGN_KEY_H

#include "sign/sign.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

typedef struct Token Token; /* token.c */

enum {
    KEY_MOST_SIGNATURE = 2048, /* bytes */
    KEY_MOST_DIGEST = EVP_MAX_MD_SIZE,
    KEY_MOST_CHAIN = 16,
};

struct SignKey {
    Arena *arena;
    Diags *diags;
    X509 *certificate;
    STACK_OF(X509) * others; /* what came with it; or NULL */
    EVP_PKEY *private_key;   /* of a file; or NULL */
    struct PKCS12_st *file;  /* while it is read */
    Token *token;            /* that has it; or NULL */
};

/* How a key signs. */
typedef struct Scheme {
    int digest;       /* OpenSSL's number: NID_sha256 ... */
    const EVP_MD *md; /* the same */
    int kind;         /* EVP_PKEY_RSA, EVP_PKEY_RSA_PSS, EVP_PKEY_EC */
    bool pss;         /* RSASSA-PSS, with a salt as long as the digest */
    int signature;    /* the algorithm's number: NID_sha256WithRSAEncryption ... */
    size_t most;      /* bytes of a signature */
} Scheme;

/* Adds an error about the key or its certificate. */
void key_error(const SignKey *key, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* False after adding a message: there is no such scheme for this kind of key. */
bool key_scheme(const SignKey *key, bool pss, Scheme *scheme);
/* Errors and warnings about the certificate at that time. False after an error. */
bool key_check(const SignKey *key, int64_t epoch);
/* The certificates that lead from the key's own, the first, to the last that is known; *count of
   them, in `chain`. */
void key_path(const SignKey *key, X509 *chain[KEY_MOST_CHAIN], size_t *count);
/* A certificate's DER, in the arena. */
Str key_der(Arena *arena, X509 *certificate);
/* Signs `bytes` by the scheme into `to`, and verifies that by the certificate. False after adding a
   message. */
bool key_sign(const SignKey *key, const Scheme *scheme, Str bytes,
              unsigned char to[KEY_MOST_SIGNATURE], size_t *size);

/* Lets go of the private key and wipes it; its certificates stay. Nothing can be signed with it any
   more. A token, which keeps its key to itself, is left as it is. */
void key_forget(SignKey *key);

/* --- Tokens ----------------------------------------------------------------------------------- */

/* Signs a digest; an ECDSA signature as r and s, one behind the other. False after a message. */
bool token_sign(const SignKey *key, const Scheme *scheme, const unsigned char *digest, size_t count,
                unsigned char to[KEY_MOST_SIGNATURE], size_t *size);
void token_drop(Token *token);

#endif
