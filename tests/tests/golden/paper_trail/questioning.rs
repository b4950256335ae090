//! Transcripts: typed by points or questions, concluded into pages, signed stroke by stroke, and refused on one page.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use contract::cases::v1::signature_service_client::SignatureServiceClient;
use contract::cases::v1::transcript_entry::Entry;
use contract::cases::v1::transcript_service_client::TranscriptServiceClient;
use contract::cases::v1::{
    Case, ConcludeTranscriptRequest, GetTranscriptRequest, InterviewRole,
    NoteTranscriptUnsignedRequest, SaveTranscriptDraftRequest, SignByHandRequest,
    SignTranscriptAsOfficerRequest, SignTranscriptPagesRequest, StartTranscriptRequest, Stroke,
    StrokePoint, Strokes, Transcript, TranscriptContent, TranscriptEntry, TranscriptMarkManner,
    TranscriptPerson, TranscriptReading, TranscriptRecusal, TranscriptSeenPage,
    TranscriptUnsignedManner,
};
use elements::seed::ids;
use prost_types::Timestamp;
use serde_json::json;
use suite::client::{Client, SignedIn};

use super::Trail;
use super::papers::{holds, text};
use crate::{act, refused};

fn transcripts(by: &Client) -> TranscriptServiceClient<SignedIn> {
    TranscriptServiceClient::new(by.service())
}

pub(super) fn timestamp(at: DateTime<Utc>) -> Timestamp {
    Timestamp {
        seconds: at.timestamp(),
        nanos: 0,
    }
}

/// Every point described and every question answered, at some length.
fn filled(entry: TranscriptEntry) -> TranscriptEntry {
    let said = "经现场查看和核对有关材料，当事人展厅悬挂的广告引用“连续三年销量第一”等统计数据，没有表明出处，在场人员对此没有异议，\
                执法人员当场拍照、录像并提取样册，以上情况已如实记录。";
    let entry = entry.entry.map(|entry| match entry {
        Entry::Found(point) => Entry::Found(format!("{point}{said}")),
        Entry::Asked(mut asked) => {
            asked.answer = format!("是的。{said}");
            Entry::Asked(asked)
        }
    });
    TranscriptEntry { entry }
}

/// What a finger draws.
fn strokes() -> Strokes {
    let points = (0..12).map(|at| StrokePoint {
        x: 40 * at,
        y: 100 + 30 * (at % 3),
        t: 50 * at,
        pressure: 500,
    });
    Strokes {
        width: 600,
        height: 200,
        strokes: vec![Stroke {
            points: points.collect(),
        }],
    }
}

impl Trail<'_> {
    /// Types a transcript over a template, saves it, concludes it.
    pub(super) async fn concluded(
        &self,
        id: &str,
        (form, template): (&str, &str),
        from: DateTime<Utc>,
        person: &str,
    ) -> Case {
        let zheng = &self.crew.zheng;
        let start = StartTranscriptRequest {
            request_id: self.stage.request_id(),
            case_id: id.to_owned(),
            form_code: form.to_owned(),
            template: template.to_owned(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            ..StartTranscriptRequest::default()
        };
        let started = transcripts(zheng).start_transcript(start).await;
        let draft = started.unwrap().into_inner().draft.unwrap();
        let begun = draft.content.clone().unwrap();
        assert!(!begun.body.is_empty(), "the template has given what to ask");
        let content = TranscriptContent {
            start_time: Some(timestamp(from)),
            end_time: Some(self.stage.now()),
            place: "漳州市示例食品有限公司展厅".to_owned(),
            subject: "广告引证内容是否表明出处".to_owned(),
            person: Some(TranscriptPerson {
                name: person.to_owned(),
                role: InterviewRole::Representative.into(),
                relation: "法定代表人".to_owned(),
                identity: "居民身份证，号码末四位0021".to_owned(),
                contact: "0596-0000001".to_owned(),
                employer: "漳州市示例食品有限公司".to_owned(),
                ..TranscriptPerson::default()
            }),
            certificates_shown: true,
            rights_told: true,
            duty_told: true,
            recusal: Some(TranscriptRecusal {
                asked: true,
                wanted: false,
                answer: "不申请".to_owned(),
            }),
            alone: true,
            body: begun.body.iter().cloned().map(filled).collect(),
            ..begun
        };
        let save = SaveTranscriptDraftRequest {
            request_id: self.stage.request_id(),
            draft_id: draft.draft_id.clone(),
            etag: draft.etag,
            content: Some(content),
            co_officer_id: String::new(),
        };
        let saved = transcripts(zheng).save_transcript_draft(save).await;
        let draft = saved.unwrap().into_inner().draft.unwrap();
        act!(
            self.stage,
            transcripts(zheng),
            conclude_transcript(ConcludeTranscriptRequest {
                case_id: id.to_owned(),
                draft_id: draft.draft_id.clone(),
                draft_etag: draft.etag.clone(),
            })
        )
    }

    pub(super) async fn transcript(&self, id: &str, number: i32) -> Transcript {
        let request = GetTranscriptRequest {
            case_id: id.to_owned(),
            number,
            against_number: 0,
        };
        let answer = transcripts(&self.crew.zheng).get_transcript(request).await;
        answer.unwrap().into_inner().transcript.unwrap()
    }

    /// 许大海 draws his name under each of these pages, as it is shown to him.
    pub(super) async fn party_signs(
        &self,
        id: &str,
        number: i32,
        pages: RangeInclusive<i32>,
        reading: TranscriptReading,
    ) {
        let zheng = &self.crew.zheng;
        let shown = self.transcript(id, number).await;
        for page in shown.pages.iter().filter(|it| pages.contains(&it.number)) {
            let hand = SignByHandRequest {
                signature_id: self.stage.request_id(),
                case_id: id.to_owned(),
                document_sm3: page.sm3.clone(),
                page: page.number,
                strokes: Some(strokes()),
                signer_name: "许大海".to_owned(),
                ..SignByHandRequest::default()
            };
            let mut hands = SignatureServiceClient::new(zheng.service());
            let drawn = hands.sign_by_hand(hand).await.unwrap().into_inner();
            let drawn = drawn.signature.unwrap();
            assert!(drawn.picture_svg.starts_with("<svg"));
            let seen = |sm3: &str| SignTranscriptPagesRequest {
                request_id: self.stage.request_id(),
                case_id: id.to_owned(),
                number,
                signer: "许大海".to_owned(),
                pages: vec![TranscriptSeenPage {
                    page: page.number,
                    sm3: sm3.to_owned(),
                }],
                manner: TranscriptMarkManner::Strokes.into(),
                strokes_sm3: drawn.strokes_sm3.clone(),
                reading: reading.into(),
                ..SignTranscriptPagesRequest::default()
            };
            let other = transcripts(zheng)
                .sign_transcript_pages(seen(&"00".repeat(32)))
                .await;
            // What was drawn on this page signs no other.
            assert_eq!(stories::said(other).reason, "STROKES_NOT_ON_FILE");
            let signed = transcripts(zheng)
                .sign_transcript_pages(seen(&page.sm3))
                .await;
            signed.unwrap();
        }
    }

    /// Both officers sign the whole.
    pub(super) async fn officers_sign(&self, id: &str, number: i32) -> Case {
        let sm3 = self.transcript(id, number).await.file.unwrap().sm3;
        for officer in [&self.crew.zheng, &self.cai] {
            act!(
                self.stage,
                transcripts(officer),
                sign_transcript_as_officer(SignTranscriptAsOfficerRequest {
                    case_id: id.to_owned(),
                    number,
                    sm3: sm3.clone(),
                })
            );
        }
        self.case(id).await
    }
}

/// Asked by a template, 许大海 signs the first page and refuses the rest; a witness sees it, and the paper says so.
pub(super) async fn the_party_refuses_a_page(trail: &mut Trail<'_>, id: &str) {
    trail.later("2026-03-06T16:00:00+08:00").await;
    let from = trail.stage.instant() - chrono::Duration::minutes(45);
    let case = trail
        .concluded(id, ("DC04", "general-party@1"), from, "许大海")
        .await;
    let file = case.transcripts.last().unwrap().clone();
    assert!(file.page_count > 1, "{file:?}");
    trail
        .party_signs(id, file.number, 1..=1, TranscriptReading::Read)
        .await;
    let alone = refused!(
        trail.stage,
        transcripts(&trail.crew.zheng),
        note_transcript_unsigned(NoteTranscriptUnsignedRequest {
            case_id: id.to_owned(),
            number: file.number,
            manner: TranscriptUnsignedManner::Refused.into(),
            reasons: "对第2页记录的销量数据有异议，拒绝签名".to_owned(),
        })
    );
    assert_eq!(alone.reason, "TRANSCRIPT_UNWITNESSED");
    act!(
        trail.stage,
        transcripts(&trail.crew.zheng),
        note_transcript_unsigned(NoteTranscriptUnsignedRequest {
            case_id: id.to_owned(),
            number: file.number,
            manner: TranscriptUnsignedManner::Refused.into(),
            reasons: "对第2页记录的销量数据有异议，拒绝签名".to_owned(),
            witness: "石码街道社区工作人员林某".to_owned(),
        })
    );
    let ended = trail.officers_sign(id, file.number).await;
    let on_file = ended.transcripts.last().unwrap();
    assert_eq!(on_file.step_name, "未签名已注明", "{on_file:?}");
    let shown = trail.transcript(id, file.number).await;
    assert_eq!(shown.pages[0].signers, ["许大海"]);
    assert!(shown.pages[1].signers.is_empty());
    assert_eq!(shown.unsigned.unwrap().witness, "石码街道社区工作人员林某");
    let about = trail.about(id, "DC04", "笔录").await;
    let paper = trail.issue(id, ("DC04", "", about), &json!({})).await;
    let read = text(&trail.pdf(&trail.crew.zheng, id, paper.number).await);
    holds(&read, &["询问笔录", "连续三年销量第一", "拒绝签名", "林某"]);
}
