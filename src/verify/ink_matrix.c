/* Numbers and matrices of the content of a page, and how far off they may be. */
#include "verify/ink.h"

bool ink_spend(Ink *ink, size_t steps)
{
    Changes *changes = ink->c->changes;
    changes->page_steps += steps;
    if (changes->page_steps > VERIFY_MOST_STEPS)
        ink->odd = true;
    return !ink->odd;
}

int64_t ink_times(Ink *ink, int64_t a, int64_t b)
{
    int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        ink->odd = true;
        return 0;
    }
    ink->cuts += product % ONE != 0;
    return product / ONE;
}

int64_t ink_plus(Ink *ink, int64_t a, int64_t b)
{
    int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        ink->odd = true;
        return 0;
    }
    return sum;
}

int64_t ink_bound(Ink *ink, int64_t a, int64_t b)
{
    size_t cuts = ink->cuts;
    int64_t product = a == 0 || b == 0 ? 0 : ink_plus(ink, ink_times(ink, a, b), 1);
    ink->cuts = cuts;
    return product;
}

int64_t ink_size(int64_t number)
{
    if (number >= 0)
        return number;
    return number == INT64_MIN ? INT64_MAX : -number;
}

/* What is larger may have been cut off. */
int64_t ink_number(Ink *ink, const PdfValue *value)
{
    const int64_t largest = (int64_t)ONE * ONE * THOUSAND;
    int64_t number = 0;
    bool told = value->kind == PDF_INTEGER || value->kind == PDF_REAL;
    if (value->kind == PDF_REAL)
        number = value->millionths;
    else if (!told || __builtin_mul_overflow(value->integer, ONE, &number))
        ink->odd = true;
    if (!told || ink_size(number) > largest) {
        ink->odd = true;
        return 0;
    }
    return number;
}

/* It has no more decimals than are reckoned with. */
static bool is_exact(const PdfValue *value)
{
    enum { DECIMALS = 6 };
    if (value->kind == PDF_INTEGER)
        return true;
    Str written = {value->written, value->written != NULL ? value->to - value->from : 0};
    size_t point = str_find(written, ".", 0);
    return point != SIZE_MAX && written.size - point - 1 <= DECIMALS;
}

/* The most that a point of 1 and 0, or of 0 and 1, is moved to. */
static int64_t most_of(Ink *ink, const Matrix *matrix)
{
    int64_t first = ink_plus(ink, ink_size(matrix->a), ink_size(matrix->b));
    int64_t second = ink_plus(ink, ink_size(matrix->c), ink_size(matrix->d));
    return first > second ? first : second;
}

Matrix ink_unit(void)
{
    return (Matrix){.a = ONE, .d = ONE};
}

Matrix ink_matrix(Ink *ink, const PdfValue *values)
{
    enum { LINEAR = 4, ALL = 6 };
    int64_t numbers[ALL];
    Matrix matrix = {0};
    for (size_t i = 0; i < ALL; i++) {
        numbers[i] = ink_number(ink, &values[i]);
        *(i < LINEAR ? &matrix.slip : &matrix.drift) += !is_exact(&values[i]);
    }
    matrix.a = numbers[0];
    matrix.b = numbers[1];
    matrix.c = numbers[2];
    matrix.d = numbers[3];
    matrix.e = numbers[4];
    matrix.f = numbers[5];
    return matrix;
}

Matrix ink_join(Ink *ink, const Matrix *inner, const Matrix *outer)
{
    size_t cuts = ink->cuts;
    Matrix joined = {
        .a = ink_plus(ink, ink_times(ink, inner->a, outer->a), ink_times(ink, inner->b, outer->c)),
        .b = ink_plus(ink, ink_times(ink, inner->a, outer->b), ink_times(ink, inner->b, outer->d)),
        .c = ink_plus(ink, ink_times(ink, inner->c, outer->a), ink_times(ink, inner->d, outer->c)),
        .d = ink_plus(ink, ink_times(ink, inner->c, outer->b), ink_times(ink, inner->d, outer->d)),
        .e = outer->e,
        .f = outer->f,
        .drift = outer->drift,
    };
    int64_t slipped = ink_plus(ink, most_of(ink, outer), outer->slip);
    joined.slip = ink_plus(ink, ink_bound(ink, most_of(ink, inner), outer->slip),
                           ink_bound(ink, slipped, inner->slip));
    joined.slip = ink_plus(ink, joined.slip, (int64_t)(ink->cuts - cuts));
    /* The origin of `inner` moves by what `outer` makes of it. */
    Matrix moved = *outer;
    ink_move(ink, &moved, inner->e, inner->f, inner->drift);
    joined.e = moved.e;
    joined.f = moved.f;
    joined.drift = moved.drift;
    return joined;
}

void ink_move(Ink *ink, Matrix *matrix, int64_t x, int64_t y, int64_t error)
{
    size_t cuts = ink->cuts;
    matrix->e = ink_plus(ink, matrix->e,
                         ink_plus(ink, ink_times(ink, x, matrix->a), ink_times(ink, y, matrix->c)));
    matrix->f = ink_plus(ink, matrix->f,
                         ink_plus(ink, ink_times(ink, x, matrix->b), ink_times(ink, y, matrix->d)));
    int64_t far = ink_plus(ink, ink_plus(ink, ink_size(x), ink_size(y)), error);
    int64_t off = ink_plus(ink, ink_bound(ink, far, matrix->slip),
                           ink_bound(ink, most_of(ink, matrix), error));
    off = ink_plus(ink, off, (int64_t)(ink->cuts - cuts));
    matrix->drift = ink_plus(ink, matrix->drift, off);
}
