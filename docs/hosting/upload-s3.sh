#!/bin/sh
# S3 and what speaks its language: upload-s3.sh <home>/current/site s3://bucket/folder, after each refresh.
# Keys and region come from the environment; AWS_ENDPOINT_URL names another provider than Amazon.
# Data and scripts first, then the pages that name them, then what no page names any more goes.
set -eu
site=$(readlink -f "$1")
to=${2%/}
s3() { aws ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} s3 "$@" --only-show-errors; }

s3 sync "$site" "$to" --exclude '*.html' --size-only \
  --cache-control 'public, max-age=31536000, immutable'
s3 cp "$site" "$to" --recursive --exclude '*' --include '*.html' \
  --cache-control no-cache --content-type 'text/html; charset=utf-8'
s3 sync "$site" "$to" --size-only --delete
