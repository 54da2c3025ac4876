/* The elements of the structure, printed. */
#include "pdf/structure.h"
#include "pdf/syntax.h"

enum {
    LONGEST_TEXT = 16000, /* characters: a string of PDF/A-1 has at most 65,535 bytes */
};

void print_structure_root(Writer *writer, const void *what, Buf *out)
{
    const Structure *structure = what;
    (void)writer;
    buf_text(out, "/Type/StructTreeRoot/K ");
    put_reference(out, structure->first_node);
    buf_text(out, "/ParentTree ");
    put_reference(out, structure->parents);
    buf_text(out, "/ParentTreeNextKey ");
    put_integer(out, (int64_t)piece_key(structure, structure->piece_count));
    if (structure->notes != 0) {
        buf_text(out, "/IDTree ");
        put_reference(out, structure->notes);
    }
}

/* --- What elements hold ----------------------------------------------------------------------- */

static uint32_t kid_page(const Writer *writer, const Kid *kid)
{
    const MarkedPiece *piece = piece_of(writer->structure, kid->page);
    return piece != NULL ? piece->page : kid->page;
}

/* The page of the first content, or the number of pages where there is none. */
static uint32_t page_of(const Writer *writer, const Branch *node)
{
    const Kid *kids = writer->structure->kids;
    for (uint32_t at = node->first; at != 0; at = kids[at].next)
        if (kids[at].kind != KID_NODE)
            return kid_page(writer, &kids[at]);
    return (uint32_t)writer->layout->page_count;
}

static void put_page(const Writer *writer, uint32_t page, Buf *out)
{
    buf_text(out, "/Pg ");
    put_reference(out, writer->pages[page]);
}

static void put_kid(const Writer *writer, const Kid *kid, uint32_t page, Buf *out)
{
    if (kid->kind == KID_NODE) {
        put_reference(out, node_number(writer->structure, kid->value));
        return;
    }
    const MarkedPiece *piece = piece_of(writer->structure, kid->page);
    bool elsewhere = kid_page(writer, kid) != page;
    if (kid->kind == KID_MARK && !elsewhere && piece == NULL) {
        put_integer(out, kid->value);
        return;
    }
    buf_text(out, kid->kind == KID_MARK ? "<</Type/MCR" : "<</Type/OBJR");
    if (elsewhere)
        put_page(writer, kid_page(writer, kid), out);
    if (piece != NULL) {
        buf_text(out, "/Stm ");
        put_reference(out, piece->form);
    }
    if (kid->kind == KID_MARK) {
        buf_text(out, "/MCID ");
        put_integer(out, kid->value);
    } else {
        buf_text(out, "/Obj ");
        put_reference(out, writer->structure->links[kid->value].annotation);
    }
    buf_text(out, ">>");
}

static void put_kids(const Writer *writer, const Branch *node, uint32_t page, Buf *out)
{
    const Kid *kids = writer->structure->kids;
    if (node->count == 0)
        return;
    bool alone = node->count == 1;
    buf_text(out, alone && kids[node->first].kind == KID_ANNOTATION ? "/K" : alone ? "/K " : "/K[");
    for (uint32_t at = node->first; at != 0; at = kids[at].next) {
        if (at != node->first)
            buf_byte(out, ' ');
        put_kid(writer, &kids[at], page, out);
    }
    if (!alone)
        buf_byte(out, ']');
}

/* --- Elements --------------------------------------------------------------------------------- */

/* Where it is too long, as much as a string holds. */
static void put_description(Buf *out, Str text)
{
    size_t count = 0;
    size_t at = 0;
    while (at < text.size && count < LONGEST_TEXT) {
        (void)utf8_next(text, &at);
        count++;
    }
    buf_text(out, "/Alt");
    put_text(out, str_slice(text, 0, at));
}

/* A figure, formula or footnote says more. */
static void put_more(const Writer *writer, uint32_t nth, const Element *element, Buf *out)
{
    const Layout *layout = writer->layout;
    if (element->role == ROLE_FIGURE || element->role == ROLE_FORMULA)
        put_description(out, layout->shown[element->shown].alt);
    if (element->role == ROLE_NOTE) {
        buf_text(out, "/ID ");
        put_note_name(out, nth);
    }
    put_attributes(writer, element, out);
}

void print_structure_node(Writer *writer, const void *what, size_t nth, Buf *out)
{
    const Structure *structure = what;
    const Branch *node = &structure->nodes[nth];
    const MoreBranch *more =
        nth >= structure->element_count ? &structure->more[nth - structure->element_count] : NULL;
    const Element *element = &writer->layout->elements[more != NULL ? more->like : nth];
    bool part = more != NULL && more->part != NULL;
    uint32_t page = page_of(writer, node);
    buf_text(out, "/S/");
    buf_text(out, part ? more->part : role_name((Role)element->role));
    buf_text(out, "/P ");
    put_reference(out, nth == 0 ? structure->root : node_number(structure, node->parent));
    if (!part)
        put_more(writer, (uint32_t)nth, element, out);
    if (page < writer->layout->page_count)
        put_page(writer, page, out);
    put_kids(writer, node, page, out);
}
