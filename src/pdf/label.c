/* Page labels: texts are turned into ranges that viewers count by themselves. */
#include "pdf/label.h"

#include "pdf/syntax.h"
#include "pdf/writer.h"

#include <string.h>

/* --- Reading labels -------------------------------------------------------------------------- */

enum {
    MAX_DIGITS = 9,
    MAX_ROMAN = 3999,
};

typedef struct RomanDigit {
    const char *text;
    int value;
} RomanDigit;

static const RomanDigit roman_digits[] = {
    {"m", 1000}, {"cm", 900}, {"d", 500}, {"cd", 400}, {"c", 100}, {"xc", 90}, {"l", 50},
    {"xl", 40},  {"x", 10},   {"ix", 9},  {"v", 5},    {"iv", 4},  {"i", 1},
};

/* The value of a well-formed numeral in small letters; 0 for anything else. */
static int64_t read_roman(Str text)
{
    int64_t value = 0;
    size_t at = 0;
    for (size_t i = 0; i < sizeof roman_digits / sizeof *roman_digits; i++) {
        const RomanDigit *digit = &roman_digits[i];
        size_t size = strlen(digit->text);
        /* A power of ten stands up to three times, the others once. */
        int times = size == 1 && strchr("mcxi", digit->text[0]) != NULL ? 3 : 1;
        for (; times > 0 && text.size - at >= size && memcmp(text.at + at, digit->text, size) == 0;
             times--) {
            value += digit->value;
            at += size;
        }
    }
    return at == text.size && value <= MAX_ROMAN ? value : 0;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_small(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Where the bytes at the end of the label begin that are all of one class. */
static size_t tail_start(Str label, bool (*is_in_class)(char))
{
    size_t at = label.size;
    while (at > 0 && is_in_class(label.at[at - 1]))
        at--;
    return at;
}

static bool split_decimal(Str label, Label *split)
{
    size_t at = tail_start(label, is_digit);
    /* A viewer prints no leading zeros: they belong to the prefix. */
    while (at < label.size && (label.at[at] == '0' || label.size - at > MAX_DIGITS))
        at++;
    if (at == label.size)
        return false;
    int64_t number = 0;
    for (size_t i = at; i < label.size; i++)
        number = number * 10 + (label.at[i] - '0');
    *split = (Label){str_slice(label, 0, at), 'D', number};
    return true;
}

static bool split_roman(Str label, bool (*is_in_class)(char), char style, Label *split)
{
    size_t at = tail_start(label, is_in_class);
    char small[16];
    size_t size = label.size - at;
    if (size == 0 || size > sizeof small)
        return false;
    for (size_t i = 0; i < size; i++)
        small[i] = (char)(label.at[at + i] | 0x20);
    int64_t number = read_roman((Str){small, size});
    if (number == 0)
        return false;
    *split = (Label){str_slice(label, 0, at), style, number};
    return true;
}

Label label_split(Str label)
{
    Label split = {.prefix = label};
    if (!split_decimal(label, &split) && !split_roman(label, is_small, 'r', &split))
        split_roman(label, is_capital, 'R', &split);
    return split;
}

bool label_follows(Label label, Label next)
{
    return label.style == next.style && str_equal(label.prefix, next.prefix) &&
           (label.style == 0 || next.number == label.number + 1);
}

/* --- Writing --------------------------------------------------------------------------------- */

enum {
    RANGES_PER_LEAF = 1000, /* PDF/A-1 allows arrays of 8,191 entries; a range takes two */
};

typedef struct Range {
    size_t page;
    Label label;
} Range;

/* A leaf of the number tree, or the tree itself while it has only one. */
typedef struct Leaf {
    const Range *ranges;
    size_t count;
    bool limits;
    uint32_t number;
} Leaf;

typedef struct Tree {
    const Leaf *leaves;
    size_t count;
} Tree;

static void put_range(Buf *out, const Range *range)
{
    const Label *label = &range->label;
    put_integer(out, (int64_t)range->page);
    buf_text(out, " <<");
    if (label->style != 0) {
        buf_text(out, "/S/");
        buf_byte(out, label->style);
        if (label->number != 1) {
            buf_text(out, " /St ");
            put_integer(out, label->number);
        }
    }
    if (label->prefix.size > 0) {
        buf_text(out, " /P");
        put_text(out, label->prefix);
    }
    buf_text(out, ">>");
}

static void print_leaf(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Leaf *leaf = what;
    if (leaf->limits) {
        buf_text(out, "/Limits[");
        put_integer(out, (int64_t)leaf->ranges[0].page);
        buf_byte(out, ' ');
        put_integer(out, (int64_t)leaf->ranges[leaf->count - 1].page);
        buf_text(out, "]");
    }
    buf_text(out, "/Nums[");
    for (size_t i = 0; i < leaf->count; i++)
        put_range(out, &leaf->ranges[i]);
    buf_text(out, "]");
}

static void print_tree(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    const Tree *tree = what;
    buf_text(out, "/Kids[");
    for (size_t i = 0; i < tree->count; i++) {
        if (i > 0)
            buf_byte(out, ' ');
        put_reference(out, tree->leaves[i].number);
    }
    buf_text(out, "]");
}

static const Range *find_ranges(Writer *writer, size_t *count)
{
    const Layout *layout = writer->layout;
    Range *ranges = NULL;
    size_t capacity = 0;
    Label last = {0};
    *count = 0;
    for (size_t i = 0; i < layout->page_count; i++) {
        Label label = label_split(layout->pages[i].label);
        if (i == 0 || !label_follows(last, label)) {
            arena_push(writer->arena, &ranges, &capacity, *count, sizeof *ranges);
            ranges[(*count)++] = (Range){i, label};
        }
        last = label;
    }
    return ranges;
}

uint32_t add_labels(Writer *writer)
{
    size_t range_count = 0;
    const Range *ranges = find_ranges(writer, &range_count);
    size_t count = (range_count + RANGES_PER_LEAF - 1) / RANGES_PER_LEAF;
    Leaf *leaves = arena_array(writer->arena, count, sizeof *leaves);
    for (size_t i = 0; i < count; i++) {
        size_t from = i * RANGES_PER_LEAF;
        size_t left = range_count - from;
        leaves[i] = (Leaf){
            .ranges = ranges + from,
            .count = left < RANGES_PER_LEAF ? left : RANGES_PER_LEAF,
            .limits = count > 1,
        };
        leaves[i].number = object_add(writer, print_leaf, &leaves[i]);
    }
    if (count == 1)
        return leaves[0].number;
    Tree *tree = arena_alloc(writer->arena, sizeof *tree);
    *tree = (Tree){leaves, count};
    return object_add(writer, print_tree, tree);
}
