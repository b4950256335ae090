//! The event of a presentation, and what it makes of the case.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Kind, Presentation, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, ItemId, OfficerSnapshot};

/// Something that has happened in a presentation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已出示电子执法证件
    CardPresented(CardPresented),
}

/// A certificate was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPresented {
    /// Its number.
    pub number: u32,
    /// Who showed which certificate.
    pub officer: OfficerSnapshot,
    /// For which items of the case.
    pub items: Vec<ItemId>,
    /// To whom.
    pub shown_to: String,
    /// Where; empty: not stated.
    pub place: String,
    /// When it was issued, to the second.
    pub at: DateTime<Utc>,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CardPresented(_) => "CardPresented",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::CardPresented(_) => Kind::PresentCard,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        let Self::CardPresented(it) = self;
        let (officer, number) = (&it.officer.name, &it.officer.certificate);
        format!("{officer}向{}出示执法证件（{number}）", it.shown_to)
    }
}

/// The case after an event of a presentation; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let step = Step::after(None, ActKind::Presentation(event.kind()), Outcome::Done)?;
    let Event::CardPresented(it) = event;
    case.handlers.insert(it.officer.id.clone());
    case.presentations.push(Presentation {
        number: it.number,
        step,
        officer: it.officer.clone(),
        items: it.items.clone(),
        shown_to: it.shown_to.clone(),
        place: it.place.clone(),
        at: it.at,
    });
    Some(())
}
