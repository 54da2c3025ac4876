/* What a signing service refuses or does wrong: each is told, nothing of it is taken, and no secret
 * is left behind. */
#include "service.h"

#include "memory.h"

/* --- What goes wrong -------------------------------------------------------------------------- */

/* Fails unless the request fails with that status and message, in both versions where there is no
   config. The host is left out of what was said. */
static void assert_refused(Fixture *fixture, Asked asked, int status, const char *message)
{
    static const char *const configs[] = {visible_one, visible_two};
    const char *config = asked.config;
    for (size_t i = 0; i < (config != NULL ? 1 : 2); i++) {
        Fixture own = {fixture->memory, fixture->arena, diags_new(fixture->arena)};
        Str result;
        asked.config = config != NULL ? config : configs[i];
        asked.pdf = asked.pdf.size > 0 ? asked.pdf : form_kepala(fixture->arena);
        assert_false(sign(&own, &asked, &result));
        const char *said = support_messages(&own);
        if (strstr(said, message) == NULL || diags_exit_status(own.diags) != status)
            fail_msg("%s, version %zu\nexpected %d: %s\nsaid %d: %s", asked.fault, i + 1, status,
                     message, diags_exit_status(own.diags), said);
        assert_null(strstr(said, PASSPHRASE));
        assert_null(strstr(said, PASSWORD));
    }
}

static void what_the_service_says_is_told_with_a_hint(void **state)
{
    static const struct {
        const char *fault;
        int status;
        const char *message;
    } cases[] = {
        {"kuota", 1,
         ": the service says: Kuota tanda tangan telah habis (code 2099, status 400)\n"
         "  hint: ask who runs the service, or BSrE, for more signatures\n"},
        {"kedaluwarsa", 1, ": the service says: Sertifikat pengguna telah kadaluarsa (code 2041,"},
        {"tag", 1, ": the service says: tag koordinat tidak ditemukan (code 2060, status 400)\n"},
        {"gema", 1, ": the service says: Gagal: '***' '***' (code 2000, status 400)\n"},
        {"galat200", 1, ": the service says: Passphrase anda salah (code 2031, status 200)\n"},
        {"pesan", 1, ": the service says: dokumen ditolak (status 422)\n"},
        {"spring", 3,
         ": the service says: Internal Server Error (status 500)\n"
         "  hint: try again later, or ask who runs the service\n"},
        {"gerbang", 3, ": status 502: the service behind the server does not answer\n"},
        {"html", 3, ": this is no E-Sign Client Service: it answers with 'text/html; charset="},
        {"bukan", 3, ": this is no E-Sign Client Service: it answers with 'application/pdf'\n"},
        {"kosong", 3, ": the reply holds no PDF\n"},
        {"pindah", 1,
         "  hint: if you trust it, give the address that it leads to: https://lain.example/\n"},
        {"tanpa-v", 1, ": status 404: not found\n"},
        {"sama", 3, ": the PDF that returned has no new signature\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(*state, (Asked){.fault = cases[i].fault}, cases[i].status, cases[i].message);
}

static void who_is_not_known_is_told(void **state)
{
    assert_refused(*state, (Asked){.fault = "", .passphrase = "keliru"}, 1,
                   ": the service says: Passphrase anda salah (code 2031, status 400)\n"
                   "  hint: type the signer's passphrase again; after some wrong ones BSrE locks");
    assert_refused(
        *state,
        (Asked){.fault = "", .config = "nik: \"1111111111111111\"\ntampilan: tersembunyi\n"}, 1,
        "bsre.yaml:4:7: error: 127.0.0.1:");
    assert_refused(
        *state,
        (Asked){.fault = "", .config = "nik: \"1111111111111111\"\ntampilan: tersembunyi\n"}, 1,
        ": the service says: User tidak terdaftar (code 2011, status 400)\n");
    assert_refused(*state, (Asked){.fault = "", .password = "kata-sandi-salah"}, 1,
                   ": status 401: user or password is not accepted\n");
    assert_refused(*state, (Asked){.fault = "", .password = "kata-sandi-salah"}, 1,
                   "bsre.yaml:2:11: error: ");
}

static void a_reply_that_is_no_good_is_not_taken(void **state)
{
    Fixture *fixture = *state;
    assert_refused(fixture, (Asked){.fault = "potong", .config = visible_two}, 3,
                   ": the reply was cut off\n");
    assert_refused(fixture, (Asked){.fault = "rusak"}, 1, "reply of 127.0.0.1:");
    Asked slow = {.fault = "lambat"};
    slow.config = str_format(fixture->arena, "%sbatas_waktu: 1\n", visible_two).at;
    assert_refused(fixture, slow, 3, ": no answer within the time (1 seconds, 15 to connect)\n");
    assert_refused(fixture, slow, 3,
                   "note: nothing is stored; if the service had begun to sign, that signature is");
}

static void a_pdf_that_was_written_anew_is_told(void **state)
{
    Fixture *fixture = *state;
    Asked asked = {
        .fault = "tulis-ulang", .config = visible_two, .pdf = form_kepala(fixture->arena)};
    Str result;
    assert_true(sign(fixture, &asked, &result));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 0);
    assert_non_null(strstr(support_messages(fixture), "note: 127.0.0.1:"));
    assert_non_null(strstr(support_messages(fixture), ": the service wrote the PDF anew, not"));
    /* Where it was signed before, that signature is lost. */
    Fixture own = {fixture->memory, fixture->arena, diags_new(fixture->arena)};
    Asked first = {.fault = "",
                   .config = visible_two,
                   .signer = "sekretaris",
                   .pdf = form_both(fixture->arena)};
    asked.pdf = signed_by(&own, &first);
    asked.signer = "kepala";
    assert_refused(fixture, asked, 3, ": the service wrote the PDF anew, though it was signed\n");
}

/* --- Memory and secrets ----------------------------------------------------------------------- */

static void no_secret_stays_in_memory(void **state)
{
    static const char *const configs[] = {visible_one, visible_two};
    static const char *const faults[] = {"", "kuota", "gema"};
    const Veiled passphrase = memory_veil(PASSPHRASE);
    const Veiled escaped = memory_veil("Frasa \\\"uji\\\" 1\\\\");
    const Veiled password = memory_veil(PASSWORD);
    const Veiled credential = memory_veil("ZXNpZ246a2F0YS1zYW5kaS1BUEk");
    Fixture *fixture = *state;
    for (size_t i = 0; i < 6; i++) {
        Asked asked = {
            .fault = faults[i / 2], .config = configs[i % 2], .pdf = form_kepala(fixture->arena)};
        Str result;
        assert_int_equal(sign(fixture, &asked, &result), i < 2);
        assert_int_equal(memory_count(&passphrase), 0);
        assert_int_equal(memory_count(&escaped), 0);
        assert_int_equal(memory_count(&password), 0);
        assert_int_equal(memory_count(&credential), 0);
    }
}

typedef struct Starving {
    Memory *memory;
    Arena *arena;
    const Asked *asked;
    const Secret *password, *passphrase;
    bool done;
} Starving;

static void starve(void *context)
{
    Starving *starving = context;
    starving->arena = arena_new(starving->memory);
    Fixture own = {starving->memory, starving->arena, diags_new(starving->arena)};
    Bsre bsre = {own.arena, own.diags, config_of(&own, starving->asked), starving->password};
    Source *pdf = arena_alloc(own.arena, sizeof *pdf);
    *pdf = (Source){STR("a.pdf"), starving->asked->pdf};
    PdfFile *file = pdf_open(own.arena, own.diags, pdf);
    BsreSpot spot;
    Str result;
    starving->done = bsre.config != NULL && file != NULL &&
                     bsre_spot(own.arena, own.diags, bsre.config, file, NULL, &spot) &&
                     bsre_sign(&bsre, pdf, &spot, starving->passphrase, &result);
}

static void memory_that_runs_out_leaves_nothing_behind(void **state)
{
    enum { FIRST = 64 * 1024, MOST = 64 * 1024 * 1024 };
    static const char *const configs[] = {visible_one, visible_two};
    Fixture *fixture = *state;
    Secret *password = secret_new(fixture->memory, 1);
    Secret *passphrase = secret_new(fixture->memory, 1);
    secret_add(password, PASSWORD, strlen(PASSWORD));
    secret_add(passphrase, PASSPHRASE, strlen(PASSPHRASE));
    for (size_t i = 0; i < 2; i++) {
        Asked asked = {.fault = "", .config = configs[i], .pdf = form_kepala(fixture->arena)};
        bool sufficed = false;
        for (size_t limit = FIRST; limit < MOST && !sufficed; limit += limit / 8) {
            Starving starving = {memory_new(limit), NULL, &asked, password, passphrase, false};
            sufficed = arena_try(starving.memory, starve, &starving) && starving.done;
            arena_drop(starving.arena);
            memory_drop(starving.memory);
        }
        assert_true(sufficed);
    }
    secret_drop(passphrase);
    secret_drop(password);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_the_service_says_is_told_with_a_hint),
        TEST(who_is_not_known_is_told),
        TEST(a_reply_that_is_no_good_is_not_taken),
        TEST(a_pdf_that_was_written_anew_is_told),
        TEST(no_secret_stays_in_memory),
        TEST(memory_that_runs_out_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, world_make, world_end);
}
