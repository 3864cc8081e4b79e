#!/bin/sh
# Prints a Python 3.11 or newer for the environment: $PYTHON, else the first that runs. One line of error if none.
found=""
for candidate in ${PYTHON:-.venv/bin/python python3 python3.14 python3.13 python3.12 python3.11 python}; do
    # Being on the PATH is not enough: a version manager's shim may refuse to run.
    version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))' 2>/dev/null) &&
        echo "$candidate" && exit 0
    found="$found${version:+${found:+, }$candidate is $version}"
done
echo "Standpunt needs Python 3.11 or newer${found:+ ($found)}: install one, or name it: make run PYTHON=/path/to/python3" >&2
exit 1
