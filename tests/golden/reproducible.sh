#!/bin/sh
# reproducible.sh HATSHY SOURCE: the same inputs give the same bytes, whatever the folder, the time
# zone, the locale, the day and the address layout.
set -eu
hatshy=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$source/examples/challenge/generate.py" 120 >"$work/e.csv"
make() { # FOLDER TEMPLATE: docx or odt, pdf, png, svg
	mkdir -p "$work/$1"
	"$hatshy" generate "$source/templates/notice.$2" -d "$source/examples/challenge/letter.json" \
		-e "$work/e.csv" -o "$work/$1/n.$2" -o "$work/$1/$2.pdf" -o "$work/$1/$2.png" -o "$work/$1/$2.svg"
}
for format in docx odt; do
	make a $format
	sleep 1
	(cd / && TZ=Asia/Almaty LC_ALL=kk_KZ.UTF-8 make b/c $format)
done
count=0
for file in "$work"/a/*; do
	cmp "$file" "$work/b/c/$(basename "$file")"
	count=$((count + 1))
done
[ $count -gt 8 ]
echo "$count files are the same"
