//! Routes of the site, asked as a browser asks: one binary, the tree of files is the tree of addresses.

mod rights;
mod routes;
mod util;
