#!/bin/sh
# Prints a Python 3.11 or newer to make the environment with: $PYTHON, else the first that runs. One line when there is none.
found=""
for candidate in ${PYTHON:-.venv/bin/python python3 python3.14 python3.13 python3.12 python3.11 python}; do
    # A name on the PATH proves little: a version manager's stand-in may refuse to run.
    version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))' 2>/dev/null) &&
        echo "$candidate" && exit 0
    found="$found${version:+${found:+, }$candidate is $version}"
done
echo "Standpunt needs Python 3.11 or newer${found:+ ($found)}: install one, or name it: make run PYTHON=/path/to/python3" >&2
exit 1
