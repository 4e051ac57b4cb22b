//! What the chain holds at a block.

mod compliance;
mod conversion;
mod deposits;
mod distribution;
mod kyc;
mod observations;
mod spot;

use super::{
	AtBlock, Chain, ChainError, Head, Included, Refusal,
	types::{
		AccountData, AccountInfo, AssetAccount, AssetDetails, CheckEntry, CheckStatus, Gap, Node,
		THP_ASSET, Till, TillReport, Totals,
	},
};
use subxt::{
	dynamic,
	error::DispatchError,
	ext::{
		codec::{Decode, Encode},
		frame_decode::{storage::IntoDecodableValues, view_functions::IntoEncodableValues},
		scale_decode::DecodeAsType,
	},
	utils::AccountId32,
};

/// Entries in a page of the runtime's paged views.
const PAGE: usize = 100;

/// The bytes of a view function's id, which its arguments follow.
const VIEW_ID: usize = 32;

/// The chain's state at one block.
#[derive(Clone, Debug)]
pub struct State {
	chain: Chain,
	at: AtBlock,
}

impl Chain {
	/// The state at the best head.
	///
	/// # Errors
	/// [`ChainError::NoNode`].
	pub async fn state(&self) -> Result<State, ChainError> {
		let best = self.best().await?;
		self.state_at(best).await
	}

	/// The state at a block.
	///
	/// # Errors
	/// [`ChainError::NoNode`], or an unknown block.
	pub async fn state_at(&self, head: Head) -> Result<State, ChainError> {
		Ok(State { chain: self.clone(), at: self.at(head).await? })
	}
}

impl State {
	/// The block.
	pub fn head(&self) -> Head {
		Head { number: self.at.block_number(), hash: self.at.block_hash() }
	}

	/// The client at the block, for what this type does not offer.
	pub const fn at(&self) -> &AtBlock {
		&self.at
	}

	/// The runtime's version.
	pub fn spec_version(&self) -> u32 {
		self.at.spec_version()
	}

	/// The block's time, UNIX ms.
	///
	/// # Errors
	/// Any [`ChainError`] but refusals; so it is with all reads.
	pub async fn now(&self) -> Result<u64, ChainError> {
		Ok(self.storage::<_, u64>("Timestamp", "Now", ()).await?.unwrap_or_default())
	}

	/// The network owner.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn owner(&self) -> Result<Option<AccountId32>, ChainError> {
		self.storage("Owner", "CurrentOwner", ()).await
	}

	/// The validators of this session.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn validators(&self) -> Result<Vec<AccountId32>, ChainError> {
		Ok(self.storage("Session", "Validators", ()).await?.unwrap_or_default())
	}

	/// An account's nonce and POT; zeros if there is none.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn account(&self, account: &AccountId32) -> Result<AccountInfo, ChainError> {
		let found = self.storage("System", "Account", (account.0,)).await?;
		let nothing = AccountInfo { nonce: 0, data: AccountData { free: 0, reserved: 0 } };
		Ok(found.unwrap_or(nothing))
	}

	/// An account's THP, in base units.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn thp(&self, account: &AccountId32) -> Result<u128, ChainError> {
		let found =
			self.storage::<_, AssetAccount>("Assets", "Account", (THP_ASSET, account.0)).await?;
		Ok(found.map_or(0, |asset| asset.balance))
	}

	/// All THP there is, in base units.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn thp_supply(&self) -> Result<u128, ChainError> {
		let found = self.storage::<_, AssetDetails>("Assets", "Asset", (THP_ASSET,)).await?;
		Ok(found.map_or(0, |asset| asset.supply))
	}

	/// All restaurants, by number.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn nodes(&self) -> Result<Vec<(u32, Node)>, ChainError> {
		self.pages("Franchise", "nodes_from").await
	}

	/// All tills, by number.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn tills(&self) -> Result<Vec<(u32, Till)>, ChainError> {
		self.pages("Franchise", "tills_from").await
	}

	/// A till.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn till(&self, till: u32) -> Result<Option<Till>, ChainError> {
		self.view("Franchise", "till", (till,)).await
	}

	/// The till whose key this is.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn till_of(&self, key: &AccountId32) -> Result<Option<u32>, ChainError> {
		self.storage("Franchise", "TillIdOf", (key.0,)).await
	}

	/// Where all accrued THP stands.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn totals(&self) -> Result<Totals, ChainError> {
		self.view("Checks", "totals", ()).await
	}

	/// THP base units of matured checks that wait for an account to be verified.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn deferred(&self, account: &AccountId32) -> Result<u128, ChainError> {
		self.view("Checks", "deferred", (*account,)).await
	}

	/// THP base units in the pool and in the network reserve.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn pots(&self) -> Result<(u128, u128), ChainError> {
		self.view("Checks", "pots", ()).await
	}

	/// A till's report; nothing for an unknown till.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn till_report(&self, till: u32) -> Result<Option<TillReport>, ChainError> {
		self.view("Checks", "till_report", (till,)).await
	}

	/// A till's missing numbers.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn gaps(&self, till: u32) -> Result<Vec<Gap>, ChainError> {
		self.view("Checks", "gaps", (till,)).await
	}

	/// What a till's number stands for.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn check(&self, till: u32, sequence: u32) -> Result<CheckStatus, ChainError> {
		self.view("Checks", "check", (till, sequence)).await
	}

	/// What up to 100 numbers of a till from `from` on stand for.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn checks_from(
		&self,
		till: u32,
		from: u32,
	) -> Result<Vec<(u32, CheckStatus)>, ChainError> {
		self.view("Checks", "checks_from", (till, from)).await
	}

	/// Why a batch would be refused now; nothing if it would be recorded.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn why_not_record(
		&self,
		key: &AccountId32,
		entries: Vec<CheckEntry>,
	) -> Result<Option<Refusal>, ChainError> {
		self.why_not("Checks", "can_record", (*key, entries)).await
	}

	/// Why a claim would be refused now; nothing if it would go through.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn why_not_claim(
		&self,
		wallet: &AccountId32,
		till: u32,
		sequence: u32,
		destination: &AccountId32,
	) -> Result<Option<Refusal>, ChainError> {
		self.why_not("Checks", "can_claim", (*wallet, till, sequence, *destination)).await
	}

	/// Why a void would be refused now; nothing if it would go through.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn why_not_void(
		&self,
		who: &AccountId32,
		till: u32,
		sequence: u32,
	) -> Result<Option<Refusal>, ChainError> {
		self.why_not("Checks", "can_void", (*who, till, sequence)).await
	}

	/// Reads a storage item: `()` as the key of a plain value, a tuple as that of a map.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn storage<K, V>(
		&self,
		pallet: &str,
		entry: &str,
		key: K,
	) -> Result<Option<V>, ChainError>
	where
		K: IntoEncodableValues + IntoDecodableValues,
		V: DecodeAsType,
	{
		let address = dynamic::storage::<K, V>(pallet, entry);
		let found = self.at.storage().try_fetch(address, key).await;
		let Some(value) = found.map_err(|error| self.chain.error(error))? else {
			return Ok(None);
		};
		value.decode().map(Some).map_err(|error| self.chain.error(error))
	}

	/// Every key of a map with its value, in the order of the hashed keys. Asks for them page by page.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn entries<K, V>(&self, pallet: &str, entry: &str) -> Result<Vec<(K, V)>, ChainError>
	where
		(K,): IntoEncodableValues + IntoDecodableValues,
		V: DecodeAsType,
	{
		let address = dynamic::storage::<(K,), V>(pallet, entry);
		let found = self.at.storage().iter(address, ()).await;
		let mut found = found.map_err(|error| self.chain.error(error))?;
		let mut entries = Vec::new();
		while let Some(item) = found.next().await {
			let item = item.map_err(|error| self.chain.error(error))?;
			let key = item.key().and_then(|key| key.decode());
			let (key,) = key.map_err(|error| self.chain.error(error))?;
			entries.push((key, item.value().decode().map_err(|error| self.chain.error(error))?));
		}
		Ok(entries)
	}

	/// Reads a constant of the runtime.
	fn constant<V: DecodeAsType>(&self, pallet: &str, name: &str) -> Result<V, ChainError> {
		let address = dynamic::constant::<V>(pallet, name);
		self.at.constants().entry(address).map_err(|error| self.chain.error(error))
	}

	/// Calls a view function.
	///
	/// # Errors
	/// As [`Self::now`].
	pub async fn view<R: DecodeAsType, A: IntoEncodableValues>(
		&self,
		pallet: &str,
		function: &str,
		arguments: A,
	) -> Result<R, ChainError> {
		let (output, output_type) = self.view_bytes(pallet, function, arguments).await?;
		R::decode_as_type(&mut output.as_slice(), output_type, self.at.metadata_ref().types())
			.map_err(|error| self.chain.error(subxt::Error::other(error)))
	}

	/// Calls a view function for the bytes of its result and their type.
	///
	/// The client's own way of calling view functions (0.51.1) leaves out that the runtime API takes
	/// the arguments as bytes with their length, and answers with a `Result` of such bytes. So the
	/// arguments are encoded by the client and framed here.
	async fn view_bytes<A: IntoEncodableValues>(
		&self,
		pallet: &str,
		function: &str,
		arguments: A,
	) -> Result<(Vec<u8>, u32), ChainError> {
		let output_type = self
			.at
			.metadata_ref()
			.pallet_by_name(pallet)
			.and_then(|pallet| pallet.view_function_by_name(function))
			.ok_or_else(|| missing(pallet, function))?
			.output_ty();
		let views = self.at.view_functions();
		let payload = dynamic::view_function_call::<A, ()>(pallet, function, arguments);
		let encoded = views.encode_args(&payload).map_err(|error| self.chain.error(error))?;
		let (id, arguments) =
			encoded.split_at_checked(VIEW_ID).ok_or_else(|| missing(pallet, function))?;
		let input = [id, &arguments.to_vec().encode()].concat();
		let answer = views.call_raw(Some(&input)).await.map_err(|error| self.chain.error(error))?;
		match answer.split_first() {
			Some((0, mut bytes)) => Vec::<u8>::decode(&mut bytes)
				.map(|output| (output, output_type))
				.map_err(|error| self.chain.error(subxt::Error::from(error))),
			_ => Err(missing(pallet, function)),
		}
	}

	/// An error of a pallet, as the chain would raise it.
	pub fn refusal(&self, pallet: &str, error: &str) -> Refusal {
		Refusal::named(pallet, error, self.at.metadata_ref())
	}

	/// What became of the call that a transaction of the Sudo key had Root make in this block: the
	/// transaction succeeds either way.
	///
	/// # Errors
	/// [`ChainError::Refused`], with the call's own error.
	pub fn of_root(&self, included: &Included) -> Result<(), ChainError> {
		let mut told = included.events.iter().filter_map(Result::ok);
		let told =
			told.find(|event| (event.pallet_name(), event.event_name()) == ("Sudo", "Sudid"));
		match told.as_ref().and_then(|event| event.field_bytes().split_first()) {
			// An `Err`, and what is in it.
			Some((1, error)) => {
				let error = DispatchError::decode_from(error, self.at.metadata())
					.map_err(|error| self.chain.error(error))?;
				Err(ChainError::refused(&error, self.at.metadata_ref()))
			}
			_ => Ok(()),
		}
	}

	async fn why_not<A: IntoEncodableValues>(
		&self,
		pallet: &str,
		function: &str,
		arguments: A,
	) -> Result<Option<Refusal>, ChainError> {
		let (answer, _) = self.view_bytes(pallet, function, arguments).await?;
		let Some((1, error)) = answer.split_first() else {
			return Ok(None);
		};
		DispatchError::decode_from(error, self.at.metadata())
			.map(|error| Some(Refusal::read(&error, self.at.metadata_ref())))
			.map_err(|error| self.chain.error(error))
	}

	/// Calls a view function that gives what a call would do, or why it would be refused.
	async fn rehearsal<R: DecodeAsType, A: IntoEncodableValues>(
		&self,
		pallet: &str,
		function: &str,
		arguments: A,
	) -> Result<Result<R, Refusal>, ChainError> {
		let (answer, output_type) = self.view_bytes(pallet, function, arguments).await?;
		if let Some((1, error)) = answer.split_first() {
			return DispatchError::decode_from(error, self.at.metadata())
				.map(|error| Err(Refusal::read(&error, self.at.metadata_ref())))
				.map_err(|error| self.chain.error(error));
		}
		let types = self.at.metadata_ref().types();
		// Whatever stands for the error is not looked at: the answer is none.
		let outcome = Result::<R, ()>::decode_as_type(&mut answer.as_slice(), output_type, types)
			.map_err(|error| self.chain.error(subxt::Error::other(error)))?;
		outcome.map(Ok).map_err(|()| missing(pallet, function))
	}

	async fn pages<T: DecodeAsType>(
		&self,
		pallet: &str,
		function: &str,
	) -> Result<Vec<(u32, T)>, ChainError> {
		let mut all = Vec::new();
		let mut from = 1u32;
		loop {
			let page: Vec<(u32, T)> = self.view(pallet, function, (from,)).await?;
			let is_last = page.len() < PAGE;
			let last = page.last().map_or(from, |(number, _)| *number);
			all.extend(page);
			if is_last {
				return Ok(all);
			}
			from = last.saturating_add(1);
		}
	}
}

fn missing(pallet: &str, function: &str) -> ChainError {
	ChainError::Missing(format!("view {pallet}.{function}"))
}
