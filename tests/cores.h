/*
 * tests/cores.h - what is done on one core of several.
 */
#ifndef LAKIPDF_TESTS_CORES_H
#define LAKIPDF_TESTS_CORES_H

#include <sched.h>

/* From here on the process, and what it starts, has one core only; *before is for cores_restore. */
void cores_one(cpu_set_t *before);
void cores_restore(const cpu_set_t *before);

#endif
