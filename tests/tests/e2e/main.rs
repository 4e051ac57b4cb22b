//! What a network does for its users. All of it waits for blocks most of the time, so these tests run
//! beside one another; faults and bursts, which need the machine for themselves, are targets of their
//! own.

mod chain_rules;
mod day_of_sales;
mod node_commands;
mod outside;
