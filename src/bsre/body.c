/* A signing request of version 2: JSON. */
#include "bsre/ask.h"

enum { PIECES = 5, THOUSAND = 1000 };

static void add_text(Buf *out, const char *name, Str value)
{
    buf_format(out, "\"%s\":", name);
    json_put(out, value);
}

static void add_given(Buf *out, const char *name, Str value)
{
    if (value.size == 0)
        return;
    buf_byte(out, ',');
    add_text(out, name, value);
}

/* Points with three decimals. */
static void add_points(Buf *out, const char *name, int64_t thousandths)
{
    int64_t size = thousandths < 0 ? -thousandths : thousandths;
    buf_format(out, ",\"%s\":%s%jd.%03jd", name, thousandths < 0 ? "-" : "",
               (intmax_t)(size / THOUSAND), (intmax_t)(size % THOUSAND));
}

/* Counted from the page's upper left corner. */
static void add_place(Buf *out, const BsreSpot *spot)
{
    const int64_t *box = spot->box;
    if (spot->anchor.size > 0) {
        add_given(out, "tag", spot->anchor);
        add_given(out, "tag_koordinat", spot->anchor);
    } else {
        buf_format(out, ",\"page\":%jd", (intmax_t)spot->page);
        add_points(out, "originX", box[0] - spot->start);
        add_points(out, "originY", spot->top - box[3]);
    }
    add_points(out, "width", box[2] - box[0]);
    add_points(out, "height", box[3] - box[1]);
}

static void add_signer(Buf *out, const BsreConfig *config)
{
    bool by_nik = config->nik.size > 0;
    add_text(out, by_nik ? "nik" : "email", by_nik ? config->nik : config->email);
}

HttpBytes make_body(const Bsre *bsre, const Source *pdf, const BsreSpot *spot,
                    const Secret *escaped)
{
    const BsreConfig *config = bsre->config;
    Str *pieces = arena_array(bsre->arena, PIECES, sizeof *pieces);
    Buf head = {.arena = bsre->arena};
    buf_byte(&head, '{');
    add_signer(&head, config);
    buf_format(&head, ",\"%s\":\"", config->totp ? "totp" : "passphrase");
    Buf middle = {.arena = bsre->arena};
    buf_text(&middle, "\",\"signatureProperties\":[{");
    add_text(&middle, "tampilan", spot->shown ? STR("VISIBLE") : STR("INVISIBLE"));
    if (spot->shown) {
        Str image = make_image(bsre, spot);
        if (image.size == 0)
            return (HttpBytes){NULL, 0};
        add_given(&middle, "imageBase64", base64_encode(bsre->arena, image));
        add_place(&middle, spot);
    }
    add_given(&middle, "location", config->location);
    add_given(&middle, "reason", config->reason);
    add_given(&middle, "contactInfo", config->contact);
    buf_text(&middle, "}],\"file\":[\"");
    const Str all[PIECES] = {buf_str(&head), secret_str(escaped), buf_str(&middle),
                             base64_encode(bsre->arena, pdf->text), STR("\"]}")};
    for (size_t i = 0; i < PIECES; i++)
        pieces[i] = all[i];
    return (HttpBytes){pieces, PIECES};
}
