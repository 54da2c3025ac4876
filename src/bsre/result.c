/* What returns: the PDF in a reply, and whether it is what was sent, signed. */
#include "bsre/ask.h"

#include <string.h>

static bool is_pdf(Str bytes)
{
    return str_starts(bytes, "%PDF-");
}

/* The text in base64 that holds the PDF, by the names that versions give it. */
static const Json *packed_pdf(const Json *told)
{
    static const char *const names[] = {"file", "base64_signed_file"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const Json *found = json_get(told, names[i]);
        if (found != NULL && found->kind == JSON_LIST && found->count == 1)
            found = &found->items[0];
        if (found != NULL && found->kind == JSON_TEXT && found->text.size > 0)
            return found;
    }
    return NULL;
}

bool take_pdf(const Bsre *bsre, const HttpReply *reply, Str *pdf)
{
    *pdf = reply->body;
    if (is_pdf(reply->body))
        return true;
    const Json *packed = packed_pdf(json_read(bsre->arena, reply->body));
    return packed != NULL && base64_decode(bsre->arena, packed->text, pdf);
}

/* --- Checking --------------------------------------------------------------------------------- */

static size_t count_signed(Arena *arena, PdfFile *pdf)
{
    size_t count = 0;
    size_t found = 0;
    const BsreField *fields = bsre_fields(arena, pdf, &count);
    for (size_t i = 0; i < count; i++)
        found += fields[i].is_signed;
    return found;
}

bool check_result(const Bsre *bsre, const Source *sent, Str returned)
{
    Arena *arena = bsre->arena;
    Diags *diags = bsre->diags;
    Str host = service_host(bsre);
    if (!is_pdf(returned)) {
        diag(diags, SEVERITY_SYSTEM, (Place){0}, "nothing is stored; ask who runs the service",
             "%.*s: what returned is no PDF", STR_ARG(host));
        return false;
    }
    Source *source = arena_alloc(diags_arena(diags), sizeof *source);
    source->name = str_format(diags_arena(diags), "reply of %.*s", STR_ARG(host));
    source->text = returned;
    PdfFile *before = pdf_open(arena, diags, sent);
    PdfFile *after = pdf_open(arena, diags, source);
    if (before == NULL || after == NULL)
        return false;
    size_t had = count_signed(arena, before);
    size_t has = count_signed(arena, after);
    bool kept =
        returned.size > sent->text.size && memcmp(returned.at, sent->text.at, sent->text.size) == 0;
    if (has <= had)
        diag(diags, SEVERITY_SYSTEM, (Place){0}, "nothing is stored; ask who runs the service",
             "%.*s: the PDF that returned has no new signature", STR_ARG(host));
    else if (!kept && had > 0)
        diag(diags, SEVERITY_SYSTEM, (Place){0},
             "nothing is stored: what was signed before would not hold any more",
             "%.*s: the service wrote the PDF anew, though it was signed", STR_ARG(host));
    else if (!kept)
        diag(diags, SEVERITY_NOTE, (Place){0},
             "look at its pages; it may not be an archival PDF any more",
             "%.*s: the service wrote the PDF anew, not behind what was sent", STR_ARG(host));
    return has > had && (kept || had == 0);
}
