//! Codes with valid check characters: credit codes (GB 32100), citizen id numbers (GB 11643).

use calendar::CivilDate;

const LETTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
const CITIZEN_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CITIZEN_CHECKS: &[u8; 11] = b"10X98765432";

/// A credit code: registrar and kind (`11`: 机关, `91`: 企业), the registering division, and the eight characters of the
/// organisation (`MA000017`).
pub(super) fn credit_code(kind: &str, division: &str, organisation: &str) -> String {
    let mut code = format!(
        "{kind}{division}{organisation}{}",
        organisation_check(organisation)
    );
    let sum: usize = code
        .bytes()
        .zip(CREDIT_WEIGHTS)
        .map(|(letter, weight)| {
            weight
                * LETTERS
                    .iter()
                    .position(|one| *one == letter)
                    .unwrap_or_default()
        })
        .sum();
    code.push(char::from(LETTERS[(31 - sum % 31) % 31]));
    code
}

/// A citizen id number. The county part of `division` should be one that is assigned to nobody, so that no number is a
/// living person's.
pub(super) fn citizen_id(division: &str, born: CivilDate, sequence: usize) -> String {
    let mut code = format!(
        "{division}{}{sequence:03}",
        born.to_string().replace('-', "")
    );
    let sum: u32 = code
        .bytes()
        .zip(CITIZEN_WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = usize::try_from(sum % 11).unwrap_or_default();
    code.push(char::from(CITIZEN_CHECKS[check]));
    code
}

fn organisation_check(organisation: &str) -> char {
    let value = |letter: u8| match letter {
        b'0'..=b'9' => u32::from(letter - b'0'),
        _ => u32::from(letter - b'A') + 10,
    };
    let sum: u32 = organisation
        .bytes()
        .zip(ORGANISATION_WEIGHTS)
        .map(|(letter, weight)| value(letter) * weight)
        .sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

#[cfg(test)]
mod tests {
    use statute::identifier::{CitizenId, Uscc};

    use super::*;

    #[test]
    fn codes_hold_to_their_check_characters() {
        for number in 0..5_000 {
            let code = credit_code("91", "350604", &format!("MA{number:06}"));
            let read = Uscc::parse(&code).unwrap();
            assert!(read.organisation().is_ok(), "{code}");
            let born = CivilDate::ymd(1960, 1, 1).unwrap().add_days(number * 3);
            let id = citizen_id("350699", born, 1 + usize::try_from(number % 999).unwrap());
            assert!(CitizenId::parse(&id).is_ok());
        }
    }

    #[test]
    fn codes_that_are_printed_elsewhere_come_out_the_same() {
        assert_eq!(
            credit_code("91", "350604", "MA8UAB12"),
            "91350604MA8UAB126N"
        );
        let born = CivilDate::ymd(1990, 1, 1).unwrap();
        assert_eq!(citizen_id("350604", born, 1), "350604199001010016");
    }
}
