//! The penalty's file as it stands: exported as PDF and ZIP, and the party's parcel verified. It is archived once its duties to the
//! public have run out, which takes days.

use std::path::Path;

use anyhow::{Context as _, bail};
use contract::cases::v1::file_service_client::FileServiceClient;
use contract::cases::v1::signature_service_client::SignatureServiceClient;
use contract::cases::v1::{
    Case, ExportFileRequest, ExportFileResponse, ExportParcelRequest, FileFormat,
};

use super::{Outcome, Stage, papers};
use crate::client::Client;
use crate::verify;

/// Where the visitor finds what was exported, under the folder in which the demonstration is called.
const FOLDER: &str = "var/demo";

/// Exports and verifies; says where the party and the visitor find it all.
pub(super) async fn play(
    stage: &mut Stage<'_>,
    address: &str,
    penalty: &Outcome,
) -> anyhow::Result<()> {
    let (case, zheng) = (&penalty.case, &penalty.reader);
    let folder = Path::new(FOLDER);
    std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    let mut whole = None;
    for (format, ending) in [(FileFormat::Pdf, "pdf"), (FileFormat::Zip, "zip")] {
        let (said, bytes) = exported(zheng, &case.case_id, format).await?;
        written(
            stage,
            folder,
            &format!("{}.{ending}", case.case_code),
            &bytes,
        )?;
        whole = Some(said);
    }
    let whole = whole.context("nothing was exported")?;
    stage.narrator.line(&format!(
        "案卷 {} 件 {} 页，校验值（SM3）{}；公示报送期限届满后归档，此值即记入执法记录",
        whole.entries.len(),
        whole.pages,
        whole.file_sm3
    ));
    parcelled(stage, zheng, case, folder).await?;
    open_to_the_party(stage, address, zheng, case).await
}

async fn exported(
    by: &Client,
    case_id: &str,
    format: FileFormat,
) -> anyhow::Result<(ExportFileResponse, Vec<u8>)> {
    let mut files = FileServiceClient::new(by.service()).max_decoding_message_size(8 << 20);
    let mut bytes = Vec::new();
    loop {
        let request = ExportFileRequest {
            case_id: case_id.to_owned(),
            format: format.into(),
            offset: i64::try_from(bytes.len())?,
        };
        let piece = files.export_file(request).await?.into_inner();
        bytes.extend_from_slice(&piece.content);
        if piece.content.is_empty() || bytes.len() >= usize::try_from(piece.size)? {
            return Ok((piece, bytes));
        }
    }
}

fn written(stage: &Stage<'_>, folder: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let path = folder.join(name);
    std::fs::write(&path, bytes).with_context(|| format!("{}", path.display()))?;
    stage.narrator.line(&format!(
        "{}（{} KiB）",
        path.display(),
        bytes.len().div_ceil(1024)
    ));
    Ok(())
}

/// What the party gets proves itself from the file alone.
async fn parcelled(
    stage: &Stage<'_>,
    by: &Client,
    case: &Case,
    folder: &Path,
) -> anyhow::Result<()> {
    let mut signatures =
        SignatureServiceClient::new(by.service()).max_decoding_message_size(64 << 20);
    let request = ExportParcelRequest {
        case_id: case.case_id.clone(),
    };
    let parcel = signatures.export_parcel(request).await?.into_inner().parcel;
    let verdict = verify::parcel(&parcel, None, None);
    if !verdict.is_good() {
        bail!(
            "the parcel of case {}: {:?}",
            case.case_code,
            verdict.problems
        );
    }
    let mut bent = parcel.clone();
    if let Some(byte) = bent.get_mut(parcel.len() / 2) {
        *byte ^= 1;
    }
    if verify::parcel(&bent, None, None).is_good() {
        bail!("a changed parcel of case {} was believed", case.case_code);
    }
    written(
        stage,
        folder,
        &format!("{}-parcel.zip", case.case_code),
        &parcel,
    )?;
    stage
        .narrator
        .line("当事人材料包离线核验通过，改动一个字节即不通过（yifa verify --file 文件）。");
    Ok(())
}

async fn open_to_the_party(
    stage: &Stage<'_>,
    address: &str,
    by: &Client,
    case: &Case,
) -> anyhow::Result<()> {
    let served = case.servings.last().and_then(|it| it.document.as_ref());
    let number = served.context("nothing was served")?.number;
    let code = papers::pick_up_code(by, &case.case_id, number).await?;
    let party = case.party.clone().unwrap_or_default();
    let masked: Vec<char> = party.masked_identity_code.chars().collect();
    let tail: String = masked.iter().skip(masked.len().saturating_sub(4)).collect();
    stage.narrator.line(&format!(
        "当事人主页：{address}/party/{}  取件码 {code}，信用代码后四位 {tail}",
        case.case_code.replace('-', "")
    ));
    Ok(())
}
