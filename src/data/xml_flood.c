/* Tags are looked through before libxml2 reads them, to whom many attributes are a very long time.
 */
#include "data/xml.h"

#include <string.h>

/* Behind the next `end` at or after `at`; the text's size where there is none. */
static size_t skip_to(Str text, size_t at, const char *end)
{
    size_t found = str_find(text, end, at);
    return found == SIZE_MAX ? text.size : found + strlen(end);
}

/* Behind the tag that begins at `at`; *attributes of it are counted. */
static size_t skip_tag(Str text, size_t at, size_t *attributes)
{
    for (at++; at < text.size && text.at[at] != '>' && text.at[at] != '<';) {
        char byte = text.at[at++];
        *attributes += byte == '=';
        if (byte == '"' || byte == '\'')
            at = skip_to(text, at, byte == '"' ? "\"" : "'");
    }
    return at;
}

bool xml_check_tags(Diags *diags, const Source *source)
{
    static const struct {
        const char *begin, *end;
    } others[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    Str text = source->text;
    for (size_t at = 0; (at = str_find(text, "<", at)) != SIZE_MAX;) {
        size_t start = at;
        size_t attributes = 0;
        Str rest = str_slice(text, at, text.size);
        for (size_t i = 0; i < sizeof others / sizeof *others && at == start; i++)
            if (str_starts(rest, others[i].begin))
                at = skip_to(text, at + strlen(others[i].begin), others[i].end);
        if (at == start)
            at = skip_tag(text, at, &attributes);
        if (attributes <= DATA_MAX_ATTRIBUTES)
            continue;
        diag(diags, SEVERITY_ERROR, place_at(source, start, 1),
             "data stand in elements; the limit is fixed, no tag needs more than two",
             "a tag with more than %d attributes", DATA_MAX_ATTRIBUTES);
        return false;
    }
    return true;
}
