/* The names of signers: each once in a document, of signature fields and in the job. */
#include "doc/signature/signature.h"

Signers *signers_new(const Compiler *compiler, const Record *job)
{
    Value value = record_get(job, "tanda_tangan");
    Signers *signers = arena_alloc(compiler->arena, sizeof *signers);
    if (value.kind != VALUE_MAP)
        return signers;
    signers->items = arena_array(compiler->arena, value.map->count, sizeof *signers->items);
    signers->count = value.map->count;
    for (size_t i = 0; i < value.map->count; i++) {
        JobSigner *signer = &signers->items[i];
        const Entry *entry = &value.map->entries[i];
        signer->name = entry->key;
        signer->place = record_key_place(job, "tanda_tangan", i);
        Compiler own = *compiler;
        if (signer->place.source != NULL)
            own.lines = lines_new(compiler->arena, signer->place.source);
        sign_options_compile(&own, entry->value.record, &signer->options);
    }
    return signers;
}

static bool is_field_name(Str name)
{
    for (size_t i = 0; i < name.size; i++)
        if (!(name.at[i] >= 'a' && name.at[i] <= 'z') &&
            !(name.at[i] >= '0' && name.at[i] <= '9') && name.at[i] != '_' && name.at[i] != '-')
            return false;
    return name.size > 0;
}

/* A document has few: their names are searched one by one. */
enum { MOST_FIELDS = 2000 };

bool signers_take(Builder *builder, Str name, Place place, const SignOptions **options)
{
    Signers *signers = builder->signers;
    if (!is_field_name(name)) {
        diag(builder->diags, SEVERITY_ERROR, place,
             "write small letters, digits, '_' and '-', such as kepala",
             "'%.*s' is no name of a signer", STR_ARG(name));
        return false;
    }
    for (size_t i = 0; i < signers->field_count; i++) {
        const NamedField *other = &signers->fields[i];
        if (!str_equal(other->name, name))
            continue;
        diag(builder->diags, SEVERITY_ERROR, place, "give each signature another name",
             "a signature named '%.*s' stands at %.*s:%u, too", STR_ARG(name),
             STR_ARG(other->place.source->name), other->place.line);
        return false;
    }
    if (signers->field_count >= MOST_FIELDS) {
        diag(builder->diags, SEVERITY_ERROR, place, "make several documents of it",
             "a document has no more than %d named signatures", MOST_FIELDS);
        return false;
    }
    *(NamedField *)arena_push(builder->arena, &signers->fields, &signers->field_capacity,
                              signers->field_count, sizeof(NamedField)) = (NamedField){name, place};
    signers->field_count++;
    for (size_t i = 0; i < signers->count; i++) {
        if (!str_equal(signers->items[i].name, name))
            continue;
        signers->items[i].used = true;
        *options = &signers->items[i].options;
    }
    return true;
}

bool signers_take_anchor(Builder *builder, Str anchor, Place place)
{
    Signers *signers = builder->signers;
    for (size_t i = 0; i < signers->anchor_count; i++) {
        const NamedField *other = &signers->anchors[i];
        if (!str_equal(other->name, anchor))
            continue;
        diag(builder->diags, SEVERITY_ERROR, place,
             "a signing service finds one only: give each signer another sign",
             "'%.*s' is the anchor of the signer at %.*s:%u, too", STR_ARG(anchor),
             STR_ARG(other->place.source->name), other->place.line);
        return false;
    }
    if (signers->anchor_count >= MOST_FIELDS)
        return true; /* the layout looks for all of them */
    *(NamedField *)arena_push(builder->arena, &signers->anchors, &signers->anchor_capacity,
                              signers->anchor_count, sizeof(NamedField)) =
        (NamedField){anchor, place};
    signers->anchor_count++;
    return true;
}

static const char *hint_names(Builder *builder, Str word)
{
    const Signers *signers = builder->signers;
    Str *names = arena_array(builder->arena, signers->field_count, sizeof *names);
    Buf all = {.arena = builder->arena};
    buf_text(&all, "signers of this document are ");
    for (size_t i = 0; i < signers->field_count; i++) {
        names[i] = signers->fields[i].name;
        buf_format(&all, "%s%.*s", i > 0 ? ", " : "", STR_ARG(names[i]));
    }
    const char *otherwise = signers->field_count > 0 ? str_c(builder->arena, buf_str(&all))
                                                     : "name the signer in its block by 'bidang'";
    return hint_nearest(builder->arena, word, names, signers->field_count, otherwise);
}

void signers_check(Builder *builder)
{
    const Signers *signers = builder->signers;
    for (size_t i = 0; i < signers->count; i++)
        if (!signers->items[i].used)
            diag(builder->diags, SEVERITY_ERROR, signers->items[i].place,
                 hint_names(builder, signers->items[i].name), "nobody signs by the name '%.*s'",
                 STR_ARG(signers->items[i].name));
}
