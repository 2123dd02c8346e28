#!/bin/sh
# quickstart.sh: installs what the build needs, builds Hatshy, and makes the information notice
# from examples/challenge as DOCX, ODT and PDF in build/quickstart. Run it from anywhere.
set -eu
cd "$(dirname "$0")/.."
sh cmake/install-packages.sh build fonts
cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release -DHATSHY_TESTS=OFF >/dev/null
cmake --build build/release

out=build/quickstart
mkdir -p "$out"
for template in notice.docx notice.odt; do
	build/release/hatshy generate "templates/$template" \
		-d examples/challenge/letter.json -e examples/challenge/entries.csv \
		-o "$out/$template" -o "$out/${template%.*}-from-${template##*.}.pdf"
done
build/release/hatshy generate templates/notice-ru.docx \
	-d examples/challenge/letter-ru.json -e examples/challenge/entries.csv \
	-o "$out/notice-ru.docx" -o "$out/notice-ru.pdf"

echo "The notice is ready:"
for file in "$out"/*; do
	echo "  $PWD/$file"
done
