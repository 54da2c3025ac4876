/* Whole files: ours, the same rewritten by other programs, revisions behind each other. */
#include "made.h"

#include "../pdf/pages.h"

/* A folder with x.pdf: some pages of text. */
static const char *make_ours(Fixture *fixture, Archive archive)
{
    enum { PAGES = 250 };
    Layout *layout = pages_make(fixture->arena, PAGES);
    for (size_t i = 0; i < PAGES; i++)
        pages_text(fixture->arena, &layout->pages[i], FACE_SERIF, 72000, 100000,
                   str_format(fixture->arena, "Halaman ke-%zu", i).at);
    const char *folder = folder_make(fixture->arena);
    PdfInfo info = pages_info();
    info.archive = archive;
    info.profile = STR("profil");
    assert_true(pages_write(fixture, layout, &info, path_in(fixture->arena, folder, "x.pdf")));
    return folder;
}

static PdfFile *open_file(Fixture *fixture, const char *folder, const char *name)
{
    size_t size = 0;
    const char *bytes = file_text(fixture->arena, path_in(fixture->arena, folder, name), &size);
    assert_non_null(bytes);
    PdfFile *file = made_open(fixture, (Str){bytes, size});
    assert_string_equal(support_messages(fixture), "");
    assert_non_null(file);
    return file;
}

static void our_files_are_read_whole(void **state)
{
    static const Archive archives[] = {ARCHIVE_NONE, ARCHIVE_A1, ARCHIVE_A3};
    Fixture *fixture = *state;
    Str first = {0};
    for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
        const char *folder = make_ours(fixture, archives[i]);
        PdfFile *file = open_file(fixture, folder, "x.pdf");
        size_t count = 0;
        const PdfRevision *revisions = pdf_revisions(file, &count);
        assert_int_equal(count, 1);
        assert_int_equal(revisions->stream, archives[i] != ARCHIVE_A1);
        size_t size = 0;
        file_text(fixture->arena, path_in(fixture->arena, folder, "x.pdf"), &size);
        assert_int_equal(revisions->end, size);
        assert_true(made_walk(file, fixture->arena) > 500);
        Str content = made_all_content(fixture, file);
        if (i == 0)
            first = content;
        assert_true(content.size > 10000 && str_equal(content, first));
        const PdfValue *info = pdf_get(file, pdf_trailer(file), "Info");
        assert_str(pdf_utf8(fixture->arena, pdf_get(file, info, "Title")), "Laporan");
        assert_string_equal(support_messages(fixture), "");
        folder_remove(folder);
    }
}

static void files_of_other_programs_hold_the_same(void **state)
{
    static const struct {
        const char *command;
        bool same; /* content, byte by byte */
    } cases[] = {
        {"qpdf --object-streams=generate x.pdf y.pdf", true},
        {"qpdf --object-streams=disable x.pdf y.pdf", true},
        {"qpdf --qdf --normalize-content=n x.pdf y.pdf", true},
        {"qpdf --linearize x.pdf y.pdf", true},
        {"qpdf --linearize --object-streams=disable x.pdf y.pdf", true},
        {"qpdf --linearize x.pdf z.pdf && (echo; echo; cat z.pdf) >y.pdf", true},
        {"(printf '#!/bin/x\\n'; qpdf --object-streams=disable x.pdf -) >y.pdf", true},
        {"mutool clean -d x.pdf y.pdf 2>/dev/null", true},
        {"gs -q -sDEVICE=pdfwrite -o y.pdf x.pdf", false},
        {"pdftocairo -pdf x.pdf y.pdf", false},
    };
    Fixture *fixture = *state;
    const char *folder = make_ours(fixture, ARCHIVE_NONE);
    Str content = made_all_content(fixture, open_file(fixture, folder, "x.pdf"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        COMMAND(fixture->arena, folder, "sh", "-c", cases[i].command);
        PdfFile *file = open_file(fixture, folder, "y.pdf");
        size_t revisions = 0;
        (void)pdf_revisions(file, &revisions);
        assert_int_equal(revisions, 1);
        Str found = made_all_content(fixture, file);
        assert_true(found.size > 10000);
        /* Some end each content with a line end of their own. */
        if (cases[i].same && !str_equal(found, content) && found.size - content.size != 250)
            fail_msg("the content is another after: %s", cases[i].command);
        made_walk(file, fixture->arena);
        assert_string_equal(support_messages(fixture), "");
    }
    folder_remove(folder);
}

static void revisions_are_told_apart(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog/A 2 0 R/B 3 0 R>>");
    made_object(&made, 2, "(lama)");
    made_object(&made, 3, "(tetap)");
    size_t first = made_table(&made, "");
    size_t end = made.bytes.size;
    made_object(&made, 2, "(baru)");
    made_object(&made, 4, "(tambahan)");
    size_t second = made_table(&made, str_format(fixture->arena, "/Prev %zu", first).at);
    PdfFile *file = made_open(fixture, buf_str(&made.bytes));
    assert_non_null(file);
    size_t count = 0;
    const PdfRevision *revisions = pdf_revisions(file, &count);
    assert_int_equal(count, 2);
    assert_int_equal(revisions[0].xref, first);
    assert_int_equal(revisions[0].end, end);
    assert_int_equal(revisions[1].xref, second);
    assert_int_equal(revisions[1].end, made.bytes.size);
    assert_int_equal(pdf_next_number(file), 5);
    static const uint32_t expected[] = {0, 1, 0, 1};
    for (uint32_t i = 1; i <= 4; i++) {
        assert_int_equal(pdf_object(file, i)->number, i);
        assert_int_equal(pdf_object(file, i)->revision, expected[i - 1]);
    }
    assert_str(pdf_object(file, 2)->value.text, "baru");
    PdfFile *older = made_open(fixture, str_slice(buf_str(&made.bytes), 0, end));
    assert_non_null(older);
    assert_str(pdf_object(older, 2)->value.text, "lama");
    assert_null(pdf_object(older, 4));
}

static void a_freed_object_is_gone(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog>>");
    made_object(&made, 2, "(hapus)");
    size_t first = made_table(&made, "");
    size_t at = made.bytes.size;
    buf_format(&made.bytes,
               "xref\n2 1\n0000000000 00001 f \ntrailer\n<</Size 3/Root 1 0 R/Prev %zu>>\n"
               "startxref\n%zu\n%%%%EOF\n",
               first, at);
    PdfFile *file = made_open(fixture, buf_str(&made.bytes));
    assert_non_null(file);
    assert_null(pdf_object(file, 2));
    assert_false(diags_failed(fixture->diags));
}

/* A table for programs of old, in which what the stream beside it tells is missing. */
static void both_sections_of_a_hybrid_file_count(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog/A 3 0 R>>");
    made_stream(&made, 2, "/Type /ObjStm/N 1/First 4", STR("3 0 (tersembunyi)"));
    size_t stream = made.bytes.size;
    static const char rows[] = {2, 2, 0};
    buf_format(&made.bytes,
               "4 0 obj\n<</Type /XRef/Size 5/W [1 1 1]/Index [3 1]/Length 3>>\nstream\n");
    buf_add(&made.bytes, (Str){rows, sizeof rows});
    buf_text(&made.bytes, "\nendstream\nendobj\n");
    size_t at = made.bytes.size;
    buf_format(&made.bytes,
               "xref\n0 4\n0000000003 65535 f \n%010zu 00000 n \n%010zu 00000 n \n"
               "0000000000 00000 f \ntrailer\n<</Size 5/Root 1 0 R/XRefStm %zu>>\n"
               "startxref\n%zu\n%%%%EOF\n",
               made.places[1], made.places[2], stream, at);
    PdfFile *file = made_open(fixture, buf_str(&made.bytes));
    assert_string_equal(support_messages(fixture), "");
    assert_non_null(file);
    const PdfObject *hidden = pdf_object(file, 3);
    assert_non_null(hidden);
    assert_str(hidden->value.text, "tersembunyi");
    assert_int_equal(hidden->holder, 2);
    assert_int_equal(hidden->from, made.places[2]);
}

/* A byte before the header: offsets count from the header, though a blank before the table makes
   them look as if they counted from the byte. */
static void offsets_count_from_the_header(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    made_object(&made, 1, "<</Type /Catalog>>");
    made_object(&made, 2, "(isi)");
    size_t at = made_table(&made, "");
    Buf bytes = {.arena = fixture->arena};
    buf_byte(&bytes, 'x');
    buf_add(&bytes, buf_str(&made.bytes));
    PdfFile *file = made_open(fixture, buf_str(&bytes));
    assert_string_equal(support_messages(fixture), "");
    assert_non_null(file);
    assert_int_equal(pdf_start(file), 1);
    assert_str(pdf_object(file, 2)->value.text, "isi");
    size_t revisions = 0;
    assert_int_equal(pdf_revisions(file, &revisions)[0].xref, at);
}

/* Where the byte before it was counted, too: though 2 0 obj stands a byte behind 12 0 obj. */
static void offsets_count_from_the_file_where_they_were_corrected(void **state)
{
    Fixture *fixture = *state;
    Made made = made_begin(fixture->arena);
    Buf bytes = {.arena = fixture->arena};
    buf_byte(&bytes, 'x');
    buf_add(&bytes, buf_str(&made.bytes));
    made.bytes = bytes;
    made_object(&made, 1, "<</Type /Catalog>>");
    size_t at = made.bytes.size;
    const char row[] = {1, 0, (char)made.places[1], 1, (char)(at >> 8), (char)at};
    buf_text(&made.bytes, "12 0 obj\n<</Type /XRef/Size 13/W [1 2 0]/Index [1 1 12 1]"
                          "/Root 1 0 R/Length 6>>\nstream\n");
    buf_add(&made.bytes, (Str){row, sizeof row});
    buf_format(&made.bytes, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", at);
    PdfFile *file = made_open(fixture, buf_str(&made.bytes));
    assert_string_equal(support_messages(fixture), "");
    assert_non_null(file);
    assert_int_equal(pdf_start(file), 0);
    assert_non_null(pdf_object(file, 1));
}

static void encrypted_files_are_refused(void **state)
{
    Fixture *fixture = *state;
    const char *folder = make_ours(fixture, ARCHIVE_NONE);
    COMMAND(fixture->arena, folder, "qpdf", "--encrypt", "a", "b", "256", "--", "x.pdf", "y.pdf");
    size_t size = 0;
    const char *bytes = file_text(fixture->arena, path_in(fixture->arena, folder, "y.pdf"), &size);
    assert_null(made_open(fixture, (Str){bytes, size}));
    assert_string_equal(support_messages(fixture),
                        "uji.pdf: error: it is encrypted\n"
                        "  hint: take its password off first: qpdf --decrypt\n");
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(our_files_are_read_whole),
        TEST(files_of_other_programs_hold_the_same),
        TEST(revisions_are_told_apart),
        TEST(a_freed_object_is_gone),
        TEST(both_sections_of_a_hybrid_file_count),
        TEST(offsets_count_from_the_header),
        TEST(offsets_count_from_the_file_where_they_were_corrected),
        TEST(encrypted_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
