//! `machine.logging`.

use crate::lang::formats::URL;
use crate::lang::talos::enums;
use crate::model::Map;
use ostler_derive::Shape;

/// Shipping of service logs.
#[derive(Shape)]
pub struct Logging {
    /// Receivers; each gets everything.
    /// Kernel messages are shipped by `KmsgLogConfig` or the kernel argument `talos.logging.kernel`.
    #[field(keep_empty)]
    // Unordered: every one gets all logs.
    #[field(unordered)]
    pub destinations: Vec<LoggingDestination>,
}

/// A receiver of service logs.
#[derive(Shape)]
pub struct LoggingDestination {
    /// Where lines are sent: scheme `tcp` or `udp`, with a port.
    /// A patch replaces only the parts of the URL that it gives.
    #[field(keep_empty, required, format = URL, example = "udp://127.0.0.1:12345", example = "tcp://1.2.3.4:12345/", merge = url)]
    pub endpoint: Option<String>,
    /// Encoding of the lines.
    #[field(keep_empty, required, values = enums::LOGGING_FORMAT)]
    pub format: String,
    /// Keys and values added to every line, to tell machines apart.
    #[field(example = "{rack: r07}", since = "1.7")]
    pub extra_tags: Map<String>,
}
