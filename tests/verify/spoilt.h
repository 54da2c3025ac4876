/*
 * tests/verify/spoilt.h - a signed document whose bytes, range or /Contents somebody changed.
 */
#ifndef LAKIPDF_TESTS_VERIFY_SPOILT_H
#define LAKIPDF_TESTS_VERIFY_SPOILT_H

#include "verify/seal.h"

/* --- Bytes of the file ------------------------------------------------------------------------ */

static inline Str flip_header(World *world)
{
    return bytes_flipped(world->arena, seal_good(world), "%PDF-1.7", 7);
}

static inline Str flip_content(World *world)
{
    return bytes_flipped(world->arena, seal_good(world), "Rp1.000", 2);
}

static inline Str flip_time(World *world)
{
    return bytes_flipped(world->arena, seal_good(world), "(D:20260102", 10);
}

static inline Str flip_field_name(World *world)
{
    return bytes_flipped(world->arena, seal_good(world), "/T (kepala) /F 4 /P 3 0 R /Rect [20 20",
                         9);
}

static inline Str flip_behind_gap(World *world)
{
    Str file = seal_good(world);
    Gap gap = seal_gap(file);
    char *copy = str_c(world->arena, file);
    char *at = strstr(copy + gap.to, "/Rect [20");
    at[7] = '3';
    return (Str){copy, file.size};
}

static inline Str flip_trailer(World *world)
{
    Str file = seal_good(world);
    /* The newest one; nobody reads this number. */
    return bytes_replaced(world->arena, file, "/Size 200", "/Size 201", 0);
}

static inline Str flip_last_byte(World *world)
{
    Str file = seal_good(world);
    char *copy = str_c(world->arena, file);
    copy[file.size - 1] = ' ';
    return (Str){copy, file.size};
}

static inline Str cut_one_byte(World *world)
{
    Str file = seal_good(world);
    return str_slice(file, 0, file.size - 1);
}

static inline Str cut_end(World *world)
{
    Str file = seal_good(world);
    return str_slice(file, 0, file.size - 100);
}

static inline Str cut_in_signature(World *world)
{
    Str file = seal_good(world);
    return str_slice(file, 0, seal_gap(file).from + 1000);
}

static inline Str cut_to_first_revision(World *world)
{
    Str file = seal_good(world);
    return str_slice(file, 0, str_find(file, "%%EOF\n", 0) + 6);
}

static inline Str prepend(World *world)
{
    return bytes_joined(world->arena, STR("% di depan\n"), seal_good(world));
}

static inline Str append_text(World *world)
{
    return bytes_joined(world->arena, seal_good(world), STR("di belakang"));
}

static inline Str append_much(World *world)
{
    char *much = arena_alloc(world->arena, 10000);
    memset(much, 'x', 10000);
    return bytes_joined(world->arena, seal_good(world), (Str){much, 10000});
}

/* --- The range -------------------------------------------------------------------------------- */

/* Signed with this in place of the range. */
static inline Str with_range(World *world, const char *range)
{
    Seal seal = {.who = "kepala", .field = PAPER_KEPALA};
    Str waiting = seal_prepare(world, paper_make(world->arena), &seal);
    char padded[sizeof SEAL_RANGE];
    snprintf(padded, sizeof padded, "%-*s", (int)sizeof SEAL_RANGE - 1, range);
    Str file = bytes_replaced(world->arena, waiting, SEAL_RANGE, padded, 0);
    Gap gap = seal_gap(file);
    return seal_put(world, file, gap, seal_sign(world, &seal, seal_bytes(world, file, gap)));
}

/* The numbers of the right range with something added to each. */
static inline Str with_shifted(World *world, long a, long b, long c, long d)
{
    Seal seal = {.who = "kepala", .field = PAPER_KEPALA};
    Str waiting = seal_prepare(world, paper_make(world->arena), &seal);
    Gap gap = seal_gap(waiting);
    size_t from[] = {(size_t)(0 + a), (size_t)((long)gap.to + c)};
    size_t size[] = {(size_t)((long)gap.from + b), (size_t)((long)(waiting.size - gap.to) + d)};
    char range[sizeof SEAL_RANGE + 20];
    snprintf(range, sizeof range, "/ByteRange [%zu %010zu %010zu %010zu]", from[0], size[0],
             from[1], size[1]);
    Str file = bytes_replaced(world->arena, waiting, SEAL_RANGE, range, 0);
    Str bytes = bytes_joined(world->arena, str_slice(file, from[0], from[0] + size[0]),
                             str_slice(file, from[1], from[1] + size[1]));
    return seal_put(world, file, gap, seal_sign(world, &seal, bytes));
}

static inline Str range_missing(World *world)
{
    return with_range(world, "");
}

static inline Str range_null(World *world)
{
    return with_range(world, "/ByteRange null");
}

static inline Str range_empty(World *world)
{
    return with_range(world, "/ByteRange []");
}

static inline Str range_two(World *world)
{
    return with_range(world, "/ByteRange [0 100]");
}

static inline Str range_six(World *world)
{
    return with_range(world, "/ByteRange [0 10 20 10 30 10]");
}

static inline Str range_zeros(World *world)
{
    return with_range(world, "/ByteRange [0 0 0 0]");
}

static inline Str range_negative(World *world)
{
    return with_range(world, "/ByteRange [0 100 -100 100]");
}

static inline Str range_huge(World *world)
{
    return with_range(world, "/ByteRange [0 1 99999999999 99999999999]");
}

static inline Str range_words(World *world)
{
    return with_range(world, "/ByteRange [/a /b /c /d]");
}

static inline Str range_late(World *world)
{
    return with_shifted(world, 1, -1, 0, 0);
}

static inline Str range_gap_larger(World *world)
{
    return with_shifted(world, 0, -20, 0, 0);
}

static inline Str range_gap_larger_behind(World *world)
{
    return with_shifted(world, 0, 0, 20, -20);
}

static inline Str range_without_brackets(World *world)
{
    return with_shifted(world, 0, 1, -1, 1);
}

static inline Str range_short(World *world)
{
    return with_shifted(world, 0, 0, 0, -150);
}

static inline Str range_overlaps(World *world)
{
    return with_shifted(world, 0, 0, -SEAL_ROOM - 100, 0);
}

static inline Str range_of_two_keys(World *world)
{
    Seal seal = {.who = "kepala", .field = PAPER_KEPALA, .entries = "/ByteRange [0 1 2 3]"};
    return seal_file(world, paper_make(world->arena), seal);
}

/* --- /Contents -------------------------------------------------------------------------------- */

/* With another /Contents of the same size. */
static inline Str with_contents(World *world, const char *begin, char end)
{
    Str file = seal_good(world);
    Gap gap = seal_gap(file);
    char *copy = str_c(world->arena, file);
    memset(copy + gap.from, '0', gap.to - gap.from);
    for (size_t i = 0; begin[i] != '\0'; i++)
        copy[gap.from + i] = begin[i];
    copy[gap.to - 1] = end;
    return (Str){copy, file.size};
}

static inline Str contents_zeros(World *world)
{
    return with_contents(world, "<", '>');
}

static inline Str contents_literal(World *world)
{
    return with_contents(world, "(", ')');
}

static inline Str contents_empty(World *world)
{
    Str file = with_contents(world, "<>", '>');
    Gap gap = seal_gap(file);
    char *copy = str_c(world->arena, file);
    memset(copy + gap.from + 2, ' ', SEAL_ROOM);
    return (Str){copy, file.size};
}

/* Another key behind a short string: readers may take that one. */
static inline Str contents_with_objects(World *world)
{
    Str file = with_contents(world, "<00> /Extra <", '>');
    return file;
}

static inline Str contents_padded(World *world)
{
    Str file = seal_good(world);
    Gap gap = seal_gap(file);
    char *copy = str_c(world->arena, file);
    memset(copy + gap.to - 9, 'a', 8);
    return (Str){copy, file.size};
}

static inline Str flip_in_contents(World *world, size_t digit)
{
    Str file = seal_good(world);
    Gap gap = seal_gap(file);
    char *copy = str_c(world->arena, file);
    char *at = copy + gap.from + 1 + digit;
    *at = *at == '1' ? '2' : '1';
    return (Str){copy, file.size};
}

static inline Str flip_cms_head(World *world)
{
    return flip_in_contents(world, 0);
}

/* The last digits that are none of the padding belong to the value of the signature. */
static inline Str flip_cms_value(World *world)
{
    Str file = seal_good(world);
    Gap gap = seal_gap(file);
    size_t last = gap.to - 2;
    while (file.at[last] == '0')
        last--;
    return flip_in_contents(world, last - gap.from - 1 - 20);
}

#endif
