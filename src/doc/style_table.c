/* The fields that `gaya.tabel` and the directive `tabel` share: sizes, padding, rules, stripes. */
#include "doc/style.h"

static RuleStyle rules_of(const Record *record, RuleStyle otherwise)
{
    static const struct {
        const char *name;
        RuleStyle rules;
    } names[] = {
        {"kotak", RULES_ALL}, {"mendatar", RULES_ACROSS}, {"luar", RULES_OUTER},
        {"buku", RULES_BOOK}, {"tidak", RULES_NONE},
    };
    Str name = record_text(record, "garis_gaya");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i].name))
            return names[i].rules;
    return otherwise;
}

/* "12cm", "penuh" or "isi". */
static Len width_of(Arena *arena, Diags *diags, const Record *record, Len otherwise)
{
    Str text = str_trim(record_text(record, "lebar"));
    Len width = 0;
    if (text.size == 0)
        return otherwise;
    if (str_is(text, "penuh"))
        return TABLE_FULL_WIDTH;
    if (str_is(text, "isi"))
        return 0;
    if (length_read(arena, text, &width) && width > 0)
        return width;
    diag(diags, SEVERITY_ERROR, record_place(record, "lebar"),
         "write a length like 12cm, penuh (as wide as the page), or isi (by its content)",
         "'%.*s' is not a table's width", STR_ARG(text));
    return otherwise;
}

static void set_smallest(Diags *diags, TableStyle *style, const Record *record)
{
    enum { LEAST = 2 * PT };
    style->smallest = length_of(diags, record, "ukuran_terkecil", style->smallest);
    if (style->smallest >= LEAST)
        return;
    diag(diags, SEVERITY_ERROR, record_place(record, "ukuran_terkecil"),
         "sizes are 2pt to 200pt; write the table's own size to keep it",
         "no text can be of this size");
    style->smallest = style->cell.size;
}

/* What goes on on the next page. */
static void set_going_on(TableStyle *style, const Record *record)
{
    Str choice = record_text(record, "sambungan");
    Str word = record_text(record, "kata_sambungan");
    if (choice.size > 0)
        style->repeats = str_is(choice, "ulang");
    if (word.size > 0)
        style->repeat_word = word;
    if (record_get(record, "judul_ulang").kind == VALUE_BOOL)
        style->captioned = record_flag(record, "judul_ulang");
}

void table_style_apply(Arena *arena, Diags *diags, TableStyle *style, const Record *record)
{
    Len size = size_of(diags, record, style->cell.size);
    if (size != style->cell.size) {
        style->cell.leading = (Len)((int64_t)style->cell.leading * size / style->cell.size);
        style->cell.size = size;
    }
    set_smallest(diags, style, record);
    style->padding_x = length_of(diags, record, "padding", style->padding_x);
    style->padding_y = length_of(diags, record, "padding_tegak", style->padding_y);
    style->border = thickness_of(diags, record, "garis", style->border);
    style->rules = rules_of(record, style->rules);
    (void)colour_of(diags, record, "warna_garis", &style->border_colour);
    if (colour_of(diags, record, "selang", &style->stripe))
        style->striped = true;
    style->width = width_of(arena, diags, record, style->width);
    style->valign = valign_of(record, style->valign);
    if (record_get(record, "strip").kind == VALUE_BOOL)
        style->blank = !record_flag(record, "strip");
    set_going_on(style, record);
}
