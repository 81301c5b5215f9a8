//! The event parser behind one door: the only file that names its crate. It turns the crate's events into ours, with
//! byte ranges, and its errors into [`Fault`]s.
//!
//! Knows nothing of trees, repair or messages.

use core::ops::Range;
use std::borrow::Cow;

pub(super) use granit_parser::ErrorKind;
use granit_parser::{ScalarStyle, StructureStyle};

use crate::tree::{NodeKind, Style};

/// Deepest nesting of collections that is read; the place of the next one is reported. Walks over a tree go twice as
/// deep (aliases add to the depth), Go's library allows 10,000.
pub(super) const MAX_NESTING: usize = 256;

/// Longest key, in characters, that may stand without `?`. Go's library has no limit since version 4; the parser holds
/// back all tokens until it knows whether they were a key.
const MAX_KEY: usize = 1 << 16;

/// One event with its bytes. For [`Event::Close`] of a block collection the range is empty and means nothing.
#[derive(Debug)]
pub(super) struct Item<'t> {
    pub event: Event<'t>,
    pub range: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Event<'t> {
    /// `---`, or the place where content begins without one.
    DocumentStart,
    /// `...`, or the place where the document ends without one.
    DocumentEnd,
    Scalar {
        text: Cow<'t, str>,
        style: Style,
        tag: Option<Tag>,
        anchor: usize,
        /// Block scalars: columns of indentation of their content.
        indent: usize,
    },
    /// A place for a node where nothing is written, not even a tag.
    Nothing {
        anchor: usize,
    },
    Open {
        kind: NodeKind,
        style: Style,
        tag: Option<Tag>,
        anchor: usize,
    },
    Close,
    /// An alias to an anchor of the same document.
    Alias(usize),
    /// An alias to a name that has no anchor before it in this document.
    Unresolved(Cow<'t, str>),
    /// Name of the anchor of the node just before; the range is that of `&name`.
    Anchor(Cow<'t, str>),
    Comment,
}

/// A tag: its bytes, and its canonical spelling (`!!str` for everything in YAML's own namespace).
#[derive(Debug)]
pub(super) struct Tag {
    pub text: Box<str>,
    pub range: Range<usize>,
}

/// What stopped the parser, and where it noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub kind: ErrorKind,
    pub at: usize,
}

impl Fault {
    /// True when a collection is nested deeper than is read.
    pub fn is_nesting(&self) -> bool {
        self.kind == ErrorKind::RecursionLimitExceeded
    }
}

/// What a caller wants to see.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Everything.
    Full,
    /// No comments: for a quick look at where the next error is.
    Structure,
}

/// Reads a text event by event.
pub(super) struct Events<'t> {
    text: &'t str,
    parser: granit_parser::Parser<'t, granit_parser::StrInput<'t>>,
    failed: bool,
}

impl<'t> Events<'t> {
    pub fn new(text: &'t str, detail: Detail) -> Self {
        let mut options = granit_parser::options! {
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            // Comments in a row right behind `key:` are held back until the value is seen; a limit would refuse
            // files with long commented-out sections, and the text is in memory anyway.
            max_buffered_comment_events: usize::MAX,
            // As Go's library does: `text`, not `text\n`, when the file ends without a line break.
            block_scalar_eof_without_line_feed: true,
            simple_key_max_lookahead: MAX_KEY,
            flow_nesting_limit: MAX_NESTING,
            block_nesting_limit: MAX_NESTING,
        };
        options.set_emit_comments(detail == Detail::Full);
        let parser = granit_parser::Parser::new_from_str_with_options(text, options);
        Self { text, parser, failed: false }
    }
}

impl<'t> Iterator for Events<'t> {
    type Item = Result<Item<'t>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            match self.parser.next_event()? {
                Ok((event, span)) => {
                    let range = span.byte_range().unwrap_or(0..0);
                    let range = range.start.min(self.text.len())..range.end.min(self.text.len());
                    if let Some(event) = translate(event, &span, &range, self.text) {
                        return Some(Ok(Item { event, range }));
                    }
                }
                Err(error) => {
                    self.failed = true;
                    let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
                    return Some(Err(Fault { kind: error.kind().clone(), at }));
                }
            }
        }
        None
    }
}

fn translate<'t>(
    event: granit_parser::Event<'t>,
    span: &granit_parser::Span,
    range: &Range<usize>,
    text: &str,
) -> Option<Event<'t>> {
    use granit_parser::Event as E;
    Some(match event {
        E::DocumentStart(..) => Event::DocumentStart,
        E::DocumentEnd => Event::DocumentEnd,
        E::Scalar(_, ScalarStyle::Plain, anchor, None) if range.is_empty() => Event::Nothing { anchor },
        E::Scalar(content, style, anchor, tag) => {
            let style = scalar_style(style);
            let tag = tag.and_then(|t| read_tag(&t, span, text));
            Event::Scalar { text: content, style, tag, anchor, indent: span.indent.unwrap_or(0) }
        }
        E::SequenceStart(style, anchor, tag) => {
            let tag = tag.and_then(|t| read_tag(&t, span, text));
            Event::Open { kind: NodeKind::Seq, style: collection_style(style), tag, anchor }
        }
        E::MappingStart(style, anchor, tag) => {
            let tag = tag.and_then(|t| read_tag(&t, span, text));
            Event::Open { kind: NodeKind::Map, style: collection_style(style), tag, anchor }
        }
        E::SequenceEnd | E::MappingEnd => Event::Close,
        E::Alias(id) => Event::Alias(id),
        E::UnresolvedAlias(name) => Event::Unresolved(name),
        E::Anchor(_, name) => Event::Anchor(name),
        E::Comment(..) => Event::Comment,
        // Begin and end of the stream, and metadata that the crate may learn later.
        _ => return None,
    })
}

fn scalar_style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

fn collection_style(style: StructureStyle) -> Style {
    match style {
        StructureStyle::Block => Style::Block,
        StructureStyle::Flow => Style::Flow,
    }
}

fn read_tag(tag: &granit_parser::Tag, span: &granit_parser::Span, text: &str) -> Option<Tag> {
    let range = span.tag_span()?.byte_range()?;
    let written = text.get(range.clone())?;
    let full = format!("{}{}", tag.handle(), tag.suffix());
    let text = match full.strip_prefix("tag:yaml.org,2002:") {
        Some(name) => format!("!!{name}"),
        // A `%TAG` directive gave `!!` or `!x!` a meaning of its own.
        None if written.starts_with("!!") => format!("!<{full}>"),
        None => written.to_owned(),
    };
    Some(Tag { text: text.into(), range })
}
