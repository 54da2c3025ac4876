/* How tables look, with the fields that `gaya.tabel` and the directive `tabel` share, and figures.
 */
#include "doc/style/source.h"

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

/* --- `gaya` ------------------------------------------------------------------------------------
 */

static void table_apply(const Sources *sources, TableStyle *table, const Record *record)
{
    Diags *diags = sources->diags;
    table_style_apply(sources->arena, diags, table, record);
    style_apply(sources, &table->cell, record_record(record, "teks"));
    style_apply(sources, &table->caption, record_record(record, "judul"));
    style_apply(sources, &table->note, record_record(record, "sumber"));
    if (record_text(record, "sebutan").size > 0)
        table->word = record_text(record, "sebutan");
    if (colour_of(diags, record, "latar_kepala", &table->header_fill))
        table->header_filled = true;
    if (colour_of(diags, record, "latar_kelompok", &table->group_fill)) {
        table->group_filled = table->inner_filled = true;
        table->inner_fill = table->group_fill;
    }
    if (colour_of(diags, record, "latar_subkelompok", &table->inner_fill))
        table->inner_filled = true;
    if (colour_of(diags, record, "latar_jumlah", &table->total_fill))
        table->total_filled = true;
}

void style_tables(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    TableStyle *table = &styles->table;
    table->cell = style_plain(base, 9 * PT, SINGLE_SPACING, ALIGN_LEFT, 0);
    table->cell.hyphenate = base->hyphenate;
    table->caption =
        style_plain(base, base->size - 1 * PT, SINGLE_SPACING, ALIGN_CENTRE, TEXT_BOLD);
    table->caption.before = base->size * 3 / 4;
    table->caption.after = 4 * PT;
    table->caption.keep_with_next = true;
    table->note = style_plain(base, 8 * PT, SINGLE_SPACING, ALIGN_LEFT, TEXT_ITALIC);
    table->note.before = 2 * PT;
    table->note.after = base->size * 3 / 4;
    table->padding_x = 3 * PT;
    table->padding_y = 2 * PT;
    table->border = PT / 2;
    table->smallest = 6 * PT;
    table->word = STR("Tabel");
    table->repeat_word = STR("(lanjutan)");
    for (size_t i = 0; i < 2; i++) {
        const Record *record = record_record(sources->records[i], "tabel");
        if (record != NULL)
            table_apply(sources, table, record);
    }
}

static void figure_apply(const Sources *sources, FigureStyle *figure, const Record *record)
{
    if (record == NULL)
        return;
    style_apply(sources, &figure->text, record_record(record, "teks"));
    style_apply(sources, &figure->caption, record_record(record, "judul"));
    style_apply(sources, &figure->note, record_record(record, "sumber"));
    style_apply(sources, &figure->photo, record_record(record, "keterangan"));
    if (record_text(record, "sebutan").size > 0)
        figure->word = record_text(record, "sebutan");
    if (record_text(record, "sebutan_grafik").size > 0)
        figure->chart_word = record_text(record, "sebutan_grafik");
}

void style_figures(const Sources *sources, Styles *styles)
{
    FigureStyle *figure = &styles->figure;
    figure->text = style_plain(&sources->base, 8 * PT, SINGLE_SPACING, ALIGN_LEFT, 0);
    figure->text.before = sources->base.size * 3 / 4;
    figure->text.after = sources->base.size * 9 / 8; /* clearly more than to its own caption */
    figure->caption = styles->table.caption;
    figure->caption.keep_with_next = false;
    figure->caption.before = 4 * PT;
    figure->caption.after = figure->text.after;
    figure->note = styles->table.note;
    figure->photo = style_plain(&sources->base, 9 * PT, SINGLE_SPACING, ALIGN_CENTRE, 0);
    figure->note.align = ALIGN_CENTRE;
    figure->word = STR("Gambar");
    figure->chart_word = STR("Grafik");
    for (size_t i = 0; i < 2; i++)
        figure_apply(sources, figure, record_record(sources->records[i], "gambar"));
}
