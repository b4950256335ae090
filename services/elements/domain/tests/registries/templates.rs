//! 执法文书: their fields, and what the law demands in them.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use form::demands;

use crate::world::*;

#[test]
fn every_field_of_a_template_is_held_to_its_rule() {
    refuses(
        &template(),
        Body::Template,
        &[
            ("template.template_id", |t| t.template_id.clear()),
            ("template.code", |t| t.code = "JD99".into()),
            ("template.name", |t| t.name.clear()),
            ("template.division", |t| t.division.clear()),
            ("template.external", |t| t.external = false),
            ("template.served", |t| t.served = false),
            ("template.fields", |t| t.fields.clear()),
            ("template.fields[3].name", |t| {
                t.fields[3].name = "Contact".into();
            }),
            ("template.fields[3].name", |t| {
                t.fields[3].name = "facts".into();
            }),
            ("template.fields[3].label", |t| t.fields[3].label.clear()),
            ("template.fields[3].citation", |t| {
                t.fields[3].citation = "某法".into();
            }),
            ("template.fields[4].name", |t| {
                t.fields.push(TemplateField {
                    name: "unused".into(),
                    label: "未用".into(),
                    ..TemplateField::default()
                });
            }),
            ("template.body", |t| t.body.clear()),
            ("template.body", |t| t.body.push_str("{{ undeclared }}")),
            ("template.body", |t| t.body.push_str("{{ facts | upper }}")),
            ("template.body", |t| t.body.push_str("{{ facts }")),
            ("template.body", |t| t.body.push('}')),
            ("template.body", |t| t.body.push_str("{% if facts %}")),
            ("template.body", |t| t.body.push_str("{# note #}")),
        ],
    );
}

/// A form of that document that holds what the law demands, and nothing else.
fn form(code: &str, name: &str) -> Template {
    let fields: Vec<TemplateField> = demands(code, name)
        .map(|demand| TemplateField {
            name: demand.field.into(),
            label: demand.label.into(),
            mandatory: true,
            citation: demand.citation.to_string(),
        })
        .collect();
    let document = form::document(code).unwrap();
    Template {
        code: code.into(),
        name: name.into(),
        external: true,
        served: document.served,
        body: fields.iter().fold(String::new(), |body, field| {
            body + "{{ " + &field.name + " }}"
        }),
        fields,
        ..template()
    }
}

#[test]
fn a_form_without_a_field_of_the_law_is_refused_with_the_article() {
    for (code, name, field, article) in [
        (
            "JD03",
            "行政处罚决定书",
            "litigation",
            "行政处罚法第五十九条第一款第（五）项",
        ),
        (
            "JD03",
            "行政处罚决定书",
            "seal",
            "行政处罚法第五十九条第二款",
        ),
        (
            "JD04",
            "当场行政处罚决定书",
            "fine",
            "行政处罚法第五十二条第二款",
        ),
        (
            "GZ01",
            "行政处罚事先告知书",
            "statement_right",
            "行政处罚法第四十四条",
        ),
        (
            "GZ02",
            "听证告知书",
            "hearing_right",
            "行政处罚法第六十三条第一款",
        ),
        (
            "QZ02",
            "查封、扣押决定书",
            "items",
            "行政强制法第二十四条第二款第（三）项",
        ),
        (
            "QZ06",
            "冻结决定书",
            "account",
            "行政强制法第三十一条第一款第（三）项",
        ),
        (
            "ZX04",
            "履行催告书",
            "period",
            "行政强制法第三十五条第（一）项",
        ),
        (
            "ZX06",
            "代履行决定书",
            "budget",
            "行政强制法第五十一条第一款第（一）项",
        ),
    ] {
        let whole = form(code, name);
        let result = read(Body::Template(whole.clone()));
        assert!(result.is_ok(), "{code}: {result:?}");

        let mut lacking = whole.clone();
        lacking.fields.retain(|held| held.name != field);
        lacking.body = lacking.body.replace(&format!("{{{{ {field} }}}}"), "");
        let mut optional = whole;
        for held in &mut optional.fields {
            held.mandatory &= held.name != field;
        }
        for broken in [lacking, optional] {
            let refusal = read(Body::Template(broken)).unwrap_err();
            assert_eq!(refusal.reason().name, "TEMPLATE_LACKS_FIELD", "{code}");
            assert_eq!(paths(&refusal), [format!("template.fields.{field}")]);
            assert_eq!(
                refusal.metadata().get("article").map(String::as_str),
                Some(article)
            );
        }
    }
}

#[test]
fn a_division_has_one_version_of_a_form_at_a_time() {
    let identity = |template: Template| {
        let element = read(Body::Template(template)).unwrap();
        element.identity().unwrap().to_owned()
    };
    let elsewhere = Template {
        division: "350605".into(),
        ..template()
    };
    let again = Template {
        template_id: "tpl-2".into(),
        ..template()
    };
    assert_eq!(identity(template()), identity(again));
    assert_ne!(identity(template()), identity(elsewhere));
}

#[test]
fn an_announcement_is_not_served_on_anybody() {
    let announcement = Template {
        code: "TZ02".into(),
        name: "听证公告".into(),
        served: false,
        ..template()
    };
    assert!(read(Body::Template(announcement)).is_ok());
}
