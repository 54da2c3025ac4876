/* How headings look and how they are numbered: chapters, what is in them, appendices. */
#include "doc/numbering.h"
#include "doc/style/source.h"

static void pattern_from(Diags *diags, Str *pattern, const Record *record, const char *field)
{
    Value value = record_get(record, field);
    if (value.kind != VALUE_TEXT)
        return;
    if (value.text.size > PATTERN_MAX_BYTES) {
        diag(diags, SEVERITY_ERROR, record_place(record, field), "the limit is fixed: shorten it",
             "a form of numbers has more than %d bytes", PATTERN_MAX_BYTES);
        return;
    }
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
    style_flag(&heading->number_above, record, "nomor_di_atas");
    style_flag(&heading->capitals, record, "kapital");
    style_flag(&heading->new_page, record, "halaman_baru");
    style_apply(sources, &heading->text, record_record(record, "teks"));
}

void style_headings(const Sources *sources, Styles *styles)
{
    const Base *base = &sources->base;
    TextStyle chapter =
        style_plain(base, base->size + 2 * PT, base->spacing, ALIGN_CENTRE, TEXT_BOLD);
    chapter.after = base->size * 3 / 2;
    TextStyle section = style_plain(base, base->size, base->spacing, ALIGN_LEFT, TEXT_BOLD);
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
            heading_apply(sources, heading, style_level(sources->records[i], "judul", level));
        if (heading->page_mark.size == 0)
            heading->page_mark = pattern_first(heading->number);
    }
}

void style_appendix(const Sources *sources, Styles *styles)
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
