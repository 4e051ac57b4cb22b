//! Externalities that note which items are read and written, for tests of what a piece of work
//! costs. Every access of the runtime to its state passes here, the overlay's included.

use sp_core::storage::{ChildInfo, StateVersion, TrackedStorageKey};
use sp_externalities::{
	Error, Extension, ExtensionStore, Externalities, MultiRemovalResults,
	set_and_run_with_externalities,
};
use sp_io::{TestExternalities, hashing::twox_128};
use std::{
	any::{Any, TypeId},
	collections::BTreeMap,
};

/// Items by key, and how often each was touched.
pub type Touched = BTreeMap<Vec<u8>, u32>;

/// What a piece of work did to the state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accesses {
	/// Items that were read.
	pub read: Touched,
	/// Items that were written.
	pub written: Touched,
	/// Where steps to the next item began, and prefixes that were cleared.
	pub stepped: Touched,
}

impl Accesses {
	/// How often any item was read.
	pub fn reads(&self) -> u32 {
		self.read.values().sum()
	}

	/// How often any item was written.
	pub fn writes(&self) -> u32 {
		self.written.values().sum()
	}

	/// How many steps were taken along a map or a prefix.
	pub fn steps(&self) -> u32 {
		self.stepped.values().sum()
	}

	/// The same of a pallet's items only.
	pub fn of(&self, pallet: &str) -> Self {
		let prefix = twox_128(pallet.as_bytes());
		self.filtered(|key| key.starts_with(&prefix))
	}

	/// The same without a pallet's items.
	pub fn without(&self, pallet: &str) -> Self {
		let prefix = twox_128(pallet.as_bytes());
		self.filtered(|key| !key.starts_with(&prefix))
	}

	fn filtered(&self, wanted: impl Fn(&[u8]) -> bool) -> Self {
		let [read, written, stepped] = [&self.read, &self.written, &self.stepped].map(|items| {
			let wanted = items.iter().filter(|(key, _)| wanted(key));
			wanted.map(|(key, times)| (key.clone(), *times)).collect()
		});
		Self { read, written, stepped }
	}
}

/// Does some work on the state and tells what it touched.
pub fn counted<R>(ext: &mut TestExternalities, work: impl FnOnce() -> R) -> (R, Accesses) {
	let mut inner = ext.ext();
	let mut counting = Counting { inner: &mut inner, accesses: Accesses::default() };
	let result = set_and_run_with_externalities(&mut counting, work);
	(result, counting.accesses)
}

/// `scripts/bench economy` knows it by its name: what happens in its methods is not the pallets'.
struct Counting<'a> {
	inner: &'a mut dyn Externalities,
	accesses: Accesses,
}

impl Counting<'_> {
	fn read(&mut self, key: &[u8]) {
		note(&mut self.accesses.read, key);
	}

	fn write(&mut self, key: &[u8]) {
		note(&mut self.accesses.written, key);
	}

	fn step(&mut self, key: &[u8]) {
		note(&mut self.accesses.stepped, key);
	}
}

fn note(items: &mut Touched, key: &[u8]) {
	// The depth of nested storage layers is bookkeeping in memory, not an item of the state.
	if key != b":transaction_level:" {
		*items.entry(key.to_vec()).or_default() += 1;
	}
}

impl ExtensionStore for Counting<'_> {
	fn extension_by_type_id(&mut self, type_id: TypeId) -> Option<&mut dyn Any> {
		self.inner.extension_by_type_id(type_id)
	}

	fn register_extension_with_type_id(
		&mut self,
		type_id: TypeId,
		extension: Box<dyn Extension>,
	) -> Result<(), Error> {
		self.inner.register_extension_with_type_id(type_id, extension)
	}

	fn deregister_extension_by_type_id(&mut self, type_id: TypeId) -> Result<(), Error> {
		self.inner.deregister_extension_by_type_id(type_id)
	}
}

impl Externalities for Counting<'_> {
	fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.read(key);
		self.inner.storage(key)
	}

	fn storage_hash(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.read(key);
		self.inner.storage_hash(key)
	}

	fn exists_storage(&mut self, key: &[u8]) -> bool {
		self.read(key);
		self.inner.exists_storage(key)
	}

	fn next_storage_key(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.step(key);
		self.inner.next_storage_key(key)
	}

	fn clear_prefix(
		&mut self,
		prefix: &[u8],
		limit: Option<u32>,
		cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.step(prefix);
		self.inner.clear_prefix(prefix, limit, cursor)
	}

	fn place_storage(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
		self.write(&key);
		self.inner.place_storage(key, value);
	}

	fn storage_append(&mut self, key: Vec<u8>, value: Vec<u8>) {
		self.write(&key);
		self.inner.storage_append(key, value);
	}

	fn storage_start_transaction(&mut self) {
		self.inner.storage_start_transaction();
	}

	fn storage_rollback_transaction(&mut self) -> Result<(), ()> {
		self.inner.storage_rollback_transaction()
	}

	fn storage_commit_transaction(&mut self) -> Result<(), ()> {
		self.inner.storage_commit_transaction()
	}

	fn storage_root(&mut self, version: StateVersion) -> Vec<u8> {
		self.inner.storage_root(version)
	}

	// Nothing below is used by pallets; it is passed on.

	fn set_offchain_storage(&mut self, key: &[u8], value: Option<&[u8]>) {
		self.inner.set_offchain_storage(key, value);
	}

	fn child_storage(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.inner.child_storage(child, key)
	}

	fn child_storage_hash(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.inner.child_storage_hash(child, key)
	}

	fn next_child_storage_key(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.inner.next_child_storage_key(child, key)
	}

	fn kill_child_storage(
		&mut self,
		child: &ChildInfo,
		limit: Option<u32>,
		cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.inner.kill_child_storage(child, limit, cursor)
	}

	fn clear_child_prefix(
		&mut self,
		child: &ChildInfo,
		prefix: &[u8],
		limit: Option<u32>,
		cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.inner.clear_child_prefix(child, prefix, limit, cursor)
	}

	fn place_child_storage(&mut self, child: &ChildInfo, key: Vec<u8>, value: Option<Vec<u8>>) {
		self.inner.place_child_storage(child, key, value);
	}

	fn child_storage_root(&mut self, child: &ChildInfo, version: StateVersion) -> Vec<u8> {
		self.inner.child_storage_root(child, version)
	}

	fn wipe(&mut self) {
		self.inner.wipe();
	}

	fn commit(&mut self) {
		self.inner.commit();
	}

	fn read_write_count(&self) -> (u32, u32, u32, u32) {
		self.inner.read_write_count()
	}

	fn reset_read_write_count(&mut self) {
		self.inner.reset_read_write_count();
	}

	fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
		self.inner.get_whitelist()
	}

	fn set_whitelist(&mut self, keys: Vec<TrackedStorageKey>) {
		self.inner.set_whitelist(keys);
	}

	fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
		self.inner.get_read_and_written_keys()
	}
}
