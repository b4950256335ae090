//! The act of a presentation.

use crate::ItemId;
use crate::beside::kinds;

/// An act of a presentation with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 出示电子执法证件
    PresentCard(PresentCard),
}

/// Shows the caller's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentCard {
    /// For which items of the case; empty: for all of them.
    pub items: Vec<ItemId>,
    /// To whom.
    pub shown_to: String,
    /// Where; empty: not stated.
    pub place: String,
}

kinds! { in Presentation;
    PresentCard = "PRESENT_CARD", Handle, "出示电子执法证件";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::PresentCard(_) => Kind::PresentCard,
        }
    }
}
