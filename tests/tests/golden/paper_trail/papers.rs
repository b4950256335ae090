//! Papers: issued from the case, fetched, read, their seals checked from the file alone.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use contract::cases::v1::{
    Case, DocumentFile, DocumentForm, FormState, GetDocumentRequest, IssueDocumentRequest,
    ListFormsRequest,
};
use prost_types::value::Kind;
use prost_types::{ListValue, Struct, Value as Proto};
use serde_json::{Value, json};
use suite::client::Client;
use suite::verify::{self, Trusted};
use tonic::Status;
use tonic_types::StatusExt as _;

use super::Trail;

pub(super) fn form(code: &str, name: &str) -> DocumentForm {
    DocumentForm {
        code: code.to_owned(),
        name: name.to_owned(),
    }
}

fn proto(value: &Value) -> Proto {
    let kind = match value {
        Value::Null => Kind::NullValue(0),
        Value::Bool(it) => Kind::BoolValue(*it),
        Value::Number(it) => Kind::NumberValue(it.as_f64().unwrap()),
        Value::String(it) => Kind::StringValue(it.clone()),
        Value::Array(all) => Kind::ListValue(ListValue {
            values: all.iter().map(proto).collect(),
        }),
        Value::Object(_) => Kind::StructValue(entered(value)),
    };
    Proto { kind: Some(kind) }
}

/// What is entered that the case does not hold.
pub(super) fn entered(value: &Value) -> Struct {
    let fields = value.as_object().into_iter().flatten();
    Struct {
        fields: fields
            .map(|(name, value)| (name.clone(), proto(value)))
            .collect(),
    }
}

/// What the three who have to say something say on a sheet of approval.
pub(super) fn opinions(on: &str) -> Value {
    let said = |opinion: &str, name: &str| json!({"opinion": opinion, "name": name, "on": on});
    json!({
        "handler_opinion": said("建议同意", "郑海峰"),
        "office_opinion": said("同意承办人意见", "戴建平"),
        "head_opinion": said("同意", "郭立诚"),
    })
}

/// What a refusal of a paper says, field by field.
fn told(status: &Status) -> String {
    let details = status.get_error_details();
    let text = details.localized_message().map(|it| it.message.clone());
    let fields = details.bad_request().map(|it| it.field_violations.clone());
    format!("{status}: {text:?} {fields:?}")
}

impl Trail<'_> {
    /// Issues a paper about a thing of the case; gives it as it stands in the case.
    pub(super) async fn issue(
        &self,
        id: &str,
        (code, name, about): (&str, &str, i32),
        values: &Value,
    ) -> DocumentFile {
        let request = IssueDocumentRequest {
            request_id: self.stage.request_id(),
            case_id: id.to_owned(),
            form: Some(form(code, name)),
            about,
            entered: Some(entered(values)),
            ..IssueDocumentRequest::default()
        };
        let answer = self.crew.zheng.documents().issue_document(request).await;
        let answer = answer.unwrap_or_else(|status| panic!("{code} {name}: {}", told(&status)));
        let case: Case = answer.into_inner().case.unwrap();
        case.documents.last().unwrap().clone()
    }

    /// The forms that the case can have now.
    pub(super) async fn forms(&self, id: &str) -> Vec<FormState> {
        let request = ListFormsRequest {
            case_id: id.to_owned(),
        };
        let answer = self.crew.zheng.documents().list_forms(request).await;
        answer.unwrap().into_inner().forms
    }

    /// The number of the thing that a form can be about whose name holds a word.
    pub(super) async fn about(&self, id: &str, code: &str, word: &str) -> i32 {
        let forms = self.forms(id).await;
        let of_code = |it: &&FormState| it.form.as_ref().is_some_and(|form| form.code == code);
        let found = forms.iter().filter(of_code);
        let found = found
            .clone()
            .find(|it| it.about_name.contains(word))
            .unwrap_or_else(|| panic!("{code} about {word}: {:?}", found.collect::<Vec<_>>()));
        found.about
    }

    pub(super) async fn pdf(&self, by: &Client, id: &str, number: i32) -> Vec<u8> {
        let request = GetDocumentRequest {
            case_id: id.to_owned(),
            number,
        };
        let answer = by.documents().get_document(request).await;
        let answer = answer.unwrap().into_inner();
        let printed = answer.document.unwrap().printed.unwrap();
        let sm3 = vault::Digest::sm3(&answer.pdf).to_string();
        assert_eq!(printed.sm3, sm3, "the file is the one on record");
        answer.pdf
    }

    /// Keeps bytes in a file, as whoever was handed them does.
    pub(super) fn kept(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.stage.settings.data.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// What `yifa verify --file` says of bytes, with the published certificates and nothing else: what was checked, what is wrong.
    pub(super) fn verified(&self, name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let trusted = Trusted {
            keys: Some(&self.keys),
            log: None,
        };
        let verdict = verify::file(&self.kept(name, bytes), trusted).unwrap();
        (verdict.checked, verdict.problems)
    }

    /// A sealed paper proves itself, and one with another byte does not.
    pub(super) fn is_sealed(&self, pdf: &[u8]) {
        let (seals, problems) = self.verified("sealed.pdf", pdf);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(seals.len(), 1, "{seals:?}");
        let mut bent = pdf.to_vec();
        bent[pdf.len() / 2] ^= 1;
        let (_, problems) = self.verified("bent.pdf", &bent);
        assert!(!problems.is_empty(), "a changed byte is found");
    }
}

/// What a reader of a PDF reads, without blanks and line ends.
pub(super) fn text(pdf: &[u8]) -> String {
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

#[track_caller]
pub(super) fn holds(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word} stands in {text}");
    }
}
