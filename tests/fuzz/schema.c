/*
 * The schema: a schema file, a line "====", data for its first type. Where the schema is empty, the
 * data are for the program's own.
 *
 * What is bound without an error can be computed and printed.
 */
#include "world.h"

static const RecordType *first_type(const Schema *schema)
{
    size_t count = 0;
    const Str *names = schema_type_names(schema, &count);
    return count > 0 ? schema_type(schema, names[0]) : NULL;
}

/* What asks the schema. */
static void look_at_types(Fuzz *fuzz, const Schema *schema)
{
    size_t count = 0;
    const Str *names = schema_type_names(schema, &count);
    for (size_t i = 0; i < count; i++) {
        const RecordType *type = schema_type(schema, names[i]);
        FUZZ_HOLDS(type != NULL);
        size_t fields = 0;
        const Str *field_names = schema_field_names(fuzz->arena, type, &fields);
        FUZZ_HOLDS(fields == type->field_count);
        for (size_t k = 0; k < fields; k++) {
            const Field *field = schema_field(type, field_names[k]);
            FUZZ_HOLDS(field != NULL && field->index < fields);
            FUZZ_HOLDS(schema_kind_text(fuzz->arena, field).size > 0);
        }
    }
}

static void bind(Fuzz *fuzz, Schema *schema, const RecordType *type, const Node *tree)
{
    size_t errors = diags_count(fuzz->diags, SEVERITY_ERROR);
    Calc *calc = calc_new(fuzz->arena, fuzz->diags, schema);
    Record *record = data_bind(fuzz->arena, schema, type, tree, 2017);
    FUZZ_HOLDS(record != NULL || diags_count(fuzz->diags, SEVERITY_ERROR) > errors);
    if (record == NULL || diags_count(fuzz->diags, SEVERITY_ERROR) > errors)
        return;
    FUZZ_HOLDS(calc_run(calc, record, 2017));
    Buf text = {.arena = fuzz->arena};
    calc_print_text(record, &text);
    calc_print_json(record, &text);
    record_forget_nodes(record);
}

static void run(Fuzz *fuzz, Str input)
{
    Str schema_text = fuzz_part(&input);
    Schema *schema = schema_new(fuzz->arena, fuzz->diags);
    const RecordType *type = NULL;
    if (str_trim(schema_text).size == 0) {
        world_schema(fuzz, schema, "config/skema");
        FUZZ_HOLDS(schema_resolve(schema));
        type = schema_type(schema, STR("laporan"));
    } else {
        const Node *tree =
            data_load_yaml(fuzz->arena, fuzz->diags, fuzz_source(fuzz, "skema.yaml", schema_text));
        bool good = tree != NULL && schema_add(schema, tree);
        good = good && schema_resolve(schema);
        FUZZ_HOLDS(good != diags_failed(fuzz->diags));
        if (!good)
            return;
        look_at_types(fuzz, schema);
        type = first_type(schema);
    }
    const Node *tree =
        data_load_yaml(fuzz->arena, fuzz->diags, fuzz_source(fuzz, "data.yaml", input));
    if (type != NULL && tree != NULL)
        bind(fuzz, schema, type, tree);
}

const FuzzTarget fuzz_target = {.milliseconds = 3000, .megabytes = 100, .run = run};
