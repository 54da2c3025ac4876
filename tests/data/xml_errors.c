/* What the XML loader says to what is no data. */
#include "cases.h"

/* clang-format off */
static const Case cases[] = {
    {"an empty file",
     "", 0,
     "test.xml: error: the file is empty\n"
     "  hint: write the data into it, or do not name it\n"},
    {"bytes that are not UTF-8",
     "<data>\xE9</data>", 0,
     "test.xml:1:7: error: the file is not UTF-8: byte 0xE9 belongs to no character\n"
     "    1 | <data>\xEF\xBF\xBD</data>\n"
     "      |       ^\n"
     "  hint: save the file as UTF-8; editors offer it as 'Encoding' or 'Save as'\n"},
    {"another encoding",
     "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"
     "<data/>", 0,
     "test.xml:1:31: error: the file says that its encoding is 'ISO-8859-1'; it must be UTF-8\n"
     "    1 | <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"
     "      |                               ^~~~~~~~~~\n"
     "  hint: save the file as UTF-8 and write encoding=\"UTF-8\"\n"},
    {"a control character",
     "<data>\x01</data>", 0,
     "test.xml:1:7: error: the control character U+0001 is not allowed\n"
     "    1 | <data>\xEF\xBF\xBD</data>\n"
     "      |       ^\n"
     "  hint: remove it\n"},
    {"a reference to what turns the direction of text",
     "<data><a>x&#x202E;y</a></data>", 0,
     "test.xml:1:10: error: the control character U+202E is not allowed\n"
     "    1 | <data><a>x&#x202E;y</a></data>\n"
     "      |          ^~~~~~~~~~\n"
     "  hint: remove it\n"},
    {"the same in a key",
     "<data><isi kunci=\"&#x2067;\">x</isi></data>", 0,
     "test.xml:1:19: error: the control character U+2067 is not allowed\n"
     "    1 | <data><isi kunci=\"&#x2067;\">x</isi></data>\n"
     "      |                   ^~~~~~~~\n"
     "  hint: remove it\n"},
    {"a control character by reference",
     "<data><a>&#1;</a></data>", 0,
     "test.xml:1:10: error: a character reference that is no character\n"
     "    1 | <data><a>&#1;</a></data>\n"
     "      |          ^\n"
     "  hint: write the character itself, or &#...; with its number in Unicode\n"},
    {"a reference that is no number",
     "<data><a>&#xZ;</a></data>", 0,
     "test.xml:1:10: error: a character reference that is no character\n"
     "    1 | <data><a>&#xZ;</a></data>\n"
     "      |          ^\n"
     "  hint: write the character itself, or &#x...; with its number in Unicode\n"},
    {"no XML at all",
     "nama: a\n", 0,
     "test.xml:1:1: error: this is not XML: no element begins here\n"
     "    1 | nama: a\n"
     "      | ^\n"
     "  hint: one element holds all: <data>...</data>\n"},
    {"an unknown version of XML",
     "<?xml version=\"2.0\"?><data/>", 0,
     "test.xml:1:20: error: this is not XML: Unsupported version '2.0'\n"
     "    1 | <?xml version=\"2.0\"?><data/>\n"
     "      |                    ^\n"},
    {"a wrong end tag",
     "<data>\n"
     "  <a>1</b>\n"
     "</data>", 0,
     "test.xml:2:7: error: '</b>' stands where '</a>' is expected\n"
     "    2 |   <a>1</b>\n"
     "      |       ^~~~\n"
     "  hint: <a> was opened in line 2\n"},
    {"an end tag without the prefix",
     "<x:data>\n"
     "</data>", 0,
     "test.xml:1:2: error: 'x:data' has a prefix\n"
     "    1 | <x:data>\n"
     "      |  ^~~~\n"
     "  hint: write the name without ':'\n"
     "test.xml:2:1: error: '</data>' stands where '</x:data>' is expected\n"
     "    2 | </data>\n"
     "      | ^~~~~~~\n"
     "  hint: <x:data> was opened in line 1\n"},
    {"an element with a prefix that has no end",
     "<data><x:a>", 0,
     "test.xml:1:7: error: <x:a> is not closed\n"
     "    1 | <data><x:a>\n"
     "      |       ^~\n"
     "  hint: write </x:a> where it ends\n"
     "test.xml:1:8: error: 'x:a' has a prefix\n"
     "    1 | <data><x:a>\n"
     "      |        ^\n"
     "  hint: write the name without ':'\n"},
    {"an element without end",
     "<data>\n"
     "  <a>1\n", 0,
     "test.xml:2:3: error: <a> is not closed\n"
     "    2 |   <a>1\n"
     "      |   ^~\n"
     "  hint: write </a> where it ends\n"},
    {"a root without end",
     "<data>\n"
     "  <a>1</a>\n", 0,
     "test.xml:1:1: error: <data> is not closed\n"
     "    1 | <data>\n"
     "      | ^~~~~\n"
     "  hint: write </data> where it ends\n"},
    {"a tag without end",
     "<data>\n"
     "  <a", 0,
     "test.xml:2:3: error: this tag is not closed\n"
     "    2 |   <a\n"
     "      |   ^\n"
     "  hint: write the '>' that closes it\n"},
    {"a second root",
     "<a>1</a>\n"
     "<b/>", 0,
     "test.xml:2:1: error: something follows the end of the root element\n"
     "    2 | <b/>\n"
     "      | ^\n"
     "  hint: one element holds all: <data>...</data>\n"},
    {"text behind the root",
     "<a>1</a>\n"
     "x", 0,
     "test.xml:2:1: error: something follows the end of the root element\n"
     "    2 | x\n"
     "      | ^\n"
     "  hint: one element holds all: <data>...</data>\n"},
    {"an ampersand in text",
     "<data><a>A & B</a></data>", 0,
     "test.xml:1:12: error: '&' stands alone\n"
     "    1 | <data><a>A & B</a></data>\n"
     "      |            ^\n"
     "  hint: write &amp; for '&' in text\n"},
    {"an ampersand before a word",
     "<data><a>A &B</a></data>", 0,
     "test.xml:1:12: error: '&' stands alone\n"
     "    1 | <data><a>A &B</a></data>\n"
     "      |            ^\n"
     "  hint: write &amp; for '&' in text\n"},
    {"an entity of HTML",
     "<data><a>A&nbsp;B</a></data>", 0,
     "test.xml:1:11: error: the entity '&nbsp;' is not known\n"
     "    1 | <data><a>A&nbsp;B</a></data>\n"
     "      |           ^~~~~~\n"
     "  hint: write the character itself; there are &amp; &lt; &gt; &quot; &apos; and &#...;\n"},
    {"a less-than in text",
     "<data><a>1 < 2</a></data>", 0,
     "test.xml:1:12: error: '<' begins no element here\n"
     "    1 | <data><a>1 < 2</a></data>\n"
     "      |            ^\n"
     "  hint: write &lt; for '<' in text\n"},
    {"the end of CDATA in text",
     "<data><a>x]]>y</a></data>", 0,
     "test.xml:1:10: error: ']]>' stands within text\n"
     "    1 | <data><a>x]]>y</a></data>\n"
     "      |          ^\n"
     "  hint: write ]]&gt;\n"},
    {"a less-than in an attribute",
     "<data><isi kunci=\"a<b\"/></data>", 0,
     "test.xml:1:20: error: '<' stands within an attribute\n"
     "    1 | <data><isi kunci=\"a<b\"/></data>\n"
     "      |                    ^\n"
     "  hint: write &lt; for it, or the closing quote that is missing before it\n"},
    {"an attribute without quotes",
     "<data><isi kunci=a/></data>", 0,
     "test.xml:1:18: error: the value of an attribute needs quotes\n"
     "    1 | <data><isi kunci=a/></data>\n"
     "      |                  ^\n"
     "  hint: write name=\"value\"\n"},
    {"an attribute without value",
     "<data><isi kunci/></data>", 0,
     "test.xml:1:17: error: an attribute without value\n"
     "    1 | <data><isi kunci/></data>\n"
     "      |                 ^\n"
     "  hint: write name=\"value\"\n"},
    {"an attribute without closing quote",
     "<data><isi kunci=\"a/></data>", 0,
     "test.xml:1:22: error: '<' stands within an attribute\n"
     "    1 | <data><isi kunci=\"a/></data>\n"
     "      |                      ^\n"
     "  hint: write &lt; for it, or the closing quote that is missing before it\n"},
    {"an attribute given twice",
     "<data><isi kunci=\"a\" kunci=\"b\"/></data>", 0,
     "test.xml:1:7: error: the attribute 'kunci' is given twice\n"
     "    1 | <data><isi kunci=\"a\" kunci=\"b\"/></data>\n"
     "      |       ^\n"},
    {"attributes without a space",
     "<data><isi kunci=\"a\"kosong=\"ya\"/></data>", 0,
     "test.xml:1:21: error: a space is missing here\n"
     "    1 | <data><isi kunci=\"a\"kosong=\"ya\"/></data>\n"
     "      |                     ^\n"},
    {"a comment without end",
     "<data><!-- x </data>", 0,
     "test.xml:1:7: error: a comment is not closed\n"
     "    1 | <data><!-- x </data>\n"
     "      |       ^\n"
     "  hint: write -->\n"},
    {"two hyphens in a comment",
     "<data><!-- a -- b --></data>", 0,
     "test.xml:1:14: error: '--' stands within a comment\n"
     "    1 | <data><!-- a -- b --></data>\n"
     "      |              ^\n"
     "  hint: write a single '-'\n"},
    {"CDATA without end",
     "<data><![CDATA[x</data>", 0,
     "test.xml:1:7: error: a CDATA section is not closed\n"
     "    1 | <data><![CDATA[x</data>\n"
     "      |       ^\n"
     "  hint: write ]]>\n"},
    {"an instruction without end",
     "<data><?x </data>", 0,
     "test.xml:1:7: error: '<?' is not closed\n"
     "    1 | <data><?x </data>\n"
     "      |       ^\n"
     "  hint: write ?>\n"},
    {"a declaration that comes late",
     "\n"
     "<?xml version=\"1.0\"?><data/>", 0,
     "test.xml:2:1: error: <?xml ...?> stands elsewhere than at the very start\n"
     "    2 | <?xml version=\"1.0\"?><data/>\n"
     "      | ^\n"
     "  hint: remove what is before it\n"},
    {"a DOCTYPE with entities",
     "<?xml version=\"1.0\"?>\n"
     "<!DOCTYPE data [<!ENTITY x \"y\">]>\n"
     "<data>&x;</data>", 0,
     "test.xml:2:1: error: <!DOCTYPE> is not allowed\n"
     "    2 | <!DOCTYPE data [<!ENTITY x \"y\">]>\n"
     "      | ^~~~~~~~~\n"
     "  hint: remove it; write characters instead of entities\n"},
    {"a DOCTYPE with an external entity",
     "<!DOCTYPE data [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
     "<data>&x;</data>", 0,
     "test.xml:1:1: error: <!DOCTYPE> is not allowed\n"
     "    1 | <!DOCTYPE data [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
     "      | ^~~~~~~~~\n"
     "  hint: remove it; write characters instead of entities\n"},
    {"an external DOCTYPE",
     "<!DOCTYPE data SYSTEM \"http://localhost/x.dtd\">\n"
     "<data/>", 0,
     "test.xml:1:1: error: <!DOCTYPE> is not allowed\n"
     "    1 | <!DOCTYPE data SYSTEM \"http://localhost/x.dtd\">\n"
     "      | ^~~~~~~~~\n"
     "  hint: remove it; write characters instead of entities\n"},
    {"an unknown attribute",
     "<data>\n"
     "  <program nama=\"x\"/>\n"
     "</data>", 0,
     "test.xml:2:12: error: the attribute 'nama' is not allowed\n"
     "    2 |   <program nama=\"x\"/>\n"
     "      |            ^~~~\n"
     "  hint: data stand in elements: <nama>x</nama>; attributes are kunci, kosong, jenis and xml:space\n"},
    {"a namespace",
     "<data xmlns=\"urn:x\"/>", 0,
     "test.xml:1:7: error: the attribute 'xmlns' is not allowed\n"
     "    1 | <data xmlns=\"urn:x\"/>\n"
     "      |       ^~~~~\n"
     "  hint: remove it: names have no prefixes here\n"},
    {"a prefix",
     "<data><a:b>1</a:b></data>", 0,
     "test.xml:1:8: error: 'a:b' has a prefix\n"
     "    1 | <data><a:b>1</a:b></data>\n"
     "      |        ^\n"
     "  hint: write the name without ':'\n"},
    {"kunci on another element",
     "<data><a kunci=\"b\">1</a></data>", 0,
     "test.xml:1:10: error: 'kunci' stands on <isi> only, not on <a>\n"
     "    1 | <data><a kunci=\"b\">1</a></data>\n"
     "      |          ^~~~~\n"
     "  hint: write <isi kunci=\"...\">\n"},
    {"kunci on the root",
     "<isi kunci=\"a\"><b/></isi>", 0,
     "test.xml:1:6: error: the root element has no key\n"
     "    1 | <isi kunci=\"a\"><b/></isi>\n"
     "      |      ^~~~~\n"},
    {"an unknown xml:space",
     "<data><a xml:space=\"x\">1</a></data>", 0,
     "test.xml:1:21: error: xml:space: 'x' is neither 'preserve' nor 'default'\n"
     "    1 | <data><a xml:space=\"x\">1</a></data>\n"
     "      |                     ^\n"
     "  hint: write xml:space=\"preserve\", or leave it out\n"},
    {"a wrong kosong",
     "<data><a kosong=\"tidak\">1</a></data>", 0,
     "test.xml:1:18: error: kosong: 'tidak' is not 'ya'\n"
     "    1 | <data><a kosong=\"tidak\">1</a></data>\n"
     "      |                  ^~~~~\n"
     "  hint: write kosong=\"ya\", or leave it out\n"},
    {"text in kosong",
     "<data><b kosong=\"ya\">2</b></data>", 0,
     "test.xml:1:22: error: <b> holds text, which kosong=\"ya\" does not allow\n"
     "    1 | <data><b kosong=\"ya\">2</b></data>\n"
     "      |                      ^\n"
     "  hint: remove kosong=\"ya\" or the text\n"},
    {"an element in kosong",
     "<data><c kosong=\"ya\"><d/></c></data>", 0,
     "test.xml:1:7: error: <c> is kosong=\"ya\", but holds something\n"
     "    1 | <data><c kosong=\"ya\"><d/></c></data>\n"
     "      |       ^~\n"
     "  hint: remove kosong=\"ya\" or its content\n"},
    {"a wrong jenis",
     "<data><a jenis=\"x\"/></data>", 0,
     "test.xml:1:17: error: jenis: 'x' is neither 'daftar' nor 'peta'\n"
     "    1 | <data><a jenis=\"x\"/></data>\n"
     "      |                 ^\n"
     "  hint: jenis=\"daftar\" is a list, jenis=\"peta\" a map\n"},
    {"text in jenis",
     "<data><b jenis=\"peta\">x</b></data>", 0,
     "test.xml:1:23: error: <b> holds text, which jenis does not allow\n"
     "    1 | <data><b jenis=\"peta\">x</b></data>\n"
     "      |                       ^\n"
     "  hint: remove jenis or the text\n"},
    {"a field in a list",
     "<data><c jenis=\"daftar\"><d/></c></data>", 0,
     "test.xml:1:25: error: <d> stands in jenis=\"daftar\"\n"
     "    1 | <data><c jenis=\"daftar\"><d/></c></data>\n"
     "      |                         ^\n"
     "  hint: a list holds <butir> elements\n"},
    {"an item in a map",
     "<data><e jenis=\"peta\"><butir/></e></data>", 0,
     "test.xml:1:23: error: <butir> stands in jenis=\"peta\"\n"
     "    1 | <data><e jenis=\"peta\"><butir/></e></data>\n"
     "      |                       ^\n"
     "  hint: <butir> elements make a list; the key 'butir' of a map is written <isi kunci=\"butir\">\n"},
    {"text before elements",
     "<data>\n"
     "  <\xC3\xA9>teks\n"
     "  <a>1</a></\xC3\xA9></data>", 0,
     "test.xml:2:6: error: <\xC3\xA9> holds text beside elements\n"
     "    2 |   <\xC3\xA9>teks\n"
     "      |      ^\n"
     "  hint: an element holds either text or elements\n"},
    {"text behind elements",
     "<data>\n"
     "  <a>1</a> teks\n"
     "</data>", 0,
     "test.xml:2:12: error: <data> holds text beside elements\n"
     "    2 |   <a>1</a> teks\n"
     "      |            ^\n"
     "  hint: an element holds either text or elements\n"},
    {"a repeated element",
     "<data>\n"
     " <a>1</a>\n"
     " <a>2</a>\n"
     "</data>", 0,
     "test.xml:3:3: error: 'a' is given twice\n"
     "    3 |  <a>2</a>\n"
     "      |   ^\n"
     "  hint: the first one stands in line 2; what there are several of is a list of <butir>\n"},
    {"a key in two spellings",
     "<data><a>1</a><isi kunci=\"a\">2</isi></data>", 0,
     "test.xml:1:27: error: 'a' is given twice\n"
     "    1 | <data><a>1</a><isi kunci=\"a\">2</isi></data>\n"
     "      |                           ^\n"
     "  hint: the first one stands in line 1; what there are several of is a list of <butir>\n"},
    {"a field among items",
     "<data>\n"
     " <butir>1</butir>\n"
     " <a>2</a>\n"
     "</data>", 0,
     "test.xml:3:2: error: <a> stands among <butir> elements\n"
     "    3 |  <a>2</a>\n"
     "      |  ^\n"
     "  hint: a list holds <butir> elements only, a map none; the key 'butir' of a map is written <isi kunci=\"butir\">\n"},
    {"an item among fields",
     "<data>\n"
     " <a>2</a>\n"
     " <butir>1</butir>\n"
     "</data>", 0,
     "test.xml:3:2: error: <butir> stands among the elements of a map\n"
     "    3 |  <butir>1</butir>\n"
     "      |  ^\n"
     "  hint: a list holds <butir> elements only, a map none; the key 'butir' of a map is written <isi kunci=\"butir\">\n"},
    {"too many levels",
     "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>", 0,
     "test.xml:1:193: error: more than 64 lists and maps within each other\n"
     "    1 | <a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a></\n"
     "      |                                                             ^~\n"
     "  hint: the limit is fixed: no data of a report nest as deep\n"},
    {"several errors at once",
     "<data>\n"
     "<a x=\"1\"/>\n"
     "<b y=\"1\"/>\n"
     "<c>&</c></data>", 0,
     "test.xml:2:4: error: the attribute 'x' is not allowed\n"
     "    2 | <a x=\"1\"/>\n"
     "      |    ^\n"
     "  hint: data stand in elements: <x>1</x>; attributes are kunci, kosong, jenis and xml:space\n"
     "test.xml:3:4: error: the attribute 'y' is not allowed\n"
     "    3 | <b y=\"1\"/>\n"
     "      |    ^\n"
     "  hint: data stand in elements: <y>1</y>; attributes are kunci, kosong, jenis and xml:space\n"
     "test.xml:4:4: error: '&' stands alone\n"
     "    4 | <c>&</c></data>\n"
     "      |    ^\n"
     "  hint: write &amp; for '&' in text\n"},
};
/* clang-format on */

static void gives_its_messages(void **state)
{
    const Case *row = *state;
    void *own = NULL;
    fixture_setup(&own);
    Fixture *fixture = own;
    assert_null(
        data_load_xml(fixture->arena, fixture->diags, case_source(fixture, "test.xml", row)));
    assert_string_equal(support_messages(fixture), row->messages);
    fixture_teardown(&own);
}

int main(void)
{
    return run_cases("xml_errors", cases, sizeof cases / sizeof *cases, gives_its_messages);
}
