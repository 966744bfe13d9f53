//! Plan JSON (`otklik.plan/1`): the neutral form other people's programs rely on.
//!
//! In comes a draft and out goes JSON, and back. Serialisation lives here so that the domain stays free of it.
