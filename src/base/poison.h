/*
 * base/poison.h - tells AddressSanitizer which bytes of an arena are in use; inside base/ only.
 *
 * Without it an arena's block is one piece of memory to the sanitizer, and what is read or written
 * behind an allocation goes unseen. In other builds there is nothing of it.
 */
#ifndef LAKIPDF_BASE_POISON_H
#define LAKIPDF_BASE_POISON_H

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define POISON_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISON_WATCHED 1
#endif
#endif

#ifdef POISON_WATCHED
#include <sanitizer/asan_interface.h>

/* Bytes between two allocations that belong to none. */
enum { POISON_GAP = 16 };

static inline void poison(const void *at, size_t size)
{
    ASAN_POISON_MEMORY_REGION(at, size);
}

static inline void unpoison(const void *at, size_t size)
{
    ASAN_UNPOISON_MEMORY_REGION(at, size);
}

#else

enum { POISON_GAP = 0 };

static inline void poison(const void *at, size_t size)
{
    (void)at;
    (void)size;
}

static inline void unpoison(const void *at, size_t size)
{
    (void)at;
    (void)size;
}

#endif

#endif
