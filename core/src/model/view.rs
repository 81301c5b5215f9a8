//! A kind at a target, without its history: the one place where events are folded.

use super::{Change, Field, Impact, ImpactAt, Kind, Life, Merge, Presence, Struct, Target, Type, Version};

/// Whether a declaration exists at a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldState {
    /// It does.
    Live,
    /// It does, but should not be used; what should be used instead (may be empty), and since when.
    Deprecated(&'static [&'static str], Version),
    /// Not yet; the first release that has it.
    NotYet(Version),
    /// No longer; the first release without it.
    Gone(Version),
}

impl FieldState {
    /// True when the reader takes it.
    pub const fn accepted(self) -> bool {
        matches!(self, Self::Live | Self::Deprecated(..))
    }
}

/// A life folded at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Exists or not.
    pub state: FieldState,
    /// Left out of published references.
    pub hidden: bool,
    /// Default as of this version, if an event changed it.
    pub default: Option<&'static str>,
    /// Presence as of this version, if an event changed it.
    pub presence: Option<Presence>,
    /// The upstream printer leaves the key out when it has no value.
    pub omitted_when_empty: bool,
    /// The upstream printer does not look at the field when it decides whether its struct is empty.
    pub uncounted: bool,
}

impl State {
    /// Folds the events up to and including `version`.
    pub fn at(life: Life, version: Version) -> Self {
        let mut out = Self {
            state: FieldState::Live,
            hidden: false,
            default: None,
            presence: None,
            omitted_when_empty: false,
            uncounted: false,
        };
        for event in life {
            let past = event.at <= version;
            match event.change {
                Change::Since if !past => out.state = FieldState::NotYet(event.at),
                Change::Removed if past => out.state = FieldState::Gone(event.at),
                Change::Deprecated(instead) if past && out.state.accepted() => {
                    out.state = FieldState::Deprecated(instead, event.at);
                }
                Change::Hidden if past => out.hidden = true,
                Change::OmittedWhenEmpty if past => out.omitted_when_empty = true,
                Change::Uncounted if past => out.uncounted = true,
                Change::Default(text) if past => out.default = Some(text),
                Change::Required if past => out.presence = Some(Presence::Required),
                Change::Optional if past => out.presence = Some(Presence::Optional),
                _ => {}
            }
        }
        out
    }
}

/// A field at a target.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, folded from the life of the field")]
pub struct FieldView {
    /// The declaration.
    pub field: &'static Field,
    /// Exists or not.
    pub state: FieldState,
    /// Left out of published references.
    pub hidden: bool,
    /// Must be there.
    pub required: bool,
    /// What counts when nothing is given; empty when that is not a value.
    pub default: &'static str,
    /// How a strategic merge treats it.
    pub merge: Merge,
    /// The upstream printer writes the key also without a value.
    pub keep_empty: bool,
    /// The upstream printer takes the struct for empty whatever the field holds.
    pub uncounted: bool,
    /// What a change asks of a running machine; `None` is what holds for the mapping that it stands in.
    pub impact: Option<Impact>,
}

impl FieldView {
    /// True when a later release no longer insists on the field. It has another home by then, so whether it is missing
    /// cannot be said of one document alone: a rule that sees all documents decides.
    pub fn is_required_until(&self) -> bool {
        self.field.life.iter().any(|e| e.change == Change::Optional)
    }
}

/// The fields of one struct at a target: flattened, in declared order, and an index by key.
#[derive(Debug)]
pub struct StructFields {
    /// The declaration.
    pub shape: &'static Struct,
    /// All fields, also those that do not exist at the target (look at their state). At most one field per key:
    /// where several share one, the one that lives at the target, else the nearest.
    pub fields: Vec<FieldView>,
    /// What keys are that no field has, if there may be any.
    pub rest: Option<FieldView>,
    by_key: Vec<u16>,
}

impl StructFields {
    /// The field of a key, whether it exists at the target or not. Takes no allocation.
    pub fn get(&self, key: &str) -> Option<&FieldView> {
        let at = self.by_key.binary_search_by(|i| self.fields[*i as usize].field.key.cmp(key)).ok()?;
        Some(&self.fields[self.by_key[at] as usize])
    }

    /// The field of a key, if the target has it.
    pub fn live(&self, key: &str) -> Option<&FieldView> {
        self.get(key).filter(|f| f.state.accepted())
    }

    /// All fields that the target has, in declared order.
    pub fn iter_live(&self) -> impl Iterator<Item = &FieldView> {
        self.fields.iter().filter(|f| f.state.accepted())
    }
}

/// A kind at a target.
#[derive(Debug)]
pub struct View {
    /// The declaration.
    pub kind: &'static Kind,
    /// What it was folded for.
    pub target: Target,
    /// Whether the kind itself exists there.
    pub state: State,
    /// What a document that comes or goes asks of a running machine, and a change of it where its fields do not say
    /// otherwise; `None` when its fields alone know.
    pub impact: Option<Impact>,
    structs: Vec<StructFields>,
    by_shape: Vec<(usize, u16)>,
}

impl View {
    /// Folds a kind's history for a target.
    pub fn new(kind: &'static Kind, target: &Target) -> Self {
        let mut view = Self {
            kind,
            target: target.clone(),
            state: State::at(kind.life, target.version),
            impact: ImpactAt::at(kind.impact, target.version),
            structs: Vec::new(),
            by_shape: Vec::new(),
        };
        view.add((kind.shape)());
        view
    }

    fn add(&mut self, shape: &'static Struct) {
        let key = core::ptr::from_ref(shape) as usize;
        let Err(at) = self.by_shape.binary_search_by_key(&key, |(k, _)| *k) else { return };
        self.by_shape.insert(at, (key, self.structs.len() as u16));
        let mut fields = Vec::with_capacity(shape.fields.len());
        collect(shape, self.target.version, &mut fields);
        let mut by_key: Vec<u16> = (0..fields.len() as u16).collect();
        by_key.sort_by_key(|i| fields[*i as usize].field.key);
        let rest = shape.rest.as_ref().map(|field| fold(field, self.target.version));
        let nested: Vec<_> = fields.iter().chain(&rest).map(|f| f.field.ty).collect();
        self.structs.push(StructFields { shape, fields, rest, by_key });
        for ty in nested {
            self.add_type(&ty);
        }
    }

    fn add_type(&mut self, ty: &Type) {
        match ty {
            Type::Struct(shape) => self.add(shape()),
            Type::List(of) | Type::Map(of) => self.add_type(of),
            Type::OneOf(types) => types.iter().for_each(|t| self.add_type(t)),
            Type::Embedded(_) => {
                let inner = ty.opened();
                if !matches!(inner, Type::Embedded(_)) {
                    self.add_type(&inner);
                }
            }
            _ => {}
        }
    }

    /// The fields of the document's root.
    pub fn root(&self) -> &StructFields {
        &self.structs[0]
    }

    /// The fields of a struct that this kind uses somewhere; `None` for a foreign one.
    pub fn fields_of(&self, shape: &'static Struct) -> Option<&StructFields> {
        let key = core::ptr::from_ref(shape) as usize;
        let at = self.by_shape.binary_search_by_key(&key, |(k, _)| *k).ok()?;
        Some(&self.structs[self.by_shape[at].1 as usize])
    }

    /// All structs of the kind, the root first.
    pub fn structs(&self) -> &[StructFields] {
        &self.structs
    }

    /// Follows keys from the root: the field at `a.b[].c`, where `[]` steps into items and any key into map values.
    pub fn field_at(&self, path: &crate::tree::Path) -> Option<(&FieldView, Type)> {
        let mut at = (None, Type::Struct(self.kind.shape));
        for segment in path.segments() {
            at = self.step(at, segment)?;
        }
        at.0.map(|field| (field, at.1))
    }

    /// One step down from a type that stands in a field. Of several objects that may be embedded, the first with such a
    /// key counts.
    fn step<'v>(
        &'v self,
        (field, ty): (Option<&'v FieldView>, Type),
        segment: &crate::tree::Segment,
    ) -> Option<(Option<&'v FieldView>, Type)> {
        use crate::tree::Segment::{Index, Key};
        match (ty.opened(), segment) {
            (Type::Struct(shape), Key(key)) => {
                let fields = self.fields_of(shape())?;
                let field = fields.get(key).or(fields.rest.as_ref())?;
                Some((Some(field), field.field.ty))
            }
            (Type::Map(of), Key(_)) | (Type::List(of), Index(_)) => Some((field, *of)),
            (Type::OneOf(types), _) if matches!(ty, Type::Embedded(_)) => {
                types.iter().find_map(|t| self.step((field, *t), segment))
            }
            _ => None,
        }
    }
}

fn collect(shape: &'static Struct, version: Version, out: &mut Vec<FieldView>) {
    for field in shape.fields {
        if let (true, Type::Struct(inner)) = (field.flatten, field.ty) {
            collect(inner(), version, out);
            continue;
        }
        let view = fold(field, version);
        match out.iter_mut().find(|f| f.field.key == field.key) {
            None => out.push(view),
            Some(old) if !old.state.accepted() && view.state.accepted() => *old = view,
            Some(_) => {}
        }
    }
}

fn fold(field: &'static Field, version: Version) -> FieldView {
    let state = State::at(field.life, version);
    let merge = field.merge.iter().rev().find(|m| m.since <= version).map_or(Merge::ByType, |m| m.merge);
    FieldView {
        field,
        state: state.state,
        hidden: state.hidden,
        required: state.presence.unwrap_or(field.presence) == Presence::Required,
        default: state.default.unwrap_or(field.default),
        merge,
        keep_empty: field.keep_empty && !state.omitted_when_empty,
        uncounted: state.uncounted,
        impact: ImpactAt::at(field.impact, version),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::model::{Map, Shape as _};
    use ostler_derive::{Kind, Shape};

    /// Inner part.
    #[derive(Shape)]
    #[allow(dead_code, reason = "a declaration")]
    struct Inner {
        /// Where to.
        #[field(required, optional_since = "1.3")]
        to: String,
    }

    /// Shared part.
    #[derive(Shape)]
    #[allow(dead_code, reason = "a declaration")]
    struct Common {
        /// Largest packet.
        #[field(range(68, 9000), default = "1500", default_since("1.2", "1450"))]
        mtu: Option<u32>,
    }

    /// Declared for this test.
    #[derive(Kind)]
    #[kind(name = "Sample", version = "v1", since = "1.1", identity = "name")]
    #[allow(dead_code, reason = "a declaration")]
    struct Sample {
        /// Its name.
        #[field(required)]
        name: String,
        /// Parts by key.
        #[field(merge = replace, merge_since("1.2", by_key("to")))]
        parts: Map<Vec<Inner>>,
        /// Old form.
        #[field(rename = "args", removed = "1.2")]
        args_text: String,
        /// New form.
        #[field(rename = "args", since = "1.2", deprecated("1.3", "Other"))]
        args_list: Vec<String>,
        /// Shared keys.
        #[field(flatten)]
        common: Common,
    }

    fn view(minor: u16) -> View {
        View::new(Sample::KIND, &Target::new("test", Version::new(1, minor)))
    }

    #[test]
    fn history_is_folded() {
        assert_eq!(view(0).state.state, FieldState::NotYet(Version::new(1, 1)));
        let (v1, v2, v3) = (view(1), view(2), view(3));
        assert!(matches!(v1.root().get("args").unwrap().field.ty, Type::Str));
        assert!(matches!(v2.root().get("args").unwrap().field.ty, Type::List(_)));
        assert_eq!(v3.root().get("args").unwrap().state, FieldState::Deprecated(&["Other"], Version::new(1, 3)));
        assert_eq!(v1.root().get("parts").unwrap().merge, Merge::Replace);
        assert_eq!(v2.root().get("parts").unwrap().merge, Merge::ByKey(&["to"]));
        assert_eq!(v1.root().get("mtu").unwrap().default, "1500");
        assert_eq!(v2.root().get("mtu").unwrap().default, "1450");
        let path = crate::tree::Path::parse("parts.x[0].to").unwrap();
        assert!(v2.field_at(&path).unwrap().0.required);
        assert!(!v3.field_at(&path).unwrap().0.required);
    }

    #[test]
    fn flattened_fields_stand_in_their_place() {
        let keys: Vec<_> = view(2).root().fields.iter().map(|f| f.field.key).collect();
        assert_eq!(keys, ["name", "parts", "args", "mtu"]);
        assert!(matches!(Sample::TYPE, Type::Struct(_)));
        assert!(view(2).root().get("nothing").is_none());
    }
}
