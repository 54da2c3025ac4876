/* Memory that runs out and chapters that are damaged: an error, never a crash or a leak. */
#include "world.h"

/* Every kind of block, tag and directive but pictures. */
static const char rich[] =
    "# Satu {#satu} \n\n"
    "Teks **tebal {{nama}}** *miring* `kode` m^2^ ++garis++ {{jumlah | rupiah}} {@satu} {@t}\n"
    "[situs](https://a.id) {{#ada_sisa}}ya *dan* {{tahun}}{{/}}{{^ada_sisa}}tidak{{/}}\\\n "
    "baris\n\n"
    "{a.}\n{{#program}}\n1. {{nama | besar}}{{^terakhir}};{{/}}\n   {{#kegiatan}}\n   - {{nama}}\n"
    "   {{/kegiatan}}\n{{/program}}\n\n"
    "> {tengah}\n> kutipan {{! komentar }}\n\n"
    "```tabel\njudul: \"T {{tahun}}\"\nlabel: t\n"
    "kolom: [No, {judul: A, kolom: [{judul: b, lebar: 2fr}, {judul: c, rata: "
    "kanan}]}]\nnomor_kolom: ya\n"
    "baris:\n"
    "  - untuk: program\n    isi:\n      - untuk: kegiatan\n        sel: [{isi: \"{{nomor}}\", "
    "gabung: ya}, "
    "\"{{nama}}\", {isi: \"{{pagu | angka 0}}\", warna: \"{{warna}}\"}]\n"
    "  - {gaya: jumlah, sel: [{isi: J, kolom: 2}, \"{{total}}\"]}\nsumber: x\n```\n\n"
    "```ttd\npenanda_tangan: [{tempat_tanggal: \"K, {{tanggal}}\", jabatan: [K], nama: "
    "\"{{nama}}\"}]\n```\n"
    "```sampul\natas: [a]\ntengah: [{isi: \"{{nama}}\", tebal: ya}]\n```\n"
    "```daftar\njenis: tabel\n```\n```halaman\nmulai: 2\n```\n## Dua {-}\n\n"
    "Kata[^a]{{#program}} {{nama}}[^a][^b]{{/}}. {@satu halaman}\n\n"
    "[^a]: Catatan {{nama}}.\n\n[^b]: Lain.\n\n    Lagi.\n\n{(1) lanjut}\n1. lagi\n\n"
    "```grafik\njenis: batang\njudul: G\nkategori: [{untuk: program, label: \"{{nama}}\"}]\n"
    "seri: [{nama: Pagu, nilai: pagu}, {untuk: \"daftar(2, 3)\", nama: \"{{ini}}\", nilai: pagu * "
    "ini}]\ngaris_acuan: {nilai: 150, judul: Acuan}\nformat: rupiah\n```\n\n"
    "```bagan\njudul: B\npohon: {isi: \"{{kepala.nama}}\", bawahan: [{untuk: program, isi: "
    "\"{{nama}}\", bawahan: [{untuk: kegiatan, isi: \"{{nama}}\", letak: kanan}]}]}\n```\n\n"
    "```rumus\nlabel: r\nisi: |\n  x_i = (a + {{tahun}}) / jumlah(i = 1; n) y^2 * 100%\n  <= "
    "akar(2)\n```\n\n"
    "```tabel\nkolom: [A, B]\npindahan: {kolom: [2]}\nselang: '#EEEEEE'\nrata_tegak: tengah\n"
    "baris: [{untuk: program, sel: [\"{{nama}}\", \"{{pagu}}\"]}]\n```\n";

typedef struct Attempt {
    Stage stage;
    World world;
    const Doc *doc;
} Attempt;

static void attempt(void *context)
{
    Attempt *run = context;
    Fixture *fixture = run->stage.fixture;
    fixture->arena = arena_new(fixture->memory);
    fixture->diags = diags_new(fixture->arena);
    stage_load(&run->stage, &run->world);
    run->doc = stage_build(&run->stage);
}

/* Builds with at most `limit` bytes; true when that was enough. */
static bool build_within(Attempt *run, size_t limit)
{
    Fixture own = {.memory = memory_new(limit)};
    run->stage.fixture = &own;
    bool done = arena_try(own.memory, attempt, run);
    done = done && run->doc != NULL;
    arena_drop(own.arena);
    memory_drop(own.memory);
    return done;
}

static void memory_may_run_out_anywhere(void **state)
{
    enum { STEP = 24 * 1024, MOST = 16 * 1024 * 1024 };
    Attempt run = {.world = {.chapter = rich}, .stage = {.fixture = *state}};
    stage_files_write(&run.stage, &run.world);
    size_t limit = STEP;
    while (limit < MOST && !build_within(&run, limit))
        limit += STEP;
    run.stage.fixture = *state;
    stage_remove(&run.stage);
    assert_true(limit > 8 * (size_t)STEP);
    assert_true(limit < MOST);
}

/* A generator of its own, so that every machine damages alike. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void damage(char *text, size_t size, uint32_t *seed)
{
    static const char bytes[] = "{}#/^|`*_[]()>- \n\t'\"\\:,&<!@+~0a\xEF\xA3\xBF";
    for (uint32_t count = 1 + next_random(seed) % 6; count > 0; count--) {
        size_t at = next_random(seed) % size;
        size_t other = next_random(seed) % size;
        if (next_random(seed) % 3 == 0)
            memmove(text + at, text + other, size - (at > other ? at : other));
        else
            text[at] = bytes[next_random(seed) % (sizeof bytes - 1)];
    }
}

static void damaged_chapters_are_told_or_built(void **state)
{
    enum { RUNS = 150 };
    uint32_t seed = 1;
    Attempt run = {.world = {.chapter = rich}, .stage = {.fixture = *state}};
    stage_files_write(&run.stage, &run.world);
    for (int i = 0; i < RUNS; i++) {
        char text[sizeof rich];
        memcpy(text, rich, sizeof rich);
        damage(text, sizeof rich - 1, &seed);
        run.stage.fixture = *state;
        stage_write(&run.stage, "templates/uji/isi.md", text);
        (void)build_within(&run, 0);
    }
    run.stage.fixture = *state;
    stage_remove(&run.stage);
}

/* An address stands in the document as often as links lead there. */
static void addresses_may_not_take_all_memory(void **state)
{
    enum { ADDRESS = 50 * 1000, LINKS = 20 * 1000 };
    Fixture *fixture = *state;
    Buf chapter = {.arena = fixture->arena};
    buf_text(&chapter, "# Isi\n\n[a]: https://a.id/");
    for (int i = 0; i < ADDRESS; i++)
        buf_byte(&chapter, 'b');
    buf_text(&chapter, "\n\n");
    for (int i = 0; i < LINKS; i++)
        buf_text(&chapter, "[a] ");
    const char *messages = messages_of(fixture, str_c(fixture->arena, buf_str(&chapter)));
    assert_non_null(strstr(messages, "the chapter's Markdown takes more than 48 MB and 64 bytes"));
    assert_non_null(strstr(messages, "the limit is fixed"));
}

/* Each tag by itself takes few steps; three thousand of them take more than there are. */
static void tags_share_the_steps_of_the_calculation(void **state)
{
    enum { RECORDS = 3000 };
    Fixture *fixture = *state;
    Buf data = {.arena = fixture->arena};
    buf_text(&data, "nama: N\nprogram:\n");
    for (int i = 1; i <= RECORDS; i++)
        buf_format(&data, "  - {nama: P%d, pagu: %d}\n", i, i);
    const World world = {
        .data = str_c(fixture->arena, buf_str(&data)),
        .manifest = "nama: uji\njudul: Laporan\nbagian:\n  - {id: isi, berkas: isi.md}\n"
                    "  - {id: lain, berkas: lain.md}\n",
        .chapter = "# Isi\n\nLihat {@bab-lain}.\n\n{{#program}}\n{{nama}} "
                   "{{hitung(atasan.program[pagu > luar.pagu])}}\n\n{{/program}}\n",
        .second = "# Lain\n\n{{kosong_saja}}\n",
    };
    assert_null(world_build(fixture, &world));
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages,
                           "isi.md:6:12: error: audits, tags and sections take more than 23001000 "
                           "steps together, this formula 22"));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
    assert_null(strstr(messages, "warning"));
}

static void labels_behind_a_limit_are_not_missed(void **state)
{
    Fixture *fixture = *state;
    Buf chapter = {.arena = fixture->arena};
    buf_text(&chapter, "# Isi\n\nLihat {@bab-lain}.\n\n");
    for (int i = 0; i < 20; i++)
        buf_text(&chapter, "{{#program}}");
    buf_text(&chapter, "{{nama}}");
    for (int i = 0; i < 20; i++)
        buf_text(&chapter, "{{/}}");
    const World world = {
        .manifest = "nama: uji\njudul: Laporan\nbagian:\n  - {id: isi, berkas: isi.md}\n"
                    "  - {id: lain, berkas: lain.md}\n",
        .chapter = str_c(fixture->arena, buf_str(&chapter)),
    };
    assert_null(world_build(fixture, &world));
    assert_non_null(strstr(support_messages(fixture), "1048576"));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(memory_may_run_out_anywhere),          TEST(damaged_chapters_are_told_or_built),
        TEST(addresses_may_not_take_all_memory),    TEST(tags_share_the_steps_of_the_calculation),
        TEST(labels_behind_a_limit_are_not_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
