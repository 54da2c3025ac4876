/* Totals that a table carries over the ends of pages, from the template to the page: what is
 * printed adds up. */
#include "doc/world.h"
#include "pages.h"

enum { PROGRAMS = 300 };

/* The pages of a table over PROGRAMS programs, in text or the messages. */
static Layout *table_pages(Fixture *fixture, const char *table, const char *paper)
{
    Buf data = {.arena = fixture->arena};
    Buf manifest = {.arena = fixture->arena};
    int64_t seed = 12345;
    buf_text(&data, "tahun: 2017\nnama: x\nprogram:\n");
    for (int i = 0; i < PROGRAMS; i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        buf_format(&data, "  - {nama: Program ke-%d%s, pagu: %lld.%02lld}\n", i + 1,
                   i % 7 == 3 ? " yang namanya panjang sehingga beberapa baris" : "",
                   (long long)seed, (long long)(seed % 100));
    }
    buf_byte(&data, '\0');
    buf_format(&manifest,
               "nama: uji\nhalaman: {isi: {kertas: %s}}\n"
               "bagian: [{id: isi, berkas: isi.md, halaman: isi}]\n",
               paper);
    buf_byte(&manifest, '\0');
    const Doc *doc =
        world_build(fixture, &(World){.data = data.at, .manifest = manifest.at, .chapter = table});
    assert_string_equal(support_messages(fixture), "");
    assert_non_null(doc);
    return layout_build(fixture->arena, fixture->diags, load_fonts(fixture), NULL, doc);
}

static const char *run_text(Arena *arena, const Item *item)
{
    Buf out = {.arena = arena};
    for (uint32_t i = 0; i < item->run.count; i++)
        buf_char(&out, item->run.codes[i]);
    buf_byte(&out, '\0');
    return out.at;
}

/* "1.234,56" in hundredths; false for any other text. */
static bool read_amount(const char *text, int64_t *amount)
{
    *amount = 0;
    if (strlen(text) < 4 || text[strlen(text) - 3] != ',')
        return false;
    for (; *text != '\0'; text++) {
        if (*text >= '0' && *text <= '9')
            *amount = *amount * 10 + (*text - '0');
        else if (*text != '.' && *text != ',')
            return false;
    }
    return true;
}

/* What a page's amounts say: the one behind "Jumlah pindahan", the sum of the rows', and the one
   behind "Jumlah dipindahkan" or "Jumlah seluruhnya". */
typedef struct PageSum {
    int64_t brought, rows, carried, total;
    size_t count; /* rows */
} PageSum;

static PageSum read_page(Arena *arena, const Page *page)
{
    PageSum sum = {-1, 0, -1, -1, 0};
    int64_t *to = NULL;
    for (size_t i = 0; i < page->item_count; i++) {
        int64_t amount = 0;
        if (page->items[i].kind != ITEM_RUN)
            continue;
        const char *text = run_text(arena, &page->items[i]);
        if (strcmp(text, "Jumlah pindahan") == 0)
            to = &sum.brought;
        else if (strcmp(text, "Jumlah dipindahkan") == 0)
            to = &sum.carried;
        else if (strcmp(text, "Jumlah seluruhnya") == 0)
            to = &sum.total;
        else if (read_amount(text, &amount) && to != NULL)
            *to = amount;
        else if (read_amount(text, &amount))
            sum.rows += amount;
        if (read_amount(text, &amount)) {
            sum.count += to == NULL;
            to = NULL;
        }
    }
    return sum;
}

#define TABLE                                                                                      \
    "judul: Anggaran\njudul_ulang: ya\nkolom: [{judul: Nama, lebar: 40mm}, {judul: Pagu, rata: "   \
    "kanan}]\npindahan: {kolom: [2]}\n"
#define TOTAL                                                                                      \
    "  - {gaya: jumlah, sel: [Jumlah seluruhnya, \"{{jumlah(program.pagu) | angka 2}}\"]}\n"

#define ROWS                                                                                       \
    "baris:\n  - {untuk: program, sel: [\"{{nama}}\", \"{{pagu | angka 2}}\"]}\n" TOTAL "```\n"

static void check_pages(Fixture *fixture, const Layout *layout)
{
    PageSum last = {0};
    size_t count = 0;
    int64_t carried = -1;
    assert_true(layout->page_count > 3);
    for (size_t p = 0; p < layout->page_count; p++) {
        PageSum sum = read_page(fixture->arena, &layout->pages[p]);
        assert_int_equal(sum.brought, carried);
        int64_t before = sum.brought < 0 ? 0 : sum.brought;
        count += sum.count;
        carried = sum.carried;
        if (p + 1 < layout->page_count)
            assert_int_equal(before + sum.rows, sum.carried);
        else
            assert_int_equal(before + sum.rows, sum.total);
        last = sum;
    }
    assert_int_equal(last.carried, -1);
    assert_int_equal(count, PROGRAMS);
    assert_inside(layout);
}

static void the_totals_of_all_pages_add_up(void **state)
{
    static const char *const papers[] = {"A4", "F4", "A4, arah: mendatar", "A4, bawah: 14cm"};
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        const Layout *layout = table_pages(*state,
                                           i % 2 == 0 ? "```tabel\n" TABLE ROWS
                                                      : "```tabel\ngaris_gaya: buku\n" TABLE ROWS,
                                           papers[i]);
        assert_non_null(layout);
        check_pages(*state, layout);
        assert_int_equal(count_runs(layout, "Tabel 1 (lanjutan)"), layout->page_count - 1);
        assert_int_equal(count_runs(layout, "Jumlah dipindahkan"), layout->page_count - 1);
    }
}

static void rows_that_are_split_count_where_they_begin(void **state)
{
    const Layout *layout =
        table_pages(*state,
                    "```tabel\n" TABLE "baris:\n"
                    "  - untuk: program\n"
                    "    sel: [\"{{nama}}a b c d e f g h i j k l m n o p q r s "
                    "t u v w x y z {{nama}} {{nama}} {{nama}} {{nama}} {{nama}} {{nama}}\", "
                    "\"{{pagu | angka 2}}\"]\n" TOTAL "```\n",
                    "A4, arah: mendatar, bawah: 10cm");
    assert_non_null(layout);
    check_pages(*state, layout);
}

static void a_table_on_one_page_carries_nothing(void **state)
{
    const Layout *layout = table_pages(*state,
                                       "```tabel\n" TABLE "baris:\n"
                                       "  - {untuk: \"program[pagu < 20000000]\", sel: "
                                       "[\"{{nama}}\", \"{{pagu | angka 2}}\"]}\n```\n",
                                       "A4");
    assert_non_null(layout);
    assert_int_equal(layout->page_count, 1);
    assert_int_equal(count_runs(layout, "Jumlah dipindahkan"), 0);
    assert_int_equal(count_runs(layout, "Jumlah pindahan"), 0);
}

static void totals_stand_within_columns_that_are_too_narrow(void **state)
{
    Fixture *fixture = *state;
    const Layout *layout = table_pages(
        *state,
        "```tabel\nkolom: [Nama, {judul: P, lebar: 5mm, rata: kanan}]\npindahan: {kolom: [{kolom: "
        "2, nilai: \"{{pagu | angka 2}}\"}]}\nbaris: [{untuk: program, sel: [\"{{nama}}\", "
        "x]}]\n```\n",
        "A4");
    assert_non_null(layout);
    size_t page = 0;
    const Item *title = find_run(layout, "Jumlah dipindahkan", 0, &page);
    assert_non_null(title);
    for (size_t i = 0; i < layout->pages[0].item_count; i++) {
        const Item *item = &layout->pages[0].items[i];
        int64_t amount = 0;
        if (item->kind == ITEM_RUN && read_amount(run_text(fixture->arena, item), &amount))
            assert_true(item->width <= 14200);
    }
    const char *messages = support_messages(fixture);
    assert_non_null(strstr(messages, "a total that is carried over is too wide for its column"));
    assert_null(strstr(messages, "divided between letters"));
}

/* Nothing is divided, and no warning given. */
static void titles_widen_columns_where_they_are_printed(void **state)
{
    static const char *const chapter = "```tabel\nkolom: [%s]\npindahan: {kolom: [%s]}\nbaris:\n  "
                                       "- {untuk: %s, sel: [a, %s\"{{pagu "
                                       "| angka 2}}\"]}\n```\n";
    static const char *const columns[][3] = {
        {"A, B", "2", ""},
        {"{judul: A, lebar: 9mm}, C, B", "3", "c, "},
        {"{judul: A, lebar: 1fr}, {judul: B, lebar: 30fr}", "2", ""}};
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        for (int all = 0; all < 2; all++) {
            Str text = str_format(fixture->arena, chapter, columns[i][0], columns[i][1],
                                  all ? "program" : "\"program[pagu < 20000000]\"", columns[i][2]);
            const Layout *layout = table_pages(fixture, text.at, "A4");
            assert_string_equal(support_messages(fixture), "");
            assert_non_null(layout);
            size_t page = 0;
            const Item *title = find_run(layout, "Jumlah pindahan", 0, &page);
            if (title == NULL)
                title = find_run(layout, "pindahan", 0, &page);
            assert_true((title != NULL) == all);
        }
}

static void what_is_added_may_not_fill_the_page(void **state)
{
    Fixture *fixture = *state;
    Buf title = {.arena = fixture->arena};
    buf_text(&title,
             "```tabel\nkolom: [{judul: a, lebar: 5mm}, b]\npindahan: {kolom: [2], judul: \"");
    for (int i = 0; i < 60; i++)
        buf_text(&title, "a ");
    buf_text(&title, "\"}\nbaris: [{untuk: program, sel: [x, \"{{pagu}}\"]}]\n```\n");
    buf_byte(&title, '\0');
    assert_null(table_pages(fixture, title.at, "A4"));
    assert_non_null(strstr(support_messages(fixture),
                           "what the table adds on each page is higher than half a page"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_totals_of_all_pages_add_up),
        TEST(rows_that_are_split_count_where_they_begin),
        TEST(a_table_on_one_page_carries_nothing),
        TEST(totals_stand_within_columns_that_are_too_narrow),
        TEST(titles_widen_columns_where_they_are_printed),
        TEST(what_is_added_may_not_fill_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
