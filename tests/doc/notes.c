/* Footnotes: where their texts and marks may stand, how they are numbered, what is told of them. */
#include "world.h"

#define BLOCKS(chapter)   blocks_of(*state, (chapter))
#define MESSAGES(chapter) messages_of(*state, (chapter))

/* The text of a document that is built with warnings, or its messages. */
static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static void a_note_stands_where_its_mark_is(void **state)
{
    assert_string_equal(BLOCKS("Satu[^a] dan dua [^b], tiga.[^a]\n\n[^b]: Catatan *b*.\n"
                               "[^a]: Catatan a\nlanjut.\n\n    Alinea dua.\n\nAkhir.\n"),
                        "text justify indent: Satu[1|1: Catatan a lanjut. / Alinea dua.] dan dua"
                        "[2|2: Catatan <i:b>.], tiga.[3|3: Catatan a lanjut. / Alinea dua.]\n"
                        "text justify indent: Akhir.\n");
}

static void marks_beside_each_other_have_a_comma_between(void **state)
{
    assert_string_equal(BLOCKS("Satu[^a][^b]**[^a]**.\n\n[^a]: A\n\n[^b]: B\n"),
                        "text justify indent: Satu[1|1: A][,2|2: B][,3|3: A].\n");
}

static void a_notes_text_stands_anywhere_in_the_chapter(void **state)
{
    assert_string_equal(BLOCKS("[^a]: A\n\n- butir[^a]\n\n  [^b]: B\n- lagi[^b]\n\n> kutip[^c]\n>\n"
                               "> [^c]: C\n> malas\n\nTeks.[^d]\n[^d]: D\n"),
                        "list\n"
                        "  item •\n    text justify: butir[1|1: A]\n"
                        "  item •\n    text justify: lagi[2|2: B]\n"
                        "quote\n  text justify: kutip[3|3: C malas]\n"
                        "text justify indent: Teks.[4|4: D]\n");
}

static void a_note_in_a_section_is_filled_for_each_run(void **state)
{
    assert_string_equal(
        BLOCKS("{{#program}}\nProgram[^p].\n{{/program}}\n\n"
               "Ada{{#program}} x[^p]{{/program}} dan {{#hukum}}y[^h]{{/hukum}}.\n\n"
               "[^p]: {{nama}} {{pagu}}{{#tutup}} tutup{{/tutup}}\n\n"
               "[^h]: {{ini}}\n"),
        "text justify indent: Program[1|1: Alfa 100 tutup].\n"
        "text justify indent: Program[2|2: Beta 200].\n"
        "text justify indent: Ada x[3|3: Alfa 100 tutup] x[4|4: Beta 200] dan "
        "y[5|5: Undang-Undang]y[6|6: Peraturan].\n");
}

static void a_note_that_comes_out_empty_has_no_mark(void **state)
{
    assert_string_equal(BLOCKS("Satu[^a], dua[^b].\n\n[^a]: {{^program}}x{{/program}}\n[^b]: B\n"),
                        "text justify indent: Satu, dua[1|1: B].\n");
}

static void notes_in_headings_are_not_in_references(void **state)
{
    assert_string_equal(BLOCKS("# Judul[^a] {-} {#j}\n\nLihat {@j}.\n\n[^a]: tetap kecil\n"),
                        "#j heading 1 new () JUDUL[1|1: tetap kecil]\n"
                        "text justify indent: Lihat <@j:Judul>.\n");
}

static void tables_have_notes_in_all_their_texts(void **state)
{
    assert_string_equal(
        BLOCKS("```tabel\njudul: Judul[^a]\nkolom:\n  - {judul: \"Kolom[^b]\"}\nbaris:\n"
               "  - untuk: program\n    sel: [\"{{nama}}[^c]\"]\n  - sel: [\"Jumlah[^a]\"]\n"
               "sumber: Sumber[^b]\n```\n\n[^a]: A\n[^b]: B\n[^c]: {{pagu}}\n"),
        "table Tabel 1: Judul[1|1: A]\n"
        "  columns auto\n"
        "  head - [0=b Kolom[2|2: B]]\n"
        "  row - [0< Alfa[3|3: 100]]\n"
        "  row - [0< Beta[4|4: 200]]\n"
        "  row - [0< Jumlah[5|5: A]]\n"
        "  note Sumber[6|6: B]\n");
}

static void numbers_begin_anew_in_each_chapter_where_asked(void **state)
{
    const World world = {.manifest = "nama: uji\ngaya: {catatan_kaki: {mulai: bab}}\n"
                                     "bagian:\n  - {id: isi, berkas: isi.md}\n",
                         .chapter = "# A[^a]\n\nx[^a]\n\n# B\n\n## C\n\ny[^a]\n\n[^a]: N\n"};
    const Doc *doc = world_build(*state, &world);
    Fixture *fixture = *state;
    assert_string_equal(support_messages(fixture), "");
    Buf out = {.arena = fixture->arena};
    dump_blocks(&out, doc->first->next, 0);
    assert_string_equal(str_c(fixture->arena, buf_str(&out)),
                        "#bab-isi heading 1^ new (BAB I) A[1|1: N]\n"
                        "text justify indent: x[2|2: N]\n"
                        "heading 1^ new (BAB II) B\n"
                        "heading 2 (2.1) C\n"
                        "text justify indent: y[1|1: N]\n");
}

static void notes_without_text_or_mark_are_told(void **state)
{
    assert_string_equal(MESSAGES("Satu[^satu], dua[^dau].\n\n[^satu]: A\n\n[^dua]: B\n"),
                        "isi.md:1:17: error: there is no note 'dau'\n"
                        "    1 | Satu[^satu], dua[^dau].\n"
                        "      |                 ^~~~~~\n"
                        "  hint: did you mean 'dua'?\n"
                        "isi.md:5:3: warning: nothing refers to the note 'dua'\n"
                        "    5 | [^dua]: B\n"
                        "      |   ^~~\n"
                        "  hint: put its mark into the text, or remove it\n");
}

static void notes_that_cannot_be_are_told(void **state)
{
    static const struct {
        const char *chapter, *message;
    } cases[] = {
        {"a[^b] c\n", "isi.md:1:2: error: there is no note 'b'\n"},
        {"a[^ b]\n", "isi.md:1:2: error: this is not the mark of a note\n"},
        {"a[^]\n", "isi.md:1:2: error: this is not the mark of a note\n"},
        {"a[^b\n", "isi.md:1:2: error: this is not the mark of a note\n"},
        {"a[^a]\n\n[^a]:\n", "isi.md:3:3: error: this note has no text\n"},
        {"a[^a]\n\n[^a]: x\n[^a]: y\n", "isi.md:4:3: error: the note 'a' has its text at line 3\n"},
        {"a[^a]\n\n[^a]: - x\n", "isi.md:3:7: error: a note holds paragraphs only\n"},
        {"a[^a]\n\n[^a]: x[^a]\n", "isi.md:3:8: error: a note cannot stand here\n"},
        {"a[^a]\n\nteks\n    [^a]: x\n",
         "isi.md:4:7: error: the text of this note is part of a paragraph\n"},
        {"a[^a]\n\n[^a]: x {{namaa}}\n", "isi.md:3:11: error: "},
        {"```tabel\nkolom: [{judul: A}]\nbaris: [{sel: [\"x[^a]\"]}]\n```\n",
         "isi.md:3:18: error: there is no note 'a'\n"},
        {"```ttd\npenanda_tangan:\n  - {nama: \"X[^a]\"}\n```\n\n[^a]: A\n",
         "isi.md:3:14: error: a note cannot stand here\n"},
        {"```sampul\ntengah: [\"X[^a]\"]\n```\n\n[^a]: A\n",
         "isi.md:2:12: error: a note cannot stand here\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_non_null(strstr(MESSAGES(cases[i].chapter), cases[i].message));
}

static void notes_of_a_page_line_are_told(void **state)
{
    const World world = {.manifest = "nama: uji\nhalaman: {biasa: {kaki: \"x[^a]\"}}\n"
                                     "bagian:\n  - {id: isi, berkas: isi.md}\n"};
    assert_null(world_build(*state, &world));
    assert_true(
        has(support_messages(*state), "manifest.yaml:2:27: error: a note cannot stand here"));
}

static void a_backslash_prints_what_looks_like_a_mark(void **state)
{
    assert_string_equal(BLOCKS("Pola \\[^a] b.\n"), "text justify indent: Pola [^a] b.\n");
}

static void thousands_of_notes_take_no_time(void **state)
{
    enum { NOTES = 20 * 1000 };
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < NOTES; i++)
        buf_format(&text, "x[^n%d]\n\n[^n%d]: y\n\n", i, i);
    const Doc *doc =
        world_build(fixture, &(World){.chapter = str_c(fixture->arena, buf_str(&text))});
    assert_string_equal(support_messages(fixture), "");
    const Block *last = doc->first;
    while (last->next != NULL)
        last = last->next;
    assert_int_equal(last->text->next->lead->note->index, NOTES - 1);
}

/* A long note for many marks, each in another scope than the one before, would fill the memory. */
static void a_note_has_a_limit(void **state)
{
    enum { MARKS = 5000, WORDS = 50 * 1000 };
    Fixture *fixture = *state;
    Buf text = {.arena = fixture->arena};
    for (int i = 0; i < MARKS; i++)
        buf_text(&text, "x[^a] {{#kepala}}x[^a]{{/}} ");
    buf_text(&text, "\n\n[^a]:");
    for (int i = 0; i < WORDS; i++)
        buf_text(&text, " kata");
    assert_null(world_build(fixture, &(World){.chapter = str_c(fixture->arena, buf_str(&text))}));
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
    assert_true(
        has(support_messages(fixture), "isi.md:3:3: error: a note has more than 20000 bytes"));
}

/* Only for the first marks without text is a similar name looked for among all notes. */
static void many_wrong_marks_take_no_time(void **state)
{
    enum {
        NOTES = 1900, /* fewer than the errors that end a run */
        ENOUGH = 200 * 1024 * 1024,
    };
    Fixture own = {.memory = memory_new(ENOUGH)};
    (void)state;
    own.arena = arena_new(own.memory);
    own.diags = diags_new(own.arena);
    Buf text = {.arena = own.arena};
    for (int i = 0; i < NOTES; i++)
        buf_format(&text, "x[^salah%d][^n%d]\n\n[^n%d]: y\n\n", i, i, i);
    assert_null(world_build(&own, &(World){.chapter = str_c(own.arena, buf_str(&text))}));
    assert_int_equal(diags_count(own.diags, SEVERITY_ERROR), NOTES);
    arena_drop(own.arena);
    memory_drop(own.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_note_stands_where_its_mark_is),
        TEST(marks_beside_each_other_have_a_comma_between),
        TEST(a_notes_text_stands_anywhere_in_the_chapter),
        TEST(a_note_in_a_section_is_filled_for_each_run),
        TEST(a_note_that_comes_out_empty_has_no_mark),
        TEST(notes_in_headings_are_not_in_references),
        TEST(tables_have_notes_in_all_their_texts),
        TEST(numbers_begin_anew_in_each_chapter_where_asked),
        TEST(notes_without_text_or_mark_are_told),
        TEST(notes_that_cannot_be_are_told),
        TEST(notes_of_a_page_line_are_told),
        TEST(a_backslash_prints_what_looks_like_a_mark),
        TEST(thousands_of_notes_take_no_time),
        TEST(a_note_has_a_limit),
        TEST(many_wrong_marks_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
