use super::*;

const YEAR: &str = r#"{"edition":{"name":"科普日","city":"新乡市","start":"2023-09-17","end":"2023-09-18","themes":["主题<一>"],"contact":{"phone":"0373-3661812"}},
  "taxonomy":{"districts":[{"id":"d","name":"红旗区"}]},
  "venues":[{"id":"v","name":"馆","district":"d"}],
  "activities":[{"id":"a/b","title":"<script>alert(1)</script>","venue":"v","sessions":[
    {"id":"s","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T11:00:00+08:00"}]},
   {"id":"x","title":"长展","venue":"v","opening":[{"from":"2023-09-17","to":"2023-09-30","open":"09:00","close":"17:00"}]}]}"#;
const INDEX: &str = "<title>全国科普日</title><meta content=\"全国科普日活动：x\"><span>全国科普日</span><!--first-cards-->";

#[test]
fn the_first_page_holds_cards_and_nothing_that_runs() {
    let year = read(YEAR).unwrap();
    let page = index_page(Some(&year), INDEX).unwrap();
    assert!(page.contains("<title>新乡市科普日</title>"));
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>"));
    assert!(
        page.contains("href=\"/a/a%2Fb\"") && page.contains("10:00") && page.contains("红旗区")
    );
    assert!(page.contains("主题&lt;一&gt;") && page.contains("tel:03733661812"));
}

#[test]
fn the_list_says_everything_once() {
    let year = read(YEAR).unwrap();
    let page = list_page(Some(&year), None, "<style></style>");
    assert!(page.contains("10:00–11:00") && page.contains("9月17日 周日"));
    assert_eq!(page.matches("长展").count(), 1);
    assert!(!page.contains("<script>"));
    let empty = list_page(None, Some("0373-1234567"), "");
    assert!(empty.contains("tel:03731234567"));
}

#[test]
fn a_year_file_with_a_mistake_stops_the_build() {
    let broken = YEAR.replace("\"title\":\"长展\"", "\"title\":7");
    assert_eq!(
        read(&broken).unwrap_err(),
        "1 items of the year file cannot be read"
    );
    assert!(index_page(None, "nothing to fill").is_err());
}
