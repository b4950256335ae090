//! The keys: whether they can be used, who may read them, and that no two parts share one.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::PathBuf;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::Probe;

/// Length of the sealing key in hexadecimal digits: 32 bytes.
const SEAL_DIGITS: usize = 64;
/// Anyone but the owner and the group, or a group that may write.
const OTHERS: u32 = 0o027;
/// The group may read.
const GROUP: u32 = 0o040;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "keys.usable",
        probes: Text::new(
            "网关密钥齐全可用",
            "the gateway's keys are there and can be read",
        ),
        mend: Text::new(
            "从备份恢复 keys 目录；全新安装由 yifa migrate 生成。切勿给已有数据的系统另造密钥：一次性口令将无法解封。",
            "Restore the keys folder from its backup; for a new installation `yifa migrate` makes it. Never make new keys \
             for old data: sealed one-time-code secrets would be lost.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { Ok(usable(probe)) })),
    },
    Check {
        id: "keys.private",
        probes: Text::new(
            "私钥只有属主可读",
            "private keys are readable by their owner only",
        ),
        mend: Text::new(
            "chmod 600 <文件>；若曾被他人读取，视同泄露并更换该密钥。",
            "chmod 600 <file>; if somebody else could have read it, treat the key as lost and replace it.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { private(probe) })),
    },
    Check {
        id: "keys.distinct",
        probes: Text::new("各用途密钥互不相同", "no key serves two purposes"),
        mend: Text::new(
            "删除重复的账号密钥后运行 yifa migrate 重新生成；令牌与身份密钥用 yifa 另行生成。",
            "Delete the copied account key and let `yifa migrate` make another; give token and actor keys of their own.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { distinct(probe) })),
    },
    Check {
        id: "keys.seal",
        probes: Text::new("封存密钥为 32 字节", "the sealing key has 32 bytes"),
        mend: Text::new(
            "从备份恢复 seal.hex（64 位十六进制）；丢失则须为每个账号重设一次性口令。",
            "Restore seal.hex (64 hexadecimal digits) from its backup; if it is lost, every account needs a new one-time code.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { Ok(seal(probe)) })),
    },
];

fn usable(probe: &Probe) -> Outcome {
    let keys = &probe.gateway.keys;
    let unusable: Vec<&str> = [("token", &keys.token), ("actor", &keys.actor)]
        .into_iter()
        .filter(|(_, key)| actor::keys::public_pem(key.expose()).is_err())
        .map(|(name, _)| name)
        .collect();
    if unusable.is_empty() {
        return Outcome::ok("可用", "can be used");
    }
    let names = unusable.join(", ");
    Outcome::red(
        format!("缺少或不可读：{names}（{}）", probe.keys.display()),
        format!("missing or unreadable: {names} ({})", probe.keys.display()),
    )
}

fn private(probe: &Probe) -> anyhow::Result<Outcome> {
    let files = private_files(probe)?;
    let mut open = Vec::new();
    for file in &files {
        let metadata = fs::metadata(file)?;
        let mode = metadata.permissions().mode() & 0o777;
        // Secrets that the system mounts for a group (Kubernetes) belong to root and cannot be 0600.
        let is_mounted = metadata.uid() == 0 && metadata.gid() != 0;
        if mode & OTHERS != 0 || (mode & GROUP != 0 && !is_mounted) {
            open.push(format!("{} ({mode:03o})", file.display()));
        }
    }
    Ok(if open.is_empty() {
        let count = files.len();
        Outcome::ok(format!("{count} 个文件"), format!("{count} files"))
    } else {
        let open = open.join(", ");
        Outcome::red(
            format!("他人可读：{open}"),
            format!("others can read {open}"),
        )
    })
}

fn distinct(probe: &Probe) -> anyhow::Result<Outcome> {
    let mut holders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in private_files(probe)? {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let secret = host::keys::load(&file)?;
        holders
            .entry(secret.expose().trim().to_owned())
            .or_default()
            .extend(name);
    }
    let keys = &probe.gateway.keys;
    for (name, key) in [
        ("gateway.keys.token", &keys.token),
        ("gateway.keys.actor", &keys.actor),
    ] {
        let file = if name.ends_with("token") {
            "token.pem"
        } else {
            "actor.pem"
        };
        let names = holders.entry(key.expose().trim().to_owned()).or_default();
        if !key.is_empty() && !names.iter().any(|held| held == file) {
            names.push(name.to_owned());
        }
    }
    let shared: Vec<String> = holders
        .values()
        .filter(|names| names.len() > 1)
        .map(|names| names.join(" = "))
        .collect();
    Ok(if shared.is_empty() {
        Outcome::ok("互不相同", "all different")
    } else {
        let shared = shared.join("; ");
        Outcome::red(format!("相同：{shared}"), format!("the same: {shared}"))
    })
}

fn seal(probe: &Probe) -> Outcome {
    let seal = probe.gateway.keys.seal.expose().trim();
    let is_hex = seal.bytes().all(|b| b.is_ascii_hexdigit());
    if seal.len() == SEAL_DIGITS && is_hex {
        return Outcome::ok("32 字节", "32 bytes");
    }
    let digits = seal.len();
    Outcome::red(
        format!("{digits} 个字符"),
        format!("{digits} characters instead of {SEAL_DIGITS} hexadecimal digits"),
    )
}

/// Files of the folder that hold secrets, in order.
fn private_files(probe: &Probe) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !probe.keys.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(&probe.keys)? {
        let path = entry?.path();
        let name = path.to_string_lossy().into_owned();
        if path.is_file() && !name.ends_with(".public.pem") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
