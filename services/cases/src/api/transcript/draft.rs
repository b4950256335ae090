//! Drafts of transcripts: begun from the case and a template, saved often, and no act of the case until they are concluded.

use std::collections::BTreeSet;

use actor::Actor;
use cases_domain::transcript::template::{self, QuestionTemplate, filled};
use cases_domain::transcript::{Transcript, find, reasons};
use cases_domain::{Case, CaseId};
use contract::cases::v1 as proto;
use host::Call;
use prost::Message as _;
use proto::transcript_entry::Entry as Kind;
use refusal::{Failure, Fault, Refusal, etag};
use sqlx::PgConnection;
use uuid::Uuid;

use super::content;
use crate::api::acts::Acts;
use crate::api::parse;
use crate::handle;
use crate::record::{parts, transcript as record};
use crate::store::{self, Draft};
use crate::transcripts::{absent, stale};
use crate::visibility::sees;

/// Method that begins a draft.
pub(super) const START: &str = "/yifa.cases.v1.TranscriptService/StartTranscript";
/// Drafts that are listed of a case.
const DRAFTS: i64 = 100;

impl Acts {
    /// The case, if the caller may see it.
    pub(super) async fn seen_case(
        &self,
        conn: &mut PgConnection,
        actor: &Actor,
        id: CaseId,
    ) -> Result<store::Stored, Failure> {
        let found = store::get(conn, id).await?;
        let seen = found.filter(|stored| sees(actor, &stored.case));
        Ok(seen.ok_or_else(handle::absent)?)
    }

    /// The draft, if the caller may see its case.
    pub(super) async fn draft(
        &self,
        conn: &mut PgConnection,
        actor: &Actor,
        id: &str,
    ) -> Result<Draft, Failure> {
        let id = parse::uuid("draft_id", id)?;
        let draft = store::draft(conn, id).await?.ok_or_else(absent)?;
        let case = store::get(conn, draft.case).await?;
        let visible = case.is_some_and(|stored| sees(actor, &stored.case));
        Ok(Some(draft).filter(|_| visible).ok_or_else(absent)?)
    }

    /// Begins a draft, once for each request id.
    pub(super) async fn start_draft(
        &self,
        call: &Call,
        message: &proto::StartTranscriptRequest,
    ) -> Result<proto::StartTranscriptResponse, Failure> {
        let request_id = parse::request_id(&message.request_id)?;
        let case_id = parse::case_id("case_id", &message.case_id)?;
        let payload = message.encode_to_vec();
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let principal = call.actor.principal.as_str();
        if let Some(answer) = feed::answer::find(&mut conn, principal, request_id)
            .await
            .map_err(Fault::from)?
        {
            answer.matches(START, &payload)?;
            let answer = answer.response.as_slice();
            return Ok(proto::StartTranscriptResponse::decode(answer).map_err(Fault::internal)?);
        }
        let case = self.seen_case(&mut conn, &call.actor, case_id).await?.case;
        let officer = officer(&call.actor)?;
        let revised = match parse::number_if_any("revises_number", message.revises_number)? {
            0 => None,
            number => Some(revisable(&case, number)?),
        };
        let co_officer = parse::id_if_any("co_officer_id", &message.co_officer_id)?;
        let begun = match revised {
            Some(revised) => record::content(&revised.content),
            None => {
                self.begun(&mut conn, &case, message, &officer, &co_officer)
                    .await?
            }
        };
        let now = self.desk().now();
        let draft = Draft {
            id: self.desk().new_id(),
            case: case_id,
            officer: officer.clone(),
            co_officer: match revised {
                Some(revised) if co_officer.is_empty() => second(revised, &officer),
                _ => co_officer,
            },
            revises: revised.map_or(0, |it| parts::count(it.number)),
            content: begun.encode_to_vec(),
            version: 1,
            saved_by: None,
            created_at: now,
            updated_at: now,
            updated_by: officer,
            concluded_as: None,
            discarded: false,
        };
        let answer = proto::StartTranscriptResponse {
            draft: Some(shown(&draft)?),
        };
        let kept = feed::Answer {
            method: START.to_owned(),
            payload_hash: feed::answer::payload_hash(&payload),
            response: answer.encode_to_vec(),
        };
        let request = (principal, request_id);
        if store::start_draft(&mut conn, &draft, request, &kept).await? {
            return Ok(answer);
        }
        let twin = feed::answer::find(&mut conn, principal, request_id)
            .await
            .map_err(Fault::from)?;
        let twin = twin.ok_or_else(absent)?;
        twin.matches(START, &payload)?;
        let twin = twin.response.as_slice();
        Ok(proto::StartTranscriptResponse::decode(twin).map_err(Fault::internal)?)
    }

    /// What a draft begins with: the form, who it is about as far as the case tells, and the questions of the template.
    async fn begun(
        &self,
        conn: &mut PgConnection,
        case: &Case,
        message: &proto::StartTranscriptRequest,
        officer: &str,
        co_officer: &str,
    ) -> Result<proto::TranscriptContent, Failure> {
        let form = content::form("form_code", &message.form_code)?;
        let template = match message.template.as_str() {
            "" => None,
            name => Some(
                template::named(name)
                    .filter(|it| it.forms.contains(&form))
                    .ok_or_else(|| {
                        Refusal::malformed(
                            "template",
                            "must be a template that is listed for this form",
                            "该种笔录没有此询问提纲",
                        )
                    })?,
            ),
        };
        let ids = [officer, co_officer]
            .into_iter()
            .filter(|id| !id.is_empty());
        let ids: BTreeSet<String> = ids.map(str::to_owned).collect();
        let names = store::officer_names(conn, &ids, self.desk().today()).await?;
        let names = [officer, co_officer].map(|id| names.get(id).cloned().unwrap_or_default());
        let officers = names.into_iter().filter(|name| !name.is_empty());
        let officers = officers.collect::<Vec<_>>().join("、");
        let made = case.transcripts.iter();
        let nth = made
            .filter(|it| it.content.form == form && it.version == 1)
            .count()
            + 1;
        Ok(proto::TranscriptContent {
            form_code: form.code().to_owned(),
            nth: if form.asks() {
                1
            } else {
                i32::try_from(nth).unwrap_or(i32::MAX)
            },
            start_time: Some(parts::timestamp(self.desk().now())),
            subject: subject(case),
            person: Some(proto::TranscriptPerson::default()),
            recusal: Some(proto::TranscriptRecusal::default()),
            template: template.map(QuestionTemplate::name).unwrap_or_default(),
            body: template
                .map(|it| asked(case, it, &officers))
                .unwrap_or_default(),
            ..proto::TranscriptContent::default()
        })
    }

    /// Saves a draft over the version that was seen.
    pub(super) async fn save_draft(
        &self,
        call: &Call,
        message: &proto::SaveTranscriptDraftRequest,
    ) -> Result<proto::TranscriptDraft, Failure> {
        let request_id = parse::request_id(&message.request_id)?;
        let content = content::so_far(message.content.as_ref())?;
        let co_officer = parse::id_if_any("co_officer_id", &message.co_officer_id)?;
        let hash = feed::answer::payload_hash(&message.encode_to_vec()).to_vec();
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let draft = self
            .draft(&mut conn, &call.actor, &message.draft_id)
            .await?;
        let officer = editor(&call.actor, &draft)?;
        // The retry of the save that made this version.
        if draft.saved_by == Some((request_id, hash.clone())) {
            return Ok(shown(&draft)?);
        }
        let seen = seen_version(&message.etag)?;
        editable(&draft)?;
        let next = Draft {
            co_officer: if co_officer.is_empty() {
                draft.co_officer.clone()
            } else {
                co_officer
            },
            content: content.encode_to_vec(),
            version: seen + 1,
            saved_by: Some((request_id, hash)),
            updated_at: self.desk().now(),
            updated_by: officer,
            ..draft
        };
        if store::save_draft(&mut conn, &next, seen).await? {
            return Ok(shown(&next)?);
        }
        Err(self.overtaken(&mut conn, next.id).await)
    }

    /// Throws a draft away.
    pub(super) async fn discard_draft(
        &self,
        call: &Call,
        message: &proto::DiscardTranscriptDraftRequest,
    ) -> Result<proto::TranscriptDraft, Failure> {
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let draft = self
            .draft(&mut conn, &call.actor, &message.draft_id)
            .await?;
        editor(&call.actor, &draft)?;
        if draft.discarded {
            return Ok(shown(&draft)?);
        }
        let seen = seen_version(&message.etag)?;
        editable(&draft)?;
        if store::discard_draft(&mut conn, draft.id, seen, self.desk().now()).await? {
            let discarded = Draft {
                discarded: true,
                ..draft
            };
            return Ok(shown(&discarded)?);
        }
        Err(self.overtaken(&mut conn, draft.id).await)
    }

    /// Why a draft could not be changed: it stands at another version, or it has ended.
    async fn overtaken(&self, conn: &mut PgConnection, id: Uuid) -> Failure {
        match store::draft(conn, id).await {
            Ok(Some(now)) => editable(&now)
                .err()
                .unwrap_or_else(|| stale(now.version))
                .into(),
            Ok(None) => absent().into(),
            Err(fault) => fault.into(),
        }
    }

    /// The drafts of a case.
    pub(super) async fn drafts(
        &self,
        call: &Call,
        case_id: &str,
    ) -> Result<Vec<proto::TranscriptDraft>, Failure> {
        let id = parse::case_id("case_id", case_id)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        self.seen_case(&mut conn, &call.actor, id).await?;
        let drafts = store::drafts(&mut conn, id, DRAFTS).await?;
        Ok(drafts.iter().map(shown).collect::<Result<_, _>>()?)
    }

    /// The draft that is to be concluded, at the version that was seen: what it says, and who the second officer is.
    pub(super) async fn concluded_from(
        &self,
        call: &Call,
        (case_id, draft_id, draft_etag): (&str, &str, &str),
    ) -> Result<(proto::TranscriptContent, String), Failure> {
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let draft = self.draft(&mut conn, &call.actor, draft_id).await?;
        if draft.case.to_string() != case_id.to_ascii_lowercase() {
            return Err(absent().into());
        }
        editor(&call.actor, &draft)?;
        let seen = etag::read(draft_etag).ok_or_else(|| no_etag("draft_etag"))?;
        if draft.version != seen {
            return Err(stale(draft.version).into());
        }
        let officer = officer(&call.actor)?;
        let other = if officer == draft.officer {
            draft.co_officer
        } else {
            draft.officer
        };
        let content = proto::TranscriptContent::decode(draft.content.as_slice());
        Ok((content.map_err(Fault::internal)?, other))
    }
}

/// What a record of questioning or of an inspection rests on; the table cites the same.
const RECORD: (&str, &str) = ("行政处罚法", "行政处罚法第五十五条第二款");

/// The transcript that may get another version.
fn revisable(case: &Case, number: u32) -> Result<&Transcript, Refusal> {
    let transcript = find(case, number).ok_or_else(|| Refusal::absent("transcript", "笔录"))?;
    match transcript.superseded_by {
        None => Ok(transcript),
        Some(by) => {
            let reason = &reasons::TRANSCRIPT_REPLACED;
            let zh = format!("该版本已被第{by}号笔录取代。{}", reason.remedy);
            Err(Refusal::new(reason, reason.meaning, zh).citing(RECORD.0, RECORD.1))
        }
    }
}

/// The officer of a transcript who is not this one.
fn second(transcript: &Transcript, officer: &str) -> String {
    let mut others = transcript.officers.iter().map(|it| it.id.to_string());
    others.find(|id| id != officer).unwrap_or_default()
}

/// What the case is about.
fn subject(case: &Case) -> String {
    let items: Vec<&str> = case
        .opening
        .items
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    items.join("、")
}

/// The body that a template begins.
fn asked(case: &Case, it: &QuestionTemplate, officers: &str) -> Vec<proto::TranscriptEntry> {
    let (agency, party) = (&case.opening.agency.name, &case.opening.party.name);
    let questions = it.questions.iter().map(|question| {
        Kind::Asked(proto::TranscriptQuestion {
            question: filled(question.text, agency, officers, party),
            answer: String::new(),
        })
    });
    let points = it.points.iter();
    let points = points.map(|point| Kind::Found(filled(point, agency, officers, party)));
    let entries = questions.chain(points);
    let entries = entries.map(|entry| proto::TranscriptEntry { entry: Some(entry) });
    entries.collect()
}

/// The caller as an officer: whoever is none types no transcript.
fn officer(actor: &Actor) -> Result<String, Refusal> {
    actor.officer_id.clone().ok_or_else(not_yours)
}

/// The caller, if it is one of the draft's two officers.
fn editor(actor: &Actor, draft: &Draft) -> Result<String, Refusal> {
    let officer = officer(actor)?;
    if officer == draft.officer || officer == draft.co_officer {
        Ok(officer)
    } else {
        Err(not_yours())
    }
}

fn not_yours() -> Refusal {
    let reason = &reasons::TRANSCRIPT_DRAFT_NOT_YOURS;
    Refusal::new(reason, reason.meaning, reason.remedy)
}

/// The draft has neither been concluded nor thrown away.
fn editable(draft: &Draft) -> Result<(), Refusal> {
    let (reason, zh) = match (draft.concluded_as, draft.discarded) {
        (Some(number), _) => (
            &reasons::TRANSCRIPT_DRAFT_CONCLUDED,
            format!("该草稿已定稿为第{number}号笔录"),
        ),
        (None, true) => (
            &reasons::TRANSCRIPT_DRAFT_DISCARDED,
            "该草稿已废弃".to_owned(),
        ),
        (None, false) => return Ok(()),
    };
    Err(
        Refusal::new(reason, reason.meaning, format!("{zh}。{}", reason.remedy))
            .citing(RECORD.0, RECORD.1),
    )
}

fn seen_version(text: &str) -> Result<i64, Refusal> {
    etag::read(text).ok_or_else(|| no_etag("etag"))
}

fn no_etag(path: &'static str) -> Refusal {
    Refusal::malformed(
        path,
        "must be the tag of the draft as it was given before",
        "应为此前返回的草稿版本标签",
    )
}

/// A draft as callers see it.
pub(super) fn shown(it: &Draft) -> Result<proto::TranscriptDraft, Fault> {
    let content = proto::TranscriptContent::decode(it.content.as_slice());
    Ok(proto::TranscriptDraft {
        draft_id: it.id.to_string(),
        case_id: it.case.to_string(),
        etag: etag::write(it.version),
        content: Some(content.map_err(Fault::internal)?),
        officer_id: it.officer.clone(),
        co_officer_id: it.co_officer.clone(),
        revises_number: it.revises,
        concluded_number: it.concluded_as.unwrap_or(0),
        discarded: it.discarded,
        create_time: Some(parts::timestamp(it.created_at)),
        update_time: Some(parts::timestamp(it.updated_at)),
        updated_by: it.updated_by.clone(),
    })
}
