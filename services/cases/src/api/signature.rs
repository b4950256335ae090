//! Published certificates, hand signatures and parcels over the contract.

use cases_domain::{AgencyId, OfficerId};
use contract::cases::v1 as proto;
use contract::cases::v1::signature_service_server::SignatureService;
use data_encoding::HEXLOWER;
use host::Call;
use refusal::{Failure, Fault, Refusal};
use seal::strokes::{MOST_POINTS, Point, Strokes};
use seal::{Certificate, Kind};
use sqlx::PgConnection;
use sqlx::pool::PoolConnection;
use tonic::{Request, Response, Status};

use super::{READ, parse};
use crate::handle::{Desk, absent};
use crate::record::parts;
use crate::seals::{Drawn, HandOnFile, Whom, Whose};
use crate::store::{self, Stored};
use crate::visibility::sees;

type Answered<T> = Result<Response<T>, Status>;

/// What is signed, as the contract serves it.
#[derive(Debug, Clone)]
pub struct Signatures {
    desk: Desk,
}

impl Signatures {
    /// What is signed at this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    async fn connection(&self) -> Result<PoolConnection<sqlx::Postgres>, Fault> {
        Ok(self.desk.pool().acquire().await?)
    }

    /// The case of this id, if the caller may see it.
    async fn seen(
        &self,
        conn: &mut PgConnection,
        call: &Call,
        case_id: &str,
    ) -> Result<Stored, Failure> {
        call.permit(READ)?;
        let id = parse::case_id("case_id", case_id)?;
        let found = store::get(conn, id).await?;
        let seen = found.filter(|stored| sees(&call.actor, &stored.case));
        Ok(seen.ok_or_else(absent)?)
    }

    async fn published(&self) -> Result<proto::ListTrustedCertificatesResponse, Failure> {
        let mut conn = self.connection().await?;
        let (seals, now) = (self.desk.seals(), self.desk.now());
        let published = seals.published(&mut conn, now).await?;
        Ok(proto::ListTrustedCertificatesResponse {
            pem: published.iter().map(Certificate::pem).collect(),
            certificates: published.iter().map(listed).collect(),
        })
    }

    async fn signed(
        &self,
        call: &Call,
        it: &proto::SignByHandRequest,
    ) -> Result<HandOnFile, Failure> {
        call.permit("cases.handle")?;
        let mut conn = self.connection().await?;
        let case = self.seen(&mut conn, call, &it.case_id).await?.case;
        let caller = call.actor.officer_id.as_deref().map(OfficerId::from);
        let agency = AgencyId::from(call.actor.agency_id.as_str());
        let caller = caller.filter(|id| case.is_signed_before(id, &agency));
        let caller = caller.ok_or_else(absent)?;
        let name = parse::line_if_any("signer_name", &it.signer_name)?;
        let drawn = Drawn {
            id: parse::uuid("signature_id", &it.signature_id)?,
            case_id: case.id(),
            document: hash("document_sm3", &it.document_sm3)?,
            page: parse::number_if_any("page", it.page)?,
            strokes: strokes(it.strokes.as_ref())?,
            witness: parse::line_if_any("witness", &it.witness)?,
        };
        let session = format!("{caller}/{name}");
        let whose = if name.is_empty() {
            Whose::Officer(&caller)
        } else {
            Whose::Party {
                session: &session,
                name: &name,
            }
        };
        let (seals, now) = (self.desk.seals(), self.desk.now());
        seals.sign_by_hand(&mut conn, drawn, whose, now).await
    }

    async fn on_file(
        &self,
        call: &Call,
        case_id: &str,
    ) -> Result<Vec<proto::HandSignatureFile>, Failure> {
        let mut conn = self.connection().await?;
        let id = self.seen(&mut conn, call, case_id).await?.case.id();
        let hands = store::hands(&mut conn, id).await?;
        let shown: Result<_, Fault> = hands.iter().map(file).collect();
        Ok(shown?)
    }

    async fn parcel(
        &self,
        call: &Call,
        case_id: &str,
    ) -> Result<proto::ExportParcelResponse, Failure> {
        let mut conn = self.connection().await?;
        let case = self.seen(&mut conn, call, case_id).await?.case;
        drop(conn);
        Ok(proto::ExportParcelResponse {
            parcel: self.desk.parcel_of(&case, Whom::Agency).await?,
            file_name: format!("{}.zip", case.opening.code),
        })
    }
}

fn listed(certificate: &Certificate) -> proto::TrustedCertificate {
    let subject = certificate.subject();
    proto::TrustedCertificate {
        kind: subject.kind.name().to_owned(),
        owner_id: subject.id.clone(),
        name: subject.name.clone(),
        serial: certificate.serial(),
        key_id: certificate.key().id().to_owned(),
        valid_from_time: Some(parts::timestamp(certificate.from())),
        valid_until_time: Some(parts::timestamp(certificate.until())),
    }
}

/// The signature as callers see it.
pub(crate) fn file(it: &HandOnFile) -> Result<proto::HandSignatureFile, Fault> {
    let signature = &it.signature;
    let document = HEXLOWER
        .decode(signature.document_sm3.as_bytes())
        .map_err(Fault::internal)?;
    let document = document.as_slice().try_into().map_err(Fault::internal)?;
    // What is given out is verified: a row that somebody altered is not shown as a signature.
    let signed = signature.verify(document, None).map_err(Fault::internal)?;
    Ok(proto::HandSignatureFile {
        signature_id: it.id.to_string(),
        case_id: it.case_id.to_string(),
        document_sm3: signature.document_sm3.clone(),
        page: parts::count(signature.page),
        strokes_sm3: HEXLOWER.encode(&signature.strokes.digest()),
        signer_kind: match signed.by.kind {
            Kind::Party => "当事人或者其他在场人".to_owned(),
            kind => kind.zh().to_owned(),
        },
        signer_name: signed.by.name,
        witness: it.witness.clone(),
        sign_time: Some(parts::timestamp(signature.at)),
        picture_svg: signature.strokes.picture(),
        signature_json: serde_json::to_string(signature).map_err(Fault::internal)?,
    })
}

fn hash(path: &'static str, text: &str) -> Result<[u8; 32], Refusal> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok();
    let hash = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    hash.ok_or_else(|| {
        let rule = "64 lower-case hexadecimal digits";
        Refusal::malformed(path, rule, "应当是文书的SM3值，64位小写十六进制数字")
    })
}

/// The strokes of a message; what they say is checked when they are signed.
pub(crate) fn strokes(message: Option<&proto::Strokes>) -> Result<Strokes, Refusal> {
    let odd = |rule: &str, zh: &str| Refusal::malformed("strokes", rule, zh);
    let it = message.ok_or_else(|| odd("not empty", "没有笔迹，请在签名框内签名"))?;
    let points = it.strokes.iter().map(|it| it.points.len()).sum::<usize>();
    if points > MOST_POINTS {
        return Err(odd("at most 8192 points", "笔迹过多，请清除后重新签名"));
    }
    let read = || -> Result<Strokes, std::num::TryFromIntError> {
        let stroke = |stroke: &proto::Stroke| {
            let points = stroke.points.iter().map(|it| {
                Ok::<_, std::num::TryFromIntError>(Point {
                    x: it.x.try_into()?,
                    y: it.y.try_into()?,
                    t: it.t.try_into()?,
                    pressure: it.pressure.try_into()?,
                })
            });
            points.collect::<Result<Vec<_>, _>>()
        };
        Ok(Strokes {
            width: it.width.try_into()?,
            height: it.height.try_into()?,
            strokes: it.strokes.iter().map(stroke).collect::<Result<_, _>>()?,
        })
    };
    read().map_err(|_| odd("0 to 65535", "坐标、时间应当是非负整数，请重新签名"))
}

#[tonic::async_trait]
impl SignatureService for Signatures {
    async fn list_trusted_certificates(
        &self,
        _: Request<proto::ListTrustedCertificatesRequest>,
    ) -> Answered<proto::ListTrustedCertificatesResponse> {
        Ok(Response::new(self.published().await?))
    }

    async fn sign_by_hand(
        &self,
        request: Request<proto::SignByHandRequest>,
    ) -> Answered<proto::SignByHandResponse> {
        let call = Call::of(&request)?;
        let message = request.into_inner();
        let signed = self.signed(&call, &message).await?;
        let answer = proto::SignByHandResponse {
            signature: Some(file(&signed)?),
        };
        Ok(host::about(&super::object(&message.case_id), answer))
    }

    async fn list_hand_signatures(
        &self,
        request: Request<proto::ListHandSignaturesRequest>,
    ) -> Answered<proto::ListHandSignaturesResponse> {
        let call = Call::of(&request)?;
        let case_id = request.into_inner().case_id;
        let signatures = self.on_file(&call, &case_id).await?;
        let answer = proto::ListHandSignaturesResponse { signatures };
        Ok(host::about(&super::object(&case_id), answer))
    }

    async fn export_parcel(
        &self,
        request: Request<proto::ExportParcelRequest>,
    ) -> Answered<proto::ExportParcelResponse> {
        let call = Call::of(&request)?;
        let case_id = request.into_inner().case_id;
        let answer = self.parcel(&call, &case_id).await?;
        Ok(host::about(&super::object(&case_id), answer))
    }
}
