//! What the figures were taken on.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The machine in one paragraph: processor, cores, memory, kernel.
pub(super) fn describe() -> String {
    let processor = first("/proc/cpuinfo", "model name").unwrap_or_else(|| "processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = first("/proc/meminfo", "MemTotal").and_then(|line| mebibytes(&line));
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "{processor}, {cores} cores, {} MiB of memory, Linux {}",
        memory.map_or_else(|| "?".to_owned(), |memory| format!("{memory:.0}")),
        kernel.trim()
    )
}

/// The first line that a program says about its version; none: it is not installed.
pub(super) fn version(program: &Path, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    let said = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&said);
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    Some(line.trim().to_owned())
}

/// A program in the PATH or in the places where Debian puts servers; none: it is not installed.
pub(super) fn find(program: &str) -> Option<std::path::PathBuf> {
    let search = host::settings::variable("PATH").unwrap_or_default();
    let places = std::env::split_paths(&search).chain(["/usr/sbin".into(), "/usr/bin".into()]);
    places
        .map(|place| place.join(program))
        .find(|file| file.is_file())
}

fn first(file: &str, name: &str) -> Option<String> {
    value(&fs::read_to_string(file).ok()?, name)
}

fn value(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn mebibytes(line: &str) -> Option<f64> {
    let kib: f64 = line.strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_name() {
        let text = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\n";
        assert_eq!(
            value(text, "model name").as_deref(),
            Some("Some CPU @ 2 GHz")
        );
        assert_eq!(value(text, "MemTotal"), None);
        assert_eq!(mebibytes("2048 kB"), Some(2.0));
    }
}
