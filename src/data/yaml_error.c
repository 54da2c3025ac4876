/* What libyaml complains of, told so that someone who never heard of tokens can mend it. */
#include "data/yaml.h"

#include <string.h>

#define QUOTE_IT "put the text in quotes: \"...\""

typedef struct Complaint {
    const char *problem; /* libyaml's words */
    const char *context; /* what it was doing, where that matters */
    bool at_context;     /* the place that helps is where that began */
    const char *message;
    const char *hint;
} Complaint;

/* clang-format off */
static const Complaint complaints[] = {
    {"could not find expected ':'", NULL, true,
     "a key without ':'", "write 'key: value'; a text of several lines needs quotes or '|'"},
    {"found a tab character that violates indentation", NULL, false,
     "a tab is used for indentation", "indent with spaces"},
    {"found a tab character where an indentation space is expected", NULL, false,
     "a tab is used for indentation", "indent with spaces"},
    {"did not find expected key", "while parsing a block mapping", false,
     "this line does not fit the map around it",
     "the keys of one map begin in the same column"},
    {"did not find expected '-' indicator", NULL, false,
     "this line does not fit the list around it",
     "the items of one list begin with '- ' in the same column"},
    {"block sequence entries are not allowed in this context", NULL, false,
     "a list cannot begin here",
     "begin the list in the next line; text that begins with '-' needs quotes"},
    {"mapping keys are not allowed in this context", NULL, false,
     "'?' cannot stand here", QUOTE_IT},
    {"did not find expected ',' or ']'", NULL, true,
     "this list is not closed by ']'", "separate its items by ',' and close it with ']'"},
    {"did not find expected ',' or '}'", NULL, true,
     "this map is not closed by '}'", "separate its fields by ',' and close it with '}'"},
    {"did not find expected node content", NULL, false,
     "a value is missing here", "text that begins with such a character needs quotes"},
    {"found unexpected end of stream", "while scanning a quoted scalar", true,
     "the text in quotes is not closed", "write the closing quote"},
    {"found unexpected document indicator", NULL, true,
     "the text in quotes is not closed", "write the closing quote before '---' or '...'"},
    {"found unknown escape character", NULL, false,
     "no such escape in double quotes", "write \\\\ for a backslash, or use single quotes"},
    {"did not find expected hexdecimal number", NULL, false,
     "an escape lacks hexadecimal digits", "write \\\\ for a backslash, or use single quotes"},
    {"found invalid Unicode character escape code", NULL, false,
     "the escape is no character of Unicode", NULL},
    {"did not find expected alphabetic or numeric character", NULL, true,
     "text cannot begin with '&' or '*'", QUOTE_IT},
    {"did not find expected comment or line break", NULL, false,
     "text cannot follow '|' or '>' in the same line",
     "begin the text in the next line, indented; text that begins with '|' or '>' needs quotes"},
    {"did not find expected <document start>", NULL, false,
     "the data have ended before this line",
     "check the indentation, and that the file is a map or a list as a whole"},
    {"found unexpected ':'", NULL, false,
     "a ':' cannot stand within text here", QUOTE_IT},
    {"found incompatible YAML document", NULL, false,
     "this version of YAML is not known", "remove the line that begins with %YAML"},
    {"found undefined tag handle", NULL, false,
     "text cannot begin with '!'", QUOTE_IT},
    {NULL, "while scanning a tag", true,
     "text cannot begin with '!'", QUOTE_IT},
    {NULL, "while parsing a tag", true,
     "text cannot begin with '!'", QUOTE_IT},
    {NULL, "while scanning a directive", true,
     "text cannot begin with '%'", QUOTE_IT},
    {NULL, "while scanning a %YAML directive", true,
     "text cannot begin with '%'", QUOTE_IT},
};
/* clang-format on */

static bool is_same(const char *wanted, const char *given)
{
    return wanted == NULL || (given != NULL && strcmp(wanted, given) == 0);
}

/* A ':' where none can stand: a second one in its line belongs to text, else the line is indented
   wrongly. */
static void report_colon(Diags *diags, Place place, Str text, size_t at)
{
    size_t line = at;
    while (line > 0 && text.at[line - 1] != '\n')
        line--;
    Str before = str_slice(text, line, at);
    if (str_find(before, ": ", 0) != SIZE_MAX)
        diag(diags, SEVERITY_ERROR, place, "a colon in text needs quotes: key: \"text: more text\"",
             "a second ':' in one line");
    else
        diag(diags, SEVERITY_ERROR, place,
             "indent the line like its neighbours; text that holds a colon needs quotes",
             "a ':' cannot stand here");
}

/* A character that begins nothing. */
static void report_start(Diags *diags, Place place, Str text, size_t at)
{
    const char *byte = at < text.size ? text.at + at : " ";
    if (*byte == '\t')
        diag(diags, SEVERITY_ERROR, place, "indent with spaces", "a tab is used for indentation");
    else
        diag(diags, SEVERITY_ERROR, place, QUOTE_IT, "text cannot begin with '%c'", *byte);
}

/* True when text follows a closing quote in the same line. */
static bool follows_quote(Str text, size_t at)
{
    while (at > 0 && text.at[at - 1] == ' ')
        at--;
    return at > 0 && (text.at[at - 1] == '"' || text.at[at - 1] == '\'');
}

/* True after the error that the last '[' or '{' is open where the file ends. */
static bool report_unclosed(Diags *diags, Cursor *cursor, const yaml_parser_t *parser)
{
    Str text = cursor->source->text;
    if (cursor->at < text.size || parser->marks.top == parser->marks.start)
        return false;
    Place place = cursor_to_character(cursor, parser->marks.top[-1].index, 1);
    char open = text.at[cursor->at];
    if (open != '[' && open != '{')
        return false;
    diag(diags, SEVERITY_ERROR, place, open == '[' ? "close it with ']'" : "close it with '}'",
         "this '%c' is never closed", open);
    return true;
}

/* True after the error that a no-break space is what misled libyaml. */
static bool report_space(Diags *diags, const Cursor *cursor, const yaml_parser_t *parser)
{
    Cursor from = *cursor;
    /* In text they stand for themselves. */
    if (parser->problem == NULL || is_same("while scanning a quoted scalar", parser->context))
        return false;
    if (strcmp(parser->problem, "could not find expected ':'") == 0)
        cursor_to_character(&from, parser->context_mark.index, 1);
    return yaml_report_space(diags, cursor->source, from.at, cursor->at);
}

/* --- All else --------------------------------------------------------------------------------- */

void yaml_report(Diags *diags, Cursor *cursor, const yaml_parser_t *parser)
{
    const char *problem = parser->problem != NULL ? parser->problem : "";
    Str text = cursor->source->text;
    Place place = cursor_to_character(cursor, parser->problem_mark.index, 1);
    if (yaml_report_dash(diags, cursor->source, cursor->at) || report_space(diags, cursor, parser))
        return;
    if (strcmp(problem, "did not find expected node content") == 0 &&
        report_unclosed(diags, cursor, parser))
        return;
    if (strcmp(problem, "mapping values are not allowed in this context") == 0) {
        report_colon(diags, place, text, cursor->at);
        return;
    }
    if (strcmp(problem, "found character that cannot start any token") == 0) {
        report_start(diags, place, text, cursor->at);
        return;
    }
    if (strcmp(problem, "did not find expected key") == 0 && follows_quote(text, cursor->at)) {
        diag(diags, SEVERITY_ERROR, place,
             "put the whole text in quotes; within \"...\" a quote is written \\\"",
             "text follows the closing quote");
        return;
    }
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++) {
        const Complaint *complaint = &complaints[i];
        if (!is_same(complaint->problem, problem) || !is_same(complaint->context, parser->context))
            continue;
        if (complaint->at_context && parser->context != NULL)
            place = cursor_to_character(cursor, parser->context_mark.index, 1);
        diag(diags, SEVERITY_ERROR, place, complaint->hint, "%s", complaint->message);
        return;
    }
    diag(diags, SEVERITY_ERROR, place, NULL, "this is not YAML: %s", problem);
}
