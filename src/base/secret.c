/* Memory that is locked, kept out of core files, and wiped. */
#include "base/secret.h"

#include <openssl/crypto.h>
#include <openssl/provider.h>

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

void secret_wipe(void *bytes, size_t size)
{
    if (size > 0)
        explicit_bzero(bytes, size);
}

__attribute__((noinline)) static void wipe_deep(void)
{
    char below[64 * 1024];
    secret_wipe(below, sizeof below);
}

__attribute__((noinline)) static void wipe_shallow(void)
{
    char below[8 * 1024];
    secret_wipe(below, sizeof below);
}

void secret_wipe_stack(void)
{
    static const rlim_t usual = 256UL * 1024; /* a smaller stack ends before that depth */
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < usual)
        wipe_shallow();
    else
        wipe_deep();
}

/* --- Secrets ---------------------------------------------------------------------------------- */

struct Secret {
    Memory *memory;
    char *bytes; /* in pages of their own */
    size_t mapped;
    size_t size;
    size_t capacity; /* without the NUL */
};

/* Pages for so many bytes, all zero; NULL when memory runs out. */
static char *map_pages(size_t size, size_t *mapped)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    if (size > SIZE_MAX - page)
        return NULL;
    *mapped = (size + page - 1) / page * page;
    void *pages = mmap(NULL, *mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return NULL;
    /* A system that allows no locked memory: the process is kept out of core files anyway. */
    (void)mlock(pages, *mapped);
    (void)madvise(pages, *mapped, MADV_DONTDUMP);
    return pages;
}

static void unmap_pages(void *pages, size_t mapped)
{
    secret_wipe(pages, mapped);
    (void)munmap(pages, mapped);
}

/* Moves it to pages with room for so many bytes and a NUL. False when memory runs out. */
static bool move(Secret *secret, size_t capacity)
{
    size_t mapped = 0;
    char *pages = capacity < SIZE_MAX ? map_pages(capacity + 1, &mapped) : NULL;
    if (pages == NULL)
        return false;
    if (secret->size > 0)
        memcpy(pages, secret->bytes, secret->size);
    if (secret->bytes != NULL)
        unmap_pages(secret->bytes, secret->mapped);
    secret->bytes = pages;
    secret->mapped = mapped;
    secret->capacity = mapped - 1;
    return true;
}

/* NULL when memory runs out. */
static Secret *make(Memory *memory, size_t capacity)
{
    Secret *secret = malloc(sizeof *secret);
    if (secret == NULL)
        return NULL;
    *secret = (Secret){.memory = memory};
    if (move(secret, capacity))
        return secret;
    free(secret);
    return NULL;
}

Secret *secret_new(Memory *memory, size_t capacity)
{
    Secret *secret = make(memory, capacity);
    if (secret == NULL)
        memory_fail(memory);
    return secret;
}

void secret_add(Secret *secret, const void *bytes, size_t size)
{
    if (size > secret->capacity - secret->size &&
        (size > SIZE_MAX / 4 || secret->size > SIZE_MAX / 4 ||
         !move(secret, (secret->size + size) * 2)))
        memory_fail(secret->memory);
    if (size > 0)
        memcpy(secret->bytes + secret->size, bytes, size);
    secret->size += size;
}

Str secret_str(const Secret *secret)
{
    return (Str){secret->bytes, secret->size};
}

void secret_cut(Secret *secret, size_t size)
{
    if (size >= secret->size)
        return;
    secret_wipe(secret->bytes + size, secret->size - size);
    secret->size = size;
}

void secret_drop(Secret *secret)
{
    if (secret == NULL)
        return;
    unmap_pages(secret->bytes, secret->mapped);
    free(secret);
}

/* --- Allocation that wipes -------------------------------------------------------------------- */

typedef struct Header {
    alignas(max_align_t) size_t size; /* of what follows */
} Header;

void *secret_malloc(size_t size)
{
    Header *header = size < SIZE_MAX - sizeof *header ? malloc(sizeof *header + size) : NULL;
    if (header == NULL)
        return NULL;
    header->size = size;
    return header + 1;
}

void *secret_calloc(size_t count, size_t size)
{
    size_t product = 0;
    void *bytes = __builtin_mul_overflow(count, size, &product) ? NULL : secret_malloc(product);
    return bytes != NULL ? memset(bytes, 0, product) : NULL;
}

void secret_free(void *old)
{
    if (old == NULL)
        return;
    Header *header = (Header *)old - 1;
    secret_wipe(old, header->size);
    free(header);
}

void *secret_realloc(void *old, size_t size)
{
    void *bytes = secret_malloc(size);
    if (bytes == NULL || old == NULL)
        return bytes;
    size_t had = ((const Header *)old - 1)->size;
    memcpy(bytes, old, had < size ? had : size);
    secret_free(old);
    return bytes;
}

char *secret_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = secret_malloc(size);
    return copy != NULL ? memcpy(copy, text, size) : NULL;
}

/* --- OpenSSL ---------------------------------------------------------------------------------- */

/* OpenSSL's hooks know of no caller. */
static bool ran_out;

static void *openssl_malloc(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    void *bytes = secret_malloc(size);
    ran_out = ran_out || bytes == NULL;
    return bytes;
}

static void *openssl_realloc(void *old, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    if (old != NULL && size == 0) {
        secret_free(old);
        return NULL;
    }
    void *bytes = secret_realloc(old, size);
    ran_out = ran_out || bytes == NULL;
    return bytes;
}

static void openssl_free(void *old, const char *file, int line)
{
    (void)file;
    (void)line;
    secret_free(old);
}

static bool set_hooks(void)
{
    return CRYPTO_set_mem_functions(openssl_malloc, openssl_realloc, openssl_free) == 1;
}

void openssl_begin(Memory *memory)
{
    /* Refused once OpenSSL has allocated: after secret_begin the hooks are set already. */
    (void)set_hooks();
    bool good = OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, NULL) == 1 && !ran_out;
    good = good && OSSL_PROVIDER_available(NULL, "default") == 1;
    if (!good && ran_out)
        memory_fail(memory);
}

bool openssl_ran_out(void)
{
    return ran_out;
}

/* --- The process ------------------------------------------------------------------------------ */

bool secret_begin(void)
{
    struct rlimit none = {0, 0};
    bool limited = setrlimit(RLIMIT_CORE, &none) == 0;
    bool hidden = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    return set_hooks() && limited && hidden;
}
