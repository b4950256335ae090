//! Traces of a person or a firm in a text that should name nobody: numbers of identity, telephones, number plates, and
//! names where the wording gives them away.
//!
//! What is found is never quoted. That nothing is found proves nothing: whoever publishes the case still reads it.

use statute::identifier::{CitizenId, Uscc};

/// Something that names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trace {
    /// Character at which it begins, from 1.
    pub(super) at: usize,
    /// What it is.
    pub(super) what: &'static str,
    /// The same for an officer.
    pub(super) zh: &'static str,
}

/// First letters of number plates.
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
/// After these a name is written.
const LABELS: [&str; 16] = [
    "当事人",
    "姓名",
    "经营者",
    "法定代表人",
    "法人代表",
    "负责人",
    "联系人",
    "证人",
    "代理人",
    "受害人",
    "投诉人",
    "举报人",
    "驾驶人",
    "驾驶员",
    "车主",
    "监护人",
];
/// The commonest surnames, by which a word after a label is taken for a name.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";
/// Words after a label that begin like a surname and are none.
const NOT_NAMES: [&str; 20] = [
    "应当", "应在", "应该", "安排", "向本", "向我", "向其", "时任", "任职", "和其", "全部", "成立",
    "明知", "明确", "经查", "解释", "包括", "关于", "常年", "连续",
];
/// Marks of a name that was made unknown.
const MASKS: &str = "某×＊*甲乙丙丁ＸX";
/// How the name of a firm ends.
const FIRMS: [&str; 5] = [
    "有限公司",
    "有限责任公司",
    "股份公司",
    "专业合作社",
    "经营部",
];

/// Everything that names somebody, by its place.
pub(super) fn traces(text: &str) -> Vec<Trace> {
    let letters: Vec<char> = text.chars().map(narrow).collect();
    let mut found: Vec<Trace> = numbers(&letters)
        .chain(plates(&letters))
        .chain(persons(&letters))
        .chain(firms(&letters))
        .collect();
    found.sort_by_key(|trace| trace.at);
    found
}

/// Full-width letters and digits read as what they stand for.
fn narrow(letter: char) -> char {
    match letter {
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter)
        }
        letter => letter,
    }
}

/// Runs of letters and digits: codes, identity numbers, telephones.
fn numbers(letters: &[char]) -> impl Iterator<Item = Trace> + '_ {
    let starts = (0..letters.len()).filter(|at| {
        letters[*at].is_ascii_alphanumeric()
            && !at
                .checked_sub(1)
                .is_some_and(|before| letters[before].is_ascii_alphanumeric())
    });
    starts.filter_map(|at| {
        let rest = &letters[at..];
        let run: String = rest
            .iter()
            .take_while(|letter| letter.is_ascii_alphanumeric())
            .collect();
        let joined: String = rest
            .iter()
            .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-'))
            .collect();
        number(&run, &joined).map(|(what, zh)| Trace {
            at: at + 1,
            what,
            zh,
        })
    })
}

fn number(run: &str, joined: &str) -> Option<(&'static str, &'static str)> {
    let upper = run.to_ascii_uppercase();
    let digits = run.chars().filter(char::is_ascii_digit).count();
    let citizen = CitizenId::parse(&upper).is_ok()
        || (upper.len() == 18 && upper[..17].bytes().all(|b| b.is_ascii_digit()));
    if citizen || grouped(joined, &[6, 8, 4]) {
        Some(("a citizen id number", "公民身份号码"))
    } else if Uscc::parse(&upper).is_ok() {
        Some(("a unified social credit code", "统一社会信用代码"))
    } else if is_mobile(run) || (joined.starts_with('1') && grouped(joined, &[3, 4, 4])) {
        Some(("a telephone number", "手机号码"))
    } else if run.starts_with('0')
        && (grouped(joined, &[4, 7])
            || grouped(joined, &[3, 8])
            || grouped(joined, &[4, 8])
            || (matches!(run.len(), 11 | 12) && digits == run.len()))
    {
        Some(("a telephone number", "电话号码"))
    } else if digits == run.len() && run.len() >= 15 {
        Some((
            "a number of 15 or more digits",
            "15位以上的证件号码或者账号",
        ))
    } else {
        None
    }
}

fn is_mobile(run: &str) -> bool {
    run.len() == 11
        && run.bytes().all(|b| b.is_ascii_digit())
        && run.starts_with('1')
        && !matches!(run.as_bytes().get(1), Some(b'0'..=b'2'))
}

/// Digits in groups of these lengths, a blank or hyphen between.
fn grouped(joined: &str, lengths: &[usize]) -> bool {
    let mut groups = joined.split([' ', '-']);
    lengths.iter().all(|length| {
        groups.next().is_some_and(|group| {
            group.len() == *length
                && group
                    .bytes()
                    .all(|b| b.is_ascii_digit() || matches!(b, b'X' | b'x'))
        })
    })
}

/// 闽E12345, 闽E·D12345.
fn plates(letters: &[char]) -> impl Iterator<Item = Trace> + '_ {
    (0..letters.len()).filter_map(|at| {
        let rest = &letters[at..];
        let first = PROVINCES.contains(*rest.first()?) && rest.get(1)?.is_ascii_uppercase();
        let tail = rest.get(2..)?;
        let dot = usize::from(matches!(tail.first(), Some('·' | '•' | '.')));
        let number: Vec<char> = tail
            .iter()
            .skip(dot)
            .take_while(|letter| letter.is_ascii_alphanumeric())
            .copied()
            .collect();
        let plate =
            first && matches!(number.len(), 5 | 6) && number.iter().any(char::is_ascii_digit);
        plate.then_some(Trace {
            at: at + 1,
            what: "a number plate",
            zh: "机动车号牌",
        })
    })
}

/// A label, a surname, one or two more characters, and then an end: 当事人张三（, 经营者：李四，
fn persons(letters: &[char]) -> impl Iterator<Item = Trace> + '_ {
    (0..letters.len()).filter_map(|at| {
        let rest = &letters[at..];
        let label = LABELS
            .iter()
            .find(|label| starts_with(rest, label))?
            .chars()
            .count();
        let after = &rest[label..];
        let skipped = after
            .iter()
            .take_while(|letter| matches!(letter, '：' | ':' | ' ' | '为' | '系'))
            .count();
        let name: Vec<char> = after
            .iter()
            .skip(skipped)
            .take_while(|letter| is_han(**letter))
            .copied()
            .collect();
        let end = after.get(skipped + name.len());
        let ended = end.is_none_or(|end| "，,。、（(；;：:".contains(*end) || end.is_whitespace());
        let named = (2..=3).contains(&name.len())
            && SURNAMES.contains(name[0])
            && !name.iter().any(|letter| MASKS.contains(*letter))
            && !NOT_NAMES.iter().any(|word| starts_with(&name, word));
        (ended && named).then_some(Trace {
            at: at + label + skipped + 1,
            what: "the name of a person",
            zh: "自然人姓名",
        })
    })
}

/// A firm's registered name begins with a division: 漳州市示例食品有限公司.
fn firms(letters: &[char]) -> impl Iterator<Item = Trace> + '_ {
    (0..letters.len()).filter_map(|at| {
        FIRMS
            .iter()
            .find(|ending| starts_with(&letters[at..], ending))?;
        let length = letters[..at]
            .iter()
            .rev()
            .take(24)
            .take_while(|letter| is_han(**letter) || matches!(letter, '（' | '）' | '(' | ')'))
            .count();
        let begin = letters[..at]
            .iter()
            .rev()
            .take(24)
            .take_while(|letter| {
                is_han(**letter)
                    || letter.is_ascii_alphanumeric()
                    || matches!(letter, '（' | '）' | '(' | ')' | '×' | '＊' | '*')
            })
            .count();
        let name = &letters[at - begin..at];
        let masked = name.iter().any(|letter| MASKS.contains(*letter));
        let place = name
            .iter()
            .rposition(|letter| matches!(letter, '省' | '市' | '县' | '区'))?;
        // Between the division and the form of the firm stand its own name and its trade.
        let own = name.len() - place - 1;
        (!masked && own >= 2 && length > own).then_some(Trace {
            at: at - begin + 1,
            what: "the name of a firm",
            zh: "企业名称",
        })
    })
}

fn starts_with(letters: &[char], word: &str) -> bool {
    let mut letters = letters.iter();
    word.chars().all(|letter| letters.next() == Some(&letter))
}

const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_somebody_is_found() {
        for (text, zh) in [
            ("当事人身份证号350604199001010016。", "公民身份号码"),
            ("身份证号：350604 19900101 0016", "公民身份号码"),
            ("号码３５０６０４１９９００１０１００１６", "公民身份号码"),
            ("代码91350604MA8UAB126N", "统一社会信用代码"),
            ("电话13800138000", "手机号码"),
            ("电话138 0013 8000", "手机号码"),
            ("电话0596-1234567", "电话号码"),
            ("账号6222021402012345678", "15位以上的证件号码或者账号"),
            ("驾驶闽E12345货车", "机动车号牌"),
            ("驾驶闽E·D12345新能源车", "机动车号牌"),
            ("当事人张秀兰（女，45岁）未办证", "自然人姓名"),
            ("法定代表人：许大海，男", "自然人姓名"),
            ("漳州市示例食品有限公司生产", "企业名称"),
        ] {
            let found: Vec<_> = traces(text).iter().map(|trace| trace.zh).collect();
            assert_eq!(found, [zh], "{text}");
        }
    }

    #[test]
    fn a_text_that_names_nobody_is_left_alone() {
        for text in [
            "当事人张某（女，45岁）未办证",
            "法定代表人许某某，电话138****8000",
            "漳州市某食品有限公司于2023年11月20日至2023-11-25生产",
            "福建省龙海区××燃气有限公司",
            "当事人应当，依照2021-07-15 2021-07-16的规定",
            "该有限公司经查明知违法",
            "负责人安排，全部整改",
            "闽市监规〔2025〕3号",
            "处罚款100000元，没收违法所得3500.50元",
            "甲公司与乙有限公司",
        ] {
            assert_eq!(traces(text), [], "{text}");
        }
    }
}
