//! 执法人员, their certificates and their postings (行政处罚法 §42).

use std::collections::BTreeSet;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::CertificateState;
use refusal::Refusal;

use super::element::Columns;
use super::facet::{facet, facets, flag};
use super::fields::Fields;
use super::reasons;
use super::registry::Registry;
use super::timeline::Span;

/// Longest number printed on a certificate, in characters.
const LONGEST_NUMBER: usize = 40;
/// Longest remark, in characters.
const LONGEST_REMARK: usize = 200;
/// Year of the first yearly reviews: 行政处罚法 of 1996.
const FIRST_REVIEW: i32 = 1996;

/// Reads an officer; no yearly review can lie ahead of `today`.
pub(super) fn read(officer: &proto::Officer, today: CivilDate, fields: &mut Fields) -> Columns {
    fields.id("officer_id", &officer.officer_id);
    fields.text("name", &officer.name);
    fields.reference(Registry::Agency, "agency_id", &officer.agency_id);
    let division = fields.division("division", &officer.division);
    fields.text_if_any(
        "qualification_number",
        &officer.qualification_number,
        LONGEST_NUMBER,
    );
    if !officer.qualification_number.is_empty() && !officer.legally_qualified {
        fields.refuse(
            "qualification_number",
            "must be empty while legally_qualified is false",
            "填写法律职业资格证号时，应同时标明“具有法律职业资格”",
        );
    }
    read_reviews(&officer.reviews, today, fields);
    Columns {
        id: officer.officer_id.clone(),
        name: officer.name.clone(),
        division,
        parent: Some(officer.agency_id.clone()),
        facets: [facet("agency_id", &officer.agency_id)]
            .into_iter()
            .chain(flag("legally_qualified", officer.legally_qualified))
            .chain(flag("supervisor", officer.supervisor))
            .collect(),
        ..Columns::default()
    }
}

/// 年度审验: one result a year, in order.
fn read_reviews(reviews: &[proto::YearlyReview], today: CivilDate, fields: &mut Fields) {
    let mut before = FIRST_REVIEW - 1;
    for (at, review) in reviews.iter().enumerate() {
        if review.year <= before {
            fields.refuse(
                format!("reviews[{at}].year"),
                format!("years must be {FIRST_REVIEW} or later and ascend, each once"),
                format!("年度应不早于{FIRST_REVIEW}年并依次递增，每年只填一次"),
            );
        } else if review.year > today.year() {
            fields.refuse(
                format!("reviews[{at}].year"),
                "must not lie ahead",
                "年度审验的年份不能晚于今年",
            );
        }
        before = before.max(review.year);
        fields.stated::<proto::ReviewResult>(format!("reviews[{at}].result"), review.result);
        fields.text_if_any(
            format!("reviews[{at}].remark"),
            &review.remark,
            LONGEST_REMARK,
        );
    }
}

/// Reads a certificate. It cannot begin to hold before it was issued or after it has lapsed; that it lapses later is
/// for the act to see, so it may be held beyond its expiry.
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
    let expires = read_validity(certificate, span, fields);
    fields.stated::<CertificateState>("state", certificate.state);
    fields.stated_if_any::<proto::CertificateKind>("kind", certificate.kind);
    Columns {
        id: certificate.certificate_id.clone(),
        name: certificate.number.clone(),
        division,
        parent: Some(certificate.officer_id.clone()),
        identity: Some(certificate.number.clone()),
        facets: [
            facet("officer_id", &certificate.officer_id),
            facet("state", certificate.state),
        ]
        .into_iter()
        .chain(facets("domain", &certificate.domains))
        .collect(),
        expires,
    }
}

fn read_validity(
    certificate: &proto::Certificate,
    span: Span,
    fields: &mut Fields,
) -> Option<CivilDate> {
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
    } else if expires.is_some_and(|expires| expires < span.from()) {
        fields.refuse(
            "expiry_date",
            "must not be before valid_from",
            "证件在生效日期之前已经到期，请核对有效期或者生效日期",
        );
    }
    if issued.is_some_and(|issued| span.from() < issued) {
        fields.refuse(
            "issue_date",
            "must not be after valid_from",
            "不能晚于生效日期",
        );
    }
    expires
}

/// Reads a posting. An officer may hold several at once, but one under each agency: that is what its identity says.
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
        identity: Some(format!("{}@{}", posting.officer_id, posting.agency_id)),
        facets: vec![
            facet("officer_id", &posting.officer_id),
            facet("agency_id", &posting.agency_id),
        ],
        ..Columns::default()
    }
}

/// Whether an officer would hold two good certificates of one kind for one line on the same days.
///
/// A renewed certificate may be issued before the old one lapses only for other days, lines or kinds; one that is
/// suspended or revoked is in nobody's way.
///
/// # Refuses
/// `CERTIFICATES_OVERLAP`
pub(super) fn check_overlap<'a>(
    certificate: &proto::Certificate,
    span: Span,
    others: impl IntoIterator<Item = (&'a proto::Certificate, Span)>,
) -> Result<(), Refusal> {
    let Some(good) = good_days(certificate, span) else {
        return Ok(());
    };
    let lines: BTreeSet<i32> = certificate.domains.iter().copied().collect();
    let rival = others.into_iter().find(|(other, span)| {
        other.officer_id == certificate.officer_id
            && other.certificate_id != certificate.certificate_id
            && kind_of(other) == kind_of(certificate)
            && other.domains.iter().any(|line| lines.contains(line))
            && good_days(other, *span).is_some_and(|days| days.overlaps(good))
    });
    match rival {
        Some((other, _)) => Err(overlaps(other)),
        None => Ok(()),
    }
}

fn kind_of(certificate: &proto::Certificate) -> proto::CertificateKind {
    match certificate.kind() {
        proto::CertificateKind::Unspecified => proto::CertificateKind::Enforcement,
        kind => kind,
    }
}

/// The days on which a certificate is good: those for which it is recorded, within those printed on it.
fn good_days(certificate: &proto::Certificate, span: Span) -> Option<Span> {
    if certificate.state() != CertificateState::Valid {
        return None;
    }
    let issued = CivilDate::parse(&certificate.issue_date).ok()?;
    let lapsed = CivilDate::parse(&certificate.expiry_date).ok()?.add_days(1);
    let end = span.to().map_or(lapsed, |to| to.min(lapsed));
    Span::new(span.from().max(issued), Some(end))
}

fn overlaps(other: &proto::Certificate) -> Refusal {
    let number = &other.number;
    let zh = format!("该人员已持有同类同领域的有效证件“{number}”，有效期重叠");
    Refusal::new(
        &reasons::CERTIFICATES_OVERLAP,
        format!(
            "the officer holds certificate {number} of the same kind and line on the same days"
        ),
        zh.clone(),
    )
    .with_field(
        "certificate.issue_date",
        "must not overlap the validity of another certificate of the same kind and line",
        zh,
    )
    .with_metadata("element_id", other.certificate_id.clone())
}
