#!/bin/sh
# run.sh HATSHY SOURCE: the notice's PDF, from DOCX and from ODT, for 9 and 599 entries, is what
# LibreOffice prints from the merged document (references/: see README.md).
set -eu
hatshy=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$source/examples/challenge/generate.py" 599 >"$work/599.csv"
cp "$source/examples/challenge/entries.csv" "$work/9.csv"
bad=0
for template in notice.docx notice.odt notice-ru.docx; do
	fields=letter.json
	[ "$template" = notice-ru.docx ] && fields=letter-ru.json
	for count in 9 599; do
		"$hatshy" generate "$source/templates/$template" -d "$source/examples/challenge/$fields" \
			-e "$work/$count.csv" -o "$work/out.pdf"
		printf '%s with %s entries: ' "$template" "$count"
		python3 "$source/tests/fidelity/words.py" compare \
			"$source/tests/fidelity/references/$template-$count.txt.gz" "$work/out.pdf" || bad=1
	done
done
exit $bad
