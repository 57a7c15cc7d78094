#!/usr/bin/env bash
# Builds llama.cpp's server, which the end-to-end tests ask as users do: once for this user (about four minutes on two cores, 12 MB) in the cache folder, and
# linked as artifacts/llama by every checkout that wants the same. Nothing where that is done. The sources are those that an npm package carries.
# Needs npm, git, cmake and a C++ toolchain.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
kept=${XDG_CACHE_HOME:-$HOME/.cache}/assistant-tests/llama-$(sha256sum tests/install-llama.sh | cut -c1-16)
link() { mkdir -p artifacts; rm -rf artifacts/llama; ln -sn "$kept" artifacts/llama; }
[ ! -d "$kept" ] || { link; exit 0; }
for needed in npm git cmake g++ make; do
  command -v "$needed" > /dev/null || { echo "install-llama.sh: $needed is missing" >&2; exit 1; }
done

mkdir -p "$(dirname "$kept")"
fresh=$(mktemp -d "$kept.XXXXXX")
trap 'rm -rf "$fresh"' EXIT
(
  cd "$fresh"
  npm pack --silent node-llama-cpp@3.22.1 > /dev/null
  sha512sum --quiet -c - <<< '6e5b488a9b9699cd76dc7eed30880318a4ac4ab866865418795502e3c5d38d55bb5c624988927209d95333343f2e25a83e4183a5c2f816f883a60c3ba9f4e20f  node-llama-cpp-3.22.1.tgz'
  tar xzf node-llama-cpp-3.22.1.tgz package/llama/gitRelease.bundle
  git -c advice.detachedHead=false clone -q package/llama/gitRelease.bundle source
  # What takes long is compiled without optimising, the arithmetic, which is C, with it; for more processors than this one, and without what nobody here asks for.
  off=(LLAMA_OPENSSL LLAMA_BUILD_UI LLAMA_USE_PREBUILT_UI LLAMA_BUILD_APP LLAMA_BUILD_TESTS LLAMA_BUILD_EXAMPLES GGML_NATIVE GGML_OPENMP GGML_LLAMAFILE GGML_CPU_REPACK BUILD_SHARED_LIBS)
  cmake -S source -B build -DCMAKE_BUILD_TYPE= -DCMAKE_C_FLAGS=-O2 -DCMAKE_CXX_FLAGS=-O0 -DCMAKE_EXE_LINKER_FLAGS=-s $(printf -- '-D%s=OFF ' "${off[@]}")
  cmake --build build --target llama-server -j2
  mv build/bin/llama-server .
  rm -rf node-llama-cpp-3.22.1.tgz package source build
)
chmod 755 "$fresh"
# Whole or not at all; whoever comes second finds it there.
mv -T "$fresh" "$kept" 2> /dev/null || [ -d "$kept" ]
link
