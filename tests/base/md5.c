/* The values of RFC 1321, A.5, and sizes around those of a block. */
#include "base/md5.h"

#include "support.h"

static const char *value_of(Fixture *fixture, Str bytes)
{
    unsigned char value[MD5_SIZE];
    Buf text = {.arena = fixture->arena};
    md5(bytes, value);
    for (size_t i = 0; i < MD5_SIZE; i++)
        buf_format(&text, "%02x", value[i]);
    return str_c(fixture->arena, buf_str(&text));
}

static void values_are_those_of_the_standard(void **state)
{
    static const struct {
        const char *text, *value;
    } cases[] = {
        {"", "d41d8cd98f00b204e9800998ecf8427e"},
        {"abc", "900150983cd24fb0d6963f7d28e17f72"},
        {"abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
         "d174ab98d277d9f5a5611c2c9f419d9f"},
        {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
         "57edf4a22be3c955ac49da2e2107b67a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(value_of(*state, str_from(cases[i].text)), cases[i].value);
}

/* md5sum of so many letters a. */
static void sizes_around_a_block_are_right(void **state)
{
    static const struct {
        size_t size;
        const char *value;
    } cases[] = {
        {55, "ef1772b6dff9a122358552954ad0df65"}, {56, "3b0c8ac703f828b04c6c197006d17218"},
        {63, "b06521f39153d618550606be297466d5"}, {64, "014842d480b571495a4a0363793f7367"},
        {65, "c743a45e0d2e6a95cb859adae0248435"}, {120, "5f61c0ccad4cac44c75ff505e1f1e537"},
    };
    char text[128];
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(value_of(*state, (Str){text, cases[i].size}), cases[i].value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_are_those_of_the_standard),
        TEST(sizes_around_a_block_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
