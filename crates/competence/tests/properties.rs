//! What holds of any organisation: exactly one subject, a dispute with its superior, or a reason; never a panic.

use competence::{
    Agency, Competence, Entrustment, Family, Grantee, Ground, ItemPowers, Question, Transfer,
    TransferKind, Why, holders, resolve,
};
use proptest::prelude::*;
use statute::identifier::{DivisionCode, Level};

/// Divisions of a small country: a province, two cities, three counties, five towns.
const DIVISIONS: [&str; 11] = [
    "35",
    "3504",
    "3506",
    "350427",
    "350426",
    "350604",
    "350427001",
    "350427104",
    "350426100",
    "350604001",
    "350604108",
];
/// The towns of 沙县区 in the tests of partition.
const TOWNS: [&str; 3] = ["350427001", "350427104", "350427105"];

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).expect("a division")
}

fn agency(number: usize, division: &str) -> Agency {
    Agency {
        id: format!("a{number:02}"),
        division: code(division),
        in_own_name: true,
    }
}

/// Agencies have one division each, whoever names them.
fn agencies() -> impl Strategy<Value = Vec<Agency>> {
    prop::collection::vec((0..DIVISIONS.len(), prop::bool::weighted(0.9)), 1..14).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(number, (at, in_own_name))| Agency {
                in_own_name,
                ..agency(number, DIVISIONS[at])
            })
            .collect()
    })
}

#[derive(Debug, Clone)]
struct Organisation {
    question: Question,
    item: ItemPowers,
    transfers: Vec<Transfer>,
    entrustments: Vec<Entrustment>,
}

fn organisation() -> impl Strategy<Value = Organisation> {
    agencies().prop_flat_map(|agencies| {
        let all = agencies.len();
        let named = prop::collection::vec(0..all, 0..5);
        let family = prop_oneof![
            Just(Family::Penalty),
            Just(Family::Inspection),
            Just(Family::Compulsion)
        ];
        let levels = prop_oneof![
            3 => Just(vec![]),
            1 => Just(vec![Level::County]),
            1 => Just(vec![Level::City, Level::Town]),
        ];
        let transfer = (
            any::<bool>(),
            0..DIVISIONS.len(),
            prop::bool::weighted(0.8),
            0..all,
            prop::collection::vec((0..all, any::<bool>()), 0..4),
        );
        let transfers = prop::collection::vec(transfer, 0..6);
        let entrustment = (0..DIVISIONS.len(), any::<bool>(), 0..all, 0..all);
        let entrustments = prop::collection::vec(entrustment, 0..3);
        let place = 0..DIVISIONS.len();
        (named, family, levels, transfers, entrustments, place).prop_map(
            move |(named, family, levels, transfers, entrustments, place)| Organisation {
                question: Question {
                    place: code(DIVISIONS[place]),
                    party: None,
                },
                item: ItemPowers {
                    family,
                    agencies: named.into_iter().map(|at| agencies[at].clone()).collect(),
                    levels,
                    party_kinds: vec![],
                },
                transfers: transfers
                    .into_iter()
                    .enumerate()
                    .map(
                        |(number, (grant, at, published, grantor, grantees))| Transfer {
                            instrument: format!("t{number}"),
                            kind: if grant {
                                TransferKind::Grant
                            } else {
                                TransferKind::Concentration
                            },
                            division: code(DIVISIONS[at]),
                            published,
                            grantor: agencies[grantor].id.clone(),
                            grantees: grantees
                                .into_iter()
                                .map(|(at, claimed)| Grantee {
                                    agency: agencies[at].clone(),
                                    claimed,
                                })
                                .collect(),
                        },
                    )
                    .collect(),
                entrustments: entrustments
                    .into_iter()
                    .enumerate()
                    .map(
                        |(number, (at, published, principal, entrusted))| Entrustment {
                            instrument: format!("e{number}"),
                            division: code(DIVISIONS[at]),
                            published,
                            principal: agencies[principal].id.clone(),
                            entrusted: vec![agencies[entrusted].id.clone()],
                        },
                    )
                    .collect(),
            },
        )
    })
}

impl Organisation {
    fn resolve(&self) -> Competence {
        resolve(
            &self.question,
            &self.item,
            &self.transfers,
            &self.entrustments,
        )
    }
}

/// A district with a department and three towns, and when each town holds the power: from a day, or never.
fn district(effective: &[Option<u32>], day: u32) -> (ItemPowers, Vec<Transfer>) {
    let department = agency(0, "350427");
    let grantees = TOWNS.iter().zip(effective).enumerate();
    let transfers = grantees
        .filter(|(_, (_, from))| from.is_some_and(|from| from <= day))
        .map(|(number, (town, _))| Transfer {
            instrument: format!("grant-{number}"),
            kind: TransferKind::Grant,
            division: code("350427"),
            published: true,
            grantor: department.id.clone(),
            grantees: vec![Grantee {
                agency: agency(number + 1, town),
                claimed: true,
            }],
        })
        .collect();
    let item = ItemPowers {
        family: Family::Penalty,
        agencies: vec![department],
        levels: vec![],
        party_kinds: vec![],
    };
    (item, transfers)
}

fn subject(competence: &Competence) -> Option<&str> {
    match competence {
        Competence::One(subject) => Some(&subject.agency),
        _ => None,
    }
}

proptest! {
    #[test]
    fn there_is_one_subject_or_a_dispute_with_a_superior_or_a_reason(organisation in organisation()) {
        let place = &organisation.question.place;
        let known: Vec<&str> = organisation.item.agencies.iter()
            .chain(organisation.transfers.iter().flat_map(|t| t.grantees.iter().map(|g| &g.agency)))
            .filter(|agency| agency.in_own_name)
            .map(|agency| agency.id.as_str())
            .collect();
        match organisation.resolve() {
            Competence::One(subject) => {
                prop_assert!(subject.division.contains(place));
                prop_assert!(known.contains(&subject.agency.as_str()));
                prop_assert_eq!(subject.ground == Ground::Own, subject.instrument.is_none());
                let all = holders(&organisation.question, &organisation.item, &organisation.transfers, &organisation.entrustments).unwrap();
                prop_assert!(all.iter().any(|held| held.agency == subject.agency));
            }
            Competence::Dispute { candidates, common } => {
                prop_assert!(candidates.len() > 1);
                prop_assert!(candidates.windows(2).all(|pair| pair[0].agency < pair[1].agency));
                prop_assert!(common.level() <= Level::County);
                for candidate in &candidates {
                    prop_assert!(candidate.division.contains(place));
                    prop_assert!(common.contains(&candidate.division));
                }
            }
            Competence::None(why) => prop_assert!(!why.citations().is_empty()),
        }
    }

    #[test]
    fn the_order_of_what_is_known_is_of_no_importance(
        (organisation, shuffled) in organisation().prop_flat_map(|o| {
            let transfers = Just(o.transfers.clone()).prop_shuffle();
            let agencies = Just(o.item.agencies.clone()).prop_shuffle();
            let entrustments = Just(o.entrustments.clone()).prop_shuffle();
            (Just(o), transfers, agencies, entrustments)
        }).prop_map(|(o, transfers, agencies, entrustments)| {
            let shuffled = Organisation {
                transfers: transfers.into_iter().map(|mut transfer| {
                    transfer.grantees.reverse();
                    transfer
                }).collect(),
                item: ItemPowers { agencies, ..o.item.clone() },
                entrustments,
                ..o.clone()
            };
            (o, shuffled)
        })
    ) {
        prop_assert_eq!(organisation.resolve(), shuffled.resolve());
    }

    #[test]
    fn what_does_not_concern_the_place_or_the_agencies_changes_nothing(organisation in organisation()) {
        let before = organisation.resolve();
        let mut more = organisation;
        // Of an agency that nobody names, and in another province.
        let stranger = agency(77, "36");
        if before != Competence::None(Why::NobodyQualified) {
            more.item.agencies.push(stranger.clone());
        }
        for (grantor, division) in [("a88", "35"), ("a00", "36")] {
            more.transfers.push(Transfer {
                instrument: format!("unrelated-{division}"),
                kind: TransferKind::Concentration,
                division: code(division),
                published: true,
                grantor: grantor.into(),
                grantees: vec![Grantee { agency: stranger.clone(), claimed: true }],
            });
        }
        more.entrustments.push(Entrustment {
            instrument: "unrelated".into(),
            division: code("35"),
            published: true,
            principal: stranger.id.clone(),
            entrusted: vec!["a00".into()],
        });
        prop_assert_eq!(before, more.resolve());
    }

    #[test]
    fn the_subject_flips_exactly_on_the_effective_day(effective in 1_u32..1000, town in 0_usize..3) {
        let mut days = [None; 3];
        days[town] = Some(effective);
        let question = Question { place: code(TOWNS[town]), party: None };
        for (day, expected) in [
            (effective - 1, "a00".to_owned()),
            (effective, format!("a{:02}", town + 1)),
            (effective + 1, format!("a{:02}", town + 1)),
        ] {
            let (item, transfers) = district(&days, day);
            let competence = resolve(&question, &item, &transfers, &[]);
            prop_assert_eq!(subject(&competence), Some(expected.as_str()));
        }
    }

    #[test]
    fn towns_and_district_divide_the_district_among_them(
        effective in prop::collection::vec(prop::option::of(0_u32..4), 3),
        day in 0_u32..4,
    ) {
        let (item, transfers) = district(&effective, day);
        for (number, town) in TOWNS.iter().enumerate() {
            let holds = effective[number].is_some_and(|from| from <= day);
            let expected = if holds { format!("a{:02}", number + 1) } else { "a00".to_owned() };
            let question = Question { place: code(town), party: None };
            let competence = resolve(&question, &item, &transfers, &[]);
            prop_assert_eq!(subject(&competence), Some(expected.as_str()), "{}", town);
        }
    }

    #[test]
    fn a_place_outside_everything_has_nobody(organisation in organisation()) {
        let abroad = Organisation {
            question: Question { place: code("440104"), party: None },
            ..organisation
        };
        let competence = abroad.resolve();
        prop_assert!(
            matches!(competence, Competence::None(Why::OutsideAll | Why::NobodyQualified)),
            "{competence:?}"
        );
    }

    #[test]
    fn the_common_division_is_the_smallest(a in 0..DIVISIONS.len(), b in 0..DIVISIONS.len()) {
        let (a, b) = (code(DIVISIONS[a]), code(DIVISIONS[b]));
        let common = a.common(&b).unwrap();
        let other_way = b.common(&a).unwrap();
        prop_assert_eq!(&common, &other_way);
        prop_assert!(common.contains(&a) && common.contains(&b));
        for smaller in DIVISIONS.iter().map(|text| code(text)) {
            prop_assert!(!(smaller.contains(&a) && smaller.contains(&b)) || smaller.contains(&common));
        }
    }
}
