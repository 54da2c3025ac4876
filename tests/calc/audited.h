/*
 * tests/calc/audited.h - data of a test's own, audited by all that ships, and what was found.
 */
#ifndef LAKIPDF_TESTS_CALC_AUDITED_H
#define LAKIPDF_TESTS_CALC_AUDITED_H

#include "calc/shipped.h"

/* The shipped schema, rules and audits; `own` is a file of audits of the user's, or NULL. */
static inline World audited_world(Fixture *fixture, const char *own)
{
    World world = shipped_world(fixture, NULL);
    bool good = calc_add_audits(world.calc, shipped_file(fixture, "config/audit.yaml"));
    if (own != NULL)
        good = good && calc_add_audits(world.calc, world_tree(fixture, "audit.yaml", own));
    if (!good)
        fail_msg("%s", support_messages(fixture));
    return world;
}

/* Binds, computes and audits data; what a report needs besides is added behind. */
static inline void audit(World *world, const char *data)
{
    static const char rest[] =
        "tahun: 2017\n"
        "instansi: {nama: Dinas, singkatan: D, wilayah: W, kedudukan: K, bidang: b, "
        "kepala_daerah: Gubernur}\n";
    Fixture *fixture = world->fixture;
    bool has_head = strstr(data, "kepala:") != NULL;
    Str text = str_format(fixture->arena, "%s%s%s%s%s", data, rest,
                          has_head ? "" : "kepala: {jabatan: Kepala Dinas, nama: NAMA}\n",
                          strstr(data, "sasaran:") != NULL ? "" : "sasaran: []\n",
                          strstr(data, "program:") != NULL ? "" : "program: []\n");
    world->root =
        data_bind(fixture->arena, world->schema, schema_type(world->schema, STR("laporan")),
                  world_tree(fixture, "d.yaml", text.at), 2017);
    bool good = calc_check_audits(world->calc) && world->root != NULL &&
                !diags_failed(fixture->diags) && calc_run(world->calc, world->root, 2017);
    if (!good)
        fail_msg("%s", support_messages(fixture));
    calc_audit(world->calc, world->root);
}

/* The messages without excerpts. */
static inline const char *findings(Fixture *fixture)
{
    Buf out = {.arena = fixture->arena};
    Str all = str_from(support_messages(fixture));
    for (size_t at = 0; at < all.size;) {
        size_t end = str_find(all, "\n", at);
        Str line = str_slice(all, at, end != SIZE_MAX ? end + 1 : all.size);
        if (line.at[0] != ' ')
            buf_add(&out, line);
        at += line.size;
    }
    return str_c(fixture->arena, buf_str(&out));
}

#endif
