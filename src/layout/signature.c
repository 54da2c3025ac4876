/* Signature blocks: never split, and never alone on a page. */
#include "layout/flow.h"
#include "layout/qr.h"

enum {
    GAP = 12000,        /* between signers */
    CODE_GAP = 5669,    /* 2 mm between a code and the text beside it */
    LEAST_TEXT = 85039, /* 30 mm: where there is less beside a code, the text stands below it */
    ITEMS = 2,          /* of a signer at most: code, field */
    TEXTS = 3,          /* above, below, beside the code */
};

/* A signer, set: all of it stands in a column. */
typedef struct Stand {
    const Signer *signer;
    const Paragraph *above, *below, *beside;
    Len x, width;    /* of the column */
    bool text_below; /* the text stands below its code, not beside it */
    int64_t room;    /* what stands in the room for the signature takes */
} Stand;

/* What is placed, with how many texts stand before it. */
typedef struct Placing {
    Box *box;
    Item *shapes;
    Str *alts;
} Placing;

static void add_text(Placing *to, const Paragraph *text, Len x, int64_t y)
{
    if (text->line_count > 0)
        to->box->parts[to->box->count++] = (Part){.text = text, .x = x, .y = y};
}

static void add_shape(Placing *to, Item item, Str alt)
{
    item.tag = (uint32_t)to->box->count & TAG_PAGINATION;
    to->shapes[to->box->shape_count] = item;
    to->alts[to->box->shape_count++] = alt;
}

/* --- Setting ---------------------------------------------------------------------------------- */

/* The text that goes with the code, as wide as that leaves room. */
static void set_beside(Flow *flow, const Chunk *chunk, Stand *stand)
{
    const Signer *signer = stand->signer;
    const TextStyle *style = chunk->block->signature.small;
    Len code = signer->code != NULL ? signer->code_size : 0;
    Len width = stand->width - code - (code > 0 ? CODE_GAP : 0);
    stand->text_below = code > 0 && width < LEAST_TEXT;
    if (stand->text_below)
        width = stand->width;
    Align align = code > 0 && !stand->text_below ? ALIGN_LEFT : ALIGN_CENTRE;
    stand->room = code;
    if (signer->beside == NULL)
        return;
    stand->beside = text_set(flow->setter, signer->beside, style, 0, align, width);
    int64_t height = paragraph_height(stand->beside);
    if (stand->text_below)
        stand->room += height;
    else if (height > stand->room)
        stand->room = height;
}

static void set_stand(Flow *flow, Chunk *chunk, Stand *stand)
{
    const TextStyle *style = chunk->block->signature.style;
    const Signer *signer = stand->signer;
    flow_watch(flow, chunk, signer->above);
    flow_watch(flow, chunk, signer->below);
    flow_watch(flow, chunk, signer->beside);
    stand->above = text_set(flow->setter, signer->above, style, 0, ALIGN_CENTRE, stand->width);
    stand->below = text_set(flow->setter, signer->below, style, 0, ALIGN_CENTRE, stand->width);
    set_beside(flow, chunk, stand);
    if (stand->room < signer->space)
        stand->room = signer->space;
}

/* --- Placing ---------------------------------------------------------------------------------- */

/* The code and its text, in the middle of the room from `top` to `bottom`. */
static void place_code(Flow *flow, Placing *to, const Stand *stand, int64_t top, int64_t bottom)
{
    const Signer *signer = stand->signer;
    int64_t text = stand->beside != NULL ? paragraph_height(stand->beside) : 0;
    int64_t code = signer->code != NULL ? signer->code_size : 0;
    int64_t height = stand->text_below ? code + text : code > text ? code : text;
    int64_t y = top + (bottom - top - height) / 2;
    Len x = stand->x;
    if (signer->code != NULL) {
        bool alone = stand->text_below || stand->beside == NULL;
        Len code_x = alone ? x + (stand->width - signer->code_size) / 2 : x;
        Len code_y = (Len)(stand->text_below ? y : y + (height - code) / 2);
        add_shape(to, qr_item(flow->setter->arena, signer->code, code_x, code_y, signer->code_size),
                  signer->code_alt);
        x = alone ? x : x + signer->code_size + CODE_GAP;
    }
    if (stand->beside != NULL)
        add_text(to, stand->beside, x, stand->text_below ? y + code : y + (height - text) / 2);
}

static void place_stand(Flow *flow, Placing *to, const Stand *stand, int64_t names)
{
    const Signer *signer = stand->signer;
    int64_t top = paragraph_height(stand->above);
    add_text(to, stand->above, stand->x, 0);
    place_code(flow, to, stand, top, names);
    if (signer->field.name.size > 0) {
        Item field = {.kind = ITEM_FIELD,
                      .x = stand->x,
                      .y = (Len)top,
                      .width = stand->width,
                      .height = (Len)(names - top)};
        field.field = signer->field;
        add_shape(to, field, (Str){0});
    }
    add_text(to, stand->below, stand->x, names);
}

static Slab *box_slab(Flow *flow, Chunk *chunk, const Box *box, int64_t height)
{
    const TextStyle *style = chunk->block->signature.style;
    Slab *slab = flow_slabs(flow, chunk, 1);
    slab->kind = SLAB_BOX;
    slab->box = box;
    slab->height = height;
    slab->before = style->before;
    slab->after = style->after;
    slab->needs_text = true;
    return slab;
}

void set_signature(Flow *flow, Chunk *chunk)
{
    const Signature *signature = &chunk->block->signature;
    size_t count = signature->signer_count;
    if (count == 0)
        return;
    Arena *arena = flow->scratch;
    Len columns = count == 1 ? (signature->whole ? 1 : 2) : (Len)count;
    Len width = (chunk->width - (columns - 1) * GAP) / columns;
    Stand *stands = arena_array(arena, count, sizeof *stands);
    int64_t names = 0; /* stand at one height */
    for (size_t i = 0; i < count; i++) {
        Len column = columns > (Len)count ? columns - 1 : (Len)i;
        stands[i] = (Stand){.signer = &signature->signers[i],
                            .x = chunk->x + column * (width + GAP),
                            .width = width};
        set_stand(flow, chunk, &stands[i]);
        int64_t own = paragraph_height(stands[i].above) + stands[i].room;
        names = own > names ? own : names;
    }
    int64_t height = names;
    Box *box = arena_alloc(arena, sizeof *box);
    Placing to = {box, arena_array(arena, ITEMS * count, sizeof *to.shapes),
                  arena_array(arena, ITEMS * count, sizeof *to.alts)};
    box->parts = arena_array(arena, TEXTS * count, sizeof *box->parts);
    for (size_t i = 0; i < count; i++) {
        place_stand(flow, &to, &stands[i], names);
        int64_t bottom = names + paragraph_height(stands[i].below);
        height = bottom > height ? bottom : height;
    }
    box->shapes = to.shapes;
    box->alts = to.alts;
    (void)box_slab(flow, chunk, box, height);
}
