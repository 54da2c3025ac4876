/*
 * New fields that are seen in a tagged PDF: Form elements at the end of the document's structure
 * (ISO 32000-1, 14.7.2 to 14.7.4). Once somebody has signed, the structure stays as it is.
 */
#include "sign/signing.h"

enum { DEEPEST_TREE = 32 };

typedef struct Tagging {
    Signing *signing;
    PdfFile *file;
    const PdfValue *root; /* the structure's */
    uint32_t root_number;
    NewField **fields;  /* those that are seen */
    uint32_t *elements; /* of them */
    size_t count;
} Tagging;

static bool is_unsigned(const Form *form)
{
    for (size_t i = 0; i < form->count; i++)
        if (form->fields[i].value->kind == PDF_DICT)
            return false;
    return true;
}

/* --- The tree of parents ---------------------------------------------------------------------- */

/* One more than the last key; -1 where the tree cannot be read. */
static int64_t next_key(PdfFile *file, const PdfValue *node)
{
    for (int depth = 0; depth < DEEPEST_TREE; depth++) {
        const PdfValue *numbers = pdf_get(file, node, "Nums");
        const PdfValue *kids = pdf_get(file, node, "Kids");
        if (kids->kind == PDF_ARRAY && kids->count > 0) {
            node = pdf_item(file, kids, kids->count - 1);
            continue;
        }
        if (numbers->kind != PDF_ARRAY)
            return -1;
        if (numbers->count < 2)
            return 0;
        int64_t last = pdf_integer(pdf_item(file, numbers, numbers->count - 2), -2);
        return last >= 0 && last < INT32_MAX ? last + 1 : -1;
    }
    return -1;
}

/* The root of the tree with more: pairs of its own, or a kid that holds them. */
static Str make_parents(const Tagging *tagging, const PdfValue *tree)
{
    static const char *const grown[] = {"Kids", "Nums", NULL};
    Update *update = tagging->signing->update;
    const PdfValue *kids = pdf_get(tagging->file, tree, "Kids");
    bool has_kids = kids->kind == PDF_ARRAY && kids->count > 0;
    const PdfValue *items = has_kids ? kids : pdf_get(tagging->file, tree, "Nums");
    Buf pairs = {.arena = tagging->signing->arena};
    for (size_t i = 0; i < tagging->count; i++) {
        append_integer(&pairs, tagging->fields[i]->key);
        buf_byte(&pairs, ' ');
        append_reference(&pairs, tagging->elements[i]);
        buf_byte(&pairs, ' ');
    }
    Buf out = {.arena = tagging->signing->arena};
    buf_text(&out, "<<");
    append_entries(&out, tree, grown);
    buf_text(&out, has_kids ? "/Kids [" : "/Nums [");
    for (size_t i = 0; i < items->count; i++) {
        append_value(&out, &items->items[i]);
        buf_byte(&out, ' ');
    }
    if (has_kids) {
        Str node = str_format(tagging->signing->arena, "<</Limits [%lld %lld]\n/Nums [%.*s]>>",
                              (long long)tagging->fields[0]->key,
                              (long long)tagging->fields[tagging->count - 1]->key,
                              STR_ARG(buf_str(&pairs)));
        append_reference(&out, update_add(update, node));
    } else {
        buf_add(&out, buf_str(&pairs));
    }
    buf_text(&out, "]>>");
    return buf_str(&out);
}

/* --- Elements --------------------------------------------------------------------------------- */

/* "/K [...]" with what was there and the new elements. */
static void put_kids(const Tagging *tagging, const PdfValue *parent, Buf *out)
{
    const PdfValue *entry = pdf_entry(parent, "K");
    const PdfValue *kids = entry != NULL ? pdf_resolve(tagging->file, entry) : &(PdfValue){0};
    buf_text(out, "/K [");
    for (size_t i = 0; kids->kind == PDF_ARRAY && i < kids->count; i++) {
        append_value(out, &kids->items[i]);
        buf_byte(out, ' ');
    }
    if (entry != NULL && kids->kind != PDF_ARRAY && kids->kind != PDF_NULL) {
        append_value(out, entry);
        buf_byte(out, ' ');
    }
    for (size_t i = 0; i < tagging->count; i++) {
        append_reference(out, tagging->elements[i]);
        buf_byte(out, ' ');
    }
    buf_text(out, "]\n");
}

/* The one element below the root, mostly /Document; 0 where there are several, or none. */
static uint32_t find_document(const Tagging *tagging)
{
    const PdfValue *entry = pdf_entry(tagging->root, "K");
    if (entry == NULL)
        return 0;
    const PdfValue *kids = pdf_resolve(tagging->file, entry);
    if (kids->kind == PDF_ARRAY && kids->count == 1)
        entry = &kids->items[0];
    if (entry->kind != PDF_REFERENCE || pdf_resolve(tagging->file, entry)->kind != PDF_DICT)
        return 0;
    return entry->number;
}

static void put_element(const Tagging *tagging, size_t nth, uint32_t parent)
{
    const NewField *field = tagging->fields[nth];
    Buf out = {.arena = tagging->signing->arena};
    buf_text(&out, "<</Type /StructElem\n/S /Form\n/P ");
    append_reference(&out, parent);
    buf_text(&out, "\n/Pg ");
    append_reference(&out, field->page->number);
    buf_text(&out, "\n/K <</Type /OBJR\n/Obj ");
    append_reference(&out, field->number);
    buf_text(&out, "\n/Pg ");
    append_reference(&out, field->page->number);
    buf_text(&out, ">>>>");
    update_put(tagging->signing->update, tagging->elements[nth], buf_str(&out));
}

static void change_document(const Tagging *tagging, uint32_t number)
{
    static const char *const grown[] = {"K", NULL};
    const PdfValue *document = &pdf_object(tagging->file, number)->value;
    Buf out = {.arena = tagging->signing->arena};
    buf_text(&out, "<<");
    append_entries(&out, document, grown);
    put_kids(tagging, document, &out);
    buf_text(&out, ">>");
    update_put(tagging->signing->update, number, buf_str(&out));
}

static void change_root(const Tagging *tagging, bool holds_element)
{
    static const char *const grown[] = {"K", "ParentTree", "ParentTreeNextKey", NULL};
    Update *update = tagging->signing->update;
    const PdfValue *entry = pdf_entry(tagging->root, "ParentTree");
    Str parents = make_parents(tagging, pdf_resolve(tagging->file, entry));
    Buf out = {.arena = tagging->signing->arena};
    buf_text(&out, "<<");
    append_entries(&out, tagging->root, grown);
    if (holds_element) {
        put_kids(tagging, tagging->root, &out);
    } else {
        buf_text(&out, "/K ");
        append_value(&out, pdf_entry(tagging->root, "K"));
        buf_byte(&out, '\n');
    }
    buf_text(&out, "/ParentTree ");
    if (entry->kind == PDF_REFERENCE) {
        append_value(&out, entry);
        update_put(update, entry->number, parents);
    } else {
        buf_add(&out, parents);
    }
    buf_format(&out, "\n/ParentTreeNextKey %lld>>",
               (long long)tagging->fields[tagging->count - 1]->key + 1);
    update_put(update, tagging->root_number, buf_str(&out));
}

/* The first of the keys that nobody has; -1 where the tree cannot be read. */
static int64_t first_key(const Tagging *tagging)
{
    int64_t key = next_key(tagging->file, pdf_get(tagging->file, tagging->root, "ParentTree"));
    int64_t said = pdf_integer(pdf_get(tagging->file, tagging->root, "ParentTreeNextKey"), 0);
    if (key < 0 || said > INT32_MAX)
        return -1;
    return said > key ? said : key;
}

static void collect(Tagging *tagging, int64_t key)
{
    Signing *signing = tagging->signing;
    tagging->fields = arena_array(signing->arena, signing->added_count, sizeof(NewField *));
    tagging->elements =
        arena_array(signing->arena, signing->added_count, sizeof *tagging->elements);
    for (size_t i = 0; i < signing->added_count; i++) {
        if (!signing->added[i].seen)
            continue;
        signing->added[i].key = key++;
        tagging->fields[tagging->count] = &signing->added[i];
        tagging->elements[tagging->count++] = update_number(signing->update);
    }
}

void signing_tag(Signing *signing)
{
    PdfFile *file = signing->form.file;
    const PdfValue *entry = pdf_entry(signing->form.catalog, "StructTreeRoot");
    if (entry == NULL || entry->kind != PDF_REFERENCE || !is_unsigned(&signing->form))
        return;
    Tagging tagging = {
        .signing = signing,
        .file = file,
        .root = pdf_resolve(file, entry),
        .root_number = entry->number,
    };
    int64_t key = -1;
    if (tagging.root->kind == PDF_DICT && pdf_entry(tagging.root, "ParentTree") != NULL)
        key = first_key(&tagging);
    if (key >= 0)
        collect(&tagging, key);
    if (tagging.count == 0)
        return;
    uint32_t document = find_document(&tagging);
    for (size_t i = 0; i < tagging.count; i++)
        put_element(&tagging, i, document != 0 ? document : tagging.root_number);
    if (document != 0)
        change_document(&tagging, document);
    change_root(&tagging, document == 0);
}
