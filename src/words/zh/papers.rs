//! What a teacher prints: the sheet for the bus, the letter to the parents, the table for a spreadsheet.

use super::common;
use crate::text;

pub const TITLE: &str = "老师用的材料";
pub const WHY: &str = "名单由老师自己填写，姓名和电话不经过本应用。";
pub const SHEET: &str = "带队表";
pub const LETTER: &str = "家长通知";
pub const TABLE: &str = "下载名单表格";
pub const PRINT: &str = "打印";
pub const COPY: &str = "复制文字";

pub const SCHOOL: &str = "学校";
pub const CLASS: &str = "班级";
pub const PUPILS: &str = "学生";
pub const ADULTS: &str = "带队老师";
pub const CODE: &str = "凭证码";
pub const PHONE: &str = "咨询电话";
pub const LEADER: &str = "领队、电话";
pub const WHEN: &str = "时间";
pub const WHAT: &str = "活动";
pub const WHERE: &str = "地点";
pub const NOTES: &str = "集合、请带";
pub const ROSTER: &str = "名单";
pub const COLUMNS: [&str; 4] = ["序号", "姓名", "家长电话", "备注"];
pub const FILE: &str = "kepu-mingdan.csv";

/// What is left to be written by hand.
pub const BLANK: &str = "____________";

/// 45 名
pub fn pupils(count: u32) -> String {
    text!(&count.to_string(), " 名")
}

/// 3 位
pub fn adults(count: u32) -> String {
    text!(&count.to_string(), " 位")
}

/// The head of the roster, on every page: 实验小学 三年级 2 班 名单
pub fn roster(school: &str, class: &str) -> String {
    let parts = [school, class, ROSTER];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// 三年级 2 班
pub fn class(grade: u32, class: &str) -> String {
    let grade = common::grade(grade);
    match (grade, class) {
        ("", class) | (class, "") => class.to_owned(),
        // Whoever typed the grade as well has said it.
        (grade, class) if class.contains(grade) => class.to_owned(),
        (grade, class) => text!(grade, " ", class),
    }
}

pub const LETTER_TITLE: &str = "致家长的一封信";
pub const SLIP: &str = "回执（请剪下交给班主任）";

/// What a letter is about.
pub struct Letter<'a> {
    pub school: &'a str,
    pub class: &'a str,
    pub edition: &'a str,
    /// Sessions: when, what, where, what to bring.
    pub visits: &'a [[&'a str; 4]],
    pub phone: &'a str,
}

impl Letter<'_> {
    fn or_blank(text: &str) -> &str {
        if text.is_empty() { BLANK } else { text }
    }

    /// What it says, a paragraph each.
    pub fn paragraphs(&self) -> Vec<String> {
        let mut out = vec![
            "尊敬的家长：".to_owned(),
            text!(
                "您好！",
                Self::or_blank(self.school),
                " ",
                Self::or_blank(self.class),
                " 将参加",
                self.edition,
                "的科普活动，安排如下：",
            ),
        ];
        let many = self.visits.len() > 1;
        for (at, [when, what, place, bring]) in self.visits.iter().enumerate() {
            let number = match many {
                true => text!(&(at + 1).to_string(), ". "),
                false => String::new(),
            };
            let mut line = text!(&number, when, "，", what, "，", place, "。");
            if !bring.is_empty() {
                line.push_str(&text!("请带：", bring, "。"));
            }
            out.push(line);
        }
        out.push(text!("集合时间、地点：", BLANK, "　返校时间：", BLANK));
        out.push("活动由老师全程带队，请提醒孩子听从带队老师安排，不要单独离开队伍。".to_owned());
        let phone = match self.phone {
            "" => String::new(),
            phone => text!("；活动咨询电话 ", &common::unbroken(phone)),
        };
        out.push(text!(
            "有疑问请联系班主任 ",
            BLANK,
            "，电话 ",
            BLANK,
            &phone,
            "。",
        ));
        out
    }

    /// Who signs it.
    pub fn signed(&self) -> String {
        text!(Self::or_blank(self.school), "　　年　　月　　日")
    }

    /// What the parents send back.
    pub fn slip(&self) -> [String; 3] {
        let what = match self.visits {
            [[_, what, ..]] => text!("“", what, "”活动"),
            _ => "以上科普活动".to_owned(),
        };
        [
            text!("班级 ", Self::or_blank(self.class), "　学生姓名 ", BLANK),
            text!("□ 同意　□ 不同意　孩子参加", &what, "。"),
            text!("家长签名 ", BLANK, "　电话 ", BLANK, "　日期 ______"),
        ]
    }

    /// The whole as plain text.
    pub fn text(&self) -> String {
        let mut lines = vec![LETTER_TITLE.to_owned(), String::new()];
        lines.extend(self.paragraphs());
        lines.extend([String::new(), self.signed(), String::new(), SLIP.to_owned()]);
        lines.extend(self.slip());
        common::plain(&lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_leaves_blank_what_is_not_known() {
        let visits = [["9月20日 周三 09:00–10:00", "认矿物", "地质馆", "水杯"]];
        let letter = Letter {
            school: "",
            class: "三年级 2 班",
            edition: "科普日",
            visits: &visits,
            phone: "0373-3661812",
        };
        let text = letter.text();
        for part in [
            "您好！____________ 三年级 2 班 将参加科普日的科普活动",
            "9月20日 周三 09:00–10:00，认矿物，地质馆。请带：水杯。",
            "；活动咨询电话 0373-3661812。",
            "□ 同意　□ 不同意　孩子参加“认矿物”活动。",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let two = [visits[0], ["下午", "看星", "", ""]];
        let letter = Letter {
            visits: &two,
            ..letter
        };
        assert!(letter.text().contains("2. 下午，看星"));
        assert!(letter.text().contains("孩子参加以上科普活动。"));
        assert_eq!(
            (class(3, "2 班"), class(0, "2 班"), class(3, "")),
            ("三年级 2 班".into(), "2 班".into(), "三年级".into())
        );
    }
}
