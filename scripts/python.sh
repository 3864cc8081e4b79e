#!/bin/sh
# Prints a Python 3.11 or newer for the environment: $PYTHON, else the first that runs. One line of error if none.
# One that was compiled without profile-guided optimisation, as version managers do, takes a seventh more of the
# processor for all that Standpunt does: it is taken only if there is no other.
found="" slow=""
for candidate in ${PYTHON:-.venv/bin/python python3 python3.14 python3.13 python3.12 python3.11 python /usr/bin/python3}; do
    # Being on the PATH is not enough: a version manager's shim may refuse to run, and Debian may lack what makes a venv.
    version=$("$candidate" -c '
import sys
print("%d.%d" % sys.version_info[:2])
if sys.version_info < (3, 11):
    sys.exit(1)
import importlib.util, sysconfig
distributed = sys.prefix != sys.base_prefix or sys.base_prefix == "/usr"
optimised = distributed or "--enable-optimizations" in str(sysconfig.get_config_var("CONFIG_ARGS"))
sys.exit(0 if optimised and importlib.util.find_spec("ensurepip") else 3)
' 2>/dev/null)
    case $? in
        0) echo "$candidate" && exit 0 ;;
        3) slow=${slow:-$candidate} ;;
        *) found="$found${version:+${found:+, }$candidate is $version}" ;;
    esac
done
[ -z "$slow" ] || { echo "$slow" && exit 0; }
echo "Standpunt needs Python 3.11 or newer${found:+ ($found)}: install one, or name it: make run PYTHON=/path/to/python3" >&2
exit 1
