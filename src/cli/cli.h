/*
 * cli/cli.h - the commands of the program; inside cli/ only.
 *
 * main.c dispatches; each command is one file. What commands share, the walk down the pipeline, is
 * session.c.
 */
#ifndef LAKIPDF_CLI_CLI_H
#define LAKIPDF_CLI_CLI_H

#include "pdf/pdf.h"

/* A file of the program's own that is loaded already. */
typedef struct SharedTree {
    struct SharedTree *next;
    const char *path;
    const Node *tree;
} SharedTree;

/* One run of the program on one job. */
typedef struct Session {
    Arena *arena;
    Arena *tree; /* of the data: gone once they are audited; or NULL */
    Arena *data; /* records and calculation: gone once there is a document; or NULL */
    Diags *diags;
    Str home;            /* the folder that holds config/, templates/ and fonts/ */
    const char *config;  /* the job's config file */
    bool allow_outside;  /* --allow-outside */
    bool replace_signed; /* --replace-signed */
    Schema *schema;      /* from here on set by session_calculate, or before by session_share */
    Fonts *fonts;        /* by session_layout, or before by session_share */
    const Typography *typography;
    SharedTree *shared; /* rules, audits and scales, by session_share; or NULL */
    Ahead *ahead;       /* loads the same where they are not shared; or NULL */
    Template *template_;
    Calc *calc;
    Job *job;
    Record *report;
    Layout *layout; /* NULL until session_layout */
    Secret *secret; /* passphrase_read's; dropped by main.c, or before */
} Session;

/* A command: its arguments (argv[0] is its name), where messages go. All that it found is in diags.
 */
typedef struct Command {
    const char *name;
    const char *summary;
    const char *usage; /* for --help; without the leading "usage: lakipdf " */
    void (*run)(Session *session, int argc, char **argv);
} Command;

extern const Command command_batch;
extern const Command command_build;
extern const Command command_check;
extern const Command command_calc;
extern const Command command_convert;
extern const Command command_new;
extern const Command command_fields;
extern const Command command_extract;
extern const Command command_sign;
extern const Command command_verify;
extern const Command command_print;
extern const Command command_printers;

/* Adds an error of usage. */
void usage_error(Session *session, const Command *command, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* An option of a command: "--name VALUE", "--name=VALUE" or, with a letter, "-l VALUE". */
typedef struct Option {
    const char *name;
    char letter;        /* 0 for none */
    const char **value; /* set to the value given; NULL for a switch */
    bool *flag;         /* set by a switch; NULL where there is a value */
} Option;

/*
 * Sorts a command's arguments into options and the rest, which may be mixed; after "--" all are
 * rest. False after a usage error: an unknown option (with a suggestion), a missing value, or a
 * number of other arguments that is not `wanted`. The other arguments are put into rest[0..wanted).
 */
bool options_parse(Session *session, const Command *command, int argc, char **argv,
                   const Option *options, size_t option_count, const char **rest, size_t wanted);

/* Takes an option with a value that may be given several times out of the arguments, before
   options_parse, which must know it too: that tells where its value is missing. How many there are;
   *values are theirs. */
size_t options_take(Session *session, int *argc, char **argv, const char *name,
                    const char *const **values);

/*
 * The passphrase, or PIN, that a command needs: from the descriptor that `--passphrase-fd N` names
 * (`fd`; NULL where it was not given), else from LAKIPDF_PASSPHRASE, else asked for on the terminal
 * as `prompt`, "Passphrase of kunci.p12". Nothing is echoed, the line's end is no part of it, and
 * the variable is gone from the environment in any case. To be called before the first thread, and
 * after secret_begin. False after adding a message; else it stands in session->secret.
 */
bool passphrase_read(Session *session, const Command *command, const char *fd, const char *prompt);
/* Wipes LAKIPDF_PASSPHRASE out of the environment: for commands that turn out not to need it. */
void passphrase_forget(void);

/* What `lakipdf sign --bsre` was asked. */
typedef struct SignBsre {
    const char *config; /* of the service */
    const char *file;
    const char *output;
    const char *signer;        /* the field; NULL: the only one */
    const char *passphrase_fd; /* as passphrase_read wants it */
} SignBsre;

/* Has a service sign, and stores what returns. After secret_begin. */
void sign_bsre(Session *session, const Command *command, const SignBsre *asked);

/* The same for any number of other arguments: *count of them are put into `rest`, which has room
   for `argc`. */
bool options_sort(Session *session, const Command *command, int argc, char **argv,
                  const Option *options, size_t option_count, const char **rest, size_t *count);

/* What a command writes. */
typedef struct Output {
    const char *path;                            /* "-" is standard output */
    const char *kind;                            /* for the message: "a PDF" */
    const char *begins;                          /* how such a file begins, at most 16 bytes */
    bool (*write)(void *context, OutFile *file); /* false after adding a message */
    void *context;
    bool keeps_signed; /* a signed PDF that is there is not replaced, unless it is the input */
    const char *input; /* the file that this is made of, which it may replace; or NULL */
    bool looked;       /* by output_may_replace, at a file that may go: */
    FileStamp stamp;
} Output;

/* False after an error: a file is there whose loss could cost the user something, since it is not
   empty and does not begin as what shall replace it, or is signed (SEVERITY_USAGE), or whether
   there is such a file cannot be known (SEVERITY_SYSTEM). A file that was looked at before and has
   not changed since is not looked at again. */
bool output_may_replace(Session *session, Output *output);
/*
 * Writes and commits. A failure, of memory too, leaves an older file as it was. What
 * output_may_replace refuses is not replaced.
 */
void output_write(Session *session, Output *output);
/* The same for a text that is there already. */
void output_write_text(Session *session, const char *path, const char *kind, const char *begins,
                       Buf *text);

/* Finds the folder of config/ and templates/: $LAKIPDF_HOME, else the folder above the program's
   own, share/lakipdf in that, or below the prefix it was built for. False after an error. */
bool session_find_home(Session *session);

/* SOURCE_DATE_EPOCH, or -1 where it is not set. False after an error of usage: it is no time. */
bool session_epoch(Session *session, int64_t *epoch);
/* The fonts of the catalogue, for small documents that no job describes. NULL after an error. */
Fonts *session_fonts(Session *session);

/* Loads schema, template and rules for a job that there is not, which names only the template; what
   session_calculate does before it needs data. False when there was an error. */
bool session_template(Session *session, Str name);
/* True for a field of the report that the program or the job gives, never the data. */
bool session_gives(Str field);

/* Loads schema, job, rules, audits and data and computes all. False when there was an error; what
   could be computed is audited then. */
bool session_calculate(Session *session);

/* Audits the data, makes the document of them, lets go of them and goes on to the pages, on which
   nothing is placed yet (layout_begin); session_calculate must have succeeded. NULL when there was
   an error. The document is left in *doc. */
Layout *session_layout(Session *session, const Doc **doc);

/* Lets go of what the stages hold besides the session's arena; messages are not printed any more
   then, as some tell of what is let go of. */
void session_end(Session *session);

/* Loads what all jobs share, so that processes that are forked from this one need not: schema,
   fonts, typography, and the files of rules, audits and scales. False after an error. */
bool session_share(Session *session);

/* Makes the document of session->config as `format` ("pdf" or "layout") and writes it to `path`.
   What is wrong is in session->diags; pages are left in session->layout. */
void session_build(Session *session, const char *format, const char *path);

/* Puts the job's config and the files that it names into info->embeds, the config first. False
   after an error. */
bool session_embed(Session *session, PdfInfo *info);

#endif
