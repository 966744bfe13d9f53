//! Every command with what it prints: data on standard output, one Russian line for people, the promised exit code.
//!
//! Each test has a folder of its own. `OTKLIK_BIN` names another build of the program to try.

mod keeping;
mod people;
mod reading;
mod run;
mod scoring;
mod serving;
mod writing;
mod wrong_use;
