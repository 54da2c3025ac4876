/*
 * Signatures that are good, and files that were added to in a way that is allowed; other programs
 * say so too.
 */
#include "verify/seal.h"

static const VerifyReport *assert_good(World *world, Str file, size_t signatures)
{
    const VerifyReport *report = world_verify(world, file);
    if (report == NULL || !report->good || report->signature_count != signatures)
        fail_msg("%s", world_told(world, report));
    return report;
}

/* Fails unless just these changes are told, all allowed: words with spaces between. */
static void assert_allowed(World *world, Str file, size_t signatures, const char *kinds)
{
    const VerifyReport *report = assert_good(world, file, signatures);
    const SignatureReport *first = &report->signatures[0];
    Buf told = {.arena = world->arena};
    for (size_t i = 0; i < first->change_count; i++)
        buf_format(&told, "%s%s", i > 0 ? " " : "", change_word(first->changes[i].change->kind));
    assert_str(buf_str(&told), kinds);
}

static Str with_second(World *world, Str file)
{
    return seal_file(world, file,
                     (Seal){.who = "sekretaris", .field = PAPER_SEKRETARIS, .number = 60});
}

/* --- One signature ---------------------------------------------------------------------------- */

static void each_key_and_digest(void **state)
{
    static const struct {
        const char *who;
        const EVP_MD *(*digest)(void);
        bool pss;
        const char *algorithm;
    } cases[] = {
        {"kepala", EVP_sha256, false, "SHA-256, RSA 2048"},
        {"kepala", EVP_sha512, false, "SHA-512, RSA 2048"},
        {"kepala", EVP_sha256, true, "SHA-256, RSA-PSS 2048"},
        {"sekretaris", EVP_sha384, false, "SHA-384, RSA 3072"},
        {"gubernur", EVP_sha256, false, "SHA-256, ECDSA P-256"},
        {"auditor", EVP_sha384, false, "SHA-384, ECDSA P-384"},
    };
    World world = world_begin(state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str file = seal_file(&world, paper_make(world.arena),
                             (Seal){.who = cases[i].who,
                                    .field = PAPER_KEPALA,
                                    .digest = cases[i].digest(),
                                    .pss = cases[i].pss});
        const SignatureReport *signature = &assert_good(&world, file, 1)->signatures[0];
        assert_str(signature->algorithm, cases[i].algorithm);
        assert_str(signature->field, "kepala");
        assert_str(signature->subfilter, "ETSI.CAdES.detached");
        assert_str(signature->claimed, "2026-01-02T03:04:05+07:00");
        assert_true(signature->whole_file);
        assert_int_equal(signature->revision, 2);
        assert_int_equal(signature->signed_to, file.size);
        assert_int_equal(signature->trust.chain_count, 3);
    }
    world_end(&world);
}

static void kinds_of_signatures(void **state)
{
    static const char *const kinds[] = {"adbe.pkcs7.detached", "ETSI.CAdES.detached"};
    World world = world_begin(state);
    for (size_t i = 0; i < 2; i++)
        assert_good(&world,
                    seal_file(&world, paper_make(world.arena),
                              (Seal){.who = "kepala",
                                     .field = PAPER_KEPALA,
                                     .subfilter = kinds[i],
                                     .plain = i == 0}),
                    1);
    /* In a field that is not seen. */
    assert_good(&world, seal_file(&world, paper_make(world.arena), (Seal){.who = "kepala"}), 1);
    world_end(&world);
}

static void who_and_why(void **state)
{
    World world = world_begin(state);
    Str file = seal_file(&world, paper_make(world.arena),
                         (Seal){.who = "kepala",
                                .field = PAPER_KEPALA,
                                .entries = "/Name (Budi) /Reason (Setuju) /Location (Contoh)"});
    const SignatureReport *signature = &assert_good(&world, file, 1)->signatures[0];
    assert_str(signature->name, "Budi");
    assert_str(signature->reason, "Setuju");
    assert_str(signature->location, "Contoh");
    assert_str(signature->signer.name, "Budi Santoso, S.E., M.M.");
    assert_str(signature->signer.issuer, "C=ID, O=Pemerintah Provinsi Contoh, CN=Penerbit Uji");
    assert_str(signature->trust.chain[2], "Akar Uji");
    assert_int_equal(signature->kind, SIGNATURE_APPROVAL);
    assert_int_equal(signature->trust.revocation, REVOCATION_UNKNOWN);
    world_end(&world);
}

/* --- Added later ------------------------------------------------------------------------------ */

static void a_second_signer(void **state)
{
    World world = world_begin(state);
    Str file = with_second(&world, seal_good(&world));
    assert_allowed(&world, file, 2, "signature");
    const VerifyReport *report = world_verify(&world, file);
    assert_false(report->signatures[0].whole_file);
    assert_true(report->signatures[1].whole_file);
    assert_int_equal(report->revisions, 3);
    assert_str(report->signatures[0].changes[0].change->field, "sekretaris");
    /* In a new field that is not seen; after certifications that allow it. */
    assert_allowed(&world,
                   seal_file(&world, seal_good(&world), (Seal){.who = "auditor", .number = 60}), 2,
                   "signature");
    assert_allowed(&world, with_second(&world, seal_certified(&world, 2)), 2, "signature");
    assert_allowed(&world, with_second(&world, seal_certified(&world, 3)), 2, "signature");
    world_end(&world);
}

static void locks_hold_for_other_fields_only(void **state)
{
    static const char *const locks[] = {
        "/Lock <</Type /SigFieldLock /Action /Include /Fields [(catatan)]>>",
        "/Lock <</Type /SigFieldLock /Action /Exclude /Fields [(sekretaris)]>>",
    };
    static const char *const told[] = {"catatan", "all but sekretaris"};
    World world = world_begin(state);
    for (size_t i = 0; i < 2; i++) {
        Str file = seal_file(&world, paper_make(world.arena),
                             (Seal){.who = "kepala", .field = PAPER_KEPALA, .lock = locks[i]});
        file = with_second(&world, file);
        assert_allowed(&world, file, 2, "signature");
        assert_str(world_verify(&world, file)->signatures[0].locks, told[i]);
    }
    world_end(&world);
}

static void a_form_that_may_be_filled_in(void **state)
{
    World world = world_begin(state);
    for (int level = 2; level <= 3; level++) {
        Str file = seal_certified(&world, level);
        assert_int_equal(assert_good(&world, file, 1)->signatures[0].permission, level);
        Tail tail = tail_begin(world.arena, file);
        tail_object(&tail, PAPER_CATATAN, paper_text(world.arena, "dibaca"));
        tail_stream(&tail, PAPER_LOOK, PAPER_LOOK_ENTRIES, "BT /F1 12 Tf 2 2 Td (dibaca) Tj ET");
        assert_allowed(&world, tail_end(&tail), 1, "form form");
    }
    world_end(&world);
}

static void a_note_where_annotations_are_allowed(void **state)
{
    World world = world_begin(state);
    Tail tail = tail_begin(world.arena, seal_certified(&world, 3));
    tail_object(&tail, 60,
                "<</Type /Annot /Subtype /Text /F 4 /Rect [200 20 220 40] /Contents (x)>>");
    tail_object(&tail, PAPER_PAGE_2, paper_page(world.arena, "25 0 R 60 0 R", "7 0 R"));
    assert_allowed(&world, tail_end(&tail), 1, "annotation");
    world_end(&world);
}

static void dates_of_metadata(void **state)
{
    World world = world_begin(state);
    Tail tail = tail_begin(world.arena, seal_good(&world));
    tail_object(&tail, PAPER_INFO,
                "<</Title (Uji) /ModDate (D:20270101000000Z) /Producer (Lain)>>");
    tail_stream(&tail, PAPER_METADATA, "/Type /Metadata /Subtype /XML",
                "<x:xmpmeta pdf:Producer=\"Lain\">\n<xmp:ModifyDate>2027-01-01T00:00:00Z"
                "</xmp:ModifyDate><dc:title>Uji</dc:title></x:xmpmeta>");
    assert_allowed(&world, tail_end(&tail), 1, "metadata metadata");
    world_end(&world);
}

static void the_structure_of_a_new_field(void **state)
{
    World world = world_begin(state);
    Str file = seal_file(&world, seal_good(&world), (Seal){.who = "auditor", .number = 60});
    Tail tail = tail_begin(world.arena, file);
    tail_object(&tail, PAPER_STRUCTURE,
                "<</Type /StructTreeRoot /K [27 0 R 70 0 R] /ParentTreeNextKey 2>>");
    tail_object(&tail, 70,
                "<</Type /StructElem /S /Form /P 26 0 R /K <</Type /OBJR /Obj 61 0 R>>>>");
    file = tail_end(&tail);
    const VerifyReport *report = assert_good(&world, file, 2);
    assert_int_equal(report->signatures[1].change_count, 1);
    assert_int_equal(report->signatures[1].changes[0].change->kind, CHANGE_STRUCTURE);
    world_end(&world);
}

/* What the catalog leads to is as it was; what anybody may change is another, but says itself so.
 */
static void entries_that_lead_on(void **state)
{
    World world = world_begin(state);
    Arena *arena = world.arena;
    Tail before = tail_begin(arena, paper_make(arena));
    tail_object(
        &before, PAPER_CATALOG,
        paper_catalog(arena, "/Type", "/Type 50 0 R /Version 51 0 R /Extensions <</ADBE 52 0 R>>"));
    tail_object(&before, 50, "/Catalog");
    tail_object(&before, 51, "/1.7");
    tail_object(&before, 52, "<</BaseVersion /1.7 /ExtensionLevel 8>>");
    Str file = seal_file(&world, tail_end(&before), (Seal){.who = "kepala", .field = PAPER_KEPALA});
    file = with_second(&world, file);
    assert_allowed(&world, file, 2, "signature");
    Tail tail = tail_begin(arena, file);
    tail_object(&tail, 51, "/1.7");
    tail_object(&tail, PAPER_CATALOG,
                paper_catalog(arena, "-",
                              "/Version 51 0 R /Extensions <</ADBE <</BaseVersion /1.7 "
                              "/ExtensionLevel 11>>>>"));
    assert_allowed(&world, tail_end(&tail), 2, "signature");
    world_end(&world);
}

/* A value that has become an object of its own, keys in another order: the same document. */
static void the_same_said_otherwise(void **state)
{
    World world = world_begin(state);
    Tail tail = tail_begin(world.arena, seal_good(&world));
    tail_object(&tail, PAPER_PAGE_1,
                "<</Contents 5 0 R /Parent 2 0 R /Type /Page /Resources 6 0 R /Annots 60 0 R "
                "/MediaBox [0 0 300 200]>>");
    tail_object(&tail, 60, "[21 0 R 22 0 R 23 0 R]");
    tail_object(&tail, PAPER_FONT, PAPER_FONT_BODY);
    assert_allowed(&world, tail_end(&tail), 1, "");
    world_end(&world);
}

/* --- Other programs --------------------------------------------------------------------------- */

static void make_nss(World *world)
{
    Ended ended = world_shell(world, "mkdir nss && certutil -N -d sql:nss --empty-password && "
                                     "certutil -A -d sql:nss -n akar -t CT,C,C -i \"$1/root.pem\" "
                                     "&& printf %s 'Rahasia-uji 1' >p && for n in kepala; do "
                                     "pk12util -i \"$1/$n.p12\" -d sql:nss -w p -K '' -n $n; done");
    if (ended.status != 0)
        fail_msg("%s%s", ended.out, ended.err);
}

/* What is good to us is good to pdfsig and to openssl. */
static void others_agree(void **state)
{
    World world = world_begin(state);
    Str files[] = {seal_good(&world), seal_certified(&world, 1),
                   with_second(&world, seal_good(&world))};
    make_nss(&world);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        world_write(&world, "t.pdf", files[i]);
        Gap gap = seal_gap(files[i]);
        world_write(&world, "bytes", seal_bytes(&world, files[i], gap));
        world_write(&world, "cms", seal_value(&world, files[i], gap));
        Ended ended =
            world_shell(&world, "pdfsig -nssdir sql:nss t.pdf >said 2>/dev/null; "
                                "openssl cms -verify -binary -inform DER -in cms -content "
                                "bytes -CAfile \"$1/root.pem\" -purpose any -out /dev/null 2>&1");
        assert_int_equal(ended.status, 0);
        const char *said = world_read(&world, "said").at;
        assert_null(strstr(said, "Invalid"));
        assert_null(strstr(said, "Mismatch"));
        assert_non_null(strstr(said, "Signature is Valid"));
        assert_non_null(strstr(said, "Certificate is Trusted"));
        assert_non_null(strstr(said, "Total document signed"));
    }
    world_end(&world);
}

/* What pdfsig signs is good to us, in files of any kind. */
static void what_pdfsig_signed(void **state)
{
    static const char *const makes[] = {
        "cp paper.pdf t.pdf",
        "qpdf --object-streams=generate paper.pdf t.pdf",
        "qpdf --linearize paper.pdf t.pdf",
        "qpdf --object-streams=generate --linearize paper.pdf t.pdf",
    };
    World world = world_begin(state);
    make_nss(&world);
    world_write(&world, "paper.pdf", paper_make(world.arena));
    for (size_t i = 0; i < sizeof makes / sizeof *makes; i++) {
        Ended ended = world_shell(
            &world, str_format(world.arena,
                               "%s; pdfsig -nssdir sql:nss -add-signature -nick kepala t.pdf 1.pdf "
                               "&& pdfsig -nssdir sql:nss -add-signature -nick kepala 1.pdf 2.pdf",
                               makes[i])
                        .at);
        if (ended.status != 0)
            fail_msg("%s: %s%s", makes[i], ended.out, ended.err);
        assert_good(&world, world_read(&world, "1.pdf"), 1);
        assert_good(&world, world_read(&world, "2.pdf"), 2);
    }
    world_end(&world);
}

/* Runs $LAKIPDF sign with these arguments. */
static Str signed_with(World *world, const char *arguments, const char *out)
{
    Ended ended = world_shell(world, str_format(world->arena,
                                                "export LAKIPDF_PASSPHRASE='" PKI_PASSPHRASE "'; "
                                                "$LAKIPDF sign --replace-signed %s -o %s",
                                                arguments, out)
                                         .at);
    if (ended.status != 0)
        fail_msg("%s: %s%s", arguments, ended.out, ended.err);
    return world_read(world, out);
}

/* What our own program signs: several times, certified, in files of any kind. */
static void what_lakipdf_signed(void **state)
{
    static const char *const makes[] = {
        "cp paper.pdf t.pdf",
        "qpdf --object-streams=generate paper.pdf t.pdf",
        "qpdf --linearize paper.pdf t.pdf",
        /* Offsets count from the header. */
        "rm *[1-5]; { echo surat elektronik; cat paper.pdf; } >t.pdf",
    };
    World world = world_begin(state);
    world_write(&world, "paper.pdf", paper_make(world.arena));
    for (size_t i = 0; i < sizeof makes / sizeof *makes; i++) {
        (void)world_shell(&world, makes[i]);
        assert_good(&world, signed_with(&world, "t.pdf --signer kepala --p12 $1/kepala.p12", "1"),
                    1);
        assert_good(&world, signed_with(&world, "1 --signer sekretaris --p12 $1/gubernur.p12", "2"),
                    2);
        assert_good(&world, signed_with(&world, "2 --invisible --p12 $1/auditor.p12", "3"), 3);
        Str certified =
            signed_with(&world, "t.pdf --signer kepala --certify 2 --p12 $1/kepala.p12", "4");
        assert_int_equal(assert_good(&world, certified, 1)->signatures[0].permission, 2);
        Str locked = signed_with(&world, "4 --signer sekretaris --lock --p12 $1/gubernur.p12", "5");
        assert_str(assert_good(&world, locked, 2)->signatures[1].locks, "all");
    }
    world_end(&world);
}

/* A document of our own: the two parties of an agreement, in their blocks. */
static void two_parties_of_an_agreement(void **state)
{
    World world = world_begin(state);
    const char *path = path_in(world.arena, world.folder, "t.pdf");
    const char *const build[] = {"build", "tests/jobs/tanda-tangan/lakipdf.yaml", "-o", path, NULL};
    assert_int_equal(run_program(world.arena, ".", NULL, build).status, 0);
    signed_with(&world, "t.pdf --signer pihak_pertama --p12 $1/kepala.p12", "1");
    Str both = signed_with(&world, "1 --signer pihak_kedua --p12 $1/gubernur.p12", "2");
    assert_allowed(&world, both, 2, "signature");
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_key_and_digest),
        TEST(kinds_of_signatures),
        TEST(who_and_why),
        TEST(a_second_signer),
        TEST(locks_hold_for_other_fields_only),
        TEST(a_form_that_may_be_filled_in),
        TEST(a_note_where_annotations_are_allowed),
        TEST(dates_of_metadata),
        TEST(the_structure_of_a_new_field),
        TEST(entries_that_lead_on),
        TEST(the_same_said_otherwise),
        TEST(others_agree),
        TEST(what_pdfsig_signed),
        TEST(what_lakipdf_signed),
        TEST(two_parties_of_an_agreement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
