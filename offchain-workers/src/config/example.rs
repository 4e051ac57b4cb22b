//! A configuration to start from.

/// What `hotpot-worker config example` prints: every key, with its default if it has one.
pub const EXAMPLE: &str = r#"# hotpot-worker: beside each validator, sees TRON and TON and tells its node what to vote for.
# Check it with `hotpot-worker check --config FILE`.

# Where the node (--worker-url http://127.0.0.1:9960) and Prometheus find the worker. This machine
# only: whoever reaches it could vote for the validator.
listen = "127.0.0.1:9960"

# What must not be lost. One file on a local disk; its folder must exist. Back it up.
journal = "/var/lib/hotpot/worker.journal"

# error, warn, info, debug, trace, or a filter as hotpot_worker=debug,warn
log = "info"

[node]
# The validator's node, on this machine.
url = "ws://127.0.0.1:9944"
# The validator's session key for observations, so that the worker knows its own votes.
# authority = "0x0000000000000000000000000000000000000000000000000000000000000000"
# /v1/health says 503 when the last final block is older.
max_head_age_seconds = 60
# How often a deposit is offered again whose vote expired.
revotes = 3

# Modules on this machine that report what guests watched, liked and streamed. Without this table
# nobody may.
# [reports]
# token_env = "HOTPOT_WORKER_REPORTS_TOKEN"   # or: token_file = "/etc/hotpot/reports.token"

# Without this table TRON is not looked at.
[tron]
# Whether USDC counts on TRON. Its issuer left TRON. All validators should have the same.
takes_usdc = false
# Most MiB of a block, and of its outcomes, that are read. Raise it only when an alert says so: with
# three endpoints up to nine times as much is in memory for a moment.
max_block_mib = 16
# usdt_contract = "T…"   # test networks only
# usdc_contract = "T…"   # test networks only

# A majority of the endpoints decides. With three of different operators one may lie or be down.
[[tron.endpoints]]
url = "https://api.trongrid.io"
# api_key_env = "HOTPOT_WORKER_TRONGRID_KEY"   # or: api_key_file = "/etc/hotpot/trongrid.key"
requests_per_second = 10

# Servers of TronGrid's v1 index. They help to notice what was missed, and decide nothing.
[[tron.indices]]
url = "https://api.trongrid.io"
# api_key_env = "HOTPOT_WORKER_TRONGRID_KEY"
requests_per_second = 5

[tron.pace]
poll_seconds = 9
deadline_seconds = 10
step_seconds = 120
# /v1/health says 503 when the end of the chain was not read for longer.
max_lag_seconds = 300

# Without this table TON is not looked at.
[ton]
is_test_network = false
# usdt_master = "EQ…"   # test networks only

[[ton.endpoints]]
url = "https://toncenter.com/api/v3"
# api_key_env = "HOTPOT_WORKER_TONCENTER_KEY"
# Without a key toncenter allows one request a second, with one ten; so the default is.
# requests_per_second = 10

[ton.pace]
poll_seconds = 5
deadline_seconds = 10
step_seconds = 120
max_lag_seconds = 300
"#;
