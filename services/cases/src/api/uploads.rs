//! Reading the messages of uploads.

use cases_domain::CaseId;
use cases_domain::exhibit::{AddExhibit, File, Link, Taken};
use contract::cases::v1 as proto;
use refusal::Refusal;
use uuid::Uuid;
use vault::Digest;

use super::parse;
use crate::record::evidence_kind;
use crate::record::exhibit::read_link;

type Read<T> = Result<T, Refusal>;

/// The id of an upload.
pub(crate) fn upload_id(text: &str) -> Read<Uuid> {
    let id = Uuid::parse_str(text).ok().filter(|id| !id.is_nil());
    id.ok_or_else(|| Refusal::malformed("upload_id", "must be a UUID", "应为UUID形式的编号"))
}

/// The id of a case.
pub(crate) fn case_id(text: &str) -> Read<CaseId> {
    parse::case_id("case_id", text)
}

/// The caller's id of a request.
pub(crate) fn request_id(text: &str) -> Read<Uuid> {
    parse::request_id(text)
}

/// The version last seen.
pub(crate) fn seen(text: &str) -> Read<Option<i64>> {
    parse::seen(text)
}

/// A hash that must be there.
pub(crate) fn digest(path: &'static str, text: &str) -> Read<Digest> {
    text.parse().map_err(|_| {
        let rule = "must be 64 hexadecimal digits";
        Refusal::malformed(path, rule, "应为64位十六进制数")
    })
}

/// How many bytes a file has: at least one.
pub(crate) fn size(bytes: i64) -> Read<u64> {
    let size = u64::try_from(bytes).ok().filter(|size| *size > 0);
    size.ok_or_else(|| {
        let rule = "must be more than 0";
        Refusal::malformed("size_bytes", rule, "应大于0：空文件不能作为证据")
    })
}

/// What an exhibit belongs to.
pub(crate) fn link(it: Option<proto::ExhibitLink>) -> Read<Link> {
    it.and_then(read_link).ok_or_else(|| {
        let rule = "must say what, with its numbers and times";
        Refusal::malformed(
            "link",
            rule,
            "应写明所关联的步骤或者清单物品，编号和起止时间齐全",
        )
    })
}

/// What was declared, as the exhibit it is to become; its media type is not known yet.
pub(crate) fn exhibit(it: &proto::BeginUploadRequest) -> Read<AddExhibit> {
    Ok(AddExhibit {
        upload: upload_id(&it.upload_id)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        kind: parse::chosen("kind", evidence_kind(it.kind()))?,
        file: File {
            name: it.name.clone(),
            media_type: String::new(),
            size: size(it.size_bytes)?,
            sm3: digest("sm3", &it.sm3)?.to_string(),
            sha256: digest("sha256", &it.sha256)?.to_string(),
        },
        taken: Taken {
            at: parse::instant("capture_time", it.capture_time)?,
            device: parse::line("device", &it.device)?,
            place: parse::line("place", &it.place)?,
        },
        proves: parse::text("proves", &it.proves)?,
        alone: !it.part,
        link: match &it.link {
            None => None,
            Some(given) => Some(link(Some(*given))?),
        },
    })
}
