/* Signing through a service that stands in for the real one: what arrives there in both versions,
 * what returns, and all that it refuses. */
#include "bsre/bsre.h"
#include "picture/picture.h"

#include "forms.h"
#include "memory.h"
#include "pictures.h"
#include "pki.h"
#include "server.h"

#include <unistd.h>

/* As tests/bsre/service.py knows them. */
#define NIK        "0803202100007062"
#define PASSPHRASE "Frasa \"uji\" 1\\"
#define PASSWORD   "kata-sandi-API"

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
    const char *pki = pki_folder(world.arena);
    const char *const plain[] = {pki, NULL};
    const char *const secure[] = {pki, "tls", NULL};
    world.plain = server_start(world.arena, world.folder, "tests/bsre/service.py", plain);
    world.secure = server_start(world.arena, world.folder, "tests/bsre/service.py", secure);
    write_file(path_in(world.arena, world.folder, "ttd.png"),
               make_png(world.arena, 70, 30, &(PngKind){.type = PNG_COLOR_TYPE_RGB, .depth = 8}));
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

/* --- One signature ---------------------------------------------------------------------------- */

/* A request to sign, as a command makes it. */
typedef struct Asked {
    const char *fault;  /* of the service; or "" */
    const char *config; /* besides address and credential */
    const char *signer;
    const char *passphrase;
    const char *password;
    Str pdf;
    bool https;
    bool checks; /* the signer's status first, and nothing else where that fails */
} Asked;

static const char visible_two[] = "nik: \"" NIK "\"\ngambar: ttd.png\nalasan: Disetujui\n";
static const char visible_one[] =
    "versi: 1\nnik: \"" NIK "\"\ngambar: ttd.png\nalasan: Disetujui\n";
static const char hidden_two[] = "nik: \"" NIK "\"\ntampilan: tersembunyi\n";
static const char hidden_one[] = "versi: 1\nnik: \"" NIK "\"\ntampilan: tersembunyi\n";

static const BsreConfig *config_of(Fixture *fixture, const Asked *asked)
{
    const char *slash = asked->fault[0] != '\0' ? "/" : "";
    const char *way = asked->https ? "https://localhost" : "http://127.0.0.1";
    unsigned port = asked->https ? world.secure.port : world.plain.port;
    Str text = str_format(fixture->arena,
                          "alamat: %s:%u%s%s\n%spengguna: esign\n"
                          "kata_sandi: {lingkungan: SANDI_UJI}\n%s",
                          way, port, slash, asked->fault,
                          asked->https ? "sertifikat: ca.pem\n" : "", asked->config);
    folder_write(world.folder, "bsre.yaml", text.at);
    return bsre_config(fixture->arena, fixture->diags, "config/skema/layanan/bsre.yaml",
                       path_in(fixture->arena, world.folder, "bsre.yaml"));
}

static void forget_arrived(void)
{
    (void)unlink(path_in(world.arena, world.folder, "arrived"));
}

static const char *arrived(Fixture *fixture)
{
    const char *text =
        file_text(fixture->arena, path_in(fixture->arena, world.folder, "arrived"), NULL);
    return text != NULL ? text : "";
}

static bool sign(Fixture *fixture, const Asked *asked, Str *result)
{
    forget_arrived();
    Source *pdf = arena_alloc(fixture->arena, sizeof *pdf);
    *pdf = (Source){STR("keluar/laporan \"akhir\".pdf"), asked->pdf};
    const BsreConfig *config = config_of(fixture, asked);
    PdfFile *file = pdf_open(fixture->arena, fixture->diags, pdf);
    BsreSpot spot;
    if (config == NULL || file == NULL ||
        !bsre_spot(fixture->arena, fixture->diags, config, file, asked->signer, &spot))
        fail_msg("%s", support_messages(fixture));
    const char *given = asked->password != NULL ? asked->password : PASSWORD;
    assert_int_equal(setenv("SANDI_UJI", given, 1), 0);
    Secret *password = secret_new(fixture->memory, 1);
    Secret *passphrase = secret_new(fixture->memory, 1);
    const char *said = asked->passphrase != NULL ? asked->passphrase : PASSPHRASE;
    secret_add(passphrase, said, strlen(said));
    assert_true(bsre_password(fixture->arena, fixture->diags, config, password));
    Bsre bsre = {fixture->arena, fixture->diags, config, password};
    bool done =
        asked->checks ? bsre_check_signer(&bsre) : bsre_sign(&bsre, pdf, &spot, passphrase, result);
    secret_drop(passphrase);
    secret_drop(password);
    return done;
}

/* Signs, which must succeed without a message. */
static Str signed_by(Fixture *fixture, const Asked *asked)
{
    Str result = {NULL, 0};
    if (!sign(fixture, asked, &result) || diags_count(fixture->diags, SEVERITY_NOTE) > 0)
        fail_msg("%s\narrived: %s", support_messages(fixture), arrived(fixture));
    assert_true(result.size > asked->pdf.size);
    assert_memory_equal(result.at, asked->pdf.at, asked->pdf.size);
    return result;
}

static void assert_arrived(Fixture *fixture, const char *part)
{
    if (strstr(arrived(fixture), part) == NULL)
        fail_msg("no %s in %s", part, arrived(fixture));
}

/* The newest signature of the file stands there. */
static void assert_stands(Fixture *fixture, Str pdf, size_t page, int64_t left, int64_t bottom,
                          int64_t right, int64_t top)
{
    size_t count = 0;
    PdfFile *file = made_open(fixture, pdf);
    assert_non_null(file);
    const BsreField *fields = bsre_fields(fixture->arena, file, &count);
    assert_true(count > 0);
    const BsreField *last = &fields[0];
    for (size_t i = 0; i < count; i++)
        if (fields[i].is_signed)
            last = &fields[i];
    assert_true(last->is_signed);
    assert_int_equal(last->page, page);
    const int64_t box[4] = {left, bottom, right, top};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(last->box[i], box[i]);
}

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
        TEST(what_the_service_says_is_told_with_a_hint),
        TEST(who_is_not_known_is_told),
        TEST(a_reply_that_is_no_good_is_not_taken),
        TEST(a_pdf_that_was_written_anew_is_told),
        TEST(no_secret_stays_in_memory),
        TEST(memory_that_runs_out_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, world_make, world_end);
}
