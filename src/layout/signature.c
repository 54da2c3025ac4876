/* Signature blocks: never split, and never alone on a page. */
#include "layout/flow.h"
#include "layout/qr.h"

enum {
    GAP = 12000,        /* between signers */
    PREFIX_GAP = 3000,  /* behind "a.n." */
    CODE_GAP = 5669,    /* 2 mm between what stands beside each other in a room */
    LEAST_TEXT = 85039, /* 30 mm: where there is less beside a code, the text stands below it */
    BOX_WIDTH = 79370,  /* 28 mm, and */
    BOX_HEIGHT = 56693, /* 20 mm: more than the stamp of a tax */
    BOX_LINE = 500,
    ITEMS = 4, /* of a signer at most: picture, box, code, field */
};

/* An office, set: its prefix stands to the left of its first line. */
typedef struct OfficeLine {
    const Paragraph *prefix; /* or NULL */
    Len prefix_width;
    const Paragraph *text;
} OfficeLine;

/* A part of the page's width. */
typedef struct Stretch {
    Len x, width;
} Stretch;

/* A signer, set: all but the picture stands in a column. */
typedef struct Stand {
    const Signer *signer;
    const Paragraph *above, *below, *beside, *duty, *anchor; /* the last three NULL: not there */
    OfficeLine *offices;
    Len x, width; /* of the column */
    Align align;
    Len left;        /* of prefixes, */
    Len office_x;    /* and where the lines beside them begin */
    Len room_x;      /* where code and text begin, behind a box, */
    Len room_width;  /* and have so much */
    Len box_width;   /* of the box for the stamp of a tax; 0: there is none */
    bool box_above;  /* code and text stand below the box, not beside it */
    Stretch stretch; /* what a picture may take */
    Len ink_x, ink_width, ink_height;
    int64_t upper;   /* height of the upper part of the room, which box, code and text have where
                        the picture leaves no room beside it; 0: they have all of it */
    bool text_below; /* the text stands below its code, not beside it */
    int64_t office;  /* height of the offices */
    int64_t content; /* of code and text */
    int64_t room;    /* the height of the room for the signature */
} Stand;

/* What is placed, with how many texts stand before it. */
typedef struct Placing {
    Flow *flow;
    Box *box;
    Item *shapes;
    Str *alts;
} Placing;

static Part *add_text(Placing *to, const Paragraph *text, Len x, int64_t y)
{
    Part *part = &to->box->parts[to->box->count];
    *part = (Part){.text = text, .x = x, .y = y};
    if (text->line_count > 0)
        to->box->count++;
    return part;
}

static void add_shape(Placing *to, Item item, Str alt)
{
    item.tag = (uint32_t)to->box->count & TAG_PAGINATION;
    to->shapes[to->box->shape_count] = item;
    to->alts[to->box->shape_count++] = alt;
}

/* --- Setting ---------------------------------------------------------------------------------- */

static void set_prefixes(Flow *flow, Chunk *chunk, Stand *stand)
{
    const TextStyle *style = chunk->block->signature.style;
    for (size_t i = 0; i < stand->signer->office_count; i++) {
        const Span *prefix = stand->signer->offices[i].prefix;
        OfficeLine *line = &stand->offices[i];
        if (prefix == NULL)
            continue;
        flow_watch(flow, chunk, prefix);
        line->prefix_width = flow_natural(flow, prefix, style) + PREFIX_GAP;
        line->prefix = text_set(flow->setter, prefix, style, 0, ALIGN_LEFT, stand->width);
        stand->left = len_max(stand->left, line->prefix_width);
    }
}

/* Without prefixes each line stands in the middle. With them lines begin below each other, the
   prefixes to the left of them, and what they make stands in the middle. */
static void set_offices(Flow *flow, Chunk *chunk, Stand *stand)
{
    const Signer *signer = stand->signer;
    Align align = stand->left > 0 ? ALIGN_LEFT : stand->align;
    Len width = stand->width - stand->left;
    Len widest = 0;
    for (size_t i = 0; i < signer->office_count; i++) {
        const Span *text = signer->offices[i].text;
        OfficeLine *line = &stand->offices[i];
        flow_watch(flow, chunk, text);
        line->text = text_set(flow->setter, text, chunk->block->signature.style, 0, align, width);
        stand->office += paragraph_height(line->text);
        widest = len_max(widest, line->text->width);
    }
    Len middle = align == stand->align ? 0 : (stand->width - widest) / 2;
    stand->office_x = stand->x + len_max(stand->left, middle);
}

static const Paragraph *set_small(Flow *flow, Chunk *chunk, const Span *spans, Align align,
                                  Len width)
{
    if (spans == NULL)
        return NULL;
    flow_watch(flow, chunk, spans);
    return text_set(flow->setter, spans, chunk->block->signature.small, 0, align, width);
}

/* The box, and where that leaves code and text. */
static void set_box(Flow *flow, Chunk *chunk, Stand *stand)
{
    const Signer *signer = stand->signer;
    stand->room_x = stand->x;
    stand->room_width = stand->width;
    if (signer->duty == NULL)
        return;
    stand->box_width = stand->width < BOX_WIDTH ? stand->width : BOX_WIDTH;
    stand->duty = set_small(flow, chunk, signer->duty, ALIGN_CENTRE, stand->box_width);
    Len beside = stand->width - stand->box_width - CODE_GAP;
    Len needed = len_max(signer->code != NULL ? signer->code_size : 0,
                         signer->beside != NULL ? LEAST_TEXT : 0);
    stand->box_above = needed > beside;
    if (stand->box_above || needed == 0)
        return;
    stand->room_x += stand->width - beside;
    stand->room_width = beside;
}

/* The text that goes with the code, as wide as that leaves room. */
static void set_beside(Flow *flow, Chunk *chunk, Stand *stand)
{
    const Signer *signer = stand->signer;
    Len code = signer->code != NULL ? signer->code_size : 0;
    Len width = stand->room_width - code - (code > 0 ? CODE_GAP : 0);
    stand->text_below = code > 0 && width < LEAST_TEXT;
    if (stand->text_below)
        width = stand->room_width;
    Align align = code > 0 && !stand->text_below ? ALIGN_LEFT : ALIGN_CENTRE;
    stand->beside = set_small(flow, chunk, signer->beside, align, width);
    int64_t height = paragraph_height(stand->beside);
    stand->content = stand->text_below ? code + height : sum_max(code, height);
}

/* It stays within the column where others sign beside it, else within the page's text, and is made
   smaller where that has no room for it. */
static void set_ink(Stand *stand)
{
    const SignInk *ink = stand->signer->ink;
    Stretch stretch = stand->stretch;
    if (ink == NULL)
        return;
    stand->ink_width = ink->width < stretch.width ? ink->width : stretch.width;
    stand->ink_height = (Len)((int64_t)ink->height * stand->ink_width / ink->width);
    Len last = stretch.x + stretch.width - stand->ink_width;
    stand->ink_x = stand->x + stand->width / 2 + ink->x;
    stand->ink_x = len_max(stand->ink_x < last ? stand->ink_x : last, stretch.x);
}

/* Picture and code beside each other, where there is room: in the middle of the column, or from its
   right on. */
static bool set_ink_beside(Stand *stand)
{
    Len code = stand->signer->code_size;
    int64_t both = (int64_t)stand->ink_width + CODE_GAP + code;
    Len right = stand->x + stand->width;
    if (stand->beside != NULL || stand->duty != NULL || both > right - stand->stretch.x)
        return false;
    Len rest = both < stand->width ? (Len)(stand->width - both) / 2 : 0;
    stand->room_width = code;
    stand->room_x = right - rest - code;
    stand->ink_x = stand->room_x - CODE_GAP - stand->ink_width;
    return true;
}

static void set_room(Flow *flow, Chunk *chunk, Stand *stand)
{
    const Signer *signer = stand->signer;
    set_box(flow, chunk, stand);
    set_beside(flow, chunk, stand);
    set_ink(stand);
    if (signer->anchor != NULL)
        stand->anchor = text_set(flow->setter, signer->anchor, chunk->block->signature.style, 0,
                                 ALIGN_LEFT, stand->room_width);
    int64_t box = stand->duty != NULL ? BOX_HEIGHT : 0;
    int64_t all = stand->box_above ? box + stand->content : sum_max(box, stand->content);
    if (signer->ink != NULL && stand->content > 0 && !set_ink_beside(stand))
        stand->upper = all + CODE_GAP;
    stand->room = sum_max(stand->upper + signer->space, all > 0 ? all + CODE_GAP : 0);
}

/* Where lines without prefixes begin. */
static Len text_left(const Stand *stand)
{
    return stand->align == ALIGN_LEFT ? stand->left : 0;
}

static void set_stand(Flow *flow, Chunk *chunk, Stand *stand)
{
    const TextStyle *style = chunk->block->signature.style;
    const Signer *signer = stand->signer;
    stand->offices = arena_array(flow->scratch, signer->office_count, sizeof *stand->offices);
    set_prefixes(flow, chunk, stand);
    set_offices(flow, chunk, stand);
    flow_watch(flow, chunk, signer->above);
    flow_watch(flow, chunk, signer->below);
    Len width = stand->width - text_left(stand);
    stand->above = text_set(flow->setter, signer->above, style, 0, stand->align, width);
    stand->below = text_set(flow->setter, signer->below, style, 0, stand->align, width);
    set_room(flow, chunk, stand);
}

/* --- Placing ---------------------------------------------------------------------------------- */

/* Where the signature is put, from the box's top. */
typedef struct Room {
    int64_t top, bottom;
} Room;

/* They are read as one paragraph. */
static void place_offices(Placing *to, const Stand *stand, int64_t y)
{
    bool begun = false;
    for (size_t i = 0; i < stand->signer->office_count; i++) {
        const OfficeLine *line = &stand->offices[i];
        if (line->text->line_count == 0)
            continue;
        if (line->prefix != NULL) {
            add_text(to, line->prefix, stand->office_x - line->prefix_width, y)->joined = begun;
            begun = true;
        }
        add_text(to, line->text, stand->office_x, y)->joined = begun;
        begun = true;
        y += paragraph_height(line->text);
    }
}

/* The picture stands below all texts that come: none is hidden where it has no alpha. A stamp
   reaches as far over the name as it is to, wherever the room begins. Returns where it ends. */
static int64_t place_ink(Placing *to, const Stand *stand, int64_t names)
{
    const SignInk *ink = stand->signer->ink;
    if (ink == NULL)
        return 0;
    Item item = {.kind = ITEM_PICTURE,
                 .x = stand->ink_x,
                 .width = stand->ink_width,
                 .height = stand->ink_height};
    /* A smaller one reaches less far, or stands in the middle of where it would have been. */
    Len below = ink->y + ink->height - stand->signer->space;
    if (below > 0)
        item.y = (Len)(names + (int64_t)below * item.height / ink->height - item.height);
    else
        item.y = (Len)(names + below - ink->height + (ink->height - item.height) / 2);
    item.picture.picture = ink->picture;
    item.picture.alt = ink->alt;
    add_shape(to, item, (Str){0});
    return item.y + item.height;
}

/* The box, at the left. Returns what of the room code and text have. */
static Room place_duty(Placing *to, const Stand *stand, Room room)
{
    static const PathStep steps[] = {PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE};
    enum { POINTS = sizeof steps / sizeof *steps };
    if (stand->duty == NULL)
        return room;
    Item item = {.kind = ITEM_PATH, .x = stand->x, .width = stand->box_width, .height = BOX_HEIGHT};
    int64_t below = stand->box_above ? stand->content : 0;
    item.y = (Len)(room.top + (room.bottom - room.top - BOX_HEIGHT - below) / 2);
    PathPoint *points = arena_array(to->flow->setter->arena, POINTS, sizeof *points);
    for (size_t i = 0; i < POINTS; i++)
        points[i] = (PathPoint){steps[i], i == 1 || i == 2 ? stand->box_width : 0,
                                i == 2 || i == 3 ? BOX_HEIGHT : 0};
    item.path.points = points;
    item.path.count = POINTS;
    item.path.stroke = BOX_LINE;
    add_shape(to, item, (Str){0});
    add_text(to, stand->duty, stand->x, item.y + (BOX_HEIGHT - paragraph_height(stand->duty)) / 2);
    return stand->box_above ? (Room){item.y + BOX_HEIGHT, room.bottom} : room;
}

/* The code and its text, in the middle of the room. */
static void place_code(Placing *to, const Stand *stand, const Room *room)
{
    const Signer *signer = stand->signer;
    int64_t text = paragraph_height(stand->beside);
    Len code = signer->code != NULL ? signer->code_size : 0;
    int64_t height = stand->content;
    int64_t y = room->top + (room->bottom - room->top - height) / 2;
    Len x = stand->room_x;
    if (signer->code != NULL) {
        bool alone = stand->text_below || stand->beside == NULL;
        Len code_x = alone ? x + (stand->room_width - code) / 2 : x;
        Len code_y = (Len)(stand->text_below ? y : y + (height - code) / 2);
        add_shape(to, qr_item(to->flow->setter->arena, signer->code, code_x, code_y, code),
                  signer->code_alt);
        x = alone ? x : x + code + CODE_GAP;
    }
    if (stand->beside != NULL)
        add_text(to, stand->beside, x, stand->text_below ? y + code : y + (height - text) / 2);
}

/* In the middle of the room, or in its corner where more stands there. */
static void place_anchor(Placing *to, const Stand *stand, const Room *room)
{
    if (stand->anchor == NULL)
        return;
    Len x = stand->room_x;
    int64_t y = room->top;
    if (stand->signer->code == NULL && stand->beside == NULL) {
        x += (stand->room_width - stand->anchor->width) / 2;
        y += (room->bottom - room->top - paragraph_height(stand->anchor)) / 2;
    }
    add_text(to, stand->anchor, x, y)->silent = true;
}

/* What the signature would be drawn over. Beside the box for the stamp of a tax there is room,
   where that is wide enough. */
static bool has_room(const Stand *stand)
{
    const Signer *signer = stand->signer;
    return signer->ink == NULL && signer->code == NULL && stand->beside == NULL &&
           stand->anchor == NULL &&
           (stand->duty == NULL || stand->width - stand->box_width - CODE_GAP >= LEAST_TEXT);
}

static void place_field(Placing *to, const Stand *stand, const Room *room)
{
    if (stand->signer->field.name.size == 0)
        return;
    Item item = {.kind = ITEM_FIELD,
                 .x = stand->x,
                 .y = (Len)room->top,
                 .width = stand->width,
                 .height = (Len)(room->bottom - room->top)};
    item.field = stand->signer->field;
    item.field.taken = !has_room(stand);
    if (stand->duty != NULL && !item.field.taken) {
        item.x += stand->box_width + CODE_GAP;
        item.width -= stand->box_width + CODE_GAP;
    }
    add_shape(to, item, (Str){0});
}

/* `offices`: where they begin; `names`: where the room ends. Returns where the signer ends. */
static int64_t place_stand(Placing *to, const Stand *stand, int64_t offices, int64_t names)
{
    Room room = {offices + stand->office, names};
    Room upper = stand->upper > 0 ? (Room){room.top, room.top + stand->upper} : room;
    Len x = stand->x + text_left(stand);
    add_text(to, stand->above, x, offices - paragraph_height(stand->above));
    place_offices(to, stand, offices);
    int64_t ink = place_ink(to, stand, names);
    Room rest = place_duty(to, stand, upper);
    place_anchor(to, stand, &rest);
    place_code(to, stand, &rest);
    place_field(to, stand, &room);
    add_text(to, stand->below, x, names);
    return sum_max(names + paragraph_height(stand->below), ink);
}

/* --- The block -------------------------------------------------------------------------------- */

static Stand *set_stands(Flow *flow, Chunk *chunk)
{
    const Signature *signature = &chunk->block->signature;
    size_t count = signature->signer_count;
    Stand *stands = arena_array(flow->scratch, count, sizeof *stands);
    Len columns = count == 1 && !signature->whole ? 2 : (Len)count;
    Len width = (chunk->width - (columns - 1) * GAP) / columns;
    for (size_t i = 0; i < count; i++) {
        Len column = columns > (Len)count ? columns - 1 : (Len)i;
        stands[i].signer = &signature->signers[i];
        stands[i].x = chunk->x + column * (width + GAP);
        stands[i].width = width;
        stands[i].stretch =
            count == 1 ? (Stretch){chunk->x, chunk->width} : (Stretch){stands[i].x, width};
        stands[i].align = signature->style->align == ALIGN_LEFT ? ALIGN_LEFT : ALIGN_CENTRE;
        set_stand(flow, chunk, &stands[i]);
    }
    return stands;
}

static Placing placing_new(Flow *flow, const Stand *stands, size_t count)
{
    enum { TEXTS = 5 }; /* of a signer at most, beside the lines of its office */
    Placing to = {.flow = flow, .box = arena_alloc(flow->scratch, sizeof *to.box)};
    size_t texts = TEXTS * count;
    for (size_t i = 0; i < count; i++)
        texts += 2 * stands[i].signer->office_count;
    to.box->parts = arena_array(flow->scratch, texts, sizeof *to.box->parts);
    to.shapes = arena_array(flow->scratch, ITEMS * count, sizeof *to.shapes);
    to.alts = arena_array(flow->scratch, ITEMS * count, sizeof *to.alts);
    to.box->shapes = to.shapes;
    to.box->alts = to.alts;
    return to;
}

/* Offices stand at one height, and so do names. */
static int64_t place_stands(Placing *to, const Stand *stands, size_t count)
{
    int64_t offices = 0;
    int64_t names = 0;
    int64_t height = 0;
    for (size_t i = 0; i < count; i++)
        offices = sum_max(offices, paragraph_height(stands[i].above));
    for (size_t i = 0; i < count; i++)
        names = sum_max(names, offices + stands[i].office + stands[i].room);
    for (size_t i = 0; i < count; i++)
        height = sum_max(height, place_stand(to, &stands[i], offices, names));
    return height;
}

void set_signature(Flow *flow, Chunk *chunk)
{
    const Signature *signature = &chunk->block->signature;
    if (signature->signer_count == 0)
        return;
    const Stand *stands = set_stands(flow, chunk);
    Placing to = placing_new(flow, stands, signature->signer_count);
    Slab *slab = flow_slabs(flow, chunk, 1);
    slab->kind = SLAB_BOX;
    slab->box = to.box;
    slab->height = place_stands(&to, stands, signature->signer_count);
    slab->before = signature->style->before;
    slab->after = signature->style->after;
    slab->needs_text = true;
}
