//! What is done wrong in a line, in the words of power lists.

use super::lines::Line;

/// What is done wrong everywhere.
pub(super) const WRONGS: [&str; 12] = [
    "未按照规定建立{o}管理台账",
    "未取得许可擅自从事{o}活动",
    "未按照规定对{o}进行定期检查",
    "伪造、变造{o}检验记录",
    "拒绝、阻碍{o}监督检查",
    "未按照规定公示{o}信息",
    "提供虚假材料取得{o}许可",
    "未对{o}从业人员进行培训",
    "逾期不改正{o}安全隐患",
    "未按照规定报告{o}事故",
    "使用不符合标准的{o}",
    "未按照规定保存{o}档案",
];

/// What is done wrong in a line, by its place among all such sentences of the line: first those of the line itself.
pub(super) fn wrong(line: &Line, at: usize) -> String {
    let sentences = line.wrongs.len() + WRONGS.len();
    let (object, sentence) = (at / sentences % line.objects.len(), at % sentences);
    let sentence = line
        .wrongs
        .get(sentence)
        .copied()
        .unwrap_or_else(|| WRONGS[sentence - line.wrongs.len()]);
    sentence.replace("{o}", line.objects[object])
}
