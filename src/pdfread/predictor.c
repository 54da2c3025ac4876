/* Predictors of Flate and LZW (ISO 32000-1, 7.4.4.4): PNG's row filters and TIFF's predictor 2. */
#include "pdfread/file.h"

#include <stdlib.h>
#include <string.h>

enum {
    PREDICTOR_NONE = 1,
    PREDICTOR_TIFF = 2,
    PREDICTOR_PNG = 10,
    MOST_COLOURS = 64,
    MOST_COLUMNS = 1 << 24,
};

/* How the rows are laid out. */
typedef struct Rows {
    size_t size;  /* of a row in bytes */
    size_t pixel; /* bytes from a pixel to the next, at least 1 */
    int colours, bits;
} Rows;

/* --- PNG -------------------------------------------------------------------------------------- */

static int paeth(int left, int above, int corner)
{
    int guess = left + above - corner;
    int by_left = abs(guess - left);
    int by_above = abs(guess - above);
    int by_corner = abs(guess - corner);
    if (by_left <= by_above && by_left <= by_corner)
        return left;
    return by_above <= by_corner ? above : corner;
}

/* Undoes the filter of a row in place; `above` is NULL for the first. False for an unknown one. */
static bool undo_row(int filter, unsigned char *row, const unsigned char *above, const Rows *rows,
                     size_t size)
{
    for (size_t i = 0; i < size; i++) {
        int left = i >= rows->pixel ? row[i - rows->pixel] : 0;
        int up = above != NULL ? above[i] : 0;
        int corner = above != NULL && i >= rows->pixel ? above[i - rows->pixel] : 0;
        const int guesses[] = {0, left, up, (left + up) / 2, paeth(left, up, corner)};
        if (filter < 0 || (size_t)filter >= sizeof guesses / sizeof *guesses)
            return false;
        row[i] = (unsigned char)(row[i] + guesses[filter]);
    }
    return true;
}

/* Each row begins with the number of its filter. The last one may be shorter. */
static bool undo_png(const Decoding *decoding, const Rows *rows, Str *bytes)
{
    size_t count = (bytes->size + rows->size) / (rows->size + 1);
    char *out = arena_alloc(decoding->arena, bytes->size);
    unsigned char *to = (unsigned char *)out;
    const unsigned char *above = NULL;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        int filter = (unsigned char)bytes->at[at++];
        size_t left = bytes->size - at;
        size_t size = left < rows->size ? left : rows->size;
        memcpy(to, bytes->at + at, size);
        if (!undo_row(filter, to, above, rows, size))
            return decoding_damaged(decoding, "it has an unknown filter of PNG");
        above = to;
        to += size;
        at += size;
    }
    *bytes = (Str){out, (size_t)(to - (unsigned char *)out)};
    return true;
}

/* --- TIFF ------------------------------------------------------------------------------------- */

/* The sample of `bits` bits at that index of a row. */
static unsigned get_sample(const unsigned char *row, size_t index, int bits)
{
    if (bits == 16)
        return (unsigned)row[index * 2] << 8 | row[index * 2 + 1];
    size_t bit = index * (size_t)bits;
    return row[bit / 8] >> (8 - (size_t)bits - bit % 8) & ((1U << bits) - 1);
}

static void set_sample(unsigned char *row, size_t index, int bits, unsigned value)
{
    if (bits == 16) {
        row[index * 2] = (unsigned char)(value >> 8 & 0xFF);
        row[index * 2 + 1] = (unsigned char)(value & 0xFF);
        return;
    }
    size_t bit = index * (size_t)bits;
    unsigned shift = 8 - (unsigned)bits - (unsigned)(bit % 8);
    unsigned mask = ((1U << bits) - 1) << shift;
    row[bit / 8] = (unsigned char)((row[bit / 8] & ~mask) | (value << shift & mask));
}

/* Each sample is the difference from the same one of the pixel to its left. */
static bool undo_tiff(const Decoding *decoding, const Rows *rows, Str *bytes)
{
    char *out = arena_alloc(decoding->arena, bytes->size);
    if (bytes->size > 0)
        memcpy(out, bytes->at, bytes->size);
    size_t samples = rows->size * 8 / (size_t)rows->bits;
    size_t colours = (size_t)rows->colours;
    for (size_t at = 0; bytes->size - at >= rows->size; at += rows->size) {
        unsigned char *row = (unsigned char *)out + at;
        for (size_t i = colours; i < samples; i++)
            set_sample(row, i, rows->bits,
                       get_sample(row, i, rows->bits) + get_sample(row, i - colours, rows->bits));
    }
    *bytes = (Str){out, bytes->size};
    return true;
}

/* --- Either ----------------------------------------------------------------------------------- */

bool undo_predictor(const Decoding *decoding, const PdfValue *parameters, Str *bytes)
{
    PdfFile *file = decoding->file;
    int64_t predictor = pdf_integer(pdf_get(file, parameters, "Predictor"), PREDICTOR_NONE);
    int64_t colours = pdf_integer(pdf_get(file, parameters, "Colors"), 1);
    int64_t bits = pdf_integer(pdf_get(file, parameters, "BitsPerComponent"), 8);
    int64_t columns = pdf_integer(pdf_get(file, parameters, "Columns"), 1);
    if (predictor == PREDICTOR_NONE)
        return true;
    bool known_bits = bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
    if (colours < 1 || colours > MOST_COLOURS || columns < 1 || columns > MOST_COLUMNS ||
        !known_bits || (predictor != PREDICTOR_TIFF && predictor < PREDICTOR_PNG))
        return decoding_damaged(decoding, "its predictor is none");
    size_t row_bits = (size_t)(colours * columns * bits);
    size_t pixel = (size_t)(colours * bits) / 8;
    const Rows rows = {(row_bits + 7) / 8, pixel > 0 ? pixel : 1, (int)colours, (int)bits};
    return predictor == PREDICTOR_TIFF ? undo_tiff(decoding, &rows, bytes)
                                       : undo_png(decoding, &rows, bytes);
}
