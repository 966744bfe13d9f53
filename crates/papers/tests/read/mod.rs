//! Reading of documents: fixtures made here and samples of the corpus.

mod books;
mod codes;
mod docx;
mod formats;
mod mutations;
mod pdf;
mod samples;
mod shown;
mod struck;
mod twins;
mod zipped;
