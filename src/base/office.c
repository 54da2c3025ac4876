/* Short forms before the title of an office, in all spellings that are met. */
#include "base/office.h"

/* A point of the spelling may be missing, and white space behind a point. */
static const struct Spelling {
    const char *spelling, *form;
} spellings[] = {
    {"pelaksana tugas", "Plt."},
    {"pelaksana harian", "Plh."},
    {"penjabat sementara", "Pjs."},
    {"penjabat", "Pj."},
    {"atas nama", "a.n."},
    {"untuk beliau", "u.b."},
    {"plt.", "Plt."},
    {"plh.", "Plh."},
    {"pjs.", "Pjs."},
    {"pj.", "Pj."},
    {"a.n.", "a.n."},
    {"an.", "a.n."},
    {"a/n", "a.n."},
    {"u.b.", "u.b."},
    {"ub.", "u.b."},
    {"u/b", "u.b."},
    {"u.p.", "u.p."},
    {"up.", "u.p."},
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* How much of the text the spelling takes; 0 where it is another word. */
static size_t spelled(Str text, const char *spelling)
{
    size_t at = 0;
    for (; *spelling != '\0'; spelling++) {
        if (at < text.size && small(text.at[at]) == *spelling) {
            at++;
            while (*spelling == ' ' && at < text.size && is_space(text.at[at]))
                at++;
        } else if (*spelling != '.' || at == 0) {
            return 0;
        }
    }
    bool ends = at == text.size || is_space(text.at[at]) || text.at[at - 1] == '.';
    return ends ? at : 0;
}

OfficeTitle office_part(Str text)
{
    OfficeTitle parts = {.title = str_trim(text)};
    while (str_ends(parts.title, ","))
        parts.title = str_trim(str_slice(parts.title, 0, parts.title.size - 1));
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        size_t size = spelled(parts.title, spellings[i].spelling);
        if (size == 0)
            continue;
        parts.form = str_from(spellings[i].form);
        parts.title = str_trim(str_slice(parts.title, size, parts.title.size));
        break;
    }
    return parts;
}
