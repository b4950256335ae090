//! Reading the fields of requests: what is wrong is named by its path.

use calendar::CivilDate;
use cases_domain::{
    CaseCode, CaseId, Division, DocumentNumber, Fen, LeadId, OfficerId, Offline, Service,
    ServiceManner, Signature, SignatureManner,
};
use chrono::{DateTime, Datelike as _, Utc};
use contract::cases::v1 as proto;
use prost_types::Timestamp;
use refusal::Refusal;
use refusal::etag;
use statute::DocumentNumberError;
use uuid::Uuid;

use crate::record::{offline_reason, service_manner, signature_manner};

/// Longest single line, in characters: names, places, numbers.
pub(super) const LINE: usize = 200;
/// Longest text, in characters: facts, reasons, content of a notice.
pub(super) const TEXT: usize = 20_000;
/// Longest id, in characters.
const ID: usize = 64;
/// Most parts of a list in one request.
pub(super) const MANY: usize = 200;

type Read<T> = Result<T, Refusal>;

/// The caller's id of the request.
pub(super) fn request_id(text: &str) -> Read<Uuid> {
    uuid("request_id", text)
}

/// A case by its id.
pub(super) fn case_id(path: &'static str, text: &str) -> Read<CaseId> {
    uuid(path, text).map(CaseId)
}

/// A lead by its id.
pub(super) fn lead_id(path: &'static str, text: &str) -> Read<LeadId> {
    uuid(path, text).map(LeadId)
}

/// A lead by its id, if one is named.
pub(super) fn lead_id_if_any(path: &'static str, text: &str) -> Read<Option<LeadId>> {
    if text.is_empty() {
        Ok(None)
    } else {
        lead_id(path, text).map(Some)
    }
}

/// A case by its identity code.
pub(super) fn case_code(text: &str) -> Read<CaseCode> {
    CaseCode::parse(text).map_err(|error| {
        Refusal::malformed(
            "case_code",
            error.to_string(),
            "不是有效的案件身份码，请核对后重新输入",
        )
    })
}

/// The version last seen; none: no check.
pub(super) fn seen(text: &str) -> Read<Option<i64>> {
    if text.is_empty() {
        return Ok(None);
    }
    etag::read(text).map(Some).ok_or_else(|| {
        Refusal::malformed(
            "etag",
            "must be a tag that was given before",
            "应为此前返回的版本标签",
        )
    })
}

/// A text of one line that must be there.
pub(crate) fn line(path: &'static str, text: &str) -> Read<String> {
    words(path, text, LINE, Lines::One).and_then(|text| given(path, text))
}

/// A text of one line that may be left out.
pub(super) fn line_if_any(path: &'static str, text: &str) -> Read<String> {
    words(path, text, LINE, Lines::One)
}

/// A text that must be there.
pub(super) fn text(path: impl Into<String>, text: &str) -> Read<String> {
    let path = path.into();
    words(path.clone(), text, TEXT, Lines::Many).and_then(|text| given(path, text))
}

/// A text that may be left out.
pub(crate) fn text_if_any(path: impl Into<String>, text: &str) -> Read<String> {
    words(path, text, TEXT, Lines::Many)
}

/// The id of an element that must be there.
pub(crate) fn id(path: impl Into<String>, text: &str) -> Read<String> {
    let path = path.into();
    let shaped = (1..=ID).contains(&text.chars().count())
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if shaped {
        return Ok(text.to_owned());
    }
    Err(Refusal::malformed(
        path,
        format!("must be an id of 1 to {ID} characters without blanks"),
        format!("应为1至{ID}个字符且不含空格的编号"),
    ))
}

/// The id of an element that may be left out.
pub(super) fn id_if_any(path: &'static str, text: &str) -> Read<String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    id(path, text)
}

/// The second officer; none named is for the law to refuse.
pub(super) fn co_officer(text: &str) -> Read<Option<OfficerId>> {
    if text.is_empty() {
        Ok(None)
    } else {
        id("co_officer_id", text).map(|id| Some(OfficerId(id)))
    }
}

/// A day that must be there.
pub(crate) fn day(path: impl Into<String>, text: &str) -> Read<CivilDate> {
    let date = CivilDate::parse(text)
        .ok()
        .filter(|date| (1900..=9999).contains(&date.year()));
    date.ok_or_else(|| {
        Refusal::malformed(
            path,
            "must be a date of the form 2026-11-22, not before 1900",
            "应为“2026-11-22”形式的日期，且不早于1900年",
        )
    })
}

/// A day; left out: today.
pub(super) fn day_or_today(
    path: impl Into<String>,
    text: &str,
    today: CivilDate,
) -> Read<CivilDate> {
    if text.is_empty() {
        Ok(today)
    } else {
        day(path, text)
    }
}

/// How a case was first handled off-line (令242 §17): on a day on which the obstacle stood, which has ended by today.
pub(super) fn back_entry(
    entry: Option<&proto::BackEntry>,
    today: CivilDate,
) -> Read<Option<Offline>> {
    let Some(entry) = entry else { return Ok(None) };
    let reason = chosen("back_entry.reason", offline_reason(entry.reason()))?;
    let handled_on = day("back_entry.handled_date", &entry.handled_date)?;
    let ended = "back_entry.obstacle_ended_date";
    let obstacle_ended_on = day(ended, &entry.obstacle_ended_date)?;
    if obstacle_ended_on > today {
        let rule = "must not be in the future";
        return Err(Refusal::malformed(ended, rule, "障碍消除日期不能晚于今日"));
    }
    if handled_on > obstacle_ended_on {
        return Err(Refusal::malformed(
            "back_entry.handled_date",
            "must not be after obstacle_ended_date",
            "线下办理日期不能晚于障碍消除日期",
        ));
    }
    Ok(Some(Offline {
        reason,
        handled_on,
        obstacle_ended_on,
    }))
}

/// A document number; nothing: no filter.
pub(super) fn document_number(text: &str) -> Read<Option<DocumentNumber>> {
    if text.is_empty() {
        return Ok(None);
    }
    let number: Result<DocumentNumber, DocumentNumberError> = text.trim().parse();
    number.map(Some).map_err(|error| {
        let zh = format!("{}，例如“龙市监罚〔2026〕1号”", error.zh());
        Refusal::malformed("document_number", error.to_string(), zh)
    })
}

/// An instant that must be there.
pub(crate) fn instant(path: impl Into<String>, time: Option<Timestamp>) -> Read<DateTime<Utc>> {
    let read = time.and_then(|time| {
        let nanos = u32::try_from(time.nanos).ok()?;
        DateTime::from_timestamp(time.seconds, nanos)
    });
    read.filter(|at| (1900..=9999).contains(&at.year()))
        .ok_or_else(|| Refusal::malformed(path, "must be an instant that exists", "应为有效的时间"))
}

/// An amount in fen, not negative.
pub(super) fn fen(path: &'static str, amount: i64) -> Read<Fen> {
    u64::try_from(amount)
        .map(Fen)
        .map_err(|_| Refusal::malformed(path, "must not be negative", "不能为负数"))
}

/// An amount in fen, more than nothing.
pub(super) fn some_fen(path: &'static str, amount: i64) -> Read<Fen> {
    fen(path, amount)
        .ok()
        .filter(|amount| *amount > Fen::ZERO)
        .ok_or_else(|| Refusal::malformed(path, "must be more than 0", "应大于0"))
}

/// A number within a case, from 1.
pub(super) fn number(path: impl Into<String>, number: i32) -> Read<u32> {
    u32::try_from(number)
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| Refusal::malformed(path, "must be a number from 1 on", "应为大于0的编号"))
}

/// The number of something that may be missing; 0: none.
pub(super) fn count(path: impl Into<String>, number: i32) -> Read<u32> {
    u32::try_from(number).map_err(|_| Refusal::malformed(path, "must not be below 0", "不能小于0"))
}

/// A day that may be left out.
pub(super) fn day_if_any(path: impl Into<String>, text: &str) -> Read<Option<CivilDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    day(path, text).map(Some)
}

/// A number within a case, from 1; 0: none.
pub(super) fn number_if_any(path: &'static str, number: i32) -> Read<u32> {
    if number == 0 {
        return Ok(0);
    }
    self::number(path, number)
}

/// A list that is not longer than a request may hold.
pub(super) fn not_too_many<T>(path: &'static str, list: &[T]) -> Read<()> {
    if list.len() <= MANY {
        return Ok(());
    }
    Err(Refusal::malformed(
        path,
        format!("must have at most {MANY} entries"),
        format!("不能超过{MANY}项"),
    ))
}

/// A choice that must be made.
pub(crate) fn chosen<T>(path: impl Into<String>, choice: Option<T>) -> Read<T> {
    choice.ok_or_else(|| Refusal::malformed(path, "must be stated", "请选择"))
}

/// SM3 of a file, or nothing.
pub(super) fn content_hash(text: &str) -> Read<String> {
    let shaped = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if shaped || text.is_empty() {
        return Ok(text.to_ascii_lowercase());
    }
    Err(Refusal::malformed(
        "content_hash",
        "must be 64 hexadecimal digits, or empty",
        "应为64位十六进制数，没有文件时留空",
    ))
}

/// SM3 of something, which must be there.
pub(super) fn digest(path: &'static str, text: &str) -> Read<String> {
    let shaped = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if shaped {
        return Ok(text.to_ascii_lowercase());
    }
    Err(Refusal::malformed(
        path,
        "must be 64 hexadecimal digits",
        "应为64位十六进制数",
    ))
}

/// How the party signed.
pub(super) fn signature(signature: Option<&proto::Signature>) -> Read<Signature> {
    let signature =
        signature.ok_or_else(|| Refusal::malformed("signature", "must be given", "不能为空"))?;
    let manner = chosen("signature.manner", signature_manner(signature.manner()))?;
    let signer = line_if_any("signature.signer", &signature.signer)?;
    Ok(Signature {
        manner,
        signer: match manner {
            SignatureManner::Signed => given("signature.signer", signer)?,
            SignatureManner::Refused | SignatureManner::Absent => signer,
        },
        witness: line_if_any("signature.witness", &signature.witness)?,
    })
}

/// How a document was served.
pub(super) fn service(service: Option<&proto::Service>, today: CivilDate) -> Read<Service> {
    let service =
        service.ok_or_else(|| Refusal::malformed("service", "must be given", "不能为空"))?;
    let manner = chosen("service.manner", service_manner(service.manner()))?;
    let receiver = line_if_any("service.receiver", &service.receiver)?;
    Ok(Service {
        manner,
        on: day_or_today("service.served_date", &service.served_date, today)?,
        // Electronic service goes to the address on file when none is named; a public notice is received by nobody.
        receiver: match manner {
            ServiceManner::Electronic | ServiceManner::PublicNotice => receiver,
            _ => given("service.receiver", receiver)?,
        },
        remarks: line_if_any("service.remarks", &service.remarks)?,
    })
}

/// An e-mail address, or nothing.
pub(super) fn email(text: &str) -> Read<String> {
    let shaped = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    let plain = text.is_ascii()
        && text.len() <= 254
        && text.matches('@').count() < 2
        && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    if text.is_empty() || (shaped && plain) {
        return Ok(text.to_owned());
    }
    Err(Refusal::malformed(
        "email",
        "must be an e-mail address",
        "应为有效的电子邮箱地址",
    ))
}

/// A division by its code, with all below; nothing: no filter.
pub(super) fn division(path: &'static str, text: &str) -> Read<Option<Division>> {
    if text.is_empty() {
        return Ok(None);
    }
    let shaped =
        matches!(text.len(), 2 | 4 | 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
    // A county's code may come padded from a city or a province: 350600, 350000.
    let code = match text {
        padded if text.len() == 6 => padded.strip_suffix("0000").or(padded.strip_suffix("00")),
        _ => None,
    };
    if shaped {
        return Ok(Some(Division::from(code.unwrap_or(text))));
    }
    Err(Refusal::malformed(
        path,
        "must be a division code of 2, 4, 6, 9 or 12 digits",
        "应为2、4、6、9或者12位的行政区划代码",
    ))
}

/// A UUID that is not nil.
pub(crate) fn uuid(path: impl Into<String>, text: &str) -> Read<Uuid> {
    let id = Uuid::try_parse(text)
        .ok()
        .filter(|id| !id.is_nil() && text.len() == 36);
    id.ok_or_else(|| {
        Refusal::malformed(
            path,
            "must be a UUID",
            "应为UUID（如“0198c0de-0000-4000-8000-000000000001”）",
        )
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

/// A text without what cannot be printed, blanks around it left out.
fn words(path: impl Into<String>, text: &str, longest: usize, lines: Lines) -> Read<String> {
    let path = path.into();
    let prints =
        |c: char| !c.is_control() || (lines == Lines::Many && matches!(c, '\n' | '\r' | '\t'));
    if !text.chars().all(prints) {
        return Err(Refusal::malformed(
            path,
            "must not contain control characters",
            "不能含有控制字符",
        ));
    }
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(Refusal::malformed(
            path,
            format!("must have at most {longest} characters"),
            format!("不能超过{longest}个字"),
        ));
    }
    Ok(text.to_owned())
}

fn given(path: impl Into<String>, text: String) -> Read<String> {
    if text.is_empty() {
        return Err(Refusal::malformed(path, "must not be empty", "不能为空"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padded_division_codes_mean_the_level_they_pad() {
        let code = |text: &str| division("division", text).unwrap().unwrap().0;
        assert_eq!(code("350604"), "350604");
        assert_eq!(code("350600"), "3506");
        assert_eq!(code("350000"), "35");
        assert_eq!(code("350604001"), "350604001");
        assert_eq!(division("division", "").unwrap(), None);
        for wrong in ["3", "35060", "35060a", "-50604", "3506040010011"] {
            assert!(division("division", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_what_looks_like_an_address_is_one() {
        assert_eq!(email("shop@example.cn").unwrap(), "shop@example.cn");
        assert_eq!(email("").unwrap(), "");
        for wrong in [
            "shop",
            "@example.cn",
            "shop@",
            "shop@cn",
            "a b@example.cn",
            "a@b@c.cn",
        ] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn texts_are_trimmed_bounded_and_printable() {
        assert_eq!(
            text("facts", "  第一行\n第二行 ").unwrap(),
            "第一行\n第二行"
        );
        assert!(line("place", "第一行\n第二行").is_err());
        assert!(text("facts", "  ").is_err());
        assert!(text("facts", "a\0b").is_err());
        assert!(line("place", &"长".repeat(LINE + 1)).is_err());
    }
}
