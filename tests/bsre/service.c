/* Signing through a service that stands in for the real one: what arrives there in both versions,
 * and what returns. */
#include "service.h"

/* --- What goes well --------------------------------------------------------------------------- */

static void version_two_signs_where_the_field_is(void **state)
{
    Fixture *fixture = *state;
    Asked asked = {.fault = "", .config = visible_two, .pdf = form_kepala(fixture->arena)};
    Str pdf = signed_by(fixture, &asked);
    assert_arrived(fixture, "\"names\": [\"file\", \"nik\", \"passphrase\"]");
    assert_arrived(fixture, "\"look\": {\"height\": 60.0, \"originX\": 300.0, \"originY\": 581.5, "
                            "\"page\": 2, \"reason\": \"Disetujui\", \"tampilan\": \"VISIBLE\", "
                            "\"width\": 140.0}");
    assert_stands(fixture, pdf, 2, 300000, 200500, 440000, 260500);
}

static void version_one_signs_where_the_field_is(void **state)
{
    Fixture *fixture = *state;
    Asked asked = {.fault = "", .config = visible_one, .pdf = form_kepala(fixture->arena)};
    Str pdf = signed_by(fixture, &asked);
    assert_arrived(fixture,
                   "{\"fields\": {\"height\": \"261\", \"image\": \"true\", \"nik\": \"" NIK
                   "\", \"page\": \"2\", \"reason\": \"Disetujui\", \"tampilan\": \"visible\", "
                   "\"width\": \"440\", \"xAxis\": \"300\", \"yAxis\": \"201\"}, "
                   "\"files\": {\"file\": ");
    /* Whole points. */
    assert_stands(fixture, pdf, 2, 300000, 201000, 440000, 261000);
}

static void the_place_of_the_config_is_the_same_in_both(void **state)
{
    static const char *const versions[] = {"versi: 1\n", "versi: 2\n"};
    Fixture *fixture = *state;
    for (size_t i = 0; i < 2; i++) {
        Asked asked = {.fault = "", .pdf = form_both(fixture->arena)};
        asked.config = str_format(fixture->arena,
                                  "%snik: \"" NIK "\"\nqr: https://contoh.go.id/cek\nhalaman: 1\n"
                                  "posisi: {kiri: 1in, bawah: 2in, lebar: 1in, tinggi: 80pt}\n",
                                  versions[i])
                           .at;
        Str pdf = signed_by(fixture, &asked);
        assert_stands(fixture, pdf, 1, 72000, 144000, 144000, 224000);
        if (i == 0)
            assert_arrived(fixture, "\"linkQR\": \"https://contoh.go.id/cek\"");
    }
}

static void a_qr_code_is_drawn_for_version_two(void **state)
{
    Fixture *fixture = *state;
    Asked asked = {.fault = "",
                   .config = "nik: \"" NIK "\"\nqr: https://contoh.go.id/cek\n",
                   .pdf = form_kepala(fixture->arena)};
    (void)signed_by(fixture, &asked);
    const char *path = path_in(fixture->arena, world.folder, "image");
    const Picture *picture = picture_read(fixture->arena, fixture->diags, path, (Place){0});
    assert_non_null(picture);
    assert_true(picture->width == picture->height && picture->width >= (21 + 8) * 8);
}

static void version_one_may_want_a_size(void **state)
{
    Fixture *fixture = *state;
    Asked asked = {.fault = "sama", .pdf = form_kepala(fixture->arena)};
    asked.config = str_format(fixture->arena, "%skotak: ukuran\n", visible_one).at;
    Str result;
    (void)sign(fixture, &asked, &result);
    assert_arrived(fixture, "\"height\": \"60\"");
    assert_arrived(fixture, "\"width\": \"140\"");
}

static void the_anchor_is_sent_in_both(void **state)
{
    static const char *const versions[] = {"versi: 1\n", "versi: 2\n"};
    Fixture *fixture = *state;
    for (size_t i = 0; i < 2; i++) {
        Asked asked = {.fault = "", .pdf = form_both(fixture->arena)};
        asked.config = str_format(fixture->arena,
                                  "%snik: \"" NIK "\"\ngambar: ttd.png\njangkar: \"#\"\n"
                                  "posisi: {lebar: 55pt, tinggi: 44pt}\n",
                                  versions[i])
                           .at;
        (void)signed_by(fixture, &asked);
        assert_arrived(fixture, "\"tag_koordinat\": \"#\"");
        assert_arrived(fixture, i == 0 ? "\"width\": \"55\"" : "\"width\": 55.0");
        assert_null(strstr(arrived(fixture), "page"));
    }
}

static void a_hidden_signature_sends_no_place(void **state)
{
    Fixture *fixture = *state;
    Asked one = {.fault = "", .config = hidden_one, .pdf = form_both(fixture->arena)};
    (void)signed_by(fixture, &one);
    assert_arrived(fixture, "{\"fields\": {\"nik\": \"" NIK "\", \"tampilan\": \"invisible\"}, ");
    Asked two = {.fault = "", .config = hidden_two, .pdf = form_both(fixture->arena)};
    (void)signed_by(fixture, &two);
    assert_arrived(fixture, "\"look\": {\"tampilan\": \"INVISIBLE\"}");
}

static void a_code_and_an_address_of_mail_serve_too(void **state)
{
    Fixture *fixture = *state;
    Asked asked = {.fault = "",
                   .config = "email: kepala@contoh.go.id\nkredensial: totp\n"
                             "tampilan: tersembunyi\nkontak: 0717-1\nlokasi: Koba\n",
                   .passphrase = "654321",
                   .pdf = form_both(fixture->arena)};
    (void)signed_by(fixture, &asked);
    assert_arrived(fixture, "\"names\": [\"email\", \"file\", \"totp\"]");
    assert_arrived(fixture, "\"contactInfo\": \"0717-1\", \"location\": \"Koba\"");
    const BsreConfig *config = config_of(fixture, &asked);
    Secret *password = secret_new(fixture->memory, 1);
    secret_add(password, PASSWORD, strlen(PASSWORD));
    Bsre bsre = {fixture->arena, fixture->diags, config, password};
    assert_true(bsre_send_totp(&bsre));
    assert_arrived(fixture, "\"told\": {\"data\": 1, \"email\": \"kepala@contoh.go.id\"}");
    secret_drop(password);
}

static void all_goes_over_https_too(void **state)
{
    static const char *const configs[] = {visible_one, visible_two};
    Fixture *fixture = *state;
    for (size_t i = 0; i < 2; i++) {
        Asked asked = {
            .fault = "", .config = configs[i], .pdf = form_kepala(fixture->arena), .https = true};
        (void)signed_by(fixture, &asked);
    }
}

static void other_replies_with_a_pdf_are_taken_too(void **state)
{
    /* JSON; cut off, or without the PDF, so that it is fetched again by its number. */
    static const char *const faults[] = {"json", "potong", "hanya-nomor"};
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        Asked asked = {
            .fault = faults[i], .config = visible_one, .pdf = form_kepala(fixture->arena)};
        (void)signed_by(fixture, &asked);
        if (i > 0)
            assert_arrived(fixture, "/api/sign/download/dok%2F");
    }
}

static void a_second_signer_signs_behind_the_first(void **state)
{
    Fixture *fixture = *state;
    Asked first = {.fault = "",
                   .config = visible_two,
                   .signer = "sekretaris",
                   .pdf = form_both(fixture->arena)};
    Asked second = {
        .fault = "", .config = visible_one, .signer = "kepala", .pdf = signed_by(fixture, &first)};
    Str pdf = signed_by(fixture, &second);
    write_file(path_in(fixture->arena, world.folder, "dua.pdf"), pdf);
    const char *const command[] = {"pdfsig", "-nocert", "dua.pdf", NULL};
    Ended ended = run_command(fixture->arena, world.folder, command);
    const char *valid = strstr(ended.out, "Signature Validation: Signature is Valid.");
    assert_non_null(valid);
    assert_non_null(strstr(valid + 1, "Signature Validation: Signature is Valid."));
}

/* --- The signer's status ---------------------------------------------------------------------- */

static void the_status_of_the_signer_is_told(void **state)
{
    static const struct {
        const char *fault, *message;
    } cases[] = {
        {"status-EXPIRED", "the signer's certificate has expired (EXPIRED)\n"},
        {"status-RENEW", "the signer's certificate is being renewed (RENEW)\n"},
        {"status-WAITING_FOR_VERIFICATION", "the signer's certificate is being verified ("},
        {"status-NEW", "the signer has not activated the certificate yet (NEW)\n"},
        {"status-NO_CERTIFICATE", "the signer is registered, but has no certificate ("},
        {"status-NOT_REGISTERED", "the signer is not registered at BSrE (NOT_REGISTERED)\n"},
        {"status-SUSPEND", "the signer is suspended (SUSPEND)\n"},
        {"status-REVOKE", "the signer's certificate has been revoked (REVOKE)\n"},
    };
    static const char *const configs[] = {hidden_one, hidden_two};
    Fixture *fixture = *state;
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        Fixture own = {fixture->memory, fixture->arena, diags_new(fixture->arena)};
        Asked asked = {.fault = cases[i / 2].fault,
                       .config = configs[i % 2],
                       .pdf = form_both(fixture->arena),
                       .checks = true};
        assert_false(sign(&own, &asked, NULL));
        assert_int_equal(diags_exit_status(own.diags), 1);
        const char *said = support_messages(&own);
        if (strstr(said, cases[i / 2].message) == NULL || strstr(said, "bsre.yaml:") == NULL)
            fail_msg("expected: %s\nsaid: %s", cases[i / 2].message, said);
    }
}

static void a_service_without_that_question_is_no_error(void **state)
{
    static const char *const faults[] = {"", "tanpa-status", "status-ISSUE", "status-LAIN", "html"};
    static const char *const configs[] = {hidden_one, hidden_two};
    Fixture *fixture = *state;
    for (size_t i = 0; i < 2 * sizeof faults / sizeof *faults; i++) {
        Asked asked = {.fault = faults[i / 2],
                       .config = configs[i % 2],
                       .pdf = form_both(fixture->arena),
                       .checks = true};
        assert_true(sign(fixture, &asked, NULL));
        assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(version_two_signs_where_the_field_is),
        TEST(version_one_signs_where_the_field_is),
        TEST(the_place_of_the_config_is_the_same_in_both),
        TEST(a_qr_code_is_drawn_for_version_two),
        TEST(version_one_may_want_a_size),
        TEST(the_anchor_is_sent_in_both),
        TEST(a_hidden_signature_sends_no_place),
        TEST(a_code_and_an_address_of_mail_serve_too),
        TEST(all_goes_over_https_too),
        TEST(other_replies_with_a_pdf_are_taken_too),
        TEST(a_second_signer_signs_behind_the_first),
        TEST(the_status_of_the_signer_is_told),
        TEST(a_service_without_that_question_is_no_error),
    };
    return cmocka_run_group_tests(tests, world_make, world_end);
}
