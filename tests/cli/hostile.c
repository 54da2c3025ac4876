/*
 * Input that was made to do harm: each is refused, or set as the text that it is, in less than a
 * second and with less than 100 MB, by a message that names the limit and says what to do.
 */
#include "document.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    MOST_MILLISECONDS = 1000,
    MOST_KILOBYTES = 100 * 1000,
    LEVELS = 100 * 1000,
    MEGABYTES_10 = 10 * 1000 * 1000,
    MOST_PARTS = 5,
};

/* The sanitizers take time and memory of their own. */
#ifdef __SANITIZE_ADDRESS__
static const bool measured = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
static const bool measured = false;
#else
static const bool measured = true;
#endif
#else
static const bool measured = true;
#endif

#define JOB                                                                                        \
    "templat: lakip\ntahun: 2021\ntanggal: 2022-02-21\nberkas_skala: [skala.yaml]\n"               \
    "skala: lima-tingkat\n"
#define OWN_DATA          "data: [data/dinas.yaml, data/anggaran.yaml]\n"
#define DATA(file)        JOB "data: [data/dinas.yaml, data/anggaran.yaml, " file "]\n"
#define CHAPTER(file)     JOB OWN_DATA "bab: {uji: {berkas: " file ", sesudah: pendahuluan}}\n"
#define ALSO(field, file) JOB OWN_DATA field ": [" file "]\n"

/* A text so many times. */
typedef struct Part {
    const char *text;
    size_t times;
} Part;

typedef struct Case {
    const char *name;
    const char *job;  /* lakipdf.yaml */
    const char *file; /* is made of the parts */
    Part parts[MOST_PARTS];
    const char *told[2]; /* stand in the messages; none: it is set as it is */
} Case;

static Case cases[] = {
#include "hostile_cases.inc"
};

enum { CASES = sizeof cases / sizeof *cases };

/* --- Jobs ------------------------------------------------------------------------------------- */

/* A job's folder, in which files are written without being in memory: what the program takes is
   measured from what the test has. */
static const char *make_job(Arena *arena, const char *job)
{
    const char *folder = folder_copied(arena, "tests/jobs/dinas-contoh");
    folder_write(folder, "lakipdf.yaml", job);
    return folder;
}

static void pour(FILE *file, Part part)
{
    size_t size = strlen(part.text);
    for (size_t i = part.times; i > 0; i--)
        assert_int_equal(fwrite(part.text, 1, size, file), size);
}

static FILE *make_file(Arena *arena, const char *folder, const char *name)
{
    FILE *file = fopen(path_in(arena, folder, name), "wb");
    assert_non_null(file);
    return file;
}

static Ended build(Arena *arena, const char *folder, const Limits *limits, const char *option)
{
    const char *const arguments[] = {"build", "lakipdf.yaml", "-o", "out.pdf", option, NULL};
    return run_program(arena, folder, limits, arguments);
}

static void assert_cheap(const Ended *ended)
{
    if (measured && ended->milliseconds >= MOST_MILLISECONDS)
        fail_msg("it took %ld ms", ended->milliseconds);
    if (measured && ended->kilobytes >= MOST_KILOBYTES)
        fail_msg("it took %ld KB", ended->kilobytes);
}

/* Refused, cheaply, by these words; nothing was written. */
static void assert_refused(Arena *arena, const char *folder, const Ended *ended,
                           const char *const *told, size_t count)
{
    for (size_t i = 0; i < count && told[i] != NULL; i++)
        if (strstr(ended->err, told[i]) == NULL)
            fail_msg("'%s' is not in: %.2000s", told[i], ended->err);
    assert_int_equal(ended->status, 1);
    assert_non_null(strstr(ended->err, "  hint: "));
    assert_null(file_text(arena, path_in(arena, folder, "out.pdf"), NULL));
    assert_cheap(ended);
}

static void run_case(void **state)
{
    Fixture fixture = {0};
    const Case *one = *state;
    fixture.memory = memory_new(0);
    fixture.arena = arena_new(fixture.memory);
    Arena *arena = fixture.arena;
    const char *folder = make_job(arena, one->job);
    FILE *file = make_file(arena, folder, one->file);
    for (size_t i = 0; i < MOST_PARTS && one->parts[i].text != NULL; i++)
        pour(file, one->parts[i]);
    assert_int_equal(fclose(file), 0);
    Ended ended = build(arena, folder, NULL, NULL);
    if (one->told[0] != NULL) {
        assert_refused(arena, folder, &ended, one->told, 2);
    } else {
        assert_int_equal(ended.status, 0);
        assert_cheap(&ended);
    }
    folder_remove(folder);
    arena_drop(fixture.arena);
    memory_drop(fixture.memory);
}

/* --- Bombs ------------------------------------------------------------------------------------ */

static void aliases_that_multiply(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_job(arena, DATA("uji.yaml"));
    Buf text = {.arena = arena};
    buf_text(&text, "a0: &a0 [x]\n");
    for (int i = 1; i < 12; i++)
        buf_format(&text, "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i,
                   i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    folder_write(folder, "uji.yaml", str_c(arena, buf_str(&text)));
    Ended ended = build(arena, folder, NULL, NULL);
    const char *const told[] = {"more than 100000 values that aliases stand for",
                                "the limit is fixed"};
    assert_refused(arena, folder, &ended, told, 2);
    folder_remove(folder);
}

static void aliases_of_a_long_text(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_job(arena, DATA("uji.yaml"));
    FILE *file = make_file(arena, folder, "uji.yaml");
    pour(file, (Part){"hukum:\n- &a \"", 1});
    pour(file, (Part){"x", 1000000});
    pour(file, (Part){"\"\n", 1});
    pour(file, (Part){"- *a\n", 20000});
    assert_int_equal(fclose(file), 0);
    Ended ended = build(arena, folder, NULL, NULL);
    const char *const told[] = {"more than 100000 values that aliases stand for"};
    assert_refused(arena, folder, &ended, told, 1);
    folder_remove(folder);
}

/* Sections do what aliases do: a text that stands once is printed for each pair of records. */
static void sections_that_multiply_texts(void **state)
{
    static const struct {
        const char *chapter;
        const char *told[2];
    } texts[] = {
        {"{{#strategi}}{{#strategi}}{{ini}}{{/}}{{/}}\n",
         {"a paragraph or a cell has more than 1048576 bytes of text", "repeat the paragraph"}},
        {"{{#strategi}}\n{{#strategi}}\n{{ini}} {{ini}}\n\n{{/}}\n{{/}}\n",
         {"the document has more than 67108864 bytes of text", "make several documents of it"}},
        {"```tabel\nkolom: [a]\nbaris:\n- {untuk: strategi, isi: [{untuk: strategi, sel: "
         "[\"{{ini}} {{ini}}\"]}]}\n```\n",
         {"the document has more than 67108864 bytes of text", "make several documents of it"}},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *folder =
            make_job(arena, JOB "data: [data/dinas.yaml, data/anggaran.yaml, uji.yaml]\n"
                                "bab: {uji: {berkas: uji.md, sesudah: pendahuluan}}\n");
        FILE *file = make_file(arena, folder, "uji.yaml");
        pour(file, (Part){"strategi:\n", 1});
        for (int text = 0; text < 300; text++) {
            pour(file, (Part){"- ", 1});
            pour(file, (Part){"x ", 500});
            pour(file, (Part){"\n", 1});
        }
        assert_int_equal(fclose(file), 0);
        folder_write(folder, "uji.md", str_format(arena, "# Uji\n\n%s", texts[i].chapter).at);
        Ended ended = build(arena, folder, NULL, NULL);
        assert_refused(arena, folder, &ended, texts[i].told, 2);
        folder_remove(folder);
    }
}

/* A chapter of 300 bytes, and ten texts. */
static void sections_that_multiply_blocks(void **state)
{
    enum { SECTIONS = 9 };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder =
        make_job(arena, JOB "data: [data/dinas.yaml, data/anggaran.yaml, uji.yaml]\n"
                            "bab: {uji: {berkas: uji.md, sesudah: pendahuluan}}\n");
    folder_write(folder, "uji.yaml", "strategi: [a, b, c, d, e, f, g, h, i, j]\n");
    FILE *file = make_file(arena, folder, "uji.md");
    pour(file, (Part){"# Uji\n\n", 1});
    pour(file, (Part){"{{#strategi}}\n\n", SECTIONS});
    pour(file, (Part){"x\n\n", 1});
    pour(file, (Part){"{{/}}\n\n", SECTIONS});
    assert_int_equal(fclose(file), 0);
    Ended ended = build(arena, folder, NULL, NULL);
    const char *const told[] = {"blocks and rows", "repeat sections over fewer records"};
    assert_refused(arena, folder, &ended, told, 2);
    folder_remove(folder);
}

static void keys_without_end(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_job(arena, DATA("uji.yaml"));
    FILE *file = make_file(arena, folder, "uji.yaml");
    for (int i = 0; i < 3 * LEVELS; i++)
        assert_true(fprintf(file, "k%d: &k%d 1\n", i, i) > 0);
    assert_int_equal(fclose(file), 0);
    Ended ended = build(arena, folder, NULL, NULL);
    const char *const told[] = {"more than 100000 keys in a map", "the limit is fixed"};
    assert_refused(arena, folder, &ended, told, 2);
    folder_remove(folder);
}

static void entities_that_multiply(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_job(arena, DATA("uji.xml"));
    Buf text = {.arena = arena};
    buf_text(&text, "<!DOCTYPE data [<!ENTITY a0 \"x\">");
    for (int i = 1; i < 12; i++)
        buf_format(&text, "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;\">", i,
                   i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    buf_text(&text, "]><data><nama>&a11;</nama></data>");
    folder_write(folder, "uji.xml", str_c(arena, buf_str(&text)));
    Ended ended = build(arena, folder, NULL, NULL);
    const char *const told[] = {"<!DOCTYPE> is not allowed",
                                "write characters instead of entities"};
    assert_refused(arena, folder, &ended, told, 2);
    folder_remove(folder);
}

/* --- Paths ------------------------------------------------------------------------------------ */

static void paths_lead_nowhere_else(void **state)
{
    static const char *const jobs[] = {
        DATA("../rahasia.yaml"),
        DATA("/etc/passwd"),
        DATA("data/../../rahasia.yaml"),
        DATA("tautan.yaml"),
        DATA("jalan/rahasia.yaml"),
        CHAPTER("tautan.md"),
        CHAPTER("../rahasia.yaml"),
        CHAPTER("gambar.md"),
        ALSO("skema", "tautan.yaml"),
        ALSO("hitungan", "../rahasia.yaml"),
        ALSO("berkas_audit", "/etc/passwd"),
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *outside = folder_make(arena);
    folder_write(outside, "rahasia.yaml", "rahasia: ya\n");
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        const char *folder = make_job(arena, jobs[i]);
        folder_write(folder, "gambar.md", "![a](../gambar.png)\n");
        const char *secret = path_in(arena, outside, "rahasia.yaml");
        assert_int_equal(symlink(secret, path_in(arena, folder, "tautan.yaml")), 0);
        assert_int_equal(symlink(secret, path_in(arena, folder, "tautan.md")), 0);
        assert_int_equal(symlink(outside, path_in(arena, folder, "jalan")), 0);
        Ended ended = build(arena, folder, NULL, NULL);
        const char *const told[] = {"leads out of the job's folder",
                                    "put the file into the job's folder, or allow it by"};
        const char *link[] = {"is a link that leads out of the job's folder", told[1]};
        bool linked = strstr(jobs[i], "tautan") != NULL || strstr(jobs[i], "jalan") != NULL;
        assert_refused(arena, folder, &ended, linked ? (const char *const *)link : told, 2);
        assert_null(strstr(ended.err, "rahasia: ya"));
        folder_remove(folder);
    }
    folder_remove(outside);
}

/* What is no file: a pipe that nobody writes to, a device without end, a link to itself. */
static void what_is_no_file_is_not_read(void **state)
{
    static const struct {
        const char *name, *told;
    } files[] = {
        {"pipa.yaml", "'pipa.yaml' is not a regular file"},
        {"nol.yaml", "'nol.yaml' is not a regular file"},
        {"lingkar.yaml", "Too many levels of symbolic links"},
        {"map.yaml", "'map.yaml' is a folder"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *folder = make_job(arena, str_format(arena, DATA("%s"), files[i].name).at);
        assert_int_equal(mkfifo(path_in(arena, folder, "pipa.yaml"), 0600), 0);
        assert_int_equal(symlink("/dev/zero", path_in(arena, folder, "nol.yaml")), 0);
        assert_int_equal(symlink("lingkar.yaml", path_in(arena, folder, "lingkar.yaml")), 0);
        assert_int_equal(mkdir(path_in(arena, folder, "map.yaml"), 0700), 0);
        Ended ended = build(arena, folder, NULL, "--allow-outside");
        assert_refused(arena, folder, &ended, &files[i].told, 1);
        folder_remove(folder);
    }
}

/* --- Pictures --------------------------------------------------------------------------------- */

static void put_chunk(FILE *file, const char *name, const unsigned char *bytes, size_t size)
{
    unsigned char head[8] = {0, 0, (unsigned char)(size >> 8), (unsigned char)size};
    memcpy(head + 4, name, 4);
    uLong sum = crc32(crc32(0, head + 4, 4), bytes, (uInt)size);
    const unsigned char end[4] = {(unsigned char)(sum >> 24), (unsigned char)(sum >> 16),
                                  (unsigned char)(sum >> 8), (unsigned char)sum};
    (void)fwrite(head, 1, sizeof head, file);
    (void)fwrite(bytes, 1, size, file);
    (void)fwrite(end, 1, sizeof end, file);
}

/* A PNG file that says it has so many pixels, and has none. */
static void write_png(Arena *arena, const char *folder, uint32_t width, uint32_t height,
                      bool interlaced)
{
    static const unsigned char nothing[] = {0x78, 0x9C, 3, 0, 0, 0, 0, 1};
    unsigned char head[13] = {0};
    for (int i = 0; i < 4; i++) {
        head[i] = (unsigned char)(width >> (24 - 8 * i));
        head[4 + i] = (unsigned char)(height >> (24 - 8 * i));
    }
    head[8] = 8;
    head[9] = 6;
    head[12] = interlaced;
    FILE *file = make_file(arena, folder, "uji.png");
    (void)fwrite("\x89PNG\r\n\x1A\n", 1, 8, file);
    put_chunk(file, "IHDR", head, sizeof head);
    put_chunk(file, "IDAT", nothing, sizeof nothing);
    put_chunk(file, "IEND", nothing, 0);
    assert_int_equal(fclose(file), 0);
}

static void pictures_of_too_many_pixels(void **state)
{
    static const struct {
        uint32_t width, height;
        bool interlaced;
        const char *told[2];
    } pictures[] = {
        {32000,
         32000,
         false,
         {"has 32000 x 32000 pixels; the limit is 120 million", "make it smaller"}},
        {INT32_MAX, INT32_MAX, false, {"the limit is 120 million", "make it smaller"}},
        {7000, 7000, true, {"the limit is 40 million", "save it without interlacing"}},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        const char *folder = make_job(arena, CHAPTER("uji.md"));
        folder_write(folder, "uji.md", "![Gambar](uji.png)\n");
        write_png(arena, folder, pictures[i].width, pictures[i].height, pictures[i].interlaced);
        Ended ended = build(arena, folder, NULL, NULL);
        assert_refused(arena, folder, &ended, pictures[i].told, 2);
        folder_remove(folder);
    }
}

/* --- Fonts ------------------------------------------------------------------------------------ */

#define FONT "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"

/* The place in the directory of the table of that name. */
static size_t find_table(const unsigned char *font, const char *name)
{
    size_t count = (size_t)font[4] << 8 | font[5];
    for (size_t i = 0; i < count; i++)
        if (memcmp(font + 12 + 16 * i, name, 4) == 0)
            return 12 + 16 * i;
    fail_msg("the font has no table %s", name);
}

/* What is done to a font: it is cut to so many bytes, or a number of a table's entry in the
   directory is replaced. */
typedef struct Damage {
    const char *name;
    size_t size;       /* 0: as it is */
    const char *table; /* or NULL */
    size_t at;         /* 8: where the table stands, 12: how long it is */
    uint32_t value;
} Damage;

static void write_font(Arena *arena, const char *folder, const Damage *damage)
{
    size_t size = 0;
    unsigned char *font = (unsigned char *)file_text(arena, FONT, &size);
    assert_non_null(font);
    if (damage->table != NULL) {
        unsigned char *number = font + find_table(font, damage->table) + damage->at;
        for (int i = 0; i < 4; i++)
            number[i] = (unsigned char)(damage->value >> (24 - 8 * i));
    }
    FILE *file = make_file(arena, folder, "home/fonts/uji.ttf");
    (void)fwrite(font, 1, damage->size > 0 ? damage->size : size, file);
    assert_int_equal(fclose(file), 0);
}

/* The program's own files with a catalogue that names only the font. */
static void write_home(Arena *arena, const char *folder)
{
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    folder_write(folder, "home/fonts/katalog.yaml",
                 "keluarga: {Liberation Serif: {biasa: uji.ttf, nama_lain: [Liberation Sans]}}\n");
    static const char *const shared[] = {"config", "templates"};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(symlink(path_in(arena, here, shared[i]),
                                 str_format(arena, "%s/home/%s", folder, shared[i]).at),
                         0);
}

static void fonts_that_lie(void **state)
{
    static const Damage damages[] = {
        {.name = "empty", .size = 1},
        {.name = "only a head", .size = 12},
        {.name = "only a directory", .size = 300},
        {.name = "half", .size = 200000},
        {.name = "a byte less", .size = 393000},
        {.name = "glyf outside", .table = "glyf", .at = 8, .value = 0x7FFFFFF0},
        {.name = "glyf without end", .table = "glyf", .at = 12, .value = UINT32_MAX},
        {.name = "short loca", .table = "loca", .at = 12, .value = 8},
        {.name = "loca is glyf", .table = "loca", .at = 8, .value = 40000},
        {.name = "short hmtx", .table = "hmtx", .at = 12, .value = 4},
        {.name = "cmap is head", .table = "cmap", .at = 8, .value = 12},
        {.name = "short cmap", .table = "cmap", .at = 12, .value = 6},
        {.name = "no maxp", .table = "maxp", .at = 12, .value = 0},
        {.name = "head elsewhere", .table = "head", .at = 8, .value = 1000},
        {.name = "short name", .table = "name", .at = 12, .value = 3},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = make_job(arena, JOB OWN_DATA);
    write_home(arena, folder);
    Str home = str_format(arena, "LAKIPDF_HOME=%s/home", folder);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        write_font(arena, folder, &damages[i]);
        Ended ended = build(arena, folder, &(Limits){.environment = home.at}, NULL);
        const char *const told[] = {"uji.ttf", "cannot be used"};
        if (strstr(ended.err, told[1]) == NULL)
            fail_msg("%s: %.1000s", damages[i].name, ended.err);
        assert_int_equal(ended.status, 1);
        assert_non_null(strstr(ended.err, told[0]));
        assert_cheap(&ended);
    }
    folder_remove(folder);
}

/* --- PDFs ------------------------------------------------------------------------------------- */

static void pdfs_that_ask_for_much(void **state)
{
    static const struct {
        Part parts[MOST_PARTS];
        const char *told;
    } files[] = {
        {{{"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Root ", 1},
          {"[", LEVELS},
          {"]", LEVELS},
          {">>\nstartxref\n9\n%%EOF", 1}},
         "values are nested deeper than 64"},
        {{{"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Prev 9>>\nstartxref\n9\n%%EOF",
           1}},
         "the cross-reference sections lead in a circle"},
        {{{"%PDF-1.7\nxref\n0 9999999\n", 1},
          {"0000000000 65535 f \n", LEVELS},
          {"trailer <<>>\nstartxref\n9\n%%EOF", 1}},
         "no entry of the cross-reference table stands"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *folder = folder_make(arena);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        FILE *file = make_file(arena, folder, "uji.pdf");
        for (size_t k = 0; k < MOST_PARTS && files[i].parts[k].text != NULL; k++)
            pour(file, files[i].parts[k]);
        assert_int_equal(fclose(file), 0);
        const char *const arguments[] = {"verify", "uji.pdf", NULL};
        Ended ended = run_program(arena, folder, NULL, arguments);
        assert_refused(arena, folder, &ended, &files[i].told, 1);
    }
    folder_remove(folder);
}

int main(void)
{
    enum { OTHERS = 11 };
    struct CMUnitTest tests[CASES + OTHERS] = {
        TEST(aliases_that_multiply),
        TEST(aliases_of_a_long_text),
        TEST(sections_that_multiply_texts),
        TEST(sections_that_multiply_blocks),
        TEST(keys_without_end),
        TEST(entities_that_multiply),
        TEST(paths_lead_nowhere_else),
        TEST(what_is_no_file_is_not_read),
        TEST(pictures_of_too_many_pixels),
        TEST(fonts_that_lie),
        TEST(pdfs_that_ask_for_much),
    };
    for (size_t i = 0; i < CASES; i++)
        tests[i + OTHERS] = (struct CMUnitTest){
            .name = cases[i].name, .test_func = run_case, .initial_state = &cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
