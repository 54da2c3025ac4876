/* The styles' defaults, as government reports are usually set, and what `gaya` changes in them: the
 * base, paragraphs, lists, contents, footnotes. */
#include "doc/style/source.h"

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
            style_flag(&styles->indent_first, sources->records[i], "indentasi_awal");
    TextStyle body = style_plain(base, base->size, base->spacing, ALIGN_JUSTIFY, 0);
    body.first_indent = base->indent;
    body.hyphenate = base->hyphenate;
    body.after = base->size / 2;
    body = style_from(sources, "paragraf", body);
    TextStyle quote = body;
    quote.first_indent = 0;
    quote.left = quote.right = CENTIMETRE;
    quote = style_from(sources, "kutipan", quote);
    styles->quote_left = quote.left;
    styles->quote_right = quote.right;
    styles->quote_indents = quote.indents;
    quote.left = quote.right = 0;
    TextStyle item = body;
    item.first_indent = 0;
    item.after = base->size / 4;
    for (size_t i = 0; i < 2; i++) {
        const Record *list = record_record(sources->records[i], "butir");
        style_apply(sources, &item, record_record(list, "teks"));
    }
    set_variants(styles->paragraph[REGION_BODY], body);
    set_variants(styles->paragraph[REGION_QUOTE], quote);
    set_variants(styles->paragraph[REGION_ITEM], item);
}

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

static void set_contents(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    for (int level = 1; level <= LEVELS; level++) {
        TextStyle *style = &styles->contents[level - 1];
        *style = style_plain(base, base->size, 110, ALIGN_LEFT, level == 1 ? TEXT_BOLD : 0);
        style->left = (level - 1) * (CENTIMETRE * 3 / 4);
        style->before = level == 1 ? base->size / 3 : 0;
        for (size_t i = 0; i < 2; i++)
            style_apply(sources, style, style_level(sources->records[i], "daftar_isi", level));
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
        style_from(sources, "daftar_tabel", style_plain(base, base->size, 110, ALIGN_LEFT, 0));
    styles->lists[CONTENTS_TABLES] = tables;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        styles->lists[lists[i].kind] = style_from(sources, lists[i].field, tables);
}

static void set_notes(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    NoteStyle *note = &styles->note;
    Len size = base->size > 5 * PT ? base->size - 3 * PT : 2 * PT;
    note->text = style_plain(base, size, SINGLE_SPACING, ALIGN_JUSTIFY, 0);
    note->text.hyphenate = base->hyphenate;
    note->text.before = 10 * PT;
    note->text.after = 2 * PT;
    note->rule = PT / 2;
    note->width = 5 * CENTIMETRE;
    for (size_t i = 0; i < 2; i++) {
        const Record *record = record_record(sources->records[i], "catatan_kaki");
        if (record == NULL)
            continue;
        style_apply(sources, &note->text, record_record(record, "teks"));
        note->rule = thickness_of(sources->diags, record, "garis", note->rule);
        note->width = length_of(sources->diags, record, "panjang_garis", note->width);
        Str from = record_text(record, "mulai");
        if (from.size > 0)
            styles->notes_by_chapter = str_is(from, "bab");
    }
}

/* --- All -------------------------------------------------------------------------------------- */

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
        base->spacing = style_spacing(sources, record, base->spacing);
        style_flag(&base->hyphenate, record_record(record, "pemenggalan"), "aktif");
        check_levels(sources->diags, record, "judul");
        check_levels(sources->diags, record, "daftar_isi");
    }
}

/* Two thirds of the size of names and offices. */
static void set_small(Styles *styles)
{
    TextStyle *small = &styles->signature_small;
    *small = styles->signature;
    small->size = (Len)((int64_t)small->size * 2 / 3);
    small->leading = (Len)((int64_t)small->leading * 2 / 3);
    small->before = small->after = small->left = small->right = small->first_indent = 0;
    small->hyphenate = false;
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
    style_headings(&sources, styles);
    style_appendix(&sources, styles);
    set_lists(&sources, styles);
    style_tables(&sources, styles);
    style_figures(&sources, styles);
    set_contents(&sources, styles);
    TextStyle equation = style_plain(base, base->size, SINGLE_SPACING, ALIGN_CENTRE, 0);
    equation.before = equation.after = base->size; /* more than between lines of one */
    styles->equation = style_from(&sources, "rumus", equation);
    set_notes(&sources, styles);
    set_divided(&sources, styles);
    TextStyle signature = style_plain(base, base->size, 110, ALIGN_CENTRE, 0);
    signature.before = signature.after = base->size;
    styles->signature = style_from(&sources, "ttd", signature);
    set_small(styles);
    styles->cover = style_from(&sources, "sampul",
                               style_plain(base, base->size + 4 * PT, 120, ALIGN_CENTRE, 0));
    styles->page_line = style_from(&sources, "kepala_kaki",
                                   style_plain(base, 9 * PT, SINGLE_SPACING, ALIGN_LEFT, 0));
    return styles;
}
