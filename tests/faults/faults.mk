# Calls that fail (tests/faults/faults.py). The library that makes them fail is no part of the program.
FAULTS_LIB = $(BUILD)/tests/faults/faults.so

$(FAULTS_LIB): $(wildcard tests/faults/*.[ch]) | deps
	@mkdir -p $(@D)
	$(CC) -std=c17 -D_GNU_SOURCE $(WARN) -O2 -g -fPIC -shared -o $@ $(filter %.c,$^)

# All of a small job's calls, and samples of larger ones.
.PHONY: faults
faults: $(BUILD)/lakipdf $(FAULTS_LIB)
	@tests/faults/faults.py $(BUILD)/lakipdf $(FAULTS_LIB) $(BUILD)/faults

# A sample, as a suite of `make test`; AddressSanitizer lets nothing be loaded before itself.
TEST_BIN += $(if $(SANITIZE),,$(BUILD)/tests/faults/sample)

$(BUILD)/tests/faults/sample: $(FAULTS_LIB)
	@printf '#!/bin/sh\nexec tests/faults/faults.py "$$LAKIPDF" "$$BUILD/tests/faults/faults.so" "$$BUILD/faults" --some 3\n' >$@
	@chmod +x $@
