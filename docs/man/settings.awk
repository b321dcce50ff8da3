# The table of `postwacht --settings` (name, type, values, default, change,
# meaning, between tabs) as a list in mdoc.
BEGIN { FS = "\t"; print ".Bl -tag -width Ds" }
function clean(s) {
	gsub(/\\/, "\\e", s)
	gsub(/"/, "\\(dq", s)
	return s
}
# Lines of at most 78 characters, broken at blanks.
function fold(s,    n, i, words, line) {
	n = split(s, words, " ")
	line = words[1]
	for (i = 2; i <= n; i++)
		if (length(line) + length(words[i]) > 76) {
			print line
			line = words[i]
		} else
			line = line " " words[i]
	print line
}
NR == 1 { next }
{
	print ".It Va " $1
	fold(clean($6))
	line = "(" $2
	if ($3 != "-")
		line = line ": " $3
	if ($4 == "required")
		line = line "; must be there"
	else if ($4 != "-")
		line = line "; " clean($4) " when absent"
	fold(line ($5 == "restart" ? "; a change takes a restart)" : ")"))
}
END { print ".El" }
