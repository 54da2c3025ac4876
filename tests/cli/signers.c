/*
 * Who signs: the forms of official letters from the data of officials, what the job puts into the
 * room for a signature, and the fields that other programs sign.
 */
#include "document.h"
#include "pki.h"
#include "scan.h"
#include "tagged.h"

static const char folder[] = "tests/jobs/tanda-tangan";

/* A copy of the job; builds it as x.pdf, and fails where that says anything. */
static const char *built(Arena *arena, const char *script)
{
    const char *copy = folder_copied(arena, folder);
    const char *const change[] = {"sh", "-e", "-c", script, NULL};
    assert_int_equal(run_command(arena, copy, change).status, 0);
    const char *const build[] = {"build", "lakipdf.yaml", "-o", "x.pdf", NULL};
    Ended ended = run_program(arena, copy, NULL, build);
    assert_string_equal(ended.err, "");
    return copy;
}

/* What the job with the change is told. */
static const char *told(Arena *arena, const char *script)
{
    const char *copy = folder_copied(arena, folder);
    const char *const change[] = {"sh", "-e", "-c", script, NULL};
    assert_int_equal(run_command(arena, copy, change).status, 0);
    const char *const build[] = {"build", "lakipdf.yaml", "-o", "x.pdf", NULL};
    Ended ended = run_program(arena, copy, NULL, build);
    folder_remove(copy);
    return ended.err;
}

static const char *printed(Arena *arena, const char *copy, const char *const *command)
{
    Ended ended = run_command(arena, copy, command);
    assert_int_equal(ended.status, 0);
    return ended.out;
}

#define PRINTED(arena, copy, ...) printed((arena), (copy), (const char *const[]){__VA_ARGS__, NULL})

/* --- Forms ------------------------------------------------------------------------------------ */

static void officials_sign_in_the_forms_of_letters(void **state)
{
    static const char *const parts[] = {
        /* The agreement: its second party signs in another's name, its first for the time being. */
        "a.n. BUPATI CONTOH SEKRETARIS DAERAH,",
        "Plt. KEPALA DINAS LINGKUNGAN HIDUP KABUPATEN CONTOH SEKRETARIS DINAS,",
        "Plt. Kepala Dinas Lingkungan Hidup Kabupaten Contoh",
        "a.n. BUPATI CONTOH SEKRETARIS DAERAH u.b. ASISTEN ADMINISTRASI UMUM,",
        "Plh. KEPALA BIDANG TATA LINGKUNGAN DINAS LINGKUNGAN HIDUP,",
        "Mengetahui,",
        "KEPALA BAGIAN HUKUM,",
        "Contoh, 15 Januari 2024",
        "Ditandatangani secara elektronik oleh NAMA SEKRETARIS DAERAH dengan sertifikat",
        "Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara (BSSN)",
        "Materai elektronik",
    };
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy = built(arena, "true");
    Buf text = {.arena = arena};
    /* In reading order, each element by itself. */
    const char *structure = PRINTED(arena, copy, "pdfinfo", "-struct-text", "x.pdf");
    for (const char *at = structure; *at != '\0'; at++)
        if (*at != '"')
            buf_byte(&text, *at);
    HAS_ALL(text_running(arena, str_c(arena, buf_str(&text))), parts);
    folder_remove(copy);
}

/* The head's office, and what the job is told of it. */
static void offices_are_printed_as_letters_have_them(void **state)
{
    static const struct {
        const char *head, *finding, *printed;
    } cases[] = {
        {"jabatan: plt Kepala Dinas", "better write 'jabatan: Kepala Dinas' and 'pelaksana: plt'",
         "Plt. KEPALA DINAS LINGKUNGAN HIDUP KABUPATEN CONTOH,"},
        {"jabatan: \"PELAKSANA HARIAN Kepala Dinas,\"", "and 'pelaksana: plh'",
         "Plh. KEPALA DINAS LINGKUNGAN HIDUP KABUPATEN CONTOH,"},
        {"jabatan: \"Kepala Dinas,\"", NULL, "KEPALA DINAS LINGKUNGAN HIDUP KABUPATEN CONTOH,"},
        {"jabatan: \"Plt. Kepala Dinas\", pelaksana: plh", "'pelaksana' says 'plh'",
         "Plh. KEPALA DINAS LINGKUNGAN HIDUP KABUPATEN CONTOH,"},
        {"jabatan: Sekretaris, atas_nama: an. Kepala Dinas", NULL,
         "a.n. KEPALA DINAS LINGKUNGAN HIDUP KABUPATEN CONTOH SEKRETARIS,"},
        {"jabatan: a.n. Kepala Dinas", "the signer's own office is missing", NULL},
        {"jabatan: Kepala Dinas, untuk_beliau: Sekretaris Daerah", "'u.b.' stands below 'a.n.'",
         NULL},
        {"jabatan: Kepala Dinas, jabatan_asal: Sekretaris", "two offices of one person", NULL},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str script = str_format(arena,
                                "sed -i '/^kepala:/,/jabatan_asal/d; s/^  nama: NAMA PELAKSANA "
                                "TUGAS/kepala: {%s, nama: NAMA}/; /^  pangkat: Pembina Tingkat "
                                "I/d; /^  nip: \"19700/d' data/instansi.yaml",
                                cases[i].head);
        const char *copy = folder_copied(arena, folder);
        assert_script(arena, copy, script.at);
        const char *const build[] = {"build", "lakipdf.yaml", "-o", "x.pdf", NULL};
        const char *said = run_program(arena, copy, NULL, build).err;
        if (cases[i].finding != NULL)
            assert_has(said, cases[i].finding);
        else
            assert_string_equal(said, "");
        if (cases[i].printed != NULL)
            assert_has(text_running(arena, PRINTED(arena, copy, "pdftotext", "-x", "300", "-y", "0",
                                                   "-W", "300", "-H", "842", "x.pdf", "-")),
                       cases[i].printed);
        folder_remove(copy);
    }
}

static void a_document_of_all_forms_is_tagged(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy = built(arena, "true");
    Tagged found = tagged_check(arena, copy, "x.pdf");
    assert_int_equal(text_count(found.outline, "    Form\n"), 8);
    assert_int_equal(found.annotations, 8);
    folder_remove(copy);
}

/* --- The room --------------------------------------------------------------------------------- */

static void codes_say_what_the_job_says(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy = built(arena, "true");
    PRINTED(arena, copy, "pdftoppm", "-gray", "-r", "150", "x.pdf", "p");
    const char *first = scan_file(arena, path_in(arena, copy, "p-1.pgm"));
    assert_string_equal(first, "https://contoh.go.id/verifikasi/2024/pihak-kedua\n");
    const char *last = scan_file(arena, path_in(arena, copy, "p-4.pgm"));
    assert_string_equal(last, "https://contoh.go.id/v/1\n");
    folder_remove(copy);
}

/* The stamp and the signature are one picture, below the name, at all levels of archiving. */
static void a_stamp_hides_neither_signature_nor_name(void **state)
{
    static const char *const levels[] = {"pdfa-1a", "pdfa-2a", "tidak"};
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        Str script = str_format(arena, "echo 'arsip: %s' >>lakipdf.yaml", levels[i]);
        const char *copy = built(arena, script.at);
        const char *images = PRINTED(arena, copy, "pdfimages", "-list", "x.pdf");
        assert_int_equal(text_count(images, " rgb "), 3); /* of both together one */
        assert_int_equal(text_count(images, " smask "), i == 0 ? 0 : 3);
        folder_remove(copy);
    }
}

static void an_electronic_signature_may_have_a_sentence_of_its_own(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy = built(arena, "sed -i 's/elektronik: ya/elektronik: \"Dokumen ini "
                                    "ditandatangani tahun {{tahun}}.\"/' lakipdf.yaml");
    const char *text = PRINTED(arena, copy, "pdftotext", "-l", "1", "x.pdf", "-");
    text = text_running(arena, text);
    assert_has(text, "Dokumen ini ditandatangani tahun 2024.");
    assert_lacks(text, "dengan sertifikat elektronik");
    folder_remove(copy);
}

static void the_anchor_is_found_in_the_field(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy = built(arena, "true");
    const char *words =
        PRINTED(arena, copy, "pdftotext", "-bbox", "-f", "3", "-l", "3", "x.pdf", "-");
    const char *word = strstr(words, ">#</word>");
    assert_non_null(word);
    assert_int_equal(text_count(words, ">#<"), 1);
    folder_remove(copy);
}

static void an_anchor_stands_once(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *message = told(arena, "sed -i 's/jangkar: \"#\"/jangkar: \"^\"/' lakipdf.yaml");
    assert_has(message, "bab/ragam.md:43:");
    assert_has(message, "error: '^' is the anchor of the signer at lakipdf.yaml:14, too\n");
    message = told(arena, "sed -i 's/jangkar: \"#\"/jangkar: \"a\"/' lakipdf.yaml");
    assert_has(message, "lakipdf.yaml:14:25: error: the anchor 'a' stands twice on page 1 of the "
                        "PDF\n");
    assert_int_equal(text_count(message, "error:"), 1);
    message = told(arena, "echo 'Surat #1' >>bab/ragam.md");
    assert_has(message, "error: the anchor '#' stands on page 3 of the PDF and on page 4, too\n");
}

/* --- Fields ----------------------------------------------------------------------------------- */

static void each_named_signer_leaves_a_field(void **state)
{
    static const char *const names[] = {"pihak_kedua", "pihak_pertama", "atas_nama", "harian",
                                        "mengetahui",  "dari_jpeg",     "tengah",    "kosong"};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy = built(arena, "true");
    const char *const sign[] = {"pdfsig", "x.pdf", NULL};
    const char *found = run_command(arena, copy, sign).out;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_has(found, str_format(arena, "Field Name: %s\n", names[i]).at);
    folder_remove(copy);
}

/* --- Mistakes --------------------------------------------------------------------------------- */

/* --- Signing ---------------------------------------------------------------------------------- */

static Ended signs(Arena *arena, const char *copy, const char *field)
{
    setenv("LAKIPDF_PASSPHRASE", PKI_PASSPHRASE, 1);
    const char *const sign[] = {"sign",
                                "x.pdf",
                                "-o",
                                "y.pdf",
                                "--p12",
                                pki_file(arena, "kepala.p12"),
                                "--qr",
                                "SIGNED",
                                "--signer",
                                field,
                                "--replace-signed",
                                NULL};
    Ended ended = run_program(arena, copy, NULL, sign);
    unsetenv("LAKIPDF_PASSPHRASE");
    assert_int_equal(ended.status, 0);
    assert_int_equal(text_count(PRINTED(arena, copy, "pdfsig", "y.pdf"), "Signature is Valid"), 1);
    return ended;
}

/* Whatever the job has put into the room: a code, pictures, an anchor, a box in a narrow column. */
static void what_stands_in_a_room_is_not_drawn_over(void **state)
{
    static const char *const taken[] = {"pihak_kedua", "pihak_pertama", "atas_nama", "harian",
                                        "mengetahui",  "dari_jpeg",     "tengah"};
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy = built(arena, "true");
    PRINTED(arena, copy, "pdftoppm", "-gray", "-r", "50", "x.pdf", "x");
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        assert_has(signs(arena, copy, taken[i]).err, "nothing is seen of it, nor of the QR code");
        PRINTED(arena, copy, "pdftoppm", "-gray", "-r", "50", "y.pdf", "y");
        assert_script(arena, copy, "for f in x-*.pgm; do cmp $f y${f#x}; done");
    }
    assert_string_equal(signs(arena, copy, "kosong").err, "");
    folder_remove(copy);
}

/* As a service is asked, which is not there. */
static void a_service_is_asked_for_an_anchor_that_is_there(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy = built(arena, "true");
    static const struct {
        const char *anchor;
        int status;
        const char *said;
    } cases[] = {{"#", 3, "127.0.0.1:9"}, {"^", 3, "127.0.0.1:9"}, {"~", 1, "has no '~'"}};
    setenv("SANDI_UJI", "x", 1);
    setenv("LAKIPDF_PASSPHRASE", "x", 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str text = str_format(arena,
                              "alamat: http://127.0.0.1:9\npengguna: x\n"
                              "kata_sandi: {lingkungan: SANDI_UJI}\nnik: \"0803202100007062\"\n"
                              "qr: x\njangkar: \"%s\"\nposisi: {lebar: 3cm, tinggi: 3cm}\n",
                              cases[i].anchor);
        folder_write(copy, "bsre.yaml", text.at);
        const char *const sign[] = {"sign", "x.pdf", "--bsre", "bsre.yaml", "-o", "y.pdf", NULL};
        Ended ended = run_program(arena, copy, NULL, sign);
        assert_has(ended.err, cases[i].said);
        assert_int_equal(ended.status, cases[i].status);
    }
    unsetenv("LAKIPDF_PASSPHRASE");
    unsetenv("SANDI_UJI");
    folder_remove(copy);
}

static void beside_the_place_of_a_stamp_of_tax_there_is_room(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *copy =
        built(arena, "sed -i 's|stempel: gambar/stempel.png}|materai: ya}|' bab/ragam.md");
    assert_string_equal(signs(arena, copy, "harian").err, "");
    PRINTED(arena, copy, "pdftoppm", "-gray", "-r", "200", "-f", "3", "-l", "3", "-singlefile",
            "y.pdf", "y");
    assert_string_equal(scan_file(arena, path_in(arena, copy, "y.pgm")), "SIGNED\n");
    folder_remove(copy);
}

static void a_name_that_nobody_signs_by_is_an_error(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *message = told(arena, "sed -i 's/^  atas_nama:/  atas_nam:/' lakipdf.yaml");
    assert_has(message, "lakipdf.yaml:14:3: error: nobody signs by the name 'atas_nam'\n");
    assert_has(message, "hint: did you mean 'atas_nama'?");
}

static void a_name_stands_once(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *message = told(arena, "sed -i 's/bidang: harian/bidang: atas_nama/' bab/ragam.md");
    assert_has(message, "a signature named 'atas_nama' stands at bab/ragam.md:25, too");
    message = told(arena, "sed -i 's/bidang: harian/bidang: Kepala Dinas/' bab/ragam.md");
    assert_has(message, "'Kepala Dinas' is no name of a signer");
}

static void files_and_sizes_are_checked(void **state)
{
    static const struct {
        const char *script, *message;
    } cases[] = {
        {"sed -i 's|gambar/ttd.png|gambar/tt.png|' lakipdf.yaml",
         "there is no file 'gambar/tt.png'"},
        {"sed -i 's|gambar/ttd.png|../ttd.png|' lakipdf.yaml", "outside"},
        {"sed -i 's|lebar_gambar: 5cm|lebar_gambar: 1mm|' lakipdf.yaml",
         "'lebar_gambar' is out of range"},
        {"sed -i 's|elektronik: ya|ukuran_qr: 8mm|' lakipdf.yaml", "cannot be read in this size"},
        {"sed -i 's|elektronik: ya|ukuran_qr: 20cm|' lakipdf.yaml", "it is 5mm to 8cm"},
        {"sed -i 's|elektronik: ya|elektronik: Benar|' lakipdf.yaml", "hint: write 'ya'"},
        {"sed -i 's|materai: tidak|materai: \"\"|' lakipdf.yaml", "hint: write 'tidak' where"},
        {"sed -i '0,/^penanda_tangan:/s//ruang: 30mm\\npenanda_tangan:/' bab/ragam.md",
         "hint: it is a field of what stands in 'penanda_tangan'"},
        {"sed -i 's/^templat: .*/templat: ikuu/; /^tahun:/d' lakipdf.yaml",
         "there is no template 'ikuu'"},
        {"sed -i 's|ruang: 30mm|ruang: 12mm|' bab/ragam.md", "hardly room for a signature"},
        {"sed -i 's|    nama: NAMA KEPALA DINAS||' bab/ragam.md", "a signer has no name"},
        {"sed -i 's|pejabat: kepala,|pejabat: instansi,|' bab/ragam.md", "this is no official"},
        {"sed -i 's|pejabat: kepala,|pejabat: tahun,|' bab/ragam.md", "this is no official"},
    };
    Arena *arena = ((Fixture *)*state)->arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_has(told(arena, cases[i].script), cases[i].message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(officials_sign_in_the_forms_of_letters),
        TEST(offices_are_printed_as_letters_have_them),
        TEST(a_document_of_all_forms_is_tagged),
        TEST(codes_say_what_the_job_says),
        TEST(a_stamp_hides_neither_signature_nor_name),
        TEST(an_electronic_signature_may_have_a_sentence_of_its_own),
        TEST(the_anchor_is_found_in_the_field),
        TEST(an_anchor_stands_once),
        TEST(each_named_signer_leaves_a_field),
        TEST(what_stands_in_a_room_is_not_drawn_over),
        TEST(a_service_is_asked_for_an_anchor_that_is_there),
        TEST(beside_the_place_of_a_stamp_of_tax_there_is_room),
        TEST(a_name_that_nobody_signs_by_is_an_error),
        TEST(a_name_stands_once),
        TEST(files_and_sizes_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
