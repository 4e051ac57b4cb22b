# shellcheck shell=bash disable=SC2034
# What every script, and every shell that runs cargo by hand, needs to know: `. scripts/env.sh`
# It sets variables and defines functions; it prints nothing and starts nothing.

HOTPOT_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
HOTPOT_CACHE=${HOTPOT_CACHE:-$HOME/.cache/hotpot}
HOTPOT_DATA=${HOTPOT_DATA:-$HOME/.local/share/hotpot}
WASM_TARGET=wasm32v1-none
DISTRO_TOOLCHAIN=debian-web
DISTRO_SYSROOT=/usr

# One target folder that outlives a checkout; the wasm builder then has to be told where the
# workspace is.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$HOTPOT_CACHE/target}
export WASM_BUILD_WORKSPACE_HINT=$HOTPOT_ROOT
# A test runtime inside the SDK's benchmarks, for parachains only: not built with every build of ours.
export SKIP_FRAME_STORAGE_ACCESS_TEST_RUNTIME_WASM_BUILD=1
# Toolchains are installed by scripts/setup alone: offline rustup would wait where it should fail.
export RUSTUP_AUTO_INSTALL=0
case ":$PATH:" in
*":$HOME/.cargo/bin:"*) ;;
*) PATH="$HOME/.cargo/bin:$PATH" ;;
esac
export PATH

HOTPOT_BIN=$CARGO_TARGET_DIR/release

# Whether the toolchain that builds this checkout can build for wasm by itself.
pinned_toolchain_has_wasm() {
	local sysroot
	sysroot=$(cd "$HOTPOT_ROOT" && timeout 60 rustc --print sysroot 2>/dev/null) || return 1
	compgen -G "$sysroot/lib/rustlib/$WASM_TARGET/lib/libcore-*.rlib" >/dev/null
}

# The runtime is built by the distribution's own Rust where rustup could not fetch the target.
use_distro_wasm_toolchain() {
	compgen -G "$DISTRO_SYSROOT/lib/rustlib/$WASM_TARGET/lib/libcore-*.rlib" >/dev/null || return 1
	PATH="$HOTPOT_CACHE/bin:$PATH"
	export PATH WASM_BUILD_TOOLCHAIN=$DISTRO_TOOLCHAIN
}

if [[ -z ${WASM_BUILD_TOOLCHAIN:-} ]] && ! pinned_toolchain_has_wasm; then
	use_distro_wasm_toolchain || true
fi

say() { printf '%s\n' "$*" >&2; }
step() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }
die() {
	printf '\033[31merror:\033[0m %s\n' "$*" >&2
	exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# usage SCRIPT: prints the comment block at the head of a script.
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"; }

# duration SECONDS: "2 min 05 s"
duration() {
	if (($1 < 60)); then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}
