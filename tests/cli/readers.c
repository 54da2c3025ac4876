/* What other programs read out of our files: the words of the source, in its order. */
#include "process.h"

static const char manifest[] = "nama: uji\njudul: Uji\nbagian:\n  - {id: satu, berkas: satu.md}\n";

static const char data_text[] =
    "instansi: {nama: Dinas Uji, singkatan: DU, wilayah: Kabupaten Uji, "
    "kedudukan: Kota, bidang: uji, kepala_daerah: Bupati}\n"
    "kepala: {nama: NAMA, jabatan: Kepala}\n";

/* Long words, so that lines end within some; characters of all kinds, two of which look alike. */
#define PROSE                                                                                             \
    "Pertanggungjawaban penyelenggaraan pemerintahan mempertanggungjawabkan ketidaksesuaian "             \
    "perencanaan pembangunan berkelanjutan, “keberhasilan” – menumbuhkembangkan usaha: ≥ 95,02% " \
    "(√ 9 − 1 = 2 × 1) kemasyarakatan; pemberdayaan kewirausahaan & keanekaragaman Ω Ω é § "     \
    "1\xC2\xBD "                                                                                          \
    "ketidakseimbangan pendayagunaan perekonomian keterampilan kepemimpinan pengorganisasian."

static const char *chapter(Arena *arena)
{
    Buf text = {.arena = arena};
    buf_text(&text, "# Uji {-}\n\n");
    for (int i = 0; i < 3; i++)
        buf_text(&text, PROSE "\n\n");
    buf_text(&text, "1. Butir satu\n2. Butir dua\n\n```tabel\njudul: Capaian\n"
                    "kolom: [No, Sasaran, Target, Realisasi]\nbaris:\n");
    for (int i = 1; i <= 12; i++)
        buf_format(&text, "  - {sel: [\"%d\", Sasaran-%d, \"%d,50\", \"Rp%d.000,00\"]}\n", i, i,
                   7 * i, i);
    buf_text(&text, "```\n\nPenutup.\n");
    return str_c(arena, buf_str(&text));
}

static const char *expected(Arena *arena)
{
    Buf text = {.arena = arena};
    buf_text(&text, "UJI ");
    for (int i = 0; i < 3; i++)
        buf_text(&text, PROSE " ");
    buf_text(&text, "1. Butir satu 2. Butir dua Tabel 1 Capaian No Sasaran Target Realisasi ");
    for (int i = 1; i <= 12; i++)
        buf_format(&text, "%d Sasaran-%d %d,50 Rp%d.000,00 ", i, i, 7 * i, i);
    buf_text(&text, "Penutup. 1"); /* and the number of the page */
    return str_c(arena, buf_str(&text));
}

/* The text with single spaces, and without the soft hyphens that lines end with; *hyphens: how many
   these are. */
static const char *as_words(Arena *arena, const char *text, size_t *hyphens)
{
    static const char white[] = " \r\n\t\f";
    Buf words = {.arena = arena};
    *hyphens = 0;
    while (*(text += strspn(text, white)) != '\0') {
        size_t size = strcspn(text, white);
        bool divided = size > 2 && memcmp(text + size - 2, "\xC2\xAD", 2) == 0;
        *hyphens += divided;
        buf_add(&words, (Str){text, divided ? size - 2 : size});
        text += size;
        if (!divided)
            buf_byte(&words, ' ');
    }
    return str_c(arena, str_trim(buf_str(&words)));
}

/* Says where they differ. */
static void assert_words(const char *reader, const char *found, const char *wanted)
{
    size_t at = 0;
    while (found[at] != '\0' && found[at] == wanted[at])
        at++;
    size_t from = at > 30 ? at - 30 : 0;
    if (found[at] != wanted[at])
        fail_msg("%.20s: '%.60s', not '%.60s'", reader, found + from, wanted + from);
}

static void other_programs_read_the_words_in_their_order(void **state)
{
    static const char *const readers[] = {
        "pdftotext -raw a.pdf -",
        "mutool draw -q -F txt a.pdf 2>/dev/null",
        "gs -q -dSAFER -dNOPAUSE -dBATCH -sDEVICE=txtwrite -sOutputFile=- a.pdf",
        "cd=/usr/share/java; java -cp $cd/pdfbox2-tools.jar:$cd/pdfbox2.jar:$cd/fontbox2.jar:"
        "$cd/commons-logging.jar org.apache.pdfbox.tools.ExtractText -encoding UTF-8 -console "
        "a.pdf",
    };
    static const char *const levels[] = {"pdfa-1a", "pdfa-2a"};
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const char *folder = folder_make(arena);
    folder_write(folder, "home/templates/uji/manifest.yaml", manifest);
    folder_write(folder, "home/templates/uji/satu.md", chapter(arena));
    folder_write(folder, "data.yaml", data_text);
    folder_link_home(arena, folder);
    Limits limits = {.environment = str_format(arena, "LAKIPDF_HOME=%s/home", folder).at};
    for (size_t level = 0; level < sizeof levels / sizeof *levels; level++) {
        folder_write(folder, "job.yaml",
                     str_format(arena, "templat: uji\ntahun: 2020\ndata: [data.yaml]\narsip: %s\n",
                                levels[level])
                         .at);
        const char *const arguments[] = {"build", "job.yaml", "-o", "a.pdf", NULL};
        Ended ended = run_program(arena, folder, &limits, arguments);
        assert_string_equal(ended.err, "");
        assert_int_equal(ended.status, 0);
        for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
            const char *const command[] = {"sh", "-c", readers[i], NULL};
            ended = run_command(arena, folder, command);
            assert_int_equal(ended.status, 0);
            size_t hyphens = 0;
            assert_words(readers[i], as_words(arena, ended.out, &hyphens), expected(arena));
            assert_true(hyphens > 2);
        }
    }
    folder_remove(folder);
}

/* --- Metadata --------------------------------------------------------------------------------- */

/* What stands in the text behind `before`, up to `after`; NULL: it has no such place. */
static const char *between(Arena *arena, const char *text, const char *before, const char *after)
{
    const char *from = strstr(text, before);
    if (from == NULL)
        return NULL;
    from += strlen(before);
    const char *to = strstr(from, after);
    assert_true(to != NULL && to > from);
    return str_c(arena, str_trim((Str){from, (size_t)(to - from)}));
}

static const char *digits_of(Arena *arena, const char *text)
{
    Buf digits = {.arena = arena};
    for (; *text != '\0'; text++)
        if (*text >= '0' && *text <= '9')
            buf_byte(&digits, *text);
    return str_c(arena, buf_str(&digits));
}

static void info_and_metadata_agree(void **state)
{
    static const struct {
        const char *info, *before, *after;
        bool date;
    } entries[] = {
        {"Title:", "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li>", false},
        {"Author:", "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq>", false},
        {"Subject:", "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li>",
         false},
        {"Keywords:", "<pdf:Keywords>", "</pdf:Keywords>", false},
        {"Creator:", "<xmp:CreatorTool>", "</xmp:CreatorTool>", false},
        {"Producer:", "<pdf:Producer>", "</pdf:Producer>", false},
        {"CreationDate:", "<xmp:CreateDate>", "</xmp:CreateDate>", true},
        {"ModDate:", "<xmp:ModifyDate>", "</xmp:ModifyDate>", true},
    };
    static const char *const jobs[] = {"examples/lakip-2017", "examples/renja-2024",
                                       "examples/pk-2019", "examples/iku-2017-2022"};
    Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    for (size_t job = 0; job < sizeof jobs / sizeof *jobs; job++) {
        const char *folder = folder_copied(arena, jobs[job]);
        const char *const arguments[] = {"build", "lakipdf.yaml", "-o", "a.pdf", NULL};
        assert_int_equal(run_program(arena, folder, NULL, arguments).status, 0);
        const char *const info[] = {"pdfinfo", "-rawdates", "a.pdf", NULL};
        const char *const metadata[] = {"pdfinfo", "-meta", "a.pdf", NULL};
        const char *said = run_command(arena, folder, info).out;
        const char *packet = run_command(arena, folder, metadata).out;
        assert_non_null(strstr(packet, "<dc:language><rdf:Bag><rdf:li>id-ID</rdf:li>"));
        for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
            const char *one = between(arena, said, entries[i].info, "\n");
            const char *other = between(arena, packet, entries[i].before, entries[i].after);
            assert_int_equal(one == NULL, other == NULL);
            /* A job may have no date. */
            assert_true(one != NULL || entries[i].date);
            if (one != NULL)
                assert_string_equal(entries[i].date ? digits_of(arena, one) : one,
                                    entries[i].date ? digits_of(arena, other) : other);
        }
        folder_remove(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(other_programs_read_the_words_in_their_order),
        TEST(info_and_metadata_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
