/*
 * The limits of the manual are those of the code: each row of LIMITS in lakipdf(1) has the value of
 * its constant, and each constant that is called a limit stands there.
 */
#include "process.h"

#include "batch/batch.h"
#include "bsre/bsre.h"
#include "doc/directives.h"
#include "doc/figure/album.h"
#include "doc/markdown/markdown.h"
#include "doc/markdown/note.h"
#include "doc/markdown/tag.h"
#include "doc/math/math.h"
#include "doc/numbering.h"
#include "doc/table/table.h"
#include "layout/font/font.h"
#include "layout/text/dictionary.h"
#include "picture/picture.h"
#include "print/print.h"
#include "verify/verify.h"

#include <stdio.h>

typedef struct Limit {
    const char *label;
    const char *name; /* of the constant */
    long long value;
} Limit;

#define ROW(label, name)                                                                           \
    {                                                                                              \
        label, #name, name                                                                         \
    }

static const Limit rows[] = {
    ROW("errors of a run, which ends then", DIAGS_MAX_ERRORS),
    ROW("messages printed of a file", DIAGS_MAX_PRINTED),
    ROW("bytes of a file", DATA_MAX_BYTES),
    ROW("bytes of a text", DATA_MAX_SCALAR),
    ROW("lists and maps in each other", DATA_MAX_DEPTH),
    ROW("values of a file", DATA_MAX_NODES),
    ROW("keys of a map", DATA_MAX_KEYS),
    ROW("values that aliases stand for", DATA_MAX_SHARED),
    ROW("attributes of an XML tag", DATA_MAX_ATTRIBUTES),
    ROW("different names of elements of XML", DATA_MAX_NAMES),
    ROW("records that are computed but not given", DATA_MAX_MADE_UP),
    ROW("more of them for each that is given", DATA_MADE_UP_PER_RECORD),
    ROW("bytes of a formula", CALC_MAX_FORMULA),
    ROW("brackets in each other", CALC_MAX_DEPTH),
    ROW("fields that wait for each other", CALC_MAX_CHAIN),
    ROW("evaluations in each other", EVAL_MAX_DEPTH),
    ROW("steps of the calculation", CALC_MAX_STEPS),
    ROW("of audits, tags and sections together", CALC_MAX_STEPS),
    ROW("more steps for each record", CALC_RECORD_STEPS),
    ROW("bytes of a text that a formula makes", EVAL_MAX_TEXT),
    ROW("values that it goes through at once", EVAL_MAX_VALUES),
    ROW("64-bit words of a number", NUM_MAX_WORDS),
    ROW("bytes of a chapter", CHAPTER_MAX_BYTES),
    ROW("tags of a chapter", TAG_MAX_COUNT),
    ROW("lines of a chapter with directives", DIRECTIVE_MAX_LINES),
    ROW("sections in each other", DOC_MAX_NESTING),
    ROW("lists, quotes, emphasis in each other", MARKDOWN_MAX_DEPTH),
    ROW("bytes of memory to parse a chapter", MARKDOWN_ROOM),
    ROW("more of them for each of its own", MARKDOWN_ROOM_PER_BYTE),
    ROW("links times marks of emphasis", MARKDOWN_MAX_PAIRS),
    ROW("bytes of a link's address", LINK_MAX_BYTES),
    ROW("bytes of a footnote", NOTE_MAX_BYTES),
    ROW("bytes of the name of a footnote", TAG_MAX_NAME),
    ROW("columns of a table", TABLE_MAX_COLUMNS),
    ROW("rows that a cell covers", TABLE_MAX_SPAN),
    ROW("headers, or rows, in each other", TABLE_MAX_DEPTH),
    ROW("lines of a set formula", MATH_MAX_LINES),
    ROW("bytes of its text", MATH_MAX_BYTES),
    ROW("bytes of such a line", MATH_MAX_LINE),
    ROW("words, tags and signs of such a line", MATH_MAX_PARTS),
    ROW("its brackets or fractions in each other", MATH_MAX_DEPTH),
    ROW("categories of a chart", CHART_MAX_CATEGORIES),
    ROW("series of a chart", CHART_MAX_SERIES),
    ROW("slices of a pie", CHART_MAX_SLICES),
    ROW("gauges of a chart", CHART_MAX_GAUGES),
    ROW("boxes of an organisation chart", TREE_MAX_BOXES),
    ROW("boxes below each other", TREE_MAX_DEPTH),
    ROW("bytes in a box", TREE_MAX_TEXT),
    ROW("pictures beside each other", PICTURES_MAX_COLUMNS),
    ROW("bytes of a form of numbers", PATTERN_MAX_BYTES),
    ROW("bytes of a picture", PICTURE_MAX_BYTES),
    ROW("pixels of a picture", PICTURE_MAX_PIXELS),
    ROW("of one that is interlaced or progressive", PICTURE_MAX_PASSES_PIXELS),
    ROW("of one with arithmetic codes", PICTURE_MAX_ARITHMETIC_PIXELS),
    ROW("bytes of all pictures of a document", DOC_MAX_PICTURE_BYTES),
    ROW("bytes of a font", FONT_MAX_BYTES),
    ROW("bytes of a hyphenation dictionary", DICTIONARY_MAX_BYTES),
    ROW("blocks and rows", DOC_MAX_BLOCKS),
    ROW("of them where records are few", DOC_MAX_REPEATED),
    ROW("more of these for each record", DOC_MAX_RECORD),
    ROW("bytes of a paragraph or a cell", DOC_MAX_BLOCK_TEXT),
    ROW("bytes of all texts", DOC_MAX_TEXT),
    ROW("repetitions by sections and rows", DOC_MAX_STEPS),
    ROW("pages", LAYOUT_MAX_PAGES),
    ROW("arrays and dictionaries in each other", PDF_MAX_DEPTH),
    ROW("values; fewer in small files", PDF_MAX_VALUES),
    ROW("values before an operator of a page", PDF_MAX_OPERANDS),
    ROW("objects; fewer in small files", PDF_MAX_OBJECTS),
    ROW("cross-reference sections", PDF_MAX_SECTIONS),
    ROW("bytes of a stream, unpacked", PDF_MAX_DECODED),
    ROW("bytes of all object streams, unpacked", PDF_MAX_HELD),
    ROW("more of these for each of the file", PDF_HELD_PER_BYTE),
    ROW("bytes read for all objects", PDF_MAX_READ),
    ROW("more of those for each of the file", PDF_READ_PER_BYTE),
    ROW("bytes that a page draws, unpacked", PDF_MAX_CONTENT),
    ROW("bytes drawn by all pages that are looked at", PDF_MAX_DRAWN),
    ROW("more of them for each of the file", PDF_DRAWN_PER_BYTE),
    ROW("attachments that are taken out", PDF_MAX_ATTACHMENTS),
    ROW("bytes of all of them", PDF_MAX_ATTACHED),
    ROW("places searched for them", PDF_MAX_SEARCHED),
    ROW("signatures that are verified", VERIFY_MOST_SIGNATURES),
    ROW("revisions that are compared", VERIFY_MOST_REVISIONS),
    ROW("changes that are told", VERIFY_MOST_CHANGES),
    ROW("fonts of a page, to tell what a field covers", VERIFY_MOST_FONTS),
    ROW("characters of such a page", VERIFY_MOST_GLYPHS),
    ROW("steps of the search for them on all pages", VERIFY_MOST_STEPS),
    ROW("bytes of one that a service signs", BSRE_MAX_PDF),
    ROW("bytes of a picture for the service", BSRE_MAX_IMAGE),
    ROW("copies that are printed", PRINT_MOST_COPIES),
    ROW("graphics states that a page of them leaves open", PRINT_MOST_STATES),
    ROW("folders in each other that jobs are looked for in", BATCH_MAX_FOLDERS),
    ROW("folders in each other that are copied", FOLDER_MAX_DEPTH),
    ROW("of an attachment that is taken out", FOLDER_MAX_DEPTH),
};

enum { ROWS = sizeof rows / sizeof *rows };

/* Limits of what no input decides, or which nobody meets before others. */
static const char *const untold[] = {
    "LOOP_MAX_LOCALS",    "LAYOUT_MAX_PASSES",  "SHAPE_MAX_SIZE",  "ANGLE_MAX_CURVES",
    "CHART_MAX_EXTENT",   "FORMULA_MAX_ERRORS", "JSON_MAX_DEPTH",  "JSON_MAX_VALUES",
    "BSRE_MAX_SECONDS",   "KEY_MOST_SIGNATURE", "KEY_MOST_DIGEST", "KEY_MOST_CHAIN",
    "CONTENT_MOST_MARKS",
};

/* 20000000 as 20,000,000. */
static const char *grouped(Arena *arena, long long value)
{
    Str digits = str_format(arena, "%lld", value);
    Buf out = {.arena = arena};
    for (size_t i = 0; i < digits.size; i++) {
        if (i > 0 && (digits.size - i) % 3 == 0)
            buf_byte(&out, ',');
        buf_byte(&out, digits.at[i]);
    }
    return str_c(arena, buf_str(&out));
}

static const char *limits_section(Arena *arena)
{
    char *manual = file_text(arena, "src/cli/lakipdf.1", NULL);
    assert_non_null(manual);
    char *start = strstr(manual, "\n.Sh LIMITS\n");
    assert_non_null(start);
    char *end = strstr(start + 1, "\n.Sh ");
    assert_non_null(end);
    *end = '\0';
    return start;
}

static void the_manual_tells_the_limits_of_the_code(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    const char *section = limits_section(arena);
    for (size_t i = 0; i < ROWS; i++) {
        const char *wanted =
            str_format(arena, "\n.It %s Ta %s\n", rows[i].label, grouped(arena, rows[i].value)).at;
        if (strstr(section, wanted) == NULL)
            fail_msg("%s: LIMITS lacks:%s", rows[i].name, wanted);
    }
    size_t items = 0;
    for (const char *at = section; (at = strstr(at, "\n.It ")) != NULL; at++)
        items += strncmp(at, "\n.It Em ", 8) != 0;
    assert_int_equal(items, ROWS);
}

static bool is_told(const char *name)
{
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].name, name) == 0)
            return true;
    for (size_t i = 0; i < sizeof untold / sizeof *untold; i++)
        if (strcmp(untold[i], name) == 0)
            return true;
    return false;
}

static void no_limit_of_the_code_is_left_out(void **state)
{
    Arena *arena = ((Fixture *)*state)->arena;
    static const char script[] =
        "grep -rhoE '\\b[A-Z0-9]+_(MAX|MOST)_[A-Z_]+ *=' src --include=*.h | tr -d ' ='";
    const char *const command[] = {"sh", "-c", script, NULL};
    Ended ended = run_command(arena, ".", command);
    assert_int_equal(ended.status, 0);
    size_t found = 0;
    for (char *name = strtok(ended.out, "\n"); name != NULL; name = strtok(NULL, "\n")) {
        found++;
        if (!is_told(name))
            fail_msg("%s stands neither in LIMITS of lakipdf(1) nor in this test", name);
    }
    assert_in_range(found, ROWS / 2, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_manual_tells_the_limits_of_the_code),
        TEST(no_limit_of_the_code_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
