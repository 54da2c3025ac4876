/* The compressor of a document's streams, and the thread that helps with it. */
#include "pdf/flate.h"

#include "base/thread.h"

#include <libdeflate.h>
#include <string.h>

enum {
    LEVEL = 6, /* as zlib's own default, between speed and size */
    TASKS = 32,
    LARGE = 256 * 1024,                /* bytes of a stream whose room is not kept */
    MOST_UNDER_WAY = 16 * 1024 * 1024, /* of such streams at a time, if they are several */
};

/* Room for a stream, plain and compressed. */
typedef struct Room {
    char *plain, *packed;
    size_t plain_capacity, packed_capacity;
} Room;

/* A stream to be compressed. */
typedef struct Task {
    Room kept;  /* used again */
    Arena *own; /* holds the room of a large stream; NULL where it is not one */
    Room large;
    size_t size, packed_size;
    Str *packed;
    bool done; /* under the lock */
} Task;

struct Flate {
    struct libdeflate_compressor *compressor, *of_thread;
    Arena *arena;
    Task at_once;
    size_t under_way; /* bytes of large streams, plain */
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

static Room *room_of(Task *task)
{
    return task->own != NULL ? &task->large : &task->kept;
}

static void compress(struct libdeflate_compressor *compressor, Task *task)
{
    const Room *room = room_of(task);
    task->packed_size = libdeflate_zlib_compress(compressor, room->plain, task->size, room->packed,
                                                 room->packed_capacity);
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

/* Lets go of the room of a large stream. */
static void drop_large(Task *task)
{
    arena_drop(task->own);
    task->own = NULL;
    task->large = (Room){0};
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
    for (size_t i = 0; i < TASKS; i++)
        drop_large(&flate->tasks[i]);
    libdeflate_free_compressor(flate->of_thread);
    libdeflate_free_compressor(flate->compressor);
}

/* Room for the result of compressing so many bytes. */
static void make_room(const Flate *flate, Arena *arena, Room *room, size_t plain_size)
{
    size_t bound = libdeflate_zlib_compress_bound(flate->compressor, plain_size);
    if (bound <= room->packed_capacity)
        return;
    size_t capacity = plain_size > LARGE ? bound : bound + bound / 2;
    room->packed = arena_alloc(arena, capacity);
    room->packed_capacity = capacity;
}

Str flate_compress(Flate *flate, Str plain)
{
    Room *room = &flate->at_once.kept;
    (void)flate_settle(flate);
    make_room(flate, flate->arena, room, plain.size);
    size_t size = libdeflate_zlib_compress(flate->compressor, plain.at, plain.size, room->packed,
                                           room->packed_capacity);
    return (Str){room->packed, size};
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
    *task->packed = str_copy(flate->arena, (Str){room_of(task)->packed, task->packed_size});
    flate->failed = flate->failed || task->packed_size == 0;
    flate->under_way -= task->own != NULL ? task->size : 0;
    drop_large(task);
}

/* Copies the plain bytes to where the task has room for them and for the result. */
static void fill_task(Flate *flate, Task *task, Str plain)
{
    if (plain.size > LARGE) {
        task->own = arena_new(arena_memory(flate->arena));
        flate->under_way += plain.size;
    }
    Arena *arena = task->own != NULL ? task->own : flate->arena;
    Room *room = room_of(task);
    task->size = plain.size;
    if (plain.size > room->plain_capacity) {
        size_t capacity = plain.size > LARGE ? plain.size : plain.size + plain.size / 2;
        room->plain = arena_alloc(arena, capacity);
        room->plain_capacity = capacity;
    }
    make_room(flate, arena, room, plain.size);
    if (plain.size > 0)
        memcpy(room->plain, plain.at, plain.size);
}

void flate_later(Flate *flate, Str plain, Str *packed)
{
    if (!flate->has_thread) {
        *packed = str_copy(flate->arena, flate_compress(flate, plain));
        flate->failed = flate->failed || packed->size == 0;
        return;
    }
    bool large = plain.size > LARGE;
    while (flate->given != flate->taken &&
           (flate->given - flate->taken == TASKS ||
            (large && flate->under_way > 0 && flate->under_way + plain.size > MOST_UNDER_WAY)))
        take_oldest(flate);
    Task *task = &flate->tasks[flate->given % TASKS];
    fill_task(flate, task, plain);
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
