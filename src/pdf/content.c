/* Content streams: operators are written only where they change something. */
#include "pdf/content.h"

#include "pdf/syntax.h"

/* What the viewer has in mind after the operators so far. */
typedef struct Pen {
    Buf *out;
    CodeSet *used;
    Len height;   /* of the page: PDF counts y from below */
    bool in_text; /* between BT and ET */
    bool in_path; /* rectangles wait for their f */
    Len x, y;     /* where the last Td led; BT starts at 0 0 */
    bool has_font;
    uint16_t face;
    Len size;
    uint32_t colour;
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

static void end_path(Pen *pen)
{
    if (pen->in_path)
        put(pen, "f\n");
    pen->in_path = false;
}

static void end_text(Pen *pen)
{
    if (pen->in_text)
        put(pen, "ET\n");
    pen->in_text = false;
}

static void begin_text(Pen *pen)
{
    end_path(pen);
    if (pen->in_text)
        return;
    put(pen, "BT\n");
    pen->in_text = true;
    pen->x = pen->y = 0;
}

/* A component of a colour, 0 to 255, as 0 to 1: thousandths tell all 256 apart. */
static char *print_component(char *to, uint32_t component)
{
    to = print_decimal(to, (int64_t)((component * 1000 + 127) / 255));
    *to++ = ' ';
    return to;
}

/* Where the colour differs, ends the path, which was meant in the old one. */
static void set_colour(Pen *pen, uint32_t colour)
{
    if (colour == pen->colour)
        return;
    end_path(pen);
    char *to = put_room(pen->out, (size_t)4 * DECIMAL_SIZE);
    uint32_t red = colour >> 16 & 0xFF;
    uint32_t green = colour >> 8 & 0xFF;
    uint32_t blue = colour & 0xFF;
    to = print_component(to, red);
    if (red == green && red == blue) {
        *to++ = 'g';
    } else {
        to = print_component(to, green);
        to = print_component(to, blue);
        *to++ = 'r';
        *to++ = 'g';
    }
    *to++ = '\n';
    finish(pen->out, to);
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

/* Characters [from, to) of the run as a string. */
static void put_codes(Pen *pen, const uint16_t *codes, uint32_t count)
{
    char *to = put_room(pen->out, (size_t)4 * count + 2);
    *to++ = '(';
    for (uint32_t i = 0; i < count; i++) {
        to = print_code_byte(to, codes[i] >> 8);
        to = print_code_byte(to, codes[i] & 0xFF);
    }
    *to++ = ')';
    finish(pen->out, to);
}

static void mark_used(const Pen *pen, uint16_t face, const uint16_t *codes, uint32_t count)
{
    CodeSet *used = &pen->used[face];
    if (used->words == NULL)
        used->words = arena_array(pen->out->arena, CODE_WORDS, sizeof *used->words);
    for (uint32_t i = 0; i < count; i++)
        used->words[codes[i] / 64] |= UINT64_C(1) << (codes[i] % 64);
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

static void put_run(Pen *pen, const Item *item)
{
    if (item->run.count == 0 || item->run.size <= 0)
        return;
    mark_used(pen, item->run.face, item->run.codes, item->run.count);
    /* Space before the first character only moves the start. */
    Len x = item->x;
    uint32_t adjust = 0;
    while (adjust < item->run.adjust_count && item->run.adjusts[adjust].before == 0)
        x += item->run.adjusts[adjust++].extra;
    begin_text(pen);
    set_colour(pen, item->colour);
    set_font(pen, item->run.face, item->run.size);
    move_to(pen, x, pen->height - item->y);
    if (adjust < item->run.adjust_count) {
        put_adjusted(pen, item, adjust);
    } else {
        put_codes(pen, item->run.codes, item->run.count);
        put(pen, "Tj\n");
    }
}

/* --- Rectangles ------------------------------------------------------------------------------ */

static void put_rect(Pen *pen, const Item *item)
{
    if (item->width <= 0 || item->height <= 0)
        return;
    end_text(pen);
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

void content_write(Buf *out, const Page *page, CodeSet *used)
{
    Pen pen = {.out = out, .used = used, .height = page->height};
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_RUN)
            put_run(&pen, item);
        else if (item->kind == ITEM_RECT)
            put_rect(&pen, item);
    }
    end_path(&pen);
    end_text(&pen);
}
