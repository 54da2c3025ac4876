/*
 * sign/cms.h - the signature itself: CMS SignedData as PAdES wants it; inside sign/ only.
 */
#ifndef LAKIPDF_SIGN_CMS_H
#define LAKIPDF_SIGN_CMS_H

#include "sign/key.h"

/* What is signed, and how. */
typedef struct CmsPlan {
    Arena *arena;
    Diags *diags;
    const SignKey *key;
    Scheme scheme;
    Str certificates; /* the SET of the whole chain */
    Str own;          /* the key's certificate */
} CmsPlan;

/* False after adding a message. */
bool cms_plan(Arena *arena, Diags *diags, const SignKey *key, bool pss, CmsPlan *plan);

/* How many bytes a SignedData takes at most, without a time stamp. */
size_t cms_most(const CmsPlan *plan);

/* A signature value over the attributes that name the digest of what is signed; both are needed for
   the whole. False after adding a message. */
typedef struct CmsSignature {
    Str attributes; /* SET OF Attribute */
    Str value;
} CmsSignature;

bool cms_sign(const CmsPlan *plan, Str digest, CmsSignature *signature);

/* The whole, as /Contents holds it; `stamp` is a TimeStampToken over signature->value, or empty. */
Str cms_join(const CmsPlan *plan, const CmsSignature *signature, Str stamp);

/* Asks the authority for a token over `value`, and verifies that it is one. False after adding a
   message. */
typedef struct StampRequest {
    Arena *arena;
    Diags *diags;
    const char *address;
    const char *ca_file; /* or NULL */
    int digest;          /* OpenSSL's number */
} StampRequest;

bool stamp_fetch(const StampRequest *request, Str value, Str *token);

#endif
