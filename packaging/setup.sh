# What packaging/start and packaging/test share: find a Python, install what the system lacks, fill .venv. Sourced by
# both, with the project folder as the working directory; speaks on standard error, and only when it does something.

# say LINE...
say() { printf '%s\n' "$@" >&2; }

stop() {
    say "$@"
    exit 1
}

# loud_on_failure WHAT COMMAND...: runs in silence; shows what was printed only where it failed
loud_on_failure() {
    what=$1
    shift
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    cat "$log" >&2
    rm -f "$log"
    say "$what failed; the lines above say why."
    return 1
}

# ---- the system's part

# as_root COMMAND...: runs it where that needs no password
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null
}

# install_packages PACKAGE...: true where they could be installed (Debian and its kin, without asking for a password)
install_packages() {
    can_install || return 1
    say "Installing system packages: $*"
    if [ -z "${lists_are_fresh:-}" ]; then
        # A broken list of a third party need not hinder the packages wanted here: the install below is what counts.
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update >/dev/null 2>&1 || true
        lists_are_fresh=1
    fi
    loud_on_failure "Installing system packages" as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "$@" </dev/null
}

# The libraries that Qt loads and a bare Debian 12 lacks, each with its package. Offscreen the first six are enough, the
# rest is for a window under X.
QT_LIBRARIES='
libglib-2.0.so.0        libglib2.0-0
libEGL.so.1             libegl1
libGL.so.1              libgl1
libfontconfig.so.1      libfontconfig1
libdbus-1.so.3          libdbus-1-3
libxkbcommon.so.0       libxkbcommon0
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-shape.so.0       libxcb-shape0
libxkbcommon-x11.so.0   libxkbcommon-x11-0
'

# missing_libraries: "library package" lines for those that the dynamic linker does not know. Where there is no linker
# cache to ask (not a common Linux) nothing counts as missing.
missing_libraries() {
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || return 0
    printf '%s\n' "$QT_LIBRARIES" | while read -r library package; do
        case $known in *"$library "*) ;; *) printf '%s %s\n' "$library" "$package" ;; esac
    done
}

# missing_venv: the same for Python's venv module, which Debian keeps in a package of its own for each Python
missing_venv() {
    [ ! -x .venv/bin/python ] || return 0
    python=$(find_python) || exit 1
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        "$python" -c 'import sys; print("venv python%d.%d-venv" % sys.version_info[:2])'
}

# need_system: installs what is missing of Qt's libraries and of Python, or stops and says exactly what is missing
need_system() {
    missing=$(missing_venv && missing_libraries) || exit 1
    [ -n "$missing" ] || return 0
    names=$(printf '%s\n' "$missing" | cut -d' ' -f1 | tr '\n' ' ')
    packages=$(printf '%s\n' "$missing" | cut -d' ' -f2 | tr '\n' ' ')
    # shellcheck disable=SC2086
    install_packages $packages && return 0
    say "Missing on this system: $names"
    if command -v apt-get >/dev/null; then
        stop "Install it, then run this again:" "  sudo apt-get update && sudo apt-get install $packages"
    fi
    stop "Install the packages that hold it, then run this again. Debian and Ubuntu call them: $packages"
}

# want_programs "PROGRAM PACKAGE" ...: installs those that are missing, or says which tests will be left out
want_programs() {
    missing=
    for pair in "$@"; do
        command -v "${pair% *}" >/dev/null || missing="$missing ${pair#* }"
    done
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_packages $missing ||
        say "Not here, and tests that need them will be skipped:$missing"
}

# want_bindings: the same for what the system's own Python needs to read the window as a screen reader does
want_bindings() {
    /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null ||
        install_packages python3-gi gir1.2-atspi-2.0 ||
        say "Not here, and tests that need them will be skipped: python3-gi gir1.2-atspi-2.0"
}

# ---- Python's part

is_suitable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null
}

find_python() {
    for python in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        if is_suitable "$python"; then
            printf '%s\n' "$python"
            return 0
        fi
    done
    if command -v "${PYTHON:-python3}" >/dev/null; then
        stop "This needs Python 3.11 to 3.14; found only $("${PYTHON:-python3}" --version 2>&1)." \
            "Install a newer one and run this again, or say where it is: PYTHON=/path/to/python3 $0"
    fi
    stop "This needs Python 3.11 to 3.14, and there is no ${PYTHON:-python3} on the PATH. On Debian and Ubuntu:" \
        "  sudo apt-get install python3 python3-venv"
}

make_venv() {
    python=$(find_python) || exit 1
    say "Making .venv with $("$python" --version)"
    loud_on_failure "Making .venv" "$python" -m venv --clear .venv || exit 1
}

pip() {
    .venv/bin/python -m pip -qq --disable-pip-version-check --no-input "$@"
}

# stamp_of REQUIREMENTS: a number for all that .venv was made from: pins, project file, Python, and the folder, which
# stands in the first line of its scripts
stamp_of() {
    { cat "$1" pyproject.toml && .venv/bin/python --version && pwd -P; } 2>/dev/null | cksum
}

# fill_venv REQUIREMENTS: puts the pinned packages into .venv, and the project itself, editable. A stamp left there
# makes the next time instant.
fill_venv() {
    stamp_file=.venv/filled-from-$(basename "$1")
    [ "$(stamp_of "$1")" != "$(cat "$stamp_file" 2>/dev/null)" ] || return 0
    # An environment works only in the folder it was made in; its pyvenv.cfg (from Python 3.11 on) says which.
    is_suitable .venv/bin/python && grep -qF "$(pwd -P)/.venv" .venv/pyvenv.cfg && [ -x .venv/bin/pip ] || make_venv
    say "Installing Python packages into .venv (a minute at most, the first time)"
    pip install --require-hashes --only-binary :all: -r "$1" ||
        stop "Installing failed; the lines above say why." \
            "On Linux the packages need glibc 2.34 (Debian 12, Ubuntu 22.04) or newer."
    pip install --no-deps --no-build-isolation --editable . ||
        stop "Installing the project itself failed; the lines above say why."
    stamp_of "$1" >"$stamp_file"
}
