# SQL files to C. A statement or migration begins at "-- name: IDENT" and runs
# to the next one. Output: QUERY(IDENT, "text") lines, for an X-macro.
function flush_query() {
	if (name != "")
		printf "QUERY(%s,\n%s)\n", name, body
	name = ""
	body = ""
}
/^-- name: / { flush_query(); name = $3; next }
name == "" { next }
/^--/ || /^[ \t]*$/ { next }
{
	line = $0
	gsub(/\\/, "\\\\", line)
	gsub(/"/, "\\\"", line)
	body = body "\t\"" line "\\n\"\n"
}
END { flush_query() }
