/* What the YAML loader says to what is no data. */
#include "cases.h"

/* clang-format off */
static const Case cases[] = {
    {"an empty file",
     "", 0,
     "test.yaml: error: the file is empty\n"
     "  hint: write the data into it, or do not name it\n"},
    {"a file of white space",
     "\n"
     "  \n", 0,
     "test.yaml: error: the file is empty\n"
     "  hint: write the data into it, or do not name it\n"},
    {"a file of comments",
     "# nothing\n", 0,
     "test.yaml: error: the file holds no data\n"},
    {"a document without content",
     "---\n", 0,
     "test.yaml: error: the file holds no data\n"},
    {"bytes that are not UTF-8",
     "nama: a\n"
     "kota: Caf\xE9\n", 0,
     "test.yaml:2:10: error: the file is not UTF-8: byte 0xE9 belongs to no character\n"
     "    2 | kota: Caf\xEF\xBF\xBD\n"
     "      |          ^\n"
     "  hint: save the file as UTF-8; editors offer it as 'Encoding' or 'Save as'\n"},
    {"UTF-16",
     "\xFF\xFE""a\x00:\x00 \x00""1\x00\n"
     "\x00", 12,
     "test.yaml:1:1: error: the file is UTF-16, not UTF-8\n"
     "    1 | \xEF\xBF\xBD\xEF\xBF\xBD""a\xEF\xBF\xBD:\xEF\xBF\xBD \xEF\xBF\xBD""1\xEF\xBF\xBD\n"
     "      | ^\n"
     "  hint: save the file as UTF-8; editors offer it as 'Encoding' or 'Save as'\n"},
    {"a control character",
     "a: x\x07y\n", 0,
     "test.yaml:1:5: error: the control character U+0007 is not allowed\n"
     "    1 | a: x\xEF\xBF\xBDy\n"
     "      |     ^\n"
     "  hint: remove it\n"},
    {"a DEL",
     "a: x\x7Fy\n", 0,
     "test.yaml:1:5: error: the control character U+007F is not allowed\n"
     "    1 | a: x\xEF\xBF\xBDy\n"
     "      |     ^\n"
     "  hint: remove it, or write it as an escape such as \"\\x7F\"\n"},
    {"an escape that XML cannot hold",
     "a: \"x\\0y\"\n", 0,
     "test.yaml:1:5: error: the control character U+0000 is not allowed\n"
     "    1 | a: \"x\\0y\"\n"
     "      |     ^~~~\n"
     "  hint: remove it\n"},
    {"a repeated key",
     "a: 1\n"
     "b: 2\n"
     "a: 3\n", 0,
     "test.yaml:3:1: error: 'a' is given twice\n"
     "    3 | a: 3\n"
     "      | ^\n"
     "  hint: the first one stands in line 1\n"},
    {"a number cut at its commas",
     "{nama: a, pagu: 990,000,000, fisik: 0}\n", 0,
     "test.yaml:1:17: error: '990,000,000' is cut at its comma, which ends a value within {...}\n"
     "    1 | {nama: a, pagu: 990,000,000, fisik: 0}\n"
     "      |                 ^~~~~~~~~~~\n"
     "  hint: write 990000000, without ',' between thousands\n"},
    {"a number cut at its comma, with decimals",
     "- {target: 1,234.56, b: 2}\n", 0,
     "test.yaml:1:12: error: '1,234.56' is cut at its comma, which ends a value within {...}\n"
     "    1 | - {target: 1,234.56, b: 2}\n"
     "      |            ^~~~~~~~\n"
     "  hint: write 1234.56, without ',' between thousands\n"},
    {"a number cut at the comma of its decimals",
     "- {a: 1.234,56}\n"
     "- {a: 12,5, b: {c: 7,25}}\n", 0,
     "test.yaml:1:7: error: '1.234,56' is cut at its comma, which ends a value within {...}\n"
     "    1 | - {a: 1.234,56}\n"
     "      |       ^~~~~~~~\n"
     "  hint: put it in quotes: \"1.234,56\", or write 1234.56\n"
     "test.yaml:2:7: error: '12,5' is cut at its comma, which ends a value within {...}\n"
     "    2 | - {a: 12,5, b: {c: 7,25}}\n"
     "      |       ^~~~\n"
     "  hint: put it in quotes: \"12,5\", or write 12.5\n"
     "test.yaml:2:20: error: '7,25' is cut at its comma, which ends a value within {...}\n"
     "    2 | - {a: 12,5, b: {c: 7,25}}\n"
     "      |                    ^~~~\n"
     "  hint: put it in quotes: \"7,25\", or write 7.25\n"},
    {"a number that may be cut at thousands or at decimals",
     "{a: 990,000}\n", 0,
     "test.yaml:1:5: error: '990,000' is cut at its comma, which ends a value within {...}\n"
     "    1 | {a: 990,000}\n"
     "      |     ^~~~~~~\n"
     "  hint: write 990000 if ',' groups thousands, \"990,000\" if decimals follow it\n"},
    {"text that is cut between digits",
     "{a: 1.234,56x}\n", 0,
     "test.yaml:1:5: error: '1.234,56x' is cut at its comma, which ends a value within {...}\n"
     "    1 | {a: 1.234,56x}\n"
     "      |     ^~~~~~~~~\n"
     "  hint: put it in quotes: \"1.234,56x\"\n"},
    {"money in a map that ends in ,-",
     "{pagu: 1, realisasi: Rp 3.155.400.000,-, dana: DAU}\n", 0,
     "test.yaml:1:22: error: 'Rp 3.155.400.000,-' is cut at its comma, which ends a value within {...}\n"
     "    1 | {pagu: 1, realisasi: Rp 3.155.400.000,-, dana: DAU}\n"
     "      |                      ^~~~~~~~~~~~~~~~~~\n"
     "  hint: put it in quotes: \"Rp 3.155.400.000,-\", or write 3155400000\n"},
    {"money at the end of a map that ends in ,-",
     "{pagu: Rp3.155.400.000,-}\n", 0,
     "test.yaml:1:8: error: 'Rp3.155.400.000,-' is cut at its comma, which ends a value within {...}\n"
     "    1 | {pagu: Rp3.155.400.000,-}\n"
     "      |        ^~~~~~~~~~~~~~~~~\n"
     "  hint: put it in quotes: \"Rp3.155.400.000,-\", or write 3155400000\n"},
    {"money that ends in ,- before a space",
     "{pagu: 1, realisasi: Rp 3.155.400.000,- }\n", 0,
     "test.yaml:1:22: error: 'Rp 3.155.400.000,-' is cut at its comma, which ends a value within {...}\n"
     "    1 | {pagu: 1, realisasi: Rp 3.155.400.000,- }\n"
     "      |                      ^~~~~~~~~~~~~~~~~~\n"
     "  hint: put it in quotes: \"Rp 3.155.400.000,-\", or write 3155400000\n"},
    {"money that ends in ,- before the next line",
     "- {pagu: 1, realisasi: 155.400,-\n"
     "   }\n", 0,
     "test.yaml:1:24: error: '155.400,-' is cut at its comma, which ends a value within {...}\n"
     "    1 | - {pagu: 1, realisasi: 155.400,-\n"
     "      |                        ^~~~~~~~~\n"
     "  hint: put it in quotes: \"155.400,-\", or write 155400\n"},
    {"money that ends in ,- before more",
     "- {pagu: 1, realisasi: 155.400,- per orang}\n", 0,
     "test.yaml:1:24: error: '155.400,-' is cut at its comma, which ends a value within {...}\n"
     "    1 | - {pagu: 1, realisasi: 155.400,- per orang}\n"
     "      |                        ^~~~~~~~~\n"
     "  hint: put it in quotes: \"155.400,-\", or write 155400\n"},
    {"money that ends in ,--",
     "{pagu: Rp 3.155.400.000,--, b: 1}\n", 0,
     "test.yaml:1:8: error: 'Rp 3.155.400.000,--' is cut at its comma, which ends a value within {...}\n"
     "    1 | {pagu: Rp 3.155.400.000,--, b: 1}\n"
     "      |        ^~~~~~~~~~~~~~~~~~~\n"
     "  hint: write 3155400000\n"},
    {"money of thousands by commas that ends in ,-",
     "{pagu: 990,000,-, b: 1}\n", 0,
     "test.yaml:1:8: error: '990,000,-' is cut at its comma, which ends a value within {...}\n"
     "    1 | {pagu: 990,000,-, b: 1}\n"
     "      |        ^~~~~~~~~\n"
     "  hint: write 990000, without ',' between thousands\n"},
    {"a number cut at its comma, and a key behind it",
     "{2019: 80,000,2020: 5}\n", 0,
     "test.yaml:1:8: error: '80,000' is cut at its comma, which ends a value within {...}\n"
     "    1 | {2019: 80,000,2020: 5}\n"
     "      |        ^~~~~~\n"
     "  hint: write 80000 if ',' groups thousands, \"80,000\" if decimals follow it\n"},
    {"a key repeated in a large map",
     "k0: 1\n"
     "k1: 1\n"
     "k2: 1\n"
     "k3: 1\n"
     "k4: 1\n"
     "k5: 1\n"
     "k6: 1\n"
     "k7: 1\n"
     "k8: 1\n"
     "k9: 1\n"
     "k3: 2\n", 0,
     "test.yaml:11:1: error: 'k3' is given twice\n"
     "   11 | k3: 2\n"
     "      | ^~\n"
     "  hint: the first one stands in line 4\n"},
    {"a repeated key behind a byte order mark",
     "\xEF\xBB\xBF""a: 1\n"
     "a: 2\n", 0,
     "test.yaml:2:1: error: 'a' is given twice\n"
     "    2 | a: 2\n"
     "      | ^\n"
     "  hint: the first one stands in line 1\n"},
    {"lines that end in CR LF",
     "a: 1\r\n"
     "b: 2\r\n"
     "a: 3\r\n", 0,
     "test.yaml:3:1: error: 'a' is given twice\n"
     "    3 | a: 3\n"
     "      | ^\n"
     "  hint: the first one stands in line 1\n"},
    {"columns count characters",
     "{\"\xC3\xA9\xE2\x88\x9A\": 1, b: 2, b: 3}\n", 0,
     "test.yaml:1:17: error: 'b' is given twice\n"
     "    1 | {\"\xC3\xA9\xE2\x88\x9A\": 1, b: 2, b: 3}\n"
     "      |                 ^\n"
     "  hint: the first one stands in line 1\n"},
    {"a tab as indentation",
     "a:\n"
     "\tb: 1\n", 0,
     "test.yaml:2:1: error: a tab is used for indentation\n"
     "    2 |     b: 1\n"
     "      | ^~~~\n"
     "  hint: indent with spaces\n"},
    {"a tab in a block of text",
     "a: |\n"
     "\tx\n", 0,
     "test.yaml:2:1: error: a tab is used for indentation\n"
     "    2 |     x\n"
     "      | ^~~~\n"
     "  hint: indent with spaces\n"},
    {"a colon in text",
     "judul: Laporan: 2017\n", 0,
     "test.yaml:1:15: error: a second ':' in one line\n"
     "    1 | judul: Laporan: 2017\n"
     "      |               ^\n"
     "  hint: a colon in text needs quotes: key: \"text: more text\"\n"},
    {"a field below a value",
     "a: 1\n"
     "  b: 2\n", 0,
     "test.yaml:2:4: error: a ':' cannot stand here\n"
     "    2 |   b: 2\n"
     "      |    ^\n"
     "  hint: indent the line like its neighbours; text that holds a colon needs quotes\n"},
    {"an indentation between two others",
     "a:\n"
     "    b: 1\n"
     "  c: 2\n", 0,
     "test.yaml:3:3: error: this line does not fit the map around it\n"
     "    3 |   c: 2\n"
     "      |   ^\n"
     "  hint: the keys of one map begin in the same column\n"},
    {"a line without a key",
     "a: 1\n"
     "bcd\n"
     "c: 2\n", 0,
     "test.yaml:2:1: error: a key without ':'\n"
     "    2 | bcd\n"
     "      | ^\n"
     "  hint: write 'key: value'; a text of several lines needs quotes or '|'\n"},
    {"a field within a list",
     "a:\n"
     "  - 1\n"
     "  b: 2\n", 0,
     "test.yaml:3:3: error: this line does not fit the list around it\n"
     "    3 |   b: 2\n"
     "      |   ^\n"
     "  hint: the items of one list begin with '- ' in the same column\n"},
    {"an item within a map",
     "a: 1\n"
     "- b\n", 0,
     "test.yaml:2:1: error: this line does not fit the map around it\n"
     "    2 | - b\n"
     "      | ^\n"
     "  hint: the keys of one map begin in the same column\n"},
    {"an item in the line of its key",
     "a: - x\n", 0,
     "test.yaml:1:4: error: a list cannot begin here\n"
     "    1 | a: - x\n"
     "      |    ^\n"
     "  hint: begin the list in the next line; text that begins with '-' needs quotes\n"},
    {"a list without its bracket",
     "a: [1, 2\n"
     "b: 3\n", 0,
     "test.yaml:1:4: error: this list is not closed by ']'\n"
     "    1 | a: [1, 2\n"
     "      |    ^\n"
     "  hint: separate its items by ',' and close it with ']'\n"},
    {"a map without its brace",
     "a: {b: 1\n"
     "c: 3\n", 0,
     "test.yaml:1:4: error: this map is not closed by '}'\n"
     "    1 | a: {b: 1\n"
     "      |    ^\n"
     "  hint: separate its fields by ',' and close it with '}'\n"},
    {"a no-break space behind the colon of a field",
     "- {kode: 1, realisasi:\xC2\xA0""3155400000, dana: DAU}\n", 0,
     "test.yaml:1:23: error: a no-break space (U+00A0) stands here for a space\n"
     "    1 | - {kode: 1, realisasi:\xC2\xA0""3155400000, dana: DAU}\n"
     "      |                       ^\n"
     "  hint: write an ordinary space\n"},
    {"a no-break space behind a colon in a line of its own",
     "- a: 1\n"
     "  realisasi:\xC2\xA0""3155\n"
     "  b: 2\n", 0,
     "test.yaml:2:13: error: a no-break space (U+00A0) stands here for a space\n"
     "    2 |   realisasi:\xC2\xA0""3155\n"
     "      |             ^\n"
     "  hint: write an ordinary space\n"},
    {"a no-break space behind the last colon",
     "a: 1\n"
     "b:\xE2\x80\xAF""2\n", 0,
     "test.yaml:2:3: error: a no-break space (U+202F) stands here for a space\n"
     "    2 | b:\xE2\x80\xAF""2\n"
     "      |   ^\n"
     "  hint: write an ordinary space\n"},
    {"a no-break space behind the colon of the first field",
     "a:\n"
     "  b:\xE2\x80\x87""5\n"
     "  c: 6\n", 0,
     "test.yaml:2:5: error: a no-break space (U+2007) stands here for a space\n"
     "    2 |   b:\xE2\x80\x87""5\n"
     "      |     ^\n"
     "  hint: write an ordinary space\n"},
    {"a no-break space as an indent",
     "a:\n"
     "  - kode: \"1\"\n"
     "\xC2\xA0    nama: x\n"
     "    b:\n"
     "      - 1\n", 0,
     "test.yaml:3:1: error: a no-break space (U+00A0) stands here for a space\n"
     "    3 | \xC2\xA0    nama: x\n"
     "      | ^\n"
     "  hint: write an ordinary space\n"},
    {"a no-break space behind spaces of an indent",
     "a:\n"
     "  b: 1\n"
     " \xC2\xA0""c: 2\n", 0,
     "test.yaml:3:2: error: a no-break space (U+00A0) stands here for a space\n"
     "    3 |  \xC2\xA0""c: 2\n"
     "      |  ^\n"
     "  hint: write an ordinary space\n"},
    {"a no-break space behind a dash",
     "a:\n"
     "  -\xC2\xA0""b: 1\n"
     "    c: 2\n", 0,
     "test.yaml:2:4: error: a no-break space (U+00A0) stands here for a space\n"
     "    2 |   -\xC2\xA0""b: 1\n"
     "      |    ^\n"
     "  hint: write an ordinary space\n"},
    {"a no-break space in a text is none of these",
     "a: \"x:\xC2\xA0y\" z\n", 0,
     "test.yaml:1:11: error: text follows the closing quote\n"
     "    1 | a: \"x:\xC2\xA0y\" z\n"
     "      |           ^\n"
     "  hint: put the whole text in quotes; within \"...\" a quote is written \\\"\n"},
    {"a list that is opened at the end",
     "x: [\n", 0,
     "test.yaml:1:4: error: this '[' is never closed\n"
     "    1 | x: [\n"
     "      |    ^\n"
     "  hint: close it with ']'\n"},
    {"a map that is opened at the end",
     "a: 1\n"
     "x: [1, {\n", 0,
     "test.yaml:2:8: error: this '{' is never closed\n"
     "    2 | x: [1, {\n"
     "      |        ^\n"
     "  hint: close it with '}'\n"},
    {"a list that ends in a comma and a comment",
     "a: &b [1,\n"
     "# end\n", 0,
     "test.yaml:1:7: error: this '[' is never closed\n"
     "    1 | a: &b [1,\n"
     "      |       ^\n"
     "  hint: close it with ']'\n"},
    {"a comma without items",
     "a: [,]\n", 0,
     "test.yaml:1:5: error: a value is missing here\n"
     "    1 | a: [,]\n"
     "      |     ^\n"
     "  hint: text that begins with such a character needs quotes\n"},
    {"a text without its closing quote",
     "a: \"x\n"
     "b: 2\n", 0,
     "test.yaml:1:4: error: the text in quotes is not closed\n"
     "    1 | a: \"x\n"
     "      |    ^\n"
     "  hint: write the closing quote\n"},
    {"text behind a closing quote",
     "a: \"x\" y\n", 0,
     "test.yaml:1:8: error: text follows the closing quote\n"
     "    1 | a: \"x\" y\n"
     "      |        ^\n"
     "  hint: put the whole text in quotes; within \"...\" a quote is written \\\"\n"},
    {"an unknown escape",
     "a: \"C:\\data\"\n", 0,
     "test.yaml:1:7: error: no such escape in double quotes\n"
     "    1 | a: \"C:\\data\"\n"
     "      |       ^\n"
     "  hint: write \\\\ for a backslash, or use single quotes\n"},
    {"an escape without digits",
     "a: \"\\xZZ\"\n", 0,
     "test.yaml:1:7: error: an escape lacks hexadecimal digits\n"
     "    1 | a: \"\\xZZ\"\n"
     "      |       ^\n"
     "  hint: write \\\\ for a backslash, or use single quotes\n"},
    {"an escape of half a character",
     "a: \"\\uD800\"\n", 0,
     "test.yaml:1:7: error: the escape is no character of Unicode\n"
     "    1 | a: \"\\uD800\"\n"
     "      |       ^\n"},
    {"text that begins with @",
     "a: @x\n", 0,
     "test.yaml:1:4: error: text cannot begin with '@'\n"
     "    1 | a: @x\n"
     "      |    ^\n"
     "  hint: put the text in quotes: \"...\"\n"},
    {"a line that begins with %",
     "%x\n"
     "a: 1\n", 0,
     "test.yaml:1:1: error: text cannot begin with '%'\n"
     "    1 | %x\n"
     "      | ^\n"
     "  hint: put the text in quotes: \"...\"\n"},
    {"text that begins with %",
     "a: %x\n", 0,
     "test.yaml:1:4: error: text cannot begin with '%'\n"
     "    1 | a: %x\n"
     "      |    ^\n"
     "  hint: put the text in quotes: \"...\"\n"},
    {"a star alone",
     "a: *\n", 0,
     "test.yaml:1:4: error: text cannot begin with '&' or '*'\n"
     "    1 | a: *\n"
     "      |    ^\n"
     "  hint: put the text in quotes: \"...\"\n"},
    {"an ampersand alone",
     "a: & b\n", 0,
     "test.yaml:1:4: error: text cannot begin with '&' or '*'\n"
     "    1 | a: & b\n"
     "      |    ^\n"
     "  hint: put the text in quotes: \"...\"\n"},
    {"text that begins with ?",
     "a: ? x\n", 0,
     "test.yaml:1:4: error: '?' cannot stand here\n"
     "    1 | a: ? x\n"
     "      |    ^\n"
     "  hint: put the text in quotes: \"...\"\n"},
    {"text in the line of its bar",
     "a: | text\n", 0,
     "test.yaml:1:6: error: text cannot follow '|' or '>' in the same line\n"
     "    1 | a: | text\n"
     "      |      ^\n"
     "  hint: begin the text in the next line, indented; text that begins with '|' or '>' needs quotes\n"},
    {"a tag without quotes",
     "a: {{x}} y\n", 0,
     "test.yaml:1:4: error: text that begins with '{{' needs quotes\n"
     "    1 | a: {{x}} y\n"
     "      |    ^\n"
     "  hint: write \"{{...}}\"\n"},
    {"a tag of YAML",
     "a: !!str y\n", 0,
     "test.yaml:1:4: error: the tag '!!str' is not allowed\n"
     "    1 | a: !!str y\n"
     "      |    ^\n"
     "  hint: remove it; text that begins with '!' needs quotes: \"...\"\n"},
    {"a tag of its own",
     "a: !x y\n", 0,
     "test.yaml:1:4: error: the tag '!x' is not allowed\n"
     "    1 | a: !x y\n"
     "      |    ^\n"
     "  hint: remove it; text that begins with '!' needs quotes: \"...\"\n"},
    {"a tag with an unknown handle",
     "a: !x!y z\n", 0,
     "test.yaml:1:4: error: text cannot begin with '!'\n"
     "    1 | a: !x!y z\n"
     "      |    ^\n"
     "  hint: put the text in quotes: \"...\"\n"},
    {"a tag on a list",
     "a: !!seq [1]\n", 0,
     "test.yaml:1:4: error: the tag '!!seq' is not allowed\n"
     "    1 | a: !!seq [1]\n"
     "      |    ^\n"
     "  hint: remove it; text that begins with '!' needs quotes: \"...\"\n"},
    {"a merge key",
     "x: &a {b: 1}\n"
     "y:\n"
     "  <<: *a\n", 0,
     "test.yaml:3:3: error: merge keys ('<<') are not allowed\n"
     "    3 |   <<: *a\n"
     "      |   ^~\n"
     "  hint: write the fields themselves\n"},
    {"an alias of nothing",
     "a: *x\n", 0,
     "test.yaml:1:4: error: the alias '*x' names nothing before it\n"
     "    1 | a: *x\n"
     "      |    ^~\n"
     "  hint: text that begins with '*' needs quotes: \"...\"\n"},
    {"an alias within what it names",
     "a: &x\n"
     "  b: *x\n", 0,
     "test.yaml:2:6: error: the alias '*x' stands within what it names\n"
     "    2 |   b: *x\n"
     "      |      ^~\n"
     "  hint: write the value itself\n"},
    {"an anchor given twice",
     "a: &x 1\n"
     "b: &x 2\n", 0,
     "test.yaml:2:4: error: the anchor '&x' is given twice\n"
     "    2 | b: &x 2\n"
     "      |    ^\n"
     "  hint: give each value a name of its own\n"},
    {"an alias as key",
     "a: &x 1\n"
     "*x : 2\n", 0,
     "test.yaml:2:1: error: an alias cannot be a key\n"
     "    2 | *x : 2\n"
     "      | ^~\n"
     "  hint: write the key itself\n"},
    {"an anchor on a key",
     "&x a: 1\n", 0,
     "test.yaml:1:4: error: a key cannot have an anchor\n"
     "    1 | &x a: 1\n"
     "      |    ^\n"
     "  hint: put the anchor behind the ':'\n"},
    {"a map as key",
     "{a: 1}: 2\n", 0,
     "test.yaml:1:1: error: a map cannot be a key\n"
     "    1 | {a: 1}: 2\n"
     "      | ^\n"
     "  hint: a key is text; text that begins with '{' or '[' needs quotes: \"...\"\n"},
    {"a key left out",
     "a: {: 2}\n", 0,
     "test.yaml:1:5: error: a value is missing here\n"
     "    1 | a: {: 2}\n"
     "      |     ^\n"
     "  hint: text that begins with such a character needs quotes\n"},
    {"a second document",
     "a: 1\n"
     "---\n"
     "b: 2\n", 0,
     "test.yaml:2:1: error: a second document begins here\n"
     "    2 | ---\n"
     "      | ^~~\n"
     "  hint: a file holds one; put the second into a file of its own\n"},
    {"lines after the end",
     "a: 1\n"
     "...\n"
     "b: 2\n", 0,
     "test.yaml:3:1: error: the data have ended before this line\n"
     "    3 | b: 2\n"
     "      | ^\n"
     "  hint: check the indentation, and that the file is a map or a list as a whole\n"},
    {"an unknown version of YAML",
     "%YAML 2.0\n"
     "---\n"
     "a: 1\n", 0,
     "test.yaml:1:1: error: this version of YAML is not known\n"
     "    1 | %YAML 2.0\n"
     "      | ^\n"
     "  hint: remove the line that begins with %YAML\n"},
    {"characters that turn the direction of text",
     "a: x\xE2\x80\xAEy\n", 0,
     "test.yaml:1:5: error: the control character U+202E is not allowed\n"
     "    1 | a: x\xEF\xBF\xBDy\n"
     "      |     ^\n"
     "  hint: remove it\n"},
    {"the same by an escape",
     "a: \"x\\u2066y\"\n", 0,
     "test.yaml:1:5: error: the control character U+2066 is not allowed\n"
     "    1 | a: \"x\\u2066y\"\n"
     "      |     ^~~~~~~~\n"
     "  hint: remove it\n"},
    {"too many levels",
     "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 0,
     "test.yaml:1:65: error: more than 64 lists and maps within each other\n"
     "    1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"
     "      |                                                             ^\n"
     "  hint: the limit is fixed: no data of a report nest as deep\n"},
    {"aliases that multiply",
     "a0: &a0 [x]\n"
     "a1: &a1 [*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0]\n"
     "a2: &a2 [*a1,*a1,*a1,*a1,*a1,*a1,*a1,*a1,*a1,*a1]\n"
     "a3: &a3 [*a2,*a2,*a2,*a2,*a2,*a2,*a2,*a2,*a2,*a2]\n"
     "a4: &a4 [*a3,*a3,*a3,*a3,*a3,*a3,*a3,*a3,*a3,*a3]\n"
     "a5: &a5 [*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4]\n"
     "a6: &a6 [*a5,*a5,*a5,*a5,*a5,*a5,*a5,*a5,*a5,*a5]\n"
     "a7: &a7 [*a6,*a6,*a6,*a6,*a6,*a6,*a6,*a6,*a6,*a6]\n"
     "a8: &a8 [*a7,*a7,*a7,*a7,*a7,*a7,*a7,*a7,*a7,*a7]\n", 0,
     "test.yaml:6:22: error: more than 100000 values that aliases stand for\n"
     "    6 | a5: &a5 [*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4]\n"
     "      |                      ^~~\n"
     "  hint: write the values themselves; the limit is fixed, so that no small file stands for a "
     "large one\n"},
    {"several errors at once",
     "a: !!int 1\n"
     "a: *x\n"
     "b: {<<: 1}\n"
     "c: : 2\n", 0,
     "test.yaml:1:4: error: the tag '!!int' is not allowed\n"
     "    1 | a: !!int 1\n"
     "      |    ^\n"
     "  hint: remove it; text that begins with '!' needs quotes: \"...\"\n"
     "test.yaml:2:4: error: the alias '*x' names nothing before it\n"
     "    2 | a: *x\n"
     "      |    ^~\n"
     "  hint: text that begins with '*' needs quotes: \"...\"\n"
     "test.yaml:3:5: error: merge keys ('<<') are not allowed\n"
     "    3 | b: {<<: 1}\n"
     "      |     ^~\n"
     "  hint: write the fields themselves\n"
     "test.yaml:4:4: error: a second ':' in one line\n"
     "    4 | c: : 2\n"
     "      |    ^\n"
     "  hint: a colon in text needs quotes: key: \"text: more text\"\n"},
};
/* clang-format on */

static void gives_its_messages(void **state)
{
    const Case *row = *state;
    void *own = NULL;
    fixture_setup(&own);
    Fixture *fixture = own;
    assert_null(
        data_load_yaml(fixture->arena, fixture->diags, case_source(fixture, "test.yaml", row)));
    assert_string_equal(support_messages(fixture), row->messages);
    fixture_teardown(&own);
}

static void a_long_number_that_is_cut_is_not_quoted_whole(void **state)
{
    Fixture *fixture = *state;
    enum { SIZE = 900000 };
    Buf text = {.arena = fixture->arena};
    buf_text(&text, "{a: 1,");
    for (int i = 0; i < SIZE; i++)
        buf_byte(&text, '1');
    buf_byte(&text, '}');
    assert_null(data_load_yaml(
        fixture->arena, fixture->diags,
        support_source(fixture, "test.yaml", str_c(fixture->arena, buf_str(&text)))));
    assert_true(strlen(support_messages(fixture)) < 1000);
    assert_non_null(strstr(support_messages(fixture), "\n  hint: put it in quotes\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_long_number_that_is_cut_is_not_quoted_whole)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed +
           run_cases("yaml_errors", cases, sizeof cases / sizeof *cases, gives_its_messages);
}
