#!/bin/sh
# Compares the pages of each document here with its golden dump; UPDATE=1 writes the dumps anew.
# usage: run.sh DUMP-PROGRAM FOLDER
dump=$1 folder=$2 failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
for document in "$folder"/*.docx "$folder"/*.odt; do
  golden=${document%.*}.pages
  if ! "$dump" "$document" > "$work/pages"; then
    echo "$document: cannot be laid out" >&2
    failed=1
  elif [ -n "$UPDATE" ]; then
    cp "$work/pages" "$golden"
  elif ! diff -u "$golden" "$work/pages"; then
    failed=1
  fi
done
exit $failed
