//! Drill-down tokens: the definition and the filter of a figure, and what it stood on. They grant nothing: what the caller may
//! see is asked again each time.

use actor::Actor;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use prost::Message;
use refusal::Refusal;

use super::parse;
use crate::definition::Definition;
use crate::division::{Level, Scope};
use crate::figure::{Counted, Filter};
use crate::step::Kind;

/// A figure to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drill {
    pub(super) definition: &'static Definition,
    pub(super) filter: Filter,
    /// The value it had.
    pub(super) value: i64,
    /// Digest of the positions it stood on.
    pub(super) marks: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
struct Written {
    #[prost(string, tag = "1")]
    definition: String,
    #[prost(int32, tag = "2")]
    level: i32,
    #[prost(string, tag = "3")]
    code: String,
    #[prost(string, optional, tag = "4")]
    domain: Option<String>,
    #[prost(string, optional, tag = "5")]
    kind: Option<String>,
    #[prost(string, optional, tag = "6")]
    facet: Option<String>,
    #[prost(string, optional, tag = "7")]
    from: Option<String>,
    #[prost(string, optional, tag = "8")]
    to: Option<String>,
    #[prost(int64, tag = "9")]
    value: i64,
    #[prost(bytes = "vec", tag = "10")]
    marks: Vec<u8>,
}

impl Drill {
    /// Reads a token.
    ///
    /// # Refuses
    /// What is no token, and a division that is not the caller's own or below it.
    pub(super) fn read(actor: &Actor, token: &str) -> Result<Self, Refusal> {
        let drill = Self::decoded(token).ok_or_else(|| {
            Refusal::malformed(
                "drill_down",
                "must be the drill_down of a figure",
                "应为指标返回的下钻标记",
            )
        })?;
        if parse::oversees(actor, &drill.filter.scope.code) {
            Ok(drill)
        } else {
            Err(Refusal::absent("division", "行政区划"))
        }
    }

    /// The token of a figure.
    pub(super) fn token(counted: &Counted, marks: Vec<u8>) -> String {
        let filter = &counted.filter;
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let written = Written {
            definition: counted.definition.id.to_owned(),
            level: filter.scope.level.number().into(),
            code: filter.scope.code.clone(),
            domain: filter.domain.clone(),
            kind: filter.kind.map(|kind| kind.name().to_owned()),
            facet: filter.facet.clone(),
            from: day(filter.from),
            to: day(filter.to),
            value: counted.value,
            marks,
        };
        URL_SAFE_NO_PAD.encode(written.encode_to_vec())
    }

    fn decoded(token: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let written = Written::decode(bytes.as_slice()).ok()?;
        let level = Level::numbered(written.level)?;
        let digits = written.code.bytes().all(|byte| byte.is_ascii_digit());
        let fits = !written.code.is_empty() && written.code.len() <= level.digits() && digits;
        let day = |text: Option<String>| match text {
            None => Some(None),
            Some(text) => text.parse().ok().map(Some),
        };
        let kind = match written.kind {
            None => None,
            Some(name) => Some(Kind::named(&name)?),
        };
        fits.then_some(())?;
        Some(Self {
            definition: Definition::of(&written.definition)?,
            filter: Filter {
                scope: Scope {
                    level,
                    code: written.code,
                },
                domain: written.domain,
                kind,
                facet: written.facet,
                from: day(written.from)?,
                to: day(written.to)?,
            },
            value: written.value,
            marks: written.marks,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_says_exactly_what_was_counted() {
        let filter = Filter {
            scope: Scope {
                level: Level::COUNTY,
                code: "3506".to_owned(),
            },
            domain: Some("fire_safety".to_owned()),
            kind: Some(Kind::Inspection),
            facet: Some("OPENED".to_owned()),
            from: "2026-01-01".parse().ok(),
            to: None,
        };
        let counted = Counted {
            definition: Definition::of("cases.open").unwrap(),
            filter: filter.clone(),
            group: String::new(),
            value: 7,
            denominator: 0,
            rows: 7,
        };
        let token = Drill::token(&counted, vec![1, 2]);
        let read = |division| {
            let actor = testkit::actor::person("o-hong", "a", division, &[]);
            Drill::read(&actor, &token)
        };
        let drill = read("3506").unwrap();
        assert_eq!(
            (drill.filter, drill.value, drill.marks),
            (filter, 7, vec![1, 2])
        );
        assert_eq!(read("350604").unwrap_err().reason().name, "NOT_FOUND");
        assert_eq!(read("").unwrap_err().reason().name, "NOT_FOUND");
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let actor = testkit::actor::person("o-hong", "a", "35", &[]);
        for bent in ["", "x", "!!", "CgJhYg"] {
            let refused = Drill::read(&actor, bent).unwrap_err();
            assert_eq!(refused.reason().name, "MALFORMED_FIELD", "{bent}");
        }
    }
}
