/*
 * The documents of the examples as foreign readers see them: figures, page numbers, structure of
 * the file, and that nothing but the input decides a byte.
 */
#include "document.h"

static const char job[] = "examples/lakip-2017/lakipdf.yaml";
static const char small_job[] = "tests/jobs/dinas-contoh/lakipdf.yaml";

/* What was found, without the places, which differ with the spelling of the data, and once: XML
   repeats what YAML refers to. */
static const char *findings_of(Arena *arena, const char *text)
{
    Buf found = {.arena = arena};
    for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
        const char *warning = strstr(text, ": warning: ");
        if (warning == NULL || warning > end)
            continue;
        Str line = {warning + 2, (size_t)(end + 1 - warning - 2)};
        if (str_find(buf_str(&found), str_c(arena, line), 0) == SIZE_MAX)
            buf_add(&found, line);
    }
    return str_c(arena, buf_str(&found));
}

/* What the example's source contradicts itself in, and the small job nothing. */
static void assert_only_true_findings(Arena *arena, const char *config, const char *err)
{
    assert_null(strstr(err, "error: "));
    if (strcmp(config, small_job) == 0)
        assert_string_equal(err, "");
    else
        assert_reference(arena, "tests/golden/lakip-2017.temuan", findings_of(arena, err));
}

/* Builds a job to a file of the folder and gives the file's path. */
static const char *build(Arena *arena, const char *folder, const char *config, const char *name)
{
    const char *path = path_in(arena, folder, name);
    const char *const arguments[] = {"build", config, "-o", path, NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_only_true_findings(arena, config, ended.err);
    assert_int_equal(ended.status, 0);
    return path;
}

static void assert_same_file(Arena *arena, const char *a, const char *b)
{
    size_t size_a = 0;
    size_t size_b = 0;
    char *text_a = file_text(arena, a, &size_a);
    char *text_b = file_text(arena, b, &size_b);
    assert_non_null(text_a);
    assert_non_null(text_b);
    assert_int_equal(size_a, size_b);
    assert_true(memcmp(text_a, text_b, size_a) == 0);
}

static void the_figures_of_2017_are_printed(void **state)
{
    static const char *const figures[] = {
        /* direct expenditure */
        "8.401.622.894",
        "7.839.983.893",
        "7.973.973.800",
        "93,32",
        "561.639.001",
        "6,68",
        /* indirect expenditure and all expenditure */
        "5.775.522.957",
        "5.499.245.852",
        "95,22",
        "14.177.145.851",
        "13.339.229.745",
        "94,09",
        "837.916.106",
        /* revenue */
        "117.300.000",
        "133.375.000",
        "113,70",
        /* efficiency */
        "7.514.486",
        "280.100",
        "850.745.723",
        "42,97",
        /* performance */
        "62,86",
        "139,28",
        "100,00",
        /* programs: perubahan, realisasi */
        "2.319.495.000",
        "2.175.976.560",
        "93,81",
        "525.580.000",
        "454.673.950",
        "86,51",
        "2.722.640.000",
        "2.583.203.750",
        "94,88",
        /* induk with what was deleted */
        "2.363.820.000",
        "433.788.000",
        "91.000.000",
    };
    static const char *const claims[] = {
        "13.773.923.464", "14.092.145.851", "95,02",         "94,66",
        "752.916.106",    "574.088.172",    "5.405.555.003", "{{"};
    Fixture *fixture = *state;
    const char *folder = folder_make(fixture->arena);
    char *text = pdf_text(fixture->arena, build(fixture->arena, folder, job, "a.pdf"));
    HAS_ALL(text, figures);
    LACKS_ALL(text, claims);
    folder_remove(folder);
}

/* --- The same bytes -------------------------------------------------------------------------- */

/* Gives a copy of the example all data in the spelling `to`; the path of its config. */
static const char *respell(Arena *arena, const char *folder, const char *to)
{
    static const char script[] = "set -e; other=$(test $1 = xml && echo yaml || echo xml)\n"
                                 "for file in data/*.$other; do\n"
                                 "  \"$LAKIPDF\" convert $file -o ${file%.*}.$1\n"
                                 "  rm $file\n"
                                 "done\n"
                                 "sed -i \"s#\\(data/[a-z]*\\)\\.$other#\\1.$1#g\" lakipdf.yaml\n";
    const char *const convert[] = {"sh", "-c", script, "sh", to, NULL};
    Ended ended = run_command(arena, folder, convert);
    assert_string_equal(ended.err, "");
    assert_int_equal(ended.status, 0);
    return path_in(arena, folder, "lakipdf.yaml");
}

static void data_in_yaml_or_xml_give_the_same_bytes(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    const char *mixed = build(arena, folder, job, "mixed.pdf");
    static const char *const spellings[] = {"yaml", "xml"};
    for (size_t i = 0; i < 2; i++) {
        const char *copy = folder_copied(arena, "examples/lakip-2017");
        const char *pdf = build(arena, folder, respell(arena, copy, spellings[i]), "other.pdf");
        assert_same_file(arena, mixed, pdf);
        folder_remove(copy);
    }
    folder_remove(folder);
}

static void place_and_time_do_not_change_the_bytes(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    const char *plain = build(arena, folder, job, "plain.pdf");
    static const char *const environments[] = {"TZ=Asia/Jayapura", "LC_ALL=id_ID.UTF-8",
                                               "HOME=/nonexistent"};
    char *here = realpath(job, NULL);
    const char *const arguments[] = {"build", here, "-o", "other.pdf", NULL};
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++) {
        Limits limits = {.environment = environments[i]};
        assert_int_equal(run_program(arena, folder, &limits, arguments).status, 0);
        assert_same_file(arena, plain, path_in(arena, folder, "other.pdf"));
    }
    free(here);
    /* A copy in another folder, by another user, onto an older file. */
    const char *copy = folder_copied(arena, "examples/lakip-2017");
    Limits user = {.unprivileged = true};
    const char *const inside[] = {"build", "lakipdf.yaml", "-o", "other.pdf", NULL};
    for (int twice = 0; twice < 2; twice++)
        assert_int_equal(run_program(arena, copy, &user, inside).status, 0);
    assert_same_file(arena, plain, path_in(arena, copy, "other.pdf"));
    folder_remove(copy);
    folder_remove(folder);
}

static void standard_output_gets_the_same_bytes(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    size_t size = 0;
    char *file = file_text(arena, build(arena, folder, small_job, "a.pdf"), &size);
    const char *const arguments[] = {"build", small_job, "-o", "-", NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 0);
    assert_int_equal(ended.out_size, size);
    assert_true(memcmp(ended.out, file, size) == 0);
    folder_remove(folder);
}

/* --- Foreign readers ------------------------------------------------------------------------- */

static void foreign_readers_find_nothing_wrong(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    static const char *const jobs[] = {job, small_job};
    for (size_t i = 0; i < 2; i++) {
        const char *pdf = build(arena, folder, jobs[i], "a.pdf");
        const char *const qpdf[] = {"qpdf", "--check", pdf, NULL};
        Ended ended = run_command(arena, ".", qpdf);
        assert_string_equal(ended.err, "");
        assert_int_equal(ended.status, 0);
        const char *const images[] = {
            "pdftoppm", "-r", "20", "-png", pdf, path_in(arena, folder, "page"), NULL};
        ended = run_command(arena, ".", images);
        assert_string_equal(ended.err, "");
        assert_int_equal(ended.status, 0);
    }
    folder_remove(folder);
}

/* The text as one line. */
static Str squeezed(Arena *arena, Str text)
{
    return str_trim(str_from(text_running(arena, str_c(arena, text))));
}

/* What follows the last space. */
static Str last_word(Str text)
{
    text = str_trim(text);
    size_t from = text.size;
    while (from > 0 && text.at[from - 1] != ' ')
        from--;
    return str_slice(text, from, text.size);
}

typedef struct Pages {
    Str text[200]; /* squeezed */
    size_t count;
} Pages;

/* The page whose foot prints the label. */
static Str page_labelled(const Pages *pages, Str label)
{
    for (size_t i = 1; i < pages->count; i++)
        if (str_equal(last_word(pages->text[i]), label))
            return pages->text[i];
    fail_msg("no page %.*s", STR_ARG(label));
    return (Str){NULL, 0};
}

/* Every line of the contents that ends in dots and a page names a page on which its words stand. */
static size_t check_contents(Arena *arena, const Pages *pages, Str contents)
{
    size_t checked = 0;
    for (size_t from = 0; from < contents.size;) {
        size_t to = str_find(contents, "\n", from);
        to = to == SIZE_MAX ? contents.size : to;
        Str line = str_trim(str_slice(contents, from, to));
        from = to + 1;
        size_t dots = str_find(line, " . . .", 0);
        if (dots == SIZE_MAX)
            continue;
        Str entry = squeezed(arena, str_slice(line, 0, dots));
        Str page = page_labelled(pages, last_word(line));
        if (str_find(page, str_c(arena, entry), 0) == SIZE_MAX)
            fail_msg("'%s' is not on page %s", str_c(arena, entry), str_c(arena, last_word(line)));
        checked++;
    }
    return checked;
}

static void contents_name_the_page_of_each_heading_and_table(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    Str text = str_from(pdf_text(arena, build(arena, folder, job, "a.pdf")));
    Pages *pages = arena_alloc(arena, sizeof *pages);
    Str contents = {NULL, 0};
    for (size_t from = 0; from < text.size && pages->count < 200;) {
        size_t to = str_find(text, "\f", from);
        to = to == SIZE_MAX ? text.size : to;
        Str page = str_slice(text, from, to);
        pages->text[pages->count++] = squeezed(arena, page);
        if (str_find(page, " . . . . . .", 0) != SIZE_MAX)
            contents =
                str_slice(text, contents.at != NULL ? (size_t)(contents.at - text.at) : from, to);
        from = to + 1;
    }
    assert_true(check_contents(arena, pages, contents) > 40);
    folder_remove(folder);
}

/* --- References ------------------------------------------------------------------------------ */

static void the_text_of_the_documents_is_as_before(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    assert_reference(arena, "tests/golden/lakip-2017.txt",
                     pdf_text(arena, build(arena, folder, job, "a.pdf")));
    assert_reference(arena, "tests/golden/dinas-contoh.txt",
                     pdf_text(arena, build(arena, folder, small_job, "b.pdf")));
    folder_remove(folder);
}

static void the_layout_of_the_small_document_is_as_before(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *const arguments[] = {"build", small_job, "--format", "layout", "-o", "-", NULL};
    Ended ended = run_program(arena, ".", NULL, arguments);
    assert_int_equal(ended.status, 0);
    assert_reference(arena, "tests/golden/dinas-contoh.layout", ended.out);
}

static void each_chapter_can_be_left_out(void **state)
{
    assert_parts_can_be_left_out(((Fixture *)*state)->arena, "tests/jobs/dinas-contoh");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_figures_of_2017_are_printed),
        TEST(data_in_yaml_or_xml_give_the_same_bytes),
        TEST(place_and_time_do_not_change_the_bytes),
        TEST(standard_output_gets_the_same_bytes),
        TEST(foreign_readers_find_nothing_wrong),
        TEST(contents_name_the_page_of_each_heading_and_table),
        TEST(the_text_of_the_documents_is_as_before),
        TEST(the_layout_of_the_small_document_is_as_before),
        TEST(each_chapter_can_be_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
