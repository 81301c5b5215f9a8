//! The session over a language made for these tests.
