//! Times warm papers of the samples: `cargo run --release -p press --example warm -- ROUNDS`; `yifa bench --only documents` is
//! the measurement of record.

use std::path::PathBuf;
use std::time::Instant;

use form::{Data, Sheet};
use press::{Press, Wording};

#[derive(serde::Deserialize)]
struct Sample {
    form: (String, String),
    made_at: chrono::DateTime<chrono::Utc>,
    data: Data,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rounds: usize = std::env::args().nth(1).map_or(Ok(5), |text| text.parse())?;
    let begun = Instant::now();
    let press = Press::open(&press::default_folders())?;
    println!("fonts {:.0?}", begun.elapsed());
    for name in ["GZ01", "JD03", "DC04", "LA02"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("samples/{name}.json"));
        let mut sample: Sample = serde_json::from_slice(&std::fs::read(path)?)?;
        let form = form::form(&sample.form.0, &sample.form.1).ok_or("form")?;
        let mut times = Vec::new();
        for nth in 0..rounds * 100 + 100 {
            let party = format!("漳州海澄新味餐饮管理有限公司第{nth}分店");
            sample.data.insert("party_name".into(), party.into());
            sample.data.insert(
                "case_number".into(),
                format!("龙应急案〔2026〕{nth}号").into(),
            );
            let sheet = Sheet {
                form,
                data: &sample.data,
            };
            let begun = Instant::now();
            let paper = press.print(&Wording::built_in(form), sheet, sample.made_at)?;
            let took = begun.elapsed();
            if nth == 0 {
                println!(
                    "{name}: {} pages, {} bytes, cold {took:.1?}",
                    paper.pages,
                    paper.pdf.len()
                );
            } else if nth >= 100 {
                times.push(took);
            }
        }
        times.sort_unstable();
        println!(
            "{name}: median {:.1?}, p99 {:.1?}",
            times[times.len() / 2],
            times[times.len() * 99 / 100]
        );
    }
    Ok(())
}
