//! Which tokens count.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use hotpot_primitives::observations::Token;
use sp_runtime::DispatchError;

const ALL: Settings =
	Settings { counts_usdt_tron: true, counts_usdc_tron: true, counts_usdt_ton: true };
const NONE: Settings =
	Settings { counts_usdt_tron: false, counts_usdc_tron: false, counts_usdt_ton: false };

fn counted(settings: Settings) -> alloc::vec::Vec<Token> {
	Token::ALL.into_iter().filter(|token| settings.counts(*token)).collect()
}

#[test]
fn usdt_should_count_by_default_and_coins_never() {
	assert_eq!(counted(Settings::default()), [Token::UsdtTron, Token::UsdtTon]);
	assert_eq!(counted(ALL), [Token::UsdtTron, Token::UsdcTron, Token::UsdtTon]);
	assert_eq!(counted(NONE), []);
}

#[test]
fn set_settings_should_act_on_later_deposits_only() {
	execute(|| {
		watch(TRON, ALICE);
		assert_ok!(tell(&deposit(Token::UsdcTron, 1, 1)));
		assert_ok!(Deposits::set_settings(owner(), ALL));
		assert_eq!(events().pop(), Some(Event::SettingsChanged { settings: ALL }));
		assert_eq!(Deposits::settings(), ALL);
		assert_ok!(tell(&deposit(Token::UsdcTron, 10, 2)));
		assert_ok!(Deposits::set_settings(owner(), NONE));
		assert_ok!(tell(&deposit(Token::UsdcTron, 100, 3)));
		let sums = Sums { credited: 10, uncounted: 101 };
		assert_eq!(Deposits::balance_of(ALICE, Token::UsdcTron), sums);
	});
}

#[test]
fn set_settings_should_fail_when_somebody_else_calls_it() {
	execute(|| {
		assert_noop!(Deposits::set_settings(desk(), ALL), DispatchError::BadOrigin);
		Deposits::integrity_test();
	});
}
