/*
 * data/yaml.h - the parts of the YAML loader; inside data/ only.
 */
#ifndef LAKIPDF_DATA_YAML_H
#define LAKIPDF_DATA_YAML_H

#include "data/source.h"

#include <yaml.h>

/* Adds what libyaml complains of, in our words. */
void yaml_report(Diags *diags, Cursor *cursor, const yaml_parser_t *parser);

/* True when the plain key at the offset, which has no value, can be the rest of a number before it:
   {pagu: 990,000,000} or {pagu: Rp 990.000,-}. One that is followed by ':' is a key. */
bool yaml_is_cut(Str source, size_t key, size_t size);
/* Where the number ends whose rest stands there. */
size_t yaml_cut_end(Str source, size_t key);
/* Tells of a number in {...} that is cut at its comma; what it begins with is `place`. */
void yaml_report_cut(Diags *diags, Place place, Str number);
/* The same of one whose "-" behind the comma, at the offset, is no key either, as white space
   follows. False where there is none. */
bool yaml_report_dash(Diags *diags, const Source *source, size_t at);

/* Tells of a no-break space in the indent of a line, or behind the colon of a key: the last one
   from the line before that of the offset `from` to the line of `to`. False where there is none. */
bool yaml_report_space(Diags *diags, const Source *source, size_t from, size_t to);
/* Adds an error where a key without quotes begins with a no-break space; or, of one that has no
   value, where there is but a colon and a no-break space: {a:_1}. */
void yaml_check_key(Diags *diags, const Source *source, Str key, bool has_value);

#endif
