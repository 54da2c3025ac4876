/* The display list as text, for comparison. */
#include "layout/layout.h"

/* Points with three decimals. */
static void add_len(Buf *out, Len value)
{
    long long thousandths = value;
    const char *sign = thousandths < 0 ? "-" : "";
    if (thousandths < 0)
        thousandths = -thousandths;
    buf_format(out, " %s%lld.%03lld", sign, thousandths / 1000, thousandths % 1000);
}

/* In quotes, so that spaces at the ends and strange characters show. */
static void add_quoted(Buf *out, uint32_t character)
{
    if (character < 0x20 || character == 0x7F) {
        buf_format(out, "\\x%02x", character);
        return;
    }
    if (character == '"' || character == '\\')
        buf_byte(out, '\\');
    buf_char(out, character);
}

static void add_text(Buf *out, Str text)
{
    buf_text(out, " \"");
    for (size_t at = 0; at < text.size;)
        add_quoted(out, utf8_next(text, &at));
    buf_byte(out, '"');
}

static void dump_box(const Item *item, Buf *out)
{
    add_len(out, item->x);
    add_len(out, item->y);
    add_len(out, item->width);
    add_len(out, item->height);
}

static void dump_run(const Layout *layout, const Item *item, Buf *out)
{
    buf_text(out, "run");
    add_len(out, item->x);
    add_len(out, item->y);
    add_len(out, item->width);
    buf_format(out, " %.*s", STR_ARG(layout->faces[item->run.face].name));
    add_len(out, item->run.size);
    if (item->colour != 0)
        buf_format(out, " #%06x", item->colour);
    if (item->run.turn_x != 0 || item->run.turn_y != 0)
        buf_format(out, " turned %d %d", item->run.turn_x, item->run.turn_y);
    buf_text(out, " \"");
    for (uint32_t i = 0; i < item->run.count; i++)
        add_quoted(out, item->run.codes[i]);
    buf_text(out, "\"\n");
}

static void dump_rect(const Layout *layout, const Item *item, Buf *out)
{
    (void)layout;
    buf_text(out, "rect");
    dump_box(item, out);
    if (item->colour != 0)
        buf_format(out, " #%06x", item->colour);
    buf_byte(out, '\n');
}

static void dump_link(const Layout *layout, const Item *item, Buf *out)
{
    (void)layout;
    buf_text(out, "link");
    dump_box(item, out);
    if (item->link.url.size > 0) {
        add_text(out, item->link.url);
    } else {
        buf_format(out, " to %u", item->link.page + 1);
        add_len(out, item->link.to_y);
    }
    buf_byte(out, '\n');
}

static void dump_path(const Layout *layout, const Item *item, Buf *out)
{
    static const char steps[] = {
        [PATH_MOVE] = 'm', [PATH_LINE] = 'l', [PATH_CURVE] = 'c', [PATH_CLOSE] = 'h'};
    (void)layout;
    buf_text(out, "path");
    dump_box(item, out);
    if (item->path.filled)
        buf_format(out, " fill #%06x", item->colour);
    if (item->path.stroke > 0) {
        buf_text(out, " stroke");
        add_len(out, item->path.stroke);
        buf_format(out, " #%06x", item->path.stroke_colour);
    }
    if (item->path.dash > 0) {
        buf_text(out, " dash");
        add_len(out, item->path.dash);
    }
    for (uint32_t i = 0; i < item->path.count; i++) {
        const PathPoint *point = &item->path.points[i];
        buf_format(out, " %c", steps[point->step]);
        if (point->step == PATH_CLOSE)
            continue;
        add_len(out, point->x);
        add_len(out, point->y);
    }
    buf_byte(out, '\n');
}

static void dump_picture(const Layout *layout, const Item *item, Buf *out)
{
    const Picture *picture = layout->pictures[item->picture.picture];
    buf_text(out, "picture");
    dump_box(item, out);
    buf_format(out, " %u: %ux%u", item->picture.picture, picture->width, picture->height);
    add_text(out, item->picture.alt);
    buf_byte(out, '\n');
}

static void dump_field(const Layout *layout, const Item *item, Buf *out)
{
    (void)layout;
    buf_text(out, "field");
    dump_box(item, out);
    add_text(out, item->field.name);
    add_text(out, item->field.purpose);
    buf_byte(out, '\n');
}

static void (*const DUMP[])(const Layout *layout, const Item *item, Buf *out) = {
    [ITEM_RUN] = dump_run,   [ITEM_RECT] = dump_rect,       [ITEM_LINK] = dump_link,
    [ITEM_PATH] = dump_path, [ITEM_PICTURE] = dump_picture, [ITEM_FIELD] = dump_field,
};

void layout_dump(Layout *layout, Buf *out)
{
    for (size_t i = 0; i < layout->page_count; i++) {
        const Page *page = layout_page(layout, i);
        buf_format(out, "page %zu", i + 1);
        add_len(out, page->width);
        add_len(out, page->height);
        add_text(out, page->label);
        buf_byte(out, '\n');
        for (size_t k = 0; k < page->item_count; k++)
            DUMP[page->items[k].kind](layout, &page->items[k], out);
    }
    for (size_t i = 0; i < layout->outline_count; i++) {
        const OutlineEntry *entry = &layout->outline[i];
        buf_format(out, "outline %d to %u", entry->level, entry->page + 1);
        add_len(out, entry->y);
        add_text(out, entry->title);
        buf_byte(out, '\n');
    }
}
