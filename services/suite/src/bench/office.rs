//! An office of case handling in this process, on a database of its own: the whole path of an act without the gateway.

use std::net::SocketAddr;
use std::sync::Arc;

use actor::{Actor, Kind, Stamper};
use anyhow::Context as _;
use cases::Desk;
use contract::cases::v1::case_service_client::CaseServiceClient;
use contract::cases::v1::evidence_service_client::EvidenceServiceClient;
use contract::cases::v1::penalty_service_client::PenaltyServiceClient;
use contract::cases::v1::task_service_client::TaskServiceClient;
use contract::cases::v1::{Case, EvidenceKind, FileCaseRequest, RecordEvidenceRequest};
use elements::seed::ids;
use host::{Readiness, Secret, Service, Upstream};
use sqlx::PgPool;
use tonic::metadata::AsciiMetadataValue;
use tonic::{Request, Status};

use super::asked::{Asked, Page};
use super::site::{self, Site};
use crate::{Part, World};

/// Cases that stand ready, so that hardly any is acted on twice.
pub(super) const CASES: i32 = 50_000;
/// How long the stamp of the office's officer is good.
const STAMP: chrono::Duration = chrono::Duration::hours(1);

/// The office.
#[derive(Debug, Clone)]
pub(super) struct Office {
    pub(super) pool: PgPool,
    penalties: PenaltyServiceClient<Upstream>,
    pub(super) evidence: EvidenceServiceClient<Upstream>,
    cases: CaseServiceClient<Upstream>,
    tasks: TaskServiceClient<Upstream>,
    pub(super) desk: Desk,
    stamper: Arc<Stamper>,
    stamp: AsciiMetadataValue,
    pub(super) world: World,
}

/// One act as the office's database keeps it.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) kind: String,
    pub(super) payload: Vec<u8>,
    pub(super) hash: Vec<u8>,
    pub(super) method: String,
    pub(super) response: Vec<u8>,
    pub(super) step: String,
}

impl Office {
    /// Opens it: with the elements that the product behind `gateway` tells, and nothing running in the background.
    pub(super) async fn open(
        site: &Site,
        url: &Secret,
        gateway: SocketAddr,
    ) -> anyhow::Result<Self> {
        let host = site.host_of(Part::Cases, gateway)?;
        let mut settings = site.settings().cases.clone();
        settings.database.url = url.clone();
        settings.search_folder = site
            .folder
            .join(format!("office-{}", site.world.entropy.random_id()));
        settings.files.folder = site
            .folder
            .join(format!("files-{}", site.world.entropy.random_id()));
        let pool = site::pool(url)?;
        host::database::migrate(&pool, &cases::migrations()).await?;
        let assembled = cases::desk(&settings, &host).await?;
        assembled
            .follower
            .catch_up()
            .await
            .context("the elements are not told")?;
        let desk = assembled.desk;
        let routes = cases::routes(&desk, desk.feed().clone(), host.tasks.stopping());
        let service = Service {
            name: cases::NAME,
            routes,
            readiness: Readiness::default(),
        };
        let stamper = Stamper::from_pkcs8_pem(site.settings().gateway.keys.actor.expose())?;
        let door = service.door(&host);
        let mut officer = officer();
        officer.expires = host.clock.now() + STAMP;
        Ok(Self {
            pool,
            penalties: PenaltyServiceClient::new(door.clone()),
            evidence: EvidenceServiceClient::new(door.clone()),
            cases: CaseServiceClient::new(door.clone()).max_decoding_message_size(16 * 1024 * 1024),
            tasks: TaskServiceClient::new(door).max_decoding_message_size(16 * 1024 * 1024),
            desk,
            stamp: AsciiMetadataValue::try_from(stamper.stamp(&officer))?,
            stamper: Arc::new(stamper),
            world: site.world.clone(),
        })
    }

    /// Files one case.
    pub(super) async fn file(&self) -> Result<Case, Status> {
        let answer = self
            .penalties
            .clone()
            .file_case(self.request(filing(&self.world)))
            .await?;
        let case = answer.into_inner().case;
        case.ok_or_else(|| Status::internal("no case"))
    }

    /// Does one act on a case.
    pub(super) async fn act(&self, case_id: &str) -> Result<(), Status> {
        let request = self.request(evidence(&self.world, case_id));
        self.penalties.clone().record_evidence(request).await?;
        Ok(())
    }

    /// Takes every case into the index of words.
    pub(super) async fn take_in(&self) -> anyhow::Result<()> {
        Ok(self.desk.index().catch_up().await?)
    }

    /// Asks for a page as `viewer`.
    pub(super) async fn ask(&self, viewer: &Actor, asked: &Asked) -> anyhow::Result<Page> {
        let viewer = Actor {
            expires: self.world.clock.now() + STAMP,
            ..viewer.clone()
        };
        let stamp = AsciiMetadataValue::try_from(self.stamper.stamp(&viewer))?;
        Ok(match asked {
            Asked::List(message) => {
                let request = stamped(message.clone(), stamp);
                let page = self.cases.clone().list_cases(request).await?.into_inner();
                Page {
                    rows: page.cases.len(),
                    next: page.next_page_token,
                }
            }
            Asked::Find(message) => {
                let request = stamped(message.clone(), stamp);
                let page = self.cases.clone().find_cases(request).await?.into_inner();
                Page {
                    rows: page.cases.len(),
                    next: page.next_page_token,
                }
            }
            Asked::Tasks(message) => {
                let request = stamped(message.clone(), stamp);
                let page = self.tasks.clone().list_tasks(request).await?.into_inner();
                Page {
                    rows: page.tasks.len(),
                    next: page.next_page_token,
                }
            }
        })
    }

    /// A request of the officer.
    pub(super) fn request<T>(&self, message: T) -> Request<T> {
        stamped(message, self.stamp.clone())
    }

    /// Puts copies of a case into `pool`'s database, under the ids that [`case_id`] gives.
    pub(super) async fn multiply(&self, case: &Case, pool: &PgPool) -> anyhow::Result<()> {
        let row: (String, String, String, i64, Vec<u8>, String, String, String) = sqlx::query_as(
            "select procedure, step, state::text, version, chain_head, agency_id, party_id, division
             from cases where case_id = $1::uuid",
        )
        .bind(&case.case_id)
        .fetch_one(&self.pool)
        .await?;
        let (procedure, step, state, version, head, agency, party, division) = row;
        sqlx::query(
            "insert into cases (case_id, code, procedure, step, closed, agency_id, party_id, division,
                 version, chain_head, state, created_at, updated_at)
             select id::uuid, lpad(n::text, 17, '0'), $1, $2, false, $3, $4, $5,
                 $6, $7, replace($8, $9, id)::jsonb, $10, $10
             from (select n, '00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as id
                 from generate_series(1, $11) as n) as numbers",
        )
        .bind(procedure)
        .bind(step)
        .bind(agency)
        .bind(party)
        .bind(division)
        .bind(version)
        .bind(head)
        .bind(state)
        .bind(&case.case_id)
        .bind(self.world.clock.now())
        .bind(CASES)
        .execute(pool)
        .await?;
        sqlx::query("analyze").execute(pool).await?;
        Ok(())
    }

    /// What the newest act left behind.
    pub(super) async fn newest(&self) -> anyhow::Result<Kept> {
        let row: (String, Vec<u8>, Vec<u8>, String, Vec<u8>, String) = sqlx::query_as(
            "select r.type, r.payload, r.hash, a.method, a.response, c.step
             from record r
             join answer a on a.request_id = r.request_id
             join cases c on c.case_id = r.aggregateid::uuid
             order by r.event_id desc limit 1",
        )
        .fetch_one(&self.pool)
        .await?;
        let (kind, payload, hash, method, response, step) = row;
        Ok(Kept {
            kind,
            payload,
            hash,
            method,
            response,
            step,
        })
    }

    /// Puts the office's elements into another database.
    pub(super) async fn share_elements(&self, pool: &PgPool) -> anyhow::Result<()> {
        type Line = (
            String,
            String,
            chrono::NaiveDate,
            Option<chrono::NaiveDate>,
            Option<String>,
            Vec<String>,
            Vec<u8>,
            i64,
            Vec<String>,
        );
        let lines: Vec<Line> = sqlx::query_as(
            "select registry, element_id, valid_from, valid_to, officer_id, law_ids, body, position, agency_ids from replica_element",
        )
        .fetch_all(&self.pool)
        .await?;
        for (registry, id, from, to, officer, laws, body, position, agencies) in lines {
            sqlx::query(
                "insert into replica_element (registry, element_id, valid_from, valid_to, officer_id, law_ids, body, position, agency_ids)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            )
            .bind(registry)
            .bind(id)
            .bind(from)
            .bind(to)
            .bind(officer)
            .bind(laws)
            .bind(body)
            .bind(position)
            .bind(agencies)
            .execute(pool)
            .await?;
        }
        sqlx::query(
            "insert into replica_change (registry, position)
             select registry, max(position) from replica_element
             where registry in ('holiday_calendar', 'parameter_pack')
             group by registry",
        )
        .execute(pool)
        .await?;
        sqlx::query("analyze").execute(pool).await?;
        sqlx::query("insert into checkpoint (consumer, position, applied_at) values ($1, 1, $2)")
            .bind(cases::follow::CONSUMER)
            .bind(self.world.clock.now())
            .execute(pool)
            .await?;
        Ok(())
    }
}

fn stamped<T>(message: T, stamp: AsciiMetadataValue) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert(actor::HEADER, stamp);
    request
}

/// Id of the copy with this number, from 1.
pub(super) fn case_id(number: i32) -> String {
    format!("00000000-0000-7000-8000-{number:012x}")
}

/// The officer of the acts, as the gateway would vouch for him.
fn officer() -> Actor {
    let officer = &ids::OFFICER_ZHENG;
    let permissions = gateway::roles::permissions(&[gateway::roles::Role::Officer]);
    Actor {
        principal: principal().to_owned(),
        kind: Kind::Person,
        officer_id: Some(officer.id.to_owned()),
        display_name: officer.name.to_owned(),
        agency_id: officer.agency.to_owned(),
        division: officer.division.to_owned(),
        postings: Vec::new(),
        permissions,
        session_id: None,
        expires: chrono::DateTime::UNIX_EPOCH,
    }
}

/// Somebody who reads.
pub(super) fn viewer(agency: &str, division: &str, permissions: &[&str]) -> Actor {
    Actor {
        principal: principal().to_owned(),
        kind: Kind::Person,
        officer_id: None,
        display_name: String::new(),
        agency_id: agency.to_owned(),
        division: division.to_owned(),
        postings: Vec::new(),
        permissions: permissions.iter().map(|it| (*it).to_owned()).collect(),
        session_id: None,
        expires: chrono::DateTime::UNIX_EPOCH,
    }
}

/// Who acts.
pub(super) const fn principal() -> &'static str {
    "00000000-0000-7000-8000-0000000000aa"
}

/// A request that files a case.
pub(super) fn filing(world: &World) -> FileCaseRequest {
    let today = calendar::CivilDate::of(world.clock.now());
    FileCaseRequest {
        request_id: world.entropy.random_id().to_string(),
        party_id: ids::PARTY_FOODS.to_owned(),
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        source: "日常检查".to_owned(),
        summary: "当事人发布的食品广告引用统计数据未表明出处，已取得广告样件。".to_owned(),
        act_date: today.add_days(-20).to_string(),
        separate_act_reason: "另一则广告。".to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        ..FileCaseRequest::default()
    }
}

/// A request that records evidence.
pub(super) fn evidence(world: &World, case_id: &str) -> RecordEvidenceRequest {
    let at = world.clock.now() - chrono::Duration::minutes(1);
    RecordEvidenceRequest {
        request_id: world.entropy.random_id().to_string(),
        case_id: case_id.to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        kind: EvidenceKind::Documentary.into(),
        description: "广告样件及发布记录，证明引证内容未表明出处。".to_owned(),
        collect_time: Some(prost_types::Timestamp {
            seconds: at.timestamp(),
            nanos: 0,
        }),
        ..RecordEvidenceRequest::default()
    }
}
