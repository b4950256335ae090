//! The check of the store of files.

use suite::doctor::Level;

use crate::fixture::{Folder, assert_found, only, probe_now};

#[tokio::test]
async fn files_store_is_red_where_no_folder_can_be_made() {
    let mut probe = probe_now();
    let folder = Folder::new();
    folder.write("occupied", "a file where a folder should be");
    probe.files = Some(vault::Settings {
        folder: folder.0.join("occupied/files"),
        ..vault::Settings::default()
    });
    let finding = only("files.store", &probe).await;
    assert_found(&finding, Level::Red, "of no use");
}
