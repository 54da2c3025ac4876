/* Printing through a real scheduler with the filters of cups-filters: what arrives at the device.
 */
#include "document.h"
#include "paged.h"
#include "server.h"

/* kantor: both sides, F4 as it is; lama: 8.5 x 13 in, any size; satu: one side, "F4" of 210 x 330;
   mentah: no driver; berhenti: stopped; tutup: takes nothing; lain: for another
   user. */
#define QUEUES                                                                                     \
    "queue() {\n"                                                                                  \
    "    printf '<%sPrinter %s>\\nInfo %s\\nDeviceURI uji:/%s\\nState %s\\nAccepting %s\\n"        \
    "</%sPrinter>\\n' \"$6\" \"$1\" \"$2\" \"$1\" \"$3\" \"$4\" \"$6\" >>root/printers.conf\n"     \
    "    if [ -n \"$5\" ]; then cp \"$5\" \"root/ppd/$1.ppd\"; fi\n"                               \
    "}\n"                                                                                          \
    "f4() {\n"                                                                                     \
    "    sed -e '/A4\\/A4:/{p;s|A4/A4|F4/F4|;s|595 842|'\"$1\"' 935.43|;s|18 36 577 806|'\"$2\"' " \
    "900|;s|PAPER=A4|PAPER=F4|}' -e 's/^\\*DefaultPageSize: .*/*DefaultPageSize: A4/'"             \
    " -e 's/^\\*DefaultPageRegion: .*/*DefaultPageRegion: A4/' " PPDS                              \
    "Generic-PDF_Printer-PDF.ppd\n"                                                                \
    "}\n"                                                                                          \
    "f4 609.45 '18 36 591' >f4.ppd\n"                                                              \
    "f4 595.28 '18 36 577' | sed '/Duplex/d;/Double-Sided/d' >satu.ppd\n"                          \
    "cat >>satu.ppd <<END\n"                                                                       \
    "END\n"                                                                                        \
    "cp " PPDS "Fuji_Xerox-DocuPrint_CM305_df-PDF.ppd lama.ppd\n"                                  \
    "queue kantor 'Kantor lantai 2' Idle Yes f4.ppd Default\n"                                     \
    "queue lama 'Ruang arsip' Idle Yes lama.ppd ''\n"                                              \
    "queue satu satu Idle Yes satu.ppd ''\n"                                                       \
    "queue mentah mentah Idle Yes '' ''\n"                                                         \
    "queue berhenti berhenti Stopped Yes f4.ppd ''\n"                                              \
    "queue tutup tutup Idle No f4.ppd ''\n"                                                        \
    "queue lain lain Idle Yes f4.ppd ''\n"                                                         \
    "sed -i 's/^Info lain/AllowUser orang\\n&/' root/printers.conf\n"

static Server server;
static bool possible;
static Memory *memory;
static Arena *arena;
static const char *folder;

static int begin(void **state)
{
    (void)state;
    possible = server_is_possible();
    memory = memory_new(0);
    arena = arena_new(memory);
    folder = folder_make(arena);
    setenv("HOME", folder, 1);
    setenv("CUPS_SERVERROOT", folder, 1);
    unsetenv("PRINTER");
    unsetenv("LPDEST");
    paged_write(arena, folder, "a.pdf",
                (Paged){.pages = 5, .catalog = "/PageLabels <</Nums [0 <</S /r>> 2 <</S /D>>]>>"});
    paged_write(arena, folder, "f4.pdf", (Paged){2, "/MediaBox [0 0 609.45 935.43]", 0, 0, 0});
    if (!possible)
        return 0;
    server_start(arena, &server, QUEUES);
    setenv("CUPS_SERVER", server.address, 1);
    return 0;
}

static int end(void **state)
{
    (void)state;
    server_stop(&server);
    folder_remove(folder);
    arena_drop(arena);
    memory_drop(memory);
    return 0;
}

/* --- Looking ---------------------------------------------------------------------------------- */

/* Runs lakipdf with these words, which hold no spaces. */
static Ended lakipdf(const char *words)
{
    const char *arguments[24] = {NULL};
    size_t count = 0;
    char *rest = str_c(arena, str_from(words));
    for (char *word = strtok(rest, " "); word != NULL && count < 23; word = strtok(NULL, " "))
        arguments[count++] = word;
    return run_program(arena, folder, NULL, arguments);
}

/* The job that a run made: "kantor-3". */
static const char *job_of(Ended ended)
{
    if (ended.status != 0)
        fail_msg("%d: %s", ended.status, ended.err);
    char *colon = strchr(ended.out, ':');
    assert_non_null(colon);
    return str_c(arena, (Str){ended.out, (size_t)(colon - ended.out)});
}

typedef struct Arrived {
    const char *text;    /* of all pages */
    const char *info;    /* what pdfinfo says */
    const char *options; /* user's title, copies and options that the backend got */
    const char *raw;     /* the bytes */
} Arrived;

static Arrived printed(const char *words)
{
    const char *path = arrived(arena, &server, job_of(lakipdf(words)), 1);
    const char *pdf = str_format(arena, "%s.pdf", path).at;
    const char *const info[] = {"pdfinfo", pdf, NULL};
    size_t size = 0;
    char *raw = file_text(arena, pdf, &size);
    for (size_t i = 0; i < size; i++)
        if (raw[i] == '\0')
            raw[i] = ' ';
    return (Arrived){
        .text = pdf_text(arena, pdf),
        .info = run_command(arena, folder, info).out,
        .options = file_text(arena, str_format(arena, "%s.options", path).at, NULL),
        .raw = raw,
    };
}

static void assert_pages(const char *text, const char *expected)
{
    Buf found = {.arena = arena};
    for (const char *at = text; (at = strstr(at, "Halaman ")) != NULL; at++)
        buf_format(&found, "%c", at[8]);
    assert_string_equal(str_c(arena, buf_str(&found)), expected);
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void printers_are_listed_with_what_they_can_do(void **state)
{
    static const char *const parts[] = {
        "kantor (default): idle\n  Kantor lantai 2\n  paper: A4; it has ",
        "F4",
        "sides: one or both",
        "lama: idle\n  Ruang arsip\n",
        "satu: idle\n  paper: A4;",
        "210 x 330 mm",
        "sides: one\n",
        "mentah: idle\n  hands files to the printer as they are",
        "berhenti: stopped\n",
        "tutup: takes no jobs\n",
    };
    (void)state;
    if (!possible)
        skip();
    Ended ended = lakipdf("printers");
    assert_int_equal(ended.status, 0);
    assert_string_equal(ended.err, "");
    HAS_ALL(ended.out, parts);
}

static void a_job_is_the_whole_document(void **state)
{
    (void)state;
    if (!possible)
        skip();
    Ended ended = lakipdf("print a.pdf");
    assert_has(ended.out, ": a.pdf, 5 pages\n");
    assert_string_equal(ended.err, "");
    Arrived got = printed("print a.pdf");
    assert_pages(got.text, "12345");
    assert_has(got.options, "a.pdf\n");
}

static void pages_are_chosen_by_place_or_label(void **state)
{
    (void)state;
    if (!possible)
        skip();
    Ended ended = lakipdf("print a.pdf --pages 5,1-3");
    assert_has(ended.out, ": a.pdf, pages 1-3 (i to 1), 5 (3) of 5\n");
    assert_pages(printed("print a.pdf --pages 5,2-3").text, "235");
    assert_pages(printed("print a.pdf --pages i-ii").text, "12");
    assert_pages(printed("print a.pdf --pages 4-").text, "45");
}

static void copies_come_as_sets(void **state)
{
    (void)state;
    if (!possible)
        skip();
    Arrived got = printed("print a.pdf --copies 3 --pages 1-2");
    assert_pages(got.text, "121212");
    assert_has(lakipdf("print a.pdf -n 2").out, ", 2 copies\n");
}

static void sides_are_what_the_queue_has(void **state)
{
    (void)state;
    if (!possible)
        skip();
    assert_has(printed("print a.pdf --duplex").raw,
               "@PJL SET DUPLEX=ON\n@PJL SET BINDING=LONGEDGE");
    assert_has(printed("print a.pdf").raw, "@PJL SET DUPLEX=OFF");
    Ended ended = lakipdf("print a.pdf --printer satu --duplex");
    assert_int_equal(ended.status, 2);
    assert_has(ended.err, "printer 'satu' prints on one side only");
}

static void paper_is_found_by_its_size(void **state)
{
    (void)state;
    if (!possible)
        skip();
    Arrived got = printed("print f4.pdf --paper F4");
    assert_has(got.raw, "@PJL SET PAPER=F4");
    assert_has(got.info, "609.4");
    assert_has(printed("print f4.pdf --paper 215x330").raw, "@PJL SET PAPER=F4");
    /* As drivers of other makers call it. */
    got = printed("print f4.pdf --printer lama --paper f4");
    assert_has(got.raw, "@PJL SET PAPER=FOLIO");
    assert_has(got.info, "612 x 936");
    assert_has(printed("print a.pdf --printer lama --paper legal").raw, "@PJL SET PAPER=LEGAL");
    Ended narrow = lakipdf("print f4.pdf --printer satu --paper F4");
    assert_int_equal(narrow.status, 0);
    assert_has(narrow.err, "note: F4 at printer 'satu' is 210 x 330 mm");
}

static void a_page_keeps_its_size_on_its_paper(void **state)
{
    (void)state;
    if (!possible)
        skip();
    const char *path =
        str_format(arena, "%s.pdf", arrived(arena, &server, job_of(lakipdf("print a.pdf")), 1)).at;
    const char *const there[] = {"pdftotext", "-bbox", "-l", "1", path, "-", NULL};
    const char *const here[] = {"pdftotext", "-bbox", "-l", "1", "a.pdf", "-", NULL};
    /* The driver's A4 is 595 points wide, not 595.28: the page is moved by half of that. */
    const char *before = run_command(arena, folder, here).out;
    const char *after = run_command(arena, folder, there).out;
    assert_has(before, "<word xMin=\"72.000000\"");
    assert_has(before, "xMax=\"152.020000\"");
    assert_has(after, "<word xMin=\"71.862000\"");
    assert_has(after, "xMax=\"151.882000\"");
}

static void other_paper_than_the_pages_is_told(void **state)
{
    (void)state;
    if (!possible)
        skip();
    Ended ended = lakipdf("print f4.pdf");
    assert_int_equal(ended.status, 0);
    assert_has(ended.err, "note: the pages are F4, the paper is A4");
    assert_has(ended.err, "the printer has it: --paper F4");
    assert_string_equal(lakipdf("print f4.pdf --paper F4").err, "");
    assert_string_equal(lakipdf("print a.pdf").err, "");
}

static void what_cannot_be_printed_so_is_refused(void **state)
{
    static const struct {
        const char *words;
        int status;
        const char *said, *hint;
    } cases[] = {
        {"print a.pdf --printer kantr", 2,
         "there is no printer 'kantr' at 127.0.0.1:", "did you mean 'kantor'?"},
        {"print a.pdf --printer x", 2, "there is no printer 'x'",
         "name one with --printer: berhenti, kantor, la"},
        {"print a.pdf --printer tutup", 3, "printer 'tutup' takes no jobs now", "cupsaccept tutup"},
        {"print a.pdf --printer lain", 3, "printer 'lain' refuses the job: 127.0.0.1:", "ask who"},
        {"print a.pdf --paper A3", 2, "printer 'kantor' has no paper 'A3'", "it has "},
        {"print a.pdf --paper 40x40", 2, "printer 'kantor' has no paper '40x40'", "it has "},
        {"print a.pdf --paper kertas", 2, "there is no paper 'kertas'", "write A4, F4"},
        {"print a.pdf --paper Legl", 2, "there is no paper 'Legl'", "did you mean 'Legal'?"},
        {"print a.pdf --printer mentah --paper A4", 2, "printer 'mentah' hands files", "leave"},
        {"print a.pdf --pages 6", 2, "'6' is no page of the file", "the file has 5 pages"},
    };
    (void)state;
    if (!possible)
        skip();
    int before = count_arrived(arena, &server);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Ended ended = lakipdf(cases[i].words);
        if (ended.status != cases[i].status || strstr(ended.err, cases[i].said) == NULL ||
            strstr(ended.err, cases[i].hint) == NULL)
            fail_msg("%s: %d: %s", cases[i].words, ended.status, ended.err);
        assert_string_equal(ended.out, "");
    }
    assert_true(count_arrived(arena, &server) >= before);
}

static void marked_copies_are_jobs_of_their_own(void **state)
{
    (void)state;
    if (!possible)
        skip();
    Ended ended = lakipdf("print a.pdf --salinan --copies 3 --pages 2-3 --duplex");
    assert_int_equal(ended.status, 0);
    char *line = ended.out;
    for (int i = 1; i <= 3; i++) {
        char *end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        const char *about =
            str_format(arena, "a.pdf, pages 2-3 (ii to 1) of 5, copy %d of 3", i).at;
        char *colon = strchr(line, ':');
        assert_non_null(colon);
        assert_string_equal(colon + 2, about);
        *colon = '\0';
        const char *pdf = str_format(arena, "%s.pdf", arrived(arena, &server, line, 1)).at;
        const char *text = pdf_text(arena, pdf);
        assert_pages(text, "23");
        assert_int_equal(
            text_count(text, str_format(arena, "SALINAN · Salinan ke-%d dari 3", i).at), 2);
        assert_int_equal(text_count(text, "SALINAN"), 2);
        line = end + 1;
    }
    assert_string_equal(line, "");
    Arrived one = printed("print a.pdf --salinan");
    assert_int_equal(text_count(one.text, "SALINAN"), 5);
    assert_lacks(one.text, "ke-");
}

static void a_queue_without_driver_gets_the_file_itself(void **state)
{
    (void)state;
    if (!possible)
        skip();
    const char *path = arrived(arena, &server, job_of(lakipdf("print a.pdf -p mentah")), 1);
    const char *const same[] = {"cmp", str_format(arena, "%s.pdf", path).at, "a.pdf", NULL};
    assert_int_equal(run_command(arena, folder, same).status, 0);
}

static void a_stopped_printer_keeps_the_job(void **state)
{
    (void)state;
    if (!possible)
        skip();
    Ended ended = lakipdf("print a.pdf --printer berhenti");
    assert_int_equal(ended.status, 0);
    assert_has(ended.out, "berhenti-");
    assert_has(ended.err, "warning: printer 'berhenti' is stopped");
}

static void the_users_own_default_holds(void **state)
{
    (void)state;
    if (!possible)
        skip();
    folder_write(folder, ".cups/lpoptions",
                 "Default lama\nDest kantor sides=two-sided-long-edge\n");
    assert_has(job_of(lakipdf("print a.pdf")), "lama-");
    assert_has(printed("print a.pdf -p kantor").raw, "@PJL SET DUPLEX=ON");
    folder_write(folder, ".cups/lpoptions", "");
    setenv("PRINTER", "satu", 1);
    assert_has(job_of(lakipdf("print a.pdf")), "satu-");
    unsetenv("PRINTER");
}

static void an_ordinary_user_may_print(void **state)
{
    static const char *const arguments[] = {"print", "a.pdf", NULL};
    (void)state;
    if (!possible)
        skip();
    const Limits limits = {.unprivileged = true};
    assert_int_equal(run_program(arena, folder, &limits, arguments).status, 0);
}

static void the_server_may_be_named(void **state)
{
    (void)state;
    if (!possible)
        skip();
    setenv("CUPS_SERVER", "127.0.0.1:9", 1);
    Ended ended = lakipdf(str_format(arena, "printers --server %s", server.address).at);
    assert_has(ended.out, "kantor (default)");
    ended = lakipdf(str_format(arena, "print a.pdf --server %s", server.address).at);
    assert_int_equal(ended.status, 0);
    setenv("CUPS_SERVER", server.address, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printers_are_listed_with_what_they_can_do),
        cmocka_unit_test(a_job_is_the_whole_document),
        cmocka_unit_test(pages_are_chosen_by_place_or_label),
        cmocka_unit_test(copies_come_as_sets),
        cmocka_unit_test(sides_are_what_the_queue_has),
        cmocka_unit_test(paper_is_found_by_its_size),
        cmocka_unit_test(a_page_keeps_its_size_on_its_paper),
        cmocka_unit_test(other_paper_than_the_pages_is_told),
        cmocka_unit_test(what_cannot_be_printed_so_is_refused),
        cmocka_unit_test(marked_copies_are_jobs_of_their_own),
        cmocka_unit_test(a_queue_without_driver_gets_the_file_itself),
        cmocka_unit_test(a_stopped_printer_keeps_the_job),
        cmocka_unit_test(the_users_own_default_holds),
        cmocka_unit_test(an_ordinary_user_may_print),
        cmocka_unit_test(the_server_may_be_named),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
