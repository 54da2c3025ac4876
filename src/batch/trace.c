/* What is known of files: versions by path and hash; notes of what is read, and of what is there.
 */
/* The functions of SHA-256 itself: they allocate nothing and cannot fail, while OpenSSL's newer
   ones need memory before the first hash, and crash where there is none. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "batch/trace.h"

#include <errno.h>
#include <openssl/sha.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_FILE = 1024 * 1024 * 1024 };

struct BatchFile {
    Str path;
    uint64_t key;
    BatchVersion *versions;
    BatchVersion *now;  /* what it holds, looked at once; NULL when not yet */
    FileStamp stamp;    /* of what was read ... */
    BatchVersion *read; /* ... and then held this; or NULL */
};

struct BatchFiles {
    Arena *arena;
    Arena *texts; /* of files while they are hashed */
    Watch watch;
    Str folder;        /* where relative paths begin */
    BatchFile **slots; /* by the hash of the path, a power of two of them */
    size_t slot_count, count;
    BatchVersion **noted;
    size_t noted_count, noted_capacity;
    bool looking; /* what is read meanwhile is our own reading */
};

/* --- Hashes ----------------------------------------------------------------------------------- */

BatchHash batch_hash(Str bytes)
{
    BatchHash hash;
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes.at, bytes.size);
    SHA256_Final(hash.bytes, &context);
    return hash;
}

Str batch_hash_text(Arena *arena, BatchHash hash)
{
    Buf text = {.arena = arena};
    for (size_t i = 0; i < BATCH_HASH_SIZE; i++)
        buf_format(&text, "%02x", hash.bytes[i]);
    return buf_str(&text);
}

static int digit(char byte)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = byte != '\0' ? strchr(digits, byte) : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

bool batch_hash_read(Str text, BatchHash *hash)
{
    if (text.size != (size_t)2 * BATCH_HASH_SIZE)
        return false;
    for (size_t i = 0; i < BATCH_HASH_SIZE; i++) {
        int high = digit(text.at[i * 2]);
        int low = digit(text.at[i * 2 + 1]);
        if (high < 0 || low < 0)
            return false;
        hash->bytes[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

static bool same_hash(BatchHash a, BatchHash b)
{
    return memcmp(a.bytes, b.bytes, BATCH_HASH_SIZE) == 0;
}

/* --- Files by path ---------------------------------------------------------------------------- */

static BatchFile **find_slot(BatchFile **slots, size_t slot_count, Str path, uint64_t key)
{
    size_t mask = slot_count - 1;
    size_t at = key & mask;
    while (slots[at] != NULL && !(slots[at]->key == key && str_equal(slots[at]->path, path)))
        at = (at + 1) & mask;
    return &slots[at];
}

static void grow(BatchFiles *files)
{
    size_t wanted = files->slot_count * 2;
    BatchFile **slots = arena_array(files->arena, wanted, sizeof(BatchFile *));
    for (size_t i = 0; i < files->slot_count; i++) {
        BatchFile *file = files->slots[i];
        if (file != NULL)
            *find_slot(slots, wanted, file->path, file->key) = file;
    }
    files->slots = slots;
    files->slot_count = wanted;
}

/* The file of the path, which may be relative. */
static BatchFile *file_of(BatchFiles *files, Str path)
{
    Str whole = path;
    if (!str_starts(path, "/"))
        whole = str_format(files->texts, "%.*s/%.*s", STR_ARG(files->folder), STR_ARG(path));
    uint64_t key = str_hash(whole);
    BatchFile **slot = find_slot(files->slots, files->slot_count, whole, key);
    if (*slot != NULL)
        return *slot;
    BatchFile *file = arena_alloc(files->arena, sizeof *file);
    file->path = str_copy(files->arena, whole);
    file->key = key;
    *slot = file;
    if (++files->count * 2 > files->slot_count)
        grow(files);
    return file;
}

static BatchVersion *version_of(BatchFiles *files, BatchFile *file, Seen seen, BatchHash hash)
{
    for (BatchVersion *at = file->versions; at != NULL; at = at->next)
        if (at->seen == seen && same_hash(at->hash, hash))
            return at;
    BatchVersion *version = arena_alloc(files->arena, sizeof *version);
    *version = (BatchVersion){.next = file->versions, .file = file, .seen = seen, .hash = hash};
    file->versions = version;
    return version;
}

BatchVersion *batch_version(BatchFiles *files, Str path, Seen seen, BatchHash hash)
{
    return version_of(files, file_of(files, path), seen, hash);
}

Str batch_version_path(const BatchVersion *version)
{
    return version->file->path;
}

/* --- What is there now ------------------------------------------------------------------------ */

static BatchHash hash_names(BatchFiles *files, const char *path)
{
    Buf all = {.arena = files->texts};
    size_t count = 0;
    Diags *unheard = diags_new(files->texts);
    const Str *names = folder_names(files->texts, unheard, path, &count);
    for (size_t i = 0; i < count; i++) {
        buf_add(&all, names[i]);
        buf_byte(&all, '\0');
    }
    return batch_hash(buf_str(&all));
}

bool batch_file_hash(BatchFiles *files, const char *path, BatchHash *hash)
{
    Diags *unheard = diags_new(files->texts);
    files->looking = true;
    const Source *source = file_read(files->texts, unheard, path, LARGEST_FILE, (Place){0});
    if (source != NULL)
        *hash = batch_hash(source->text);
    arena_reset(files->texts);
    files->looking = false;
    return source != NULL;
}

Str batch_digest(BatchFiles *files, Arena *arena, const char *path)
{
    BatchHash hash;
    if (!batch_file_hash(files, path, &hash))
        return (Str){NULL, 0};
    return batch_hash_text(arena, hash);
}

/* Looks at a file; what cannot be read is taken for nothing. */
static BatchVersion *look(BatchFiles *files, BatchFile *file)
{
    const char *path = file->path.at;
    BatchHash hash = {{0}};
    if (is_folder(path)) {
        hash = hash_names(files, path);
        arena_reset(files->texts);
        return version_of(files, file, SEEN_FOLDER, hash);
    }
    bool read = batch_file_hash(files, path, &hash);
    return version_of(files, file, read ? SEEN_FILE : SEEN_NOTHING, hash);
}

bool batch_version_holds(BatchFiles *files, const BatchVersion *version)
{
    BatchFile *file = version->file;
    if (file->now == NULL)
        file->now = look(files, file);
    return file->now == version;
}

bool batch_output_holds(BatchFiles *files, const char *path, BatchHash hash)
{
    BatchHash now = {{0}};
    return batch_file_hash(files, path, &now) && same_hash(now, hash);
}

/* --- What is read ----------------------------------------------------------------------------- */

/* The version that has just been read. A file that many jobs read is hashed once. */
static BatchVersion *read_version(BatchFiles *files, BatchFile *file, const struct stat *about,
                                  Str bytes)
{
    FileStamp stamp = file_stamp(about);
    if (file->read != NULL && file_stamp_same(&file->stamp, &stamp) &&
        (size_t)about->st_size == bytes.size)
        return file->read;
    file->stamp = stamp;
    file->read = version_of(files, file, SEEN_FILE, batch_hash(bytes));
    return file->read;
}

static void note(BatchFiles *files, BatchVersion *version)
{
    if (version->noted)
        return;
    version->noted = true;
    BatchVersion **slot = arena_push(files->arena, &files->noted, &files->noted_capacity,
                                     files->noted_count, sizeof(BatchVersion *));
    *slot = version;
    files->noted_count++;
}

static void see(void *context, Seen seen, const char *path, const struct stat *about, Str bytes)
{
    BatchFiles *files = context;
    if (files->looking)
        return;
    BatchFile *file = file_of(files, str_from(path));
    BatchVersion *version = NULL;
    files->looking = true;
    if (seen == SEEN_FILE)
        version = read_version(files, file, about, bytes);
    else if (seen == SEEN_FOLDER)
        version = version_of(files, file, SEEN_FOLDER, hash_names(files, path));
    else
        version = version_of(files, file, SEEN_NOTHING, (BatchHash){{0}});
    arena_reset(files->texts);
    files->looking = false;
    note(files, version);
}

BatchFiles *batch_files_new(Arena *arena)
{
    enum { FIRST_SLOTS = 1024 };
    char folder[4096];
    BatchFiles *files = arena_alloc(arena, sizeof *files);
    files->arena = arena;
    files->texts = arena_new(arena_memory(arena));
    files->watch = (Watch){files, see};
    files->folder =
        str_copy(arena, getcwd(folder, sizeof folder) != NULL ? str_from(folder) : STR("."));
    files->slot_count = FIRST_SLOTS;
    files->slots = arena_array(arena, FIRST_SLOTS, sizeof(BatchFile *));
    return files;
}

const Watch *batch_files_watch(BatchFiles *files)
{
    return &files->watch;
}

void batch_files_drop(BatchFiles *files)
{
    if (files != NULL)
        arena_drop(files->texts);
}

/* --- From process to process ------------------------------------------------------------------ */

/* Before each path; both processes are the same program. */
typedef struct Note {
    Seen seen;
    BatchHash hash;
    bool stamped;
    FileStamp stamp;
    size_t path_size;
} Note;

void batch_noted_write(const BatchFiles *files, Buf *out)
{
    for (size_t i = 0; i < files->noted_count; i++) {
        const BatchVersion *version = files->noted[i];
        const BatchFile *file = version->file;
        Note head;
        memset(&head, 0, sizeof head);
        head.seen = version->seen;
        head.hash = version->hash;
        head.stamped = file->read == version;
        head.stamp = file->stamp;
        head.path_size = file->path.size;
        buf_add(out, (Str){(const char *)&head, sizeof head});
        buf_add(out, file->path);
    }
}

/* Takes the note at *at and moves behind it; false where there is none. */
static bool next_note(Str text, size_t *at, Note *head, Str *path)
{
    if (text.size - *at < sizeof *head)
        return false;
    memcpy(head, text.at + *at, sizeof *head);
    size_t from = *at + sizeof *head;
    if (head->path_size > text.size - from || head->seen > SEEN_FOLDER)
        return false;
    *path = str_slice(text, from, from + head->path_size);
    *at = from + head->path_size;
    return true;
}

BatchTrace *batch_noted_read(BatchFiles *files, Str text, BatchHash output)
{
    Note head;
    Str path;
    size_t count = 0;
    size_t at = 0;
    while (next_note(text, &at, &head, &path))
        count++;
    if (at != text.size)
        return NULL;
    BatchTrace *trace = arena_alloc(files->arena, sizeof *trace);
    trace->versions = arena_array(files->arena, count, sizeof(BatchVersion *));
    trace->output = output;
    for (at = 0; next_note(text, &at, &head, &path);) {
        BatchFile *file = file_of(files, path);
        BatchVersion *version = version_of(files, file, head.seen, head.hash);
        if (head.stamped) {
            file->stamp = head.stamp;
            file->read = version;
        }
        trace->versions[trace->count++] = version;
    }
    return trace;
}
