//! Reading of `#[kind(…)]`, `#[shape(…)]` and `#[field(…)]`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, LitStr, Path, Result, Token};

/// Events with the version they are sorted by.
#[derive(Default)]
pub struct Events(Vec<((u16, u16), TokenStream)>);

impl Events {
    fn add(&mut self, at: &LitStr, change: &TokenStream) -> Result<()> {
        let key = version(at)?;
        let tokens = quote! {
            ::ostler_core::model::Event {
                at: ::ostler_core::model::Version::literal(#at),
                change: ::ostler_core::model::Change::#change,
            }
        };
        self.0.push((key, tokens));
        Ok(())
    }

    /// The list as tokens, oldest first.
    pub fn tokens(&mut self) -> TokenStream {
        self.0.sort_by_key(|(at, _)| *at);
        let events = self.0.iter().map(|(_, e)| e);
        quote!(&[#(#events),*])
    }
}

/// `(major, minor)` of a version literal.
fn version(at: &LitStr) -> Result<(u16, u16)> {
    let text = at.value();
    let parsed = text.split_once('.').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    parsed.ok_or_else(|| Error::new(at.span(), "expected a version such as \"1.10\""))
}

fn string(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

fn arguments(input: ParseStream<'_>) -> Result<Vec<LitStr>> {
    let inner;
    syn::parenthesized!(inner in input);
    Ok(Punctuated::<LitStr, Token![,]>::parse_terminated(&inner)?.into_iter().collect())
}

/// First argument and the rest.
fn at_and_rest(meta: &ParseNestedMeta<'_>) -> Result<(LitStr, Vec<LitStr>)> {
    let mut args = arguments(meta.input)?.into_iter();
    let at = args.next().ok_or_else(|| meta.error("expected a version first"))?;
    Ok((at, args.collect()))
}

fn one(meta: &ParseNestedMeta<'_>, rest: Vec<LitStr>) -> Result<LitStr> {
    let mut rest = rest.into_iter();
    match (rest.next(), rest.next()) {
        (Some(text), None) => Ok(text),
        _ => Err(meta.error("expected a version and one text")),
    }
}

/// The history attributes that kinds and fields share; true when `meta` was one of them.
fn history(meta: &ParseNestedMeta<'_>, events: &mut Events) -> Result<bool> {
    let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
    match name.as_str() {
        "since" => events.add(&string(meta)?, &quote!(Since))?,
        "hidden" => events.add(&string(meta)?, &quote!(Hidden))?,
        "removed" => events.add(&string(meta)?, &quote!(Removed))?,
        "required_since" => events.add(&string(meta)?, &quote!(Required))?,
        "omitted_when_empty_since" => events.add(&string(meta)?, &quote!(OmittedWhenEmpty))?,
        "uncounted_since" => events.add(&string(meta)?, &quote!(Uncounted))?,
        "optional_since" => events.add(&string(meta)?, &quote!(Optional))?,
        "deprecated" => {
            let (at, instead) = at_and_rest(meta)?;
            events.add(&at, &quote!(Deprecated(&[#(#instead),*])))?;
        }
        "default_since" => {
            let (at, rest) = at_and_rest(meta)?;
            let text = one(meta, rest)?;
            events.add(&at, &quote!(Default(#text)))?;
        }
        "release_note" => {
            let (at, rest) = at_and_rest(meta)?;
            let text = one(meta, rest)?;
            events.add(&at, &quote!(Note(#text)))?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// What a change asks of a running machine, by release.
#[derive(Default)]
pub struct Impacts(Vec<((u16, u16), TokenStream)>);

impl Impacts {
    /// Reads `impact = reboot` or `impact_since("1.14", in_place)`; true when `meta` was one of them.
    fn read(&mut self, meta: &ParseNestedMeta<'_>) -> Result<bool> {
        if meta.path.is_ident("impact") {
            self.add(&LitStr::new("0.0", Span::call_site()), meta.value()?)?;
        } else if meta.path.is_ident("impact_since") {
            let inner;
            syn::parenthesized!(inner in meta.input);
            let at: LitStr = inner.parse()?;
            inner.parse::<Token![,]>()?;
            self.add(&at, &inner)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn add(&mut self, at: &LitStr, input: ParseStream<'_>) -> Result<()> {
        let name: syn::Ident = input.parse()?;
        let impact = match name.to_string().as_str() {
            "none" => quote!(None),
            "in_place" => quote!(InPlace),
            "unknown" => quote!(Unknown),
            "reboot" => quote!(Reboot),
            "reinstall" => quote!(Reinstall),
            _ => return Err(Error::new(name.span(), "unknown impact")),
        };
        let tokens = quote! {
            ::ostler_core::model::ImpactAt {
                since: ::ostler_core::model::Version::literal(#at),
                impact: ::ostler_core::model::Impact::#impact,
            }
        };
        self.0.push((version(at)?, tokens));
        Ok(())
    }

    /// The entries as tokens, oldest first.
    pub fn tokens(&mut self) -> impl Iterator<Item = &TokenStream> {
        self.0.sort_by_key(|(at, _)| *at);
        self.0.iter().map(|(_, tokens)| tokens)
    }
}

/// `#[field(…)]`.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each attribute is given or not")]
pub struct FieldAttributes {
    pub rename: Option<LitStr>,
    pub format: Option<Path>,
    pub values: Option<Path>,
    pub embedded: Option<Path>,
    pub range: Option<(Expr, Expr)>,
    pub required: bool,
    pub default: Option<LitStr>,
    pub merge: Vec<((u16, u16), TokenStream)>,
    pub secret: Option<TokenStream>,
    pub examples: Vec<LitStr>,
    pub see: Vec<LitStr>,
    pub flatten: bool,
    pub rest: bool,
    pub keep_empty: bool,
    pub unordered: bool,
    pub impact: Impacts,
    pub events: Events,
}

impl FieldAttributes {
    /// Reads all `#[field(…)]` of a field.
    pub fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut out = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("field")) {
            attribute.parse_nested_meta(|meta| out.one(&meta))?;
        }
        Ok(out)
    }

    fn one(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        if history(meta, &mut self.events)? || self.impact.read(meta)? {
            return Ok(());
        }
        let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match name.as_str() {
            "rename" => self.rename = Some(string(meta)?),
            "format" => self.format = Some(meta.value()?.parse()?),
            "values" => self.values = Some(meta.value()?.parse()?),
            "embedded" => self.embedded = Some(meta.value()?.parse()?),
            "range" => {
                let inner;
                syn::parenthesized!(inner in meta.input);
                let low = inner.parse()?;
                inner.parse::<Token![,]>()?;
                self.range = Some((low, inner.parse()?));
            }
            "required" => self.required = true,
            "flatten" => self.flatten = true,
            "rest" => self.rest = true,
            "keep_empty" => self.keep_empty = true,
            "unordered" => self.unordered = true,
            "default" => self.default = Some(string(meta)?),
            "merge" => {
                let strategy = strategy(meta.value()?)?;
                self.merge.push(((0, 0), merge_at(&LitStr::new("0.0", Span::call_site()), &strategy)));
            }
            "merge_since" => {
                let inner;
                syn::parenthesized!(inner in meta.input);
                let at: LitStr = inner.parse()?;
                inner.parse::<Token![,]>()?;
                let strategy = strategy(&inner)?;
                self.merge.push((version(&at)?, merge_at(&at, &strategy)));
            }
            "secret" => self.secret = Some(quote!(Value)),
            "secret_query" => {
                let parameter = string(meta)?;
                self.secret = Some(quote!(UrlQuery(#parameter)));
            }
            "secret_key" => {
                let key = string(meta)?;
                self.secret = Some(quote!(KeyNamed(#key)));
            }
            "example" => self.examples.push(string(meta)?),
            "see" => self.see.push(string(meta)?),
            _ => return Err(meta.error("unknown attribute; the crate's documentation lists them")),
        }
        Ok(())
    }
}

fn merge_at(at: &LitStr, strategy: &TokenStream) -> TokenStream {
    quote! {
        ::ostler_core::model::MergeAt {
            since: ::ostler_core::model::Version::literal(#at),
            merge: ::ostler_core::model::Merge::#strategy,
        }
    }
}

fn strategy(input: ParseStream<'_>) -> Result<TokenStream> {
    let name: syn::Ident = input.parse()?;
    Ok(match name.to_string().as_str() {
        "by_type" => quote!(ByType),
        "append" => quote!(Append),
        "replace" => quote!(Replace),
        "replace_per_key" => quote!(ReplacePerKey),
        "assign_always" => quote!(AssignAlways),
        "assign_unless_zero" => quote!(AssignUnlessZero),
        "url" => quote!(Url),
        "size_union" => quote!(SizeUnion),
        "refused" => quote!(Refused),
        "refused_always" => quote!(RefusedAlways),
        "by_key" => {
            let keys = arguments(input)?;
            quote!(ByKey(&[#(#keys),*]))
        }
        "by_key_replace_item" => {
            let keys = arguments(input)?;
            quote!(ByKeyReplaceItem(&[#(#keys),*]))
        }
        _ => return Err(Error::new(name.span(), "unknown merge strategy")),
    })
}

/// `#[kind(…)]`.
#[derive(Default)]
pub struct KindAttributes {
    pub name: Option<LitStr>,
    pub version: Option<LitStr>,
    pub identity: Option<LitStr>,
    pub control_plane_only: bool,
    pub headless: bool,
    pub conflicts: Vec<LitStr>,
    pub examples: Vec<Expr>,
    pub rules: Vec<Path>,
    pub page: Option<LitStr>,
    pub impact: Impacts,
    pub events: Events,
}

impl KindAttributes {
    /// Reads all `#[kind(…)]` of a struct.
    pub fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut out = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("kind")) {
            attribute.parse_nested_meta(|meta| out.one(&meta))?;
        }
        Ok(out)
    }

    fn one(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        if history(meta, &mut self.events)? || self.impact.read(meta)? {
            return Ok(());
        }
        let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match name.as_str() {
            "name" => self.name = Some(string(meta)?),
            "version" => self.version = Some(string(meta)?),
            "identity" => self.identity = Some(string(meta)?),
            "control_plane_only" => self.control_plane_only = true,
            "headless" => self.headless = true,
            "conflicts" => self.conflicts = arguments(meta.input)?,
            "example" => self.examples.push(meta.value()?.parse()?),
            "page" => self.page = Some(string(meta)?),
            "rules" => {
                let inner;
                syn::parenthesized!(inner in meta.input);
                self.rules = Punctuated::<Path, Token![,]>::parse_terminated(&inner)?.into_iter().collect();
            }
            _ => return Err(meta.error("unknown attribute; the crate's documentation lists them")),
        }
        Ok(())
    }
}

/// `#[shape(name = "…")]`, or nothing.
pub fn shape_name(attributes: &[Attribute]) -> Result<Option<LitStr>> {
    let mut out = None;
    for attribute in attributes.iter().filter(|a| a.path().is_ident("shape")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("name") {
                return Err(meta.error("only `name` is known here"));
            }
            out = Some(string(&meta)?);
            Ok(())
        })?;
    }
    Ok(out)
}

/// Text of the doc comment, one leading blank of each line dropped.
pub fn doc(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("doc")) {
        if let syn::Meta::NameValue(pair) = &attribute.meta
            && let Expr::Lit(literal) = &pair.value
            && let syn::Lit::Str(text) = &literal.lit
        {
            let text = text.value();
            lines.push(text.strip_prefix(' ').unwrap_or(&text).to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}
