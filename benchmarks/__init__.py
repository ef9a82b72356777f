"""`make bench`: the calculator beside what else would run it in a page. README.md says how."""
