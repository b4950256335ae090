//! The loop closed: what the supervisor, the public, the leader and the city see of the two stories.

use std::time::Duration;

use anyhow::{Context as _, bail};
use contract::analytics::v1::{
    Figure, FigureFilter, GetFiguresRequest, GetOverviewRequest, Grouping,
};
use contract::cases::v1::{
    Case, DeadlineState, Finding, GetCaseRequest, InspectionBasis, InspectionBasisKind,
    InspectionKind, OpenInspectionRequest, RecordSiteRequest,
};
use contract::disclosure::v1::public_disclosure_service_client::PublicDisclosureServiceClient;
use contract::disclosure::v1::{PublishedDecision, SearchDecisionsRequest};
use contract::supervision::v1::{
    AcknowledgeWarningRequest, CloseWarningRequest, ExplainWarningRequest, ListWarningsRequest,
    Warning, WarningLevel, WarningOutcome,
};
use elements::seed::ids;

use super::gas_safety::{enter, signed};
use super::{Outcome, Stage};
use crate::client::{self, Client};

/// Definition of the cases that were opened.
const CASES: &str = "cases.opened";
/// How often and how long what follows an act is looked for: consumers are behind by milliseconds.
const LOOKS: u32 = 200;
const PAUSE: Duration = Duration::from_millis(50);

/// Tells what everybody sees; `address` is the gateway's, `city` that of an upper deployment, if one runs.
pub(super) async fn play(
    stage: &mut Stage<'_>,
    address: &str,
    city: Option<&str>,
    penalty: &Outcome,
) -> anyhow::Result<()> {
    stage.narrator.title("监督：超频次检查亮红灯");
    supervised(stage).await?;
    stage.narrator.title("公示：公众看到的处罚决定");
    disclosed(stage, address, penalty).await?;
    stage
        .narrator
        .title("驾驶舱：龙海区的数字，每个都能点到案件");
    counted(stage).await?;
    stage.narrator.title("市级：漳州市看到的龙海区");
    seen_by_the_city(stage, city).await
}

/// One visit too many: the platform warns, the supervisor asks, the agency explains, the supervisor closes.
async fn supervised(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let lin = stage.sign_in("lin.jianguo").await?;
    let again = one_more_visit(stage, &lin).await?;
    stage.narrator.step(
        "林建国、陈美华",
        "同一年度再次检查同一小吃店",
        "国办发〔2024〕54号",
    );
    let hong = stage.sign_in("hong.liping").await?;
    let warning = until("the warning", async || {
        let request = ListWarningsRequest {
            case_id: again.case_id.clone(),
            rule: "INSPECTION_CAP".to_owned(),
            ..ListWarningsRequest::default()
        };
        let listed = hong.supervision().list_warnings(request).await?;
        Ok(listed.into_inner().warnings.into_iter().next())
    })
    .await?;
    let subject = warning.subject.clone().unwrap_or_default();
    let level = match subject.level() {
        WarningLevel::Red => "红灯",
        WarningLevel::Yellow => "黄灯",
        WarningLevel::Unspecified => bail!("a warning without a level"),
    };
    stage.narrator.step(
        "平台",
        &format!("{level}预警：{}", subject.reason),
        &subject.citation,
    );
    handled(stage, &hong, &lin, warning).await
}

async fn one_more_visit(stage: &mut Stage<'_>, lin: &Client) -> anyhow::Result<Case> {
    let co_officer_id = ids::OFFICER_CHEN.id.to_owned();
    let opened = lin
        .inspections()
        .open_inspection(OpenInspectionRequest {
            request_id: stage.request_id(),
            party_id: ids::PARTY_SNACK.to_owned(),
            item_ids: vec![ids::ITEM_GAS_INSPECTION.to_owned()],
            kind: InspectionKind::Daily.into(),
            basis: Some(InspectionBasis {
                kind: InspectionBasisKind::Complaint.into(),
                reference: "12345热线反映该店燃气异味".to_owned(),
            }),
            reason: "群众反映后的日常检查".to_owned(),
            place: "石码街道某小吃店".to_owned(),
            planned_date: stage.today().to_string(),
            co_officer_id: co_officer_id.clone(),
            ..OpenInspectionRequest::default()
        })
        .await?
        .into_inner()
        .case
        .unwrap_or_default();
    enter(stage, lin, &opened.case_id).await?;
    let recorded = lin
        .inspections()
        .record_site(RecordSiteRequest {
            request_id: stage.request_id(),
            case_id: opened.case_id,
            co_officer_id,
            start_time: Some(stage.minutes_ago(20)),
            end_time: Some(stage.minutes_ago(1)),
            certificates_shown: true,
            rights_told: true,
            findings: Vec::<Finding>::new(),
            party_remark: "无异议。".to_owned(),
            signature: Some(signed("张某")),
            ..RecordSiteRequest::default()
        })
        .await?
        .into_inner()
        .case
        .unwrap_or_default();
    Ok(recorded)
}

async fn handled(
    stage: &mut Stage<'_>,
    hong: &Client,
    lin: &Client,
    warning: Warning,
) -> anyhow::Result<()> {
    let warning_id = warning.warning_id;
    hong.supervision()
        .acknowledge_warning(AcknowledgeWarningRequest {
            request_id: stage.request_id(),
            warning_id: warning_id.clone(),
            explain_by: stage.today().add_days(5).to_string(),
            question: "请说明再次入企检查的依据。".to_owned(),
            ..AcknowledgeWarningRequest::default()
        })
        .await?;
    stage.narrator.step(
        "洪丽萍",
        "签收预警，要求五日内说明",
        "行政执法监督条例第二条",
    );
    lin.supervision()
        .explain_warning(ExplainWarningRequest {
            request_id: stage.request_id(),
            warning_id: warning_id.clone(),
            explanation: "系群众反映后的核查，不计入年度计划。".to_owned(),
            ..ExplainWarningRequest::default()
        })
        .await?;
    stage
        .narrator
        .step("林建国", "书面说明", "行政执法监督条例第二条");
    hong.supervision()
        .close_warning(CloseWarningRequest {
            request_id: stage.request_id(),
            warning_id,
            outcome: WarningOutcome::Corrected.into(),
            note: "已提醒今后并入计划检查。".to_owned(),
            ..CloseWarningRequest::default()
        })
        .await?;
    stage.narrator.step(
        "洪丽萍",
        "情况属实，已纠正，预警办结",
        "行政执法监督条例第二条",
    );
    Ok(())
}

/// The decision as anybody finds it, and the deadline that its publication has met.
async fn disclosed(stage: &Stage<'_>, address: &str, penalty: &Outcome) -> anyhow::Result<()> {
    let file = penalty.case.penalty.clone().unwrap_or_default();
    let public = PublicDisclosureServiceClient::new(stage.channel.clone());
    let found: PublishedDecision = until("the publication", async || {
        let request = SearchDecisionsRequest {
            document_number: file.document_number.clone(),
            ..SearchDecisionsRequest::default()
        };
        let found = public.clone().search_decisions(request).await?;
        Ok(found.into_inner().decisions.into_iter().next())
    })
    .await?;
    let decision = found.decision.unwrap_or_default();
    for (name, value) in [
        ("决定书文号", &decision.document_number),
        ("当事人", &decision.party_name),
        ("处罚内容", &decision.content),
        ("处罚机关", &decision.agency_name),
        ("公示至", &found.display_until),
    ] {
        stage.narrator.line(&format!("{name}：{value}"));
    }
    stage.narrator.line(&format!(
        "公示页面：{address}/public/decisions/{}",
        found.publication_id
    ));
    let case_id = penalty.case.case_id.clone();
    let met = until("the publicity deadline met", async || {
        let request = GetCaseRequest {
            case_id: case_id.clone(),
        };
        let case = penalty.reader.cases().get_case(request).await?.into_inner();
        let case = case.case.unwrap_or_default();
        Ok(case.deadlines.into_iter().find(|deadline| {
            deadline.kind == "PUBLICITY" && deadline.state() == DeadlineState::Met
        }))
    })
    .await?;
    stage.narrator.line(&format!(
        "公示期限（{}前）已由公示自动销号（{}）。",
        met.due_date, met.citation
    ));
    Ok(())
}

async fn counted(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let guo = stage.sign_in("guo.licheng").await?;
    let overview = guo
        .analytics()
        .get_overview(GetOverviewRequest {
            division: ids::DIVISION_LONGHAI.to_owned(),
        })
        .await?
        .into_inner();
    let names = guo
        .analytics()
        .list_definitions(contract::analytics::v1::ListDefinitionsRequest {})
        .await?
        .into_inner()
        .definitions;
    for tile in overview.tiles {
        let figure = tile.figure.unwrap_or_default();
        let name = names
            .iter()
            .find(|definition| definition.definition_id == figure.definition_id)
            .map_or(figure.definition_id.as_str(), |definition| &definition.name);
        stage.narrator.line(&format!(
            "{name}：{}（可下钻 {} 行）",
            read(&figure),
            figure.rows
        ));
    }
    for mark in overview.watermarks {
        if mark.log == "cases" {
            stage.narrator.line(&format!(
                "数据截至办案记录第 {} 条，未计入 {} 条。",
                mark.position, mark.events_behind
            ));
        }
    }
    Ok(())
}

/// The city's supervisor: in this deployment by division, or in the city's own, to which this one hands over.
async fn seen_by_the_city(stage: &mut Stage<'_>, city: Option<&str>) -> anyhow::Result<()> {
    let ye = match city {
        None => stage.sign_in("ye.weimin").await?,
        Some(address) => {
            let channel = client::connect(address).await?;
            stage.sign_in_at(channel, "ye.weimin").await?
        }
    };
    let request = || GetFiguresRequest {
        definition_ids: vec![CASES.to_owned(), "fines.decided".to_owned()],
        filter: Some(FigureFilter {
            division: ids::DIVISION_ZHANGZHOU.to_owned(),
            ..FigureFilter::default()
        }),
        grouping: Grouping::Division.into(),
    };
    let figures = until("the city's figures", async || {
        let answer = ye.analytics().get_figures(request()).await?.into_inner();
        let counted = answer.figures.iter().any(|figure| figure.value > 0);
        Ok(counted.then_some(answer.figures))
    })
    .await?;
    if let Some(address) = city {
        stage.narrator.line(&format!(
            "（漳州市自己的平台 {address}，数据经签名批次从龙海区上报。）"
        ));
    }
    for figure in figures.iter().filter(|figure| figure.value > 0) {
        let name = match figure.definition_id.as_str() {
            CASES => "新办案件",
            _ => "罚款决定金额",
        };
        stage
            .narrator
            .line(&format!("{}：{name} {}", figure.group_name, read(figure)));
    }
    let warnings = ye
        .supervision()
        .list_warnings(ListWarningsRequest {
            division: ids::DIVISION_ZHANGZHOU.to_owned(),
            ..ListWarningsRequest::default()
        })
        .await?
        .into_inner()
        .warnings;
    stage
        .narrator
        .line(&format!("全市预警（最近一页）：{} 条。", warnings.len()));
    Ok(())
}

/// A figure as it is read; a share carries its sign already.
fn read(figure: &Figure) -> String {
    if figure.text.ends_with('%') {
        figure.text.clone()
    } else {
        format!("{} {}", figure.text, figure.unit)
    }
}

/// Looks for what follows an act, for as long as that may take.
async fn until<T>(
    what: &str,
    mut look: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    for _ in 0..LOOKS {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        tokio::time::sleep(PAUSE).await;
    }
    None.with_context(|| format!("{what} never came"))
}
