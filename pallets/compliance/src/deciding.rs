//! Whether a transfer passes: facts first, then judgement (rule 12).
//!
//! `transfer`, its feeless check, `can_transfer` and `why_not` all come through here. The facts are
//! a constant number of items, whatever the amounts and however many holders there are; the
//! judgement reads nothing.

use crate::{
	Config, CurrentSettings, Freeze, Freezes, Jurisdictions, Limits, Outflow, Outflows, Pallet,
	Paused, Reason, Refusal, Rule, Settings, Side,
};
use alloc::vec::Vec;
use frame_support::{
	BoundedVec,
	traits::{
		ConstU32, Contains, Time,
		fungible::Inspect,
		tokens::{Fortitude, Preservation, Provenance},
	},
};
use hotpot_primitives::{
	Balance, CountryCode, Moment,
	traits::{KycInspect, Standing, ThpRoom},
};

/// Most reasons that there can be against one transfer: one of each kind, and `RecoveryOpen` for
/// either side.
pub const MAX_REASONS: u32 = 16;

/// All reasons against one transfer, the most general first.
pub type Reasons = BoundedVec<Reason, ConstU32<MAX_REASONS>>;

/// What counts of one end of a transfer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Party {
	/// The network's own: nothing below counts.
	pub is_pot: bool,
	/// What it is to the law now.
	pub standing: Standing,
	/// Its country, and whether that is allowed; `None` where nobody knows the country.
	pub jurisdiction: Option<(CountryCode, bool)>,
	/// What of it is frozen.
	pub freeze: Freeze,
}

impl Party {
	/// What it is instead of verified.
	fn unverified(&self) -> Option<Standing> {
		(!self.is_pot && self.standing != Standing::Verified).then_some(self.standing)
	}

	/// Its country, if that is known and not allowed.
	fn closed_country(&self) -> Option<CountryCode> {
		self.jurisdiction.and_then(|(country, is_allowed)| (!is_allowed).then_some(country))
	}
}

/// Everything that counts for one transfer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
	pub amount: Balance,
	pub is_same: bool,
	pub is_paused: bool,
	pub settings: Settings,
	pub sender: Party,
	pub receiver: Party,
	/// What the sender could send if nothing of it were frozen.
	pub sender_balance: Balance,
	/// What the sender sent within the day.
	pub outflow: Outflow,
	pub receiver_balance: Balance,
	pub issuance: Balance,
	/// Whether the token's ledger would credit the receiver.
	pub is_creditable: bool,
}

impl Facts {
	/// All reasons against the transfer. Total: no fact, however absurd, makes it panic.
	pub(crate) fn reasons(&self) -> Reasons {
		let (sender, receiver) = (&self.sender, &self.receiver);
		let found = [
			(self.amount == 0).then_some(Reason::AmountZero),
			self.is_same.then_some(Reason::SameAccount),
			self.is_paused.then_some(Reason::Paused),
			sender.freeze.recovery.then_some(Reason::RecoveryOpen { side: Side::Sender }),
			receiver.freeze.recovery.then_some(Reason::RecoveryOpen { side: Side::Receiver }),
			sender.freeze.whole.then_some(Reason::SenderFrozen),
			receiver.freeze.whole.then_some(Reason::ReceiverFrozen),
			sender.unverified().map(|standing| Reason::SenderUnverified { standing }),
			receiver.unverified().map(|standing| Reason::ReceiverUnverified { standing }),
			sender.closed_country().map(|country| Reason::SenderJurisdiction { country }),
			receiver.closed_country().map(|country| Reason::ReceiverJurisdiction { country }),
			self.over_balance(),
			self.over_transfer_limit(),
			self.over_daily_limit(),
			self.over_holder_cap(),
			(!self.is_creditable).then_some(Reason::LedgerRefused),
		];
		BoundedVec::truncate_from(found.into_iter().flatten().collect())
	}

	/// What the sender can send: what is not frozen.
	const fn available(&self) -> Balance {
		self.sender_balance.saturating_sub(self.sender.freeze.amount)
	}

	fn over_balance(&self) -> Option<Reason> {
		let available = self.available();
		(self.amount > available)
			.then_some(Reason::ExceedsBalance { balance: self.sender_balance, available })
	}

	fn over_transfer_limit(&self) -> Option<Reason> {
		let limit = self.settings.max_transfer;
		(!self.sender.is_pot && self.amount > limit)
			.then_some(Reason::ExceedsTransferLimit { limit })
	}

	fn over_daily_limit(&self) -> Option<Reason> {
		let (limit, used) = (self.settings.max_daily, self.outflow.used());
		let room = limit.saturating_sub(used);
		(!self.sender.is_pot && self.amount > room).then(|| {
			let fits_at = self.outflow.fits_at(self.amount, limit);
			Reason::ExceedsDailyLimit { limit, used, fits_at }
		})
	}

	fn over_holder_cap(&self) -> Option<Reason> {
		let cap = self.holder_cap()?;
		let room = cap.saturating_sub(self.receiver_balance);
		(self.amount > room).then_some(Reason::ExceedsHolderCap { cap, room })
	}

	/// The most that a transfer may bring the receiver to, rounded down; `None` where there is no
	/// cap. What a pot pays is its receiver's due already.
	fn holder_cap(&self) -> Option<Balance> {
		let is_between_holders = !self.sender.is_pot && !self.receiver.is_pot;
		let is_capped = is_between_holders && self.issuance > self.settings.cap_floor;
		is_capped.then(|| self.settings.holder_cap.mul_floor(self.issuance))
	}
}

impl<T: Config> Pallet<T> {
	/// What counts for this transfer. Reads only; at most 13 items, if the registry of persons reads
	/// one for a person and the ledger one for the token and one for an account.
	pub(crate) fn facts(from: &T::AccountId, to: &T::AccountId, amount: Balance) -> Facts {
		let settings = CurrentSettings::<T>::get();
		let issuance = T::Thp::total_issuance();
		let sender = Self::party(from);
		Facts {
			amount,
			is_same: from == to,
			is_paused: Paused::<T>::get(),
			settings,
			sender,
			receiver: Self::party(to),
			sender_balance: T::Thp::reducible_balance(
				from,
				Preservation::Expendable,
				Fortitude::Polite,
			),
			outflow: if sender.is_pot {
				Outflow::default()
			} else {
				Self::outflow_at(from, T::Time::now(), settings.daily_window)
			},
			receiver_balance: T::Thp::balance(to),
			issuance,
			is_creditable: amount == 0 || Self::is_creditable(to, amount, issuance),
		}
	}

	/// `why_not` with the fixes.
	pub(crate) fn refusals(
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> Vec<Refusal> {
		Self::facts(from, to, amount).reasons().into_iter().map(Refusal::from).collect()
	}

	/// What `who` may still send and receive: the facts of sending nothing to itself.
	pub(crate) fn current_limits(who: &T::AccountId) -> Limits {
		let facts = Self::facts(who, who, 0);
		let claim_room = <Self as ThpRoom<T::AccountId>>::room(who);
		Limits {
			balance: facts.receiver_balance,
			available: facts.available(),
			max_transfer: facts.settings.max_transfer,
			max_daily: facts.settings.max_daily,
			used: facts.outflow.used(),
			holder_room: facts.holder_cap().map(|cap| cap.saturating_sub(facts.receiver_balance)),
			claim_room: (claim_room != Balance::MAX).then_some(claim_room),
		}
	}

	/// What left `who`, as it counts at `now`.
	pub(crate) fn outflow_at(who: &T::AccountId, now: Moment, window: Moment) -> Outflow {
		Outflows::<T>::get(who).unwrap_or_default().at(now, window)
	}

	/// Whether the ledger would credit `who`. It counts what is credited as if it were minted, so
	/// the sum with everything that exists must be countable too.
	pub(crate) fn is_creditable(who: &T::AccountId, amount: Balance, issuance: Balance) -> bool {
		issuance.checked_add(amount).is_some()
			&& T::Thp::can_deposit(who, amount, Provenance::Extant).into_result().is_ok()
	}

	fn party(who: &T::AccountId) -> Party {
		if T::Pots::contains(who) {
			return Party {
				is_pot: true,
				standing: Standing::Verified,
				jurisdiction: None,
				freeze: Freeze::default(),
			};
		}
		let identity = T::Kyc::identity(who);
		Party {
			is_pot: false,
			standing: identity.map_or(Standing::Unknown, |identity| identity.standing),
			jurisdiction: identity.map(|identity| {
				let rule = Jurisdictions::<T>::get(identity.jurisdiction);
				(identity.jurisdiction, rule == Some(Rule::Allowed))
			}),
			freeze: Freezes::<T>::get(who),
		}
	}
}
