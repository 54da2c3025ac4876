/* Marked copies: the file stays as it is, the mark stands on each page where nothing is printed. */
#include "document.h"
#include "paged.h"
#include "pdfread/made.h"

#include <unistd.h>

typedef struct World {
    Arena *arena;
    const char *folder;
} World;

static World world_begin(Fixture *fixture)
{
    return (World){fixture->arena, folder_make(fixture->arena)};
}

static Ended lakipdf(const World *world, const char *words)
{
    const char *arguments[24] = {NULL};
    size_t count = 0;
    char *rest = str_c(world->arena, str_from(words));
    for (char *word = strtok(rest, " "); word != NULL && count < 23; word = strtok(NULL, " "))
        arguments[count++] = word;
    return run_program(world->arena, world->folder, NULL, arguments);
}

/* A run that must succeed; what it says on standard error. */
static const char *done(const World *world, const char *words)
{
    Ended ended = lakipdf(world, words);
    if (ended.status != 0)
        fail_msg("%s: %s", words, ended.err);
    return ended.err;
}

static const char *said(const World *world, const char *script)
{
    const char *const command[] = {"sh", "-c", script, NULL};
    Ended ended = run_command(world->arena, world->folder, command);
    return str_format(world->arena, "%s%s", ended.out, ended.err).at;
}

/* --- Pictures of pages ------------------------------------------------------------------------ */

typedef struct Picture {
    size_t width, height;
    const unsigned char *at; /* a byte for each point, 255 white */
} Picture;

static size_t header_number(const char **at)
{
    char *end = NULL;
    size_t number = strtoul(*at, &end, 10);
    *at = end;
    return number;
}

static Picture picture_read(const World *world, const char *name)
{
    size_t size = 0;
    const char *text = file_text(world->arena, path_in(world->arena, world->folder, name), &size);
    if (text == NULL)
        fail_msg("%s: not drawn", name);
    assert_memory_equal(text, "P5", 2);
    const char *at = text + 2;
    Picture picture = {.width = header_number(&at), .height = header_number(&at)};
    assert_int_equal(header_number(&at), 255);
    picture.at = (const unsigned char *)at + 1;
    assert_int_equal((size_t)(text + size - at) - 1, picture.width * picture.height);
    return picture;
}

/* What differs between two pictures of the same size. */
typedef struct Difference {
    size_t left, top, right, bottom; /* its bounds */
    size_t points;
    size_t covered; /* of which were not white before */
} Difference;

static Difference compare(Picture before, Picture after)
{
    Difference difference = {.left = SIZE_MAX, .top = SIZE_MAX};
    assert_int_equal(before.width, after.width);
    assert_int_equal(before.height, after.height);
    for (size_t i = 0; i < before.width * before.height; i++) {
        if (before.at[i] == after.at[i])
            continue;
        size_t x = i % before.width;
        size_t y = i / before.width;
        difference.points++;
        difference.covered += before.at[i] < 250;
        difference.left = x < difference.left ? x : difference.left;
        difference.right = x > difference.right ? x : difference.right;
        difference.top = y < difference.top ? y : difference.top;
        difference.bottom = y > difference.bottom ? y : difference.bottom;
    }
    return difference;
}

enum { RESOLUTION = 72 };

/* Draws all pages of both files and compares page after page; how many there are. */
static size_t compare_pages(const World *world, const char *before, const char *after,
                            Difference *differences, size_t room)
{
    said(world, str_format(world->arena,
                           "rm -f page-*; mutool draw -q -A 0 -r %d -c gray -o page-a-%%d.pgm %s; "
                           "mutool draw -q -A 0 -r %d -c gray -o page-b-%%d.pgm %s",
                           RESOLUTION, before, RESOLUTION, after)
                    .at);
    size_t count = 0;
    for (; count < room; count++) {
        const char *name = str_format(world->arena, "page-b-%zu.pgm", count + 1).at;
        if (access(path_in(world->arena, world->folder, name), R_OK) != 0)
            break;
        differences[count] =
            compare(picture_read(world, str_format(world->arena, "page-a-%zu.pgm", count + 1).at),
                    picture_read(world, name));
    }
    assert_true(count > 0);
    return count;
}

static void assert_sound(const World *world, const char *file)
{
    assert_string_equal(
        said(world,
             str_format(world->arena,
                        "qpdf --check %s >out 2>&1 || cat out; grep WARN out; "
                        "mutool draw -q -r 10 -F pnm -o /dev/null %s 2>&1 | grep -v 'ICC support'; "
                        "pdftoppm -r 10 %s 2>&1 >/dev/null",
                        file, file, file)
                 .at),
        "");
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void the_file_stays_and_the_copy_grows_at_its_end(void **state)
{
    World world = world_begin(*state);
    paged_write(world.arena, world.folder, "a.pdf", (Paged){.pages = 3});
    size_t size = 0;
    size_t copied = 0;
    const char *before = file_text(world.arena, path_in(world.arena, world.folder, "a.pdf"), &size);
    Ended ended = lakipdf(&world, "print a.pdf --salinan -n 2 -o keluar");
    assert_int_equal(ended.status, 0);
    assert_string_equal(ended.out, "keluar/a-salinan-1.pdf\nkeluar/a-salinan-2.pdf\n");
    const char *after =
        file_text(world.arena, path_in(world.arena, world.folder, "a.pdf"), &copied);
    assert_int_equal(size, copied);
    assert_memory_equal(before, after, size);
    const char *copy = file_text(
        world.arena, path_in(world.arena, world.folder, "keluar/a-salinan-2.pdf"), &copied);
    assert_true(copied > size);
    assert_memory_equal(before, copy, size);
    assert_string_equal(said(&world, "ls"), "a.pdf\nkeluar\n");
    folder_remove(world.folder);
}

static void each_page_says_that_it_is_a_copy_and_which(void **state)
{
    World world = world_begin(*state);
    paged_write(world.arena, world.folder, "a.pdf", (Paged){.pages = 3});
    done(&world, "print a.pdf --salinan --copies 5 -o .");
    const char *text = pdf_text(world.arena, path_in(world.arena, world.folder, "a-salinan-2.pdf"));
    assert_int_equal(text_count(text, "SALINAN · Salinan ke-2 dari 5"), 3);
    assert_int_equal(text_count(text, "Halaman "), 3);
    done(&world, "print a.pdf --salinan -o satu");
    text = pdf_text(world.arena, path_in(world.arena, world.folder, "satu/a-salinan.pdf"));
    assert_int_equal(text_count(text, "SALINAN"), 3);
    assert_lacks(text, "ke-");
    assert_sound(&world, "satu/a-salinan.pdf");
    folder_remove(world.folder);
}

/* On pages of any kind the mark is within the upper 12 mm of what is seen, upright. */
static void turned_and_cropped_pages_have_it_above(void **state)
{
    static const struct {
        const char *page;
        size_t width, height; /* as seen, in points */
    } cases[] = {
        {"/MediaBox [0 0 600 800]", 600, 800},
        {"/MediaBox [0 0 600 800]/Rotate 90", 800, 600},
        {"/MediaBox [0 0 600 800]/Rotate 180", 600, 800},
        {"/MediaBox [0 0 600 800]/Rotate 270", 800, 600},
        {"/MediaBox [0 0 600 800]/Rotate -90", 800, 600},
        {"/MediaBox [-100 -50 500 750]", 600, 800},
        {"/MediaBox [0 0 600 800]/CropBox [50 100 550 700]", 500, 600},
        {"/MediaBox [0 0 600 800]/CropBox [50 100 550 700]/Rotate 90", 600, 500},
        {"/MediaBox [0 0 600 800]/CropBox [50 100 550 700]/Rotate 180", 500, 600},
        {"/MediaBox [0 0 600 800]/CropBox [50 100 550 700]/Rotate 270", 600, 500},
        {"/MediaBox [0 0 300 400]/UserUnit 2", 600, 800},
        {"/MediaBox [0 0 300 400]/UserUnit 2/Rotate 90", 800, 600},
        {"/MediaBox [0 0 6000 8000]/UserUnit 0.1", 600, 800},
        {"/MediaBox [0 0 90 800]", 90, 800},
    };
    World world = world_begin(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Difference found;
        Paged paged = {.pages = 1, .page = cases[i].page, .text = "0 0 1 1 re f"};
        paged_write(world.arena, world.folder, "a.pdf", paged);
        said(&world, "rm -rf k");
        done(&world, "print a.pdf --salinan -n 2 -o k");
        assert_sound(&world, "k/a-salinan-1.pdf");
        compare_pages(&world, "a.pdf", "k/a-salinan-1.pdf", &found, 1);
        Picture page = picture_read(&world, "page-b-1.pgm");
        assert_int_equal(page.width, cases[i].width);
        assert_int_equal(page.height, cases[i].height);
        bool narrow = page.width < 200;
        if (found.points == 0 || found.top < 15 || found.bottom > 34 ||
            found.right < page.width / 2 || found.right + (narrow ? 10 : 40) > page.width ||
            (!narrow && (found.right - found.left < 105 || found.right - found.left > 135)))
            fail_msg("%s: %zu %zu to %zu %zu of %zu x %zu", cases[i].page, found.left, found.top,
                     found.right, found.bottom, page.width, page.height);
    }
    folder_remove(world.folder);
}

/* Content in several streams, that leaves states open or closes too many, that moves all. */
static void whatever_the_content_does_the_mark_stands_where_it_should(void **state)
{
    static const Paged cases[] = {
        {.pages = 1, .text = "q 2 0 0 2 50 50 cm 0 0 20 20 re f"},
        {.pages = 1, .text = "q q q .5 0 0 .5 0 0 cm 1 0 0 rg q 0 0 20 20 re f"},
        {.pages = 1, .text = "Q Q 0 0 20 20 re f Q"},
        {.pages = 1, .text = "3 0 0 3 0 0 cm 1 1 1 rg 0 0 20 20 re f"},
        {.pages = 1, .text = "0 0 20 20 re W n 0 0 5 5 re f"},
        {.pages = 1, .text = "q 1 0 0 1 9 9 cm 0 0 9 9 re f", .contents = "[5 0 R 5 0 R 5 0 R]"},
        {.pages = 1, .contents = "[]"},
        {.pages = 1, .contents = "null"},
    };
    World world = world_begin(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Difference found;
        paged_write(world.arena, world.folder, "a.pdf", cases[i]);
        said(&world, "rm -rf k");
        done(&world, "print a.pdf --salinan -o k");
        compare_pages(&world, "a.pdf", "k/a-salinan.pdf", &found, 1);
        if (found.points == 0 || found.top < 18 || found.bottom > 34 || found.left < 450 ||
            found.right > 560)
            fail_msg("case %zu: %zu points, %zu %zu to %zu %zu", i, found.points, found.left,
                     found.top, found.right, found.bottom);
    }
    folder_remove(world.folder);
}

/* A page of this content, before it some that each draw many blanks. */
static void write_behind_blanks(const World *world, size_t before, Str content)
{
    enum { BLANKS = 60 * 1024 * 1024, FIRST = 10 };
    char *blanks = arena_alloc(world->arena, BLANKS);
    memset(blanks, ' ', BLANKS);
    Made made = made_begin(world->arena);
    made_object(&made, 1, "<</Type /Catalog/Pages 2 0 R>>");
    Buf tree = {.arena = world->arena};
    for (size_t i = 0; i <= before; i++) {
        const char *page = "<</Type /Page/Parent 2 0 R/Contents %d 0 R>>";
        made_object(&made, FIRST + i, str_format(world->arena, page, i < before ? 3 : 4).at);
        buf_format(&tree, "%zu 0 R ", FIRST + i);
    }
    made_object(&made, 2,
                str_format(world->arena,
                           "<</Type /Pages/MediaBox [0 0 595 842]/Count %zu/Kids [%s]>>",
                           before + 1, str_c(world->arena, buf_str(&tree)))
                    .at);
    made_stream(&made, 3, "/Filter /FlateDecode",
                made_deflated(world->arena, (Str){blanks, BLANKS}));
    made_stream(&made, 4, "/Filter /FlateDecode", made_deflated(world->arena, content));
    made_table(&made, "");
    FILE *file = fopen(path_in(world->arena, world->folder, "a.pdf"), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(made.bytes.at, 1, made.bytes.size, file), made.bytes.size);
    assert_int_equal(fclose(file), 0);
}

/* `times` operators that do nothing, then one that moves all that follows it. */
static Str moved_behind(Arena *arena, size_t times)
{
    Buf content = {.arena = arena};
    buf_add(&content, made_repeated(arena, "n ", times));
    buf_text(&content, "q 1 0 0 1 5000 5000 cm q");
    return buf_str(&content);
}

static void where_no_more_is_looked_at_it_stands_where_it_should(void **state)
{
    static const struct {
        size_t before, times;
    } cases[] = {{0, 9000000}, {3, 0}};
    World world = world_begin(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Difference found[8];
        write_behind_blanks(&world, cases[i].before, moved_behind(world.arena, cases[i].times));
        said(&world, "rm -rf k");
        assert_has(done(&world, "print a.pdf --salinan -o k"),
                   "note: more is drawn than is looked at on ");
        size_t pages = compare_pages(&world, "a.pdf", "k/a-salinan.pdf", found, 8);
        assert_int_equal(pages, cases[i].before + 1);
        for (size_t k = 0; k < pages; k++)
            if (found[k].points == 0 || found[k].top < 18 || found[k].bottom > 34 ||
                found[k].left < 450 || found[k].right > 560)
                fail_msg("case %zu, page %zu: %zu points, %zu %zu to %zu %zu", i, k + 1,
                         found[k].points, found[k].left, found[k].top, found[k].right,
                         found[k].bottom);
    }
    folder_remove(world.folder);
}

static void where_its_place_cannot_be_told_there_is_no_copy(void **state)
{
    enum { STATES = 100000 };
    World world = world_begin(*state);
    write_behind_blanks(&world, 6, STR("q"));
    Ended ended = lakipdf(&world, "print a.pdf --salinan -o k");
    assert_int_equal(ended.status, 1);
    assert_has(ended.err, "a.pdf: error: what all its pages draw has more than 1");
    assert_has(ended.err, "hint: real files have far less");
    write_behind_blanks(&world, 0, made_repeated(world.arena, "q ", STATES));
    done(&world, "print a.pdf --salinan -o k");
    said(&world, "rm -r k");
    write_behind_blanks(&world, 1, made_repeated(world.arena, "q ", STATES + 1));
    ended = lakipdf(&world, "print a.pdf --salinan -o k");
    assert_int_equal(ended.status, 1);
    assert_has(ended.err, "a.pdf: error: page 2 leaves more than 100000 graphics states open");
    assert_string_equal(said(&world, "ls"), "a.pdf\n");
    folder_remove(world.folder);
}

/* What stands in the margin sends the mark to the next place. */
static void the_mark_keeps_away_from_what_is_printed(void **state)
{
    static const char *const cases[] = {
        "BT /F 9 Tf 420 813 Td (Dinas Koperasi dan UKM) Tj ET",
        "BT /F 9 Tf 420 813 Td [(Di) -20 (nas Koperasi) 300 (UKM)] TJ ET",
        "BT /F 9 Tf 12 TL 420 825 Td T* (Dinas Koperasi) ' (dan UKM) Tj ET",
        "q 0 1 -1 0 560 700 cm BT /F 30 Tf 0 0 Td (Rahasia) Tj ET Q",
        "400 800 150 30 re f",
        "q 400 0 0 60 150 790 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
        "0.5 w 40 812 m 560 812 l S",
        "BT /F 9 Tf 1 0 0 1 40 813 Tm (Kiri) Tj 300 0 Td (Tengah sekali dan kanan) Tj ET",
    };
    World world = world_begin(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Difference found;
        paged_write(world.arena, world.folder, "a.pdf", (Paged){.pages = 1, .text = cases[i]});
        said(&world, "rm -rf k");
        const char *err = done(&world, "print a.pdf --salinan -n 3 -o k");
        compare_pages(&world, "a.pdf", "k/a-salinan-3.pdf", &found, 1);
        if (found.points == 0 || found.covered > 0 || err[0] != '\0')
            fail_msg("case %zu: %zu of %zu points at %zu %zu %s", i, found.covered, found.points,
                     found.left, found.top, err);
    }
    folder_remove(world.folder);
}

static void a_page_without_a_free_place_is_told(void **state)
{
    World world = world_begin(*state);
    Buf text = {.arena = world.arena};
    for (int y = 0; y < 842; y += 8)
        buf_format(&text, "BT /F 9 Tf 0 %d Td (%0160d) Tj ET\n", y, y);
    paged_write(world.arena, world.folder, "a.pdf",
                (Paged){.pages = 2, .text = str_c(world.arena, buf_str(&text))});
    assert_has(done(&world, "print a.pdf --salinan -o k"),
               "a.pdf: note: the mark of the copy stands over what is printed on 2 pages, the "
               "first is page 1");
    folder_remove(world.folder);
}

/* Whole documents, with headers, landscape sections, watermarks: nothing of them is covered. */
static void nothing_of_our_own_documents_is_covered(void **state)
{
    enum { MOST = 200 };
    static const char *const jobs[] = {"examples/lkip-2019/lakipdf.yaml",
                                       "examples/renja-2024/lakipdf.yaml",
                                       "tests/jobs/siksa/lakipdf.yaml"};
    World world = world_begin(*state);
    Difference *found = arena_array(world.arena, MOST, sizeof *found);
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        const char *pdf = path_in(world.arena, world.folder, "a.pdf");
        const char *const build[] = {"build", jobs[i], "-o", pdf, NULL};
        assert_int_equal(run_program(world.arena, ".", NULL, build).status, 0);
        said(&world, "rm -rf k");
        assert_string_equal(done(&world, "print a.pdf --salinan -n 12 -o k"), "");
        assert_sound(&world, "k/a-salinan-12.pdf");
        size_t pages = compare_pages(&world, "a.pdf", "k/a-salinan-12.pdf", found, MOST);
        for (size_t k = 0; k < pages; k++)
            if (found[k].points < 100 || found[k].covered > 0)
                fail_msg("%s, page %zu: %zu of %zu points", jobs[i], k + 1, found[k].covered,
                         found[k].points);
    }
    folder_remove(world.folder);
}

static void what_does_not_go_together_is_refused(void **state)
{
    static const struct {
        const char *words;
        int status;
        const char *said;
    } cases[] = {
        {"print a.pdf -o k", 2, "-o writes marked copies: it goes with --salinan"},
        {"print a.pdf --salinan -o k --pages 1", 2, "with -o nothing is printed"},
        {"print a.pdf --salinan -o k --duplex", 2, "with -o nothing is printed"},
        {"print a.pdf --salinan -o k --printer x", 2, "with -o nothing is printed"},
        {"print a.pdf --salinan --output=", 2, "the name of the folder is empty"},
        {"print a.pdf --salinan -o ada", 2, "ada"},
        {"print rusak.pdf --salinan -o k", 1, "rusak.pdf: error: "},
        {"print pendek.pdf --salinan -o k", 1, "a stream is longer or shorter"},
    };
    World world = world_begin(*state);
    paged_write(world.arena, world.folder, "a.pdf", (Paged){.pages = 1});
    paged_write(world.arena, world.folder, "pendek.pdf", (Paged){.pages = 1});
    paged_write(world.arena, world.folder, "rusak.pdf", (Paged){.pages = 1, .contents = "9 9"});
    folder_write(world.folder, "ada/a-salinan.pdf", "milik orang");
    assert_script(world.arena, world.folder,
                  "sed -i 's|^5 0 obj|6 0 obj|' rusak.pdf; "
                  "sed -i 's|/Contents 9 9|/Contents 5 0 R|' rusak.pdf; "
                  "sed -i 's|/Length 3|/Length 2|' pendek.pdf");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Ended ended = lakipdf(&world, cases[i].words);
        if (ended.status != cases[i].status || strstr(ended.err, cases[i].said) == NULL)
            fail_msg("%s: %d: %s", cases[i].words, ended.status, ended.err);
    }
    assert_string_equal(said(&world, "ls; cat ada/*"),
                        "a.pdf\nada\npendek.pdf\nrusak.pdf\nmilik orang");
    folder_remove(world.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_file_stays_and_the_copy_grows_at_its_end),
        TEST(each_page_says_that_it_is_a_copy_and_which),
        TEST(turned_and_cropped_pages_have_it_above),
        TEST(whatever_the_content_does_the_mark_stands_where_it_should),
        TEST(where_no_more_is_looked_at_it_stands_where_it_should),
        TEST(where_its_place_cannot_be_told_there_is_no_copy),
        TEST(the_mark_keeps_away_from_what_is_printed),
        TEST(a_page_without_a_free_place_is_told),
        TEST(nothing_of_our_own_documents_is_covered),
        TEST(what_does_not_go_together_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
