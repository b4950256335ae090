//! Weighing.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law, Mark};

use crate::Range;
use crate::assessment::{Assessment, Operation, Outcome, Step};
use crate::circumstance::{Circumstance, Effect};
use crate::range::yuan;
use crate::version::Version;

/// What is to be weighed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The law and the standard on the day of the act.
    pub at_act: Version,
    /// The same on the day of the decision; none: the act is no longer unlawful.
    pub at_decision: Option<Version>,
    /// Circumstances.
    pub circumstances: Vec<Circumstance>,
    /// Whether an exemption that the law leaves open is used.
    pub exempt: bool,
    /// Whether the fine is to lie below the law's lowest, where a circumstance allows it.
    pub mitigate: bool,
    /// How much of a range “lighter” and “heavier” leave.
    pub weights: Weights,
}

/// How much of a range the words leave, in percent. The laws set no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// 从轻: the lowest part.
    pub lighter: u8,
    /// 从重: the highest part.
    pub heavier: u8,
}

impl Weights {
    /// Thirty percent each, as market supervision weighs. From memory: [`Weights::MARK`].
    pub const USUAL: Self = Self {
        lighter: 30,
        heavier: 30,
    };
    /// How far [`Weights::USUAL`] was verified.
    pub const MARK: Mark = Mark::Assumed;
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const LIGHTER_LAW: Citation = penalty(37);
const STANDARD: Citation = penalty(34);
const PROPORTION: Citation = penalty(5).paragraph(2);

/// Weighs a fine.
pub fn assess(question: &Question) -> Assessment {
    if let Some(exempting) = exemption(question) {
        return exempted(exempting.ground.citation(), exempting_text(exempting));
    }
    let Some(at_decision) = &question.at_decision else {
        let text = "作出决定时，新的规定不认为是违法的，适用新的规定，不予处罚".to_owned();
        return exempted(LIGHTER_LAW, text);
    };
    let mut weighing = Weighing::default();
    let version = weighing.lighter_law(&question.at_act, at_decision);
    if let Some(tier) = &version.tier {
        weighing.tier(version, tier);
    }
    weighing.circumstances(question, version);
    weighing.done()
}

/// The circumstance by which nothing follows, if there is one.
fn exemption(question: &Question) -> Option<&Circumstance> {
    question
        .circumstances
        .iter()
        .find(|it| match it.ground.effect() {
            Effect::Exempt => true,
            Effect::MayExempt => question.exempt,
            _ => false,
        })
}

fn exempting_text(it: &Circumstance) -> String {
    format!("{}，{}", it.ground.zh(), it.ground.effect().zh())
}

fn exempted(citation: Citation, text: String) -> Assessment {
    let step = Step {
        operation: Operation::Exempt,
        range: None,
        citation,
        text,
    };
    Assessment {
        outcome: Outcome::Exempt,
        steps: vec![step],
    }
}

/// A weighing under way.
#[derive(Default)]
struct Weighing {
    steps: Vec<Step>,
    range: Option<Range>,
    law: Option<Range>,
    mitigated: bool,
}

impl Weighing {
    /// The law of the day of the act, unless that of the decision is lighter (从旧兼从轻).
    fn lighter_law<'v>(&mut self, old: &'v Version, new: &'v Version) -> &'v Version {
        let (applied, text) = if old == new {
            let law = old.statutory;
            (
                old,
                format!("违法行为发生时与作出决定时的规定相同，法定幅度{law}"),
            )
        } else if new.range().is_lighter_than(old.range()) {
            let text = format!(
                "作出决定时的规定（{}，{}）轻于违法行为发生时的规定（{}，{}），适用新的规定，法定幅度{}",
                new.item,
                new.range(),
                old.item,
                old.range(),
                new.statutory
            );
            (new, text)
        } else {
            let text = format!(
                "违法行为发生时的规定（{}，{}）不重于作出决定时的规定（{}，{}），适用违法行为发生时的规定，法定幅度{}",
                old.item,
                old.range(),
                new.item,
                new.range(),
                old.statutory
            );
            (old, text)
        };
        self.law = Some(applied.statutory);
        self.push(
            Operation::Law(applied.statutory),
            Some(applied.statutory),
            LIGHTER_LAW,
            text,
        );
        applied
    }

    fn tier(&mut self, version: &Version, tier: &crate::Tier) {
        let shared = tier.range.and_then(|range| version.statutory.shared(range));
        let (name, condition, document) = (&tier.name, &tier.condition, &tier.document);
        if let Some((range, shared)) = tier.range.zip(shared) {
            let text = format!("依照裁量基准{document}，“{condition}”属于“{name}”，幅度{shared}");
            self.push(Operation::Tier(range), Some(shared), STANDARD, text);
        } else {
            let text = format!(
                "依照裁量基准{document}，“{condition}”属于“{name}”，该阶次未规定法定幅度内的罚款，按法定幅度裁量"
            );
            self.push(Operation::Keep, self.range, STANDARD, text);
        }
    }

    fn circumstances(&mut self, question: &Question, version: &Version) {
        let weigh = |wanted: fn(Effect) -> bool| {
            let mut all = question.circumstances.iter();
            all.find(|it| wanted(it.ground.effect()))
        };
        let mitigating = weigh(Effect::may_mitigate);
        let lightening = weigh(|effect| {
            matches!(
                effect,
                Effect::Lighter
                    | Effect::LighterOrMitigated
                    | Effect::MayLighterOrMitigated
                    | Effect::Mitigated
            )
        });
        let heavier = weigh(|effect| effect == Effect::Heavier);
        let below = version.statutory.below();
        match (mitigating, lightening, heavier) {
            (Some(it), _, _)
                if below.is_some()
                    && (question.mitigate || it.ground.effect() == Effect::Mitigated) =>
            {
                let text = format!(
                    "{}，{}：决定减轻，在法定最低罚款{}元以下确定数额",
                    it.ground.zh(),
                    it.ground.effect().zh(),
                    yuan(version.statutory.floor())
                );
                self.mitigated = true;
                self.push(Operation::Mitigate, below, it.ground.citation(), text);
            }
            (_, Some(light), Some(heavy)) => {
                let text = format!(
                    "同时具有从轻情节（{}）和从重情节（{}），综合考虑，幅度不变",
                    light.ground.zh(),
                    heavy.ground.zh()
                );
                self.push(Operation::Keep, self.range, PROPORTION, text);
            }
            (_, Some(it), None) => {
                self.narrow(it, "从轻", (0, question.weights.lighter));
            }
            (_, None, Some(it)) => {
                let from = 100_u8.saturating_sub(question.weights.heavier);
                self.narrow(it, "从重", (from, 100));
            }
            (_, None, None) => {}
        }
    }

    fn narrow(&mut self, it: &Circumstance, word: &str, (from, to): (u8, u8)) {
        let part = self.range.map(|range| range.part(from, to));
        let shown = part.map(|range| range.to_string()).unwrap_or_default();
        let text = format!(
            "{}，{}：{word}，取幅度的{from}%至{to}%，即{shown}",
            it.ground.zh(),
            it.ground.effect().zh()
        );
        self.push(Operation::Part(from, to), part, it.ground.citation(), text);
    }

    fn push(
        &mut self,
        operation: Operation,
        range: Option<Range>,
        citation: Citation,
        text: String,
    ) {
        self.range = range;
        self.steps.push(Step {
            operation,
            range,
            citation,
            text,
        });
    }

    fn done(self) -> Assessment {
        let outcome = self.range.map_or(Outcome::Exempt, |range| Outcome::Fine {
            range,
            proposed: range.middle(),
            mitigated: self.mitigated,
        });
        Assessment {
            outcome,
            steps: self.steps,
        }
    }
}
