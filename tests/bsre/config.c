/* The config of a signing service: what may stand in it, and where it is told what may not. */
#include "bsre/bsre.h"

#include "pictures.h"
#include "process.h"

#include <stdio.h>
#include <sys/stat.h>

static const char schema[] = "config/skema/layanan/bsre.yaml";

/* Reads a config of that text, with ttd.png (30 x 20) and rahasia beside it. */
static const BsreConfig *read_config(Fixture *fixture, const char *text)
{
    const char *folder = folder_make(fixture->arena);
    const char *path = path_in(fixture->arena, folder, "bsre.yaml");
    folder_write(folder, "bsre.yaml", text);
    write_file(
        path_in(fixture->arena, folder, "ttd.png"),
        make_png(fixture->arena, 30, 20, &(PngKind){.type = PNG_COLOR_TYPE_RGB, .depth = 8}));
    folder_write(folder, "rahasia", "kata-sandi\r\nbaris kedua\n");
    folder_write(folder, "kosong", "\n");
    (void)chmod(path_in(fixture->arena, folder, "rahasia"), 0600);
    const BsreConfig *config = bsre_config(fixture->arena, fixture->diags, schema, path);
    if (config == NULL)
        folder_remove(folder);
    return config;
}

static void forget(Fixture *fixture, const BsreConfig *config)
{
    folder_remove(str_c(fixture->arena, path_folder(str_from(config->path))));
}

#define BASE                                                                                       \
    "alamat: https://esign.contoh.go.id\npengguna: esign\nkata_sandi: {lingkungan: SANDI_UJI}\n"
#define PERSON BASE "nik: \"0803202100007062\"\n"

static void a_config_is_read(void **state)
{
    Fixture *fixture = *state;
    const BsreConfig *config = read_config(
        fixture, PERSON "versi: 1\ngambar: ttd.png\nhalaman: 3\nkotak: ukuran\n"
                        "posisi: {kiri: 1in, bawah: 72pt, lebar: 2.54cm, tinggi: 36pt}\n"
                        "alasan: Disetujui\nlokasi: Pangkalpinang\nbatas_waktu: 30\n");
    assert_non_null(config);
    assert_string_equal(support_messages(fixture), "");
    assert_int_equal(config->version, 1);
    assert_string_equal(config->address, "https://esign.contoh.go.id");
    assert_str(config->nik, "0803202100007062");
    assert_true(config->visible && config->placed && config->check && !config->corners);
    assert_int_equal(config->page, 3);
    assert_int_equal(config->left, 72000);
    assert_int_equal(config->width, 72000);
    assert_int_equal(config->image_width, 30);
    assert_int_equal(config->image_height, 20);
    assert_false(config->jpeg);
    assert_int_equal(config->seconds, 30);
    forget(fixture, config);
}

static void what_is_not_said_has_a_default(void **state)
{
    Fixture *fixture = *state;
    const BsreConfig *config = read_config(fixture, PERSON "tampilan: tersembunyi\n");
    assert_non_null(config);
    assert_int_equal(config->version, 2);
    assert_int_equal(config->seconds, 120);
    assert_true(config->check && !config->visible && !config->totp);
    assert_null(config->ca_file);
    assert_null(config->proxy);
    forget(fixture, config);
}

/* Fails unless the config is refused with that message. */
static void assert_refused(Fixture *fixture, const char *text, const char *message)
{
    Fixture own = {fixture->memory, fixture->arena, diags_new(fixture->arena)};
    assert_null(read_config(&own, text));
    assert_int_equal(diags_exit_status(own.diags), 1);
    const char *said = support_messages(&own);
    if (strstr(said, message) == NULL)
        fail_msg("%s\nexpected: %s\nsaid: %s", text, message, said);
}

static void what_is_wrong_is_told_at_its_place(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"nik: \"1\"\n", "'alamat' is missing in 'bsre'"},
        {PERSON "alamt: x\n", "bsre.yaml:5:1: error: unknown field 'alamt' in 'bsre'"},
        {"pengguna: a\nalamat: esign.contoh.go.id\n", ":2:9: error: alamat: this is no address"},
        {"alamat: http://a:b@c\n", "alamat: a user's name stands in it"},
        {"alamat: https://a/api/sign/pdf\n", "alamat: only the service itself is meant"},
        {"alamat: https://a/api\n", "alamat: only the service itself is meant"},
        {"alamat: https://a/?x=1\n", "alamat: nothing may stand behind '?' or '#'"},
        {PERSON "versi: 3\n", "versi: '3' is not among the choices"},
        {"pengguna: a:b\n", "pengguna: a user's name holds no ':'"},
        {"kata_sandi: {}\n", "kata_sandi: it must say one place where the password is"},
        {"kata_sandi: {lingkungan: A, berkas: b}\n", "kata_sandi: it must say one place"},
        {BASE, "'nik' is missing in 'bsre'"},
        {BASE "nik: 0803202100007062123\n", "nik: a NIK has 16 digits"},
        {BASE "nik: 08032021-0000706\n", "nik: a NIK has 16 digits"},
        {PERSON "email: a@b.id\n", "email: the signer is named by 'nik' already"},
        {BASE "email: kepala\n", "email: this is no e-mail address"},
        {BASE "versi: 1\nemail: a@b.id\n", "email: version 1 of the service knows signers by NIK"},
        {PERSON "versi: 1\nkredensial: totp\n", "kredensial: version 1 of the service knows no"},
        {PERSON, "'gambar' is missing in 'bsre'"},
        {PERSON "gambar: ttd.png\nqr: x\n", "qr: there is a 'gambar' already"},
        {PERSON "gambar: tak-ada.png\n", ":5:9: error: cannot read"},
        {PERSON "gambar: rahasia\n", "rahasia' is no picture"},
        {PERSON "qr: x\nhalaman: 1\n", "halaman: the place on the page is missing"},
        {PERSON "qr: x\nhalaman: 0\n", "halaman: pages are counted from 1"},
        {PERSON "qr: x\nposisi: {kiri: 1pt, bawah: 1pt, lebar: 1pt, tinggi: 1pt}\n",
         "posisi: the page is missing"},
        {PERSON "qr: x\nposisi: {lebar: 1pt, tinggi: 1pt}\n", "posisi: a size alone is for"},
        {PERSON "qr: x\nhalaman: 1\nposisi: {kiri: 1pt, lebar: 1pt, tinggi: 1pt}\n",
         "posisi: 'kiri' and 'bawah' belong together"},
        {PERSON "qr: x\nhalaman: 1\nposisi: {kiri: -1pt, bawah: 1pt, lebar: 1pt, tinggi: 1pt}\n",
         "posisi: it lies outside of the page"},
        {PERSON "qr: x\nhalaman: 1\nposisi: {kiri: 1pt, bawah: 1pt, lebar: 0, tinggi: 1pt}\n",
         "posisi: 'lebar' and 'tinggi' must be more than 0"},
        {PERSON "qr: x\nhalaman: 1\nposisi: {kiri: 1pt, bawah: 1pt, lebar: 5pt}\n",
         "'tinggi' is missing in 'posisi_bsre'"},
        {PERSON "qr: x\njangkar: \"##\"\n", "jangkar: this is more than one character"},
        {PERSON "qr: x\njangkar: \"#\"\n", "jangkar: the size of the signature is missing"},
        {PERSON "qr: x\njangkar: \"#\"\nhalaman: 2\nposisi: {lebar: 9pt, tinggi: 9pt}\n",
         "halaman: 'jangkar' says already where it is"},
        {PERSON "qr: x\njangkar: \"#\"\nposisi: {kiri: 1pt, bawah: 1pt, lebar: 9pt, tinggi: 9pt}\n",
         "posisi: 'jangkar' says already where it is"},
        {PERSON "tampilan: tersembunyi\nqr: x\n", "qr: a hidden signature shows nothing"},
        {PERSON "qr: x\nbatas_waktu: 0\n", "batas_waktu: this is no such time"},
        {PERSON "qr: x\nbatas_waktu: 99999\n", "batas_waktu: this is no such time"},
        {PERSON "qr: x\nsertifikat: tak-ada.pem\n", ":6:13: error: cannot read"},
        {PERSON "qr: x\nproksi: proksi:3128\n", "proksi: this is no address of a proxy"},
        {"- a\n", "bsre: fields are expected, not a list"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(*state, cases[i].text, cases[i].message);
}

static void all_problems_are_told_at_once(void **state)
{
    Fixture *fixture = *state;
    assert_null(read_config(fixture, "alamat: a\npengguna: a:b\nkata_sandi: {}\nnik: x\n"));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 5);
}

static void a_secret_in_the_file_is_refused_and_not_shown(void **state)
{
    static const char *const texts[] = {
        "kata_sandi: Rahasia9\n",
        PERSON "passphrase: Rahasia9\n",
        "alamat: https://a\n\npassword: Rahasia9\n",
        "totp: Rahasia9\nnik: 1\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Fixture *fixture = *state;
        Fixture own = {fixture->memory, fixture->arena, diags_new(fixture->arena)};
        assert_null(read_config(&own, texts[i]));
        const char *said = support_messages(&own);
        assert_non_null(strstr(said, "' must not stand in this file\n"));
        assert_null(strstr(said, "Rahasia9"));
    }
}

static void plain_http_is_warned_of_but_on_this_machine(void **state)
{
    Fixture *fixture = *state;
    const char *rest = "pengguna: esign\nkata_sandi: {lingkungan: A}\nnik: \"0803202100007062\"\n"
                       "tampilan: tersembunyi\n";
    const BsreConfig *near = read_config(
        fixture, str_format(fixture->arena, "alamat: http://127.0.0.1:80\n%s", rest).at);
    assert_non_null(near);
    assert_string_equal(support_messages(fixture), "");
    const BsreConfig *far =
        read_config(fixture, str_format(fixture->arena, "alamat: http://10.1.2.3\n%s", rest).at);
    assert_non_null(far);
    assert_non_null(strstr(support_messages(fixture), "warning: alamat: passphrase and password"));
    forget(fixture, near);
    forget(fixture, far);
}

/* --- The password ----------------------------------------------------------------------------- */

static void a_password_is_taken_from_the_environment_and_gone_there(void **state)
{
    Fixture *fixture = *state;
    const BsreConfig *config = read_config(fixture, PERSON "tampilan: tersembunyi\n");
    assert_non_null(config);
    Secret *password = secret_new(fixture->memory, 1);
    assert_false(bsre_password(fixture->arena, fixture->diags, config, password));
    assert_non_null(strstr(support_messages(fixture), "the variable SANDI_UJI, which holds the"));
    assert_int_equal(setenv("SANDI_UJI", "k4ta-s4ndi", 1), 0);
    const char *place = getenv("SANDI_UJI");
    assert_non_null(place);
    assert_true(bsre_password(fixture->arena, fixture->diags, config, password));
    assert_str(secret_str(password), "k4ta-s4ndi");
    assert_null(getenv("SANDI_UJI"));
    assert_int_equal(place[0], 0);
    secret_drop(password);
    forget(fixture, config);
}

static const char *password_of(Fixture *fixture, const char *file, bool *found)
{
    const BsreConfig *config =
        read_config(fixture, str_format(fixture->arena,
                                        "alamat: https://a\npengguna: a\nkata_sandi: {berkas: %s}\n"
                                        "nik: \"0803202100007062\"\ntampilan: tersembunyi\n",
                                        file)
                                 .at);
    assert_non_null(config);
    Secret *password = secret_new(fixture->memory, 1);
    *found = bsre_password(fixture->arena, fixture->diags, config, password);
    const char *text = str_c(fixture->arena, secret_str(password));
    secret_drop(password);
    forget(fixture, config);
    return text;
}

static void a_password_is_the_first_line_of_a_file(void **state)
{
    Fixture *fixture = *state;
    bool found = false;
    assert_string_equal(password_of(fixture, "rahasia", &found), "kata-sandi");
    assert_true(found);
    assert_string_equal(support_messages(fixture), "");
    (void)password_of(fixture, "kosong", &found);
    assert_false(found);
    assert_non_null(strstr(support_messages(fixture), "kosong', holds none\n"));
    assert_non_null(strstr(support_messages(fixture),
                           "warning: others than its owner can read the file with the password"));
    (void)password_of(fixture, "tak-ada", &found);
    assert_false(found);
    assert_non_null(strstr(support_messages(fixture), "tak-ada', cannot be read\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_config_is_read),
        TEST(what_is_not_said_has_a_default),
        TEST(what_is_wrong_is_told_at_its_place),
        TEST(all_problems_are_told_at_once),
        TEST(a_secret_in_the_file_is_refused_and_not_shown),
        TEST(plain_http_is_warned_of_but_on_this_machine),
        TEST(a_password_is_taken_from_the_environment_and_gone_there),
        TEST(a_password_is_the_first_line_of_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
