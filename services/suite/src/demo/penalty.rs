//! The penalty story: 3,000 yuan under the ordinary procedure, twice refused on the way.

use contract::cases::v1::{
    CloseCaseRequest, ClosingGround, ConcludeInquiryRequest, DecideRequest, EndorseDecisionRequest,
    EvidenceKind, FileCaseRequest, ProposeClosingRequest, RecordEvidenceRequest,
    RecordPaymentRequest, ReviewLegalityRequest, ReviewOpinion, ServiceMatter, ServicePaper,
    WaiveStatementRequest,
};
use elements::seed::ids;
use prost_types::Struct;

use super::gas_safety::signed;
use super::narrate::is_refused;
use super::{Outcome, Stage, papers, transcript};

/// 3,000 yuan in fen.
const FINE: i64 = 300_000;

/// Where the numbers of transcripts begin among the things that a form can be about.
const TRANSCRIPTS: i32 = 1_000;

/// How often the story can be told on one day.
const TELLINGS: i64 = 300;

pub(super) async fn play(stage: &mut Stage<'_>) -> anyhow::Result<Outcome> {
    let zheng = stage.sign_in("zheng.haifeng").await?;
    let xu = stage.sign_in("xu.jingyi").await?;
    let dai = stage.sign_in("dai.jianping").await?;
    let guo = stage.sign_in("guo.licheng").await?;
    let cai_yating = stage.sign_in("cai.yating").await?;
    let pair = "郑海峰、蔡雅婷";
    let cai = ids::OFFICER_CAI.id.to_owned();
    let today = stage.today();

    let file = |request_id: String, co_officer_id: &str, earlier: i64| FileCaseRequest {
        request_id,
        party_id: ids::PARTY_FOODS.to_owned(),
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        source: "日常检查".to_owned(),
        summary: "当事人发布的食品广告引用统计数据未表明出处，已取得广告样件。".to_owned(),
        act_date: today.add_days(-20 - earlier).to_string(),
        co_officer_id: co_officer_id.to_owned(),
        ..FileCaseRequest::default()
    };
    let lapsed = zheng
        .penalties()
        .file_case(file(stage.request_id(), ids::OFFICER_WU.id, 0))
        .await;
    stage
        .narrator
        .refused("郑海峰、吴文斌", "立案", "CERTIFICATE_LAPSED", lapsed)?;

    // Of one act there is one filing: a story that is told again tells of an advertisement a day older.
    let mut earlier = 0;
    let filed = loop {
        let request = file(stage.request_id(), &cai, earlier);
        match zheng.penalties().file_case(request).await {
            Err(status) if earlier < TELLINGS && is_refused(&status, "FILED_ALREADY") => {
                earlier += 1;
            }
            answer => break answer?.into_inner(),
        }
    };
    let case_id = filed.case.unwrap_or_default().case_id;
    stage.narrator.step(
        pair,
        "换由持有效证件的执法人员立案，九十日办案期限起算",
        "行政处罚法第五十四条、第六十条",
    );

    zheng
        .penalties()
        .record_evidence(RecordEvidenceRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            co_officer_id: cai.clone(),
            kind: EvidenceKind::PartyStatement.into(),
            description: "当事人关于广告来源的陈述，附广告样件及发布记录。".to_owned(),
            collect_time: Some(stage.minutes_ago(5)),
            ..RecordEvidenceRequest::default()
        })
        .await?;
    stage
        .narrator
        .step(pair, "收集当事人的陈述入卷", "行政处罚法第四十六条");
    let approval = ("LA02", "立案审批表", 0);
    papers::issued(stage, &zheng, &case_id, approval, papers::opinions(today)).await?;
    papers::shown(stage, &zheng, &case_id).await?;
    papers::photographed(stage, &zheng, &case_id).await?;
    let asked = transcript::taken(stage, (&zheng, &cai_yating), &case_id).await?;
    let form = ("DC04", "询问笔录", TRANSCRIPTS + asked);
    papers::issued(stage, &zheng, &case_id, form, Struct::default()).await?;

    zheng
        .discretion()
        .weigh_penalty(super::weigh(stage.request_id(), &case_id, FINE))
        .await?;
    stage.narrator.step(
        pair,
        "适用裁量基准：较轻阶次，主动消除危害后果，从轻",
        "行政处罚法第三十二条、第三十四条",
    );

    zheng
        .penalties()
        .conclude_inquiry(ConcludeInquiryRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            co_officer_id: cai.clone(),
            facts: "当事人发布引证内容未表明出处的广告，事实清楚，证据充分。".to_owned(),
            proposed_fine_fen: FINE,
            discretion: "初次违法，主动整改，从轻处罚。".to_owned(),
            ..ConcludeInquiryRequest::default()
        })
        .await?;
    stage
        .narrator
        .step(pair, "调查终结，拟罚款三千元", "行政处罚法第五十七条");

    xu.penalties()
        .review_legality(ReviewLegalityRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            opinion: ReviewOpinion::Passed.into(),
            remarks: "主体、程序、证据、裁量均合法适当，同意。".to_owned(),
            ..ReviewLegalityRequest::default()
        })
        .await?;
    stage
        .narrator
        .step("许静怡", "法制审核通过", "行政处罚法第五十八条");

    let decide = |request_id: String| DecideRequest {
        request_id,
        case_id: case_id.clone(),
        fine_fen: FINE,
        reasons: "违法事实清楚，证据确凿，初次违法并主动整改，从轻罚款三千元。".to_owned(),
        correction_order: "责令停止发布该广告。".to_owned(),
        ..DecideRequest::default()
    };
    let early = guo.penalties().decide(decide(stage.request_id())).await;
    stage
        .narrator
        .refused("郭立诚", "未告知即作出处罚决定", "NOTICE_NOT_SERVED", early)?;

    let notice =
        papers::issued(stage, &zheng, &case_id, ("GZ01", "", 0), Struct::default()).await?;
    papers::agreed(stage, &zheng, &case_id).await?;
    let told = ServicePaper {
        matter: ServiceMatter::PenaltyNotice.into(),
        content: "拟罚款三千元；您有权在五个工作日内陈述、申辩。".to_owned(),
        ..ServicePaper::default()
    };
    let step = (
        "行政处罚告知书到达当事人主页，陈述申辩期限起算",
        "行政处罚法第四十四条、第六十一条",
    );
    papers::served(stage, &zheng, &case_id, (notice.number, told), step).await?;

    zheng
        .penalties()
        .waive_statement(WaiveStatementRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            signature: Some(signed("李某（法定代表人）")),
            ..WaiveStatementRequest::default()
        })
        .await?;
    stage
        .narrator
        .step("当事人", "书面明确放弃陈述申辩", "行政处罚法第六十二条");

    let unendorsed = guo.penalties().decide(decide(stage.request_id())).await;
    stage.narrator.refused(
        "郭立诚",
        "办案机构负责人未提出意见即作出处罚决定",
        "ENDORSEMENT_MISSING",
        unendorsed,
    )?;
    dai.decisions()
        .endorse_decision(EndorseDecisionRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            opinion: ReviewOpinion::Passed.into(),
            remarks: "事实清楚，裁量适当，同意拟处理意见。".to_owned(),
            ..EndorseDecisionRequest::default()
        })
        .await?;
    stage
        .narrator
        .step("戴建平", "办案机构负责人提出意见", "行政处罚法第五十七条");

    guo.penalties().decide(decide(stage.request_id())).await?;
    stage.narrator.step(
        "郭立诚",
        "作出罚款三千元的行政处罚决定",
        "行政处罚法第五十七条、第五十九条",
    );

    let paper = papers::issued(stage, &zheng, &case_id, ("JD03", "", 0), Struct::default()).await?;
    let decision = ServicePaper {
        matter: ServiceMatter::Decision.into(),
        ..ServicePaper::default()
    };
    let step = (
        "加盖电子印章的行政处罚决定书到达当事人主页，十五日缴款期限起算",
        "行政处罚法第六十一条、第六十七条",
    );
    papers::served(stage, &zheng, &case_id, (paper.number, decision), step).await?;

    zheng
        .penalties()
        .record_payment(RecordPaymentRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            amount_fen: FINE,
            receipt_number: format!("闽财罚{}", case_id.replace('-', "")),
            paid_date: today.to_string(),
            ..RecordPaymentRequest::default()
        })
        .await?;
    stage.narrator.step(
        "当事人",
        "缴纳罚款三千元，取得财政票据",
        "行政处罚法第六十七条、第七十条",
    );

    zheng
        .decisions()
        .propose_closing(ProposeClosingRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            ground: ClosingGround::Executed.into(),
            conclusion: "行政处罚决定履行完毕，违法行为已改正。".to_owned(),
            ..ProposeClosingRequest::default()
        })
        .await?;
    stage.narrator.step(
        "郑海峰",
        "提请结案",
        "市场监督管理行政处罚程序规定第七十七条",
    );

    let closed = guo
        .penalties()
        .close_case(CloseCaseRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            conclusion: "同意结案。".to_owned(),
            ..CloseCaseRequest::default()
        })
        .await?
        .into_inner()
        .case
        .unwrap_or_default();
    stage.narrator.step(
        "郭立诚",
        "批准结案",
        "市场监督管理行政处罚程序规定第七十七条",
    );
    Ok(Outcome {
        case: closed,
        reader: zheng,
    })
}
