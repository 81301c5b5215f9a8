//! libFuzzer over `diff`; see the target of that name in the library.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| ostler_fuzz::run("diff", data));
