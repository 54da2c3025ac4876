/* Names of categories below an axis: flat where they fit, wrapped or smaller; else slanted, else
 * upright. They never overlap: where even upright ones are too many, each second or third stands.
 */
#include "layout/chart/chart.h"

enum {
    MOST_LINES = 4,  /* of a flat name */
    BETWEEN = 4000,  /* flat names */
    DIVIDED = 48000, /* only names in slots so wide have divided words */
};

Len slot_at(Len length, size_t i, size_t n)
{
    return (Len)((int64_t)length * (int64_t)i / (int64_t)n);
}

static Len least_slot(const Canvas *canvas, Len width)
{
    return width / (Len)canvas->chart->category_count;
}

static Label set_name(Canvas *canvas, size_t i, Str text, size_t size, Align align, Len width)
{
    return canvas_set(canvas, text, canvas->chart->categories[i].place, size, 0, PALETTE_TEXT,
                      align, width);
}

static void take_height(Names *names, Len height)
{
    names->height = height > names->height ? height : names->height;
}

/* --- Flat ------------------------------------------------------------------------------------ */

/* The width of the widest word: below it words are divided. */
static Len widest_word(Canvas *canvas, const ChartName *name, size_t size)
{
    Len widest = 0;
    for (size_t from = 0; from < name->text.size;) {
        size_t end = str_find(name->text, " ", from);
        end = end == SIZE_MAX ? name->text.size : end;
        Len natural = 0;
        Len minimal = 0;
        canvas_measure(canvas, str_slice(name->text, from, end), name->place, size, &natural,
                       &minimal);
        widest = natural > widest ? natural : widest;
        from = end + 1;
    }
    return widest;
}

static bool fit_flat(Canvas *canvas, size_t size, Len slot, Len most, bool divided, Names *names)
{
    Len width = slot - BETWEEN;
    Len natural = 0;
    Len minimal = 0;
    *names = (Names){.mode = NAMES_FLAT, .labels = names->labels, .every = 1};
    if (width <= 0)
        return false;
    for (size_t i = 0; i < canvas->chart->category_count; i++) {
        const ChartName *name = &canvas->chart->categories[i];
        canvas_measure(canvas, name->text, name->place, size, &natural, &minimal);
        if (natural / (MOST_LINES + 1) > width + canvas->styles[size].size || minimal > width ||
            (!divided && widest_word(canvas, name, size) > width))
            return false;
    }
    for (size_t i = 0; i < canvas->chart->category_count; i++) {
        names->labels[i] =
            set_name(canvas, i, canvas->chart->categories[i].text, size, ALIGN_CENTRE, width);
        const Paragraph *text = names->labels[i].text;
        if (text != NULL && text->line_count > MOST_LINES)
            return false;
        take_height(names, names->labels[i].height);
    }
    return names->height <= most;
}

/* --- Slanted --------------------------------------------------------------------------------- */

static bool fit_slanted(Canvas *canvas, size_t size, Len x, Len width, Len most, Names *names)
{
    size_t count = canvas->chart->category_count;
    Len slot = least_slot(canvas, width);
    *names = (Names){.mode = NAMES_SLANTED, .labels = names->labels, .every = 1};
    if (slot < canvas->styles[size].leading * 3 / 2)
        return false;
    for (size_t i = 0; i < count; i++) {
        const ChartName *name = &canvas->chart->categories[i];
        Len natural = 0;
        Len minimal = 0;
        Len height = 0;
        Len before = 0;
        canvas_measure(canvas, name->text, name->place, size, &natural, &minimal);
        if (natural / 2 > most) /* no need to set it */
            return false;
        names->labels[i] = set_name(canvas, i, name->text, size, ALIGN_LEFT, natural);
        slanted_extent(&names->labels[i], &height, &before);
        take_height(names, height);
        if (height > most || x + slot_at(width, i, count) + slot / 2 - before < canvas->area.x)
            return false;
    }
    return true;
}

/* --- Upright --------------------------------------------------------------------------------- */

static bool fit_upright(Canvas *canvas, size_t size, Len slot, Len most, Names *names)
{
    Len leading = canvas->styles[size].leading;
    *names = (Names){.mode = NAMES_UPRIGHT, .labels = names->labels, .every = 1};
    if (slot < leading)
        return false;
    for (size_t i = 0; i < canvas->chart->category_count; i++) {
        const ChartName *name = &canvas->chart->categories[i];
        Len natural = 0;
        Len minimal = 0;
        canvas_measure(canvas, name->text, name->place, size, &natural, &minimal);
        if (minimal > most)
            return false;
        Label label =
            set_name(canvas, i, name->text, size, ALIGN_RIGHT, natural < most ? natural : most);
        if (label.height > slot)
            return false;
        names->labels[i] = label;
        take_height(names, label.width);
    }
    return true;
}

/* The longest beginning of a text that fits with an ellipsis behind it. */
static Str shorten(Canvas *canvas, const ChartName *name, size_t size, Len width)
{
    Str best = STR("…");
    size_t low = 0;
    size_t high = utf8_length(name->text);
    while (low < high) {
        size_t middle = (low + high + 1) / 2;
        size_t at = 0;
        for (size_t i = 0; i < middle; i++)
            (void)utf8_next(name->text, &at);
        Str text = str_format(canvas->flow->scratch, "%.*s…",
                              STR_ARG(str_trim(str_slice(name->text, 0, at))));
        Len natural = 0;
        Len minimal = 0;
        canvas_measure(canvas, text, name->place, size, &natural, &minimal);
        if (natural > width) {
            high = middle - 1;
            continue;
        }
        low = middle;
        best = text;
    }
    return best;
}

/* One line each, shortened, and only as many as there is room for. */
static void cut_upright(Canvas *canvas, size_t size, Len slot, Len most, Names *names)
{
    const Chart *chart = canvas->chart;
    Diags *diags = canvas->flow->setter->diags;
    Len leading = canvas->styles[size].leading;
    *names = (Names){.mode = NAMES_UPRIGHT, .labels = names->labels, .every = 1};
    if (slot < leading)
        names->every = (size_t)((leading * 3 / 2 + slot) / (slot > 0 ? slot : 1));
    if (names->every > 1)
        diag(diags, SEVERITY_WARNING, canvas->place, "bars across ('batang_mendatar') have room",
             "only every %zu%s name of the chart's %zu categories fits", names->every,
             names->every == 2   ? "nd"
             : names->every == 3 ? "rd"
                                 : "th",
             chart->category_count);
    for (size_t i = 0; i < chart->category_count; i += names->every) {
        const ChartName *name = &chart->categories[i];
        Len natural = 0;
        Len minimal = 0;
        canvas_measure(canvas, name->text, name->place, size, &natural, &minimal);
        Str text = name->text;
        if (natural > most) {
            text = shorten(canvas, name, size, most);
            diag(diags, SEVERITY_WARNING, name->place,
                 "give the chart more 'tinggi', or the category a shorter name",
                 "a category's name is too long for the chart; it is cut");
        }
        names->labels[i] = set_name(canvas, i, text, size, ALIGN_LEFT, 0);
        take_height(names, names->labels[i].width);
    }
}

/* --- All ------------------------------------------------------------------------------------- */

Names names_fit(Canvas *canvas, Len x, Len width, Len most)
{
    size_t count = canvas->chart->category_count;
    Names names = {.labels = arena_array(canvas->flow->scratch, count, sizeof(Label))};
    Len slot = least_slot(canvas, width);
    for (size_t size = 0; size < CHART_SIZES; size++)
        if (fit_flat(canvas, size, slot, most, false, &names))
            return names;
    for (size_t size = 0; size < CHART_SIZES && slot >= DIVIDED; size++)
        if (fit_flat(canvas, size, slot, most, true, &names))
            return names;
    /* The columns of a table have no room for slanted ones. */
    for (size_t size = 0; size < CHART_SIZES && !canvas->chart->table; size++)
        if (fit_slanted(canvas, size, x, width, most, &names))
            return names;
    /* Wrapped, where that saves height. */
    if (fit_upright(canvas, 0, slot, most / 2, &names))
        return names;
    for (size_t size = 0; size < CHART_SIZES; size++)
        if (fit_upright(canvas, size, slot, most, &names))
            return names;
    for (size_t i = 0; i < count; i++)
        names.labels[i] = (Label){0};
    cut_upright(canvas, CHART_SIZES - 1, slot, most, &names);
    return names;
}

/* A name higher than its slot is wide must not leave the plot's columns. */
static Len keep_inside(Len middle, Len half, Area area)
{
    if (middle < area.x + half)
        return area.x + half;
    return middle > area.x + area.width - half ? area.x + area.width - half : middle;
}

void names_draw(Canvas *canvas, const Names *names, Area area)
{
    size_t count = canvas->chart->category_count;
    for (size_t i = 0; i < count; i += names->every) {
        const Label *label = &names->labels[i];
        Len from = area.x + slot_at(area.width, i, count);
        Len middle = from + (area.x + slot_at(area.width, i + 1, count) - from) / 2;
        if (names->mode == NAMES_FLAT)
            canvas_put(canvas, label, middle - label->width / 2, area.y);
        else if (names->mode == NAMES_SLANTED)
            canvas_put_slanted(canvas, label, middle, area.y);
        else
            canvas_put_upright(canvas, label, keep_inside(middle, label->height / 2, area), area.y);
    }
}
