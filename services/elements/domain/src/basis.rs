//! Articles that an element rests on: their shape, and whether they stand in a text in force.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use refusal::{Refusal, Unmet};
use statute::{Citation, Law};

use super::decide::Facts;
use super::element::Element;
use super::facet::facet;
use super::fields::Fields;
use super::place::{Missing, missing};
use super::reasons;
use super::registry::Registry;
use super::timeline::Span;

/// Most articles that one list may name.
const MOST: usize = 200;

/// Reads a list of articles; the laws must be in force.
pub(super) fn read(field: &'static str, bases: &[proto::Basis], fields: &mut Fields) {
    if bases.len() > MOST {
        fields.refuse(
            field,
            format!("must name at most {MOST} articles"),
            format!("不能超过{MOST}条"),
        );
    }
    for (at, basis) in bases.iter().enumerate() {
        let path = |part: &str| format!("{field}[{at}].{part}");
        fields.reference(Registry::Law, path("law_id"), &basis.law_id);
        if basis.article < 1 {
            fields.refuse(path("article"), "must be 1 or more", "应为正整数");
        }
        for (part, number) in [
            ("suffix", basis.suffix),
            ("paragraph", basis.paragraph),
            ("item", basis.item),
        ] {
            if number < 0 {
                fields.refuse(path(part), "must not be negative", "不能为负数");
            }
        }
        if basis.item > 0 && basis.paragraph < 1 {
            fields.refuse(
                path("paragraph"),
                "must be stated when item is",
                "填写“项”时应同时填写“款”",
            );
        }
        if bases.iter().take(at).any(|before| before == basis) {
            fields.refuse(
                format!("{field}[{at}]"),
                "must not be named twice",
                "条款重复填写",
            );
        }
    }
}

/// The facets by which what rests on a law or an article is found.
pub(super) fn facets<'a>(
    bases: impl IntoIterator<Item = &'a proto::Basis>,
) -> impl Iterator<Item = String> {
    bases.into_iter().flat_map(|basis| {
        [
            facet("law_id", &basis.law_id),
            facet("article", format!("{}#{}", basis.law_id, basis.article)),
        ]
    })
}

/// Whether every article stands in the text that is in force on the first day.
///
/// # Refuses
/// `BASIS_NOT_IN_FORCE`, under 行政处罚法 §38 for an item
pub(super) fn check(
    element: &Element,
    field: &str,
    bases: &[proto::Basis],
    from: CivilDate,
    facts: &Facts,
) -> Result<(), Refusal> {
    bases.iter().enumerate().try_for_each(|(at, basis)| {
        facts
            .law_on(&basis.law_id, from)
            .map_or(Err(Missing::Article), |law| missing(law, basis))
            .map_err(|missing| lacking(element, field, at, basis, missing, from))
    })
}

/// Whether every article goes on standing in a text in force after the first day, while the element holds: an element may
/// end with what it rests on, but not outlive what is known to end.
///
/// # Refuses
/// `BASIS_NOT_IN_FORCE`
pub(super) fn check_throughout(
    element: &Element,
    field: &str,
    bases: &[proto::Basis],
    span: Span,
    facts: &Facts,
) -> Result<(), Refusal> {
    for (at, basis) in bases.iter().enumerate() {
        // The first day is checked already.
        let mut until = facts
            .law_until(&basis.law_id, span.from())
            .and_then(|(_, until)| until);
        while let Some(day) = until.filter(|day| span.holds_on(*day)) {
            until = match facts.law_until(&basis.law_id, day) {
                Some((law, until)) if missing(law, basis).is_ok() => until,
                _ => return Err(lapsing(element, field, at, basis, day)),
            };
        }
    }
    Ok(())
}

/// `“law-gas”第四十九条第一款`, as far as the basis goes.
pub(super) fn place(basis: &proto::Basis) -> String {
    let chinese = |number: i32| statute::chinese(u16::try_from(number).unwrap_or(0));
    let part = |number: i32, opening: &str, closing: &str| match number {
        ..=0 => String::new(),
        number => format!("{opening}{}{closing}", chinese(number)),
    };
    [
        format!("“{}”第{}条", basis.law_id, chinese(basis.article)),
        part(basis.suffix, "之", ""),
        part(basis.paragraph, "第", "款"),
        part(basis.item, "第（", "）项"),
    ]
    .concat()
}

/// A law that a list of articles names does not hold at all.
pub(super) fn law_not_in_force(
    element: &Element,
    path: &str,
    law_id: &str,
    from: CivilDate,
) -> Refusal {
    refused(
        element,
        path,
        &format!("law {law_id}"),
        format!("law {law_id} is not in force on {from}"),
        format!("执法依据“{law_id}”在{}没有有效文本", from.zh()),
    )
}

fn lacking(
    element: &Element,
    field: &str,
    at: usize,
    basis: &proto::Basis,
    missing: Missing,
    from: CivilDate,
) -> Refusal {
    let (part, what, zh) = match missing {
        Missing::Article => ("article", "is not in force", "没有有效文本"),
        Missing::Paragraph => ("paragraph", "has no such paragraph", "没有该款"),
        Missing::Item => ("item", "has no such item", "没有该项"),
    };
    let named = named(basis);
    refused(
        element,
        &format!("{}.{field}[{at}].{part}", element.key().registry),
        &named,
        format!("{named} {what} on {from}"),
        format!("{}在{}{zh}", place(basis), from.zh()),
    )
}

fn lapsing(
    element: &Element,
    field: &str,
    at: usize,
    basis: &proto::Basis,
    day: CivilDate,
) -> Refusal {
    let named = named(basis);
    refused(
        element,
        &format!("{}.{field}[{at}].article", element.key().registry),
        &named,
        format!("{named} is no longer in force from {day}; valid_to must not be after it"),
        format!(
            "{}自{}起不再有效，请将失效日期填为不晚于该日，或者改用届时有效的条款另行登记",
            place(basis),
            day.zh()
        ),
    )
}

fn named(basis: &proto::Basis) -> String {
    let suffix = match basis.suffix {
        0 => String::new(),
        suffix => format!("-{suffix}"),
    };
    format!("article {}{suffix} of {}", basis.article, basis.law_id)
}

/// An item without a basis in force is no item: a penalty without one is void (行政处罚法 §38).
fn refused(element: &Element, path: &str, what: &str, rule: String, zh: String) -> Refusal {
    let refusal = Refusal::new(
        &reasons::BASIS_NOT_IN_FORCE,
        format!("{path}: {rule}"),
        zh.clone(),
    )
    .with_field(path, rule, zh.clone());
    if element.key().registry != Registry::Item {
        return refusal;
    }
    let citation = Citation::article(Law::AdministrativePenaltyLaw, 38);
    refusal.citing(citation.law, citation).with_unmet(Unmet {
        article: citation.to_string(),
        subject: what.to_owned(),
        remedy: zh,
    })
}
