#!/bin/sh
# run.sh CMAKE BUILD SOURCE WORK: installs BUILD into WORK and builds the stranger's project on it.
# The exported names of the library are those of exports.txt.
set -e
rm -rf "$4" && mkdir -p "$4"
"$1" --install "$2" --prefix "$4/prefix" >/dev/null
library=$(find "$4/prefix" -name 'libhatshy.so' | head -1)
nm -D --defined-only "$library" | awk '$3 !~ /^(_end|_edata|__bss_start)$/ { print $3 }' | sort | diff -u "$3/exports.txt" -
PKG_CONFIG_PATH=$(dirname "$(find "$4/prefix" -name hatshy.pc)")
export PKG_CONFIG_PATH
"$1" -S "$3" -B "$4/b" -G Ninja -DCMAKE_PREFIX_PATH="$4/prefix" >/dev/null
"$1" --build "$4/b" >"$4/log" 2>&1 || { cat "$4/log"; exit 1; }
for program in use_c use_cxx use_pc; do
	LD_LIBRARY_PATH=$(dirname "$library") "$4/b/$program" "$5/templates/notice.docx"
done
echo "package ok"
