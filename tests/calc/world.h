/*
 * tests/calc/world.h - a small world of its own for a test: schema, rules and data as text, bound
 * and computed.
 */
#ifndef LAKIPDF_TESTS_CALC_WORLD_H
#define LAKIPDF_TESTS_CALC_WORLD_H

#include "support.h"

#include "calc/calc.h"

typedef struct World {
    Fixture *fixture;
    Schema *schema;
    Calc *calc;
    Record *root;
    bool good; /* every step went well so far */
} World;

static inline const Node *world_tree(Fixture *fixture, const char *name, const char *text)
{
    const Node *tree =
        data_load_yaml(fixture->arena, fixture->diags, support_source(fixture, name, text));
    if (tree == NULL)
        fail_msg("%s", support_messages(fixture));
    return tree;
}

/* Schema and rules; the root's type is `akar`. */
static inline World world_rules(Fixture *fixture, const char *schema, const char *rules)
{
    World world = {.fixture = fixture};
    world.schema = schema_new(fixture->arena, fixture->diags);
    if (!schema_add(world.schema, world_tree(fixture, "skema.yaml", schema)) ||
        !schema_resolve(world.schema))
        fail_msg("%s", support_messages(fixture));
    world.calc = calc_new(fixture->arena, fixture->diags, world.schema);
    const Node *scales =
        data_load_file(fixture->arena, fixture->diags, "config/skala.yaml", (Place){0});
    world.good = calc_add_scales(world.calc, scales);
    world.good = calc_add_rules(world.calc, world_tree(fixture, "r.yaml", rules)) && world.good;
    world.good = calc_check_rules(world.calc) && world.good;
    return world;
}

/* The same with data, computed for 2017. */
static inline World world_run(Fixture *fixture, const char *schema, const char *rules,
                              const char *data)
{
    World world = world_rules(fixture, schema, rules);
    world.root = data_bind(fixture->arena, world.schema, schema_type(world.schema, STR("akar")),
                           world_tree(fixture, "d.yaml", data), 2017);
    if (world.root == NULL || !world.good || diags_failed(fixture->diags))
        fail_msg("%s", support_messages(fixture));
    world.good = calc_run(world.calc, world.root, 2017);
    return world;
}

static inline Value world_eval(const World *world, const char *text)
{
    Calc *calc = world->calc;
    const Formula *formula = calc_parse(calc, str_from(text), (Place){0});
    if (formula == NULL || !calc_check(calc, formula, world->root->type, NULL))
        fail_msg("%s: %s", text, support_messages(world->fixture));
    return calc_eval(calc, formula, world->root, NULL, NULL);
}

/* A value as text: numbers exact, missing as "-", lists in brackets, records by their type. */
static inline const char *world_show(const World *world, Value value)
{
    Buf out = {.arena = world->fixture->arena};
    switch (value.kind) {
    case VALUE_NUMBER:
        buf_add(&out, num_to_plain(out.arena, value.number));
        break;
    case VALUE_TEXT:
        buf_add(&out, value.text);
        break;
    case VALUE_BOOL:
        buf_text(&out, value.flag ? "ya" : "tidak");
        break;
    case VALUE_DATE:
        buf_add(&out, format_date(out.arena, value.date));
        break;
    case VALUE_RECORD:
        buf_format(&out, "<%.*s>", STR_ARG(value.record->type->name));
        break;
    case VALUE_LIST:
        buf_byte(&out, '[');
        for (size_t i = 0; i < value.list->count; i++)
            buf_format(&out, "%s%s", i > 0 ? " " : "", world_show(world, value.list->items[i]));
        buf_byte(&out, ']');
        break;
    case VALUE_MAP:
        buf_byte(&out, '{');
        for (size_t i = 0; i < value.map->count; i++)
            buf_format(&out, "%s%.*s: %s", i > 0 ? " " : "", STR_ARG(value.map->entries[i].key),
                       world_show(world, value.map->entries[i].value));
        buf_byte(&out, '}');
        break;
    default:
        buf_byte(&out, '-');
    }
    return str_c(out.arena, buf_str(&out));
}

typedef struct WorldCase {
    const char *formula;
    const char *result;
} WorldCase;

/* Each formula, in the scope of the root, gives its result, and nothing is complained about. */
static inline void world_check(const World *world, const WorldCase *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *result = world_show(world, world_eval(world, cases[i].formula));
        if (strcmp(result, cases[i].result) != 0)
            fail_msg("%s gives %s, not %s", cases[i].formula, result, cases[i].result);
    }
    assert_string_equal(support_messages(world->fixture), "");
}

#define WORLD_CHECK(world, cases) world_check(world, cases, sizeof(cases) / sizeof *(cases))

/* Each text stands in the messages. */
static inline void world_expect(Fixture *fixture, const char *const *texts, size_t count)
{
    const char *messages = support_messages(fixture);
    for (size_t i = 0; i < count; i++)
        if (strstr(messages, texts[i]) == NULL)
            fail_msg("'%s' is not in:\n%s", texts[i], messages);
}

#define WORLD_EXPECT(fixture, texts) world_expect(fixture, texts, sizeof(texts) / sizeof *(texts))

#endif
