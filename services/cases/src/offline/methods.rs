//! The methods that a command may name: every act on a case, as the contract declares it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actor::Access;
use contract::access::v1 as access;
use prost_reflect::{
    DescriptorError, DescriptorPool, DynamicMessage, MessageDescriptor, MethodDescriptor,
};
use refusal::Fault;

const PACKAGE: &str = "yifa.cases.v1";
const OPTION: &str = "yifa.access.v1.access";

static METHODS: LazyLock<Result<BTreeMap<String, Method>, DescriptorError>> = LazyLock::new(read);

/// A method that does an act on a case.
#[derive(Debug)]
pub(super) struct Method {
    /// gRPC path.
    pub(super) path: String,
    /// Its request.
    pub(super) request: MessageDescriptor,
    /// Who may call it, by the rule that the gateway reads.
    pub(super) access: Access,
    /// Whether the act opens a case.
    pub(super) opens: bool,
}

/// The contract that this was built with cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the contract cannot be read")]
struct BadContract(#[source] &'static DescriptorError);

/// The method of this path; none: there is none, or it does no act on a case.
pub(super) fn named(path: &str) -> Result<Option<&'static Method>, Fault> {
    let methods = METHODS.as_ref();
    let methods = methods.map_err(|error| Fault::internal(BadContract(error)))?;
    Ok(methods.get(path))
}

fn read() -> Result<BTreeMap<String, Method>, DescriptorError> {
    let pool = DescriptorPool::decode(contract::DESCRIPTORS)?;
    let services = pool.services();
    let services = services.filter(|service| service.package_name() == PACKAGE);
    let methods = services.flat_map(|service| service.methods().collect::<Vec<_>>());
    let methods = methods.filter_map(|method| of(&pool, &method));
    Ok(methods.map(|it| (it.path.clone(), it)).collect())
}

/// A method that changes something under a request id, names its case or the party of one that it opens, and answers with the case
/// after it: an act. Files have their own way in.
fn of(pool: &DescriptorPool, method: &MethodDescriptor) -> Option<Method> {
    let (request, answer) = (method.input(), method.output());
    let case = answer.get_field(1)?;
    let answers_case = case.kind().as_message()?.full_name() == "yifa.cases.v1.Case";
    request.get_field_by_name("request_id")?;
    let option = pool.get_extension_by_name(OPTION)?;
    let value = method.options().get_extension(&option).into_owned();
    let rule: access::Access = value.as_message()?.transcode_to().ok()?;
    let named = |field| request.get_field_by_name(field).is_some();
    let of_case = named("case_id") || named("case_code");
    let opens = !of_case && named("party_id");
    let is_act = answers_case && rule.audit() == access::Audit::Mutation && (of_case || opens);
    is_act.then_some(())?;
    Some(Method {
        path: format!("/{}/{}", method.parent_service().full_name(), method.name()),
        opens,
        access: Access::try_from(&rule).ok()?,
        request,
    })
}

impl Method {
    /// The request of these bytes; none: they are no such message.
    pub(super) fn decode(&self, payload: &[u8]) -> Option<DynamicMessage> {
        DynamicMessage::decode(self.request.clone(), payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_on_cases_may_be_recorded_off_line_and_nothing_else() {
        for path in [
            "/yifa.cases.v1.InspectionService/OpenInspection",
            "/yifa.cases.v1.PenaltyService/RecordEvidence",
            "/yifa.cases.v1.InspectionService/RecordSite",
            "/yifa.cases.v1.TaskService/AssignTask",
        ] {
            assert!(named(path).unwrap().is_some(), "{path}");
        }
        for path in [
            "/yifa.cases.v1.OfflineService/Replay",
            "/yifa.cases.v1.CaseService/GetCase",
            "/yifa.cases.v1.PaymentService/NotifyPayment",
            "/yifa.cases.v1.LeadService/ReportLead",
            "/yifa.cases.v1.EvidenceService/CompleteUpload",
            "/yifa.identity.v1.AccountService/CreateAccount",
            "",
        ] {
            assert!(named(path).unwrap().is_none(), "{path}");
        }
        let opens = METHODS.as_ref().unwrap().values().filter(|it| it.opens);
        let opens: Vec<&str> = opens.map(|it| it.path.as_str()).collect();
        assert_eq!(
            opens,
            [
                "/yifa.cases.v1.InspectionService/OpenInspection",
                "/yifa.cases.v1.PenaltyService/FileCase",
                "/yifa.cases.v1.SummaryPenaltyService/OpenSummary",
            ]
        );
    }
}
