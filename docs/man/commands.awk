# The table of `postwacht --commands` (name, usage, summary, between tabs) as a
# list in mdoc.
BEGIN { FS = "\t"; print ".Bl -tag -width Ds" }
function clean(s) {
	gsub(/\\/, "\\e", s)
	gsub(/"/, "\\(dq", s)
	gsub(/-/, "\\-", s)
	return s
}
{
	print ".It Ic " $1 ($2 == "" ? "" : " " clean($2) "\\&")
	print toupper(substr($3, 1, 1)) substr($3, 2) "."
}
END { print ".El" }
