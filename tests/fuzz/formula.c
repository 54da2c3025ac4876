/*
 * The formula language: a formula a line, over the small world; behind a line "====" rules of that
 * world, which are computed.
 *
 * What is parsed is checked, evaluated, and set as a formula of the data would be.
 */
#include "world.h"

static void try_formula(Fuzz *fuzz, const World *world, Str text, Value variables)
{
    size_t before = diags_count(fuzz->diags, SEVERITY_ERROR);
    Place place = {.source = fuzz_source(fuzz, "rumus", text), .line = 1, .column = 1};
    const Formula *formula = calc_parse(world->calc, text, place);
    FUZZ_HOLDS((formula == NULL) == (diags_count(fuzz->diags, SEVERITY_ERROR) > before));
    (void)calc_display(world->calc, text, variables, 0, (Str){NULL, 0}, (Place){0});
    (void)calc_display(world->calc, text, variables, 2016, STR("nama"), (Place){0});
    if (formula == NULL)
        return;
    (void)calc_check(world->calc, formula, world->report->type, NULL);
    (void)calc_result_type(world->calc, formula, world->report->type);
    (void)calc_result_kind(world->calc, formula, world->report->type);
    before = diags_count(fuzz->diags, SEVERITY_ERROR);
    bool failed = false;
    Value value = calc_eval(world->calc, formula, world->report, NULL, &failed);
    /* What is wrong with a formula of the data is told once. */
    size_t after = diags_count(fuzz->diags, SEVERITY_ERROR);
    FUZZ_HOLDS(failed ? after > 0 : after == before);
    FUZZ_HOLDS(!failed || value.kind == VALUE_MISSING);
}

static void try_rules(Fuzz *fuzz, Str text)
{
    Schema *schema = schema_new(fuzz->arena, fuzz->diags);
    world_schema(fuzz, schema, "tests/fuzz/home/config/skema/laporan.yaml");
    FUZZ_HOLDS(schema_resolve(schema));
    size_t before = diags_count(fuzz->diags, SEVERITY_ERROR);
    Calc *calc = calc_new(fuzz->arena, fuzz->diags, schema);
    const Node *rules =
        data_load_yaml(fuzz->arena, fuzz->diags, fuzz_source(fuzz, "hitungan.yaml", text));
    bool good = rules != NULL && calc_add_rules(calc, rules);
    good = good && calc_check_rules(calc);
    FUZZ_HOLDS(good == (diags_count(fuzz->diags, SEVERITY_ERROR) == before));
    Record *report = data_bind(fuzz->arena, schema, schema_type(schema, STR("laporan")),
                               world_tree(fuzz, "tests/fuzz/home/data.yaml"), 2017);
    if (report == NULL || !good)
        return;
    before = diags_count(fuzz->diags, SEVERITY_ERROR);
    FUZZ_HOLDS(calc_run(calc, report, 2017) ==
               (diags_count(fuzz->diags, SEVERITY_ERROR) == before));
    Buf out = {.arena = fuzz->arena};
    calc_print_text(report, &out);
    calc_print_json(report, &out);
}

static void run(Fuzz *fuzz, Str input)
{
    Str formulas = fuzz_part(&input);
    if (formulas.size > 0) {
        World world = world_data(fuzz);
        Value variables = record_get(world.report, "variabel");
        while (formulas.size > 0) {
            size_t end = str_find(formulas, "\n", 0);
            end = end == SIZE_MAX ? formulas.size : end;
            try_formula(fuzz, &world, str_slice(formulas, 0, end), variables);
            formulas = str_slice(formulas, end < formulas.size ? end + 1 : end, formulas.size);
        }
    }
    if (input.size > 0)
        try_rules(fuzz, input);
}

const FuzzTarget fuzz_target = {.milliseconds = 3000, .megabytes = 100, .run = run};
