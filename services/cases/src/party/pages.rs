//! The party's pages: made on the server, no script, nothing from anywhere else (ADR 0013, ADR 0022). The gateway keeps the session in
//! a cookie that no script reads and that no other site sends.

use std::collections::BTreeMap;
use std::sync::Arc;

use cases_domain::{CaseCode, CivilDate};
use contract::cases::v1 as proto;
use minijinja::{Environment, Value, context};
use refusal::{Code, Failure, Fault, Refusal};
use uuid::Uuid;

use super::{CODE_MESSAGE, Opened, Proof, Sign};
use crate::api::parse;
use crate::handle::Desk;

const TEMPLATES: [(&str, &str); 4] = [
    ("base.html", include_str!("pages/base.html")),
    ("enter.html", include_str!("pages/enter.html")),
    ("case.html", include_str!("pages/case.html")),
    ("message.html", include_str!("pages/message.html")),
];
const STYLE: &str = include_str!("pages/style.css");
const HTML: &str = "text/html; charset=utf-8";

/// Longest of what a form says.
const LONGEST: usize = 2_000;

/// The party's pages. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Pages {
    desk: Desk,
    templates: Arc<Environment<'static>>,
}

/// What was asked for.
struct Asked<'a> {
    trace_id: &'a str,
    fields: &'a BTreeMap<String, String>,
    token: &'a str,
}

impl Asked<'_> {
    fn field(&self, name: &str) -> &str {
        let value = self.fields.get(name).map_or("", |it| it.trim());
        if value.len() > LONGEST { "" } else { value }
    }
}

type Page = proto::RenderPartyPageResponse;

impl Pages {
    /// The pages of the cases at this desk.
    pub(crate) fn new(desk: Desk) -> Self {
        let mut templates = Environment::new();
        for (name, source) in TEMPLATES {
            // They are part of the program: a test renders each of them.
            let _ = templates.add_template(name, source);
        }
        Self {
            desk,
            templates: Arc::new(templates),
        }
    }

    /// Renders a page. Only what is ours to mend fails; everything else has a page that says so.
    pub(crate) async fn render(
        &self,
        trace_id: &str,
        it: &proto::RenderPartyPageRequest,
    ) -> Result<Page, Fault> {
        let asked = Asked {
            trace_id,
            fields: &it.fields,
            token: &it.session_token,
        };
        let rest = it.path.strip_prefix("/party").unwrap_or_default();
        let page = match (it.posted, rest.trim_matches('/')) {
            (false, "") => self.enter(&asked, ""),
            (false, "style.css") => Ok(written(200, "text/css; charset=utf-8", STYLE)),
            (false, "case") => self.case(&asked).await,
            (false, path) if path.starts_with("documents/") => {
                self.download(&asked, path.trim_start_matches("documents/"))
                    .await
            }
            (false, "parcel") => self.parcel(&asked).await,
            (false, "certificates.pem") => self.certificates().await,
            // Where the QR code of a paper leads: `/party/7K3MQ9TX2B8CWD4EH`.
            (false, path) if CaseCode::parse(path).is_ok() => self.entrance(path, ""),
            (true, "code") => self.send_code(&asked).await,
            (true, "open") => self.open(&asked).await,
            (true, "sign") => self.sign(&asked).await,
            (true, "close") => self.close(&asked).await,
            _ => Err(Refusal::absent("page", "页面").into()),
        };
        match page {
            Ok(page) => Ok(page),
            Err(Failure::Refusal(no)) => {
                // Whoever is in goes back to the case, not to the door.
                let inside = ["sign", "parcel", "documents"]
                    .iter()
                    .any(|of| rest.trim_matches('/').starts_with(of));
                self.refused(&asked, inside, &no)
            }
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }

    fn enter(&self, asked: &Asked<'_>, notice: &str) -> Result<Page, Failure> {
        let code = asked.field("case_code");
        let code = if code.is_empty() {
            asked.field("code")
        } else {
            code
        };
        self.entrance(code, notice)
    }

    fn entrance(&self, code: &str, notice: &str) -> Result<Page, Failure> {
        let said = context! { code, notice };
        Ok(self.page("enter.html", 200, &said)?)
    }

    async fn send_code(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        super::send_code(&self.desk, asked.field("case_code")).await?;
        self.enter(asked, CODE_MESSAGE)
    }

    async fn open(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let proof = Proof {
            case_code: asked.field("case_code"),
            one_time_code: asked.field("one_time_code"),
            pick_up_code: asked.field("pick_up_code"),
            identity_tail: asked.field("identity_tail"),
        };
        let Opened { token, .. } = super::open(&self.desk, &proof).await?;
        Ok(Page {
            session_token: token,
            ..to("/party/case")
        })
    }

    async fn case(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let case = super::view(&self.desk, asked.token).await?;
        let request_id = self.desk.entropy().random_id().to_string();
        Ok(self.page("case.html", 200, &shown(&case, &request_id))?)
    }

    async fn download(&self, asked: &Asked<'_>, number: &str) -> Result<Page, Failure> {
        let number = number
            .parse()
            .map_err(|_| Refusal::absent("document", "文书"))?;
        let file = super::download(&self.desk, asked.token, number).await?;
        Ok(Page {
            body: file.pdf,
            content_type: "application/pdf".to_owned(),
            file_name: file.name,
            ..written(200, "", "")
        })
    }

    async fn parcel(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let parcel = super::parcel(&self.desk, asked.token).await?;
        Ok(Page {
            body: parcel.zip,
            file_name: parcel.name,
            ..written(200, "application/zip", "")
        })
    }

    /// What a parcel is verified against: published, for everybody.
    async fn certificates(&self) -> Result<Page, Failure> {
        let pem = super::certificates(&self.desk).await?;
        Ok(Page {
            file_name: "证书.pem".to_owned(),
            ..written(200, "application/x-pem-file", &pem)
        })
    }

    async fn sign(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        let number = asked.field("serving").parse();
        let sign = Sign {
            request_id: Uuid::parse_str(asked.field("request_id"))
                .map_err(|_| missing("request_id", "请刷新页面后重新签收"))?,
            serving: number.map_err(|_| missing("serving", "请选择要签收的文书"))?,
            signer: parse::line("signer", &given(asked, "signer", "请填写签收人姓名")?)?,
            relation: parse::line(
                "relation",
                &given(asked, "relation", "请填写签收人与当事人的关系")?,
            )?,
            remarks: parse::text_if_any(
                "remarks",
                asked.fields.get("remarks").map_or("", String::as_str),
            )?,
        };
        super::sign(&self.desk, asked.token, asked.trace_id, sign).await?;
        Ok(to("/party/case"))
    }

    async fn close(&self, asked: &Asked<'_>) -> Result<Page, Failure> {
        super::close(&self.desk, asked.token).await?;
        Ok(Page {
            end_session: true,
            ..to("/party")
        })
    }

    fn refused(&self, asked: &Asked<'_>, inside: bool, no: &Refusal) -> Result<Page, Fault> {
        let status = match no.reason().code {
            Code::Unauthenticated => 403,
            Code::Absent => 404,
            Code::Malformed => 400,
            _ => 409,
        };
        let inside = inside && no.reason().code != Code::Unauthenticated;
        let code = asked.field("case_code");
        let said = context! { message => no.zh(), code, inside };
        self.page("message.html", status, &said)
    }

    fn page(&self, name: &str, status: i32, said: &Value) -> Result<Page, Fault> {
        let template = self.templates.get_template(name).map_err(Fault::internal)?;
        let body = template.render(said).map_err(Fault::internal)?;
        Ok(written(status, HTML, &body))
    }
}

fn missing(field: &'static str, zh: &str) -> Refusal {
    Refusal::malformed(field, "must be given", zh)
}

fn given(asked: &Asked<'_>, field: &'static str, zh: &str) -> Result<String, Refusal> {
    match asked.field(field) {
        "" => Err(missing(field, zh)),
        value => Ok(value.to_owned()),
    }
}

fn written(status: i32, content_type: &str, body: &str) -> Page {
    Page {
        status,
        content_type: content_type.to_owned(),
        body: body.as_bytes().to_vec(),
        ..Page::default()
    }
}

fn to(location: &str) -> Page {
    Page {
        location: location.to_owned(),
        ..written(303, HTML, "")
    }
}

fn shown(case: &proto::PartyCase, request_id: &str) -> Value {
    let documents = case.documents.iter().map(|it| {
        context! {
            serving => it.serving_number, number => it.document_number, title => &it.title,
            served => zh(&it.served_date), manner => &it.manner_name, signed_by => &it.signed_by, may_sign => it.may_sign,
            sm3 => &it.sm3,
        }
    });
    let deadlines = case.deadlines.iter().map(|it| {
        context! { name => &it.name, due => zh(&it.due_date), citation => &it.citation }
    });
    context! {
        code => &case.case_code, agency => &case.agency_name, party => &case.party_name,
        procedure => &case.procedure_name, stage => &case.stage_name, remedies => &case.remedies,
        owed => yuan(case.owed_fen), late_fine => yuan(case.late_fine_fen),
        documents => documents.collect::<Vec<_>>(), deadlines => deadlines.collect::<Vec<_>>(), request_id,
        parcel => case.parcel_ready,
    }
}

/// A day as it is said: `2026年3月2日`; empty: none.
fn zh(day: &str) -> String {
    CivilDate::parse(day).map_or_else(|_| String::new(), CivilDate::zh)
}

/// An amount in yuan; empty: nothing.
fn yuan(fen: i64) -> String {
    if fen == 0 {
        return String::new();
    }
    format!("{}.{:02}", fen / 100, fen % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment<'static> {
        let mut templates = Environment::new();
        for (name, source) in TEMPLATES {
            templates.add_template(name, source).expect("a template");
        }
        templates
    }

    #[test]
    fn what_a_party_is_called_cannot_become_markup() {
        let case = proto::PartyCase {
            party_name: "<script>alert(1)</script>".to_owned(),
            documents: vec![proto::PartyDocument {
                title: "行政处罚决定书".to_owned(),
                may_sign: true,
                serving_number: 1,
                ..proto::PartyDocument::default()
            }],
            owed_fen: 300_050,
            ..proto::PartyCase::default()
        };
        let templates = environment();
        let page = templates.get_template("case.html").expect("a page");
        let page = page.render(shown(&case, "id")).expect("a page");
        assert!(!page.contains("<script>"), "{page}");
        assert!(page.contains("3000.50"), "{page}");
        assert!(page.contains("签收"), "{page}");
        for name in ["enter.html", "message.html"] {
            let page = templates.get_template(name).expect("a page");
            let page =
                page.render(context! { code => "\"><b>", message => "<i>", notice => "<u>" });
            let page = page.expect("a page");
            for raw in ["\"><b>", "<i>", "<u>"] {
                assert!(!page.contains(raw), "{name}: {page}");
            }
        }
    }
}
