//! What the question is decided on: the agencies of an item, and the documents by which its power changes hands.

use statute::identifier::{DivisionCode, Level};

/// An agency that holds on the day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Agency {
    /// Id.
    pub id: String,
    /// Division it belongs to, with all below.
    pub division: DivisionCode,
    /// False for a 受委托组织: it only ever acts in its principal's name (§20).
    pub in_own_name: bool,
}

/// Families of items (行政检查、行政处罚、行政强制).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// 行政检查: whoever the item names may look, at any level.
    Inspection,
    /// 行政处罚: the county and above, unless the item opens it to the towns (§23).
    Penalty,
    /// 行政强制: whoever the law names (行政强制法 §17).
    Compulsion,
}

/// Kinds of party against whom an item may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// 自然人.
    Person,
    /// 个体工商户.
    IndividualBusiness,
    /// 法人或者其他组织.
    Organisation,
    /// 未取得统一社会信用代码的其他组织: an item for organisations covers it.
    Unregistered,
}

/// An item as far as it says who may act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPowers {
    /// Family.
    pub family: Family,
    /// The agencies that it names and that hold on the day.
    pub agencies: Vec<Agency>,
    /// Levels of government whose agencies may act; empty: as the family leaves it.
    pub levels: Vec<Level>,
    /// Kinds of party; empty: all.
    pub party_kinds: Vec<PartyKind>,
}

/// A document that moves the item's power from one agency to others, in force on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Id of the instrument.
    pub instrument: String,
    /// By which article.
    pub kind: TransferKind,
    /// Division in which it holds, with all below.
    pub division: DivisionCode,
    /// Whether it was published; a grant that was not moves nothing (§24(1)).
    pub published: bool,
    /// Id of the agency that has the power without it.
    pub grantor: String,
    /// Who receives it.
    pub grantees: Vec<Grantee>,
}

/// How a power moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransferKind {
    /// 赋权 to towns (§24).
    Grant,
    /// 相对集中行政处罚权 (§18).
    Concentration,
}

/// One receiver of a power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grantee {
    /// The agency; it holds on the day.
    pub agency: Agency,
    /// Whether it has the power: always true where nothing need be claimed, else only once it claimed the item.
    pub claimed: bool,
}

/// A document by which another acts in the agency's name, in force on the day (§20, §21).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrustment {
    /// Id of the instrument.
    pub instrument: String,
    /// Division in which it holds, with all below.
    pub division: DivisionCode,
    /// Whether it was published; one that was not has no effect (§20(2)).
    pub published: bool,
    /// Id of the agency in whose name is acted.
    pub principal: String,
    /// Ids of those who act.
    pub entrusted: Vec<String>,
}

impl ItemPowers {
    /// Whether agencies of that level may act by the item itself.
    pub fn is_open_to(&self, level: Level) -> bool {
        // A village has no organ of its own: an agency filed under one is its town's.
        let level = level.min(Level::Town);
        if self.levels.is_empty() {
            self.family != Family::Penalty || level <= Level::County
        } else {
            self.levels.contains(&level)
        }
    }

    /// Whether the item may be used against such a party.
    pub fn covers(&self, party: PartyKind) -> bool {
        self.party_kinds.is_empty()
            || self.party_kinds.contains(&party)
            || (party == PartyKind::Unregistered
                && self.party_kinds.contains(&PartyKind::Organisation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(family: Family, levels: &[Level]) -> ItemPowers {
        ItemPowers {
            family,
            agencies: Vec::new(),
            levels: levels.to_vec(),
            party_kinds: vec![PartyKind::Organisation],
        }
    }

    #[test]
    fn a_penalty_starts_at_the_county_unless_the_item_opens_it() {
        assert!(item(Family::Penalty, &[]).is_open_to(Level::County));
        assert!(!item(Family::Penalty, &[]).is_open_to(Level::Town));
        assert!(item(Family::Penalty, &[Level::Town]).is_open_to(Level::Town));
        assert!(!item(Family::Penalty, &[Level::City]).is_open_to(Level::County));
        assert!(item(Family::Inspection, &[]).is_open_to(Level::Town));
        assert!(item(Family::Inspection, &[Level::Town]).is_open_to(Level::Village));
    }

    #[test]
    fn an_item_for_organisations_covers_those_without_a_code() {
        let item = item(Family::Penalty, &[]);
        assert!(item.covers(PartyKind::Unregistered));
        assert!(!item.covers(PartyKind::Person));
    }
}
