/* Whatever tree there is, both spellings hold it: random trees written and loaded again. */
#include "data/data.h"
#include "support.h"

typedef struct Random {
    Arena *arena;
    uint64_t state;
} Random;

/* xorshift64*: the same trees on every machine. */
static uint32_t next(Random *random, uint32_t limit)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return (uint32_t)((random->state * 0x2545F4914F6CDD1Du) >> 33) % limit;
}

/* Pieces that one spelling or the other could trip over. */
static const char *const pieces[] = {
    "a",
    "Dinas",
    "2017",
    "1.400",
    "No",
    "null",
    "~",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\r",
    "\r\n",
    ": ",
    ":",
    " #",
    "#",
    "- ",
    "-",
    "---",
    "...",
    "\"",
    "'",
    "\\",
    "\\n",
    "&",
    "&amp;",
    "<",
    ">",
    "]]>",
    "<!--",
    "{",
    "}",
    "[",
    "]",
    ",",
    "|",
    "%",
    "@",
    "`",
    "!",
    "*a",
    "?",
    "? ",
    "<<",
    "=",
    "\x7F",
    "\xC2\x85",
    "\xC2\xA0",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xEF\xBB\xBF",
    "\xC3\xA9",
    "\xE2\x88\x9A",
    "\xF0\x9F\x98\x80",
    "\xEF\xBF\xBD",
    "butir",
    "isi",
    "xml",
    "kunci",
    "{{x}}",
};

static Str random_text(Random *random, uint32_t longest)
{
    Buf buf = {.arena = random->arena};
    uint32_t count = next(random, longest + 1);
    for (uint32_t i = 0; i < count; i++)
        buf_text(&buf, pieces[next(random, sizeof pieces / sizeof *pieces)]);
    if (next(random, 400) == 0)
        for (int i = 0; i < 400; i++)
            buf_text(&buf, "panjang ");
    return buf_str(&buf);
}

static Node *random_node(Random *random, int depth)
{
    Node *node = arena_alloc(random->arena, sizeof *node);
    uint32_t dice = next(random, 10);
    if (depth <= 0 || dice < 5) {
        node->kind = dice == 0 ? NODE_NULL : NODE_TEXT;
        if (node->kind == NODE_TEXT)
            node->text = random_text(random, 5);
        return node;
    }
    size_t count = next(random, 6);
    if (next(random, 10) == 0)
        count += 20;
    node->kind = dice < 7 ? NODE_LIST : NODE_MAP;
    if (node->kind == NODE_LIST) {
        node->items = arena_array(random->arena, count, sizeof(Node *));
        for (; node->count < count; node->count++)
            node->items[node->count] = random_node(random, depth - 1);
        return node;
    }
    node->members = arena_array(random->arena, count, sizeof *node->members);
    for (size_t i = 0; i < count; i++) {
        Str key = random_text(random, 3);
        if (node_member(node, key) == NULL)
            node->members[node->count++] =
                (Member){.key = key, .value = random_node(random, depth - 1)};
    }
    return node;
}

static void check(Fixture *fixture, const Node *tree, bool xml)
{
    Buf text = {.arena = fixture->arena};
    if (xml)
        node_write_xml(&text, tree, "data");
    else
        node_write_yaml(&text, tree);
    Source source = {STR("random"), str_copy(fixture->arena, buf_str(&text))};
    const Node *loaded = xml ? data_load_xml(fixture->arena, fixture->diags, &source)
                             : data_load_yaml(fixture->arena, fixture->diags, &source);
    if (loaded == NULL || !node_equal(tree, loaded))
        fail_msg("%s\n%s", support_messages(fixture), source.text.at);
}

static void any_tree_survives_both_spellings(void **state)
{
    Fixture *fixture = *state;
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        Random random = {fixture->arena, seed * 0x9E3779B97F4A7C15u};
        const Node *tree = random_node(&random, (int)(seed % 7));
        check(fixture, tree, false);
        check(fixture, tree, true);
    }
}

static void the_deepest_tree_survives(void **state)
{
    Fixture *fixture = *state;
    for (int kind = NODE_LIST; kind <= NODE_MAP; kind++) {
        Node *tree = arena_alloc(fixture->arena, sizeof *tree);
        for (int i = 0; i < DATA_MAX_DEPTH; i++) {
            Node *outer = arena_alloc(fixture->arena, sizeof *outer);
            Member *member = arena_alloc(fixture->arena, sizeof *member);
            Node **item = arena_alloc(fixture->arena, sizeof(Node *));
            *member = (Member){.key = STR("a"), .value = tree};
            *item = tree;
            *outer = (Node){.kind = (NodeKind)kind, .count = 1};
            if (kind == NODE_MAP)
                outer->members = member;
            else
                outer->items = item;
            tree = outer;
        }
        check(fixture, tree, false);
        check(fixture, tree, true);
    }
}

static void what_is_written_reads_well(void **state)
{
    Fixture *fixture = *state;
    const char *yaml = "instansi: Dinas Koperasi\n"
                       "tahun: 2017\n"
                       "uraian: |-\n"
                       "  Baris satu: awal\n"
                       "\n"
                       "  Baris dua\n"
                       "pagu:\n"
                       "  2016: -1.5\n"
                       "  2017: null\n"
                       "program:\n"
                       "  - kode: 2.17.01\n"
                       "    nama: \"Program: A #1 \"\n"
                       "    kosong: []\n"
                       "  - - a\n"
                       "    - {}\n";
    const Node *tree =
        data_load_yaml(fixture->arena, fixture->diags, support_source(fixture, "t.yaml", yaml));
    assert_non_null(tree);
    Buf out = {.arena = fixture->arena};
    node_write_yaml(&out, tree);
    assert_str(buf_str(&out), yaml);
    Buf xml = {.arena = fixture->arena};
    node_write_xml(&xml, tree, "data");
    assert_str(buf_str(&xml), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<data>\n"
                              "  <instansi>Dinas Koperasi</instansi>\n"
                              "  <tahun>2017</tahun>\n"
                              "  <uraian>Baris satu: awal\n"
                              "\n"
                              "Baris dua</uraian>\n"
                              "  <pagu>\n"
                              "    <isi kunci=\"2016\">-1.5</isi>\n"
                              "    <isi kunci=\"2017\" kosong=\"ya\"/>\n"
                              "  </pagu>\n"
                              "  <program>\n"
                              "    <butir>\n"
                              "      <kode>2.17.01</kode>\n"
                              "      <nama xml:space=\"preserve\">Program: A #1 </nama>\n"
                              "      <kosong jenis=\"daftar\"/>\n"
                              "    </butir>\n"
                              "    <butir>\n"
                              "      <butir>a</butir>\n"
                              "      <butir jenis=\"peta\"/>\n"
                              "    </butir>\n"
                              "  </program>\n"
                              "</data>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_tree_survives_both_spellings),
        TEST(the_deepest_tree_survives),
        TEST(what_is_written_reads_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
