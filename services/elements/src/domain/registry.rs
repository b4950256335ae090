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
}

impl Registry {
    /// Every registry.
    pub const ALL: [Self; 8] = [
        Self::Agency,
        Self::Officer,
        Self::Certificate,
        Self::Posting,
        Self::Party,
        Self::Item,
        Self::Law,
        Self::Division,
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
