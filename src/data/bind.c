/* Binding a tree to a record type: every value checked, all problems told. */
#include "data/schema.h"
#include "data/source.h"
#include "data/tree.h"

#include <stdlib.h>

typedef struct Binder {
    Schema *schema;
    Arena *arena;
    Diags *diags;
    int64_t year;     /* of the report; 0 where there is none */
    const Node *tree; /* all that is bound */
    size_t made;      /* records that were made up, */
    size_t most_made; /* and how many may be; 0 as long as nobody needs to know */
    bool told;        /* that these were too many */
    PlaceMemo memo;   /* for messages that need the text at a place */
} Binder;

/* Where a record stands. */
typedef struct Position {
    Record *parent;
    const Field *field;
    int64_t number;
} Position;

static Record *bind_record(Binder *binder, const RecordType *type, const Node *node,
                           Position position);

static const Value missing = {.kind = VALUE_MISSING};

/* A file of another kind has so many errors that their hints would fill the memory, unread. */
enum { MOST_HINTED = 1000 };

static bool is_flood(const Binder *binder)
{
    return diags_count(binder->diags, SEVERITY_ERROR) >= MOST_HINTED;
}

static const char *known_fields(Binder *binder, const RecordType *type)
{
    size_t count = 0;
    if (is_flood(binder))
        return NULL;
    const Str *names = schema_field_names(binder->arena, type, &count);
    return list_names(binder->arena, "its fields:", names, count);
}

/* "field: WANTED is expected, not a map". */
static Value wrong_kind(Binder *binder, const Field *field, const Node *node, const char *wanted,
                        const char *hint)
{
    diag(binder->diags, SEVERITY_ERROR, node->place, hint, "%.*s: %s is expected, not %s",
         STR_ARG(field->name), wanted, node_kind_name(node->kind));
    return missing;
}

/* A text of the tree that lives as long as the record: as the source does, or copied. */
static Str keep_text(const Binder *binder, Str text, Place place)
{
    const Source *source = place.source;
    bool in_source = source != NULL && text.at >= source->text.at &&
                     text.at < source->text.at + source->text.size;
    bool noted = binder->schema->texts.noted && source != NULL && text.size > 0;
    if (in_source && noted)
        texts_note_source(binder->schema, source);
    if (in_source)
        return text;
    Str copy = str_copy(binder->arena, text);
    if (noted)
        texts_note_copy(binder->schema, copy.at, place);
    return copy;
}

/* --- Values ---------------------------------------------------------------------------------- */

/* True when the node is written as [...], perhaps behind an anchor. */
static bool is_bracketed(Binder *binder, const Node *node)
{
    size_t at = 0;
    if (node->place.source == NULL || !place_offset(&binder->memo, node->place, &at))
        return false;
    Str text = node->place.source->text;
    while (at < text.size && text.at[at] == '&') {
        while (at < text.size && !is_blank(text.at[at]))
            at++;
        at = skip_blank(text, at);
    }
    return at < text.size && text.at[at] == '[';
}

/* What a single value may be told where a list or map was written. */
static const char *single_hint(Binder *binder, const Node *node)
{
    int64_t year = 0;
    if (node->kind == NODE_MAP && node->count > 0 && year_read(node->members[0].key, &year))
        return "this field has one value, not one per year";
    if (node->kind != NODE_LIST)
        return NULL;
    return is_bracketed(binder, node) ? "write one value, without '[' and ']'"
                                      : "write one value, without '-' (in XML: without <butir>)";
}

/* One value of the field, whatever its shape; the node is not NODE_NULL, unless for a record. */
static Value bind_single(Binder *binder, const Field *field, const Node *node, Record *holder,
                         int64_t number)
{
    if (field->kind == FIELD_RECORD) {
        Record *record =
            bind_record(binder, field->record, node, (Position){holder, field, number});
        return record != NULL ? (Value){.kind = VALUE_RECORD, .record = record} : missing;
    }
    if (node->kind == NODE_NULL)
        return missing;
    if (node->kind != NODE_TEXT)
        return wrong_kind(binder, field, node, "a single value", single_hint(binder, node));
    Value value = scalar_read(binder->arena, binder->diags, field, node);
    if (value.kind == VALUE_TEXT)
        value.text = keep_text(binder, value.text, node->place);
    return value;
}

static Value bind_one(Binder *binder, const Field *field, const Node *node, Record *holder)
{
    return bind_single(binder, field, node, holder, 1);
}

static Value bind_list(Binder *binder, const Field *field, const Node *node, Record *holder)
{
    if (node->kind != NODE_LIST)
        return wrong_kind(binder, field, node, "a list",
                          "begin each item with '- ' (in XML: put it into <butir>)");
    List *list = arena_alloc(binder->arena, sizeof *list);
    list->items = arena_array(binder->arena, node->count, sizeof *list->items);
    for (size_t i = 0; i < node->count; i++) {
        const Node *item = node->items[i];
        if (item->kind == NODE_NULL)
            diag(binder->diags, SEVERITY_ERROR, item->place, "fill it in or remove it",
                 "%.*s: an item of the list is empty", STR_ARG(field->name));
        else
            list->items[list->count] =
                bind_single(binder, field, item, holder, (int64_t)list->count + 1);
        if (list->items[list->count].kind != VALUE_MISSING)
            list->count++;
    }
    return (Value){.kind = VALUE_LIST, .list = list};
}

/* Every member becomes an entry, MISSING where it is empty or wrong. */
static Value bind_map(Binder *binder, const Field *field, const Node *node, Record *holder)
{
    if (node->kind != NODE_MAP)
        return wrong_kind(binder, field, node, "a map", "write each entry as 'name: value'");
    Map *map = arena_alloc(binder->arena, sizeof *map);
    map->entries = arena_array(binder->arena, node->count, sizeof *map->entries);
    map->count = node->count;
    for (size_t i = 0; i < node->count; i++) {
        const Member *member = &node->members[i];
        map->entries[i].key = keep_text(binder, member->key, member->key_place);
        map->entries[i].value = bind_single(binder, field, member->value, holder, (int64_t)i + 1);
    }
    return (Value){.kind = VALUE_MAP, .map = map};
}

static int compare_years(const void *left, const void *right)
{
    const Entry *a = left;
    const Entry *b = right;
    return (a->year > b->year) - (a->year < b->year);
}

/* True when the node gives values by year, rather than one value for the report's year. */
static bool is_by_year(const Field *field, const Node *node)
{
    int64_t year = 0;
    if (node->kind != NODE_MAP)
        return false;
    return field->kind != FIELD_RECORD ||
           (node->count > 0 && year_read(node->members[0].key, &year));
}

static Value bind_this_year(Binder *binder, const Field *field, const Node *node, Record *holder)
{
    if (binder->year == 0) {
        diag(binder->diags, SEVERITY_ERROR, node->place, "write 'year: value'",
             "%.*s: it is not known for which year this is", STR_ARG(field->name));
        return missing;
    }
    Value value = bind_single(binder, field, node, holder, 1);
    if (value.kind == VALUE_MISSING)
        return missing;
    Map *map = arena_alloc(binder->arena, sizeof *map);
    map->count = 1;
    map->entries = arena_alloc(binder->arena, sizeof *map->entries);
    map->entries[0].key = str_format(binder->arena, "%lld", (long long)binder->year);
    map->entries[0].year = binder->year;
    map->entries[0].value = value;
    return (Value){.kind = VALUE_MAP, .map = map};
}

static Value bind_per_year(Binder *binder, const Field *field, const Node *node, Record *holder)
{
    if (!is_by_year(field, node))
        return bind_this_year(binder, field, node, holder);
    Map *map = arena_alloc(binder->arena, sizeof *map);
    map->entries = arena_array(binder->arena, node->count, sizeof *map->entries);
    bool sorted = true;
    for (size_t i = 0; i < node->count; i++) {
        const Member *member = &node->members[i];
        Entry *entry = &map->entries[map->count];
        if (!year_read(member->key, &entry->year)) {
            diag(binder->diags, SEVERITY_ERROR, member->key_place,
                 "write the values by year: {2016: 10, 2017: 12}", "%.*s: '%.*s' is not a year",
                 STR_ARG(field->name), STR_ARG(member->key));
            continue;
        }
        if (member->value->kind == NODE_NULL)
            continue;
        entry->key = keep_text(binder, member->key, member->key_place);
        entry->value = bind_single(binder, field, member->value, holder, 1);
        sorted = sorted && (map->count == 0 || entry[-1].year < entry->year);
        map->count += entry->value.kind != VALUE_MISSING;
    }
    if (!sorted)
        qsort(map->entries, map->count, sizeof *map->entries, compare_years);
    return (Value){.kind = VALUE_MAP, .map = map};
}

static Value bind_value(Binder *binder, const Field *field, const Node *node, Record *holder)
{
    static Value (*const binders[])(Binder * binder, const Field *field, const Node *node,
                                    Record *holder) = {
        [SHAPE_ONE] = bind_one,
        [SHAPE_LIST] = bind_list,
        [SHAPE_MAP] = bind_map,
        [SHAPE_PER_YEAR] = bind_per_year,
    };
    return node->kind == NODE_NULL ? missing : binders[field->shape](binder, field, node, holder);
}

/* --- Records --------------------------------------------------------------------------------- */

static Record *new_record(Binder *binder, const RecordType *type, const Node *node,
                          Position position)
{
    Record *record = arena_alloc(binder->arena, sizeof *record);
    record->type = type;
    record->parent = position.parent;
    record->field = position.field;
    record->position = position.number;
    record->node = node;
    record->made_up = node == NULL;
    binder->made += node == NULL;
    record->place = node != NULL ? node->place : (Place){0};
    record->values = arena_array(binder->arena, type->field_count, sizeof *record->values);
    *type_decl_const(type)->bound = true;
    return record;
}

/* Puts a value that was given where it belongs: a computed field's is only stated. */
static void put_value(Binder *binder, Record *record, const Field *field, Value value)
{
    if (!field->computed) {
        record->values[field->index] = value;
        return;
    }
    if (value.kind == VALUE_MISSING)
        return;
    Stated *stated = arena_alloc(binder->arena, sizeof *stated);
    *stated = (Stated){record->stated, field, value};
    record->stated = stated;
}

/* The field of the type whose records have a field of the name; NULL: none, or several. */
static const Field *field_with(const RecordType *type, Str name)
{
    const Field *found = NULL;
    for (size_t i = 0; i < type->field_count; i++) {
        const Field *field = type->fields[i];
        if (field->record == NULL || schema_field(field->record, name) == NULL)
            continue;
        if (found != NULL)
            return NULL;
        found = field;
    }
    return found;
}

static const char *hint_unknown(Binder *binder, const RecordType *type, const Member *member)
{
    size_t count = 0;
    if (is_flood(binder))
        return NULL;
    /* {arti: one, two}: the rest of a text that was cut at its comma. */
    if (member->value->kind == NODE_NULL && str_find(member->key, " ", 0) != SIZE_MAX)
        return "within {...} text that holds a comma needs quotes";
    const Field *inner = field_with(type, member->key);
    if (inner != NULL)
        return str_format(binder->arena, "it is a field of what stands in '%.*s'",
                          STR_ARG(inner->name))
            .at;
    const Str *names = schema_field_names(binder->arena, type, &count);
    return suggest(binder->arena, member->key, names, count, "its fields:");
}

static void report_unknown(Binder *binder, const RecordType *type, const Member *member)
{
    const char *hint = hint_unknown(binder, type, member);
    diag(binder->diags, SEVERITY_ERROR, member->key_place, hint, "unknown field '%.*s' in '%.*s'",
         STR_ARG(member->key), STR_ARG(type->name));
}

static void bind_members(Binder *binder, Record *record, const Node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        const Member *member = &node->members[i];
        const Field *field = schema_field(record->type, member->key);
        if (field != NULL)
            put_value(binder, record, field, bind_value(binder, field, member->value, record));
        else
            report_unknown(binder, record->type, member);
    }
}

/* Tells that a required field is not there, or has nothing in it. */
static void report_required(Binder *binder, const Record *record, const Field *field)
{
    const Node *given = node_member(record->node, field->name);
    Str hint = field->meaning.size > 0 ? str_format(binder->arena, "%.*s: %.*s",
                                                    STR_ARG(field->name), STR_ARG(field->meaning))
                                       : (Str){NULL, 0};
    if (given == NULL)
        diag(binder->diags, SEVERITY_ERROR, record->node->place, hint.at,
             "'%.*s' is missing in '%.*s'", STR_ARG(field->name), STR_ARG(record->type->name));
    else if (given->kind == NODE_NULL || (given->kind == NODE_TEXT && given->text.size == 0))
        diag(binder->diags, SEVERITY_ERROR, given->place, hint.at, "'%.*s' is empty",
             STR_ARG(field->name));
}

/* True when making up a record of the type within this one would never end. */
static bool is_made_up_within(const Record *record, const RecordType *type)
{
    for (; record != NULL && record->made_up; record = record->parent)
        if (record->type == type)
            return true;
    return false;
}

/* How many records the tree may give: its maps, and the items of its lists. */
static size_t count_given(const Node *node)
{
    size_t count = node->kind == NODE_MAP;
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++)
        count += count_given(node->members[i].value);
    for (size_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
        count += node->items[i]->kind == NODE_MAP ? count_given(node->items[i]) : 1;
    return count;
}

/* Types that hold each other twice and more make a tree of them: its size doubles with each. False
   after the error, which is said once. */
static bool may_make_up(Binder *binder, const Record *record, const Field *field)
{
    if (binder->made < DATA_MAX_MADE_UP)
        return true;
    if (binder->most_made == 0)
        binder->most_made = DATA_MAX_MADE_UP + DATA_MADE_UP_PER_RECORD * count_given(binder->tree);
    if (binder->made < binder->most_made)
        return true;
    while (record->made_up && record->parent != NULL)
        record = record->parent;
    if (!binder->told)
        diag(binder->diags, SEVERITY_ERROR, record->place,
             "in the schema let fewer types hold each other, or fewer of them have computed fields",
             "more than %zu records that the data do not give are computed, such as '%.*s'",
             binder->most_made, STR_ARG(field->name));
    binder->told = true;
    return false;
}

static void make_up(Binder *binder, Record *record, const Field *field);

/* After the given values: defaults, what is computed, what is missing. */
static void complete(Binder *binder, Record *record)
{
    const RecordType *type = record->type;
    for (size_t i = 0; i < type->field_count; i++) {
        const Field *field = type->fields[i];
        Value *value = &record->values[i];
        if (field->computed) {
            value->kind = VALUE_PENDING;
            continue;
        }
        bool empty =
            value->kind == VALUE_MISSING || (value->kind == VALUE_TEXT && value->text.size == 0);
        if (field->required && empty && record->node != NULL && !binder->schema->partial)
            report_required(binder, record, field);
        if (value->kind != VALUE_MISSING)
            continue;
        *value = field->otherwise;
        if (field->record != NULL && field->shape == SHAPE_ONE)
            make_up(binder, record, field);
    }
}

static void make_up(Binder *binder, Record *record, const Field *field)
{
    const RecordType *type = field->record;
    if (!type_decl_const(type)->made_up || is_made_up_within(record, type) ||
        !may_make_up(binder, record, field))
        return;
    Record *made = new_record(binder, type, NULL, (Position){record, field, 1});
    complete(binder, made);
    record->values[field->index] = (Value){.kind = VALUE_RECORD, .record = made};
}

static Record *bind_record(Binder *binder, const RecordType *type, const Node *node,
                           Position position)
{
    const Field *shorthand = type->shorthand;
    bool is_short = node->kind == NODE_TEXT && shorthand != NULL;
    if (node->kind != NODE_MAP && node->kind != NODE_NULL && !is_short) {
        Str name = position.field != NULL ? position.field->name : type->name;
        diag(binder->diags, SEVERITY_ERROR, node->place, known_fields(binder, type),
             "%.*s: fields are expected, not %s", STR_ARG(name), node_kind_name(node->kind));
        return NULL;
    }
    Record *record = new_record(binder, type, node, position);
    if (is_short)
        put_value(binder, record, shorthand, bind_value(binder, shorthand, node, record));
    else
        bind_members(binder, record, node);
    complete(binder, record);
    return record;
}

Record *data_bind(Arena *arena, Schema *schema, const RecordType *type, const Node *tree,
                  int64_t year)
{
    schema_refresh(schema);
    Binder binder = {
        .schema = schema, .arena = arena, .diags = schema->diags, .year = year, .tree = tree};
    return bind_record(&binder, type, tree, (Position){NULL, NULL, 1});
}
