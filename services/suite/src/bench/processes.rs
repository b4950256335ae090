//! What the kernel says about processes: CPU used, memory resident.

use std::collections::BTreeSet;
use std::fs;

/// Ticks of CPU time in a second: what Linux shows to programs is always in hundredths.
const TICKS: f64 = 100.0;

/// One line of /proc/<pid>/stat.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Line {
    pid: u32,
    parent: u32,
    /// CPU seconds of all its threads, in the kernel and outside, and of its children that have ended.
    cpu: f64,
}

/// CPU seconds that a process and everything below it have used so far.
pub(super) fn family_cpu(root: u32) -> f64 {
    let lines = all();
    let family = family(&lines, root);
    let members = lines.iter().filter(|line| family.contains(&line.pid));
    members.map(|line| line.cpu).sum()
}

/// CPU seconds that the machine has spent on anything so far.
pub(super) fn machine_cpu() -> f64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    busy(&text).unwrap_or(0.0)
}

/// Resident memory of a process and everything below it, in MiB. Pages that several of them map count for each.
pub(super) fn family_resident(root: u32) -> f64 {
    let lines = all();
    let resident = family(&lines, root).into_iter().filter_map(|pid| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        resident(&status)
    });
    resident.sum()
}

fn all() -> Vec<Line> {
    let Ok(folders) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let pids = folders
        .flatten()
        .filter_map(|folder| folder.file_name().to_str()?.parse::<u32>().ok());
    pids.filter_map(|pid| parse(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?))
        .collect()
}

/// A process and its descendants.
fn family(lines: &[Line], root: u32) -> BTreeSet<u32> {
    let mut family = BTreeSet::from([root]);
    loop {
        let before = family.len();
        family.extend(
            lines
                .iter()
                .filter(|line| family.contains(&line.parent))
                .map(|line| line.pid)
                .collect::<Vec<_>>(),
        );
        if family.len() == before {
            return family;
        }
    }
}

/// The name stands in brackets and may itself hold brackets and blanks: the fields begin after the last one (proc(5)).
fn parse(stat: &str) -> Option<Line> {
    let pid = stat.split(' ').next()?.parse().ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some(Line {
        pid,
        parent: fields.get(1)?.parse().ok()?,
        cpu: (ticks(11)? + ticks(12)? + ticks(13)? + ticks(14)?) / TICKS,
    })
}

fn resident(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

/// user, nice, system, irq, softirq of the machine's line; idle, iowait and what a hypervisor stole are no work of ours.
fn busy(stat: &str) -> Option<f64> {
    let line = stat.lines().find_map(|line| line.strip_prefix("cpu "))?;
    let ticks: Vec<f64> = line
        .split_whitespace()
        .map_while(|field| field.parse().ok())
        .collect();
    let sum: Option<f64> = [0, 1, 2, 5, 6].iter().map(|at| ticks.get(*at)).sum();
    Some(sum? / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAT: &str =
        "4242 (nginx: (w) x) S 4241 4242 4242 0 -1 4194624 312 0 0 0 150 50 40 10 20 0 1 0 9 1 2 3";

    #[test]
    fn a_name_with_brackets_does_not_shift_the_fields() {
        let line = parse(STAT).unwrap();
        assert_eq!(
            line,
            Line {
                pid: 4242,
                parent: 4241,
                cpu: 2.5
            }
        );
        assert_eq!(parse("1 (init) S"), None);
    }

    #[test]
    fn a_family_is_found_whatever_the_order_of_the_list() {
        let line = |pid, parent| Line {
            pid,
            parent,
            cpu: 1.0,
        };
        let lines = [line(9, 7), line(5, 1), line(7, 3), line(3, 1)];
        assert_eq!(family(&lines, 3), BTreeSet::from([3, 7, 9]));
    }

    #[test]
    fn resident_memory_is_read_in_mib() {
        assert_eq!(
            resident("Name:\tx\nVmRSS:\t   20480 kB\nThreads:\t1\n"),
            Some(20.0)
        );
        assert_eq!(resident("Name:\tkthreadd\n"), None);
    }

    #[test]
    fn waiting_is_not_work() {
        let stat = "cpu  100 10 200 9000 800 30 60 500 0 0\ncpu0 1 2 3\n";
        assert_eq!(busy(stat), Some(4.0));
    }

    #[test]
    fn this_process_uses_cpu_and_memory() {
        let me = std::process::id();
        assert!(family_resident(me) > 1.0);
        assert!(machine_cpu() > 0.0 && family_cpu(me) <= machine_cpu());
    }
}
