//! What is exported imports as it was.

use calendar::CivilDate;
use elements_domain::{Registry, Span};
use proptest::prelude::*;
use prost_reflect::{DynamicMessage, Kind as FieldKind, Value};
use sheet::{CsvWriter, Writer, XlsxWriter};
use tokio_util::sync::CancellationToken;

use super::draft::{Said, lists};
use super::layout::Layout;
use super::parse::parse;
use super::spread::spread_as;
use super::table::{Column, Kind, Table};

fn text() -> impl Strategy<Value = String> {
    "[=+@'a-z0-9林建国第一条；;，,\"\\\\ \n-]{0,12}".prop_map(|text| text.trim().to_owned())
}

fn id() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,8}"
}

fn value(kind: Kind, field: FieldKind) -> BoxedStrategy<Value> {
    let short = field == FieldKind::Int32;
    let number = move |number: i64| {
        if short {
            Value::I32(i32::try_from(number).unwrap_or(7))
        } else {
            Value::I64(number)
        }
    };
    match kind {
        Kind::Text => text().prop_map(Value::String).boxed(),
        Kind::Id => id().prop_map(Value::String).boxed(),
        Kind::Reference(_) => prop::option::of(id())
            .prop_map(|id| Value::String(id.unwrap_or_default()))
            .boxed(),
        Kind::References(_) => prop::collection::vec(id().prop_map(Value::String), 0..3)
            .prop_map(Value::List)
            .boxed(),
        Kind::Texts => prop::collection::vec(text(), 0..4)
            .prop_map(|texts| {
                let texts = texts.into_iter().filter(|text| !text.is_empty());
                Value::List(texts.map(Value::String).collect())
            })
            .boxed(),
        Kind::Date => (1900..2100_i32, 1..13_u32, 1..29_u32)
            .prop_map(|(year, month, day)| Value::String(format!("{year}-{month:02}-{day:02}")))
            .boxed(),
        Kind::YesNo => any::<bool>().prop_map(Value::Bool).boxed(),
        Kind::Whole | Kind::Yuan => (0..10_000_000_i64).prop_map(number).boxed(),
        Kind::Word(words) => (0..=words.len())
            .prop_map(move |at| Value::EnumNumber(words.get(at).map_or(0, |(_, number)| *number)))
            .boxed(),
        Kind::Words(words) => prop::collection::vec(0..words.len(), 0..3)
            .prop_map(move |at| {
                Value::List(
                    at.into_iter()
                        .map(|at| Value::EnumNumber(words[at].1))
                        .collect(),
                )
            })
            .boxed(),
        Kind::Articles => {
            let FieldKind::Message(basis) = field else {
                panic!("articles are messages");
            };
            let article = (id(), 1..2000_i32, 0..5_i32, 0..20_i32).prop_map(
                move |(law, article, paragraph, item)| {
                    let mut message = DynamicMessage::new(basis.clone());
                    message.set_field_by_name("law_id", Value::String(law));
                    message.set_field_by_name("article", Value::I32(article));
                    message.set_field_by_name("paragraph", Value::I32(paragraph));
                    message.set_field_by_name("item", Value::I32(item));
                    Value::Message(message)
                },
            );
            prop::collection::vec(article, 0..3)
                .prop_map(Value::List)
                .boxed()
        }
    }
}

fn message(registry: Registry) -> BoxedStrategy<DynamicMessage> {
    let table = Table::of(registry);
    let layout = Layout::of(registry).unwrap();
    let empty = layout.empty();
    let fields: Vec<BoxedStrategy<(&'static str, Value)>> = table
        .columns
        .iter()
        .filter(|column| column.list().is_none())
        .map(|column| {
            let kind = layout.field(column).unwrap().kind();
            let name = column.field;
            value(column.kind, kind)
                .prop_map(move |value| (name, value))
                .boxed()
        })
        .chain(lists(table).into_iter().map(|list| {
            let columns: Vec<&'static Column> = table
                .columns
                .iter()
                .filter(|column| column.list().is_some_and(|(of, _)| of == list))
                .collect();
            prop::collection::vec(entry(&layout, list, &columns), 0..4)
                .prop_map(move |entries| (list, Value::List(entries)))
                .boxed()
        }))
        .collect();
    fields
        .prop_map(move |fields| {
            let mut message = empty.clone();
            for (name, value) in fields {
                message.set_field_by_name(name, value);
            }
            message
        })
        .boxed()
}

fn entry(layout: &Layout, list: &'static str, columns: &[&'static Column]) -> BoxedStrategy<Value> {
    let field = layout.message.get_field_by_name(list).unwrap();
    let FieldKind::Message(descriptor) = field.kind() else {
        return value(columns[0].kind, field.kind());
    };
    let fields: Vec<BoxedStrategy<(&'static str, Value)>> = columns
        .iter()
        .map(|column| {
            let name = column.list().unwrap().1.unwrap();
            let kind = layout.field(column).unwrap().kind();
            value(column.kind, kind)
                .prop_map(move |value| (name, value))
                .boxed()
        })
        .collect();
    fields
        .prop_map(move |fields| {
            let mut message = DynamicMessage::new(descriptor.clone());
            for (name, value) in fields {
                message.set_field_by_name(name, value);
            }
            Value::Message(message)
        })
        .boxed()
}

fn elements() -> impl Strategy<Value = (Registry, Vec<DynamicMessage>)> {
    (0..Registry::ALL.len()).prop_flat_map(|at| {
        let registry = Registry::ALL[at];
        prop::collection::vec(message(registry), 1..4).prop_map(move |mut messages| {
            // One row for each element: no two of the same id.
            for (at, message) in messages.iter_mut().enumerate() {
                message.set_field_by_name(registry.id_field(), Value::String(format!("id{at}")));
            }
            (registry, messages)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn an_export_imports_as_it_was((registry, messages) in elements(), csv in any::<bool>(), to in any::<bool>()) {
        let table = Table::of(registry);
        let layout = Layout::of(registry).unwrap();
        let from = CivilDate::ymd(2024, 2, 29).unwrap();
        let span = Span::new(from, to.then(|| from.add_days(30))).unwrap();
        let mut writer: Box<dyn Writer> = if csv {
            Box::new(CsvWriter::new())
        } else {
            Box::new(XlsxWriter::new("数据").unwrap())
        };
        writer.row(&table.headings()).unwrap();
        let mut bodies = Vec::new();
        for message in messages {
            let body = layout.body(message).unwrap();
            for row in spread_as(table, &layout, body.clone(), span).unwrap() {
                writer.row(&row).unwrap();
            }
            bodies.push(body);
        }
        let bytes = writer.finish().unwrap();
        let progress = std::sync::Arc::default();
        let parsed = parse(registry, &bytes, None, &progress, &CancellationToken::new());
        let parsed = parsed.unwrap().unwrap();
        prop_assert_eq!(parsed.errors, vec![]);
        prop_assert!(parsed.silent.is_empty());
        let read: Vec<_> = parsed.drafts.iter().map(|draft| draft.said.clone()).collect();
        let expected: Vec<_> = bodies.into_iter().map(|body| Said::Holds(Box::new(body))).collect();
        prop_assert_eq!(read, expected);
        prop_assert!(parsed.drafts.iter().all(|draft| draft.span == span));
    }
}
