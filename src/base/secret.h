/*
 * base/secret.h - memory for passphrases and keys.
 *
 * A Secret stands in pages of its own that are not swapped out, not written to core files and wiped
 * before they are given back. A command that takes one calls secret_begin first of all: then no
 * core file is written, no other process of the user can look in, and what OpenSSL frees is wiped.
 * No arena frees a Secret: who holds one drops it in all ways out (the command's is in its Session,
 * and dropped by main.c).
 */
#ifndef LAKIPDF_BASE_SECRET_H
#define LAKIPDF_BASE_SECRET_H

#include "base/str.h"

typedef struct Secret Secret;

/* An empty one with room for so many bytes; jumps when memory runs out (memory_fail). */
Secret *secret_new(Memory *memory, size_t capacity);
/* Adds to its end; may move it, then the old place is wiped; jumps when memory runs out. */
void secret_add(Secret *secret, const void *bytes, size_t size);
/* The bytes, with a NUL behind them that the size does not count; until the next addition. */
Str secret_str(const Secret *secret);
/* Wipes its end, so that `size` bytes stay, if it has more. */
void secret_cut(Secret *secret, size_t size);
/* Wipes it and lets go of it. NULL is allowed. */
void secret_drop(Secret *secret);

/* Overwrites bytes; no compiler leaves that out. */
void secret_wipe(void *bytes, size_t size);
/* Overwrites what calls that have returned left below on the stack. */
void secret_wipe_stack(void);

/* --- The process ------------------------------------------------------------------------------ */

/* Keeps the process out of core files and from the eyes of other processes of the same user, and
   lets OpenSSL wipe all that it frees; for that, before OpenSSL is first used. False where the
   system refused one of these: what follows works all the same. */
bool secret_begin(void);

/* Makes OpenSSL ready, before it is first used; after secret_begin, where that is called. Jumps
   when memory runs out: where it does while OpenSSL begins by itself, that crashes later. */
void openssl_begin(Memory *memory);
/* True once OpenSSL, after one of these, asked for memory and got none. What it tells then is not
   to be trusted: a signature that it could not allocate for is wrong to it, a passphrase too. */
bool openssl_ran_out(void);

/* malloc and the like, but what they free is wiped: for the hooks of libraries
   (curl_global_init_mem). Memory of these goes back to these alone. */
void *secret_malloc(size_t size);
void *secret_calloc(size_t count, size_t size);
void *secret_realloc(void *old, size_t size);
char *secret_strdup(const char *text);
void secret_free(void *old);

#endif
