/*
 * Claims: a text of the source beside the figure that it states. What is printed is computed, in
 * the form of the claim, and a claim that differs is told.
 */
#include "calc/audited.h"

typedef struct ClaimCase {
    const char *formula;
    const char *text;
    const char *printed;
    const char *told; /* behind "warning: klaim: "; NULL: nothing */
} ClaimCase;

static const ClaimCase claims[] = {
    {"13199835292 / 13773923464 * 100", "95,02%", "95,83%",
     "is claimed as 95,02 but computed as 95,83 (difference 0,81)"},
    {"13199835292 / 13773923464 * 100", "95,83 %", "95,83 %", NULL},
    {"13199835292 / 13773923464 * 100", "96%", "96%", NULL},
    {"630592410", "Rp1.022.435.384,-", "Rp630.592.410,-",
     "is claimed as 1.022.435.384 but computed as 630.592.410 (difference 391.842.974)"},
    {"630592410", "Rp. 630.592.410,00", "Rp. 630.592.410,00", NULL},
    {"630592410", "Rp1,02 miliar", "Rp0,63 miliar",
     "is claimed as 1.020.000.000 but computed as 630.592.410 (difference 389.407.590)"},
    {"630592410", "Rp0,63 miliar", "Rp0,63 miliar", NULL},
    {"51", "40", "51", "is claimed as 40 but computed as 51 (difference 11)"},
    {"51", "40 (empat puluh)", "51 (lima puluh satu)",
     "is claimed as 40 but computed as 51 (difference 11)"},
    {"8", "Ketujuh", "Kedelapan", "is claimed as 'Ketujuh' but computed as 8"},
    {"8", "delapan", "delapan", NULL},
    {"8", "Kedelapan", "Kedelapan", NULL},
    {"1234567", "1234568", "1234567",
     "is claimed as 1.234.568 but computed as 1.234.567 (difference 1)"},
    {"0 - 44325000", "(44.325.000)", "(44.325.000)", NULL},
    {"0 - 44325000", "44.325.000", "(44.325.000)",
     "is claimed as 44.325.000 but computed as -44.325.000 (difference 88.650.000)"},
    {"44325000", "Rp(44.325.000)", "Rp44.325.000",
     "is claimed as -44.325.000 but computed as 44.325.000 (difference 88.650.000)"},
    {"99.996", "100%", "99%", "is claimed as 100 but computed as 99,99 (difference 0,01)"},
    {"99.996", "99,99%", "99,99%", NULL},
    {"0.004", "0%", "1%", "is claimed as 0 but computed as 0,01 (difference 0,01)"},
    {"0.004", "0,01%", "0,01%", NULL},
    {"skala(95.63)", "Tinggi", "Sangat Tinggi",
     "is claimed as 'Tinggi' but computed as 'Sangat Tinggi'"},
    {"skala(95.63)", "TINGGI", "SANGAT TINGGI",
     "is claimed as 'TINGGI' but computed as 'Sangat Tinggi'"},
    {"skala(95.63)", "sangat tinggi", "sangat tinggi", NULL},
    {"99.77 > 100", "ya", "tidak", "is claimed as 'ya' but computed as 'tidak'"},
    {"tanggal", "15 Maret 2018", "15 Maret 2018", NULL},
    {"tanggal", "16 Maret 2018", "15 Maret 2018",
     "is claimed as '16 Maret 2018' but computed as '15 Maret 2018'"},
    /* Right in whatever form. */
    {"0 - 50000", "minus Rp50.000,00", "minus Rp50.000,00", NULL},
    {"0 - 50000", "(minus Rp50.000,00)", "(minus Rp50.000,00)", NULL},
    {"0 - 50000", "Rp -50.000", "Rp -50.000", NULL},
    {"0 - 50000", "-Rp50.000", "-Rp50.000", NULL},
    {"0 - 2", "minus dua", "minus dua", NULL},
    {"2", "Kedua program", "Kedua program", NULL},
    {"2", "dua program", "dua program", NULL},
    {"2", "sebanyak dua", "sebanyak dua", NULL},
    {"2", "ke-2", "ke-2", NULL},
    {"2", "II", "II", NULL},
    {"2", "Triwulan II", "Triwulan II", NULL},
    {"1", "pertama", "pertama", NULL},
    {"1020000000", "Rp1,02 M", "Rp1,02 M", NULL},
    {"1022435384", "Rp1,02 M", "Rp1,02 M", NULL},
    {"1020000000", "Rp1.020 jt", "Rp1.020 jt", NULL},
    {"250000000", "Rp2,5 ratus juta", "Rp2,5 ratus juta", NULL},
    {"1020000000", "satu miliar dua puluh juta rupiah", "satu miliar dua puluh juta rupiah", NULL},
    {"2", "2 (dua) program", "2 (dua) program", NULL},
    {"7", "tujuh (7) program", "tujuh (7) program", NULL},
    {"200000", "Rp200.000,00 (dua ratus ribu rupiah)", "Rp200.000,00 (dua ratus ribu rupiah)",
     NULL},
    {"1200", "1 200", "1 200", NULL},
    {"95.5", "sembilan puluh lima koma lima persen", "sembilan puluh lima koma lima persen", NULL},
    /* Wrong, and printed in its form. */
    {"630592410", "Rp1,02 M", "Rp0,63 M",
     "is claimed as 1.020.000.000 but computed as 630.592.410 (difference 389.407.590)"},
    {"0 - 60000", "minus Rp50.000,00", "minus Rp60.000,00",
     "is claimed as -50.000 but computed as -60.000 (difference 10.000)"},
    {"50000", "minus Rp50.000,00", "Rp50.000,00",
     "is claimed as -50.000 but computed as 50.000 (difference 100.000)"},
    {"50000", "(minus Rp50.000,00)", "Rp50.000,00",
     "is claimed as -50.000 but computed as 50.000 (difference 100.000)"},
    {"0 - 3", "5%", "-3%", "is claimed as 5 but computed as -3 (difference 8)"},
    {"0 - 50000", "sisa Rp50.000,- lagi", "sisa (Rp50.000,-) lagi",
     "is claimed as 50.000 but computed as -50.000 (difference 100.000)"},
    {"0 - 3", "tujuh (7)", "minus tiga (-3)", "is claimed as 'tujuh (7)' but computed as -3"},
    {"3", "ke-2", "ke-3", "is claimed as 2 but computed as 3 (difference 1)"},
    {"3", "Kedua program", "Ketiga program", "is claimed as 'Kedua program' but computed as 3"},
    {"3", "DUA PROGRAM", "TIGA PROGRAM", "is claimed as 'DUA PROGRAM' but computed as 3"},
    {"4", "Triwulan II", "Triwulan IV", "is claimed as 'Triwulan II' but computed as 4"},
    {"250005", "1 200", "250 005",
     "is claimed as 1.200 but computed as 250.005 (difference 248.805)"},
    {"1234.5", "95.83 m2", "1,234.50 m2",
     "is claimed as 95,83 but computed as 1.234,50 (difference 1.138,67)"},
    {"skala(95.63)", "T", "ST", "is claimed as 'T' but computed as 'Sangat Tinggi'"},
    /* The words in brackets. */
    {"2", "2 (tiga)", "2 (dua)",
     "is claimed as '2 (tiga)', where the figure in brackets is another"},
    {"200000", "Rp200.000,00 (seratus rupiah)", "Rp200.000,00 (dua ratus ribu rupiah)",
     "is claimed as 'Rp200.000,00 (seratus rupiah)', where the figure in brackets is another"},
};

/* What is printed for the text, which claims the formula, named so. */
static Str claimed(Fixture *fixture, const char *text, const char *name, const char *formula)
{
    fixture->diags = diags_new(fixture->arena);
    World world = audited_world(fixture, NULL);
    audit(&world, "tanggal: 2018-03-15\n");
    Claim claim = {str_from(text), str_from(name), {0}, world.root};
    return calc_claim(world.calc, &claim, world_eval(&world, formula));
}

static void a_claim_whose_form_lacks_the_value_is_an_error(void **state)
{
    static const char *const TEXTS[] = {"ke-2", "Kedua", "II"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        assert_str(claimed(*state, TEXTS[i], "x", "0 - 3"), "-3");
        assert_non_null(strstr(findings(*state), "has a form that -3 cannot be written in"));
    }
}

/* Nothing is guessed. */
static void claims_without_one_clear_figure_are_errors(void **state)
{
    static const char *const TEXTS[] = {"semua program", "10 dari 12", "1.2.3",   "dua per tiga",
                                        "dua tiga",      "2017-2019",  "1,234.5", "CO2"};
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        assert_str(claimed(fixture, TEXTS[i], "2", "2"), "2");
        assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
        assert_non_null(strstr(findings(fixture), TEXTS[i]));
    }
}

static void claims_print_what_is_computed(void **state)
{
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        const ClaimCase *item = &claims[i];
        assert_str(claimed(fixture, item->text, item->formula, item->formula), item->printed);
        Str told = item->told == NULL
                       ? STR("")
                       : str_format(fixture->arena, "lakipdf: warning: klaim: '%s' %s\n",
                                    item->formula, item->told);
        assert_string_equal(findings(fixture), told.size > 0 ? told.at : "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(claims_print_what_is_computed),
        TEST(claims_without_one_clear_figure_are_errors),
        TEST(a_claim_whose_form_lacks_the_value_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
