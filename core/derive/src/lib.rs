//! Derives. Filled below.
