//! The invariants of the README.

use crate::{Announced, Config, CurrentSettings, Pallet, Payments, Round, RoundCount, Rounds};
use frame_support::{
	ensure,
	traits::{Get, fungible::Inspect},
};
use hotpot_primitives::Balance;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Walks whole maps: for tests and try-runtime only.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(
			CurrentSettings::<T>::get().out_of_range().is_none(),
			"a setting is out of its range"
		);
		let last = Self::try_rounds()?;
		Self::try_announcement(last.as_ref())?;
		Self::try_payments(last.as_ref())
	}

	/// Gives the last round.
	fn try_rounds() -> Result<Option<Round>, TryRuntimeError> {
		let count = RoundCount::<T>::get();
		ensure!(
			u32::try_from(Rounds::<T>::iter_keys().count()) == Ok(count),
			"there is a round without a number"
		);
		let mut last: Option<Round> = None;
		for id in 1..=count {
			let round = Rounds::<T>::get(id).ok_or("the rounds have a hole")?;
			ensure!(
				last.is_none_or(|last| last.reclaims_at <= round.opened_at),
				"a round was opened while the holders of the last one had time to claim"
			);
			Self::try_round(&round, id == count)?;
			last = Some(round);
		}
		Ok(last)
	}

	fn try_round(round: &Round, is_last: bool) -> Result<(), TryRuntimeError> {
		ensure!(
			round.is_open() || round.closed_at >= Some(round.opened_at),
			"an end before a start"
		);
		ensure!(is_last || !round.is_open(), "a round is open that is not the last");
		ensure!(round.opened_at < round.reclaims_at, "a round without time to claim");
		ensure!(round.paid <= round.pool, "a round paid more than it shares");
		ensure!((round.paid == 0) == (round.shares_paid == 0), "a share of nothing was paid");
		let can_pay = round.pool > 0 && round.figures.above > 0;
		ensure!(can_pay || !round.is_open(), "a round is open that can't pay anything");
		ensure!(can_pay || round.paid == 0, "a round paid that could not");
		let (holders, median) = (round.figures.holders, round.figures.median);
		ensure!((holders == 0) == (median == 0), "a median of nobody");
		Ok(())
	}

	fn try_announcement(last: Option<&Round>) -> Result<(), TryRuntimeError> {
		let Some(announced) = Announced::<T>::get() else { return Ok(()) };
		ensure!(announced.opens_at <= announced.anyone_from, "anybody may open before the owner");
		ensure!(
			last.is_none_or(|last| last.reclaims_at <= announced.opens_at),
			"a round is announced for the time that the holders of the last one have to claim"
		);
		Ok(())
	}

	/// The equation of the pool, and that of the last round: later payments overwrite those of the
	/// rounds before.
	fn try_payments(last: Option<&Round>) -> Result<(), TryRuntimeError> {
		let count = RoundCount::<T>::get();
		let (mut paid, mut accounts): (Balance, u32) = (0, 0);
		for payment in Payments::<T>::iter_values() {
			ensure!((1..=count).contains(&payment.round), "a payment of a round to come");
			ensure!(payment.amount > 0, "a payment of nothing");
			if payment.round == count {
				paid = paid.checked_add(payment.amount).ok_or("the payments overflow")?;
				accounts = accounts.saturating_add(1);
			}
		}
		let Some(last) = last else { return Ok(()) };
		ensure!(paid == last.paid, "the payments are not what the round paid");
		ensure!(accounts <= last.shares_paid, "more accounts were paid than shares");
		ensure!(
			!last.is_open() || T::Thp::balance(&T::PoolAccount::get()) >= last.left(),
			"the pool has less than the round is to pay"
		);
		Ok(())
	}
}
