//! Actors of every role, for tests of one service. The gateway's own roles are in gateway/src/roles.rs.

use ::actor::{Actor, Kind};
use chrono::DateTime;

/// A person with these permissions.
pub fn person(officer_id: &str, agency_id: &str, division: &str, permissions: &[&str]) -> Actor {
    Actor {
        principal: format!("account-of-{officer_id}"),
        kind: Kind::Person,
        officer_id: Some(officer_id.to_owned()),
        display_name: officer_id.to_owned(),
        agency_id: agency_id.to_owned(),
        division: division.to_owned(),
        postings: Vec::new(),
        permissions: permissions.iter().map(|p| (*p).to_owned()).collect(),
        session_id: None,
        expires: DateTime::UNIX_EPOCH,
    }
}

/// An officer who handles cases.
pub fn officer(officer_id: &str, agency_id: &str, division: &str) -> Actor {
    person(
        officer_id,
        agency_id,
        division,
        &[
            "cases.read",
            "cases.handle",
            "disclosure.read",
            "elements.read",
            "leads.report",
            "leads.triage",
            "supervision.read",
            "supervision.explain",
        ],
    )
}

/// A responsible leader, who decides.
pub fn leader(officer_id: &str, agency_id: &str, division: &str) -> Actor {
    person(
        officer_id,
        agency_id,
        division,
        &[
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
    )
}

/// The head of a unit that handles cases.
pub fn unit_head(officer_id: &str, agency_id: &str, division: &str) -> Actor {
    person(
        officer_id,
        agency_id,
        division,
        &[
            "cases.endorse",
            "cases.read",
            "disclosure.read",
            "elements.read",
            "supervision.read",
        ],
    )
}

/// A legal reviewer.
pub fn legal_reviewer(officer_id: &str, agency_id: &str, division: &str) -> Actor {
    person(
        officer_id,
        agency_id,
        division,
        &[
            "cases.preside",
            "cases.read",
            "cases.review",
            "disclosure.read",
            "elements.read",
        ],
    )
}

/// A supervisor of a division.
pub fn supervisor(officer_id: &str, agency_id: &str, division: &str) -> Actor {
    person(
        officer_id,
        agency_id,
        division,
        &[
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
    )
}

/// Somebody who reports leads for an agency and does nothing else: no officer.
pub fn reporter(name: &str, agency_id: &str, division: &str) -> Actor {
    Actor {
        officer_id: None,
        ..person(name, agency_id, division, &["leads.report"])
    }
}

/// A clerk who keeps the elements of a division.
pub fn element_clerk(name: &str, division: &str) -> Actor {
    person(
        name,
        "",
        division,
        &["elements.read", "elements.write", "elements.publish"],
    )
}

/// A service account with these scopes.
pub fn service(name: &str, scopes: &[&str]) -> Actor {
    Actor {
        principal: name.to_owned(),
        kind: Kind::Service,
        officer_id: None,
        division: "35".to_owned(),
        ..person(name, "", "35", scopes)
    }
}
