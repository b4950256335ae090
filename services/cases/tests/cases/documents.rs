//! 制发文书: filled from the case, previewed, issued, voided, corrected; numbered without a gap, whatever happens to the acts.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::{Command, Stdio};

use contract::cases::v1::document_service_client::DocumentServiceClient;
use contract::cases::v1::file_service_client::FileServiceClient;
use contract::cases::v1::{
    self as proto, DocumentForm, FieldSource, GetDocumentRequest, IssueDocumentRequest,
    ListDocumentsRequest, ListFormsRequest, PreviewDocumentRequest, VoidDocumentRequest,
};
use contract::elements::v1 as elements;
use contract::elements::v1::element::Body;
use futures::future::join_all;
use host::Upstream;
use prost_types::value::Kind;
use tonic::Status;
use tonic_types::StatusExt as _;

use crate::acts::{self, done};
use crate::elements::MARKET;
use crate::office::{self, Office, fresh, guo, lin, luo, refusal, zheng};

const MORNING: &str = "2026-03-02T09:00:00+08:00";

pub(crate) fn documents(office: &Office) -> DocumentServiceClient<Upstream> {
    DocumentServiceClient::new(office.door.clone())
}

fn form(code: &str) -> DocumentForm {
    DocumentForm {
        code: code.to_owned(),
        name: String::new(),
    }
}

fn entered(fields: &[(&str, &str)]) -> prost_types::Struct {
    let fields = fields.iter().map(|(name, text)| {
        let value = prost_types::Value {
            kind: Some(Kind::StringValue((*text).to_owned())),
        };
        ((*name).to_owned(), value)
    });
    prost_types::Struct {
        fields: fields.collect::<BTreeMap<_, _>>(),
    }
}

fn issue(case_id: &str, code: &str) -> IssueDocumentRequest {
    IssueDocumentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        form: Some(form(code)),
        ..IssueDocumentRequest::default()
    }
}

/// A decision, of a party whose address nobody has confirmed.
fn decision(case_id: &str) -> IssueDocumentRequest {
    IssueDocumentRequest {
        entered: Some(entered(&[(
            "party_address",
            "漳州市龙海区石码街道解放北路1号",
        )])),
        ..issue(case_id, "JD03")
    }
}

async fn issued(office: &Office, request: IssueDocumentRequest) -> Result<proto::Case, Status> {
    let request = office.by(&zheng(), request);
    let answer = documents(office).issue_document(request).await?;
    Ok(answer.into_inner().case.unwrap())
}

async fn voided(office: &Office, case_id: &str, number: i32) -> Result<proto::Case, Status> {
    let request = VoidDocumentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number,
        reason: "正文有误".to_owned(),
        ..VoidDocumentRequest::default()
    };
    let answer = documents(office)
        .void_document(office.by(&zheng(), request))
        .await?;
    Ok(answer.into_inner().case.unwrap())
}

async fn document(office: &Office, case_id: &str, number: i32) -> proto::GetDocumentResponse {
    let request = GetDocumentRequest {
        case_id: case_id.to_owned(),
        number,
    };
    let answer = documents(office)
        .get_document(office.by(&zheng(), request))
        .await;
    answer.unwrap().into_inner()
}

async fn preview(
    office: &Office,
    request: PreviewDocumentRequest,
) -> proto::PreviewDocumentResponse {
    let answer = documents(office)
        .preview_document(office.by(&zheng(), request))
        .await;
    answer.unwrap().into_inner()
}

/// What a reader of the file reads, without blanks and line ends.
pub(crate) fn text(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = reader.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&pdf).unwrap());
    let read = reader.wait_with_output().unwrap();
    writing.join().unwrap();
    let text = String::from_utf8(read.stdout).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn holds(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word} stands in {text}");
    }
}

#[tokio::test]
async fn a_decision_is_issued_with_the_number_of_its_act_and_reads_as_it_was_decided() {
    let office = office::open(MORNING).await;
    let id = acts::decided(&office).await.case_id;
    let case = issued(&office, decision(&id)).await.unwrap();
    let paper = case.documents.last().unwrap();
    assert_eq!(paper.document_number, "龙市监罚〔2026〕1号");
    assert_eq!(paper.number, 1);
    let got = document(&office, &id, 1).await;
    assert_eq!(got.document.as_ref(), Some(paper));
    let printed = paper.printed.as_ref().unwrap();
    assert_eq!(usize::try_from(printed.size_bytes).unwrap(), got.pdf.len());
    assert_eq!(vault::Digest::sm3(&got.pdf).to_string(), printed.sm3);
    holds(
        &text(&got.pdf),
        &[
            "漳州市龙海区市场监督管理局",
            "行政处罚决定书",
            "龙市监罚〔2026〕1号",
            "龙海某食品有限公司",
            "漳州市龙海区石码街道解放北路1号",
            "违法事实清楚",
            "城镇燃气管理条例",
            "罚款3000元",
            "叁仟元整",
            "十五日内",
            "每日按罚款数额的百分之三加处罚款",
            "六十日内",
            "行政复议",
            "六个月内",
            "103050199",
            "书面放弃陈述、申辩的权利",
        ],
    );
    // Of a decision made ordinarily review need not come first.
    assert!(!text(&got.pdf).contains("未经行政复议不得提起行政诉讼"));
    office.close().await;
}

#[tokio::test]
async fn a_notice_takes_a_number_of_its_own_when_it_is_issued_and_tells_the_days() {
    let office = office::open(MORNING).await;
    let id = acts::reviewed(&office).await.case_id;
    let case = issued(&office, issue(&id, "GZ01")).await.unwrap();
    assert_eq!(case.documents[0].document_number, "龙市监罚告〔2026〕1号");
    let told = text(&document(&office, &id, 1).await.pdf);
    holds(
        &told,
        &[
            "行政处罚事先告知书",
            "罚款3000元",
            "之日起五个",
            "陈述",
            "郑海峰",
        ],
    );
    assert!(
        !told.contains("要求听证"),
        "3,000 yuan of an organisation give no right to a hearing"
    );
    office.close().await;
}

#[tokio::test]
async fn what_is_missing_is_named_with_its_article_and_where_to_fill_it() {
    let office = office::open(MORNING).await;
    let id = acts::decided(&office).await.case_id;
    let status = issued(&office, issue(&id, "JD03")).await.unwrap_err();
    let (reason, article, zh) = refusal(&status);
    assert_eq!(reason, "DOCUMENT_FIELD_MISSING");
    assert_eq!(article, "行政处罚法第五十九条第一款第（一）项");
    assert!(zh.contains("当事人的地址"), "{zh}");
    let named = status.get_details_bad_request().unwrap().field_violations;
    assert_eq!(named.len(), 1);
    assert_eq!(named[0].field, "entered.party_address");
    // Refused, it took nothing and left nothing.
    assert!(office.case(&zheng(), &id).await.documents.is_empty());
    let files = sqlx::query_scalar::<_, i64>("select count(*) from stored_file")
        .fetch_one(&office.database.pool)
        .await
        .unwrap();
    assert_eq!(files, 0);
    office.close().await;
}

#[tokio::test]
async fn what_the_case_holds_is_not_typed_again_and_what_it_has_no_place_for_is_refused() {
    let office = office::open(MORNING).await;
    let id = acts::decided(&office).await.case_id;
    for (field, value, why) in [
        ("facts", "另一事实", "案件中已有记载"),
        ("nothing", "无", "不是《行政处罚决定书》的栏目"),
    ] {
        let request = IssueDocumentRequest {
            entered: Some(entered(&[("party_address", "石码街道"), (field, value)])),
            ..issue(&id, "JD03")
        };
        let status = issued(&office, request).await.unwrap_err();
        let named = status.get_details_bad_request().unwrap().field_violations;
        assert_eq!(named[0].field, format!("entered.{field}"));
        let (reason, _, zh) = refusal(&status);
        assert_eq!(reason, "MALFORMED_FIELD");
        assert!(zh.contains(why), "{zh}");
    }
    office.close().await;
}

#[tokio::test]
async fn a_draft_is_marked_says_where_everything_comes_from_and_writes_nothing() {
    let office = office::open(MORNING).await;
    let id = acts::reviewed(&office).await.case_id;
    let before = office.kept(&id).await;
    let request = PreviewDocumentRequest {
        case_id: id.clone(),
        form: Some(form("GZ01")),
        entered: Some(entered(&[("contact_phone", "0596-6520000")])),
        ..PreviewDocumentRequest::default()
    };
    let draft = preview(&office, request).await;
    assert!(draft.missing.is_empty(), "{:?}", draft.missing);
    let field = |name: &str| draft.fields.iter().find(|it| it.field == name).unwrap();
    assert_eq!(field("facts").source(), FieldSource::Case);
    assert_eq!(field("contact_phone").source(), FieldSource::Entered);
    assert_eq!(field("statement_right").source(), FieldSource::Law);
    assert_eq!(field("facts").article, "行政处罚法第四十四条");
    holds(&text(&draft.pdf), &["草稿", "龙市监罚告〔2026〕"]);
    assert_eq!(office.kept(&id).await, before);
    let lacking = PreviewDocumentRequest {
        case_id: acts::decided(&office).await.case_id,
        form: Some(form("JD03")),
        ..PreviewDocumentRequest::default()
    };
    let draft = preview(&office, lacking).await;
    let missing: Vec<&str> = draft.missing.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(missing, ["party_address"]);
    holds(&text(&draft.pdf), &["草稿"]);
    // The number goes to whoever is issued first.
    let case = issued(&office, issue(&id, "GZ01")).await.unwrap();
    assert_eq!(case.documents[0].document_number, "龙市监罚告〔2026〕1号");
    office.close().await;
}

#[tokio::test]
async fn the_same_request_gets_the_same_answer_and_what_is_only_tried_keeps_nothing() {
    let office = office::open(MORNING).await;
    let id = acts::reviewed(&office).await.case_id;
    let request = issue(&id, "GZ01");
    let tried = IssueDocumentRequest {
        validate_only: true,
        request_id: fresh(),
        ..request.clone()
    };
    let shown = issued(&office, tried).await.unwrap();
    assert_eq!(shown.documents[0].document_number, "", "it was given none");
    let first = issued(&office, request.clone()).await.unwrap();
    let again = issued(&office, request).await.unwrap();
    assert_eq!(first, again);
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.documents.len(), 1);
    assert_eq!(case.documents[0].document_number, "龙市监罚告〔2026〕1号");
    let status = issued(&office, issue(&id, "GZ01")).await.unwrap_err();
    assert_eq!(refusal(&status).0, "DOCUMENT_ALREADY_ISSUED");
    office.close().await;
}

#[tokio::test]
async fn what_is_void_keeps_its_number_and_the_next_one_takes_the_next() {
    let office = office::open(MORNING).await;
    let id = acts::reviewed(&office).await.case_id;
    issued(&office, issue(&id, "GZ01")).await.unwrap();
    let case = voided(&office, &id, 1).await.unwrap();
    assert_eq!(case.documents[0].step, "VOIDED");
    assert_eq!(case.documents[0].document_number, "龙市监罚告〔2026〕1号");
    assert_eq!(case.documents[0].void_reason, "正文有误");
    let case = issued(&office, issue(&id, "GZ01")).await.unwrap();
    assert_eq!(case.documents[1].document_number, "龙市监罚告〔2026〕2号");
    // Both files are there.
    assert_ne!(
        document(&office, &id, 1).await.pdf,
        document(&office, &id, 2).await.pdf
    );
    done!(
        office,
        &zheng(),
        penalties.serve_notice(acts::serve_notice(&id))
    );
    let status = voided(&office, &id, 2).await.unwrap_err();
    assert_eq!(refusal(&status).0, "DOCUMENT_VOIDED_IN_SILENCE");
    let further = IssueDocumentRequest {
        corrects: 2,
        ..issue(&id, "GZ01")
    };
    let case = issued(&office, further).await.unwrap();
    assert_eq!(case.documents[2].corrects, 2);
    voided(&office, &id, 2).await.unwrap();
    let listed = ListDocumentsRequest {
        case_id: id.clone(),
    };
    let listed = documents(&office)
        .list_documents(office.by(&zheng(), listed))
        .await
        .unwrap();
    let steps: Vec<String> = listed
        .into_inner()
        .documents
        .into_iter()
        .map(|it| it.step)
        .collect();
    assert_eq!(steps, ["VOIDED", "VOIDED", "ISSUED"]);
    office.close().await;
}

#[tokio::test]
async fn fifty_notices_at_once_take_fifty_numbers_without_a_gap() {
    const NOTICES: usize = 50;
    let office = office::open(MORNING).await;
    let mut cases = Vec::new();
    while cases.len() < NOTICES + 5 {
        cases.extend(join_all((0..5).map(|_| acts::reviewed(&office))).await);
    }
    let (elsewhere, _) = office.second().await;
    let elsewhere = office.door_of(&elsewhere);
    let issuing = cases.iter().enumerate().map(|(at, case)| {
        // In two processes; every eleventh is refused for what it says.
        let mut request = issue(&case.case_id, "GZ01");
        if at % 11 == 10 {
            request.entered = Some(entered(&[("nothing", "无")]));
        }
        let request = office.by(&zheng(), request);
        let mut client = if at % 2 == 0 {
            documents(&office)
        } else {
            DocumentServiceClient::new(elsewhere.clone())
        };
        async move { client.issue_document(request).await }
    });
    let (given, refused): (Vec<_>, Vec<_>) =
        join_all(issuing).await.into_iter().partition(Result::is_ok);
    assert_eq!(
        (given.len(), refused.len()),
        (NOTICES, 5),
        "{:?}",
        refused.first()
    );
    let numbers: BTreeSet<String> = given
        .into_iter()
        .map(|answer| {
            let case = answer.unwrap().into_inner().case.unwrap();
            case.documents[0].document_number.clone()
        })
        .collect();
    let expected: BTreeSet<String> = (1..=NOTICES)
        .map(|n| format!("龙市监罚告〔2026〕{n}号"))
        .collect();
    assert_eq!(numbers, expected);
    // What each paper prints is the number that it was given, also where somebody was faster.
    for case in cases.iter().take(6) {
        let kept = office.case(&zheng(), &case.case_id).await;
        let paper = kept.documents.last().unwrap();
        let printed = text(&document(&office, &case.case_id, paper.number).await.pdf);
        assert!(printed.contains(&paper.document_number), "{printed}");
    }
    let report = feed::verify::database(&office.database.pool, office.desk.feed().public_pem())
        .await
        .unwrap();
    assert!(report.is_sound(), "{report:?}");
    office.close().await;
}

#[tokio::test]
async fn the_forms_of_a_case_are_listed_with_what_is_due_and_what_each_lacks() {
    let office = office::open(MORNING).await;
    let id = acts::decided(&office).await.case_id;
    let request = ListFormsRequest {
        case_id: id.clone(),
    };
    let listed = documents(&office)
        .list_forms(office.by(&zheng(), request.clone()))
        .await;
    let forms = listed.unwrap().into_inner().forms;
    let state = |code: &str| {
        forms
            .iter()
            .find(|it| it.form.as_ref().is_some_and(|form| form.code == code))
            .unwrap_or_else(|| panic!("{code} is listed"))
    };
    let decision = state("JD03");
    assert!(decision.due && decision.external && decision.served);
    assert_eq!(decision.document_number, "龙市监罚〔2026〕1号");
    assert_eq!(decision.word, "");
    let missing: Vec<&str> = decision
        .missing
        .iter()
        .map(|it| it.field.as_str())
        .collect();
    assert_eq!(missing, ["party_address"]);
    assert!(decision.missing[0].r#where.contains("送达地址确认书"));
    assert_eq!(state("GZ01").word, "罚告");
    assert!(state("LA02").due);
    assert!(
        forms
            .iter()
            .all(|it| it.form.as_ref().unwrap().code != "QZ02"),
        "nothing was seized"
    );
    issued(&office, self::decision(&id)).await.unwrap();
    let listed = documents(&office)
        .list_forms(office.by(&zheng(), request))
        .await;
    let forms = listed.unwrap().into_inner().forms;
    let decision = forms
        .iter()
        .find(|it| it.form.as_ref().unwrap().code == "JD03")
        .unwrap();
    assert_eq!(
        (decision.due, decision.issued.as_slice()),
        (false, &[1][..])
    );
    office.close().await;
}

#[tokio::test]
async fn a_place_words_its_own_papers_from_the_day_on_which_its_version_is_in_force() {
    let office = office::open(MORNING).await;
    let template = |id: &str, division: &str, words: &str| elements::Template {
        template_id: id.to_owned(),
        code: "GZ01".to_owned(),
        name: "行政处罚事先告知书".to_owned(),
        division: division.to_owned(),
        external: true,
        served: true,
        fields: Vec::new(),
        body: format!(
            "{words}\n{{{{ facts }}}}\n{{{{ reasons }}}}\n{{{{ penalty_basis }}}}\n{{{{ proposed_penalty }}}}\n{{{{ statement_right }}}}"
        ),
    };
    let tell = |from: &str, it: elements::Template| {
        office.told.tell_from(from, Body::Template(it));
    };
    tell("2025-01-01", template("t-province", "35", "全省统一样式。"));
    tell("2025-01-01", template("t-county", "350604", "龙海样式。"));
    tell(
        "2025-01-01",
        template("t-elsewhere", "350405", "沙县样式。"),
    );
    tell("2027-01-01", template("t-later", "350604001", "明年样式。"));
    office.hear().await;
    let id = acts::reviewed(&office).await.case_id;
    let case = issued(&office, issue(&id, "GZ01")).await.unwrap();
    let printed = case.documents[0].printed.clone().unwrap();
    assert_eq!(
        (
            printed.template_id.as_str(),
            printed.template_version.as_str()
        ),
        ("t-county", "2025-01-01")
    );
    let told = text(&document(&office, &id, 1).await.pdf);
    holds(&told, &["龙海样式", "罚款3000元"]);
    assert!(!told.contains("全省统一样式") && !told.contains("沙县样式"));
    office.close().await;
}

#[tokio::test]
async fn nobody_sees_or_prints_the_papers_of_another_agencys_case() {
    let office = office::open(MORNING).await;
    let id = acts::reviewed(&office).await.case_id;
    issued(&office, issue(&id, "GZ01")).await.unwrap();
    let request = GetDocumentRequest {
        case_id: id.clone(),
        number: 1,
    };
    let got = documents(&office)
        .get_document(office.by(&luo(), request))
        .await;
    assert_eq!(got.unwrap_err().code(), tonic::Code::NotFound);
    let request = office.by(&luo(), issue(&id, "GZ01"));
    let status = documents(&office)
        .issue_document(request)
        .await
        .unwrap_err();
    assert_eq!(status.code(), tonic::Code::NotFound);
    // A leader of the agency sees the case and issues nothing.
    let request = office.by(&guo(), issue(&id, "GZ01"));
    let status = documents(&office)
        .issue_document(request)
        .await
        .unwrap_err();
    assert_eq!(refusal(&status).0, "ROLE_NOT_PERMITTED");
    assert_eq!(MARKET, "longhai-market");
    office.close().await;
}

#[tokio::test]
async fn an_inspection_prints_its_notice_its_record_and_its_order() {
    let office = office::open(MORNING).await;
    let id = acts::entered(&office).await.case_id;
    done!(
        office,
        &lin(),
        inspections.record_site(acts::record_site(&office, &id, &["软管超过两年未更换"]))
    );
    let order = acts::order(&id, "2026-03-20");
    done!(office, &lin(), inspections.order_rectification(order));
    for (code, number, words) in [
        (
            "JC03",
            "龙石街检通〔2026〕1号",
            &["行政检查通知书", "林建国"][..],
        ),
        ("JC04", "", &["现场检查笔录", "软管超过两年未更换", "出示"]),
        (
            "JC09",
            "龙石街责改〔2026〕1号",
            &["责令改正通知书", "软管超过两年未更换"],
        ),
    ] {
        let request = office.by(&lin(), issue(&id, code));
        let answer = documents(&office).issue_document(request).await;
        let case = answer
            .unwrap_or_else(|it| panic!("{code}: {it:?}"))
            .into_inner()
            .case
            .unwrap();
        let paper = case.documents.last().unwrap();
        assert_eq!(paper.document_number, number, "{code}");
        let got = GetDocumentRequest {
            case_id: id.clone(),
            number: paper.number,
        };
        let got = documents(&office)
            .get_document(office.by(&lin(), got))
            .await
            .unwrap();
        holds(&text(&got.into_inner().pdf), words);
    }
    office.close().await;
}

async fn exported(
    office: &Office,
    case_id: &str,
    format: proto::FileFormat,
    offset: i64,
) -> Result<proto::ExportFileResponse, Status> {
    let request = proto::ExportFileRequest {
        case_id: case_id.to_owned(),
        format: format.into(),
        offset,
    };
    let mut files = FileServiceClient::new(office.door.clone());
    let answer = files.export_file(office.by(&zheng(), request)).await?;
    Ok(answer.into_inner())
}

#[tokio::test]
async fn the_file_of_a_case_is_bound_with_its_catalogue_and_packed_with_its_originals() {
    let office = office::open(MORNING).await;
    let id = acts::decided(&office).await.case_id;
    let bare = acts::filed(&office).await.case_id;
    let nothing = exported(&office, &bare, proto::FileFormat::Pdf, 0).await;
    assert_eq!(refusal(&nothing.unwrap_err()).0, "FILE_EMPTY");
    issued(&office, decision(&id)).await.unwrap();
    let original = document(&office, &id, 1).await.pdf;

    let bound = exported(&office, &id, proto::FileFormat::Pdf, 0)
        .await
        .unwrap();
    assert_eq!(usize::try_from(bound.size).unwrap(), bound.content.len());
    assert_eq!(vault::Digest::sm3(&bound.content).to_string(), bound.sm3);
    assert_eq!(bound.sealed_sm3, "", "it is not archived");
    // The decision, and the receipt of the notice that an act served.
    let [entry, receipt] = bound.entries.as_slice() else {
        panic!("{:?}", bound.entries);
    };
    assert_eq!((entry.nth, entry.first_page), (1, 1));
    assert_eq!(
        (receipt.first_page, receipt.last_page),
        (entry.last_page + 1, bound.pages)
    );
    assert_eq!((receipt.sm3.as_str(), receipt.path.as_str()), ("", ""));
    assert_eq!(entry.sm3, vault::Digest::sm3(&original).to_string());
    // A file that is not archived is bound as a draft: what archiving brings is still to come.
    let words = [
        "行政执法案卷",
        "卷内目录",
        "龙市监罚〔2026〕1号",
        "备考表",
        "草稿",
        "【待填：归档日期】",
    ];
    holds(&text(&bound.content), &words);

    // Pieces of one state of the case fit together.
    let half = bound.size / 2;
    let rest = exported(&office, &id, proto::FileFormat::Pdf, half)
        .await
        .unwrap();
    let at = usize::try_from(half).unwrap();
    assert!(rest.content == bound.content[at..] && rest.sm3 == bound.sm3);
    for offset in [-1, bound.size + 1] {
        let beyond = exported(&office, &id, proto::FileFormat::Pdf, offset).await;
        assert_eq!(beyond.unwrap_err().code(), tonic::Code::InvalidArgument);
    }

    let packed = exported(&office, &id, proto::FileFormat::Zip, 0)
        .await
        .unwrap();
    assert!(packed.content.starts_with(b"PK"));
    assert_eq!(packed.file_sm3, bound.file_sm3);
    assert_eq!(packed.left_out, Vec::<String>::new());

    // Whatever changes the file changes what it is.
    voided(&office, &id, 1).await.unwrap();
    issued(&office, decision(&id)).await.unwrap();
    let later = exported(&office, &id, proto::FileFormat::Pdf, 0)
        .await
        .unwrap();
    assert!(later.file_sm3 != bound.file_sm3);
    assert_eq!(later.entries.len(), 2, "what is void is not bound");
    office.close().await;
}
