//! 业务规范: what a registry's elements must hold beyond what the platform itself demands (C009).

use std::sync::LazyLock;

use contract::elements::v1 as proto;
use contract::elements::v1::NormDemand;
use contract::elements::v1::element::Body;
use prost::{Message as _, Name as _};
use prost_reflect::{
    Cardinality, DescriptorPool, DynamicMessage, FieldDescriptor, Kind, MessageDescriptor,
    ReflectMessage as _, Value,
};
use refusal::{Refusal, Unmet};
use statute::identifier::DivisionCode;

use super::element::{Columns, Element};
use super::facet::facet;
use super::fields::Fields;
use super::reasons;
use super::registry::Registry;

/// Most rules of a norm.
const MOST_RULES: usize = 200;
/// Most values of a rule.
const MOST_VALUES: usize = 500;
/// Longest value or clause, in characters.
const LONGEST_VALUE: usize = 200;

static POOL: LazyLock<Option<MessageDescriptor>> = LazyLock::new(|| {
    let pool = DescriptorPool::decode(contract::DESCRIPTORS).ok()?;
    pool.get_message_by_name(&proto::Element::full_name())
});

/// Reads a norm.
pub(super) fn read(norm: &proto::Norm, fields: &mut Fields) -> Columns {
    fields.id("norm_id", &norm.norm_id);
    fields.text("title", &norm.title);
    fields.text_if_any("document_number", &norm.document_number, LONGEST_VALUE);
    let registry = Registry::from_proto(norm.registry);
    if registry.is_none() {
        fields.refuse(
            "registry",
            "must be stated as one of the registries",
            "应选择所约束的要素类别",
        );
    }
    let division = fields.division("division", &norm.division);
    fields.count("rules", norm.rules.len(), MOST_RULES);
    for (at, rule) in norm.rules.iter().enumerate() {
        read_rule(at, rule, registry, fields);
        if norm
            .rules
            .iter()
            .take(at)
            .any(|before| before.field == rule.field && before.demand == rule.demand)
        {
            fields.refuse(
                format!("rules[{at}].field"),
                "must not be named twice for the same demand",
                "同一字段的同类要求重复填写",
            );
        }
    }
    Columns {
        id: norm.norm_id.clone(),
        name: norm.title.clone(),
        division,
        facets: vec![facet("registry", norm.registry)],
        ..Columns::default()
    }
}

fn read_rule(at: usize, rule: &proto::NormRule, registry: Option<Registry>, fields: &mut Fields) {
    let path = |part: &str| format!("rules[{at}].{part}");
    fields.text_up_to(path("clause"), &rule.clause, LONGEST_VALUE);
    let demand = fields.stated::<NormDemand>(path("demand"), rule.demand);
    match demand {
        Some(NormDemand::OneOf) => {
            fields.count(path("values"), rule.values.len(), MOST_VALUES);
            fields.texts(path("values").as_str(), &rule.values, LONGEST_VALUE);
        }
        _ if !rule.values.is_empty() => fields.refuse(
            path("values"),
            "must be empty: only NORM_DEMAND_ONE_OF lists values",
            "只有“取值范围”要求才填写允许值，请清空",
        ),
        _ => {}
    }
    let Some(registry) = registry else {
        return;
    };
    let Some(field) = field_of(registry, &rule.field) else {
        fields.refuse(
            path("field"),
            format!("must be a field of {registry}"),
            format!("“{}”没有该字段", registry.zh()),
        );
        return;
    };
    if demand == Some(NormDemand::OneOf) {
        for (nth, value) in rule.values.iter().enumerate() {
            if !can_be(&field, value) {
                fields.refuse(
                    path(&format!("values[{nth}]")),
                    "must be a value that the field can have",
                    "不是该字段可以填写的值",
                );
            }
        }
    }
}

/// Whether the element holds what norms demand of its registry in its division.
///
/// `norms` are those in force on the day it is recorded; those of other registries or divisions are passed over.
///
/// # Refuses
/// `NORM_NOT_MET`, naming the norm, its clause and the field
pub(super) fn check<'a>(
    element: &Element,
    division: &DivisionCode,
    norms: impl IntoIterator<Item = &'a proto::Norm>,
) -> Result<(), Refusal> {
    let registry = element.key().registry;
    let binding = norms.into_iter().filter(|norm| {
        Registry::from_proto(norm.registry) == Some(registry)
            && DivisionCode::parse(&norm.division).is_ok_and(|of| of.contains(division))
    });
    let mut message = None;
    for norm in binding {
        if message.is_none() {
            message = reflect(element.body());
        }
        let Some(message) = &message else {
            continue;
        };
        for rule in &norm.rules {
            if !holds(message, rule) {
                return Err(not_met(element, norm, rule));
            }
        }
    }
    Ok(())
}

/// The body, read by the descriptors of the contract.
fn reflect(body: &Body) -> Option<DynamicMessage> {
    let element = proto::Element {
        body: Some(body.clone()),
    };
    let descriptor = POOL.as_ref()?.clone();
    let whole = DynamicMessage::decode(descriptor, element.encode_to_vec().as_slice()).ok()?;
    let (_, value) = whole.fields().next()?;
    value.as_message().cloned()
}

/// The field of that name; parts of a list or of another message by a dot: `reviews.result`.
fn field_of(registry: Registry, path: &str) -> Option<FieldDescriptor> {
    let element = POOL.as_ref()?;
    let Kind::Message(mut message) = element.get_field_by_name(registry.name())?.kind() else {
        return None;
    };
    let mut parts = path.split('.').peekable();
    loop {
        let field = message.get_field_by_name(parts.next()?)?;
        if parts.peek().is_none() {
            return Some(field);
        }
        match field.kind() {
            Kind::Message(below) => message = below,
            _ => return None,
        }
    }
}

fn can_be(field: &FieldDescriptor, value: &str) -> bool {
    match field.kind() {
        Kind::String => true,
        Kind::Bool => matches!(value, "true" | "false"),
        Kind::Enum(kind) => kind.get_value_by_name(value).is_some(),
        Kind::Message(_) | Kind::Bytes => false,
        _ => value.parse::<i64>().is_ok(),
    }
}

fn holds(message: &DynamicMessage, rule: &proto::NormRule) -> bool {
    let mut values = Vec::new();
    collect(message, &rule.field, &mut values);
    match rule.demand() {
        NormDemand::Unspecified => true,
        NormDemand::Filled => !values.is_empty() && values.iter().all(Option::is_some),
        NormDemand::OneOf => values
            .iter()
            .flatten()
            .all(|value| rule.values.contains(value)),
    }
}

/// What stands in the field, `None` where nothing does; one entry for each element of a list.
fn collect(message: &DynamicMessage, path: &str, into: &mut Vec<Option<String>>) {
    let (name, rest) = match path.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    let Some(field) = message.descriptor().get_field_by_name(name) else {
        return;
    };
    let value = message.get_field(&field);
    let entries: &[Value] = match value.as_ref() {
        Value::List(entries) => entries,
        single => std::slice::from_ref(single),
    };
    if field.cardinality() != Cardinality::Repeated && !message.has_field(&field) && rest.is_none()
    {
        // A flag that is not set says no, which is an answer too: only `ONE_OF` can demand a yes.
        into.push(matches!(field.kind(), Kind::Bool).then(|| "false".to_owned()));
        return;
    }
    for entry in entries {
        match (entry, rest) {
            (Value::Message(below), Some(rest)) => collect(below, rest, into),
            (Value::Message(_), None) => into.push(Some(String::new())),
            (entry, _) => into.push(written(&field, entry)),
        }
    }
}

fn written(field: &FieldDescriptor, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => (!text.is_empty()).then(|| text.clone()),
        Value::Bool(set) => Some(set.to_string()),
        Value::EnumNumber(number) => match field.kind() {
            Kind::Enum(kind) => kind
                .get_value(*number)
                .filter(|_| *number != 0)
                .map(|value| value.name().to_owned()),
            _ => None,
        },
        Value::I32(number) => Some(number.to_string()),
        Value::I64(number) => Some(number.to_string()),
        Value::U32(number) => Some(number.to_string()),
        Value::U64(number) => Some(number.to_string()),
        _ => Some(String::new()),
    }
}

fn not_met(element: &Element, norm: &proto::Norm, rule: &proto::NormRule) -> Refusal {
    let registry = element.key().registry;
    let path = format!("{registry}.{}", rule.field);
    let (demand, zh) = match rule.demand() {
        NormDemand::OneOf => (
            format!("must be one of {}", rule.values.join(", ")),
            format!("应为“{}”之一", rule.values.join("”“")),
        ),
        _ => ("must be filled in".to_owned(), "为必填项".to_owned()),
    };
    let clause = format!("《{}》{}", norm.title, rule.clause);
    let zh = format!("“{}”{zh}（{clause}）", rule.field);
    let rule_en = format!("{demand} ({clause})");
    Refusal::new(
        &reasons::NORM_NOT_MET,
        format!("{path}: {rule_en}"),
        format!("该{}不符合{clause}：{zh}", registry.zh()),
    )
    .with_field(path, rule_en, zh.clone())
    .with_unmet(Unmet {
        article: clause,
        subject: rule.field.clone(),
        remedy: zh,
    })
    .with_metadata("norm_id", norm.norm_id.clone())
    .with_metadata("norm", norm.title.clone())
    .with_metadata("clause", rule.clause.clone())
}
