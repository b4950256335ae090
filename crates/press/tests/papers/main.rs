//! Every form on paper: what the law demands can be read in the PDF, the same input makes the same bytes, and what cannot be
//! printed is refused by name. `pdftotext` and `pdftoppm` are poppler's.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod generated;
mod pictures;
mod refused;
mod same;
mod worded;

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use form::{Data, Form, Layout, Sheet};
use press::{Press, Printed, Wording};
use serde_json::Value;

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::open(&press::default_folders()).unwrap());

fn moment() -> DateTime<Utc> {
    "2026-04-20T02:00:00Z".parse().unwrap()
}

fn print(form: &Form, data: &Data) -> Printed {
    let sheet = Sheet { form, data };
    PRESS
        .print(&Wording::built_in(form), sheet, moment())
        .unwrap_or_else(|error| panic!("{} {}: {error} {}", form.code, form.name, error.zh()))
}

/// A sample of the docs.
struct Sample {
    form: &'static Form,
    made_at: DateTime<Utc>,
    data: Data,
}

fn sample(name: &str) -> Sample {
    let path = format!("{}/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let Value::Object(data) = value["data"].clone() else {
        panic!("{name} has no data");
    };
    let text = |at: &Value| at.as_str().unwrap().to_owned();
    Sample {
        form: form::form(&text(&value["form"][0]), &text(&value["form"][1])).unwrap(),
        made_at: text(&value["made_at"]).parse().unwrap(),
        data,
    }
}

/// What a program of poppler makes of a PDF.
fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} (poppler-utils): {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = child.wait_with_output().unwrap();
    // pdftoppm stops reading once it has its page.
    let _ = writer.join().unwrap();
    assert!(output.status.success(), "{program}");
    output.stdout
}

/// The text of each page without its foot and without blanks.
fn pages_of(layout: Layout, pdf: &[u8]) -> Vec<String> {
    // Points from the upper edge of A4 to the lower edge of the type area.
    let height = match layout {
        Layout::Record => "727",
        Layout::Letter | Layout::Announcement => "742",
        Layout::Table => "762",
        _ => "750",
    };
    let area = [
        "-raw", "-x", "0", "-y", "0", "-W", "596", "-H", height, "-", "-",
    ];
    let text = String::from_utf8(poppler("pdftotext", &area, pdf)).unwrap();
    let pages = text.split('\u{c}');
    pages
        .map(|page| page.chars().filter(|c| !c.is_whitespace()).collect())
        .collect()
}

/// The text of all pages without their feet and without blanks.
fn text_of(layout: Layout, pdf: &[u8]) -> String {
    pages_of(layout, pdf).concat()
}

/// All of the text, feet and all.
fn whole_text(pdf: &[u8]) -> String {
    let text = String::from_utf8(poppler("pdftotext", &["-raw", "-", "-"], pdf)).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
