/*
 * tests/light.h - work that may take only a little memory and processor time, whatever it is given.
 */
#ifndef LAKIPDF_TESTS_LIGHT_H
#define LAKIPDF_TESTS_LIGHT_H

#include "support.h"

#include <time.h>

/* Does work(context) in memory of `own`, whose arena and messages are made here, with that limit.
   Fails where the memory does not suffice, or where it takes more than so many seconds of processor
   time. False where it was given up, as after too many errors. light_end lets go of the memory. */
bool light_run(Fixture *own, size_t megabytes, int seconds, void (*work)(void *context),
               void *context);
void light_end(Fixture *own);

/* Fails where more than so many seconds of processor time went by since clock() was `began`; with
   sanitizers, ten times as many. */
void light_assert_since(clock_t began, int seconds);

#endif
