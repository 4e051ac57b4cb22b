//! SPOT of a person that changes its account: by link (rule 8) or by recovery (rule 13).

use crate::{
	Config, CurrentSettings, Error, Event, Holder, Holders, LiveSnapshots, Pallet,
	counting::checkpoints, days::RecentDays,
};
use frame_support::{
	ensure,
	traits::{fungible::Inspect, tokens::Provenance},
};
use hotpot_primitives::traits::MoveHoldings;
use sp_runtime::DispatchResult;

/// What becomes of two accounts of one person.
struct Merger {
	/// The account that is left, until now.
	left: Holder,
	/// The account that gets everything, until now.
	kept: Holder,
	/// SPOT that it has then.
	balance: u32,
	/// What both earned lately.
	days: RecentDays,
}

impl<T: Config> MoveHoldings<T::AccountId> for Pallet<T> {
	/// # Errors
	/// `SameAccount`, `LedgerRefused`.
	fn can_move(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		ensure!(from != to, Error::<T>::SameAccount);
		let Merger { left, kept, balance, .. } = Self::merger(from, to);
		let gain = balance.saturating_sub(kept.balance);
		let loss = kept.balance.saturating_sub(balance);
		ensure!(
			Self::is_burnable(from, left.balance)
				&& Self::is_burnable(to, loss)
				&& Self::is_mintable(to, gain),
			Error::<T>::LedgerRefused
		);
		Ok(())
	}

	/// # Errors
	/// Those of `can_move`.
	fn move_holdings(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		Self::can_move(from, to)?;
		if !Holders::<T>::contains_key(from) {
			return Ok(());
		}
		let Merger { left, kept, balance, days } = Self::merger(from, to);
		let amount = left.balance;
		let dropped = amount.saturating_add(kept.balance).saturating_sub(balance);
		Self::settle(from, amount, 0)?;
		Self::settle(to, kept.balance, balance)?;

		// What counted at a record date, counted for the person, who had one verified account then.
		let live = LiveSnapshots::<T>::get();
		let past = live.iter().map(|snapshot| {
			let counted = |holder: &Holder| holder.counted_at(snapshot.id);
			(snapshot.id, counted(&kept).saturating_add(counted(&left)))
		});
		let counted = if kept.is_verified { balance } else { 0 };
		let checkpoints = checkpoints(past, counted);
		Self::recount(left.counted(), 0);
		Self::recount(kept.counted(), counted);
		Self::store_holder(to, Holder { balance, days, checkpoints, ..kept });
		Self::store_holder(from, Holder { is_verified: left.is_verified, ..Holder::default() });
		let (from, to) = (from.clone(), to.clone());
		Self::deposit_event(Event::HoldingsMoved { from, to, amount, dropped });
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// What above the cap of any day, or of an account, both have together is no more. Neither is
	/// cut below what one of them earned, or had, alone.
	fn merger(from: &T::AccountId, to: &T::AccountId) -> Merger {
		let (left, kept) = (Holders::<T>::get(from), Holders::<T>::get(to));
		let settings = CurrentSettings::<T>::get();
		let (days, excess) = kept.days.merged(&left.days, Self::today(), settings.daily_cap);
		let both = left.balance.saturating_add(kept.balance);
		let most = settings.max_balance.max(left.balance).max(kept.balance);
		let balance = both.saturating_sub(excess).min(most);
		Merger { left, kept, balance, days }
	}

	/// Makes the ledger follow an account's balance.
	fn settle(who: &T::AccountId, before: u32, after: u32) -> DispatchResult {
		let (gain, loss) = (after.saturating_sub(before), before.saturating_sub(after));
		if gain > 0 {
			Self::mint(who, gain)?;
		}
		if loss > 0 {
			Self::destroy(who, loss)?;
		}
		Ok(())
	}

	fn is_burnable(who: &T::AccountId, amount: u32) -> bool {
		amount == 0 || T::Spot::can_withdraw(who, amount.into()).into_result(false).is_ok()
	}

	fn is_mintable(who: &T::AccountId, amount: u32) -> bool {
		amount == 0
			|| T::Spot::can_deposit(who, amount.into(), Provenance::Minted).into_result().is_ok()
	}
}
