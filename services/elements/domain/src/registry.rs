//! The registries of the element centre.

use std::fmt;

use contract::elements::v1 as proto;

/// A registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Registry {
    /// 执法主体
    Agency,
    /// 执法人员
    Officer,
    /// 执法证件
    Certificate,
    /// 岗位与派驻
    Posting,
    /// 检查对象
    Party,
    /// 执法事项
    Item,
    /// 执法依据
    Law,
    /// 行政区划
    Division,
    /// 裁量基准
    Standard,
    /// 典型案例
    TypicalCase,
    /// 执法文书
    Template,
    /// 赋权、委托文书
    Instrument,
    /// 事项认领
    Claim,
    /// 参数包
    ParameterPack,
    /// 四张清单
    LeniencyList,
    /// 非税项目对照
    RevenueMapping,
    /// 节假日安排
    HolidayCalendar,
    /// 综合查一次场景
    Scene,
    /// 试点开关
    Feature,
    /// 业务规范
    Norm,
}

impl Registry {
    /// Every registry.
    pub const ALL: [Self; 20] = [
        Self::Agency,
        Self::Officer,
        Self::Certificate,
        Self::Posting,
        Self::Party,
        Self::Item,
        Self::Law,
        Self::Division,
        Self::Standard,
        Self::TypicalCase,
        Self::Template,
        Self::Instrument,
        Self::Claim,
        Self::ParameterPack,
        Self::LeniencyList,
        Self::RevenueMapping,
        Self::HolidayCalendar,
        Self::Scene,
        Self::Feature,
        Self::Norm,
    ];

    /// Name in the database, in aggregate ids and in field paths: `agency`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Officer => "officer",
            Self::Certificate => "certificate",
            Self::Posting => "posting",
            Self::Party => "party",
            Self::Item => "item",
            Self::Law => "law",
            Self::Division => "division",
            Self::Standard => "standard",
            Self::TypicalCase => "typical_case",
            Self::Template => "template",
            Self::Instrument => "instrument",
            Self::Claim => "claim",
            Self::ParameterPack => "parameter_pack",
            Self::LeniencyList => "leniency_list",
            Self::RevenueMapping => "revenue_mapping",
            Self::HolidayCalendar => "holiday_calendar",
            Self::Scene => "scene",
            Self::Feature => "feature",
            Self::Norm => "norm",
        }
    }

    /// Name for an officer.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Agency => "执法主体",
            Self::Officer => "执法人员",
            Self::Certificate => "执法证件",
            Self::Posting => "岗位与派驻",
            Self::Party => "检查对象",
            Self::Item => "执法事项",
            Self::Law => "执法依据",
            Self::Division => "行政区划",
            Self::Standard => "裁量基准",
            Self::TypicalCase => "典型案例",
            Self::Template => "执法文书",
            Self::Instrument => "赋权、委托文书",
            Self::Claim => "事项认领",
            Self::ParameterPack => "参数包",
            Self::LeniencyList => "四张清单",
            Self::RevenueMapping => "非税项目对照",
            Self::HolidayCalendar => "节假日安排",
            Self::Scene => "综合查一次场景",
            Self::Feature => "试点开关",
            Self::Norm => "业务规范",
        }
    }

    /// Field that holds the id of an element in requests and bodies.
    pub const fn id_field(self) -> &'static str {
        match self {
            Self::Agency => "agency_id",
            Self::Officer => "officer_id",
            Self::Certificate => "certificate_id",
            Self::Posting => "posting_id",
            Self::Party => "party_id",
            Self::Item => "item_id",
            Self::Law => "law_id",
            Self::Division => "code",
            Self::Standard => "standard_id",
            Self::TypicalCase => "typical_case_id",
            Self::Template => "template_id",
            Self::Instrument => "instrument_id",
            Self::Claim => "claim_id",
            Self::ParameterPack => "parameter_pack_id",
            Self::LeniencyList => "leniency_list_id",
            Self::RevenueMapping => "revenue_mapping_id",
            Self::HolidayCalendar => "holiday_calendar_id",
            Self::Scene => "scene_id",
            Self::Feature => "feature_id",
            Self::Norm => "norm_id",
        }
    }

    /// The registry of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|registry| registry.name() == name)
    }

    /// The registry that a body belongs to.
    pub fn of(body: &proto::element::Body) -> Self {
        use proto::element::Body;
        match body {
            Body::Agency(_) => Self::Agency,
            Body::Officer(_) => Self::Officer,
            Body::Certificate(_) => Self::Certificate,
            Body::Posting(_) => Self::Posting,
            Body::Party(_) => Self::Party,
            Body::Item(_) => Self::Item,
            Body::Law(_) => Self::Law,
            Body::Division(_) => Self::Division,
            Body::Standard(_) => Self::Standard,
            Body::TypicalCase(_) => Self::TypicalCase,
            Body::Template(_) => Self::Template,
            Body::Instrument(_) => Self::Instrument,
            Body::Claim(_) => Self::Claim,
            Body::ParameterPack(_) => Self::ParameterPack,
            Body::LeniencyList(_) => Self::LeniencyList,
            Body::RevenueMapping(_) => Self::RevenueMapping,
            Body::HolidayCalendar(_) => Self::HolidayCalendar,
            Body::Scene(_) => Self::Scene,
            Body::Feature(_) => Self::Feature,
            Body::Norm(_) => Self::Norm,
        }
    }

    /// The registry as the contract names it; `None`: not stated, or not known.
    pub fn from_proto(number: i32) -> Option<Self> {
        match proto::Registry::try_from(number).ok()? {
            proto::Registry::Unspecified => None,
            proto::Registry::Agency => Some(Self::Agency),
            proto::Registry::Officer => Some(Self::Officer),
            proto::Registry::Certificate => Some(Self::Certificate),
            proto::Registry::Posting => Some(Self::Posting),
            proto::Registry::Party => Some(Self::Party),
            proto::Registry::Item => Some(Self::Item),
            proto::Registry::Law => Some(Self::Law),
            proto::Registry::Division => Some(Self::Division),
            proto::Registry::Standard => Some(Self::Standard),
            proto::Registry::TypicalCase => Some(Self::TypicalCase),
            proto::Registry::Template => Some(Self::Template),
            proto::Registry::Instrument => Some(Self::Instrument),
            proto::Registry::Claim => Some(Self::Claim),
            proto::Registry::ParameterPack => Some(Self::ParameterPack),
            proto::Registry::LeniencyList => Some(Self::LeniencyList),
            proto::Registry::RevenueMapping => Some(Self::RevenueMapping),
            proto::Registry::HolidayCalendar => Some(Self::HolidayCalendar),
            proto::Registry::Scene => Some(Self::Scene),
            proto::Registry::Feature => Some(Self::Feature),
            proto::Registry::Norm => Some(Self::Norm),
        }
    }

    /// The registry as the contract names it.
    pub const fn to_proto(self) -> proto::Registry {
        match self {
            Self::Agency => proto::Registry::Agency,
            Self::Officer => proto::Registry::Officer,
            Self::Certificate => proto::Registry::Certificate,
            Self::Posting => proto::Registry::Posting,
            Self::Party => proto::Registry::Party,
            Self::Item => proto::Registry::Item,
            Self::Law => proto::Registry::Law,
            Self::Division => proto::Registry::Division,
            Self::Standard => proto::Registry::Standard,
            Self::TypicalCase => proto::Registry::TypicalCase,
            Self::Template => proto::Registry::Template,
            Self::Instrument => proto::Registry::Instrument,
            Self::Claim => proto::Registry::Claim,
            Self::ParameterPack => proto::Registry::ParameterPack,
            Self::LeniencyList => proto::Registry::LeniencyList,
            Self::RevenueMapping => proto::Registry::RevenueMapping,
            Self::HolidayCalendar => proto::Registry::HolidayCalendar,
            Self::Scene => proto::Registry::Scene,
            Self::Feature => proto::Registry::Feature,
            Self::Norm => proto::Registry::Norm,
        }
    }
}

impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_registry() {
        for registry in Registry::ALL {
            assert_eq!(Registry::named(registry.name()), Some(registry));
            assert_eq!(
                Registry::from_proto(registry.to_proto().into()),
                Some(registry)
            );
        }
        assert_eq!(Registry::from_proto(0), None);
        assert_eq!(Registry::from_proto(99), None);
    }
}
