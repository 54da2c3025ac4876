/* A scanned signature and a stamp, as they look on paper: the stamp at the left, partly over the
 * signature and the name. */
#include "doc/signature/signature.h"

enum {
    SCAN_WIDTH = 127559,  /* 4.5 cm, and no higher than the room */
    STAMP_WIDTH = 113386, /* 4 cm, as official stamps are */
    BELOW = 22677,        /* 8 mm: how far a stamp reaches over the name */
    SCAN_BELOW = 8504,    /* 3 mm: how far a signature may */
    PIXEL = 240,          /* 300 an inch */
};

/* A picture with its place: from the middle of the column, and from the top of the room. */
typedef struct Ink {
    Str path;
    Place place;
    Len x, y, width, height;
    bool there;
} Ink;

static Len height_of(const Picture *picture, Len width)
{
    bool sideways = picture_sideways(picture);
    int64_t across = sideways ? picture->height : picture->width;
    int64_t down = sideways ? picture->width : picture->height;
    int64_t height = width * down / across;
    return (Len)(height > 0 ? height < INT32_MAX / 64 ? height : INT32_MAX / 64 : 1);
}

/* As wide as is asked for, else as fits into the width and the height. */
static void size_ink(const Picture *picture, Len asked, Len widest, Len highest, Ink *ink)
{
    ink->width = asked > 0 ? asked : widest;
    ink->height = height_of(picture, ink->width);
    if (asked == 0 && ink->height > highest) {
        ink->width = (Len)((int64_t)ink->width * highest / ink->height);
        ink->width = ink->width > 0 ? ink->width : 1;
        ink->height = height_of(picture, ink->width);
    }
}

static const Picture *read_ink(Builder *builder, const SignText *file, const Scope *scope, Ink *ink)
{
    ink->path = sign_text(builder, file, scope);
    ink->place = file->place;
    if (ink->path.size == 0)
        return NULL;
    const Picture *picture = album_read(builder->album, ink->path, ink->place);
    ink->there = picture != NULL;
    return picture;
}

/* A third of the stamp lies over the signature, or it ends in the middle of where that will be. */
static void place_inks(const SignOptions *options, Signer *signer, Ink *scan, Ink *stamp)
{
    if (options->space == 0 && scan->there && scan->height - SCAN_BELOW > signer->space)
        signer->space = scan->height - SCAN_BELOW;
    if (options->space == 0 && stamp->there && stamp->height - BELOW > signer->space)
        signer->space = stamp->height - BELOW;
    scan->x = -scan->width / 2;
    scan->y = (signer->space - scan->height) / 2;
    scan->y = scan->y > 0 ? scan->y : 0;
    stamp->x = scan->there ? scan->x - stamp->width * 2 / 3 : -stamp->width;
    stamp->y = signer->space + BELOW - stamp->height;
    stamp->y = stamp->y > 0 ? stamp->y : 0;
}

/* Both as one picture. */
static void compose(Builder *builder, const Picture *const *pictures, const Ink *inks, SignInk *all,
                    Photo *photo)
{
    PictureLayer layers[2];
    Len right = INT32_MIN;
    Len bottom = INT32_MIN;
    all->x = all->y = INT32_MAX;
    for (size_t i = 0; i < 2; i++) {
        const Ink *ink = &inks[i];
        layers[i] = (PictureLayer){pictures[i], ink->x, ink->y, ink->width, ink->height};
        all->x = ink->x < all->x ? ink->x : all->x;
        all->y = ink->y < all->y ? ink->y : all->y;
        right = ink->x + ink->width > right ? ink->x + ink->width : right;
        bottom = ink->y + ink->height > bottom ? ink->y + ink->height : bottom;
    }
    all->width = right - all->x;
    all->height = bottom - all->y;
    /* No path holds a line's end. */
    Str name = str_format(builder->arena, "%.*s\n%.*s\n%d %d %d %d", STR_ARG(inks[0].path),
                          STR_ARG(inks[1].path), inks[0].width, inks[1].width,
                          inks[1].x - inks[0].x, inks[1].y - inks[0].y);
    album_compose(builder->album, name, layers, 2, PIXEL, photo);
}

void sign_ink_fill(Builder *builder, const SignOptions *options, Str name, const Scope *scope,
                   Signer *signer)
{
    Ink inks[2] = {{.there = false}, {.there = false}};
    const Picture *pictures[2] = {read_ink(builder, &options->scan, scope, &inks[0]),
                                  read_ink(builder, &options->stamp, scope, &inks[1])};
    Photo photo = {0};
    if (!inks[0].there && !inks[1].there)
        return;
    if (inks[0].there)
        size_ink(pictures[0], options->scan_width, SCAN_WIDTH, signer->space, &inks[0]);
    if (inks[1].there)
        size_ink(pictures[1], options->stamp_width, STAMP_WIDTH, STAMP_WIDTH, &inks[1]);
    place_inks(options, signer, &inks[0], &inks[1]);
    SignInk *ink = arena_alloc(builder->arena, sizeof *ink);
    if (inks[0].there && inks[1].there) {
        compose(builder, pictures, inks, ink, &photo);
    } else {
        const Ink *one = &inks[inks[0].there ? 0 : 1];
        (void)album_find(builder->album, one->path, one->place, &photo);
        *ink = (SignInk){.x = one->x, .y = one->y, .width = one->width, .height = one->height};
    }
    ink->picture = photo.index;
    ink->alt = str_format(builder->arena, "%s %.*s",
                          !inks[1].there  ? "Tanda tangan"
                          : inks[0].there ? "Tanda tangan dan stempel"
                                          : "Stempel",
                          STR_ARG(name));
    signer->ink = ink;
}
