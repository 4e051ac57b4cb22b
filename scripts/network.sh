# shellcheck shell=bash
# What start, stop and test know about a local network: a folder with one folder a node, each
# with the node's data, its key, its log and, while it runs, its pid. Sourced after env.sh.

STOP_TIMEOUT=30

# is_node PID FOLDER: whether this process is the node whose data lies in FOLDER. A pid file may be
# older than the machine's last start, so the number alone proves nothing.
is_node() {
	local command
	if [[ -r /proc/$1/cmdline ]]; then
		command=$(tr '\0' ' ' <"/proc/$1/cmdline")
	else
		command="$(ps -o args= -p "$1" 2>/dev/null) " || return 1
	fi
	[[ $command == *hotpot-node* && $command == *"--base-path $2 "* ]]
}

# node_pid FOLDER: prints the pid of the running node of FOLDER, or fails.
node_pid() {
	local pid
	[[ -r $1/pid ]] || return 1
	pid=$(<"$1/pid")
	[[ $pid =~ ^[0-9]+$ ]] && is_node "$pid" "$1" && printf '%s' "$pid"
}

# running_nodes NETWORK: prints the folders of the nodes that run.
running_nodes() {
	local folder
	for folder in "$1"/node*; do
		if node_pid "$folder" >/dev/null; then printf '%s\n' "$folder"; fi
	done
}

# stop_network NETWORK: ends its nodes and waits for them; prints how many there were.
stop_network() {
	local folders folder pid deadline=$((SECONDS + STOP_TIMEOUT))
	mapfile -t folders < <(running_nodes "$1")
	for folder in "${folders[@]}"; do
		if pid=$(node_pid "$folder"); then kill -TERM "$pid" 2>/dev/null || true; fi
	done
	for folder in "${folders[@]}"; do
		while pid=$(node_pid "$folder"); do
			if ((SECONDS >= deadline)); then
				say "${folder##*/} did not stop within $STOP_TIMEOUT s; killing it"
				kill -KILL "$pid" 2>/dev/null || true
				sleep 0.5
				break
			fi
			sleep 0.1
		done
		rm -f "$folder/pid"
	done
	printf '%d' "${#folders[@]}"
}

# rpc PORT METHOD [PARAMS]: prints the result of a JSON-RPC call, or fails.
rpc() {
	local request answer
	request=$(printf '{"jsonrpc":"2.0","id":1,"method":"%s","params":%s}' "$2" "${3:-[]}")
	answer=$(curl --silent --fail --max-time 5 --header 'content-type: application/json' \
		--data "$request" "http://127.0.0.1:$1") || return 1
	jq --exit-status --raw-output '.result' <<<"$answer" 2>/dev/null
}

# finalized_number PORT: prints the height of the last finalized block.
finalized_number() {
	local hash number
	hash=$(rpc "$1" chain_getFinalizedHead) || return 1
	number=$(rpc "$1" chain_getHeader "[\"$hash\"]" | jq --raw-output .number) || return 1
	[[ $number == 0x* ]] && printf '%d' "$((number))"
}

port_is_busy() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# resident_mb PID: prints the memory a process holds, in MB.
resident_mb() { awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$1/status" 2>/dev/null; }
