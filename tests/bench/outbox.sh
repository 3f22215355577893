#!/usr/bin/env bash
# What holds of the queue whatever goes wrong, tried on a hundred thousand schedules of faults; `make test` tries a few
# thousand of the same. One that fails is kept in proptest-regressions.
set -euo pipefail

export CARGO_PROFILE_DEV_OPT_LEVEL=2 CARGO_PROFILE_DEV_DEBUG=false KEPU_SCHEDULES=${SCHEDULES:-20000}
began=$SECONDS
nice cargo test --quiet --no-default-features --features tools --lib outbox::model_tests
echo "the queue: five properties on $KEPU_SCHEDULES schedules of faults each, $((SECONDS - began)) s"
