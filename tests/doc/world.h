/*
 * tests/doc/world.h - a small world to build documents in: a temporary folder with a template, a
 * schema of its own and data, all given as text.
 */
#ifndef LAKIPDF_TESTS_DOC_WORLD_H
#define LAKIPDF_TESTS_DOC_WORLD_H

#include "dump.h"
#include "support.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a document is built from; NULL stands for what is in world_default. */
typedef struct World {
    const char *schema;
    const char *rules;
    const char *scales; /* NULL: none */
    const char *data;
    const char *manifest;
    const char *job;
    const char *chapter; /* isi.md */
    const char *second;  /* lain.md, of the template */
    const char *own;     /* sendiri.md, of the job */
} World;

static const World world_default = {
    .schema = "laporan:\n"
              "  isian:\n"
              "    tahun: {jenis: tahun}\n"
              "    tanggal: {jenis: tanggal}\n"
              "    nama: {jenis: teks}\n"
              "    jumlah: {jenis: angka}\n"
              "    ada_sisa: {jenis: ya_tidak}\n"
              "    kepala: {jenis: pejabat}\n"
              "    kosong_saja: {jenis: teks}\n"
              "    hukum: {jenis: daftar teks}\n"
              "    program: {jenis: daftar program}\n"
              "    catatan: {jenis: peta teks}\n"
              "pejabat:\n"
              "  isian:\n"
              "    nama: {jenis: teks}\n"
              "    pangkat: {jenis: teks}\n"
              "    nip: {jenis: nip}\n"
              "program:\n"
              "  isian:\n"
              "    nama: {jenis: teks}\n"
              "    pagu: {jenis: uang}\n"
              "    tutup: {jenis: ya_tidak}\n"
              "    warna: {jenis: teks}\n"
              "    kegiatan: {jenis: daftar kegiatan}\n"
              "kegiatan:\n"
              "  isian:\n"
              "    nama: {jenis: teks}\n"
              "    pagu: {jenis: uang}\n"
              "    mulai: {jenis: tahun}\n",
    .rules = "laporan:\n  total: jumlah(program.pagu)\n  ganda: {rumus: \"program[pagu > 150]\"}\n",
    .data = "nama: Dinas <b>Uji</b>\n"
            "tahun: 2017\n"
            "tanggal: 2018-03-15\n"
            "jumlah: 1234567.5\n"
            "ada_sisa: ya\n"
            "kepala: {nama: NAMA KEPALA, nip: '19700101 199503 1 001'}\n"
            "hukum: [Undang-Undang, Peraturan]\n"
            "catatan: {satu: Isi satu, dua: Isi dua}\n"
            "program:\n"
            "  - {nama: Alfa, pagu: 100, tutup: ya, kegiatan: [{nama: A1, pagu: 60, mulai: 2016}, "
            "{nama: A2, pagu: 40}]}\n"
            "  - {nama: Beta, pagu: 200, warna: '#FF0000', kegiatan: [{nama: B1, pagu: 200}]}\n",
    .manifest = "nama: uji\n"
                "judul: \"Laporan {{tahun}}\"\n"
                "bagian:\n"
                "  - {id: isi, berkas: isi.md}\n",
    .job = "templat: uji\ntahun: 2017\ntanggal: 2018-03-15\ndata: [data.yaml]\n",
    .second = "# Lain\n",
    .own = "# Sendiri\n",
};

/* A world that stands in a folder. */
typedef struct Stage {
    Fixture *fixture;
    char folder[64];
    Schema *schema;
    Calc *calc;
    Template *template_;
    Job *job;
    Record *report;
} Stage;

static inline const char *stage_path(const Stage *stage, const char *name)
{
    return str_format(stage->fixture->arena, "%s/%s", stage->folder, name).at;
}

static inline void stage_write(const Stage *stage, const char *name, const char *text)
{
    FILE *file = fopen(stage_path(stage, name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *const stage_folders[] = {"templates", "templates/uji"};
static const char *const stage_files[] = {"templates/uji/manifest.yaml", "templates/uji/isi.md",
                                          "templates/uji/lain.md", "sendiri.md", "job.yaml"};

static inline void stage_remove(const Stage *stage)
{
    for (size_t i = 0; i < sizeof stage_files / sizeof *stage_files; i++)
        (void)unlink(stage_path(stage, stage_files[i]));
    for (size_t i = sizeof stage_folders / sizeof *stage_folders; i > 0; i--)
        (void)rmdir(stage_path(stage, stage_folders[i - 1]));
    (void)rmdir(stage->folder);
}

static inline void stage_add_schema(Stage *stage, const char *path)
{
    const Node *tree =
        data_load_file(stage->fixture->arena, stage->fixture->diags, path, (Place){0});
    assert_non_null(tree);
    assert_true(schema_add(stage->schema, tree));
}

static inline const Node *stage_tree(const Stage *stage, const char *name, const char *text)
{
    const Source *source = support_source(stage->fixture, name, text);
    return data_load_yaml(stage->fixture->arena, stage->fixture->diags, source);
}

static inline const char *or_default(const char *text, const char *otherwise)
{
    return text != NULL ? text : otherwise;
}

static inline void stage_files_write(Stage *stage, const World *world)
{
    strcpy(stage->folder, "/tmp/lakipdf-doc-XXXXXX");
    assert_non_null(mkdtemp(stage->folder));
    for (size_t i = 0; i < sizeof stage_folders / sizeof *stage_folders; i++)
        assert_int_equal(mkdir(stage_path(stage, stage_folders[i]), 0700), 0);
    const char *const texts[] = {
        or_default(world->manifest, world_default.manifest), or_default(world->chapter, "# Isi\n"),
        or_default(world->second, world_default.second), or_default(world->own, world_default.own),
        or_default(world->job, world_default.job)};
    for (size_t i = 0; i < sizeof stage_files / sizeof *stage_files; i++)
        stage_write(stage, stage_files[i], texts[i]);
}

/* Everything up to the computed data, from the files in the stage's folder; NULL template_ after an
   error in job or manifest. */
static inline void stage_load(Stage *stage, const World *world)
{
    Fixture *fixture = stage->fixture;
    Arena *arena = fixture->arena;
    stage->schema = schema_new(arena, fixture->diags);
    stage_add_schema(stage, "config/skema/pekerjaan.yaml");
    stage_add_schema(stage, "config/skema/templat.yaml");
    const char *schema = or_default(world->schema, world_default.schema);
    assert_true(schema_add(stage->schema, stage_tree(stage, "skema.yaml", schema)));
    assert_true(schema_resolve(stage->schema));
    const char *job = stage_path(stage, "job.yaml");
    stage->job = job_load(arena, fixture->diags, stage->schema, job, false);
    if (stage->job == NULL)
        return;
    stage->template_ =
        template_load(arena, fixture->diags, stage->schema, stage->job, str_from(stage->folder));
    stage->calc = calc_new(arena, fixture->diags, stage->schema);
    const char *rules = or_default(world->rules, world_default.rules);
    assert_true(calc_add_rules(stage->calc, stage_tree(stage, "hitungan.yaml", rules)));
    assert_true(calc_check_rules(stage->calc));
    if (world->scales != NULL)
        assert_true(calc_add_scales(stage->calc, stage_tree(stage, "skala.yaml", world->scales)));
    if (stage->template_ != NULL)
        (void)template_conditions(arena, fixture->diags, stage->template_, stage->schema,
                                  stage->calc, stage->job);
    const char *text = or_default(world->data, world_default.data);
    const Node *data = stage_tree(stage, "data.yaml", text);
    const RecordType *type = schema_type(stage->schema, STR("laporan"));
    stage->report = data_bind(arena, stage->schema, type, data, 2017);
    assert_non_null(stage->report);
    assert_true(calc_run(stage->calc, stage->report, 2017));
}

static inline const Doc *stage_build(Stage *stage)
{
    Fixture *fixture = stage->fixture;
    if (stage->template_ == NULL)
        return NULL;
    return doc_build(fixture->arena, fixture->diags, stage->schema, stage->calc, stage->template_,
                     stage->job, stage->report);
}

/* The document of a world; NULL after errors. */
static inline const Doc *world_build(Fixture *fixture, const World *world)
{
    Stage stage = {.fixture = fixture};
    stage_files_write(&stage, world);
    stage_load(&stage, world);
    const Doc *doc = stage_build(&stage);
    stage_remove(&stage);
    return doc;
}

/* The blocks of a chapter as text, without the page that begins the document; the messages where
   there are errors. */
static inline const char *blocks_of(Fixture *fixture, const char *chapter)
{
    const Doc *doc = world_build(fixture, &(World){.chapter = chapter});
    if (doc == NULL)
        return support_messages(fixture);
    Buf out = {.arena = fixture->arena};
    dump_blocks(&out, doc->first->next, 0);
    buf_byte(&out, '\0');
    return out.at;
}

/* The messages of a chapter, each without the folder that its file stands in. */
static inline const char *messages_of(Fixture *fixture, const char *chapter)
{
    (void)world_build(fixture, &(World){.chapter = chapter});
    Str text = str_from(support_messages(fixture));
    Buf out = {.arena = fixture->arena};
    for (size_t at = 0; at < text.size;) {
        if (str_starts(str_slice(text, at, text.size), "/tmp/lakipdf-doc-")) {
            at = str_find(text, "isi.md", at);
            continue;
        }
        buf_byte(&out, text.at[at++]);
    }
    buf_byte(&out, '\0');
    return out.at;
}

#endif
