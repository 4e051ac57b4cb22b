//! The registers that a regulator reads (rule 14).

use crate::{
	Action, ActionKind, Actions, Config, Emission, Emissions, Freezes, Holder, Holders,
	Jurisdictions, MAX_PAGE, NextActionId, NextEmissionId, Pallet, ReasonHash, RegisteredIssuance,
	Rule, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
	traits::{Time, fungible::Inspect},
	weights::Weight,
};
use hotpot_primitives::{
	Balance, CountryCode,
	time::local_day,
	traits::{KycInspect, Standing},
};
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Enters an action in its register.
	pub(crate) fn register_action(
		kind: ActionKind,
		account: Option<T::AccountId>,
		counterparty: Option<T::AccountId>,
		amount: Balance,
		reason: Option<ReasonHash>,
	) -> DispatchResult {
		let id = NextActionId::<T>::get();
		NextActionId::<T>::put(id.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		let at = T::Time::now();
		Actions::<T>::insert(id, Action { kind, account, counterparty, amount, reason, at });
		Ok(())
	}

	/// Enters what was minted or burned since the last call, on the day that the clock still shows:
	/// the day of the block before. Gives the weight.
	pub(crate) fn register_emission() -> Weight {
		let (issuance, known) = (T::Thp::total_issuance(), RegisteredIssuance::<T>::get());
		if issuance == known {
			return T::WeightInfo::emission_unchanged();
		}
		RegisteredIssuance::<T>::put(issuance);
		let day = local_day(T::Time::now(), 0);
		let next = NextEmissionId::<T>::get();
		let last = next.checked_sub(1).and_then(|id| Some((id, Emissions::<T>::get(id)?)));
		let (id, mut emission) = match last {
			Some((id, emission)) if emission.day == day => (id, emission),
			_ => {
				NextEmissionId::<T>::put(next.saturating_add(1));
				(next, Emission { day, ..Default::default() })
			}
		};
		let (minted, burned) = (issuance.saturating_sub(known), known.saturating_sub(issuance));
		emission.minted = emission.minted.saturating_add(minted);
		emission.burned = emission.burned.saturating_add(burned);
		emission.issuance = issuance;
		Emissions::<T>::insert(id, emission);
		T::WeightInfo::emission_changed()
	}

	pub(crate) fn page_of_holders(
		cursor: Option<T::AccountId>,
		limit: u32,
	) -> Vec<Holder<T::AccountId>> {
		let page = T::Holders::page(cursor.as_ref(), limit.min(MAX_PAGE));
		page.into_iter()
			.map(|(account, balance)| {
				let identity = T::Kyc::identity(&account);
				Holder {
					standing: identity.map_or(Standing::Unknown, |identity| identity.standing),
					person: identity.map(|identity| identity.person),
					freeze: Freezes::<T>::get(&account),
					account,
					balance,
				}
			})
			.collect()
	}

	pub(crate) fn page_of_actions(from: u64, limit: u32) -> Vec<(u64, Action<T::AccountId>)> {
		let end = from.saturating_add(limit.min(MAX_PAGE).into()).min(NextActionId::<T>::get());
		(from..end).filter_map(|id| Some((id, Actions::<T>::get(id)?))).collect()
	}

	pub(crate) fn page_of_emissions(from: u32, limit: u32) -> Vec<(u32, Emission)> {
		let end = from.saturating_add(limit.min(MAX_PAGE)).min(NextEmissionId::<T>::get());
		(from..end).filter_map(|id| Some((id, Emissions::<T>::get(id)?))).collect()
	}

	/// At most 676: so many pairs of letters there are.
	pub(crate) fn all_jurisdictions() -> Vec<(CountryCode, Rule)> {
		let mut rules: Vec<_> = Jurisdictions::<T>::iter().collect();
		rules.sort_unstable_by_key(|(country, _)| *country);
		rules
	}
}
