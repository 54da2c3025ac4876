/*
 * Equal texts are looked up, not compared with all: what is found is the same, in the time of the
 * lists, not of their pairs.
 */
#include "calc/world.h"

static const char TEXTS[] = "akar:\n"
                            "  isian:\n"
                            "    disebut: daftar teks\n"
                            "    program: daftar program\n"
                            "    acuan: daftar program\n"
                            "program:\n"
                            "  isian:\n"
                            "    kode: teks\n"
                            "    nama: teks\n"
                            "    jelas: teks\n"
                            "    selesai: ya_tidak\n"
                            "    sebutan: daftar teks\n"
                            "    kegiatan: daftar program\n";

/* So many programs in two lists; names come again every seventh, each fifth has none. */
static const char *many_programs(Arena *arena, int count, int apart)
{
    static const char *const LISTS[] = {"program", "acuan"};
    Buf out = {.arena = arena};
    buf_text(&out, "disebut: [k1, n2, k30, n3, tak ada]\n");
    for (size_t list = 0; list < 2; list++) {
        buf_format(&out, "%s:\n", LISTS[list]);
        for (int i = 0; i < count; i++) {
            buf_format(&out, "- {kode: k%d, jelas: j%d, sebutan: [n%d, k%d, x], ", i, i, i % 5, i);
            if (i % 5 != 0)
                buf_format(&out, "nama: n%d, ", i % apart);
            if (i % 3 != 0)
                buf_format(&out, "selesai: %s, ", i % 3 == 1 ? "ya" : "tidak");
            buf_format(&out, "kegiatan: [{kode: k%d, nama: n%d}, {nama: m%d}]}\n", i + 1, i % apart,
                       i);
        }
    }
    return str_c(arena, buf_str(&out));
}

static void test_what_is_looked_up_is_what_all_comparisons_find(void **state)
{
    static const char *const FILTERS[] = {
        "nama == luar.nama",
        "luar.nama == nama",
        "nama == 'n2'",
        "nama == luar.kosongan",
        "termasuk(nama, disebut)",
        "termasuk(kode, sebutan)",
        "termasuk(kode, luar.sebutan)",
        "termasuk(kode, luar.kode)",
        "selesai dan nama == luar.nama",
        "bukan selesai dan termasuk(nama, luar.sebutan)",
        "nama == luar.nama dan bukan termasuk(kode, disebut)",
        "jika(ada(kode), termasuk(kode, disebut), tidak) atau termasuk(nama, luar.sebutan)",
        "jika(selesai, nama == luar.nama)",
        "nama == luar.nama atau ya",
        "bukan termasuk(nama, disebut)",
        "nama == luar.nama dan jelas == luar.jelas",
        "jelas == luar.jelas atau kode == luar.kode atau tidak",
        "jelas == 'j3' dan nama == ini.nama",
    };
    enum { COUNT = sizeof FILTERS / sizeof *FILTERS };
    Fixture *fixture = *state;
    Buf rules = {.arena = fixture->arena};
    buf_text(&rules, "program:\n  kosongan: {jenis: teks, rumus: kosong}\n");
    for (size_t i = 0; i < COUNT; i++) {
        const char *one = FILTERS[i];
        buf_format(&rules, "  a%zu: {rumus: \"gabung(acuan[%s].jelas, ' ')\"}\n", i, one);
        buf_format(&rules, "  b%zu: {rumus: \"gabung(acuan[(%s) dan 1 == 1].jelas, ' ')\"}\n", i,
                   one);
        buf_format(
            &rules,
            "  c%zu: {rumus: \"gabung(acuan.kegiatan[%s].atasan.jelas, ' ')\"}\n"
            "  d%zu: {rumus: \"gabung(acuan.kegiatan[(%s) dan 1 == 1].atasan.jelas, ' ')\"}\n",
            i, one, i, one);
    }
    World world = world_run(fixture, TEXTS, str_c(fixture->arena, buf_str(&rules)),
                            many_programs(fixture->arena, 40, 7));
    for (size_t i = 0; i < (size_t)2 * COUNT; i++) {
        const char *pair = i < COUNT ? "ab" : "cd";
        const char *found[2];
        for (size_t k = 0; k < 2; k++) {
            Str formula = str_format(fixture->arena, "program.%c%zu", pair[k], i % COUNT);
            found[k] = world_show(&world, world_eval(&world, formula.at));
        }
        if (strcmp(found[0], found[1]) != 0)
            fail_msg("%s: %s is not %s", FILTERS[i % COUNT], found[0], found[1]);
    }
    assert_string_equal(support_messages(fixture), "");
}

/* All pairs of three thousand would take more steps than there are. */
static void test_a_record_finds_its_like_in_a_step(void **state)
{
    Fixture *fixture = *state;
    static const char RULES[] =
        "akar:\n"
        "  dikenal: \"hitung(acuan.kegiatan[termasuk(kode, program.kode)])\"\n"
        "  lain: \"hitung(program[bukan termasuk(nama, acuan.kegiatan.nama)])\"\n"
        "program:\n"
        "  serupa: \"acuan[kode == luar.kode]\"\n"
        "  bagian: \"acuan.kegiatan[nama == luar.nama dan bukan atasan.selesai]\"\n"
        "  sama: \"hitung(serupa.kegiatan[nama == luar.nama])\"\n";
    World world = world_run(fixture, TEXTS, RULES, many_programs(fixture->arena, 3000, 3000));
    static const WorldCase CASES[] = {
        {"dikenal", "2999"},
        {"lain", "0"},
        {"jumlah(program.sama)", "2400"},
        {"hitung(program.serupa)", "3000"},
    };
    assert_true(world.good);
    WORLD_CHECK(&world, CASES);
}

/* Six thousand sums over six thousand records would take more steps than there are. */
static void test_what_a_list_amounts_to_is_computed_once(void **state)
{
    Fixture *fixture = *state;
    static const char SCHEMA[] = "akar:\n"
                                 "  isian:\n"
                                 "    program: daftar program\n"
                                 "program:\n"
                                 "  isian:\n"
                                 "    pagu: angka\n"
                                 "    realisasi: angka\n";
    static const char RULES[] =
        "program:\n"
        "  bagian: pagu / jumlah(atasan.program.pagu) * 100\n"
        "  dari_rata: pagu / rata(atasan.program.pagu)\n"
        "  jarak: maks(atasan.program.pagu) - min(atasan.program.pagu)\n"
        "  sendiri: hitung(atasan.program.realisasi) == 1 dan hitung(atasan.program) == 6000\n"
        "  banyak: jumlah(hitung(atasan.program.pagu), hitung(atasan.program.realisasi))\n";
    Buf data = {.arena = fixture->arena};
    buf_text(&data, "program:\n- {pagu: 1, realisasi: 1}\n");
    for (int i = 2; i <= 6000; i++)
        buf_format(&data, "- {pagu: %d}\n", i);
    World world = world_run(fixture, SCHEMA, RULES, str_c(fixture->arena, buf_str(&data)));
    static const WorldCase CASES[] = {
        {"jumlah(program.bagian)", "100"}, {"jumlah(program.dari_rata)", "6000"},
        {"min(program.jarak)", "5999"},    {"hitung(program[sendiri])", "6000"},
        {"program[17].banyak", "6001"},    {"ada(program.realisasi)", "ya"},
    };
    assert_true(world.good);
    WORLD_CHECK(&world, CASES);
    assert_string_equal(support_messages(fixture), "");
}

/* Where the texts are not computed yet, the filter is evaluated for all pairs, and that is all. */
static void test_texts_that_are_not_computed_yet_cost_nothing(void **state)
{
    enum { COUNT = 2500 };
    static const char RULES[] =
        "program:\n"
        "  serupa: \"hitung(program[ada(selesai) dan kunci == luar.nama])\"\n"
        "  kunci: {jenis: teks, rumus: nama}\n";
    static const WorldCase CASES[] = {{"jumlah(program.serupa)", "0"}};
    Fixture *fixture = *state;
    Buf data = {.arena = fixture->arena};
    buf_text(&data, "program:\n");
    for (int i = 0; i < COUNT; i++)
        buf_format(&data, "- {nama: n%d}\n", i);
    World world = world_run(fixture, TEXTS, RULES, str_c(fixture->arena, buf_str(&data)));
    WORLD_CHECK(&world, CASES);
}

/* --- Errors, and what is computed ------------------------------------------------------------ */

static const char KINDS[] = "akar:\n"
                            "  isian:\n"
                            "    disebut: daftar teks\n"
                            "    program: daftar program\n"
                            "    acuan: daftar program\n"
                            "program:\n"
                            "  isian:\n"
                            "    kode: teks\n"
                            "    nama: teks\n"
                            "    selesai: ya_tidak\n"
                            "    pagu: angka\n"
                            "    mulai: tanggal\n"
                            "    target: angka per tahun\n"
                            "    sebutan: daftar teks\n"
                            "    peminta: ya_tidak\n"
                            "    asing: daftar teks\n"
                            "    kegiatan: daftar kegiatan\n"
                            "kegiatan: {isian: {kode: teks, nama: teks}}\n";

/* Of many kinds; `lambat` comes last, so that it is not computed when others ask for it. */
static const char KINDS_COMPUTED[] =
    "  sebagian: {jenis: teks, rumus: \"jika(selesai, kode, kosong)\"}\n"
    "  campur: {rumus: \"jika(pagu > 12, nama, jika(pagu > 8, mulai, jika(pagu > 5, pagu, "
    "selesai)))\"}\n"
    "  benar: {rumus: \"jika(pagu < 19, selesai, nama)\"}\n"
    "  gagal: {jenis: teks, rumus: \"jika(1 / (pagu - 7) > 0, nama)\"}\n"
    "  naik: {jenis: angka per tahun, rumus: target + 1}\n"
    "  diri: {rumus: \"jika(pagu == 9, ada(hasil), ya)\"}\n"
    "  lambat: {jenis: ya_tidak, rumus: pagu > 4}\n"
    "  lambat_teks: {jenis: teks, rumus: \"jika(pagu > 4, nama)\"}\n";

static const char *programs_of_kinds(Arena *arena, int count)
{
    static const char *const LISTS[] = {"program", "acuan"};
    Buf out = {.arena = arena};
    buf_text(&out, "disebut: [k1, n2, k30, n3, tak ada]\n");
    for (size_t list = 0; list < 2; list++) {
        buf_format(&out, "%s:\n", LISTS[list]);
        for (int i = 0; i < count; i++) {
            buf_format(&out, "- {kode: k%d, sebutan: [n%d, k%d, x], pagu: %d, ", i, i % 5, i, i);
            if (i % 5 != 0)
                buf_format(&out, "nama: n%d, ", i % 7);
            if (i % 3 != 0)
                buf_format(&out, "selesai: %s, ", i % 3 == 1 ? "ya" : "tidak");
            if (i % 4 != 0)
                buf_format(&out, "mulai: 2017-01-%02d, target: {2017: %d}, ", i + 1, i);
            if (list == 0 && i % 2 == 0)
                buf_text(&out, "peminta: ya, asing: [y, z], ");
            buf_format(&out, "kegiatan: [{kode: k%d, nama: n%d}]}\n", i + 1, i % 7);
        }
    }
    return str_c(arena, buf_str(&out));
}

/* What a filter of a list gives for half of the programs, and all messages. */
static const char *outcome(const Fixture *fixture, const char *list, const char *filter,
                           const char *rest)
{
    Fixture own = *fixture;
    own.diags = diags_new(fixture->arena);
    Buf rules = {.arena = fixture->arena};
    buf_format(&rules,
               "akar:\n"
               "  lambat: {jenis: ya_tidak, rumus: hitung(program) > 4}\n"
               "program:\n"
               "  hasil: {rumus: \"jika(peminta, gabung(%s[(%s)%s].kode, ' '))\"}\n"
               "%s",
               list, filter, rest, KINDS_COMPUTED);
    World world = world_run(&own, KINDS, str_c(fixture->arena, buf_str(&rules)),
                            programs_of_kinds(fixture->arena, 20));
    Buf out = {.arena = fixture->arena};
    buf_format(&out, "%s, %zu errors\n", world_show(&world, world_eval(&world, "program.hasil")),
               diags_count(own.diags, SEVERITY_ERROR));
    size_t count;
    const DiagView *messages = diags_list(own.diags, fixture->arena, &count);
    for (size_t i = 0; i < count; i++)
        buf_format(&out, "%u:%u: %.*s\n", messages[i].place.line, messages[i].place.column,
                   STR_ARG(messages[i].text));
    return str_c(fixture->arena, buf_str(&out));
}

static void test_what_is_wrong_with_a_filter_is_told_whether_or_not_it_is_looked_up(void **state)
{
    static const char *const FILTERS[] = {
        "nama == luar.nama",
        "nama == luar.sebutan",
        "nama == luar.asing",
        "luar.sebutan == nama",
        "nama == luar.kegiatan.nama",
        "nama == luar.campur",
        "nama == luar.kegiatan",
        "nama == luar.atasan",
        "nama == luar.nama.tak_ada",
        "nama == luar.gagal",
        "nama == luar.lambat_teks",
        "lambat_teks == luar.nama",
        "gagal == luar.nama",
        "sebagian == luar.kode",
        "kode == luar.sebagian",
        "campur == luar.nama",
        "termasuk(nama, luar.campur)",
        "termasuk(nama, luar.nama.tak_ada)",
        "termasuk(kode, luar.target)",
        "termasuk(kode, luar.kegiatan)",
        "termasuk(kode, luar.kegiatan.kode)",
        "termasuk(kode, luar.atasan.program.campur)",
        "termasuk(campur, disebut) dan nama == luar.nama",
        "termasuk(nama, disebut) dan kode == luar.sebutan",
        "kode == luar.sebutan dan termasuk(nama, disebut)",
        "benar dan nama == luar.nama",
        "nama == luar.nama dan benar",
        "nama == luar.nama dan bukan campur",
        "ada(nama.tak_ada) dan nama == luar.nama",
        "ada(luar.nama.tak_ada) dan nama == luar.nama",
        "ada(target) dan ada(naik) dan kode == luar.kode",
        "ada(kegiatan) dan ada(lambat_teks) dan kode == luar.kode",
        "ada(gagal) dan nama == luar.nama",
        "nama == luar.nama dan ada(gagal)",
        "lambat dan nama == luar.nama",
        "nama == luar.nama dan bukan lambat",
        "nama == luar.nama dan bukan atasan.lambat",
        "atasan.lambat dan nama == luar.nama",
        "diri dan nama == luar.kode",
        "nama == luar.kode dan diri",
        "nama == luar.nama dan diri",
        "nama == luar.nama dan 1 / (pagu - 5) > 0",
        "1 / (pagu - 5) > 0 dan nama == luar.nama",
        "jika(ada(kode), nama == luar.nama, tidak) dan 1 / (pagu - 5) > 0",
        "jika(ada(nama), nama == luar.nama, tidak) dan 1 / (pagu - 5) > 0",
        "jika(selesai, nama == luar.nama, tidak) dan 1 / (pagu - 5) > 0",
        "jika(selesai, nama == luar.nama) dan 1 / (pagu - 5) > 0",
        "jika(benar, nama == luar.nama, kode == luar.kode)",
        "(nama == luar.nama atau kode == luar.kode) dan campur",
        "(nama == luar.nama atau kode == luar.campur) dan lambat",
        "(nama == luar.sebagian atau termasuk(kode, luar.sebutan)) dan 1 / (pagu - 5) > 0",
        "termasuk(nama, disebut) dan 1 / (pagu - 5) > 0",
        "nama == 'tak ada' dan lambat",
        "nama == luar.nama dan (kode == luar.kode dan 1 / (pagu - 5) > 0)",
        "selesai dan nama == luar.nama dan 1 / (pagu - 5) > 0",
    };
    static const char *const LISTS[] = {"acuan", "program", "atasan.program", "acuan.kegiatan"};
    const Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++) {
        for (size_t k = 0; k < sizeof LISTS / sizeof *LISTS; k++) {
            const char *looked_up = outcome(fixture, LISTS[k], FILTERS[i], "");
            const char *all = outcome(fixture, LISTS[k], FILTERS[i], " dan 1 == 1");
            if (strcmp(looked_up, all) != 0)
                fail_msg("%s[%s]:\n%s\nis not\n%s", LISTS[k], FILTERS[i], looked_up, all);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_looked_up_is_what_all_comparisons_find),
        TEST(test_a_record_finds_its_like_in_a_step),
        TEST(test_what_a_list_amounts_to_is_computed_once),
        TEST(test_texts_that_are_not_computed_yet_cost_nothing),
        TEST(test_what_is_wrong_with_a_filter_is_told_whether_or_not_it_is_looked_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
