/* Content streams: operators are written only where they change something. */
#include "pdf/content.h"

#include "pdf/syntax.h"

#define NO_COLOUR UINT32_MAX

/* What the viewer has in mind after the operators so far. */
typedef struct Pen {
    Buf *out;
    CodeSet *used;
    const Picture *const *pictures;
    const Page *page;
    Len height;   /* of the page: PDF counts y from below */
    bool in_text; /* between BT and ET */
    bool in_path; /* rectangles wait for their f */
    Len x, y;     /* where the last Td led; BT starts at 0 0 */
    bool has_font;
    uint16_t face;
    Len size;
    uint32_t colour;        /* that fills */
    uint32_t stroke_colour; /* and of lines along paths, */
    Len stroke, dash;       /* with their thickness and dashes */
    ContentMarks *marks;    /* or NULL */
    bool is_marked;         /* content is being marked: */
    bool marked_in_text;    /* since within BT and ET, where it ends, too; */
    uint32_t tag;           /* as belonging to this */
} Pen;

/* Ends what was printed into room of `out`: from where that began to `end`. */
static void finish(Buf *out, const char *end)
{
    out->size = (size_t)(end - out->at);
}

static void put(Pen *pen, const char *operator)
{
    buf_text(pen->out, operator);
}

/* --- Marked content (ISO 32000-1, 14.6) ------------------------------------------------------- */

/* True when other content is being marked, or none. */
static bool differs(const Pen *pen, uint32_t tag)
{
    return pen->marks != NULL && !(pen->is_marked && pen->tag == tag);
}

static void end_mark(Pen *pen)
{
    if (pen->is_marked)
        put(pen, "EMC\n");
    pen->is_marked = false;
}

static void begin_mark(Pen *pen, uint32_t tag)
{
    ContentMarks *marks = pen->marks;
    if (!differs(pen, tag))
        return;
    pen->is_marked = true;
    pen->marked_in_text = pen->in_text;
    pen->tag = tag;
    if (tag == TAG_ARTIFACT) {
        put(pen, "/Artifact BMC\n");
        return;
    }
    if (tag == TAG_PAGINATION) {
        put(pen, "/Artifact <</Type /Pagination>> BDC\n");
        return;
    }
    put(pen, "/");
    put(pen, role_name((Role)marks->elements[tag].role));
    put(pen, " <</MCID ");
    put_integer(pen->out, (int64_t)(marks->count - marks->first));
    put(pen, ">> BDC\n");
    *(uint32_t *)arena_push(marks->arena, &marks->items, &marks->capacity, marks->count,
                            sizeof *marks->items) = tag;
    marks->count++;
}

/* --- Text and paths begin and end ------------------------------------------------------------- */

static void end_path(Pen *pen)
{
    if (pen->in_path)
        put(pen, "f\n");
    pen->in_path = false;
}

static void end_text(Pen *pen)
{
    if (pen->is_marked && pen->marked_in_text)
        end_mark(pen);
    if (pen->in_text)
        put(pen, "ET\n");
    pen->in_text = false;
}

static Pen pen_new(Buf *out, const Page *page, const Picture *const *pictures, CodeSet *used,
                   ContentMarks *marks)
{
    /* A form begins with what the page has set before it, so nothing is taken for known. */
    return (Pen){.out = out,
                 .used = used,
                 .pictures = pictures,
                 .page = page,
                 .height = page->height,
                 .colour = NO_COLOUR,
                 .stroke_colour = NO_COLOUR,
                 .stroke = -1,
                 .dash = -1,
                 .marks = marks};
}

/* What follows is a piece of its own where there is no room for the mark that it begins with. */
static void cut_piece(Pen *pen, uint32_t tag)
{
    ContentMarks *marks = pen->marks;
    if (!differs(pen, tag) || tag == TAG_ARTIFACT || tag == TAG_PAGINATION ||
        marks->count - marks->first < CONTENT_MOST_MARKS)
        return;
    end_path(pen);
    end_text(pen);
    end_mark(pen);
    *(ContentPiece *)arena_push(marks->arena, &marks->pieces, &marks->piece_capacity,
                                marks->piece_count, sizeof *marks->pieces) =
        (ContentPiece){pen->out->size, marks->count};
    marks->piece_count++;
    marks->first = marks->count;
    *pen = pen_new(pen->out, pen->page, pen->pictures, pen->used, marks);
}

static void begin_text(Pen *pen, uint32_t tag)
{
    cut_piece(pen, tag);
    end_path(pen);
    if (differs(pen, tag)) {
        if (pen->is_marked && !pen->marked_in_text)
            end_text(pen);
        end_mark(pen);
    }
    if (!pen->in_text) {
        put(pen, "BT\n");
        pen->in_text = true;
        pen->x = pen->y = 0;
    }
    begin_mark(pen, tag);
}

/* Before all that is not text; `is_path`: a path may go on. */
static void begin_drawing(Pen *pen, uint32_t tag, bool is_path)
{
    cut_piece(pen, tag);
    end_text(pen);
    if (!is_path || differs(pen, tag))
        end_path(pen);
    if (differs(pen, tag))
        end_mark(pen);
    begin_mark(pen, tag);
}

/* A component of a colour, 0 to 255, as 0 to 1: thousandths tell all 256 apart. */
static char *print_component(char *to, uint32_t component)
{
    to = print_decimal(to, (int64_t)((component * 1000 + 127) / 255));
    *to++ = ' ';
    return to;
}

/* With the operator for grey or for colours. */
static void put_colour(Pen *pen, uint32_t colour, const char *grey, const char *rgb)
{
    char *to = put_room(pen->out, (size_t)3 * DECIMAL_SIZE);
    uint32_t red = colour >> 16 & 0xFF;
    uint32_t green = colour >> 8 & 0xFF;
    uint32_t blue = colour & 0xFF;
    bool is_grey = red == green && red == blue;
    to = print_component(to, red);
    if (!is_grey) {
        to = print_component(to, green);
        to = print_component(to, blue);
    }
    finish(pen->out, to);
    put(pen, is_grey ? grey : rgb);
}

/* Where the colour differs, ends the path, which was meant in the old one. */
static void set_colour(Pen *pen, uint32_t colour)
{
    if (colour == pen->colour)
        return;
    end_path(pen);
    put_colour(pen, colour, "g\n", "rg\n");
    pen->colour = colour;
}

/* --- Text ------------------------------------------------------------------------------------ */

static void set_font(Pen *pen, uint16_t face, Len size)
{
    if (pen->has_font && pen->face == face && pen->size == size)
        return;
    put(pen, "/F");
    put_integer(pen->out, face);
    put(pen, " ");
    put_decimal(pen->out, size);
    put(pen, " Tf\n");
    pen->has_font = true;
    pen->face = face;
    pen->size = size;
}

static void move_to(Pen *pen, Len x, Len y)
{
    char *to = put_room(pen->out, (size_t)2 * DECIMAL_SIZE);
    to = print_decimal(to, (int64_t)x - pen->x);
    *to++ = ' ';
    to = print_decimal(to, (int64_t)y - pen->y);
    finish(pen->out, to);
    put(pen, " Td\n");
    pen->x = x;
    pen->y = y;
}

static char *print_code_byte(char *to, unsigned byte)
{
    if (byte == '(' || byte == ')' || byte == '\\') {
        *to++ = '\\';
    } else if (byte == '\r') {
        *to++ = '\\';
        byte = 'r';
    }
    *to++ = (char)byte;
    return to;
}

static uint16_t add_code(const Pen *pen, CodeSet *set, uint16_t character)
{
    Arena *arena = pen->out->arena;
    uint16_t **block = &set->codes[character >> 8];
    if (*block == NULL)
        *block = arena_array(arena, 256, sizeof **block);
    *(uint16_t *)arena_push(arena, &set->characters, &set->capacity, set->count, sizeof character) =
        character;
    set->count++;
    return (*block)[character & 0xFF] = (uint16_t)set->count;
}

static uint16_t code_of(const Pen *pen, CodeSet *set, uint16_t character)
{
    const uint16_t *block = set->codes[character >> 8];
    uint16_t code = block != NULL ? block[character & 0xFF] : 0;
    return code != 0 ? code : add_code(pen, set, character);
}

/* So many characters of a run as a string. */
static void put_codes(Pen *pen, const uint16_t *characters, uint32_t count)
{
    CodeSet *set = &pen->used[pen->face];
    char *to = put_room(pen->out, (size_t)4 * count + 2);
    *to++ = '(';
    for (uint32_t i = 0; i < count; i++) {
        uint16_t code = code_of(pen, set, characters[i]);
        to = print_code_byte(to, code >> 8);
        to = print_code_byte(to, code & 0xFF);
    }
    *to++ = ')';
    finish(pen->out, to);
}

/* value / by to the nearest integer, halves away from zero. */
static int64_t divide_round(int64_t value, int64_t by)
{
    int64_t half = by / 2;
    return value < 0 ? -((-value + half) / by) : (value + half) / by;
}

/* Adjustments count in thousandths of the font's size. What rounding takes from one is given to the
   next, so that their sum is right to half a thousandth at every point of the run. */
static void put_adjusted(Pen *pen, const Item *run, uint32_t first_adjust)
{
    int64_t wanted = 0;
    int64_t given = 0;
    uint32_t done = 0;
    put(pen, "[");
    for (uint32_t i = first_adjust; i < run->run.adjust_count; i++) {
        const Adjust *adjust = &run->run.adjusts[i];
        if (adjust->before >= run->run.count)
            break;
        wanted += adjust->extra;
        int64_t step = divide_round(wanted * 1000, run->run.size) - given;
        if (step == 0)
            continue;
        if (adjust->before > done)
            put_codes(pen, run->run.codes + done, adjust->before - done);
        done = adjust->before;
        put_integer(pen->out, -step);
        given += step;
    }
    put_codes(pen, run->run.codes + done, run->run.count - done);
    put(pen, "]TJ\n");
}

/* The text matrix: the baseline's direction and where it starts. */
static void turn_to(Pen *pen, const Item *run)
{
    const int64_t directions[] = {run->run.turn_x, run->run.turn_y, -(int64_t)run->run.turn_y,
                                  run->run.turn_x};
    for (size_t i = 0; i < 4; i++) {
        put_millionths(pen->out, directions[i]);
        put(pen, " ");
    }
    put_decimal(pen->out, run->x);
    put(pen, " ");
    put_decimal(pen->out, (int64_t)pen->height - run->y);
    put(pen, " Tm\n");
}

static void put_run(Pen *pen, const Item *item)
{
    if (item->run.count == 0 || item->run.size <= 0)
        return;
    bool turned = item->run.turn_x != 0 || item->run.turn_y != 0;
    /* Space before the first character only moves the start. */
    Len x = item->x;
    uint32_t adjust = 0;
    while (!turned && adjust < item->run.adjust_count && item->run.adjusts[adjust].before == 0)
        x += item->run.adjusts[adjust++].extra;
    begin_text(pen, item->tag);
    set_colour(pen, item->colour);
    set_font(pen, item->run.face, item->run.size);
    if (turned)
        turn_to(pen, item);
    else
        move_to(pen, x, pen->height - item->y);
    if (adjust < item->run.adjust_count) {
        put_adjusted(pen, item, adjust);
    } else {
        put_codes(pen, item->run.codes, item->run.count);
        put(pen, "Tj\n");
    }
    if (turned)
        end_text(pen); /* the next run counts its place from upright text */
}

/* --- Rectangles ------------------------------------------------------------------------------ */

static void put_rect(Pen *pen, const Item *item)
{
    if (item->width <= 0 || item->height <= 0)
        return;
    begin_drawing(pen, item->tag, true);
    set_colour(pen, item->colour);
    const int64_t numbers[] = {
        item->x,
        (int64_t)pen->height - item->y - item->height,
        item->width,
        item->height,
    };
    char *to = put_room(pen->out, (size_t)4 * DECIMAL_SIZE);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        to = print_decimal(to, numbers[i]);
        *to++ = ' ';
    }
    finish(pen->out, to);
    put(pen, "re\n");
    pen->in_path = true;
}

/* --- Paths ----------------------------------------------------------------------------------- */

static void set_stroke(Pen *pen, const Item *item)
{
    if (item->path.stroke_colour != pen->stroke_colour) {
        put_colour(pen, item->path.stroke_colour, "G\n", "RG\n");
        pen->stroke_colour = item->path.stroke_colour;
    }
    if (item->path.stroke != pen->stroke) {
        put_decimal(pen->out, item->path.stroke);
        put(pen, " w\n");
        pen->stroke = item->path.stroke;
    }
    if (item->path.dash != pen->dash) {
        put(pen, "[");
        if (item->path.dash > 0)
            put_decimal(pen->out, item->path.dash);
        put(pen, "] 0 d\n");
        pen->dash = item->path.dash;
    }
}

static void put_steps(Pen *pen, const Item *item)
{
    /* Of a curve's three points only the last has the operator. */
    static const char *const operators[] = {"m\n", "l\n", "c\n", "h\n"};
    int in_curve = 0;
    for (uint32_t i = 0; i < item->path.count; i++) {
        const PathPoint *point = &item->path.points[i];
        if (point->step != PATH_CLOSE) {
            put_decimal(pen->out, (int64_t)item->x + point->x);
            put(pen, " ");
            put_decimal(pen->out, (int64_t)pen->height - item->y - point->y);
            put(pen, " ");
        }
        in_curve = point->step == PATH_CURVE ? (in_curve + 1) % 3 : 0;
        if (in_curve == 0)
            put(pen, operators[point->step]);
    }
}

static void put_path(Pen *pen, const Item *item)
{
    bool stroked = item->path.stroke > 0;
    if (item->path.count < 2 || (!stroked && !item->path.filled))
        return;
    begin_drawing(pen, item->tag, false);
    if (item->path.filled)
        set_colour(pen, item->colour);
    if (stroked)
        set_stroke(pen, item);
    put_steps(pen, item);
    if (stroked)
        put(pen, item->path.filled ? "B\n" : "S\n");
    else
        put(pen, "f\n");
}

/* --- Pictures -------------------------------------------------------------------------------- */

/* By orientation: where the right and upper ends of an image's unit square go, in widths and
   heights of the item, and where its lower left corner does. The first row and column of an image
   of orientation 6 are the item's right and upper edges (Exif 2.32, 4.6.4 A). */
typedef struct Turn {
    int8_t right_x, right_y, up_x, up_y, corner_x, corner_y;
} Turn;

static const Turn turns[] = {
    {1, 0, 0, 1, 0, 0},   {-1, 0, 0, 1, 1, 0}, {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
    {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1}, {0, 1, 1, 0, 0, 0},   {0, 1, -1, 0, 1, 0},
};

static void put_picture(Pen *pen, const Item *item)
{
    if (item->width <= 0 || item->height <= 0)
        return;
    uint8_t orientation = pen->pictures[item->picture.picture]->orientation;
    const Turn *turn = &turns[orientation - 1];
    int64_t below = (int64_t)pen->height - item->y - item->height;
    const int64_t matrix[] = {
        (int64_t)turn->right_x * item->width,
        (int64_t)turn->right_y * item->height,
        (int64_t)turn->up_x * item->width,
        (int64_t)turn->up_y * item->height,
        item->x + (int64_t)turn->corner_x * item->width,
        below + (int64_t)turn->corner_y * item->height,
    };
    begin_drawing(pen, item->tag, false);
    put(pen, "q\n");
    for (size_t i = 0; i < sizeof matrix / sizeof *matrix; i++) {
        put_decimal(pen->out, matrix[i]);
        put(pen, " ");
    }
    put(pen, "cm\n/P");
    put_integer(pen->out, item->picture.picture);
    put(pen, " Do\nQ\n");
}

/* --- Pages ----------------------------------------------------------------------------------- */

static void put_form(Pen *pen, uint32_t name)
{
    begin_drawing(pen, TAG_PAGINATION, false);
    put(pen, "/X");
    put_integer(pen->out, name);
    put(pen, " Do\n");
}

static void put_item(Pen *pen, const Item *item)
{
    static void (*const ways[])(Pen * pen, const Item *item) = {
        [ITEM_RUN] = put_run,         [ITEM_RECT] = put_rect, [ITEM_PATH] = put_path,
        [ITEM_PICTURE] = put_picture, [ITEM_FIELD] = NULL, /* is an annotation, as links are */
    };
    if (ways[item->kind] != NULL)
        ways[item->kind](pen, item);
}

void content_write(Buf *out, const Page *page, const Picture *const *pictures, CodeSet *used,
                   ContentMarks *marks, PageForms forms)
{
    Pen pen = pen_new(out, page, pictures, used, marks);
    size_t form = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        if (form < forms.count && forms.items[form].from == i) {
            put_form(&pen, forms.items[form].name);
            i += forms.items[form++].count - 1;
        } else {
            put_item(&pen, &page->items[i]);
        }
    }
    end_path(&pen);
    end_text(&pen);
    end_mark(&pen);
}
