/* What libxml2 complains of, told with what to write instead. */
#include "data/xml.h"

#include <string.h>
#include <strings.h>

typedef struct Complaint {
    int code;          /* libxml2's */
    const char *begin; /* the place is where this stands last before libxml2; NULL: there */
    const char *message;
    const char *hint;
} Complaint;

/* clang-format off */
static const Complaint complaints[] = {
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "&", "'&' stands alone", "write &amp; for '&' in text"},
    /* Characters that stand there themselves are checked before. */
    {XML_ERR_INVALID_CHAR, "&", "a character reference that is no character",
     "write the character itself, or &#...; with its number in Unicode"},
    {XML_ERR_INVALID_CHARREF, "&", "a character reference that is no character",
     "write the character itself, or &#...; with its number in Unicode"},
    {XML_ERR_INVALID_HEX_CHARREF, "&", "a character reference that is no character",
     "write the character itself, or &#x...; with its number in Unicode"},
    {XML_ERR_INVALID_DEC_CHARREF, "&", "a character reference that is no character",
     "write the character itself, or &#...; with its number in Unicode"},
    {XML_ERR_LT_IN_ATTRIBUTE, NULL, "'<' stands within an attribute", "write &lt; for it, or the closing quote that is missing before it"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, NULL, "the value of an attribute needs quotes",
     "write name=\"value\""},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, NULL, "the value of an attribute is not closed",
     "write the closing quote"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, NULL, "an attribute without value", "write name=\"value\""},
    {XML_ERR_SPACE_REQUIRED, NULL, "a space is missing here", NULL},
    {XML_ERR_GT_REQUIRED, "<", "this tag is not closed", "write the '>' that closes it"},
    {XML_ERR_DOCUMENT_EMPTY, NULL, "this is not XML: no element begins here",
     "one element holds all: <data>...</data>"},
    {XML_ERR_DOCUMENT_END, NULL, "something follows the end of the root element",
     "one element holds all: <data>...</data>"},
    {XML_ERR_COMMENT_NOT_FINISHED, "<!--", "a comment is not closed", "write -->"},
    {XML_ERR_HYPHEN_IN_COMMENT, NULL, "'--' stands within a comment", "write a single '-'"},
    {XML_ERR_CDATA_NOT_FINISHED, "<![CDATA[", "a CDATA section is not closed", "write ]]>"},
    {XML_ERR_PI_NOT_FINISHED, "<?", "'<?' is not closed", "write ?>"},
    {XML_ERR_MISPLACED_CDATA_END, NULL, "']]>' stands within text", "write ]]&gt;"},
    {XML_ERR_RESERVED_XML_NAME, "<", "<?xml ...?> stands elsewhere than at the very start",
     "remove what is before it"},
};
/* clang-format on */

/* Where `wanted` stands last in the text before `at`; `at` itself where it does not. */
static size_t last_of(Str text, const char *wanted, size_t at)
{
    for (size_t i = at; i-- > 0;)
        if (str_starts(str_slice(text, i, text.size), wanted))
            return i;
    return at;
}

/* A name was expected: mostly '&' or '<' meant as text. */
static void report_name(Diags *diags, const Source *source, size_t at)
{
    const char *before = at > 0 ? source->text.at + at - 1 : " ";
    if (*before == '&')
        diag(diags, SEVERITY_ERROR, place_at(source, at - 1, 1), "write &amp; for '&' in text",
             "'&' stands alone");
    else if (*before == '<')
        diag(diags, SEVERITY_ERROR, place_at(source, at - 1, 1), "write &lt; for '<' in text",
             "'<' begins no element here");
    else
        diag(diags, SEVERITY_ERROR, place_at(source, at, 1), NULL, "a name is expected here");
}

static void report_mismatch(Diags *diags, const Source *source, size_t at, OpenTag open)
{
    Str text = source->text;
    size_t start = last_of(text, "<", at);
    size_t end = str_find(text, ">", start);
    end = end == SIZE_MAX ? text.size : end + 1;
    Str tag = str_slice(text, start, end);
    char hint[64];
    (void)snprintf(hint, sizeof hint, "<%.20s> was opened in line %u", open.name, open.place.line);
    diag(diags, SEVERITY_ERROR, place_at(source, start, tag.size), hint,
         "'%.*s' stands where '</%s>' is expected", STR_ARG(tag), open.name);
}

static void report_open(Diags *diags, OpenTag open)
{
    char hint[64];
    (void)snprintf(hint, sizeof hint, "write </%.40s> where it ends", open.name);
    diag(diags, SEVERITY_ERROR, open.place, hint, "<%s> is not closed", open.name);
}

/* Messages that take a name from the error. False when it is none of them. */
static bool report_named(Diags *diags, const Source *source, const xmlError *error, size_t at,
                         OpenTag open)
{
    const char *name = error->str1 != NULL ? error->str1 : "";
    switch (error->code) {
    case XML_ERR_NAME_REQUIRED:
        report_name(diags, source, at);
        return true;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        diag(diags, SEVERITY_ERROR,
             place_at(source, last_of(source->text, "&", at), strlen(name) + 2),
             "write the character itself; there are &amp; &lt; &gt; &quot; &apos; and &#...;",
             "the entity '&%s;' is not known", name);
        return true;
    case XML_ERR_ATTRIBUTE_REDEFINED:
        diag(diags, SEVERITY_ERROR, place_at(source, last_of(source->text, "<", at), 1), NULL,
             "the attribute '%s' is given twice", name);
        return true;
    case XML_ERR_TAG_NAME_MISMATCH:
        if (open.name == NULL)
            return false;
        report_mismatch(diags, source, at, open);
        return true;
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_LTSLASH_REQUIRED:
        if (open.name == NULL)
            return false;
        report_open(diags, open);
        return true;
    default:
        return false;
    }
}

void xml_report(Diags *diags, const Source *source, const xmlError *error, size_t at, OpenTag open)
{
    if (report_named(diags, source, error, at, open))
        return;
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++) {
        const Complaint *complaint = &complaints[i];
        if (complaint->code != error->code)
            continue;
        if (complaint->begin != NULL)
            at = last_of(source->text, complaint->begin, at);
        diag(diags, SEVERITY_ERROR, place_at(source, at, 1), complaint->hint, "%s",
             complaint->message);
        return;
    }
    Str said = str_trim(str_from(error->message));
    diag(diags, SEVERITY_ERROR, place_at(source, at, 1), NULL, "this is not XML: %.*s",
         STR_ARG(said));
}

bool xml_check_encoding(Diags *diags, const Source *source)
{
    Str text = source->text;
    size_t mark = source_mark_size(source);
    size_t end = str_find(text, "?>", mark);
    if (!str_starts(str_slice(text, mark, text.size), "<?xml") || end == SIZE_MAX)
        return true;
    size_t at = str_find(str_slice(text, 0, end), "encoding", mark);
    if (at == SIZE_MAX)
        return true;
    at += strlen("encoding");
    while (at < end && (is_blank(text.at[at]) || text.at[at] == '='))
        at++;
    char quote = text.at[at++];
    size_t close = at;
    while (close < end && text.at[close] != quote)
        close++;
    Str name = str_slice(text, at < close ? at : close, close);
    if (name.size == 0 || (name.size == 5 && strncasecmp(name.at, "UTF-8", 5) == 0) ||
        (name.size == 8 && strncasecmp(name.at, "US-ASCII", 8) == 0))
        return true;
    diag(diags, SEVERITY_ERROR, place_at(source, at, name.size),
         "save the file as UTF-8 and write encoding=\"UTF-8\"",
         "the file says that its encoding is '%.*s'; it must be UTF-8", STR_ARG(name));
    return false;
}
