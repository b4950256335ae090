//! Prints the samples: `cargo run -p press --example print -- FOLDER [NAME …]`.

#![expect(clippy::unwrap_used, reason = "an example that cannot go on ends here")]

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

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/papers".into()));
    let wanted: Vec<String> = arguments.collect();
    std::fs::create_dir_all(&folder).unwrap();
    let begun = Instant::now();
    let press = Press::open(&press::default_folders()).unwrap();
    println!("fonts {:?}", begun.elapsed());
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files: Vec<_> = std::fs::read_dir(samples)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if !wanted.is_empty() && !wanted.contains(&name) {
            continue;
        }
        let sample: Sample = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let form = form::form(&sample.form.0, &sample.form.1).unwrap();
        let begun = Instant::now();
        let sheet = Sheet {
            form,
            data: &sample.data,
        };
        match press.print(&Wording::built_in(form), sheet, sample.made_at) {
            Ok(printed) => {
                println!(
                    "{name} {} pages {} bytes {:?}",
                    printed.pages,
                    printed.pdf.len(),
                    begun.elapsed()
                );
                std::fs::write(folder.join(format!("{name}.pdf")), &printed.pdf).unwrap();
            }
            Err(error) => println!("{name}: {} {error}", error.zh()),
        }
    }
}
