//! The fonts that documents are printed in: every family is there, and a paper can be printed with them.

use press::{FAMILIES, Press};

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::Probe;

pub(super) const CHECKS: &[Check] = &[Check {
    id: "fonts.families",
    probes: Text::new(
        "制作文书所需的中文字体（宋体、黑体、楷体）齐全",
        "the Chinese fonts that documents are printed in are there",
    ),
    mend: Text::new(
        "安装字体：apt-get install fonts-noto-cjk fonts-arphic-gkai00mp；装在其他目录的，把目录写入 [cases] 的 fonts。装好后重新启动。",
        "Install them (apt-get install fonts-noto-cjk fonts-arphic-gkai00mp), or name the folder that has them under fonts in \
         [cases]; then start anew.",
    ),
    worst: Level::Red,
    examine: Examine::Once(|probe| Box::pin(async { families(probe).await })),
}];

async fn families(probe: &Probe) -> anyhow::Result<Outcome> {
    let Some(folders) = probe.fonts.clone() else {
        return Ok(Outcome::ok(
            "未运行执法办案",
            "case handling does not run here",
        ));
    };
    // A hundred megabytes are read.
    let found = tokio::task::spawn_blocking(move || Press::open(&folders)).await?;
    Ok(match found {
        Ok(press) => {
            let names: Vec<_> = FAMILIES.iter().map(|family| family.name).collect();
            let (names, files) = (names.join(", "), press.fonts().files().len());
            Outcome::ok(
                format!("{names}（{files} 个文件）"),
                format!("{names} in {files} files"),
            )
        }
        Err(error) => Outcome::red(error.zh(), error.to_string()),
    })
}
