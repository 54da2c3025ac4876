/*
 * tests/verify/led.h - what a signed document leads to is changed, or cannot be read: the entries
 * that lead there stay as they were.
 */
#ifndef LAKIPDF_TESTS_VERIFY_LED_H
#define LAKIPDF_TESTS_VERIFY_LED_H

#include "verify/read.h"

/* A signed document with such an object, in which the object 50 is changed later. */
static inline Str led_to(World *world, size_t number, const char *body, const char *old,
                         const char *newer)
{
    Tail before = tail_begin(world->arena, paper_make(world->arena));
    tail_object(&before, number, body);
    tail_object(&before, 50, old);
    Str file = seal_file(world, tail_end(&before), (Seal){.who = "kepala", .field = 21});
    return paper_with(world->arena, file, 50, newer);
}

/* The catalog is none any more for programs that look for another one then, which is there. */
static inline Str catalog_type_elsewhere(World *world)
{
    Arena *arena = world->arena;
    Tail before = tail_begin(arena, paper_make(arena));
    tail_object(&before, PAPER_CATALOG, paper_catalog(arena, "/Type", "/Type 50 0 R"));
    tail_object(&before, 50, "/Catalog");
    Seal seal = {.who = "kepala",
                 .field = PAPER_KEPALA,
                 .entries = "/Reference [<</TransformMethod /DocMDP /TransformParams <</P 1>>>>]"};
    Tail tail = tail_begin(arena, seal_file(world, tail_end(&before), seal));
    tail_object(&tail, 50, "/Pages");
    tail_object(&tail, 60, "<</Type /Catalog /Pages 61 0 R>>");
    tail_object(&tail, 61, "<</Type /Pages /Count 1 /Kids [62 0 R]>>");
    tail_object(&tail, 62,
                "<</Type /Page /Parent 61 0 R /MediaBox [0 0 300 200] /Resources 6 0 R "
                "/Contents 63 0 R>>");
    tail_stream(&tail, 63, "", READ_FAKE);
    return tail_end(&tail);
}

static inline Str version_elsewhere(World *world)
{
    const char *catalog = paper_catalog(world->arena, "-", "/Version 50 0 R");
    return led_to(world, PAPER_CATALOG, catalog, "/1.7", "(1.7)");
}

static inline Str extensions_elsewhere(World *world)
{
    const char *catalog = paper_catalog(world->arena, "-", "/Extensions <</ADBE [50 0 R]>>");
    return led_to(world, PAPER_CATALOG, catalog, "<</ExtensionLevel 8>>",
                  "<</Type /Catalog /Pages 12 0 R>>");
}

static inline Str title_elsewhere(World *world)
{
    return led_to(world, PAPER_INFO, "<</Title 50 0 R>>", "(Uji)", "(Lain)");
}

static inline Str metadata_filtered_elsewhere(World *world)
{
    Arena *arena = world->arena;
    Tail before = tail_begin(arena, paper_make(arena));
    tail_stream(&before, PAPER_METADATA, "/Type /Metadata /Subtype /XML /Filter 50 0 R", PAPER_XMP);
    tail_object(&before, 50, "[]");
    Str file = seal_file(world, tail_end(&before), (Seal){.who = "kepala", .field = 21});
    return paper_with(arena, file, 50, "[/RunLengthDecode]");
}

static inline Str tree_leads_elsewhere(World *world)
{
    return led_to(world, PAPER_PAGES,
                  "<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R] /Contents 50 0 R>>", "[5 0 R]",
                  "[11 0 R]");
}

static inline Str flags_of_form_elsewhere(World *world)
{
    return led_to(world, PAPER_FORM, "<</Fields [21 0 R 22 0 R 23 0 R] /SigFlags 50 0 R>>", "3",
                  "/None");
}

/* --- What is permitted ------------------------------------------------------------------------ */

/* Certified with these parameters, which may lead to the object 50, and filled in. */
static inline Str permitted(World *world, const char *parameters, const char *object)
{
    Arena *arena = world->arena;
    Str before = paper_with(arena, paper_make(arena), 50, object);
    const char *reference = str_format(arena,
                                       "/Reference [<</TransformMethod /DocMDP /TransformParams "
                                       "%s>>]",
                                       parameters)
                                .at;
    return read_filled(world, seal_file(world, before,
                                        (Seal){.who = "kepala",
                                               .field = PAPER_KEPALA,
                                               .entries = reference,
                                               .catalog = "/Perms <</DocMDP 40 0 R>>"}));
}

static inline Str permission_damaged(World *world)
{
    return permitted(world, "50 0 R", "<</P 1 /X .>>");
}

static inline Str permission_missing(World *world)
{
    return permitted(world, "51 0 R", "null");
}

static inline Str permission_of_another_generation(World *world)
{
    return permitted(world, "50 1 R", "<</P 1>>");
}

static inline Str permission_of_another_kind(World *world)
{
    return permitted(world, "[<</P 1>>]", "null");
}

static inline Str permission_told_twice(World *world)
{
    return permitted(world, "<</P 1 /P 2>>", "null");
}

static inline Str lock_damaged(World *world)
{
    Str before = paper_with(world->arena, paper_make(world->arena), 50,
                            "<</Type /SigFieldLock /Action /All /X .>>");
    return read_filled(world, seal_file(world, before,
                                        (Seal){.who = "kepala",
                                               .field = PAPER_KEPALA,
                                               .lock = "/Lock 50 0 R",
                                               .entries = "/Reference [<</TransformMethod /DocMDP "
                                                          "/TransformParams <</P 2>>>>]"}));
}

/* Certified at level 1, as only a damaged object says. */
static inline Str certification_damaged(World *world)
{
    Arena *arena = world->arena;
    Tail before = tail_begin(arena, paper_make(arena));
    tail_object(&before, 50, "<</DocMDP 51 0 R /X .>>");
    tail_object(&before, PAPER_CATALOG, paper_catalog(arena, "-", "/Perms 50 0 R"));
    return seal_file(world, tail_end(&before), (Seal){.who = "kepala", .field = PAPER_KEPALA});
}

/* What was damaged when the second one signed is gone later: the first one's revision told so
   already. */
static inline Str damage_gone(World *world)
{
    Arena *arena = world->arena;
    Tail before = tail_begin(arena, paper_make(arena));
    tail_object(&before, 50, "(a)");
    tail_object(&before, PAPER_CATALOG, paper_catalog(arena, "-", "/Lain 50 0 R"));
    Str first = seal_file(world, tail_end(&before), (Seal){.who = "kepala", .field = PAPER_KEPALA});
    Str second = seal_file(world, paper_with(arena, first, 50, "<</A (b) /X .>>"),
                           (Seal){.who = "sekretaris", .field = PAPER_SEKRETARIS, .number = 60});
    Tail tail = tail_begin(arena, second);
    tail_row(&tail, 50, 0, 'f');
    return tail_end(&tail);
}

#endif
