//! Acts of a review or a suit.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Outcome, Path};
use crate::{Fen, Right};

/// An act of a review or a suit with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 收到复议申请
    ReceiveRemedy(ReceiveRemedy),
    /// 转送复议申请
    ForwardRemedy(ForwardRemedy),
    /// 登记复议受理、应诉通知
    NoteRemedy(NoteRemedy),
    /// 提交答复和证据
    SubmitReply(SubmitReply),
    /// 登记停止执行
    NoteStay(NoteStay),
    /// 登记复议、诉讼结果
    ConcludeRemedy(ConcludeRemedy),
}

/// Takes an application for review that was handed in here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiveRemedy {
    /// Review organ it is for.
    pub body: String,
    /// What the party asks for.
    pub claim: String,
    /// Day.
    pub on: CivilDate,
}

/// Forwards it to the review organ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForwardRemedy {
    /// Number of the remedy.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
}

/// Records that the review organ or the court has taken it up and sent a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRemedy {
    /// Number of the remedy, where it was handed in here; 0: it was not.
    pub number: u32,
    /// Which it is.
    pub path: Path,
    /// Review organ or court.
    pub body: String,
    /// Its number of the matter.
    pub reference: String,
    /// What the party asks for.
    pub claim: String,
    /// Day of filing.
    pub filed_on: CivilDate,
    /// Day on which the copy was received.
    pub received_on: CivilDate,
    /// Whether the review is a simplified one.
    pub simplified: bool,
}

/// Answers, with the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmitReply {
    /// Number of the remedy.
    pub number: u32,
    /// What is answered.
    pub reply: String,
    /// Evidence and basis handed in.
    pub evidence: String,
    /// Day.
    pub on: CivilDate,
}

/// Records that execution is stayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteStay {
    /// Number of the remedy.
    pub number: u32,
    /// Who ordered it, by which instrument.
    pub instrument: String,
    /// Day.
    pub on: CivilDate,
}

/// Records how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcludeRemedy {
    /// Number of the remedy.
    pub number: u32,
    /// The result; of a suit: that of the judgment in force.
    pub result: Outcome,
    /// The instrument that says so.
    pub instrument: String,
    /// Day on which it was served.
    pub on: CivilDate,
    /// The fine as changed; none: it was not.
    pub fine: Option<Fen>,
}

macro_rules! kinds {
    ($($kind:ident = $name:literal, $zh:literal;)*) => {
        /// An act of a review or a suit without its contents.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = $zh] $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name on the wire: `RECEIVE_REMEDY`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The act in Chinese: `收到复议申请`.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$kind => $zh,)* }
            }
        }

        impl Act {
            /// The act without its contents.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }
        }
    };
}

kinds! {
    ReceiveRemedy = "RECEIVE_REMEDY", "收到行政复议申请";
    ForwardRemedy = "FORWARD_REMEDY", "转送行政复议申请";
    NoteRemedy = "NOTE_REMEDY", "登记复议受理、应诉通知";
    SubmitReply = "SUBMIT_REPLY", "提交复议答复、答辩和证据";
    NoteStay = "NOTE_STAY", "登记停止执行";
    ConcludeRemedy = "CONCLUDE_REMEDY", "登记复议、诉讼结果";
}

impl Kind {
    /// Who may do it at all.
    pub const fn right(self) -> Right {
        Right::Handle
    }
}

impl Act {
    /// Number of the remedy it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::ReceiveRemedy(_) => 0,
            Self::ForwardRemedy(act) => act.number,
            Self::NoteRemedy(act) => act.number,
            Self::SubmitReply(act) => act.number,
            Self::NoteStay(act) => act.number,
            Self::ConcludeRemedy(act) => act.number,
        }
    }

    /// The day on which the thing itself was done.
    pub const fn done_on(&self) -> CivilDate {
        match self {
            Self::ReceiveRemedy(act) => act.on,
            Self::ForwardRemedy(act) => act.on,
            Self::NoteRemedy(act) => act.received_on,
            Self::SubmitReply(act) => act.on,
            Self::NoteStay(act) => act.on,
            Self::ConcludeRemedy(act) => act.on,
        }
    }
}
