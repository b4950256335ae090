//! 当事人查询: the party looks at its case, downloads what was served on it, and signs for it (ADR 0022).

mod pages;
pub mod pick_up;
mod session;
mod view;

use cases_domain::serving::{Act as Own, SignOnline};
use cases_domain::{Act, issuing};
use contract::cases::v1 as proto;
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use uuid::Uuid;

use crate::handle::{By, Desk, Mode, Request};
use crate::seals::Whom;
use crate::{paper, reasons};

pub(crate) use pages::Pages;
pub(crate) use session::{CODE_LIFE, CODE_MESSAGE, Opened, Proof, close, open, send_code};

/// Principal under which the party's own acts are recorded.
pub const PRINCIPAL: &str = "party";

/// The file of a document that was served.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) sm3: String,
    pub(crate) pdf: Vec<u8>,
}

/// The parcel of a case.
#[derive(Debug)]
pub(crate) struct Parcel {
    pub(crate) name: String,
    pub(crate) zip: Vec<u8>,
}

/// A signature as the party asks for it.
#[derive(Debug)]
pub(crate) struct Sign {
    pub(crate) request_id: Uuid,
    pub(crate) serving: u32,
    pub(crate) signer: String,
    pub(crate) relation: String,
    pub(crate) remarks: String,
}

/// The case of a session.
pub(crate) async fn view(desk: &Desk, token: &str) -> Result<proto::PartyCase, Failure> {
    let (_, stored) = session::entered(desk, token).await?;
    let case = &stored.case;
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    let government = paper::government(desk, &mut conn, case).await?;
    Ok(view::case(case, desk.terms(), desk.today(), &government))
}

/// The parcel of the case (材料包), with the decisions that the party has.
///
/// # Refuses
/// `PARCEL_NOT_READY` before the decision was served; `SEAL_LAPSED` where the agency does not stand.
pub(crate) async fn parcel(desk: &Desk, token: &str) -> Result<Parcel, Failure> {
    let (_, stored) = session::entered(desk, token).await?;
    let case = &stored.case;
    if !view::decided_and_served(case) {
        let reason = &reasons::PARCEL_NOT_READY;
        let zh = format!("尚无已送达的处理决定。{}", reason.remedy);
        return Err(Refusal::new(reason, reason.meaning, zh).into());
    }
    Ok(Parcel {
        name: format!("材料包{}.zip", case.opening.code),
        zip: desk.parcel_of(case, Whom::Party).await?,
    })
}

/// The published certificates, against which a parcel is verified.
pub(crate) async fn certificates(desk: &Desk) -> Result<String, Failure> {
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    let published = desk.seals().published(&mut conn, desk.now()).await?;
    Ok(published.iter().map(seal::Certificate::pem).collect())
}

/// The file of a document that was served on the party; any other is not there.
pub(crate) async fn download(desk: &Desk, token: &str, number: u32) -> Result<File, Failure> {
    let (_, stored) = session::entered(desk, token).await?;
    let case = &stored.case;
    let absent = || Refusal::absent("document", "文书");
    let served = view::shown(case).find(|it| it.document.number == number);
    let served = served.ok_or_else(absent)?;
    let document = issuing::find(case, number).ok_or_else(absent)?;
    let sm3 = document.printed.sm3.clone();
    Ok(File {
        name: format!("{}.pdf", served.document.title()),
        pdf: desk.file(&sm3).await?,
        sm3,
    })
}

/// The party signs for a document; the case after it.
///
/// # Refuses
/// What the tables refuse: a document that is not on its page, one that was signed for already.
pub(crate) async fn sign(
    desk: &Desk,
    token: &str,
    trace_id: &str,
    sign: Sign,
) -> Result<proto::PartyCase, Failure> {
    let (session, _) = session::entered(desk, token).await?;
    let mut payload = session.case_id.0.as_bytes().to_vec();
    let said = proto::SignForDocumentRequest {
        session_token: String::new(),
        request_id: sign.request_id.to_string(),
        serving_number: i32::try_from(sign.serving).unwrap_or(i32::MAX),
        signer: sign.signer.clone(),
        relation: sign.relation.clone(),
        remarks: sign.remarks.clone(),
    };
    payload.extend_from_slice(&said.encode_to_vec());
    let request = Request {
        request_id: sign.request_id,
        method: "/yifa.cases.v1.PartyService/SignForDocument",
        payload,
        case_id: Some(session.case_id),
        seen: None,
        from_lead: None,
        act: Act::Serving(Box::new(Own::SignOnline(SignOnline {
            number: sign.serving,
            signer: sign.signer,
            relation: sign.relation,
            factor: session.factor,
            remarks: sign.remarks,
        }))),
        mode: Mode::Write,
        replayed: None,
    };
    desk.handle(By::Party, trace_id, &request).await?;
    view(desk, token).await
}
