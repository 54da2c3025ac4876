/* Signatures as other programs see them. */
#include "scan.h"
#include "signed.h"

#include <unistd.h>

/* --- The signature ---------------------------------------------------------------------------- */

static void keys_of_all_kinds_sign(void **state)
{
    World world = world_begin(state);
    static const struct {
        const char *key, *option, *hash, *algorithm;
    } cases[] = {
        {"kepala", "", "SHA-256", "sha256WithRSAEncryption"},
        {"kepala", "--pss", "SHA-256", "rsassaPss"},
        {"sekretaris", "", "SHA-256", "sha256WithRSAEncryption"},
        {"gubernur", "", "SHA-256", "ecdsa-with-SHA256"},
        {"auditor", "", "SHA-384", "ecdsa-with-SHA384"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str line = str_format(
            world.arena,
            "$LAKIPDF sign --replace-signed --p12 $PKI/%s.p12 %s --signer kepala a.pdf -o b.pdf",
            cases[i].key, cases[i].option);
        assert_says(&world, line.at, "");
        signed_extract(&world, "b.pdf", 0);
        assert_says(&world, VERIFY_CMS("b.pdf"), "CMS Verification successful\n");
        assert_says(&world, COUNT_VALID("b.pdf"), "1\n");
        const char *said =
            signed_run(&world, "pdfsig b.pdf 2>/dev/null; openssl cms -cmsout -print "
                               "-inform DER -in b.pdf.cms")
                .out;
        assert_has(said, cases[i].hash);
        assert_has(said, cases[i].algorithm);
        assert_has(said, "Signature Type: ETSI.CAdES.detached");
        assert_has(said, "Total document signed");
        assert_has(said, "Nov 21 2026 19:30:00");
    }
    world_end(&world);
}

static void the_signed_attributes_are_those_of_pades(void **state)
{
    World world = world_begin(state);
    assert_says(&world, SIGN("kepala") "--signer kepala a.pdf -o b.pdf", "");
    signed_extract(&world, "b.pdf", 0);
    const char *said =
        signed_run(&world, "openssl cms -cmsout -print -inform DER -in b.pdf.cms").out;
    static const char *const has[] = {"id-smime-aa-signingCertificateV2",
                                      "contentType (1.2.840.113549.1.9.3)",
                                      "messageDigest (1.2.840.113549.1.9.4)", "eContent: <ABSENT>"};
    static const char *const lacks[] = {"signingTime", "timeStampToken", "S/MIME Capabilities"};
    HAS_ALL(said, has);
    LACKS_ALL(said, lacks);
    /* The whole chain is there. */
    assert_int_equal(text_count(said, "d.certificate:"), 3);
    /* And it is DER: OpenSSL would write the same bytes. */
    assert_says(&world,
                "openssl cms -cmsout -inform DER -outform DER -in b.pdf.cms -out c.cms; cmp c.cms "
                "b.pdf.cms",
                "");
    Opened opened = signed_open(&world, "b.pdf");
    const PdfValue *dict = opened.found[0].dict;
    assert_str(pdf_get(opened.file, dict, "M")->text, "D:20261121193000+07'00'");
    assert_str(pdf_get(opened.file, dict, "SubFilter")->text, "ETSI.CAdES.detached");
    assert_true(pdf_entry(dict, "Cert") == NULL);
    assert_true(pdf_entry(dict, "Reference") == NULL);
    world_end(&world);
}

static void all_bytes_but_the_signature_are_signed(void **state)
{
    World world = world_begin(state);
    assert_says(&world, SIGN("kepala") "--signer kepala a.pdf -o b.pdf", "");
    Opened opened = signed_open(&world, "b.pdf");
    const Found *found = &opened.found[0];
    Str before = signed_get(&world, "a.pdf");
    assert_true(str_equal(str_slice(opened.bytes, 0, before.size), before));
    assert_int_equal(found->range[0], 0);
    assert_int_equal(found->range[2] + found->range[3], opened.bytes.size);
    assert_int_equal(opened.bytes.at[found->range[1]], '<');
    assert_int_equal(opened.bytes.at[found->range[2] - 1], '>');
    for (size_t i = found->range[1] + 1; i < found->range[2] - 1; i++)
        assert_non_null(strchr("0123456789ABCDEF", opened.bytes.at[i]));
    /* Little room is left: the size was known before. */
    assert_true(found->range[2] - found->range[1] - 2 - 2 * found->cms.size <= 16);
    world_end(&world);
}

static void a_second_signer_leaves_the_first_valid(void **state)
{
    World world = world_begin(state);
    assert_says(&world,
                SIGN("kepala") "--signer kepala --fields 'lain=2:20,20,60x20' a.pdf -o b.pdf", "");
    assert_says(&world, SIGN("gubernur") "--signer saksi b.pdf -o c.pdf", "");
    assert_says(&world, SIGN("auditor") "--invisible c.pdf -o c.pdf", "");
    assert_says(&world, SIGN("sekretaris") "--signer lain --lock c.pdf -o d.pdf", "");
    assert_says(&world, COUNT_VALID("c.pdf"), "3\n");
    assert_says(&world, COUNT_VALID("d.pdf"), "4\n");
    Str first = signed_get(&world, "b.pdf");
    Str last = signed_get(&world, "d.pdf");
    assert_true(str_equal(str_slice(last, 0, first.size), first));
    for (size_t i = 0; i < 4; i++) {
        signed_extract(&world, "d.pdf", i);
        assert_says(&world, VERIFY_CMS("d.pdf"), "CMS Verification successful\n");
    }
    world_end(&world);
}

static void the_same_input_and_an_rsa_key_give_the_same_bytes(void **state)
{
    World world = world_begin(state);
    assert_says(&world, SIGN("kepala") "--signer kepala a.pdf -o b.pdf", "");
    assert_says(&world, SIGN("kepala") "--signer kepala a.pdf -o c.pdf; cmp b.pdf c.pdf", "");
    world_end(&world);
}

/* --- What is seen ----------------------------------------------------------------------------- */

static void the_look_says_who_and_when(void **state)
{
    World world = world_begin(state);
    assert_says(&world,
                SIGN("kepala") "--signer kepala --qr https://contoh.go.id/v/1 a.pdf -o b.pdf", "");
    assert_says(
        &world, "pdftotext -f 2 b.pdf - | tr '\\n\\f' '  ' | tr -s ' '",
        "Laporan# Ditandatangani secara elektronik oleh: KEPALA DINAS Budi Santoso, S.E., M.M. "
        "21 November 2026, 19.30 WIB ");
    /* Little room: the name alone. */
    assert_says(&world, SIGN("kepala") "--signer saksi --name 'Siti A.' b.pdf -o c.pdf", "");
    assert_says(&world, "pdftotext -l 1 c.pdf - | tr '\\n\\f' '  ' | tr -s ' '",
                "Laporan Siti A. ");
    /* What is asked for. */
    assert_says(&world,
                SIGN("kepala") "--signer kepala --name 'Budi S.' --office 'Pengguna Anggaran' "
                               "a.pdf -o b.pdf",
                "");
    const char *said = signed_run(&world, "pdftotext -f 2 b.pdf -").out;
    assert_has(said, "Budi S.");
    assert_has(said, "Pengguna Anggaran");
    assert_lacks(said, "KEPALA DINAS");
    /* Nothing. */
    assert_says(&world, SIGN("kepala") "--signer kepala --no-look a.pdf -o b.pdf", "");
    assert_says(&world, "pdftotext -f 2 b.pdf - | tr '\\n\\f' '  '", "Laporan#   ");
    world_end(&world);
}

/* What the codes on the page say, at the resolution of a screen's copy. */
static const char *scanned(World *world, const char *name, int page)
{
    Str line = str_format(world->arena, "pdftoppm -r 200 -f %d -l %d -gray -singlefile %s scan",
                          page, page, name);
    assert_says(world, line.at, "");
    return scan_file(world->arena, path_in(world->arena, world->folder, "scan.pgm"));
}

static void a_code_is_read_in_fields_of_usual_sizes(void **state)
{
    /* Those of the templates' blocks, the manual's, and small ones. */
    static const char *const sizes[] = {"75x30", "80x25", "78x30", "100x30", "80x40",
                                        "60x25", "50x15", "30x30", "80x16"};
    static const char text[] = "https://contoh.go.id/17";
    World world = world_begin(state);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Str line = str_format(world.arena, SIGN("kepala") "--at 20,50,%s --qr %s a.pdf -o b.pdf",
                              sizes[i], text);
        assert_says(&world, line.at, "");
        const char *said = scanned(&world, "b.pdf", 1);
        if (strcmp(said, "https://contoh.go.id/17\n") != 0)
            fail_msg("%s: '%s'", sizes[i], said);
    }
    assert_says(&world,
                SIGN("kepala") "--signer kepala --qr https://contoh.go.id/17 a.pdf -o c.pdf", "");
    assert_string_equal(scanned(&world, "c.pdf", 2), "https://contoh.go.id/17\n");
    world_end(&world);
}

static void a_code_that_has_no_room_is_told_with_what_it_needs(void **state)
{
    World world = world_begin(state);
    static const char warning[] =
        "a.pdf: warning: the field 'saksi' is too small for the QR code: it is left out\n  hint: ";
    Ended ended = signed_run(&world, SIGN("kepala") "--signer saksi --qr https://contoh.go.id "
                                                    "a.pdf -o b.pdf");
    assert_int_equal(ended.status, 0);
    assert_int_equal(strncmp(ended.out, warning, sizeof warning - 1), 0);
    const char *size = ended.out + sizeof warning - 1;
    int width = 0;
    int height = 0;
    assert_int_equal(sscanf(size, "%d x %d mm have room for it; a shorter", &width, &height), 2);
    /* It is true. */
    Str line = str_format(
        world.arena, SIGN("kepala") "--at 20,50,%dx%d --qr https://contoh.go.id a.pdf -o b.pdf",
        width, height);
    assert_says(&world, line.at, "");
    assert_string_equal(scanned(&world, "b.pdf", 1), "https://contoh.go.id\n");
    assert_fails(&world, 1,
                 SIGN("kepala") "--signer kepala --qr $(head -c 3000 /dev/zero | tr '\\0' x) "
                                "a.pdf -o b.pdf",
                 "error: a QR code cannot hold 3000 bytes of text\n");
    world_end(&world);
}

static void a_field_that_is_too_small_stays_empty(void **state)
{
    World world = world_begin(state);
    assert_says(
        &world, SIGN("kepala") "--at 20,20,8x3 a.pdf -o b.pdf",
        "a.pdf: warning: the field 'tanda-tangan-1' is too small for a name: nothing is seen in "
        "it\n  hint: the signature is valid all the same\n");
    assert_says(&world, COUNT_VALID("b.pdf"), "1\n");
    world_end(&world);
}

static void looks_are_upright_on_turned_pages(void **state)
{
    World world = world_begin(state);
    for (int angle = 0; angle < 360; angle += 90) {
        const char *line = str_format(world.arena,
                                      "qpdf --rotate=%d a.pdf r.pdf && " SIGN(
                                          "kepala") "--at 30,40,70x20 r.pdf -o b.pdf && pdftotext "
                                                    "-bbox -l 1 b.pdf - | grep Budi",
                                      angle)
                               .at;
        const char *said = signed_run(&world, line).out;
        const char *x = strstr(said, "xMin=\"");
        const char *y = strstr(said, "yMin=\"");
        assert_non_null(x);
        assert_non_null(y);
        /* 30 and 40 mm are 85 and 113 pt. */
        long left = strtol(x + 6, NULL, 10);
        long top = strtol(y + 6, NULL, 10);
        if (left < 85 || left > 85 + 198 || top < 113 || top > 113 + 57)
            fail_msg("%d: %s", angle, said);
    }
    world_end(&world);
}

/* --- Files of all kinds ----------------------------------------------------------------------- */

static void files_of_other_programs_are_signed(void **state)
{
    World world = world_begin(state);
    signed_make(&world, "plain.pdf", ARCHIVE_NONE, false);
    static const char *const makers[] = {
        "qpdf --object-streams=generate plain.pdf f.pdf",
        "qpdf --object-streams=disable plain.pdf f.pdf",
        "qpdf --linearize plain.pdf f.pdf",
        "qpdf --linearize --object-streams=generate a.pdf f.pdf",
        "gs -q -sDEVICE=pdfwrite -o f.pdf plain.pdf",
        "mutool clean -gggg plain.pdf f.pdf",
        "{ printf 'junk before\\n'; cat plain.pdf; } >f.pdf",
        "{ cat plain.pdf; printf '\\r\\n\\r\\n'; } >f.pdf",
    };
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        const char *line =
            str_format(world.arena,
                       "rm -f b.pdf; %s; " SIGN("gubernur") "--at 20,20,70x25 f.pdf -o b.pdf",
                       makers[i])
                .at;
        assert_says(&world, line, "");
        assert_says(&world,
                    "qpdf --check b.pdf 2>&1 | grep -i 'warn\\|error' | grep -v 'No "
                    "syntax\\|errors that'; true",
                    "");
        assert_says(&world, COUNT_VALID("b.pdf"), "1\n");
        const char *said = signed_run(&world, "pdftotext b.pdf -").out;
        assert_has(said, "Rahmat Hidayat");
        assert_has(said, "Gubernur Contoh");
    }
    world_end(&world);
}

static void archival_files_stay_what_they_are(void **state)
{
    World world = world_begin(state);
    static const Archive archives[] = {ARCHIVE_A1, ARCHIVE_A2, ARCHIVE_A3, ARCHIVE_NONE};
    for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
        signed_make(&world, "f.pdf", archives[i], true);
        assert_says(&world,
                    SIGN("kepala") "--signer kepala --qr https://contoh.go.id "
                                   "--fields 'lain=1:100,20,60x20' f.pdf -o b.pdf",
                    "");
        assert_says(&world, SIGN("gubernur") "--signer saksi b.pdf -o b.pdf", "");
        assert_says(&world, SIGN("auditor") "--invisible b.pdf -o b.pdf", "");
        assert_says(&world, SIGN("auditor") "--signer lain b.pdf -o b.pdf", "");
        const char *path = path_in(world.arena, world.folder, "b.pdf");
        const char *const readers[] = {"tests/readers", path, NULL};
        Ended read = run_command(world.arena, ".", readers);
        if (read.status != 0)
            fail_msg("%s", read.out);
        if (archives[i] != ARCHIVE_A1)
            continue;
        const char *const preflight[] = {"tests/preflight", path, NULL};
        Ended valid = run_command(world.arena, ".", preflight);
        if (valid.status != 0)
            fail_msg("%s%s", valid.out, valid.err);
    }
    world_end(&world);
}

static void a_new_field_of_a_tagged_file_is_in_its_structure(void **state)
{
    World world = world_begin(state);
    char top[4096];
    assert_non_null(getcwd(top, sizeof top));
    setenv("TOP", top, 1);
    assert_says(&world,
                "$LAKIPDF build $TOP/tests/jobs/dinas-contoh/lakipdf.yaml -o t.pdf 2>/dev/null",
                "");
    assert_says(&world,
                SIGN("kepala") "--signer ketua --at 20,20,70x25 --fields 'gubernur=1:100,20,70x25 "
                               "saksi=2:100,20,70x25' t.pdf -o b.pdf",
                "");
    assert_says(&world, SIGN("gubernur") "--signer gubernur b.pdf -o c.pdf", "");
    const char *before = signed_run(&world, "pdfinfo -struct t.pdf 2>&1").out;
    const char *after = signed_run(&world, "pdfinfo -struct b.pdf 2>&1").out;
    assert_int_equal(text_count(after, "  Form\n"), text_count(before, "  Form\n") + 3);
    Opened opened = signed_open(&world, "b.pdf");
    assert_int_equal(pdf_entry(opened.found[0].look, "StructParent")->kind, PDF_INTEGER);
    /* What was signed before stays as it was. */
    assert_says(&world,
                "pdfinfo -struct c.pdf 2>&1 >c.txt; pdfinfo -struct b.pdf >b.txt; cmp b.txt c.txt",
                "");
    assert_says(&world, COUNT_VALID("c.pdf"), "2\n");
    assert_says(&world, "$TOP/tests/readers b.pdf c.pdf",
                "b.pdf: no complaint\nc.pdf: no complaint\n");
    world_end(&world);
}

/* As this program verifies it, too. */
static void all_signatures_of_a_document_verify(void **state)
{
    World world = world_begin(state);
    signed_make(&world, "plain.pdf", ARCHIVE_NONE, false);
    assert_says(
        &world,
        SIGN("kepala") "--signer kepala --at 20,220,70x25 --certify 2 --fields "
                       "'gubernur=1:110,220,70x25  auditor=2:110,220,70x25' plain.pdf -o b.pdf",
        "");
    assert_says(&world, SIGN("gubernur") "--signer gubernur b.pdf -o c.pdf", "");
    assert_says(&world, SIGN("auditor") "--lock c.pdf -o d.pdf", "");
    assert_says(&world,
                "$LAKIPDF verify d.pdf --trust $PKI/root.pem --crl $PKI/crl.pem | grep -c ': GOOD'",
                "4\n");
    /* Nothing that is seen may come later. */
    assert_says(&world, SIGN("kepala") "--at 20,220,70x25 plain.pdf -o b.pdf", "");
    assert_fails(&world, 1, SIGN("gubernur") "--at 110,220,70x25 b.pdf -o c.pdf",
                 "error: a new field that is seen would change what has been signed by "
                 "'tanda-tangan-1'\n  hint: leave room for all who sign before the first does");
    assert_fails(&world, 1,
                 SIGN("gubernur") "--invisible --fields x=1:110,220,70x25 b.pdf -o c.pdf",
                 "error: a new field that is seen would change what has been signed");
    assert_says(&world, SIGN("gubernur") "--invisible b.pdf -o c.pdf", "");
    assert_says(&world,
                "$LAKIPDF verify c.pdf --trust $PKI/root.pem --crl $PKI/crl.pem | grep -c ': GOOD'",
                "3\n");
    world_end(&world);
}

static void who_verifies_without_our_root_is_told_so(void **state)
{
    World world = world_begin(state);
    assert_says(&world, SIGN("kepala") "--signer kepala a.pdf -o b.pdf", "");
    assert_fails(&world, 1, "$LAKIPDF verify b.pdf",
                 "no chain leads to a trusted certificate: it ends with 'Akar Uji', which this "
                 "machine does not know (give that to --trust, where");
    world_end(&world);
}

static void a_file_may_be_signed_in_place(void **state)
{
    World world = world_begin(state);
    assert_says(&world, SIGN("kepala") "--signer kepala a.pdf -o a.pdf; ls -A", "a.pdf\n");
    assert_says(&world, COUNT_VALID("a.pdf"), "1\n");
    assert_says(&world, SIGN("kepala") "--signer saksi a.pdf -o - >b.pdf", "");
    assert_says(&world, COUNT_VALID("b.pdf"), "2\n");
    world_end(&world);
}

static void the_form_says_that_there_are_signatures(void **state)
{
    World world = world_begin(state);
    assert_says(&world,
                SIGN("kepala") "--signer kepala --reason Persetujuan --place Contoh a.pdf -o b.pdf",
                "");
    Opened opened = signed_open(&world, "b.pdf");
    const PdfValue *catalog = pdf_get(opened.file, pdf_trailer(opened.file), "Root");
    const PdfValue *form = pdf_get(opened.file, catalog, "AcroForm");
    assert_int_equal(pdf_integer(pdf_get(opened.file, form, "SigFlags"), 0), 3);
    assert_int_equal(pdf_get(opened.file, form, "Fields")->count, 2);
    assert_true(pdf_entry(catalog, "Perms") == NULL);
    assert_str(pdf_get(opened.file, opened.found[0].dict, "Reason")->text, "Persetujuan");
    assert_str(pdf_get(opened.file, opened.found[0].dict, "Location")->text, "Contoh");
    assert_str(pdf_get(opened.file, opened.found[0].dict, "Name")->text,
               "Budi Santoso, S.E., M.M.");
    /* What the field had stays. */
    assert_int_equal(pdf_integer(pdf_get(opened.file, opened.found[0].look, "F"), 0), 4);
    assert_non_null(pdf_entry(opened.found[0].look, "TU"));
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(keys_of_all_kinds_sign),
        TEST(the_signed_attributes_are_those_of_pades),
        TEST(all_bytes_but_the_signature_are_signed),
        TEST(a_second_signer_leaves_the_first_valid),
        TEST(the_same_input_and_an_rsa_key_give_the_same_bytes),
        TEST(the_look_says_who_and_when),
        TEST(a_code_is_read_in_fields_of_usual_sizes),
        TEST(a_code_that_has_no_room_is_told_with_what_it_needs),
        TEST(a_field_that_is_too_small_stays_empty),
        TEST(looks_are_upright_on_turned_pages),
        TEST(files_of_other_programs_are_signed),
        TEST(archival_files_stay_what_they_are),
        TEST(a_new_field_of_a_tagged_file_is_in_its_structure),
        TEST(all_signatures_of_a_document_verify),
        TEST(who_verifies_without_our_root_is_told_so),
        TEST(a_file_may_be_signed_in_place),
        TEST(the_form_says_that_there_are_signatures),
    };
    return cmocka_run_group_tests_name("sign", tests, NULL, NULL);
}
