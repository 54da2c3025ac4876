/* Updates: what was there stays, what is new counts, and other programs read it. */
#include "pdfread/made.h"

#include "update/update.h"

#include <zlib.h>

#define PROFILE "/usr/share/color/icc/sRGB.icc"
#define FONTS   "/usr/share/fonts/truetype/liberation2/"

enum { LIMIT = 16 * 1024 * 1024 };

/* --- Files ------------------------------------------------------------------------------------ */

typedef struct World {
    Fixture *fixture;
    Arena *arena;
    const char *folder;
} World;

static World world_begin(Fixture *fixture)
{
    return (World){fixture, fixture->arena, folder_make(fixture->arena)};
}

static void world_end(World *world)
{
    folder_remove(world->folder);
}

static const Source *make_source(Arena *arena, Str bytes)
{
    Source *source = arena_alloc(arena, sizeof *source);
    *source = (Source){STR("test.pdf"), bytes};
    return source;
}

/* A layout of pages of one text each: "Halaman 1". */
static Layout *make_layout(Arena *arena, size_t pages, const char *word, Len width, Len height)
{
    static const Face faces[] = {
        {FONTS "LiberationSerif-Regular.ttf", {"LiberationSerif", 15}},
    };
    Layout *layout = arena_alloc(arena, sizeof *layout);
    layout->faces = faces;
    layout->face_count = 1;
    layout->pages = arena_array(arena, pages, sizeof *layout->pages);
    layout->page_count = pages;
    for (size_t i = 0; i < pages; i++) {
        Page *page = &layout->pages[i];
        Str text = str_format(arena, "%s %zu", word, i + 1);
        uint16_t *codes = arena_array(arena, text.size, sizeof *codes);
        for (size_t k = 0; k < text.size; k++)
            codes[k] = (unsigned char)text.at[k];
        Item item = {.kind = ITEM_RUN, .x = 2000, .y = 14000};
        item.run.size = 12000;
        item.run.codes = codes;
        item.run.count = (uint32_t)text.size;
        *page = (Page){.width = width, .height = height, .items = arena_alloc(arena, sizeof item)};
        page->items[0] = item;
        page->item_count = page->item_capacity = 1;
    }
    return layout;
}

static const Source *make_pdf(Fixture *fixture, Archive archive)
{
    OutFile *out = out_memory(fixture->arena, fixture->diags);
    const Source *profile = file_read(fixture->arena, fixture->diags, PROFILE, LIMIT, (Place){0});
    assert_non_null(profile);
    const PdfInfo info = {
        .title = STR("Uji"), .archive = archive, .profile = profile->text, .epoch = 0};
    Layout *layout = make_layout(fixture->arena, 3, "Halaman", 300000, 200000);
    assert_true(pdf_write(fixture->arena, fixture->diags, layout, &info, out));
    return make_source(fixture->arena, out_collected(out));
}

static PdfFile *opened(Fixture *fixture, const Source *source)
{
    PdfFile *file = pdf_open(fixture->arena, fixture->diags, source);
    if (file == NULL)
        fail_msg("%s", support_messages(fixture));
    return file;
}

/* The source with the tail of the update behind it. */
static const Source *grown(Fixture *fixture, const Source *source, Update *update)
{
    Str tail = update_finish(update);
    assert_true(tail.size > 0);
    Buf all = {.arena = fixture->arena};
    buf_add(&all, source->text);
    buf_add(&all, tail);
    return make_source(fixture->arena, buf_str(&all));
}

/* What `command` in sh, "$1" being the file, prints of it. */
static const char *said(World *world, const Source *source, const char *command)
{
    const char *path = path_in(world->arena, world->folder, "a.pdf");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(source->text.at, 1, source->text.size, file), source->text.size);
    fclose(file);
    const char *const run[] = {"sh", "-c", command, "sh", path, NULL};
    Ended ended = run_command(world->arena, world->folder, run);
    return str_format(world->arena, "%s%s", ended.out, ended.err).at;
}

static void assert_readable(World *world, const Source *source)
{
    assert_string_equal(said(world, source,
                             "qpdf --check \"$1\" >out 2>&1 || cat out; grep WARN out;"
                             "mutool draw -q -r 20 -F pnm -o /dev/null \"$1\" 2>&1 |"
                             " grep -v 'ICC support';"
                             "pdftoppm -r 20 \"$1\" 2>&1 >/dev/null"),
                        "");
}

static const Archive kinds[] = {ARCHIVE_A1, ARCHIVE_A2};

/* --- Tests ------------------------------------------------------------------------------------ */

static void what_was_there_stays_and_what_is_new_counts(void **state)
{
    World world = world_begin(*state);
    Fixture *fixture = world.fixture;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Source *source = make_pdf(fixture, kinds[i]);
        PdfFile *file = opened(fixture, source);
        const PdfValue *root = pdf_entry(pdf_trailer(file), "Root");
        static const char *const lang[] = {"Lang", NULL};
        Update *update = update_new(fixture->arena, fixture->diags, file, source);
        uint32_t unused = update_number(update);
        uint32_t number = update_add(update, STR("(baru)"));
        assert_int_equal(number, unused + 1);
        Buf body = {.arena = fixture->arena};
        buf_text(&body, "<<");
        append_entries(&body, pdf_resolve(file, root), lang);
        buf_text(&body, "/Lang (en)\n/Own ");
        append_reference(&body, number);
        buf_text(&body, ">>");
        update_put(update, root->number, buf_str(&body));
        const Source *second = grown(fixture, source, update);
        assert_true(str_equal(str_slice(second->text, 0, source->text.size), source->text));
        size_t place = update_place(update, number);
        assert_str(str_slice(second->text, place, place + 6), "(baru)");

        PdfFile *again = opened(fixture, second);
        size_t revisions = 0;
        const PdfRevision *all = pdf_revisions(again, &revisions);
        assert_int_equal(revisions, 2);
        assert_int_equal(all[0].end, source->text.size);
        assert_int_equal(all[1].end, second->text.size);
        assert_int_equal(all[0].stream, all[1].stream);
        const PdfValue *catalog = pdf_get(again, pdf_trailer(again), "Root");
        assert_str(pdf_get(again, catalog, "Lang")->text, "en");
        assert_str(pdf_get(again, catalog, "Own")->text, "baru");
        assert_int_equal(pdf_get(again, catalog, "Pages")->kind, PDF_DICT);
        const PdfValue *old_id = pdf_get(file, pdf_trailer(file), "ID");
        const PdfValue *id = pdf_get(again, pdf_trailer(again), "ID");
        assert_true(str_equal(id->items[0].text, old_id->items[0].text));
        assert_false(str_equal(id->items[1].text, old_id->items[1].text));
        assert_readable(&world, second);
    }
    world_end(&world);
}

static void updates_follow_each_other(void **state)
{
    World world = world_begin(*state);
    Fixture *fixture = world.fixture;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Source *source = make_pdf(fixture, kinds[i]);
        for (size_t k = 0; k < 5; k++) {
            PdfFile *file = opened(fixture, source);
            Update *update = update_new(fixture->arena, fixture->diags, file, source);
            update_add(update, STR("[1 2]"));
            source = grown(fixture, source, update);
        }
        size_t revisions = 0;
        (void)pdf_revisions(opened(fixture, source), &revisions);
        assert_int_equal(revisions, 6);
        assert_readable(&world, source);
    }
    world_end(&world);
}

static void a_page_of_another_file_is_drawn_on_top(void **state)
{
    World world = world_begin(*state);
    Fixture *fixture = world.fixture;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Source *source = make_pdf(fixture, kinds[i]);
        PdfFile *file = opened(fixture, source);
        Layout *layout = make_layout(fixture->arena, 2, "Salinan", 100000, 20000);
        PdfFile *overlay = overlay_open(fixture->arena, fixture->diags, layout);
        assert_non_null(overlay);
        Update *update = update_new(fixture->arena, fixture->diags, file, source);
        Import *import = import_new(update, overlay);
        size_t count = 0;
        const PdfPage *pages = pdf_pages(file, &count);
        assert_int_equal(count, 3);
        for (size_t k = 0; k < 2; k++) {
            ImportedPage page;
            assert_true(import_page(import, k, &page));
            assert_int_equal(page.width, 100000);
            assert_int_equal(page.height, 20000);
            update_page(
                update, &pages[k],
                &(PageChange){.form = page.form, .x = 100000, .y = 80000, .tag = "Artifact"});
        }
        const Source *second = grown(fixture, source, update);
        assert_readable(&world, second);
        assert_string_equal(said(&world, second, "pdftotext -layout \"$1\" - | tr -s '\\n\\f '"),
                            "Halaman 1\n Salinan 1\n\fHalaman 2\n Salinan 2\n\fHalaman 3\n\f");
        /* Fonts that two pages share come once. */
        assert_string_equal(said(&world, second, "pdffonts \"$1\" | grep -c Liberation"), "2\n");
    }
    world_end(&world);
}

/* Upright and from the corner that is seen, however the page is turned. */
static void what_is_drawn_is_upright_on_turned_pages(void **state)
{
    World world = world_begin(*state);
    Fixture *fixture = world.fixture;
    for (int rotate = 0; rotate < 360; rotate += 90) {
        Buf text = {.arena = fixture->arena};
        buf_text(&text, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
        size_t pages_at = text.size;
        buf_format(&text,
                   "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[10 20 410 420]"
                   "/Rotate %d>>endobj\n",
                   rotate);
        size_t page_at = text.size;
        buf_text(&text, "3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n");
        size_t xref = text.size;
        buf_format(&text,
                   "xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n%010zu 00000 n \n"
                   "%010zu 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF",
                   pages_at, page_at, xref);
        const Source *source = make_source(fixture->arena, buf_str(&text));
        PdfFile *file = opened(fixture, source);
        Layout *layout = make_layout(fixture->arena, 1, "Salinan", 100000, 20000);
        Update *update = update_new(fixture->arena, fixture->diags, file, source);
        ImportedPage page;
        assert_true(import_page(
            import_new(update, overlay_open(fixture->arena, fixture->diags, layout)), 0, &page));
        size_t count = 0;
        update_page(update, pdf_pages(file, &count),
                    &(PageChange){.form = page.form, .x = 104000, .y = 80000});
        const Source *second = grown(fixture, source, update);
        assert_readable(&world, second);
        const char *boxes = said(&world, second, "pdftotext -bbox \"$1\" - | grep Salinan");
        if (strstr(boxes, "xMin=\"106.0") == NULL || strstr(boxes, "yMin=\"30") == NULL)
            fail_msg("%d: %s", rotate, boxes);
    }
    world_end(&world);
}

static void values_are_written_as_they_were_read(void **state)
{
    World world = world_begin(*state);
    Fixture *fixture = world.fixture;
    static const char values[] =
        "<</A[1 -2 .5 -0.000001 true null 3 0 R]/B(a\\)\\\\\\n\\200)/C#20D/E#2F"
        "/F<</G<00FF>>>/H 12345678901>>";
    Buf text = {.arena = fixture->arena};
    buf_format(&text, "%%PDF-1.4\n1 0 obj<</X %s>>endobj\nxref\n0 2\n0000000000 65535 f \n",
               values);
    size_t xref = (size_t)(strstr(text.at, "xref") - text.at);
    buf_format(&text, "0000000009 00000 n \ntrailer<</Size 2/Root 1 0 R>>startxref %zu\n%%%%EOF",
               xref);
    PdfFile *file = opened(fixture, make_source(fixture->arena, buf_str(&text)));
    const PdfValue *value = pdf_get(file, pdf_get(file, pdf_trailer(file), "Root"), "X");
    Buf out = {.arena = fixture->arena};
    append_value(&out, value);
    assert_str(buf_str(&out), "<</A [1 -2 0.5 -0.000001 true null 3 0 R]\n"
                              "/B (a\\)\\\\\\n\200)\n/C#20D /E#2F\n/F <</G (");
    world_end(&world);
}

/* What is damaged reads as null, so that the update would lack it. */
static void nothing_is_made_of_what_could_not_be_read(void **state)
{
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    buf_text(&text, "%PDF-1.4\n1 0 obj<</X 2 0 R>>endobj\n");
    size_t xref = text.size;
    buf_text(&text, "xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000012 00000 n \n");
    buf_format(&text, "trailer<</Size 3/Root 1 0 R>>startxref %zu\n%%%%EOF", xref);
    const Source *source = make_source(fixture->arena, buf_str(&text));
    PdfFile *file = opened(fixture, source);
    Update *update = update_new(fixture->arena, fixture->diags, file, source);
    update_add(update, STR("(baru)"));
    assert_int_equal(pdf_get(file, pdf_get(file, pdf_trailer(file), "Root"), "X")->kind, PDF_NULL);
    assert_true(diags_failed(fixture->diags));
    assert_int_equal(update_finish(update).size, 0);
}

/* What else failed in the run does not count, what is damaged in the file does whenever it was met.
 */
static void errors_of_others_do_not_count(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</X 2 0 R>>");
    made_object(&made, 2, "(");
    made_table(&made, "");
    const Source *source = make_source(fixture->arena, buf_str(&made.bytes));
    diag(fixture->diags, SEVERITY_ERROR, (Place){0}, NULL, "something else failed");
    PdfFile *file = opened(fixture, source);
    Update *update = update_new(fixture->arena, fixture->diags, file, source);
    update_add(update, STR("(baru)"));
    assert_true(update_finish(update).size > 0);
    assert_int_equal(pdf_damages(file), 0);
    assert_null(pdf_object(file, 2));
    assert_int_equal(pdf_damages(file), 1);
    update = update_new(fixture->arena, fixture->diags, file, source);
    update_add(update, STR("(baru)"));
    assert_int_equal(update_finish(update).size, 0);
    file = opened(fixture, source);
    update = update_new(fixture->arena, fixture->diags, file, source);
    diag(fixture->diags, SEVERITY_ERROR, (Place){0}, NULL, "something failed meanwhile");
    assert_int_equal(update_finish(update).size, 0);
}

/* Streams of a page are as large together as one may be, and no larger. */
static void the_content_of_a_page_is_bounded(void **state)
{
    enum { MOST = 64 * 1024 * 1024 };
    Fixture *fixture = *state;
    for (size_t count = 1; count <= 2; count++) {
        Made made = made_begin(fixture->arena);
        made_object(&made, 1, "<</Type /Catalog/Pages 2 0 R>>");
        made_object(&made, 2, "<</Type /Pages/Kids [3 0 R]/Count 1>>");
        made_object(&made, 3,
                    count == 1 ? "<</Type /Page/Parent 2 0 R/Contents [4 0 R]>>"
                               : "<</Type /Page/Parent 2 0 R/Contents [4 0 R 5 0 R]>>");
        const char *blank = arena_alloc(fixture->arena, MOST);
        for (size_t i = 4; i < 6; i++) {
            uLongf packed = compressBound(MOST);
            char *bytes = arena_alloc(fixture->arena, packed);
            assert_int_equal(
                compress2((Bytef *)bytes, &packed, (const Bytef *)blank, i == 4 ? MOST : 9, 1),
                Z_OK);
            made_stream(&made, i, "/Filter /FlateDecode", (Str){bytes, packed});
        }
        made_table(&made, "");
        const Source *source = make_source(fixture->arena, buf_str(&made.bytes));
        PdfFile *file = opened(fixture, source);
        Update *update = update_new(fixture->arena, fixture->diags, file, source);
        ImportedPage page;
        assert_int_equal(import_page(import_new(update, file), 0, &page), count == 1);
    }
    assert_non_null(strstr(support_messages(fixture), "has more than"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_there_stays_and_what_is_new_counts),
        TEST(updates_follow_each_other),
        TEST(a_page_of_another_file_is_drawn_on_top),
        TEST(what_is_drawn_is_upright_on_turned_pages),
        TEST(errors_of_others_do_not_count),
        TEST(the_content_of_a_page_is_bounded),
        TEST(values_are_written_as_they_were_read),
        TEST(nothing_is_made_of_what_could_not_be_read),
    };
    return cmocka_run_group_tests_name("update", tests, NULL, NULL);
}
