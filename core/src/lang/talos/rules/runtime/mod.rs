//! Rules of runtime and security documents. Sources: Talos 1.14, `pkg/machinery/config/types/runtime` and `security`,
//! compared with the releases before.

mod files;
mod image_rules;
mod services;
mod settings;

pub use files::ETC_FILE;
pub use image_rules::{IMAGE_PATTERN, IMAGE_RULE_SUBJECT, IMAGE_RULE_VERDICT};
pub use services::{EVENT_SINK_ENDPOINT, EXTENSION_WITHOUT_CONFIG};
pub use settings::{EMPTY_PARAMETER, ENVIRONMENT_NAME, INSTALLER_IMAGE_MISSING};
