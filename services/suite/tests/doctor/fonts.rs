//! The check of the fonts that documents are printed in.

use suite::doctor::Level;

use crate::fixture::{Folder, assert_found, only, probe_now};

#[tokio::test]
async fn fonts_families_is_red_when_a_folder_has_none_and_the_packages_are_named() {
    let mut probe = probe_now();
    assert_eq!(only("fonts.families", &probe).await.level, Level::Ok);

    let empty = Folder::new();
    probe.fonts = Some(vec![empty.0.clone()]);
    let finding = only("fonts.families", &probe).await;
    assert_found(
        &finding,
        Level::Red,
        "Noto Serif CJK SC, Noto Sans CJK SC, AR PL KaitiM GB",
    );
    assert!(
        finding
            .found
            .zh
            .contains("apt-get install fonts-noto-cjk fonts-arphic-gkai00mp")
    );
    assert!(
        finding
            .mend
            .is_some_and(|mend| mend.en.contains("fonts-arphic-gkai00mp"))
    );

    // A file that only claims to be a font is none.
    empty.write("NotoSerifCJK-Regular.ttc", "not a font");
    let finding = only("fonts.families", &probe).await;
    assert_found(&finding, Level::Red, "Noto Serif CJK SC");

    probe.fonts = Some(press::default_folders());
    let finding = only("fonts.families", &probe).await;
    assert_eq!(finding.level, Level::Ok, "{finding:?}");
    assert!(finding.found.en.contains("AR PL KaitiM GB"), "{finding:?}");
}
