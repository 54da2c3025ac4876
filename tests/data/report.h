/*
 * tests/data/report.h - a small schema with a field of every kind and shape.
 */
#ifndef LAKIPDF_TESTS_REPORT_H
#define LAKIPDF_TESTS_REPORT_H

#include "data/data.h"
#include "support.h"

static const char report_schema[] =
    "laporan:\n"
    "  arti: Laporan\n"
    "  isian:\n"
    "    nama: {jenis: teks, wajib: ya, arti: Nama instansi}\n"
    "    kode: kode\n"
    "    nip: nip\n"
    "    tahun: tahun\n"
    "    tanggal: tanggal\n"
    "    aktif: ya_tidak\n"
    "    arah: {jenis: pilihan, pilihan: [naik, turun], bawaan: naik}\n"
    "    jumlah: cacah\n"
    "    nilai: angka\n"
    "    serapan: {jenis: angka, satuan: persen}\n"
    "    biaya: {jenis: uang, satuan: rupiah}\n"
    "    modal: {jenis: uang, satuan: juta rupiah}\n"
    "    lebar: ukuran\n"
    "    catatan: bebas\n"
    "    target: angka per tahun\n"
    "    anggaran: pagu per tahun\n"
    "    pagu: pagu\n"
    "    indikator: daftar indikator\n"
    "    unsur: daftar teks\n"
    "    bab: peta teks\n"
    "    unit: peta indikator\n"
    "pagu: {ringkas: induk, isian: {induk: uang, perubahan: uang}}\n"
    "indikator:\n"
    "  isian:\n"
    "    nama: {jenis: teks, wajib: ya}\n"
    "    satuan: teks\n"
    "    target: angka\n";

/* A schema of the given text, resolved; fails the test when there are errors in it. */
static inline Schema *make_schema(Fixture *fixture, const char *text)
{
    Schema *schema = schema_new(fixture->arena, fixture->diags);
    const Node *tree =
        data_load_yaml(fixture->arena, fixture->diags, support_source(fixture, "skema.yaml", text));
    if (tree == NULL || !schema_add(schema, tree) || !schema_resolve(schema))
        fail_msg("%s", support_messages(fixture));
    return schema;
}

/* The tree of YAML text named test.yaml. */
static inline const Node *make_tree(Fixture *fixture, const char *text)
{
    const Node *tree =
        data_load_yaml(fixture->arena, fixture->diags, support_source(fixture, "test.yaml", text));
    if (tree == NULL)
        fail_msg("%s", support_messages(fixture));
    return tree;
}

#endif
