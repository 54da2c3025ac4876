/* A signing request of version 1: a form. */
#include "bsre/ask.h"

enum { MOST_PARTS = 16, THOUSAND = 1000 };

typedef struct Form {
    Arena *arena;
    HttpPart *parts;
    size_t count;
} Form;

static void add(Form *form, const char *name, Str value)
{
    form->parts[form->count++] = (HttpPart){.name = name, .bytes = value};
}

static void add_given(Form *form, const char *name, Str value)
{
    if (value.size > 0)
        add(form, name, value);
}

static void add_file(Form *form, const char *name, const char *file, const char *type, Str bytes)
{
    form->parts[form->count++] = (HttpPart){name, file, type, bytes};
}

/* Whole points, the nearest ones. */
static void add_points(Form *form, const char *name, int64_t thousandths)
{
    int64_t half = thousandths < 0 ? -THOUSAND / 2 : THOUSAND / 2;
    add(form, name, str_format(form->arena, "%jd", (intmax_t)((thousandths + half) / THOUSAND)));
}

static void add_place(Form *form, const BsreConfig *config, const BsreSpot *spot)
{
    const int64_t *box = spot->box;
    bool corners = config->corners && spot->anchor.size == 0;
    if (spot->anchor.size > 0) {
        add(form, "tag_koordinat", spot->anchor);
    } else {
        add(form, "page", str_format(form->arena, "%jd", (intmax_t)spot->page));
        add_points(form, "xAxis", box[0]);
        add_points(form, "yAxis", box[1]);
    }
    add_points(form, "width", corners ? box[2] : box[2] - box[0]);
    add_points(form, "height", corners ? box[3] : box[3] - box[1]);
}

/* The last part of the path. */
static const char *file_name(Arena *arena, Str path)
{
    size_t from = path.size;
    while (from > 0 && path.at[from - 1] != '/')
        from--;
    return str_c(arena, str_slice(path, from, path.size));
}

const HttpPart *make_form(const Bsre *bsre, const Source *pdf, const BsreSpot *spot,
                          const Secret *passphrase, size_t *count)
{
    const BsreConfig *config = bsre->config;
    Form form = {.arena = bsre->arena};
    form.parts = arena_array(bsre->arena, MOST_PARTS, sizeof *form.parts);
    add_file(&form, "file", file_name(bsre->arena, pdf->name), "application/pdf", pdf->text);
    add(&form, "nik", config->nik);
    add(&form, "passphrase", secret_str(passphrase));
    add(&form, "tampilan", spot->shown ? STR("visible") : STR("invisible"));
    if (spot->shown) {
        bool image = config->image.size > 0;
        add(&form, "image", image ? STR("true") : STR("false"));
        if (image)
            add_file(&form, "imageTTD", config->jpeg ? "ttd.jpg" : "ttd.png",
                     config->jpeg ? "image/jpeg" : "image/png", config->image);
        else
            add(&form, "linkQR", config->qr);
        add_place(&form, config, spot);
    }
    add_given(&form, "reason", config->reason);
    add_given(&form, "location", config->location);
    *count = form.count;
    return form.parts;
}
