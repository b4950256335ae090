//! Papers: certificates shown, rights told, signatures, service.

use super::{Fails, View};
use crate::paper::PARTY_PAGE;
use crate::{Act, ServiceAddress, ServiceManner, Signature, SignatureManner, summary_penalty};

/// The record says that the certificates were shown.
pub(super) fn certificates_shown(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(Act::RecordSite(act)) if !act.certificates_shown => {
            Err("笔录未载明执法人员已出示执法证件".to_owned())
        }
        Some(Act::Summary(summary_penalty::Act::OpenSummary(act))) if !act.certificates_shown => {
            Err("未载明执法人员已出示执法证件".to_owned())
        }
        Some(Act::Interview(act)) if !act.certificates_shown() => {
            Err("询问笔录未载明执法人员已出示执法证件".to_owned())
        }
        Some(Act::Transcript(act)) if !act.certificates_shown() => {
            Err("笔录未载明执法人员已出示执法证件".to_owned())
        }
        _ => Ok(()),
    }
}

/// The record says that the party was told its rights.
pub(super) fn rights_told(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(Act::RecordSite(act)) if !act.rights_told => {
            Err("笔录未载明已告知当事人权利".to_owned())
        }
        Some(Act::Summary(summary_penalty::Act::OpenSummary(act))) if !act.rights_told => {
            Err("未载明已告知当事人权利".to_owned())
        }
        Some(Act::Interview(act)) if !act.rights_told() => {
            Err("询问笔录未载明已告知权利义务".to_owned())
        }
        Some(Act::Transcript(act)) if !act.rights_told() => {
            Err("笔录未载明已告知当事人权利".to_owned())
        }
        _ => Ok(()),
    }
}

/// Electronic service goes to the address for which the party signed its consent, not before that.
pub(super) fn electronic_consent(view: &View<'_>) -> Result<(), Fails> {
    let Some(service) = view.act.and_then(Act::service) else {
        return Ok(());
    };
    if service.manner != ServiceManner::Electronic {
        return Ok(());
    }
    let address = view.case.and_then(|case| case.address.as_ref());
    let able =
        |it: &&ServiceAddress| it.electronic_consent && (!it.email.is_empty() || it.platform);
    match address.filter(able) {
        None => Err("当事人未签署同意电子送达的确认书".to_owned()),
        Some(address) if service.on < address.signed_on => {
            Err(format!("当事人于{}才同意电子送达", address.signed_on.zh()))
        }
        Some(address) if !goes_to(address, &service.receiver) => {
            Err("送达地址不是当事人确认的电子送达地址".to_owned())
        }
        Some(_) => Ok(()),
    }
}

/// Whether electronic service to this receiver goes to what the party designated; empty: to the address on file.
fn goes_to(address: &ServiceAddress, receiver: &str) -> bool {
    match receiver {
        "" => !address.email.is_empty(),
        PARTY_PAGE => address.platform,
        email => email == address.email,
    }
}

/// A document left with the party has a witness or recording.
pub(super) fn service_witnessed(view: &View<'_>) -> Result<(), Fails> {
    match view.act.and_then(Act::service) {
        Some(service) if service.manner == ServiceManner::Left && service.remarks.is_empty() => {
            Err("留置送达未载明拒收事由和见证人或者录像".to_owned())
        }
        _ => Ok(()),
    }
}

/// A refused or absent signature has a witness or recording.
pub(super) fn signature_witnessed(view: &View<'_>) -> Result<(), Fails> {
    let signature = match view.act {
        Some(Act::RecordSite(act)) => Some(&act.signature),
        Some(Act::Preservation(act)) => act.signature(),
        Some(Act::Testing(act)) => act.signature(),
        Some(Act::Interview(act)) => act.signature(),
        _ => None,
    };
    match signature {
        Some(signature) if unwitnessed(signature) => Err(format!(
            "当事人{}，笔录未注明见证人或者录像",
            signature.manner.zh()
        )),
        _ => Ok(()),
    }
}

fn unwitnessed(signature: &Signature) -> bool {
    signature.manner != SignatureManner::Signed && signature.witness.is_empty()
}

/// The agency has a word for document numbers, so that the document can be numbered.
pub(super) fn document_word_known(view: &View<'_>) -> Result<(), Fails> {
    let issues = view.act.is_some_and(|act| act.document().is_some());
    match (&view.facts.document_number, view.case) {
        (None, Some(case)) if issues => Err(format!(
            "{}没有登记机关代字，文书无法编号",
            case.opening.agency.name
        )),
        _ => Ok(()),
    }
}
