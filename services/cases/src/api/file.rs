//! The whole file of a case over the contract.

use std::sync::Arc;

use cases_domain::exhibit::Exhibit;
use cases_domain::{Case, OfficerId, issuing};
use contract::cases::v1 as proto;
use contract::cases::v1::file_service_server::FileService;
use form::{Data, Place};
use host::Call;
use press::{Kind, Press};
use refusal::{Failure, Fault, Refusal};
use tonic::Request;
use volume::{Item, Packed, Volume, VolumeError};

use super::acts::{Acts, Answered};
use super::issuing::visible;
use super::{READ, object};
use crate::exported::{Made, Wanted};
use crate::paper::{self, Asked};
use crate::reasons;
use crate::record::parts;

/// Bytes of one piece.
const PIECE: usize = 2 * 1024 * 1024;
/// Bytes of files of evidence that go along in one archive; what is beyond is named and read by itself.
const MOST_EVIDENCE: u64 = 64 * 1024 * 1024;

/// What a file is made of.
struct Gathered {
    volume: Volume,
    others: Vec<(String, String, Vec<u8>)>,
    left_out: Vec<String>,
    kind: Kind,
    on: calendar::CivilDate,
}

impl Acts {
    async fn export(
        &self,
        call: &Call,
        it: &proto::ExportFileRequest,
    ) -> Result<proto::ExportFileResponse, Failure> {
        let zip = match it.format() {
            proto::FileFormat::Pdf => false,
            proto::FileFormat::Zip => true,
            proto::FileFormat::Unspecified => {
                return Err(
                    Refusal::malformed("format", "must be PDF or ZIP", "应为PDF或者ZIP").into(),
                );
            }
        };
        let offset = usize::try_from(it.offset)
            .map_err(|_| Refusal::malformed("offset", "must not be negative", "不能为负数"))?;
        let Some(press) = self.desk().press().cloned() else {
            return Err(Fault::unavailable(anyhow::anyhow!("the fonts are not there")).into());
        };
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let case = visible(&mut conn, call, &it.case_id).await?;
        let file_sm3 = issuing::file_sm3(&case);
        let sealed_sm3 = sealed(&case, &file_sm3)?;
        let wanted = Wanted {
            principal: call.actor.principal.clone(),
            case_id: case.id(),
            zip,
            file_sm3,
        };
        // Whoever begins again gets the file as it is now.
        let known = (offset > 0).then(|| self.desk().exported().of(&wanted));
        let file = if let Some(file) = known.flatten() {
            file
        } else {
            let officer = call.actor.officer_id.as_deref().map(OfficerId::from);
            let facts = self.facts(&mut conn, &case, officer.as_ref()).await?;
            drop(conn);
            let gathered = self.gather_file(&case, facts, zip).await?;
            let file = tokio::task::spawn_blocking(move || made(&press, gathered, zip))
                .await
                .map_err(Fault::internal)?
                .map_err(|error| refused(&error))?;
            Arc::new(file)
        };
        if offset > file.bytes.len() {
            return Err(Refusal::malformed(
                "offset",
                "must lie within the file",
                "超出了文件的末尾",
            )
            .into());
        }
        let end = file.bytes.len().min(offset + PIECE);
        if end == file.bytes.len() {
            self.desk().exported().forget(&wanted);
        } else {
            self.desk()
                .exported()
                .keep(wanted.clone(), Arc::clone(&file));
        }
        Ok(proto::ExportFileResponse {
            content: file.bytes[offset..end].to_vec(),
            size: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
            sm3: file.sm3.clone(),
            entries: file.entries.clone(),
            pages: file.pages,
            file_sm3: wanted.file_sm3,
            sealed_sm3,
            left_out: file.left_out.clone(),
        })
    }

    /// What stands on the cover and at the end.
    async fn facts(
        &self,
        conn: &mut sqlx::PgConnection,
        case: &Case,
        officer: Option<&OfficerId>,
    ) -> Result<Data, Failure> {
        let gathered = paper::gather(self.desk(), conn, case).await?;
        let mut facts = Data::new();
        for name in ["备考表", "卷内目录", "卷宗封面"] {
            let Some(form) = form::form("JA02", name) else {
                continue;
            };
            let asked = Asked {
                form,
                about: 0,
                entered: &Data::new(),
                corrects: None,
            };
            let drafted = gathered.draft(self.desk(), case, &asked, None, "")?;
            facts.extend(drafted.filled.data);
        }
        // What binding counts, it counts itself.
        for counted in ["volume", "pages", "documents", "entries", "hash", "date"] {
            facts.remove(counted);
        }
        facts
            .entry("keeping")
            .or_insert_with(|| self.desk().file_keeping().into());
        let archived = case.penalty().and_then(|penalty| penalty.archived_on);
        if let Some(on) = archived {
            facts.insert("archived_on".into(), on.to_string().into());
            facts.insert("bound_on".into(), on.to_string().into());
        }
        let names = case.opening.officers.iter();
        let binder = names
            .clone()
            .find(|it| Some(&it.id) == officer)
            .or_else(|| names.clone().next());
        if let Some(binder) = binder {
            facts
                .entry("binder")
                .or_insert_with(|| binder.name.clone().into());
        }
        let voided = case.documents.iter().filter(|it| !it.stands()).count();
        facts.entry("situation").or_insert_with(|| {
            format!("本卷收有效文书。另有已作废文书{voided}件，文号保留，见平台记录。").into()
        });
        Ok(facts)
    }

    async fn gather_file(&self, case: &Case, facts: Data, zip: bool) -> Result<Gathered, Failure> {
        let mut items = Vec::new();
        for document in case.documents.iter().filter(|it| it.stands()) {
            let form = form::form(&document.form.code, &document.form.name);
            if form.is_some_and(|form| form.place == Place::Binding) {
                // Cover, catalogue and notes are made here, of what the file is now.
                continue;
            }
            items.push(Item {
                title: document.form.name.clone(),
                number: parts::document_number(document.document_number.as_ref()),
                on: Some(document.issued_on),
                place: form.map_or(Place::Other, |form| form.place),
                pdf: self.desk().file(&document.printed.sm3).await?,
            });
        }
        let (mut others, mut left_out, mut sum) = (Vec::new(), Vec::new(), 0_u64);
        if zip {
            for document in case.documents.iter().filter(|it| !it.stands()) {
                let bytes = self.desk().file(&document.printed.sm3).await?;
                let title = format!("已作废-{}", document.form.name);
                others.push((title, "pdf".to_owned(), bytes));
            }
            for exhibit in &case.exhibits {
                let with_it = sum.saturating_add(exhibit.file.size);
                if with_it > MOST_EVIDENCE {
                    left_out.push(format!("{} {}", exhibit.file.sm3, exhibit.file.name));
                    continue;
                }
                sum = with_it;
                let (title, ending) = named(exhibit);
                others.push((title, ending, self.desk().file(&exhibit.file.sm3).await?));
            }
        }
        let archived = case.penalty().and_then(|penalty| penalty.archived_on);
        Ok(Gathered {
            volume: Volume { facts, items },
            others,
            left_out,
            kind: if archived.is_some() {
                Kind::Issue
            } else {
                Kind::Draft
            },
            on: archived.unwrap_or_else(|| self.desk().today()),
        })
    }
}

/// What the record says the file was when it was archived. A file that is another now was altered behind the platform's back.
fn sealed(case: &Case, file_sm3: &str) -> Result<String, Failure> {
    let recorded = case
        .penalty()
        .map(|penalty| penalty.file_sm3.clone())
        .unwrap_or_default();
    if !recorded.is_empty() && recorded != file_sm3 {
        let reason = &reasons::FILE_ALTERED;
        let zh = format!("案卷与归档时的校验值不一致。{}", reason.remedy);
        return Err(Refusal::new(reason, reason.meaning, zh)
            .with_metadata("sm3", &recorded)
            .into());
    }
    Ok(recorded)
}

fn made(press: &Press, gathered: Gathered, zip: bool) -> Result<Made, VolumeError> {
    // One moment for all pieces of one state of the file.
    let made_at = gathered.on.start_of_day_utc();
    let bound = volume::bind(press, &gathered.volume, gathered.kind, made_at)?;
    let entries = bound.entries.iter().map(entry).collect();
    let pages = i32::try_from(bound.pages).unwrap_or(i32::MAX);
    let bytes = if zip {
        let others: Vec<Packed<'_>> = gathered
            .others
            .iter()
            .map(|(title, ending, bytes)| Packed {
                title,
                ending,
                bytes,
            })
            .collect();
        volume::pack(&bound, &gathered.volume.items, &others, gathered.on)?
    } else {
        bound.pdf
    };
    Ok(Made {
        sm3: volume::sm3_of(&bytes),
        bytes,
        entries,
        pages,
        left_out: gathered.left_out,
    })
}

/// A file of evidence by its number and name.
fn named(exhibit: &Exhibit) -> (String, String) {
    let name = &exhibit.file.name;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    (format!("证据{}-{stem}", exhibit.number), ending.to_owned())
}

fn refused(error: &VolumeError) -> Failure {
    match error {
        VolumeError::Empty => Refusal::new(
            &reasons::FILE_EMPTY,
            "the case has no issued document",
            error.zh(),
        )
        .into(),
        VolumeError::Unreadable { .. } => {
            Refusal::new(&reasons::FILE_UNBINDABLE, error.to_string(), error.zh()).into()
        }
        VolumeError::Press(press::PressError::Unfit(faults)) => {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            Refusal::new(&reasons::FILE_UNBINDABLE, first, error.zh()).into()
        }
        VolumeError::Press(_) | VolumeError::Written(_) => {
            Fault::internal(anyhow::anyhow!("{error}")).into()
        }
    }
}

fn entry(it: &volume::Entry) -> proto::FileEntry {
    let number = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
    proto::FileEntry {
        nth: number(it.nth),
        document_number: it.number.clone(),
        title: it.title.clone(),
        date: it.on.clone(),
        first_page: number(it.pages.0),
        last_page: number(it.pages.1),
        place: it.place.zh().to_owned(),
        sm3: it.sm3.clone(),
    }
}

#[tonic::async_trait]
impl FileService for Acts {
    async fn export_file(
        &self,
        request: Request<proto::ExportFileRequest>,
    ) -> Answered<proto::ExportFileResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let exported = self.export(&call, &message).await?;
        Ok(host::about(&object(&message.case_id), exported))
    }
}
