//! 送达: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, Turn, rows};
use crate::{ActKind, issuing};

steps! {
    Pending = "PENDING", "待送达";
    Sent = "SENT", "送达中";
    Served = "SERVED", "已送达";
    Withdrawn = "WITHDRAWN", "已撤回";
}

impl Step {
    /// Whether it has come to its end.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Served | Self::Withdrawn)
    }
}

const fn civil(article: u16) -> Citation {
    Citation::article(Law::CivilProcedureLaw, article)
}

/// 行政处罚法 §61: the decision is served as the law of civil procedure says; by consent electronically.
const SERVICE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 61);

const HANDED: &[Guard] = &[
    // The receipt belongs to the file, and the file is sealed once it is archived.
    Guard::Issuing(issuing::Guard::NotArchived),
    Guard::Serving(Own::DocumentIssued),
    Guard::Serving(Own::NotServedTwice),
    Guard::Serving(Own::PaperFits),
];
const IN_PERSON: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Serving(Own::MannerFits),
    Guard::Serving(Own::DayFits),
    Guard::Serving(Own::ReceiptWhole),
    Guard::Serving(Own::LeftProven),
];
const SENT: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Serving(Own::MannerFits),
    Guard::Serving(Own::DayFits),
    Guard::Serving(Own::ConsentGiven),
];
const PUBLISHED: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Serving(Own::DayFits),
    Guard::Serving(Own::TriedBefore),
];
const RETURNED: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Serving(Own::ByHand),
    Guard::Serving(Own::DayFits),
    Guard::Serving(Own::ReceiptWhole),
];
const NOTED: &[Guard] = &[Guard::Serving(Own::AttemptUnderWay)];
const SIGNED: &[Guard] = &[
    Guard::Serving(Own::OnItsPage),
    Guard::Serving(Own::SignedOnce),
];
const OVER: &[Guard] = &[Guard::Serving(Own::PeriodOver)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Serving;
    _       --PrepareService-->                Pending,   [HANDED],    civil(87);
    Pending --DeliverDocument [Delivered]-->   Served,    [IN_PERSON], civil(88);
    Pending --DeliverDocument [Undelivered]--> Pending,   [IN_PERSON], civil(88);
    Sent    --DeliverDocument [Delivered]-->   Served,    [IN_PERSON], civil(88);
    Pending --SendDocument-->                  Sent,      [SENT],      civil(91);
    Pending --SendDocument [Delivered]-->      Served,    [SENT],      SERVICE;
    Pending --PublishDocument-->               Sent,      [PUBLISHED], civil(95);
    Sent    --RecordReturn [Delivered]-->      Served,    [RETURNED],  civil(91);
    Sent    --RecordReturn [Undelivered]-->    Pending,   [RETURNED],  civil(91);
    Sent    --NoteArrival-->                   Served,    [NOTED],     civil(90);
    Sent    --NoteBounce-->                    Pending,   [NOTED],     civil(90);
    Sent    --SignOnline-->                    Served,    [SIGNED],    civil(90);
    Served  --SignOnline-->                    Served,    [SIGNED],    civil(90);
    Sent    --LapseServiceNotice-->            Served,    [OVER],      civil(95);
    Pending --WithdrawService-->               Withdrawn, [],          civil(87);
    Sent    --WithdrawService-->               Withdrawn, [],          civil(87);
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("service of a document", "文书送达");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        self.is_over()
    }

    fn awaits(self) -> Option<ActKind> {
        match self {
            Self::Pending => Some(ActKind::Serving(Kind::DeliverDocument)),
            Self::Sent => Some(ActKind::Serving(Kind::RecordReturn)),
            Self::Served | Self::Withdrawn => None,
        }
    }

    fn turn(self) -> Turn {
        match self {
            Self::Sent => Turn::Party,
            Self::Pending | Self::Served | Self::Withdrawn => Turn::Agency,
        }
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
