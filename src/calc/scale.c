/*
 * Scales: which step a value stands on, and reading them.
 */
#include "calc/state.h"

enum { MOST_DECIMALS = 10 };

/* --- Looking up ------------------------------------------------------------------------------ */

const ScaleStep *scale_step_of(Arena *arena, const Scale *scale, Num value)
{
    Num rounded = percent_as_printed(arena, value, scale->decimals);
    for (size_t i = 0; i + 1 < scale->count; i++) {
        int order = num_compare(rounded, scale->steps[i].from);
        if (scale->above ? order > 0 : order >= 0)
            return &scale->steps[i];
    }
    /* The lowest step has nothing below it, so it holds its bound and all that lies lower. */
    return &scale->steps[scale->count - 1];
}

bool scale_value_of(const Scale *scale, Str word, Num *value)
{
    for (size_t i = 0; i < scale->count; i++) {
        const ScaleStep *step = &scale->steps[i];
        if (!str_equal(step->label, word) && !str_equal(step->code, word))
            continue;
        *value = scale->words ? step->from : num_int((int64_t)(scale->count - i));
        return true;
    }
    return false;
}

static Scale *find(const Calc *calc, Str name)
{
    for (size_t i = 0; i < calc->scale_count; i++)
        if (str_equal(calc->scales[i].name, name))
            return &calc->scales[i];
    return NULL;
}

static const char *list_scales(Arena *arena, const Str *names, size_t count)
{
    Buf all = {.arena = arena};
    buf_text(&all, "scales are ");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_text(&all, i + 1 < count ? ", " : " and ");
        buf_add(&all, names[i]);
    }
    return str_c(arena, buf_str(&all));
}

const Scale *scale_find(Calc *calc, Str name, Place place)
{
    if (calc->scale_count == 0) {
        diag(calc->diags, SEVERITY_ERROR, place, NULL, "there is no scale");
        return NULL;
    }
    if (name.size == 0)
        name = calc->chosen_scale.size > 0 ? calc->chosen_scale : calc->scales[0].name;
    const Scale *scale = find(calc, name);
    if (scale != NULL)
        return scale;
    Str *names = arena_array(calc->arena, calc->scale_count, sizeof *names);
    for (size_t i = 0; i < calc->scale_count; i++)
        names[i] = calc->scales[i].name;
    const char *hint = hint_nearest(calc->arena, name, names, calc->scale_count,
                                    list_scales(calc->arena, names, calc->scale_count));
    diag(calc->diags, SEVERITY_ERROR, place, hint, "there is no scale '%.*s'", STR_ARG(name));
    return NULL;
}

const Scale *scale_find_named(Env *env, Str name, Range range)
{
    Place place;
    if (!schema_text_place(env->calc->schema, name, &place))
        place = formula_place(env->formula, range);
    return scale_find(env->calc, name, place);
}

bool calc_choose_scale(Calc *calc, Str name, Place place)
{
    if (scale_find(calc, name, place) == NULL)
        return false;
    calc->chosen_scale = str_copy(calc->arena, name);
    return true;
}

const Node *calc_scale_tree(Calc *calc)
{
    const Scale *scale =
        calc->scale_count > 0 ? scale_find(calc, (Str){NULL, 0}, (Place){0}) : NULL;
    return scale == NULL || scale->words ? NULL : scale->tree;
}

const ScaleStep *calc_scale_step(Calc *calc, Str name, Num value, Place place)
{
    const Scale *scale = scale_find(calc, name, place);
    return scale == NULL ? NULL : scale_step_of(calc->arena, scale, value);
}

const ScaleStep *calc_scale_steps(Calc *calc, Str name, Place place, size_t *count)
{
    const Scale *scale = scale_find(calc, name, place);
    if (scale == NULL)
        return NULL;
    if (scale->words) {
        diag(calc->diags, SEVERITY_ERROR, place, "name a scale of lower bounds ('tingkat')",
             "the scale '%.*s' is one of words", STR_ARG(scale->name));
        return NULL;
    }
    *count = scale->count;
    return scale->steps;
}

/* --- Reading --------------------------------------------------------------------------------- */

static bool is_colour(Str text)
{
    if (text.size != 7 || text.at[0] != '#')
        return false;
    for (size_t i = 1; i < text.size; i++) {
        char byte = text.at[i];
        if ((byte < '0' || byte > '9') && (byte < 'A' || byte > 'F') && (byte < 'a' || byte > 'f'))
            return false;
    }
    return true;
}

/* The number of a step: its lower bound, or what its word is worth. `otherwise` where it need not
   be given; NULL where it must. */
static bool read_from(Calc *calc, const Node *node, const char *key, const Num *otherwise,
                      Num *from)
{
    Str text = keys_text(node, key);
    if (text.size == 0 && otherwise != NULL) {
        *from = *otherwise;
        return true;
    }
    if (read_number(calc->arena, text, false, from) == READ_OK)
        return true;
    diag(calc->diags, SEVERITY_ERROR, node_member(node, str_from(key))->place, NULL,
         "'%s' must be a number", key);
    return false;
}

static bool read_labels(Calc *calc, const Node *node, ScaleStep *step)
{
    bool good = true;
    step->label = keys_text(node, "sebutan");
    step->code = keys_text(node, "kode");
    step->colour = keys_text(node, "warna");
    if (step->label.size == 0) {
        diag(calc->diags, SEVERITY_ERROR, node_member(node, STR("sebutan"))->place, NULL,
             "'sebutan' is empty");
        good = false;
    }
    if (step->colour.size > 0 && !is_colour(step->colour)) {
        diag(calc->diags, SEVERITY_ERROR, node_member(node, STR("warna"))->place,
             "a quoted \"#\" and six hexadecimal digits: \"#2E7D32\"", "'warna' is no colour");
        good = false;
    }
    return good;
}

static bool read_step(Calc *calc, const Node *node, ScaleStep *step)
{
    static const Key KEYS[] = {
        {"mulai", NODE_TEXT, true},
        {"sebutan", NODE_TEXT, true},
        {"kode", NODE_TEXT, false},
        {"warna", NODE_TEXT, false},
    };
    if (!keys_check(calc, node, KEYS, sizeof KEYS / sizeof *KEYS, "a step of a scale"))
        return false;
    bool good = read_from(calc, node, "mulai", NULL, &step->from);
    return read_labels(calc, node, step) && good;
}

/* A word, bare or with its code; worth its rank from the bottom unless it says what. */
static bool read_word(Calc *calc, const Node *node, int64_t rank, ScaleStep *step)
{
    static const Key KEYS[] = {
        {"sebutan", NODE_TEXT, true},
        {"kode", NODE_TEXT, false},
        {"nilai", NODE_TEXT, false},
        {"warna", NODE_TEXT, false},
    };
    step->from = num_int(rank);
    if (node->kind == NODE_TEXT) {
        step->label = str_trim(node->text);
        return true;
    }
    if (!keys_check(calc, node, KEYS, sizeof KEYS / sizeof *KEYS, "a word of a scale"))
        return false;
    Num otherwise = step->from;
    bool good = read_from(calc, node, "nilai", &otherwise, &step->from);
    return read_labels(calc, node, step) && good;
}

/* Each step must lie below the one before. */
static bool check_order(Calc *calc, const Node *list, const ScaleStep *steps, const char *key)
{
    bool good = true;
    for (size_t i = 1; i < list->count; i++) {
        if (num_compare(steps[i].from, steps[i - 1].from) < 0)
            continue;
        const Node *from = node_member(list->items[i], str_from(key));
        diag(calc->diags, SEVERITY_ERROR, from != NULL ? from->place : list->items[i]->place,
             "write the steps from the highest to the lowest",
             "'%s' must be below that of the step before", key);
        good = false;
    }
    return good;
}

static bool read_steps(Calc *calc, const Node *list, Scale *scale)
{
    ScaleStep *steps = arena_array(calc->arena, list->count, sizeof *steps);
    bool good = list->count > 0;
    if (!good)
        diag(calc->diags, SEVERITY_ERROR, list->place, NULL, "a scale needs a step");
    for (size_t i = 0; i < list->count; i++) {
        int64_t rank = (int64_t)(list->count - i);
        bool read = scale->words ? read_word(calc, list->items[i], rank, &steps[i])
                                 : read_step(calc, list->items[i], &steps[i]);
        good = read && good;
    }
    scale->steps = steps;
    scale->count = list->count;
    return good && check_order(calc, list, steps, scale->words ? "nilai" : "mulai");
}

/* The list of steps: `tingkat`, lower bounds, or `kata`, words. NULL after an error. */
static const Node *steps_node(Calc *calc, const Node *node, Scale *scale)
{
    const Node *bounds = node_member(node, STR("tingkat"));
    const Node *words = node_member(node, STR("kata"));
    scale->words = words != NULL;
    if ((bounds == NULL) != (words == NULL))
        return bounds != NULL ? bounds : words;
    diag(calc->diags, SEVERITY_ERROR, words != NULL ? words->place : node->place,
         "'tingkat' lists lower bounds, 'kata' words from the best to the worst",
         words != NULL ? "a scale has 'tingkat' or 'kata', not both"
                       : "a scale lacks the key 'tingkat'");
    return NULL;
}

static bool read_bounds(Calc *calc, const Node *node, Scale *scale)
{
    Str bounds = keys_text(node, "batas");
    scale->above = str_is(bounds, "di_atas");
    if (bounds.size == 0 || scale->above || str_is(bounds, "minimal"))
        return true;
    diag(calc->diags, SEVERITY_ERROR, node_member(node, STR("batas"))->place, NULL,
         "'batas' must be minimal or di_atas, not '%.*s'", STR_ARG(bounds));
    return false;
}

static bool add_scale(Calc *calc, const Member *member)
{
    static const Key KEYS[] = {
        {"arti", NODE_TEXT, false},    {"batas", NODE_TEXT, false}, {"desimal", NODE_TEXT, false},
        {"tingkat", NODE_LIST, false}, {"kata", NODE_LIST, false},
    };
    const Node *node = member->value;
    if (!keys_check(calc, node, KEYS, sizeof KEYS / sizeof *KEYS, "a scale"))
        return false;
    Scale scale = {.name = str_copy(calc->arena, member->key)};
    scale.decimals = keys_int(calc, node, "desimal", MOST_DECIMALS, 2);
    bool good = scale.decimals >= 0;
    good = read_bounds(calc, node, &scale) && good;
    const Node *steps = steps_node(calc, node, &scale);
    scale.tree = steps;
    good = steps != NULL && read_steps(calc, steps, &scale) && good;
    if (!good)
        return false;
    Scale *slot = find(calc, scale.name);
    if (slot == NULL) {
        slot = arena_push(calc->arena, &calc->scales, &calc->scale_capacity, calc->scale_count,
                          sizeof *calc->scales);
        calc->scale_count++;
    }
    *slot = scale;
    return true;
}

bool calc_add_scales(Calc *calc, const Node *scales)
{
    if (scales->kind == NODE_NULL)
        return true;
    if (scales->kind != NODE_MAP) {
        diag(calc->diags, SEVERITY_ERROR, scales->place, "write: name: {tingkat: [...]}",
             "a file of scales must be a map");
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < scales->count; i++)
        good = add_scale(calc, &scales->members[i]) && good;
    return good;
}
