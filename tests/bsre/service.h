/*
 * tests/bsre/service.h - a service that stands in for the real one, and having it sign.
 */
#ifndef LAKIPDF_TESTS_BSRE_SERVICE_H
#define LAKIPDF_TESTS_BSRE_SERVICE_H

#include "bsre/bsre.h"
#include "picture/picture.h"

#include "forms.h"
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

static inline int world_make(void **state)
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

static inline int world_end(void **state)
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

static inline const BsreConfig *config_of(Fixture *fixture, const Asked *asked)
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

static inline void forget_arrived(void)
{
    (void)unlink(path_in(world.arena, world.folder, "arrived"));
}

static inline const char *arrived(Fixture *fixture)
{
    const char *text =
        file_text(fixture->arena, path_in(fixture->arena, world.folder, "arrived"), NULL);
    return text != NULL ? text : "";
}

static inline bool sign(Fixture *fixture, const Asked *asked, Str *result)
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
static inline Str signed_by(Fixture *fixture, const Asked *asked)
{
    Str result = {NULL, 0};
    if (!sign(fixture, asked, &result) || diags_count(fixture->diags, SEVERITY_NOTE) > 0)
        fail_msg("%s\narrived: %s", support_messages(fixture), arrived(fixture));
    assert_true(result.size > asked->pdf.size);
    assert_memory_equal(result.at, asked->pdf.at, asked->pdf.size);
    return result;
}

static inline void assert_arrived(Fixture *fixture, const char *part)
{
    if (strstr(arrived(fixture), part) == NULL)
        fail_msg("no %s in %s", part, arrived(fixture));
}

/* The newest signature of the file stands there. */
static inline void assert_stands(Fixture *fixture, Str pdf, size_t page, int64_t left,
                                 int64_t bottom, int64_t right, int64_t top)
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

#endif
