/* Time stamps of an authority on loopback. */
#include "signed.h"

#include "server.h"

typedef struct Stamping {
    World world;
    Server server;
} Stamping;

static Stamping stamping_begin(void **state)
{
    Stamping stamping = {.world = world_begin(state)};
    const char *const arguments[] = {pki_folder(stamping.world.arena), NULL};
    stamping.server =
        server_start(stamping.world.arena, stamping.world.folder, "tests/sign/tsa.py", arguments);
    char port[16];
    snprintf(port, sizeof port, "%u", stamping.server.port);
    setenv("PORT", port, 1);
    return stamping;
}

static void stamping_end(Stamping *stamping)
{
    server_stop(&stamping->server);
    world_end(&stamping->world);
}

#define STAMPED(key, way)                                                                          \
    SIGN(key) "--signer kepala --tsa http://127.0.0.1:$PORT/" way " a.pdf -o b.pdf"

/* Writes the token and what it is about: b.tst, b.value. */
static void extract_stamp(World *world)
{
    static const char script[] =
        "import re, subprocess\n"
        "out = subprocess.run(['openssl', 'asn1parse', '-inform', 'DER', '-in', 'b.pdf.cms'],\n"
        "                     capture_output=True, text=True).stdout.splitlines()\n"
        "data = open('b.pdf.cms', 'rb').read()\n"
        "at = next(i for i, line in enumerate(out) if 'timeStampToken' in line)\n"
        "def span(line):\n"
        "    offset = int(line.split(':')[0])\n"
        "    head, size = re.search(r'hl=\\s*(\\d+)\\s+l=\\s*(\\d+)', line).groups()\n"
        "    return offset, int(head), int(size)\n"
        "offset, head, size = span(out[at + 2])\n"
        "open('b.tst', 'wb').write(data[offset:offset + head + size])\n"
        "value = next(line for line in reversed(out[:at]) if 'OCTET STRING' in line)\n"
        "offset, head, size = span(value)\n"
        "open('b.value', 'wb').write(data[offset + head:offset + head + size])\n";
    signed_extract(world, "b.pdf", 0);
    folder_write(world->folder, "stamp.py", script);
    assert_says(world, "python3 stamp.py", "");
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void a_stamp_is_over_the_signature(void **state)
{
    Stamping stamping = stamping_begin(state);
    World *world = &stamping.world;
    static const char *const lines[] = {STAMPED("kepala", "good"), STAMPED("auditor", "good"),
                                        STAMPED("gubernur", "large")};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_says(world, lines[i], "");
        assert_says(world, COUNT_VALID("b.pdf"), "1\n");
        extract_stamp(world);
        assert_says(world, VERIFY_CMS("b.pdf"), "CMS Verification successful\n");
        assert_says(world,
                    "openssl ts -verify -token_in -in b.tst -data b.value -CAfile $PKI/root.pem "
                    "-untrusted $PKI/chain.pem 2>&1 | grep -v '^Using configuration'",
                    "Verification: OK\n");
    }
    stamping_end(&stamping);
}

static void a_stamp_that_is_not_right_is_refused(void **state)
{
    Stamping stamping = stamping_begin(state);
    static const struct {
        const char *line;
        int status;
        const char *says;
    } cases[] = {
        {STAMPED("kepala", "wrong"), 1,
         ": its time stamp is for something else\n  hint: try again"},
        {STAMPED("kepala", "refused"), 1, ": it gives no time stamp: Kuota habis\n"},
        {STAMPED("kepala", "forged"), 1, ": the signature of its time stamp does not hold\n"},
        {STAMPED("kepala", "noise"), 1, ": what it sends is no time stamp\n"},
        {STAMPED("kepala", "html"), 1, ": it answers with 'text/html', not with a time stamp\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fails(&stamping.world, cases[i].status, cases[i].line, cases[i].says);
    /* The first answer is right, and wrong from then on. */
    assert_says(&stamping.world, STAMPED("kepala", "old") "; rm b.pdf", "");
    assert_fails(&stamping.world, 1, STAMPED("kepala", "old"),
                 ": its time stamp answers another question\n");
    assert_says(&stamping.world, "test ! -e b.pdf", "");
    stamping_end(&stamping);
}

static void an_authority_that_is_not_there_is_told(void **state)
{
    Stamping stamping = stamping_begin(state);
    server_stop(&stamping.server);
    assert_fails(&stamping.world, 3, STAMPED("kepala", "good"), "error: ");
    assert_fails(&stamping.world, 2, SIGN("kepala") "--signer kepala --tsa ftp:x a.pdf -o b.pdf",
                 "error: --tsa is 'ftp:x'");
    assert_says(&stamping.world, "test ! -e b.pdf", "");
    stamping_end(&stamping);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stamp_is_over_the_signature),
        TEST(a_stamp_that_is_not_right_is_refused),
        TEST(an_authority_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests_name("stamp", tests, NULL, NULL);
}
