/* What goes wrong before anything is printed, without a print server. */
#include "document.h"
#include "paged.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct World {
    Arena *arena;
    const char *folder;
} World;

static World world_begin(Fixture *fixture)
{
    World world = {fixture->arena, folder_make(fixture->arena)};
    setenv("HOME", world.folder, 1);
    setenv("CUPS_SERVERROOT", world.folder, 1);
    setenv("CUPS_SERVER", "127.0.0.1:9", 1);
    paged_write(world.arena, world.folder, "a.pdf", (Paged){.pages = 3});
    return world;
}

static Ended lakipdf(const World *world, const char *words)
{
    const char *arguments[24] = {NULL};
    size_t count = 0;
    char *rest = str_c(world->arena, str_from(words));
    for (char *word = strtok(rest, " "); word != NULL && count < 23; word = strtok(NULL, " "))
        arguments[count++] = word;
    return run_program(world->arena, world->folder, NULL, arguments);
}

static void assert_refused(const World *world, const char *words, int status, const char *said)
{
    Ended ended = lakipdf(world, words);
    if (ended.status != status || strstr(ended.err, said) == NULL || ended.out[0] != '\0')
        fail_msg("%s: %d: %s%s", words, ended.status, ended.out, ended.err);
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void files_that_are_no_good_are_told(void **state)
{
    World world = world_begin(*state);
    folder_write(world.folder, "teks.pdf", "Laporan\n");
    folder_write(world.folder, "rusak.pdf", "%PDF-1.7\n1 0 obj\n<</Type /Catalog");
    assert_script(world.arena, world.folder,
                  "qpdf --encrypt a b 256 -- a.pdf kunci.pdf; mkdir map.pdf; head -c 400 a.pdf "
                  ">potong.pdf");
    assert_refused(&world, "print teks.pdf", 1, "teks.pdf: error: it is no PDF");
    assert_refused(&world, "print rusak.pdf", 1, "rusak.pdf: error: ");
    assert_refused(&world, "print potong.pdf", 1, "potong.pdf: error: ");
    assert_refused(&world, "print kunci.pdf", 1, "kunci.pdf: error: it is encrypted");
    assert_refused(&world, "print hilang.pdf", 1, "hilang.pdf");
    assert_refused(&world, "print map.pdf", 1, "map.pdf");
    folder_remove(world.folder);
}

static void numbers_out_of_range_are_told(void **state)
{
    World world = world_begin(*state);
    assert_refused(&world, "print a.pdf --copies 0", 2, "--copies is '0', not a number from 1");
    assert_refused(&world, "print a.pdf --copies 10000", 2, "--copies is '10000'");
    assert_refused(&world, "print a.pdf -n 99999999999999", 2, "--copies is '99999999999999'");
    assert_refused(&world, "print a.pdf -n 2x", 2, "--copies is '2x'");
    assert_refused(&world, "print a.pdf -n -1", 2, "--copies is '-1'");
    assert_refused(&world, "print a.pdf --pages 4", 2, "'4' is no page of the file");
    assert_refused(&world, "print a.pdf --pages 2-1", 2, "'2-1' runs backwards");
    assert_refused(&world, "print a.pdf --pages iii", 2, "'iii' is neither");
    assert_refused(&world, "print", 2, "an argument is missing");
    assert_refused(&world, "print a.pdf b.pdf", 2, "1 argument too many");
    assert_refused(&world, "print a.pdf --papers F4", 2, "did you mean '--paper'?");
    folder_remove(world.folder);
}

static void a_server_that_does_not_answer_is_told(void **state)
{
    World world = world_begin(*state);
    assert_refused(&world, "printers", 3, "no print server answers at 127.0.0.1:9");
    assert_refused(&world, "print a.pdf", 3, "no print server answers at 127.0.0.1:9");
    assert_refused(&world, "print a.pdf --server nama.invalid", 3,
                   "no print server answers at nama.invalid:631: ");
    assert_refused(&world, "print a.pdf --server nama.invalid", 3,
                   "hint: look at the spelling of the server's name");
    assert_refused(&world, "printers --server /tidak/ada", 3,
                   "no print server answers at /tidak/ada");
    folder_remove(world.folder);
}

/* Answers each connection with the same words, whatever it is asked. */
typedef struct Answering {
    int listener;
    const char *answer;
} Answering;

static void *answer_all(void *context)
{
    const Answering *answering = context;
    for (int fd; (fd = accept(answering->listener, NULL, NULL)) >= 0; close(fd)) {
        char asked[4096];
        if (read(fd, asked, sizeof asked) > 0 &&
            write(fd, answering->answer, strlen(answering->answer)) < 0)
            break;
    }
    return NULL;
}

static void another_server_than_of_printers_is_told(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n"
        "Connection: close\r\n\r\nhalo\n",
        "220 surat ESMTP\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 9\r\n"
        "Connection: close\r\n\r\n\x02\x01\x04\x06\xff\xff\xff\xff\x04",
    };
    World world = world_begin(*state);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct sockaddr_in place = {.sin_family = AF_INET,
                                    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof place;
        Answering answering = {socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), answers[i]};
        pthread_t thread;
        assert_int_equal(bind(answering.listener, (struct sockaddr *)&place, size), 0);
        assert_int_equal(getsockname(answering.listener, (struct sockaddr *)&place, &size), 0);
        assert_int_equal(listen(answering.listener, 8), 0);
        assert_int_equal(pthread_create(&thread, NULL, answer_all, &answering), 0);
        int port = ntohs(place.sin_port);
        assert_refused(&world, str_format(world.arena, "printers --server 127.0.0.1:%d", port).at,
                       3, "lakipdf: error: ");
        assert_refused(&world,
                       str_format(world.arena, "print a.pdf --server 127.0.0.1:%d", port).at, 3,
                       "lakipdf: error: ");
        shutdown(answering.listener, SHUT_RDWR);
        pthread_join(thread, NULL);
        close(answering.listener);
    }
    folder_remove(world.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(files_that_are_no_good_are_told),
        TEST(numbers_out_of_range_are_told),
        TEST(a_server_that_does_not_answer_is_told),
        TEST(another_server_than_of_printers_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
