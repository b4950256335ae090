//! The identity code of a case (案件身份码) as the public types it: looked at before anything is asked.
//!
//! The form is cases' (services/cases/domain/src/code.rs): 16 characters of Crockford's base 32 and a check character over
//! GF(32). A test holds the two to each other.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 17;
const LONGEST_INPUT: usize = 64;

/// The code without groups, as it is stored; none: mistyped, or no code at all.
pub fn read(text: &str) -> Option<String> {
    if text.len() > LONGEST_INPUT {
        return None;
    }
    let letters = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let digits: Vec<u8> = letters.map(digit).collect::<Option<_>>()?;
    let (given, body) = digits.split_last()?;
    let check = body.iter().fold(0, |sum, digit| times_alpha(sum ^ digit));
    if digits.len() != LENGTH || check != *given {
        return None;
    }
    let letters = digits
        .iter()
        .filter_map(|digit| ALPHABET.get(usize::from(*digit)));
    Some(letters.map(|letter| char::from(*letter)).collect())
}

/// Times the generator of GF(32), whose field polynomial is x⁵ + x² + 1.
const fn times_alpha(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 0b10_0000 == 0 {
        shifted
    } else {
        (shifted ^ 0b10_0101) & 0b1_1111
    }
}

fn digit(letter: char) -> Option<u8> {
    let canonical = match letter.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let at = ALPHABET.iter().position(|c| char::from(*c) == canonical)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_cases_is_read_and_a_mistyped_one_is_not() {
        for seed in 0..200_u8 {
            let bits = std::array::from_fn(|at| {
                seed.wrapping_mul(31)
                    .wrapping_add(u8::try_from(at).unwrap().wrapping_mul(97))
            });
            let code = cases_domain::CaseCode::from_random(bits);
            assert_eq!(read(&code.to_string()), Some(code.plain()));
            assert_eq!(read(&code.to_string().to_lowercase()), Some(code.plain()));
            let mut wrong = code.plain();
            let last = if wrong.ends_with('0') { '1' } else { '0' };
            wrong.pop();
            wrong.push(last);
            assert_eq!(read(&wrong), None);
        }
        for other in ["", "0", "龙市监罚", &"0".repeat(65)] {
            assert_eq!(read(other), None);
        }
    }
}
