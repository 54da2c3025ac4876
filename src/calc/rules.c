/*
 * Reading rules: which fields of which record types are computed, and how.
 */
#include "calc/state.h"

#include <string.h>

enum { PRINT_DECIMALS = 2, MOST_DECIMALS = 30 };

/* Kinds that a rule may give to a field which the schema does not know. */
static const struct KindName {
    const char *name;
    FieldKind kind;
} KINDS[] = {
    {"teks", FIELD_TEXT},     {"angka", FIELD_NUMBER}, {"uang", FIELD_MONEY},
    {"cacah", FIELD_COUNT},   {"tahun", FIELD_YEAR},   {"tanggal", FIELD_DATE},
    {"ya_tidak", FIELD_BOOL}, {"bebas", FIELD_ANY},
};

/* The field that "pagu.induk" leads to; NULL when the schema has none so far. */
static const Field *find_path(const RecordType *type, Str path)
{
    size_t dot = str_find(path, ".", 0);
    if (dot == SIZE_MAX)
        return schema_field(type, path);
    const Field *field = schema_field(type, str_slice(path, 0, dot));
    if (field == NULL || field->record == NULL)
        return NULL;
    return find_path(field->record, str_slice(path, dot + 1, path.size));
}

/* "KIND" or "KIND per tahun" becomes the field's. */
static bool set_kind(Calc *calc, Field *field, const Node *node, Str name)
{
    Str kind = name;
    bool per_year = str_ends(name, " per tahun");
    if (per_year)
        kind = str_trim(str_slice(name, 0, name.size - strlen(" per tahun")));
    Str names[sizeof KINDS / sizeof *KINDS];
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        names[i] = str_from(KINDS[i].name);
        if (!str_equal(kind, names[i]))
            continue;
        field->kind = KINDS[i].kind;
        field->shape = per_year ? SHAPE_PER_YEAR : SHAPE_ONE;
        return true;
    }
    diag(calc->diags, SEVERITY_ERROR, node->place,
         suggestion(calc->arena, kind, names, sizeof names / sizeof *names),
         "'%.*s' is no kind of a computed field", STR_ARG(name));
    return false;
}

static bool read_kind(Calc *calc, Field *field, const Node *node, bool made)
{
    Str name = keys_text(node, "jenis");
    if (name.size == 0)
        return true;
    const Node *kind = node_member(node, STR("jenis"));
    if (made)
        return set_kind(calc, field, kind, name);
    diag(calc->diags, SEVERITY_ERROR, kind->place, "leave 'jenis' out",
         "the schema says already of which kind '%.*s' is", STR_ARG(field->name));
    return false;
}

/* "bila_kosong: data": the data's own value stands in where the formula gives none. */
static bool read_fallback(Calc *calc, Rule *rule, const Node *node)
{
    Str word = keys_text(node, "bila_kosong");
    rule->or_given = str_is(word, "data");
    if (word.size == 0 || rule->or_given)
        return true;
    diag(calc->diags, SEVERITY_ERROR, node_member(node, STR("bila_kosong"))->place,
         "leave it out, and the field is missing where the formula gives nothing",
         "'bila_kosong' must be data, not '%.*s'", STR_ARG(word));
    return false;
}

/* The rule of the field so far, else a new one. */
static Rule *rule_of(Calc *calc, Field *field, bool made)
{
    for (size_t i = 0; i < calc->rule_count; i++)
        if (calc->rules[i]->field == field) {
            calc->rules[i]->replaced = true;
            return calc->rules[i];
        }
    Rule *rule = arena_alloc(calc->arena, sizeof *rule);
    rule->field = field;
    rule->made = made;
    rule->inferred = arena_alloc(calc->arena, sizeof *rule->inferred);
    Rule **slot = arena_push(calc->arena, &calc->rules, &calc->rule_capacity, calc->rule_count,
                             sizeof(Rule *));
    *slot = rule;
    calc->rule_count++;
    field->user = rule;
    return rule;
}

/* The map of a rule; NULL after an error. A bare scalar is the formula. */
static const Node *rule_formula(Calc *calc, const Node *node)
{
    static const Key KEYS[] = {
        {"rumus", NODE_TEXT, true},        {"jenis", NODE_TEXT, false},
        {"arti", NODE_TEXT, false},        {"desimal", NODE_TEXT, false},
        {"bila_kosong", NODE_TEXT, false},
    };
    if (node->kind == NODE_TEXT)
        return node;
    if (!keys_check(calc, node, KEYS, sizeof KEYS / sizeof *KEYS, "a rule"))
        return NULL;
    return node_member(node, STR("rumus"));
}

static bool add_rule(Calc *calc, RecordType *type, const Member *member)
{
    const Node *node = member->value;
    const Node *formula = rule_formula(calc, node);
    if (formula == NULL)
        return false;
    bool made = find_path(type, member->key) == NULL;
    Field *field = schema_declare_computed(calc->schema, type, member->key, member->key_place);
    if (field == NULL)
        return false;
    Rule *rule = rule_of(calc, field, made);
    rule->decimals = keys_int(calc, node, "desimal", MOST_DECIMALS, PRINT_DECIMALS);
    bool good = rule->decimals >= 0 && read_kind(calc, field, node, rule->made);
    good = read_fallback(calc, rule, node) && good;
    if (keys_text(node, "arti").size > 0)
        field->meaning = keys_text(node, "arti");
    rule->formula = calc_parse(calc, formula->text, formula->place);
    return rule->formula != NULL && good;
}

static bool add_rules_of_type(Calc *calc, const Member *member)
{
    RecordType *type = schema_type(calc->schema, member->key);
    if (type == NULL) {
        size_t count;
        const Str *names = schema_type_names(calc->schema, &count);
        diag(calc->diags, SEVERITY_ERROR, member->key_place,
             suggestion(calc->arena, member->key, names, count), "unknown record type '%.*s'",
             STR_ARG(member->key));
        return false;
    }
    const Node *rules = member->value;
    if (rules->kind != NODE_MAP) {
        diag(calc->diags, SEVERITY_ERROR, rules->place, "write: field: {rumus: \"...\"}",
             "the rules of '%.*s' must be a map", STR_ARG(member->key));
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < rules->count; i++)
        good = add_rule(calc, type, &rules->members[i]) && good;
    return good;
}

bool calc_add_rules(Calc *calc, const Node *rules)
{
    if (rules->kind == NODE_NULL)
        return true;
    if (rules->kind != NODE_MAP) {
        diag(calc->diags, SEVERITY_ERROR, rules->place, "write: type: {field: {rumus: \"...\"}}",
             "a file of rules must be a map of record types");
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < rules->count; i++)
        good = add_rules_of_type(calc, &rules->members[i]) && good;
    symbols_forget_fields(calc);
    for (size_t i = 0; i < calc->rule_count; i++)
        calc->rules[i]->inferred->known = false;
    return good;
}

bool calc_rule_replaced(const Calc *calc, Str type, Str field)
{
    for (size_t i = 0; i < calc->rule_count; i++) {
        const Rule *rule = calc->rules[i];
        if (str_equal(rule->field->owner->name, type) && str_equal(rule->field->name, field))
            return rule->replaced;
    }
    return false;
}

bool calc_check_rules(Calc *calc)
{
    bool good = true;
    for (size_t i = 0; i < calc->rule_count; i++) {
        const Rule *rule = calc->rules[i];
        const RecordType *scope = rule->field->owner;
        if (rule->formula == NULL)
            continue;
        good = calc_check(calc, rule->formula, scope, NULL) && good;
        (void)rule_static(calc, rule);
    }
    return good;
}
