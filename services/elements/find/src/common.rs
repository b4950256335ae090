//! Words that every case is told with: they say little about what was done.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a pair of such a word weighs, of its weight otherwise.
pub(crate) const COMMON_WEIGHT: f32 = 0.1;

const WORDS: &[&str] = &[
    "当事人",
    "行为",
    "违法行为",
    "规定",
    "检查",
    "发现",
    "现场",
    "执法人员",
    "行政",
    "执法",
    "处罚",
    "违反",
    "违法",
    "涉嫌",
    "有关",
    "相关",
    "情况",
    "进行",
    "责令",
    "改正",
    "整改",
    "逾期",
    "单位",
    "个人",
    "部门",
    "机关",
    "按照",
    "依照",
    "依法",
    "根据",
    "应当",
    "不得",
    "未按",
    "按规定",
    "要求",
    "存在",
    "属于",
    "其中",
    "以及",
    "或者",
    "并且",
    "之后",
    "期间",
    "时间",
    "地点",
    "上述",
    "该店",
    "该公司",
    "该单位",
    "公司",
    "有限公司",
    "商行",
    "经查",
    "调查",
    "询问",
    "笔录",
    "证据",
    "材料",
    "证明",
    "事实",
    "本局",
    "我局",
    "我们",
    "日常",
    "巡查",
    "举报",
    "投诉",
    "群众",
    "线索",
    "处理",
    "实施",
    "管理",
    "条例",
    "办法",
    "法律",
    "法规",
    "规章",
    "予以",
    "罚款",
    "人民政府",
    "主管部门",
    "没有",
    "自己",
    "已经",
    "正在",
    "通过",
    "使用",
    "活动",
    "工作",
    "对象",
    "内容",
    "一个",
    "一家",
    "某某",
    "负责人",
    "经营者",
    "业主",
    "场所",
    "福建省",
    "的行",
    "为的",
    "对的",
];

static PAIRS: LazyLock<BTreeSet<(char, char)>> = LazyLock::new(|| {
    let mut pairs = BTreeSet::new();
    for word in WORDS {
        let letters: Vec<char> = word.chars().collect();
        for pair in letters.windows(2) {
            if let [one, next] = pair {
                pairs.insert((*one, *next));
            }
        }
    }
    pairs
});

/// Whether two letters belong to such a word.
pub(crate) fn is_common(pair: (char, char)) -> bool {
    PAIRS.contains(&pair)
}

/// Whether a piece of text is made of such words only.
pub(crate) fn says_nothing(piece: &str) -> bool {
    let letters: Vec<char> = piece.chars().filter(|c| c.is_alphanumeric()).collect();
    letters
        .windows(2)
        .all(|pair| matches!(pair, [one, next] if is_common((*one, *next))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_cases_says_nothing() {
        for piece in ["当事人", "执法人员", "违法行为", "检查"] {
            assert!(says_nothing(piece), "{piece}");
        }
        for piece in ["占道经营", "燃气", "未安装"] {
            assert!(!says_nothing(piece), "{piece}");
        }
    }
}
