#!/bin/sh
# install-packages.sh KIND...: installs those packages of debian-packages.txt that are missing.
# As root, or with sudo. Does nothing (and needs no rights) when all are there.
set -eu
list=$(dirname "$0")/debian-packages.txt
missing=
for kind in "$@"; do
	for package in $(awk -v kind="$kind" '$1 == kind { print $2 }' "$list"); do
		if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
			missing="$missing $package"
		fi
	done
done
[ -n "$missing" ] || exit 0
root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || { echo "not root and no sudo: install$missing" >&2; exit 1; }
	root=sudo
fi
echo "installing:$missing"
$root apt-get update -qq
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
