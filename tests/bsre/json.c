/* JSON and base64: what is right is read, what is not is refused, and secrets are written apart. */
#include "bsre/json.h"

#include "support.h"

static void values_of_all_kinds_are_read(void **state)
{
    Fixture *fixture = *state;
    const Json *json =
        json_read(fixture->arena, STR("\xEF\xBB\xBF { \"a\" : [1, -2.5e+3, true, null, {}],\r\n "
                                      "\"b\":\"x\",\"c\":{\"d\":[]}} "));
    assert_non_null(json);
    const Json *list = json_get(json, "a");
    assert_int_equal(list->count, 5);
    assert_int_equal(list->items[0].kind, JSON_NUMBER);
    assert_str(list->items[1].text, "-2.5e+3");
    assert_int_equal(list->items[2].kind, JSON_BOOL);
    assert_int_equal(list->items[3].kind, JSON_NULL);
    assert_int_equal(list->items[4].kind, JSON_MAP);
    assert_str(json_get_text(json, "b"), "x");
    assert_str(json_get_text(json, "a"), "");
    assert_str(json_get_text(json, "z"), "");
    assert_int_equal(json_get(json_get(json, "c"), "d")->count, 0);
    assert_null(json_get(list, "a"));
}

static void escapes_are_resolved(void **state)
{
    Fixture *fixture = *state;
    const Json *json = json_read(
        fixture->arena,
        STR("[\"a\\/b\\\"\\\\\\n\", \"\\u00e9\\u20AC\", \"\\ud83d\\ude00\", \"\\ud83dx\\ude00\"]"));
    assert_non_null(json);
    assert_str(json->items[0].text, "a/b\"\\\n");
    assert_str(json->items[1].text, "\xC3\xA9\xE2\x82\xAC");
    assert_str(json->items[2].text, "\xF0\x9F\x98\x80");
    assert_str(json->items[3].text, "\xEF\xBF\xBDx\xEF\xBF\xBD");
}

static void what_is_no_json_is_refused(void **state)
{
    static const char *const texts[] = {
        "",        " ",        "<html>",     "{",   "[1,",     "[1 2]",
        "{\"a\"}", "{\"a\":}", "{a:1}",      "\"a", "\"\\x\"", "\"\\u12g4\"",
        "[1]]",    "\"a\nb\"", "{\"a\":1,}", "tru", "\"\\u12", "\"\\ud83d\\u",
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_null(json_read(fixture->arena, str_from(texts[i])));
    assert_null(json_read(fixture->arena, STR("[\"a\0b\"]")));
}

static void limits_hold(void **state)
{
    Fixture *fixture = *state;
    Buf deep = {.arena = fixture->arena};
    for (int i = 0; i < 100000; i++)
        buf_byte(&deep, '[');
    assert_null(json_read(fixture->arena, buf_str(&deep)));
    Buf wide = {.arena = fixture->arena};
    for (int i = 0; i < JSON_MAX_VALUES; i++)
        buf_text(&wide, i == 0 ? "[1" : ",1");
    buf_byte(&wide, ']');
    assert_null(json_read(fixture->arena, buf_str(&wide)));
}

static void changed_bytes_are_survived(void **state)
{
    static const char whole[] = "{\"time\": 15, \"file\": [\"Zm9v\\u00e9\\ud83d\\ude00YmFy\"], "
                                "\"error\": {\"message\": null, \"codes\": [1, -2e3, true]}}";
    enum { CHANGES = 20000 };
    Fixture *fixture = *state;
    uint64_t random = 7;
    for (size_t i = 0; i < CHANGES; i++) {
        Arena *own = arena_new(fixture->memory);
        /* Of just that size, so that a read behind it is found. */
        size_t size = sizeof whole - 1 - i % 40;
        char *bytes = malloc(size);
        assert_non_null(bytes);
        memcpy(bytes, whole, size);
        for (size_t n = 0; n < i % 4; n++) {
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            bytes[(random >> 33) % size] = (char)(random >> 20 & 0xFF);
        }
        Str decoded;
        (void)json_read(own, (Str){bytes, size});
        (void)base64_decode(own, (Str){bytes, size}, &decoded);
        free(bytes);
        arena_drop(own);
    }
}

static void text_is_written_so_that_it_reads_back(void **state)
{
    Fixture *fixture = *state;
    Str text = STR("a\"b\\c\n\x01\x7F\xC3\xA9/");
    Buf out = {.arena = fixture->arena};
    json_put(&out, text);
    assert_str(buf_str(&out), "\"a\\\"b\\\\c\\u000a\\u0001\x7F\xC3\xA9/\"");
    assert_true(str_equal(json_read(fixture->arena, buf_str(&out))->text, text));
    Secret *secret = secret_new(fixture->memory, 1);
    json_put_secret(secret, text);
    assert_true(str_equal(secret_str(secret), str_slice(buf_str(&out), 1, out.size - 1)));
    secret_drop(secret);
}

static void bytes_go_through_base64(void **state)
{
    static const struct {
        const char *plain, *coded;
    } cases[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    Fixture *fixture = *state;
    Str bytes;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_str(base64_encode(fixture->arena, str_from(cases[i].plain)), cases[i].coded);
        assert_true(base64_decode(fixture->arena, str_from(cases[i].coded), &bytes));
        assert_str(bytes, cases[i].plain);
    }
    char all[256];
    for (int i = 0; i < 256; i++)
        all[i] = (char)i;
    Str coded = base64_encode(fixture->arena, (Str){all, 256});
    assert_true(base64_decode(fixture->arena, coded, &bytes));
    assert_true(str_equal(bytes, (Str){all, 256}));
    assert_true(
        base64_decode(fixture->arena, STR("data:application/pdf;base64,Zm9v\r\nYmFy"), &bytes));
    assert_str(bytes, "foobar");
}

static void what_is_no_base64_is_refused(void **state)
{
    static const char *const texts[] = {"Z",    "Zg",   "Zg=",   "Zm9vY", "Zg==Zg==", "====",
                                        "Z===", "Zm9*", "=Zm9v", "Zm-v",  "Zm_v",     "Zg==="};
    Fixture *fixture = *state;
    Str bytes;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(base64_decode(fixture->arena, str_from(texts[i]), &bytes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_of_all_kinds_are_read), TEST(escapes_are_resolved),
        TEST(what_is_no_json_is_refused),   TEST(limits_hold),
        TEST(changed_bytes_are_survived),   TEST(text_is_written_so_that_it_reads_back),
        TEST(bytes_go_through_base64),      TEST(what_is_no_base64_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
