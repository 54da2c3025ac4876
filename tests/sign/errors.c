/* What cannot be signed, and is told plainly; what earlier signatures forbid. */
#include "signed.h"

#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* --- Keys ------------------------------------------------------------------------------------- */

static void keys_that_cannot_sign_are_told(void **state)
{
    World world = world_begin(state);
    folder_write(world.folder, "bukan.p12", "-----BEGIN PRIVATE KEY-----\n");
    (void)signed_run(&world, "openssl req -x509 -newkey ed25519 -nodes -keyout e.key -out e.pem "
                             "-subj /CN=Edwards && openssl pkcs12 -export -inkey e.key -in e.pem "
                             "-passout env:LAKIPDF_PASSPHRASE -out ed.p12");
    static const struct {
        const char *arguments;
        int status;
        const char *says;
    } cases[] = {
        {"--p12 $PKI/kedaluwarsa.p12", 1,
         "error: the certificate has expired on 2021-01-01\n  hint: renew it"},
        {"--p12 $PKI/mendatang.p12", 1, "error: the certificate is valid from 2090-01-01 on\n"},
        {"--p12 $PKI/tanpa-kunci.p12", 1, "tanpa-kunci.p12' holds no private key\n  hint: export"},
        {"--p12 $PKI/tanpa-sertifikat.p12", 1, "' holds a key, but not its certificate\n"},
        {"--p12 bukan.p12", 1,
         "error: 'bukan.p12' is no PKCS#12 file\n  hint: openssl pkcs12 -export"},
        {"--p12 a.pdf", 1, "error: 'a.pdf' is no PKCS#12 file\n  hint: name a .p12 or .pfx file"},
        {"--p12 tiada.p12", 1, "error: cannot read 'tiada.p12': No such file"},
        {"--p12 $PKI/bukan.p12 --signer kepala", 0,
         "warning: the certificate is not meant for signing documents"},
        {"--p12 $PKI/tsa.p12 --signer kepala", 0,
         "warning: the certificate is not meant for signing documents (extendedKeyUsage names"},
        {"--p12 ed.p12", 1, "error: keys of the kind ED25519 cannot sign PDFs\n  hint: it must be"},
        {"--p12 $PKI/gubernur.p12 --signer kepala --pss", 1,
         "error: --pss is for RSA; this key is an elliptic curve's\n"},
        {"--p12 $PKI/gubernur.p12 --signer kepala --chain a.pdf", 1,
         "error: 'a.pdf' holds no certificate in PEM\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str line = str_format(world.arena,
                              "$LAKIPDF sign --replace-signed --signer kepala %s a.pdf -o b.pdf",
                              cases[i].arguments);
        assert_fails(&world, cases[i].status, line.at, cases[i].says);
    }
    assert_says(&world, SIGN("asing") "--signer kepala a.pdf -o b.pdf", "");
    /* Whatever time the signature shall tell. */
    assert_fails(&world, 1,
                 "SOURCE_DATE_EPOCH=1590000000 " SIGN("kedaluwarsa") "--signer kepala a.pdf -o "
                                                                     "b.pdf",
                 "error: the certificate has expired on 2021-01-01\n");
    world_end(&world);
}

static void a_time_stamp_authority_that_cannot_be_is_told_first(void **state)
{
    static const struct {
        const char *arguments;
        int status;
        const char *says;
    } cases[] = {
        {"--tsa ftp://contoh.go.id", 2,
         "error: --tsa is 'ftp://contoh.go.id', which is no address\n  hint: such as --tsa "
         "http://"},
        {"--tsa contoh.go.id", 2, "error: --tsa is 'contoh.go.id', which is no address\n"},
        {"--tsa http://127.0.0.1:9 --tsa-ca tiada.pem", 1,
         "error: cannot read 'tiada.pem': No such file or directory\n  hint: check the spelling\n"},
        {"--tsa http://127.0.0.1:9 --tsa-ca a.pdf", 1,
         "a.pdf: error: --tsa-ca: it holds no certificate in PEM\n"},
    };
    World world = world_begin(state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* Before the passphrase, which is wrong. */
        Str line = str_format(
            world.arena,
            "LAKIPDF_PASSPHRASE=salah " SIGN("kepala") "--signer kepala %s a.pdf -o b.pdf",
            cases[i].arguments);
        assert_fails(&world, cases[i].status, line.at, cases[i].says);
    }
    world_end(&world);
}

static void a_chain_that_is_not_at_hand_can_be_added(void **state)
{
    World world = world_begin(state);
    assert_says(
        &world,
        "openssl pkcs12 -export -inkey $PKI/kepala.key.pem -in $PKI/kepala.pem -passout pass: "
        "-out k.p12",
        "");
    assert_says(
        &world, "$LAKIPDF sign --p12 k.p12 --signer kepala a.pdf -o b.pdf",
        "lakipdf: warning: the certificate of the issuer 'Penerbit Uji' is not at hand: the "
        "chain ends before its root\n  hint: add it with --chain FILE.pem, so that readers "
        "need not look for it\n");
    assert_says(&world,
                "$LAKIPDF sign --replace-signed --p12 k.p12 --chain $PKI/chain.pem --signer kepala "
                "a.pdf -o b.pdf",
                "");
    signed_extract(&world, "b.pdf", 0);
    assert_says(&world, VERIFY_CMS("b.pdf"), "CMS Verification successful\n");
    world_end(&world);
}

/* --- Passphrases ------------------------------------------------------------------------------ */

static void passphrases_come_from_where_others_do_not_see_them(void **state)
{
    World world = world_begin(state);
    assert_fails(&world, 1,
                 "LAKIPDF_PASSPHRASE=salah " SIGN("kepala") "--signer kepala a.pdf -o b.pdf",
                 "kepala.p12' is wrong\n  hint: type it again");
    assert_says(&world,
                "unset LAKIPDF_PASSPHRASE; printf '" PKI_PASSPHRASE
                "\\n' | " SIGN("kepala") "--signer kepala --passphrase-fd 0 a.pdf -o b.pdf",
                "");
    assert_says(&world,
                "printf '" PKI_PASSPHRASE "' >p; LAKIPDF_PASSPHRASE=salah " SIGN(
                    "kepala") "--signer kepala --passphrase-fd 7 a.pdf -o b.pdf 7<p",
                "");
    assert_fails(&world, 2, SIGN("kepala") "--signer kepala --passphrase-fd 9 a.pdf -o b.pdf",
                 "error: --passphrase-fd: descriptor 9 is not open\n");
    assert_fails(&world, 2, SIGN("kepala") "--signer kepala --passphrase-fd x a.pdf -o b.pdf",
                 "error: --passphrase-fd: 'x' is no number of a descriptor\n");
    assert_fails(&world, 1,
                 SIGN("kepala") "--signer kepala --passphrase-fd 0 a.pdf -o b.pdf </dev/null",
                 "error: descriptor 0 gives no passphrase\n");
    assert_fails(&world, 1,
                 "head -c 2000 /dev/zero | tr '\\0' x | " SIGN(
                     "kepala") "--signer kepala --passphrase-fd 0 a.pdf -o b.pdf",
                 "is longer than 1024 bytes\n");
    assert_fails(&world, 2,
                 "unset LAKIPDF_PASSPHRASE; setsid -w " SIGN(
                     "kepala") "--signer kepala a.pdf -o b.pdf </dev/null",
                 "error: a passphrase is needed, but there is no terminal to ask for it\n");
    /* Files that need none, and files of older programs. */
    assert_says(
        &world,
        "unset LAKIPDF_PASSPHRASE; setsid -w " SIGN("terbuka") "--signer kepala a.pdf -o b.pdf",
        "");
    assert_says(&world, SIGN("lama") "--signer kepala a.pdf -o b.pdf", "");
    world_end(&world);
}

/* On a terminal: what it shows until the program ends. */
static char *on_terminal(World *world, const char *typed, int *status)
{
    int terminal = -1;
    struct termios modes;
    const char *program = getenv("LAKIPDF");
    const char *key = pki_file(world->arena, "kepala.p12");
    assert_non_null(program);
    pid_t child = forkpty(&terminal, NULL, NULL, NULL);
    assert_true(child >= 0);
    if (child == 0) {
        if (chdir(world->folder) != 0)
            _exit(125);
        unsetenv("LAKIPDF_PASSPHRASE");
        /* A shell that runs the tests in the background has it ignored. */
        signal(SIGINT, SIG_DFL);
        execl(program, "lakipdf", "sign", "--p12", key, "--signer", "kepala", "a.pdf", "-o",
              "b.pdf", (char *)NULL);
        _exit(127);
    }
    Buf shown = {.arena = world->arena};
    char part[512];
    bool sent = false;
    for (ssize_t got = 0; (got = read(terminal, part, sizeof part)) > 0;) {
        buf_add(&shown, (Str){part, (size_t)got});
        /* The prompt comes when the echo is off. */
        if (!sent && str_ends(buf_str(&shown), ": ")) {
            assert_int_equal(tcgetattr(terminal, &modes), 0);
            assert_int_equal(modes.c_lflag & ECHO, 0);
            assert_int_equal(write(terminal, typed, strlen(typed)), strlen(typed));
            sent = true;
        }
    }
    assert_int_equal(waitpid(child, status, 0), child);
    assert_int_equal(tcgetattr(terminal, &modes), 0);
    assert_true((modes.c_lflag & ECHO) != 0);
    close(terminal);
    return str_c(world->arena, buf_str(&shown));
}

static void a_passphrase_is_asked_for_without_echo(void **state)
{
    World world = world_begin(state);
    int status = 0;
    const char *shown = on_terminal(&world, PKI_PASSPHRASE "\n", &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_has(shown, "Passphrase of ");
    assert_has(shown, "kepala.p12: ");
    assert_lacks(shown, PKI_PASSPHRASE);
    assert_says(&world, COUNT_VALID("b.pdf"), "1\n");
    world_end(&world);
}

static void stopping_it_leaves_the_echo_on(void **state)
{
    World world = world_begin(state);
    int status = 0;
    (void)on_terminal(&world, "Rahas\003", &status);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGINT);
    assert_says(&world, "ls -A", "a.pdf\n");
    world_end(&world);
}

/* --- Fields ----------------------------------------------------------------------------------- */

static void signers_are_named_where_there_are_several(void **state)
{
    World world = world_begin(state);
    assert_fails(
        &world, 1, SIGN("kepala") "a.pdf -o b.pdf",
        "error: several signers have still to sign\n  hint: say which with --signer: 'saksi', "
        "'kepala'\n");
    assert_fails(
        &world, 1, SIGN("kepala") "--signer kepla a.pdf -o b.pdf",
        "error: there is no signer 'kepla'\n  hint: did you mean 'kepala'? There are 'saksi', "
        "'kepala'\n");
    assert_fails(&world, 1, SIGN("kepala") "--signer bupati a.pdf -o b.pdf",
                 "hint: there are 'saksi', 'kepala'; --at adds a new one\n");
    assert_fails(&world, 1, SIGN("kepala") "--signer kepala --invisible a.pdf -o b.pdf",
                 "error: there is a field 'kepala' already\n");
    assert_says(&world, SIGN("kepala") "--signer kepala a.pdf -o a.pdf", "");
    assert_fails(&world, 1, SIGN("kepala") "--signer kepala a.pdf -o b.pdf",
                 "error: 'kepala' has been signed already\n");
    assert_says(&world, SIGN("gubernur") "a.pdf -o a.pdf", "");
    assert_fails(
        &world, 1, SIGN("gubernur") "a.pdf -o b.pdf",
        "error: all fields have been signed already\n  hint: --at or --invisible adds a field");
    assert_says(&world, SIGN("auditor") "--invisible --signer auditor a.pdf -o a.pdf", "");
    assert_says(&world, COUNT_VALID("a.pdf"), "3\n");
    world_end(&world);
}

static void places_outside_of_the_page_are_refused(void **state)
{
    World world = world_begin(state);
    static const struct {
        const char *arguments;
        int status;
        const char *says;
    } cases[] = {
        {"--at 190,20,30x20", 1,
         "error: the field 'tanda-tangan-1' would stand outside of page 1\n"},
        {"--at 20,20,30x20 --page 3", 1, "error: there is no page 3: the last is 2\n"},
        {"--at 20,20,30x20 --page 0", 2, "error: --page is '0', which is no page\n"},
        {"--at 20,20,30x20 --page 2a", 2, "error: --page is '2a', which is no page\n"},
        {"--at 20,20,30", 2, "error: --at is '20,20,30', which is no place\n  hint: such as --at"},
        {"--at 20,20,0x20", 2, "which is no place\n"},
        {"--at 20,20,30x20mm", 2, "which is no place\n"},
        {"--at -5,20,30x20", 2, "which is no place\n"},
        {"--at 99999999999999999999,20,30x20", 2, "which is no place\n"},
        {"--page 2", 2, "error: --page needs --at\n"},
        {"--at 20,20,30x20 --fields 'a=1:20,20,30x20'", 0, ""},
        {"--at 20,20,30x20 --fields 'a=3:20,20,30x20'", 1,
         "error: there is no page 3: the last is 2\n"},
        {"--at 20,20,30x20 --fields 'a=1:20,20,30x2000'", 1,
         "error: the field 'a' would stand outside of page 1\n"},
        {"--at 20,20,30x20 --fields 'kepala=1:20,20,30x20'", 1,
         "error: there is a field 'kepala' already\n"},
        {"--at 20,20,30x20 --fields 'a=1:2,2,3x2 a=1:2,2,3x2'", 1,
         "error: there is a field 'a' already\n"},
        {"--at 20,20,30x20 --fields ''", 2, "error: --fields is '', which is no list of fields\n"},
        {"--at 20,20,30x20 --fields a", 2, "error: --fields is 'a', which is no list of fields\n"},
        {"--at 20,20,30x20 --fields a=1", 2, "which is no list of fields\n"},
        {"--at 20,20,30x20 --fields a=1:2,2,3x2,b=1:2,2,3x2", 2, "which is no list of fields\n"},
        {"--at 20,20,30x20 --fields =1:2,2,3x2", 2, "which is no list of fields\n"},
        {"--at 20,20,30x20 --invisible", 2, "only one is possible\n"},
        {"--no-look --qr x", 2, "error: --no-look and --qr: only one is possible\n"},
        {"--invisible --qr x", 2, "error: --invisible and --qr: only one is possible\n"},
        {"--at 20.0001,20,30x20", 2, "which is no place\n"},
        {"--at 20.001,20,30x20 --no-look", 0, ""},
        {"--certify 4", 2, "error: --certify is '4', not 1, 2 or 3\n"},
        {"--tsa-ca x.pem", 2, "error: --tsa-ca needs --tsa\n"},
        {"--pkcs11 pkcs11:", 2, "only one key can sign\n"},
        {"--sgner kepala", 2, "unknown option '--sgner'; did you mean '--signer'?\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str line = str_format(world.arena, SIGN("kepala") "%s a.pdf -o b.pdf", cases[i].arguments);
        assert_fails(&world, cases[i].status, line.at, cases[i].says);
    }
    assert_fails(&world, 2, SIGN("kepala") "a.pdf", "error: no output file given");
    assert_fails(&world, 2, "$LAKIPDF sign a.pdf -o b.pdf", "error: no key given");
    assert_fails(&world, 2, "SOURCE_DATE_EPOCH=kemarin " SIGN("kepala") "a.pdf -o b.pdf",
                 "error: SOURCE_DATE_EPOCH is 'kemarin'");
    assert_says(&world, "rm b.pdf; ls -A", "a.pdf\n");
    world_end(&world);
}

static void files_that_are_no_whole_pdf_are_refused(void **state)
{
    World world = world_begin(state);
    folder_write(world.folder, "teks.pdf", "bukan PDF\n");
    assert_fails(&world, 1, SIGN("kepala") "teks.pdf -o b.pdf", "teks.pdf: error: it is no PDF\n");
    assert_fails(&world, 1, SIGN("kepala") "tiada.pdf -o b.pdf", "error: cannot read 'tiada.pdf'");
    assert_fails(&world, 1, "head -c 5000 a.pdf >c.pdf; " SIGN("kepala") "c.pdf -o b.pdf",
                 "c.pdf: error: no 'startxref' stands");
    assert_fails(&world, 1,
                 "qpdf --encrypt a b 256 -- a.pdf e.pdf; " SIGN("kepala") "e.pdf -o b.pdf",
                 "e.pdf: error: it is encrypted\n  hint: take its password off first");
    assert_fails(&world, 2, "echo penting >b.pdf; " SIGN("kepala") "--signer kepala a.pdf -o b.pdf",
                 "error: 'b.pdf' is not a PDF: it would be lost\n");
    assert_fails(&world, 3, SIGN("kepala") "--signer kepala a.pdf -o tiada/b.pdf",
                 "error: cannot write 'tiada/b.pdf'");
    world_end(&world);
}

static void a_character_that_no_font_has_is_an_error(void **state)
{
    World world = world_begin(state);
    assert_fails(&world, 1,
                 SIGN("kepala") "--signer kepala --name 'Budi \xF0\x9F\x98\x80' a.pdf -o b.pdf",
                 "error: ");
    assert_says(&world, "ls -A", "a.pdf\n");
    world_end(&world);
}

/* --- Earlier signatures ----------------------------------------------------------------------- */

static void only_the_first_signature_certifies(void **state)
{
    World world = world_begin(state);
    for (int level = 1; level <= 3; level++) {
        const char *line =
            str_format(world.arena, SIGN("kepala") "--signer kepala --certify %d a.pdf -o b.pdf",
                       level)
                .at;
        assert_says(&world, line, "");
        assert_says(&world, COUNT_VALID("b.pdf"), "1\n");
        Opened opened = signed_open(&world, "b.pdf");
        const PdfValue *catalog = pdf_get(opened.file, pdf_trailer(opened.file), "Root");
        const PdfValue *by = pdf_get(opened.file, pdf_get(opened.file, catalog, "Perms"), "DocMDP");
        assert_ptr_equal(by, opened.found[0].dict);
        const PdfValue *reference = pdf_item(opened.file, pdf_get(opened.file, by, "Reference"), 0);
        const PdfValue *says = pdf_get(opened.file, reference, "TransformParams");
        assert_int_equal(pdf_integer(pdf_get(opened.file, says, "P"), 0), level);
    }
    assert_says(&world, SIGN("kepala") "--signer kepala --certify 1 a.pdf -o b.pdf", "");
    assert_fails(&world, 1, SIGN("gubernur") "--signer saksi b.pdf -o c.pdf",
                 "error: the document has been certified to stay as it is, by 'kepala'\n");
    assert_says(&world, SIGN("kepala") "--signer kepala --certify 2 a.pdf -o b.pdf", "");
    assert_fails(&world, 1, SIGN("gubernur") "--invisible b.pdf -o c.pdf",
                 "error: no new field may be added: the document has been certified by 'kepala'\n");
    assert_says(&world, SIGN("gubernur") "--signer saksi b.pdf -o c.pdf", "");
    assert_says(&world, COUNT_VALID("c.pdf"), "2\n");
    assert_says(&world, SIGN("kepala") "--signer kepala a.pdf -o b.pdf", "");
    assert_fails(&world, 1, SIGN("gubernur") "--signer saksi --certify 2 b.pdf -o c2.pdf",
                 "error: only the first signature can certify, and the document has been signed by "
                 "'kepala'\n  hint: leave --certify out\n");
    world_end(&world);
}

static void a_lock_holds_for_all_who_come_after(void **state)
{
    World world = world_begin(state);
    assert_says(&world, SIGN("kepala") "--signer kepala --lock a.pdf -o b.pdf", "");
    Opened opened = signed_open(&world, "b.pdf");
    const PdfValue *lock = pdf_get(opened.file, opened.found[0].look, "Lock");
    assert_str(pdf_get(opened.file, lock, "Action")->text, "All");
    assert_int_equal(pdf_entry(opened.found[0].look, "Lock")->kind, PDF_REFERENCE);
    const PdfValue *reference =
        pdf_item(opened.file, pdf_get(opened.file, opened.found[0].dict, "Reference"), 0);
    assert_str(pdf_get(opened.file, reference, "TransformMethod")->text, "FieldMDP");
    assert_fails(&world, 1, SIGN("gubernur") "--signer saksi b.pdf -o c.pdf",
                 "error: the field has been locked by 'kepala'\n");
    assert_fails(&world, 1, SIGN("gubernur") "--invisible b.pdf -o c.pdf",
                 "error: the field has been locked by 'kepala'\n");
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(keys_that_cannot_sign_are_told),
        TEST(a_time_stamp_authority_that_cannot_be_is_told_first),
        TEST(a_chain_that_is_not_at_hand_can_be_added),
        TEST(passphrases_come_from_where_others_do_not_see_them),
        TEST(a_passphrase_is_asked_for_without_echo),
        TEST(stopping_it_leaves_the_echo_on),
        TEST(signers_are_named_where_there_are_several),
        TEST(places_outside_of_the_page_are_refused),
        TEST(files_that_are_no_whole_pdf_are_refused),
        TEST(a_character_that_no_font_has_is_an_error),
        TEST(only_the_first_signature_certifies),
        TEST(a_lock_holds_for_all_who_come_after),
    };
    return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}
