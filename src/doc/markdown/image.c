/* Markdown's images: one that stands alone in its paragraph is a picture without number. */
#include "doc/directives.h"
#include "doc/markdown/markdown.h"

/* The address as the author wrote it: placeholders become tags again. */
static Str unmask(Arena *arena, const TagText *text, Str masked)
{
    Buf out = {.arena = arena};
    for (size_t at = 0; at < masked.size;) {
        uint32_t c = utf8_next(masked, &at);
        size_t index = (size_t)c - TAG_FIRST_MARK;
        if (c >= TAG_FIRST_MARK && c <= TAG_LAST_MARK && index < text->count)
            buf_add(&out, text->tags[index].kind == TAG_LITERAL ? text->tags[index].text
                                                                : text->tags[index].source);
        else if (c != TAG_FILLER)
            buf_char(&out, c);
    }
    return buf_str(&out);
}

bool image_stands_alone(cmark_node *paragraph)
{
    cmark_node *only = cmark_node_first_child(paragraph);
    return only != NULL && cmark_node_next(only) == NULL &&
           cmark_node_get_type(only) == CMARK_NODE_IMAGE;
}

const void *image_compile(const Compiler *compiler, const TagText *text, cmark_node *paragraph)
{
    cmark_node *image = cmark_node_first_child(paragraph);
    Place place = markdown_place(text, image);
    Str path = unmask(compiler->arena, text, str_from(cmark_node_get_url(image)));
    Inline context = {.text = text, .sections_good = true};
    const Piece *alt = inline_compile(compiler, &context, image);
    if (str_trim(path).size == 0) {
        diag(compiler->diags, SEVERITY_ERROR, place, "write ![what it shows](file.png)",
             "an image names no file");
        return NULL;
    }
    if (str_from(cmark_node_get_title(image)).size > 0) {
        diag(compiler->diags, SEVERITY_ERROR, place, "use the directive 'gambar' with 'judul'",
             "an image has no title");
        return NULL;
    }
    const Piece *file = piece_compile(compiler, path, place);
    return file == NULL ? NULL : pictures_plan(compiler, file, alt, place);
}
