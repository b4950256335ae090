//! Kinds of penalty (行政处罚法 9), which procedure they allow, which safeguards they call for.

use serde::{Deserialize, Serialize};

use crate::{Citation, Fen, Law, PartyKind};

/// A kind of penalty, in the order of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PenaltyKind {
    /// 警告
    Warning,
    /// 通报批评
    Criticism,
    /// 罚款
    Fine,
    /// 没收违法所得、没收非法财物
    Confiscation,
    /// 暂扣许可证件
    LicenceSuspension,
    /// 降低资质等级
    Downgrading,
    /// 吊销许可证件
    LicenceRevocation,
    /// 限制开展生产经营活动
    BusinessRestriction,
    /// 责令停产停业
    BusinessSuspension,
    /// 责令关闭
    Closure,
    /// 限制从业
    TradeBar,
    /// 行政拘留
    Detention,
    /// 其他行政处罚
    Other,
}

/// Why an officer may take money on the spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashGround {
    /// A summary fine of at most 100 yuan.
    SmallFine,
    /// A summary fine that could hardly be enforced later.
    HardToEnforceLater,
    /// Remote, on water or otherwise inconvenient, and the party asks for it.
    RemoteAndRequested,
}

/// By which procedure a decision is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// 简易程序
    Summary,
    /// 普通程序
    Ordinary,
}

/// The amounts from which a party has the right to a hearing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingThresholds {
    /// For a natural person.
    pub person: Fen,
    /// For an organisation.
    pub organisation: Fen,
    /// Whether the figure itself is enough ("以上") or must be exceeded ("超过").
    pub reach: Reach,
}

/// How an amount is compared (民法典 1259).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// 以上: the figure is included.
    AtLeast,
    /// 超过: the figure is not included.
    MoreThan,
}

/// Most a citizen may be fined by the summary procedure.
pub const SUMMARY_LIMIT_PERSON: Fen = Fen::yuan(200);
/// Most an organisation may be fined by the summary procedure.
pub const SUMMARY_LIMIT_ORGANISATION: Fen = Fen::yuan(3000);
/// Largest summary fine that may be collected on the spot without another ground.
pub const CASH_LIMIT: Fen = Fen::yuan(100);
/// Where the summary procedure is allowed.
pub const SUMMARY: Citation = Citation::article(Law::AdministrativePenaltyLaw, 51);
/// Where the right to a hearing is given.
pub const HEARING: Citation = Citation::article(Law::AdministrativePenaltyLaw, 63);

/// Whether these penalties may be imposed by the summary procedure.
///
/// Warnings and fines only: 通报批评 and confiscation are not in 行政处罚法 51. A fine whose amount
/// is not known is not small.
pub fn summary_allowed(party: PartyKind, kinds: &[PenaltyKind], fine: Option<Fen>) -> bool {
    let limit = if party.counts_as_person() {
        SUMMARY_LIMIT_PERSON
    } else {
        SUMMARY_LIMIT_ORGANISATION
    };
    let small = fine.is_some_and(|fine| fine <= limit);
    !kinds.is_empty()
        && kinds.iter().all(|kind| match kind {
            PenaltyKind::Warning => true,
            PenaltyKind::Fine => small,
            _ => false,
        })
}

/// The ground on which a fine may be collected on the spot, if there is one (行政处罚法 68, 69).
pub fn cash_ground(
    procedure: Procedure,
    fine: Fen,
    hard_to_enforce_later: bool,
    remote_and_requested: bool,
) -> Option<CashGround> {
    match procedure {
        Procedure::Summary if fine <= CASH_LIMIT => Some(CashGround::SmallFine),
        Procedure::Summary if hard_to_enforce_later => Some(CashGround::HardToEnforceLater),
        _ => remote_and_requested.then_some(CashGround::RemoteAndRequested),
    }
}

/// Whether the proposed penalties give the party the right to a hearing (行政处罚法 63).
///
/// Fines and, together, all that is confiscated count by amount; some kinds count by themselves.
/// 暂扣许可证件 is not among them.
pub fn hearing_right(
    party: PartyKind,
    proposed: &[(PenaltyKind, Fen)],
    thresholds: &HearingThresholds,
) -> bool {
    let total = |of: PenaltyKind| {
        proposed
            .iter()
            .filter(|(kind, _)| *kind == of)
            .fold(Fen::ZERO, |sum, (_, amount)| sum.plus(*amount))
    };
    thresholds.reached(party, total(PenaltyKind::Fine))
        || thresholds.reached(party, total(PenaltyKind::Confiscation))
        || proposed
            .iter()
            .any(|(kind, _)| kind.is_heard_whatever_the_amount())
}

impl HearingThresholds {
    /// 市场监管 and Fujian's 住建: 10,000 for a person, 100,000 for an organisation, included.
    pub const MARKET: Self = Self {
        person: Fen::yuan(10_000),
        organisation: Fen::yuan(100_000),
        reach: Reach::AtLeast,
    };
    /// 农业, the ministry's standard: the same figures, to be exceeded.
    pub const AGRICULTURE: Self = Self {
        reach: Reach::MoreThan,
        ..Self::MARKET
    };
    /// 公安, rule of 2019: 2,000 for a person, 10,000 for an organisation, included.
    pub const POLICE: Self = Self {
        person: Fen::yuan(2000),
        organisation: Fen::yuan(10_000),
        reach: Reach::AtLeast,
    };
    /// 生态环境, rule of 2010, since replaced: 5,000 for a person, 50,000 for an organisation.
    pub const ENVIRONMENT: Self = Self {
        person: Fen::yuan(5000),
        organisation: Fen::yuan(50_000),
        reach: Reach::AtLeast,
    };

    fn reached(&self, party: PartyKind, amount: Fen) -> bool {
        let figure = if party.counts_as_person() {
            self.person
        } else {
            self.organisation
        };
        match self.reach {
            Reach::AtLeast => amount >= figure && amount > Fen::ZERO,
            Reach::MoreThan => amount > figure,
        }
    }
}

impl PenaltyKind {
    /// Every kind, in the order of the law.
    pub const ALL: [Self; 13] = [
        Self::Warning,
        Self::Criticism,
        Self::Fine,
        Self::Confiscation,
        Self::LicenceSuspension,
        Self::Downgrading,
        Self::LicenceRevocation,
        Self::BusinessRestriction,
        Self::BusinessSuspension,
        Self::Closure,
        Self::TradeBar,
        Self::Detention,
        Self::Other,
    ];

    /// The kind in Chinese, as the law and the yearly report name it.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Warning => "警告",
            Self::Criticism => "通报批评",
            Self::Fine => "罚款",
            Self::Confiscation => "没收违法所得、没收非法财物",
            Self::LicenceSuspension => "暂扣许可证件",
            Self::Downgrading => "降低资质等级",
            Self::LicenceRevocation => "吊销许可证件",
            Self::BusinessRestriction => "限制开展生产经营活动",
            Self::BusinessSuspension => "责令停产停业",
            Self::Closure => "责令关闭",
            Self::TradeBar => "限制从业",
            Self::Detention => "行政拘留",
            Self::Other => "其他行政处罚",
        }
    }

    /// The kind so named; whatever the law does not name is [`PenaltyKind::Other`] (9(6)).
    pub fn named(text: &str) -> Self {
        if let Some(kind) = Self::ALL.into_iter().find(|kind| kind.zh() == text) {
            return kind;
        }
        match text {
            "没收" | "没收违法所得" | "没收非法财物" | "没收违法所得和非法财物" => {
                Self::Confiscation
            }
            "暂扣许可证" | "暂扣许可证件、执照" => Self::LicenceSuspension,
            "吊销许可证" | "吊销营业执照" => Self::LicenceRevocation,
            "限制经营" | "限制生产经营" => Self::BusinessRestriction,
            "停产停业" => Self::BusinessSuspension,
            _ => Self::Other,
        }
    }

    /// Kinds of 行政处罚法 63 that give a right to a hearing by themselves.
    pub const fn is_heard_whatever_the_amount(self) -> bool {
        matches!(
            self,
            Self::Downgrading
                | Self::LicenceRevocation
                | Self::BusinessSuspension
                | Self::Closure
                | Self::TradeBar
        )
    }
}

impl Procedure {
    /// The procedure in Chinese: `简易程序`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Summary => "简易程序",
            Self::Ordinary => "普通程序",
        }
    }

    /// The procedure so named; 一般程序 is the ordinary one's former name.
    pub fn named(text: &str) -> Option<Self> {
        match text {
            "简易" | "简易程序" => Some(Self::Summary),
            "普通" | "普通程序" | "一般" | "一般程序" => Some(Self::Ordinary),
            _ => None,
        }
    }
}

impl CashGround {
    /// The place that allows it.
    pub const fn citation(self) -> Citation {
        const CASH: Citation = Citation::article(Law::AdministrativePenaltyLaw, 68);
        match self {
            Self::SmallFine => CASH.item(1),
            Self::HardToEnforceLater => CASH.item(2),
            Self::RemoteAndRequested => Citation::article(Law::AdministrativePenaltyLaw, 69),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORG: PartyKind = PartyKind::LegalPerson;

    #[test]
    fn the_summary_procedure_ends_at_the_figure_itself() {
        let fine = [PenaltyKind::Fine];
        assert!(summary_allowed(ORG, &fine, Some(Fen::yuan(3000))));
        assert!(!summary_allowed(ORG, &fine, Some(Fen(300_001))));
        assert!(summary_allowed(
            PartyKind::Citizen,
            &fine,
            Some(Fen::yuan(200))
        ));
        assert!(!summary_allowed(
            PartyKind::IndividualBusiness,
            &fine,
            Some(Fen::yuan(1000))
        ));
        assert!(!summary_allowed(ORG, &fine, None));
    }

    #[test]
    fn only_warnings_and_fines_are_summary() {
        assert!(summary_allowed(ORG, &[PenaltyKind::Warning], None));
        assert!(!summary_allowed(ORG, &[PenaltyKind::Criticism], None));
        assert!(!summary_allowed(
            ORG,
            &[PenaltyKind::Fine, PenaltyKind::Confiscation],
            Some(Fen::yuan(100))
        ));
        assert!(!summary_allowed(ORG, &[], None));
    }

    #[test]
    fn cash_is_taken_on_one_of_three_grounds_only() {
        let ground =
            |procedure, yuan, hard, remote| cash_ground(procedure, Fen::yuan(yuan), hard, remote);
        assert_eq!(
            ground(Procedure::Summary, 100, false, false),
            Some(CashGround::SmallFine)
        );
        assert_eq!(ground(Procedure::Summary, 150, false, false), None);
        assert_eq!(
            ground(Procedure::Summary, 150, true, true),
            Some(CashGround::HardToEnforceLater)
        );
        assert_eq!(ground(Procedure::Ordinary, 50, true, false), None);
        assert_eq!(
            ground(Procedure::Ordinary, 20_000, false, true),
            Some(CashGround::RemoteAndRequested)
        );
        assert_eq!(
            CashGround::HardToEnforceLater.citation().to_string(),
            "行政处罚法第六十八条第（二）项"
        );
    }

    #[test]
    fn confiscations_add_up_towards_a_hearing() {
        let half = (PenaltyKind::Confiscation, Fen::yuan(50_000));
        assert!(hearing_right(
            ORG,
            &[half, half],
            &HearingThresholds::MARKET
        ));
        assert!(!hearing_right(
            ORG,
            &[half, half],
            &HearingThresholds::AGRICULTURE
        ));
        assert!(!hearing_right(ORG, &[half], &HearingThresholds::MARKET));
        assert!(hearing_right(
            PartyKind::Citizen,
            &[half],
            &HearingThresholds::MARKET
        ));
    }

    #[test]
    fn revocation_is_heard_and_suspension_of_a_licence_is_not() {
        let right = |kind| hearing_right(ORG, &[(kind, Fen::ZERO)], &HearingThresholds::MARKET);
        assert!(right(PenaltyKind::LicenceRevocation));
        assert!(!right(PenaltyKind::LicenceSuspension));
        assert!(!right(PenaltyKind::Fine));
    }
}
