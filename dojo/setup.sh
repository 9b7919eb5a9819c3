#!/bin/sh
# Makes .venv, with what the katas need in it, and does nothing when it is there already.
#
#     sh dojo/setup.sh                what `make check` needs
#     sh dojo/setup.sh --watch        the same, and what `make watch` needs
#     sh dojo/setup.sh --dev          the same, and what `make test` and `make lint` need
#     sh dojo/setup.sh --into DIR     another folder than .venv  (make matrix)
#     PYTHON=python3.13 sh dojo/setup.sh      this Python and no other
#
# The packages, their versions and their checksums are in requirements.lock (and
# requirements-watch.lock, requirements-dev.lock). With uv on PATH, uv installs them; otherwise
# Python's own venv and pip do.
#
# How a half-made .venv is told from a good one: the folder $venv/.process-katas is the first thing
# made in it, which says "we made this"; the stamp inside, which says "and it is complete", is the
# last. Made by us but without the right stamp: made again. Not made by us: left alone.
#
# Exit code: 0 ready, 1 not ready (the reason is on stderr), 130 stopped by Ctrl-C.
set -eu

unset CDPATH # `cd dojo/..` would look there first
cd "$(dirname "$0")/.."

# ---- What is asked for ---------------------------------------------------------------------------

venv=.venv more=''
while [ $# -gt 0 ]; do
    case $1 in
    --dev | --watch) more=${1#--} ;;
    --into) venv=${2:?--into needs a folder} && shift ;;
    *) echo "setup.sh: I do not know '$1'. I know --dev, --watch and --into DIR." >&2 && exit 1 ;;
    esac
    shift
done
lock=requirements${more:+-$more}.lock
ours=$venv/.process-katas
log=$ours/log

# ---- The user's own settings ----------------------------------------------------------------------

# Of the settings for pip and uv only those about the network and the cache are followed. Others, such
# as PIP_TARGET, would install into another folder. PYTHON names the Python to use; no other variable
# with such a name is about which Python there is, and PYTHONPATH or PYTHONHOME can break it.
network='index_url|extra_index_url|no_index|find_links|proxy|cert|client_cert|trusted_host|timeout'
network="$network|default_timeout|retries|cache_dir|no_cache_dir|keyring_provider|config_file"
network="$network|index|default_index|index_strategy|no_config|no_cache|link_mode|offline|native_tls"
network="$network|system_certs|insecure_host|http_timeout|request_timeout|concurrent_[a-z]*"
network="$network|[a-z0-9_]*(username|password)"

unset_others() {
    for name in $(export -p | sed -nE 's/^[a-z -]* ((PIP_|UV_|PYTHON)[A-Za-z0-9_]*)(=.*)?$/\1/p'); do
        if [ "$name" != PYTHON ] && ! printf '%s\n' "$name" | grep -qiE "^(PIP|UV)_($network)\$"; then
            unset "$name"
        fi
    done
}
unset_others

# ---- Small words ---------------------------------------------------------------------------------

say() { printf '%s\n' "$*" >&2; }

stop() {
    say ""
    say "$@"
    say ""
    exit 1
}

# ask PYTHON CODE: runs a line of Python; a Python that is none fails without a word.
ask() { "$1" -c "$2" 2>/dev/null </dev/null; }

# The program behind a Python, all links followed: /usr/bin/python3 -> /usr/bin/python3.14.
# It changes when the system's Python is replaced by the next one, and .venv is useless then.
program_of() { ask "$1" 'import os, sys; print(os.path.realpath(sys._base_executable))'; }

# What a complete stamp says. Two short programs and no Python: about three milliseconds. The number
# at its end is raised when this script puts something else into $venv than before.
right_stamp() { printf '%s %s 2\n' "$(cksum <"$1")" "$(readlink -f "$venv/bin/python")"; }

# is_ready LOCK: is everything of this lock in $venv, under a Python that still exists?
is_ready() {
    [ -x "$venv/bin/python" ] || return 1
    [ -f "$ours/$1" ] || return 1
    [ "$(cat "$ours/$1")" = "$(right_stamp "$1")" ]
}

# PYTHON=… asks for one Python. A .venv made with another one is not the one asked for.
is_the_python_asked_for() {
    [ -z "${PYTHON:-}" ] || [ "$(readlink -f "$venv/bin/python")" = "$(program_of "$PYTHON")" ]
}

# ---- Nothing to do? ------------------------------------------------------------------------------

if is_ready "$lock" && is_the_python_asked_for; then exit 0; fi

# ---- A Python that can do it ---------------------------------------------------------------------

# Every Python worth asking, best first, one a line. pyenv's come last: its `python3.13` on PATH is
# a small script that fails unless that version is switched on, its versions/ are always there.
candidates() {
    if [ "${PYTHON:-}" ]; then
        printf '%s\n' "$PYTHON"
        return
    fi
    printf '%s\n' python3 python3.15 python3.14 python3.13 python3.12 python3.11
    for minor in 15 14 13 12 11; do
        for one in "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3."$minor".*/bin/python3; do
            if [ -x "$one" ]; then printf '%s\n' "$one"; fi
        done
    done
}

# Parts of Python that are left out where it was built without the libraries behind them.
parts='ctypes multiprocessing.synchronize multiprocessing.shared_memory select socket zlib'

# lacks PYTHON: the parts that this Python does not have, on one line.
lacks() {
    ask "$1" "
for part in '$parts'.split():
    try:
        __import__(part)
    except ImportError as error:
        print(error.name or part, end=' ')"
}

# Sets $python to the first that is new enough, whole, and can make a venv; $too_old, $incomplete and
# $no_venv say what was wrong with the others.
find_python() {
    python='' too_old='' no_venv='' incomplete=''
    while read -r one; do
        version=$(ask "$one" 'import sys; print("%d.%d" % sys.version_info[:2])') || continue
        if ! ask "$one" 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            too_old=${too_old:-"$one is Python $version"}
        elif missing=$(lacks "$one") && [ "$missing" ]; then
            incomplete=${incomplete:-"$one (Python $version) was built without ${missing% }"}
        elif ! ask "$one" "import $needs"; then
            no_venv=${no_venv:-"$version"}
        else
            python=$one
            return
        fi
    done <<EOT
$(candidates)
EOT
}

# With uv, a venv needs no pip of its own, and so no ensurepip.
uv='' needs='venv, ensurepip'
if command -v uv >/dev/null 2>&1; then uv=yes needs=venv; else parts="$parts ssl"; fi
find_python

if [ -z "$python" ]; then
    if [ "$no_venv" ]; then
        # Debian and Ubuntu keep venv and pip's seed in a package of their own, one a version.
        stop "Python $no_venv is here, but it cannot make a virtual environment: on this system, the venv
module with ensurepip is a package of its own. This brings it:

    sudo apt install python$no_venv-venv

Then run the same command again."
    elif [ "$incomplete" ]; then
        stop "$incomplete.
The katas need it. This installs a whole Python, and a way to use it:

    sudo apt install python3 python3-venv
    make check PYTHON=/usr/bin/python3

Or build that Python again, once the libraries are there (pyenv: pyenv install --force VERSION):

    sudo apt install build-essential libffi-dev libssl-dev zlib1g-dev"
    elif [ "${PYTHON:-}" ]; then
        stop "PYTHON=$PYTHON does not name a Python 3.11 or newer${too_old:+ ($too_old)}.
Leave it out to let me look for one, or name one, as in: make check PYTHON=python3.13"
    elif [ "$too_old" ]; then
        stop "The katas need Python 3.11 or newer, and $too_old.
This installs the newest one that your system's packages have:

    sudo apt install python3 python3-venv

If that is still too old, uv (https://docs.astral.sh/uv/: uv python install 3.13) or pyenv bring a
newer Python beside it. Then: make check PYTHON=/path/to/python3.13"
    else
        stop "The katas need Python 3.11 or newer, and there is no python3 on PATH. This installs it:

    sudo apt install python3 python3-venv

Then run the same command again."
    fi
fi

# ---- One at a time -------------------------------------------------------------------------------

# Two `make check` at once must not build on top of each other. The lock goes away with this shell.
if command -v flock >/dev/null 2>&1; then
    exec 9<requirements.lock
    flock 9
    if is_ready "$lock" && is_the_python_asked_for; then exit 0; fi # the other one made it
fi

# ---- Is the folder ours to make? -----------------------------------------------------------------

if [ -e "$venv" ] || [ -L "$venv" ]; then
    # An empty folder is one we were stopped in at the very first step, or as good as none.
    if [ ! -d "$ours" ] && ! rmdir "$venv" 2>/dev/null; then
        stop "There is a $venv here that was not made by this project, so I leave it alone.
Move it away (mv $venv $venv.old) or delete it, then run the same command again."
    fi
fi

# ---- Make it -------------------------------------------------------------------------------------

# Whatever stops us from here on leaves no stamp behind, so the next run begins again.
interrupted() {
    trap '' INT TERM
    say ""
    say "Stopped while setting up $venv. Nothing is lost: the same command begins again."
    exit 130
}
trap interrupted INT TERM

# What pip and uv say then, in their several versions.
network_trouble='connection (refused|reset|error)|NewConnectionError|ProxyError|SSLError|certificate'
network_trouble="$network_trouble|name resolution|resolve host|unreachable|timed out|dns error"
network_trouble="$network_trouble|error sending request|failed to fetch|No matching distribution"

failed() { # failed WHAT: the last lines of the log, and a guess at the reason
    reason=''
    if grep -qi 'No space left' "$log" 2>/dev/null; then
        reason="The disk is full. Make some room, then run the same command again."
    elif grep -qiE "$network_trouble" "$log" 2>/dev/null; then
        reason="That looks like the network: the packages come from PyPI (https://pypi.org), which this
computer did not reach. Once set up, the katas need no network. Run the same command again when
there is one; behind a proxy, set HTTPS_PROXY first."
    fi
    say ""
    say "$1 failed. The last it said:"
    say ""
    tail -n 5 "$log" 2>/dev/null | sed 's/^/    /' >&2
    stop "${reason:-"The whole text is in $log. The same command begins again from scratch."}"
}

make_venv() {
    rm -rf "$venv"
    mkdir -p "$ours"
    if [ "$uv" ]; then without=--without-pip; else without=''; fi
    # venv refuses a folder with a colon in its path, since PATH cannot name it. Nobody puts it there.
    # $without is one word or none.
    # shellcheck disable=SC2086
    "$python" -c 'import os, venv; os.pathsep = "\n"; venv.main()' $without "$venv" >"$log" 2>&1 ||
        failed "Making $venv with $python"
}

install() {
    if [ "$uv" ]; then
        # uv must use the Python chosen above, and never fetch one of its own.
        UV_PYTHON_DOWNLOADS=never uv pip install --python "$venv/bin/python" --require-hashes \
            --no-progress -r "$lock" >>"$log" 2>&1
    else
        follow_pips_files
        "$venv/bin/python" -m pip install --require-hashes --no-input --retries 2 \
            --disable-pip-version-check --progress-bar off -r "$lock" >>"$log" 2>&1
    fi
}

# Take what the files of settings (pip.conf) say about the network into variables, and leave the rest
# of them out: `target = …` there cannot be undone by an option.
follow_pips_files() {
    settings=$("$venv/bin/python" -m pip config list 2>>"$log" | "$venv/bin/python" -c '
import ast, re, shlex, sys
found = {}
for line in sys.stdin:
    place, key, value = re.fullmatch(r"(.*)\.([^.=]+)=(.*)\n?", line, re.DOTALL).groups()
    name = key.lower().replace("-", "_")
    rank = ("global", "install", ":env:").index(place) if place in ("global", "install", ":env:") else -1
    if rank >= found.get(name, (0,))[0] and re.fullmatch(sys.argv[1], name) and name != "config_file":
        found[name] = rank, str(ast.literal_eval(value))
for name, (_, value) in found.items():
    print("export PIP_%s=%s" % (name.upper(), shlex.quote(" ".join(value.split()))))
' "$network" 2>>"$log") || settings=''
    eval "$settings"
    export PIP_CONFIG_FILE=/dev/null
}

# The repository is found whatever PYTHONSAFEPATH and the working folder are. A relative path holds
# when the whole is moved, and is plain text whatever the folders are called.
point_home() {
    "$venv/bin/python" -c '
import os, sysconfig
site = os.path.realpath(sysconfig.get_path("purelib"))
with open(site + "/process-katas.pth", "w") as file:
    file.write(os.path.relpath(os.path.realpath("."), site) + "\n")' >>"$log" 2>&1
}

# Can everything be imported from where it belongs? An installer may have put it elsewhere.
check_packages() {
    case $more in
    watch) names='pytest xdist pytest_timeout rich watchfiles' ;;
    dev) names='pytest xdist pytest_timeout rich watchfiles mypy playwright' ;;
    *) names='pytest xdist pytest_timeout rich' ;;
    esac
    for name in $names; do
        "$venv/bin/python" -I -c "import $name" >>"$log" 2>&1 </dev/null || {
            lost=$name
            return 1
        }
    done
}

# What to do when a package was installed, and is not there.
elsewhere() {
    say ""
    say "The packages of $lock were installed, and $lost cannot be imported:"
    say ""
    tail -n 2 "$log" | sed 's/^/    /' >&2
    if [ "$uv" ]; then its='uv.toml'; else its='pip.conf'; fi
    stop "A setting of yours may send packages to another folder ($its with target or prefix), or a
file was removed meanwhile. The whole text is in $log. The same command begins again."
}

version=$(ask "$python" 'import platform; print(platform.python_version())')
# Packages can be added to a ready venv, unless uv made it without pip and uv is gone since.
can_add() { [ "$uv" ] || ask "$venv/bin/python" 'import pip'; }
if [ "$more" ] && is_ready requirements.lock && is_the_python_asked_for && can_add; then
    what='the tools for working on the project'
    if [ "$more" = watch ]; then what='what watches your files'; fi
    say "Adding $what to $venv (once) …"
else
    say "Setting up $venv with Python $version (once, about 15 seconds) …"
    make_venv
fi
install || failed "Installing the packages of $lock"
point_home || failed "Pointing $venv to this folder"
if ! check_packages && [ "$uv" ]; then # uv.toml may name a folder
    export UV_NO_CONFIG=1
    install || failed "Installing the packages of $lock"
fi
check_packages || elsewhere

# The stamp is the last thing, and moved into place in one step. The other locks hold everything the
# learner's lock holds, in the same versions.
for one in requirements.lock ${more:+"$lock"}; do
    right_stamp "$one" >"$ours/stamp.new"
    mv "$ours/stamp.new" "$ours/$one"
done
