//! 涉嫌犯罪案件移送: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, TEAM, Turn, rows};

/// How far a referral has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已报告，待审批
    Reported,
    /// 已决定移送
    Approved,
    /// 已决定不移送
    NotApproved,
    /// 已移送公安机关
    Transferred,
    /// 公安机关已受理
    Received,
    /// 公安机关不予立案
    PoliceRefused,
    /// 公安机关复议中
    UnderReview,
    /// 公安机关复议维持
    ReviewRefused,
    /// 检察机关立案监督中
    UnderSupervision,
    /// 未立案，作行政处理
    NotFiled,
    /// 公安机关已立案
    Filed,
    /// 涉案物品已移交
    GoodsHanded,
    /// 已判处刑罚
    Convicted,
    /// 已退回，作行政处理
    Returned,
}

const fn transfer(article: u16) -> Citation {
    Citation::article(Law::CriminalTransferRegulation, article)
}

const REPORT: Citation = transfer(5).paragraph(1);
const APPROVAL: Citation = transfer(5).paragraph(2);
const DOSSIER: Citation = transfer(6);
const RECEIPT: Citation = transfer(7);
const ANSWER: Citation = transfer(8);
const OBJECTION: Citation = transfer(9);
const BACK: Citation = transfer(10);
const GOODS: Citation = transfer(12);
const RETURNED: Citation = transfer(13);
const SET_OFF: Citation = Citation::article(Law::AdministrativePenaltyLaw, 35).paragraph(2);

const REPORTED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Referral(Own::OfPenalty),
    Guard::Referral(Own::NoneUnderWay),
];
const HEAD: &[Guard] = &[Guard::CaseOpen, Guard::Referral(Own::HeadNotOfGroup)];
const WHOLE: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Referral(Own::DossierComplete),
    Guard::DocumentWordKnown,
    Guard::NotInFuture,
];
const TOLD: &[Guard] = &[Guard::NotInFuture];
const REASONED: &[Guard] = &[Guard::NotInFuture, Guard::Referral(Own::RefusalReasoned)];
const IN_TIME: &[Guard] = &[Guard::NotInFuture, Guard::Referral(Own::ObjectionInTime)];
const ALONG: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Referral(Own::PartyTold),
    Guard::Referral(Own::GoodsHeld),
];
const LAPSED: &[Guard] = &[Guard::Referral(Own::ObjectionOver)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Referral;
    _                --ReportCrime-->                          Reported,         [REPORTED, TEAM], REPORT;
    Reported         --DecideReferral [Granted]-->             Approved,         [HEAD],           APPROVAL;
    Reported         --DecideReferral [Refused]-->             NotApproved,      [HEAD],           APPROVAL;
    Approved         --TransferCrime-->                        Transferred,      [WHOLE],          DOSSIER;
    Transferred      --RecordPoliceReceipt-->                  Received,         [TOLD],           RECEIPT;
    Received         --RecordForwarding-->                     Transferred,      [TOLD],           RECEIPT;
    Received         --RecordPoliceAnswer [PoliceFiled]-->     Filed,            [REASONED],       ANSWER;
    Received         --RecordPoliceAnswer [PoliceDeclined]-->  PoliceRefused,    [REASONED],       ANSWER;
    PoliceRefused    --AskPoliceReview-->                      UnderReview,      [IN_TIME],        OBJECTION;
    PoliceRefused    --AskProsecutor-->                        UnderSupervision, [IN_TIME],        OBJECTION;
    PoliceRefused    --AcceptRefusal-->                        NotFiled,         [],               BACK;
    PoliceRefused    --LapseReview-->                          NotFiled,         [LAPSED],         BACK;
    UnderReview      --RecordReviewAnswer [PoliceFiled]-->     Filed,            [REASONED],       OBJECTION;
    UnderReview      --RecordReviewAnswer [PoliceDeclined]-->  ReviewRefused,    [REASONED],       OBJECTION;
    ReviewRefused    --AskProsecutor-->                        UnderSupervision, [IN_TIME],        OBJECTION;
    ReviewRefused    --AcceptRefusal-->                        NotFiled,         [],               BACK;
    ReviewRefused    --LapseReview-->                          NotFiled,         [LAPSED],         BACK;
    UnderSupervision --RecordSupervision [PoliceFiled]-->      Filed,            [REASONED],       OBJECTION;
    UnderSupervision --RecordSupervision [PoliceDeclined]-->   NotFiled,         [REASONED],       BACK;
    Filed            --HandOverGoods-->                        GoodsHanded,      [ALONG],          GOODS;
    Filed            --RecordOutcome [Convicted]-->            Convicted,        [TOLD],           SET_OFF;
    Filed            --RecordOutcome [NotLiable]-->            Returned,         [TOLD],           RETURNED;
    GoodsHanded      --RecordOutcome [Convicted]-->            Convicted,        [TOLD],           SET_OFF;
    GoodsHanded      --RecordOutcome [NotLiable]-->            Returned,         [TOLD],           RETURNED;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Reported,
        Self::Approved,
        Self::NotApproved,
        Self::Transferred,
        Self::Received,
        Self::PoliceRefused,
        Self::UnderReview,
        Self::ReviewRefused,
        Self::UnderSupervision,
        Self::NotFiled,
        Self::Filed,
        Self::GoodsHanded,
        Self::Convicted,
        Self::Returned,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Referral(Kind::ReportCrime),
        ActKind::Referral(Kind::DecideReferral),
        ActKind::Referral(Kind::TransferCrime),
        ActKind::Referral(Kind::RecordPoliceReceipt),
        ActKind::Referral(Kind::RecordForwarding),
        ActKind::Referral(Kind::RecordPoliceAnswer),
        ActKind::Referral(Kind::AskPoliceReview),
        ActKind::Referral(Kind::RecordReviewAnswer),
        ActKind::Referral(Kind::AskProsecutor),
        ActKind::Referral(Kind::RecordSupervision),
        ActKind::Referral(Kind::AcceptRefusal),
        ActKind::Referral(Kind::LapseReview),
        ActKind::Referral(Kind::HandOverGoods),
        ActKind::Referral(Kind::RecordOutcome),
    ];
    const THING: (&'static str, &'static str) = ("referral", "移送");

    fn name(self) -> &'static str {
        match self {
            Self::Reported => "REPORTED",
            Self::Approved => "APPROVED",
            Self::NotApproved => "NOT_APPROVED",
            Self::Transferred => "TRANSFERRED",
            Self::Received => "RECEIVED",
            Self::PoliceRefused => "POLICE_REFUSED",
            Self::UnderReview => "UNDER_REVIEW",
            Self::ReviewRefused => "REVIEW_REFUSED",
            Self::UnderSupervision => "UNDER_SUPERVISION",
            Self::NotFiled => "NOT_FILED",
            Self::Filed => "FILED",
            Self::GoodsHanded => "GOODS_HANDED",
            Self::Convicted => "CONVICTED",
            Self::Returned => "RETURNED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Reported => "已报告，待审批",
            Self::Approved => "已决定移送",
            Self::NotApproved => "已决定不移送",
            Self::Transferred => "已移送公安机关",
            Self::Received => "公安机关已受理",
            Self::PoliceRefused => "公安机关不予立案",
            Self::UnderReview => "公安机关复议中",
            Self::ReviewRefused => "公安机关复议维持",
            Self::UnderSupervision => "检察机关立案监督中",
            Self::NotFiled => "未立案，作行政处理",
            Self::Filed => "公安机关已立案",
            Self::GoodsHanded => "涉案物品已移交",
            Self::Convicted => "已判处刑罚",
            Self::Returned => "已退回，作行政处理",
        }
    }

    fn is_final(self) -> bool {
        matches!(
            self,
            Self::NotApproved | Self::NotFiled | Self::Convicted | Self::Returned
        )
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Reported => Kind::DecideReferral,
            Self::Approved => Kind::TransferCrime,
            Self::Transferred => Kind::RecordPoliceReceipt,
            Self::Received => Kind::RecordPoliceAnswer,
            Self::PoliceRefused => Kind::AskPoliceReview,
            Self::UnderReview => Kind::RecordReviewAnswer,
            Self::ReviewRefused => Kind::AskProsecutor,
            Self::UnderSupervision => Kind::RecordSupervision,
            Self::Filed => Kind::HandOverGoods,
            Self::GoodsHanded => Kind::RecordOutcome,
            Self::NotApproved | Self::NotFiled | Self::Convicted | Self::Returned => return None,
        };
        Some(ActKind::Referral(kind))
    }

    fn turn(self) -> Turn {
        match self {
            Self::Transferred
            | Self::Received
            | Self::UnderReview
            | Self::UnderSupervision
            | Self::GoodsHanded => Turn::Outside,
            _ => Turn::Agency,
        }
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
