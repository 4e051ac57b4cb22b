# shellcheck shell=bash disable=SC2034,SC2154
# What start, stop and demo-deposits know about workers, and about the doubles of TRON and TON that
# workers read on a local network. Sourced after env.sh and network.sh.
#
# A worker's files lie in the folder `worker` of its node. A double's lie in the network's folder
# `mini-tron` or `mini-toncenter`, as the program is called in tests/doubles.

DOUBLES=(mini-tron mini-toncenter)
# Endpoints of each double: one may lie or be down.
ENDPOINTS=3
DOUBLE_TIMEOUT=30
WORKER_TIMEOUT=60
# Blocks of TRON that are there from the beginning, so that there are solidified ones to begin with.
TRON_BLOCKS=60
TRON_BLOCK_SECONDS=3
# TON's double makes a block for each message and puts its clock on by 5 s, so it begins in the past.
TON_PAST_SECONDS=3600
# Who has coins and jettons on TON.
TON_GUEST=guest

# worker_pid FOLDER, double_pid FOLDER: print the pid of what runs, or fail.
worker_pid() { pid_of "$1" hotpot-worker "--config $1/worker.toml"; }
double_pid() { [[ -r $1/port ]] && pid_of "$1" "/${1##*/}/" "--port $(<"$1/port")"; }

# running NETWORK: prints the folders of all that runs.
running() {
	local folder
	running_nodes "$1"
	for folder in "$1"/node*/worker; do
		if worker_pid "$folder" >/dev/null; then printf '%s\n' "$folder"; fi
	done
	for folder in "${DOUBLES[@]/#/$1/}"; do
		if double_pid "$folder" >/dev/null; then printf '%s\n' "$folder"; fi
	done
}

# stop_all_of NETWORK: ends workers, nodes and doubles; prints how many there were.
stop_all_of() {
	local workers nodes doubles
	workers=$(stop_all worker_pid "$1"/node*/worker)
	nodes=$(stop_all node_pid "$1"/node*)
	doubles=$(stop_all double_pid "${DOUBLES[@]/#/$1/}")
	printf '%d node(s)' "$nodes"
	if ((workers + doubles)); then printf ', %d worker(s), %d double(s)' "$workers" "$doubles"; fi
}

# url_of FOLDER: where the worker or the double of FOLDER listens.
url_of() { printf 'http://127.0.0.1:%d' "$(<"$1/port")"; }

# is_healthy FOLDER: whether a worker says that all is well.
is_healthy() {
	curl --silent --fail --max-time 5 --output /dev/null "$(url_of "$1")/v1/health"
}

# tell NETWORK DOUBLE WHAT JSON: has a double do something; prints its answer.
tell() {
	local answer
	answer=$(curl --silent --show-error --fail-with-body --max-time 30 --data "$4" \
		--header 'content-type: application/json' "$(url_of "$1/$2")/admin/$3" 2>&1) ||
		die "$2 refuses /admin/$3 with $4: $answer; see $1/$2/log"
	printf '%s' "$answer"
}

# Doubles keep nothing, so a resumed network finds other chains behind the same addresses. A worker
# whose journal tells of the former ones would stop there, and rightly so.
forget_outside() {
	if compgen -G "$1/node*/worker/worker.journal" >/dev/null; then
		say "TRON and TON begin anew, since their doubles keep nothing, and so do the workers' journals;"
		say "what was credited on the chain stays, what was under way is lost"
	fi
	rm -f "$1"/node*/worker/worker.journal* "$1/demo/deposits-sent"
}

# start_double NETWORK NAME LINES PORT SCRIPT ARGUMENTS…: starts a double, and waits until it has
# printed so many lines.
start_double() {
	local folder=$1/$2 lines=$3 port=$4 deadline=$((SECONDS + DOUBLE_TIMEOUT))
	shift 4
	mkdir -p "$folder"
	printf '%d' "$port" >"$folder/port"
	# It would end with its standard input; what it may write to itself never ends.
	rm -f "$folder/stdin"
	mkfifo "$folder/stdin"
	setsid node "$@" --endpoints "$ENDPOINTS" --port "$port" \
		0<>"$folder/stdin" >"$folder/said" 2>"$folder/log" &
	disown
	launched double_pid "$folder" $!
	until (($(wc -l <"$folder/said") >= lines)); do
		if ! double_pid "$folder" >/dev/null || ((SECONDS >= deadline)); then
			last_lines "$folder/log"
			die "${folder##*/} does not start"
		fi
		sleep 0.2
	done
}

# start_doubles NETWORK TRON_PORT TON_PORT
start_doubles() {
	local doubles=$HOTPOT_ROOT/tests/doubles now past
	now=$(date +%s)
	past=$((TRON_BLOCKS * TRON_BLOCK_SECONDS))
	start_double "$1" mini-tron 1 "$2" "$doubles/mini-tron/bin/mini-tron.js" \
		--time $(((now - past) * 1000))
	start_double "$1" mini-toncenter "$ENDPOINTS" "$3" "$doubles/mini-toncenter/server.mjs" \
		--now $((now - TON_PAST_SECONDS))
	tell "$1" mini-tron mine "{\"blocks\":$TRON_BLOCKS}" >/dev/null
	tell "$1" mini-tron auto "{\"interval\":$((TRON_BLOCK_SECONDS * 1000))}" >/dev/null
	tell "$1" mini-toncenter wallet "{\"name\":\"$TON_GUEST\",\"value\":\"9000000000000\"}" >/dev/null
	tell "$1" mini-toncenter jetton "{\"id\":\"usdt\",\"admin\":\"$TON_GUEST\"}" |
		jq --raw-output .master >"$1/mini-toncenter/usdt"
	tell "$1" mini-toncenter mint \
		"{\"jetton\":\"usdt\",\"to\":\"$TON_GUEST\",\"amount\":\"1000000000000\"}" >/dev/null
}

# endpoints TABLE FIRST_PORT PATH: a double's endpoints, as a worker's configuration has them.
endpoints() {
	local i
	for ((i = 0; i < ENDPOINTS; i++)); do
		printf '\n[[%s]]\nurl = "http://127.0.0.1:%d%s"\nrequests_per_second = 100\n' \
			"$1" $(($2 + i)) "$3"
	done
}

# configure_worker NETWORK NUMBER PORT NODE_PORT AUTHORITY: writes what the worker of a node is told.
configure_worker() {
	local folder=$1/node$2/worker tron_port ton_port authority
	tron_port=$(<"$1/mini-tron/port")
	ton_port=$(<"$1/mini-toncenter/port")
	mkdir -p "$folder"
	printf '%d' "$3" >"$folder/port"
	if [[ ! -s $folder/token ]]; then
		(umask 077 && od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' >"$folder/token")
	fi
	authority=$("$HOTPOT_BIN/hotpot-node" key inspect --scheme sr25519 --output-type json "$5" |
		jq --raw-output .publicKey)
	{
		printf 'listen = "127.0.0.1:%d"\njournal = "%s"\n' "$3" "$folder/worker.journal"
		printf '\n[node]\nurl = "ws://127.0.0.1:%d"\nauthority = "%s"\n' "$4" "$authority"
		printf '\n[reports]\ntoken_file = "%s"\n' "$folder/token"
		printf '\n[tron]\nusdt_contract = "%s"\n' "$(jq --raw-output .tokens.usdt "$1/mini-tron/said")"
		endpoints tron.endpoints "$tron_port" ''
		ENDPOINTS=1 endpoints tron.indices "$tron_port" ''
		printf '\n[tron.pace]\npoll_seconds = 3\n'
		printf '\n[ton]\nusdt_master = "%s"\n' "$(<"$1/mini-toncenter/usdt")"
		endpoints ton.endpoints "$ton_port" /api/v3
		printf '\n[ton.pace]\npoll_seconds = 3\n'
	} >"$folder/worker.toml"
}

# start_worker FOLDER
start_worker() {
	setsid "$HOTPOT_BIN/hotpot-worker" run --config "$1/worker.toml" \
		</dev/null >>"$1/worker.log" 2>&1 &
	disown
	launched worker_pid "$1" $!
}

# wait_for_workers FOLDERS…: waits until all are well.
wait_for_workers() {
	local folder deadline=$((SECONDS + WORKER_TIMEOUT))
	for folder; do
		until is_healthy "$folder"; do
			if ! worker_pid "$folder" >/dev/null; then
				last_lines "$folder/worker.log"
				die "the worker of $folder ended"
			fi
			if ((SECONDS >= deadline)); then
				last_lines "$folder/worker.log"
				die "the worker of $folder is not well: curl $(url_of "$folder")/v1/health"
			fi
			sleep 0.5
		done
	done
	say "$# worker(s) follow the chain and read TRON and TON"
}
