/* The names of roles (ISO 32000-1, 14.8.4). */
#include "pdf/content.h"

const char *role_name(Role role)
{
    static const char *const names[ROLES] = {
        [ROLE_DOCUMENT] = "Document",
        [ROLE_DIVISION] = "Div",
        [ROLE_PARAGRAPH] = "P",
        [ROLE_HEADING_1] = "H1",
        [ROLE_HEADING_1 + 1] = "H2",
        [ROLE_HEADING_1 + 2] = "H3",
        [ROLE_HEADING_1 + 3] = "H4",
        [ROLE_HEADING_1 + 4] = "H5",
        [ROLE_HEADING_6] = "H6",
        [ROLE_QUOTE] = "BlockQuote",
        [ROLE_LIST] = "L",
        [ROLE_ITEM] = "LI",
        [ROLE_LABEL] = "Lbl",
        [ROLE_BODY] = "LBody",
        [ROLE_TABLE] = "Table",
        [ROLE_TABLE_HEAD] = "THead",
        [ROLE_TABLE_BODY] = "TBody",
        [ROLE_ROW] = "TR",
        [ROLE_HEADER_CELL] = "TH",
        [ROLE_CELL] = "TD",
        [ROLE_CAPTION] = "Caption",
        [ROLE_FIGURE] = "Figure",
        [ROLE_FORMULA] = "Formula",
        [ROLE_CONTENTS] = "TOC",
        [ROLE_ENTRY] = "TOCI",
        [ROLE_REFERENCE] = "Reference",
        [ROLE_LINK] = "Link",
        [ROLE_NOTE] = "Note",
        [ROLE_FORM] = "Form",
    };
    return names[role];
}
