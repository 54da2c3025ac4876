# lakipdf
#
#   make demo    build the program and the example documents, with page images
#   make test    run all tests
#   make         build the program only
#
# BUILD names the folder that everything is built under; CC the compiler; SANITIZE=1 builds with
# AddressSanitizer and UndefinedBehaviorSanitizer.

BUILD  ?= build
CC     = gcc
STAGES = base data calc doc layout pdf cli

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL = all

VERSION = 0.1.0
OPT     ?= -O2 -g
WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
          -Wpointer-arith -Wcast-qual -Wvla -Wundef
LIBS_PC = libxml-2.0 yaml-0.1 libcmark-gfm gmp libpng zlib
# Asked for when a recipe needs them, since `make deps` may only just have installed them.
PC_CFLAGS = $(shell pkg-config --cflags $(LIBS_PC) cmocka 2>/dev/null)
PC_LIBS   = $(shell pkg-config --libs $(LIBS_PC) 2>/dev/null) -lhpdf
ifdef SANITIZE
SAN = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
ALL_CFLAGS  = -std=c17 -D_GNU_SOURCE -DLAKIPDF_VERSION='"$(VERSION)"' -Isrc $(WARN) $(OPT) $(SAN) $(PC_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(SAN) $(LDFLAGS)

.PHONY: all
all: $(BUILD)/lakipdf

# --- The program: an archive per stage, linked from right to left ---------------------------------

define stage_rules
$(1)_OBJ := $$(patsubst src/%.c,$(BUILD)/obj/%.o,$$(filter-out src/cli/main.c,$$(wildcard src/$(1)/*.c)))
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

# --- Tests: tests/STAGE/NAME.c is a cmocka suite that links STAGE and what is left of it ------------

TEST_SRC = $(foreach stage,$(STAGES),$(wildcard tests/$(stage)/*.c))
TEST_BIN = $(patsubst tests/%.c,$(BUILD)/tests/%,$(TEST_SRC))

define test_rules
$(BUILD)/tests/$(1)/%: tests/$(1)/%.c tests/support.h $(call archives,$(1)) | deps
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_CFLAGS) -Itests -MMD -MP $$(ALL_LDFLAGS) -o $$@ $$(filter %.c %.a,$$^) $$(PC_LIBS) -lcmocka
endef
$(foreach stage,$(STAGES),$(eval $(call test_rules,$(stage))))

.PHONY: test
test: $(BUILD)/lakipdf $(TEST_BIN)
	@LAKIPDF=$(abspath $(BUILD))/lakipdf BUILD=$(abspath $(BUILD)) tests/run $(TEST_BIN)

# --- Packages ---------------------------------------------------------------------------------------

# Installs what config/packages.txt lists; does nothing where nothing is missing.
.PHONY: deps
deps:
	@config/install-packages config/packages.txt

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj $(BUILD)/tests -name '*.d' 2>/dev/null)
