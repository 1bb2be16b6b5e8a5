#!/bin/sh
# Brings cached files home by their names alone, without PlexCacheUltra, its database or its manifest.
# usage: rescue.sh POOL ARRAY...      tells what it would do;  rescue.sh --go POOL ARRAY...  does it
#   POOL: the folder on the pool that links lead into (CACHE_DESTINATION);  ARRAY: each folder or disk that holds originals
# A parked original (X.plexcached) gets its name back where that name is free or a link into the pool. A link into the
# pool with nothing parked beside it becomes a copy of what it leads to. A file is never overwritten, and nothing on the
# pool is removed. It cannot tell what was moved to the pool without a link, nor names that were shortened (~).
# Stop the server first. It may be stopped and run again.
umask 077
go=; [ "$1" = --go ] && { go=1; shift; }
[ $# -ge 2 ] || { sed -n '2,9s/^# //p' "$0"; exit 2; }
POOL=${1%/} GO=$go; export POOL GO; shift
exec find "$@" \( -name '?*.plexcached' -type f -o -type l \) -exec sh -c '
  status=0
  ours() { [ -L "$1" ] && case $(readlink "$1") in "$POOL"/*) true;; *) false;; esac; }
  say() { printf "%s: %s\n" "$1" "$2"; }
  for found do
    case $found in
    *~????????.plexcached) say "its name was shortened, left alone" "$found"; continue;;
    *.plexcached) name=${found%.plexcached}
      if [ -d "$name" ] || { [ -e "$name" ] && ! ours "$name"; } || { [ -L "$name" ] && ! ours "$name"; }; then say "name taken, left alone" "$found"
      else say "gets its name back" "$name"; [ -z "$GO" ] || mv -f -- "$found" "$name" || status=1; fi;;
    *) ours "$found" && [ ! -e "$found.plexcached" ] || continue
      if [ ! -f "$found" ]; then say "leads nowhere, left alone" "$found"; continue; fi
      say "is copied home" "$found"; [ -n "$GO" ] || continue
      temp=${found%/*}/.mc-rescue.part
      rm -f -- "$temp"; cp -Lp -- "$found" "$temp" && cmp -s -- "$found" "$temp" && sync && mv -f -- "$temp" "$found" ||
        { rm -f -- "$temp"; say "could not be copied" "$found"; status=1; };;
    esac
  done
  exit $status' sh {} +
