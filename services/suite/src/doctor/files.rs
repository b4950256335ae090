//! The place in which evidence and documents are kept: a file is written there, read back and removed.

use vault::Vault;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::Probe;

pub(super) const CHECKS: &[Check] = &[Check {
    id: "files.store",
    probes: Text::new(
        "文件库（证据、文书）可写入、可读回",
        "the store of files (evidence, documents) takes a file and gives it back",
    ),
    mend: Text::new(
        "目录：交给运行账号（chown -R yifa: <目录>）并留足空间；对象存储：核对 [cases.files] 的 endpoint、bucket、region、\
         key_id 和 YIFA__CASES__FILES__SECRET，以及网络和权限（读、写、删、列举）。",
        "A folder: give it to the account that runs the product, with room left. A bucket: look at endpoint, bucket, region, key_id \
         in [cases.files], at YIFA__CASES__FILES__SECRET, at the network, and at the rights to get, put, delete and list.",
    ),
    worst: Level::Red,
    examine: Examine::Once(|probe| Box::pin(async { Ok(store(probe).await) })),
}];

async fn store(probe: &Probe) -> Outcome {
    let Some(settings) = &probe.files else {
        return Outcome::ok("未运行执法办案", "case handling does not run here");
    };
    let tried = async {
        let vault = Vault::open(settings)?;
        vault.probe(probe.world.entropy.random_id()).await?;
        Ok::<_, vault::Error>(vault.place())
    };
    match tried.await {
        Ok(place) => Outcome::ok(
            format!("{place} 可写入、可读回"),
            format!("{place} takes files and gives them back"),
        ),
        Err(error) => Outcome::red(
            format!("文件库不可用：{error}"),
            format!("the store of files is of no use: {error}"),
        ),
    }
}
