/* The compressor of a document's streams, and the thread that helps with it. */
#include "pdf/flate.h"

#include "base/thread.h"

#include <libdeflate.h>
#include <string.h>

enum {
    LEVEL = 6, /* as zlib's own default, between speed and size */
    TASKS = 32,
};

/* A stream to be compressed. Its room is used again. */
typedef struct Task {
    char *plain, *room;
    size_t plain_capacity, capacity;
    size_t size, packed_size;
    Str *packed;
    bool done; /* under the lock */
} Task;

struct Flate {
    struct libdeflate_compressor *compressor, *of_thread;
    Arena *arena;
    Task at_once;
    bool failed;
    bool has_thread;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* Under the lock. Tasks are numbered from 0; the nth is tasks[n % TASKS]: those below `taken`
       have their result, those below `begun` are compressed or being so, those below `given` can
       be. */
    size_t taken, begun, given;
    bool ended;
    Task tasks[TASKS];
};

static void compress(struct libdeflate_compressor *compressor, Task *task)
{
    task->packed_size =
        libdeflate_zlib_compress(compressor, task->plain, task->size, task->room, task->capacity);
}

/* Compresses the next task that nobody has begun. Called, and left, under the lock. */
static void compress_next(Flate *flate, struct libdeflate_compressor *compressor)
{
    Task *task = &flate->tasks[flate->begun++ % TASKS];
    pthread_mutex_unlock(&flate->lock);
    compress(compressor, task);
    pthread_mutex_lock(&flate->lock);
    task->done = true;
}

static void *work(void *context)
{
    Flate *flate = context;
    pthread_mutex_lock(&flate->lock);
    while (!flate->ended) {
        if (flate->begun == flate->given) {
            pthread_cond_wait(&flate->changed, &flate->lock);
            continue;
        }
        compress_next(flate, flate->of_thread);
        pthread_cond_signal(&flate->changed);
    }
    pthread_mutex_unlock(&flate->lock);
    return NULL;
}

Flate *flate_new(Arena *arena)
{
    Flate *flate = arena_alloc(arena, sizeof *flate);
    flate->arena = arena;
    flate->compressor = libdeflate_alloc_compressor(LEVEL);
    flate->of_thread = libdeflate_alloc_compressor(LEVEL);
    if (flate->compressor == NULL || flate->of_thread == NULL) {
        libdeflate_free_compressor(flate->compressor);
        libdeflate_free_compressor(flate->of_thread);
        memory_fail(arena_memory(arena));
    }
    pthread_mutex_init(&flate->lock, NULL);
    pthread_cond_init(&flate->changed, NULL);
    /* Without a thread all is compressed at once. */
    flate->has_thread = thread_begin(&flate->thread, work, flate);
    return flate;
}

void flate_drop(Flate *flate)
{
    if (flate == NULL)
        return;
    if (flate->has_thread) {
        pthread_mutex_lock(&flate->lock);
        flate->ended = true;
        pthread_cond_signal(&flate->changed);
        pthread_mutex_unlock(&flate->lock);
        pthread_join(flate->thread, NULL);
    }
    pthread_cond_destroy(&flate->changed);
    pthread_mutex_destroy(&flate->lock);
    libdeflate_free_compressor(flate->of_thread);
    libdeflate_free_compressor(flate->compressor);
}

static void make_room(Flate *flate, Task *task, size_t plain_size)
{
    size_t bound = libdeflate_zlib_compress_bound(flate->compressor, plain_size);
    if (bound <= task->capacity)
        return;
    size_t capacity = bound + bound / 2;
    task->room = arena_alloc(flate->arena, capacity);
    task->capacity = capacity;
}

Str flate_compress(Flate *flate, Str plain)
{
    Task *task = &flate->at_once;
    (void)flate_settle(flate);
    make_room(flate, task, plain.size);
    size_t size = libdeflate_zlib_compress(flate->compressor, plain.at, plain.size, task->room,
                                           task->capacity);
    return (Str){task->room, size};
}

/* Takes the result of the oldest task. As long as there is none the next is compressed here too. */
static void take_oldest(Flate *flate)
{
    Task *task = &flate->tasks[flate->taken % TASKS];
    pthread_mutex_lock(&flate->lock);
    while (!task->done) {
        if (flate->begun != flate->given)
            compress_next(flate, flate->compressor);
        else
            pthread_cond_wait(&flate->changed, &flate->lock);
    }
    task->done = false;
    flate->taken++;
    pthread_mutex_unlock(&flate->lock);
    *task->packed = str_copy(flate->arena, (Str){task->room, task->packed_size});
    flate->failed = flate->failed || task->packed_size == 0;
}

void flate_later(Flate *flate, Str plain, Str *packed)
{
    if (!flate->has_thread) {
        *packed = str_copy(flate->arena, flate_compress(flate, plain));
        flate->failed = flate->failed || packed->size == 0;
        return;
    }
    if (flate->given - flate->taken == TASKS)
        take_oldest(flate);
    Task *task = &flate->tasks[flate->given % TASKS];
    if (plain.size > task->plain_capacity) {
        size_t capacity = plain.size + plain.size / 2;
        task->plain = arena_alloc(flate->arena, capacity);
        task->plain_capacity = capacity;
    }
    make_room(flate, task, plain.size);
    if (plain.size > 0)
        memcpy(task->plain, plain.at, plain.size);
    task->size = plain.size;
    task->packed = packed;
    pthread_mutex_lock(&flate->lock);
    flate->given++;
    pthread_cond_signal(&flate->changed);
    pthread_mutex_unlock(&flate->lock);
}

bool flate_settle(Flate *flate)
{
    while (flate->taken != flate->given)
        take_oldest(flate);
    return !flate->failed;
}
