/* Where a page's content brings its points: matrices (ISO 32000-1, 8.3) of integers. What is far
 * beyond any page is cut off there, so that nothing overflows. */
#include "print/ink.h"

#include "print/print.h"

static const int64_t largest_factor = INT64_C(10000) * INK_ONE;
static const int64_t largest_length = INT64_C(1000000) * INK_ONE;

const Matrix matrix_identity = {{INK_ONE, 0, 0, INK_ONE, 0, 0}};

static int64_t clamp(int64_t value, int64_t most)
{
    return value > most ? most : value < -most ? -most : value;
}

int64_t matrix_clamp(int64_t value, int64_t grain)
{
    return clamp(value, largest_length / grain) * grain;
}

int64_t matrix_times(int64_t length, int64_t factor)
{
    return clamp(length, largest_length) * clamp(factor, largest_factor) / INK_ONE;
}

Matrix matrix_joined(Matrix first, Matrix second)
{
    const int64_t *a = first.v;
    const int64_t *b = second.v;
    Matrix out;
    for (int i = 0; i < 6; i += 2) {
        int64_t x = matrix_times(a[i], b[0]) + matrix_times(a[i + 1], b[2]);
        int64_t y = matrix_times(a[i], b[1]) + matrix_times(a[i + 1], b[3]);
        out.v[i] = clamp(i == 4 ? x + b[4] : x, largest_length);
        out.v[i + 1] = clamp(i == 4 ? y + b[5] : y, largest_length);
    }
    return out;
}

void matrix_point(InkBox *box, bool *any, const Matrix *matrix, int64_t x, int64_t y)
{
    const int64_t *m = matrix->v;
    int64_t at_x = matrix_times(x, m[0]) + matrix_times(y, m[2]) + m[4];
    int64_t at_y = matrix_times(x, m[1]) + matrix_times(y, m[3]) + m[5];
    if (!*any)
        *box = (InkBox){at_x, at_y, at_x, at_y};
    *any = true;
    box->left = at_x < box->left ? at_x : box->left;
    box->right = at_x > box->right ? at_x : box->right;
    box->bottom = at_y < box->bottom ? at_y : box->bottom;
    box->top = at_y > box->top ? at_y : box->top;
}

InkBox matrix_box(const Matrix *matrix, int64_t x, int64_t y, int64_t width, int64_t height)
{
    InkBox box = {0, 0, 0, 0};
    bool any = false;
    matrix_point(&box, &any, matrix, x, y);
    matrix_point(&box, &any, matrix, x + width, y);
    matrix_point(&box, &any, matrix, x, y + height);
    matrix_point(&box, &any, matrix, x + width, y + height);
    return box;
}

Matrix matrix_seen(PdfFile *file, const PdfPage *page)
{
    int64_t unit = page_unit(file, page) * (INK_ONE / 1000);
    int64_t box[4];
    for (size_t i = 0; i < 4; i++)
        box[i] = matrix_clamp(page->crop[i], 10);
    const struct {
        int rotate;
        Matrix matrix;
    } ways[] = {
        {0, {{INK_ONE, 0, 0, INK_ONE, -box[0], -box[1]}}},
        {90, {{0, -INK_ONE, INK_ONE, 0, -box[1], box[2]}}},
        {180, {{-INK_ONE, 0, 0, -INK_ONE, box[2], box[3]}}},
        {270, {{0, INK_ONE, -INK_ONE, 0, box[3], -box[0]}}},
    };
    Matrix scale = {{unit, 0, 0, unit, 0, 0}};
    size_t way = 0;
    while (way < 3 && ways[way].rotate != page->rotate)
        way++;
    return matrix_joined(ways[way].matrix, scale);
}
