/* Data files that a second thread loads while the caller does something else. */
#include "data/data.h"

#include "base/thread.h"

#include <string.h>

/* A file, and what it holds: its text lives longer than its tree. */
typedef struct AheadFile {
    const char *path;
    Arena *source_arena, *tree_arena;
    const Node *tree; /* NULL where it is not loaded, or something is to be said of it */
} AheadFile;

struct Ahead {
    Memory *memory; /* the thread's, until it has ended */
    AheadFile *files;
    size_t count;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t done; /* files that the thread is done with; under the lock */
};

typedef struct Loading {
    Memory *memory;
    AheadFile *file;
} Loading;

static void load_body(void *context)
{
    const Loading *loading = context;
    AheadFile *file = loading->file;
    file->source_arena = arena_new(loading->memory);
    file->tree_arena = arena_new(loading->memory);
    Diags *told = diags_new(file->source_arena);
    const Node *tree = data_load_file(file->tree_arena, told, file->path, (Place){0});
    if (diags_count(told, SEVERITY_NOTE) == 0)
        file->tree = tree;
}

static void drop_tree(AheadFile *file)
{
    arena_drop(file->tree_arena);
    file->tree_arena = NULL;
    file->tree = NULL;
}

static void *work(void *context)
{
    Ahead *ahead = context;
    for (size_t i = 0; i < ahead->count; i++) {
        AheadFile *file = &ahead->files[i];
        Loading loading = {ahead->memory, file};
        (void)arena_try(ahead->memory, load_body, &loading);
        if (file->tree == NULL) {
            /* The caller loads it again, and there may be much of it. */
            drop_tree(file);
            arena_drop(file->source_arena);
            file->source_arena = NULL;
        }
        pthread_mutex_lock(&ahead->lock);
        ahead->done = i + 1;
        pthread_cond_signal(&ahead->changed);
        pthread_mutex_unlock(&ahead->lock);
    }
    return NULL;
}

Ahead *ahead_begin(Arena *arena, const char *const *paths, size_t count)
{
    Ahead *ahead = arena_alloc(arena, sizeof *ahead);
    ahead->files = arena_array(arena, count, sizeof *ahead->files);
    /* XML is left to the caller: libxml2 wants to be set up before there are threads. */
    for (size_t i = 0; i < count; i++)
        if (!str_ends(str_from(paths[i]), ".xml"))
            ahead->files[ahead->count++].path = str_copy(arena, str_from(paths[i])).at;
    if (ahead->count == 0)
        return NULL;
    ahead->memory = memory_new(0);
    if (ahead->memory == NULL)
        return NULL;
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    ahead->has_thread = thread_begin(&ahead->thread, work, ahead);
    if (ahead->has_thread)
        return ahead;
    ahead_end(ahead);
    return NULL;
}

const Node *ahead_take(Ahead *ahead, const char *path)
{
    for (size_t i = 0; ahead != NULL && i < ahead->count; i++) {
        if (strcmp(ahead->files[i].path, path) != 0)
            continue;
        pthread_mutex_lock(&ahead->lock);
        while (ahead->done <= i)
            pthread_cond_wait(&ahead->changed, &ahead->lock);
        pthread_mutex_unlock(&ahead->lock);
        return ahead->files[i].tree;
    }
    return NULL;
}

static void settle(Ahead *ahead)
{
    if (ahead->has_thread)
        pthread_join(ahead->thread, NULL);
    ahead->has_thread = false;
}

void ahead_drop_trees(Ahead *ahead)
{
    if (ahead == NULL)
        return;
    settle(ahead);
    for (size_t i = 0; i < ahead->count; i++)
        drop_tree(&ahead->files[i]);
}

void ahead_end(Ahead *ahead)
{
    if (ahead == NULL)
        return;
    ahead_drop_trees(ahead);
    for (size_t i = 0; i < ahead->count; i++)
        arena_drop(ahead->files[i].source_arena);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    memory_drop(ahead->memory);
}
