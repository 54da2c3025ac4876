/* New objects, and the cross-reference section that makes them count. */
#include "update/write.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <openssl/evp.h>

enum {
    ID_SIZE = 16,
    HASH_SIZE = 32,
    /* An entry of a cross-reference stream: kind, place, generation. */
    PLACE_SIZE = 5,
    MOST_KEPT_ENTRIES = 64,
};

/* What a table has ten digits for (7.5.4). */
static const uint64_t table_limit = 9999999999U;

Update *update_new(Arena *arena, Diags *diags, PdfFile *file, const Source *source)
{
    Update *update = arena_alloc(arena, sizeof *update);
    *update = (Update){
        .arena = arena,
        .diags = diags,
        .file = file,
        .source = source,
        .errors = diags_count(diags, SEVERITY_ERROR),
        .first = pdf_next_number(file),
        .next = pdf_next_number(file),
    };
    return update;
}

uint32_t update_number(Update *update)
{
    (void)arena_push(update->arena, &update->fresh, &update->fresh_capacity,
                     update->next - update->first, sizeof *update->fresh);
    return update->next++;
}

static Put *find_put(const Update *update, uint32_t number)
{
    if (number >= update->next)
        return NULL;
    if (number >= update->first)
        return &update->fresh[number - update->first];
    for (size_t i = 0; i < update->changed_count; i++)
        if (update->changed[i].number == number)
            return &update->changed[i];
    return NULL;
}

void update_put(Update *update, uint32_t number, Str body)
{
    Put *put = find_put(update, number);
    if (put == NULL) {
        put = arena_push(update->arena, &update->changed, &update->changed_capacity,
                         update->changed_count, sizeof *put);
        update->changed_count++;
        const PdfObject *old = pdf_object(update->file, number);
        put->generation = old != NULL ? old->generation : 0;
    }
    put->number = number;
    put->body = body;
}

uint32_t update_add(Update *update, Str body)
{
    uint32_t number = update_number(update);
    update_put(update, number, body);
    return number;
}

Str update_body(const Update *update, uint32_t number)
{
    const Put *put = find_put(update, number);
    return put != NULL ? put->body : (Str){NULL, 0};
}

size_t update_place(const Update *update, uint32_t number)
{
    const Put *put = find_put(update, number);
    return put != NULL ? put->place : 0;
}

/* --- Streams ---------------------------------------------------------------------------------- */

Str update_deflate(Update *update, Str plain)
{
    uLong room = compressBound(plain.size);
    unsigned char *packed = arena_alloc(update->arena, room);
    const unsigned char *from = (const unsigned char *)(plain.size > 0 ? plain.at : "");
    if (compress2(packed, &room, from, plain.size, Z_DEFAULT_COMPRESSION) != Z_OK)
        memory_fail(arena_memory(update->arena));
    return (Str){(const char *)packed, room};
}

void update_put_stream(Update *update, uint32_t number, Str entries, Str bytes)
{
    Str packed = update_deflate(update, bytes);
    Buf body = {.arena = update->arena};
    buf_format(&body, "<<%.*s/Length %zu/Filter /FlateDecode>>\nstream\n", STR_ARG(entries),
               packed.size);
    buf_add(&body, packed);
    buf_text(&body, "\nendstream");
    update_put(update, number, buf_str(&body));
}

uint32_t update_add_stream(Update *update, Str entries, Str bytes)
{
    uint32_t number = update_number(update);
    update_put_stream(update, number, entries, bytes);
    return number;
}

/* --- The end ---------------------------------------------------------------------------------- */

typedef struct Ending {
    Update *update;
    Buf out;
    size_t base; /* what offsets in the file count from, before the bytes of `out` */
    const PdfRevision *newest;
} Ending;

static int compare_puts(const void *left, const void *right)
{
    const Put *a = *(Put *const *)left;
    const Put *b = *(Put *const *)right;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* All that were put, by rising number; with room for one more. */
static void list_puts(Update *update)
{
    size_t fresh = update->next - update->first;
    update->puts =
        arena_array(update->arena, update->changed_count + fresh + 1, sizeof *update->puts);
    for (size_t i = 0; i < update->changed_count; i++)
        update->puts[update->count++] = &update->changed[i];
    if (update->count > 1)
        qsort(update->puts, update->count, sizeof *update->puts, compare_puts);
    for (size_t i = 0; i < fresh; i++)
        if (update->fresh[i].number != 0)
            update->puts[update->count++] = &update->fresh[i];
}

static void put_objects(Ending *ending)
{
    Update *update = ending->update;
    const Str bytes = update->source->text;
    if (!str_ends(bytes, "\n") && !str_ends(bytes, "\r"))
        buf_byte(&ending->out, '\n');
    list_puts(update);
    for (size_t i = 0; i < update->count; i++) {
        Put *put = update->puts[i];
        put->place = ending->out.size;
        buf_format(&ending->out, "%u %u obj\n", put->number, put->generation);
        buf_add(&ending->out, put->body);
        buf_text(&ending->out, "\nendobj\n");
    }
}

/* The second half of /ID: of the first one, the file's size, and all that is new. */
static void make_id(const Ending *ending, char id[ID_SIZE])
{
    unsigned char hash[HASH_SIZE];
    size_t size = ending->update->source->text.size;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1 &&
                EVP_DigestUpdate(context, &size, sizeof size) == 1 &&
                EVP_DigestUpdate(context, ending->out.at, ending->out.size) == 1 &&
                EVP_DigestFinal_ex(context, hash, NULL) == 1;
    EVP_MD_CTX_free(context);
    if (!good)
        memory_fail(arena_memory(ending->update->arena));
    memcpy(id, hash, ID_SIZE);
}

/* The entries of the trailer, but for what only a stream's has. */
static void put_trailer(Ending *ending)
{
    static const char *const own[] = {"Size",   "Prev",    "ID",           "XRefStm", "Length",
                                      "Filter", "W",       "DecodeParms",  "Index",   "Type",
                                      "F",      "FFilter", "FDecodeParms", NULL};
    Update *update = ending->update;
    const PdfValue *trailer = pdf_trailer(update->file);
    char id[ID_SIZE];
    make_id(ending, id);
    const PdfValue *first = pdf_item(update->file, pdf_get(update->file, trailer, "ID"), 0);
    Str kept = first->kind == PDF_STRING ? first->text : (Str){id, sizeof id};
    append_entries(&ending->out, trailer, own);
    buf_format(&ending->out, "/Size %u\n/Prev %zu\n/ID [", update->next, ending->newest->xref);
    append_hex(&ending->out, kept);
    append_hex(&ending->out, (Str){id, sizeof id});
    buf_byte(&ending->out, ']');
}

/* How many numbers follow each other from the ith put on. */
static size_t run_length(const Update *update, size_t i)
{
    size_t count = 1;
    while (i + count < update->count &&
           update->puts[i + count]->number == update->puts[i]->number + count)
        count++;
    return count;
}

/* Where an object stands, as the file counts. */
static uint64_t offset_of(const Ending *ending, const Put *put)
{
    return ending->base + put->place;
}

static void put_table(Ending *ending)
{
    const Update *update = ending->update;
    buf_text(&ending->out, "xref\n");
    for (size_t i = 0; i < update->count;) {
        size_t count = run_length(update, i);
        buf_format(&ending->out, "%u %zu\n", update->puts[i]->number, count);
        for (; count > 0; count--, i++)
            buf_format(&ending->out, "%010llu %05u n \n",
                       (unsigned long long)offset_of(ending, update->puts[i]),
                       update->puts[i]->generation);
    }
    buf_text(&ending->out, "trailer\n<<");
    put_trailer(ending);
    buf_text(&ending->out, ">>\n");
}

static void put_rows(const Ending *ending, Buf *rows)
{
    const Update *update = ending->update;
    for (size_t i = 0; i < update->count; i++) {
        uint64_t place = offset_of(ending, update->puts[i]);
        buf_byte(rows, 1);
        for (int k = PLACE_SIZE; k-- > 0;)
            buf_byte(rows, (char)(place >> (8 * k) & 0xFF));
        buf_byte(rows, (char)(update->puts[i]->generation >> 8 & 0xFF));
        buf_byte(rows, (char)(update->puts[i]->generation & 0xFF));
    }
}

/* The stream is itself one of the objects that it tells of. */
static void put_stream_section(Ending *ending, uint32_t number)
{
    Update *update = ending->update;
    Put *put = find_put(update, number);
    put->number = number;
    put->place = ending->out.size;
    update->puts[update->count++] = put;
    Buf rows = {.arena = update->arena};
    put_rows(ending, &rows);
    Str packed = update_deflate(update, buf_str(&rows));
    buf_format(&ending->out, "%u 0 obj\n<</Type /XRef\n/W [1 %d 2]\n/Index [", number, PLACE_SIZE);
    for (size_t i = 0; i < update->count;) {
        size_t count = run_length(update, i);
        buf_format(&ending->out, "%s%u %zu", i == 0 ? "" : " ", update->puts[i]->number, count);
        i += count;
    }
    buf_text(&ending->out, "]\n");
    put_trailer(ending);
    buf_format(&ending->out, "\n/Length %zu/Filter /FlateDecode>>\nstream\n", packed.size);
    buf_add(&ending->out, packed);
    buf_text(&ending->out, "\nendstream\nendobj\n");
}

Str update_finish(Update *update)
{
    if (diags_count(update->diags, SEVERITY_ERROR) > update->errors ||
        pdf_damages(update->file) > 0)
        return (Str){NULL, 0};
    size_t count = 0;
    const PdfRevision *revisions = pdf_revisions(update->file, &count);
    Ending ending = {
        .update = update,
        .out = {.arena = update->arena},
        .base = update->source->text.size - pdf_start(update->file),
        .newest = &revisions[count - 1],
    };
    uint32_t own = ending.newest->stream ? update_number(update) : 0;
    put_objects(&ending);
    size_t section = ending.out.size;
    if (!ending.newest->stream && ending.base + section > table_limit) {
        diag(update->diags, SEVERITY_ERROR, (Place){.source = update->source}, NULL,
             "it is too large for its table of objects");
        return (Str){NULL, 0};
    }
    if (ending.newest->stream)
        put_stream_section(&ending, own);
    else
        put_table(&ending);
    buf_format(&ending.out, "startxref\n%zu\n%%%%EOF\n", ending.base + section);
    for (size_t i = 0; i < update->count; i++) {
        Put *put = update->puts[i];
        int head = snprintf(NULL, 0, "%u %u obj\n", put->number, put->generation);
        put->place += update->source->text.size + (size_t)head;
    }
    return buf_str(&ending.out);
}
