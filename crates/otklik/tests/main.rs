//! Tests of the program as a whole, in one binary: what is built is started and asked.

mod commands;
mod hostile;
