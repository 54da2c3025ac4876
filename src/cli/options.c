/* Sorting a command's arguments into options and the rest. */
#include "cli/cli.h"

#include <string.h>

void usage_error(Session *session, const Command *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(session->arena, format, args);
    va_end(args);
    Str hint = STR("lakipdf --help lists the commands");
    if (command != NULL) {
        /* What the options mean would push the message off the screen. */
        Str usage = str_from(command->usage);
        size_t end = str_find(usage, "\n\n", 0);
        Str form = str_slice(usage, 0, end != SIZE_MAX ? end : usage.size);
        hint =
            str_format(session->arena, "usage: lakipdf %.*s\n        lakipdf %s --help tells more",
                       STR_ARG(form), command->name);
    }
    diag(session->diags, SEVERITY_USAGE, (Place){0}, str_c(session->arena, hint), "%.*s",
         STR_ARG(text));
}

/* The option that `word` ("--name", "--name=value", "-l") names; NULL when there is none. */
static const Option *find_option(Str word, const Option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_starts(word, "--") && str_is(str_slice(word, 2, word.size), options[i].name))
            return &options[i];
        if (word.size == 2 && options[i].letter != 0 && word.at[1] == options[i].letter)
            return &options[i];
    }
    return NULL;
}

static void report_unknown(Session *session, const Command *command, Str word,
                           const Option *options, size_t count)
{
    Str *names = arena_array(session->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = str_format(session->arena, "--%s", options[i].name);
    Str nearest = str_nearest(word, names, count);
    if (nearest.size > 0)
        usage_error(session, command, "unknown option '%.*s'; did you mean '%.*s'?", STR_ARG(word),
                    STR_ARG(nearest));
    else
        usage_error(session, command, "unknown option '%.*s'", STR_ARG(word));
}

/* Takes the option at argv[*at], and the value that follows where it wants one. */
static bool take_option(Session *session, const Command *command, int argc, char **argv, int *at,
                        const Option *options, size_t count)
{
    Str word = str_from(argv[*at]);
    size_t equals = str_starts(word, "--") ? str_find(word, "=", 0) : SIZE_MAX;
    Str name = equals != SIZE_MAX ? str_slice(word, 0, equals) : word;
    const Option *option = find_option(name, options, count);
    if (option == NULL) {
        report_unknown(session, command, name, options, count);
        return false;
    }
    if (option->flag != NULL) {
        if (equals != SIZE_MAX)
            usage_error(session, command, "option '%.*s' takes no value", STR_ARG(name));
        *option->flag = true;
        return equals == SIZE_MAX;
    }
    if (equals != SIZE_MAX) {
        *option->value = word.at + equals + 1;
    } else if (*at + 1 < argc) {
        *option->value = argv[++*at];
    } else {
        usage_error(session, command, "option '%.*s' needs a value", STR_ARG(name));
        return false;
    }
    return true;
}

bool options_sort(Session *session, const Command *command, int argc, char **argv,
                  const Option *options, size_t option_count, const char **rest, size_t *count)
{
    bool good = true;
    bool only_rest = false;
    *count = 0;
    for (int i = 1; i < argc; i++) {
        /* "-" alone is a name: standard input or output. */
        bool is_option = !only_rest && argv[i][0] == '-' && argv[i][1] != '\0';
        if (is_option && strcmp(argv[i], "--") == 0) {
            only_rest = true;
        } else if (is_option) {
            good = take_option(session, command, argc, argv, &i, options, option_count) && good;
        } else {
            rest[(*count)++] = argv[i];
        }
    }
    return good;
}

bool options_parse(Session *session, const Command *command, int argc, char **argv,
                   const Option *options, size_t option_count, const char **rest, size_t wanted)
{
    size_t found = 0;
    const char **all = arena_array(session->arena, (size_t)argc, sizeof *all);
    bool good = options_sort(session, command, argc, argv, options, option_count, all, &found);
    for (size_t i = 0; i < found && i < wanted; i++)
        rest[i] = all[i];
    if (good && found < wanted)
        usage_error(session, command, "an argument is missing");
    if (good && found > wanted)
        usage_error(session, command, "%zu argument%s too many", found - wanted,
                    found - wanted == 1 ? "" : "s");
    return good && found == wanted;
}

size_t options_take(Session *session, int *argc, char **argv, const char *name,
                    const char *const **values)
{
    const char **taken = arena_array(session->arena, (size_t)*argc, sizeof *taken);
    size_t count = 0;
    int kept = 1;
    int i = 1;
    for (; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        Str word = str_from(argv[i]);
        bool named = str_starts(word, "--") && str_starts(str_slice(word, 2, word.size), name);
        const char *behind = named ? argv[i] + 2 + strlen(name) : NULL;
        if (named && *behind == '=')
            taken[count++] = behind + 1;
        else if (named && *behind == '\0' && i + 1 < *argc)
            taken[count++] = argv[++i];
        else
            argv[kept++] = argv[i];
    }
    while (i < *argc)
        argv[kept++] = argv[i++];
    *argc = kept;
    *values = taken;
    return count;
}
