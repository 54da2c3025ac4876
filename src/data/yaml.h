/*
 * data/yaml.h - the parts of the YAML loader; inside data/ only.
 */
#ifndef LAKIPDF_DATA_YAML_H
#define LAKIPDF_DATA_YAML_H

#include "data/source.h"

#include <yaml.h>

/* Adds what libyaml complains of, in our words. */
void yaml_report(Diags *diags, Cursor *cursor, const yaml_parser_t *parser);

#endif
