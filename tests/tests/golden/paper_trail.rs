//! A case as its file shows it: the officers show their cards and inspect, what was seen is written down and signed page by page, what
//! was taken is kept chunk by chunk, papers are issued, voided, sealed and served, the party reads and signs on its page, a phone
//! works without a network, and what is archived in the end is proved from the file alone.

mod archive;
mod files;
mod filing;
mod page;
mod papers;
mod phone;
mod questioning;
mod service;
mod site;

use std::path::PathBuf;

use contract::cases::v1::{Case, GetCaseRequest};
use contract::elements::v1::element::Body;
use contract::elements::v1::{Basis, CompulsionMeans, Domain, Item, ItemKind};
use elements::seed::ids;
use serde_json::json;
use stories::{Browser, Clerks, Stage, caught_up, fresh};
use suite::client::Client;
use testkit::SmtpServer;

use crate::crew::Crew;
use crate::ends;

const BEGINS: &str = "2026-03-02T09:00:00+08:00";
/// 广告监督检查, an item that the demonstration does not have.
const INSPECTION: &str = "i-inspect-advertising";
/// The power to seize what has to do with an advertisement.
const FORCE: &str = "i-seize-advertising";
/// Where the party has its letters sent.
const EMAIL: &str = "xu.dahai@foods.example";

/// Everybody who leaves a trace, and the mail server of the party.
pub(crate) struct Trail<'a> {
    stage: &'a Stage,
    post: &'a SmtpServer,
    crew: Crew<'a>,
    cai: Client,
    /// Published certificates, as a stranger has got them once.
    keys: PathBuf,
}

impl<'a> Trail<'a> {
    async fn begins(stage: &'a Stage, post: &'a SmtpServer) -> Self {
        Self {
            stage,
            post,
            crew: Crew::sign_in(stage).await,
            cai: stage.sign_in("cai.yating").await,
            keys: stage.settings.data.join("published.pem"),
        }
    }

    /// Everybody comes back at an instant.
    async fn later(&mut self, at: &str) {
        self.stage.travel_to(at);
        self.crew = Crew::sign_in(self.stage).await;
        self.cai = self.stage.sign_in("cai.yating").await;
    }

    async fn case(&self, id: &str) -> Case {
        let request = GetCaseRequest {
            case_id: id.to_owned(),
        };
        let answer = self.crew.zheng.cases().get_case(request).await;
        answer.unwrap().into_inner().case.unwrap()
    }

    /// What a stranger does before there is no network: the published certificates are kept in a file.
    async fn publishes_its_keys(&self) {
        let method = "SignatureService/ListTrustedCertificates";
        let (status, answer) = Browser::at(self.stage).call(method, "", &json!({})).await;
        assert_eq!(status, 200, "{answer}");
        std::fs::create_dir_all(&self.stage.settings.data).unwrap();
        std::fs::write(&self.keys, answer["pem"].as_str().unwrap()).unwrap();
    }
}

/// 广告法 §49: who supervises advertisements inspects, and seizes what has to do with them.
fn item(id: &str, name: &str, kind: ItemKind, point: i32) -> Item {
    Item {
        item_id: id.to_owned(),
        name: name.to_owned(),
        kind: kind.into(),
        domain: Domain::MarketSupervision.into(),
        basis: vec![Basis {
            law_id: ids::LAW_ADVERTISING.to_owned(),
            article: 49,
            paragraph: 1,
            item: point,
            ..Basis::default()
        }],
        agency_ids: vec![ids::AGENCY_MARKET.to_owned()],
        catalogue_code: format!("350604-0101-001{point}"),
        ..Item::default()
    }
}

async fn stage_with(post: &SmtpServer) -> Stage {
    let mut settings = fresh().await;
    settings.cases.mail = mail::Settings {
        host: "127.0.0.1".to_owned(),
        port: post.port(),
        from: "wenshu@longhai.example".to_owned(),
        tls: mail::Tls::None,
        ..mail::Settings::default()
    };
    // The clock's work comes by often: days pass in moments here.
    settings.cases.clock_interval_s = 1;
    let stage = Stage::with(stories::Shape::OneProcess, BEGINS, settings).await;
    let clerks = Clerks::sign_in(&stage).await;
    let force = Item {
        means: vec![CompulsionMeans::Seize.into()],
        ..item(
            FORCE,
            "对与涉嫌违法广告直接相关的财物的查封、扣押",
            ItemKind::Compulsion,
            5,
        )
    };
    let inspecting = item(INSPECTION, "对广告活动的监督检查", ItemKind::Inspection, 1);
    let bodies = vec![Body::Item(inspecting), Body::Item(force)];
    clerks.publish(&stage, "2026-03-02", bodies).await;
    caught_up(&stage.settings).await;
    stage
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_its_file_from_the_first_card_to_the_archive_and_proves_itself_off_line() {
    let post = SmtpServer::start(None).await;
    let stage = stage_with(&post).await;
    let mut trail = Trail::begins(&stage, &post).await;
    let inspection = Box::pin(site::inspected(&mut trail)).await;
    let id = Box::pin(filing::filed_and_seized(&mut trail, &inspection)).await;
    Box::pin(phone::works_without_a_network(&mut trail, &id)).await;
    Box::pin(questioning::the_party_refuses_a_page(&mut trail, &id)).await;
    Box::pin(service::told_by_e_mail(&mut trail, &id)).await;
    Box::pin(page::reads_and_signs(&trail, &id)).await;
    Box::pin(service::decided_sealed_and_served(&mut trail, &id)).await;
    Box::pin(archive::closed_and_archived(&mut trail, &id)).await;
    Box::pin(archive::exported(&trail, &id)).await;
    Box::pin(archive::parcelled(&trail, &id)).await;
    ends(stage).await;
}
