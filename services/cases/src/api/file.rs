//! The whole file of a case over the contract.

use std::sync::Arc;

use cases_domain::{Case, OfficerId, issuing};
use contract::cases::v1 as proto;
use contract::cases::v1::file_service_server::FileService;
use host::Call;
use press::Press;
use refusal::{Failure, Fault, Refusal};
use tonic::Request;
use volume::{Bound, Packed};

use super::acts::{Acts, Answered};
use super::issuing::visible;
use super::{READ, object};
use crate::bound;
use crate::exported::{Made, Wanted};
use crate::reasons;
use crate::uploads::spend;

/// Bytes of one piece.
const PIECE: usize = 2 * 1024 * 1024;

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
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let case = visible(&mut conn, call, &it.case_id).await?;
        // Not while binding.
        drop(conn);
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
            Arc::new(self.made(&case, officer.as_ref(), zip).await?)
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
            bound_sm3: bound_sm3(&case).to_owned(),
        })
    }

    /// The file as it is exported: bound now, or as it was bound when it was archived.
    async fn made(
        &self,
        case: &Case,
        officer: Option<&OfficerId>,
        zip: bool,
    ) -> Result<Made, Failure> {
        let _place = self.desk().exported().room().place().await?;
        let bound = match bound_sm3(case) {
            "" => self.bound_now(case, officer).await?,
            sealed => {
                let pdf = self.desk().file(sealed).await?;
                let place = self.desk().room().place().await?;
                let read = spend(place, move || {
                    volume::catalogue_of(&pdf).map(|catalogue| Bound { pdf, catalogue })
                });
                read.await?.map_err(|error| bound::refused(&error))?
            }
        };
        let (originals, left_out) = bound::originals(case, &bound);
        let entries = bound.catalogue.entries.iter().map(entry).collect();
        let pages = i32::try_from(bound.catalogue.pages).unwrap_or(i32::MAX);
        let bytes = if zip {
            self.packed(case, bound.pdf, originals).await?
        } else {
            bound.pdf
        };
        Ok(Made {
            sm3: volume::sm3_of(&bytes),
            bytes,
            entries,
            pages,
            left_out,
        })
    }

    async fn bound_now(&self, case: &Case, officer: Option<&OfficerId>) -> Result<Bound, Failure> {
        let press = self.press()?;
        let gathered = bound::gather(self.desk(), &press, case, officer).await?;
        bound::bind(self.desk(), &press, gathered).await
    }

    fn press(&self) -> Result<Press, Fault> {
        let press = self.desk().press().cloned();
        press.ok_or_else(|| Fault::unavailable(anyhow::anyhow!("the fonts are not there")))
    }

    async fn packed(
        &self,
        case: &Case,
        pdf: Vec<u8>,
        originals: Vec<bound::Original>,
    ) -> Result<Vec<u8>, Failure> {
        let mut held = Vec::with_capacity(originals.len());
        for original in originals {
            let bytes = self.desk().file(&original.sm3).await?;
            held.push((original.path, bytes));
        }
        let archived = case.penalty().and_then(|penalty| penalty.archived_on);
        let on = archived.unwrap_or_else(|| self.desk().today());
        let place = self.desk().room().place().await?;
        let packing = spend(place, move || {
            let packed: Vec<Packed<'_>> = held
                .iter()
                .map(|(path, bytes)| Packed { path, bytes })
                .collect();
            volume::pack(&pdf, &packed, on)
        });
        packing.await?.map_err(|error| bound::refused(&error))
    }
}

/// SM3 of the bound file as it was archived; empty: it was not, or none was bound.
fn bound_sm3(case: &Case) -> &str {
    case.penalty().map_or("", |penalty| &penalty.bound_sm3)
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

fn entry(it: &volume::Entry) -> proto::FileEntry {
    let number = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
    let (first, last) = it.pages.unwrap_or_default();
    proto::FileEntry {
        nth: number(it.nth),
        document_number: it.number.clone(),
        title: it.title.clone(),
        date: it.on.clone(),
        first_page: number(first),
        last_page: number(last),
        place: it.place.clone(),
        sm3: it.sm3.clone(),
        volume: it.volume.clone(),
        path: it.file.clone(),
        note: it.note.clone(),
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
