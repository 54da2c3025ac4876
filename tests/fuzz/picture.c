/* Pictures, PNG and JPEG: what is taken is as large as it says, also without its alpha. */
#include "fuzz.h"

#include "picture/picture.h"

static void check(const Picture *picture)
{
    FUZZ_HOLDS(picture->width > 0 && picture->height > 0);
    FUZZ_HOLDS((uint64_t)picture->width * picture->height <= PICTURE_MAX_PIXELS);
    FUZZ_HOLDS(picture->orientation >= 1 && picture->orientation <= 8);
    FUZZ_HOLDS(picture->bytes.size > 0);
}

static void run(Fuzz *fuzz, Str input)
{
    const Picture *picture = picture_decode(fuzz->arena, fuzz->diags, input, "uji.png", (Place){0});
    FUZZ_HOLDS((picture == NULL) == diags_failed(fuzz->diags));
    if (picture == NULL)
        return;
    check(picture);
    (void)picture_sideways(picture);
    if (picture->alpha.size == 0)
        return;
    const Picture *flat = picture_flatten(fuzz->arena, picture);
    check(flat);
    FUZZ_HOLDS(flat->alpha.size == 0);
}

const FuzzTarget fuzz_target = {.milliseconds = 5000, .megabytes = 100, .run = run};
