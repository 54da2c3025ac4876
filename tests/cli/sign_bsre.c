/* lakipdf sign --bsre, as a user runs it: what is stored, what is not, and what is seen of secrets.
 */
#include "../sign/signed.h"
#include "server.h"

#include <sys/stat.h>
#include <unistd.h>

/* As tests/bsre/service.py knows them. */
#define PASSPHRASE "Frasa \"uji\" 1\\"
#define PASSWORD   "kata-sandi-API"

/* The folder of signed.h with a service that writes what arrives into it. */
typedef struct Office {
    World world;
    Server server;
} Office;

static Office office_begin(void **state)
{
    Office office = {.world = world_begin(state)};
    const char *const arguments[] = {pki_folder(office.world.arena), NULL};
    office.server =
        server_start(office.world.arena, office.world.folder, "tests/bsre/service.py", arguments);
    setenv("SANDI_UJI", PASSWORD, 1);
    setenv("FRASA", PASSPHRASE, 1);
    setenv("PKI", pki_folder(office.world.arena), 1);
    return office;
}

static void office_end(Office *office)
{
    server_stop(&office->server);
    world_end(&office->world);
    unsetenv("SANDI_UJI");
    unsetenv("FRASA");
}

/* Writes bsre.yaml. */
static void put_config(Office *office, const char *fault, const char *rest)
{
    Str text = str_format(office->world.arena,
                          "alamat: http://127.0.0.1:%u%s%s\npengguna: esign\n"
                          "kata_sandi: {lingkungan: SANDI_UJI}\n%s",
                          office->server.port, fault[0] != '\0' ? "/" : "", fault, rest);
    folder_write(office->world.folder, "bsre.yaml", text.at);
}

#define PERSON "nik: \"0803202100007062\"\n"
#define LOOK   PERSON "qr: https://contoh.go.id/cek\n"

/* Runs a line of sh without a terminal; out and err together. */
static Ended office_run(Office *office, const char *line)
{
    Str whole = str_format(office->world.arena, "{ %s\n} 2>&1", line);
    const char *const command[] = {"setsid", "-w", "sh", "-c", str_c(office->world.arena, whole),
                                   NULL};
    Ended ended = run_command(office->world.arena, office->world.folder, command);
    assert_null(strstr(ended.out, PASSPHRASE));
    assert_null(strstr(ended.out, PASSWORD));
    return ended;
}

static void assert_run(Office *office, const char *line, int status, const char *says)
{
    Ended ended = office_run(office, line);
    if (ended.status != status || strstr(ended.out, says) == NULL)
        fail_msg("%s\nexpected %d: %s\nended %d: %s", line, status, says, ended.status, ended.out);
}

static const char *arrived(Office *office)
{
    World *world = &office->world;
    const char *text =
        file_text(world->arena, path_in(world->arena, world->folder, "arrived"), NULL);
    return text != NULL ? text : "";
}

static bool exists(Office *office, const char *name)
{
    return access(path_in(office->world.arena, office->world.folder, name), F_OK) == 0;
}

#define ASK "LAKIPDF_PASSPHRASE=\"$FRASA\" $LAKIPDF sign a.pdf --bsre bsre.yaml "

static void a_service_signs_in_the_field_of_the_signer(void **state)
{
    Office office = office_begin(state);
    put_config(&office, "", LOOK);
    Ended ended = office_run(&office, ASK "--signer kepala -o b.pdf");
    assert_string_equal(ended.out, "");
    assert_int_equal(ended.status, 0);
    Str before = signed_get(&office.world, "a.pdf");
    Str after = signed_get(&office.world, "b.pdf");
    assert_true(after.size > before.size);
    assert_memory_equal(after.at, before.at, before.size);
    assert_run(&office, "pdfsig -nocert b.pdf", 0, "Signature Validation: Signature is Valid.");
    assert_run(&office, "$LAKIPDF verify b.pdf --trust $PKI/root.pem", 0, "b.pdf: GOOD");
    /* In the middle of the field, square as the code is: 70.866 of 226.772 points wide. */
    assert_non_null(strstr(arrived(&office),
                           "\"height\": 70.866, \"originX\": 377.953, \"originY\": 500.0, "
                           "\"page\": 2, \"tampilan\": \"VISIBLE\", \"width\": 70.866"));
    /* A second one, by version 1, into the file itself. */
    put_config(&office, "", "versi: 1\n" LOOK);
    assert_run(&office,
               "LAKIPDF_PASSPHRASE=\"$FRASA\" $LAKIPDF sign b.pdf --bsre bsre.yaml "
               "--signer saksi -o b.pdf",
               0, "warning: the PDF is signed already");
    assert_run(&office, "pdfsig -nocert b.pdf", 0, "Signature #2");
    office_end(&office);
}

static void a_second_signature_that_is_hidden_changes_nothing_that_is_seen(void **state)
{
    Office office = office_begin(state);
    put_config(&office, "", LOOK);
    assert_run(&office, ASK "--signer kepala -o b.pdf", 0, "");
    put_config(&office, "", PERSON "tampilan: tersembunyi\n");
    assert_run(&office,
               "LAKIPDF_PASSPHRASE=\"$FRASA\" $LAKIPDF sign b.pdf --bsre bsre.yaml -o b.pdf", 0,
               "");
    assert_run(&office, "$LAKIPDF verify b.pdf --trust $PKI/root.pem", 0,
               "b.pdf: GOOD (2 of 2 signatures good");
    office_end(&office);
}

static void the_passphrase_may_come_from_a_descriptor(void **state)
{
    Office office = office_begin(state);
    put_config(&office, "", PERSON "tampilan: tersembunyi\n");
    assert_run(&office,
               "$LAKIPDF sign a.pdf --bsre bsre.yaml -o b.pdf --passphrase-fd 3 3<<END\n"
               "Frasa \"uji\" 1\\\\\nEND",
               0, "");
    assert_true(exists(&office, "b.pdf"));
    assert_run(&office, "$LAKIPDF sign a.pdf --bsre bsre.yaml -o c.pdf", 2,
               "error: a passphrase is needed, but there is no terminal to ask for it\n");
    office_end(&office);
}

static void a_code_is_sent_before_it_is_asked_for(void **state)
{
    Office office = office_begin(state);
    put_config(&office, "", PERSON "kredensial: totp\ntampilan: tersembunyi\n");
    assert_run(&office, "$LAKIPDF sign a.pdf --bsre bsre.yaml -o b.pdf", 2, "no terminal");
    assert_non_null(strstr(arrived(&office), "/api/v2/sign/get/totp"));
    assert_run(&office,
               "rm arrived; LAKIPDF_PASSPHRASE=654321 $LAKIPDF sign a.pdf "
               "--bsre bsre.yaml -o b.pdf",
               0, "");
    assert_null(strstr(arrived(&office), "/api/v2/sign/get/totp"));
    office_end(&office);
}

static void nobody_is_asked_while_something_is_wrong_here(void **state)
{
    Office office = office_begin(state);
    put_config(&office, "", LOOK);
    assert_run(&office, ASK "-o b.pdf", 1, "error: the PDF has 2 fields that can be signed\n");
    assert_run(&office, ASK "--signer bupati -o b.pdf", 1, "its fields are: saksi, kepala");
    assert_run(&office, "echo teks >t.pdf; " ASK "--signer kepala -o t.pdf", 2,
               "'t.pdf' is not a PDF: it would be lost");
    assert_run(&office, ASK "--signer kepala -o tak-ada/b.pdf", 3, "hint: make the folder first");
    assert_run(&office, "LAKIPDF_PASSPHRASE=x $LAKIPDF sign t.pdf --bsre bsre.yaml -o b.pdf", 1,
               "t.pdf: error: ");
    assert_run(&office, "unset SANDI_UJI; " ASK "--signer kepala -o b.pdf", 1,
               "the variable SANDI_UJI, which holds the password, is not set");
    assert_run(&office, ASK "--signer kepala", 2, "no output file given");
    assert_run(&office, ASK "--p12 x -o b.pdf", 2,
               "--bsre and --p12: the service signs as its config says");
    put_config(&office, "", LOOK "jangkr: x\n");
    assert_run(&office, ASK "--signer kepala -o b.pdf", 1, "did you mean 'jangkar'?");
    put_config(&office, "status-EXPIRED", LOOK);
    assert_run(&office, ASK "--signer kepala -o b.pdf", 1, "certificate has expired (EXPIRED)");
    assert_null(strstr(arrived(&office), "sign/pdf"));
    assert_false(exists(&office, "b.pdf"));
    office_end(&office);
}

static void a_failure_leaves_the_older_file(void **state)
{
    static const char *const faults[] = {"kuota", "potong", "rusak", "sama", "gerbang", "html"};
    Office office = office_begin(state);
    assert_run(&office, "cp a.pdf b.pdf", 0, "");
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        put_config(&office, faults[i], LOOK "periksa: tidak\n");
        Ended ended = office_run(&office, ASK "--signer kepala -o b.pdf");
        if (ended.status != 1 && ended.status != 3)
            fail_msg("%s: %d %s", faults[i], ended.status, ended.out);
        assert_run(&office, "cmp a.pdf b.pdf && ls -A", 0, "b.pdf\nbsre.yaml\n");
    }
    assert_run(&office,
               "LAKIPDF_PASSPHRASE=salah $LAKIPDF sign a.pdf --bsre bsre.yaml "
               "--signer kepala -o b.pdf; cmp a.pdf b.pdf",
               0, "");
    office_end(&office);
}

static void secrets_are_in_no_file(void **state)
{
    static const char *const faults[] = {"", "gema", "potong", "lambat"};
    static const char *const versions[] = {"versi: 1\n", "versi: 2\n"};
    Office office = office_begin(state);
    for (size_t i = 0; i < 2 * sizeof faults / sizeof *faults; i++) {
        Str rest = str_format(office.world.arena, "%s" LOOK "batas_waktu: 1\n", versions[i % 2]);
        put_config(&office, faults[i / 2], rest.at);
        (void)office_run(&office, "TMPDIR=$PWD " ASK "--signer kepala -o b.pdf");
        assert_run(&office,
                   "grep -rlF -e 'Frasa \"uji' -e 'Frasa \\\"uji' -e kata-sandi-API . || "
                   "echo none",
                   0, "none\n");
    }
    office_end(&office);
}

static void the_examples_are_right(void **state)
{
    static const char *const names[] = {"layanan", "layanan-versi-1"};
    Office office = office_begin(state);
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    for (size_t i = 0; i < 2; i++) {
        Str line = str_format(office.world.arena,
                              "sed -e 's,https://esign.contoh.go.id,http://127.0.0.1:%u,' "
                              "-e 's,^pengguna:.*,pengguna: esign,' -e 's,\"3273.*\",\"08032021"
                              "00007062\",' %s/examples/bsre/%s.yaml >bsre.yaml\n"
                              "echo " PASSWORD " >kata-sandi.txt; chmod 600 kata-sandi.txt\n"
                              "BSRE_KATA_SANDI=" PASSWORD " " ASK "--signer kepala -o b-%s.pdf",
                              office.server.port, here, names[i], names[i]);
        Ended ended = office_run(&office, line.at);
        assert_string_equal(ended.out, "");
        assert_int_equal(ended.status, 0);
    }
    office_end(&office);
}

/* Told before the service is asked. */
static void an_anchor_stands_once(void **state)
{
    Office office = office_begin(state);
    put_config(&office, "", PERSON "qr: x\njangkar: \"~\"\nposisi: {lebar: 3cm, tinggi: 3cm}\n");
    assert_run(&office, ASK "-o b.pdf", 1, ": error: the PDF has no '~'\n");
    put_config(&office, "", PERSON "qr: x\njangkar: p\nposisi: {lebar: 3cm, tinggi: 3cm}\n");
    assert_run(&office, ASK "-o b.pdf", 1,
               ": error: 'p' stands in the PDF 2 times: where to sign is not certain\n");
    office_end(&office);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_anchor_stands_once),
        TEST(a_service_signs_in_the_field_of_the_signer),
        TEST(a_second_signature_that_is_hidden_changes_nothing_that_is_seen),
        TEST(the_passphrase_may_come_from_a_descriptor),
        TEST(a_code_is_sent_before_it_is_asked_for),
        TEST(nobody_is_asked_while_something_is_wrong_here),
        TEST(a_failure_leaves_the_older_file),
        TEST(secrets_are_in_no_file),
        TEST(the_examples_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
