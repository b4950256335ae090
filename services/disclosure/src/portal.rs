//! The public portal: pages made on the server. No script, no cookie, no request to anywhere else.

mod open_data;
mod site;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use contract::disclosure::v1 as proto;
use contract::disclosure::v1::{PublicationKind, RenderPageResponse};
use minijinja::{Environment, Value, context};
use refusal::{Code, Failure, Fault, Refusal};
use statute::Domain;
use uuid::Uuid;

use crate::api::{list, query};
use crate::public::{Public, Results};
use crate::publication::{Publication, State};
use crate::rules;

/// Decisions of one page.
const PAGE: usize = 20;
/// Decisions on the first page of the portal.
const NEWEST: usize = 10;
/// How long a page may be kept: what is withdrawn is gone from every cache within a minute.
const FRESH: &str = "public, max-age=60";
/// What is nobody else's business.
const UNKEPT: &str = "no-store";
const HTML: &str = "text/html; charset=utf-8";

const TEMPLATES: [(&str, &str); 10] = [
    ("base.html", include_str!("portal/base.html")),
    ("form.html", include_str!("portal/form.html")),
    ("list.html", include_str!("portal/list.html")),
    ("home.html", include_str!("portal/home.html")),
    ("decisions.html", include_str!("portal/decisions.html")),
    ("decision.html", include_str!("portal/decision.html")),
    ("withdrawn.html", include_str!("portal/withdrawn.html")),
    ("case.html", include_str!("portal/case.html")),
    ("about.html", include_str!("portal/about.html")),
    ("message.html", include_str!("portal/message.html")),
];
const STYLE: &str = include_str!("portal/style.css");

/// The portal. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Portal {
    public: Public,
    templates: Arc<Environment<'static>>,
}

/// A page before it is sent.
struct Page {
    status: i32,
    content_type: &'static str,
    body: Vec<u8>,
    cache_control: &'static str,
}

/// What was asked for.
struct Asked<'a> {
    path: &'a str,
    query: &'a BTreeMap<String, String>,
}

/// The fields of the search form as they were sent.
#[derive(Debug, Clone, Default)]
struct Form {
    q: String,
    party: String,
    code: String,
    number: String,
    agency: String,
    division: String,
    kind: String,
    domain: String,
    from: String,
    to: String,
    detailed: bool,
}

impl Portal {
    /// The portal of what is public.
    pub fn new(public: Public) -> Result<Self, minijinja::Error> {
        let mut templates = Environment::new();
        for (name, source) in TEMPLATES {
            templates.add_template(name, source)?;
        }
        Ok(Self {
            public,
            templates: Arc::new(templates),
        })
    }

    /// Renders the page at a path. Only what is ours to mend fails; everything else has a page that says so.
    pub async fn render(
        &self,
        path: &str,
        query: &BTreeMap<String, String>,
    ) -> Result<RenderPageResponse, Fault> {
        let asked = Asked { path, query };
        let page = match self.page(&asked).await {
            Ok(page) => page,
            Err(Failure::Refusal(no)) => self.refused(&asked, &no)?,
            Err(Failure::Fault(fault)) => return Err(fault),
        };
        Ok(RenderPageResponse {
            status: page.status,
            content_type: page.content_type.to_owned(),
            etag: etag(&page.body),
            body: page.body,
            cache_control: page.cache_control.to_owned(),
        })
    }

    async fn page(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let rest = asked.path.strip_prefix("/public").unwrap_or_default();
        match rest {
            "" | "/" => self.home(asked).await,
            "/decisions" | "/decisions/" => self.decisions(asked).await,
            "/case" => self.case(asked).await,
            "/about" => self.about(asked),
            "/style.css" => Ok(Page {
                status: 200,
                content_type: "text/css; charset=utf-8",
                body: STYLE.as_bytes().to_vec(),
                cache_control: "public, max-age=3600",
            }),
            "/open-data/decisions.json" => open_data::json(&self.public, asked).await,
            "/open-data/decisions.csv" => open_data::csv(&self.public, asked).await,
            "/sitemap.xml" => site::map(&self.public).await,
            "/robots.txt" => Ok(site::robots(&self.public)),
            other => match other.strip_prefix("/decisions/") {
                Some(id) => self.decision(asked, id).await,
                None => Err(no_page().into()),
            },
        }
    }

    async fn home(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let newest = self
            .public
            .search(crate::search::Query::default(), None, NEWEST);
        let results = newest.await?;
        let more = context! {
            here => "home",
            form => Form::default().value(),
            kinds => kinds(),
            domains => domains(),
            decisions => shown(&results),
            total => results.total,
        };
        Ok(self.html(asked, "home.html", 200, FRESH, more)?)
    }

    async fn decisions(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let form = asked.form();
        let found = self.found(asked, &form).await;
        let (results, next, problem) = match found {
            Ok((results, next)) => (results, next, None),
            Err(Failure::Refusal(no)) if no.code() == Code::Malformed => {
                (Results::default(), None, Some(no.zh().to_owned()))
            }
            Err(other) => return Err(other),
        };
        let status = if problem.is_some() { 400 } else { 200 };
        let first = asked
            .given("page")
            .map(|_| asked.link("/public/decisions", &[("page", None)]));
        let more = context! {
            here => "decisions",
            form => form.value(),
            kinds => kinds(),
            domains => domains(),
            decisions => shown(&results),
            total => results.total,
            problem => problem,
            first => first,
            next => next,
        };
        Ok(self.html(asked, "decisions.html", status, FRESH, more)?)
    }

    async fn found(
        &self,
        asked: &Asked<'_>,
        form: &Form,
    ) -> Result<(Results, Option<String>), Failure> {
        let message = form.message()?;
        let list = list(&message);
        let token = asked.given("page").unwrap_or_default();
        let after = list.place(token, |key| key.parse::<u64>().ok())?;
        let results = self.public.search(query(&message)?, after, PAGE).await?;
        let next = results.next.map(|rank| {
            let token = list.token(&rank);
            asked.link("/public/decisions", &[("page", Some(&token))])
        });
        Ok((results, next))
    }

    async fn decision(&self, asked: &Asked<'_>, id: &str) -> Result<Page, Failure> {
        let shaped = id.len() == 36;
        let id = Uuid::parse_str(id)
            .ok()
            .filter(|_| shaped)
            .ok_or_else(no_page)?;
        let it = self.public.get(id).await.map_err(|failure| match failure {
            Failure::Refusal(_) => no_page().into(),
            fault @ Failure::Fault(_) => fault,
        })?;
        let day =
            |day: Option<calendar::CivilDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Ok(match it.state {
            State::Withdrawn => {
                let more = context! {
                    here => "decisions",
                    agency_name => it.decision.agency_name,
                    document_number => it.decision.document_number,
                    reasons => it.body.withdrawal_reasons,
                    withdrawn => day(it.body.withdrawn),
                    citation => it.body.withdrawal_citation,
                };
                self.html(asked, "withdrawn.html", 200, FRESH, more)?
            }
            State::Expired => {
                let text = "该信息的公示期已满，依法不再展示。";
                self.message(asked, 410, "公示期满", text)?
            }
            State::Published | State::Pending | State::Withheld => {
                let more = context! {
                    here => "decisions",
                    it => shown_one(&it),
                    published => day(it.body.published),
                    until => day(it.body.until),
                    citation => it.body.citation,
                };
                self.html(asked, "decision.html", 200, FRESH, more)?
            }
        })
    }

    async fn case(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let code = asked.given("code").unwrap_or_default();
        let form = context! { here => "case", noindex => true, code => code };
        if code.is_empty() {
            return Ok(self.html(asked, "case.html", 200, UNKEPT, form)?);
        }
        let (status, found) = match self.public.look_up(code).await {
            Ok(found) => (
                200,
                context! {
                    stage => found.stage,
                    advice => found.advice,
                    agency_name => found.served.agency_name,
                    publication => found.publication.map(|it| it.id.to_string()),
                },
            ),
            Err(Failure::Refusal(no)) if no.code() == Code::Malformed => {
                (400, context! { problem => no.zh() })
            }
            Err(Failure::Refusal(_)) => (
                404,
                context! { problem => "没有查到可以告知的案件，请核对案件身份码，或者联系办案机关。" },
            ),
            Err(fault) => return Err(fault),
        };
        let more = context! { ..found, ..form };
        Ok(self.html(asked, "case.html", status, UNKEPT, more)?)
    }

    fn about(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let rules: Vec<Value> = rules::RULES
            .iter()
            .map(|rule| {
                context! {
                    kind => kind_name(rule.kind),
                    publish => format!("作出决定之日起{}个工作日内", rule.publish.period.count()),
                    display => format!("不少于{}日，最长不超过{}年", rule.at_least.period.count(), rule.at_most.period.count()),
                    citation => format!("{}；{}", rule.publish.citation, rule.at_most.citation),
                }
            })
            .collect();
        let more = context! { here => "about", rules => rules, version => rules::VERSION };
        Ok(self.html(asked, "about.html", 200, FRESH, more)?)
    }

    fn refused(&self, asked: &Asked<'_>, no: &Refusal) -> Result<Page, Fault> {
        match no.code() {
            Code::Malformed => self.message(asked, 400, "请求有误", no.zh()),
            _ => self.message(
                asked,
                404,
                "没有这个页面",
                "您访问的页面不存在，或者没有可以公开的内容。",
            ),
        }
    }

    fn message(
        &self,
        asked: &Asked<'_>,
        status: i32,
        heading: &str,
        text: &str,
    ) -> Result<Page, Fault> {
        let cache = if status == 410 { FRESH } else { UNKEPT };
        let more = context! { heading => heading, text => text, noindex => true };
        self.html(asked, "message.html", status, cache, more)
    }

    fn html(
        &self,
        asked: &Asked<'_>,
        template: &str,
        status: i32,
        cache_control: &'static str,
        more: Value,
    ) -> Result<Page, Fault> {
        let elder = asked.elder();
        let switched = if elder { None } else { Some("elder") };
        let frame = context! {
            elder => elder,
            view => if elder { "?view=elder" } else { "" },
            switch => asked.link(asked.path, &[("view", switched)]),
        };
        let template = self
            .templates
            .get_template(template)
            .map_err(Fault::internal)?;
        let body = template
            .render(context! { ..more, ..frame })
            .map_err(Fault::internal)?;
        Ok(Page {
            status,
            content_type: HTML,
            body: body.into_bytes(),
            cache_control,
        })
    }
}

impl Asked<'_> {
    /// A field that is given, without blanks around it.
    fn given(&self, name: &str) -> Option<&str> {
        let value = self.query.get(name).map(|value| value.trim());
        value.filter(|value| !value.is_empty())
    }

    fn elder(&self) -> bool {
        self.given("view") == Some("elder")
    }

    fn form(&self) -> Form {
        let of = |name: &str| self.given(name).unwrap_or_default().to_owned();
        let mut form = Form {
            q: of("q"),
            party: of("party"),
            code: of("code"),
            number: of("number"),
            agency: of("agency"),
            division: of("division"),
            kind: of("kind"),
            domain: of("domain"),
            from: of("from"),
            to: of("to"),
            detailed: false,
        };
        let detailed = Form {
            q: String::new(),
            ..form.clone()
        };
        form.detailed = detailed.fields().iter().any(|field| !field.is_empty());
        form
    }

    /// A link with the fields given now, some of them changed.
    fn link(&self, path: &str, changes: &[(&str, Option<&str>)]) -> String {
        let mut fields: BTreeMap<&str, &str> = self
            .query
            .iter()
            .filter(|(name, value)| !value.is_empty() && FIELDS.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        for (name, value) in changes {
            match value {
                Some(value) => fields.insert(name, value),
                None => fields.remove(name),
            };
        }
        let query: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if query.is_empty() {
            encoded_path(path)
        } else {
            format!("{}?{}", encoded_path(path), query.join("&"))
        }
    }
}

/// Fields that links carry on.
const FIELDS: [&str; 12] = [
    "q", "party", "code", "number", "agency", "division", "kind", "domain", "from", "to", "page",
    "view",
];

impl Form {
    fn value(&self) -> Value {
        let Self {
            q,
            party,
            code,
            number,
            agency,
            division,
            kind,
            domain,
            from,
            to,
            detailed,
        } = self.clone();
        context! { q, party, code, number, agency, division, kind, domain, from, to, detailed }
    }

    fn fields(&self) -> [&str; 10] {
        [
            &self.q,
            &self.party,
            &self.code,
            &self.number,
            &self.agency,
            &self.division,
            &self.kind,
            &self.domain,
            &self.from,
            &self.to,
        ]
    }

    fn message(&self) -> Result<proto::SearchDecisionsRequest, Refusal> {
        let kind = match self.kind.as_str() {
            "" => PublicationKind::Unspecified,
            "penalty" => PublicationKind::Penalty,
            "inspection" => PublicationKind::Inspection,
            _ => {
                return Err(Refusal::malformed(
                    "kind",
                    "must be one that exists",
                    "没有这个类别",
                ));
            }
        };
        Ok(proto::SearchDecisionsRequest {
            words: self.q.clone(),
            party_name: self.party.clone(),
            credit_code: self.code.clone(),
            document_number: self.number.clone(),
            agency_id: self.agency.clone(),
            division: self.division.clone(),
            kind: kind.into(),
            domain: self.domain.clone(),
            date_from: self.from.clone(),
            date_to: self.to.clone(),
            page_size: 0,
            page_token: String::new(),
        })
    }
}

/// A decision as the templates see it.
fn shown_one(it: &Publication) -> Value {
    let decision = it.decision.clone();
    context! {
        id => it.id.to_string(),
        is_penalty => it.kind == PublicationKind::Penalty,
        kind_name => kind_name(it.kind),
        document_number => decision.document_number,
        party_name => decision.party_name,
        party_credit_code => decision.party_credit_code,
        matter => decision.matter,
        facts => decision.facts,
        basis => decision.basis,
        content => decision.content,
        agency_name => decision.agency_name,
        decided_date => decision.decided_date,
    }
}

fn shown(results: &Results) -> Vec<Value> {
    results.publications.iter().map(shown_one).collect()
}

/// A kind in Chinese.
const fn kind_name(kind: PublicationKind) -> &'static str {
    match kind {
        PublicationKind::Penalty => "行政处罚",
        PublicationKind::Inspection => "行政检查",
        PublicationKind::Unspecified => "行政执法",
    }
}

fn kinds() -> Vec<Value> {
    let kinds = [("penalty", "行政处罚"), ("inspection", "行政检查")];
    let choices = kinds.into_iter();
    choices
        .map(|(value, name)| context! { value => value, name => name })
        .collect()
}

fn domains() -> Vec<Value> {
    let choices = Domain::ALL.iter();
    choices
        .map(|domain| context! { value => domain.code(), name => domain.zh() })
        .collect()
}

fn no_page() -> Refusal {
    Refusal::absent("page", "页面")
}

fn etag(body: &[u8]) -> String {
    let hash = feed::sm3(&[body]).to_string();
    format!("\"{}\"", hash.get(..32).unwrap_or_default())
}

/// Percent-encodes a value of a query.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A path of ours in a link: what a visitor made up is encoded, so that a link never leaves the portal.
fn encoded_path(path: &str) -> String {
    let parts: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty())
        .map(encoded)
        .collect();
    let end = if path.ends_with('/') && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{end}", parts.join("/"))
}
