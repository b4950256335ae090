//! Documents of a case over the contract.

use cases_domain::issuing::{self, Act as Own, IssueDocument, Kind, VoidDocument};
use cases_domain::{Act, Case};
use contract::cases::v1 as proto;
use contract::cases::v1::document_service_server::DocumentService;
use form::{Data, Form};
use host::Call;
use prost_types::value::Kind as Given;
use refusal::{Failure, Fault, Refusal};
use serde_json::Value;
use sqlx::PgConnection;
use tonic::{Request, Response};

use super::acts::{Acts, Answered, Context, act_request};
use super::{READ, object, parse};
use crate::fill::{self, Source, Subject};
use crate::handle::{absent, set};
use crate::paper::{self, Asked, Gathered, Lack};
use crate::record;
use crate::store;
use crate::visibility::sees;

/// Permission to handle cases.
const HANDLE: &str = "cases.handle";
/// Most bytes of what is entered.
const LARGEST_ENTRY: usize = 512 * 1024;

act_request!(IssueDocumentRequest -> IssueDocumentResponse, "DocumentService/IssueDocument", issue);
act_request!(VoidDocumentRequest -> VoidDocumentResponse, "DocumentService/VoidDocument", void);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::IssueDocument => "/yifa.cases.v1.DocumentService/IssueDocument",
        Kind::VoidDocument => "/yifa.cases.v1.DocumentService/VoidDocument",
    }
}

fn issue(it: &proto::IssueDocumentRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let form = form_of(it.form.as_ref())?;
    Ok(Act::Issuing(Own::IssueDocument(IssueDocument {
        form: issuing::Form {
            code: form.code.to_owned(),
            name: form.name.to_owned(),
        },
        about: parse::number_if_any("about", it.about)?,
        // Whether it takes one the case says, where it may be made before its act.
        word: form
            .word
            .filter(|_| fill::may_precede(form) || !fill::is_of_act(form)),
        repeats: fill::repeats(form),
        entered: text(&entered(it.entered.as_ref())?)?,
        corrects: corrects(it.corrects)?,
    })))
}

fn void(it: &proto::VoidDocumentRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Issuing(Own::VoidDocument(VoidDocument {
        number: parse::number("number", it.number)?,
        reason: parse::text("reason", &it.reason)?,
    })))
}

/// The form of that code and name; without a name the only, or first, one of its code.
fn form_of(it: Option<&proto::DocumentForm>) -> Result<&'static Form, Refusal> {
    let it = it.ok_or_else(|| Refusal::malformed("form", "must be given", "不能为空"))?;
    form::form(&it.code, &it.name).ok_or_else(|| {
        Refusal::malformed(
            "form",
            "must be a form of the catalogue",
            "不是执法文书目录中的文书，请核对编码和名称",
        )
    })
}

fn corrects(number: i32) -> Result<Option<u32>, Refusal> {
    let number = parse::number_if_any("corrects", number)?;
    Ok(Some(number).filter(|number| *number > 0))
}

/// What was entered, as data of a form.
fn entered(it: Option<&prost_types::Struct>) -> Result<Data, Refusal> {
    let fields = it.map(|it| &it.fields).into_iter().flatten();
    fields
        .map(|(name, value)| Ok((name.clone(), json(name, value)?)))
        .collect()
}

fn json(path: &str, value: &prost_types::Value) -> Result<Value, Refusal> {
    Ok(match &value.kind {
        None | Some(Given::NullValue(_)) => Value::Null,
        Some(Given::BoolValue(it)) => Value::Bool(*it),
        Some(Given::StringValue(it)) => Value::String(it.clone()),
        Some(Given::NumberValue(it)) => whole(path, *it)?,
        Some(Given::ListValue(it)) => it
            .values
            .iter()
            .map(|it| json(path, it))
            .collect::<Result<Vec<_>, _>>()?
            .into(),
        Some(Given::StructValue(it)) => Value::Object(
            it.fields
                .iter()
                .map(|(name, it)| Ok((name.clone(), json(path, it)?)))
                .collect::<Result<_, Refusal>>()?,
        ),
    })
}

/// Amounts are in fen, counts are whole: nothing that is entered is a fraction.
#[expect(
    clippy::cast_possible_truncation,
    reason = "it was checked to be whole and within what a double holds exactly"
)]
fn whole(path: &str, number: f64) -> Result<Value, Refusal> {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        return Ok((number as i64).into());
    }
    Err(Refusal::malformed(
        format!("entered.{path}"),
        "must be a whole number",
        "应为整数；金额以分为单位",
    ))
}

fn text(entered: &Data) -> Result<String, Refusal> {
    let text = Value::Object(entered.clone()).to_string();
    if text.len() > LARGEST_ENTRY {
        return Err(Refusal::malformed(
            "entered",
            "must not be longer than 512 KiB",
            "填写的内容过长，请精简或者另附清单",
        ));
    }
    Ok(text)
}

/// The case, if the caller may see it.
pub(super) async fn visible(
    conn: &mut PgConnection,
    call: &Call,
    case_id: &str,
) -> Result<Case, Failure> {
    let id = parse::case_id("case_id", case_id)?;
    let found = store::get(conn, id).await?;
    let seen = found.filter(|stored| sees(&call.actor, &stored.case));
    Ok(seen.ok_or_else(absent)?.case)
}

impl Acts {
    async fn forms(&self, call: &Call, case_id: &str) -> Result<proto::ListFormsResponse, Failure> {
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let case = visible(&mut conn, call, case_id).await?;
        let gathered = paper::gather(self.desk(), &mut conn, &case).await?;
        drop(conn);
        let mut forms = Vec::new();
        let mut withheld = Vec::new();
        for form in form::forms() {
            let subjects = fill::subjects(form, &case);
            if subjects.is_empty() {
                withheld.push(proto::WithheldForm {
                    form: Some(form_told(form)),
                    phase: form.document().phase.zh().to_owned(),
                    why: fill::withheld(form, &case).to_owned(),
                });
            }
            for subject in subjects {
                forms.push(self.state(&case, form, &subject, &gathered)?);
            }
        }
        Ok(proto::ListFormsResponse { forms, withheld })
    }

    fn state(
        &self,
        case: &Case,
        form: &'static Form,
        subject: &Subject,
        gathered: &Gathered,
    ) -> Result<proto::FormState, Refusal> {
        let asked = Asked {
            form,
            about: subject.about,
            entered: &Data::new(),
            corrects: None,
        };
        let number = self.number_shown(case, form, subject, gathered);
        let drafted = gathered.draft(self.desk(), case, &asked, None, &number)?;
        let issued = case.documents.iter().filter(|it| {
            let same = it.form.code == form.code && it.form.name == form.name;
            it.stands() && same && it.about == subject.about
        });
        let issued: Vec<i32> = issued.map(|it| record::parts::count(it.number)).collect();
        let word = form.word.filter(|_| subject.takes_number(form));
        Ok(proto::FormState {
            form: Some(form_told(form)),
            phase: form.document().phase.zh().to_owned(),
            about: record::parts::count(subject.about),
            about_name: subject.name.clone(),
            external: form.external(),
            served: form.served(),
            recorded: form.recorded(),
            due: subject.due && issued.is_empty(),
            missing: drafted.lacks.iter().map(missing).collect(),
            issued,
            document_number: record::parts::document_number(subject.number.as_ref()),
            word: word.unwrap_or_default().to_owned(),
            obstacle: obstacle(case, form, subject, &drafted.lacks),
        })
    }

    /// What stands in the place of the number before there is one.
    fn number_shown(
        &self,
        case: &Case,
        form: &'static Form,
        subject: &Subject,
        gathered: &Gathered,
    ) -> String {
        match &subject.number {
            Some(number) => number.to_string(),
            None if !subject.takes_number(form) => String::new(),
            None => gathered.number_to_come(self.desk(), case, form),
        }
    }

    async fn preview(
        &self,
        call: &Call,
        it: &proto::PreviewDocumentRequest,
    ) -> Result<proto::PreviewDocumentResponse, Failure> {
        let form = form_of(it.form.as_ref())?;
        let about = parse::number_if_any("about", it.about)?;
        let given = entered(it.entered.as_ref())?;
        text(&given)?;
        let corrects = corrects(it.corrects)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let case = visible(&mut conn, call, &it.case_id).await?;
        let gathered = paper::gather(self.desk(), &mut conn, &case).await?;
        let words = paper::words(self.desk(), &mut conn, &case, form).await?;
        drop(conn);
        let subject = paper::subject(form, &case, about)?;
        let asked = Asked {
            form,
            about,
            entered: &given,
            corrects,
        };
        let number = self.number_shown(&case, form, &subject, &gathered);
        let drafted = gathered.draft(self.desk(), &case, &asked, Some(&words), &number)?;
        let fields = form.fields().filter(|field| !field.is_place());
        let fields = fields
            .map(|field| {
                let value = drafted.filled.data.get(field.name);
                let source = drafted.filled.sources.get(field.name);
                proto::FilledField {
                    field: field.name.to_owned(),
                    label: field.label.to_owned(),
                    value_json: value.map(ToString::to_string).unwrap_or_default(),
                    source: source_of(source.copied()).into(),
                    mandatory: field.need == form::Need::Always,
                    article: field.citation.map(|it| it.to_string()).unwrap_or_default(),
                }
            })
            .collect();
        let missing = drafted.lacks.iter().map(missing).collect();
        let data = drafted.filled.data;
        let printed = set(self.desk(), form, &words, data, press::Kind::Draft).await?;
        Ok(proto::PreviewDocumentResponse {
            pdf: printed.pdf,
            pages: i32::try_from(printed.pages).unwrap_or(i32::MAX),
            fields,
            missing,
            template_id: words.template,
            template_version: words.version,
        })
    }

    async fn document(
        &self,
        call: &Call,
        it: &proto::GetDocumentRequest,
    ) -> Result<proto::GetDocumentResponse, Failure> {
        let number = parse::number("number", it.number)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let case = visible(&mut conn, call, &it.case_id).await?;
        drop(conn);
        let document = paper::document(&case, number)?;
        Ok(proto::GetDocumentResponse {
            document: Some(record::issuing::file(&case, document)),
            pdf: self.desk().file(&document.printed.sm3).await?,
            entered_json: document.entered.clone(),
        })
    }
}

fn form_told(form: &Form) -> proto::DocumentForm {
    proto::DocumentForm {
        code: form.code.to_owned(),
        name: form.name.to_owned(),
    }
}

/// Why the paper cannot be issued whatever is entered; empty: it can. A number is given, never entered.
fn obstacle(case: &Case, form: &'static Form, subject: &Subject, lacks: &[Lack]) -> String {
    let own = issuing::Form {
        code: form.code.to_owned(),
        name: form.name.to_owned(),
    };
    let unnumbered = || {
        let number = lacks.iter().find(|it| it.field == "document_number")?;
        Some(format!("没有文号：{}", number.at))
    };
    issuing::obstacle(case, &own, subject.about, fill::repeats(form))
        .or_else(unnumbered)
        .unwrap_or_default()
}

fn missing(lack: &Lack) -> proto::MissingField {
    proto::MissingField {
        field: lack.field.clone(),
        label: lack.label.clone(),
        article: lack.citation.map(|it| it.to_string()).unwrap_or_default(),
        r#where: lack.at.clone(),
    }
}

const fn source_of(source: Option<Source>) -> proto::FieldSource {
    match source {
        None => proto::FieldSource::Unspecified,
        Some(Source::Case) => proto::FieldSource::Case,
        Some(Source::Element) => proto::FieldSource::Element,
        Some(Source::Entered) => proto::FieldSource::Entered,
        Some(Source::Law) => proto::FieldSource::Law,
    }
}

#[tonic::async_trait]
impl DocumentService for Acts {
    async fn list_forms(
        &self,
        request: Request<proto::ListFormsRequest>,
    ) -> Answered<proto::ListFormsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(
            self.forms(&call, &request.into_inner().case_id).await?,
        ))
    }

    async fn preview_document(
        &self,
        request: Request<proto::PreviewDocumentRequest>,
    ) -> Answered<proto::PreviewDocumentResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let message = request.into_inner();
        let previewed = self.preview(&call, &message).await?;
        Ok(host::about(&object(&message.case_id), previewed))
    }

    async fn issue_document(
        &self,
        request: Request<proto::IssueDocumentRequest>,
    ) -> Answered<proto::IssueDocumentResponse> {
        self.act(request).await
    }

    async fn void_document(
        &self,
        request: Request<proto::VoidDocumentRequest>,
    ) -> Answered<proto::VoidDocumentResponse> {
        self.act(request).await
    }

    async fn list_documents(
        &self,
        request: Request<proto::ListDocumentsRequest>,
    ) -> Answered<proto::ListDocumentsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let case = visible(&mut conn, &call, &request.into_inner().case_id).await?;
        let documents = case
            .documents
            .iter()
            .map(|it| record::issuing::file(&case, it));
        Ok(Response::new(proto::ListDocumentsResponse {
            documents: documents.collect(),
        }))
    }

    async fn get_document(
        &self,
        request: Request<proto::GetDocumentRequest>,
    ) -> Answered<proto::GetDocumentResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let document = self.document(&call, &message).await?;
        Ok(host::about(&object(&message.case_id), document))
    }
}
