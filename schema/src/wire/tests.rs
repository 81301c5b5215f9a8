//! Shapes of every form, over one report.
