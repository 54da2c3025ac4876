/* Titles of offices: what stands before them, in all spellings. */
#include "support.h"

static void short_forms_are_known_in_any_spelling(void **state)
{
    static const struct {
        const char *text, *form, *title;
    } cases[] = {
        {"Kepala Dinas", "", "Kepala Dinas"},
        {" Kepala Dinas, ", "", "Kepala Dinas"},
        {"Plt. Kepala Dinas", "Plt.", "Kepala Dinas"},
        {"Plt Kepala Dinas", "Plt.", "Kepala Dinas"},
        {"PLT. KEPALA DINAS,", "Plt.", "KEPALA DINAS"},
        {"plh.Kepala", "Plh.", "Kepala"},
        {"Pj Bupati Contoh", "Pj.", "Bupati Contoh"},
        {"PJS. Bupati", "Pjs.", "Bupati"},
        {"Pelaksana  Tugas Kepala", "Plt.", "Kepala"},
        {"pelaksana harian Camat", "Plh.", "Camat"},
        {"Penjabat Sementara Bupati", "Pjs.", "Bupati"},
        {"Penjabat Bupati", "Pj.", "Bupati"},
        {"an. Kepala", "a.n.", "Kepala"},
        {"A.N. Bupati", "a.n.", "Bupati"},
        {"a.n Bupati", "a.n.", "Bupati"},
        {"a.n.\tBupati", "a.n.", "Bupati"},
        {"Atas nama Bupati", "a.n.", "Bupati"},
        {"UB", "u.b.", ""},
        {"u.b.", "u.b.", ""},
        {"a.n. Plt. Kepala Dinas", "a.n.", "Plt. Kepala Dinas"},
        /* Other words. */
        {"Pltd Contoh", "", "Pltd Contoh"},
        {"Anggota DPRD", "", "Anggota DPRD"},
        {"Pejabat Pembuat Komitmen", "", "Pejabat Pembuat Komitmen"},
        {"Pelaksana", "", "Pelaksana"},
        {"Pelaksanatugas", "", "Pelaksanatugas"},
        {"Upaya", "", "Upaya"},
        {".", "", "."},
        {",,", "", ""},
        {"", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        OfficeTitle parts = office_part(str_from(cases[i].text));
        assert_str(parts.form, cases[i].form);
        assert_str(parts.title, cases[i].title);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(short_forms_are_known_in_any_spelling)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
