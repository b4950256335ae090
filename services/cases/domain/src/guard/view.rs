//! What guards look at, and the refusal that a guard which does not hold gives.

use refusal::{Refusal, Unmet};
use statute::Citation;

use super::Guard;
use crate::facts::Facts;
use crate::{Act, ActKind, Case};

/// What a guard looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    /// The case; none: it is about to be opened.
    pub(crate) case: Option<&'a Case>,
    /// The act without its contents.
    pub(crate) kind: ActKind,
    /// Number of the thing that an act of a side procedure is about; 0: the case itself, or a thing that is about to begin.
    pub(crate) about: u32,
    /// The act with its contents; none: they are not known yet, and what depends on them passes.
    pub(crate) act: Option<&'a Act>,
    /// Everything looked up.
    pub(crate) facts: &'a Facts<'a>,
}

/// Why a guard does not hold, in Chinese, without a full stop: what the officer reads after
/// "不能办理".
pub(crate) type Fails = String;

impl View<'_> {
    /// Holds the act against guards, in order; the first that fails refuses.
    pub(crate) fn hold<'g>(
        &self,
        guards: impl IntoIterator<Item = &'g Guard>,
    ) -> Result<(), Refusal> {
        for guard in guards {
            guard
                .check(self)
                .map_err(|why| self.refusal(*guard, guard.citation(), &why))?;
        }
        Ok(())
    }

    /// A refusal of the act by a guard: step, act, guard, article, and what would satisfy it.
    pub(crate) fn refusal(&self, guard: Guard, citation: Citation, why: &str) -> Refusal {
        self.refusal_with(guard, citation, why, guard.reason().remedy)
    }

    /// The same with a remedy that fits the case better than the reason's.
    pub(crate) fn refusal_with(
        &self,
        guard: Guard,
        citation: Citation,
        why: &str,
        remedy: &str,
    ) -> Refusal {
        let reason = guard.reason();
        let act = self.kind;
        let step = self.case.map_or("", Case::step_name);
        let from = if step.is_empty() {
            String::new()
        } else {
            format!(" from {step}")
        };
        let message = format!("{} is refused{from}: {}", act.name(), reason.meaning);
        let zh = format!("不能办理“{}”：{why}（{citation}）。{remedy}", act.zh());
        Refusal::new(reason, message, zh)
            .citing(citation.law, citation)
            .with_metadata("act", act.name())
            .with_metadata("step", step)
            .with_metadata("guard", format!("{guard:?}"))
            .with_unmet(Unmet {
                article: citation.to_string(),
                subject: self
                    .case
                    .map_or_else(String::new, |case| case.id().to_string()),
                remedy: remedy.to_owned(),
            })
    }
}
