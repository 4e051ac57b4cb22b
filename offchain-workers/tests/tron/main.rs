//! The TRON rail against tests/doubles/mini-tron: three endpoints that can be told to lie.

mod double;
mod honest;
mod lies;
mod reorganisations;
mod transport;
