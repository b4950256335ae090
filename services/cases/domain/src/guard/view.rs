//! What guards look at, and the refusal that a guard which does not hold gives.

use refusal::{Reason, Refusal, Unmet};
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

/// A refusal by a condition of the law: of which act, from which step, why, under which article, and what would satisfy it.
#[derive(Debug, Clone)]
pub struct Refused<'a> {
    /// The act, on the wire and in Chinese.
    pub act: (&'a str, &'a str),
    /// Step from which it was tried; empty: none yet.
    pub step: &'a str,
    /// The condition, as code names it.
    pub guard: String,
    /// Its reason.
    pub reason: &'static Reason,
    /// Its article.
    pub citation: Citation,
    /// Why it does not hold, in Chinese, without a full stop.
    pub why: &'a str,
    /// What would satisfy it, in Chinese.
    pub remedy: &'a str,
    /// What it is about: the id of a case or a lead; empty: none yet.
    pub subject: String,
}

impl Refused<'_> {
    /// The refusal as the caller reads it.
    pub fn into_refusal(self) -> Refusal {
        let Self {
            act: (act, act_zh),
            step,
            reason,
            citation,
            why,
            remedy,
            ..
        } = self;
        let from = if step.is_empty() {
            String::new()
        } else {
            format!(" from {step}")
        };
        let message = format!("{act} is refused{from}: {}", reason.meaning);
        let zh = format!("不能办理“{act_zh}”：{why}（{citation}）。{remedy}");
        Refusal::new(reason, message, zh)
            .citing(citation.law, citation)
            .with_metadata("act", act)
            .with_metadata("step", step)
            .with_metadata("guard", self.guard)
            .with_unmet(Unmet {
                article: citation.to_string(),
                subject: self.subject,
                remedy: remedy.to_owned(),
            })
    }
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
        Refused {
            act: (self.kind.name(), self.kind.zh()),
            step: self.case.map_or("", Case::step_name),
            guard: format!("{guard:?}"),
            reason: guard.reason(),
            citation,
            why,
            remedy,
            subject: self
                .case
                .map_or_else(String::new, |case| case.id().to_string()),
        }
        .into_refusal()
    }
}
