//! Declaring a side procedure: its kinds of act, its conditions and its steps, each on one line.

/// Declares the kinds of act: variant, name on the wire, what a role must grant, name in Chinese.
macro_rules! kinds {
    (in $side:ident; $($kind:ident = $name:literal, $right:ident, $zh:literal;)*) => {
        /// An act without its contents.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum Kind {
            $(#[doc = $zh] $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name on the wire.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The act in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$kind => $zh,)* }
            }

            /// Who may do it at all.
            pub const fn right(self) -> $crate::Right {
                match self { $(Self::$kind => $crate::Right::$right,)* }
            }
        }

        /// The acts of the table.
        pub(super) const ACTS: &[$crate::ActKind] = &[$($crate::ActKind::$side(Kind::$kind)),*];
    };
}
pub(crate) use kinds;

/// Declares the conditions: variant, the condition in Chinese, reason, article, what looks.
macro_rules! guards {
    ($($guard:ident = $zh:literal, $reason:ident, $citation:expr, $check:path;)*) => {
        /// A condition of the law for an act.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Guard {
            $(#[doc = $zh] $guard,)*
        }

        impl Guard {
            /// Every guard.
            pub const ALL: &'static [Self] = &[$(Self::$guard),*];

            /// The condition in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$guard => $zh,)* }
            }

            /// The reason a refusal gives, and the article that says so.
            pub(crate) const fn rule(self) -> (&'static refusal::Reason, statute::Citation) {
                match self { $(Self::$guard => (&super::reasons::$reason, $citation),)* }
            }

            pub(crate) fn check(self, view: &$crate::guard::View<'_>) -> Result<(), $crate::guard::Fails> {
                match self { $(Self::$guard => $check(view),)* }
            }
        }
    };
}
pub(crate) use guards;

/// Declares the steps: variant, name on the wire, name in Chinese.
macro_rules! steps {
    ($($step:ident = $name:literal, $zh:literal;)*) => {
        /// How far it has come.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Step {
            $(#[doc = $zh] $step,)*
        }

        const STEPS: &[Step] = &[$(Step::$step),*];

        const fn name_of(step: Step) -> &'static str {
            match step { $(Step::$step => $name,)* }
        }

        const fn words_of(step: Step) -> &'static str {
            match step { $(Step::$step => $zh,)* }
        }
    };
}
pub(crate) use steps;

use crate::guard::{Fails, View};

/// Whoever approves has not handled any part of the case.
pub(crate) fn approver_is_no_handler(view: &View<'_>) -> Result<(), Fails> {
    let person = view.facts.person();
    let id = person.and_then(|person| person.officer_id.as_ref());
    let handled = view
        .case
        .zip(id)
        .is_some_and(|(case, id)| case.handlers.contains(id));
    if handled {
        return Err("您参与过本案的办理，申请与批准应当分离".to_owned());
    }
    Ok(())
}

/// The case is not decided.
pub(crate) fn undecided(view: &View<'_>) -> Result<(), Fails> {
    match view.case.and_then(crate::Case::decided_on) {
        Some(on) => Err(format!("处罚决定已于{}作出", on.zh())),
        None => Ok(()),
    }
}
