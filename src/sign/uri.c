/* "pkcs11:token=Kantor;object=kepala?module-path=/usr/lib/softhsm/libsofthsm2.so" */
#include "sign/uri.h"

static bool refuse(Diags *diags, const char *hint, const char *what, Str part)
{
    diag(diags, SEVERITY_USAGE, (Place){0}, hint, "--pkcs11: %s '%.*s'", what, STR_ARG(part));
    return false;
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    char small = (char)(digit | 0x20);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

static bool decode(Arena *arena, Str text, Str *plain)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] != '%') {
            buf_byte(&out, text.at[i]);
            continue;
        }
        bool whole = text.size - i > 2;
        int high = whole ? hex_value(text.at[i + 1]) : -1;
        int low = whole ? hex_value(text.at[i + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        buf_byte(&out, (char)(high << 4 | low));
        i += 2;
    }
    *plain = str_copy(arena, buf_str(&out));
    return true;
}

typedef struct Parsing {
    Arena *arena;
    Diags *diags;
    TokenUri *uri;
} Parsing;

static bool take_attribute(const Parsing *parsing, Str part)
{
    TokenUri *uri = parsing->uri;
    const struct {
        const char *name;
        Str *value; /* NULL: known, and of no account */
    } known[] = {
        {"token", &uri->token},
        {"manufacturer", &uri->manufacturer},
        {"serial", &uri->serial},
        {"model", &uri->model},
        {"object", &uri->object},
        {"id", &uri->id},
        {"slot-id", &uri->slot},
        {"module-path", &uri->module},
        {"type", NULL},
        {"library-manufacturer", NULL},
        {"library-version", NULL},
        {"library-description", NULL},
        {"slot-manufacturer", NULL},
        {"slot-description", NULL},
        {"module-name", NULL},
    };
    size_t equals = str_find(part, "=", 0);
    Str name = str_slice(part, 0, equals == SIZE_MAX ? part.size : equals);
    if (str_is(name, "pin-value") || str_is(name, "pin-source"))
        return refuse(parsing->diags, "leave it out: the PIN is asked for, or use --passphrase-fd",
                      "arguments can be seen by others; there must be no", name);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Str unused = {NULL, 0};
        if (equals == SIZE_MAX || !str_is(name, known[i].name))
            continue;
        Str *value = known[i].value != NULL ? known[i].value : &unused;
        return decode(parsing->arena, str_slice(part, equals + 1, part.size), value) ||
               refuse(parsing->diags, "write a percent sign as %25", "wrong escapes stand in",
                      part);
    }
    Str names[sizeof known / sizeof *known];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        names[i] = str_from(known[i].name);
    return refuse(parsing->diags,
                  hint_nearest(parsing->arena, name, names, sizeof known / sizeof *known,
                               "pkcs11:token=NAME;object=NAME?module-path=FILE is usual"),
                  "unknown attribute", name);
}

bool token_uri_parse(Arena *arena, Diags *diags, const char *text, TokenUri *uri)
{
    Str rest = str_from(text);
    Parsing parsing = {arena, diags, uri};
    *uri = (TokenUri){0};
    if (!str_starts(rest, "pkcs11:"))
        return refuse(diags, "pkcs11:token=NAME;object=NAME?module-path=FILE is usual",
                      "no URI of a token is", rest);
    rest = str_slice(rest, sizeof "pkcs11:" - 1, rest.size);
    size_t from = 0;
    for (size_t at = 0; at <= rest.size; at++) {
        bool ends =
            at == rest.size || rest.at[at] == ';' || rest.at[at] == '?' || rest.at[at] == '&';
        if (!ends)
            continue;
        if (at > from && !take_attribute(&parsing, str_slice(rest, from, at)))
            return false;
        from = at + 1;
    }
    return true;
}
