//! What helps where the runtime's own words say only what is so.

/// What helps against a refusal of this name, as `Pallet.Error`, without a full stop.
pub fn help_against(name: &str) -> Option<&'static str> {
	Some(match name {
		"Deposits.NoSuchAccount" => {
			"check the address; it names nobody, or a workchain of TON besides 0 and -1"
		}
		"Deposits.AlreadyWatched" => {
			"nothing has to be done; hotpot deposits list shows for whom it is watched"
		}
		"Deposits.Taken" => {
			"name the beneficiary and the purpose that it had before, or take a new account: one that \
			 was used stays its beneficiary's for ever"
		}
		"Deposits.TooManyWatched" => {
			"retire accounts that are not paid to any more: hotpot deposits retire"
		}
		"Deposits.NotWatched" => {
			"check the address; hotpot deposits list shows every account that is watched"
		}
		"Deposits.Unsound" => "find out why workers offer it; nothing was recorded",
		"Deposits.AlreadyRecorded" => {
			"nothing has to be done; hotpot observations fact shows where the deposit stands"
		}
		"Deposits.Overflow" => {
			"tell the network's operators; no real deposit makes a sum that large"
		}
		"Observations.NotFound" => {
			"check the fact; hotpot observations open shows those that are voted on, and one that was \
			 agreed on or that expired needs no dropping"
		}
		"Observations.NotDisputed" => {
			"wait: it is agreed on or expires by itself; hotpot observations fact shows the votes"
		}
		"Observations.AlreadyPaused" => {
			"nothing has to be done; hotpot observations status shows why it is paused"
		}
		"Observations.NotPaused" => {
			"nothing has to be done; hotpot observations status shows what is paused"
		}
		"Observations.OutOfRange" => "give a value within that range",
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn help_should_be_known_by_the_full_name() {
		assert!(help_against("Deposits.Taken").is_some_and(|help| help.contains("new account")));
		assert_eq!(help_against("Taken"), None);
		assert_eq!(help_against("Checks.AlreadyClaimed"), None);
	}
}
