/* lakipdf verify, as a user runs it: what it prints, its exit status, its options. */
#include "verify/shadow.h"

static Ended verify(World *world, const char *arguments)
{
    return world_shell(world, str_format(world->arena, "$LAKIPDF verify %s", arguments).at);
}

static void assert_says(const char *said, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(said, parts[i]) == NULL)
            fail_msg("'%s' is not said:\n%s", parts[i], said);
}
#define SAYS(said, parts) assert_says((said), (parts), sizeof(parts) / sizeof *(parts))

static void good_ones(void **state)
{
    static const char *const parts[] = {
        "t.pdf: GOOD (1 of 1 signature good, 2 revisions)\n\n",
        "1. signature 'kepala': GOOD\n",
        "  Signer       Budi Santoso, S.E., M.M.\n",
        "  Certificate  C=ID, O=Pemerintah Provinsi Contoh, OU=Dinas Contoh, title=Kepala Dinas, ",
        "  Issuer       C=ID, O=Pemerintah Provinsi Contoh, CN=Penerbit Uji\n",
        "  Time         2026-01-02T03:04:05+07:00, as the signer's computer says\n",
        "  Bytes        intact: SHA-256, RSA 2048\n",
        "  Covers       the whole file\n",
        "  Trust        trusted: Budi Santoso, S.E., M.M. < Penerbit Uji < Akar Uji\n",
        "  Revocation   not revoked (revocation list of ",
    };
    World world = world_begin(state);
    world_write(&world, "t.pdf", seal_good(&world));
    Ended ended = verify(&world, "t.pdf --trust $1/root.pem --crl $1/root.crl --crl=$1/inter.crl");
    assert_int_equal(ended.status, 0);
    assert_string_equal(ended.err, "");
    SAYS(ended.out, parts);
    assert_null(strstr(ended.out, "Problems"));
    world_end(&world);
}

static void bad_ones(void **state)
{
    static const char *const parts[] = {
        "t.pdf: NOT GOOD (0 of 1 signature good, 3 revisions)\n",
        "  Covers       revision 2 of 3: ",
        "  Changed later:\n               revision 3: page 1: what stands on the page is another "
        "one "
        "(object 5); it stood hidden in what was signed: NOT ALLOWED\n",
        "  Problems     the document was changed later in a way that is not allowed\n",
    };
    World world = world_begin(state);
    world_write(&world, "t.pdf", shadow_both_row(&world));
    Ended ended = verify(&world, "t.pdf --trust $1/root.pem");
    assert_int_equal(ended.status, 1);
    assert_string_equal(ended.err, "t.pdf: error: the signature is not good\n");
    SAYS(ended.out, parts);
    world_end(&world);
}

static void the_system_does_not_know_us(void **state)
{
    World world = world_begin(state);
    world_write(&world, "t.pdf", seal_good(&world));
    Ended ended = verify(&world, "t.pdf");
    assert_int_equal(ended.status, 1);
    assert_non_null(strstr(ended.out, "Trust        NOT TRUSTED: Budi Santoso"));
    assert_non_null(strstr(ended.out, "no chain leads to a trusted certificate: the certificate "
                                      "of who issued 'Penerbit Uji' is not at hand (give it to "
                                      "--trust)\n"));
    world_end(&world);
}

static void what_stands_behind_the_end_is_of_no_revision(void **state)
{
    World world = world_begin(state);
    Str file = seal_good(&world);
    world_write(&world, "t.pdf", str_format(world.arena, "%.*sEKOR", STR_ARG(file)));
    Ended ended = verify(&world, "t.pdf --trust $1/root.pem");
    assert_int_equal(ended.status, 1);
    assert_non_null(strstr(ended.out, "Changed later:\n               4 bytes stand behind"));
    ended = verify(&world, "t.pdf --trust $1/root.pem --json");
    assert_non_null(strstr(ended.out, "\"revision\": null"));
    world_end(&world);
}

/* What programs read, word by word. */
static void json(void **state)
{
    static const char script[] =
        "$LAKIPDF verify t.pdf --json --trust $1/root.pem >t.json; echo $? >status; python3 - "
        "<<'END'\n"
        "import json\n"
        "j = json.load(open('t.json'))\n"
        "assert list(j) == ['file', 'good', 'size', 'revisions', 'signatures'], list(j)\n"
        "assert j['file'] == 't.pdf' and j['good'] is False and j['revisions'] == 3\n"
        "a, b = j['signatures']\n"
        "assert list(a) == ['field', 'kind', 'subfilter', 'good', 'intact', 'whole_file',\n"
        "  'revision', 'signed_to', 'signer', 'algorithm', 'claimed_name', 'claimed_time',\n"
        "  'reason', 'location', 'timestamp', 'trusted', 'chain', 'checked_at', 'revocation',\n"
        "  'revocation_text', 'permission', 'locks', 'changes', 'problems'], list(a)\n"
        "assert a['field'] == 'kepala' and a['kind'] == 'certification' and not a['good']\n"
        "assert a['permission'] == 2 and a['intact'] and a['trusted'] and not a['whole_file']\n"
        "assert list(a['signer']) == ['name', 'subject', 'issuer', 'serial', 'sha256',\n"
        "  'valid_from', 'valid_to']\n"
        "c, = a['changes']\n"
        "assert c.pop('text') and c.pop('object') == 61\n"
        "assert c == {'allowed': False, 'kind': 'signature', 'revision': 3, 'page': 1,\n"
        "  'field': 'baru-61', 'draws': True, 'covers': False, 'hidden': False}, c\n"
        "p, = a['problems']\n"
        "assert p['code'] == 'changed' and p['text']\n"
        "assert b['good'] and b['whole_file'] and b['kind'] == 'approval'\n"
        "t = b['timestamp']\n"
        "assert list(t) == ['good', 'intact', 'time', 'algorithm', 'authority', 'trusted', "
        "'chain',\n"
        "  'checked_at', 'revocation', 'revocation_text', 'problems'], list(t)\n"
        "assert t['good'] and t['authority']['name'] == 'Penanda Waktu Uji'\n"
        "END\n";
    World world = world_begin(state);
    Str file = seal_file(
        &world, seal_certified(&world, 2),
        (Seal){.who = "sekretaris", .number = 60, .rect = "[20 140 200 165]", .stamped = true});
    world_write(&world, "t.pdf", file);
    Ended ended = world_shell(&world, script);
    if (ended.status != 0)
        fail_msg("%s", ended.err);
    assert_str(world_read(&world, "status"), "1\n");
    world_end(&world);
}

/* Names that would play with a terminal. */
static void what_the_file_says_cannot_mislead(void **state)
{
    World world = world_begin(state);
    Str file = seal_file(&world, paper_make(world.arena),
                         (Seal){.who = "asing",
                                .field = PAPER_KEPALA,
                                .entries = "/Reason (a\\012x: GOOD) "
                                           "/Location <FEFF202E001B0041>"});
    world_write(&world, "t.pdf", file);
    Ended ended = verify(&world, "t.pdf --trust $1/root.pem");
    assert_int_equal(ended.status, 1);
    assert_non_null(strstr(ended.out, "  Reason       a\xEF\xBF\xBDx: GOOD\n"));
    assert_non_null(strstr(ended.out, "  Location     \xEF\xBF\xBD\xEF\xBF\xBD"
                                      "A\n"));
    world_end(&world);
}

static void exit_statuses(void **state)
{
    static const struct {
        const char *arguments;
        int status;
        const char *says;
    } cases[] = {
        {"paper.pdf", 1, "paper.pdf: error: it is not signed\n"},
        {"none.pdf", 1, "cannot read 'none.pdf'"},
        {"text", 1, "it is no PDF"},
        {"t.pdf --trust none.pem", 1, "cannot read 'none.pem'"},
        {"t.pdf --trust text", 1, "text: error: it holds no certificate (PEM or DER)"},
        {"t.pdf --crl text", 1, "text: error: it holds no certificate revocation list"},
        {"t.pdf --ocsp text", 1, "text: error: it holds no answer of an OCSP responder (DER)"},
        {"", 2, "an argument is missing"},
        {"t.pdf t.pdf", 2, "1 argument too many"},
        {"t.pdf --trust", 2, "option '--trust' needs a value"},
        {"t.pdf --trusted x", 2, "unknown option '--trusted'; did you mean '--trust'?"},
        {"t.pdf --json=yes", 2, "option '--json' takes no value"},
        {"t.pdf --trust $1/root.pem >/dev/full", 3, "cannot write"},
    };
    World world = world_begin(state);
    world_write(&world, "paper.pdf", paper_make(world.arena));
    world_write(&world, "t.pdf", seal_good(&world));
    world_write(&world, "text", STR("bukan PDF\n"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Ended ended = verify(&world, cases[i].arguments);
        if (ended.status != cases[i].status || strstr(ended.err, cases[i].says) == NULL)
            fail_msg("%s: %d, %s", cases[i].arguments, ended.status, ended.err);
    }
    world_end(&world);
}

/* Every word that is told stands in the manual. */
static void the_manual_has_all_words(void **state)
{
    World world = world_begin(state);
    const char *manual = file_text(world.arena, "src/cli/lakipdf.1", NULL);
    assert_non_null(manual);
    for (int i = 0; i < PROBLEM_COUNT; i++)
        if (strstr(manual, problem_word((ProblemCode)i)) == NULL)
            fail_msg("%s", problem_word((ProblemCode)i));
    for (int i = 0; i < CHANGE_KIND_COUNT; i++)
        if (strstr(manual, change_word((ChangeKind)i)) == NULL)
            fail_msg("%s", change_word((ChangeKind)i));
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(good_ones),
        TEST(bad_ones),
        TEST(the_system_does_not_know_us),
        TEST(what_stands_behind_the_end_is_of_no_revision),
        TEST(json),
        TEST(what_the_file_says_cannot_mislead),
        TEST(exit_statuses),
        TEST(the_manual_has_all_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
