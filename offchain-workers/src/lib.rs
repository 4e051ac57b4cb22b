//! What runs beside a validator: sees TRON, TON and streams, and tells its node what to vote for.
//!
//! | module | what |
//! | --- | --- |
//! | [`worker`] | all parts together |
//! | [`chain`] | follows our chain as far as it is final |
//! | [`scheduler`] | has each [`rail`] take step after step |
//! | [`journal`] | keeps what was found, and what became of it |
//! | [`api`] | offers claims to the node; takes reports; health and metrics |
//! | [`http`], [`endpoints`] | how rails ask, and whom they believe |
//! | [`config`], [`check`] | what the operator sets, and whether it works |
//! | [`rewind`] | sets a rail back when final blocks were undone |

pub mod alerts;
pub mod api;
pub mod backoff;
pub mod chain;
pub mod check;
pub mod clock;
pub mod config;
pub mod context;
pub mod endpoints;
pub mod failpoint;
pub mod http;
pub mod journal;
pub mod logs;
pub mod metrics;
pub mod rail;
pub mod rails;
pub mod rewind;
pub mod scheduler;
pub mod secret;
pub mod status;
pub mod ton;
pub mod tron;
pub mod worker;
