/*
 * tests/fuzz/world.h - a small world for targets that need more than one file: a schema, rules,
 * data and a template of tests/fuzz/home beside the program's own configuration.
 */
#ifndef LAKIPDF_TESTS_FUZZ_WORLD_H
#define LAKIPDF_TESTS_FUZZ_WORLD_H

#include "fuzz.h"

#include "layout/layout.h"

typedef struct World {
    Schema *schema;
    Calc *calc;
    Record *report;
    Job *job;
    Template *template_;
} World;

/* The tree of a file of the project, which is read once; the run ends where it cannot be read. */
const Node *world_tree(Fuzz *fuzz, const char *path);
/* Adds a file, or all files of a folder, to the schema. */
void world_schema(Fuzz *fuzz, Schema *schema, const char *path);
/* The schema, rules and data of tests/fuzz/home, computed. */
World world_data(Fuzz *fuzz);
/* The same with the template of tests/fuzz/home, its chapter being the text. */
World world_chapter(Fuzz *fuzz, Str chapter);
/* The document of such a world; NULL after errors. */
const Doc *world_build(Fuzz *fuzz, World *world);
/* Places all its pages, tagged. */
void world_layout(Fuzz *fuzz, World *world, const Doc *doc);

#endif
