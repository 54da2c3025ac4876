/*
 * tests/bsre/forms.h - small PDFs with signature fields.
 */
#ifndef LAKIPDF_TESTS_BSRE_FORMS_H
#define LAKIPDF_TESTS_BSRE_FORMS_H

#include "../pdfread/made.h"

#include "bsre/bsre.h"

/* Two pages of A4; `fields` are the objects of the form's fields, 10 on page 1, 11 on page 2. */
static inline Str form_make(Arena *arena, const char *fields, const char *first, const char *second,
                            const char *page)
{
    Made made = made_begin(arena);
    made_object(
        &made, 1,
        str_format(arena, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>", fields).at);
    made_object(&made, 2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 595 842]>>");
    made_object(&made, 3,
                str_format(arena, "<</Type/Page/Parent 2 0 R/Annots[10 0 R]%s>>", page).at);
    made_object(&made, 4, "<</Type/Page/Parent 2 0 R/Annots[11 0 R]>>");
    if (first != NULL)
        made_object(&made, 10, first);
    if (second != NULL)
        made_object(&made, 11, second);
    made_table(&made, "/ID[<01><02>]");
    return buf_str(&made.bytes);
}

#define FORM_SEKRETARIS                                                                            \
    "<</Type/Annot/Subtype/Widget/FT/Sig/T(sekretaris)/Rect[60 700 160 760]/P 3 0 R>>"
#define FORM_KEPALA                                                                                \
    "<</Type/Annot/Subtype/Widget/FT/Sig/T(kepala)/Rect[300 200.5 440 260.5]/P 4 0 R>>"

/* One field, kepala, on the second page. */
static inline Str form_kepala(Arena *arena)
{
    return form_make(arena, "11 0 R", NULL, FORM_KEPALA, "");
}

/* Two fields. */
static inline Str form_both(Arena *arena)
{
    return form_make(arena, "10 0 R 11 0 R", FORM_SEKRETARIS, FORM_KEPALA, "");
}

/* A config in which nothing stands; what it lacks is not told. */
static inline const Record *form_empty_record(Fixture *fixture)
{
    Diags *diags = diags_new(fixture->arena);
    Schema *schema = schema_new(fixture->arena, diags);
    const char *path = "config/skema/layanan/bsre.yaml";
    assert_true(schema_add(schema, data_load_file(fixture->arena, diags, path, (Place){0})));
    assert_true(schema_resolve(schema));
    const Node *tree =
        data_load_yaml(fixture->arena, diags, support_source(fixture, "bsre.yaml", "{}"));
    return data_bind(fixture->arena, schema, schema_type(schema, STR("bsre")), tree, 0);
}

#endif
