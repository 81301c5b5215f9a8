//! Rules that kinds of several areas share: durations, URLs, names, certificates.

mod certificates;
mod durations;
mod names;
mod urls;

pub use certificates::{CERTIFICATE, PRIVATE_KEY};
pub use durations::{DURATION_TOO_SHORT, NEGATIVE_DURATION};
pub use names::{NAME_IS_NO_ADDRESS, STORAGE_NAME};
pub use urls::{URL_SCHEME, URL_WITH_PATH, URL_WITHOUT_HOST, URL_WITHOUT_PORT};
