/*
 * Scales: which step a value stands on, and reading them.
 */
#include "calc/state.h"

enum { MOST_DECIMALS = 10 };

/* --- Looking up
 * ---------------------------------------------------------------------------------------- */

const ScaleStep *scale_step_of(Arena *arena, const Scale *scale, Num value)
{
    Num rounded = percent_as_printed(arena, value, scale->decimals);
    for (size_t i = 0; i < scale->count; i++) {
        int order = num_compare(rounded, scale->steps[i].from);
        /* The lowest step has nothing below it that its bound could belong to. */
        bool open = scale->above && i + 1 < scale->count;
        if (open ? order > 0 : order >= 0)
            return &scale->steps[i];
    }
    return NULL;
}

static Scale *find(const Calc *calc, Str name)
{
    for (size_t i = 0; i < calc->scale_count; i++)
        if (str_equal(calc->scales[i].name, name))
            return &calc->scales[i];
    return NULL;
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
    diag(calc->diags, SEVERITY_ERROR, place,
         suggestion(calc->arena, name, names, calc->scale_count), "there is no scale '%.*s'",
         STR_ARG(name));
    return NULL;
}

bool calc_choose_scale(Calc *calc, Str name, Place place)
{
    if (scale_find(calc, name, place) == NULL)
        return false;
    calc->chosen_scale = str_copy(calc->arena, name);
    return true;
}

const ScaleStep *calc_scale_step(Calc *calc, Str name, Num value, Place place)
{
    const Scale *scale = scale_find(calc, name, place);
    return scale == NULL ? NULL : scale_step_of(calc->arena, scale, value);
}

/* --- Reading
 * ------------------------------------------------------------------------------------------- */

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
    step->label = keys_text(node, "sebutan");
    step->code = keys_text(node, "kode");
    step->colour = keys_text(node, "warna");
    bool good = true;
    if (read_number(calc->arena, keys_text(node, "mulai"), false, &step->from) != READ_OK) {
        diag(calc->diags, SEVERITY_ERROR, node_member(node, STR("mulai"))->place, NULL,
             "'mulai' must be a number");
        good = false;
    }
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

static bool read_steps(Calc *calc, const Node *list, Scale *scale)
{
    ScaleStep *steps = arena_array(calc->arena, list->count, sizeof *steps);
    bool good = list->count > 0;
    if (!good)
        diag(calc->diags, SEVERITY_ERROR, list->place, NULL, "a scale needs a step");
    bool readable = true;
    for (size_t i = 0; i < list->count; i++) {
        readable = read_step(calc, list->items[i], &steps[i]) && readable;
        if (!readable || i == 0 || num_compare(steps[i].from, steps[i - 1].from) < 0)
            continue;
        diag(calc->diags, SEVERITY_ERROR, node_member(list->items[i], STR("mulai"))->place,
             "write the steps from the highest to the lowest",
             "'mulai' must be below that of the step before");
        good = false;
    }
    scale->steps = steps;
    scale->count = list->count;
    return good && readable;
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
        {"arti", NODE_TEXT, false},
        {"batas", NODE_TEXT, false},
        {"desimal", NODE_TEXT, false},
        {"tingkat", NODE_LIST, true},
    };
    const Node *node = member->value;
    if (!keys_check(calc, node, KEYS, sizeof KEYS / sizeof *KEYS, "a scale"))
        return false;
    Scale scale = {.name = str_copy(calc->arena, member->key)};
    scale.decimals = keys_int(calc, node, "desimal", MOST_DECIMALS, 2);
    bool good = scale.decimals >= 0;
    good = read_bounds(calc, node, &scale) && good;
    good = read_steps(calc, node_member(node, STR("tingkat")), &scale) && good;
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
