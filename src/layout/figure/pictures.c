/* Pictures: one in its own size, or rows of photos in columns of one width with texts below them.
 */
#include "layout/figure/figure.h"

#include "layout/text/span.h"

enum {
    COLUMN_GAP = 11339,   /* 4 mm between photos */
    ROW_GAP = 8000,       /* between rows, and */
    TEXT_GAP = 3000,      /* between a photo and its text */
    LEAST_HEIGHT = 20000, /* what texts leave a picture at least */
    LEAST_COLUMN = 15000, /* narrower than that nothing can be seen */
};

/* What a picture takes on the page. */
typedef struct Extent {
    int64_t width, height;
} Extent;

/* In pixels, once it is turned upright. */
static Extent pixels(const Picture *picture)
{
    Extent upright = {picture->width, picture->height};
    if (picture_sideways(picture))
        upright = (Extent){picture->height, picture->width};
    return upright;
}

/* As large as the width and the height allow, in its own shape. Pixels are at most 2^27 and lengths
   2^31: no product is too large. */
static Extent fit(const Picture *picture, int64_t width, int64_t height)
{
    Extent size = pixels(picture);
    if (size.width * height > width * size.height)
        height = width * size.height / size.width;
    else
        width = height * size.width / size.height;
    return (Extent){width > 0 ? width : 1, height > 0 ? height : 1};
}

/* As wide as its file says. */
static int64_t natural_width(const Picture *picture)
{
    enum { DEFAULT_DENSITY = 3780 }; /* 96 an inch, as word processors take it */
    int64_t density = picture->density > 0 ? picture->density : DEFAULT_DENSITY;
    /* 72 pt are 2.54 cm. */
    return pixels(picture).width * 72000 * 10000 / (254 * density);
}

/* --- Items ----------------------------------------------------------------------------------- */

/* A rectangle along the picture's edge. */
static Item frame_item(Setter *setter, const Item *picture, Len thickness)
{
    Item item = {.kind = ITEM_PATH,
                 .tag = picture->tag,
                 .x = picture->x,
                 .y = picture->y,
                 .width = picture->width,
                 .height = picture->height};
    PathPoint *points = arena_array(setter->arena, 5, sizeof *points);
    points[0] = (PathPoint){PATH_MOVE, 0, 0};
    points[1] = (PathPoint){PATH_LINE, item.width, 0};
    points[2] = (PathPoint){PATH_LINE, item.width, item.height};
    points[3] = (PathPoint){PATH_LINE, 0, item.height};
    points[4] = (PathPoint){PATH_CLOSE, 0, 0};
    item.path.points = points;
    item.path.count = 5;
    item.path.stroke = thickness;
    return item;
}

/* Adds the photo, and its frame, to shapes that have room for them. `place`: with how many texts
   stand before it. */
static void add_photo(Setter *setter, Item *shapes, size_t *count, const Pictures *pictures,
                      const Photo *photo, Item place)
{
    place.kind = ITEM_PICTURE;
    place.picture.alt = photo->alt;
    place.picture.picture = photo->index;
    shapes[(*count)++] = place;
    if (pictures->frame > 0)
        shapes[(*count)++] = frame_item(setter, &place, pictures->frame);
}

/* The width that is asked for, at most the column's. */
static Len whole_width(Flow *flow, const Chunk *chunk, const Pictures *pictures, Len otherwise)
{
    Len width = otherwise;
    if (pictures->share > 0)
        width = (Len)((int64_t)chunk->width * pictures->share / 1000);
    if (pictures->width > 0)
        width = pictures->width;
    if (width <= chunk->width)
        return width;
    if (pictures->width > 0)
        diag(flow->setter->diags, SEVERITY_WARNING, chunk->block->place,
             "make 'lebar' smaller, or turn the page",
             "the picture is wider than its column; it is made smaller");
    return chunk->width;
}

/* --- One alone ------------------------------------------------------------------------------- */

static Drawing draw_one(Flow *flow, const Chunk *chunk, const Pictures *pictures, int64_t room)
{
    const Photo *photo = pictures->photos;
    int64_t natural = natural_width(photo->picture);
    bool sized = pictures->height > 0;
    if (natural > chunk->width || sized)
        natural = chunk->width;
    int64_t height = sized && pictures->height < room ? pictures->height : room;
    Extent size = fit(photo->picture, whole_width(flow, chunk, pictures, (Len)natural), height);
    FigureRow *row = arena_alloc(flow->scratch, sizeof *row);
    Item *shapes = arena_array(flow->scratch, 2, sizeof *shapes);
    Item place = {.x = chunk->x + (Len)((chunk->width - size.width) / 2),
                  .width = (Len)size.width,
                  .height = (Len)size.height};
    add_photo(flow->setter, shapes, &row->box.shape_count, pictures, photo, place);
    row->box.shapes = shapes;
    row->height = size.height;
    return (Drawing){row, 1};
}

/* --- Rows ------------------------------------------------------------------------------------ */

/* What a photo of a row has of the page's width, with the text below it. */
typedef struct Stand {
    Len x, width;
} Stand;

/* Photos of a grid that stand beside each other. */
typedef struct RowPlan {
    const Pictures *pictures;
    const Photo *photos;
    size_t count;
    Len column; /* the width of each, where all are of one width */
    Stand *stands;
    int64_t height; /* of the photos */
} RowPlan;

/* A full row whose photos are scaled to one height so that they fill the width. False where one
   would be too high or too narrow for its text. */
static bool fill_width(RowPlan *plan, Len x, Len width)
{
    enum { UNIT = 1000 * 1000 };
    int64_t all = 0; /* their widths, each of height UNIT */
    for (size_t i = 0; i < plan->count; i++) {
        Extent size = pixels(plan->photos[i].picture);
        all += size.width * UNIT / size.height;
    }
    int64_t left = width - ((int64_t)plan->count - 1) * COLUMN_GAP;
    plan->height = all > 0 ? left * UNIT / all : INT32_MAX;
    if (plan->count != plan->pictures->columns || plan->pictures->height > 0 ||
        plan->height > plan->column)
        return false;
    for (size_t i = 0; i < plan->count; i++) {
        Extent size = pixels(plan->photos[i].picture);
        int64_t own = plan->height * size.width / size.height;
        if (own < plan->column / 2)
            return false;
        plan->stands[i] = (Stand){x, (Len)own};
        x += (Len)own + COLUMN_GAP;
    }
    return true;
}

/* Columns of one width, those of a row that is not full in the middle. All photos are as high as
   the widest allows, but a panorama does not make the others small, nor a portrait the row high:
   what cameras give, 4 wide and 3 high, just fills a column. */
static void use_columns(RowPlan *plan, Len x, Len width)
{
    Len step = plan->column + COLUMN_GAP;
    x += (width - ((Len)plan->count * step - COLUMN_GAP)) / 2;
    plan->height = (int64_t)plan->column * 3 / 4;
    for (size_t i = 0; i < plan->count; i++) {
        plan->stands[i] = (Stand){x + (Len)i * step, plan->column};
        Extent size = fit(plan->photos[i].picture, plan->column, INT32_MAX);
        if (size.height < plan->height)
            plan->height = size.height;
    }
    if (plan->height < plan->column / 2)
        plan->height = plan->column / 2;
    if (plan->pictures->height > 0)
        plan->height = plan->pictures->height;
}

/* The texts below the photos; returns their height. */
static int64_t set_texts(Flow *flow, const RowPlan *plan, const Paragraph **texts)
{
    TextStyle style = style_flush(plan->pictures->style);
    int64_t height = 0;
    for (size_t i = 0; i < plan->count; i++) {
        const Span *caption = plan->photos[i].caption;
        if (span_empty(caption))
            continue;
        texts[i] = text_set(flow->setter, caption, &style, 0, style.align, plan->stands[i].width);
        if (paragraph_height(texts[i]) + TEXT_GAP > height)
            height = paragraph_height(texts[i]) + TEXT_GAP;
    }
    return height;
}

static void draw_row(Flow *flow, RowPlan *plan, int64_t room, FigureRow *row)
{
    const Paragraph **texts = arena_array(flow->scratch, plan->count, sizeof(const Paragraph *));
    Item *shapes = arena_array(flow->scratch, 2 * plan->count, sizeof *shapes);
    Box *box = &row->box;
    int64_t below = set_texts(flow, plan, texts);
    int64_t most = room - below > LEAST_HEIGHT ? room - below : LEAST_HEIGHT;
    int64_t height = plan->height < most ? plan->height : most;
    box->parts = arena_array(flow->scratch, plan->count, sizeof *box->parts);
    for (size_t i = 0; i < plan->count; i++) {
        const Stand *stand = &plan->stands[i];
        Extent size = fit(plan->photos[i].picture, stand->width, height);
        Item place = {.tag = (uint32_t)box->count & TAG_PAGINATION,
                      .x = stand->x + (Len)((stand->width - size.width) / 2),
                      .y = (Len)(height - size.height),
                      .width = (Len)size.width,
                      .height = (Len)size.height};
        add_photo(flow->setter, shapes, &box->shape_count, plan->pictures, &plan->photos[i], place);
        if (texts[i] != NULL)
            box->parts[box->count++] =
                (Part){.text = texts[i], .x = stand->x, .y = height + TEXT_GAP};
    }
    box->shapes = shapes;
    row->height = height + below;
    row->gap = ROW_GAP;
}

static Drawing draw_grid(Flow *flow, const Chunk *chunk, const Pictures *pictures, int64_t room)
{
    Len columns = (Len)pictures->columns;
    Len width = whole_width(flow, chunk, pictures, chunk->width);
    Len x = chunk->x + (chunk->width - width) / 2;
    Stand stands[PICTURES_MAX_COLUMNS];
    RowPlan plan = {.pictures = pictures,
                    .column = (width - (columns - 1) * COLUMN_GAP) / columns,
                    .stands = stands};
    if (plan.column < LEAST_COLUMN) {
        diag(flow->setter->diags, SEVERITY_ERROR, chunk->block->place,
             "make 'lebar' larger, or 'kolom' less", "%d columns leave no room for photos",
             (int)columns);
        return (Drawing){0};
    }
    Drawing drawing = {.count = (pictures->count + pictures->columns - 1) / pictures->columns};
    drawing.rows = arena_array(flow->scratch, drawing.count, sizeof *drawing.rows);
    for (size_t i = 0; i < drawing.count; i++) {
        size_t from = i * pictures->columns;
        plan.photos = pictures->photos + from;
        plan.count = pictures->count - from;
        if (plan.count > pictures->columns)
            plan.count = pictures->columns;
        if (!fill_width(&plan, x, width))
            use_columns(&plan, x, width);
        draw_row(flow, &plan, room, &drawing.rows[i]);
    }
    return drawing;
}

Drawing draw_pictures(Flow *flow, Chunk *chunk, const Figure *figure, int64_t room)
{
    const Pictures *pictures = figure->pictures;
    for (size_t i = 0; i < pictures->count; i++)
        flow_watch(flow, chunk, pictures->photos[i].caption);
    if (room < LEAST_HEIGHT)
        room = LEAST_HEIGHT;
    return pictures->columns > 0 ? draw_grid(flow, chunk, pictures, room)
                                 : draw_one(flow, chunk, pictures, room);
}
