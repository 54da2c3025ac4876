/* The empty fields of signatures, as other programs find them. */
#include "pages.h"
#include "tagged.h"

#include "qdf.h"

/* A field on a page of the layout. */
static Item *put_field(Fixture *fixture, Layout *layout, size_t page, const char *name,
                       const char *purpose)
{
    Item item = {.kind = ITEM_FIELD, .x = 300000, .y = 500000, .width = 200000, .height = 70866};
    item.field = (SignField){str_from(name), str_from(purpose), false};
    return pages_item(fixture->arena, &layout->pages[page], item);
}

static const char *write_pages(Fixture *fixture, Layout *layout, bool tagged)
{
    const char *folder = folder_make(fixture->arena);
    PdfInfo info = pages_info();
    info.tagged = tagged;
    assert_true(pages_write(fixture, layout, &info, path_in(fixture->arena, folder, "a.pdf")));
    const char *said = COMMAND(fixture->arena, folder, "qpdf", "--check", "a.pdf");
    assert_non_null(strstr(said, "No syntax or stream encoding errors found"));
    return folder;
}

static void a_field_can_be_signed_by_other_programs(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    Layout *layout = pages_make(arena, 3);
    put_field(fixture, layout, 0, "pihak_pertama", "Tanda tangan SITI, Kepala Dinas");
    put_field(fixture, layout, 2, "pihak_kedua", "Tanda tangan (\xC3\xA9)");
    const char *folder = write_pages(fixture, layout, false);
    const char *said =
        run_command(arena, folder, (const char *const[]){"pdfsig", "a.pdf", NULL}).out;
    const char *first = strstr(said, "Field Name: pihak_pertama\n");
    assert_non_null(first);
    assert_non_null(strstr(first, "Field Name: pihak_kedua\n"));
    assert_non_null(strstr(first, "The signature form field is not signed."));
    folder_remove(folder);
}

static void a_field_is_its_widget_with_a_look(void **state)
{
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    Layout *layout = pages_make(arena, 2);
    put_field(fixture, layout, 1, "kepala", "Tanda tangan SITI, Kepala Dinas");
    const char *folder = write_pages(fixture, layout, false);
    Qdf file = qdf_open(arena, folder, "a.pdf");
    Object trailer = qdf_trailer(&file);
    Object catalog = qdf_inside(&file, &trailer, "Root");
    Object form = qdf_inside(&file, &catalog, "AcroForm");
    Object fields = qdf_inside(&file, &form, "Fields");
    assert_int_equal(qdf_entry(&form, "SigFlags").number, 1);
    assert_int_equal(qdf_entry(&form, "NeedAppearances").kind, OBJECT_NONE);
    assert_int_equal(fields.count, 1);
    Object field = qdf_resolve(&file, fields.items[0], NULL);
    assert_true(qdf_is_name(qdf_entry(&field, "FT"), "Sig"));
    assert_true(qdf_is_name(qdf_entry(&field, "Subtype"), "Widget"));
    assert_true(str_is(qdf_entry(&field, "T").text, "(kepala)"));
    assert_true(str_is(qdf_entry(&field, "TU").text, "(Tanda tangan SITI, Kepala Dinas)"));
    assert_int_equal(qdf_entry(&field, "F").number, 4);
    assert_int_equal(qdf_entry(&field, "V").kind, OBJECT_NONE);
    assert_int_equal(qdf_entry(&field, "XXRoomTaken").kind, OBJECT_NONE);
    /* On its page, and there as an annotation. */
    Object page = qdf_inside(&file, &field, "P");
    Object annotations = qdf_inside(&file, &page, "Annots");
    assert_int_equal(annotations.count, 1);
    assert_int_equal(annotations.items[0].number, fields.items[0].number);
    Object looks = qdf_inside(&file, &field, "AP");
    Object look = qdf_inside(&file, &looks, "N");
    Object box = qdf_inside(&file, &look, "BBox");
    Object place = qdf_inside(&file, &field, "Rect");
    assert_true(qdf_is_name(qdf_entry(&look, "Subtype"), "Form"));
    assert_int_equal(box.items[2].number, 200);
    assert_int_equal(place.items[0].number, 300);
    assert_int_equal(place.items[2].number, 500);
    folder_remove(folder);
}

static void a_field_is_an_element_of_a_tagged_file(void **state)
{
    static Element elements[] = {{.role = ROLE_DOCUMENT},
                                 {.role = ROLE_DIVISION},
                                 {.parent = 1, .role = ROLE_PARAGRAPH},
                                 {.parent = 1, .role = ROLE_FORM},
                                 {.parent = 1, .role = ROLE_PARAGRAPH}};
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    layout->elements = elements;
    layout->element_count = sizeof elements / sizeof *elements;
    pages_text(fixture->arena, layout->pages, FACE_SERIF, 72000, 72000, "KEPALA")->tag = 2;
    put_field(fixture, layout, 0, "kepala", "Tanda tangan SITI")->tag = 3;
    pages_text(fixture->arena, layout->pages, FACE_SERIF, 72000, 99000, "SITI")->tag = 4;
    const char *folder = write_pages(fixture, layout, true);
    assert_string_equal(tagged_check(fixture->arena, folder, "a.pdf").outline, "Document\n"
                                                                               "  Div\n"
                                                                               "    P\n"
                                                                               "      ...\n"
                                                                               "    Form\n"
                                                                               "    P\n"
                                                                               "      ...\n");
    folder_remove(folder);
}

static void without_fields_there_is_no_form(void **state)
{
    Fixture *fixture = *state;
    Layout *layout = pages_make(fixture->arena, 1);
    pages_text(fixture->arena, layout->pages, FACE_SERIF, 72000, 72000, "SITI");
    const char *folder = write_pages(fixture, layout, false);
    const char *path = path_in(fixture->arena, folder, "a.pdf");
    size_t size = 0;
    const char *bytes = file_text(fixture->arena, path, &size);
    assert_null(memmem(bytes, size, "AcroForm", 8));
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_field_can_be_signed_by_other_programs),
        TEST(a_field_is_its_widget_with_a_look),
        TEST(a_field_is_an_element_of_a_tagged_file),
        TEST(without_fields_there_is_no_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
