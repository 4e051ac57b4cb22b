//! A worker that lies to its node (F25).

use super::{ledger::Ledger, scene::Scene};
use anyhow::{Context, ensure};
use codec::Encode;
use hotpot_primitives::observations::{Claim, Comment, Deposit, ForeignAccount, Offer, Token};
use hotpot_tests::restaurant::now_ms;
use std::{
	io::{BufRead, BufReader, Write},
	net::{Ipv4Addr, TcpListener, TcpStream},
	sync::{Arc, Mutex, PoisonError},
	thread,
};

/// Riches that nobody sent, in base units.
const RICHES: u128 = 1_000_000_000_000;
/// How many deposits it invents; a node sends 16 votes a block.
const INVENTED: u8 = 20;

type Lies = Arc<Mutex<Vec<Claim<[u8; 32]>>>>;

/// What it offers, and to whom it pretends that money came.
pub struct Liar {
	lies: Lies,
	to: ForeignAccount,
	at: u64,
}

impl Liar {
	/// Takes the place of a worker, at its port. It begins with deposits that nobody sent.
	pub fn instead_of(scene: &mut Scene, index: usize) -> anyhow::Result<Self> {
		let to = scene.watched_tron()?;
		let worker = scene.workers.get_mut(index).context("there are three workers")?;
		worker.kill9();
		let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, worker.port()))?;
		let liar = Self { lies: Lies::default(), to, at: now_ms()? };
		let lies = (1..=INVENTED).map(|number| liar.lie([number; 32], 0)).collect();
		*liar.lies.lock().unwrap_or_else(PoisonError::into_inner) = lies;
		let lies = Arc::clone(&liar.lies);
		// It ends with the test's process.
		thread::spawn(move || {
			for stream in listener.incoming().flatten() {
				// A node that hangs up asks again with the next block.
				let _ = answer(&stream, &lies);
			}
		});
		Ok(liar)
	}

	/// Says of deposits on TRON that they were others.
	pub fn lie_about(&self, sent: &Ledger) -> anyhow::Result<()> {
		let mut lies = Vec::new();
		for ((transaction, index), entry) in sent {
			if entry.token == "UsdtTron" {
				let bytes = hex::decode(transaction)?;
				lies.push(self.lie(<[u8; 32]>::try_from(bytes.as_slice())?, *index));
			}
		}
		ensure!(!lies.is_empty(), "expected USDT to be among what was sent");
		*self.lies.lock().unwrap_or_else(PoisonError::into_inner) = lies;
		Ok(())
	}

	fn lie(&self, transaction: [u8; 32], index: u32) -> Claim<[u8; 32]> {
		Claim::Deposit(Deposit {
			token: Token::UsdtTron,
			from: ForeignAccount::Tron([1; 20]),
			to: self.to,
			amount: RICHES,
			transaction,
			index,
			at: self.at,
			comment: Comment::default(),
		})
	}
}

fn answer(mut stream: &TcpStream, lies: &Lies) -> std::io::Result<()> {
	for line in BufReader::new(stream).lines() {
		if line?.is_empty() {
			break;
		}
	}
	let lies = lies.lock().unwrap_or_else(PoisonError::into_inner).clone();
	let offer = Offer::truncate_from(lies).encode();
	let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", offer.len());
	stream.write_all(&[head.as_bytes(), &offer].concat())
}
