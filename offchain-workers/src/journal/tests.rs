mod random;

use super::*;
use crate::rail::Found;
use hotpot_primitives::observations::{Comment, Deposit, ForeignAccount, MAX_OFFER, Rail, Token};
use std::{collections::BTreeSet, fs, path::Path};
use tempfile::TempDir;

const OWN: [u8; 32] = [7; 32];
const OTHER: [u8; 32] = [8; 32];
const MINUTE: u64 = 60 * 1000;

fn account(number: u8) -> ForeignAccount {
	ForeignAccount::Tron([number; 20])
}

fn deposit(number: u16, amount: u128) -> Deposit {
	let mut transaction = [0; 32];
	transaction[..2].copy_from_slice(&number.to_be_bytes());
	Deposit {
		token: Token::UsdtTron,
		from: account(9),
		to: account(1),
		amount,
		transaction,
		index: 0,
		at: 1,
		comment: Comment::default(),
	}
}

fn on_ton(number: u8) -> Deposit {
	let account = |byte| ForeignAccount::Ton { workchain: 0, id: [byte; 32] };
	Deposit {
		token: Token::Ton,
		from: account(9),
		to: account(1),
		transaction: [number; 32],
		..deposit(0, 5)
	}
}

fn claim(deposit: &Deposit) -> WorkerClaim {
	WorkerClaim::Deposit(deposit.clone())
}

fn found(deposits: Vec<Deposit>, cursor: u8) -> Found {
	Found { deposits, cursor: vec![cursor], ..Found::default() }
}

fn block(number: u64, told: Vec<Told>) -> Block {
	Block { number, at: number, told, touches_watched: false }
}

fn settled(deposit: &Deposit, outcome: Outcome) -> Vec<Told> {
	vec![Told::Settled { fact: claim(deposit).fact(), outcome }]
}

fn watched() -> BTreeSet<ForeignAccount> {
	BTreeSet::from([account(1), on_ton(1).to])
}

fn open(folder: &TempDir) -> Journal {
	Journal::open(&folder.path().join("journal"), Failpoint::default()).expect("it opens")
}

/// A journal in which some accounts are watched.
fn ready() -> (TempDir, Journal) {
	let folder = TempDir::new().expect("there is room");
	let mut journal = open(&folder);
	journal.set_watched(&watched(), 1).expect("it writes");
	(folder, journal)
}

fn step(journal: &mut Journal, deposits: Vec<Deposit>, now: u64) -> Recorded {
	let rail = deposits.first().map_or(Rail::Tron, |deposit| deposit.token.rail());
	journal.record_step(rail, &watched(), &found(deposits, 1), now).expect("it writes")
}

fn plan(journal: &mut Journal) -> Plan {
	journal.plan(Rail::Tron).expect("it reads").expect("it is known")
}

fn states(journal: &Journal) -> Vec<State> {
	let facts = journal.facts().expect("it reads");
	facts.into_iter().map(|(_, _, state)| state).collect()
}

fn offered(journal: &mut Journal, now: u64) -> Vec<WorkerClaim> {
	journal.offer(now).expect("it writes").offer.into_inner()
}

#[test]
fn a_step_should_be_kept_with_its_cursor() {
	let (folder, mut journal) = ready();
	assert_eq!(step(&mut journal, vec![deposit(1, 5), deposit(2, 5)], 10).new, 2);
	drop(journal);
	let journal = open(&folder);
	assert_eq!(states(&journal), [State::Seen, State::Seen]);
	assert_eq!(journal.cursor(Rail::Tron), Ok(Some(vec![1])));
	assert_eq!(journal.cursor(Rail::Ton), Ok(None));
}

#[test]
fn a_known_deposit_should_be_kept_once_and_another_claim_about_it_never_offered() {
	let (_folder, mut journal) = ready();
	step(&mut journal, vec![deposit(1, 5)], 10);
	assert_eq!(step(&mut journal, vec![deposit(1, 5)], 11), Recorded::default());
	let lie = deposit(1, 6);
	let recorded = step(&mut journal, vec![lie.clone()], 12);
	let conflict = Conflict { fact: claim(&lie).fact(), claim: claim(&lie) };
	assert_eq!((recorded.new, recorded.conflicts), (0, vec![conflict]));
	assert_eq!(step(&mut journal, vec![lie], 13).conflicts, [], "it is alerted once");
	assert_eq!(journal.conflicts(), Ok(1));
	assert_eq!(offered(&mut journal, 14), [claim(&deposit(1, 5))]);
}

#[test]
fn deposits_that_nobody_asked_about_should_be_left_out() {
	let (_folder, mut journal) = ready();
	let elsewhere = Deposit { to: account(2), ..deposit(1, 5) };
	let nothing = deposit(2, 0);
	let found = found(vec![elsewhere, nothing, on_ton(3)], 1);
	let recorded = journal.record_step(Rail::Tron, &watched(), &found, 1).expect("it writes");
	assert_eq!((recorded.new, recorded.unsound), (0, 3));
	assert_eq!(offered(&mut journal, 2), []);
}

#[test]
fn a_fact_should_go_from_seen_to_applied() {
	let (_folder, mut journal) = ready();
	let deposit = deposit(1, 5);
	step(&mut journal, vec![deposit.clone()], 10);
	assert_eq!(offered(&mut journal, 11), [claim(&deposit)]);
	assert_eq!(states(&journal), [State::Offered]);
	let fact = claim(&deposit).fact();
	let vote = |authority| vec![Told::Voted { fact, authority }];
	let follow = |journal: &mut Journal, number, told| {
		journal.follow(&block(number, told), Some(OWN), 3, number).expect("it writes")
	};
	assert_eq!(follow(&mut journal, 1, vote(OTHER)), Followed::default());
	assert_eq!(offered(&mut journal, 12), [claim(&deposit)], "another's vote is not ours");
	assert_eq!(follow(&mut journal, 2, vote(OWN)).voted, 1);
	assert_eq!(states(&journal), [State::Voted]);
	assert_eq!(offered(&mut journal, 13), []);
	assert_eq!(follow(&mut journal, 3, settled(&deposit, Outcome::Applied)).applied, 1);
	assert_eq!(states(&journal), [State::Applied]);
	let late = follow(&mut journal, 4, settled(&deposit, Outcome::Disputed));
	assert_eq!(late.disputed, 0);
	assert_eq!((states(&journal), offered(&mut journal, 14)), (vec![State::Applied], vec![]));
	assert_eq!(journal.followed(), Ok(Some((4, 4))));
}

#[test]
fn a_deposit_that_expired_should_be_offered_again_a_few_times() {
	let (_folder, mut journal) = ready();
	let deposit = deposit(1, 5);
	step(&mut journal, vec![deposit.clone()], 10);
	for round in 1..=3 {
		let told = block(round, settled(&deposit, Outcome::Expired));
		let followed = journal.follow(&told, None, 2, round).expect("it writes");
		assert_eq!((followed.expired, followed.again), (1, u64::from(round < 3)));
	}
	assert_eq!((states(&journal), offered(&mut journal, 20)), (vec![State::Expired], vec![]));
}

#[test]
fn a_report_that_expired_should_not_be_offered_again() {
	let (_folder, mut journal) = ready();
	let liked = WorkerClaim::Liked { who: [1; 32], post: [2; 32], likes: 50 };
	let more = WorkerClaim::Liked { who: [1; 32], post: [2; 32], likes: 51 };
	let report = |journal: &mut Journal, claim: &WorkerClaim| {
		journal.report(&[(claim.clone(), "{}".to_owned())], 1).expect("it writes")
	};
	assert_eq!(report(&mut journal, &liked), (vec![Reported::New], vec![]));
	assert_eq!(report(&mut journal, &liked).0, [Reported::Known]);
	let (outcomes, conflicts) = report(&mut journal, &more);
	assert_eq!((outcomes, conflicts.len()), (vec![Reported::Conflict], 1));
	assert_eq!(offered(&mut journal, 2), std::slice::from_ref(&liked));
	let told = vec![Told::Settled { fact: liked.fact(), outcome: Outcome::Expired }];
	journal.follow(&block(1, told), None, 3, 3).expect("it writes");
	assert_eq!(offered(&mut journal, 4), []);
}

#[test]
fn a_disputed_fact_should_be_offered_again_when_the_owner_drops_it() {
	let (_folder, mut journal) = ready();
	let deposit = deposit(1, 5);
	let fact = claim(&deposit).fact();
	let follow = |journal: &mut Journal, number, told| {
		journal.follow(&block(number, told), None, 3, number).expect("it writes")
	};
	follow(&mut journal, 1, settled(&deposit, Outcome::Disputed));
	step(&mut journal, vec![deposit.clone()], 10);
	assert_eq!(states(&journal), [State::Disputed], "it was disputed before it was seen here");
	assert_eq!(follow(&mut journal, 2, vec![Told::Dropped { fact }]).again, 1);
	assert_eq!(offered(&mut journal, 11), [claim(&deposit)]);
}

#[test]
fn what_was_applied_before_it_was_seen_should_not_be_offered() {
	let (_folder, mut journal) = ready();
	for (number, outcome) in [(1, Outcome::Applied), (2, Outcome::Expired)] {
		let told = settled(&deposit(number, 5), outcome);
		journal.follow(&block(number.into(), told), None, 3, 1).expect("it writes");
	}
	step(&mut journal, vec![deposit(1, 5), deposit(2, 5)], 10);
	assert_eq!(states(&journal), [State::Applied, State::Seen]);
	assert_eq!(offered(&mut journal, 11), [claim(&deposit(2, 5))]);
}

#[test]
fn kinds_should_share_an_offer() {
	let (_folder, mut journal) = ready();
	step(&mut journal, (0..100).map(|number| deposit(number, 5)).collect(), 10);
	step(&mut journal, (0..3).map(on_ton).collect(), 11);
	let offer = offered(&mut journal, 12);
	assert_eq!(offer.len(), MAX_OFFER as usize);
	let ton = offer.iter().filter(
		|claim| matches!(claim, WorkerClaim::Deposit(deposit) if deposit.token == Token::Ton),
	);
	assert_eq!(ton.count(), 3);
	assert_eq!(offer.first(), Some(&claim(&deposit(0, 5))));
	assert_eq!(offered(&mut journal, 13), offer, "the same until something happens");
}

#[test]
fn claims_that_nobody_votes_for_should_give_way_to_others() {
	let (_folder, mut journal) = ready();
	step(&mut journal, (0..130).map(|number| deposit(number, 5)).collect(), 0);
	let mut seen = BTreeSet::new();
	for round in 0..3 {
		for later in [0, 5 * MINUTE] {
			let now = round * 11 * MINUTE + later;
			let offering = journal.offer(now).expect("it writes");
			assert_eq!(offering.overdue > 0, round > 0 && later == 0, "round {round}");
			seen.extend(offering.offer.iter().map(WorkerClaim::fact));
		}
	}
	assert_eq!(seen.len(), 130);
}

#[test]
fn a_step_should_go_back_when_an_account_becomes_watched() {
	let (_folder, mut journal) = ready();
	assert_eq!(plan(&mut journal).cursor, None);
	for minute in 1..=10u8 {
		let watched = plan(&mut journal).watched;
		let at = u64::from(minute) * MINUTE + 1;
		journal.record_step(Rail::Tron, &watched, &found(vec![], minute), at).expect("it writes");
	}
	assert_eq!((plan(&mut journal).cursor, plan(&mut journal).is_back), (Some(vec![10]), false));
	journal.set_watched(&watched(), 7 * MINUTE).expect("it writes");
	let more: BTreeSet<_> = watched().into_iter().chain([account(2)]).collect();
	assert_eq!(journal.set_watched(&more, 9 * MINUTE), Ok(1));
	// Watched since minute 7 at the earliest; clocks may differ by a minute.
	let back = plan(&mut journal);
	assert_eq!((back.cursor, back.is_back), (Some(vec![5]), true));
	assert!(back.watched.contains(&account(2)));
	let behind = Found { is_behind: true, ..found(vec![], 6) };
	journal.record_step(Rail::Tron, &back.watched, &behind, 11 * MINUTE).expect("it writes");
	assert_eq!((plan(&mut journal).cursor, plan(&mut journal).is_back), (Some(vec![6]), false));
	assert_eq!(journal.set_watched(&watched(), 12 * MINUTE), Ok(0));
	assert!(!plan(&mut journal).watched.contains(&account(2)));
}

#[test]
fn a_step_should_not_jump_forward_when_another_account_becomes_watched_while_it_reads_again() {
	let (_folder, mut journal) = ready();
	for minute in 1..=10u8 {
		let at = u64::from(minute) * MINUTE + 1;
		journal.record_step(Rail::Tron, &watched(), &found(vec![], minute), at).expect("it writes");
	}
	journal.set_watched(&watched(), 7 * MINUTE).expect("it writes");
	let two: BTreeSet<_> = watched().into_iter().chain([account(2)]).collect();
	journal.set_watched(&two, 9 * MINUTE).expect("it writes");
	let back = plan(&mut journal);
	assert_eq!((&back.cursor, back.is_back), (&Some(vec![5]), true));
	assert_eq!(plan(&mut journal), back, "a step that fails begins again there");
	let behind = Found { is_behind: true, ..found(vec![], 6) };
	journal.record_step(Rail::Tron, &two, &behind, 11 * MINUTE).expect("it writes");
	let three: BTreeSet<_> = two.into_iter().chain([account(3)]).collect();
	journal.set_watched(&three, 12 * MINUTE).expect("it writes");
	let again = plan(&mut journal);
	assert_eq!((again.cursor, again.is_back), (Some(vec![5]), true));
}

/// ADR 0012 says what this comes to in five years.
#[test]
fn a_fact_should_stay_for_ever_and_cost_little() {
	let (folder, mut journal) = ready();
	const FACTS: u16 = 5_000;
	let comment = Comment::truncate_from(vec![b'x'; 64]);
	let deposits: Vec<_> = (0..FACTS)
		.map(|number| Deposit { comment: comment.clone(), ..deposit(number, 1 << 40) })
		.collect();
	let told = deposits.iter().flat_map(|one| settled(one, Outcome::Applied)).collect();
	step(&mut journal, deposits, 10);
	journal.follow(&block(1, told), Some(OWN), 3, 11).expect("it writes");
	assert_eq!(states(&journal), vec![State::Applied; usize::from(FACTS)]);
	drop(journal);
	let bytes = fs::metadata(folder.path().join("journal")).expect("it is there").len();
	let each = bytes / u64::from(FACTS);
	println!("{each} bytes a fact");
	assert!((200..=600).contains(&each), "{each}");
}

#[test]
fn a_rail_that_is_set_back_should_keep_all_facts_and_no_later_place() {
	let (_folder, mut journal) = ready();
	for minute in 1..=5u8 {
		let deposits = vec![deposit(u16::from(minute), 5)];
		let at = u64::from(minute) * MINUTE + 1;
		journal.record_step(Rail::Tron, &watched(), &found(deposits, minute), at).expect("ok");
	}
	let before = journal.facts();
	let kept = journal.past_cursors(Rail::Tron).expect("it reads");
	let (at, cursor) = kept[2].clone();
	journal.set_back(Rail::Tron, &cursor, Some(at)).expect("it writes");
	assert_eq!(journal.cursor(Rail::Tron), Ok(Some(vec![3])));
	assert_eq!(journal.past_cursors(Rail::Tron), Ok(kept[2..].to_vec()));
	assert_eq!(journal.facts(), before);
	journal.set_back(Rail::Tron, &vec![0], None).expect("it writes");
	assert_eq!(journal.past_cursors(Rail::Tron), Ok(vec![]));
}

#[test]
fn a_rail_should_wait_until_it_is_known_what_is_watched() {
	let folder = TempDir::new().expect("there is room");
	let mut journal = open(&folder);
	assert_eq!(journal.plan(Rail::Ton), Ok(None));
	journal.set_watched(&BTreeSet::new(), 1).expect("it writes");
	assert!(journal.plan(Rail::Ton).expect("it reads").is_some());
}

#[test]
fn old_cursors_should_be_thinned() {
	let (_folder, mut journal) = ready();
	for minute in (0..60 * 24 * 8).step_by(10) {
		journal
			.record_step(Rail::Tron, &watched(), &found(vec![], 1), minute * MINUTE)
			.expect("it writes");
	}
	let kept: u64 = journal
		.read(|db| db.query_row("SELECT count(*) FROM past_cursors", [], |row| row.get(0)))
		.expect("it reads");
	assert!((100..=12 + 24 * 7 + 2).contains(&kept), "{kept}");
}

#[test]
fn a_journal_should_belong_to_one_chain() {
	let (folder, mut journal) = ready();
	journal.bind([1; 32]).expect("it was free");
	drop(journal);
	let mut journal = open(&folder);
	assert_eq!(journal.bind([1; 32]), Ok(()));
	let error = journal.bind([2; 32]).expect_err("it is another");
	assert!(error.to_string().contains(&"01".repeat(32)), "{error}");
}

#[test]
fn a_journal_should_have_one_user() {
	let (folder, _journal) = ready();
	let path = folder.path().join("journal");
	let error = Journal::open(&path, Failpoint::default()).expect_err("it is in use");
	assert_eq!(error, JournalError::InUse { path });
}

fn problem(path: &Path) -> String {
	let before = fs::read(path).ok();
	let error = Journal::open(path, Failpoint::default()).expect_err("it is damaged");
	assert_eq!(fs::read(path).ok(), before, "it is left as it is");
	let text = error.to_string();
	assert!(text.contains(&path.display().to_string()), "{text}");
	text
}

#[test]
fn a_damaged_file_should_be_named_and_left_alone() {
	let (folder, mut journal) = ready();
	step(&mut journal, (0..500).map(|number| deposit(number, 5)).collect(), 10);
	drop(journal);
	let path = folder.path().join("journal");
	let whole = fs::read(&path).expect("it is there");
	let mut torn = whole.clone();
	torn[8192..16384].fill(0x5a);
	let mut short = whole.clone();
	short.truncate(whole.len() / 2);
	for damaged in [torn, short, b"not a journal at all, but long enough to look".to_vec(), vec![]]
	{
		fs::write(&path, damaged).expect("there is room");
		assert!(problem(&path).contains("put a backup"), "it says what to do");
	}
	fs::write(&path, whole).expect("there is room");
	assert_eq!(states(&open(&folder)).len(), 500);
}

#[test]
fn a_file_that_is_gone_while_its_log_is_there_should_not_be_made_anew() {
	let folder = TempDir::new().expect("there is room");
	let path = folder.path().join("journal");
	fs::write(folder.path().join("journal-wal"), "x").expect("there is room");
	assert!(problem(&path).contains("write-ahead log"));
	assert!(!path.exists());
}

#[test]
fn another_database_should_not_be_taken_for_a_journal() {
	let folder = TempDir::new().expect("there is room");
	let path = folder.path().join("journal");
	let other = rusqlite::Connection::open(&path).expect("there is room");
	other.execute_batch("CREATE TABLE guests (name TEXT)").expect("there is room");
	drop(other);
	let error = Journal::open(&path, Failpoint::default()).expect_err("it is another");
	assert!(error.to_string().contains("no journal of hotpot-worker"), "{error}");
}

#[test]
fn a_journal_of_another_version_should_be_left_alone() {
	let (folder, journal) = ready();
	drop(journal);
	let path = folder.path().join("journal");
	let db = rusqlite::Connection::open(&path).expect("it opens");
	db.pragma_update(None, "user_version", 2).expect("it writes");
	drop(db);
	let error = Journal::open(&path, Failpoint::default()).expect_err("it is newer");
	assert_eq!(error, JournalError::OtherVersion { path, version: 2 });
}

#[test]
fn a_folder_that_is_not_there_should_be_said_so() {
	let error = Journal::open(Path::new("/no/such/journal"), Failpoint::default())
		.expect_err("there is no folder");
	assert!(error.to_string().contains("Does its folder exist"), "{error}");
}
