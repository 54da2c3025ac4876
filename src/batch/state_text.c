/* State files as text: see state.h. */
#include "batch/state.h"

#include <string.h>

#define MAGIC "lakipdf-batch 1 "

static const char *const kinds[] = {"nothing", "file", "folder"}; /* by Seen */

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct Reading {
    BatchState *state;
    BatchFiles *files;
    BatchVersion **versions;
    size_t count, capacity;
    size_t source;
} Reading;

/* Takes the text up to the next space or, with `rest`, all of it. */
static Str take_word(Str *line, bool rest)
{
    size_t end = rest ? SIZE_MAX : str_find(*line, " ", 0);
    end = end == SIZE_MAX ? line->size : end;
    Str word = str_slice(*line, 0, end);
    *line = str_slice(*line, end < line->size ? end + 1 : end, line->size);
    return word;
}

/* Takes digits and the character behind them, if any. */
static bool take_number(Str *text, char stop, uint64_t *number)
{
    size_t at = 0;
    *number = 0;
    for (; at < text->size && text->at[at] >= '0' && text->at[at] <= '9'; at++) {
        if (*number > UINT64_MAX / 100)
            return false;
        *number = *number * 10 + (uint64_t)(text->at[at] - '0');
    }
    if (at == 0 || (at < text->size && text->at[at] != stop))
        return false;
    *text = str_slice(*text, at < text->size ? at + 1 : at, text->size);
    return true;
}

static int hex_value(char byte)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = byte != '\0' ? strchr(digits, byte) : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

static bool unescape(Arena *arena, Str text, Str *plain)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] != '\\') {
            buf_byte(&out, text.at[i]);
            continue;
        }
        int high = i + 3 < text.size && text.at[i + 1] == 'x' ? hex_value(text.at[i + 2]) : -1;
        int low = high >= 0 ? hex_value(text.at[i + 3]) : -1;
        if (low < 0)
            return false;
        buf_byte(&out, (char)(high * 16 + low));
        i += 3;
    }
    *plain = buf_str(&out);
    return plain->size > 0;
}

static bool read_file_line(Reading *reading, Str line)
{
    Arena *arena = reading->state->arena;
    Str kind = take_word(&line, false);
    size_t seen = 0;
    while (seen < sizeof kinds / sizeof *kinds && !str_is(kind, kinds[seen]))
        seen++;
    BatchHash hash;
    Str path;
    if (seen == sizeof kinds / sizeof *kinds || !batch_hash_read(take_word(&line, false), &hash) ||
        !unescape(arena, take_word(&line, true), &path))
        return false;
    BatchVersion **slot = arena_push(arena, &reading->versions, &reading->capacity, reading->count,
                                     sizeof(BatchVersion *));
    *slot = batch_version(reading->files, path, (Seen)seen, hash);
    reading->count++;
    return true;
}

/* The versions that "3,17,4" names; "-" names none. */
static bool read_versions(const Reading *reading, Str text, BatchTrace *trace)
{
    if (str_is(text, "-"))
        return true;
    size_t most = 1;
    for (size_t i = 0; i < text.size; i++)
        most += text.at[i] == ',';
    trace->versions = arena_array(reading->state->arena, most, sizeof(BatchVersion *));
    while (text.size > 0) {
        uint64_t number = 0;
        if (!take_number(&text, ',', &number) || number == 0 || number > reading->count)
            return false;
        trace->versions[trace->count++] = reading->versions[number - 1];
    }
    return true;
}

static bool read_job_line(const Reading *reading, Str line)
{
    BatchState *state = reading->state;
    StateEntry entry = {.source = reading->source};
    BatchTrace *trace = arena_alloc(state->arena, sizeof *trace);
    Str how = take_word(&line, false);
    uint64_t numbers[3];
    for (size_t i = 0; i < 3; i++)
        if (!take_number(&line, ' ', &numbers[i]))
            return false;
    if (!batch_hash_read(take_word(&line, false), &entry.conditions) ||
        !batch_hash_read(take_word(&line, false), &trace->output) ||
        !read_versions(reading, take_word(&line, false), trace) ||
        !unescape(state->arena, take_word(&line, false), &entry.name) ||
        !unescape(state->arena, take_word(&line, true), &entry.job))
        return false;
    entry.built = str_is(how, "built");
    entry.time = (int64_t)numbers[0];
    entry.pages = numbers[1];
    entry.warnings = numbers[2];
    entry.trace = trace;
    StateEntry *slot =
        arena_push(state->arena, &state->entries, &state->capacity, state->count, sizeof *slot);
    *slot = entry;
    state->count++;
    return entry.built || str_is(how, "failed");
}

bool state_read(BatchState *state, BatchFiles *files, Str text, size_t source)
{
    size_t start = sizeof MAGIC - 1 + (size_t)2 * BATCH_HASH_SIZE;
    BatchHash hash;
    if (!str_starts(text, MAGIC) || text.size <= start || text.at[start] != '\n' ||
        !batch_hash_read(str_slice(text, sizeof MAGIC - 1, start), &hash))
        return false;
    Str rest = str_slice(text, start + 1, text.size);
    BatchHash found = batch_hash(rest);
    if (memcmp(found.bytes, hash.bytes, sizeof hash.bytes) != 0)
        return false;
    size_t before = state->count;
    Reading reading = {.state = state, .files = files, .source = source};
    bool good = true;
    for (size_t from = 0; good && from < rest.size;) {
        size_t end = str_find(rest, "\n", from);
        end = end == SIZE_MAX ? rest.size : end;
        Str line = str_slice(rest, from, end);
        Str kind = take_word(&line, false);
        good = str_is(kind, "file") ? read_file_line(&reading, line)
                                    : str_is(kind, "job") && read_job_line(&reading, line);
        from = end + 1;
    }
    if (!good)
        state->count = before;
    return good;
}

/* --- Writing ---------------------------------------------------------------------------------- */

static void add_number(Buf *out, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buf_add(out, (Str){digits + at, sizeof digits - at});
}

static void add_escaped(Buf *out, Str text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (byte <= ' ' || byte == '\\' || byte == 0x7F)
            buf_format(out, "\\x%02x", byte);
        else
            buf_byte(out, text.at[i]);
    }
}

static void write_file_line(Buf *out, BatchVersion *version, size_t number)
{
    version->number = number;
    buf_format(out, "file %s ", kinds[version->seen]);
    buf_add(out, batch_hash_text(out->arena, version->hash));
    buf_byte(out, ' ');
    add_escaped(out, batch_version_path(version));
    buf_byte(out, '\n');
}

static void write_job_line(Buf *out, const StateEntry *entry)
{
    const BatchTrace *trace = entry->trace;
    const uint64_t numbers[] = {(uint64_t)entry->time, entry->pages, entry->warnings};
    BatchHash output = trace != NULL ? trace->output : (BatchHash){{0}};
    buf_text(out, entry->built ? "job built" : "job failed");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buf_byte(out, ' ');
        add_number(out, numbers[i]);
    }
    buf_byte(out, ' ');
    buf_add(out, batch_hash_text(out->arena, entry->conditions));
    buf_byte(out, ' ');
    buf_add(out, batch_hash_text(out->arena, output));
    buf_byte(out, ' ');
    for (size_t i = 0; trace != NULL && i < trace->count; i++) {
        if (i > 0)
            buf_byte(out, ',');
        add_number(out, trace->versions[i]->number);
    }
    buf_text(out, trace == NULL || trace->count == 0 ? "- " : " ");
    add_escaped(out, entry->name);
    buf_byte(out, ' ');
    add_escaped(out, entry->job);
    buf_byte(out, '\n');
}

Str state_write(Arena *arena, const StateEntry *const *entries, size_t count)
{
    Buf body = {.arena = arena};
    size_t number = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; entries[i]->trace != NULL && k < entries[i]->trace->count; k++)
            entries[i]->trace->versions[k]->number = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; entries[i]->trace != NULL && k < entries[i]->trace->count; k++)
            if (entries[i]->trace->versions[k]->number == 0)
                write_file_line(&body, entries[i]->trace->versions[k], ++number);
    for (size_t i = 0; i < count; i++)
        write_job_line(&body, entries[i]);
    Buf whole = {.arena = arena};
    buf_text(&whole, MAGIC);
    buf_add(&whole, batch_hash_text(arena, batch_hash(buf_str(&body))));
    buf_byte(&whole, '\n');
    buf_add(&whole, buf_str(&body));
    return buf_str(&whole);
}
