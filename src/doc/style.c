/* The styles' defaults, as government reports are usually set, and what `gaya` changes in them. */
#include "doc/style.h"
#include "doc/numbering.h"

/* The document's base, from which all styles start. */
typedef struct Base {
    Str family;
    Len size;
    Len indent;
    int64_t spacing; /* percent of single spacing */
    bool hyphenate;
} Base;

/* Both places where `gaya` may stand, the later one wins. */
typedef struct Sources {
    Arena *arena;
    Diags *diags;
    const Record *records[2];
    Base base;
} Sources;

enum { CENTIMETRE = 28346, SINGLE_SPACING = 100 };

/* --- One text style --------------------------------------------------------------------------- */

/* The percentage in field `spasi`; `otherwise` when it is not given. */
static int64_t spacing_of(const Sources *sources, const Record *record, int64_t otherwise)
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

/* What a record of type gaya_teks changes. */
static void text_apply(const Sources *sources, TextStyle *style, const Record *record)
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
    int64_t spacing = spacing_of(sources, record, 0);
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
    style->before = length_of(diags, record, "sebelum", style->before);
    style->after = length_of(diags, record, "sesudah", style->after);
    Value keep = record_get(record, "lengket");
    if (keep.kind == VALUE_BOOL)
        style->keep_with_next = keep.flag;
    lines_apply(sources, style, record);
}

/* `style` with what the field `name` of both `gaya` changes. */
static TextStyle text_from(const Sources *sources, const char *name, TextStyle style)
{
    for (size_t i = 0; i < 2; i++)
        text_apply(sources, &style, record_record(sources->records[i], name));
    return style;
}

/* A style of the document's family, `spacing` percent of single spacing. */
static TextStyle text_style(const Base *base, Len size, int64_t spacing, Align align, uint8_t style)
{
    return (TextStyle){
        .family = base->family,
        .size = size,
        .leading = leading_of(size, spacing),
        .align = align,
        .style = style,
    };
}

/* --- Paragraphs and headings ------------------------------------------------------------------ */

static void flag_from(bool *flag, const Record *record, const char *field)
{
    Value value = record_get(record, field);
    if (value.kind == VALUE_BOOL)
        *flag = value.flag;
}

static void set_variants(TextStyle *variants, TextStyle style)
{
    static const Align aligns[VARIANT_COUNT] = {
        [VARIANT_CENTRE] = ALIGN_CENTRE,
        [VARIANT_RIGHT] = ALIGN_RIGHT,
    };
    for (int i = 0; i < VARIANT_COUNT; i++) {
        variants[i] = style;
        if (i != VARIANT_NONE)
            variants[i].first_indent = 0;
        if (i == VARIANT_CENTRE || i == VARIANT_RIGHT)
            variants[i].align = aligns[i];
    }
}

static void set_paragraphs(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    styles->indent_first = true;
    for (size_t i = 0; i < 2; i++)
        if (sources->records[i] != NULL)
            flag_from(&styles->indent_first, sources->records[i], "indentasi_awal");
    TextStyle body = text_style(base, base->size, base->spacing, ALIGN_JUSTIFY, 0);
    body.first_indent = base->indent;
    body.hyphenate = base->hyphenate;
    body.after = base->size / 2;
    body = text_from(sources, "paragraf", body);
    TextStyle quote = body;
    quote.first_indent = 0;
    quote.left = quote.right = CENTIMETRE;
    quote = text_from(sources, "kutipan", quote);
    styles->quote_left = quote.left;
    styles->quote_right = quote.right;
    quote.left = quote.right = 0;
    TextStyle item = body;
    item.first_indent = 0;
    item.after = base->size / 4;
    for (size_t i = 0; i < 2; i++) {
        const Record *list = record_record(sources->records[i], "butir");
        text_apply(sources, &item, record_record(list, "teks"));
    }
    set_variants(styles->paragraph[REGION_BODY], body);
    set_variants(styles->paragraph[REGION_QUOTE], quote);
    set_variants(styles->paragraph[REGION_ITEM], item);
}

/* The value of `gaya.<map>.<level>`; NULL when it is not given. */
static const Record *level_record(const Record *record, const char *map, int level)
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

/* Keys of a map by level are 1 to 4. */
static void check_levels(Diags *diags, const Record *record, const char *map)
{
    Value value = record_get(record, map);
    for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++) {
        Str key = value.map->entries[i].key;
        if (key.size != 1 || key.at[0] < '1' || key.at[0] > '0' + LEVELS)
            diag(diags, SEVERITY_ERROR, record_item_place(record, map, i), "levels are 1 to 4",
                 "'%s' has no level '%.*s'", map, STR_ARG(key));
    }
}

static void pattern_from(Diags *diags, Str *pattern, const Record *record, const char *field)
{
    Value value = record_get(record, field);
    if (value.kind != VALUE_TEXT)
        return;
    *pattern = value.text;
    if (!pattern_check(value.text))
        diag(diags, SEVERITY_ERROR, record_place(record, field),
             "a number is {1} to {4}, with I, i, A or a behind the digit for another spelling",
             "'%.*s' is not a form of numbers", STR_ARG(value.text));
}

static void heading_apply(const Sources *sources, HeadingStyle *heading, const Record *record)
{
    if (record == NULL)
        return;
    pattern_from(sources->diags, &heading->number, record, "nomor");
    pattern_from(sources->diags, &heading->reference, record, "rujukan");
    pattern_from(sources->diags, &heading->page_mark, record, "nomor_halaman");
    flag_from(&heading->number_above, record, "nomor_di_atas");
    flag_from(&heading->capitals, record, "kapital");
    flag_from(&heading->new_page, record, "halaman_baru");
    text_apply(sources, &heading->text, record_record(record, "teks"));
}

static void set_headings(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    TextStyle chapter =
        text_style(base, base->size + 2 * PT, base->spacing, ALIGN_CENTRE, TEXT_BOLD);
    chapter.after = base->size * 3 / 2;
    TextStyle section = text_style(base, base->size, base->spacing, ALIGN_LEFT, TEXT_BOLD);
    section.before = base->size;
    section.after = base->size / 2;
    chapter.keep_with_next = section.keep_with_next = true;
    const HeadingStyle defaults[LEVELS] = {
        {chapter, STR("BAB {1I}"), STR("Bab {1I}"), {NULL, 0}, true, true, true},
        {section, STR("{1}.{2}"), STR("Subbab {1}.{2}"), {NULL, 0}, false, false, false},
        {section, STR("{1}.{2}.{3}"), STR("Subbab {1}.{2}.{3}"), {NULL, 0}, false, false, false},
        {section,
         STR("{4A}."),
         STR("Subbab {1}.{2}.{3} huruf {4A}"),
         {NULL, 0},
         false,
         false,
         false},
    };
    for (int level = 1; level <= LEVELS; level++) {
        HeadingStyle *heading = &styles->heading[level - 1];
        *heading = defaults[level - 1];
        for (size_t i = 0; i < 2; i++)
            heading_apply(sources, heading, level_record(sources->records[i], "judul", level));
        if (heading->page_mark.size == 0)
            heading->page_mark = pattern_first(heading->number);
    }
}

/* Where it is not said otherwise, an appendix looks like a chapter. */
static void set_appendix(const Sources *sources, Styles *styles)
{
    HeadingStyle *heading = &styles->appendix;
    *heading = styles->heading[0];
    heading->number = heading->reference = STR("Lampiran {1}");
    heading->page_mark = (Str){NULL, 0};
    for (size_t i = 0; i < 2; i++)
        heading_apply(sources, heading, record_record(sources->records[i], "lampiran"));
    if (heading->page_mark.size == 0)
        heading->page_mark =
            str_format(sources->arena, "L%.*s", STR_ARG(pattern_first(heading->number)));
}

/* --- Lists, tables, contents ------------------------------------------------------------------ */

static void set_lists(const Sources *sources, Styles *styles)
{
    static const Str marks[] = {{"•", 3}, {"–", 3}};
    ListStyle *list = &styles->list;
    *list = (ListStyle){.width = CENTIMETRE * 3 / 4, .marks = marks, .mark_count = 2};
    for (size_t i = 0; i < 2; i++) {
        const Record *record = record_record(sources->records[i], "butir");
        if (record == NULL)
            continue;
        list->left = length_of(sources->diags, record, "kiri", list->left);
        list->width = length_of(sources->diags, record, "lebar", list->width);
        list->gap = length_of(sources->diags, record, "jarak", list->gap);
        const List *own = record_list(record, "tanda");
        Str *texts = arena_array(sources->arena, own->count, sizeof *texts);
        for (size_t k = 0; k < own->count; k++)
            texts[k] = own->items[k].text;
        if (own->count > 0) {
            list->marks = texts;
            list->mark_count = own->count;
        }
    }
}

static void table_apply(const Sources *sources, TableStyle *table, const Record *record)
{
    Diags *diags = sources->diags;
    table_style_apply(sources->arena, diags, table, record);
    text_apply(sources, &table->cell, record_record(record, "teks"));
    text_apply(sources, &table->caption, record_record(record, "judul"));
    text_apply(sources, &table->note, record_record(record, "sumber"));
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

static void set_tables(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    TableStyle *table = &styles->table;
    table->cell = text_style(base, 9 * PT, SINGLE_SPACING, ALIGN_LEFT, 0);
    table->cell.hyphenate = base->hyphenate;
    table->caption = text_style(base, base->size - 1 * PT, SINGLE_SPACING, ALIGN_CENTRE, TEXT_BOLD);
    table->caption.before = base->size * 3 / 4;
    table->caption.after = 4 * PT;
    table->caption.keep_with_next = true;
    table->note = text_style(base, 8 * PT, SINGLE_SPACING, ALIGN_LEFT, TEXT_ITALIC);
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
    text_apply(sources, &figure->text, record_record(record, "teks"));
    text_apply(sources, &figure->caption, record_record(record, "judul"));
    text_apply(sources, &figure->note, record_record(record, "sumber"));
    text_apply(sources, &figure->photo, record_record(record, "keterangan"));
    if (record_text(record, "sebutan").size > 0)
        figure->word = record_text(record, "sebutan");
    if (record_text(record, "sebutan_grafik").size > 0)
        figure->chart_word = record_text(record, "sebutan_grafik");
}

/* After set_tables: captions and notes are as those of tables. */
static void set_figures(const Sources *sources, Styles *styles)
{
    FigureStyle *figure = &styles->figure;
    figure->text = text_style(&sources->base, 8 * PT, SINGLE_SPACING, ALIGN_LEFT, 0);
    figure->text.before = figure->text.after = sources->base.size * 3 / 4;
    figure->caption = styles->table.caption;
    figure->caption.keep_with_next = false;
    figure->caption.before = 4 * PT;
    figure->caption.after = sources->base.size * 3 / 4;
    figure->note = styles->table.note;
    figure->photo = text_style(&sources->base, 9 * PT, SINGLE_SPACING, ALIGN_CENTRE, 0);
    figure->note.align = ALIGN_CENTRE;
    figure->word = STR("Gambar");
    figure->chart_word = STR("Grafik");
    for (size_t i = 0; i < 2; i++)
        figure_apply(sources, figure, record_record(sources->records[i], "gambar"));
}

static void set_contents(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    for (int level = 1; level <= LEVELS; level++) {
        TextStyle *style = &styles->contents[level - 1];
        *style = text_style(base, base->size, 110, ALIGN_LEFT, level == 1 ? TEXT_BOLD : 0);
        style->left = (level - 1) * (CENTIMETRE * 3 / 4);
        style->before = level == 1 ? base->size / 3 : 0;
        for (size_t i = 0; i < 2; i++)
            text_apply(sources, style, level_record(sources->records[i], "daftar_isi", level));
    }
    static const struct {
        ContentsKind kind;
        const char *field;
    } lists[] = {
        {CONTENTS_FIGURES, "daftar_gambar"},
        {CONTENTS_CHARTS, "daftar_grafik"},
        {CONTENTS_APPENDICES, "daftar_lampiran"},
    };
    TextStyle tables =
        text_from(sources, "daftar_tabel", text_style(base, base->size, 110, ALIGN_LEFT, 0));
    styles->lists[CONTENTS_TABLES] = tables;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        styles->lists[lists[i].kind] = text_from(sources, lists[i].field, tables);
}

/* --- Footnotes -------------------------------------------------------------------------------- */

static void set_notes(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    NoteStyle *note = &styles->note;
    Len size = base->size > 5 * PT ? base->size - 3 * PT : 2 * PT;
    note->text = text_style(base, size, SINGLE_SPACING, ALIGN_JUSTIFY, 0);
    note->text.hyphenate = base->hyphenate;
    note->text.before = 10 * PT;
    note->text.after = 2 * PT;
    note->rule = PT / 2;
    note->width = 5 * CENTIMETRE;
    for (size_t i = 0; i < 2; i++) {
        const Record *record = record_record(sources->records[i], "catatan_kaki");
        if (record == NULL)
            continue;
        text_apply(sources, &note->text, record_record(record, "teks"));
        note->rule = thickness_of(sources->diags, record, "garis", note->rule);
        note->width = length_of(sources->diags, record, "panjang_garis", note->width);
        Str from = record_text(record, "mulai");
        if (from.size > 0)
            styles->notes_by_chapter = str_is(from, "bab");
    }
}

/* --- All -------------------------------------------------------------------------------------- */

static void set_base(Sources *sources)
{
    Base *base = &sources->base;
    *base = (Base){STR("Liberation Serif"), 12 * PT, CENTIMETRE, 130, true};
    for (size_t i = 0; i < 2; i++) {
        const Record *record = sources->records[i];
        if (record == NULL)
            continue;
        if (record_text(record, "huruf").size > 0)
            base->family = record_text(record, "huruf");
        base->size = size_of(sources->diags, record, base->size);
        base->indent = length_of(sources->diags, record, "indentasi", base->indent);
        base->spacing = spacing_of(sources, record, base->spacing);
        flag_from(&base->hyphenate, record_record(record, "pemenggalan"), "aktif");
        check_levels(sources->diags, record, "judul");
        check_levels(sources->diags, record, "daftar_isi");
    }
}

/* The exceptions of both, the job's last. */
static void set_divided(const Sources *sources, Styles *styles)
{
    const Record *records[2];
    size_t count = 0;
    for (size_t i = 0; i < 2; i++) {
        records[i] = record_record(sources->records[i], "pemenggalan");
        count += record_list(records[i], "pengecualian")->count;
    }
    DividedWord *words = arena_array(sources->arena, count, sizeof *words);
    styles->divided = words;
    styles->divided_count = count;
    for (size_t i = 0; i < 2; i++) {
        const List *list = record_list(records[i], "pengecualian");
        for (size_t k = 0; k < list->count; k++)
            *words++ = (DividedWord){list->items[k].text,
                                     record_item_place(records[i], "pengecualian", k)};
    }
}

const Styles *styles_new(Arena *arena, Diags *diags, const Record *manifest, const Record *job)
{
    Sources sources = {.arena = arena, .diags = diags, .records = {manifest, job}};
    Styles *styles = arena_alloc(arena, sizeof *styles);
    set_base(&sources);
    const Base *base = &sources.base;
    set_paragraphs(&sources, styles);
    set_headings(&sources, styles);
    set_appendix(&sources, styles);
    set_lists(&sources, styles);
    set_tables(&sources, styles);
    set_figures(&sources, styles);
    set_contents(&sources, styles);
    TextStyle equation = text_style(base, base->size, SINGLE_SPACING, ALIGN_CENTRE, 0);
    equation.before = equation.after = base->size / 2;
    styles->equation = text_from(&sources, "rumus", equation);
    set_notes(&sources, styles);
    set_divided(&sources, styles);
    TextStyle signature = text_style(base, base->size, 110, ALIGN_CENTRE, 0);
    signature.before = base->size;
    styles->signature = text_from(&sources, "ttd", signature);
    styles->cover =
        text_from(&sources, "sampul", text_style(base, base->size + 4 * PT, 120, ALIGN_CENTRE, 0));
    styles->page_line =
        text_from(&sources, "kepala_kaki", text_style(base, 9 * PT, SINGLE_SPACING, ALIGN_LEFT, 0));
    return styles;
}
