//! What can be counted: definitions as data, each in words that two readers understand the same way.

use crate::fact::warning::LEVELS;
use crate::measure::Measure;
use crate::step::Kind;

/// What a figure counts.
#[derive(Debug, PartialEq, Eq)]
pub struct Definition {
    /// Stable id.
    pub id: &'static str,
    /// Name in Chinese.
    pub name: &'static str,
    /// What is counted, by which day, what is left out, and how joint cases count.
    pub text: &'static str,
    /// Unit in Chinese.
    pub unit: &'static str,
    /// What it is made of.
    pub counting: Counting,
}

/// How a figure is made of tallies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// How many.
    Count(Part),
    /// Their amounts in fen.
    Amount(Part),
    /// How many different parties.
    Parties(Part),
    /// A part of a whole; the part's measures are among the whole's.
    Share {
        /// The part.
        part: Part,
        /// The whole.
        whole: Part,
    },
    /// The average of their days.
    Average(Part),
    /// The days that so many in a hundred do not exceed.
    Percentile(Part, u8),
}

/// Tallies that count alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Measures.
    pub measures: &'static [Measure],
    /// Only of this procedure.
    pub kind: Option<Kind>,
    /// Only of these facets; empty: of every one.
    pub facets: &'static [&'static str],
}

/// What facets of a measure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// Nothing that figures are grouped by.
    None,
    /// Step.
    Step,
    /// Level of a warning.
    Level,
    /// Kind of party.
    PartyKind,
}

impl Part {
    const fn of(measures: &'static [Measure]) -> Self {
        Self {
            measures,
            kind: None,
            facets: &[],
        }
    }

    const fn kind(self, kind: Kind) -> Self {
        Self {
            kind: Some(kind),
            ..self
        }
    }

    const fn facets(self, facets: &'static [&'static str]) -> Self {
        Self { facets, ..self }
    }

    /// Whether a tally of that procedure and facet counts.
    pub(crate) fn takes(&self, measure: i16, kind: &str, facet: &str) -> bool {
        self.measures.iter().any(|own| own.key() == measure)
            && self.kind.is_none_or(|own| own.name() == kind)
            && (self.facets.is_empty() || self.facets.contains(&facet))
    }
}

impl Definition {
    /// The definition of that id.
    pub fn of(id: &str) -> Option<&'static Self> {
        DEFINITIONS.iter().find(|definition| definition.id == id)
    }

    /// The tallies behind it: what it drills down to.
    pub const fn part(&self) -> &Part {
        match &self.counting {
            Counting::Count(part)
            | Counting::Amount(part)
            | Counting::Parties(part)
            | Counting::Share { part, .. }
            | Counting::Average(part)
            | Counting::Percentile(part, _) => part,
        }
    }

    /// Everything that must be summed for it.
    pub fn measures(&self) -> impl Iterator<Item = Measure> {
        let whole = match &self.counting {
            Counting::Share { whole, .. } => whole.measures,
            _ => &[],
        };
        self.part().measures.iter().chain(whole).copied()
    }

    /// Whether it is what stands now.
    pub fn stands(&self) -> bool {
        self.part().measures.iter().all(|measure| measure.stands())
    }

    /// Whether it tells procedures apart: warnings do not.
    pub fn knows_kinds(&self) -> bool {
        let warnings = [Measure::WarningRaised, Measure::WarningOpen];
        let of_both = self.part().kind.is_none();
        of_both && !self.measures().any(|measure| warnings.contains(&measure))
    }

    /// What its facets are.
    pub fn facet(&self) -> Facet {
        match self.part().measures {
            [Measure::Open, ..] => Facet::Step,
            [Measure::WarningRaised | Measure::WarningOpen, ..] => Facet::Level,
            [Measure::OpenedOnline | Measure::OpenedOffline, ..]
                if self.part().facets.is_empty() =>
            {
                Facet::PartyKind
            }
            _ => Facet::None,
        }
    }

    /// Whether it adds up over divisions and days.
    pub const fn adds_up(&self) -> bool {
        matches!(self.counting, Counting::Count(_) | Counting::Amount(_))
    }
}

/// Facets in Chinese.
pub(crate) fn facet_zh(facet: Facet, name: &str) -> Option<String> {
    let found = |words: &[(&str, &str)]| {
        let word = words.iter().find(|(word, _)| *word == name);
        word.map(|(_, zh)| (*zh).to_owned())
    };
    match facet {
        Facet::None => None,
        Facet::Step => crate::step::zh(name),
        Facet::Level => found(&LEVELS),
        Facet::PartyKind => found(&[
            ("PERSON", "自然人"),
            ("INDIVIDUAL_BUSINESS", "个体工商户"),
            ("ORGANISATION", "法人或者其他组织"),
            ("UNREGISTERED", "未取得代码的其他组织"),
        ]),
    }
}

const OPENED: Part = Part::of(&[Measure::OpenedOnline, Measure::OpenedOffline]);
const PUBLISHED: Part = Part::of(&[Measure::PublishedInTime, Measure::PublishedLate]);
const TOOK: Part = Part::of(&[Measure::Took]);

/// Every definition, in the order in which they are shown.
pub const DEFINITIONS: &[Definition] = &[
    Definition {
        id: "cases.opened",
        name: "新办案件",
        text: "在平台建立的行政检查和已立案的普通程序行政处罚案件，按建立日、立案日计入；事后补录的计入，未录入平台的不计。一案计一件；联合办理的案件只计入主办机关所在行政区划。检查后立案处罚的，检查和处罚各计一件。",
        unit: "件",
        counting: Counting::Count(OPENED),
    },
    Definition {
        id: "inspections.opened",
        name: "新建检查",
        text: "在平台建立的行政检查任务，按建立日计入，不论是否已到现场；事后补录的计入。一项任务计一件；联合检查只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(OPENED.kind(Kind::Inspection)),
    },
    Definition {
        id: "penalties.filed",
        name: "处罚立案",
        text: "已立案的普通程序行政处罚案件，按立案日计入，不论当事人是自然人、个体工商户、法人还是其他组织，也不论立案后结果如何；事后补录的计入，当场处罚不计。一案计一件；联合办理的案件只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(OPENED.kind(Kind::OrdinaryPenalty)),
    },
    Definition {
        id: "penalties.filed.organisations",
        name: "涉企处罚立案",
        text: "当事人为法人或者其他组织的普通程序行政处罚案件，按立案日计入；当事人为自然人或者个体工商户的不计，因此小于“处罚立案”。一案计一件；联合办理的案件只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(OPENED.kind(Kind::OrdinaryPenalty).facets(&["ORGANISATION"])),
    },
    Definition {
        id: "cases.open",
        name: "在办案件",
        text: "当前尚未办结的行政检查和普通程序行政处罚案件，按当前所处步骤计；已结案的和决定已依法纠正的不计，不适用统计期间。一案计一件；联合办理的案件只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::Open])),
    },
    Definition {
        id: "inspections.done",
        name: "已实施检查",
        text: "已作出现场检查记录的行政检查，按现场检查开始之日计入；未到现场的不计，复查不另计。一项任务计一件，与检查对象户数、到场次数无关；联合检查只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::Inspected])),
    },
    Definition {
        id: "inspections.visits",
        name: "检查户次",
        text: "对法人、其他组织和个体工商户的到场次数，含现场检查和复查，按到场之日计入；同一任务同一日多次到场计一次，对自然人的检查不计。一户被检查几次计几户次；多部门联合到场只计一次，计入主办机关所在行政区划。",
        unit: "户次",
        counting: Counting::Count(Part::of(&[Measure::Visited])),
    },
    Definition {
        id: "inspections.firms",
        name: "被检查户数",
        text: "期间内至少被到场检查一次的法人、其他组织和个体工商户的户数，一户不论被检查几次均计一户；口径同“检查户次”，故不大于检查户次。同一户可以被多个行政区划、多个领域、多个月份分别计入，各组之和可以大于总数。",
        unit: "户",
        counting: Counting::Parties(Part::of(&[Measure::Visited])),
    },
    Definition {
        id: "rectifications.ordered",
        name: "责令改正",
        text: "检查中作出责令改正决定的案件，按责令之日计入，不论是否已送达或者已改正。一案计一件；联合检查只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::Ordered])),
    },
    Definition {
        id: "penalties.decided",
        name: "处罚决定",
        text: "已作出行政处罚决定的普通程序案件，按最近一次决定之日计入；决定后被撤销、变更或者确认违法、无效的仍计入，当场处罚不计。一案计一件；联合办理的案件只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::Decided, Measure::DecidedFallen])),
    },
    Definition {
        id: "penalties.served",
        name: "处罚决定已送达",
        text: "行政处罚决定书已送达当事人的案件，按送达之日计入；决定后被撤销的仍计入。一案计一件；联合办理的案件只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::Served])),
    },
    Definition {
        id: "fines.decided",
        name: "罚款决定金额",
        text: "行政处罚决定确定的罚款金额，按最近一次决定之日计入；已被撤销或者确认无效的决定不计（自决定之日扣除），被变更或者确认违法的仍按原金额计入；不含没收、加处罚款。联合办理的案件只计入主办机关所在行政区划。",
        unit: "元",
        counting: Counting::Amount(Part::of(&[Measure::Decided])),
    },
    Definition {
        id: "fines.paid",
        name: "罚款缴纳金额",
        text: "已登记的罚款缴纳金额，按缴纳之日计入，与决定之日是否在期间内无关，因此与同期“罚款决定金额”不可直接相减；退付的罚款暂不登记，不扣除。按案件按日合并为一行。",
        unit: "元",
        counting: Counting::Amount(Part::of(&[Measure::Paid])),
    },
    Definition {
        id: "cases.closed",
        name: "办结案件",
        text: "已办结的行政检查和已结案的普通程序行政处罚案件，按办结日、结案日计入，与建立日、立案日是否在期间内无关；结案后决定被纠正的仍计入，未结案而决定被纠正的不计。一案计一件；联合办理的案件只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::Closed])),
    },
    Definition {
        id: "penalties.days.average",
        name: "平均办案天数",
        text: "期间内作出决定的普通程序行政处罚案件，自立案之日起至最近一次决定之日止的自然日数的算术平均；立案当日不计，不扣除中止和公告、鉴定等期间；决定后被撤销的仍计入。",
        unit: "日",
        counting: Counting::Average(TOOK),
    },
    Definition {
        id: "penalties.days.median",
        name: "办案天数中位数",
        text: "口径同“平均办案天数”。取半数案件不超过的天数；超过120日的按10日一档、超过360日的按30日一档，取该档的上限。",
        unit: "日",
        counting: Counting::Percentile(TOOK, 50),
    },
    Definition {
        id: "penalties.days.p90",
        name: "办案天数九成位数",
        text: "口径同“平均办案天数”。取九成案件不超过的天数；超过120日的按10日一档、超过360日的按30日一档，取该档的上限。",
        unit: "日",
        counting: Counting::Percentile(TOOK, 90),
    },
    Definition {
        id: "cases.online.share",
        name: "线上办理率",
        text: "线上办理的案件占新办案件的比例：分子为非事后补录的案件，分母为“新办案件”，均按建立日、立案日计入。未录入平台的案件不在分母之内，因此不能代替录入率。",
        unit: "%",
        counting: Counting::Share {
            part: Part::of(&[Measure::OpenedOnline]),
            whole: OPENED,
        },
    },
    Definition {
        id: "cases.back_entered",
        name: "补录案件",
        text: "先在线下办理、事后补录的案件（福建省人民政府令第242号第十七条），按建立日、立案日计入，不论补录是否超过五个工作日。一案计一件；联合办理的案件只计入主办机关所在行政区划。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::OpenedOffline])),
    },
    Definition {
        id: "decisions.published",
        name: "已公示决定",
        text: "已向社会公示的行政处罚决定和行政检查结果，按最近一次公示之日计入；不予公示的不计，公示后撤回或者期满的仍计入。由办案机关所在平台公示的计一件，上级平台展示下级公示的不重复计。",
        unit: "件",
        counting: Counting::Count(PUBLISHED),
    },
    Definition {
        id: "decisions.published.in_time",
        name: "按期公示率",
        text: "在公示期限届满之日或者之前公示的，占已公示的比例，均按最近一次公示之日计入；应公示而尚未公示的不在分母之内。",
        unit: "%",
        counting: Counting::Share {
            part: Part::of(&[Measure::PublishedInTime]),
            whole: PUBLISHED,
        },
    },
    Definition {
        id: "decisions.withdrawn",
        name: "撤回公示",
        text: "公示后因决定被撤销、变更或者确认违法、无效而撤回的公示（行政处罚法第四十八条第二款），按撤回之日计入；公示期满的不计。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::Withdrawn])),
    },
    Definition {
        id: "warnings.raised",
        name: "产生预警",
        text: "监督规则产生的预警，按产生之日计入，含已办结和误报的；同一规则对同一案件的同一对象只计一条。只计办案机关所在平台产生的，上级平台对下级案件产生的不重复计。计数单位为预警，一案可以有多条。",
        unit: "条",
        counting: Counting::Count(Part::of(&[Measure::WarningRaised])),
    },
    Definition {
        id: "warnings.open",
        name: "未办结预警",
        text: "当前尚未办结的预警，含已签收、已说明而未办结的；不适用统计期间。只计办案机关所在平台产生的，上级平台对下级案件产生的不重复计。",
        unit: "条",
        counting: Counting::Count(Part::of(&[Measure::WarningOpen])),
    },
    Definition {
        id: "decisions.revoked",
        name: "被纠正的处罚决定",
        text: "经自行纠正、行政复议、行政诉讼或者执法监督被撤销、变更、确认违法或者确认无效的行政处罚决定，按登记的纠正之日计入，与决定之日是否在期间内无关。一案计一件。",
        unit: "件",
        counting: Counting::Count(Part::of(&[Measure::Revoked])),
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_measure_is_in_some_definition_and_ids_are_unique() {
        let ids: BTreeSet<&str> = DEFINITIONS.iter().map(|definition| definition.id).collect();
        assert_eq!(ids.len(), DEFINITIONS.len());
        let used: BTreeSet<Measure> = DEFINITIONS.iter().flat_map(Definition::measures).collect();
        assert_eq!(used, Measure::ALL.into_iter().collect());
    }

    #[test]
    fn no_definition_mixes_what_stands_with_what_happened() {
        for definition in DEFINITIONS {
            let stands: BTreeSet<bool> = definition.measures().map(Measure::stands).collect();
            assert_eq!(stands.len(), 1, "{}", definition.id);
            assert!(definition.text.ends_with('。'), "{}", definition.id);
        }
    }

    #[test]
    fn the_part_of_a_share_is_within_its_whole() {
        for definition in DEFINITIONS {
            if let Counting::Share { part, whole } = definition.counting {
                let within = |measure| whole.measures.contains(measure);
                assert!(part.measures.iter().all(within), "{}", definition.id);
            }
        }
    }
}
