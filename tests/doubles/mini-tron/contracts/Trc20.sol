// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// A TRC-20 token as plain as can be. It has no constructor, so that its code can be put at the
/// address that the real token has.
contract Trc20 {
	string public name;
	string public symbol;
	uint8 public decimals;
	uint256 public totalSupply;
	mapping(address => uint256) public balanceOf;
	mapping(address => mapping(address => uint256)) public allowance;

	event Transfer(address indexed from, address indexed to, uint256 value);
	event Approval(address indexed owner, address indexed spender, uint256 value);

	/// Can be done once.
	function setup(
		string calldata name_,
		string calldata symbol_,
		uint8 decimals_,
		uint256 supply
	) external {
		require(totalSupply == 0, "set up already");
		name = name_;
		symbol = symbol_;
		decimals = decimals_;
		totalSupply = supply;
		balanceOf[msg.sender] = supply;
		emit Transfer(address(0), msg.sender, supply);
	}

	function transfer(address to, uint256 value) external returns (bool) {
		move(msg.sender, to, value);
		return true;
	}

	/// Several transfers in one transaction, hence several logs.
	function transferMany(address[] calldata to, uint256[] calldata values) external {
		require(to.length == values.length, "lengths differ");
		for (uint256 i = 0; i < to.length; i++) {
			move(msg.sender, to[i], values[i]);
		}
	}

	function approve(address spender, uint256 value) external returns (bool) {
		allowance[msg.sender][spender] = value;
		emit Approval(msg.sender, spender, value);
		return true;
	}

	function transferFrom(address from, address to, uint256 value) external returns (bool) {
		uint256 left = allowance[from][msg.sender];
		require(left >= value, "allowance too small");
		allowance[from][msg.sender] = left - value;
		move(from, to, value);
		return true;
	}

	function move(address from, address to, uint256 value) private {
		require(to != address(0), "no recipient");
		require(balanceOf[from] >= value, "balance too small");
		balanceOf[from] -= value;
		balanceOf[to] += value;
		emit Transfer(from, to, value);
	}
}
