//! Read is what `serde_json` reads, and it comes to the same.

use super::*;
use proptest::prelude::*;
use serde_json::Value as Tree;

/// Whether two readings of a value are the same, through every door there is.
fn same(mine: Value, tree: &Tree) -> bool {
    let numbers = || {
        let close = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-14 * a.abs().max(b.abs());
        mine.as_u64() == tree.as_u64()
            && mine.as_i64() == tree.as_i64()
            && match (mine.as_f64(), tree.as_f64()) {
                (Some(a), Some(b)) => close(a, b),
                (None, None) => true,
                _ => false,
            }
    };
    let items = || match tree.as_array() {
        Some(all) => {
            let pairs = mine.items().zip(all);
            mine.items().len() == all.len() && pairs.into_iter().all(|(a, b)| same(a, b))
        }
        None => mine.items().len() == 0,
    };
    mine.is_null() == tree.is_null()
        && mine.as_bool() == tree.as_bool()
        && mine.as_str() == tree.as_str()
        && mine.is_object() == tree.is_object()
        && numbers()
        && items()
        && tree.as_object().is_none_or(|all| {
            // Of two members with one name `serde_json` keeps the last, as nobody here relies on.
            let names: Vec<&str> = mine.members().map(|(name, _)| name).collect();
            let once = names.len() == all.len();
            !once || all.iter().all(|(name, value)| same(mine.get(name), value))
        })
}

fn agrees(text: &str) -> bool {
    let mine = Document::read(text);
    match (mine, serde_json::from_str::<Tree>(text)) {
        (Some(mine), Ok(tree)) => same(mine.root(), &tree),
        (None, Err(_)) => true,
        _ => false,
    }
}

#[test]
fn odd_texts_are_taken_as_serde_json_takes_them() {
    let deep = |open: &str, close: &str, depth| [open.repeat(depth), close.repeat(depth)].concat();
    let mut texts: Vec<String> = [127, 128]
        .into_iter()
        .flat_map(|depth| [deep("[", "]", depth), deep("{\"a\":[", "]}", depth / 2)])
        .collect();
    texts.push(format!("{{\"a\":{}}}", deep("[", "]", 126)));
    texts.push(format!("{{\"a\":{}}}", deep("[", "]", 127)));
    let plain = r#"
    |null|true|false|tru|nul|truex|[]|{}|[1,]|[,1]|{"a":1,}|{"a"}|{"a":}|{a:1}|"|"a|"a"b|[1 2]|[1]]|{]|[}
    |0|-0|00|01|-|-1|1.|.5|1.5|1e5|1E+5|1e-5|1e|1e+|0e0|0e999|1e308|1e309|-1e400|1e-400|0.000001e310|+1|NaN
    |18446744073709551615|18446744073709551616|9223372036854775807|9223372036854775808|-9223372036854775808
    |-9223372036854775809|123456789012345678901234567890|0.1234567890123456789012345|113.878158|35.303004|4.9e-324
    |"\u4e00"|"\ud83d\ude00"|"\ud83d"|"\ude00"|"\ud83dx"|"\ud83d\n"|"\ud83d\u0041"|"\u12"|"\u12g4"|"\x"|"\"|"\\"|"\/\b\f\n\r\t"
    |{"a\u0062":1,"":2}|{"a":1,"a":2}| [ 1 , 2 ] |{ "a" : { "b" : [ ] } }|"é一😀"|["12345678","1234567","123456\n"]"#;
    texts.extend(
        plain
            .split('|')
            .map(|text| text.trim_matches('\n').to_owned()),
    );
    texts.push("\"a\u{1}\"".into());
    texts.push("\"12345678\u{1f}\"".into());
    texts.push("\"\u{7f}\u{80}\"".into());
    texts.push(format!("{}.5", "9".repeat(400)));
    texts.push(format!("1{}", "0".repeat(308)));
    texts.push(format!("1{}", "0".repeat(309)));
    texts.push(format!("0.{}1", "0".repeat(400)));
    for text in texts {
        assert!(agrees(&text), "{text}");
    }
}

/// Anything JSON can say.
fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        Just(Tree::Null),
        any::<bool>().prop_map(Tree::from),
        any::<u64>().prop_map(Tree::from),
        any::<i64>().prop_map(Tree::from),
        any::<f64>().prop_map(Tree::from),
        (-180.0..180.0).prop_map(Tree::from),
        any::<String>().prop_map(Tree::from),
        "[a-z\"\\\\一\n ]{0,12}".prop_map(Tree::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Tree::from),
            prop::collection::btree_map("[a-c\"]{0,9}", inner, 0..6)
                .prop_map(|members| Tree::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_written_is_read(tree in tree(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&tree) } else { serde_json::to_string(&tree) }.unwrap();
        prop_assert!(agrees(&text), "{}", text);
    }

    #[test]
    fn damage_is_seen_as_serde_json_sees_it(tree in tree(), at in any::<prop::sample::Index>(), by in "[\\x00-\\x7f一]{0,2}", cut in any::<bool>()) {
        let text = serde_json::to_string(&tree).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = *at.get(&places);
        let rest = &text[at..];
        let rest = if cut { rest.char_indices().nth(1).map_or("", |(next, _)| &rest[next..]) } else { rest };
        let damaged = [&text[..at], &by, rest].concat();
        prop_assert!(agrees(&damaged), "{}", damaged);
    }

    #[test]
    fn any_text_is_survived(text in "[\\[\\]{}\",:0-9eE.tfn\\\\u \\-]{0,24}") {
        prop_assert!(agrees(&text), "{}", text);
    }

    #[test]
    fn names_are_known_by_their_numbers(names in prop::collection::vec("(id|title|session|sessions|description|descriptiom|x)", 0..8)) {
        const LIST: [&str; 5] = ["id", "title", "session", "sessions", "description"];
        let members: Vec<String> = names.iter().map(|name| format!("\"{name}\":1")).collect();
        let text = format!("{{{}}}", members.join(","));
        let known = Names::new(&LIST);
        let mut document = Document::of(&text);
        prop_assert_eq!(document.value(0, 0, Some(&known)), Some(text.len()));
        let mut members = document.root().members();
        for name in &names {
            let expected = LIST.iter().position(|known| known == name).map_or(0, |at| at as Name + 1);
            prop_assert_eq!(members.next_numbered().map(|(number, _)| number), Some(expected));
        }
        prop_assert!(members.next_numbered().is_none());
    }
}
