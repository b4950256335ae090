//! The demonstration's transcript: asked by a template of questions, signed by strokes on every page, then by both officers.

use anyhow::Context as _;
use contract::cases::v1::signature_service_client::SignatureServiceClient;
use contract::cases::v1::transcript_entry::Entry;
use contract::cases::v1::transcript_service_client::TranscriptServiceClient;
use contract::cases::v1::{
    ConcludeTranscriptRequest, GetTranscriptRequest, InterviewRole, SaveTranscriptDraftRequest,
    SignByHandRequest, SignTranscriptAsOfficerRequest, SignTranscriptPagesRequest,
    StartTranscriptRequest, Stroke, StrokePoint, Strokes, Transcript, TranscriptContent,
    TranscriptMarkManner, TranscriptPerson, TranscriptReading, TranscriptRecusal,
    TranscriptSeenPage,
};
use elements::seed::ids;

use super::Stage;
use crate::client::{Client, SignedIn};

/// Who is asked.
const PERSON: &str = "许大海";

/// What he answers, question by question of the template for parties.
const ANSWERS: [&str; 11] = [
    "看清楚了。",
    "许大海，居民身份证号码末四位0021，住漳州市龙海区，现任漳州市示例食品有限公司法定代表人。",
    "我是公司的法定代表人，代表公司接受询问。",
    "公司从事糕点生产销售，有员工二十三人，2019年开始经营。",
    "今年二月，公司在展厅和橱窗悬挂“2023-2025 No.1”的广告，引用的是行业协会的统计，没有写明出处。",
    "从二月十日开始悬挂，接到通知后当天就取下来了。",
    "共制作广告牌两块，印制费八百元，有票据。没有因此另外获利。",
    "不了解广告引用统计数据应当表明出处的规定。",
    "没有造成危害后果，已经取下并更换为表明出处的广告。",
    "没有。",
    "没有其他要补充的，请求从轻处理。",
];

fn client(by: &Client) -> TranscriptServiceClient<SignedIn> {
    TranscriptServiceClient::new(by.service())
}

/// Asks, concludes, has it signed; answers its number in the case.
pub(super) async fn taken(
    stage: &mut Stage<'_>,
    (zheng, cai): (&Client, &Client),
    case_id: &str,
) -> anyhow::Result<i32> {
    let number = concluded(stage, zheng, case_id).await?;
    let pages = signed_by_the_party(stage, zheng, (case_id, number)).await?;
    for officer in [zheng, cai] {
        let whole = shown(officer, (case_id, number)).await?;
        let request = SignTranscriptAsOfficerRequest {
            request_id: stage.request_id(),
            case_id: case_id.to_owned(),
            number,
            sm3: whole.file.unwrap_or_default().sm3,
            ..SignTranscriptAsOfficerRequest::default()
        };
        client(officer).sign_transcript_as_officer(request).await?;
    }
    stage.narrator.step(
        "郑海峰、蔡雅婷",
        &format!("按询问提纲询问法定代表人，笔录 {pages} 页逐页手写签名，两名执法人员签名"),
        "行政处罚法第五十五条",
    );
    Ok(number)
}

async fn concluded(stage: &Stage<'_>, by: &Client, case_id: &str) -> anyhow::Result<i32> {
    let start = StartTranscriptRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        form_code: "DC04".to_owned(),
        template: "general-party@1".to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        ..StartTranscriptRequest::default()
    };
    let started = client(by).start_transcript(start).await?.into_inner();
    let draft = started.draft.context("no draft")?;
    let save = SaveTranscriptDraftRequest {
        request_id: stage.request_id(),
        draft_id: draft.draft_id,
        etag: draft.etag,
        content: Some(answered(stage, draft.content.unwrap_or_default())),
        ..SaveTranscriptDraftRequest::default()
    };
    let saved = client(by).save_transcript_draft(save).await?.into_inner();
    let draft = saved.draft.context("no draft")?;
    let conclude = ConcludeTranscriptRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        draft_id: draft.draft_id,
        draft_etag: draft.etag,
        ..ConcludeTranscriptRequest::default()
    };
    let done = client(by).conclude_transcript(conclude).await?.into_inner();
    let case = done.case.context("no case")?;
    Ok(case.transcripts.last().map_or(0, |it| it.number))
}

fn answered(stage: &Stage<'_>, begun: TranscriptContent) -> TranscriptContent {
    let mut content = TranscriptContent {
        start_time: Some(stage.minutes_ago(10)),
        end_time: Some(stage.minutes_ago(0)),
        place: "漳州市示例食品有限公司会议室".to_owned(),
        subject: "广告引证内容未表明出处".to_owned(),
        person: Some(TranscriptPerson {
            name: PERSON.to_owned(),
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
        ..begun
    };
    for (entry, answer) in content.body.iter_mut().zip(ANSWERS) {
        if let Some(Entry::Asked(question)) = &mut entry.entry {
            answer.clone_into(&mut question.answer);
        }
    }
    content
}

async fn shown(by: &Client, (case_id, number): (&str, i32)) -> anyhow::Result<Transcript> {
    let request = GetTranscriptRequest {
        case_id: case_id.to_owned(),
        number,
        ..GetTranscriptRequest::default()
    };
    let answer = client(by).get_transcript(request).await?.into_inner();
    answer.transcript.context("no transcript")
}

/// Under each page its own strokes, bound to the page's SM3; answers how many pages there are.
async fn signed_by_the_party(
    stage: &Stage<'_>,
    by: &Client,
    (case_id, number): (&str, i32),
) -> anyhow::Result<usize> {
    let pages = shown(by, (case_id, number)).await?.pages;
    for page in &pages {
        let hand = SignByHandRequest {
            signature_id: stage.request_id(),
            case_id: case_id.to_owned(),
            document_sm3: page.sm3.clone(),
            page: page.number,
            strokes: Some(strokes()),
            signer_name: PERSON.to_owned(),
            ..SignByHandRequest::default()
        };
        let mut hands = SignatureServiceClient::new(by.service());
        let drawn = hands.sign_by_hand(hand).await?.into_inner();
        let request = SignTranscriptPagesRequest {
            request_id: stage.request_id(),
            case_id: case_id.to_owned(),
            number,
            signer: PERSON.to_owned(),
            pages: vec![TranscriptSeenPage {
                page: page.number,
                sm3: page.sm3.clone(),
            }],
            manner: TranscriptMarkManner::Strokes.into(),
            strokes_sm3: drawn.signature.unwrap_or_default().strokes_sm3,
            reading: TranscriptReading::Read.into(),
            ..SignTranscriptPagesRequest::default()
        };
        client(by).sign_transcript_pages(request).await?;
    }
    Ok(pages.len())
}

/// What a finger draws on a screen.
fn strokes() -> Strokes {
    let line = |nth: i32, left: i32, top: i32| {
        let points = (0..16).map(|at| StrokePoint {
            x: left + 9 * at,
            y: top + 4 * ((at * at) % 13),
            t: 700 * nth + 18 * at,
            pressure: 400 + 20 * at,
        });
        Stroke {
            points: points.collect(),
        }
    };
    Strokes {
        width: 600,
        height: 200,
        strokes: vec![line(0, 60, 60), line(1, 230, 40), line(2, 400, 70)],
    }
}
