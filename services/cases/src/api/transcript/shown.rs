//! A transcript as callers see it: its pages, its versions, what changed.

use cases_domain::transcript::{Transcript, find, lines, page, versions};
use cases_domain::{Case, CaseId};
use contract::cases::v1 as proto;
use refusal::{Failure, Fault, Refusal, etag};
use similar::{ChangeTag, TextDiff};

use crate::record::{parts, transcript as record};
use crate::store::Stored;
use crate::transcripts;

/// Pages of ours that are not what was signed.
#[derive(Debug, thiserror::Error)]
#[error("the pages of transcript {number} of case {case} are not those that were concluded")]
struct NotAsConcluded {
    case: CaseId,
    number: u32,
}

/// The version of this number, held against another of the same transcript.
pub(super) fn get(
    stored: &Stored,
    number: u32,
    against: u32,
) -> Result<proto::GetTranscriptResponse, Failure> {
    let case = &stored.case;
    let transcript = find(case, number).ok_or_else(|| Refusal::absent("transcript", "笔录"))?;
    let all = versions(case, number);
    let former = match against {
        0 => all.iter().find(|it| it.version + 1 == transcript.version),
        against => {
            let found = all.iter().find(|it| it.number == against);
            Some(found.ok_or_else(|| other(against))?)
        }
    };
    let changes = former.map(|former| changes(case, former, transcript));
    Ok(proto::GetTranscriptResponse {
        transcript: Some(whole(case, transcript)?),
        versions: all.iter().map(|it| record::file(it)).collect(),
        against_number: former.map_or(0, |it| parts::count(it.number)),
        changes: changes.transpose()?.unwrap_or_default(),
        etag: etag::write(stored.version),
    })
}

fn other(number: u32) -> Refusal {
    Refusal::malformed(
        "against_number",
        format!("{number} is no version of this transcript"),
        "不是同一笔录的版本",
    )
}

fn whole(case: &Case, it: &Transcript) -> Result<proto::Transcript, Fault> {
    let pages = divided(case, it)?.into_iter().map(|page| {
        let signed = it.marks.iter().filter(|mark| {
            let mut pages = mark.pages.iter();
            pages.any(|seen| seen.page == page.number)
        });
        proto::TranscriptPage {
            number: parts::count(page.number),
            signers: signed.map(|mark| mark.signer.clone()).collect(),
            lines: page.lines,
            sm3: page.sm3,
        }
    });
    Ok(proto::Transcript {
        file: Some(record::file(it)),
        officers: parts::officers(&it.officers),
        content: Some(record::content(&it.content)),
        reasons: it.why.clone(),
        pages: pages.collect(),
        marks: it.marks.iter().map(record::page_mark).collect(),
        unsigned: it.unsigned.as_ref().map(record::unsigned),
        officer_marks: it.officer_marks.iter().map(record::officer_mark).collect(),
        concluded_by: it.concluded_by.to_string(),
        draft_id: it.draft.to_string(),
        page_rule: parts::count(it.page_rule),
        form_data_json: serde_json::Value::Object(transcripts::form::data(case, it)).to_string(),
    })
}

/// The pages, made again by the rule they were made by and held against their hashes.
pub(crate) fn divided(case: &Case, it: &Transcript) -> Result<Vec<page::Page>, Fault> {
    let place = page::Place {
        case: case.id(),
        number: it.number,
    };
    let words = lines(&it.content, &it.officers, it.version, &it.why);
    let pages = page::divide(it.page_rule, place, &words);
    let concluded = |pages: &Vec<page::Page>| {
        let hashes = pages.iter().map(|page| &page.sm3);
        hashes.eq(&it.pages)
    };
    pages.filter(concluded).ok_or_else(|| {
        Fault::internal(NotAsConcluded {
            case: case.id(),
            number: it.number,
        })
    })
}

fn changes(
    case: &Case,
    former: &Transcript,
    new: &Transcript,
) -> Result<Vec<proto::TranscriptChange>, Fault> {
    // Both have been made again, so that what is compared is what was signed.
    divided(case, former)?;
    let text = |it: &Transcript| lines(&it.content, &it.officers, it.version, &it.why).join("\n");
    let (was, is) = (text(former), text(new));
    let diff = TextDiff::from_lines(was.as_str(), is.as_str());
    let changes = diff
        .iter_all_changes()
        .map(|change| proto::TranscriptChange {
            kind: match change.tag() {
                ChangeTag::Equal => proto::TranscriptChangeKind::Same,
                ChangeTag::Delete => proto::TranscriptChangeKind::Removed,
                ChangeTag::Insert => proto::TranscriptChangeKind::Added,
            }
            .into(),
            line: change.value().trim_end_matches('\n').to_owned(),
        });
    Ok(changes.collect())
}
