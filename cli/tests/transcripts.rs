//! Transcripts of the command line: command, output, exit code, in `fixtures/cli`. `TRYCMD=overwrite` rewrites them;
//! whoever does that reads them as a user would.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("../fixtures/cli/*.toml").case("../fixtures/cli/*.trycmd");
}
