/* One style of text: a record of type gaya_teks, and the fields that are read as in it. */
#include "doc/style/source.h"

int64_t style_spacing(const Sources *sources, const Record *record, int64_t otherwise)
{
    enum { MIN = 50, MAX = 500 };
    Value value = record_get(record, "spasi");
    int64_t percent = 0;
    if (value.kind != VALUE_NUMBER)
        return otherwise;
    if (num_to_int(num_round(sources->arena, value.number, 0, ROUND_HALF_AWAY), &percent) &&
        percent >= MIN && percent <= MAX)
        return percent;
    diag(sources->diags, SEVERITY_ERROR, record_place(record, "spasi"),
         "write percent of single spacing, 50 to 500", "'spasi' is out of range");
    return otherwise;
}

static void set_flag(uint8_t *style, const Record *record, const char *field, uint8_t flag)
{
    Value value = record_get(record, field);
    if (value.kind == VALUE_BOOL)
        *style = (uint8_t)(value.flag ? *style | flag : *style & ~flag);
}

void style_flag(bool *flag, const Record *record, const char *field)
{
    Value value = record_get(record, field);
    if (value.kind == VALUE_BOOL)
        *flag = value.flag;
}

const Record *style_level(const Record *record, const char *map, int level)
{
    Value value = record_get(record, map);
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++) {
        const Entry *entry = &value.map->entries[i];
        if (entry->key.size == 1 && entry->key.at[0] == '0' + level &&
            entry->value.kind == VALUE_RECORD)
            return entry->value.record;
    }
    return NULL;
}

/* A whole number in field `field`; `otherwise` when it is not given. */
static int16_t whole_of(const Sources *sources, const Record *record, const char *field,
                        int16_t least, int16_t most, int16_t otherwise)
{
    Value value = record_get(record, field);
    int64_t number = 0;
    if (value.kind != VALUE_NUMBER)
        return otherwise;
    if (num_to_int(value.number, &number) && number >= least && number <= most)
        return (int16_t)number;
    Str hint = str_format(sources->arena, "write a whole number from %d to %d", least, most);
    diag(sources->diags, SEVERITY_ERROR, record_place(record, field), hint.at,
         "'%s' is out of range", field);
    return otherwise;
}

/* What it changes of how lines are broken. */
static void lines_apply(const Sources *sources, TextStyle *style, const Record *record)
{
    enum { MOST_TOLERANCE = 10000, MOST_LOOSENESS = 9 };
    Value hyphenate = record_get(record, "pemenggalan");
    if (hyphenate.kind == VALUE_BOOL)
        style->hyphenate = hyphenate.flag;
    style->tolerance = whole_of(sources, record, "toleransi", 1, MOST_TOLERANCE, style->tolerance);
    style->looseness =
        whole_of(sources, record, "kelonggaran", -MOST_LOOSENESS, MOST_LOOSENESS, style->looseness);
}

void style_apply(const Sources *sources, TextStyle *style, const Record *record)
{
    if (record == NULL)
        return;
    Diags *diags = sources->diags;
    Str family = record_text(record, "huruf");
    if (family.size > 0)
        style->family = family;
    Len size = size_of(diags, record, style->size);
    style->leading = (Len)((int64_t)style->leading * size / style->size);
    style->size = size;
    int64_t spacing = style_spacing(sources, record, 0);
    if (spacing > 0)
        style->leading = leading_of(size, spacing);
    style->align = align_of(record, style->align);
    set_flag(&style->style, record, "tebal", TEXT_BOLD);
    set_flag(&style->style, record, "miring", TEXT_ITALIC);
    set_flag(&style->style, record, "garis_bawah", TEXT_UNDERLINE);
    (void)colour_of(diags, record, "warna", &style->colour);
    style->first_indent = length_of(diags, record, "indentasi", style->first_indent);
    style->left = length_of(diags, record, "kiri", style->left);
    style->right = length_of(diags, record, "kanan", style->right);
    if (record_get(record, "kiri").kind != VALUE_MISSING)
        style->indents = record_place(record, "kiri");
    else if (record_get(record, "kanan").kind != VALUE_MISSING)
        style->indents = record_place(record, "kanan");
    style->before = length_of(diags, record, "sebelum", style->before);
    style->after = length_of(diags, record, "sesudah", style->after);
    Value keep = record_get(record, "lengket");
    if (keep.kind == VALUE_BOOL)
        style->keep_with_next = keep.flag;
    lines_apply(sources, style, record);
}

TextStyle style_from(const Sources *sources, const char *name, TextStyle style)
{
    for (size_t i = 0; i < 2; i++)
        style_apply(sources, &style, record_record(sources->records[i], name));
    return style;
}

TextStyle style_plain(const Base *base, Len size, int64_t spacing, Align align, uint8_t style)
{
    return (TextStyle){
        .family = base->family,
        .size = size,
        .leading = leading_of(size, spacing),
        .align = align,
        .style = style,
    };
}
