//! What signs in the name of the deployment, its agencies and its officers: keys of the ring, certificates of the table.
//!
//! A certificate is issued when it is first needed, while its owner stands in the replica on the day, and for no longer than that is
//! known to last. Who has lapsed gets none, and signs no more with the one there is.

mod hand;
mod listed;
mod parcel;

use std::sync::Arc;

use calendar::CivilDate;
use cases_domain::{AgencyId, CaseId, OfficerId, Standing};
use chrono::{DateTime, Duration, SubsecRound as _, Utc};
use clock::Entropy;
use refusal::{Failure, Fault, Reason, Refusal};
use seal::{Authority, Certificate, Kind, Subject};
use signer::{Ring, Signer};
use sqlx::PgConnection;

use crate::facts::Elements;
use crate::reasons;
use crate::store::{self, CertificateRow};

pub use hand::{Drawn, HandOnFile, Whose};
pub use parcel::Whom;

/// How long an authority's certificate lasts.
const AUTHORITY_LASTS: Duration = Duration::days(20 * 365);

/// How long a certificate of an agency or an officer lasts at most; the next has another key.
const LASTS: Duration = Duration::days(365);

/// How long a certificate for a party's hand lasts.
const PARTY_LASTS: Duration = Duration::days(1);

/// How often a certificate that somebody else issued at the same moment is looked for again.
const ATTEMPTS: u32 = 4;

/// Keys and certificates of a deployment. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Seals {
    authority: Arc<dyn Signer>,
    ring: Arc<dyn Ring>,
    entropy: Arc<dyn Entropy>,
    name: Arc<str>,
}

/// Somebody who can sign now: key, certificate, and that of the authority.
#[derive(Debug, Clone)]
pub struct Sealer {
    /// The key.
    pub signer: Arc<dyn Signer>,
    /// Its certificate.
    pub certificate: Certificate,
    /// The certificate of the authority that issued it.
    pub authority: Certificate,
}

/// A document that is to be sealed.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// As it was printed.
    pub pdf: &'a [u8],
    /// What it is, e.g. `行政处罚决定书`.
    pub reason: &'a str,
    /// Where the picture of the seal stands; none: it has no place.
    pub place: Option<seal::pdf::Place>,
}

/// Someone to whom a certificate is to be issued.
struct Owner {
    subject: Subject,
    lasts: Duration,
    /// First instant at which the owner no longer stands; none: no end is known.
    ends: Option<DateTime<Utc>>,
}

impl Seals {
    /// Signs with these keys, in the name of a deployment.
    pub fn new(
        authority: Arc<dyn Signer>,
        ring: Arc<dyn Ring>,
        entropy: Arc<dyn Entropy>,
        name: &str,
    ) -> Self {
        Self {
            authority,
            ring,
            entropy,
            name: name.into(),
        }
    }

    /// The deployment's authority; founded where its key has no certificate that holds.
    pub(crate) async fn authority(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> Result<Authority, Fault> {
        let key_id = self.authority.public_key().id();
        let mut generation = 1;
        for _ in 0..ATTEMPTS {
            let kept = store::newest_certificate(conn, Kind::Authority.name(), key_id).await?;
            if let Some((newest, der)) = kept {
                let certificate = Certificate::from_der(&der).map_err(Fault::internal)?;
                let authority = Authority::kept(Arc::clone(&self.authority), certificate);
                let authority = authority.filter(|it| it.certificate().holds_at(now));
                if let Some(authority) = authority {
                    return Ok(authority);
                }
                generation = newest + 1;
            }
            let subject = Subject {
                kind: Kind::Authority,
                id: key_id.to_owned(),
                name: self.name.to_string(),
                organization: self.name.to_string(),
            };
            let validity = (now.trunc_subsecs(0), now + AUTHORITY_LASTS);
            let founded = Authority::found(Arc::clone(&self.authority), &subject, validity)
                .map_err(Fault::internal)?;
            let certificate = founded.certificate();
            keep(conn, (certificate, key_id), generation, now).await?;
        }
        Err(Fault::internal(Unissued))
    }

    /// The agency's sealer, with a certificate issued where there is none that holds.
    ///
    /// # Refuses
    /// `SEAL_LAPSED` where the agency does not stand on the day.
    pub async fn agency(
        &self,
        conn: &mut PgConnection,
        id: &AgencyId,
        now: DateTime<Utc>,
    ) -> Result<Sealer, Failure> {
        let today = CivilDate::of(now);
        let Some(row) = store::agency_on(conn, id.as_str(), today).await? else {
            let zh = format!(
                "执法主体{id}在{}不具备执法主体资格，其印章不得使用",
                today.zh()
            );
            return Err(lapsed(&reasons::SEAL_LAPSED, &zh, id.as_str()).into());
        };
        let owner = Owner {
            subject: Subject {
                kind: Kind::Agency,
                id: id.to_string(),
                name: row.agency.name.clone(),
                organization: row.agency.name,
            },
            lasts: LASTS,
            ends: row.ends.map(CivilDate::start_of_day_utc),
        };
        Ok(self.sealer(conn, &owner, now).await?)
    }

    /// The officer's sealer, with a certificate issued where there is none that holds.
    ///
    /// # Refuses
    /// `SIGNER_LAPSED` where the officer holds no 执法证件 in force on the day.
    pub async fn officer(
        &self,
        conn: &mut PgConnection,
        id: &OfficerId,
        now: DateTime<Utc>,
    ) -> Result<Sealer, Failure> {
        let today = CivilDate::of(now);
        let elements = Elements::of(store::officer_on(conn, id.as_str(), today).await?);
        let good = elements.officer(id)?.and_then(|officer| {
            let held = officer.certificates.iter();
            let good = held.filter(|it| it.standing == Standing::Good && it.in_force(today));
            let last = good.map(|it| it.expires).max()?;
            Some((officer, last))
        });
        let Some((officer, last)) = good else {
            let zh = format!("人员{id}在{}没有有效的执法证件，其签名不得使用", today.zh());
            return Err(lapsed(&reasons::SIGNER_LAPSED, &zh, id.as_str()).into());
        };
        let agency = store::agency_on(conn, officer.agency.as_str(), today).await?;
        let organization = agency.map_or_else(|| officer.agency.to_string(), |it| it.agency.name);
        let owner = Owner {
            subject: Subject {
                kind: Kind::Officer,
                id: id.to_string(),
                name: officer.name,
                organization,
            },
            lasts: LASTS,
            ends: Some(last.add_days(1).start_of_day_utc()),
        };
        Ok(self.sealer(conn, &owner, now).await?)
    }

    /// The sealer of somebody who signs by hand in a case and has no account: a party, its agent, a witness. `session` tells one
    /// from another; the key is that of the session, its certificate lasts a day.
    pub async fn party(
        &self,
        conn: &mut PgConnection,
        (case, session): (CaseId, &str),
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Sealer, Fault> {
        let owner = Owner {
            subject: Subject {
                kind: Kind::Party,
                id: format!("{}/{session}", case.0),
                name: name.to_owned(),
                organization: name.to_owned(),
            },
            lasts: PARTY_LASTS,
            ends: None,
        };
        self.sealer(conn, &owner, now).await
    }

    /// Seals a PDF in the name of an agency; what is sealed is verified before it is given out.
    ///
    /// # Refuses
    /// `SEAL_LAPSED` where the agency does not stand on the day.
    pub async fn seal_pdf(
        &self,
        conn: &mut PgConnection,
        agency: &AgencyId,
        sheet: &Sheet<'_>,
        now: DateTime<Utc>,
    ) -> Result<Vec<u8>, Failure> {
        let sealer = self.agency(conn, agency, now).await?;
        let sealed = seal::pdf::seal(
            sheet.pdf,
            &seal::pdf::Seal {
                signer: sealer.signer.as_ref(),
                certificate: &sealer.certificate,
                authority: &sealer.authority,
                at: now.trunc_subsecs(0),
                reason: sheet.reason,
                place: sheet.place,
            },
        )
        .map_err(Fault::internal)?;
        seal::pdf::verify(&sealed, None).map_err(Fault::internal)?;
        Ok(sealed)
    }

    /// The certificates that are published, authorities first.
    pub async fn published(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> Result<Vec<Certificate>, Fault> {
        // Whoever asks first finds the authority founded.
        self.authority(conn, now).await?;
        let kept = store::published_certificates(conn, now).await?;
        let read = kept.iter().map(|der| Certificate::from_der(der));
        read.collect::<Result<_, _>>().map_err(Fault::internal)
    }

    async fn sealer(
        &self,
        conn: &mut PgConnection,
        owner: &Owner,
        now: DateTime<Utc>,
    ) -> Result<Sealer, Fault> {
        let authority = self.authority(conn, now).await?;
        let root = authority.certificate();
        let (kind, id) = (owner.subject.kind.name(), owner.subject.id.as_str());
        let mut generation = 1;
        for _ in 0..ATTEMPTS {
            if let Some((newest, der)) = store::newest_certificate(conn, kind, id).await? {
                let certificate = Certificate::from_der(&der).map_err(Fault::internal)?;
                let signer = self.signer(&owner.subject, newest)?;
                let good = certificate.holds_at(now)
                    && certificate.subject() == &owner.subject
                    && certificate.key() == signer.public_key()
                    && certificate.is_issued_by(root);
                if good {
                    return Ok(Sealer {
                        signer,
                        certificate,
                        authority: root.clone(),
                    });
                }
                generation = newest + 1;
            }
            let certificate = self.issue(&authority, owner, generation, now)?;
            let by = root.key().id();
            keep(conn, (&certificate, by), generation, now).await?;
        }
        Err(Fault::internal(Unissued))
    }

    fn issue(
        &self,
        authority: &Authority,
        owner: &Owner,
        generation: i32,
        now: DateTime<Utc>,
    ) -> Result<Certificate, Fault> {
        let mut serial = [0; 16];
        self.entropy.fill(&mut serial);
        let until = [
            Some(now + owner.lasts),
            Some(authority.certificate().until()),
            // The last second in which the owner stands.
            owner.ends.map(|ends| ends - Duration::seconds(1)),
        ];
        let until = until.into_iter().flatten().min().unwrap_or(now);
        let signer = self.signer(&owner.subject, generation)?;
        authority
            .issue(
                &owner.subject,
                signer.public_key(),
                serial,
                (now.trunc_subsecs(0), until),
            )
            .map_err(Fault::internal)
    }

    fn signer(&self, subject: &Subject, generation: i32) -> Result<Arc<dyn Signer>, Fault> {
        let generation = u32::try_from(generation).map_err(Fault::internal)?;
        self.ring
            .signer(&subject.owner(), generation)
            .map_err(Fault::internal)
    }
}

async fn keep(
    conn: &mut PgConnection,
    (certificate, authority_key_id): (&Certificate, &str),
    generation: i32,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let row = CertificateRow {
        serial: &certificate.serial(),
        kind: certificate.subject().kind.name(),
        owner_id: &certificate.subject().id,
        generation,
        key_id: certificate.key().id(),
        authority_key_id,
        valid: (certificate.from(), certificate.until()),
        der: certificate.der(),
        issued_at: now,
    };
    store::keep_certificate(conn, &row).await
}

/// A certificate that was issued is never found.
#[derive(Debug, thiserror::Error)]
#[error("a certificate was issued and is not found")]
struct Unissued;

fn lapsed(reason: &'static Reason, zh: &str, id: &str) -> Refusal {
    let zh = format!("{zh}。{}", reason.remedy);
    Refusal::new(reason, reason.meaning, zh).with_metadata("owner", id)
}
