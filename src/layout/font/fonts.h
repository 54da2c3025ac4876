/*
 * layout/font/fonts.h - families, their faces and what stands in for a missing glyph; inside
 * layout/ only.
 */
#ifndef LAKIPDF_LAYOUT_FONT_FONTS_H
#define LAKIPDF_LAYOUT_FONT_FONTS_H

#include "layout/font/font.h"
#include "layout/text/text.h"

typedef struct FontFamily FontFamily;

/* A file of the catalogue. */
typedef struct FontFace {
    const char *path;
    Place place;      /* in the catalogue */
    const Font *font; /* NULL until it is asked for, and when it cannot be used */
    bool tried;
    int32_t number; /* its index among fonts_faces; -1 until a run needs it */
} FontFace;

/* The same catalogue for a thread of its own, in the arena: it reads all files again, and shares
   with the other only what does not change. */
Fonts *fonts_copy(Arena *arena, Diags *diags, const Fonts *fonts);

/* The family of that name or alias; where there is none, the first, after an error at `place` (once
   per name). */
const FontFamily *fonts_family(Fonts *fonts, Str name, Place place);
/* The family for TEXT_MONO: `family` itself where the catalogue names none. */
const FontFamily *fonts_mono(const Fonts *fonts, const FontFamily *family);

/* The face for TEXT_BOLD and TEXT_ITALIC of `style`, or the nearest that the family has. NULL after
   an error when its file cannot be used. */
FontFace *fonts_face(Fonts *fonts, const FontFamily *family, uint8_t style);
/* The face that prints a character which the family's own lacks: of the family's fallbacks, then of
   those of the catalogue. NULL after an error (once per character), in the text that begins at
   `place`, when none does. */
FontFace *fonts_fallback(Fonts *fonts, const FontFamily *family, uint8_t style, uint32_t character,
                         Place place);
/* The face's index for runs; gives it one when it has none. */
uint16_t fonts_number(Fonts *fonts, FontFace *face);
/* The font of a face by that index. */
const Font *fonts_font(const Fonts *fonts, uint16_t number);

#endif
