# lakipdf
#
#   make demo    build the program and the documents of all examples, with page images
#   make test    run all tests
#   make         build the program only
#   make fuzz    fuzz targets, a minute each; make fuzz-past their past findings
#   make bench   time and peak memory of large jobs beside libharu alone, of a large calculation, a batch, signatures
#   make count   instructions of small cases, compared with tests/bench/baseline.json
#   make faults  calls that fail in turn: memory, files (tests/faults/faults.py)
#   make same    the same documents by gcc and clang, with and without optimization
#   make lint    clang-format, mandoc, cppcheck, clang-tidy
#   make memcheck  valgrind on the main job and those of the tests
#   make install copy the program and its files below PREFIX (/usr/local)
#
# BUILD names the folder that everything is built under; CC the compiler; SANITIZE=1 builds with
# AddressSanitizer and UndefinedBehaviorSanitizer.

BUILD  ?= build
CC     = gcc
STAGES = base http picture data calc doc layout pdf pdfread update sign verify bsre print batch cli

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL = all

# As many recipes at once as there are cores, where -j does not say how many.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc)
endif

VERSION = 0.1.0
PREFIX  ?= /usr/local
OPT     ?= -O2 -g
WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
          -Wpointer-arith -Wcast-qual -Wvla -Wundef
LIBS_PC = libxml-2.0 yaml-0.1 libcmark-gfm gmp zlib libdeflate libpng libjpeg libcrypto libqrencode
# Asked for once, when a recipe first needs them, since `make deps` may only just have installed them.
PC_CFLAGS = $(eval PC_CFLAGS := $$(shell pkg-config --cflags $(LIBS_PC) p11-kit-1 cmocka))$(PC_CFLAGS)
PC_LIBS   = $(eval PC_LIBS := $$(shell pkg-config --libs $(LIBS_PC)) -lhpdf -lhyphen)$(PC_LIBS)
ifdef SANITIZE
SAN = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
# What makes a slip in memory hard to use (lakipdf(1), SECURITY; tests/cli/hardening.c). FORTIFY wants optimization,
# and the sanitizers check more than it does; -fcf-protection is of x86.
HARDEN    = -fstack-protector-strong -fstack-clash-protection -fPIE
HARDEN   += $(if $(SANITIZE)$(filter -O0,$(OPT)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
HARDEN   += $(if $(filter x86_64 i%86,$(shell uname -m)),-fcf-protection)
HARDEN_LD = -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
ALL_CFLAGS  = -std=c17 -D_GNU_SOURCE -DLAKIPDF_VERSION='"$(VERSION)"' \
              -DLAKIPDF_PREFIX='"$(PREFIX)"' -Isrc $(WARN) $(OPT) $(HARDEN) $(SAN) $(PC_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(HARDEN_LD) $(SAN) $(LDFLAGS)

.PHONY: all
all: $(BUILD)/lakipdf

# --- The program: an archive per stage, linked from right to left ---------------------------------

define stage_rules
$(1)_OBJ := $$(patsubst src/%.c,$(BUILD)/obj/%.o,$$(filter-out src/cli/main.c,$$(wildcard src/$(1)/*.c src/$(1)/*/*.c)))
$(BUILD)/lib/$(1).a: $$($(1)_OBJ)
	@mkdir -p $$(@D)
	@rm -f $$@
	ar rcsD $$@ $$^
endef
$(foreach stage,$(STAGES),$(eval $(call stage_rules,$(stage))))

# The archives of a stage and of all to its left, in link order.
reverse = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
index   = $(words $(shell printf '%s\n' $(STAGES) | sed '/^$(1)$$/q'))
upto    = $(call reverse,$(wordlist 1,$(call index,$(1)),$(STAGES)))
archives = $(foreach stage,$(call upto,$(1)),$(BUILD)/lib/$(stage).a)

$(BUILD)/lakipdf: $(BUILD)/obj/cli/main.o $(call archives,cli)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PC_LIBS)

$(BUILD)/obj/%.o: src/%.c | deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# --- Tests: tests/STAGE/NAME.c is a cmocka suite that links STAGE and what is left of it, and what
# the suites share: tests/*.c ---------------------------------------------------------------------------

TEST_SRC = $(foreach stage,$(STAGES),$(wildcard tests/$(stage)/*.c))
TEST_BIN = $(patsubst tests/%.c,$(BUILD)/tests/%,$(TEST_SRC))

SHARED_OBJ = $(patsubst tests/%.c,$(BUILD)/obj/tests/%.o,$(wildcard tests/*.c))

$(BUILD)/obj/tests/%.o: tests/%.c | deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests -MMD -MP -c -o $@ $<

$(BUILD)/lib/tests.a: $(SHARED_OBJ)
	@mkdir -p $(@D)
	@rm -f $@
	ar rcsD $@ $^

define test_rules
$(BUILD)/tests/$(1)/%: tests/$(1)/%.c $(BUILD)/lib/tests.a $(call archives,$(1)) | deps
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_CFLAGS) -Itests -MMD -MP $$(ALL_LDFLAGS) -o $$@ $$< $$(filter %.a,$$^) $$(PC_LIBS) -lcmocka
endef
$(foreach stage,$(STAGES),$(eval $(call test_rules,$(stage))))

include tests/faults/faults.mk

.PHONY: test
test: $(BUILD)/lakipdf $(TEST_BIN)
	@LAKIPDF=$(abspath $(BUILD))/lakipdf BUILD=$(abspath $(BUILD)) tests/run $(TEST_BIN)

# --- The documents --------------------------------------------------------------------------------

JOB  = examples/lakip-2017/lakipdf.yaml
DEMO = $(BUILD)/demo

# Every job of every example, the files that name a template: FOLDER.pdf of FOLDER/lakipdf.yaml,
# FOLDER-NAME.pdf of FOLDER/NAME.yaml.
.PHONY: demo
demo: $(BUILD)/lakipdf
	@rm -rf $(DEMO)
	@mkdir -p $(DEMO)
	@for job in $$(grep -l '^templat:' examples/*/*.yaml); do \
	    folder=$$(basename $$(dirname $$job)); file=$$(basename $$job .yaml); \
	    name=$$folder-$$file; [ $$file != lakipdf ] || name=$$folder; \
	    echo "$(BUILD)/lakipdf build $$job -o $(DEMO)/$$name.pdf"; \
	    $(BUILD)/lakipdf build $$job -o $(DEMO)/$$name.pdf || exit 1; \
	    pdftoppm -r 60 -png $(DEMO)/$$name.pdf $(DEMO)/$$name || exit 1; \
	done
	@echo "documents:   $(DEMO)/*.pdf"
	@echo "page images: $(DEMO)/*.png"

# --- Measuring and checking -------------------------------------------------------------------------

BENCH_TOOLS = $(addprefix $(BUILD)/bench/,measure generate strings raw)

$(BENCH_TOOLS): $(BUILD)/bench/%: tests/bench/%.c tests/bench/strings.h | deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests $(ALL_LDFLAGS) -o $@ $< -lhpdf

$(BUILD)/bench/calculate: tests/bench/calculate.c $(call archives,calc) | deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PC_LIBS)

.PHONY: bench
bench: count
	@tests/bench/run $(BUILD)/lakipdf $(BUILD)/bench
	@tests/bench/results.py $(BUILD)/lakipdf $(BUILD)/bench

# Instructions of small cases, compared with those that are written down; UPDATE_REFERENCES=1 writes them anew.
.PHONY: count
count: $(BUILD)/lakipdf $(BENCH_TOOLS) $(BUILD)/bench/calculate
	@tests/bench/counts.py $(BUILD)/lakipdf $(BUILD)/bench tests/bench/baseline.json

# Four builds of the program alone.
SAME = gcc-O0 gcc-O3 clang-O0 clang-O3

.PHONY: same
same: $(BUILD)/bench/generate
	@for variant in $(SAME); do \
	    $(MAKE) --no-print-directory BUILD=$(BUILD)/same/$$variant CC=$${variant%-*} OPT=-$${variant#*-} \
	        $(BUILD)/same/$$variant/lakipdf >/dev/null || exit 1; \
	done
	@tests/same $(BUILD)/bench/generate $(BUILD)/same $(SAME)

include tests/fuzz/fuzz.mk

C_FILES = $(shell find src tests -name '*.c')
H_FILES = $(shell find src tests -name '*.h')
MANUALS = $(wildcard src/*/*.[17] templates/*/*.7)

.PHONY: lint
lint: deps
	clang-format --dry-run -Werror $(C_FILES) $(H_FILES)
	mandoc -T lint -W warning $(MANUALS)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --suppress=missingIncludeSystem -j2 -Isrc -Itests src
	@printf '%s\n' $(C_FILES) | xargs -P2 -n4 sh -c 'clang-tidy --quiet "$$@" -- -std=c17 -D_GNU_SOURCE -Isrc -Itests \
	    -DLAKIPDF_VERSION=\"0\" $(PC_CFLAGS) 2>/dev/null' sh

.PHONY: memcheck
memcheck: $(BUILD)/lakipdf
	for job in $(JOB) tests/jobs/*/lakipdf.yaml; do \
	    valgrind --quiet --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all --error-exitcode=9 \
	        $(BUILD)/lakipdf build $$job -o $(BUILD)/memcheck.pdf || exit 1; \
	done

.PHONY: install
install: $(BUILD)/lakipdf
	install -D $(BUILD)/lakipdf $(DESTDIR)$(PREFIX)/bin/lakipdf
	install -d $(DESTDIR)$(PREFIX)/share/lakipdf $(addprefix $(DESTDIR)$(PREFIX)/share/man/man,1 7)
	cp -R config templates fonts $(DESTDIR)$(PREFIX)/share/lakipdf/
	install -m 644 $(filter %.1,$(MANUALS)) $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 $(filter %.7,$(MANUALS)) $(DESTDIR)$(PREFIX)/share/man/man7/

# --- Packages ---------------------------------------------------------------------------------------

# Installs what config/packages.txt lists; does nothing where nothing is missing.
.PHONY: deps
deps:
	@config/install-packages config/packages.txt

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj $(BUILD)/tests -name '*.d' 2>/dev/null)
