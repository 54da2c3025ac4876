/*
 * The whole job: an input is some files, each behind a line "==== NAME"; what stands before the
 * first is a chapter, the job's own. Those that a job needs and that are not given are those of the
 * small world. `lakipdf.yaml` given so only adds to the small world's.
 *
 * The document is built as the command does it, then read back: a file that we wrote is well-formed
 * and its structure leads nowhere wrong.
 */
#include "world.h"

#include "cli/cli.h"
#include "pdfread/pdfread.h"

#include <stdlib.h>

/* --- The files -------------------------------------------------------------------------------- */

/* Takes the next file: its name (empty for the first) and text. False at the end. */
static bool next_file(Str *rest, Str *name, Str *text)
{
    static const char mark[] = "==== ";
    if (rest->size == 0)
        return false;
    *name = (Str){"", 0};
    if (str_starts(*rest, mark)) {
        size_t end = str_find(*rest, "\n", 0);
        end = end == SIZE_MAX ? rest->size : end;
        *name = str_trim(str_slice(*rest, sizeof mark - 1, end));
        *rest = str_slice(*rest, end < rest->size ? end + 1 : end, rest->size);
    }
    bool empty = str_starts(*rest, mark);
    size_t end = empty ? 0 : str_find(*rest, "\n==== ", 0);
    size_t next = empty ? 0 : end + 1;
    if (end == SIZE_MAX)
        end = next = rest->size;
    *text = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, next, rest->size);
    return true;
}

static void write_files(Fuzz *fuzz, Str input)
{
    static const char job[] = "templat: uji\ntahun: 2017\ndata: [data.yaml]\n"
                              "bab: {isi: bab.md}\n";
    const Source *data =
        file_read(fuzz->arena, fuzz->diags, "tests/fuzz/home/data.yaml", SIZE_MAX, (Place){0});
    Buf config = {.arena = fuzz->arena};
    buf_text(&config, job);
    (void)fuzz_write(fuzz, STR("data.yaml"), data->text);
    (void)fuzz_write(fuzz, STR("bab.md"), STR("# Isi\n"));
    for (Str name, text; next_file(&input, &name, &text);) {
        if (name.size == 0)
            (void)fuzz_write(fuzz, STR("bab.md"), text);
        else if (str_is(name, "lakipdf.yaml"))
            buf_add(&config, text);
        else
            (void)fuzz_write(fuzz, name, text);
    }
    (void)fuzz_write(fuzz, STR("lakipdf.yaml"), buf_str(&config));
}

/* --- The document ----------------------------------------------------------------------------- */

typedef struct Building {
    Session session;
    char *arguments[5];
} Building;

static void end_building(void *what)
{
    Building *building = what;
    session_end(&building->session);
}

static void look_at(Fuzz *fuzz, const char *path)
{
    const Source *source = file_read(fuzz->arena, fuzz->diags, path, SIZE_MAX, (Place){0});
    PdfFile *file = pdf_open(fuzz->arena, fuzz->diags, source);
    FUZZ_HOLDS(file != NULL);
    for (uint32_t i = 1; i < pdf_next_number(file); i++) {
        const PdfObject *object = pdf_object(file, i);
        Str bytes = {0};
        if (object != NULL && object->value.kind == PDF_STREAM)
            FUZZ_HOLDS(pdf_decode(file, &object->value, fuzz->arena, SIZE_MAX, &bytes));
    }
    FUZZ_HOLDS(!diags_failed(fuzz->diags));
}

static char *word(Fuzz *fuzz, const char *text)
{
    return str_c(fuzz->arena, str_from(text));
}

static void run(Fuzz *fuzz, Str input)
{
    write_files(fuzz, input);
    (void)setenv("LAKIPDF_HOME", "tests/fuzz/home", 1);
    const char *config = fuzz_path(fuzz, "lakipdf.yaml");
    const char *path = fuzz_path(fuzz, "out.pdf");
    Building *building = arena_alloc(fuzz->arena, sizeof *building);
    *building = (Building){
        .session = {.arena = fuzz->arena, .diags = fuzz->diags},
        .arguments = {word(fuzz, "build"), word(fuzz, config), word(fuzz, "-o"), word(fuzz, path)},
    };
    fuzz->what = building;
    fuzz->end = end_building;
    command_build.run(&building->session, 4, building->arguments);
    bool written = file_read(fuzz->arena, diags_new(fuzz->arena), path, SIZE_MAX, (Place){0});
    FUZZ_HOLDS(written != diags_failed(fuzz->diags));
    if (written)
        look_at(fuzz, path);
}

const FuzzTarget fuzz_target = {.milliseconds = 5000, .megabytes = 100, .run = run};
