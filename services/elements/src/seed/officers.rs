//! 执法人员 of the stories with certificates and postings. All invented.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{CertificateState, Domain};

use super::ids::{self, DemoOfficer};
use super::{Entry, beginning, day};

/// The officers.
pub(super) fn officers() -> Vec<Entry> {
    let officer = |officer: &DemoOfficer| proto::Officer {
        officer_id: officer.id.to_owned(),
        name: officer.name.to_owned(),
        agency_id: officer.agency.to_owned(),
        division: officer.division.to_owned(),
        legally_qualified: *officer == ids::OFFICER_XU,
        supervisor: [ids::AGENCY_JUSTICE, ids::AGENCY_PROVINCE].contains(&officer.agency),
        ..proto::Officer::default()
    };
    let entry = |body| Entry::since(beginning(), Body::Officer(body));
    ids::OFFICERS.iter().map(officer).map(entry).collect()
}

/// Their certificates and postings.
pub(super) fn certificates_and_postings() -> Vec<Entry> {
    let certified = ids::OFFICERS
        .iter()
        .enumerate()
        .filter(|(_, officer)| !officer.certificate.is_empty());
    let certificates = certified.map(|(at, officer)| {
        Entry::since(beginning(), Body::Certificate(certificate(at + 1, officer)))
    });
    let own = ids::OFFICERS.iter().map(|officer| {
        let posting_id = officer.id.replacen("o-", "post-", 1);
        Entry::since(
            beginning(),
            Body::Posting(posting(
                posting_id,
                officer,
                officer.agency,
                officer.division,
            )),
        )
    });
    let mut seconded = posting(
        ids::POSTING_CAI_SHIMA.to_owned(),
        &ids::OFFICER_CAI,
        ids::AGENCY_SHIMA,
        ids::DIVISION_SHIMA,
    );
    "派驻执法队员".clone_into(&mut seconded.post);
    let seconded = Entry::since(day(2023, 9, 1), Body::Posting(seconded));
    certificates.chain(own).chain([seconded]).collect()
}

fn certificate(number: usize, officer: &DemoOfficer) -> proto::Certificate {
    let lapsed = *officer == ids::OFFICER_WU;
    proto::Certificate {
        certificate_id: officer.certificate.to_owned(),
        officer_id: officer.id.to_owned(),
        number: format!("DEMO-350604-{number:04}"),
        domains: domains(officer)
            .iter()
            .map(|domain| i32::from(*domain))
            .collect(),
        division: officer.division.to_owned(),
        issue_date: "2021-01-01".to_owned(),
        expiry_date: if lapsed { "2023-06-30" } else { "2027-12-31" }.to_owned(),
        state: CertificateState::Valid.into(),
        kind: proto::CertificateKind::Enforcement.into(),
    }
}

fn domains(officer: &DemoOfficer) -> &'static [Domain] {
    match officer.agency {
        ids::AGENCY_MARKET => &[Domain::MarketSupervision],
        ids::AGENCY_URBAN => &[Domain::Housing],
        ids::AGENCY_FIRE => &[Domain::FireSafety],
        _ => &[
            Domain::Housing,
            Domain::MarketSupervision,
            Domain::FireSafety,
        ],
    }
}

fn posting(
    posting_id: String,
    officer: &DemoOfficer,
    agency: &str,
    division: &str,
) -> proto::Posting {
    proto::Posting {
        posting_id,
        officer_id: officer.id.to_owned(),
        agency_id: agency.to_owned(),
        division: division.to_owned(),
        post: officer.post.to_owned(),
    }
}
