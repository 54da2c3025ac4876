/* Signature blocks: where offices, names and what stands in the room are put; blocks stay together,
 * with the text before them. */
#include "pages.h"
#include "scan.h"

static const TextStyle centred = {
    .family = {"Liberation Serif", 16}, .size = 12000, .leading = LEADING, .align = ALIGN_CENTRE};
static const TextStyle small = {
    .family = {"Liberation Serif", 16}, .size = 8000, .leading = 10000, .align = ALIGN_LEFT};

enum { ROOM = 70000 };

static Signer *make_signers(Maker *maker, size_t count)
{
    Block *block = make_block(maker, BLOCK_SIGNATURE, NULL);
    Signature *signature = &block->signature;
    signature->style = &centred;
    signature->small = &small;
    signature->signer_count = count;
    signature->signers = arena_array(maker->arena, count, sizeof *signature->signers);
    for (size_t i = 0; i < count; i++) {
        signature->signers[i].space = ROOM;
        signature->signers[i].below =
            make_span(maker->arena, str_format(maker->arena, "NAMA%zu", i + 1).at);
    }
    return signature->signers;
}

/* Offices from texts; one that begins with "a.n. " has that as its prefix. */
static void set_offices(Maker *maker, Signer *signer, const char *const *texts)
{
    SignOffice *offices = arena_array(maker->arena, 8, sizeof *offices);
    for (; texts[signer->office_count] != NULL; signer->office_count++) {
        const char *text = texts[signer->office_count];
        SignOffice *office = &offices[signer->office_count];
        bool prefixed = strncmp(text, "a.n. ", 5) == 0;
        office->text = make_span(maker->arena, prefixed ? text + 5 : text);
        if (prefixed)
            office->prefix = make_span(maker->arena, "a.n.");
    }
    signer->offices = offices;
}

#define OFFICES(maker, signer, ...)                                                                \
    set_offices((maker), (signer), (const char *const[]){__VA_ARGS__, NULL})

static const Item *item_of(const Layout *layout, ItemKind kind)
{
    for (size_t i = 0; i < layout->page_count; i++)
        for (size_t k = 0; k < layout->pages[i].item_count; k++)
            if (layout->pages[i].items[k].kind == kind)
                return &layout->pages[i].items[k];
    return NULL;
}

/* --- Forms ------------------------------------------------------------------------------------ */

static void lines_stand_behind_what_is_before_the_office(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, 2);
    Signer *signer = make_signers(maker, 1);
    OFFICES(maker, signer, "a.n. BUPATI", "SEKDA", "u.b.", "ASISTEN,");
    Layout *layout = make_pages(maker);
    const Item *prefix = run_of(layout, "a.n.");
    const Item *first = run_of(layout, "BUPATI");
    assert_int_equal(prefix->y, first->y);
    assert_true(prefix->x + prefix->width < first->x);
    assert_int_equal(run_of(layout, "SEKDA")->x, first->x);
    assert_int_equal(run_of(layout, "u.b.")->x, first->x);
    assert_int_equal(run_of(layout, "ASISTEN,")->x, first->x);
    assert_int_equal(run_of(layout, "ASISTEN,")->y, first->y + 3 * LEADING);
}

static void offices_of_all_stand_at_one_height(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, 2);
    Signer *signers = make_signers(maker, 2);
    signers[0].above = make_span(maker->arena, "Mengetahui,");
    signers[1].above = make_lines(maker->arena, "atas", 2);
    OFFICES(maker, &signers[0], "KEPALA,");
    OFFICES(maker, &signers[1], "DIREKTUR", "UTAMA,");
    Layout *layout = make_pages(maker);
    assert_int_equal(run_of(layout, "KEPALA,")->y, run_of(layout, "DIREKTUR")->y);
    assert_int_equal(run_of(layout, "Mengetahui,")->y, run_of(layout, "atas2")->y);
    assert_int_equal(run_of(layout, "NAMA1")->y, run_of(layout, "NAMA2")->y);
}

/* --- The room --------------------------------------------------------------------------------- */

static void a_field_is_the_room_between_office_and_name(void **state)
{
    Maker *maker = maker_new(*state);
    make_fill(maker, 2);
    Signer *signer = make_signers(maker, 1);
    OFFICES(maker, signer, "KEPALA,");
    signer->field = (SignField){STR("kepala"), STR("Tanda tangan NAMA1, KEPALA"), false};
    Layout *layout = make_pages(maker);
    const Item *field = item_of(layout, ITEM_FIELD);
    assert_non_null(field);
    assert_true(str_is(field->field.name, "kepala"));
    assert_int_equal(field->height, ROOM);
    assert_true(field->y > run_of(layout, "KEPALA,")->y);
    assert_true(field->y + field->height < run_of(layout, "NAMA1")->y);
    const char *dump = dump_of(maker, layout);
    assert_non_null(strstr(dump, " 70.000 \"kepala\" \"Tanda tangan NAMA1, KEPALA\"\n"));
}

static void a_field_tells_that_its_place_is_taken(void **state)
{
    for (int i = 0; i < 4; i++) {
        Maker *maker = maker_new(*state);
        make_fill(maker, 2);
        Signer *signer = make_signers(maker, 1);
        signer->field = (SignField){STR("kepala"), STR("Tanda tangan"), false};
        signer->beside = i == 1 ? make_span(maker->arena, "oleh A") : NULL;
        signer->anchor = i == 2 ? make_span(maker->arena, "#") : NULL;
        signer->duty = i == 3 ? make_span(maker->arena, "Materai") : NULL;
        Layout *layout = make_pages(maker);
        assert_int_equal(item_of(layout, ITEM_FIELD)->field.taken, i > 0);
    }
}

/* Fills the rectangles of a path, `scale` pixels a point. */
static unsigned char *paint(Arena *arena, const Item *path, unsigned side, int64_t unit)
{
    unsigned char *grey = arena_array(arena, side, side);
    memset(grey, 255, (size_t)side * side);
    for (uint32_t at = 0; at + 4 < path->path.count; at += 5) {
        const PathPoint *from = &path->path.points[at];
        const PathPoint *to = &path->path.points[at + 2];
        for (int64_t y = from->y / unit; y < to->y / unit; y++)
            memset(grey + y * side + from->x / unit, 0, (size_t)(to->x / unit - from->x / unit));
    }
    return grey;
}

static void a_code_is_read_by_others(void **state)
{
    static const char *const texts[] = {
        "https://contoh.go.id/v?id=8f4c1e", "1234567890",
        "Laporan Kinerja \xE2\x80\x93 2024, DINAS",
        "https://sakip.contoh.go.id/verifikasi/dokumen/8f4c1e27-aa10-4c5b-9d3e-2f7b6c1a0d94?x=1"};
    enum { SIZE = 85039, UNIT = 240 }; /* 3 cm, 300 dots an inch */
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Maker *maker = maker_new(fixture);
        make_fill(maker, 2);
        Signer *signer = make_signers(maker, 1);
        signer->code =
            qr_encode(maker->arena, fixture->diags, str_from(texts[i]), SIZE, (Place){0});
        signer->code_size = SIZE;
        signer->code_alt = STR("Kode QR");
        Layout *layout = make_pages(maker);
        const Item *path = item_of(layout, ITEM_PATH);
        assert_non_null(path);
        unsigned side = SIZE / UNIT;
        const char *said =
            scan_codes(maker->arena, paint(maker->arena, path, side, UNIT), side, side);
        assert_string_equal(said, str_format(maker->arena, "%s\n", texts[i]).at);
    }
}

static void a_small_column_has_the_text_below_its_code(void **state)
{
    Fixture *fixture = *state;
    for (size_t count = 1; count <= 3; count += 2) {
        Maker *maker = maker_new(fixture);
        make_fill(maker, 2);
        Signer *signers = make_signers(maker, count);
        for (size_t i = 0; i < count; i++) {
            signers[i].code = qr_encode(maker->arena, fixture->diags, STR("x"), 40000, (Place){0});
            signers[i].code_size = 40000;
            signers[i].beside = make_span(maker->arena, "oleh A");
        }
        Layout *layout = make_pages(maker);
        const Item *code = item_of(layout, ITEM_PATH);
        const Item *text = run_of(layout, "oleh A");
        /* In columns of 110 and of 65 points. */
        assert_true(text->y > code->y + code->height);
        assert_true(run_of(layout, "NAMA1")->y > text->y + 5000);
    }
}

/* In columns of 104 and of 65 points: the box of 79 leaves no room beside it. */
static void where_a_box_leaves_no_room_the_code_stands_below_it(void **state)
{
    Fixture *fixture = *state;
    for (size_t count = 2; count <= 3; count++) {
        Maker *maker = maker_new(fixture);
        make_fill(maker, 2);
        Signer *signer = make_signers(maker, count);
        signer->duty = make_span(maker->arena, "Materai");
        signer->code = qr_encode(maker->arena, fixture->diags, STR("x"), 50000, (Place){0});
        signer->code_size = 50000;
        signer->beside = make_span(maker->arena, "oleh A");
        Layout *layout = make_pages(maker);
        const Item *box = item_of(layout, ITEM_PATH);
        assert_true(box->x + box->width <= LEFT_EDGE + TEXT_WIDTH / (Len)count);
        assert_true(run_of(layout, "oleh A")->y > box->y + box->height + 50000);
        assert_true(run_of(layout, "NAMA1")->y > run_of(layout, "oleh A")->y);
    }
}

/* The picture comes before the name: where it has no alpha, the name is above it. */
static void a_stamp_lies_below_the_name_and_within_its_column(void **state)
{
    Maker *maker = maker_new(*state);
    static const Picture picture = {
        .width = 10, .height = 10, .components = 1, .bits = 8, .orientation = 1};
    static const Picture *const pictures[] = {&picture};
    static const SignInk inks[] = {
        {.x = -90000, .y = 0, .width = 60000, .height = 90000, .alt = {"Stempel", 7}},
        {.x = 10000, .y = 5000, .width = 300000, .height = 90000, .alt = {"Stempel", 7}}};
    make_fill(maker, 2);
    Signer *signers = make_signers(maker, 2);
    signers[0].ink = &inks[0];
    signers[1].ink = &inks[1];
    maker->doc.pictures = pictures;
    maker->doc.picture_count = 1;
    Layout *layout = make_pages(maker);
    const Page *page = &layout->pages[0];
    const Item *first = NULL;
    const Item *second = NULL;
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind != ITEM_PICTURE)
            continue;
        second = first != NULL ? item : NULL;
        first = first != NULL ? first : item;
    }
    assert_non_null(first);
    assert_non_null(second);
    assert_true(first < run_of(layout, "NAMA1") && second < run_of(layout, "NAMA2"));
    assert_int_equal(first->x, LEFT_EDGE);
    assert_true(first->y + first->height > run_of(layout, "NAMA1")->y);
    /* The other is too wide: it is made smaller, in its shape. */
    assert_true(second->x + second->width <= LEFT_EDGE + TEXT_WIDTH);
    assert_in_range(second->height * 10 - second->width * 3 + 10, 0, 20);
}

static bool are_apart(const Item *a, const Item *b)
{
    return a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y ||
           b->y + b->height <= a->y;
}

/* The only one has the page's width of 220 points for its picture, of two each has 104. */
static void a_picture_and_a_code_do_not_cover_each_other(void **state)
{
    static const Picture picture = {
        .width = 10, .height = 10, .components = 1, .bits = 8, .orientation = 1};
    static const Picture *const pictures[] = {&picture};
    static const SignInk ink = {
        .x = -60000, .y = 0, .width = 90000, .height = 90000, .alt = {"Stempel", 7}};
    for (int nth = 0; nth < 8; nth++) {
        Maker *maker = maker_new(*state);
        make_fill(maker, 2);
        Signer *signer = make_signers(maker, 1 + (size_t)(nth & 1));
        signer->ink = &ink;
        signer->code = qr_encode(maker->arena, maker->fixture->diags, STR("x"), 50000, (Place){0});
        signer->code_size = 50000;
        if ((nth & 2) != 0)
            signer->beside = make_span(maker->arena, "oleh A");
        if ((nth & 4) != 0)
            signer->duty = make_span(maker->arena, "Materai");
        maker->doc.pictures = pictures;
        maker->doc.picture_count = 1;
        Layout *layout = make_pages(maker);
        const Item *seen = item_of(layout, ITEM_PICTURE);
        const Page *page = &layout->pages[0];
        for (size_t i = 0; i < page->item_count; i++)
            if (page->items[i].kind == ITEM_PATH)
                assert_true(are_apart(seen, &page->items[i]));
        if (signer->beside != NULL)
            assert_true(run_of(layout, "oleh A")->y < seen->y);
        /* Still over the name, and beside the code where it can be. */
        assert_true(seen->y + seen->height > run_of(layout, "NAMA1")->y);
        if (nth == 0)
            assert_true(item_of(layout, ITEM_PATH)->x >= seen->x + seen->width);
    }
}

/* --- Kept together ---------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* A block of any form, its lines named after it; the largest takes most of a page. */
static void make_any(Maker *maker, int nth, uint32_t *seed)
{
    static const char *const offices[] = {"a.n. BUPA", "SEK", "u.b.", "ASIS,", NULL};
    Arena *arena = maker->arena;
    size_t count = 1 + next_random(seed) % 3;
    Signer *signers = make_signers(maker, count);
    for (size_t i = 0; i < count; i++) {
        Signer *signer = &signers[i];
        signer->above = make_lines(arena, str_format(arena, "atas%d-", nth).at,
                                   1 + (int)(next_random(seed) % 2));
        set_offices(maker, signer, offices + next_random(seed) % 4);
        signer->below = make_lines(arena, str_format(arena, "bawah%d-", nth).at,
                                   1 + (int)(next_random(seed) % 3));
        signer->space = 20000 + (Len)(next_random(seed) % 90000);
        if (next_random(seed) % 3 == 0) {
            signer->code = qr_encode(arena, maker->fixture->diags, STR("x"), 60000, (Place){0});
            signer->code_size = 60000;
            signer->beside = make_lines(arena, "ket", 2);
        }
        if (next_random(seed) % 4 == 0 && signer->code == NULL)
            signer->duty = make_span(arena, "Materai");
    }
}

static void check_block(const Maker *maker, const Layout *layout, int nth, int lines)
{
    Arena *arena = maker->arena;
    size_t page = page_of(layout, str_format(arena, "bawah%d-1", nth).at);
    assert_true(page > 0);
    assert_int_equal(page_of(layout, str_format(arena, "atas%d-1", nth).at), page);
    const Page *at = &layout->pages[page - 1];
    for (size_t i = 0; i < at->item_count; i++)
        if (at->items[i].kind == ITEM_RUN)
            assert_true(at->items[i].y <= TOP + LINES * LEADING);
    /* The last two lines of the text before it, which may be of two paragraphs or a table. */
    assert_int_equal(page_of(layout, str_format(arena, "p%d-%d", nth, lines).at), page);
    const char *second = lines > 1 ? str_format(arena, "p%d-%d", nth, lines - 1).at
                                   : str_format(arena, "q%d-2", nth).at;
    assert_int_equal(page_of(layout, second), page);
}

static void no_block_is_split_or_alone(void **state)
{
    enum { BLOCKS = 25, SEEDS = 40 };
    for (uint32_t nth = 1; nth <= SEEDS; nth++) {
        uint32_t seed = nth * 2654435761U;
        Maker *maker = maker_new(*state);
        int lines[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            Arena *arena = maker->arena;
            make_paragraph(maker, str_format(arena, "r%d-", i).at, (int)(next_random(&seed) % 12));
            if (next_random(&seed) % 2 == 0)
                make_body(maker, make_table(maker, 2), 1 + next_random(&seed) % 6);
            make_paragraph(maker, str_format(arena, "q%d-", i).at, 2);
            lines[i] = 1 + (int)(next_random(&seed) % 5);
            make_paragraph(maker, str_format(arena, "p%d-", i).at, lines[i]);
            make_any(maker, i, &seed);
        }
        Layout *layout = make_pages(maker);
        for (int i = 0; i < BLOCKS; i++)
            check_block(maker, layout, i, lines[i]);
    }
}

/* A table before it gives at least a row, and a page that ends before the block its last row. */
static void a_table_before_it_goes_on_to_its_page(void **state)
{
    for (size_t rows = 2; rows < 60; rows++) {
        Maker *maker = maker_new(*state);
        Table *table = make_table(maker, 1);
        make_body(maker, table, rows);
        Arena *arena = maker->arena;
        table->rows[rows - 1].cells[0].text = make_span(arena, "akhir");
        uint32_t seed = (uint32_t)rows * 7919;
        make_any(maker, 0, &seed);
        Layout *layout = make_pages(maker);
        assert_int_equal(page_of(layout, "akhir"), page_of(layout, "bawah0-1"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_stand_behind_what_is_before_the_office),
        TEST(offices_of_all_stand_at_one_height),
        TEST(a_field_tells_that_its_place_is_taken),
        TEST(a_field_is_the_room_between_office_and_name),
        TEST(a_code_is_read_by_others),
        TEST(a_small_column_has_the_text_below_its_code),
        TEST(where_a_box_leaves_no_room_the_code_stands_below_it),
        TEST(a_stamp_lies_below_the_name_and_within_its_column),
        TEST(a_picture_and_a_code_do_not_cover_each_other),
        TEST(no_block_is_split_or_alone),
        TEST(a_table_before_it_goes_on_to_its_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
