/* Annotations and fields that the newer state has and the older one has not. */
#include "verify/compare.h"

enum {
    FLAG_HIDDEN = 2,           /* of annotations (12.5.3) */
    LARGEST_SIDE = 1000000000, /* of a rectangle, in thousandths: programs do not agree beyond */
    LARGEST_ICON = 50 * 1000,  /* of a note, in thousandths */
};

/* --- What is seen of it ----------------------------------------------------------------------- */

/* A rectangle that cannot be read may be read by others. */
static bool has_room(PdfFile *file, const PdfValue *node)
{
    int64_t sides[4];
    const PdfValue *rect = pdf_get(file, node, "Rect");
    if (rect->kind == PDF_NULL)
        return false;
    if (rect->kind != PDF_ARRAY || rect->count != 4)
        return true;
    for (size_t i = 0; i < 4; i++)
        if (!pdf_thousandths(pdf_item(file, rect, i), &sides[i]) || sides[i] > LARGEST_SIDE ||
            sides[i] < -LARGEST_SIDE)
            return true;
    return sides[0] != sides[2] && sides[1] != sides[3];
}

bool draws(PdfFile *file, const PdfValue *node)
{
    /* What is not viewed may be printed, and the other way round. */
    int64_t flags = pdf_integer(pdf_get(file, node, "F"), 0);
    return has_room(file, node) && (flags & FLAG_HIDDEN) == 0;
}

/* --- Annotations ------------------------------------------------------------------------------ */

static bool is_one_of(Str key, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(key, keys[i]))
            return true;
    return false;
}

static bool is_small(PdfFile *file, const PdfValue *node)
{
    int64_t box[4];
    return pdf_rectangle(file, pdf_get(file, node, "Rect"), box) && box[0] >= -LARGEST_SIDE &&
           box[1] >= -LARGEST_SIDE && box[2] - box[0] <= LARGEST_ICON &&
           box[3] - box[1] <= LARGEST_ICON;
}

/* A note: readers draw a small icon, or a window beside the page, in a way of their own. All other
   kinds can hide what is below them, by their look, their border, their lines or their colour. */
static bool is_note(PdfFile *file, const PdfValue *node)
{
    static const char *const keys[] = {
        "Type", "Subtype",      "Rect", "Contents", "P",    "NM",     "M",          "F",
        "C",    "Popup",        "CA",   "RC",       "Subj", "IRT",    "RT",         "Name",
        "Open", "CreationDate", "T",    "State",    "Lang", "Parent", "StateModel", "StructParent"};
    for (uint32_t i = 0; i < node->count; i++)
        if (!is_one_of(node->entries[i].key, keys, sizeof keys / sizeof *keys))
            return false;
    const PdfValue *kind = pdf_get(file, node, "Subtype");
    return (pdf_is_name(kind, "Text") && is_small(file, node)) ||
           (pdf_is_name(kind, "Popup") &&
            (pdf_entry(node, "Open") == NULL || pdf_get(file, node, "Open")->kind == PDF_BOOL));
}

/* --- Added ------------------------------------------------------------------------------------ */

/* Told beside what is added. */
static void tell_more(Comparison *c, const PdfValue *node, uint32_t number, Origin origin)
{
    static const char *const actions[] = {"A", "AA", "PA"};
    static const char *const files[] = {
        "FS", "AF", "Movie", "Sound", "RichMediaContent", "RichMediaSettings", "3DD", "EF"};
    for (uint32_t i = 0; i < node->count; i++) {
        Str key = node->entries[i].key;
        if (is_one_of(key, actions, sizeof actions / sizeof *actions)) {
            origin.kind = CHANGE_ACTION;
            report(c, origin, number, "an action or a script was added");
        } else if (is_one_of(key, files, sizeof files / sizeof *files)) {
            origin.kind = CHANGE_ATTACHMENT;
            report(c, origin, number, "an attached file was added");
        }
    }
    if (repeats_keys(c, node))
        distrust(c, number, "what was added has a key twice, or too many");
}

static Change *tell_added(Comparison *c, const PdfValue *node, uint32_t number, Origin origin)
{
    NodeKind kind = kind_of(c, c->newer, node);
    if (kind == NODE_ANNOTATION) {
        const PdfValue *subtype = pdf_get(c->newer, node, "Subtype");
        origin.kind = CHANGE_ANNOTATION;
        return report(c, origin, number, "an annotation was added: %.*s",
                      subtype->kind == PDF_NAME ? (int)subtype->text.size : 0,
                      subtype->kind == PDF_NAME ? subtype->text.at : "");
    }
    if (kind == NODE_SIGNATURE && is_newly_signed(c, number, node)) {
        bool stamp = is_stamp(c, node);
        origin.kind = stamp ? CHANGE_STAMP : CHANGE_SIGNATURE;
        return report(c, origin, number,
                      stamp ? "a timestamp of the document was added"
                            : "a field was added and signed");
    }
    origin.kind = CHANGE_FIELD;
    return report(c, origin, number, "a field was added");
}

void added_node(Comparison *c, uint32_t number, uint32_t page)
{
    const PdfValue *b = new_value(c, number);
    if (b->kind == PDF_NULL || (c->roles[number] & ROLE_DONE) != 0)
        return;
    Origin origin = {.kind = CHANGE_ANNOTATION, .page = page};
    if (b->kind != PDF_DICT) {
        report(c, origin, number, "what was added as an annotation is none")->draws = true;
        return;
    }
    origin.field = name_of(c, c->newer, b);
    /* Where it is on a page, it is told there. */
    if (page != 0)
        c->roles[number] = (unsigned char)(c->roles[number] | ROLE_DONE);
    Change *change = tell_added(c, b, number, origin);
    change->draws = change->kind == CHANGE_ANNOTATION ? !is_note(c->newer, b) : draws(c->newer, b);
    tell_more(c, b, number, origin);
}
