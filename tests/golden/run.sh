#!/bin/sh
# run.sh HATSHY SOURCE: every tests/golden/cli/NAME.in is a command line (without the program); what
# it prints, with its exit status, must equal NAME.out. UPDATE=1 rewrites the .out files: review the
# difference. Commands run in the source folder, @OUT@ is a fresh folder for outputs.
hatshy=$1 source=$2 bad=0 count=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$source" || exit 1
for in in tests/golden/cli/*.in; do
	count=$((count + 1))
	rm -rf "$work/out" && mkdir "$work/out"
	command=$(sed "s|@OUT@|$work/out|g" "$in")
	eval "LC_ALL=C \"$hatshy\" $command" >"$work/text" 2>&1 </dev/null
	echo "status $?" >>"$work/text"
	# every file that was made, and nothing else, belongs to the result
	(cd "$work/out" && find . -type f | sort) >>"$work/text"
	sed "s|$work/out|@OUT@|g" "$work/text" >"$work/got"
	if [ -n "$UPDATE" ]; then
		cp "$work/got" "${in%.in}.out"
	elif ! diff -u "${in%.in}.out" "$work/got"; then
		bad=$((bad + 1))
	fi
done
echo "$count golden files, $bad differ"
[ $bad -eq 0 ] && [ $count -gt 0 ]
