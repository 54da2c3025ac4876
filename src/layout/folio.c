/* The numbers of pages: counted, restarted, and written as the page style says. */
#include "layout/folio.h"

/* --- Writing ---------------------------------------------------------------------------------- */

static Str lower(Arena *arena, Str text)
{
    char *small = str_c(arena, text);
    for (size_t i = 0; i < text.size; i++)
        if (small[i] >= 'A' && small[i] <= 'Z')
            small[i] = (char)(small[i] | 0x20);
    return (Str){small, text.size};
}

/* In digits where the spelling cannot write the number. */
static Str number_text(Arena *arena, PageNumbering numbering, int64_t number)
{
    static const struct {
        bool (*write)(Arena *arena, int64_t value, Str *text);
        bool small;
    } spellings[] = {
        [NUMBERING_ROMAN] = {format_roman, true},
        [NUMBERING_ROMAN_UPPER] = {format_roman, false},
        [NUMBERING_LETTERS] = {format_letters, true},
        [NUMBERING_LETTERS_UPPER] = {format_letters, false},
    };
    Str text;
    if (numbering == NUMBERING_NONE)
        return (Str){0};
    if (spellings[numbering].write != NULL && spellings[numbering].write(arena, number, &text))
        return spellings[numbering].small ? lower(arena, text) : text;
    return str_format(arena, "%lld", (long long)number);
}

/* "{bab}-{halaman}" filled in. */
static Str fill_form(Arena *arena, Str form, Str chapter, Str number)
{
    Buf out = {.arena = arena};
    for (size_t at = 0; at < form.size;) {
        Str rest = str_slice(form, at, form.size);
        bool of_chapter = str_starts(rest, "{bab}");
        bool of_page = str_starts(rest, "{halaman}");
        if (of_chapter)
            buf_add(&out, chapter);
        else if (of_page)
            buf_add(&out, number);
        else
            buf_byte(&out, form.at[at]);
        at += of_chapter ? sizeof "{bab}" - 1 : of_page ? sizeof "{halaman}" - 1 : 1;
    }
    return buf_str(&out);
}

static Str write_label(const Folio *folio, const PageStyle *style)
{
    Str number = number_text(folio->arena, style->numbering, folio->number);
    Str form = style->number_form;
    bool of_chapter = str_find(form, "{bab}", 0) != SIZE_MAX;
    if (number.size == 0 || form.size == 0 || (of_chapter && folio->chapter.size == 0))
        return number;
    return fill_form(folio->arena, form, folio->chapter, number);
}

/* --- Counting --------------------------------------------------------------------------------- */

/* Passes the chapters that begin at or before the slab. */
static void pass_chapters(Folio *folio, size_t slab)
{
    for (; folio->mark < folio->marks->count; folio->mark++) {
        const Mark *mark = &folio->marks->items[folio->mark];
        if (mark->slab > slab)
            break;
        if (mark->block->kind != BLOCK_HEADING || mark->block->heading.page_mark.size == 0)
            continue;
        folio->chapter = mark->block->heading.page_mark;
        folio->uncounted = true;
    }
}

Str folio_next(Folio *folio, const PageStyle *style, size_t from)
{
    pass_chapters(folio, from);
    int64_t restart = folio->restart;
    if (restart == 0 && folio->uncounted && style->by_chapter)
        restart = 1;
    if (style->by_chapter)
        folio->uncounted = false;
    folio->number = restart != 0 ? restart : folio->number + 1;
    if (restart != 0 || style->numbering != folio->numbering)
        folio->run++;
    folio->restart = 0;
    folio->numbering = style->numbering;
    return write_label(folio, style);
}

Str folio_blank(Folio *folio, const PageStyle *style)
{
    folio->number++;
    return write_label(folio, style);
}
