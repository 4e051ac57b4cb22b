# shellcheck shell=bash disable=SC2034,SC2154
# What the demonstrations know of guests and of the command line. Sourced after env.sh; needs $url,
# the node to talk to.

OWNER=//owner
VERIFIER=//verifier//1

hotpot() { "$HOTPOT_BIN/hotpot" --url "$url" "$@"; }
address() { hotpot --json keys inspect --key "$1" | jq --raw-output .address; }
# guest NAME: the account of a guest.
guest() { address "//guest//$1"; }

# status_of GUEST FIELD: a field of what the chain knows of a guest.
status_of() { hotpot --json kyc status "$(guest "$1")" | jq --raw-output ".$2"; }

is_verified() { [[ $(status_of "$1" standing) == verified ]]; }

# A person's number is the vault's to make, from a document; here the hash of a name stands for it.
attest() {
	local person
	if is_verified "$1"; then return; fi
	person=$(printf 'the person %s' "$1" | b2sum --length=256)
	hotpot kyc attest --verifier-key "$VERIFIER" --account "$(guest "$1")" \
		--person "0x${person%% *}" --level basic --country GE --commitment "the file of $1"
}

# claim TILL_KEY TILL SEQUENCE GUEST: claims a check for a guest, unless it was claimed before.
claim() {
	local status qr
	status=$(hotpot --json checks show --till "$2" --sequence "$3" | jq --raw-output .status)
	if [[ $status != unclaimed ]]; then return; fi
	qr=$(hotpot checks qr --till-key "$1" --till "$2" --sequence "$3")
	hotpot checks claim "$qr" --to "$(guest "$4")"
}

# node_of CITY: the number of the restaurant there, or nothing.
node_of() {
	hotpot --json franchise list | jq --raw-output --arg city "$1" \
		'first(.nodes[] | select(.city == $city)).node // empty'
}

# till_with ACCOUNT: the number of the till with this key, or nothing.
till_with() {
	hotpot --json franchise list | jq --raw-output --arg key "$1" \
		'first(.tills[] | select(.key == $key)).till // empty'
}

# wait_until SECONDS WHAT COMMAND…: repeats a command until it succeeds.
wait_until() {
	local patience=$1 what=$2 deadline=$((SECONDS + $1))
	shift 2
	until "$@"; do
		if ((SECONDS >= deadline)); then die "after $patience s it is still not so: $what"; fi
		sleep 3
	done
}
