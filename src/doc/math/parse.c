/* The notation of formulas: pieces of text become tokens, tokens a tree. */
#include "doc/math/math.h"

#include <string.h>

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_OPERAND,
    TOKEN_RELATION,
    TOKEN_SUM, /* plus and minus */
    TOKEN_TIMES,
    TOKEN_DIVIDE,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_SEMICOLON,
    TOKEN_ABOVE,
    TOKEN_BELOW,
} TokenKind;

/* What is typed and what is printed for it; the longest first. */
static const struct Sign {
    const char *typed;
    TokenKind kind;
    const char *printed;
} SIGNS[] = {
    {"<=", TOKEN_RELATION, "≤"}, {">=", TOKEN_RELATION, "≥"}, {"!=", TOKEN_RELATION, "≠"},
    {"≤", TOKEN_RELATION, "≤"},  {"≥", TOKEN_RELATION, "≥"},  {"≠", TOKEN_RELATION, "≠"},
    {"≈", TOKEN_RELATION, "≈"},  {"~", TOKEN_RELATION, "≈"},  {"=", TOKEN_RELATION, "="},
    {"<", TOKEN_RELATION, "<"},  {">", TOKEN_RELATION, ">"},  {"+", TOKEN_SUM, "+"},
    {"-", TOKEN_SUM, "−"},       {"−", TOKEN_SUM, "−"},       {"*", TOKEN_TIMES, "×"},
    {"×", TOKEN_TIMES, "×"},     {"/", TOKEN_DIVIDE, "/"},    {"(", TOKEN_OPEN, "("},
    {")", TOKEN_CLOSE, ")"},     {";", TOKEN_SEMICOLON, ";"}, {"^", TOKEN_ABOVE, "^"},
    {"_", TOKEN_BELOW, "_"},
};

typedef struct Token {
    TokenKind kind;
    const char *printed;
    const Piece *text; /* OPERAND */
    Str word;          /* OPERAND of a single word: maybe a function's name */
    Place place;
} Token;

typedef struct Parser {
    const Compiler *compiler;
    const Piece *piece; /* being read, from */
    size_t at;          /* on */
    bool gap;           /* white space stood before */
    Token token;
    int depth; /* of brackets, and of sums of sums */
    int parts; /* words, tags and signs so far */
    bool failed;
} Parser;

static const MathPlan *parse_relation(Parser *parser);

static void fail(Parser *parser, Place place, const char *hint, const char *message)
{
    if (!parser->failed)
        diag(parser->compiler->diags, SEVERITY_ERROR, place, hint, "%s", message);
    parser->failed = true;
    parser->token.kind = TOKEN_END;
}

/* The error of what is nested more than MATH_MAX_DEPTH deep. */
static void fail_deep(Parser *parser, const char *what)
{
    Str message = str_format(parser->compiler->arena, "the formula has more than %d %s",
                             MATH_MAX_DEPTH, what);
    fail(parser, parser->token.place, "write it as two formulas; the limit is fixed", message.at);
}

/* --- Tokens ----------------------------------------------------------------------------------- */

static Str rest_of(const Parser *parser)
{
    return str_slice(parser->piece->text, parser->at, parser->piece->text.size);
}

static const struct Sign *sign_at(Str text)
{
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (str_starts(text, SIGNS[i].typed))
            return &SIGNS[i];
    return NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* A hyphen between letters belongs to its word: rata-rata. */
static bool hyphen_at(Str text, size_t at)
{
    return text.at[at] == '-' && at > 0 && at + 1 < text.size && is_letter(text.at[at - 1]) &&
           is_letter(text.at[at + 1]);
}

/* The end of the word that begins at the offset. */
static size_t word_end(Str text, size_t at)
{
    while (at < text.size && text.at[at] != ' ' &&
           (sign_at(str_slice(text, at, text.size)) == NULL || hyphen_at(text, at)))
        (void)utf8_next(text, &at);
    return at;
}

/* Where the reading stands: exactly, as far as the file holds the same text. */
static Place place_here(const Parser *parser)
{
    const Lines *lines = parser->compiler->lines;
    if (parser->piece == NULL)
        return parser->token.place;
    Place place = parser->piece->place;
    if (parser->piece->kind != PIECE_TEXT || lines == NULL || place.source != lines->source)
        return place;
    Str source = place.source->text;
    size_t start = lines_offset(lines, place.line, place.column);
    bool quoted = start < source.size && (source.at[start] == '"' || source.at[start] == '\'');
    Str before = str_slice(parser->piece->text, 0, parser->at);
    start += quoted;
    if (start + before.size > source.size ||
        !str_equal(str_slice(source, start, start + before.size), before))
        return place;
    place.column += (uint32_t)(quoted + utf8_length(before));
    place.length = 1;
    return place;
}

/* Moves over white space and used up pieces; false at the end of the line. */
static bool skip_space(Parser *parser)
{
    while (parser->piece != NULL && parser->piece->kind != PIECE_BREAK) {
        if (parser->piece->kind != PIECE_TEXT)
            return true;
        while (parser->at < parser->piece->text.size && parser->piece->text.at[parser->at] == ' ') {
            parser->at++;
            parser->gap = true;
        }
        if (parser->at < parser->piece->text.size)
            return true;
        parser->piece = parser->piece->next;
        parser->at = 0;
    }
    return false;
}

static void add_words(Parser *parser, Pieces *operand, Str text)
{
    Arena *arena = parser->compiler->arena;
    if (parser->gap && operand->first != NULL)
        text = str_format(arena, " %.*s", STR_ARG(text));
    Piece piece = *parser->piece;
    piece.next = NULL;
    piece.text = text;
    pieces_add(operand, piece);
}

/* Text in quotes, where signs are ordinary characters. */
static bool read_quoted(Parser *parser, Pieces *operand)
{
    Str text = rest_of(parser);
    size_t end = str_find(text, text.at[0] == '"' ? "\"" : "'", 1);
    if (end == SIZE_MAX) {
        fail(parser, place_here(parser), "close it on the same line, without tags in it",
             "a text in quotes is not closed");
        return false;
    }
    add_words(parser, operand, str_slice(text, 1, end));
    parser->at += end + 1;
    return true;
}

/* False after the error that the formula is too long. */
static bool count_part(Parser *parser)
{
    if (++parser->parts > MATH_MAX_PARTS)
        fail(parser, place_here(parser), "write it as several formulas",
             "a line of the formula has more than 1000 words, tags and signs");
    return !parser->failed;
}

/* Adds what stands here to the operand; false where something else begins. */
static bool read_operand(Parser *parser, Pieces *operand, Token *token)
{
    Piece piece = *parser->piece;
    piece.next = NULL;
    if (!count_part(parser))
        return false;
    if (piece.kind == PIECE_VALUE || piece.kind == PIECE_REFERENCE) {
        if (parser->gap && operand->first != NULL)
            pieces_add(operand, (Piece){.kind = PIECE_TEXT, .text = STR(" ")});
        pieces_add(operand, piece);
        parser->piece = parser->piece->next;
        parser->at = 0;
        return true;
    }
    if (piece.kind == PIECE_NOTE) {
        fail(parser, piece.place, "put its mark into the text before the formula",
             "a note cannot stand in a formula");
        return false;
    }
    if (piece.kind != PIECE_TEXT) {
        fail(parser, piece.place, "write two formulas, or compute the value",
             "a section cannot stand in a formula");
        return false;
    }
    Str text = rest_of(parser);
    if (text.at[0] == '"' || (text.at[0] == '\'' && (parser->gap || operand->first == NULL)))
        return read_quoted(parser, operand);
    size_t end = word_end(text, 0);
    if (end == 0)
        return false;
    if (operand->first == NULL)
        token->word = str_slice(text, 0, end);
    add_words(parser, operand, str_slice(text, 0, end));
    parser->at += end;
    return true;
}

static void next_token(Parser *parser)
{
    Token token = {.kind = TOKEN_END};
    parser->gap = false;
    if (parser->failed || !skip_space(parser)) {
        token.place = parser->token.place;
        parser->token = token;
        return;
    }
    token.place = place_here(parser);
    const struct Sign *sign = parser->piece->kind == PIECE_TEXT ? sign_at(rest_of(parser)) : NULL;
    if (sign != NULL && count_part(parser)) {
        token.kind = sign->kind;
        token.printed = sign->printed;
        parser->at += strlen(sign->typed);
        parser->token = token;
        return;
    }
    Pieces operand;
    pieces_begin(&operand, parser->compiler->arena);
    token.kind = TOKEN_OPERAND;
    parser->gap = false;
    while (read_operand(parser, &operand, &token)) {
        parser->gap = false;
        if (!skip_space(parser))
            break;
    }
    token.text = operand.first;
    if (operand.first == NULL || operand.first->next != NULL)
        token.word = (Str){NULL, 0};
    if (parser->failed)
        token.kind = TOKEN_END;
    parser->token = token;
}

/* --- The tree --------------------------------------------------------------------------------- */

static const MathPlan *plan_new(Parser *parser, MathKind kind, const MathPlan *const *parts,
                                size_t count)
{
    MathPlan *plan = arena_alloc(parser->compiler->arena, sizeof *plan);
    plan->kind = kind;
    plan->count = count;
    plan->parts = arena_array(parser->compiler->arena, count, sizeof(const MathPlan *));
    for (size_t i = 0; i < count; i++)
        plan->parts[i] = parts[i];
    return plan;
}

static const MathPlan *plan_text(Parser *parser, MathKind kind, const Piece *text)
{
    MathPlan *plan = arena_alloc(parser->compiler->arena, sizeof *plan);
    *plan = (MathPlan){.kind = kind, .text = text};
    return plan;
}

/* The sign of the token, which is then behind. */
static const MathPlan *take_sign(Parser *parser, MathKind kind)
{
    Pieces text;
    pieces_begin(&text, parser->compiler->arena);
    pieces_add(&text, (Piece){.kind = PIECE_TEXT,
                              .text = str_from(parser->token.printed),
                              .place = parser->token.place});
    next_token(parser);
    return plan_text(parser, kind, text.first);
}

/* A row that grows. */
typedef struct Terms {
    const MathPlan **parts;
    size_t count, capacity;
} Terms;

static void row_add(Parser *parser, Terms *row, const MathPlan *part)
{
    if (part == NULL)
        return;
    bool inner = part->kind == MATH_ROW;
    for (size_t i = 0; i < (inner ? part->count : 1); i++) {
        const MathPlan **slot = arena_push(parser->compiler->arena, &row->parts, &row->capacity,
                                           row->count, sizeof(const MathPlan *));
        *slot = inner ? part->parts[i] : part;
        row->count++;
    }
}

static const MathPlan *row_plan(Parser *parser, const Terms *row)
{
    return row->count == 1 ? row->parts[0] : plan_new(parser, MATH_ROW, row->parts, row->count);
}

static void expect_close(Parser *parser)
{
    if (parser->token.kind == TOKEN_CLOSE)
        next_token(parser);
    else
        fail(parser, parser->token.place, "write ')'", "a bracket of the formula is not closed");
}

/* jumlah(from; to) and akar(x), behind the opening bracket. */
static const MathPlan *parse_function(Parser *parser, bool sum)
{
    const MathPlan *parts[2] = {NULL, NULL};
    if (sum && parser->token.kind == TOKEN_CLOSE) {
        next_token(parser);
        return plan_new(parser, MATH_SUM, parts, 2);
    }
    parts[0] = parse_relation(parser);
    if (sum && parser->token.kind == TOKEN_SEMICOLON) {
        next_token(parser);
        parts[1] = parse_relation(parser);
    }
    expect_close(parser);
    return plan_new(parser, sum ? MATH_SUM : MATH_ROOT, parts, sum ? 2 : 1);
}

static const MathPlan *parse_brackets(Parser *parser)
{
    const MathPlan *inner = parse_relation(parser);
    expect_close(parser);
    return plan_new(parser, MATH_BRACKETS, &inner, 1);
}

static const MathPlan *parse_operand(Parser *parser)
{
    Token token = parser->token;
    if (token.kind == TOKEN_OPEN) {
        next_token(parser);
        return parse_brackets(parser);
    }
    if (token.kind != TOKEN_OPERAND) {
        fail(parser, token.place, "write a number, words or a tag there",
             "an operand of the formula is missing");
        return NULL;
    }
    next_token(parser);
    bool sum = str_is(token.word, "jumlah");
    if (parser->token.kind == TOKEN_OPEN && (sum || str_is(token.word, "akar"))) {
        next_token(parser);
        return parse_function(parser, sum);
    }
    return plan_text(parser, MATH_TEXT, token.text);
}

static bool begins_operand(const Parser *parser)
{
    return parser->token.kind == TOKEN_OPERAND || parser->token.kind == TOKEN_OPEN;
}

/* Goes one deeper; the error where that is too deep ends the formula. */
static void deepen(Parser *parser)
{
    if (++parser->depth > MATH_MAX_DEPTH)
        fail_deep(parser, "brackets in each other");
}

static const MathPlan *parse_factor(Parser *parser);

/* The sign of sums with what is summed. */
static const MathPlan *parse_summed(Parser *parser, const MathPlan *sign)
{
    deepen(parser);
    const MathPlan *sum[2] = {sign, parse_factor(parser)};
    parser->depth--;
    return sum[1] != NULL ? plan_new(parser, MATH_ROW, sum, 2) : sign;
}

/* An operand with what stands above and below it. */
static const MathPlan *parse_factor(Parser *parser)
{
    const MathPlan *base = parse_operand(parser);
    if (base != NULL && base->kind == MATH_SUM && begins_operand(parser))
        return parse_summed(parser, base);
    const MathPlan *parts[3] = {base, NULL, NULL};
    while (parser->token.kind == TOKEN_ABOVE || parser->token.kind == TOKEN_BELOW) {
        size_t where = parser->token.kind == TOKEN_ABOVE ? 2 : 1;
        if (parts[where] != NULL)
            fail(parser, parser->token.place, "put brackets around what it stands at",
                 "an operand has two exponents or two indices");
        next_token(parser);
        const MathPlan *script = parse_operand(parser);
        if (script != NULL && script->kind == MATH_BRACKETS)
            script = script->parts[0];
        parts[where] = script;
    }
    return parts[1] != NULL || parts[2] != NULL ? plan_new(parser, MATH_SCRIPT, parts, 3) : base;
}

/* Brackets around a part of a fraction are not printed: its line holds it together. */
static const MathPlan *bare(const MathPlan *plan)
{
    return plan != NULL && plan->kind == MATH_BRACKETS ? plan->parts[0] : plan;
}

static const MathPlan *parse_product(Parser *parser)
{
    Terms row = {0};
    int fractions = 0;
    row_add(parser, &row, parse_factor(parser));
    while (!parser->failed) {
        if (parser->token.kind == TOKEN_TIMES) {
            row_add(parser, &row, take_sign(parser, MATH_OPERATOR));
            row_add(parser, &row, parse_factor(parser));
        } else if (parser->token.kind == TOKEN_DIVIDE && ++fractions > MATH_MAX_DEPTH) {
            fail_deep(parser, "fractions in each other");
        } else if (parser->token.kind == TOKEN_DIVIDE) {
            next_token(parser);
            const MathPlan *parts[2] = {bare(row_plan(parser, &row)), bare(parse_factor(parser))};
            row = (Terms){0};
            row_add(parser, &row, plan_new(parser, MATH_FRACTION, parts, 2));
        } else if (begins_operand(parser)) {
            row_add(parser, &row, parse_factor(parser));
        } else {
            break;
        }
    }
    return row_plan(parser, &row);
}

static const MathPlan *parse_sum(Parser *parser)
{
    Terms row = {0};
    if (parser->token.kind == TOKEN_SUM)
        row_add(parser, &row, take_sign(parser, MATH_TEXT));
    row_add(parser, &row, parse_product(parser));
    while (!parser->failed && parser->token.kind == TOKEN_SUM) {
        row_add(parser, &row, take_sign(parser, MATH_OPERATOR));
        row_add(parser, &row, parse_product(parser));
    }
    return row_plan(parser, &row);
}

static const MathPlan *parse_relation(Parser *parser)
{
    Terms row = {0};
    deepen(parser);
    /* A line may go on with "= ...". */
    if (parser->token.kind != TOKEN_RELATION)
        row_add(parser, &row, parse_sum(parser));
    while (!parser->failed && parser->token.kind == TOKEN_RELATION) {
        row_add(parser, &row, take_sign(parser, MATH_RELATION));
        row_add(parser, &row, parse_sum(parser));
    }
    parser->depth--;
    return row_plan(parser, &row);
}

const MathPlan *math_compile(const Compiler *compiler, const Piece **piece)
{
    Parser parser = {.compiler = compiler, .piece = *piece};
    if (parser.piece != NULL)
        parser.token.place = parser.piece->place;
    next_token(&parser);
    const MathPlan *plan = parse_relation(&parser);
    if (!parser.failed && parser.token.kind != TOKEN_END)
        fail(&parser, parser.token.place, "remove it", "something stands behind the formula's end");
    while (parser.piece != NULL && parser.piece->kind != PIECE_BREAK)
        parser.piece = parser.piece->next; /* behind an error */
    *piece = parser.piece;
    return parser.failed ? NULL : plan;
}
