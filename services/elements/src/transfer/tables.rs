//! The columns of every registry, one file for each group of them.

mod bodies;
mod dealings;
mod forms;
mod laws;
mod powers;
mod words;

use elements_domain::Registry;

use super::table::Table;

/// The columns of a registry.
pub(super) fn of(registry: Registry) -> &'static Table {
    match registry {
        Registry::Agency => &bodies::AGENCY,
        Registry::Officer => &bodies::OFFICER,
        Registry::Certificate => &bodies::CERTIFICATE,
        Registry::Posting => &bodies::POSTING,
        Registry::Division => &bodies::DIVISION,
        Registry::Party => &dealings::PARTY,
        Registry::Item => &dealings::ITEM,
        Registry::Standard => &dealings::STANDARD,
        Registry::TypicalCase => &dealings::TYPICAL_CASE,
        Registry::Law => &laws::LAW,
        Registry::LeniencyList => &laws::LENIENCY_LIST,
        Registry::ParameterPack => &laws::PARAMETER_PACK,
        Registry::HolidayCalendar => &laws::HOLIDAY_CALENDAR,
        Registry::Instrument => &powers::INSTRUMENT,
        Registry::Claim => &powers::CLAIM,
        Registry::RevenueMapping => &powers::REVENUE_MAPPING,
        Registry::Template => &forms::TEMPLATE,
        Registry::Scene => &forms::SCENE,
        Registry::Feature => &forms::FEATURE,
        Registry::Norm => &forms::NORM,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use prost_reflect::Kind as FieldKind;

    use super::super::layout::Layout;
    use super::super::table::{Column, Kind};
    use super::*;

    #[test]
    fn every_field_of_every_registry_has_its_column() {
        for registry in Registry::ALL {
            let table = of(registry);
            assert_eq!(table.registry, registry);
            assert_eq!(
                (table.id().kind, table.id().field),
                (Kind::Id, registry.id_field())
            );
            let layout = Layout::of(registry).unwrap();
            let mut fields = BTreeSet::new();
            for field in layout.message.fields() {
                let rows = table
                    .columns
                    .iter()
                    .find(|c| c.field == format!("{}[]", field.name()));
                match field.kind() {
                    FieldKind::Message(entry) if entry.name() != "Basis" => {
                        let entries = entry
                            .fields()
                            .map(|f| format!("{}.{}", field.name(), f.name()));
                        fields.extend(entries);
                    }
                    _ => {
                        let rows = if rows.is_some() { "[]" } else { "" };
                        fields.insert(format!("{}{rows}", field.name()));
                    }
                }
            }
            let columns: Vec<_> = table.columns.iter().map(|c| c.field.to_owned()).collect();
            let set: BTreeSet<_> = columns.iter().cloned().collect();
            assert_eq!(
                set.len(),
                columns.len(),
                "{registry}: a field has two columns"
            );
            assert_eq!(set, fields, "{registry}");
        }
    }

    #[test]
    fn headings_are_told_apart_and_examples_given() {
        for registry in Registry::ALL {
            let table = of(registry);
            let headings: BTreeSet<_> = table.headings().into_iter().collect();
            assert_eq!(headings.len(), table.columns.len() + 3, "{registry}");
            for Column {
                heading,
                must,
                example,
                ..
            } in table.columns
            {
                assert!(!must || !example.is_empty(), "{registry}: {heading}");
            }
        }
    }

    #[test]
    fn every_value_of_every_enumeration_has_its_word() {
        for registry in Registry::ALL {
            let layout = Layout::of(registry).unwrap();
            for column in of(registry).columns {
                let (Kind::Word(words) | Kind::Words(words)) = column.kind else {
                    continue;
                };
                let field = layout.field(column).unwrap();
                let FieldKind::Enum(values) = field.kind() else {
                    panic!("{registry}: {} is no enumeration", column.heading);
                };
                let known: BTreeSet<i32> = values
                    .values()
                    .map(|v| v.number())
                    .filter(|n| *n != 0)
                    .collect();
                let worded: BTreeSet<i32> = words.iter().map(|(_, number)| *number).collect();
                assert_eq!(worded, known, "{registry}: {}", column.heading);
                let distinct: BTreeSet<&str> = words.iter().map(|(word, _)| *word).collect();
                assert_eq!(
                    distinct.len(),
                    words.len(),
                    "{registry}: {}",
                    column.heading
                );
            }
        }
    }
}
