/*
 * sign/der.h - writing DER (X.690); inside sign/ only.
 */
#ifndef LAKIPDF_SIGN_DER_H
#define LAKIPDF_SIGN_DER_H

#include "base/base.h"

enum {
    DER_INTEGER = 0x02,
    DER_OCTETS = 0x04,
    DER_NULL = 0x05,
    DER_OID = 0x06,
    DER_SEQUENCE = 0x30,
    DER_SET = 0x31,
    DER_CONTEXT = 0xA0, /* [0], constructed; [1] is one more */
};

/* One element of the contents given, in the arena. */
Str der_wrap(Arena *arena, unsigned char tag, Str contents);
/* The same of parts one after another. */
Str der_join(Arena *arena, unsigned char tag, const Str *parts, size_t count);
/* The contents of a SET OF: the parts in the order that DER wants (11.6). Sorts them in place. */
Str der_sorted(Arena *arena, unsigned char tag, Str *parts, size_t count);
/* An object identifier by OpenSSL's number for it. */
Str der_oid(Arena *arena, int nid);
/* A number that is not negative and fits into a byte. */
Str der_small(Arena *arena, unsigned char value);
/* AlgorithmIdentifier: the parameters are a whole element, or empty. */
Str der_algorithm(Arena *arena, int nid, Str parameters);
/* The element that begins at `at` of the bytes: all of it and its contents; moves `at` behind it.
   False where none stands. Definite lengths only. */
bool der_next(Str bytes, size_t *at, unsigned char *tag, Str *whole, Str *contents);

#endif
