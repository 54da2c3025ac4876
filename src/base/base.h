/*
 * base/base.h - what every stage stands on.
 *
 * Memory that is freed at once (arena.h), text (str.h), exact numbers (number.h), the Indonesian
 * formats (format.h), titles of offices (office.h), messages with their place (diag.h), files
 * (file.h) and folders (folder.h), passphrases and keys (secret.h). This is the folder's public
 * header; the parts are included through it. base/ knows no other folder.
 */
#ifndef LAKIPDF_BASE_BASE_H
#define LAKIPDF_BASE_BASE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/format.h"
#include "base/number.h"
#include "base/office.h"
#include "base/secret.h"
#include "base/str.h"

#endif
