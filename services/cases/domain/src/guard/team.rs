//! Two officers, each with a certificate that was good on the day of the act (行政处罚法 §42, §55).

use std::collections::BTreeSet;

use calendar::CivilDate;
use statute::Domain;

use super::{Fails, View};
use crate::{Act, AgencyId, Certificate, Division, Officer, Standing};

/// What is asked of a certificate, each quality on top of those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quality {
    Held,
    NotRevoked,
    NotSuspended,
    Issued,
    InForce,
    ForDomain,
    ForDivision,
}

const QUALITIES: [Quality; 7] = [
    Quality::Held,
    Quality::NotRevoked,
    Quality::NotSuspended,
    Quality::Issued,
    Quality::InForce,
    Quality::ForDomain,
    Quality::ForDivision,
];

/// A second officer is named.
pub(super) fn second_named(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(act) if act.co_officer().is_none() => {
            Err("执法人员不得少于两人，未指明第二名执法人员".to_owned())
        }
        _ => Ok(()),
    }
}

/// The second officer is not the caller.
pub(super) fn second_is_another(view: &View<'_>) -> Result<(), Fails> {
    let second = view.act.and_then(Act::co_officer);
    let first = view
        .facts
        .person()
        .and_then(|person| person.officer_id.as_ref());
    if second.is_some() && second == first {
        return Err("两名执法人员为同一人".to_owned());
    }
    Ok(())
}

/// The second officer is known on the day of the act.
pub(super) fn second_known(view: &View<'_>) -> Result<(), Fails> {
    match (view.act.and_then(Act::co_officer), &view.facts.co_officer) {
        (Some(id), None) => Err(format!("执法要素中心没有人员{id}在办理之日的信息")),
        _ => Ok(()),
    }
}

/// The second officer acts for the agency of the case or for one that takes part.
pub(super) fn second_of_agency(view: &View<'_>) -> Result<(), Fails> {
    let Some(second) = view.act.and(view.facts.co_officer.as_ref()) else {
        return Ok(());
    };
    if agencies(view).iter().any(|agency| second.acts_for(agency)) {
        return Ok(());
    }
    Err(format!(
        "{}不属于办案机关，也未派驻或者参加联合执法",
        second.name
    ))
}

/// Every officer holds a certificate of this quality, for each line of the case.
pub(super) fn certified(view: &View<'_>, quality: Quality) -> Result<(), Fails> {
    let on = view.day();
    let Some((division, domains)) = place(view) else {
        return Ok(());
    };
    let second = view.act.and(view.facts.co_officer.as_ref());
    for officer in view.facts.officer().into_iter().chain(second) {
        for domain in &domains {
            let wanted = Wanted {
                quality,
                on,
                domain: *domain,
                division,
            };
            if !officer
                .certificates
                .iter()
                .any(|held| wanted.satisfied_by(held))
            {
                return Err(wanted.missing(officer));
            }
        }
    }
    Ok(())
}

/// Why an officer may not act in a line and a division on a day, by the first quality that no certificate has; none: it may.
pub fn uncertified(
    officer: &Officer,
    (domain, division): (Domain, &Division),
    on: CivilDate,
) -> Option<String> {
    let mut wanted = QUALITIES.into_iter().map(|quality| Wanted {
        quality,
        on,
        domain,
        division,
    });
    let lacking = wanted.find(|wanted| {
        let mut held = officer.certificates.iter();
        !held.any(|held| wanted.satisfied_by(held))
    })?;
    Some(lacking.missing(officer))
}

struct Wanted<'a> {
    quality: Quality,
    on: CivilDate,
    domain: Domain,
    division: &'a Division,
}

impl Wanted<'_> {
    fn satisfied_by(&self, held: &Certificate) -> bool {
        QUALITIES
            .into_iter()
            .filter(|quality| *quality <= self.quality)
            .all(|quality| self.has(held, quality))
    }

    fn has(&self, held: &Certificate, quality: Quality) -> bool {
        match quality {
            Quality::Held => true,
            Quality::NotRevoked => held.standing != Standing::Revoked,
            Quality::NotSuspended => held.standing != Standing::Suspended,
            Quality::Issued => held.issued <= self.on,
            Quality::InForce => self.on <= held.expires,
            Quality::ForDomain => held.domains.contains(&self.domain),
            Quality::ForDivision => held.division.covers(self.division),
        }
    }

    /// Why none will do, naming the officer and the certificate that comes nearest.
    fn missing(&self, officer: &Officer) -> Fails {
        let name = &officer.name;
        let Some(nearest) = self.nearest(officer) else {
            return format!("{name}没有行政执法证件");
        };
        let number = &nearest.number;
        let (on, division) = (self.on.zh(), self.division);
        match self.quality {
            Quality::Held => format!("{name}没有行政执法证件"),
            Quality::NotRevoked => format!("{name}的执法证件{number}已被吊销"),
            Quality::NotSuspended => format!("{name}的执法证件{number}处于暂扣状态"),
            Quality::Issued => {
                format!(
                    "{name}的执法证件{number}自{}起有效，{on}尚未生效",
                    nearest.issued.zh()
                )
            }
            Quality::InForce => {
                let expired = nearest.expires.zh();
                format!("{name}的执法证件{number}已于{expired}到期，{on}不具有执法资格")
            }
            Quality::ForDomain => {
                format!("{name}的执法证件{number}不适用于{}领域", self.domain.zh())
            }
            Quality::ForDivision => {
                format!("{name}的执法证件{number}不适用于本案所在区域（{division}）")
            }
        }
    }

    /// Of the certificates that lack only this quality the one good for longest.
    fn nearest<'o>(&self, officer: &'o Officer) -> Option<&'o Certificate> {
        let lacks_only_this = |held: &&Certificate| {
            QUALITIES
                .into_iter()
                .filter(|quality| *quality < self.quality)
                .all(|quality| self.has(held, quality))
        };
        let certificates = officer.certificates.iter().filter(lacks_only_this);
        certificates.max_by_key(|held| (held.expires, held.number.as_str()))
    }
}

/// The agencies whose officers may take part.
fn agencies(view: &View<'_>) -> Vec<AgencyId> {
    match (view.case, view.act) {
        (Some(case), _) => {
            let own = std::iter::once(&case.opening.agency.id);
            own.chain(&case.opening.joint_agencies).cloned().collect()
        }
        (None, act) => match act.and_then(Act::opens_for) {
            Some((agency, joint)) => std::iter::once(agency).chain(joint).cloned().collect(),
            None => Vec::new(),
        },
    }
}

/// Division and lines for which the certificates must be good.
fn place<'a>(view: &View<'a>) -> Option<(&'a Division, BTreeSet<Domain>)> {
    if let Some(case) = view.case {
        return Some((case.division(), case.opening.domains()));
    }
    let opening = view.facts.opening.as_ref()?;
    let domains = opening
        .items
        .iter()
        .map(|item| item.snapshot.domain)
        .collect();
    Some((&opening.agency.as_ref()?.division, domains))
}
