/* What is said of schema files that are wrong themselves. */
#include "cases.h"
#include "report.h"

/* clang-format off */
static const Case cases[] = {
    {"a schema that is a list",
     "- a\n", 0,
     "test.yaml:1:1: error: a schema must be a map of record types\n"
     "    1 | - a\n"
     "      | ^\n"
     "  hint: write: type: {isian: {field: kind}}\n"},
    {"a type that is a list",
     "a: [b]\n", 0,
     "test.yaml:1:4: error: tipe: fields are expected, not a list\n"
     "    1 | a: [b]\n"
     "      |    ^\n"
     "  hint: its fields: arti, ringkas, isian\n"},
    {"an unknown key of a type",
     "a:\n"
     "  isain: {b: teks}\n", 0,
     "test.yaml:2:3: error: unknown field 'isain' in 'tipe'\n"
     "    2 |   isain: {b: teks}\n"
     "      |   ^~~~~\n"
     "  hint: did you mean 'isian'?\n"},
    {"an unknown key of a field",
     "a:\n"
     "  isian: {b: {jenis: teks, wajb: ya}}\n", 0,
     "test.yaml:2:28: error: unknown field 'wajb' in 'isian'\n"
     "    2 |   isian: {b: {jenis: teks, wajb: ya}}\n"
     "      |                            ^~~~\n"
     "  hint: did you mean 'wajib'?\n"},
    {"a field without kind",
     "a:\n"
     "  isian: {b: {arti: x}}\n", 0,
     "test.yaml:2:14: error: 'jenis' is missing in 'isian'\n"
     "    2 |   isian: {b: {arti: x}}\n"
     "      |              ^\n"
     "  hint: jenis: the kind of value\n"},
    {"a field of nothing",
     "a:\n"
     "  isian:\n"
     "    b:\n", 0,
     "test.yaml:3:7: error: 'jenis' is missing in 'isian'\n"
     "    3 |     b:\n"
     "      |       ^\n"
     "  hint: jenis: the kind of value\n"},
    {"an unknown kind",
     "a: {isian: {b: tekss}}\n", 0,
     "test.yaml:1:16: error: jenis: 'tekss' is not known\n"
     "    1 | a: {isian: {b: tekss}}\n"
     "      |                ^~~~~\n"
     "  hint: did you mean 'teks'?\n"},
    {"an unknown kind like no other",
     "a: {isian: {b: daftar xyz}}\n", 0,
     "test.yaml:1:16: error: jenis: 'xyz' is not known\n"
     "    1 | a: {isian: {b: daftar xyz}}\n"
     "      |                ^~~~~~~~~~\n"
     "  hint: it is the name of a record type or one of: teks, angka, uang, cacah, tahun, tanggal, ya_tidak, pilihan, kode, nip, ukuran, bebas, rumus\n"},
    {"a kind of two shapes",
     "a: {isian: {b: daftar angka per tahun}}\n", 0,
     "test.yaml:1:16: error: jenis: 'daftar angka per tahun' is two things at once\n"
     "    1 | a: {isian: {b: daftar angka per tahun}}\n"
     "      |                ^~~~~~~~~~~~~~~~~~~~~~\n"
     "  hint: put the values per year into a record type of their own\n"},
    {"a wajib that is no bool",
     "a: {isian: {b: {jenis: teks, wajib: yes}}}\n", 0,
     "test.yaml:1:37: error: wajib: 'yes' is neither ya nor tidak\n"
     "    1 | a: {isian: {b: {jenis: teks, wajib: yes}}}\n"
     "      |                                     ^~~\n"
     "  hint: write ya or tidak\n"},
    {"choices that are missing",
     "a: {isian: {b: pilihan}}\n", 0,
     "test.yaml:1:16: error: 'b' has nothing to choose from\n"
     "    1 | a: {isian: {b: pilihan}}\n"
     "      |                ^~~~~~~\n"
     "  hint: jenis 'pilihan' and a list 'pilihan' belong together\n"},
    {"choices of another kind",
     "a: {isian: {b: {jenis: teks, pilihan: [x]}}}\n", 0,
     "test.yaml:1:24: error: 'b' has choices, but is of another kind\n"
     "    1 | a: {isian: {b: {jenis: teks, pilihan: [x]}}}\n"
     "      |                        ^~~~\n"
     "  hint: jenis 'pilihan' and a list 'pilihan' belong together\n"},
    {"a default of a list",
     "a: {isian: {b: {jenis: daftar teks, bawaan: x}}}\n", 0,
     "test.yaml:1:45: error: 'b' cannot have a default\n"
     "    1 | a: {isian: {b: {jenis: daftar teks, bawaan: x}}}\n"
     "      |                                             ^\n"
     "  hint: only a field with a single value has a default\n"},
    {"a default that is not of its kind",
     "a: {isian: {b: {jenis: angka, bawaan: x}}}\n", 0,
     "test.yaml:1:39: error: b: 'x' is not a number\n"
     "    1 | a: {isian: {b: {jenis: angka, bawaan: x}}}\n"
     "      |                                       ^\n"
     "  hint: write digits, with '.' before decimals: 1234.5\n"},
    {"a default of a required field",
     "a: {isian: {b: {jenis: angka, wajib: ya, bawaan: 1}}}\n", 0,
     "test.yaml:1:38: error: 'b' must be given, yet has a default\n"
     "    1 | a: {isian: {b: {jenis: angka, wajib: ya, bawaan: 1}}}\n"
     "      |                                      ^~\n"
     "  hint: leave out 'wajib' or 'bawaan'\n"},
    {"a shorthand that is no field",
     "a: {ringkas: bb, isian: {ba: teks}}\n", 0,
     "test.yaml:1:14: error: ringkas: 'bb' is no field of 'a'\n"
     "    1 | a: {ringkas: bb, isian: {ba: teks}}\n"
     "      |              ^~\n"
     "  hint: did you mean 'ba'?\n"},
    {"a shorthand that is a list",
     "a: {ringkas: b, isian: {b: daftar teks}}\n", 0,
     "test.yaml:1:14: error: ringkas: 'b' is not a single value\n"
     "    1 | a: {ringkas: b, isian: {b: daftar teks}}\n"
     "      |              ^\n"
     "  hint: choose a field with a single value\n"},
    {"a type named like a kind",
     "teks: {isian: {a: angka}}\n", 0,
     "test.yaml:1:1: error: 'teks' is a kind of value and cannot be a record type\n"
     "    1 | teks: {isian: {a: angka}}\n"
     "      | ^~~~\n"
     "  hint: choose another name\n"},
    {"a type with a name for no formula",
     "a-b: {isian: {a: angka}}\n", 0,
     "test.yaml:1:1: error: 'a-b' cannot be the name of a record type or a field\n"
     "    1 | a-b: {isian: {a: angka}}\n"
     "      | ^~~\n"
     "  hint: use letters, digits and '_', with a letter at the start: formulas need it\n"},
    {"a field with a name for no formula",
     "a: {isian: {2a: angka}}\n", 0,
     "test.yaml:1:13: error: '2a' cannot be the name of a record type or a field\n"
     "    1 | a: {isian: {2a: angka}}\n"
     "      |             ^~\n"
     "  hint: use letters, digits and '_', with a letter at the start: formulas need it\n"},
};
/* clang-format on */

static void gives_its_messages(void **state)
{
    const Case *row = *state;
    void *own = NULL;
    fixture_setup(&own);
    Fixture *fixture = own;
    Schema *schema = schema_new(fixture->arena, fixture->diags);
    bool added = schema_add(schema, make_tree(fixture, row->input));
    assert_false(schema_resolve(schema) && added);
    assert_string_equal(support_messages(fixture), row->messages);
    fixture_teardown(&own);
}

int main(void)
{
    return run_cases("schema_errors", cases, sizeof cases / sizeof *cases, gives_its_messages);
}
