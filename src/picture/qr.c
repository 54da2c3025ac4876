/* QR codes by libqrencode. */
#include "picture/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

enum {
    MOST_SIDE = 177,        /* of version 40 */
    MOST_BYTES = 7089,      /* as many digits as that one holds */
    LEAST_MODULE = 960,     /* 0.34 mm: four dots of a printer with 300 an inch */
    GOOD_MODULE = 1417,     /* 0.5 mm: telephones read it from where a hand holds them */
    MODULES_A_STEP = 4,     /* that a version has more than the one before */
    LEAST_SIDE = 21,        /* of version 1 */
    THOUSANDTHS_CM = 28346, /* 1/1000 pt */
};

/* The version of the smallest code of that correction; 0: none takes the text. */
static int version_of(const char *text, QRecLevel level)
{
    QRcode *code = QRcode_encodeString(text, 0, level, QR_MODE_8, 1);
    int version = code != NULL ? code->version : 0;
    QRcode_free(code);
    return version;
}

static int side_of(int version)
{
    return LEAST_SIDE + MODULES_A_STEP * (version - 1);
}

static int32_t module_of(int version, int32_t size)
{
    return size / (side_of(version) + 2 * QR_QUIET);
}

/* The most correction whose modules are large enough: more of it makes them smaller, and is not
   worth it below GOOD_MODULE. -1 where none has modules of LEAST_MODULE; *version is then that of
   the smallest code, 0 where there is none. */
static int level_for(const char *text, int32_t size, int *version)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H};
    int chosen = -1;
    *version = 0;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        int next = version_of(text, levels[i]);
        int32_t module = next > 0 ? module_of(next, size) : 0;
        bool free = next == *version; /* correction that costs nothing */
        if (*version == 0)
            *version = next;
        if (module < LEAST_MODULE || (!free && chosen >= 0 && module < GOOD_MODULE))
            break;
        chosen = (int)levels[i];
        *version = next;
    }
    return chosen;
}

/* The least size of a code of that version. */
static int32_t size_of(int version)
{
    return LEAST_MODULE * (side_of(version) + 2 * QR_QUIET);
}

/* False for a text that no code holds, or not as what it is. */
static bool is_text(Str text)
{
    return text.size > 0 && text.size <= MOST_BYTES && memchr(text.at, 0, text.size) == NULL;
}

int32_t qr_least(Arena *arena, Str text)
{
    int version = is_text(text) ? version_of(str_c(arena, text), QR_ECLEVEL_L) : 0;
    return version > 0 ? size_of(version) : 0;
}

static const QrCode *report(Arena *arena, Diags *diags, Str text, int version, Place place)
{
    const char *hint = "shorten the text, or give an address where it is found";
    if (version > 0) {
        int32_t tenths = (size_of(version) * 10 + THOUSANDTHS_CM - 1) / THOUSANDTHS_CM;
        hint = str_format(arena, "make it %d.%dcm large, or shorten the text", tenths / 10,
                          tenths % 10)
                   .at;
    }
    diag(diags, SEVERITY_ERROR, place, hint,
         version > 0 ? "a QR code with %zu bytes of text cannot be read in this size"
                     : "a QR code cannot hold %zu bytes of text",
         text.size);
    return NULL;
}

/* All room is taken before the library's code is made: nothing may jump while it is there. */
static bool encode(const char *text, QRecLevel level, unsigned char *dark, uint32_t *side)
{
    QRcode *code = QRcode_encodeString(text, 0, level, QR_MODE_8, 1);
    if (code == NULL)
        return false;
    *side = (uint32_t)code->width;
    for (int i = 0; i < code->width * code->width; i++)
        dark[i] = code->data[i] & 1;
    QRcode_free(code);
    return true;
}

const QrCode *qr_encode(Arena *arena, Diags *diags, Str text, int32_t size, Place place)
{
    text = str_copy(arena, text);
    const char *plain = str_c(arena, text);
    int version = 0;
    if (!is_text(text))
        return report(arena, diags, text, 0, place);
    QrCode *qr = arena_alloc(arena, sizeof *qr);
    unsigned char *dark = arena_alloc(arena, (size_t)MOST_SIDE * MOST_SIDE);
    errno = 0;
    int level = level_for(plain, size, &version);
    /* Also where a code came of it: there may be a better one. */
    if (errno == ENOMEM)
        memory_fail(arena_memory(arena));
    if (level < 0)
        return report(arena, diags, text, version, place);
    *qr = (QrCode){.dark = dark, .text = text};
    if (!encode(plain, (QRecLevel)level, dark, &qr->side) || errno == ENOMEM)
        memory_fail(arena_memory(arena));
    return qr;
}
