//! 执法文书: one version of a form. Its text holds its fields as `{{ name }}` and no logic; what the law demands in it is
//! there and mandatory.

use std::collections::{BTreeMap, BTreeSet};

use contract::elements::v1 as proto;
use form::{DocumentKind, demands, document};
use refusal::{Refusal, Unmet};

use super::element::Columns;
use super::facet::facet;
use super::fields::Fields;
use super::reasons;

/// Longest form, in characters.
const LONGEST_BODY: usize = 50_000;
/// Most fields of a form.
const MOST_FIELDS: usize = 200;
/// Longest name of a field.
const LONGEST_FIELD: usize = 40;
/// What begins and ends logic and comments in the language of forms.
const LOGIC: [&str; 4] = ["{%", "%}", "{#", "#}"];

/// Reads a template. In a division one version of a document is in force at a time: that is what its identity says.
pub(super) fn read(template: &proto::Template, fields: &mut Fields) -> Columns {
    fields.id("template_id", &template.template_id);
    fields.text("name", &template.name);
    let division = fields.division("division", &template.division);
    read_document(template, fields);
    fields.count("fields", template.fields.len(), MOST_FIELDS);
    for (at, field) in template.fields.iter().enumerate() {
        read_field(at, field, template, fields);
    }
    read_body(template, fields);
    Columns {
        id: template.template_id.clone(),
        name: template.name.clone(),
        identity: division
            .as_ref()
            .map(|division| format!("{}#{}#{}", division.as_str(), template.code, template.name)),
        division,
        facets: vec![facet("code", &template.code)],
        ..Columns::default()
    }
}

/// The code stands in the catalogue, and the form is served and leaves the agency as the catalogue says.
fn read_document(template: &proto::Template, fields: &mut Fields) {
    let Some(document) = document(&template.code) else {
        fields.refuse(
            "code",
            "must be a code of the catalogue of documents, e.g. JD03",
            "应为执法文书目录中的编码，例如JD03",
        );
        return;
    };
    let fits = match document.kind {
        DocumentKind::Internal => !template.external,
        DocumentKind::External => template.external,
        DocumentKind::Either => true,
    };
    if !fits {
        let (rule, zh) = if template.external {
            ("internal", "内部文书")
        } else {
            ("external", "外部文书")
        };
        fields.refuse(
            "external",
            format!("{} is an {rule} document", document.code),
            format!("“{}”（{}）属于{zh}", document.name, document.code),
        );
    }
    // What is announced to everybody is not served on anybody.
    let announced = template.name.contains("公告");
    if document.served && !template.served && !announced {
        fields.refuse(
            "served",
            format!("{} is served with a receipt", document.code),
            format!(
                "“{}”（{}）应当送达并使用送达回证",
                document.name, document.code
            ),
        );
    }
    if template.served && !template.external {
        fields.refuse(
            "served",
            "only a document that leaves the agency is served",
            "内部文书不送达，请清空",
        );
    }
}

fn read_field(
    at: usize,
    field: &proto::TemplateField,
    template: &proto::Template,
    fields: &mut Fields,
) {
    let path = |part: &str| format!("fields[{at}].{part}");
    if !is_name(&field.name) {
        fields.refuse(
            path("name"),
            format!("must be 1 to {LONGEST_FIELD} lower-case letters, digits and underscores, a letter first"),
            format!("应为1至{LONGEST_FIELD}位小写字母、数字或下划线，以字母开头"),
        );
    } else if template
        .fields
        .iter()
        .take(at)
        .any(|before| before.name == field.name)
    {
        fields.refuse(path("name"), "must not be declared twice", "字段重复");
    }
    fields.text(path("label"), &field.label);
    fields.citation_if_any(path("citation"), &field.citation);
}

/// Every placeholder is declared, every declared field stands in the text.
fn read_body(template: &proto::Template, fields: &mut Fields) {
    let body = &template.body;
    fields.text_up_to("body", body, LONGEST_BODY);
    if LOGIC.iter().any(|sign| body.contains(sign)) {
        fields.refuse(
            "body",
            "must hold fields as {{ name }} only, no statements and no comments",
            "正文只能使用“{{ 字段名 }}”占位，不能含有逻辑语句或者注释",
        );
        return;
    }
    let used = match placeholders(body) {
        Ok(used) => used,
        Err(at) => {
            fields.refuse(
                "body",
                format!("character {at} begins no field of the form {{{{ name }}}}"),
                format!("第{at}字处的占位符不完整，应写作“{{{{ 字段名 }}}}”"),
            );
            return;
        }
    };
    let declared: BTreeSet<&str> = template.fields.iter().map(|field| &*field.name).collect();
    for name in used.difference(&declared) {
        fields.refuse(
            "body",
            format!("names {name:?}, which is not declared in fields"),
            format!("正文中的字段“{name}”未在字段表中列出"),
        );
    }
    for (at, field) in template.fields.iter().enumerate() {
        if !used.contains(&*field.name) {
            fields.refuse(
                format!("fields[{at}].name"),
                "must stand in the body",
                format!("字段“{}”未在正文中使用", field.label),
            );
        }
    }
}

/// The names that stand in double braces; else the character, from 1, at which something else does.
fn placeholders(body: &str) -> Result<BTreeSet<&str>, usize> {
    let mut names = BTreeSet::new();
    let mut rest = body;
    while let Some(at) = rest.find(['{', '}']) {
        let here = body.len() - rest.len() + at;
        let broken = || body[..here].chars().count() + 1;
        let name = rest[at..]
            .strip_prefix("{{")
            .and_then(|tail| tail.split_once("}}"))
            .filter(|(name, _)| is_name(name.trim()));
        let (name, tail) = name.ok_or_else(broken)?;
        names.insert(name.trim());
        rest = tail;
    }
    Ok(names)
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST_FIELD).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether the form has every field that the law demands of it, and lets none of them be left out.
///
/// # Refuses
/// `TEMPLATE_LACKS_FIELD`, naming every field and its article (行政处罚法 §52, §59; 行政强制法 §24 and others)
pub(super) fn check_demands(template: &proto::Template) -> Result<(), Refusal> {
    let mandatory: BTreeMap<&str, bool> = template
        .fields
        .iter()
        .map(|field| (&*field.name, field.mandatory))
        .collect();
    let mut lacking = demands(&template.code, &template.name)
        .filter(|demand| mandatory.get(demand.field) != Some(&true))
        .peekable();
    let Some(first) = lacking.peek() else {
        return Ok(());
    };
    let refusal = Refusal::new(
        &reasons::TEMPLATE_LACKS_FIELD,
        format!(
            "template.fields: must hold {:?} and others, mandatory by law",
            first.field
        ),
        format!(
            "“{}”缺少法定必填字段“{}”（{}）",
            template.name, first.label, first.citation
        ),
    )
    .citing(first.citation.law, first.citation)
    .with_metadata("field", first.field);
    Err(lacking.fold(refusal, |refusal, demand| {
        let (rule, zh) = if mandatory.contains_key(demand.field) {
            ("must be mandatory", "应标为必填")
        } else {
            ("must be there and mandatory", "应列入字段表并标为必填")
        };
        refusal
            .with_field(
                format!("template.fields.{}", demand.field),
                format!("{rule} ({})", demand.citation),
                format!("“{}”{zh}（{}）", demand.label, demand.citation),
            )
            .with_unmet(Unmet {
                article: demand.citation.to_string(),
                subject: demand.field.to_owned(),
                remedy: format!("“{}”{zh}", demand.label),
            })
    }))
}
