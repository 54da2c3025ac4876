/* Requests to a server on loopback: what arrives there, what comes back, and all that goes wrong.
 */
#include "http/http.h"

#include "memory.h"
#include "server.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

/* The servers that all tests of the suite ask. */
typedef struct World {
    Memory *memory;
    Arena *arena;
    const char *folder;
    Server plain, secure;
} World;

static World world;

static int world_make(void **state)
{
    (void)state;
    world.memory = memory_new(0);
    world.arena = arena_new(world.memory);
    world.folder = folder_make(world.arena);
    server_certificates(world.arena, world.folder);
    const char *const none[] = {NULL};
    const char *const tls[] = {"tls", NULL};
    world.plain = server_start(world.arena, world.folder, "tests/http/server.py", none);
    world.secure = server_start(world.arena, world.folder, "tests/http/server.py", tls);
    return 0;
}

static int world_end(void **state)
{
    (void)state;
    server_stop(&world.plain);
    server_stop(&world.secure);
    folder_remove(world.folder);
    arena_drop(world.arena);
    memory_drop(world.memory);
    return 0;
}

static const char *at(const char *path)
{
    return str_format(world.arena, "http://127.0.0.1:%u/%s", world.plain.port, path).at;
}

static const char *secure_at(const char *host, const char *path)
{
    return str_format(world.arena, "https://%s:%u/%s", host, world.secure.port, path).at;
}

static const char *file_of_world(const char *name)
{
    return path_in(world.arena, world.folder, name);
}

/* The reply of a request that must succeed. */
static HttpReply got(Fixture *fixture, const HttpRequest *request, bool post)
{
    HttpReply reply = {0};
    bool done = (post ? http_post : http_get)(fixture->arena, fixture->diags, request, &reply);
    if (!done)
        fail_msg("%s", support_messages(fixture));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
    return reply;
}

static void assert_holds(Str text, const char *part)
{
    if (str_find(text, part, 0) == SIZE_MAX)
        fail_msg("no '%s' in: %.*s", part, STR_ARG(text));
}

/* Fails unless the request fails with just this message. `N` in it stands for the server's port. */
static void assert_fails(Fixture *fixture, const HttpRequest *request, int status,
                         const char *message)
{
    Diags *diags = diags_new(fixture->arena);
    HttpReply reply;
    assert_false(http_get(fixture->arena, diags, request, &reply));
    assert_int_equal(diags_exit_status(diags), status);
    Fixture own = {fixture->memory, fixture->arena, diags};
    Buf expected = {.arena = fixture->arena};
    for (const char *c = message; *c != '\0'; c++) {
        if (*c == '#')
            buf_format(&expected, "%u", world.plain.port);
        else
            buf_byte(&expected, *c);
    }
    const char *said = support_messages(&own);
    if (strstr(said, str_c(fixture->arena, buf_str(&expected))) == NULL)
        fail_msg("expected: %.*s\nsaid: %s", STR_ARG(buf_str(&expected)), said);
}

/* --- What goes well --------------------------------------------------------------------------- */

static void a_page_is_got(void **state)
{
    HttpRequest request = {.address = at("echo/a?b=c")};
    HttpReply reply = got(*state, &request, false);
    assert_int_equal(reply.status, 200);
    assert_true(http_is_type(&reply, "application/json"));
    assert_false(http_is_type(&reply, "application/js"));
    assert_holds(reply.body, "\"method\": \"GET\"");
    assert_holds(reply.body, "\"path\": \"/echo/a?b=c\"");
    assert_holds(reply.body, "\"user-agent\": \"lakipdf/");
    assert_str(http_header(&reply, "content-length"),
               str_format(world.arena, "%zu", reply.body.size).at);
    assert_str(http_header(&reply, "no-such"), "");
}

static void a_body_of_pieces_is_posted_with_user_and_headers(void **state)
{
    const Str pieces[] = {STR("satu "), STR(""), STR("dua\0tiga"), STR(" empat")};
    const char *const headers[] = {"X-Uji: ya", "Accept: application/json", NULL};
    HttpRequest request = {.address = at("echo"),
                           .body = {pieces, 4},
                           .type = "application/timestamp-query",
                           .headers = headers,
                           .user = "esign",
                           .password = "r@hasia:1"};
    HttpReply reply = got(*state, &request, true);
    assert_holds(reply.body, "\"method\": \"POST\"");
    assert_holds(reply.body, "\"body\": \"satu dua\\u0000tiga empat\"");
    assert_holds(reply.body, "\"content-type\": \"application/timestamp-query\"");
    assert_holds(reply.body, "\"content-length\": \"19\"");
    assert_holds(reply.body, "\"x-uji\": \"ya\"");
    assert_holds(reply.body, "\"user\": \"esign:r@hasia:1\"");
    assert_true(str_find(reply.body, "\"expect\"", 0) == SIZE_MAX);
}

static void an_empty_body_is_posted(void **state)
{
    HttpRequest request = {.address = at("echo")};
    HttpReply reply = got(*state, &request, true);
    assert_holds(reply.body, "\"content-length\": \"0\"");
}

static void a_form_is_posted(void **state)
{
    const HttpPart parts[] = {
        {.name = "file",
         .file_name = "laporan \"1\".pdf",
         .type = "application/pdf",
         .bytes = STR("%PDF-1.4\r\n")},
        {.name = "nik", .bytes = STR("0803202100007062")},
        {.name = "kosong", .bytes = STR("")},
    };
    HttpRequest request = {.address = at("echo"), .parts = parts, .part_count = 3};
    HttpReply reply = got(*state, &request, true);
    assert_holds(reply.body, "\"content-type\": \"multipart/form-data; boundary=");
    assert_holds(reply.body, "name=\\\"file\\\"; filename=\\\"laporan %221%22.pdf\\\"\\r\\n"
                             "Content-Type: application/pdf\\r\\n\\r\\n%PDF-1.4\\r\\n\\r\\n--");
    assert_holds(reply.body, "name=\\\"nik\\\"\\r\\n\\r\\n0803202100007062\\r\\n--");
    assert_holds(reply.body, "name=\\\"kosong\\\"\\r\\n\\r\\n\\r\\n--");
}

static void a_large_body_goes_there_and_back(void **state)
{
    enum { SIZE = 8 * 1024 * 1024 };
    Fixture *fixture = *state;
    char *bytes = arena_alloc(fixture->arena, SIZE);
    memset(bytes, 'q', SIZE);
    const Str pieces[] = {{bytes, SIZE}};
    HttpRequest request = {.address = at("echo"), .body = {pieces, 1}};
    HttpReply reply = got(fixture, &request, true);
    assert_true(reply.body.size > SIZE);
    request.address = at("big/8388608");
    assert_int_equal(got(fixture, &request, false).body.size, SIZE);
}

static void a_server_with_a_certificate_that_is_trusted_is_asked(void **state)
{
    HttpRequest request = {.address = secure_at("localhost", "echo"),
                           .ca_file = file_of_world("ca.pem")};
    assert_int_equal(got(*state, &request, false).status, 200);
}

static void any_status_is_a_reply_where_that_is_wanted(void **state)
{
    HttpRequest request = {.address = at("status/404"), .any_status = true};
    HttpReply reply = got(*state, &request, false);
    assert_int_equal(reply.status, 404);
    assert_str(reply.body, "isi");
}

static void a_reply_that_is_cut_off_is_given_where_that_is_wanted(void **state)
{
    HttpRequest request = {.address = at("cut"), .cut_too = true};
    HttpReply reply = got(*state, &request, false);
    assert_true(reply.is_cut);
    assert_str(reply.body, "separuh");
    assert_true(reply.bytes == reply.body.at);
    request.address = at("big/10");
    assert_false(got(*state, &request, false).is_cut);
    request.address = at("nothing");
    assert_fails(*state, &request, 3, ": it closed the connection without an answer\n");
}

static void a_proxy_is_used_where_it_is_named_and_only_there(void **state)
{
    const char *own = str_format(world.arena, "http://127.0.0.1:%u", world.plain.port).at;
    assert_int_equal(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
    assert_int_equal(setenv("ALL_PROXY", "http://127.0.0.1:1", 1), 0);
    HttpRequest request = {.address = at("echo/langsung")};
    assert_holds(got(*state, &request, false).body, "\"path\": \"/echo/langsung\"");
    request = (HttpRequest){.address = "http://tak-ada.example/echo", .proxy = own};
    assert_holds(got(*state, &request, false).body, "\"path\": \"http://tak-ada.example/echo\"");
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
}

/* --- What goes wrong -------------------------------------------------------------------------- */

static void an_address_that_is_none_is_refused(void **state)
{
    static const struct {
        const char *address, *message;
    } cases[] = {
        {"", "the address does not begin with http:// or https:// and a host's name"},
        {"esign.example", "does not begin with http"},
        {"ftp://esign.example/", "does not begin with http"},
        {"file:///etc/passwd", "does not begin with http"},
        {"http:///x", "does not begin with http"},
        {"http://esign.example/a b", "the address has a space or a control character in it"},
        {"http://esign.example/\r\nX: y", "the address has a space or a control character in it"},
        {"http://u:p@esign.example/", "the address has a user's name in it"},
        {"http://esign.example:notaport/", "the address is not one"},
        {"http://[::1/", "the address is not one"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        HttpRequest request = {.address = cases[i].address};
        assert_fails(*state, &request, 1, cases[i].message);
    }
}

/* A name that no network needs to be asked about: its first part is too long. */
#define NOBODY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid"

static void what_the_network_refuses_is_said(void **state)
{
    HttpRequest request = {.address = "http://" NOBODY "/"};
    assert_fails(*state, &request, 3, "error: " NOBODY ": no such host is known\n");
    request.address = "http://127.0.0.1:1/x";
    assert_fails(*state, &request, 3, "error: 127.0.0.1:1: the connection is refused\n");
    request = (HttpRequest){.address = at("echo"), .proxy = "http://" NOBODY ":80"};
    assert_fails(*state, &request, 3, "127.0.0.1:#: the proxy's name is not known\n");
}

static void a_certificate_that_is_not_trusted_is_refused(void **state)
{
    HttpRequest request = {.address = secure_at("localhost", "echo"),
                           .ca_file = file_of_world("other.pem")};
    assert_fails(*state, &request, 3, ": its certificate is not accepted (SSL certificate problem");
    request.ca_file = NULL;
    assert_fails(*state, &request, 3, ": its certificate is not accepted (");
    request = (HttpRequest){.address = secure_at("127.0.0.1", "echo"),
                            .ca_file = file_of_world("ca.pem")};
    assert_fails(*state, &request, 3, ": its certificate is not accepted (SSL: no alternative");
    request = (HttpRequest){.address = secure_at("localhost", "echo"),
                            .ca_file = file_of_world("missing.pem")};
    assert_fails(*state, &request, 1, ": the file of trusted certificates cannot be used (");
    request.ca_file = file_of_world("server.key");
    assert_fails(*state, &request, 1, ": the file of trusted certificates cannot be used (");
}

static void http_where_https_is_meant_is_said(void **state)
{
    HttpRequest request = {
        .address = str_format(world.arena, "http://127.0.0.1:%u/", world.secure.port).at};
    assert_fails(
        *state, &request, 3,
        "hint: try again; look also whether the address begins rightly, with http or https\n");
    request.address = str_format(world.arena, "https://127.0.0.1:%u/", world.plain.port).at;
    assert_fails(*state, &request, 3, "127.0.0.1:#: no secure connection comes about (");
}

static void a_reply_that_is_broken_is_refused(void **state)
{
    static const struct {
        const char *path, *message;
    } cases[] = {
        {"cut", "127.0.0.1:#: the reply was cut off\n"},
        {"nothing", "127.0.0.1:#: it closed the connection without an answer\n"},
        {"noise", "127.0.0.1:#: it does not speak HTTP\n"},
        {"big/5001", "127.0.0.1:#: the reply has more than 5000 bytes\n"},
        {"endless", "127.0.0.1:#: the reply has more than 5000 bytes\n"},
        {"headers/90", "127.0.0.1:#: the reply has more than "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        HttpRequest request = {.address = at(cases[i].path), .reply_bytes = 5000};
        assert_fails(*state, &request, 3, cases[i].message);
    }
}

static void a_server_that_takes_too_long_is_left(void **state)
{
    HttpRequest request = {.address = at("slow/5"), .seconds = 1};
    assert_fails(*state, &request, 3,
                 "127.0.0.1:#: no answer within the time (1 seconds, 15 to connect)\n");
}

static void a_status_that_is_no_success_is_said(void **state)
{
    static const struct {
        const char *path;
        int status;
        const char *message;
    } cases[] = {
        {"status/401", 1,
         "127.0.0.1:#: status 401: user or password is not accepted\n"
         "  hint: look at the user's name and password\n"},
        {"status/404", 1, "127.0.0.1:#: status 404: not found\n"},
        {"status/418", 1, "127.0.0.1:#: status 418: the request is refused\n"},
        {"status/500", 3, "127.0.0.1:#: status 500: the service failed\n"},
        {"status/599", 3, "127.0.0.1:#: status 599: the service failed\n"},
        {"status/302", 1,
         "127.0.0.1:#: status 302: moved\n"
         "  hint: if you trust it, give the address that it leads to: https://lain.example/x\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        HttpRequest request = {.address = at(cases[i].path)};
        assert_fails(*state, &request, cases[i].status, cases[i].message);
    }
}

static void the_message_stands_where_the_address_was_named(void **state)
{
    Fixture *fixture = *state;
    const Source *source = support_source(fixture, "bsre.yaml", "alamat: http://127.0.0.1:1\n");
    HttpRequest request = {.address = "http://127.0.0.1:1", .place = place_at(source, 8, 18)};
    assert_fails(fixture, &request, 3, "bsre.yaml:1:9: error: 127.0.0.1:1: the connection is");
}

/* --- Memory ----------------------------------------------------------------------------------- */

/* A request with all that it can have, in an account of so many bytes. True where they suffice. */
typedef struct Starving {
    Memory *memory;
    Arena *arena;
    HttpRequest request;
    HttpReply reply;
    bool done;
} Starving;

static void starve(void *context)
{
    Starving *starving = context;
    starving->arena = arena_new(starving->memory);
    Diags *diags = diags_new(starving->arena);
    starving->done = http_post(starving->arena, diags, &starving->request, &starving->reply);
}

static bool survives(const HttpRequest *request, size_t limit)
{
    Starving starving = {.memory = memory_new(limit), .request = *request};
    bool kept = arena_try(starving.memory, starve, &starving);
    arena_drop(starving.arena);
    memory_drop(starving.memory);
    return kept && starving.done;
}

static size_t open_files(void)
{
    size_t count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static void memory_that_runs_out_leaves_nothing_behind(void **state)
{
    enum { STEP = 4096, MOST = 1024 * 1024 };
    (void)state;
    const HttpPart parts[] = {{.name = "file", .file_name = "a", .bytes = STR("isi")}};
    const char *const headers[] = {"X-Uji: ya", NULL};
    HttpRequest requests[] = {
        {.address = at("big/200000"), .parts = parts, .part_count = 1, .headers = headers},
        {.address = at("headers/60"), .body = {&parts[0].bytes, 1}, .headers = headers},
        {.address = at("status/500"), .body = {&parts[0].bytes, 1}},
    };
    size_t before = open_files();
    for (size_t i = 0; i < 3; i++) {
        bool sufficed = false;
        for (size_t limit = 1024; limit < MOST && !sufficed; limit += STEP)
            sufficed = survives(&requests[i], limit);
        assert_int_equal(sufficed, i < 2);
    }
    assert_int_equal(open_files(), before);
}

/* --- Secrets ---------------------------------------------------------------------------------- */

static void a_secret_stays_where_it_was(void **state)
{
    /* The passphrase, and user and password as they are sent, "esign:kata sandi" in base64. */
    static const char plain[] = "fr4sa-s4ndi yang panjang-42";
    static const char coded[] = "ZXNpZ246a2F0YS1zYW5kaS0xMjM0";
    Fixture *fixture = *state;
    const Veiled veiled_plain = memory_veil(plain);
    const Veiled veiled_coded = memory_veil(coded);
    char *secret = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(secret != MAP_FAILED);
    memcpy(secret, plain, sizeof plain);
    assert_int_equal(memory_count(&veiled_plain), 1);
    for (int form = 0; form < 2; form++) {
        const HttpPart part = {.name = "passphrase", .bytes = {secret, sizeof plain - 1}};
        HttpRequest request = {.address = at("status/200"),
                               .body = {&part.bytes, form == 0},
                               .parts = form == 1 ? &part : NULL,
                               .part_count = (size_t)form,
                               .user = "esign",
                               .password = "kata-sandi-1234"};
        (void)got(fixture, &request, true);
        request.address = secure_at("localhost", "status/200");
        request.ca_file = file_of_world("ca.pem");
        (void)got(fixture, &request, true);
        assert_int_equal(memory_count(&veiled_plain), 1);
        assert_int_equal(memory_count(&veiled_coded), 0);
    }
    munmap(secret, 4096);
}

/* --- Addresses -------------------------------------------------------------------------------- */

static void addresses_are_taken_apart_and_joined(void **state)
{
    Fixture *fixture = *state;
    assert_str(http_host(STR("HTTPS://a.example:8443/x?y")), "a.example:8443");
    assert_str(http_host(STR("http://u:p@a.example#z")), "a.example");
    assert_str(http_host(STR("gopher://a.example")), "");
    assert_true(http_is_local(STR("http://localhost/x")));
    assert_true(http_is_local(STR("http://127.1.2.3:80/x")));
    assert_true(http_is_local(STR("http://[::1]:80/x")));
    assert_false(http_is_local(STR("http://localhost.example/x")));
    assert_false(http_is_local(STR("http://127.0.0.1.example/x")));
    assert_string_equal(http_join(fixture->arena, "http://h/a//", "/b/c"), "http://h/a/b/c");
    assert_str(http_encode(fixture->arena, STR("a-B_9.~/ ?%\xC3\xA9")),
               "a-B_9.~%2F%20%3F%25%C3%A9");
    assert_string_equal(http_status_text(404), "not found");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_is_got),
        TEST(a_body_of_pieces_is_posted_with_user_and_headers),
        TEST(an_empty_body_is_posted),
        TEST(a_form_is_posted),
        TEST(a_large_body_goes_there_and_back),
        TEST(a_server_with_a_certificate_that_is_trusted_is_asked),
        TEST(any_status_is_a_reply_where_that_is_wanted),
        TEST(a_reply_that_is_cut_off_is_given_where_that_is_wanted),
        TEST(a_proxy_is_used_where_it_is_named_and_only_there),
        TEST(an_address_that_is_none_is_refused),
        TEST(what_the_network_refuses_is_said),
        TEST(a_certificate_that_is_not_trusted_is_refused),
        TEST(http_where_https_is_meant_is_said),
        TEST(a_reply_that_is_broken_is_refused),
        TEST(a_server_that_takes_too_long_is_left),
        TEST(a_status_that_is_no_success_is_said),
        TEST(the_message_stands_where_the_address_was_named),
        TEST(memory_that_runs_out_leaves_nothing_behind),
        TEST(a_secret_stays_where_it_was),
        TEST(addresses_are_taken_apart_and_joined),
    };
    return cmocka_run_group_tests(tests, world_make, world_end);
}
