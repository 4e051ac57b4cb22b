//! Externalities that note which items are read and written, the neighbours' own ones left out.

use alloc::{boxed::Box, collections::BTreeMap, vec::Vec};
use core::any::{Any, TypeId};
use frame_support::{StorageHasher, Twox128};
use sp_core::storage::{ChildInfo, StateVersion, TrackedStorageKey};
use sp_externalities::{
	Error, Extension, ExtensionStore, Externalities, MultiRemovalResults,
	set_and_run_with_externalities,
};

/// Items by key, and how often each was touched.
pub type Touched = BTreeMap<Vec<u8>, u32>;

/// What a piece of work did to the state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accesses {
	/// Items that were read.
	pub reads: Touched,
	/// Items that were written.
	pub writes: Touched,
	/// Steps along a map or a prefix.
	pub steps: u32,
}

impl Accesses {
	/// How many items were read and written, and how many steps were taken.
	pub fn counts(&self) -> (usize, usize, u32) {
		(self.reads.len(), self.writes.len(), self.steps)
	}
}

/// Does some work on the state and tells what it touched.
pub fn counted<R>(ext: &mut sp_io::TestExternalities, work: impl FnOnce() -> R) -> (R, Accesses) {
	let mut inner = ext.ext();
	let neighbours = Twox128::hash(b"Neighbours");
	let mut watch = Watch { inner: &mut inner, neighbours, seen: Accesses::default() };
	let result = set_and_run_with_externalities(&mut watch, work);
	(result, watch.seen)
}

struct Watch<'a> {
	inner: &'a mut dyn Externalities,
	neighbours: [u8; 16],
	seen: Accesses,
}

impl Watch<'_> {
	/// Whether an item counts. The depth of storage layers is no item of the state.
	fn counts(&self, key: &[u8]) -> bool {
		key != b":transaction_level:" && !key.starts_with(&self.neighbours)
	}

	fn read(&mut self, key: &[u8]) {
		if self.counts(key) {
			*self.seen.reads.entry(key.to_vec()).or_default() += 1;
		}
	}

	fn write(&mut self, key: &[u8]) {
		if self.counts(key) {
			*self.seen.writes.entry(key.to_vec()).or_default() += 1;
		}
	}

	fn step(&mut self, key: &[u8]) {
		self.seen.steps += u32::from(self.counts(key));
	}
}

impl ExtensionStore for Watch<'_> {
	fn extension_by_type_id(&mut self, id: TypeId) -> Option<&mut dyn Any> {
		self.inner.extension_by_type_id(id)
	}

	fn register_extension_with_type_id(
		&mut self,
		id: TypeId,
		extension: Box<dyn Extension>,
	) -> Result<(), Error> {
		self.inner.register_extension_with_type_id(id, extension)
	}

	fn deregister_extension_by_type_id(&mut self, id: TypeId) -> Result<(), Error> {
		self.inner.deregister_extension_by_type_id(id)
	}
}

impl Externalities for Watch<'_> {
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
