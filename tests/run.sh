#!/bin/sh
# run.sh: installs what build and tests need, builds, and runs every test: once as released code,
# once under AddressSanitizer and UndefinedBehaviorSanitizer. Ends with the runner's own summary.
set -eu
cd "$(dirname "$0")/.."
sh cmake/install-packages.sh build fonts test
for preset in asan release; do
	cmake --preset "$preset" >/dev/null
	cmake --build --preset "$preset"
	ctest --preset "$preset"
done
