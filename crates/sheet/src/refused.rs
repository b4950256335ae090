//! Why a file cannot be read at all.

/// Why a file is not read. Display is for the developer, [`Refused::zh`] for the officer, with the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes than are taken.
    #[error("the file has more than {0} bytes")]
    TooLarge(usize),
    /// An old binary workbook, or one that is encrypted.
    #[error("the file is a binary workbook (.xls) or encrypted, not XLSX")]
    OldOrEncrypted,
    /// A web page with the name of a workbook.
    #[error("the file is a web page, not a workbook")]
    WebPage,
    /// An archive without a workbook.
    #[error("the file is an archive without a workbook: {0}")]
    NoWorkbook(&'static str),
    /// An archive that cannot be read.
    #[error("the archive is damaged")]
    Damaged,
    /// An archive with a password.
    #[error("the archive is encrypted")]
    Encrypted,
    /// An archive that unpacks to more than it may: a bomb.
    #[error("the archive unpacks to more than is taken: {0}")]
    Bomb(String),
    /// Program code inside.
    #[error("the workbook holds macros")]
    Macros,
    /// Links to other files, data connections, embedded objects.
    #[error("the workbook links to something outside itself: {0}")]
    External(String),
    /// Merged cells.
    #[error("the sheet has merged cells, the first at {0}")]
    Merged(String),
    /// More sheets than are taken.
    #[error("the workbook has more than {0} sheets")]
    TooManySheets(usize),
    /// More rows than are taken.
    #[error("the sheet has more than {0} rows")]
    TooManyRows(u32),
    /// More columns than are taken.
    #[error("row {row} has more than {columns} columns")]
    TooManyColumns {
        /// Row, from 1.
        row: u32,
        /// How many are taken.
        columns: u32,
    },
    /// Rows that do not follow each other.
    #[error("row {0} stands in the wrong place")]
    Disorder(u32),
    /// Neither UTF-8, UTF-16 nor GBK.
    #[error("the encoding of the text is not known")]
    Encoding,
    /// Something else than rows of cells.
    #[error("the file is neither a workbook nor CSV")]
    NoTable,
}

impl Refused {
    /// The same for the officer.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "文件是空的，请检查后重新上传。".to_owned(),
            Self::TooLarge(bytes) => {
                format!("文件超过{}MB，请拆分后分批导入。", bytes / (1024 * 1024))
            }
            Self::OldOrEncrypted => {
                "文件是旧版xls工作簿或者已加密，请用Excel或WPS另存为不加密的xlsx后重新上传。"
                    .to_owned()
            }
            Self::WebPage => {
                "文件实际是网页，不是工作簿，请用Excel或WPS打开后另存为xlsx再上传。".to_owned()
            }
            Self::NoWorkbook(_) => {
                "文件是压缩包，其中没有xlsx工作簿，请另存为xlsx后重新上传。".to_owned()
            }
            Self::Damaged => {
                "文件已损坏，无法打开，请用Excel或WPS打开确认后重新保存、上传。".to_owned()
            }
            Self::Encrypted => "文件已加密，请取消密码后重新上传。".to_owned(),
            Self::Bomb(_) => {
                "文件解压后的大小超过允许的范围，已停止读取，请核实文件来源，或者拆分后分批导入。"
                    .to_owned()
            }
            Self::Macros => "工作簿含有宏，请另存为不含宏的xlsx后重新上传。".to_owned(),
            Self::External(_) => {
                "工作簿含有外部链接、数据连接或者嵌入对象，请断开链接（数据—编辑链接）后重新上传。"
                    .to_owned()
            }
            Self::Merged(range) => {
                format!("工作表含有合并单元格（如{range}），请取消合并并逐行填写后重新上传。")
            }
            Self::TooManySheets(sheets) => {
                format!("工作簿超过{sheets}个工作表，请只保留要导入的工作表。")
            }
            Self::TooManyRows(rows) => format!("超过{rows}行，请拆分后分批导入。"),
            Self::TooManyColumns { row, columns } => {
                format!("第{row}行超过{columns}列，请使用导入模板的列。")
            }
            Self::Disorder(row) => {
                format!("第{row}行的位置不符合工作簿格式，请用Excel或WPS重新保存后上传。")
            }
            Self::Encoding => {
                "无法识别文字编码，请另存为UTF-8编码的CSV或者xlsx后重新上传。".to_owned()
            }
            Self::NoTable => "文件既不是xlsx工作簿，也不是CSV，请使用导入模板。".to_owned(),
        }
    }
}
