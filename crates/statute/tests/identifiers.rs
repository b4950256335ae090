//! What holds for every code, not only for the samples.

use proptest::prelude::*;
use statute::identifier::{CitizenId, DivisionCode, Level, OrganisationCode, Uscc};

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const SAMPLE: &str = "91350604MA8UAB126N";

fn config() -> ProptestConfig {
    // A failure prints its smallest input; it is not kept in a file beside the tests.
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_makes_a_parser_stumble(text in "\\PC{0,24}", digits in "[0-9X]{0,20}") {
        for text in [&text, &digits] {
            let _ = Uscc::parse(text).map_err(|error| (error.to_string(), error.zh()));
            let _ = OrganisationCode::parse(text).map_err(|error| (error.to_string(), error.zh()));
            let _ = CitizenId::parse(text).map_err(|error| (error.to_string(), error.zh()));
            let _ = DivisionCode::parse(text).map_err(|error| (error.to_string(), error.zh()));
        }
    }

    #[test]
    fn one_wrong_character_never_makes_a_credit_code(at in 0_usize..18, letter in 0_usize..31) {
        let wrong = ALPHABET.as_bytes()[letter];
        let mut bytes = SAMPLE.as_bytes().to_vec();
        prop_assume!(bytes[at] != wrong);
        bytes[at] = wrong;
        let text: String = bytes.into_iter().map(char::from).collect();
        prop_assert!(Uscc::parse(&text).is_err(), "{text}");
    }

    #[test]
    fn exactly_one_check_character_fits_a_person(
        division in 100_000_u32..1_000_000,
        (year, month, day) in (1900_u32..2027, 1_u32..13, 1_u32..29),
        sequence in 0_u32..1000,
    ) {
        let body = format!("{division}{year}{month:02}{day:02}{sequence:03}");
        let fitting: Vec<CitizenId> = "0123456789X"
            .chars()
            .filter_map(|check| CitizenId::parse(&format!("{body}{check}")).ok())
            .collect();
        prop_assert_eq!(fitting.len(), 1);
        let id = &fitting[0];
        prop_assert_eq!(id.birth().to_string(), format!("{year}-{month:02}-{day:02}"));
        let shown = format!("{id:?}");
        prop_assert!(!shown.contains(&body[6..14]));
    }

    #[test]
    fn a_division_reads_back_padded_and_lies_in_all_above_it(
        province in prop::sample::select(vec!["11", "35", "44", "65"]),
        city in 1_u32..100,
        county in 1_u32..100,
        town in 1_u32..600,
        village in 1_u32..600,
        cut in prop::sample::select(vec![2_usize, 4, 6, 9, 12]),
    ) {
        let full = format!("{province}{city:02}{county:02}{town:03}{village:03}");
        let code = DivisionCode::parse(&full[..cut]).unwrap();
        for form in [code.as_str().to_owned(), code.padded(), code.twelve()] {
            prop_assert_eq!(&DivisionCode::parse(&form).unwrap(), &code);
        }
        let village = DivisionCode::parse(&full).unwrap();
        prop_assert!(code.contains(&village));
        prop_assert_eq!(village.contains(&code), village == code);
        prop_assert_eq!(village.at(code.level()), Some(code.clone()));
        let mut above = code.clone();
        while let Some(next) = above.parent() {
            prop_assert!(next.level() < above.level());
            prop_assert!(next.contains(&code));
            above = next;
        }
        prop_assert_eq!(above.level(), Level::Province);
        prop_assert_eq!(above, code.province());
    }
}
