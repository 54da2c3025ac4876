/* What OpenSSL allocates, kept until the work ends. */
#include "verify/work.h"

#include <openssl/evp.h>
#include <stdlib.h>

typedef struct HeldObject {
    void *object;
    Drop *drop;
} HeldObject;

void *hold(Held *held, Memory *memory, void *object, Drop *drop)
{
    if (object == NULL)
        return NULL;
    if (held->count == held->capacity) {
        size_t capacity = held->capacity == 0 ? 64 : held->capacity * 2;
        HeldObject *grown = realloc(held->objects, capacity * sizeof *grown);
        if (grown == NULL) {
            drop(object);
            memory_fail(memory);
        }
        held->objects = grown;
        held->capacity = capacity;
    }
    held->objects[held->count++] = (HeldObject){object, drop};
    return object;
}

void held_drop(Held *held)
{
    while (held->count > 0) {
        held->count--;
        held->objects[held->count].drop(held->objects[held->count].object);
    }
    free(held->objects);
    *held = (Held){0};
}

void *work_hold(Work *work, void *object, Drop *drop)
{
    return hold(&work->held, arena_memory(work->arena), object, drop);
}

void *work_need(Work *work, void *object, Drop *drop)
{
    if (object == NULL)
        memory_fail(arena_memory(work->arena));
    return work_hold(work, object, drop);
}

void drop_cert(void *cert)
{
    X509_free(cert);
}

void drop_certs(void *certs)
{
    sk_X509_pop_free(certs, X509_free);
}

void drop_crls(void *crls)
{
    sk_X509_CRL_pop_free(crls, X509_CRL_free);
}

void drop_cms(void *cms)
{
    CMS_ContentInfo_free(cms);
}

void drop_md_context(void *context)
{
    EVP_MD_CTX_free(context);
}
