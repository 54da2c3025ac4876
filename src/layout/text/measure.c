/* What texts of cells need is measured, and their numbers are made to fit. */
#include "layout/text/numeral.h"

enum {
    SIZE_STEP = 250,       /* letters get smaller by a quarter of a point, */
    LEAST_SIZE = 2 * 1000, /* ever */
};

/* The widest of all parts. */
static Fine widest_part(const Shape *shape)
{
    Fine widest = 0;
    uint32_t from = 0;
    for (size_t i = 0; i < shape->part_count; i++) {
        uint32_t to = shape->parts[i];
        widest = sum_max(widest, shape->pieces[to - 1].end - shape->pieces[from].start);
        from = to;
    }
    return widest;
}

/* The longest word with all its syllables, and the longest piece. */
static void longest_word(const Shape *shape, Fine *word, Fine *piece)
{
    Fine start = 0;
    bool within = false;
    for (size_t i = 0; i < shape->piece_count; i++) {
        const Piece *each = &shape->pieces[i];
        if (!within)
            start = each->start;
        within = each->hyphen > 0;
        *word = sum_max(*word, each->end - start);
        *piece = sum_max(*piece, each->end - each->start + each->hyphen);
    }
}

Len text_indents(const TextStyle *style)
{
    return len_clamp((int64_t)style->left + style->right + len_max(style->first_indent, 0));
}

/* Such a text cannot be moved afterwards. */
static void add_indents(Len indents, TextNeeds *needs)
{
    needs->natural = len_clamp((int64_t)needs->natural + indents);
    needs->whole = len_clamp((int64_t)needs->whole + indents);
    needs->word = len_clamp((int64_t)needs->word + indents);
    needs->numeral = len_clamp((int64_t)needs->numeral + indents);
    needs->letter = len_clamp((int64_t)needs->letter + indents);
    needs->number = false;
}

static Fine widest_letter(const Shape *shape)
{
    Fine widest = 0;
    for (size_t i = 0; i < shape->char_count; i++)
        widest = sum_max(widest, shape_advance(shape, &shape->chars[i]));
    return widest;
}

const Paragraph *text_measure(Setter *setter, const Span *spans, const TextStyle *style,
                              uint8_t add_style, const TextWants *wants, TextNeeds *needs)
{
    Shape *shape = text_shape(setter);
    shape_spans(shape, setter, spans, style, add_style);
    *needs = (TextNeeds){0};
    if (shape->char_count == 0)
        return NULL;
    Fine word = 0;
    Fine piece = 0;
    Fine comma = 0;
    Len indents = text_indents(style);
    longest_word(shape, &word, &piece);
    needs->natural = len_for(widest_part(shape));
    needs->whole = len_for(word);
    needs->word = len_for(sum_min(piece, (Fine)TEXT_WORD_ROOM * style->size * FINE));
    if (piece > ((Fine)wants->known - indents) * FINE) {
        needs->numeral = len_for(numeral_widest(shape, 0));
        needs->letter = len_for(widest_letter(shape));
    }
    needs->number = wants->comma && numeral_comma(shape, &comma);
    needs->comma = len_for(comma);
    if (style->left != 0 || style->right != 0 || style->first_indent != 0) {
        add_indents(indents, needs);
        return NULL;
    }
    bool whole = needs->natural <= wants->keep;
    if (!whole && piece > (Fine)wants->width * FINE)
        return NULL;
    Paragraph *text = whole ? text_break(setter, spans, style, ALIGN_LEFT, needs->natural)
                            : text_break(setter, spans, style, wants->align, wants->width);
    text->comma = needs->comma;
    text->set_for = whole ? 0 : wants->width;
    return text;
}

/* The size at which the widest numeral fits, in whole steps, or the smallest. */
static Len fitting_size(Len size, Fine widest, Fine width, Len smallest)
{
    if (widest <= width)
        return size;
    Len fitting = (Len)((int64_t)size * (width / FINE) / (widest / FINE + 1));
    fitting -= fitting % SIZE_STEP;
    if (smallest < LEAST_SIZE)
        smallest = LEAST_SIZE;
    if (fitting < smallest)
        fitting = smallest;
    return fitting < size ? fitting : size;
}

const Paragraph *text_fit(Setter *setter, const Span *spans, const TextStyle *style,
                          uint8_t add_style, Align align, Len width, Len smallest)
{
    Shape *shape = text_shape(setter);
    shape_spans(shape, setter, spans, style, add_style);
    Len size = style->size;
    Fine room = sum_max(width, 0) * FINE;
    if (smallest > 0)
        size = fitting_size(size, numeral_widest(shape, room), room, smallest);
    if (size == style->size)
        return text_break(setter, spans, style, align, width);
    TextStyle less = *style;
    less.size = size;
    shape_spans(shape, setter, spans, &less, add_style);
    Paragraph *text = text_break(setter, spans, &less, align, width);
    text_metrics(setter, style, &text->ascent, &text->descent);
    return text;
}

void text_align(const Paragraph *text, Align align, Len width)
{
    for (size_t i = 0; i < text->line_count; i++) {
        Line *line = &text->lines[i];
        Len slack = width > line->width ? width - line->width : 0;
        line->x = 0;
        if (align == ALIGN_CENTRE)
            line->x = slack / 2;
        else if (align == ALIGN_RIGHT)
            line->x = slack;
    }
}
