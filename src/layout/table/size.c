/* The size of letters of a table: what must stand together decides it. */
#include "layout/table/width.h"

enum {
    SIZE_STEP = 250,      /* letters get smaller by a quarter of a point */
    TIGHT_PADDING = 1000, /* of a table that fits in no other way */
    LEAST_WORD_ROOM = 3,  /* a word is divided where it needs more, in times of the letters' size */
};

/* Letters and padding that a table may be set in. */
typedef struct Scale {
    Len size, padding;
} Scale;

static Len least_width(const TextStyle *style, Scale scale)
{
    return 2 * scale.padding + scale.size + text_indents(style);
}

static Scale scale_now(const Widths *w)
{
    return (Scale){w->box->styles[TEXT_OWN].size, w->box->padding_x};
}

/* The table's own scale with smaller letters. */
static Scale scale_to(const Table *table, Len size)
{
    return (Scale){size, (Len)((int64_t)table->padding_x * size / table->style->size)};
}

Len table_least_width(const TableBox *box)
{
    const TextStyle *style = &box->styles[TEXT_OWN];
    return least_width(style, (Scale){style->size, box->padding_x});
}

static void apply_scale(const Widths *w, Scale scale)
{
    static const uint32_t TONES[TEXT_TONES] = {[TEXT_DARK] = 0x000000, [TEXT_LIGHT] = 0xFFFFFF};
    const TextStyle *style = w->table->style;
    for (size_t tone = 0; tone < TEXT_TONES; tone++) {
        TextStyle *own = &w->box->styles[tone];
        *own = *style;
        if (tone != TEXT_OWN)
            own->colour = TONES[tone];
        own->size = scale.size;
        own->leading = (Len)((int64_t)style->leading * scale.size / style->size);
    }
    w->box->padding_x = scale.padding;
}

/* What a width that was measured now would be in another scale; rather too much than too little, as
   kerning is rounded at each letter. */
static int64_t scaled(Scale now, Scale to, Len width)
{
    enum { ROUNDING = 10, LETTERS = 1000 };
    int64_t padding = to.padding;
    int64_t content = len_max(width - 2 * now.padding, 0);
    if (to.size == now.size)
        return content + 2 * padding;
    return content * to.size / now.size + content / LETTERS + ROUNDING + 2 * padding;
}

/* True for a fixed column whose numbers are often too wide: it is not the one number that would
   get smaller by itself. */
static bool is_often_wide(const Need *need)
{
    enum { A_FEW = 3, OF_ALL = 10 };
    return need->wide >= A_FEW && need->wide > need->filled / OF_ALL;
}

/* What must stand together in a column when a word needs no more than `room` times the size. */
static Len minimal_of(const Need *need, Scale now, Len room)
{
    Len word = 2 * now.padding + room * now.size;
    return len_max(need->numeral, need->word < word ? need->word : word);
}

/* True when that fits in the columns. */
static bool fits(const Widths *w, Scale to, Len room)
{
    Scale now = scale_now(w);
    int64_t total = 0;
    for (size_t c = 0; c < w->table->column_count; c++) {
        const Need *need = &w->needs[c];
        const Column *column = &w->table->columns[c];
        if (column->kind != WIDTH_FIXED) {
            int64_t minimal = scaled(now, to, minimal_of(need, now, room));
            total += sum_max(minimal, least_width(w->table->style, to));
            continue;
        }
        if (is_often_wide(need) && scaled(now, to, need->numeral) > column->width)
            return false;
        total += column->width;
    }
    return total <= w->available;
}

/* The largest letters in which all fits, as the smallest ones do. */
static Scale fitting_scale(const Widths *w, Len room)
{
    const Table *table = w->table;
    Len most = table->style->size - table->smallest;
    Len wrong = 0; /* steps down that do not fit */
    Len right = (most + SIZE_STEP - 1) / SIZE_STEP;
    while (right - wrong > 1) {
        Len middle = wrong + (right - wrong) / 2;
        if (fits(w, scale_to(table, table->style->size - middle * SIZE_STEP), room))
            right = middle;
        else
            wrong = middle;
    }
    return scale_to(table, len_max(table->style->size - right * SIZE_STEP, table->smallest));
}

static void measure(Widths *w)
{
    /* Longer texts are broken, and need not be set before that. */
    Len keep = w->table->column_count > 1 ? w->available / 2 : w->available;
    table_measure(w->flow, w->box, &w->samples, keep);
}

/* Rather smaller letters than divided words; where words are divided even so, the smallest letters
   divide the fewest. */
static Len choose_scale(Widths *w, Scale own)
{
    Scale smallest = scale_to(w->table, w->table->smallest);
    if (fits(w, smallest, TEXT_WORD_ROOM)) {
        if (!fits(w, own, TEXT_WORD_ROOM))
            apply_scale(w, fitting_scale(w, TEXT_WORD_ROOM));
        return TEXT_WORD_ROOM;
    }
    for (Len room = TEXT_WORD_ROOM - 1; room >= LEAST_WORD_ROOM; room--) {
        if (!fits(w, smallest, room))
            continue;
        apply_scale(w, smallest);
        return room;
    }
    if (smallest.padding > TIGHT_PADDING)
        smallest.padding = TIGHT_PADDING;
    apply_scale(w, smallest);
    return LEAST_WORD_ROOM;
}

void table_choose_size(Widths *w)
{
    const Table *table = w->table;
    Scale own = scale_to(table, table->style->size);
    Len room = LEAST_WORD_ROOM;
    apply_scale(w, own);
    measure(w);
    if (table->smallest > 0 && table->smallest <= own.size)
        room = choose_scale(w, own);
    Scale now = scale_now(w);
    if (now.size != own.size || now.padding != own.padding)
        measure(w);
    for (size_t c = 0; c < table->column_count; c++)
        w->needs[c].minimal = minimal_of(&w->needs[c], now, room);
}
