//! What a bundle would change here.

use contract::elements::v1::BundleComparison;
use contract::elements::v1::element::Body;
use elements_domain::Registry;
use feed::Hash;
use prost_reflect::{DynamicMessage, ReflectMessage as _};

use crate::transfer::Layout;

use super::{body_hash, division_of, id_of, moved_to, renamed};

/// How an entry of a bundle compares with what holds here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// How.
    pub comparison: BundleComparison,
    /// Fields that differ, by name.
    pub differing: Vec<String>,
}

/// Compares what a bundle says with what holds here. `last_taken` is the SM3 of the body as it was last taken over.
///
/// Division and id are left out: they are where it is used, not what it says.
pub fn compare(offered: &Body, present: Option<&Body>, last_taken: Option<Hash>) -> Compared {
    let Some(present) = present else {
        return Compared {
            comparison: BundleComparison::New,
            differing: Vec::new(),
        };
    };
    let here = division_of(present).unwrap_or_default();
    let id = id_of(present).unwrap_or_default();
    let offered = renamed(moved_to(offered.clone(), here), id);
    let differing = differing(&offered, present);
    let comparison = if differing.is_empty() {
        BundleComparison::Same
    } else if last_taken.is_some_and(|taken| taken != body_hash(present)) {
        BundleComparison::Overridden
    } else {
        BundleComparison::Different
    };
    Compared {
        comparison,
        differing,
    }
}

/// Names of the fields in which two bodies of one registry differ.
fn differing(one: &Body, other: &Body) -> Vec<String> {
    let (Some(one), Some(other)) = (reflected(one), reflected(other)) else {
        return Vec::new();
    };
    let fields = one.descriptor().fields().collect::<Vec<_>>();
    fields
        .iter()
        .filter(|field| one.get_field(field) != other.get_field(field))
        .map(|field| field.name().to_owned())
        .collect()
}

/// The body as a message whose fields can be walked.
fn reflected(body: &Body) -> Option<DynamicMessage> {
    let layout = Layout::of(Registry::of(body)).ok()?;
    layout.message(body.clone()).ok()
}

#[cfg(test)]
mod tests {
    use contract::elements::v1::{Scene, SceneCheck};

    use super::*;

    fn scene(name: &str, division: &str) -> Body {
        Body::Scene(Scene {
            scene_id: "gas-once".into(),
            name: name.into(),
            division: division.into(),
            checks: vec![SceneCheck::default()],
            ..Scene::default()
        })
    }

    #[test]
    fn what_is_not_here_is_new() {
        let compared = compare(&scene("甲", "350604"), None, None);
        assert_eq!(compared.comparison, BundleComparison::New);
    }

    #[test]
    fn the_division_alone_makes_no_difference() {
        let compared = compare(&scene("甲", "350604"), Some(&scene("甲", "350426")), None);
        assert_eq!(compared.comparison, BundleComparison::Same);
        assert!(compared.differing.is_empty());
    }

    #[test]
    fn only_what_was_changed_here_since_is_overridden() {
        let (offered, here) = (scene("甲", "350604"), scene("乙", "350426"));
        let taken = Some(body_hash(&scene("甲", "350426")));
        let untouched = Some(body_hash(&here));
        for (last, comparison) in [
            (taken, BundleComparison::Overridden),
            (untouched, BundleComparison::Different),
            (None, BundleComparison::Different),
        ] {
            let compared = compare(&offered, Some(&here), last);
            assert_eq!(compared.comparison, comparison);
            assert_eq!(compared.differing, ["name"]);
        }
    }
}
