# --- Fuzzing: tests/fuzz/TARGET.c is a libFuzzer target, what they share is FUZZ_SHARED ----------
#
#   make fuzz        each target for FUZZ_SECONDS, two at once; findings are left in BUILD/fuzz/found
#   make fuzz-past   all inputs that were findings once, and the committed corpora, through each target
#   make fuzz-learn  packs what was learned, in BUILD/fuzz/corpus, into tests/fuzz/learned, where make fuzz begins
#
# tests/fuzz/lengths lists the targets with the bytes of their longest input. FUZZ_TARGETS names fewer; TALLY is the
# file that counts what was run. A program run by hand stands in the project's top folder.
#
# Most inputs are files. Those of `objects` and `appended` are objects of a PDF, of which frame.c makes a file or an
# update of a signed one (home/bertanda), so that the fuzzer is not held up by offsets and lengths; `font` changes a
# table at a time for the same reason.

FUZZ         = $(BUILD)/fuzz
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= $(shell cut -d " " -f 1 tests/fuzz/lengths)
TALLY        ?= tests/fuzz/tally.tsv

FUZZ_SHARED = $(addprefix tests/fuzz/,fuzz.c world.c probe.c frame.c show.c)

$(BUILD)/programs/%: tests/fuzz/%.c $(FUZZ_SHARED) $(FUZZ_SHARED:.c=.h) $(call archives,cli) | deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests -Itests/fuzz $(ALL_LDFLAGS) -fsanitize=fuzzer -Wl,--wrap=data_load_file \
	    -o $@ $(filter %.c %.a,$^) $(PC_LIBS)

# What is fuzzed is built by clang, in a folder of its own.
.PHONY: fuzz-programs
fuzz-programs: | deps
	@$(MAKE) --no-print-directory BUILD=$(FUZZ) CC='$(FUZZ_CC)' SANITIZE=1 OPT='-O1 -g' \
	    SAN='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
	    $(FUZZ_TARGETS:%=$(FUZZ)/programs/%)

FUZZ_CC ?= clang

.PHONY: fuzz
fuzz: fuzz-programs $(BUILD)/lakipdf
	@tests/fuzz/run $(FUZZ) $(FUZZ_SECONDS) $(TALLY) $(FUZZ_TARGETS)

.PHONY: fuzz-past
fuzz-past: fuzz-programs
	@tests/fuzz/replay $(FUZZ) $(FUZZ_TARGETS)

.PHONY: fuzz-learn
fuzz-learn: fuzz-programs
	@tests/fuzz/learn $(FUZZ) $(FUZZ_TARGETS)
