//! The node's offchain worker, against a worker that answers well, badly or not at all.

use crate::{
	mock::*,
	worker::{DEADLINE, Failure, LOCK_KEY, MAX_ANSWER, MAX_VOTES_PER_RUN, URL_KEY},
	*,
};
use alloc::{
	string::{String, ToString},
	sync::Arc,
	vec,
	vec::Vec,
};
use codec::{Decode, Encode};
use frame_support::traits::Hooks;
use hotpot_primitives::observations::{MAX_OFFER, Offer};
use sp_core::offchain::{
	DbExternalities, Duration, Externalities, HttpError, HttpRequestId, HttpRequestStatus,
	OffchainDbExt, OffchainWorkerExt, OpaqueNetworkState, StorageKind, Timestamp,
	TransactionPoolExt, testing,
};
use sp_keystore::{Keystore, KeystoreExt, testing::MemoryKeystore};
use sp_runtime::{RuntimeAppPublic, offchain::http};
use std::sync::RwLock;

const URL: &str = "http://127.0.0.1:9955";

/// What the worker does.
#[derive(Clone, Debug)]
enum Answer {
	/// This status and this body.
	Body(u16, Vec<u8>),
	/// Nothing until the deadline.
	Stall,
	/// The headers, and then nothing until the deadline.
	StallInBody,
	/// Nobody listens.
	Down,
	/// A body without an end.
	Endless,
}

#[derive(Default)]
struct State {
	asked: Vec<(String, String)>,
	/// The deadlines that the runtime asked for.
	deadlines: Vec<Option<Timestamp>>,
	read: usize,
	storage: std::collections::BTreeMap<Vec<u8>, Vec<u8>>,
	now: Timestamp,
	/// Whether the lock was held when the worker was asked.
	was_locked: bool,
}

#[derive(Clone)]
struct Outside(Arc<RwLock<State>>, Answer);

impl Outside {
	fn state(&self) -> std::sync::RwLockWriteGuard<'_, State> {
		self.0.write().expect("nobody panics holding it")
	}
}

impl Externalities for Outside {
	fn is_validator(&self) -> bool {
		true
	}

	fn network_state(&self) -> Result<OpaqueNetworkState, ()> {
		Err(())
	}

	fn timestamp(&mut self) -> Timestamp {
		self.state().now
	}

	fn sleep_until(&mut self, _: Timestamp) {
		panic!("it waits for nobody")
	}

	fn random_seed(&mut self) -> [u8; 32] {
		[0; 32]
	}

	fn http_request_start(
		&mut self,
		method: &str,
		uri: &str,
		_: &[u8],
	) -> Result<HttpRequestId, ()> {
		let mut state = self.state();
		state.asked.push((method.to_string(), uri.to_string()));
		state.was_locked = state.storage.contains_key(LOCK_KEY);
		if matches!(self.1, Answer::Down) { Err(()) } else { Ok(HttpRequestId(1)) }
	}

	fn http_request_add_header(&mut self, _: HttpRequestId, _: &str, _: &str) -> Result<(), ()> {
		Ok(())
	}

	fn http_request_write_body(
		&mut self,
		_: HttpRequestId,
		_: &[u8],
		deadline: Option<Timestamp>,
	) -> Result<(), HttpError> {
		self.state().deadlines.push(deadline);
		Ok(())
	}

	fn http_response_wait(
		&mut self,
		ids: &[HttpRequestId],
		deadline: Option<Timestamp>,
	) -> Vec<HttpRequestStatus> {
		self.state().deadlines.push(deadline);
		let status = match &self.1 {
			Answer::Body(code, _) => HttpRequestStatus::Finished(*code),
			Answer::StallInBody | Answer::Endless => HttpRequestStatus::Finished(200),
			Answer::Stall => HttpRequestStatus::DeadlineReached,
			Answer::Down => HttpRequestStatus::IoError,
		};
		vec![status; ids.len()]
	}

	fn http_response_headers(&mut self, _: HttpRequestId) -> Vec<(Vec<u8>, Vec<u8>)> {
		vec![]
	}

	fn http_response_read_body(
		&mut self,
		_: HttpRequestId,
		buffer: &mut [u8],
		deadline: Option<Timestamp>,
	) -> Result<usize, HttpError> {
		let mut state = self.state();
		state.deadlines.push(deadline);
		let body = match &self.1 {
			Answer::Body(_, body) => &body[state.read.min(body.len())..],
			Answer::Endless => &[0; 1_000][..],
			_ => return Err(HttpError::DeadlineReached),
		};
		let length = body.len().min(buffer.len());
		buffer[..length].copy_from_slice(&body[..length]);
		state.read += length;
		Ok(length)
	}

	fn set_authorized_nodes(&mut self, _: Vec<sp_core::OpaquePeerId>, _: bool) {}
}

impl DbExternalities for Outside {
	fn local_storage_set(&mut self, kind: StorageKind, key: &[u8], value: &[u8]) {
		assert_eq!(kind, StorageKind::PERSISTENT);
		self.state().storage.insert(key.to_vec(), value.to_vec());
	}

	fn local_storage_clear(&mut self, _: StorageKind, key: &[u8]) {
		self.state().storage.remove(key);
	}

	fn local_storage_compare_and_set(
		&mut self,
		kind: StorageKind,
		key: &[u8],
		old: Option<&[u8]>,
		new: &[u8],
	) -> bool {
		let is_same = self.state().storage.get(key).map(Vec::as_slice) == old;
		if is_same {
			self.local_storage_set(kind, key, new);
		}
		is_same
	}

	fn local_storage_get(&mut self, kind: StorageKind, key: &[u8]) -> Option<Vec<u8>> {
		assert_eq!(kind, StorageKind::PERSISTENT);
		self.state().storage.get(key).cloned()
	}
}

/// A node, and what it sees of the world.
struct Node {
	/// The validators whose keys it holds.
	keys: Vec<u8>,
	url: Option<Vec<u8>>,
	answer: Answer,
}

/// What came of a run.
struct Seen {
	result: Result<usize, Failure>,
	votes: Vec<VoteOf<Test>>,
	state: Arc<RwLock<State>>,
}

impl Seen {
	fn claims(&self) -> Vec<TestClaim> {
		self.votes.iter().map(|vote| vote.claim.clone()).collect()
	}
}

fn offering(claims: &[TestClaim]) -> Node {
	let offer = Offer::<AccountId>::try_from(claims.to_vec()).expect("not too many");
	answering(Answer::Body(200, offer.encode()))
}

fn answering(answer: Answer) -> Node {
	Node { keys: vec![1], url: Some(URL.as_bytes().to_vec()), answer }
}

impl Node {
	/// Does something, then lets the offchain worker run once.
	fn run(self, before: impl FnOnce()) -> Seen {
		let mut ext = ExtBuilder::default().build();
		let state = Arc::new(RwLock::new(State::default()));
		if let Some(url) = self.url {
			state.write().expect("fresh").storage.insert(URL_KEY.to_vec(), url);
		}
		let outside = Outside(state.clone(), self.answer);
		let (pool, pooled) = testing::TestTransactionPoolExt::new();
		let keystore = MemoryKeystore::new();
		for n in self.keys {
			let secret = alloc::format!("0x{}", alloc::format!("{n:02x}").repeat(32));
			keystore.insert(KEY_TYPE, &secret, &key(n).to_raw_vec()).expect("it fits");
		}
		ext.register_extension(OffchainWorkerExt::new(outside.clone()));
		ext.register_extension(OffchainDbExt::new(outside));
		ext.register_extension(TransactionPoolExt::new(pool));
		ext.register_extension(KeystoreExt::new(keystore));
		ext.execute_with(|| {
			before();
			let result = Observations::try_vote_for_offer();
			let sent: Vec<Extrinsic> = pooled
				.read()
				.transactions
				.iter()
				.map(|bytes| Extrinsic::decode(&mut bytes.as_slice()).expect("a transaction"))
				.collect();
			// Each is a general transaction that a block takes.
			let votes = sent.into_iter().map(|transaction| {
				assert!(matches!(transaction.preamble, sp_runtime::generic::Preamble::General(..)));
				let call = transaction.function;
				let RuntimeCall::Observations(Call::vote { vote, .. }) = call.clone() else {
					panic!("a vote")
				};
				assert_eq!(apply(call), Ok(Ok(())));
				vote
			});
			let votes = votes.collect();
			Seen { result, votes, state }
		})
	}
}

#[test]
fn it_should_vote_for_everything_that_the_worker_offers() {
	let claims = [deposit(), liked(50)];
	let seen = offering(&claims).run(|| ());
	assert_eq!(seen.result, Ok(2));
	assert_eq!(seen.claims(), claims);
	assert!(seen.votes.iter().all(|vote| (vote.session, vote.authority_index) == (7, 1)));
	let state = seen.state.read().expect("nobody panics");
	assert_eq!(state.asked, [("GET".into(), "http://127.0.0.1:9955/v1/claims".into())]);
	// Everything waits until the same moment at most.
	let deadline = Some(Timestamp::default().add(DEADLINE));
	assert_eq!(DEADLINE, Duration::from_millis(2_000));
	assert!(state.deadlines.iter().all(|asked| *asked == deadline), "{:?}", state.deadlines);
	assert!(state.was_locked);
	assert!(!state.storage.contains_key(LOCK_KEY), "the lock is given back");
}

#[test]
fn it_should_do_nothing_when_the_worker_offers_nothing() {
	assert_eq!(offering(&[]).run(|| ()).result, Ok(0));
}

#[test]
fn it_should_ask_nobody_when_the_node_has_no_key_of_the_session() {
	for keys in [vec![], vec![9]] {
		let seen = Node { keys, ..offering(&[deposit()]) }.run(|| ());
		assert_eq!(seen.result, Ok(0));
		assert!(seen.state.read().expect("nobody panics").asked.is_empty());
	}
}

#[test]
fn it_should_do_nothing_when_the_node_has_no_worker() {
	for url in [None, Some(vec![])] {
		let seen = Node { url, ..offering(&[deposit()]) }.run(|| ());
		assert_eq!(seen.result, Ok(0));
		assert!(seen.state.read().expect("nobody panics").asked.is_empty());
	}
	let seen = Node { url: Some(vec![0xff]), ..offering(&[deposit()]) }.run(|| ());
	assert_eq!(seen.result, Err(Failure::BadUrl));
}

#[test]
fn it_should_do_nothing_when_another_run_holds_the_lock() {
	let seen = offering(&[deposit()]).run(|| {
		let until = Timestamp::default().add(Duration::from_millis(1_000));
		sp_io::offchain::local_storage_set(StorageKind::PERSISTENT, LOCK_KEY, &until.encode());
	});
	assert_eq!(seen.result, Ok(0));
	assert!(seen.state.read().expect("nobody panics").asked.is_empty());
}

#[test]
fn it_should_send_nothing_when_the_worker_answers_badly() {
	let offer = Offer::<AccountId>::try_from(vec![deposit(), liked(50)]).expect("two").encode();
	let too_many = vec![liked(50); MAX_OFFER as usize + 1].encode();
	let body = |body: &[u8]| Answer::Body(200, body.to_vec());
	let cases = [
		(Answer::Stall, Failure::TooSlow),
		(Answer::StallInBody, Failure::TooSlow),
		(Answer::Down, Failure::Http(http::Error::IoError)),
		(Answer::Body(500, offer.clone()), Failure::Status(500)),
		(Answer::Body(204, vec![]), Failure::Status(204)),
		(Answer::Body(302, offer.clone()), Failure::Status(302)),
		(Answer::Endless, Failure::TooLong),
		(body(&[0; MAX_ANSWER + 1]), Failure::TooLong),
		(body(&[0; MAX_ANSWER]), Failure::Garbage),
		(body(b""), Failure::Garbage),
		(body(b"<html>not found</html>"), Failure::Garbage),
		(body(&[0xff; 100]), Failure::Garbage),
		// Cut off, and with something behind it.
		(body(&offer[..offer.len() - 1]), Failure::Garbage),
		(body(&[&offer[..], &[0]].concat()), Failure::Garbage),
		(body(&too_many), Failure::Garbage),
	];
	for (answer, failure) in cases {
		let seen = answering(answer.clone()).run(|| ());
		assert_eq!(seen.result, Err(failure), "{answer:?}");
		assert_eq!(seen.votes, []);
		let state = seen.state.read().expect("nobody panics");
		assert!(state.read <= MAX_ANSWER + 4_096, "it reads no more than it must");
		assert!(!state.storage.contains_key(LOCK_KEY), "the lock is given back");
		// The hook itself swallows it.
		drop(answering(answer).run(|| Observations::offchain_worker(1)));
	}
}

#[test]
fn it_should_vote_once_when_two_claims_are_about_one_fact() {
	let seen = offering(&[deposit(), deposit_of(3, 1), deposit()]).run(|| ());
	assert_eq!(seen.claims(), [deposit()]);
}

#[test]
fn it_should_not_vote_when_it_voted_or_could_not() {
	let claims = [
		deposit(),
		deposit_of(4, 1),
		liked(0),
		liked(50),
		watched(START + 1_000_000),
		deposit_of(5, 1),
	];
	let seen = offering(&claims).run(|| {
		votes(&[0, 2, 3], &deposit());
		votes(&[1], &deposit_of(4, 1));
		Pauses::<Test>::insert(hotpot_primitives::observations::Kind::Liked, PauseCause::Owner);
	});
	assert_eq!(seen.claims(), [deposit_of(5, 1)]);
}

#[test]
fn it_should_send_16_votes_a_block_at_most() {
	let claims: Vec<_> = (10..50).map(|n| deposit_of(n, 1)).collect();
	let seen = offering(&claims).run(|| ());
	assert_eq!(seen.result, Ok(MAX_VOTES_PER_RUN));
	assert_eq!(seen.claims(), claims[..MAX_VOTES_PER_RUN]);
}

#[test]
fn it_should_vote_with_every_key_of_the_session_that_it_has() {
	let seen = Node { keys: vec![0, 3, 9], ..offering(&[deposit()]) }.run(|| ());
	let voters: Vec<_> = seen.votes.iter().map(|vote| vote.authority_index).collect();
	assert_eq!(voters, [0, 3]);
}
