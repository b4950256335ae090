//! By which law a law was replaced: the other must be recorded, and the chain must end.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Refusal;

use crate::decide::{Facts, Row};
use crate::element::Key;
use crate::reasons;
use crate::registry::Registry;

/// Whether the law that replaced this one is known, and is not replaced by this one in turn.
///
/// # Refuses
/// `REFERENCE_NOT_IN_FORCE` · `REPLACED_IN_A_CIRCLE`
pub(crate) fn check(law: &proto::Law, from: CivilDate, facts: &Facts) -> Result<(), Refusal> {
    if law.replaced_by.is_empty() {
        return Ok(());
    }
    let rows = |id: &str| {
        facts
            .others
            .get(&Key::new(Registry::Law, id))
            .map(Vec::as_slice)
    };
    if let Some(chain) = replaced_by_cycle(law, |id| rows(id).and_then(successor)) {
        let chain = chain.join(" → ");
        let zh = format!("替代关系成环：{chain}");
        let rule = format!("the chain of replacements comes back: {chain}");
        return Err(refused(&reasons::REPLACED_IN_A_CIRCLE, rule, zh).with_metadata("chain", chain));
    }
    // It need not hold yet on the first day of what it replaces, only some day.
    if rows(&law.replaced_by).is_none_or(<[Row]>::is_empty) {
        let id = &law.replaced_by;
        return Err(refused(
            &reasons::REFERENCE_NOT_IN_FORCE,
            format!("law {id:?}, which replaces this one from {from} on or later, is not recorded"),
            format!("替代本法的执法依据“{id}”尚未录入"),
        ));
    }
    Ok(())
}

/// The law by which a law was replaced at last, in what is known of it.
pub fn successor(rows: &[Row]) -> Option<&str> {
    rows.iter().rev().find_map(|row| match &row.body {
        Body::Law(law) if !law.replaced_by.is_empty() => Some(law.replaced_by.as_str()),
        _ => None,
    })
}

/// The chain of replacements that comes back to where it was: `law-a → law-b → law-a`; `None`: it ends.
pub fn replaced_by_cycle<'a>(
    law: &proto::Law,
    lookup: impl Fn(&str) -> Option<&'a str>,
) -> Option<Vec<String>> {
    let mut chain = vec![law.law_id.clone()];
    let mut next = Some(law.replaced_by.clone()).filter(|id| !id.is_empty());
    while let Some(id) = next {
        let again = chain.contains(&id);
        next = lookup(&id).map(str::to_owned);
        chain.push(id);
        if again {
            return Some(chain);
        }
    }
    None
}

fn refused(reason: &'static refusal::Reason, rule: String, zh: String) -> Refusal {
    let path = "law.replaced_by";
    Refusal::new(reason, format!("{path}: {rule}"), zh.clone()).with_field(path, rule, zh)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law(id: &str, replaced_by: &str) -> proto::Law {
        proto::Law {
            law_id: id.to_owned(),
            replaced_by: replaced_by.to_owned(),
            ..proto::Law::default()
        }
    }

    #[test]
    fn a_chain_that_comes_back_is_named() {
        let known = [("law-b", "law-c"), ("law-c", "law-a"), ("law-x", "law-y")];
        let lookup = |id: &str| known.iter().find(|(of, _)| *of == id).map(|(_, by)| *by);
        let chain = |of: &str, by: &str| replaced_by_cycle(&law(of, by), lookup);
        assert_eq!(
            chain("law-a", "law-b").unwrap(),
            ["law-a", "law-b", "law-c", "law-a"]
        );
        assert_eq!(chain("law-a", "law-a").unwrap(), ["law-a", "law-a"]);
        assert_eq!(chain("law-a", "law-x"), None);
        assert_eq!(chain("law-a", ""), None);
    }
}
