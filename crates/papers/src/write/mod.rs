//! From values to bytes of an official paper.
