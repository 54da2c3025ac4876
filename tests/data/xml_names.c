/* Names without end: libxml2 keeps them in a table that does not grow, and looks for one ever
 * longer. */
#include "data/data.h"
#include "light.h"

/* AddressSanitizer looks at all of a text wherever something is searched for in it. */
#ifdef __SANITIZE_ADDRESS__
enum { NAMES = 150 * 1000 };
#else
enum { NAMES = 1000 * 1000 };
#endif

static void names_without_end_are_refused_at_once(void **state)
{
    enum { MOST_SECONDS = 10 };
    static const struct {
        const char *begin, *name, *told;
    } texts[] = {
        {"<data>", "<a%d/>", "more than 100000 different names of elements"},
        {"<data>", "<?a%d ?>", "more than 100000 different names of elements"},
        {"<data>&x;", "<a%d/>", "the entity '&x;' is not known"},
    };
    Fixture *fixture = *state;
    clock_t began = clock();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Buf text = {.arena = fixture->arena};
        Diags *diags = diags_new(fixture->arena);
        size_t count = 0;
        buf_text(&text, texts[i].begin);
        for (int name = 0; name < NAMES; name++)
            buf_format(&text, texts[i].name, name);
        buf_text(&text, "</data>");
        const Source source = {STR("uji.xml"), buf_str(&text)};
        assert_null(data_load_xml(fixture->arena, diags, &source));
        const DiagView *list = diags_list(diags, fixture->arena, &count);
        assert_int_equal(count, 1);
        assert_str(list[0].text, texts[i].told);
    }
    light_assert_since(began, MOST_SECONDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_without_end_are_refused_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
