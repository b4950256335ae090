//! Roles and the permissions they grant: plain data. The access golden file shows what follows from it, method by method.

use std::collections::BTreeSet;

/// A role of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// 执法人员: handles cases.
    Officer,
    /// 办案机构负责人: endorses what a leader decides.
    UnitHead,
    /// 负责人: approves and decides.
    Leader,
    /// 法制审核人员: reviews decisions before they are made.
    LegalReviewer,
    /// 监督人员: supervises the cases of a division.
    Supervisor,
    /// 要素管理人员: keeps officers, items and agencies.
    ElementClerk,
    /// 网格员、巡查员: reports leads and sees what became of the own ones, and nothing else.
    Reporter,
    /// 系统管理员: keeps the platform running; reads no case.
    SystemAdmin,
    /// 安全管理员: manages accounts; reads no case.
    SecurityAdmin,
    /// 审计管理员: reads the audit log, and nothing else.
    AuditAdmin,
}

/// What an account may be, one at a time: the three administrators (三员) are kept apart from each other and from business
/// (GB/T 22239-2019 8.1.4.2 and 8.1.5). The database holds the same rule as a constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Estate {
    /// Roles of the business, which go together.
    Business,
    /// The system administrator.
    System,
    /// The security administrator.
    Security,
    /// The audit administrator.
    Audit,
}

impl Role {
    /// Every role, in the order of the golden file.
    pub const ALL: [Self; 10] = [
        Self::Officer,
        Self::UnitHead,
        Self::Leader,
        Self::LegalReviewer,
        Self::Supervisor,
        Self::ElementClerk,
        Self::Reporter,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::AuditAdmin,
    ];

    /// Its name in contracts and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::UnitHead => "unit_head",
            Self::Leader => "leader",
            Self::LegalReviewer => "legal_reviewer",
            Self::Supervisor => "supervisor",
            Self::ElementClerk => "element_clerk",
            Self::Reporter => "reporter",
            Self::SystemAdmin => "system_admin",
            Self::SecurityAdmin => "security_admin",
            Self::AuditAdmin => "audit_admin",
        }
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What it permits.
    pub fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::Officer => &[
                "cases.read",
                "cases.handle",
                "disclosure.read",
                "elements.read",
                "leads.report",
                "leads.triage",
                "supervision.read",
                "supervision.explain",
            ],
            Self::UnitHead => &[
                "cases.endorse",
                "cases.read",
                "disclosure.read",
                "elements.read",
                "supervision.read",
            ],
            Self::Leader => &[
                "analytics.read",
                "cases.read",
                "cases.approve",
                "cases.preside",
                "cases.designate",
                "cases.revoke",
                "disclosure.read",
                "disclosure.manage",
                "elements.read",
                "leads.report",
                "leads.triage",
                "supervision.read",
                "supervision.explain",
            ],
            Self::LegalReviewer => &[
                "cases.preside",
                "cases.read",
                "cases.review",
                "disclosure.read",
                "elements.read",
            ],
            Self::Supervisor => &[
                "analytics.read",
                "cases.read",
                "cases.supervise",
                "disclosure.read",
                "elements.read",
                "exchange.read",
                "leads.report",
                "supervision.read",
                "supervision.handle",
            ],
            Self::ElementClerk => &["elements.read", "elements.write", "elements.publish"],
            Self::Reporter => &["leads.report"],
            Self::SystemAdmin => &["exchange.read"],
            Self::SecurityAdmin => &["accounts.manage"],
            Self::AuditAdmin => &["audit.read"],
        }
    }

    /// Which roles it may stand beside.
    pub fn estate(self) -> Estate {
        match self {
            Self::Officer
            | Self::UnitHead
            | Self::Leader
            | Self::LegalReviewer
            | Self::Supervisor
            | Self::ElementClerk
            | Self::Reporter => Estate::Business,
            Self::SystemAdmin => Estate::System,
            Self::SecurityAdmin => Estate::Security,
            Self::AuditAdmin => Estate::Audit,
        }
    }
}

impl Estate {
    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::System => "system_admin",
            Self::Security => "security_admin",
            Self::Audit => "audit_admin",
        }
    }
}

/// What these roles permit together.
pub fn permissions(roles: &[Role]) -> BTreeSet<String> {
    roles
        .iter()
        .flat_map(|role| role.permissions())
        .map(|permission| (*permission).to_owned())
        .collect()
}

/// The one estate of these roles; none when they may not stand together, or when there are none.
pub fn estate(roles: &[Role]) -> Option<Estate> {
    let first = roles.first()?.estate();
    roles
        .iter()
        .all(|role| role.estate() == first)
        .then_some(first)
}

/// Whether any role grants `permission`.
pub fn is_granted(permission: &str) -> bool {
    Role::ALL
        .iter()
        .any(|role| role.permissions().contains(&permission))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_administrators_stand_alone() {
        for admin in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
            for other in Role::ALL {
                assert_eq!(
                    estate(&[admin, other]).is_some(),
                    admin == other,
                    "{admin:?} {other:?}"
                );
            }
        }
        assert_eq!(
            estate(&[Role::Officer, Role::Leader]),
            Some(Estate::Business)
        );
        assert_eq!(estate(&[]), None);
    }

    #[test]
    fn no_administrator_touches_cases() {
        for admin in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
            assert!(
                admin.permissions().iter().all(|p| !p.starts_with("cases.")),
                "{admin:?}"
            );
        }
    }

    #[test]
    fn a_reporter_reports_and_does_nothing_else() {
        assert_eq!(Role::Reporter.permissions(), ["leads.report"]);
    }

    #[test]
    fn a_role_is_found_by_its_name() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
        assert_eq!(Role::named("root"), None);
    }
}
