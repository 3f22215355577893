use super::*;

#[test]
fn what_is_missing_on_the_way_is_made() {
    let mut document = json!({"a": 1});
    put(&mut document, "/b/0/c", json!(2));
    put(&mut document, "/a/x", json!(3));
    put(&mut document, "/b/999999999/c", json!(4));
    put(&mut document, "/m~1n", json!(5));
    assert_eq!(document, json!({"a": 1, "b": [{"c": 2}], "m/n": 5}));
    assert_eq!(text_at(&document, "/b/0/c").as_deref(), Some("2"));
    assert_eq!(text_at(&document, "/b/1"), None);
}

#[test]
fn a_document_is_written_as_it_was_read() {
    let text = r#"{"a\"\\\n\u0001":[1,-2.50,1e3,true,false,null,"中",{}],"b":{"c":[]},"a":9007199254740993}"#;
    assert_eq!(read(text).write(), text);
    assert_eq!(read("<html>"), Value::Null);
}

#[test]
fn numbers_in_thousandths() {
    let read = |value: Value| thousandths(&value);
    assert_eq!(read(json!(1_694_914_200)), Some(1_694_914_200_000));
    assert_eq!(read(json!("-1.5")), Some(-1_500));
    assert_eq!(read(json!(0.1239)), Some(123));
    for odd in [
        json!("1e5"),
        json!(""),
        json!("."),
        json!("99999999999999999999"),
        json!(null),
        json!("中"),
    ] {
        assert_eq!(read(odd), None);
    }
}

#[test]
fn the_examples_of_rfc_7396() {
    for (mut document, patch, result) in [
        (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
        (json!({"a":"b"}), json!({"a":null}), json!({})),
        (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
        (
            json!({"a":{"b":"c"}}),
            json!({"a":{"b":"d","c":null}}),
            json!({"a":{"b":"d"}}),
        ),
        (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
        (json!({"a":"foo"}), json!("bar"), json!("bar")),
        (json!([1, 2]), json!({"a":"b","c":null}), json!({"a":"b"})),
        (
            json!({}),
            json!({"a":{"bb":{"ccc":null}}}),
            json!({"a":{"bb":{}}}),
        ),
    ] {
        merge(&mut document, &patch);
        assert_eq!(document, result);
    }
}
