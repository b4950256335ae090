//! What no public byte may hold.

use disclosure::mask::{Known, mask, masked_name, veil};
use disclosure::served::{Item, Outcome, Party, Revocation, Served};
use proptest::prelude::*;

const CORPUS: &str = include_str!("masking.tsv");

fn case(kind: &str) -> Served {
    let mut served = Served {
        secrets: ["石码街道锦江道甲八八", "闽0612345", "lin.jg@qq.com"]
            .map(str::to_owned)
            .into(),
        persons: ["王美丽", "林建国"].map(str::to_owned).into(),
        ..Served::default()
    };
    served.party = match kind {
        "P" => Party {
            name: "林建国".to_owned(),
            kind: "PERSON".to_owned(),
            ..Party::default()
        },
        _ => Party {
            name: "龙海区林建国餐馆".to_owned(),
            kind: "INDIVIDUAL_BUSINESS".to_owned(),
            ..Party::default()
        },
    };
    served
}

#[test]
fn the_corpus_is_masked_as_written_and_masking_twice_changes_nothing() {
    let mut lines = 0;
    let mut wrong = Vec::new();
    for line in CORPUS.lines().filter(|line| !line.starts_with('#')) {
        let [kind, input, output] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let known = Known::of(&case(kind));
        let masked = veil(input, &known);
        if masked != output || veil(&masked, &known) != masked {
            wrong.push(format!("{input}\n  wanted {output}\n  got    {masked}"));
        }
        lines += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lines >= 60, "{lines}");
}

#[test]
fn of_a_name_only_the_surname_is_left() {
    for (name, masked) in [
        ("张三", "张*"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("John Smith", "J*"),
        ("", "*"),
    ] {
        assert_eq!(masked_name(name), masked);
    }
}

#[test]
fn a_firm_s_name_stands_but_not_a_telephone_in_it() {
    let mut served = decided("F", "x");
    served.party.name = "龙海区解放路23号超市".to_owned();
    assert_eq!(mask(&served).unwrap().party_name, "龙海区解放路23号超市");
    served.party.name = "老林修车13800138000".to_owned();
    assert_eq!(mask(&served).unwrap().party_name, "老林修车***");
}

#[test]
fn before_a_decision_there_is_nothing_to_see() {
    assert_eq!(mask(&case("P")), None);
}

fn decided(kind: &str, facts: &str) -> Served {
    Served {
        penalty: true,
        facts: vec![facts.to_owned()],
        items: vec![Item {
            name: "占道经营".to_owned(),
            basis: vec!["某法第一条".to_owned()],
        }],
        result: Some(Outcome {
            sanctions: Vec::new(),
            document_number: "龙城罚〔2026〕1号".to_owned(),
            fine_fen: 300_050,
            text: "立即改正".to_owned(),
            date: "2026-03-02".to_owned(),
        }),
        revocation: Some(Revocation::default()),
        ..case(kind)
    }
}

/// Things that must never come through, as people write them.
pub(crate) fn canaries() -> impl Strategy<Value = (String, String)> {
    let spaced = |text: String, by: &'static str| {
        let mut out = String::new();
        for (at, c) in text.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                out.push_str(by);
            }
            out.push(c);
        }
        out
    };
    let wide = |text: &str| -> String {
        let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
        text.chars()
            .map(|c| if c.is_ascii_digit() { wide(c) } else { c })
            .collect()
    };
    let number = prop_oneof![
        (
            110_000..660_000_u32,
            1950..2010_u32,
            1..13_u32,
            1..29_u32,
            0..1000_u32,
            "[0-9X]"
        )
            .prop_map(|(area, year, month, day, serial, check)| format!(
                "{area}{year}{month:02}{day:02}{serial:03}{check}"
            )),
        (0..10_u64.pow(9)).prop_map(|rest| format!("13{rest:09}")),
        (0..10_u64.pow(13)).prop_map(|rest| format!("622202{rest:013}")),
        (1_000_000..9_999_999_u32).prop_map(|rest| format!("0596{rest}")),
    ];
    (number, 0..5_u8).prop_map(move |(number, form)| {
        let written = match form {
            0 => number.clone(),
            1 => spaced(number.clone(), " "),
            2 => wide(&number),
            3 => spaced(wide(&number), "　"),
            _ => spaced(number.clone(), "-"),
        };
        (number, written)
    })
}

/// The digits of a text in their plain form, so that no way of writing hides a number.
pub(crate) fn digits(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap(),
        _ => c,
    });
    plain.filter(|c| !matches!(c, ' ' | '　' | '-')).collect()
}

proptest! {
    #[test]
    fn no_number_of_a_person_comes_through(
        (number, written) in canaries(),
        before in "[一-龥，。；]{0,12}",
        after in "[一-龥，。；]{0,12}",
        place in 0..4_u8,
    ) {
        let text = format!("{before}{written}{after}");
        let mut served = decided("P", "事实");
        match place {
            0 => served.facts = vec![text],
            1 => served.facts = vec!["一".to_owned(), text],
            2 => served.result.as_mut().unwrap().text = text,
            _ => served.items[0].name = text,
        }
        let shown = format!("{:?}", mask(&served).unwrap());
        prop_assert!(!digits(&shown).contains(&number), "{shown}");
    }

    #[test]
    fn what_is_known_of_the_case_never_comes_through(
        before in "[一-龥，。a-z0-9]{0,20}",
        after in "[一-龥，。a-z0-9]{0,20}",
        which in 0..4_usize,
    ) {
        let secret = ["林建国", "王美丽", "石码街道锦江道甲八八", "闽0612345"][which];
        let served = decided("P", &format!("{before}{secret}{after}"));
        let shown = format!("{:?}", mask(&served).unwrap());
        prop_assert!(!shown.contains(secret), "{shown}");
    }

    #[test]
    fn masking_is_settled_after_once(text in "[一-龥0-9０-９Xx号路室@. -]{0,60}") {
        let known = Known::of(&case("P"));
        let once = veil(&text, &known);
        prop_assert_eq!(veil(&once, &known), once);
    }

    #[test]
    fn a_text_without_anything_of_a_person_stays_byte_for_byte(text in "[的一是在不了有和人这中大为上个国我以要他时来用们，。；！？（）]{0,80}") {
        prop_assert_eq!(veil(&text, &Known::default()), text);
    }
}
