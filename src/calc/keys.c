/*
 * Reading the maps of rules and scales: every key is known, of the right form, and given where it
 * must be.
 */
#include "calc/state.h"

static const char *kind_noun(NodeKind kind)
{
    static const char *const NOUNS[] = {
        [NODE_NULL] = "nothing",
        [NODE_TEXT] = "a text",
        [NODE_LIST] = "a list",
        [NODE_MAP] = "a map",
    };
    return NOUNS[kind];
}

static bool check_member(Calc *calc, const Member *member, const Key *keys, size_t count,
                         const char *what)
{
    for (size_t i = 0; i < count; i++) {
        if (!str_is(member->key, keys[i].name))
            continue;
        if (member->value->kind == keys[i].kind)
            return true;
        diag(calc->diags, SEVERITY_ERROR, member->value->place, NULL, "'%s' must be %s, not %s",
             keys[i].name, kind_noun(keys[i].kind), kind_noun(member->value->kind));
        return false;
    }
    Str *names = arena_array(calc->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = str_from(keys[i].name);
    diag(calc->diags, SEVERITY_ERROR, member->key_place,
         suggestion(calc->arena, member->key, names, count), "%s has no key '%.*s'", what,
         STR_ARG(member->key));
    return false;
}

bool keys_check(Calc *calc, const Node *node, const Key *keys, size_t count, const char *what)
{
    if (node->kind != NODE_MAP) {
        diag(calc->diags, SEVERITY_ERROR, node->place, NULL, "%s must be a map, not %s", what,
             kind_noun(node->kind));
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < node->count; i++)
        good = check_member(calc, &node->members[i], keys, count, what) && good;
    for (size_t i = 0; i < count; i++) {
        if (!keys[i].required || node_member(node, str_from(keys[i].name)) != NULL)
            continue;
        diag(calc->diags, SEVERITY_ERROR, node->place, NULL, "%s lacks the key '%s'", what,
             keys[i].name);
        good = false;
    }
    return good;
}

Str keys_text(const Node *map, const char *name)
{
    const Node *node = node_member(map, str_from(name));
    if (node == NULL || node->kind != NODE_TEXT)
        return (Str){NULL, 0};
    return str_trim(node->text);
}

int keys_int(Calc *calc, const Node *map, const char *name, int most, int otherwise)
{
    const Node *node = node_member(map, str_from(name));
    if (node == NULL || node->kind != NODE_TEXT)
        return otherwise;
    Num number;
    int64_t value;
    if (num_parse_plain(calc->arena, str_trim(node->text), &number) && num_to_int(number, &value) &&
        value >= 0 && value <= most)
        return (int)value;
    diag(calc->diags, SEVERITY_ERROR, node->place, NULL, "'%s' must be a whole number from 0 to %d",
         name, most);
    return -1;
}
