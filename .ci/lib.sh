# shellcheck shell=bash
# Shared by the scripts of this folder. Sourced, never run.

# Progress goes to standard error: the output of some scripts is meant for 'eval'.
say() { printf '[%s] %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

# One sentence with the mend, then out.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

need() {
    command -v "$1" >/dev/null 2>&1 || fail "'$1' is not on the PATH: install it with 'apt-get install $2'."
}

# The value of a property in the parent pom, so that a version is written once in this repository.
pom_property() {
    sed -n "s:^ *<$1>\(.*\)</$1>.*:\1:p" "$ROOT/pom.xml" | head -n 1
}

# Every JDK of this machine, one home a line. Nothing is assumed about folder names.
jdk_homes() {
    local java
    {
        for java in /usr/lib/jvm/*/bin/javac /opt/*/bin/javac "$HOME"/.sdkman/candidates/java/*/bin/javac; do
            [[ -x $java ]] && readlink -f "$java"
        done
        [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/javac ]] && readlink -f "$JAVA_HOME/bin/javac"
        command -v javac >/dev/null 2>&1 && readlink -f "$(command -v javac)"
        # Hosted runners name theirs JAVA_HOME_21_X64 and so on.
        env | sed -n 's/^JAVA_HOME_[0-9]*_[A-Za-z0-9]*=//p' | while read -r java; do
            [[ -x $java/bin/javac ]] && readlink -f "$java/bin/javac"
        done
        true
    } | sed 's:/bin/javac$::' | sort -u
}

# The feature version (17, 25, ...) of the JDK at a home.
jdk_feature() {
    "$1/bin/java" -XshowSettings:properties -version 2>&1 |
        sed -n 's/^ *java.specification.version = //p'
}

# The home of the newest JDK, or of the one with the given feature version; nothing when there is none.
jdk_home() {
    local home feature best='' best_feature=0
    while read -r home; do
        feature=$(jdk_feature "$home")
        [[ $feature =~ ^[0-9]+$ ]] || continue
        if [[ -n ${1:-} ]]; then
            [[ $feature == "$1" ]] && best=$home
        elif ((feature > best_feature)); then
            best=$home
            best_feature=$feature
        fi
    done < <(jdk_homes)
    [[ -z $best ]] || printf '%s\n' "$best"
}
