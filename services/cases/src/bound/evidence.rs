//! Evidence in the file: PDF bound in, pictures as pages, everything else as a line of the catalogue with its SM3 and where it lies.
//!
//! What is broken or too large never stops the binding: its line says why it is not bound.

use calendar::CivilDate;
use cases_domain::exhibit::Exhibit;
use cases_domain::transcript::moment;
use cases_domain::{Case, OfficerSnapshot};
use cases_evidence::{Class, FileType, Rejected};
use form::Place;
use press::PlateBody;
use refusal::Failure;
use volume::{Item, Lies};

use super::{Ground, Unprinted};
use crate::handle::Desk;
use crate::uploads::spend;

/// Bytes of files of evidence that go along in one archive; what is beyond is named and read by itself.
const MOST_EVIDENCE: u64 = 64 * 1024 * 1024;
/// Bytes of files of evidence that are bound: a file is bound in memory.
const MOST_BOUND: u64 = 64 * 1024 * 1024;
/// Most bytes of one that is bound.
const LARGEST_BOUND: u64 = 24 * 1024 * 1024;

/// The exhibits, in the order of their numbers.
pub(super) async fn items(desk: &Desk, ground: &Ground<'_>) -> Result<Vec<Item>, Failure> {
    let mut items = Vec::new();
    let mut room = MOST_BOUND;
    let paths = paths(ground.case);
    for (exhibit, path) in ground.case.exhibits.iter().zip(paths) {
        let bound = pages(desk, ground, exhibit, &mut room).await?;
        let (pdf, why) = match bound {
            Ok(pdf) => (Some(pdf), String::new()),
            Err(why) => (None, why),
        };
        items.push(Item {
            title: title(exhibit),
            number: String::new(),
            on: Some(CivilDate::of(exhibit.taken.at)),
            place: Place::Evidence,
            last: false,
            pdf,
            sm3: exhibit.file.sm3.clone(),
            note: note(exhibit, &why, path.as_deref()),
            lies: path.map_or(Lies::Nowhere, Lies::At),
        });
    }
    Ok(items)
}

/// The files of evidence that do not go along in the archive: SM3 and name.
pub(super) fn left_out(case: &Case) -> Vec<String> {
    let all = case.exhibits.iter().zip(paths(case));
    let left = all.filter(|(_, path)| path.is_none());
    left.map(|(it, _)| format!("{} {}", it.file.sm3, it.file.name))
        .collect()
}

/// Where each exhibit lies in the archive; none: it does not go along.
fn paths(case: &Case) -> Vec<Option<String>> {
    let mut room = MOST_EVIDENCE;
    let path = |it: &Exhibit| {
        room = room.checked_sub(it.file.size)?;
        let name = &it.file.name;
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
        Some(volume::attached("证据", it.number, stem, ending))
    };
    case.exhibits.iter().map(path).collect()
}

fn title(it: &Exhibit) -> String {
    format!("证据{}（{}）{}", it.number, it.kind.zh(), it.file.name)
}

/// What the catalogue says: why it is not bound, its SM3 then, and where the original lies.
fn note(it: &Exhibit, why: &str, path: Option<&str>) -> String {
    let lies = match path {
        Some(path) => format!("原件：{path}"),
        None => "文件过大，未随卷打包，凭校验值在平台读取".to_owned(),
    };
    if why.is_empty() {
        return lies;
    }
    format!("{why}。{lies}。SM3：{}", it.file.sm3)
}

/// The pages of an exhibit, or why it has none. `room` is how many bytes may still be bound.
async fn pages(
    desk: &Desk,
    ground: &Ground<'_>,
    it: &Exhibit,
    room: &mut u64,
) -> Result<Result<Vec<u8>, String>, Failure> {
    let Ok(file) = cases_evidence::name(&it.file.name) else {
        return Ok(Err("类型不明，不装订".to_owned()));
    };
    if file != FileType::Pdf && !file.has_preview() {
        return Ok(Err(match file.class() {
            Class::Picture => "该类型图片不能转换成页".to_owned(),
            class => format!("{}文件，不装订成页", class.zh()),
        }));
    }
    if it.file.size > LARGEST_BOUND || it.file.size > *room {
        return Ok(Err("超过装订的大小上限".to_owned()));
    }
    let place = desk.room().place().await?;
    let bytes = desk.file(&it.file.sm3).await?;
    let pages = if file == FileType::Pdf {
        // A reader that breaks down over a file has not read it.
        let read = spend(place, move || volume::pages_of(&bytes).map(|_| bytes)).await;
        match read {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(_)) | Err(_) => Err("PDF已损坏或者加密，不能装订".to_owned()),
        }
    } else {
        let looked = spend(place, move || cases_evidence::page(file, bytes)).await;
        match looked {
            Ok(Ok(shown)) => picture(ground, it, shown).await,
            Ok(Err(why)) => Err(unshown(&why)),
            Err(_) => Err("图片不能读取".to_owned()),
        }
    };
    if pages.is_ok() {
        *room -= it.file.size;
    }
    Ok(pages)
}

fn unshown(why: &Rejected) -> String {
    match why {
        Rejected::Bomb(_) => "图片像素过多，不能装订".to_owned(),
        _ => "图片已损坏，不能装订".to_owned(),
    }
}

/// A picture as it was taken, with what is known of it.
async fn picture(
    ground: &Ground<'_>,
    it: &Exhibit,
    shown: cases_evidence::Page,
) -> Result<Vec<u8>, String> {
    let body = PlateBody::Picture {
        caption: caption(it),
        format: shown.format,
        bytes: shown.bytes,
    };
    ground.plate(&title(it), body).await.map_err(|error| {
        tracing::warn!(exhibit = it.number, %error, "a picture cannot be set as a page");
        match error {
            Unprinted::Press(_) | Unprinted::Broken(_) => "图片不能排成页".to_owned(),
        }
    })
}

fn caption(it: &Exhibit) -> Vec<(String, String)> {
    let mut caption = vec![
        ("证据", format!("证据{}　{}", it.number, it.kind.zh())),
        ("证明内容", it.proves.clone()),
        ("取证时间", moment(it.taken.at)),
        ("取证地点", it.taken.place.clone()),
        ("取证设备", it.taken.device.clone()),
        ("取证人", officers(&it.officers)),
        (
            "文件",
            format!("{}（{}字节）", it.file.name, it.file.size),
        ),
        ("SM3", it.file.sm3.clone()),
    ];
    if let Some(origin) = &it.origin {
        let from = format!("{}（案件{}）提供", origin.agency.name, origin.code);
        caption.push(("来源", from));
    }
    caption
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| (label.to_owned(), value))
        .collect()
}

/// Officers with the certificates relied on.
pub(super) fn officers(officers: &[OfficerSnapshot]) -> String {
    let all = officers.iter();
    let all = all.map(|it| format!("{}（执法证号：{}）", it.name, it.certificate));
    all.collect::<Vec<_>>().join("、")
}
