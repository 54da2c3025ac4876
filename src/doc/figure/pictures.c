/* The directive `gambar`: one picture, or a grid of photos that data may drive. */
#include "doc/directives.h"

enum { DEFAULT_COLUMNS = 2 };

/* A photo, or one for each element. */
typedef struct PhotoPlan {
    const Expression *each; /* untuk, or NULL */
    const Expression *when; /* jika, or NULL */
    const Piece *file, *caption, *alt;
    Place place; /* of the file's name */
} PhotoPlan;

typedef struct PicturesPlan {
    FigurePlan figure;
    PhotoPlan *photos;
    size_t count;
    Pictures form; /* but for the photos */
} PicturesPlan;

/* --- Compiling -------------------------------------------------------------------------------- */

static void photo_compile(const Compiler *compiler, const Record *record, PhotoPlan *photo)
{
    Compiler inner = *compiler;
    if (record_text(record, "untuk").size > 0) {
        photo->each = field_formula(compiler, record, "untuk");
        inner = compiler_within(compiler, photo->each, false);
    }
    photo->when = field_formula(&inner, record, "jika");
    photo->file = field_compile(&inner, record, "berkas");
    photo->caption = field_compile(&inner, record, "keterangan");
    photo->alt = field_compile(&inner, record, "uraian");
    photo->place = record_place(record, "berkas");
}

/* "12cm" or "80%". */
static void compile_width(const Compiler *compiler, const Record *body, Pictures *form)
{
    Str text = record_text(body, "lebar");
    Num share;
    int64_t thousandths = 0;
    if (text.size == 0 || (length_read(compiler->arena, text, &form->width) && form->width > 0))
        return;
    if (str_ends(text, "%") &&
        num_parse_plain(compiler->arena, str_trim(str_slice(text, 0, text.size - 1)), &share) &&
        num_to_int(num_round(compiler->arena, num_mul(compiler->arena, share, num_int(10)), 0,
                             ROUND_HALF_AWAY),
                   &thousandths) &&
        thousandths >= 1 && thousandths <= 1000) {
        form->share = (int32_t)thousandths;
        return;
    }
    diag(compiler->diags, SEVERITY_ERROR, record_place(body, "lebar"),
         "write a length like 12cm, 10000pt at most, or 1% to 100% of the column",
         "'%.*s' is not a width", STR_ARG(text));
}

static void compile_columns(const Compiler *compiler, const Record *body, PicturesPlan *plan)
{
    const List *photos = record_list(body, "foto");
    int64_t columns = record_int(body, "kolom", DEFAULT_COLUMNS);
    bool given = record_get(body, "kolom").kind != VALUE_MISSING;
    if (given && photos->count == 0)
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, "kolom"),
             "name the pictures by 'foto'", "one picture has no columns");
    else if (columns < 1 || columns > PICTURES_MAX_COLUMNS)
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, "kolom"), NULL,
             "1 to %d photos stand beside each other, not %lld", PICTURES_MAX_COLUMNS,
             (long long)columns);
    plan->form.columns = photos->count > 0 ? (uint32_t)columns : 0;
}

const void *pictures_compile(const Compiler *compiler, const Record *body)
{
    size_t errors = diags_count(compiler->diags, SEVERITY_ERROR);
    PicturesPlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    const List *photos = record_list(body, "foto");
    bool single = record_text(body, "berkas").size > 0;
    if (single == (photos->count > 0))
        diag(compiler->diags, SEVERITY_ERROR, record_place(body, single ? "foto" : NULL),
             "name one file by 'berkas', or several by 'foto'",
             single ? "a picture is either one file or several photos" : "a picture has no file");
    figure_compile(compiler, body, &plan->figure);
    compile_width(compiler, body, &plan->form);
    compile_columns(compiler, body, plan);
    plan->form.height = length_of(compiler->diags, body, "tinggi", 0);
    plan->form.frame = thickness_of(compiler->diags, body, "garis", 0);
    plan->count = single ? 1 : photos->count;
    plan->photos = arena_array(compiler->arena, plan->count, sizeof *plan->photos);
    if (single) {
        plan->photos->file = field_compile(compiler, body, "berkas");
        plan->photos->place = record_place(body, "berkas");
    }
    for (size_t i = 0; i < photos->count && !single; i++)
        photo_compile(compiler, photos->items[i].record, &plan->photos[i]);
    return diags_count(compiler->diags, SEVERITY_ERROR) > errors ? NULL : plan;
}

const void *pictures_plan(const Compiler *compiler, const Piece *file, const Piece *alt,
                          Place place)
{
    PicturesPlan *plan = arena_alloc(compiler->arena, sizeof *plan);
    plan->figure.alt = alt;
    plan->photos = arena_alloc(compiler->arena, sizeof *plan->photos);
    plan->photos->file = file;
    plan->photos->place = place;
    plan->count = 1;
    return plan;
}

/* --- Filling ---------------------------------------------------------------------------------- */

/* Photos under construction. */
typedef struct Photos {
    Builder *builder;
    Photo *items;
    size_t count, capacity;
    bool wrong; /* a file is */
} Photos;

static void add_photo(Photos *photos, const PhotoPlan *plan, const Scope *scope)
{
    Builder *builder = photos->builder;
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    Photo photo = {.place = plan->place};
    if (plan->when != NULL && !expression_holds(&builder->evaluator, plan->when, scope))
        return;
    Place place = plan->place;
    Str path = spans_fill_named(builder, plan->file, scope, options, &place);
    if (path.size == 0 && plan->each == NULL)
        diag(builder->diags, SEVERITY_WARNING, plan->place,
             "give the data, or put the picture into a section",
             "this has no value; the picture is left out");
    if (path.size == 0 || !builder_count(builder, plan->place))
        return;
    if (!album_find(builder->album, path, place, &photo)) {
        photos->wrong = true;
        return;
    }
    photo.caption = spans_fill(builder, plan->caption, scope, options);
    photo.alt = spans_fill_text(builder, plan->alt, scope, options);
    if (photo.alt.size == 0)
        photo.alt = spans_text(builder->arena, photo.caption);
    *(Photo *)arena_push(builder->arena, &photos->items, &photos->capacity, photos->count,
                         sizeof photo) = photo;
    photos->count++;
}

static void add_photos(Photos *photos, const PhotoPlan *plan, const Scope *scope)
{
    if (plan->each == NULL) {
        add_photo(photos, plan, scope);
        return;
    }
    Loop loop = loop_begin(&photos->builder->evaluator, plan->each, false, scope);
    while (loop_next(&loop))
        add_photo(photos, plan, &loop.scope);
}

/* A figure without any picture is left out, with its number; one whose files are wrong is not, so
   that references to it are not told as wrong, too. */
void pictures_emit(Builder *builder, Sink *sink, const Part *part, const Scope *scope)
{
    const PicturesPlan *plan = part->directive.plan;
    Photos photos = {.builder = builder};
    for (size_t i = 0; i < plan->count; i++)
        add_photos(&photos, &plan->photos[i], scope);
    if (photos.count == 0 && !photos.wrong)
        return;
    Figure *figure = figure_emit(builder, sink, part, &plan->figure, FIGURE_PICTURES, scope);
    if (figure == NULL)
        return;
    Pictures *pictures = arena_alloc(builder->arena, sizeof *pictures);
    *pictures = plan->form;
    pictures->style = &builder->styles->figure.photo;
    pictures->photos = photos.items;
    pictures->count = photos.count;
    figure->pictures = pictures;
    if (pictures->columns == 0 && photos.count > 0)
        photos.items->alt =
            figure->alt.size > 0 ? figure->alt : spans_text(builder->arena, figure->caption);
}
