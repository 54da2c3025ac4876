/* QR codes: what they say, and in which sizes they are read. */
#include "support.h"

#include "picture/qr.h"

enum { MM = 2835 };

static const QrCode *encode(Fixture *fixture, const char *text, int32_t size)
{
    return qr_encode(fixture->arena, fixture->diags, str_from(text), size, (Place){0});
}

static bool is_dark(const QrCode *code, uint32_t x, uint32_t y)
{
    return code->dark[(size_t)y * code->side + x] != 0;
}

static void a_code_has_its_three_marks(void **state)
{
    const QrCode *code = encode(*state, "https://contoh.go.id", 22 * MM);
    assert_non_null(code);
    assert_true(str_is(code->text, "https://contoh.go.id"));
    uint32_t last = code->side - 1;
    const uint32_t corners[][2] = {{0, 0}, {last - 6, 0}, {0, last - 6}};
    for (size_t i = 0; i < 3; i++) {
        for (uint32_t k = 0; k < 7; k++)
            assert_true(is_dark(code, corners[i][0] + k, corners[i][1]));
        assert_false(is_dark(code, corners[i][0] + 1, corners[i][1] + 1));
        assert_true(is_dark(code, corners[i][0] + 3, corners[i][1] + 3));
    }
}

/* More room gives more correction, not larger modules without end. */
static void a_larger_square_has_more_correction(void **state)
{
    const char *text = "https://sakip.contoh.go.id/verifikasi?dokumen=8f4c1e27aa";
    const QrCode *small = encode(*state, text, 15 * MM);
    const QrCode *large = encode(*state, text, 40 * MM);
    assert_non_null(small);
    assert_non_null(large);
    assert_true(large->side > small->side);
    /* 0.34 mm at least, and where there is room 0.5 mm. */
    assert_true(15 * MM / (int)(small->side + 2 * QR_QUIET) >= 960);
    assert_true(40 * MM / (int)(large->side + 2 * QR_QUIET) >= 1417);
}

static void what_could_not_be_read_is_an_error(void **state)
{
    Fixture *fixture = *state;
    assert_null(encode(fixture, "https://sakip.contoh.go.id/verifikasi?dokumen=8f4c1e", 8 * MM));
    assert_non_null(strstr(support_messages(fixture), "cannot be read in this size"));
    assert_non_null(strstr(support_messages(fixture), "hint: make it 1."));
    assert_null(encode(fixture, "", 22 * MM));
    assert_non_null(strstr(support_messages(fixture), "cannot hold 0 bytes"));
    char *long_text = arena_alloc(fixture->arena, 3001);
    memset(long_text, 'x', 3000);
    assert_null(encode(fixture, long_text, 200 * MM));
    assert_non_null(strstr(support_messages(fixture), "cannot hold 3000 bytes"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_code_has_its_three_marks),
        TEST(a_larger_square_has_more_correction),
        TEST(what_could_not_be_read_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
