/* Every object is in plain text, "12 0 obj" at the start of a line. */
#include "qdf.h"

#include "process.h"

#include <ctype.h>

const char *qdf_skip(const Qdf *file, const char *at)
{
    while (at < file->end && (isspace((unsigned char)*at) || *at == '%')) {
        if (*at == '%')
            while (at < file->end && *at != '\n')
                at++;
        else
            at++;
    }
    return at;
}

static const char *skip_string(const Qdf *file, const char *at)
{
    int depth = 0;
    for (; at < file->end; at++) {
        if (*at == '\\')
            at++;
        else if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at + 1;
    }
    return at;
}

static bool ends_name(char c)
{
    return isspace((unsigned char)c) || strchr("/<>[]()", c) != NULL;
}

static Object read_list(Qdf *file, const char **at, Kind kind)
{
    Object list = {.kind = kind};
    for (;;) {
        *at = qdf_skip(file, *at);
        assert_true(*at < file->end);
        if (**at == ']' || (**at == '>' && (*at)[1] == '>')) {
            *at += **at == ']' ? 1 : 2;
            break;
        }
        Object item = qdf_read(file, at);
        *(Object *)arena_push(file->arena, &list.items, &list.capacity, list.count, sizeof item) =
            item;
        list.count++;
    }
    size_t size = kind == OBJECT_LIST ? list.count : 0;
    if (size > file->longest)
        file->longest = size;
    return list;
}

static Object read_digits(const char **at)
{
    char *end = NULL;
    Object object = {.kind = OBJECT_NUMBER, .number = strtol(*at, &end, 10)};
    if (strncmp(end, " 0 R", 4) == 0) {
        object.kind = OBJECT_REFERENCE;
        end += 4;
    }
    if (*end == '-')
        end++;
    while (*end == '.' || isdigit((unsigned char)*end))
        end++;
    *at = end;
    return object;
}

Object qdf_read(Qdf *file, const char **at)
{
    const char *from = *at = qdf_skip(file, *at);
    if (*from == '[' || (*from == '<' && from[1] == '<')) {
        *at += *from == '[' ? 1 : 2;
        return read_list(file, at, *from == '[' ? OBJECT_LIST : OBJECT_DICT);
    }
    if (*from == '-' || *from == '.' || isdigit((unsigned char)*from))
        return read_digits(at);
    if (*from == '(' || *from == '<') {
        *at = *from == '(' ? skip_string(file, from) : strchr(from, '>') + 1;
        return (Object){.kind = OBJECT_STRING, .text = {from, (size_t)(*at - from)}};
    }
    for (++*at; *at < file->end && !ends_name(**at);)
        ++*at;
    if (*from == '/')
        return (Object){.kind = OBJECT_NAME, .text = {from + 1, (size_t)(*at - from - 1)}};
    return (Object){.kind = OBJECT_OTHER, .text = {from, (size_t)(*at - from)}};
}

/* Notes where objects begin. */
static void find_objects(Qdf *file)
{
    for (const char *at = file->text; at < file->end;) {
        char *end = NULL;
        long number = isdigit((unsigned char)*at) ? strtol(at, &end, 10) : 0;
        if (number > 0 && strncmp(end, " 0 obj\n", 7) == 0) {
            while (file->count <= (size_t)number) {
                *(const char **)arena_push(file->arena, &file->starts, &file->capacity, file->count,
                                           sizeof(const char *)) = NULL;
                file->count++;
            }
            file->starts[number] = end + 7;
        }
        const char *line = memchr(at, '\n', (size_t)(file->end - at));
        at = line != NULL ? line + 1 : file->end;
    }
}

Object qdf_resolve(Qdf *file, Object object, const char **behind)
{
    if (object.kind != OBJECT_REFERENCE)
        return object;
    assert_true(object.number > 0 && (size_t)object.number < file->count);
    const char *at = file->starts[object.number];
    assert_non_null(at);
    Object found = qdf_read(file, &at);
    if (behind != NULL)
        *behind = at;
    return found;
}

Object qdf_entry(const Object *dict, const char *key)
{
    for (size_t i = 0; dict->kind == OBJECT_DICT && i + 1 < dict->count; i += 2)
        if (str_is(dict->items[i].text, key))
            return dict->items[i + 1];
    return (Object){0};
}

Object qdf_inside(Qdf *file, const Object *dict, const char *key)
{
    return qdf_resolve(file, qdf_entry(dict, key), NULL);
}

bool qdf_is_name(Object object, const char *name)
{
    return object.kind == OBJECT_NAME && str_is(object.text, name);
}

Object qdf_trailer(Qdf *file)
{
    const char *at = file->end;
    while (at > file->text && strncmp(at, "trailer", 7) != 0)
        at--;
    at += 7;
    return qdf_read(file, &at);
}

Qdf qdf_open(Arena *arena, const char *folder, const char *name)
{
    Qdf file = {.arena = arena};
    size_t size = 0;
    const char *const command[] = {"qpdf", "--qdf",     "--object-streams=disable",
                                   name,   "plain.qdf", NULL};
    assert_int_equal(run_command(arena, folder, command).status, 0);
    file.text = file_text(arena, path_in(arena, folder, "plain.qdf"), &size);
    assert_non_null(file.text);
    file.end = file.text + size;
    find_objects(&file);
    return file;
}
