/*
 * data/yaml.h - the parts of the YAML loader; inside data/ only.
 */
#ifndef LAKIPDF_DATA_YAML_H
#define LAKIPDF_DATA_YAML_H

#include "data/source.h"

#include <yaml.h>

/* Adds what libyaml complains of, in our words. */
void yaml_report(Diags *diags, Cursor *cursor, const yaml_parser_t *parser);

/* Tells of a number in {...} that is cut at its comma; what it begins with is `place`, and the
   number all up to white space or the end of the map. */
void yaml_report_cut(Arena *arena, Diags *diags, Place place, Str number);

#endif
