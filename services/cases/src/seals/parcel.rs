//! 材料包: what the party gets of a case as one file. Decisions with their seals, the evidence by its hashes, the record as far as it
//! concerns the party, the remedies, and the certificates.

use cases_domain::issuing::reached_on;
use cases_domain::remedy_text::{Decided, remedy_text};
use cases_domain::{Case, Document};
use chrono::SubsecRound as _;
use feed::extract::Extract;
use refusal::{Failure, Fault};
use seal::parcel::{self, About, Holds, Item};
use serde::Serialize;

use super::Sealer;
use super::listed::Listed;
use crate::handle::{Desk, absent};
use crate::paper;
use crate::record::AGGREGATE;

/// Forms of the catalogue that tell the party what was decided, and what became of it (law.md 10.2).
const DECISIONS: [&str; 5] = ["JD03", "JD04", "JD05", "JD06", "JD07"];

/// Events that the party was told of or took part in. What the agency deliberates (审批、法制审核、集体讨论), who reported, and what
/// others say in other matters is withheld.
const TOLD: [&str; 42] = [
    "InspectionOpened",
    "SiteRecorded",
    "RectificationOrdered",
    "ServiceAddressConfirmed",
    "OrderServed",
    "RevisitRecorded",
    "InspectionClosed",
    "CardPresented",
    "NoticeServed",
    "StatementRecorded",
    "StatementWaived",
    "StatementLapsed",
    "HearingRequested",
    "HearingAnswered",
    "HearingNotified",
    "HearingPostponed",
    "HearingHeld",
    "PenaltyDecided",
    "CaseDismissed",
    "DecisionCorrected",
    "DecisionServed",
    "DecisionRevoked",
    "PaymentRecorded",
    "PaymentNoticeIssued",
    "PaymentNoticePaid",
    "CashCollected",
    "DeferralRequested",
    "DeferralDecided",
    "RefundDecided",
    "RefundPaid",
    "ServicePrepared",
    "DocumentSent",
    "DocumentServed",
    "ServiceFailed",
    "DocumentSignedOnline",
    "ServiceWithdrawn",
    "DocumentIssued",
    "DocumentVoided",
    "RemedyReceived",
    "RemedyConcluded",
    "CaseClosed",
    "CaseArchived",
];

const GUIDE: &str = "\
本材料包由执法主体出具，供当事人自行核验，核验时不需要联网。

一、documents 目录是决定文书（PDF），带有执法主体的电子印章。
二、evidence.json 是证据目录：evidence 列明行政处罚案件的每项证据，exhibits 列明每份证据材料的文件名、大小、SM3 和 SHA-256 校验值、采集和接收时间，以及保管交接经过（custody）。
三、record.json 是案件记录摘录：与当事人有关的环节全文列出，其余环节只列校验值；各环节前后相连，并由平台日志的签名证明。
四、remedies.txt 是救济途径。
五、certificates.pem 是出具时的证书。请与执法主体公布的证书核对后再予采信。

核验方法：yifa verify --file <本文件> --keys <从官方渠道取得的证书文件>
任何一处改动都会使核验不通过。
";

/// For whom a parcel is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// The agency: every decision that counts.
    Agency,
    /// The party: those that have reached it.
    Party,
}

impl Desk {
    /// The parcel of a case as it stands now, for whoever gets it.
    ///
    /// # Refuses
    /// `SEAL_LAPSED` where the agency does not stand on the day, `FILE_ALTERED` where a document is not what was issued.
    pub async fn parcel_of(&self, case: &Case, whom: Whom) -> Result<Vec<u8>, Failure> {
        let now = self.now();
        let record = self
            .feed()
            .bundle(AGGREGATE, &case.id().to_string())
            .await?;
        let record = Extract::of(record.ok_or_else(absent)?, |event| told(&event.type_name));
        let mut conn = self.pool().acquire().await.map_err(Fault::from)?;
        let agency = &case.opening.agency.id;
        let sealer = self.seals().agency(&mut conn, agency, now).await?;
        let government = paper::government(self, &mut conn, case).await?;
        drop(conn);
        let had = |it: &Document| whom == Whom::Agency || reached_on(case, it).is_some();
        let mut items = vec![item("README.txt", Holds::Guide, GUIDE.into())];
        let decisions = case.documents.iter();
        for document in decisions.filter(|it| is_decision(it) && had(it)) {
            let bytes = self.file(&document.printed.sm3).await?;
            // What was issued before there were seals has none.
            let holds = match seal::pdf::verify(&bytes, None) {
                Ok(_) => Holds::SealedDocument,
                Err(seal::Flaw::Unsealed) => Holds::Document,
                Err(flaw) => return Err(Fault::internal(flaw).into()),
            };
            items.push(item(
                &format!("documents/{}.pdf", document.number),
                holds,
                bytes,
            ));
        }
        items.push(item(
            parcel::EVIDENCE,
            Holds::Evidence,
            json(&Listed::of(case))?,
        ));
        items.push(item(parcel::RECORD, Holds::Record, json(&record)?));
        if let Some(remedies) = remedies(case, &government) {
            items.push(item("remedies.txt", Holds::Remedies, remedies.into()));
        }
        let certificates = published(&sealer).into_bytes();
        items.push(item("certificates.pem", Holds::Certificates, certificates));
        let about = About {
            case_id: case.id().to_string(),
            case_code: case.opening.code.to_string(),
            agency: sealer.certificate.subject().name.clone(),
            made_at: now.trunc_subsecs(0),
        };
        let certificates = (&sealer.certificate, &sealer.authority);
        let made = parcel::make(about, &items, sealer.signer.as_ref(), certificates);
        Ok(made.map_err(Fault::internal)?)
    }
}

/// Whether the party gets the document: a decision that counts.
fn is_decision(document: &Document) -> bool {
    document.stands() && DECISIONS.contains(&document.form.code.as_str())
}

fn told(type_name: &str) -> bool {
    let name = type_name.rsplit('.').next().unwrap_or(type_name);
    TOLD.contains(&name)
}

/// The remedies against the decision; none: there is no decision.
fn remedies(case: &Case, government: &str) -> Option<String> {
    if let Some(decision) = case.summary().and_then(|it| it.decision.as_ref()) {
        return Some(format!("{}\n", decision.remedy));
    }
    let decision = case.penalty()?.decision.as_ref()?;
    let decided = Decided::ordinarily_of(case, decision.disposal.punishes());
    Some(format!(
        "{}\n",
        remedy_text(decided, decision.on, government)
    ))
}

fn published(sealer: &Sealer) -> String {
    format!("{}{}", sealer.authority.pem(), sealer.certificate.pem())
}

fn item(name: &str, holds: Holds, bytes: Vec<u8>) -> Item {
    Item {
        name: name.to_owned(),
        holds,
        bytes,
    }
}

fn json(it: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut bytes = serde_json::to_vec_pretty(it).map_err(Fault::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}
