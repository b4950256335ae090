//! BundleService.

use contract::elements::v1 as proto;
use contract::elements::v1::bundle_service_server::BundleService;
use contract::elements::v1::element::Body;
use elements_domain::{Change, Element, Key, Registry, Span, reasons};
use host::Call;
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use statute::identifier::DivisionCode;
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{READ, WRITE, parse};
use crate::bundle::{self, Compared, Opened, TRAVELLING, Taken};
use crate::changes::{self, Ask, Title, Wish};
use crate::handle::Centre;
use crate::publish::Entry;
use crate::store::{self, Point};

const IMPORT: &str = "/yifa.elements.v1.BundleService/ImportBundle";
/// Most elements of a bundle.
const MOST: usize = 200;
/// Longest name of a bundle, in characters.
const LONGEST_NAME: usize = 100;

type Answered<T> = Result<Response<T>, Status>;

/// BundleService as the contract serves it.
#[derive(Debug, Clone)]
pub struct BundleApi {
    centre: Centre,
    /// Ids of the keys whose bundles are taken without asking, besides this deployment's own.
    trusted: Vec<String>,
}

/// An entry of a bundle as it would stand here.
struct Landing {
    key: Key,
    source_id: String,
    body: Body,
    compared: Compared,
}

impl BundleApi {
    /// Serves this centre; bundles signed by its own key or by one of these are trusted.
    pub fn new(centre: Centre, trusted: Vec<String>) -> Self {
        Self { centre, trusted }
    }

    fn trusts(&self, key_id: &str) -> bool {
        let own = feed::key_id(self.centre.feed().public_pem());
        self.trusted.iter().any(|trusted| trusted == key_id) || own.is_ok_and(|own| own == key_id)
    }

    /// Where the entries of a bundle would stand: under their own ids, or as copies where the id is another division's.
    async fn landings(
        &self,
        conn: &mut PgConnection,
        bundle: &Opened,
        division: &DivisionCode,
        at: Point,
    ) -> Result<Vec<Landing>, Failure> {
        let mut landings = Vec::with_capacity(bundle.content.elements.len());
        for element in &bundle.content.elements {
            let body = element.body.clone().ok_or_else(not_for_bundles)?;
            let key = travelling(&body)?;
            let held = present(conn, &key, at).await?;
            let here = held
                .as_ref()
                .and_then(bundle::division_of)
                .is_none_or(|held| held == division.as_str());
            let body = bundle::moved_to(body, division.as_str());
            landings.push(if here {
                landing(conn, key.clone(), key.id, body, held.as_ref()).await?
            } else {
                let copy = Key::new(key.registry, format!("{}-{}", key.id, division.as_str()));
                let held = present(conn, &copy, at).await?;
                let body = bundle::renamed(body, &copy.id);
                landing(conn, copy, key.id, body, held.as_ref()).await?
            });
        }
        Ok(landings)
    }

    async fn export(
        &self,
        call: &Call,
        message: proto::ExportBundleRequest,
    ) -> Result<proto::ExportBundleResponse, Failure> {
        if message.elements.is_empty() || message.elements.len() > MOST {
            return Err(Refusal::malformed(
                "elements",
                format!("must name 1 to {MOST} elements"),
                format!("应选择1至{MOST}项要素"),
            )
            .into());
        }
        let name = parse::search("name", &message.name)?
            .filter(|name| name.chars().count() <= LONGEST_NAME)
            .ok_or_else(|| {
                Refusal::malformed(
                    "name",
                    format!("must have 1 to {LONGEST_NAME} characters"),
                    format!("应为1至{LONGEST_NAME}个字"),
                )
            })?;
        let as_of = proto::AsOf {
            valid_date: message.valid_date,
            known_time: None,
        };
        let at = parse::point(Some(&as_of), self.centre.today())?;
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        let mut elements = Vec::with_capacity(message.elements.len());
        for (index, named) in message.elements.iter().enumerate() {
            let registry = Registry::from_proto(named.registry)
                .filter(|registry| TRAVELLING.contains(registry))
                .ok_or_else(not_for_bundles)?;
            let key = parse::key(registry, "elements.element_id", &named.element_id)?;
            let body = present(&mut conn, &key, at).await?.ok_or_else(|| {
                Refusal::absent(registry.name(), registry.zh())
                    .with_metadata("entry", (index + 1).to_string())
            })?;
            elements.push(proto::Element { body: Some(body) });
        }
        let now = self.centre.now();
        let content = proto::BundleContent {
            name: name.clone(),
            origin: call.actor.division.clone(),
            create_time: Some(prost_types::Timestamp {
                seconds: now.timestamp(),
                nanos: 0,
            }),
            valid_date: at.valid.to_string(),
            elements,
        };
        Ok(proto::ExportBundleResponse {
            bundle: bundle::seal(&content, self.centre.feed())?,
            file_name: format!("{name}.yifa-bundle.json"),
        })
    }

    async fn inspect(
        &self,
        call: &Call,
        message: &proto::InspectBundleRequest,
    ) -> Result<proto::InspectBundleResponse, Failure> {
        let bundle = bundle::open(&message.bundle)?;
        let division = parse::division("division", &call.actor.division)?;
        let at = parse::point(None, self.centre.today())?;
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        let landings = self.landings(&mut conn, &bundle, &division, at).await?;
        let mut entries = Vec::with_capacity(landings.len());
        for (landing, element) in landings.into_iter().zip(&bundle.content.elements) {
            entries.push(proto::BundleEntry {
                element: Some(element.clone()),
                comparison: landing.compared.comparison.into(),
                missing: self.missing(&mut conn, &landing, at).await?,
                differing_fields: landing.compared.differing,
            });
        }
        Ok(proto::InspectBundleResponse {
            trusted: self.trusts(&bundle.key_id),
            name: bundle.content.name,
            origin: bundle.content.origin,
            create_time: bundle.content.create_time,
            public_key_pem: bundle.public_key_pem,
            entries,
        })
    }

    /// What an entry refers to and is not in force here.
    async fn missing(
        &self,
        conn: &mut PgConnection,
        landing: &Landing,
        at: Point,
    ) -> Result<Vec<String>, Failure> {
        let element = Element::read(
            landing.body.clone(),
            Span::since(at.valid),
            self.centre.today(),
        )?;
        let mut missing = Vec::new();
        for reference in element.references() {
            let key = reference.key();
            if present(conn, &key, at).await?.is_none() {
                missing.push(key.aggregate_id());
            }
        }
        missing.sort();
        missing.dedup();
        Ok(missing)
    }

    async fn import(
        &self,
        call: &Call,
        message: proto::ImportBundleRequest,
    ) -> Result<proto::ImportBundleResponse, Failure> {
        let request_id = parse::request_id(&message.request_id)?;
        let bundle = bundle::open(&message.bundle)?;
        if !message.accept_unknown_key && !self.trusts(&bundle.key_id) {
            return Err(unknown_key(&bundle.key_id).into());
        }
        let division = parse::division("division", &message.division)?;
        let span = parse::span(&message.valid_from, "")?;
        let overwrite: Vec<Key> = message
            .overwrite
            .iter()
            .filter_map(|named| {
                let registry = Registry::from_proto(named.registry)?;
                Some(Key::new(registry, named.element_id.clone()))
            })
            .collect();
        let at = Point {
            valid: span.from(),
            known: None,
        };
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        let landings = self.landings(&mut conn, &bundle, &division, at).await?;
        let (taken, left): (Vec<Landing>, Vec<Landing>) =
            landings.into_iter().partition(|landing| {
                landing.compared.comparison == proto::BundleComparison::New
                    || landing.compared.comparison != proto::BundleComparison::Same
                        && overwrite.contains(&landing.key)
            });
        let left = left.iter().map(|landing| name_of(&landing.key)).collect();
        if taken.is_empty() {
            return Ok(proto::ImportBundleResponse {
                left,
                ..proto::ImportBundleResponse::default()
            });
        }
        let mut entries = Vec::with_capacity(taken.len());
        for landing in &taken {
            let element = Element::read(landing.body.clone(), span, self.centre.today())?;
            entries.push(Entry {
                change: Change::Record(Box::new(element)),
                span,
                seen: None,
            });
        }
        let request = changes::Request {
            request_id,
            method: IMPORT,
            payload: message.encode_to_vec(),
        };
        let wish = Wish {
            title: Title::Given(format!("导入配置包“{}”", bundle.content.name)),
            reason: format!(
                "来自区划{}，签名公钥{}",
                bundle.content.origin, bundle.key_id
            ),
            validate_only: message.validate_only,
        };
        let answer = self
            .centre
            .propose(call, &request, &Ask::Entries(entries), &wish)
            .await?;
        if let Ok(change_id) = Uuid::parse_str(&answer.change_id) {
            let origins: Vec<Taken> = taken.iter().map(Landing::taken).collect();
            let (by, now) = (&call.actor.principal, self.centre.now());
            bundle::keep(&mut conn, change_id, &bundle, &origins, by, now).await?;
        }
        Ok(proto::ImportBundleResponse {
            change_id: answer.change_id,
            taken: taken.iter().map(|landing| name_of(&landing.key)).collect(),
            left,
        })
    }
}

impl Landing {
    fn taken(&self) -> Taken {
        Taken {
            key: self.key.clone(),
            source_id: self.source_id.clone(),
            body_hash: bundle::body_hash(&self.body),
        }
    }
}

#[tonic::async_trait]
impl BundleService for BundleApi {
    async fn export_bundle(
        &self,
        request: Request<proto::ExportBundleRequest>,
    ) -> Answered<proto::ExportBundleResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(
            self.export(&call, request.into_inner()).await?,
        ))
    }

    async fn inspect_bundle(
        &self,
        request: Request<proto::InspectBundleRequest>,
    ) -> Answered<proto::InspectBundleResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(self.inspect(&call, request.get_ref()).await?))
    }

    async fn import_bundle(
        &self,
        request: Request<proto::ImportBundleRequest>,
    ) -> Answered<proto::ImportBundleResponse> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        Ok(Response::new(
            self.import(&call, request.into_inner()).await?,
        ))
    }
}

async fn landing(
    conn: &mut PgConnection,
    key: Key,
    source_id: String,
    body: Body,
    held: Option<&Body>,
) -> Result<Landing, Fault> {
    let last_taken = bundle::last_taken(conn, &key).await?;
    let compared = bundle::compare(&body, held, last_taken);
    Ok(Landing {
        key,
        source_id,
        body,
        compared,
    })
}

async fn present(conn: &mut PgConnection, key: &Key, at: Point) -> Result<Option<Body>, Fault> {
    Ok(store::get(conn, key, at)
        .await?
        .map(|(stored, _)| stored.body))
}

fn travelling(body: &Body) -> Result<Key, Refusal> {
    let registry = Registry::of(body);
    let id = bundle::id_of(body).ok_or_else(not_for_bundles)?;
    Ok(Key::new(registry, id))
}

fn name_of(key: &Key) -> proto::ElementName {
    proto::ElementName {
        registry: key.registry.to_proto().into(),
        element_id: key.id.clone(),
    }
}

fn not_for_bundles() -> Refusal {
    Refusal::new(
        &reasons::NOT_FOR_BUNDLES,
        "an element of this registry does not travel in bundles",
        reasons::NOT_FOR_BUNDLES.remedy,
    )
}

fn unknown_key(key_id: &str) -> Refusal {
    Refusal::new(
        &reasons::BUNDLE_KEY_UNKNOWN,
        format!("the bundle is signed by key {key_id}, which is not listed here"),
        format!("配置包由未登记的公钥（{key_id}）签名"),
    )
    .with_metadata("key_id", key_id)
}
