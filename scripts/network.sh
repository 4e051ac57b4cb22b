# shellcheck shell=bash
# What start, stop and test know about a local network: a folder with one folder a node, each
# with the node's data, its key, its log and, while it runs, its pid. Sourced after env.sh.

STOP_TIMEOUT=30

# pid_of FOLDER PROGRAM ARGUMENTS: prints the pid that FOLDER notes if that process runs this program
# with these arguments, or fails. A pid file may be older than the machine's last start, so the
# number alone proves nothing.
pid_of() {
	local pid command
	[[ -r $1/pid ]] || return 1
	pid=$(<"$1/pid")
	[[ $pid =~ ^[0-9]+$ ]] || return 1
	if [[ -r /proc/$pid/cmdline ]]; then
		command=$(tr '\0' ' ' <"/proc/$pid/cmdline")
	else
		command="$(ps -o args= -p "$pid" 2>/dev/null) " || return 1
	fi
	[[ $command == *"$2"* && $command == *" $3 "* ]] && printf '%s' "$pid"
}

# node_pid FOLDER: prints the pid of the running node of FOLDER, or fails.
node_pid() { pid_of "$1" hotpot-node "--base-path $1"; }

# running_nodes NETWORK: prints the folders of the nodes that run.
running_nodes() {
	local folder
	for folder in "$1"/node*; do
		if node_pid "$folder" >/dev/null; then printf '%s\n' "$folder"; fi
	done
}

# stop_all FINDER FOLDERS…: ends the processes whose pids FINDER prints, such as node_pid, and waits
# for them; prints how many there were.
stop_all() {
	local finder=$1 folders=() folder pid deadline=$((SECONDS + STOP_TIMEOUT))
	shift
	for folder; do
		if pid=$("$finder" "$folder"); then
			kill -TERM "$pid" 2>/dev/null || true
			folders+=("$folder")
		fi
	done
	for folder in "${folders[@]}"; do
		while pid=$("$finder" "$folder"); do
			if ((SECONDS >= deadline)); then
				say "the process of $folder did not stop within $STOP_TIMEOUT s; killing it"
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

# launched FINDER FOLDER PID: notes a process that was just started. Until it has become the program,
# its command line is still the script's.
launched() {
	printf '%d' "$3" >"$2/pid"
	for _ in {1..50}; do
		if "$1" "$2" >/dev/null; then return; fi
		sleep 0.02
	done
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
