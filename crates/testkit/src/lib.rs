//! What tests need and the product does not: documents as an office writes them, the example specimens,
//! records and throw-away data bases.
//!
//! In come words of a test; out go bytes and values. Nothing here is shipped.

pub mod archive;
pub mod builders;
pub mod databases;
pub mod documents;
pub mod specimens;
pub mod worked;
