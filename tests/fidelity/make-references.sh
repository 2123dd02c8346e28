#!/bin/sh
# make-references.sh HATSHY: makes references/ anew with LibreOffice (libreoffice-writer-nogui):
# merges each template, lets soffice print the merged document, keeps the words with their places.
set -eu
hatshy=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
source=$here/../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/references"
for template in notice.docx notice.odt notice-ru.docx; do
	fields=letter.json
	[ "$template" = notice-ru.docx ] && fields=letter-ru.json
	for count in 9 599; do
		if [ $count = 9 ]; then cp "$source/examples/challenge/entries.csv" "$work/e.csv"
		else python3 "$source/examples/challenge/generate.py" $count >"$work/e.csv"; fi
		"$hatshy" generate "$source/templates/$template" -d "$source/examples/challenge/$fields" \
			-e "$work/e.csv" -o "$work/out.${template##*.}"
		soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf \
			--outdir "$work" "$work/out.${template##*.}" >/dev/null 2>&1
		python3 "$here/words.py" list "$work/out.pdf" "$here/references/$template-$count.txt.gz"
	done
done
soffice --version >"$here/references/VERSION"
