//! 执法文书 of the stories: the notice, the decision, the order to rectify, with the fields that the law demands.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use form::{demands, document};

use super::{Entry, day, ids};

struct Form {
    id: &'static str,
    code: &'static str,
    name: &'static str,
    /// Fields that no article demands: name, label.
    more: &'static [(&'static str, &'static str)],
    body: &'static str,
}

const FORMS: [Form; 3] = [
    Form {
        id: ids::TEMPLATE_NOTICE,
        code: "GZ01",
        name: "行政处罚事先告知书",
        more: &[
            ("document_number", "文号"),
            ("party_name", "当事人"),
            ("agency_name", "行政机关"),
            ("date", "日期"),
        ],
        body: "行政处罚事先告知书\n{{ document_number }}\n{{ party_name }}：\n\
            经查，{{ facts }}。{{ reasons }}。依据{{ penalty_basis }}，本机关拟对你（单位）作出如下行政处罚：{{ proposed_penalty }}。\n\
            {{ statement_right }}\n{{ agency_name }}\n{{ date }}",
    },
    Form {
        id: ids::TEMPLATE_DECISION,
        code: "JD03",
        name: "行政处罚决定书",
        more: &[
            ("document_number", "文号"),
            ("statement_and_answer", "陈述、申辩及其采纳情况"),
            ("discretion", "裁量基准适用说明"),
        ],
        body: "行政处罚决定书\n{{ document_number }}\n当事人：{{ party_name }}\n地址：{{ party_address }}\n\
            经查，{{ facts }}。上述事实，有下列证据证明：{{ evidence }}。\n{{ statement_and_answer }}\n{{ discretion }}\n{{ correction }}\n\
            依据{{ penalty_basis }}，本机关决定：{{ penalty }}。\n{{ performance }}\n\
            {{ review }}{{ litigation }}\n{{ agency_name }}\n{{ seal }}\n{{ date }}",
    },
    Form {
        id: ids::TEMPLATE_CORRECTION,
        code: "JC09",
        name: "责令改正通知书",
        more: &[
            ("document_number", "文号"),
            ("agency_name", "行政机关"),
            ("date", "日期"),
        ],
        body: "责令改正通知书\n{{ document_number }}\n{{ party_name }}：\n经查，{{ facts }}。\n\
            依据《中华人民共和国行政处罚法》第二十八条第一款，责令你（单位）{{ correction }}。\n{{ agency_name }}\n{{ date }}",
    },
];

/// The forms.
pub(super) fn templates() -> Vec<Entry> {
    FORMS
        .iter()
        .map(|form| Entry::since(day(2021, 7, 15), Body::Template(form.template())))
        .collect()
}

impl Form {
    fn template(&self) -> proto::Template {
        let demanded = demands(self.code, self.name).map(|demand| proto::TemplateField {
            name: demand.field.to_owned(),
            label: demand.label.to_owned(),
            mandatory: true,
            citation: demand.citation.to_string(),
        });
        let more = self.more.iter().map(|(name, label)| proto::TemplateField {
            name: (*name).to_owned(),
            label: (*label).to_owned(),
            ..proto::TemplateField::default()
        });
        proto::Template {
            template_id: self.id.to_owned(),
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            division: ids::DIVISION_LONGHAI.to_owned(),
            external: true,
            served: document(self.code).is_some_and(|document| document.served),
            fields: demanded.chain(more).collect(),
            body: self.body.to_owned(),
        }
    }
}
