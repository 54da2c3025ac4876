/*
 * pdf/label.h - the labels that pages bear, as PDF counts them; inside pdf/ only.
 */
#ifndef LAKIPDF_PDF_LABEL_H
#define LAKIPDF_PDF_LABEL_H

#include "base/base.h"

/* A label is a prefix and a number in a style: 'D' 12, 'r' xii, 'R' XII, or 0: the prefix alone. */
typedef struct Label {
    Str prefix;
    char style;
    int64_t number;
} Label;

/* "12", "III-37", "xii", "A.4", "" and any other text; label_split(s) prints as s in a viewer. */
Label label_split(Str label);
/* True when `next` is what a viewer shows on the page after `label` by counting on. */
bool label_follows(Label label, Label next);

#endif
