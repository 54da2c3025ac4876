/* Counting headings, tables and figures, and writing their numbers by the forms that the styles
 * give. */
#include "doc/numbering.h"

static Str lower(Arena *arena, Str text)
{
    char *out = str_c(arena, text);
    for (size_t i = 0; i < text.size; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] - 'A' + 'a');
    return (Str){out, text.size};
}

Str count_text(Arena *arena, CountStyle style, int64_t number)
{
    Str text;
    bool roman = style == COUNT_ROMAN_LOWER || style == COUNT_ROMAN_UPPER;
    bool written = style != COUNT_DIGITS && (roman ? format_roman(arena, number, &text)
                                                   : format_letters(arena, number, &text));
    if (!written)
        return str_format(arena, "%lld", (long long)number);
    return style == COUNT_LOWER || style == COUNT_ROMAN_LOWER ? lower(arena, text) : text;
}

/* --- Forms ------------------------------------------------------------------------------------ */

/* Reads "{1}" or "{1I}" at the offset and moves behind it. */
static bool read_field(Str pattern, size_t *at, int *level, CountStyle *style)
{
    static const char spellings[] = "aAiI";
    static const CountStyle styles[] = {COUNT_LOWER, COUNT_UPPER, COUNT_ROMAN_LOWER,
                                        COUNT_ROMAN_UPPER};
    size_t end = str_find(pattern, "}", *at);
    if (end == SIZE_MAX || end - *at < 2 || end - *at > 3)
        return false;
    *level = pattern.at[*at + 1] - '0';
    *style = COUNT_DIGITS;
    bool known = end - *at == 2;
    for (size_t i = 0; i < sizeof styles / sizeof *styles && !known; i++) {
        known = pattern.at[*at + 2] == spellings[i];
        *style = styles[i];
    }
    *at = end + 1;
    return known && *level >= 1 && *level <= LEVELS;
}

bool pattern_check(Str pattern)
{
    for (size_t at = 0; at < pattern.size;) {
        int level = 0;
        CountStyle style = COUNT_DIGITS;
        if (pattern.at[at] != '{')
            at++;
        else if (!read_field(pattern, &at, &level, &style))
            return false;
    }
    return true;
}

Str pattern_first(Str pattern)
{
    size_t from = str_find(pattern, "{", 0);
    size_t to = from == SIZE_MAX ? SIZE_MAX : str_find(pattern, "}", from);
    return to == SIZE_MAX ? (Str){NULL, 0} : str_slice(pattern, from, to + 1);
}

/* The form filled in, {1} with `mark` where that is not empty. A number that a spelling cannot
   write is written in digits. */
static Str pattern_fill(Arena *arena, Str pattern, const int64_t *levels, Str mark)
{
    Buf out = {.arena = arena};
    for (size_t at = 0; at < pattern.size;) {
        int level = 0;
        CountStyle style = COUNT_DIGITS;
        if (pattern.at[at] != '{')
            buf_byte(&out, pattern.at[at++]);
        else if (!read_field(pattern, &at, &level, &style))
            break;
        else if (level == 1 && mark.size > 0)
            buf_add(&out, mark);
        else
            buf_add(&out, count_text(arena, style, levels[level - 1]));
    }
    return buf_str(&out);
}

/* --- Counting --------------------------------------------------------------------------------- */

static const HeadingStyle *heading_style(const Numbering *numbering, const Styles *styles,
                                         int level)
{
    return level == 1 && numbering->appendix ? &styles->appendix : &styles->heading[level - 1];
}

/* Goes on to the next chapter or appendix. */
static void count_chapter(Arena *arena, Numbering *numbering, const Styles *styles)
{
    bool appendix = numbering->appendix;
    numbering->levels[0] = appendix ? ++numbering->appendices : ++numbering->chapters;
    numbering->mark = appendix ? number_page_mark(arena, numbering, styles) : (Str){NULL, 0};
    for (int kind = 0; kind < CAPTION_KINDS; kind++)
        numbering->captions[kind] = 0;
}

bool number_heading(Arena *arena, Numbering *numbering, const Styles *styles, int level,
                    bool numbered, Str *number, Str *reference)
{
    const HeadingStyle *heading = heading_style(numbering, styles, level);
    if (level == 1)
        numbering->chapter = numbered && heading->number.size > 0;
    if (!numbered || !numbering->chapter || heading->number.size == 0)
        return false;
    if (level == 1)
        count_chapter(arena, numbering, styles);
    else
        numbering->levels[level - 1]++;
    for (int below = level; below < LEVELS; below++)
        numbering->levels[below] = 0;
    Str mark = level == 1 ? (Str){NULL, 0} : numbering->mark;
    *number = pattern_fill(arena, heading->number, numbering->levels, mark);
    *reference = pattern_fill(arena, heading->reference, numbering->levels, mark);
    return true;
}

Str number_page_mark(Arena *arena, const Numbering *numbering, const Styles *styles)
{
    const HeadingStyle *heading = heading_style(numbering, styles, 1);
    return pattern_fill(arena, heading->page_mark, numbering->levels, (Str){NULL, 0});
}

Str number_caption(Arena *arena, Numbering *numbering, CaptionKind kind, Str word)
{
    numbering->all[kind]++;
    if (!numbering->chapter)
        return str_format(arena, "%.*s %lld", STR_ARG(word), (long long)++numbering->loose[kind]);
    Str chapter = numbering->mark;
    if (chapter.size == 0)
        chapter = count_text(arena, COUNT_DIGITS, numbering->levels[0]);
    return str_format(arena, "%.*s %.*s.%lld", STR_ARG(word), STR_ARG(chapter),
                      (long long)++numbering->captions[kind]);
}
