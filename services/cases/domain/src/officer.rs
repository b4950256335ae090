//! Officers and the certificates they act under.

use std::collections::BTreeSet;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};
use statute::Domain;

use crate::{AgencyId, Division, OfficerId};

/// An officer (执法人员) as the element centre knew it on the day of the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Id.
    pub id: OfficerId,
    /// Name.
    pub name: String,
    /// Agency that employs the officer.
    pub agency: AgencyId,
    /// Agencies to which the officer is posted (派驻、下沉) on that day.
    pub postings: BTreeSet<AgencyId>,
    /// Agency in whose name the employing agency acts on that day, where it is an entrusted organisation (受委托组织, §20).
    pub principal: Option<AgencyId>,
    /// Whether the officer holds the national legal-profession qualification.
    pub legally_qualified: bool,
    /// Certificates that name the officer, whatever their state.
    pub certificates: Vec<Certificate>,
}

/// A certificate (执法证件) as the element centre knew it on the day of the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Number printed on it.
    pub number: String,
    /// Lines it covers.
    pub domains: BTreeSet<Domain>,
    /// Division in which it is good, with all below.
    pub division: Division,
    /// First day of validity.
    pub issued: CivilDate,
    /// Last day of validity.
    pub expires: CivilDate,
    /// Whether it was withdrawn.
    pub standing: Standing,
}

/// Whether a certificate was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 有效
    Good,
    /// 暂扣
    Suspended,
    /// 吊销
    Revoked,
}

/// An officer with the certificate relied on, as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OfficerSnapshot {
    /// Id.
    pub id: OfficerId,
    /// Name.
    pub name: String,
    /// Certificate number.
    pub certificate: String,
    /// Last day of its validity; none: no certificate, or a record from before this was kept.
    #[serde(default)]
    pub certificate_expiry: Option<CivilDate>,
}

impl Officer {
    /// Whether the officer belongs to the agency or is posted there, or belongs to an organisation that acts in its name.
    pub fn acts_for(&self, agency: &AgencyId) -> bool {
        self.acts_as(agency) || self.principal.as_ref() == Some(agency)
    }

    /// Whether the officer belongs to the agency itself or is posted there.
    pub fn acts_as(&self, agency: &AgencyId) -> bool {
        self.agency == *agency || self.postings.contains(agency)
    }

    /// The officer with the certificate that is good for all of this, or else for most of it.
    pub fn snapshot(&self, domain: Domain, division: &Division, on: CivilDate) -> OfficerSnapshot {
        let fitness = |certificate: &Certificate| {
            (
                certificate.standing == Standing::Good,
                certificate.in_force(on),
                certificate.domains.contains(&domain),
                certificate.division.covers(division),
            )
        };
        // The first of several equally fit ones, so that the same facts give the same record.
        let relied_on = self
            .certificates
            .iter()
            .rev()
            .max_by_key(|held| fitness(held));
        OfficerSnapshot {
            id: self.id.clone(),
            name: self.name.clone(),
            certificate: relied_on.map_or_else(String::new, |held| held.number.clone()),
            certificate_expiry: relied_on.map(|held| held.expires),
        }
    }
}

impl Certificate {
    /// Whether the day lies within its validity.
    pub fn in_force(&self, on: CivilDate) -> bool {
        self.issued <= on && on <= self.expires
    }
}
