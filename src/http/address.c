/* Addresses (RFC 3986) and header lines, as far as requests need them. */
#include "http/http.h"

#include <string.h>
#include <strings.h>

/* What stands between the scheme and the path; empty where there is no scheme that we speak. */
static Str authority(Str address)
{
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t size = strlen(schemes[i]);
        if (address.size <= size || strncasecmp(address.at, schemes[i], size) != 0)
            continue;
        size_t end = size;
        while (end < address.size && strchr("/?#", address.at[end]) == NULL)
            end++;
        return str_slice(address, size, end);
    }
    return (Str){NULL, 0};
}

Str http_host(Str address)
{
    Str whole = authority(address);
    for (size_t at = whole.size; at-- > 0;)
        if (whole.at[at] == '@')
            return str_slice(whole, at + 1, whole.size);
    return whole;
}

bool http_is_local(Str address)
{
    static const char *const names[] = {"localhost", "127.", "[::1]"};
    Str host = http_host(address);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        if (host.size < size || strncasecmp(host.at, names[i], size) != 0)
            continue;
        /* "127." begins numbers alone, the names are whole. */
        Str rest = str_slice(host, size, host.size);
        bool whole = rest.size == 0 || rest.at[0] == ':';
        bool numbers = names[i][0] == '1' &&
                       strspn(str_slice(host, 0, host.size).at, "0123456789.:") >= host.size;
        if (whole || numbers)
            return true;
    }
    return false;
}

const char *http_join(Arena *arena, const char *address, const char *path)
{
    Str base = str_from(address);
    while (base.size > 0 && base.at[base.size - 1] == '/')
        base.size--;
    while (path[0] == '/')
        path++;
    return str_format(arena, "%.*s/%s", STR_ARG(base), path).at;
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~", c) != NULL);
}

Str http_encode(Arena *arena, Str text)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < text.size; i++) {
        if (is_unreserved(text.at[i]))
            buf_byte(&out, text.at[i]);
        else
            buf_format(&out, "%%%02X", (unsigned char)text.at[i]);
    }
    return buf_str(&out);
}

Str http_header(const HttpReply *reply, const char *name)
{
    size_t size = strlen(name);
    Str lines = reply->headers;
    for (size_t from = 0; from < lines.size;) {
        size_t end = str_find(lines, "\n", from);
        end = end == SIZE_MAX ? lines.size : end;
        Str line = str_slice(lines, from, end);
        from = end + 1;
        if (line.size > size && line.at[size] == ':' && strncasecmp(line.at, name, size) == 0)
            return str_trim(str_slice(line, size + 1, line.size));
    }
    return (Str){NULL, 0};
}

bool http_is_type(const HttpReply *reply, const char *type)
{
    size_t size = strlen(type);
    Str said = reply->type;
    return said.size >= size && strncasecmp(said.at, type, size) == 0 &&
           (said.size == size || said.at[size] == ';' || said.at[size] == ' ');
}
