/* lakipdf fields: the data that a template reads. */
#include "cli/cli.h"

/* The fields that the template reads, and the record types that are reached by way of them. */
typedef struct Reading {
    Session *session;
    const Field *const *fields;
    size_t field_count;
    const RecordType **types; /* by name each once */
    size_t type_count, type_capacity;
} Reading;

/* Types that were copied for one of their holders have the same name: they are one to the user. */
static bool is_read(const Reading *reading, const Field *field)
{
    for (size_t i = 0; i < reading->field_count; i++)
        if (str_equal(reading->fields[i]->name, field->name) &&
            str_equal(reading->fields[i]->owner->name, field->owner->name))
            return true;
    return false;
}

/* Whether the data must give it, or the template reads it there. */
static bool is_asked(const Reading *reading, const Field *field)
{
    bool root = str_is(field->owner->name, "laporan");
    return !(root && session_gives(field->name)) &&
           (is_read(reading, field) || (field->required && !field->computed));
}

/* The same, but for records that hold nothing to be given: sums of others. */
static bool is_listed(const Reading *reading, const Field *field)
{
    bool any = field->record == NULL;
    for (size_t i = 0; !any && i < field->record->field_count; i++)
        any = is_asked(reading, field->record->fields[i]);
    return any && is_asked(reading, field);
}

static void reach(Reading *reading, const RecordType *type)
{
    for (size_t i = 0; i < reading->type_count; i++)
        if (str_equal(reading->types[i]->name, type->name))
            return;
    const RecordType **slot =
        arena_push(reading->session->arena, &reading->types, &reading->type_capacity,
                   reading->type_count, sizeof(const RecordType *));
    /* What a copy says of its fields holds for its holder alone. */
    const RecordType *named = schema_type(reading->session->schema, type->name);
    *slot = named != NULL ? named : type;
    reading->type_count++;
}

/* From the report on, by fields that are listed. */
static void find_types(Reading *reading)
{
    reach(reading, schema_type(reading->session->schema, STR("laporan")));
    for (size_t i = 0; i < reading->type_count; i++) {
        const RecordType *type = reading->types[i];
        for (size_t k = 0; k < type->field_count; k++)
            if (type->fields[k]->record != NULL && is_listed(reading, type->fields[k]))
                reach(reading, type->fields[k]->record);
    }
}

static void print_padded(Buf *out, Str text, size_t width)
{
    size_t size = utf8_length(text);
    buf_add(out, text);
    /* What is wider than its column is apart from the next all the same. */
    for (size_t gap = size < width ? width + 2 - size : 2; gap > 0; gap--)
        buf_byte(out, ' ');
}

static Str kind_text(Arena *arena, const Field *field)
{
    return str_format(arena, "%.*s%s", STR_ARG(schema_kind_text(arena, field)),
                      field->required ? ", wajib" : "");
}

static void print_type(const Reading *reading, const RecordType *type, Buf *out)
{
    Arena *arena = reading->session->arena;
    size_t name = 0;
    size_t kind = 0;
    enum { WIDEST = 32 }; /* of a kind that others are aligned to */
    for (size_t i = 0; i < type->field_count; i++) {
        const Field *field = type->fields[i];
        size_t width = utf8_length(kind_text(arena, field));
        if (!is_listed(reading, field))
            continue;
        name = utf8_length(field->name) > name ? utf8_length(field->name) : name;
        kind = width > kind && width <= WIDEST ? width : kind;
    }
    buf_format(out, "%s%.*s: %.*s\n", out->size > 0 ? "\n" : "", STR_ARG(type->name),
               STR_ARG(type->meaning));
    for (size_t i = 0; i < type->field_count; i++) {
        const Field *field = type->fields[i];
        if (!is_listed(reading, field))
            continue;
        buf_text(out, "  ");
        print_padded(out, field->name, name);
        print_padded(out, kind_text(arena, field), kind);
        buf_add(out, field->meaning);
        if (field->unit.size > 0)
            buf_format(out, " (%.*s)", STR_ARG(field->unit));
        buf_byte(out, '\n');
    }
}

static void run(Session *session, int argc, char **argv)
{
    const char *name = NULL;
    if (!options_parse(session, &command_fields, argc, argv, NULL, 0, &name, 1) ||
        !session_template(session, str_from(name)))
        return;
    calc_note_reads(session->calc);
    template_compile(session->arena, session->diags, session->schema, session->calc,
                     session->template_);
    if (diags_failed(session->diags))
        return;
    Reading reading = {.session = session};
    reading.fields = calc_reads(session->calc, &reading.field_count);
    find_types(&reading);
    Buf out = {.arena = session->arena};
    for (size_t i = 0; i < reading.type_count; i++)
        print_type(&reading, reading.types[i], &out);
    output_write_text(session, "-", "", "", &out);
}

const Command command_fields = {
    .name = "fields",
    .summary = "list the data that a template reads",
    .usage = "fields TEMPLATE\n"
             "\n"
             "  TEMPLATE         its name; 'lakipdf new' lists all",
    .run = run,
};
