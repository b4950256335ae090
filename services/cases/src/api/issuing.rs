//! Documents of a case over the contract.

use cases_domain::issuing::Kind;

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::IssueDocument => "/yifa.cases.v1.DocumentService/IssueDocument",
        Kind::VoidDocument => "/yifa.cases.v1.DocumentService/VoidDocument",
    }
}
