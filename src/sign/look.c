/*
 * What is seen of a signature: a small document that the pipeline sets, as large as the field. What
 * does not fit is set smaller, and where it would be too small to read, less is said.
 */
#include "sign/look.h"

enum {
    POINT = 1000,
    LARGEST = 9 * POINT,
    SMALLEST = 5 * POINT,
    STEP = POINT / 2,
    LEADING = 115,        /* percent of the size */
    LARGEST_CODE = 85039, /* 30 mm */
    AIR = 12,             /* a share of the field's height that stays free, */
    LOW = 30 * POINT,     /* but for low fields */
    LOWEST = 100 * POINT,
    PROBE = 1000 * POINT, /* a page that all fits on */
    WIDER = 5 * POINT,    /* steps of the search for a field that is large enough */
};

/* How large the code is. */
typedef enum CodeExtent {
    CODE_NONE,
    CODE_LEAST, /* as small as can be read */
    CODE_LARGE,
} CodeExtent;

/* What is said, from all to the least. */
typedef struct Extent {
    bool label, office, date;
    CodeExtent code;
} Extent;

static const Extent extents[] = {
    {true, true, true, CODE_LARGE},    {true, false, true, CODE_LARGE},
    {false, false, true, CODE_LARGE},  {false, false, true, CODE_LEAST},
    {false, false, false, CODE_LEAST}, {true, true, true, CODE_NONE},
    {true, false, true, CODE_NONE},    {false, false, true, CODE_NONE},
    {false, false, false, CODE_NONE},
};

typedef struct Setting {
    Arena *arena;
    Diags *diags;
    const LookPlan *plan;
    Extent extent;
    Len size;          /* of letters */
    Len width, height; /* of the page */
} Setting;

static Span *add_span(Arena *arena, Span **end, SpanKind kind, uint8_t style, Str text)
{
    Span *span = arena_alloc(arena, sizeof *span);
    *span = (Span){.kind = kind, .style = style, .text = text};
    *end = span;
    return span;
}

static const Span *make_text(const Setting *setting)
{
    const LookPlan *plan = setting->plan;
    const struct {
        bool said;
        uint8_t style;
        Str text;
    } lines[] = {
        {setting->extent.label, 0, STR("Ditandatangani secara elektronik oleh:")},
        {setting->extent.office, 0, plan->office},
        {true, TEXT_BOLD, plan->name},
        {setting->extent.date, 0, plan->date},
    };
    Span *first = NULL;
    Span **end = &first;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (!lines[i].said || lines[i].text.size == 0)
            continue;
        if (first != NULL)
            end = &add_span(setting->arena, end, SPAN_BREAK, 0, (Str){NULL, 0})->next;
        end = &add_span(setting->arena, end, SPAN_TEXT, lines[i].style, lines[i].text)->next;
    }
    return first;
}

static TextStyle *make_style(const Setting *setting)
{
    TextStyle *style = arena_alloc(setting->arena, sizeof *style);
    *style = (TextStyle){
        .family = STR("Liberation Sans"),
        .size = setting->size,
        .leading = setting->size * LEADING / 100,
        .align = ALIGN_LEFT,
    };
    return style;
}

/* What is left between the texts above and below the field. */
static Len usable_height(const Setting *setting)
{
    return setting->height < LOW ? setting->height : setting->height - setting->height / AIR;
}

/* The side of the code's square. */
static Len code_size(const Setting *setting)
{
    if (setting->extent.code == CODE_LEAST)
        return qr_least(setting->arena, setting->plan->qr);
    Len most = setting->width * 2 / 5;
    Len height = usable_height(setting);
    most = most < height ? most : height;
    return most < LARGEST_CODE ? most : LARGEST_CODE;
}

/* False where the code would be too small to be read. */
static bool make_signer(const Setting *setting, Signer *signer)
{
    *signer = (Signer){
        .space = setting->height,
        .beside = make_text(setting),
    };
    if (setting->extent.code == CODE_NONE)
        return true;
    signer->code_size = code_size(setting);
    signer->code =
        qr_encode(setting->arena, setting->diags, setting->plan->qr, signer->code_size, (Place){0});
    return signer->code != NULL;
}

static Layout *set(const Setting *setting)
{
    Arena *arena = setting->arena;
    PageStyle *page = arena_alloc(arena, sizeof *page);
    /* Pages as low as some fields are not set: what is below is cut off. */
    *page = (PageStyle){
        .width = setting->width,
        .height = setting->height < LOWEST ? LOWEST : setting->height,
    };
    Signer *signer = arena_alloc(arena, sizeof *signer);
    if (!make_signer(setting, signer))
        return NULL;
    Block *blocks = arena_array(arena, 2, sizeof *blocks);
    blocks[0] = (Block){.next = &blocks[1], .kind = BLOCK_PAGE, .page = {.style = page}};
    const TextStyle *style = make_style(setting);
    blocks[1] = (Block){
        .kind = BLOCK_SIGNATURE,
        .signature =
            {.signers = signer, .signer_count = 1, .style = style, .small = style, .whole = true},
    };
    const Doc doc = {.first = blocks};
    Layout *layout = layout_build(arena, setting->diags, setting->plan->fonts, NULL, &doc);
    if (layout != NULL && layout->page_count > 0)
        layout->pages[0].height = setting->height;
    return layout;
}

static Len top_of(const Item *item)
{
    return item->kind == ITEM_RUN ? item->y - item->run.size * 9 / 10 : item->y;
}

static Len bottom_of(const Item *item)
{
    return item->y + (item->kind == ITEM_RUN ? item->run.size / 4 : item->height);
}

/* Moves all that is seen to the middle of the height. False where it does not fit on one page. */
static bool fit(const Setting *setting, const Layout *layout)
{
    if (layout == NULL || layout->page_count != 1 ||
        diags_count(setting->diags, SEVERITY_WARNING) > 0)
        return false;
    const Page *page = &layout->pages[0];
    Len top = INT32_MAX;
    Len bottom = INT32_MIN;
    for (size_t i = 0; i < page->item_count; i++) {
        const Item *item = &page->items[i];
        if (item->x < 0 || item->x + item->width > setting->width)
            return false;
        top = top_of(item) < top ? top_of(item) : top;
        bottom = bottom_of(item) > bottom ? bottom_of(item) : bottom;
    }
    if (page->item_count == 0 || bottom - top > usable_height(setting))
        return false;
    for (size_t i = 0; i < page->item_count; i++)
        page->items[i].y += (setting->height - (bottom - top)) / 2 - top;
    return true;
}

/* The first extent and the largest letters that fit. */
static Layout *find_fit(Arena *arena, const LookPlan *plan, LookFit *fits)
{
    for (size_t i = 0; i < sizeof extents / sizeof *extents; i++) {
        if (extents[i].code != CODE_NONE && plan->qr.size == 0)
            continue;
        for (Len size = LARGEST; size >= SMALLEST; size -= STEP) {
            const Setting setting = {
                arena, diags_new(arena), plan, extents[i], size, plan->width, plan->height,
            };
            Layout *layout = set(&setting);
            if (fit(&setting, layout)) {
                *fits = plan->qr.size > 0 && extents[i].code == CODE_NONE ? LOOK_WITHOUT_CODE
                                                                          : LOOK_FITS;
                return layout;
            }
            layout_end(layout);
        }
    }
    *fits = LOOK_EMPTY;
    return NULL;
}

/* The smallest field that is not smaller than this one and has room for name and code. */
static LookSize find_size(Arena *arena, const LookPlan *plan)
{
    Len height = qr_least(arena, plan->qr) * AIR / (AIR - 1) + POINT;
    LookSize size = {plan->width, plan->height > height ? plan->height : height};
    for (; size.width < PROBE; size.width += WIDER) {
        const Setting setting = {arena,    diags_new(arena), plan,       {.code = CODE_LEAST},
                                 SMALLEST, size.width,       size.height};
        Layout *layout = set(&setting);
        bool good = fit(&setting, layout);
        layout_end(layout);
        if (good)
            break;
    }
    return size;
}

PdfFile *look_typeset(Arena *arena, Diags *diags, const LookPlan *plan, LookFit *fits,
                      LookSize *needed)
{
    /* A character that no font has would be an error however large the field is, and so would a
       text that no code holds. */
    const Setting probe = {
        arena,    diags, plan, {true, true, true, plan->qr.size > 0 ? CODE_LARGE : CODE_NONE},
        SMALLEST, PROBE, PROBE};
    size_t before = diags_count(diags, SEVERITY_ERROR);
    Layout *layout = set(&probe);
    layout_end(layout);
    *fits = LOOK_FITS;
    if (layout == NULL || diags_count(diags, SEVERITY_ERROR) > before)
        return NULL;
    layout = find_fit(arena, plan, fits);
    if (*fits == LOOK_WITHOUT_CODE)
        *needed = find_size(arena, plan);
    return layout != NULL ? overlay_open(arena, diags, layout) : NULL;
}

/* --- The office ------------------------------------------------------------------------------- */

/* "S.E.", "M.M", "CA": what follows a name behind a comma and is no office. */
static bool is_degree(Str part)
{
    enum { SHORT = 4 };
    Str start = str_slice(part, 0, part.size < SHORT ? part.size : SHORT);
    return part.size <= SHORT || str_find(start, ".", 0) != SIZE_MAX;
}

Str look_office(Arena *arena, Str purpose, Str name)
{
    static const char begins[] = "Tanda tangan ";
    if (!str_starts(purpose, begins))
        return (Str){NULL, 0};
    Str rest = str_slice(purpose, sizeof begins - 1, purpose.size);
    Str both = str_format(arena, "%.*s, ", STR_ARG(name));
    if (str_starts(rest, both.at))
        return str_slice(rest, both.size, rest.size);
    size_t comma = str_find(rest, ", ", 0);
    while (comma != SIZE_MAX) {
        Str behind = str_slice(rest, comma + 2, rest.size);
        size_t next = str_find(behind, ", ", 0);
        if (!is_degree(str_slice(behind, 0, next == SIZE_MAX ? behind.size : next)))
            return behind;
        comma = next == SIZE_MAX ? SIZE_MAX : comma + 2 + next;
    }
    return (Str){NULL, 0};
}
