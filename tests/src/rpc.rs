//! A node's JSON-RPC over HTTP, written by hand: it sends what no library would, and it is no part
//! of what is tested.

use crate::wait::eventually;
use anyhow::{Context, anyhow, bail};
use serde_json::{Value, json};
use std::{
	fmt,
	io::{Read, Write},
	net::{Ipv4Addr, SocketAddr, TcpStream},
	time::Duration,
};
use tokio::{task::spawn_blocking, time::sleep};

/// How long a node may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How late a sibling of a block may come: two authors of one slot begin at the same time.
const SIBLING_DELAY: Duration = Duration::from_secs(1);

/// How long what waits may take into blocks.
const SETTLE_PATIENCE: Duration = Duration::from_secs(60);

/// A node's RPC port.
#[derive(Clone, Copy, Debug)]
pub struct Rpc {
	port: u16,
}

/// A block, as a node names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
	/// Its number.
	pub number: u64,
	/// Its hash, 0x…
	pub hash: String,
}

/// A JSON-RPC error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
	/// Its code.
	pub code: i64,
	/// Its message.
	pub message: String,
	/// What it adds, if it adds something.
	pub data: String,
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}: {} {}", self.code, self.message, self.data)
	}
}

/// An HTTP answer.
#[derive(Clone, Debug)]
pub struct Answer {
	/// The status code.
	pub status: u16,
	/// The body.
	pub body: String,
}

impl Rpc {
	/// The node on this port.
	pub const fn new(port: u16) -> Self {
		Self { port }
	}

	/// Sends a body as it is.
	///
	/// # Errors
	/// If no answer comes: the node is down, or it hung up.
	pub async fn post(&self, body: Vec<u8>) -> anyhow::Result<Answer> {
		let port = self.port;
		spawn_blocking(move || post(port, &body)).await?
	}

	/// Calls a method. The inner error is the node's own.
	///
	/// # Errors
	/// If no answer comes, or none that is JSON-RPC.
	pub async fn call(
		&self,
		method: &str,
		params: Value,
	) -> anyhow::Result<Result<Value, Refusal>> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let Answer { status, body } = self.post(request.to_string().into_bytes()).await?;
		let answer: Value = serde_json::from_str(&body)
			.with_context(|| format!("{method} was answered with {status} and {body:.200}"))?;
		if let Some(error) = answer.get("error") {
			return Ok(Err(Refusal {
				code: error["code"].as_i64().unwrap_or_default(),
				message: error["message"].as_str().unwrap_or_default().to_owned(),
				data: match &error["data"] {
					Value::Null => String::new(),
					Value::String(text) => text.clone(),
					other => other.to_string(),
				},
			}));
		}
		match answer.get("result") {
			Some(result) => Ok(Ok(result.clone())),
			None => bail!("{method} was answered without a result: {body:.200}"),
		}
	}

	/// Calls a method that must succeed.
	///
	/// # Errors
	/// As [`Self::call`], and what the node refuses.
	pub async fn ask(&self, method: &str, params: Value) -> anyhow::Result<Value> {
		self.call(method, params).await?.map_err(|refusal| anyhow!("{method}: {refusal}"))
	}

	/// Calls a method that must be refused.
	///
	/// # Errors
	/// If it is not.
	pub async fn refusal(&self, method: &str, params: Value) -> anyhow::Result<Refusal> {
		match self.call(method, params).await? {
			Ok(result) => bail!("expected the node to refuse {method}; it answered {result}"),
			Err(refusal) => Ok(refusal),
		}
	}

	/// The newest block of the best chain.
	///
	/// # Errors
	/// As [`Self::ask`].
	pub async fn best(&self) -> anyhow::Result<Block> {
		let hash = self.ask("chain_getBlockHash", json!([])).await?;
		self.block(&hash).await
	}

	/// The newest finalized block.
	///
	/// # Errors
	/// As [`Self::ask`].
	pub async fn finalized(&self) -> anyhow::Result<Block> {
		let hash = self.ask("chain_getFinalizedHead", json!([])).await?;
		self.block(&hash).await
	}

	/// The hash of the block with this number on the best chain, if there is one.
	///
	/// # Errors
	/// As [`Self::ask`].
	pub async fn hash_at(&self, number: u64) -> anyhow::Result<Option<String>> {
		let hash = self.ask("chain_getBlockHash", json!([number])).await?;
		Ok(hash.as_str().map(str::to_owned))
	}

	/// The transactions that wait, 0x…
	///
	/// # Errors
	/// As [`Self::ask`].
	pub async fn pending(&self) -> anyhow::Result<Vec<String>> {
		let waiting = self.ask("author_pendingExtrinsics", json!([])).await?;
		Ok(serde_json::from_value(waiting)?)
	}

	/// Waits until nothing waits for a block any more, and no sibling of the best block is to be
	/// expected.
	///
	/// A client may be told that its transaction is in a block, and a moment later a better block
	/// of the same slot comes, in which it is not: then it waits once more.
	///
	/// # Errors
	/// If transactions keep waiting.
	pub async fn settle(&self) -> anyhow::Result<()> {
		eventually(SETTLE_PATIENCE, "no transaction waits for a block", || async {
			sleep(SIBLING_DELAY).await;
			Ok(self.pending().await?.is_empty().then_some(()))
		})
		.await
	}

	async fn block(&self, hash: &Value) -> anyhow::Result<Block> {
		let header = self.ask("chain_getHeader", json!([hash])).await?;
		let number = header["number"].as_str().and_then(|text| text.strip_prefix("0x"));
		let number = number.with_context(|| format!("block {hash} has no number"))?;
		Ok(Block {
			number: u64::from_str_radix(number, 16)?,
			hash: hash.as_str().unwrap_or_default().to_owned(),
		})
	}
}

fn post(port: u16, body: &[u8]) -> anyhow::Result<Answer> {
	let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
	let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
	stream.set_read_timeout(Some(TIMEOUT))?;
	stream.set_write_timeout(Some(TIMEOUT))?;
	let head = format!(
		"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
		 Content-Length: {}\r\nConnection: close\r\n\r\n",
		body.len()
	);
	// A node that does not want the body may answer before it has come to its end.
	let sent = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
	let mut bytes = Vec::new();
	let received = stream.read_to_end(&mut bytes);
	if bytes.is_empty() {
		sent.context("the node hung up while it was asked")?;
		received.context("the node did not answer")?;
		bail!("the node hung up without an answer");
	}
	parse(&bytes)
}

fn parse(bytes: &[u8]) -> anyhow::Result<Answer> {
	let text = String::from_utf8_lossy(bytes);
	let (head, body) = text.split_once("\r\n\r\n").context("the answer is not HTTP")?;
	let status = head
		.split_whitespace()
		.nth(1)
		.and_then(|status| status.parse().ok())
		.context("the answer has no status")?;
	let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
	let body = if is_chunked { join_chunks(body)? } else { body.to_owned() };
	Ok(Answer { status, body })
}

fn join_chunks(mut body: &str) -> anyhow::Result<String> {
	let mut whole = String::new();
	loop {
		let (size, rest) = body.split_once("\r\n").context("a chunk has no size")?;
		let size = usize::from_str_radix(size.trim(), 16)?;
		if size == 0 {
			return Ok(whole);
		}
		whole.push_str(rest.get(..size).context("a chunk is cut off")?);
		body = rest.get(size..).and_then(|rest| rest.strip_prefix("\r\n")).unwrap_or_default();
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn answers_should_be_read_in_one_piece_and_in_chunks() {
		let whole = parse(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").expect("it is HTTP");
		assert_eq!((whole.status, whole.body.as_str()), (200, "{}"));
		let chunks = b"HTTP/1.1 413 Too Large\r\nTransfer-Encoding: chunked\r\n\r\n\
			3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
		let chunks = parse(chunks).expect("it is HTTP");
		assert_eq!((chunks.status, chunks.body.as_str()), (413, "abcde"));
		assert!(parse(b"nonsense").is_err());
	}
}
