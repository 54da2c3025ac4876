/* A page that gets annotations, or something drawn on top. */
#include "update/write.h"

static const char *const none[] = {NULL};

/* The old annotations, wherever their array stands, and the new ones. */
static void put_annotations(Update *update, Buf *out, const PdfPage *page, const PageChange *change)
{
    const PdfValue *old = pdf_get(update->file, page->dict, "Annots");
    buf_text(out, "/Annots [");
    for (size_t i = 0; old->kind == PDF_ARRAY && i < old->count; i++) {
        append_value(out, &old->items[i]);
        buf_byte(out, ' ');
    }
    for (size_t i = 0; i < change->annotation_count; i++) {
        append_reference(out, change->annotations[i]);
        buf_byte(out, ' ');
    }
    buf_text(out, "]\n");
}

/* The matrix that puts a form's 0, 0 where the change says, upright as the page is seen. */
static void put_matrix(Buf *out, const PdfPage *page, const PageChange *change)
{
    static const struct {
        int rotate;
        int turn[4];
        bool from_right, from_top; /* which side of the box counts */
        int sign_x, sign_y;
        bool crossed; /* the page's x is the change's y */
    } ways[] = {
        {0, {1, 0, 0, 1}, false, false, 1, 1, false},
        {90, {0, 1, -1, 0}, true, false, -1, 1, true},
        {180, {-1, 0, 0, -1}, true, true, -1, -1, false},
        {270, {0, -1, 1, 0}, false, true, 1, -1, true},
    };
    size_t way = 0;
    while (way < 3 && ways[way].rotate != page->rotate)
        way++;
    for (size_t i = 0; i < 4; i++)
        buf_format(out, "%d ", ways[way].turn[i]);
    int64_t along = ways[way].crossed ? change->y : change->x;
    int64_t up = ways[way].crossed ? change->x : change->y;
    append_thousandths(out, page->crop[ways[way].from_right ? 2 : 0] + ways[way].sign_x * along);
    buf_byte(out, ' ');
    append_thousandths(out, page->crop[ways[way].from_top ? 3 : 1] + ways[way].sign_y * up);
    buf_text(out, " cm");
}

/* What was there is wrapped, so that the state it ends in does not matter. */
static void put_contents(Update *update, Buf *out, const PdfPage *page, const PageChange *change)
{
    Buf after = {.arena = update->arena};
    /* Some programs join streams without white space, which the last one may not end with. */
    for (uint32_t i = 0; i <= change->open; i++)
        buf_text(&after, "\nQ");
    buf_byte(&after, '\n');
    if (change->tag != NULL)
        buf_format(&after, "/%s BMC\n", change->tag);
    buf_text(&after, "q\n");
    put_matrix(&after, page, change);
    buf_format(&after, "\n/Lk%u Do\nQ\n", change->form);
    if (change->tag != NULL)
        buf_text(&after, "EMC\n");
    const PdfValue *old = pdf_entry(page->dict, "Contents");
    const PdfValue *array = old != NULL ? pdf_resolve(update->file, old) : NULL;
    buf_text(out, "/Contents [");
    append_reference(out, update_add_stream(update, STR(""), STR("q\n")));
    buf_byte(out, ' ');
    for (size_t i = 0; array != NULL && array->kind == PDF_ARRAY && i < array->count; i++) {
        append_value(out, &array->items[i]);
        buf_byte(out, ' ');
    }
    if (array != NULL && array->kind == PDF_STREAM && old->kind == PDF_REFERENCE) {
        append_value(out, old);
        buf_byte(out, ' ');
    }
    append_reference(out, update_add_stream(update, STR(""), buf_str(&after)));
    buf_text(out, "]\n");
}

/* The page's own from now on: what it inherited may serve others. */
static void put_resources(Update *update, Buf *out, const PdfPage *page, const PageChange *change)
{
    static const char *const pictures[] = {"XObject", NULL};
    buf_text(out, "/Resources <<");
    if (page->resources->kind == PDF_DICT)
        append_entries(out, page->resources, pictures);
    buf_text(out, "/XObject <<");
    const PdfValue *old = pdf_get(update->file, page->resources, "XObject");
    if (old->kind == PDF_DICT)
        append_entries(out, old, none);
    buf_format(out, "/Lk%u ", change->form);
    append_reference(out, change->form);
    buf_text(out, ">>\n>>\n");
}

void update_page(Update *update, const PdfPage *page, const PageChange *change)
{
    const char *replaced[4] = {NULL};
    size_t count = 0;
    Buf parts = {.arena = update->arena};
    if (change->annotation_count > 0) {
        replaced[count++] = "Annots";
        put_annotations(update, &parts, page, change);
    }
    if (change->form != 0) {
        replaced[count++] = "Contents";
        replaced[count++] = "Resources";
        put_contents(update, &parts, page, change);
        put_resources(update, &parts, page, change);
    }
    Buf out = {.arena = update->arena};
    buf_text(&out, "<<");
    append_entries(&out, page->dict, replaced);
    buf_add(&out, buf_str(&parts));
    buf_text(&out, ">>");
    update_put(update, page->number, buf_str(&out));
}
