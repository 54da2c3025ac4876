/* Signature fields of a PDF, and the place that a signature gets. */
#include "bsre/bsre.h"

#include "forms.h"

static const BsreConfig shown = {.visible = true};

static PdfFile *open_pdf(Fixture *fixture, Str bytes)
{
    PdfFile *pdf = made_open(fixture, bytes);
    assert_non_null(pdf);
    return pdf;
}

static void fields_are_found(void **state)
{
    Fixture *fixture = *state;
    size_t count = 0;
    PdfFile *pdf = open_pdf(
        fixture,
        form_make(fixture->arena, "10 0 R 11 0 R", FORM_SEKRETARIS,
                  "<</FT/Sig/T(pihak)/Kids[<</T(satu)/V<</Type/Sig>>>> <</T(\\376\\377\\000d)>>]>>",
                  ""));
    const BsreField *fields = bsre_fields(fixture->arena, pdf, &count);
    assert_int_equal(count, 3);
    assert_str(fields[0].name, "sekretaris");
    assert_int_equal(fields[0].page, 1);
    assert_int_equal(fields[0].box[3], 760000);
    assert_false(fields[0].is_signed);
    assert_str(fields[1].name, "pihak.satu");
    assert_true(fields[1].is_signed);
    assert_int_equal(fields[1].page, 0);
}

static void a_form_that_leads_in_circles_ends(void **state)
{
    Fixture *fixture = *state;
    size_t count = 0;
    PdfFile *pdf = open_pdf(fixture, form_make(fixture->arena, "10 0 R 10 0 R",
                                               "<</FT/Sig/T(a)/Kids[10 0 R 10 0 R]>>", NULL, ""));
    (void)bsre_fields(fixture->arena, pdf, &count);
    assert_int_equal(count, 0);
}

static BsreSpot spot_of(Fixture *fixture, Str bytes, const BsreConfig *config, const char *signer)
{
    BsreSpot spot;
    if (!bsre_spot(fixture->arena, fixture->diags, config, open_pdf(fixture, bytes), signer, &spot))
        fail_msg("%s", support_messages(fixture));
    return spot;
}

static void assert_box(const int64_t box[4], int64_t left, int64_t bottom, int64_t right,
                       int64_t top)
{
    assert_int_equal(box[0], left);
    assert_int_equal(box[1], bottom);
    assert_int_equal(box[2], right);
    assert_int_equal(box[3], top);
}

static void the_field_gives_the_place(void **state)
{
    Fixture *fixture = *state;
    BsreConfig config = shown;
    config.image = STR("x");
    config.image_width = 140;
    config.image_height = 60;
    BsreSpot spot = spot_of(fixture, form_both(fixture->arena), &config, "kepala");
    assert_int_equal(spot.page, 2);
    assert_int_equal(spot.top, 842000);
    assert_box(spot.box, 300000, 200500, 440000, 260500);
    /* The only one needs no name. */
    spot = spot_of(fixture, form_kepala(fixture->arena), &config, NULL);
    assert_int_equal(spot.page, 2);
}

static void a_field_that_is_drawn_over_is_warned_of(void **state)
{
    Fixture *fixture = *state;
    Str bytes = form_make(fixture->arena, "11 0 R", NULL,
                          "<</Type/Annot/Subtype/Widget/FT/Sig/T(kepala)/XXRoomTaken true"
                          "/Rect[300 200.5 440 260.5]/P 4 0 R>>",
                          "");
    assert_int_equal(spot_of(fixture, bytes, &shown, NULL).page, 2);
    assert_non_null(strstr(support_messages(fixture),
                           "warning: the document shows something in the field 'kepala'"));
}

static void what_shows_keeps_its_proportions_in_a_field(void **state)
{
    Fixture *fixture = *state;
    BsreSpot spot = spot_of(fixture, form_kepala(fixture->arena), &shown, NULL);
    assert_box(spot.box, 340000, 200500, 400000, 260500);
    BsreConfig config = shown;
    config.image = STR("x");
    config.image_width = 700;
    config.image_height = 100;
    spot = spot_of(fixture, form_kepala(fixture->arena), &config, NULL);
    assert_box(spot.box, 300000, 220500, 440000, 240500);
}

static void the_config_goes_before_the_field(void **state)
{
    Fixture *fixture = *state;
    BsreConfig config = {.visible = true,
                         .sized = true,
                         .placed = true,
                         .page = 1,
                         .left = 10000,
                         .bottom = 20000,
                         .width = 30000,
                         .height = 40000};
    BsreSpot spot = spot_of(fixture, form_both(fixture->arena), &config, NULL);
    assert_int_equal(spot.page, 1);
    assert_box(spot.box, 10000, 20000, 40000, 60000);
    config = (BsreConfig){
        .visible = true, .sized = true, .anchor = STR("#"), .width = 30000, .height = 40000};
    spot = spot_of(fixture, form_both(fixture->arena), &config, "kepala");
    assert_str(spot.anchor, "#");
    assert_box(spot.box, 0, 0, 30000, 40000);
    config = (BsreConfig){.visible = false};
    assert_false(spot_of(fixture, form_both(fixture->arena), &config, NULL).shown);
}

static void a_cut_page_is_measured_from_what_is_seen(void **state)
{
    Fixture *fixture = *state;
    BsreConfig config = {.visible = true,
                         .sized = true,
                         .placed = true,
                         .page = 1,
                         .left = 10000,
                         .bottom = 20000,
                         .width = 30000,
                         .height = 40000};
    Str pdf = form_make(fixture->arena, "", NULL, NULL,
                        "/MediaBox[-10 -20 500 600]/CropBox[0 5 400 500]");
    BsreSpot spot = spot_of(fixture, pdf, &config, NULL);
    assert_box(spot.box, 10000, 25000, 40000, 65000);
    assert_int_equal(spot.top, 600000);
    assert_int_equal(spot.start, -10000);
}

static void assert_refused(Fixture *fixture, Str bytes, const BsreConfig *config,
                           const char *signer, const char *message)
{
    Fixture own = {fixture->memory, fixture->arena, diags_new(fixture->arena)};
    BsreSpot spot;
    PdfFile *pdf = open_pdf(&own, bytes);
    assert_false(bsre_spot(own.arena, own.diags, config, pdf, signer, &spot));
    const char *said = support_messages(&own);
    if (strstr(said, message) == NULL)
        fail_msg("expected: %s\nsaid: %s", message, said);
}

static void a_field_that_cannot_be_used_is_told(void **state)
{
    static const char filled[] = "<</FT/Sig/T(kepala)/Rect[1 1 9 9]/V<</Type/Sig>>>>";
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    assert_refused(fixture, form_both(arena), &shown, "gubernur",
                   "the PDF has no signature field 'gubernur'\n"
                   "  hint: its fields are: sekretaris, kepala\n");
    assert_refused(fixture, form_both(arena), &shown, NULL,
                   "the PDF has 2 fields that can be signed\n"
                   "  hint: say which by --signer; its fields are: sekretaris, kepala\n");
    assert_refused(fixture, form_make(arena, "11 0 R", NULL, filled, ""), &shown, "kepala",
                   "the field 'kepala' is signed already\n");
    assert_refused(fixture, form_make(arena, "11 0 R", NULL, filled, ""), &shown, NULL,
                   "the PDF has no signature field that is not signed yet\n"
                   "  hint: name the place in the config: 'halaman' and 'posisi', or 'jangkar'\n");
    assert_refused(fixture, form_make(arena, "", NULL, NULL, ""), &shown, NULL,
                   "the PDF has no signature field that is not signed yet\n");
    assert_refused(fixture, form_make(arena, "11 0 R", NULL, "<</FT/Sig/T(a)/Rect[0 0 0 0]>>", ""),
                   &shown, NULL, "the field 'a' shows on no page\n");
    assert_refused(fixture,
                   form_make(arena, "11 0 R", NULL,
                             "<</FT/Sig/T(a)/Rect[0 0 99999999999999 99999999999999]>>", ""),
                   &shown, NULL, "the field 'a' shows on no page\n");
    assert_refused(fixture,
                   form_make(arena, "10 0 R", "<</FT/Sig/T(a)/Rect[1 1 9 9]>>", NULL, "/Rotate 90"),
                   &shown, NULL, "page 1 is turned: where the service would put");
}

static void a_place_off_the_page_is_told(void **state)
{
    Fixture *fixture = *state;
    BsreConfig config = {
        .visible = true, .sized = true, .placed = true, .page = 3, .width = 30000, .height = 40000};
    config.record = form_empty_record(fixture);
    assert_refused(fixture, form_both(fixture->arena), &config, NULL,
                   "halaman: the PDF has 2 pages\n");
    config.page = 1;
    config.left = 570000;
    assert_refused(fixture, form_both(fixture->arena), &config, NULL,
                   "the place of the signature reaches out of page 1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fields_are_found),
        TEST(a_form_that_leads_in_circles_ends),
        TEST(the_field_gives_the_place),
        TEST(a_field_that_is_drawn_over_is_warned_of),
        TEST(what_shows_keeps_its_proportions_in_a_field),
        TEST(the_config_goes_before_the_field),
        TEST(a_cut_page_is_measured_from_what_is_seen),
        TEST(a_field_that_cannot_be_used_is_told),
        TEST(a_place_off_the_page_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
