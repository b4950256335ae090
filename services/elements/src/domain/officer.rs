//! 执法人员, their certificates and their postings (行政处罚法 §42).

use contract::elements::v1 as proto;

use super::element::Columns;
use super::fields::Fields;
use super::registry::Registry;
use super::timeline::Span;

/// Longest number printed on a certificate, in characters.
const LONGEST_NUMBER: usize = 40;

/// Reads an officer.
pub(super) fn read(officer: &proto::Officer, fields: &mut Fields) -> Columns {
    fields.id("officer_id", &officer.officer_id);
    fields.text("name", &officer.name);
    fields.reference(Registry::Agency, "agency_id", &officer.agency_id);
    let division = fields.division("division", &officer.division);
    Columns {
        id: officer.officer_id.clone(),
        name: officer.name.clone(),
        division,
        parent: Some(officer.agency_id.clone()),
        identity: None,
    }
}

/// Reads a certificate. It cannot hold before it was issued; that it lapses is for the act to see, so it may be held
/// beyond its expiry.
pub(super) fn read_certificate(
    certificate: &proto::Certificate,
    span: Span,
    fields: &mut Fields,
) -> Columns {
    fields.id("certificate_id", &certificate.certificate_id);
    fields.reference(Registry::Officer, "officer_id", &certificate.officer_id);
    fields.text_up_to("number", &certificate.number, LONGEST_NUMBER);
    if certificate.domains.is_empty() {
        fields.refuse("domains", "must name at least one", "至少填写一项");
    }
    fields.stated_once::<proto::Domain>("domains", &certificate.domains);
    let division = fields.division("division", &certificate.division);
    let issued = fields.date("issue_date", &certificate.issue_date);
    let expires = fields.date("expiry_date", &certificate.expiry_date);
    if issued
        .zip(expires)
        .is_some_and(|(issued, expires)| expires < issued)
    {
        fields.refuse(
            "expiry_date",
            "must not be before issue_date",
            "不能早于发证日期",
        );
    }
    if issued.is_some_and(|issued| span.from() < issued) {
        fields.refuse(
            "issue_date",
            "must not be after valid_from",
            "不能晚于生效日期",
        );
    }
    fields.stated::<proto::CertificateState>("state", certificate.state);
    Columns {
        id: certificate.certificate_id.clone(),
        name: certificate.number.clone(),
        division,
        parent: Some(certificate.officer_id.clone()),
        identity: Some(certificate.number.clone()),
    }
}

/// Reads a posting.
pub(super) fn read_posting(posting: &proto::Posting, fields: &mut Fields) -> Columns {
    fields.id("posting_id", &posting.posting_id);
    fields.reference(Registry::Officer, "officer_id", &posting.officer_id);
    fields.reference(Registry::Agency, "agency_id", &posting.agency_id);
    let division = fields.division("division", &posting.division);
    fields.text("post", &posting.post);
    Columns {
        id: posting.posting_id.clone(),
        name: posting.post.clone(),
        division,
        parent: Some(posting.officer_id.clone()),
        identity: None,
    }
}
