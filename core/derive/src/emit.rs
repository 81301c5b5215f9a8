//! Writing of the tables, the view types and the glue between them.

use crate::attributes::{FieldAttributes, KindAttributes, doc, shape_name};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Error, Fields, GenericArgument, PathArguments, Result, Type};

/// Everything for `#[derive(Kind)]`.
pub fn kind(input: &DeriveInput) -> Result<TokenStream> {
    let mut attributes = KindAttributes::read(&input.attrs)?;
    let ident = &input.ident;
    let name = attributes.name.as_ref().map_or_else(|| ident.to_string(), syn::LitStr::value);
    let text = require_doc(input, ident)?;
    let version = attributes.version.as_ref().map(syn::LitStr::value).unwrap_or_default();
    let envelope = if version.is_empty() { quote!(&[]) } else { quote!(&["apiVersion", "kind"]) };
    let identity = attributes.identity.as_ref().map_or_else(|| quote!(Single), |key| quote!(Key(#key)));
    let page = attributes.page.as_ref().map_or_else(|| quote!(""), |p| quote!(include_str!(#p)));
    let life = attributes.events.tokens();
    let impact = attributes.impact.tokens();
    let (control_plane_only, headless) = (attributes.control_plane_only, attributes.headless);
    let (conflicts, examples, rules) = (&attributes.conflicts, &attributes.examples, &attributes.rules);
    let shape = table(input, &name, &text)?;
    Ok(quote! {
        #shape
        impl #ident {
            /// The table of this kind.
            pub const KIND: &'static ::ostler_core::model::Kind = {
                static KIND: ::ostler_core::model::Kind = ::ostler_core::model::Kind {
                    name: #name,
                    api_version: #version,
                    identity: ::ostler_core::model::Identity::#identity,
                    doc: #text,
                    life: #life,
                    shape: #ident::table,
                    envelope: #envelope,
                    flags: ::ostler_core::model::KindFlags {
                        control_plane_only: #control_plane_only,
                        headless: #headless,
                    },
                    conflicts: &[#(#conflicts),*],
                    examples: &[#(#examples),*],
                    rules: &[#(&#rules),*],
                    page: #page,
                    impact: &[#(#impact),*],
                    module: module_path!(),
                };
                &KIND
            };
        }
    })
}

/// Everything for `#[derive(Shape)]`.
pub fn shape(input: &DeriveInput) -> Result<TokenStream> {
    let name = shape_name(&input.attrs)?.map_or_else(|| input.ident.to_string(), |n| n.value());
    let text = require_doc(input, &input.ident)?;
    table(input, &name, &text)
}

fn require_doc(input: &DeriveInput, at: &Ident) -> Result<String> {
    let text = doc(&input.attrs);
    if text.is_empty() { Err(Error::new(at.span(), "needs a doc comment: it is what users read")) } else { Ok(text) }
}

fn table(input: &DeriveInput, name: &str, text: &str) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new(input.ident.span(), "only structs can be declared"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new(input.ident.span(), "fields need names"));
    };
    let mut rows = Vec::new();
    let mut accessors = Vec::new();
    let mut rest = quote!(None);
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let mut attributes = FieldAttributes::read(&field.attrs)?;
        let text = doc(&field.attrs);
        if text.is_empty() {
            return Err(Error::new(ident.span(), "needs a doc comment: it is what users read"));
        }
        let key = attributes.rename.as_ref().map_or_else(|| camel_case(&ident.to_string()), syn::LitStr::value);
        let in_place = attributes.flatten || attributes.rest;
        accessors.push(accessor(ident, &key, &field.ty, &text, in_place));
        if attributes.rest {
            let value = generic(&field.ty, "Map").ok_or_else(|| {
                Error::new(ident.span(), "`rest` is declared as a `Map`: its values are what other keys have")
            })?;
            let row = row(&key, &text, value, &mut attributes)?;
            rest = quote!(Some(#row));
        } else {
            rows.push(row(&key, &text, &field.ty, &mut attributes)?);
        }
    }
    let (ident, visibility) = (&input.ident, &input.vis);
    let view = format_ident!("{ident}View");
    let view_doc = format!("Borrowed reading of a `{name}`: {}", text.lines().next().unwrap_or(""));
    Ok(quote! {
        #[doc = #view_doc]
        #[derive(Clone, Copy, Debug)]
        #visibility struct #view<'t>(pub ::ostler_core::model::StructView<'t>);

        #[allow(dead_code, reason = "rules use some accessors, documentation all")]
        impl<'t> #view<'t> {
            #(#accessors)*
        }

        impl #ident {
            /// The table of this struct.
            pub fn table() -> &'static ::ostler_core::model::Struct {
                static TABLE: ::ostler_core::model::Struct =
                    ::ostler_core::model::Struct { name: #name, doc: #text, fields: &[#(#rows),*], rest: #rest };
                &TABLE
            }
        }

        impl ::ostler_core::model::Shape for #ident {
            const TYPE: ::ostler_core::model::Type = ::ostler_core::model::Type::Struct(#ident::table);
            type View<'t> = #view<'t>;
            fn read(cx: ::ostler_core::model::ViewCx<'_>, node: ::ostler_core::tree::NodeId) -> Option<#view<'_>> {
                ::ostler_core::model::StructView::new(cx, node).map(#view)
            }
        }
    })
}

fn accessor(ident: &Ident, key: &str, ty: &Type, text: &str, in_place: bool) -> TokenStream {
    let summary = text.lines().next().unwrap_or("");
    let body = if in_place {
        quote!(<#ty as ::ostler_core::model::Shape>::read(self.0.cx, self.0.node))
    } else {
        quote!(self.0.field::<#ty>(#key))
    };
    quote! {
        #[doc = #summary]
        pub fn #ident(&self) -> Option<<#ty as ::ostler_core::model::Shape>::View<'t>> {
            #body
        }
    }
}

fn row(key: &str, text: &str, ty: &Type, attributes: &mut FieldAttributes) -> Result<TokenStream> {
    let (pointer, inner) = match generic(ty, "Option") {
        Some(inner) => (true, inner),
        None => (false, ty),
    };
    let order = order(inner, attributes)?;
    let ty = type_tokens(inner, attributes)?;
    let presence = if attributes.required { quote!(Required) } else { quote!(Optional) };
    let default = attributes.default.as_ref().map(syn::LitStr::value).unwrap_or_default();
    let secret = attributes.secret.take().unwrap_or_else(|| quote!(No));
    attributes.merge.sort_by_key(|(at, _)| *at);
    let merge = attributes.merge.iter().map(|(_, m)| m);
    let impact = attributes.impact.tokens();
    let (examples, see) = (&attributes.examples, &attributes.see);
    let (flatten, keep_empty) = (attributes.flatten, attributes.keep_empty);
    let life = attributes.events.tokens();
    Ok(quote! {
        ::ostler_core::model::Field {
            key: #key,
            doc: #text,
            ty: #ty,
            pointer: #pointer,
            presence: ::ostler_core::model::Presence::#presence,
            default: #default,
            merge: &[#(#merge),*],
            secret: ::ostler_core::model::Secret::#secret,
            life: #life,
            examples: &[#(#examples),*],
            see: &[#(#see),*],
            flatten: #flatten,
            keep_empty: #keep_empty,
            order: ::ostler_core::model::Order::#order,
            impact: &[#(#impact),*],
        }
    })
}

/// Whether the items of a list mean something by their order; only lists can say that they do not.
fn order(ty: &Type, attributes: &FieldAttributes) -> Result<TokenStream> {
    match (attributes.unordered, generic(ty, "Vec")) {
        (false, _) => Ok(quote!(Listed)),
        (true, Some(_)) => Ok(quote!(Free)),
        (true, None) => Err(syn::Error::new_spanned(ty, "only a list can be `unordered`")),
    }
}

fn type_tokens(ty: &Type, attributes: &FieldAttributes) -> Result<TokenStream> {
    for (wrapper, variant) in [("Vec", quote!(List)), ("Map", quote!(Map))] {
        if let Some(inner) = generic(ty, wrapper) {
            let inner = type_tokens(inner, attributes)?;
            return Ok(quote!(::ostler_core::model::Type::#variant(&#inner)));
        }
    }
    if let Some(inner) = generic(ty, "Option") {
        return type_tokens(inner, attributes);
    }
    let exclusive = [attributes.format.is_some(), attributes.values.is_some(), attributes.embedded.is_some()];
    if exclusive.iter().filter(|given| **given).count() > 1 {
        return Err(Error::new_spanned(ty, "`format`, `values` and `embedded` exclude each other"));
    }
    if let Some(format) = &attributes.format {
        return Ok(quote!(::ostler_core::model::Type::Format(&#format)));
    }
    if let Some(values) = &attributes.values {
        return Ok(quote!(::ostler_core::model::Type::Enum(&#values)));
    }
    if let Some(language) = &attributes.embedded {
        return Ok(quote!(::ostler_core::model::Type::Embedded(&#language)));
    }
    if let Some((low, high)) = &attributes.range {
        return Ok(quote! {
            ::ostler_core::model::Type::Int(::ostler_core::model::Int {
                min: #low,
                max: #high,
                name: match <#ty as ::ostler_core::model::Shape>::TYPE {
                    ::ostler_core::model::Type::Int(int) => int.name,
                    _ => "integer",
                },
            })
        });
    }
    Ok(quote!(<#ty as ::ostler_core::model::Shape>::TYPE))
}

/// `T` of `wrapper<T>`.
fn generic<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|s| s.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

fn camel_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.trim_start_matches("r#").chars() {
        if c == '_' {
            upper = true;
        } else if upper {
            out.extend(c.to_uppercase());
            upper = false;
        } else {
            out.push(c);
        }
    }
    out
}
