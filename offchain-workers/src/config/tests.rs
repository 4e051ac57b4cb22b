use super::*;
use std::io::Write;

fn read_with(text: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
	Config::read(Path::new("worker.toml"), text, |name| {
		let found = variables.iter().find(|(known, _)| *known == name);
		found.map(|(_, value)| (*value).to_owned())
	})
}

fn read(text: &str) -> Result<Config, ConfigError> {
	read_with(text, &[])
}

fn error(text: &str) -> String {
	read(text).expect_err("it is wrong").to_string()
}

#[test]
fn the_example_should_be_read_and_show_the_defaults() {
	let example = read(EXAMPLE).expect("the example is right");
	let tron = example.tron.as_ref().expect("it has TRON");
	assert_eq!(tron.pace, PaceConfig::of_tron());
	assert_eq!(example.ton.as_ref().map(|ton| ton.pace), Some(PaceConfig::of_ton()));
	assert_eq!(example.node, NodeConfig::default());
	assert_eq!((example.listen, example.log.as_str()), (default_listen(), "info"));
}

#[test]
fn a_step_and_a_block_should_have_sensible_limits() {
	let tron = |line: &str| {
		let url = "[[tron.endpoints]]\nurl = \"https://a.b\"";
		format!("journal = \"j\"\n[tron]\n{line}\n{url}\n")
	};
	let pace = |seconds: u64| {
		format!("[tron.pace]\npoll_seconds = 9\ndeadline_seconds = 30\nstep_seconds = {seconds}")
	};
	assert!(error(&tron(&pace(149))).contains("less than five times"));
	assert!(read(&tron(&pace(150))).is_ok());
	assert!(error(&tron("max_block_mib = 0")).contains("tron.max_block_mib: 0 is not from 1"));
	let config = read(&tron("max_block_mib = 64")).expect("it is right");
	assert_eq!(config.tron.map(|tron| tron.max_block_mib), Some(64));
}

#[test]
fn every_key_of_the_example_that_is_commented_out_should_be_known() {
	let text = EXAMPLE
		.replace("# authority", "authority")
		.replace("# [reports]\n# token_env", "[reports]\ntoken_env")
		.replace("# usdt", "usdt")
		.replace("# usdc", "usdc")
		.replace("# api_key_env", "api_key_env")
		.replace("# requests", "requests");
	let config = read(&text).expect("every key is known");
	assert_eq!(config.authority(), Ok(Some([0; 32])));
	assert!(config.reports.is_some());
}

#[test]
fn a_key_that_is_not_known_should_be_named_with_its_line() {
	let text = error("journal = \"j\"\nlisen = \"127.0.0.1:1\"\n");
	assert!(text.contains("line 2") && text.contains("unknown field `lisen`"), "{text}");
	assert!(text.contains("config example"), "{text}");
}

#[test]
fn a_secret_in_the_file_should_not_be_shown() {
	let endpoint = |line: &str| {
		format!("journal = \"j\"\n[tron]\n[[tron.endpoints]]\nurl = \"https://a.b\"\n{line}\n")
	};
	for line in ["api_key = \"hush-hush\"", "api_key_env = \"hush-hush\""] {
		let text = error(&endpoint(line));
		assert!(!text.contains("hush") && text.contains("api_key"), "{text}");
	}
}

#[test]
fn what_can_be_reached_from_elsewhere_should_be_refused() {
	for listen in ["0.0.0.0:9960", "192.168.1.2:9960", "[::]:9960"] {
		let text = error(&format!("journal = \"j\"\nlisten = \"{listen}\""));
		assert!(text.contains("Use 127.0.0.1"), "{text}");
	}
	assert!(read("journal = \"j\"\nlisten = \"[::1]:9960\"").is_ok());
}

#[test]
fn addresses_should_be_encrypted_or_of_this_machine() {
	let endpoint =
		|url: &str| format!("journal = \"j\"\n[ton]\n[[ton.endpoints]]\nurl = \"{url}\"\n");
	assert!(read(&endpoint("http://127.0.0.1:80/api/v3")).is_ok());
	assert!(error(&endpoint("http://toncenter.com/api/v3")).contains("not encrypted"));
	assert!(error(&endpoint("toncenter.com")).contains("looks like https://"));
	assert!(!error(&endpoint("https://user:hush@a.b")).contains("hush"));
	let node = |url: &str| format!("journal = \"j\"\n[node]\nurl = \"{url}\"\n");
	for url in ["ws://127.0.0.1:9944", "ws://localhost", "ws://[::1]:9944/", "wss://a.b"] {
		assert!(read(&node(url)).is_ok(), "{url}");
	}
	for url in ["ws://10.0.0.1:9944", "http://127.0.0.1:9944", "9944", "ws://127.0.0.1.evil.org"] {
		assert!(error(&node(url)).contains("ws://127.0.0.1:9944"), "{url}");
	}
}

#[test]
fn values_out_of_range_should_be_named() {
	let ton = "journal = \"j\"\n[ton]\n[[ton.endpoints]]\nurl = \"https://a.b\"\n";
	assert!(error(&format!("{ton}requests_per_second = 0")).contains("at least 1"));
	assert!(
		error(&format!("{ton}[ton.pace]\npoll_seconds = 0")).contains("0 is not from 1 to 600")
	);
	assert!(error("journal = \"j\"\n[ton]\nendpoints = []").contains("at least one endpoint"));
	let twice = format!("{ton}[[ton.endpoints]]\nurl = \"https://A.b/\"\n");
	assert!(error(&twice).contains("named twice"));
	assert!(error("journal = \"j\"\n[node]\nauthority = \"0x12\"").contains("64 hexadecimal"));
}

#[test]
fn the_environment_should_override_the_file() {
	let variables = [
		("HOTPOT_WORKER_LISTEN", "127.0.0.1:1"),
		("HOTPOT_WORKER_JOURNAL", "other"),
		("HOTPOT_WORKER_LOG", "debug"),
		("HOTPOT_WORKER_NODE_URL", "ws://localhost:2"),
	];
	let config = read_with(EXAMPLE, &variables).expect("all is right");
	assert_eq!((config.listen.port(), config.log.as_str()), (1, "debug"));
	assert_eq!(config.journal, PathBuf::from("other"));
	assert_eq!(config.node.url, "ws://localhost:2");
	let wrong = read_with(EXAMPLE, &[("HOTPOT_WORKER_LISTEN", "x")]);
	assert!(wrong.is_err_and(|error| error.to_string().contains("HOTPOT_WORKER_LISTEN")));
}

#[test]
fn secrets_should_come_from_files_and_be_missed() {
	let mut file = tempfile::NamedTempFile::new().expect("there is room");
	file.write_all(b" 0123456789abcdef \n").expect("there is room");
	let with = |line: &str| {
		read(&format!("journal = \"j\"\n[reports]\n{line}")).expect("it can be read").token()
	};
	let token = with(&format!("token_file = {:?}", file.path())).expect("the file is there");
	assert!(token.is_some_and(|token| token.is("0123456789abcdef")));
	let says = |line: &str| with(line).expect_err("there is none").to_string();
	assert!(
		says("token_env = \"HOTPOT_WORKER_NO_SUCH\"").contains("HOTPOT_WORKER_NO_SUCH is not set")
	);
	assert!(says("token_file = \"/no/such\"").contains("put the secret there"));
	assert!(says("").contains("token_env or token_file"));
	let both = format!("token_env = \"HOTPOT_WORKER_A\"\ntoken_file = {:?}", file.path());
	assert!(says(&both).contains("not both"));
	let short = tempfile::NamedTempFile::new().expect("there is room");
	fs::write(short.path(), "hush").expect("there is room");
	assert!(says(&format!("token_file = {:?}", short.path())).contains("16 characters"));
	fs::write(short.path(), "\n").expect("there is room");
	assert!(says(&format!("token_file = {:?}", short.path())).contains("empty"));
}

#[test]
fn a_file_that_is_not_there_should_say_how_to_get_one() {
	let error = Config::load(Path::new("/no/such.toml")).expect_err("there is none");
	assert!(error.to_string().contains("config example"), "{error}");
}
