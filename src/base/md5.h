/*
 * base/md5.h - MD5 (RFC 1321), which PDF asks for beside embedded files: it finds bytes that were
 * damaged, and is no protection against anybody.
 */
#ifndef LAKIPDF_BASE_MD5_H
#define LAKIPDF_BASE_MD5_H

#include "base/str.h"

enum { MD5_SIZE = 16 };

void md5(Str bytes, unsigned char value[MD5_SIZE]);

#endif
